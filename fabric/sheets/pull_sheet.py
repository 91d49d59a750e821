"""The pull sheet: what each crew does, step by step, with nothing to look up, and every leg with its port."""

from collections import defaultdict
from collections.abc import Iterator

from fabric.sheets.ends import LinkRow, PlanRows
from fabric.sheets.steps import Step, list_steps
from fabric.sheets.table import Cell, Column, Document, Table

_COLUMNS = (
    Column("crew", "crew", 0.5),
    Column("step", "step", 0.5),
    Column("shift", "shift", 0.6),
    Column("start", "start", 1.05),
    Column("end", "end", 1.05),
    Column("act", "do", 0.9),
    Column("at", "at", 1.2),
    Column("what", "what", 3.6),
    Column("length_m", "length m", 0.7),
    Column("route", "route", 2.2),
    Column("serials", "serials", 1.2),
    Column("after", "not before", 1.2),
    Column("done", "done", 0.5),
)
_LEG_COLUMNS = (
    Column("pull", "pull"),
    Column("serial", "serial"),
    Column("end", "end"),
    Column("leg", "leg"),
    Column("rack", "rack"),
    Column("u", "U"),
    Column("device", "device"),
    Column("port", "port"),
    Column("label", "label"),
    Column("cable_id", "cable"),
)


def pull_sheet(rows: PlanRows) -> Document:
    """Steps of all crews, and the legs of every landing."""
    by_pull: dict[int, list[LinkRow]] = defaultdict(list)
    for row in rows.links:
        by_pull[row.pull - 1].append(row)
    steps = list_steps(rows, by_pull)
    cells = tuple(step.cells for step in steps)
    crews = sorted({int(step[0]) for step in cells})
    printed = []
    sections: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in steps:
        sections[int(step.cells[0]), step.shift].append(step)
    for (crew, shift), mine in sorted(sections.items()):
        name, day = str(mine[0].cells[2]), str(mine[0].cells[3]).rpartition(" ")[0]
        printed.append(
            Table(
                f"crew_{crew}_shift_{shift + 1}",
                f"Crew {crew}, {day}, {name} shift",
                _COLUMNS[1:],
                tuple(step.cells[1:] for step in mine),
                notes=(_totals([step.cells for step in mine]), _NOTE, _SIGN),
                details={index: step.details for index, step in enumerate(mine) if step.details},
                resume={
                    index: f"step {step.cells[1]} goes on: {step.cells[5]} at {step.cells[6]}, {step.cells[10]}"
                    for index, step in enumerate(mine)
                },
            )
        )
    summary, crew_plan = rows.plan.summary, rows.plan.project.crew
    crew_words = f"{len(crews)} {'crew' if len(crews) == 1 else 'crews'} of {crew_plan.crew_size}"
    dated = "" if rows.plan.project.request.racks_ready else "; day 1 is the day on which the racks are ready"
    return Document(
        "pull_sheet",
        "Pull sheet",
        f"{rows.plan.project.site.name}: {crew_words}, {summary.install_time_s / 3600:.1f} working hours{dated}",
        (
            Table("pull_sheet", "Steps", _COLUMNS, cells),
            Table("pull_sheet_legs", "Legs and ports", _LEG_COLUMNS, tuple(_leg_rows(by_pull))),
        ),
        tuple(printed),
    )


_NOTE = (
    "Steps follow each other; a gap in time is a break, or a wait for what stands under 'not before'. Links are tested "
    "when both ends are plugged and both devices have power: link up at full speed, error counters steady."
)

_SIGN = f"Technicians: {30 * '_'}   Done at: {12 * '_'}   Left over, handed to: {30 * '_'}"


def _leg_rows(by_pull: dict[int, list[LinkRow]]) -> Iterator[tuple[Cell, ...]]:
    for pull in sorted(by_pull):
        for side in ("A", "B"):
            for row in by_pull[pull]:
                end, label = (row.a, row.label_a) if side == "A" else (row.b, row.label_b)
                place = end.rack, end.u, end.device, end.port
                yield (row.pull, row.serial, side, row.leg, *place, label, row.cable_id)


def _totals(steps: list[tuple[Cell, ...]]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for step in steps:
        counts[str(step[5])] += 1
    return f"{len(steps)} steps: " + ", ".join(f"{count} x {act}" for act, count in counts.items())
