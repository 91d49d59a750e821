"""Plane geometry of the judge, in millimetres: points in outlines, strips of floor, and whether they overlap.

A strip is the floor below a straight section of a pathway: a rectangle, aslant or not.
"""

from collections.abc import Sequence
from math import dist
from typing import NamedTuple

Point = tuple[float, float]
TOUCH_MM = 0.01
"""Outlines that overlap by less only touch: rounding of strips that run aslant."""


class Strip(NamedTuple):
    """A section from `start` to `end` with its width on both sides; a vertical one is a point."""

    start: Point
    """One end of its centre line."""
    end: Point
    """The other end; the same point where it is vertical."""
    width_mm: float
    """Clear width, half of it on either side."""

    @property
    def corners(self) -> tuple[Point, ...]:
        """Its four corners, in order around it; the point of a vertical section four times."""
        (x, y), (to_x, to_y) = self.start, self.end
        length = dist(self.start, self.end)
        if not length:
            return (self.start,) * 4
        half = max(0.0, self.width_mm / 2 - TOUCH_MM)
        aside_x, aside_y = -(to_y - y) / length * half, (to_x - x) / length * half
        return (
            (x + aside_x, y + aside_y),
            (to_x + aside_x, to_y + aside_y),
            (to_x - aside_x, to_y - aside_y),
            (x - aside_x, y - aside_y),
        )


def rectangle(x: float, y: float, size_x: float, size_y: float) -> tuple[Point, ...]:
    """The corners of an upright rectangle, in order around it."""
    return (x, y), (x + size_x, y), (x + size_x, y + size_y), (x, y + size_y)


def is_within(shape: Sequence[Point], outline: Sequence[Point]) -> bool:
    """Whether a shape of straight edges is wholly inside an outline; touching it is inside."""
    if not all(_covers(outline, corner) for corner in shape):
        return False
    edges = [(a, b) for a, b in zip(shape, (*shape[1:], shape[0]), strict=True) if a != b]
    walls = list(zip(outline, (*outline[1:], outline[0]), strict=True))
    return not any(_cross(a, b, c, d) for a, b in edges for c, d in walls)


def overlap(first: Sequence[Point], second: Sequence[Point]) -> bool:
    """Whether two convex shapes share more than an edge: no line parts them (separating axes)."""
    for shape in (first, second):
        for (x, y), (to_x, to_y) in zip(shape, (*shape[1:], shape[0]), strict=True):
            length = dist((x, y), (to_x, to_y))
            if not length:
                continue
            axis = (y - to_y) / length, (to_x - x) / length
            one, other = ([axis[0] * p + axis[1] * q for p, q in corners] for corners in (first, second))
            if max(one) <= min(other) + TOUCH_MM or max(other) <= min(one) + TOUCH_MM:
                return False
    return True


def _covers(outline: Sequence[Point], point: Point) -> bool:
    """Whether a point is inside an outline or on it: it sees an odd number of walls to its right."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if dist((ax, ay), point) + dist(point, (bx, by)) - dist((ax, ay), (bx, by)) <= TOUCH_MM:
            return True
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight pieces cross each other inside both."""
    one, two = _side(a, b, c), _side(a, b, d)
    three, four = _side(c, d, a), _side(c, d, b)
    return one * two < 0 and three * four < 0


def _side(a: Point, b: Point, point: Point) -> float:
    """How far a point lies to the left of a straight line, 0 where it is on it."""
    found = ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])) / (dist(a, b) or 1.0)
    return found if abs(found) > TOUCH_MM else 0.0
