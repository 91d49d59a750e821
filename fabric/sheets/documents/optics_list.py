"""The transceiver of each cage, with a column into which its serial number is scanned."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from fabric.plan import PackageKind
from fabric.project import Device
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import rack_unit
from fabric.sheets.rows.link_row import SIDES
from fabric.sheets.rows.plan_index import FittedOptic
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import count_text
from fabric.writers import SheetDocument
from layouts import Face


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """A transceiver to insert."""

    device: Device
    """The device with its rack and unit."""
    cage: FittedOptic
    """Cage and model of the transceiver."""
    face: Face
    """Side of the rack at which the cage shows."""
    labels: tuple[str, ...]
    """Own ends on the labels of the plugs that go into it, by connector."""
    crew: int
    """Crew that inserts it, from 1."""
    step: int
    """Number of the step of that crew, from 1."""


_FIELDS: tuple[Field[Fitting], ...] = (
    Field("labels", "label at the cage", lambda one: ", ".join(one.labels), 2.0),
    Field("serial_scan", "serial number (scan here)", blank, 2.5),
    Field("model", "transceiver", attrgetter("cage.model"), 1.6),
    Field("rack", "rack", lambda one: one.device.rack or "", 0.6),
    Field("u", "U", lambda one: rack_unit(one.device), 0.5),
    Field("device", "device", attrgetter("device.id"), 1.4),
    Field("face", "face", attrgetter("face"), 0.6),
    Field("group", "group", attrgetter("cage.group"), 0.9),
    Field("cage", "cage", attrgetter("cage.cage"), 0.5),
    Field("crew", "crew", attrgetter("crew"), 0.5),
    Field("step", "step", attrgetter("step"), 0.5),
    Field("done", "done", blank, 0.5),
)


def optics_list(rows: PlanRows) -> SheetDocument:
    """One row per cage, rack by rack, from the highest device down."""
    steps = {
        package.subject: rows.index.step_of_package[index]
        for index, package in enumerate(rows.index.packages)
        if package.kind == PackageKind.OPTICS
    }
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

    labels = _labels_at_cages(rows)
    found = []
    for number, cages in rows.index.cages_of.items():
        if number in steps and rows.selected.is_done_by_chosen(PackageKind.OPTICS, number):
            device = rows.plan.devices[number]
            crew, step = steps[number]
            for cage in cages:
                key = device.id, cage.group, cage.cage
                if key in rows.selected.cages:
                    face = rows.plan.project.face_of(device, cage.group)
                    ends = tuple(own for _, own in sorted(labels[key]))
                    found.append(Fitting(device=device, cage=cage, face=face, labels=ends, crew=crew, step=step))
    table = make_table("optics_list", "Cages", _FIELDS, sorted(found, key=place))
    return SheetDocument(
        name="optics_list", title="Optics list", subtitle=count_text(len(found), "transceiver"), tables=(table,)
    )


def _labels_at_cages(rows: PlanRows) -> Mapping[tuple[str, str, int], set[tuple[int, str]]]:
    """Connector and own end of the label of each plug, by device, group and cage."""
    found: Mapping[tuple[str, str, int], set[tuple[int, str]]] = defaultdict(set)
    for row in rows.links:
        for side in SIDES:
            end = row.end(side)
            found[end.device, end.cages, end.cage].add((end.mpo, row.label(side).own))
    return found
