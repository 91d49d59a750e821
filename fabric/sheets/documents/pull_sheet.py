"""The pull sheet: what each crew does, step by step, with nothing to look up, and every leg with its port."""

from collections import defaultdict

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.steps import Step, list_steps
from fabric.writers import Column, SheetDocument, Table

_STEP_COLUMNS = (
    Column("crew", "crew", 0.5),
    Column("step", "step", 0.5),
    Column("shift", "shift", 0.6),
    Column("start", "start", 1.05),
    Column("end", "end", 1.05),
    Column("minutes", "min", 0.45),
    Column("act", "do", 0.8),
    Column("at", "at", 1.2),
    Column("what", "what", 4.2),
    Column("length_m", "length m", 0.65),
    Column("route", "route", 2.0),
    Column("serials", "serials", 1.1),
    Column("after", "not before; beside", 1.1),
    Column("done", "done", 0.5),
)
_PULL_COLUMNS = (
    Column("media", "media"),
    Column("connector", "connector"),
    Column("polarity", "polarity"),
    Column("diameter_mm", "diameter mm"),
    Column("weight_kg", "weight kg"),
    Column("lay_in", "laid in"),
    Column("fill_pct", "fill after it %"),
    Column("spare_m", "spare length m"),
)
_PRINTED = tuple(column for column in _STEP_COLUMNS if column.key not in ("crew", "shift"))


def pull_sheet(rows: PlanRows) -> SheetDocument:
    """The steps of all crews; print has a section for each crew and shift."""
    steps = list_steps(rows)
    sections: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in steps:
        sections[step.crew, step.shift].append(step)
    printed = tuple(_section(rows, crew, shift, mine) for (crew, shift), mine in sorted(sections.items()))
    plan = rows.plan
    crews = len({step.crew for step in steps})
    crew_words = f"{crews} {'crew' if crews == 1 else 'crews'} of {plan.project.crew.crew_size}"
    dated = "" if plan.project.request.racks_ready else "; day 1 is the day on which the racks are ready"
    cells = tuple((*step.cells, *step.pull_facts) for step in steps)
    return SheetDocument(
        name="pull_sheet",
        title="Pull sheet",
        subtitle=f"{plan.project.site.name}: {crew_words}, "
        f"{plan.summary.install_time_s / 3600:.1f} working hours{dated}",
        tables=(Table(name="pull_sheet", title="Steps", columns=(*_STEP_COLUMNS, *_PULL_COLUMNS), rows=cells),),
        print_tables=printed or (Table(name="pull_sheet", title="Steps", columns=_PRINTED, rows=()),),
    )


def _section(rows: PlanRows, crew: int, shift: int, steps: list[Step]) -> Table:
    """What one crew does in one shift."""
    keys = [column.key for column in _STEP_COLUMNS]
    name, day = str(steps[0].cells[keys.index("shift")]), str(steps[0].cells[keys.index("start")]).rpartition(" ")[0]
    chosen = [keys.index(column.key) for column in _PRINTED]
    has_breaks = any(one.breaks_s for one in rows.plan.project.crew.shifts if one.id == name)
    no_breaks = () if has_breaks else ("No breaks are planned in this shift: crew.yaml states none.",)
    lines = []
    for step in steps:
        cells = list(step.cells)
        what = keys.index("what")
        cells[what] = f"{cells[what]}{_pull_words(step)}"
        lines.append(tuple(cells[index] for index in chosen))
    return Table(
        name=f"crew_{crew}_shift_{shift + 1}",
        title=f"Crew {crew}, {day}, {name} shift",
        columns=_PRINTED,
        rows=tuple(lines),
        notes=(_totals(steps), _NOTE, *rows.label_key, *no_breaks, _SIGN),
        details={index: step.details for index, step in enumerate(steps) if step.details},
        resume={index: _resume(step) for index, step in enumerate(steps)},
    )


def _resume(step: Step) -> str:
    _, number, _, _, _, _, act, at, _, _, _, serials, *_ = step.cells
    return f"step {number} goes on: {act} at {at}, {serials}"


def _pull_words(step: Step) -> str:
    """What a crew wants to know of what it lays, behind what it is told to do."""
    media, connector, polarity, diameter, weight, lay_in, fill, spare = step.pull_facts
    if not media:
        return ""
    order = f"; lies {lay_in}, then {fill} % full" if lay_in else ""
    turn = f", polarity {polarity}" if polarity else ""
    return f". {media}, {connector}{turn}, {diameter} mm, {weight} kg{order}; spare {spare} m, looped at B"


_NOTE = (
    "Steps follow each other; a gap in time is a break, or a wait for what stands under 'not before'; 'beside' names "
    "who "
    "works at the same rack meanwhile. The A end comes off the coil first. "
    "Links are "
    "tested when both ends are plugged and both devices have power: link up at full speed, error counters steady. "
    "Where "
    "legs go stands on the landing sheets as well, drawn."
)

_SIGN = f"Technicians: {30 * '_'}   Done at: {12 * '_'}   Left over, handed to: {30 * '_'}"


def _totals(steps: list[Step]) -> str:
    counts: dict[str, int] = defaultdict(int)
    metres, kilograms, minutes = 0.0, 0.0, 0
    for step in steps:
        counts[step.act] += 1
        minutes += int(step.cells[5])
        if step.pull_facts[0]:
            metres += float(step.cells[9] or 0)
            kilograms += float(str(step.pull_facts[4]))
    words = ", ".join(f"{count} x {act}" for act, count in counts.items())
    laid = f"; {metres:,.0f} m, {kilograms:,.0f} kg to lay" if metres else ""
    return f"{len(steps)} steps, {minutes / 60:.1f} h: {words}{laid}"
