"""Pictures as values: shapes in one frame, which any writer can put on a screen or on paper.

x runs right, y down, in any unit (`unit_pt` says how large one is on paper at full size). Shapes are drawn in order,
the last one on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Style:
    """Line and filling: colours as #rrggbb, '' for none; widths and dashes in units of the picture."""

    stroke: str = "#000000"
    width: float = 0.0
    fill: str = ""
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True)
class Path:
    """A line over some points, closed where it bounds a filling. `title` is shown on touch, `id` names it for
    scripts.
    """

    points: tuple[Point, ...]
    style: Style
    closed: bool = False
    title: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text whose base line begins (or has its middle, or ends) at a point; `halo` keeps it readable on
    lines.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    anchor: Anchor = "start"
    upright: bool = False
    halo: bool = False


Shape = Path | Words


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture: its name, the frame that it fills, and its shapes."""

    name: str
    title: str
    left: float
    top: float
    width: float
    height: float
    unit_pt: float
    shapes: tuple[Shape, ...]


def fit_words(text: str, room: float, size: float) -> float:
    """The size, at most the given one, at which a text surely fits: letters are taken for 0.62 of their height wide,
    those of East Asia for all of it.
    """
    ems = sum(1.05 if ord(character) >= EAST_ASIA else 0.62 for character in text)
    return min(size, room / max(ems, 1e-9))


EAST_ASIA = 0x1100
"""Code points from here on are as wide as they are tall, or nearly."""


def rectangle(x: float, y: float, width: float, height: float, style: Style, title: str = "", name: str = "") -> Path:
    """A rectangle by its upper left corner."""
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Path(points, style, closed=True, title=title, id=name)


def line(x: float, y: float, to_x: float, to_y: float, style: Style) -> Path:
    """A straight line."""
    return Path(((x, y), (to_x, to_y)), style)


class Frame(NamedTuple):
    """An upright rectangle of the picture; y grows downwards, so `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


def bounds(shape: Shape) -> Frame:
    """The frame of a shape; of a text one that it surely does not leave."""
    if isinstance(shape, Path):
        return extent(shape.points)
    reach = shape.size * max(len(shape.text), 1)
    return Frame(shape.x - reach, shape.y - reach, shape.x + reach, shape.y + reach)


def touch(one: Frame, other: Frame) -> bool:
    """Whether two frames have a point in common."""
    beside = one.left <= other.right and one.right >= other.left
    return beside and one.top <= other.bottom and one.bottom >= other.top


def extent(points: Sequence[Point]) -> Frame:
    """The frame of some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Frame(min(xs), min(ys), max(xs), max(ys))
