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
    """Colour of the line."""
    width: float = 0.0
    """Width of the line; 0: no line."""
    fill: str = ""
    """Colour of the area."""
    dash: tuple[float, ...] = ()
    """Lengths of dashes and gaps in turn; empty for a solid line."""
    opacity: float = 1.0
    """Opacity in SVG, from 0 (invisible) to 1; PDF is opaque."""


@dataclass(frozen=True)
class Path:
    """A line through some points, closed where it has a filling."""

    points: tuple[Point, ...]
    """Corners in order, the first one not repeated."""
    style: Style
    """Line and filling."""
    closed: bool = False
    """Whether a line joins the last point to the first."""
    title: str = ""
    """Text that is shown on touch, in SVG; empty: none."""
    id: str = ""
    """Name of the element for scripts, in SVG; empty: none."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text, aligned left, centred or right on a point of its base line."""

    x: float
    """Place of the anchor."""
    y: float
    """Place of the base line."""
    text: str
    """One line."""
    size: float
    """Size of the font, in units of the picture."""
    bold: bool = False
    """Whether the font is bold."""
    anchor: Anchor = "start"
    """Point of the text that stands at x: its start, middle or end."""
    upright: bool = False
    """Whether the text reads upwards: turned about (x, y) by a quarter to the left."""
    halo: bool = False
    """Whether white around the letters sets them off from lines below."""


Shape = Path | Words


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture: its name, the frame that it fills, and its shapes."""

    name: str
    """Name of its file, without the ending."""
    title: str
    """Heading above the frame."""
    left: float
    """Left edge of the frame."""
    top: float
    """Upper edge of the frame."""
    width: float
    """Width of the frame, more than 0."""
    height: float
    """Height of the frame, more than 0."""
    unit_pt: float
    """Points (1/72 inch) of a unit on paper at full size. Writers shrink a picture that is too large."""
    shapes: tuple[Shape, ...]
    """Shapes in the order in which they are drawn, the last one on top."""
    least_unit_pt: float = 0.4
    """Points of a unit below which its letters are too small: a writer then cuts it into sheets. At most `unit_pt`."""


def fit_words(text: str, room: float, size: float) -> float:
    """The size, at most the given one, at which a text surely fits: letters are taken for 0.62 of their height wide,
    those of East Asia for all of it.
    """
    return min(size, room / max(count_ems(text), 1e-9))


def count_ems(text: str) -> float:
    """The width of a text in the height of its letters, at most."""
    return sum(1.05 if ord(character) >= EAST_ASIA else 0.62 for character in text)


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
    """Least x, inclusive."""
    top: float
    """Least y, inclusive."""
    right: float
    """Greatest x, inclusive."""
    bottom: float
    """Greatest y, inclusive."""


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
