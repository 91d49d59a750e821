"""The hand-over list: what is being worked on at a moment of the schedule, and what is left."""

from collections import Counter

from fabric.plan import PackageKind
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.steps import list_steps
from fabric.writers import Cell, Column, SheetDocument, Table

_COLUMNS = (
    Column("state", "state", 0.8),
    Column("crew", "crew", 0.4),
    Column("step", "step", 0.4),
    Column("start", "planned from", 1.1),
    Column("end", "to", 1.1),
    Column("act", "do", 0.9),
    Column("at", "at", 1.2),
    Column("what", "what", 3.6),
    Column("serials", "serials", 1.3),
    Column("after", "not before", 1.5),
    Column("done", "done", 0.5),
)


def hand_over(rows: PlanRows, elapsed_s: int) -> SheetDocument:
    """What the plan has not done so many seconds after the racks were ready (on the wall): steps begun first, then
    those that are left, crew by crew.
    """
    plan = rows.plan
    crew_plan, ready = plan.project.crew, plan.project.request.racks_ready
    packages = plan.packages
    order = rows.work_order
    begun: list[tuple[Cell, ...]] = []
    left: list[tuple[Cell, ...]] = []
    open_acts: Counter[str] = Counter()
    for i, step in zip(order, list_steps(rows), strict=True):
        start, end = (crew_plan.elapsed_s(int(column[i]), ready) for column in (packages.start_s, packages.end_s))
        if end <= elapsed_s:
            continue
        crew, number, _, first, last, _, act, at, what, _, _, serials, after, _ = step.cells
        is_begun = start < elapsed_s
        cells = ("begun" if is_begun else "left", crew, number, first, last, act, at, what, serials, after, "")
        (begun if is_begun else left).append(cells)
        open_acts[PackageKind(int(packages.kind[i])).word.split("_")[0]] += 1
    done = len(order) - len(begun) - len(left)
    words = ", ".join(f"{count} x {act}" for act, count in sorted(open_acts.items())) or "nothing"
    note = f"Of {len(order)} steps {done} are done by plan, {len(begun)} begun, {len(left)} left: {words}."
    table = Table(name="handover", title="Begun and left", columns=_COLUMNS, rows=(*begun, *left), notes=(note,))
    title = f"{plan.project.site.name}: {elapsed_s / 3600:g} h after the racks were ready"
    return SheetDocument(name="handover", title="Hand-over", subtitle=title, tables=(table,))
