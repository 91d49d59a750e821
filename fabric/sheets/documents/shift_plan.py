"""The shift plan: the place, the time and the work of each crew; one row per block of work."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from fabric.sheets.rows.crew_blocks import CrewBlock, WorkKind, list_crew_blocks
from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.figures import hours, moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import count_text, places_text
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


def _count_field(kind: WorkKind) -> Field[Assignment]:
    return Field(kind.key, kind.value, lambda one: one.count(kind), 0.8)


_FIELDS: tuple[Field[Assignment], ...] = (
    Field("shift", "shift", attrgetter("block.shift"), 0.8),
    Field("start", "from", lambda one: moment(one.ready, one.block.begin), 1.1),
    Field("end", "to", lambda one: moment(one.ready, one.block.end), 1.1),
    Field("crew", "crew", attrgetter("block.crew"), 0.5),
    Field("place", "place", lambda one: places_text(one.block.places), 1.4),
    *map(_count_field, WorkKind),
    Field("hours", "hours", lambda one: hours(one.block.end_s - one.block.start_s), 0.6),
)


def shift_plan(rows: PlanRows) -> SheetDocument:
    """All blocks of work in order of time, crews side by side."""
    plan, ready = rows.plan, rows.plan.project.request.racks_ready
    blocks = sorted(list_crew_blocks(plan), key=lambda block: (block.start_s, block.crew))
    note = (
        "A crew stays at its place until its next line. At the end of a shift the crew with the same number takes over."
    )
    table = make_table(
        "shift_plan", "Place of each crew", _FIELDS, [Assignment(block, ready) for block in blocks], (note,)
    )
    return SheetDocument(
        name="shift_plan",
        title="Shift plan",
        subtitle=f"{plan.project.site.name}: {count_text(len(blocks), 'assignment')}",
        tables=(table,),
    )
