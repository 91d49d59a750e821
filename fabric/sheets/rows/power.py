"""The moments by which racks need power: the first test of a link in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from fabric.plan import PackageKind
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_index import PlanIndex, StepNumber


class PowerNeed(NamedTuple):
    """Power for the racks of one row, due together: a milestone."""

    row: str
    """Id of the row."""
    racks: tuple[str, ...]
    """Racks of the row with a device to test, in the order of the site."""
    due_s: int
    """Start of the first test, on the working clock."""
    due: datetime
    """The same on the wall-clock; undated plans count from `UNDATED`."""
    first: StepNumber
    """Crew and step of that test."""


def list_power_needs(index: PlanIndex, by_pull: Mapping[int, Sequence[LinkRow]]) -> tuple[PowerNeed, ...]:
    """The milestones of all rows in order of time. A link is tested when the devices at both ends have power."""
    plan, packages = index.plan, index.plan.packages
    first: dict[str, int] = {}
    columns = zip(packages.kind.tolist(), packages.subject.tolist(), strict=True)
    tests = [number for number, (kind, _) in enumerate(columns) if kind == PackageKind.TEST]
    for number in sorted(tests, key=lambda one: int(packages.start_s[one])):
        for row in by_pull.get(int(packages.subject[number]), ()):
            for end in (row.a, row.b):
                first.setdefault(end.rack, number)
    by_row: dict[str, list[str]] = {}
    for rack in index.site.racks:
        if rack.id in first:
            by_row.setdefault(rack.row, []).append(rack.id)
    needs = []
    for name, racks in by_row.items():
        number = min((first[rack] for rack in racks), key=lambda one: int(packages.start_s[one]))
        due_s = int(packages.start_s[number])
        _, due = plan.project.crew.calendar(due_s, plan.project.request.racks_ready)
        needs.append(PowerNeed(name, tuple(racks), due_s, due, index.step_of_package[number]))
    return tuple(sorted(needs, key=lambda need: (need.due_s, need.row)))
