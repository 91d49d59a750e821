"""Drawings of custom assemblies for the supplier: body, both breakouts, and every run of legs.

Not to scale; each length stands beside the part that it measures.
"""

from collections.abc import Iterator
from pathlib import Path

from fabric.plan import AssemblyKind, Plan
from fabric.sheets.rows.legs import LegRun, list_leg_runs
from fabric.sheets.rows.text import count_text, millimetres_text
from fabric.writers import Paper, write_drawings
from layouts import Anchor, Drawing, Shape, Style, Words, format_m, line, rectangle
from layouts import Path as Line

WIDTH, LEG, TOP = 760.0, 13.0, 40.0
BODY_A, BODY_B = 250.0, 510.0
CONNECTOR = 26.0
THICK, THIN = Style("#000000", 5.0), Style("#000000", 0.9)
BOX = Style("#000000", 0.9, "#ffffff")
MOST_RUNS = 30
"""Runs of equal legs that a page has room for at full size; more are drawn smaller."""


def write_assembly_drawings(plan: Plan, path: Path, paper: Paper, foot: str) -> None:
    """A page for each custom kind."""
    write_drawings(draw_kinds(plan), path, "Custom assemblies", paper, foot)


def draw_kinds(plan: Plan) -> Iterator[Drawing]:
    """All custom trunks of a plan, in order of their kinds."""
    counts: dict[int, int] = {}
    for kind in plan.assemblies.kind.tolist():
        counts[kind] = counts.get(kind, 0) + 1
    for number, kind in enumerate(plan.kinds):
        if kind.custom and kind.a_legs_mm:
            yield _draw_kind(plan, kind, counts.get(number, 0))


def _draw_kind(plan: Plan, kind: AssemblyKind, quantity: int) -> Drawing:
    trunk = plan.project.catalog.trunks[kind.model]
    a_runs, b_runs = list_leg_runs(kind.a_legs_mm), list_leg_runs(kind.b_legs_mm)
    rows = max(len(a_runs), len(b_runs), 4)
    step = LEG if rows <= MOST_RUNS else LEG * MOST_RUNS / rows
    height = TOP + rows * step + 70
    middle = TOP + rows * step / 2
    shapes: list[Shape] = [
        line(BODY_A, middle, BODY_B, middle, THICK),
        Words(
            x=(BODY_A + BODY_B) / 2,
            y=middle - 10,
            text=f"body {format_m(kind.body_mm)} m",
            size=11,
            bold=True,
            anchor="middle",
        ),
        Words(
            x=(BODY_A + BODY_B) / 2, y=middle + 18, text=f"{trunk.fibers} fibers {trunk.grade}", size=8, anchor="middle"
        ),
        Words(
            x=(BODY_A + BODY_B) / 2,
            y=middle + 30,
            text=f"{trunk.jacket}, dia {millimetres_text(trunk.diameter_um)} mm",
            size=8,
            anchor="middle",
        ),
        Words(x=0, y=14, text="A end (pulling eye here)", size=10, bold=True),
        Words(x=WIDTH, y=14, text="B end", size=10, bold=True, anchor="end"),
        *_draw_breakout(a_runs, BODY_A, -1, middle, step, rows),
        *_draw_breakout(b_runs, BODY_B, 1, middle, step, rows),
    ]
    base = TOP + rows * step + 24
    notes = (
        f"Every leg at both ends: {kind.connector} {kind.gender}, polarity {kind.polarity}. Legs are counted from 1; "
        "lengths from furcation to tip.",
        f"Tolerance plus {trunk.tolerance_plus_pct} %, minus 0. Pulling eye: dia "
        f"{millimetres_text(trunk.eye_diameter_um)} mm at most. Not to scale.",
    )
    shapes += [Words(x=0, y=base + 13 * number, text=note, size=9) for number, note in enumerate(notes)]
    title = f"{kind.id}: {kind.model}, {trunk.legs} legs, {count_text(quantity, 'piece')}"
    return Drawing(
        name=f"kind_{kind.id}",
        title=title,
        left=0,
        top=0,
        width=WIDTH,
        height=height,
        unit_pt=1.0,
        shapes=tuple(shapes),
    )


def _draw_breakout(runs: list[LegRun], x: float, side: int, middle: float, step: float, rows: int) -> Iterator[Shape]:
    """Legs that fan out from a furcation to the left (-1) or right (1), a line for each run of equal ones."""
    edge = 0.0 if side < 0 else WIDTH
    tip = edge - side * (CONNECTOR + 120)
    top = TOP + (rows - len(runs)) * step / 2
    size = min(8.5, step * 0.68)
    for number, (first, last, length) in enumerate(runs):
        y = top + (number + 0.5) * step
        yield Line(((x, middle), (x + side * 40, y), (tip, y)), THIN)
        yield rectangle(min(tip, tip + side * CONNECTOR), y - step * 0.3, CONNECTOR, step * 0.6, BOX)
        legs = f"leg {first}" if first == last else f"legs {first}-{last}"
        anchor: Anchor = "start" if side < 0 else "end"
        yield Words(x=edge, y=y + size * 0.35, text=f"{legs}: {format_m(length)} m", size=size, anchor=anchor)
    yield rectangle(x - 7, middle - 9, 14, 18, Style("#000000", 0.9, "#bbbbbb"))
