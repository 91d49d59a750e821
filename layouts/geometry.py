"""Plane geometry of the floor: overlaps, containment, crossings. The only door to shapely.

All coordinates are integer millimetres; results are rounded to the nearest millimetre, which is finer than any
floor is built. Lengths are never computed here.
"""

import math
from collections.abc import Iterable, Sequence

from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon, box

from layouts.racks import Point2

Rect = tuple[int, int, int, int]
"""Lower left x, y and upper right x, y."""
Strip = LineString | Point | Polygon
"""The floor that a section of a pathway covers."""
TOUCH_MM = 0.01
"""How far outlines may overlap and still only touch, in mm: rounding of strips that run aslant."""


def find_overlaps(rects: Sequence[Rect]) -> list[tuple[int, int]]:
    """Pairs of rectangles that share more than an edge, as sorted index pairs."""
    return find_overlaps_between(rects, rects, same=True)


def find_overlaps_between(first: Sequence[Rect], second: Sequence[Rect], same: bool = False) -> list[tuple[int, int]]:
    """Pairs (i, j) where first[i] and second[j] share area; with `same`, only i < j."""
    if not first or not second:
        return []
    boxes = [box(*rect) for rect in first]
    others = boxes if same else [box(*rect) for rect in second]
    tree = STRtree(others)
    left, right = tree.query(boxes, predicate="intersects")
    return sorted(
        (int(i), int(j))
        for i, j in zip(left, right, strict=True)
        if (not same or i < j) and boxes[i].intersection(others[j]).area > 0
    )


def find_outline_overlaps(outlines: Sequence[Sequence[Point2]]) -> list[tuple[int, int]]:
    """Pairs of polygons that share more than an edge."""
    shapes = [Polygon(outline) for outline in outlines]
    return [
        (i, j)
        for i, first in enumerate(shapes)
        for j in range(i + 1, len(shapes))
        if first.intersection(shapes[j]).area > 0
    ]


def is_simple_polygon(outline: Sequence[Point2]) -> bool:
    """Whether an outline encloses an area and does not cross itself."""
    return len(outline) >= 3 and bool(Polygon(outline).is_valid) and Polygon(outline).area > 0


def find_outside(rects: Sequence[Rect], outline: Sequence[Point2]) -> list[int]:
    """Indexes of rectangles that are not wholly inside a polygon (touching the wall is inside)."""
    room = Polygon(outline)
    return [index for index, rect in enumerate(rects) if not room.covers(box(*rect))]


def distance_to_segment(point: Point2, start: Point2, end: Point2) -> float:
    """Distance from a point to a line segment in plan, in millimetres."""
    return float(Point(point).distance(_line(start, end)))


def nearest_on_segment(point: Point2, start: Point2, end: Point2) -> Point2:
    """The point of a segment that is nearest to `point`, to the nearest millimetre."""
    line = _line(start, end)
    found = line.interpolate(line.project(Point(point)))
    return round(found.x), round(found.y)


def find_segments_over(rects: Sequence[Rect], segments: Sequence[tuple[Point2, Point2]]) -> list[tuple[int, int]]:
    """Pairs (rectangle, segment) where the segment passes over the rectangle or touches it."""
    if not rects or not segments:
        return []
    tree = STRtree([_line(*segment) for segment in segments])
    left, right = tree.query([box(*rect) for rect in rects], predicate="intersects")
    return sorted((int(i), int(j)) for i, j in zip(left, right, strict=True))


def find_crossings(segments: Sequence[tuple[Point2, Point2]]) -> list[tuple[int, int, tuple[Point2, ...]]]:
    """Pairs of segments that touch in plan, with the points where: one for a crossing, two for an overlap."""
    if not segments:
        return []
    lines = [_line(*segment) for segment in segments]
    left, right = STRtree(lines).query(lines, predicate="intersects")
    crossings = []
    for i, j in sorted((int(i), int(j)) for i, j in zip(left, right, strict=True) if i < j):
        shared = lines[i].intersection(lines[j])
        crossings.append((i, j, _rounded(shared.coords)))
    return crossings


def make_strip(start: Point2, end: Point2, width_mm: int) -> Strip:
    """The floor below a straight section of some width, which ends at its ends; its line where the width is 0."""
    line = _line(start, end)
    return line if start == end or not width_mm else line.buffer(width_mm / 2, cap_style="flat")


def depth_in_mm(start: Point2, end: Point2, width_mm: int, rect: Rect) -> int:
    """How far the edge of a straight section of some width lies inside a rectangle, in mm, rounded up.

    The section must move sideways by this much; its centre line is outside the rectangle.
    """
    shared = make_strip(start, end, width_mm).intersection(box(*rect))
    return math.ceil(width_mm / 2 - _line(start, end).distance(shared) - TOUCH_MM)


def is_inside(strip: Strip, outline: Sequence[Point2]) -> bool:
    """Whether a strip is wholly inside a polygon; touching the wall is inside."""
    return bool(Polygon(outline).buffer(TOUCH_MM, join_style="mitre").covers(strip))


def touches_room(strip: Strip, outline: Sequence[Point2]) -> bool:
    """Whether a strip has more in common with a polygon than its edge."""
    room = Polygon(outline)
    return bool(room.intersects(strip)) and not bool(room.touches(strip))


def find_strips_over(strips: Sequence[Strip], rects: Sequence[Rect]) -> list[tuple[int, int]]:
    """Pairs (strip, rectangle) where a strip passes over the inside of a rectangle."""
    if not rects or not strips:
        return []
    boxes = [box(*rect) for rect in rects]
    left, right = STRtree(boxes).query(list(strips), predicate="intersects")
    return sorted(
        (int(i), int(j))
        for i, j in zip(left, right, strict=True)
        if not boxes[j].buffer(-TOUCH_MM).disjoint(strips[i]) and not boxes[j].touches(strips[i])
    )


def _line(start: Point2, end: Point2) -> LineString | Point:
    return LineString([start, end]) if start != end else Point(start)


def _rounded(coordinates: Iterable[tuple[float, ...]]) -> tuple[Point2, ...]:
    return tuple(sorted({(round(x), round(y)) for x, y, *_ in coordinates}))
