"""The transceiver of each cage, with room for its serial."""

from dataclasses import dataclass
from operator import attrgetter

from fabric.plan import PackageKind
from fabric.project import Device
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.plan_index import FittedOptic
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import count_text
from fabric.writers import SheetDocument
from layouts import Face


@dataclass(frozen=True)
class Fitting:
    """A transceiver to insert."""

    device: Device
    """The device with its rack and unit."""
    cage: FittedOptic
    """Cage and model of the transceiver."""
    face: Face
    """Side of the rack at which the cage shows."""


_FIELDS: tuple[Field[Fitting], ...] = (
    Field("rack", "rack", lambda one: one.device.rack or "", 0.6),
    Field("u", "U", lambda one: one.device.unit, 0.5),
    Field("device", "device", attrgetter("device.id"), 1.4),
    Field("face", "face", attrgetter("face"), 0.6),
    Field("group", "group", attrgetter("cage.group"), 0.9),
    Field("cage", "cage", attrgetter("cage.cage"), 0.5),
    Field("model", "transceiver", attrgetter("cage.model"), 1.6),
    Field("serial", "serial (scan or write)", blank, 2.5),
    Field("done", "done", blank, 0.5),
)


def optics_list(rows: PlanRows) -> SheetDocument:
    """One row per cage, rack by rack, from the highest device down."""
    groups = {name: number for number, name in enumerate(rows.plan.cage_groups)}

    def place(one: Fitting) -> tuple[str, int, str, int, int]:
        device = one.device
        return (
            device.rack or "",
            -rows.index.height(device.id),
            device.id,
            groups[one.cage.group],
            one.cage.cage,
        )

    found = [
        Fitting(rows.plan.devices[number], cage, rows.plan.project.face_of(rows.plan.devices[number], cage.group))
        for number, cages in rows.index.cages_of.items()
        if rows.selected.is_done_by_chosen(PackageKind.OPTICS, number)
        for cage in cages
        if (rows.plan.devices[number].id, cage.group, cage.cage) in rows.selected.cages
    ]
    table = make_table("optics_list", "Cages", _FIELDS, sorted(found, key=place))
    return SheetDocument(
        name="optics_list", title="Optics list", subtitle=count_text(len(found), "transceiver"), tables=(table,)
    )
