"""Pathways and drops as a graph; pathways that touch are joined. The only door to networkx for floors.

Nodes are points (x, y, z) in millimetres and the name of each drop (`drop:RACK`) for its entry, so that nothing passes
through a rack. Edges carry `length_mm`, `pathway` (its id, or the name of the drop) and `span`: the part of a pathway
between two junctions, on which crews are counted.
"""

from collections import defaultdict
from collections.abc import Container
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import networkx as nx

from layouts.geometry import find_crossings
from layouts.racks import Point2
from layouts.site import Drop, Pathway, Point3
from layouts.spans import drop_name
from layouts.units import distance_mm

Node = Point3 | str


class Section(NamedTuple):
    """A straight section of a pathway: the part between two of its corners (NEMA VE 1)."""

    pathway: int
    """Index in the list of pathways."""
    start: Point3
    """Corner at which it begins, in millimetres of the site frame."""
    end: Point3
    """Next corner of the pathway, in millimetres of the site frame."""

    @property
    def is_level(self) -> bool:
        """Whether it runs at one height."""
        return self.start[2] == self.end[2]

    @property
    def plan(self) -> tuple[Point2, Point2]:
        """Both ends as seen from above."""
        return self.start[:2], self.end[:2]


def list_sections(pathways: tuple[Pathway, ...]) -> list[Section]:
    """The straight sections of all pathways."""
    return [
        Section(index, start, end)
        for index, pathway in enumerate(pathways)
        for start, end in pairwise(pathway.points_mm)
    ]


def find_junctions(pathways: tuple[Pathway, ...]) -> dict[int, set[Point3]]:
    """For each pathway index, the points where it meets another one: at one height, or along a vertical section."""
    junctions: dict[int, set[Point3]] = defaultdict(set)
    sections = list_sections(pathways)
    for i, j, points in find_crossings([section.plan for section in sections]):
        (first, a, b), (second, c, d) = sections[i], sections[j]
        if first == second:
            continue
        low = max(min(a[2], b[2]), min(c[2], d[2]))
        high = min(max(a[2], b[2]), max(c[2], d[2]))
        for z in {low, high} if low <= high else ():
            for x, y in points:
                junctions[first].add((x, y, z))
                junctions[second].add((x, y, z))
    return junctions


def group_touching(pathways: tuple[Pathway, ...]) -> list[list[str]]:
    """The ids of some pathways in groups: those of a group meet each other, directly or over others of the group."""
    places: nx.Graph[int | Point3] = nx.Graph()
    places.add_nodes_from(range(len(pathways)))
    for index, points in find_junctions(pathways).items():
        places.add_edges_from((index, point) for point in points)
    found = nx.connected_components(places)
    return sorted([pathways[index].id for index in range(len(pathways)) if index in group] for group in found)


def build_graph(
    pathways: tuple[Pathway, ...], drops: tuple[Drop, ...], allowed: Container[str] | None = None
) -> "nx.Graph[Node]":
    """The graph of pathways and drops. Two pathways joined by nothing stay two components.

    `allowed` limits the graph to pathways of these ids; spans still end where they meet the others.
    """
    junctions = find_junctions(pathways)
    points: dict[int, set[Point3]] = {index: set(found) for index, found in junctions.items()}
    index_of = {pathway.id: index for index, pathway in enumerate(pathways)}
    used = [drop for drop in drops if drop.opening or allowed is None or drop.pathway in allowed]
    for drop in (drop for drop in used if not drop.opening):
        points.setdefault(index_of[drop.pathway], set()).add(drop.point_mm)
    graph: nx.Graph[Node] = nx.Graph()
    for index, pathway in enumerate(pathways):
        if allowed is None or pathway.id in allowed:
            _add_pathway(graph, pathway, points.get(index, set()), junctions.get(index, set()))
    for drop in used:
        name = drop_name(drop.id)
        graph.add_edge(name, drop.point_mm, length_mm=drop.length_mm, pathway=name, span=name)
    return graph


def join_sides(graph: "nx.Graph[Node]", drops: tuple[Drop, ...]) -> None:
    """Joins the drops of each rack that has a side passage, so that its parts are racks that links may join.

    For questions about connection only: no cable runs through a rack.
    """
    for side in drops:
        for drop in drops if side.opening else ():
            if drop.rack == side.rack:
                graph.add_edge(drop_name(side.id), drop_name(drop.id), length_mm=0, pathway="", span="")


def _add_pathway(graph: "nx.Graph[Node]", pathway: Pathway, stops: set[Point3], junctions: set[Point3]) -> None:
    span = 1
    for start, end in pairwise(pathway.points_mm):
        found = {point for point in stops if _is_between(point, start, end)}
        on_section = sorted({start, end, *found}, key=partial(distance_mm, start))
        for a, b in pairwise(on_section):
            if a in junctions and a != pathway.points_mm[0]:
                span += 1
            known = graph.get_edge_data(a, b)
            if known is None or known["pathway"] > pathway.id:
                graph.add_edge(a, b, length_mm=distance_mm(a, b), pathway=pathway.id, span=f"{pathway.id}/{span}")


def _is_between(point: Point3, start: Point3, end: Point3) -> bool:
    """Whether a point lies on a section, to the millimetre that crossings are rounded to."""
    detour = distance_mm(start, point) + distance_mm(point, end) - distance_mm(start, end)
    return detour <= 2 and all(min(a, b) - 1 <= p <= max(a, b) + 1 for p, a, b in zip(point, start, end, strict=True))
