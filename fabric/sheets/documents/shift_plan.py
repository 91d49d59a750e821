"""The shift plan: the place, the time and the work of each crew, one row per block of work; and the power by row."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from fabric.sheets.rows.block_places import block_text
from fabric.sheets.rows.crew_blocks import CrewBlock, WorkKind, kinds_in, list_crew_blocks, shift_ends_s
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import hours, moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.power import PowerNeed, list_power_needs
from fabric.sheets.rows.text import count_text, day_text
from fabric.writers import SheetDocument


@dataclass(frozen=True)
class Assignment:
    """A block of work and the moment at which the racks are ready: a row of the shift plan."""

    block: CrewBlock
    """Crew, shift, places and packages."""
    ready: datetime | None
    """Local time; moments are printed with their date. None: with the number of the day, from 1."""

    def count(self, kind: WorkKind) -> int:
        """Packages of a kind of work."""
        return self.block.counts.get(kind, 0)


@dataclass(frozen=True)
class DueNeed:
    """The power of a row and the moment at which the racks are ready: a row of the milestones."""

    need: PowerNeed
    """Row, racks and the first test."""
    ready: datetime | None
    """Local time; moments are printed with their date. None: with the number of the day, from 1."""


def _count_field(kind: WorkKind) -> Field[Assignment]:
    return Field(kind.key, kind.value, lambda one: one.count(kind), 0.8)


_PLACE: tuple[Field[Assignment], ...] = (
    Field("shift", "shift", attrgetter("block.shift"), 0.8),
    Field("start", "from", lambda one: moment(one.ready, one.block.begin), 1.1),
    Field("end", "to", lambda one: moment(one.ready, one.block.end), 1.1),
    Field("crew", "crew", attrgetter("block.crew"), 0.5),
    Field("place", "place", lambda one: block_text(one.block), 1.4),
)
_HOURS: tuple[Field[Assignment], ...] = (
    Field("hours", "hours present", lambda one: hours(one.block.end_s - one.block.start_s), 0.7),
    Field("work_hours", "hours of work", lambda one: hours(one.block.work_s), 0.7),
)


_POWER_FIELDS: tuple[Field[DueNeed], ...] = (
    Field("due", "power on by", lambda one: moment(one.ready, one.need.due), 1.1),
    Field("row", "row", attrgetter("need.row"), 0.6),
    Field("racks", "racks", lambda one: ", ".join(one.need.racks), 4.0),
    Field("crew", "first test: crew", attrgetter("need.first.crew"), 0.8),
    Field("step", "step", attrgetter("need.first.number"), 0.5),
    Field("done", "done", blank, 0.5),
)


def shift_plan(rows: PlanRows) -> SheetDocument:
    """All blocks of work in order of time, crews side by side; then the moments by which rows need power."""
    plan, ready, crews = rows.plan, rows.plan.project.request.racks_ready, rows.options.selection.crews
    blocks = [block for block in list_crew_blocks(plan) if not crews or block.crew in crews]
    blocks.sort(key=lambda block: (block.start_s, block.crew))
    note = (
        "A crew stays where it is until its next line in this table starts. At the end of a shift the crew with the "
        "same number takes over. Landing: one end of a pull, with all its plugs."
    )
    lines = [Assignment(block, ready) for block in blocks]
    fields = (*_PLACE, *map(_count_field, kinds_in(blocks)), *_HOURS)
    table = make_table("shift_plan", "Place of each crew", fields, lines, (note, *list_totals(rows, blocks)))
    needs = [DueNeed(need, ready) for need in list_power_needs(rows.index, rows.by_pull)]
    words = "Links are tested when the devices at both ends have power. Power each row before its first test."
    power = make_table("power_milestones", "Power by row", _POWER_FIELDS, needs, (words,))
    return SheetDocument(
        name="shift_plan",
        title="Shift plan",
        subtitle=f"{plan.project.site.name}: {count_text(len(blocks), 'assignment')}",
        tables=(table, power),
    )


def list_totals(rows: PlanRows, blocks: Iterable[CrewBlock]) -> list[str]:
    """The crews at work in each shift, their hours, and the crews that the shift has."""
    crew_plan, ready = rows.plan.project.crew, rows.plan.project.request.racks_ready
    most = {shift.id: crew_plan.crews_of(shift) for shift in crew_plan.shifts}
    worked: dict[tuple[int, str], dict[int, float]] = {}
    ends = shift_ends_s(rows.plan)
    for block in blocks:
        mine = worked.setdefault((bisect_right(ends, block.start_s), block.shift), {})
        mine[block.crew] = mine.get(block.crew, 0) + (block.end_s - block.start_s) / 3600
    return [
        f"{day_text(ready, rows.index.shift_start(number))}, {shift} shift: {len(mine)} of "
        f"{count_text(max(most[shift], len(mine)), 'crew')} at work ({len(mine) * crew_plan.crew_size} technicians), "
        f"each present {hours_text(mine.values())} h."
        for (number, shift), mine in sorted(worked.items())
    ]


def hours_text(hours: Collection[float]) -> str:
    """The least and the most hours; once where they print alike."""
    printed = [f"{one:.1f}" for one in (min(hours), max(hours))]
    return " to ".join(dict.fromkeys(printed))
