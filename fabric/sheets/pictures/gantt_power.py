"""The moments at which rows need power, above the lanes of a chart: each has a diamond with its own words."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from fabric.sheets.pictures.gantt_frame import LANE, SIZE, TOP, TimeFrame
from fabric.sheets.rows.power import PowerNeed
from fabric.writers import BOLD, width_pt
from layouts import Path, Shape, Style, Words, line

LEVEL = 11.0
"""Distance of two lines of diamonds in points."""
REACH = 5.0
"""Half the width of a diamond in points."""
RED = "#c00000"


class Milestone(NamedTuple):
    """Rows that need power at one moment, in the chart."""

    x: float
    """Place of the diamond."""
    left: float
    """Place at which the words begin."""
    words: str
    """Rows and time of day."""
    level: int
    """Line of diamonds in which it stands, from 0."""


def place_milestones(needs: Sequence[PowerNeed], frame: TimeFrame) -> list[Milestone]:
    """Each moment in the first line in which its words run into no others. They stand before a diamond near the end."""
    ends: list[float] = []
    found = []
    for due_s, group in groupby((need for need in needs if frame.holds(need.due_s)), key=lambda need: need.due_s):
        some = list(group)
        rows = ", ".join(need.row for need in some)
        words = f"row{'s' if len(some) > 1 else ''} {rows} {some[0].due:%H:%M}"
        x, wide = frame.x(due_s), width_pt(words, BOLD, SIZE)
        left = x + REACH + 2 if x + REACH + 2 + wide <= frame.width else x - REACH - 2 - wide
        level = next((n for n, end in enumerate(ends) if end <= min(left, x - REACH)), len(ends))
        ends[level : level + 1] = [max(x + REACH, left + wide) + 4]
        found.append(Milestone(x, left, words, level))
    return found


def power_height(milestones: Sequence[Milestone]) -> float:
    """The height of the lines of diamonds in points: a lane, and more for each further line."""
    return LANE + LEVEL * max((one.level for one in milestones), default=0)


def draw_power(milestones: Sequence[Milestone], bottom: float) -> Iterator[Shape]:
    """A diamond for each moment with rows and time beside it, and a dashed line down through the lanes."""
    yield Words(x=0, y=TOP + LANE - 6, text="power on", size=SIZE)
    for one in milestones:
        x, y = one.x, TOP + LANE / 2 + LEVEL * one.level
        yield line(x, y, x, bottom, Style(RED, 0.5, dash=(2, 2)))
    for one in milestones:
        x, y = one.x, TOP + LANE / 2 + LEVEL * one.level
        diamond = ((x, y - REACH), (x + REACH, y), (x, y + REACH), (x - REACH, y))
        yield Path(diamond, Style("#000000", 0.5, RED), closed=True)
        yield Words(x=one.left, y=y + 2.5, text=one.words, size=SIZE, bold=True, halo=True)
