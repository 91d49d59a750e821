"""Spans of pathways, found anew: the stretches between the points where pathways meet. Crews are counted per span.

Two pathways meet where their sections cross or touch at one height, or where one ends on the other.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from math import dist
from typing import NamedTuple

from fabric.audit.pathways import drop_label
from fabric.audit.people import crews_with_room
from fabric.plan import Plan
from layouts import Pathway, Point3


class RouteSpans(NamedTuple):
    """The spans of all routes. A span is called PATHWAY/number, a drop is called drop:RACK, as in plans."""

    of_route: dict[int, list[str]]
    """Index of a route to its spans, edge by edge."""
    crews: dict[str, int]
    """Span to the crews that may work there at once."""


def list_spans(plan: Plan) -> RouteSpans:
    """The spans of every route of a plan."""
    site = plan.project.site
    meetings = _find_meetings(site.pathways)
    by_id = {pathway.id: pathway for pathway in site.pathways}
    drops = {drop_label(drop): drop for drop in site.drops}
    routes: dict[int, list[str]] = {}
    crews: dict[str, int] = {}
    for number, route in enumerate(plan.routes):
        spans = [route.pathways[0]]
        for name, a, b in zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False):
            if name in by_id:
                middle = (_along(by_id[name], a) + _along(by_id[name], b)) / 2
                passed = sum(position < middle for position in meetings[name])
                spans.append(f"{name}/{passed + 1}")
                crews[spans[-1]] = crews_with_room(plan.project.crew, by_id[name].max_crews)
        spans.append(route.pathways[-1])
        for name in (route.pathways[0], route.pathways[-1]):
            # At a drop, those of a large crew who have no room stand in the aisle.
            most = drops[name].max_crews if name in drops else 0
            crews[name] = max(min(most, 1), crews_with_room(plan.project.crew, most))
        routes[number] = spans
    return RouteSpans(routes, crews)


def _along(pathway: Pathway, point: Point3) -> float:
    """Distance of a point from the pathway's start, along it; 0 where it is not on it."""
    offset = 0.0
    for start, end in pairwise(pathway.points_mm):
        length = dist(start, end)
        if abs(dist(start, point) + dist(point, end) - length) <= 2:
            return offset + dist(start, point)
        offset += length
    return 0.0


def _find_meetings(pathways: tuple[Pathway, ...]) -> dict[str, list[float]]:
    """For each pathway the distances from its start where it meets others, ends apart, each once."""
    found: dict[str, set[int]] = defaultdict(set)
    pieces = [(pathway, a, b) for pathway in pathways for a, b in pairwise(pathway.points_mm)]
    for i, (first, a, b) in enumerate(pieces):
        for second, c, d in pieces[i + 1 :]:
            if first.id == second.id:
                continue
            for point in _meet(a, b, c, d):
                found[first.id].add(round(_along(first, point)))
                found[second.id].add(round(_along(second, point)))
    result: dict[str, list[float]] = defaultdict(list)
    for name, positions in found.items():
        pathway = next(pathway for pathway in pathways if pathway.id == name)
        whole = sum(dist(a, b) for a, b in pairwise(pathway.points_mm))
        result[name] = sorted(float(p) for p in positions if 2 < p < whole - 2)
    return result


def _meet(a: Point3, b: Point3, c: Point3, d: Point3) -> list[Point3]:
    """Points where two legs meet: ends that lie on the other leg, or the crossing of two level legs at one height."""
    points = [p for p in (a, b) if _on(p, c, d)] + [p for p in (c, d) if _on(p, a, b)]
    if points or not a[2] == b[2] == c[2] == d[2]:
        return points
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = ux * vy - uy * vx
    if not cross:
        return []
    t = Fraction((c[0] - a[0]) * vy - (c[1] - a[1]) * vx, cross)
    s = Fraction((c[0] - a[0]) * uy - (c[1] - a[1]) * ux, cross)
    if 0 <= t <= 1 and 0 <= s <= 1:
        return [(round(a[0] + t * ux), round(a[1] + t * uy), a[2])]
    return []


def _on(p: Point3, a: Point3, b: Point3) -> bool:
    return abs(dist(a, p) + dist(p, b) - dist(a, b)) <= 1
