"""Shortest walks along the pathways between racks, and the next best ones.

A route runs from one rack's entry to the other's: drop, spans, drop. Distances are exact integers; among equally
short routes the choice is made by the order of ids, so that the same floor gives the same routes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from layouts.pathways import Node, build_graph, rack_node
from layouts.site import Point3, Site


@dataclass(frozen=True)
class Route:
    """A walk between two racks: the points it passes on pathways, the pathway and span of each edge, its length."""

    a_rack: str
    b_rack: str
    points_mm: tuple[Point3, ...]
    pathways: tuple[str, ...]
    spans: tuple[str, ...]
    length_mm: int

    @property
    def named_pathways(self) -> tuple[str, ...]:
        """The pathways in order, each once per stretch, without the drops: what a sheet prints."""
        names = [name for name in self.pathways if not name.startswith("drop:")]
        return tuple(name for i, name in enumerate(names) if i == 0 or names[i - 1] != name)


class RouteFinder:
    """Answers distances and routes on one site; each source is searched once.

    `medium` keeps to the pathways in which it may lie ('': any); `largest_mm` to the openings that the largest part
    of an assembly passes.
    """

    def __init__(self, site: Site, medium: str, largest_mm: int = 0):
        allowed = {
            pathway.id
            for pathway in site.pathways
            if (not medium or medium in pathway.media)
            and (not pathway.firestop or largest_mm <= min(pathway.width_mm, pathway.depth_mm))
        }
        self.graph = _sorted_graph(build_graph(site.pathways, site.drops, allowed))
        self._found: dict[str, tuple[Mapping[Node, int], Mapping[Node, list[Node]]]] = {}

    def distances_mm(self, a_rack: str) -> Mapping[str, int]:
        """Length of the shortest route from a rack to each rack that can be reached, itself included with 0."""
        lengths, _ = self._search(a_rack)
        return {node[5:]: length for node, length in lengths.items() if isinstance(node, str)}

    def shortest(self, a_rack: str, b_rack: str) -> Route | None:
        """The shortest route, or None where no pathway joins the two. A rack reaches itself with an empty route."""
        if a_rack == b_rack:
            return Route(a_rack, b_rack, (), (), (), 0)
        _, paths = self._search(a_rack)
        nodes = paths.get(rack_node(b_rack))
        return self._route(nodes) if nodes else None

    def best(self, a_rack: str, b_rack: str, count: int) -> list[Route]:
        """The `count` shortest loop-free routes, shortest first (Yen's algorithm)."""
        start, end = rack_node(a_rack), rack_node(b_rack)
        if a_rack == b_rack or start not in self.graph or end not in self.graph:
            return []
        try:
            found = nx.shortest_simple_paths(self.graph, start, end, weight="length_mm")
            return [self._route(nodes) for nodes in islice(found, count)]
        except nx.NetworkXNoPath:
            return []

    def _search(self, rack: str) -> tuple[Mapping[Node, int], Mapping[Node, list[Node]]]:
        if rack not in self._found:
            node = rack_node(rack)
            if node not in self.graph:
                return {}, {}
            found: Any = nx.single_source_dijkstra(self.graph, node, weight="length_mm")
            self._found[rack] = found
        return self._found[rack]

    def _route(self, nodes: Iterable[Node]) -> Route:
        walk = list(nodes)
        edges = [self.graph.edges[a, b] for a, b in pairwise(walk)]
        return Route(
            str(walk[0])[5:],
            str(walk[-1])[5:],
            tuple(node for node in walk if not isinstance(node, str)),
            tuple(edge["pathway"] for edge in edges),
            tuple(edge["span"] for edge in edges),
            sum(edge["length_mm"] for edge in edges),
        )


def _sorted_graph(graph: "nx.Graph[Node]") -> "nx.Graph[Node]":
    """The same graph with nodes and edges in a fixed order, on which the choice among equal routes depends."""
    ordered: nx.Graph[Node] = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes, key=str))
    edges = sorted(graph.edges(data=True), key=lambda edge: sorted((str(edge[0]), str(edge[1]))))
    ordered.add_edges_from(edges)
    return ordered
