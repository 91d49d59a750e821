"""The legend of a floor: lines of the stages, pathways and racks in words, a scale and an arrow to the north."""

from collections.abc import Iterator, Mapping, Sequence

from layouts.shapes import Path, Shape, Style, Words, line, rectangle

SWITCH_FILL, PATHWAY_FILL = "#c4c4c4", "#e6e6e6"
LEGEND_MM, LEGEND_STEP = 160, 1.625
"""Height of the letters of the legend, and the distance of its lines in that height."""
LEAST_TEXT_MM, TEXT_EMS = 1150, 6.0
"""Distance of the words of the legend from its left edge: at least so much, and so many heights of a letter."""
LONGEST_EMS = 24.0
"""Length of the longest line of words in heights of a letter, with some white behind it."""
SCALES_M = (10, 5, 2, 1)
"""Lengths of the scale: the longest that fits before the words."""
FEET_PER_M = 3.2808
STAGES: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "node-leaf": ("#0a58a8", ()),
    "leaf-spine": ("#b1440e", (160, 60)),
    "spine-core": ("#2d6b2f", (40, 60)),
    "global": ("#2d6b2f", (40, 60)),
    "local": ("#6a3d9a", (240, 60)),
    "peer": ("#333333", (20, 40)),
    "direct": ("#333333", (20, 40)),
}


def letters_mm(least: float) -> float:
    """The height of letters of the legend, where none may be below `least`."""
    return max(LEGEND_MM, least)


def legend_height(stages: int, letters: float) -> float:
    """The height of a legend in the unit of its letters: a line for each stage, pathways, racks, scale and north."""
    return letters * (LEGEND_STEP * (stages + 4) + 1.25)


def legend_width(letters: float) -> float:
    """The width of a legend in the unit of its letters."""
    return _text_mm(letters) + LONGEST_EMS * letters


def _text_mm(letters: float) -> float:
    """The distance of the words from the left edge."""
    return max(LEAST_TEXT_MM, TEXT_EMS * letters)


def draw_legend(x: float, top: float, stages: Sequence[str], letters: float) -> Iterator[Shape]:
    """The legend with its left upper corner at (x, top)."""
    y, text, down = top + 1.25 * letters, x + _text_mm(letters), 0.35 * letters
    for stage in stages:
        stroke, dash = STAGES.get(stage, ("#000000", ()))
        yield line(x, y, x + 900, y, Style(stroke, 50, dash=dash))
        yield Words(x=text, y=y + down, text=f"{stage} cables, width by number of links", size=letters)
        y += LEGEND_STEP * letters
    yield line(x, y, x + 900, y, Style(PATHWAY_FILL, letters))
    yield Words(x=text, y=y + down, text="pathway, to scale", size=letters)
    y += LEGEND_STEP * letters
    yield rectangle(x, y - 80, 400, 160, Style("#000000", 12, SWITCH_FILL))
    yield line(x, y + 80, x + 400, y + 80, Style("#000000", 50))
    yield Words(x=text, y=y + down, text="rack for switches; thick line: front", size=letters)
    y += LEGEND_STEP * letters
    yield from _draw_scale(x, y, text - x, letters)
    y += LEGEND_STEP * letters
    yield from _draw_north(x, y, letters)
    yield Words(x=text, y=y + down, text="north", size=letters)


def _draw_scale(x: float, y: float, room: float, letters: float) -> Iterator[Shape]:
    """A bar of some metres, with its length in metres and feet."""
    metres = next((one for one in SCALES_M if 1000 * one <= room), SCALES_M[-1])
    end, half = x + 1000 * metres, letters / 2
    for ends in ((x, y, end, y), (x, y - half, x, y + half), (end, y - half, end, y + half)):
        yield line(*ends, Style("#000000", 25))
    feet = f"{FEET_PER_M * metres:.1f}"
    yield Words(x=x + room, y=y + 0.35 * letters, text=f"scale: {metres} m ({feet} ft)", size=letters)


def _draw_north(x: float, y: float, letters: float) -> Iterator[Shape]:
    """An arrow up, as high as a line, beside an N."""
    half = 0.7 * letters
    middle = x + half
    yield line(middle, y + half, middle, y - half, Style("#000000", 25))
    tip = ((middle, y - half), (middle - 0.4 * letters, y), (middle + 0.4 * letters, y))
    yield Path(tip, Style(fill="#000000"), closed=True)
    yield Words(x=x + 2 * letters, y=y + 0.35 * letters, text="N", size=letters, bold=True)
