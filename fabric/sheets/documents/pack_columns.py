"""Lines of a crew pack in columns: blocks below a heading, and plugs side by side."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from fabric.writers import FONT, NO_BREAK, width_pt, wrap

SIZE = 10.0
"""Height of what is read on a ladder, in points."""
SMALL = 9.0
"""Height of what is read at the cart, in points."""
_HELD = re.compile(r"(?<=\d) (?=(?:m|mm|cm|kg|min|h|ft|in|%)\b)|(?<=\d) (?=x \w)|(?<=\d x) (?=\w)")
"""The space between a figure and its unit, and those in `16 x MFS1S00-15.0`."""


def wrap_held(text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    """Lines of a text that fit a width; a figure stays with its unit, and a number of pieces with their name."""
    return wrap(_HELD.sub(NO_BREAK, text), width, font, size)


def pack_block(heading: str, lines: Iterable[str], width: float) -> Iterator[tuple[str, bool]]:
    """A heading and its lines, each with whether it is bold."""
    lines = list(lines)
    if lines:
        yield heading, True
        for text in lines:
            for part in wrap_held(text, width, FONT, SMALL):
                yield part, False


def set_abreast(details: Sequence[str], width: float) -> list[tuple[str, ...]]:
    """The lines of details, in two columns where all are short."""
    if len(details) < 4 or any(width_pt(one, FONT, SIZE) > width / 2 - 6 for one in details):
        return [(part,) for one in details for part in wrap_held(one, width, FONT, SIZE)]
    half = (len(details) + 1) // 2
    return list(zip_longest(details[:half], details[half:], fillvalue=""))
