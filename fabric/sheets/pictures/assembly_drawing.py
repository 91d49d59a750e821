"""Drawings of custom assemblies for the supplier, three to a page.

Lengths of body and legs are true to each other within a drawing. Each has dimension lines with tolerance, the place of
labels, the pulling eye with the stagger of its connectors, the map of the fibers, and a box for revision and approval.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fabric.catalog import LAYER_STEP_MM, TrunkType, list_eye_layers
from fabric.plan import AssemblyKind, Plan
from fabric.sheets.rows.legs import list_leg_runs
from fabric.sheets.rows.text import count_text, millimetres_text, ranges_text
from fabric.writers import FONT, MARGIN, Pages, Paper, draw_at, width_pt, wrap
from layouts import Anchor, Drawing, Shape, Style, Words, format_m, line, rectangle
from layouts import Path as Line

PER_PAGE = 3
WIDTH, HEIGHT = 730.0, 172.0
SIDE = 150.0
"""Width at either edge for the words about legs, in points."""
STEP = 13.0
"""Distance between two lines of legs, in points."""
MIDDLE = 58.0
"""Height of the body below the upper edge, in points."""
SIZE = 7.5
"""Size of the type in points."""
LONG = 32
"""Characters of a list of legs from which it is set smaller, at 7 points."""
EYE_WIDTH = 385.0
"""Width for the stagger in the eye, in points."""
LABEL_MM = 60
"""Distance of the label from the boot of its connector, in millimetres."""
BODY_LABEL = "On the body, at both furcations: serial and kind in letters 5 mm high."
"""The label of a body, as in the terms of the order."""
FIBERS = 12
"""Positions of an MPO connector."""
LIT = (1, 2, 3, 4, 9, 10, 11, 12)
"""Positions that carry light."""
THICK, THIN, HAIR = Style("#000000", 4.0), Style("#000000", 0.9), Style("#000000", 0.4)
DASHED = Style("#000000", 0.6, "", (2.0, 2.0))
BLACK, WHITE, GRAY = (
    Style("#000000", 0.5, "#000000"),
    Style("#000000", 0.5, "#ffffff"),
    Style("#000000", 0.7, "#bbbbbb"),
)


def write_assembly_drawings(plan: Plan, path: Path, paper: Paper, foot: str) -> None:
    """All custom kinds."""
    with Pages(path, "Custom assemblies", paper.landscape, foot) as pages:
        for number, drawing in enumerate(draw_kinds(plan)):
            place = number % PER_PAGE
            if not place:
                pages.start()
            top = pages.height - MARGIN - place * (HEIGHT + 6)
            draw_at(pages, drawing, top)


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
    title = f"{kind.id}: {kind.model}, {trunk.legs} legs, {count_text(quantity, 'piece')}"
    scale = (WIDTH - 2 * SIDE) / kind.overall_mm
    left = SIDE + max(kind.a_legs_mm) * scale
    right = left + kind.body_mm * scale
    eye = 26 + (max(kind.a_legs_mm) - min(kind.a_legs_mm)) * scale
    shapes: list[Shape] = [
        Words(x=0, y=10, text=title, size=10, bold=True),
        Words(
            x=WIDTH,
            y=10,
            text=f"{trunk.fibers} {trunk.grade} fibers, {trunk.jacket}, body {millimetres_text(trunk.diameter_um)} mm, "
            f"legs {millimetres_text(trunk.leg_diameter_um)} mm; every leg {kind.connector} {kind.gender}",
            size=SIZE,
            anchor="end",
        ),
        line(left, MIDDLE, right, MIDDLE, THICK),
        Words(x=WIDTH / 2, y=24, text=BODY_LABEL, size=SIZE, anchor="middle"),
        *_draw_end(_list_groups(kind.a_legs_mm, trunk.tolerance_plus_pct), left, -1, scale),
        *_draw_end(_list_groups(kind.b_legs_mm, trunk.tolerance_plus_pct), right, 1, scale),
        rectangle(SIDE - 16, MIDDLE - 30, eye, 60, DASHED),
        *_draw_dimensions(kind, trunk, left, right),
        *_write_eye(kind, trunk),
        *_draw_fibers(kind),
        *_draw_title_block(kind),
    ]
    return Drawing(
        name=f"kind_{kind.id}",
        title=title,
        left=0,
        top=0,
        width=WIDTH,
        height=HEIGHT,
        unit_pt=1.0,
        shapes=tuple(shapes),
    )


def _list_groups(legs_mm: tuple[int, ...], plus_pct: int) -> list[tuple[str, int]]:
    """The legs of each length with its tolerance, in words: legs 1-8, 17: 2.5 m +50 -0 mm."""
    found: dict[int, list[str]] = {}
    for first, last, length in list_leg_runs(legs_mm):
        found.setdefault(length, []).append(str(first) if first == last else f"{first}-{last}")
    alone = {length for length in found if legs_mm.count(length) == 1}
    return [
        (
            f"{'leg' if length in alone else 'legs'} {', '.join(runs)}: {format_m(length)} m "
            f"+{length * plus_pct // 100} -0 mm",
            length,
        )
        for length, runs in sorted(found.items())
    ]


def _draw_end(groups: Sequence[tuple[str, int]], x: float, side: int, scale: float) -> Iterator[Shape]:
    """Legs from a furcation to the left (-1) or right (1), a line for each length, with connector and label."""
    edge = 0.0 if side < 0 else WIDTH
    end: Anchor = "start" if side < 0 else "end"
    yield Words(x=edge, y=24, text="A end" if side < 0 else "B end", size=8.5, bold=True, anchor=end)
    lines = [wrap(words, SIDE - 30, FONT, SIZE if len(words) < LONG else 7.0) for words, _ in groups]
    step = max(STEP, *(9.0 * len(parts) for parts in lines))
    for number, (words, length) in enumerate(groups):
        y = MIDDLE + (number - (len(groups) - 1) / 2) * step
        tip = x + side * length * scale
        bend = x + side * min(10.0, length * scale / 3)
        yield Line(((x, MIDDLE), (bend, y), (tip, y)), THIN)
        yield rectangle(min(tip, tip - side * 8), y - 2.5, 8, 5, WHITE)
        flag = tip - side * (8 + max(3.0, LABEL_MM * scale))
        yield rectangle(min(flag, flag - side * 5), y - 5, 5, 5, BLACK)
        for row, part in enumerate(lines[number]):
            down = y + 2.6 + (row - (len(lines[number]) - 1) / 2) * 8
            yield Words(x=edge, y=down, text=part, size=SIZE if len(words) < LONG else 7.0, anchor=end)
    yield rectangle(x - 4, MIDDLE - 7, 8, 14, GRAY)


def _draw_dimensions(kind: AssemblyKind, trunk: TrunkType, left: float, right: float) -> Iterator[Shape]:
    """Dimension lines: longest leg at A, body, longest leg at B; below them the overall length."""
    y, stops = MIDDLE + 44, (SIDE, left, right, WIDTH - SIDE)
    parts = (("", max(kind.a_legs_mm)), ("body ", kind.body_mm), ("", max(kind.b_legs_mm)))
    for x in stops:
        yield line(x, MIDDLE + 32, x, y + 4, HAIR)
    for (name, length), start, end in zip(parts, stops, stops[1:], strict=False):
        yield from _arrows(start, end, y)
        more = length * trunk.tolerance_plus_pct // 100
        words = f"{name}{format_m(length)} m +{more} -0 mm"
        yield place_dimension(words, start, end, y)
    yield Words(
        x=WIDTH / 2,
        y=y + 12,
        text=f"Overall {format_m(kind.overall_mm)} m. A leg is measured from its furcation (grey) to the tip of its "
        f"connector. Black: label, {LABEL_MM} mm behind the boot. Dashed: pulling eye. Lengths are to scale.",
        size=SIZE,
        anchor="middle",
    )


def place_dimension(words: str, start: float, end: float, y: float) -> Words:
    """The words of a dimension: between its extension lines; outside of them where a leg leaves no room, and above
    them where a body leaves none.
    """
    if width_pt(words, FONT, SIZE) + 4 <= end - start:
        return Words(x=(start + end) / 2, y=y - 3, text=words, size=SIZE, anchor="middle", halo=True)
    if start == SIDE:
        return Words(x=start - 4, y=y + 2.5, text=words, size=SIZE, anchor="end")
    if end == WIDTH - SIDE:
        return Words(x=end + 4, y=y + 2.5, text=words, size=SIZE, anchor="start")
    return Words(x=(start + end) / 2, y=y - 14, text=words, size=SIZE, anchor="middle", halo=True)


def _arrows(start: float, end: float, y: float) -> Iterator[Shape]:
    yield line(start, y, end, y, HAIR)
    for x, way in ((start, 1), (end, -1)):
        yield Line(((x, y), (x + way * 5, y - 1.6), (x + way * 5, y + 1.6)), BLACK, closed=True)


class EyeRank(NamedTuple):
    """Legs of one length whose connectors lie side by side in the pulling eye."""

    legs: tuple[int, ...]
    """Numbers of the legs, from 1, rising."""
    back_mm: int
    """Distance of the tips behind those of the first rank, in millimetres; 0 or more."""


def list_stagger(legs_mm: tuple[int, ...]) -> list[EyeRank]:
    """The connectors in the eye, the longest legs in front: a shorter leg lies as far back as it is short, and at least
    a connector behind the rank before it.
    """
    by_length: dict[int, list[int]] = {}
    for leg, length in enumerate(legs_mm, start=1):
        by_length.setdefault(length, []).append(leg)
    ranks: list[EyeRank] = []
    for length, legs in sorted(by_length.items(), reverse=True):
        for layer in list_eye_layers(len(legs)):
            least = ranks[-1].back_mm + LAYER_STEP_MM if ranks else 0
            ranks.append(EyeRank(tuple(legs[layer.first - 1 : layer.last]), max(least, max(legs_mm) - length)))
    return ranks


def _write_eye(kind: AssemblyKind, trunk: TrunkType) -> Iterator[Shape]:
    """The stagger of the connectors in the pulling eye."""
    y, eye, ranks = MIDDLE + 70, millimetres_text(trunk.eye_diameter_um), list_stagger(kind.a_legs_mm)
    words = f"Pulling eye at A: diameter at most {eye} mm, length at least {ranks[-1].back_mm + LAYER_STEP_MM} mm."
    yield Words(x=0, y=y, text=words, size=SIZE, bold=True)
    first, *others = (f"{'legs' if len(rank.legs) > 1 else 'leg'} {ranges_text(rank.legs)}" for rank in ranks)
    behind = (f"{words} set back {rank.back_mm} mm" for words, rank in zip(others, ranks[1:], strict=True))
    cells = "; ".join((f"Stagger inside the eye: {first} foremost", *behind))
    for row, text in enumerate(wrap(cells, EYE_WIDTH, FONT, SIZE)):
        yield Words(x=0, y=y + 10 + 9 * row, text=text, size=SIZE)


def _draw_fibers(kind: AssemblyKind) -> Iterator[Shape]:
    """The map of the fibers of a leg: lit positions are gray."""
    x0, y = 400.0, MIDDLE + 70
    words = f"Polarity {kind.polarity}, key up at both ends. Grey: lit."
    yield Words(x=x0, y=y, text=words, size=SIZE, bold=True)
    is_b = kind.polarity == "B"
    for row, end in enumerate(("A", "B")):
        down = y + 8 + row * 13
        yield Words(x=x0, y=down + 6, text=end, size=SIZE)
        for place in range(1, FIBERS + 1):
            fiber = FIBERS + 1 - place if row and is_b else place
            yield rectangle(x0 + 2 + place * 12, down, 10, 9, GRAY if place in LIT else WHITE)
            yield Words(x=x0 + 7 + place * 12, y=down + 6.8, text=str(fiber), size=7, anchor="middle")
    yield Words(x=x0 + 14, y=y + 42, text="Row B: A-end fiber number at each B-end position", size=7)


def _draw_title_block(kind: AssemblyKind) -> Iterator[Shape]:
    """Boxes to fill in: revision, dates, approval by both."""
    x, y, width = 580.0, MIDDLE + 63, 150.0
    for row, words in enumerate(("Revision          Date", "Drawn (supplier)", "Approved (buyer)")):
        yield rectangle(x, y + row * 15, width, 15, Style("#000000", 0.6))
        yield Words(x=x + 3, y=y + row * 15 + 10, text=f"{kind.id}  {words}" if not row else words, size=SIZE)
