"""What an integrator cables inside each rack that arrives cabled: its transceivers and its cords, port to port."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from fabric.project import Device
from fabric.sheets.roles import SUPPLIER, write_document
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import metres, rack_unit
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_index import FittedOptic
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.plug_words import plug_port_text
from fabric.sheets.rows.text import count_text
from fabric.writers import SheetDocument, Table


@dataclass(frozen=True)
class FactoryOptic:
    """A transceiver that is inserted at the factory."""

    device: Device
    """The device with its rack and unit."""
    cage: FittedOptic
    """Cage and model of the transceiver."""


@dataclass(frozen=True)
class ArrivedRack:
    """A rack that arrives cabled inside, to be checked as it arrives."""

    rack: str
    """Its name."""
    devices: int
    """Devices and switches in it."""
    cords: int
    """Cords inside it."""
    optics: int
    """Transceivers in it."""


_CORDS: tuple[Field[LinkRow], ...] = (
    Field("rack", "rack", attrgetter("a.rack"), 0.6),
    Field("serial", "serial", attrgetter("serial"), 1.1),
    Field("a_device", "device A", attrgetter("a.device"), 1.3),
    Field("a_port", "port A", lambda row: plug_port_text(row, "A"), 0.9),
    Field("b_device", "device B", attrgetter("b.device"), 1.3),
    Field("b_port", "port B", lambda row: plug_port_text(row, "B"), 0.9),
    Field("kind", "kind", attrgetter("kind"), 1.2),
    Field("length_m", "length m", lambda row: metres(sum(row.lengths_mm)), 0.6),
    Field("a_label", "label at A", attrgetter("label_a.text"), 2.2),
    Field("b_label", "label at B", attrgetter("label_b.text"), 2.2),
    Field("done", "done", blank, 0.5),
)
_OPTICS: tuple[Field[FactoryOptic], ...] = (
    Field("rack", "rack", lambda one: one.device.rack or "", 0.6),
    Field("u", "U", lambda one: rack_unit(one.device), 0.5),
    Field("device", "device", attrgetter("device.id"), 1.4),
    Field("device_model", "device model", attrgetter("device.model"), 1.4),
    Field("group", "group", attrgetter("cage.group"), 0.9),
    Field("cage", "cage", attrgetter("cage.cage"), 0.5),
    Field("model", "transceiver", attrgetter("cage.model"), 1.6),
    Field("done", "done", blank, 0.5),
)
_RACKS: tuple[Field[ArrivedRack], ...] = (
    Field("rack", "rack", attrgetter("rack"), 0.8),
    Field("devices", "devices", attrgetter("devices"), 0.8),
    Field("cords", "cords inside", attrgetter("cords"), 0.8),
    Field("optics", "transceivers", attrgetter("optics"), 0.8),
    Field("report_ok", "integrator's report", blank, 1.0),
    Field("seated_ok", "plugs and transceivers seated", blank, 1.2),
    Field("labels_ok", "labels at both ends", blank, 1.0),
    Field("initials", "date and initials", blank, 1.2),
)
_CORDS_NOTE = (
    "Cable these inside the rack before it leaves the factory: label both ends as written, test each cord. Leave the "
    "ports of all other cables free and capped."
)
_RACKS_NOTE = (
    "Check each rack before it is moved into its place: compare it with the integrator's list, and look for what the "
    "way has loosened. The schedule allows no time for this: agree with the lead who does it."
)


def rack_contents(rows: PlanRows) -> SheetDocument:
    """The cords and the transceivers of all racks that arrive cabled, rack by rack."""
    cords = sorted(_list_cords(rows), key=lambda row: (row.a.rack, row.serial, row.leg))
    height = rows.index.height
    optics = sorted(_list_optics(rows), key=lambda one: (one.device.rack, -height(one.device.id), one.device.id))
    return SheetDocument(
        name="rack_contents",
        title="Cabling inside racks",
        subtitle=f"{count_text(len(cords), 'cord')}, {count_text(len(optics), 'transceiver')} at the factory",
        tables=(
            make_table("rack_contents", "Cords", _CORDS, cords, (_CORDS_NOTE,)),
            make_table("rack_optics", "Transceivers", _OPTICS, optics),
        ),
    )


def write_rack_contents(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the list for the integrator; nothing where no rack arrives cabled."""
    return write_document(rack_contents, SUPPLIER, True, rows, folder) if _racks(rows) else []


def arrived_racks(rows: PlanRows) -> tuple[Table, ...]:
    """The table in which racks that arrive cabled are checked; none where there are none."""
    names = _racks(rows)
    cords = Counter(row.a.rack for row in _list_cords(rows))
    optics = Counter(one.device.rack for one in _list_optics(rows))
    devices = Counter(device.rack for device in rows.plan.devices)
    found = [ArrivedRack(name, devices[name], cords[name], optics[name]) for name in names]
    return (make_table("goods_in_racks", "Racks cabled inside", _RACKS, found, (_RACKS_NOTE,)),) if found else ()


def _racks(rows: PlanRows) -> list[str]:
    """The racks that the sheets are for and that arrive cabled."""
    prepare = rows.plan.project.crew.prepare
    return sorted(name for name in rows.selected.racks if prepare is not None and prepare.arrives_in(name))


def _list_cords(rows: PlanRows) -> Iterator[LinkRow]:
    return (row for row in rows.selected.served if row.pull in rows.index.arrived)


def _list_optics(rows: PlanRows) -> Iterator[FactoryOptic]:
    racks = set(_racks(rows))
    for number, cages in rows.index.cages_of.items():
        device = rows.plan.devices[number]
        if device.rack in racks:
            yield from (FactoryOptic(device, cage) for cage in cages)
