"""The shift plan: who is where when, and for what, one row a stint."""

from fabric.sheets.rows.crew_blocks import WORDS, list_stints, moment_text, place_words
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Cell, Column, SheetDocument, Table

_COLUMNS = (
    Column("shift", "shift", 0.8),
    Column("start", "from", 1.1),
    Column("end", "to", 1.1),
    Column("crew", "crew", 0.5),
    Column("place", "place", 1.4),
    *(Column(act, words, 0.8) for act, words in WORDS.items()),
    Column("hours", "hours", 0.6),
)


def shift_plan(rows: PlanRows) -> SheetDocument:
    """All stints in order of time, crews side by side."""
    plan, ready = rows.plan, rows.plan.project.request.racks_ready
    stints = sorted(list_stints(plan), key=lambda stint: (stint.start_s, stint.crew))
    cells: list[tuple[Cell, ...]] = []
    for stint in stints:
        counts = stint.counts
        cells.append(
            (
                stint.shift,
                moment_text(ready, stint.begin),
                moment_text(ready, stint.end),
                stint.crew,
                place_words(stint.places),
                *(counts.get(act, 0) for act in WORDS),
                round((stint.end_s - stint.start_s) / 3600, 2),
            )
        )
    note = "A crew stays at a place until its next line; a hand-over falls between two shifts of the same crew number."
    table = Table(name="shift_plan", title="Who is where", columns=_COLUMNS, rows=tuple(cells), notes=(note,))
    return SheetDocument(
        name="shift_plan",
        title="Shift plan",
        subtitle=f"{plan.project.site.name}: {len(cells)} stints",
        tables=(table,),
    )
