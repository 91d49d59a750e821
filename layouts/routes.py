"""The shortest routes along pathways between racks, and the next best ones.

A route runs from one rack's entry to the other's: drop, spans, drop. Where a rack has several drops for a medium, the
route takes those that make the whole cable shortest, the ways inside the racks included. Distances are exact integers;
among equally short routes the choice is made by the order of ids, so that the same floor gives the same routes.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layouts.columns import Floats, IntColumn, LongColumn
from layouts.pathways import Node, build_graph
from layouts.site import Drop, Point3, Site
from layouts.spans import RouteEdge, drop_name, drop_of_edge

UNREACHED = np.iinfo(np.int32).max // 4
"""Length of a route that does not exist, in millimetres; four of them still fit a column."""
BATCH = 256
"""Sources that are searched at once; this limits the memory and leaves the answer as it is."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """A walk between two racks: a drop, spans of pathways, a drop."""

    a_rack: str
    """Id of the rack where it begins."""
    b_rack: str
    """Id of the rack where it ends."""
    points_mm: tuple[Point3, ...]
    """Points (x, y, z) on pathways from A to B, in the site frame: ends of drops, corners, junctions."""
    pathways: tuple[str, ...]
    """Pathway of each edge, `drop:RACK` for a drop; one more than points."""
    spans: tuple[str, ...]
    """Span of each edge, `drop:RACK` for a drop; one more than points."""
    length_mm: int
    """Length of all edges, both drops included."""

    @property
    def named_pathways(self) -> tuple[str, ...]:
        """The pathways in order, without the drops, each once for all its edges in a row: the text of a sheet."""
        names = [name for name in self.pathways if drop_of_edge(name) is None]
        return tuple(name for i, name in enumerate(names) if i == 0 or names[i - 1] != name)


class EndWays(NamedTuple):
    """The lengths inside both racks of some links, by drop: they count where a rack has several drops."""

    links: int = 1
    """Number of the links, at least 1; all take one route."""
    a_mm: Mapping[str, int] = MappingProxyType({})
    """By the id of a drop at A, the length of all links inside the rack beyond that of the nearest drop; 0 where none
    is stated.
    """
    b_mm: Mapping[str, int] = MappingProxyType({})
    """The same at B."""

    def total_mm(self, route: Route) -> int:
        """Length of a route for all links, with the lengths inside both racks."""
        first, last = (drop_of_edge(route.pathways[end]) or "" for end in (0, -1))
        return self.links * route.length_mm + self.a_mm.get(first, 0) + self.b_mm.get(last, 0)


NO_WAYS = EndWays()
"""One link whose lengths inside the racks are the same to all drops."""


def list_passable(site: Site, medium: str, largest_mm: int) -> frozenset[str]:
    """The pathways in which a medium may lie ('': any), and whose openings let a part of `largest_mm` pass."""
    return frozenset(
        pathway.id
        for pathway in site.pathways
        if (not medium or medium in pathway.media)
        and (not pathway.firestop or largest_mm <= min(pathway.width_mm, pathway.depth_mm))
    )


class RouteFinder:
    """Finds distances and routes on one site; each source is searched once.

    `medium` limits the search to pathways in which it may lie ('': any), `largest_mm` to openings that let the largest
    part of an assembly pass.
    """

    def __init__(self, site: Site, medium: str, largest_mm: int = 0):
        passable = list_passable(site, medium, largest_mm)
        drops = tuple(
            d for d in site.drops if (d.opening or d.pathway in passable) and (not medium or medium in d.media)
        )
        self._drop_at: dict[Node, Drop] = {drop_name(drop.id): drop for drop in drops}
        self.graph = _sorted_graph(build_graph(site.pathways, drops, passable))
        self._nodes = list(self.graph.nodes)
        self._number = {node: number for number, node in enumerate(self._nodes)}
        ends = [(self._number[a], self._number[b], edge["length_mm"]) for a, b, edge in self.graph.edges(data=True)]
        self._ends = np.array(ends, np.int32).reshape(-1, 3)
        self._edge = {(a, b): e for e, (a, b, _) in enumerate(ends)} | {(b, a): e for e, (a, b, _) in enumerate(ends)}
        self._matrix = self._weighed(self._ends[:, 2])
        self._entries: dict[str, list[int]] = {}
        """The nodes of the entries of each rack that has any."""
        for node, drop in self._drop_at.items():
            self._entries.setdefault(drop.rack, []).append(self._number[node])
        self._before: dict[int, IntColumn] = {}
        self._tables: dict[tuple[tuple[str, ...], tuple[str, ...]], IntColumn] = {}

    def tabulate_mm(self, a_racks: tuple[str, ...], b_racks: tuple[str, ...]) -> IntColumn:
        """Length of the shortest route from each of some racks to each of others, `UNREACHED` where there is none; the
        same table for the same racks.
        """
        if (a_racks, b_racks) not in self._tables:
            table = self._tabulate(a_racks, b_racks, self._matrix)
            table.flags.writeable = False
            self._tables[a_racks, b_racks] = table
        return self._tables[a_racks, b_racks]

    def _tabulate(self, a_racks: tuple[str, ...], b_racks: tuple[str, ...], matrix: Any) -> IntColumn:
        table = np.full((len(a_racks), len(b_racks)), UNREACHED, np.int32)
        starts = [(i, node) for i, name in enumerate(a_racks) for node in self._entries.get(name, ())]
        ends = [(j, node) for j, name in enumerate(b_racks) for node in self._entries.get(name, ())]
        of_column, columns = [j for j, _ in ends], [node for _, node in ends]
        to = list(dict.fromkeys(of_column))
        for first in range(0, len(starts), BATCH):
            some = starts[first : first + BATCH]
            found = dijkstra(matrix, indices=[node for _, node in some])[:, columns]
            found = np.where(np.isfinite(found), found, UNREACHED)
            # Entries of one rack follow each other: the best of them counts.
            found = _least_of_equal(of_column, found.T).T if len(to) < len(columns) else found
            for (i, _), lengths in zip(some, found, strict=True):
                table[i, to] = np.minimum(table[i, to], lengths)
        return table

    def shortest(self, a_rack: str, b_rack: str, ways: EndWays = NO_WAYS) -> Route | None:
        """The shortest route, or None where no pathway joins the two. A rack reaches itself with an empty route.

        Where a rack has several drops, the `ways` inside it count. Searched from the B end: many racks of devices lead
        to few racks of switches.
        """
        if a_rack == b_rack:
            return Route(a_rack=a_rack, b_rack=b_rack, points_mm=(), pathways=(), spans=(), length_mm=0)
        found = []
        for end in self._entries.get(b_rack, ()):
            if end not in self._before:
                _, self._before[end] = self._search(self._matrix, end)
            found += [self._walk(start, end, self._before[end]) for start in self._entries.get(a_rack, ())]
        return min((route for route in found if route is not None), key=ways.total_mm, default=None)

    def detours(
        self, a_racks: Sequence[str], b_rack: str, price_mm: Floats, ways: Sequence[EndWays] = ()
    ) -> list[list[int]]:
        """The cheapest walks from some racks to one at a price of each edge, as numbers of nodes (`walk_edges`,
        `walk_route`). All racks must be joined to it. `ways` are those of each rack, none where they do not count.
        """
        matrix = self._weighed(price_mm)
        searched = [(end, *self._search(matrix, end)) for end in self._entries[b_rack]]
        walks = []
        for a_rack, inside in zip(a_racks, ways or [NO_WAYS] * len(a_racks), strict=True):
            starts = self._entries[a_rack]
            _, k, start = min(
                (cost[start] + self._inside_mm(inside, start, end), k, start)
                for k, (end, cost, _) in enumerate(searched)
                for start in starts
            )
            end, _, towards = searched[k]
            walk = [start]
            while walk[-1] != end:
                walk.append(int(towards[walk[-1]]))
            walks.append(walk)
        return walks

    def _inside_mm(self, ways: EndWays, start: int, end: int) -> float:
        """The lengths inside the racks at two entries, for each link."""
        first, last = (self._drop_at[self._nodes[number]].id for number in (start, end))
        return (ways.a_mm.get(first, 0) + ways.b_mm.get(last, 0)) / ways.links

    def walk_edges(self, walk: Sequence[int]) -> LongColumn:
        """The numbers of the edges of a walk."""
        return np.array([self._edge[pair] for pair in pairwise(walk)], np.int64)

    def walk_route(self, walk: Sequence[int]) -> Route:
        """The route of a walk."""
        return self._route(self._nodes[number] for number in walk)

    def priced_mm(self, a_racks: tuple[str, ...], b_racks: tuple[str, ...], price: Floats) -> IntColumn:
        """As `tabulate_mm`, with each edge as long as its price says; not kept."""
        return self._tabulate(a_racks, b_racks, self._weighed(self.edge_lengths_mm * price))

    @property
    def edge_lengths_mm(self) -> IntColumn:
        """The length of each edge, in the order of the prices of `detours`."""
        return self._ends[:, 2]

    @property
    def edges(self) -> list[RouteEdge]:
        """Each edge, in the order of the prices of `detours`."""
        found: list[RouteEdge] = []
        for a, b, _ in self._ends.tolist():
            start, end = self._nodes[a], self._nodes[b]
            pathway = self.graph.edges[start, end]["pathway"]
            if isinstance(start, str) or isinstance(end, str):
                found.append(RouteEdge(pathway, None, None))
            else:
                found.append(RouteEdge(pathway, min(start, end), max(start, end)))
        return found

    def edges_of(self, route: Route) -> LongColumn:
        """The numbers of the edges of a route."""
        nodes: list[Node] = [route.pathways[0], *route.points_mm, route.pathways[-1]]
        return self.walk_edges([self._number[node] for node in nodes])

    def _weighed(self, weight: NDArray[Any]) -> Any:
        """The graph as a sparse matrix, both ways. scipy searches it a hundred times as fast as networkx."""
        a, b, count = self._ends[:, 0], self._ends[:, 1], len(self._nodes)
        both = np.concatenate([weight, weight]).astype(np.float64)
        return csr_array((both, (np.concatenate([a, b]), np.concatenate([b, a]))), shape=(count, count))

    def _search(self, matrix: Any, end: int) -> tuple[NDArray[np.float64], IntColumn]:
        """From each node the cost of the walk to an entry, and the next node towards it, negative if there is none."""
        cost, before = dijkstra(matrix, indices=end, return_predecessors=True)
        return cost, before

    def _walk(self, start: int, end: int, before: IntColumn) -> Route | None:
        walk = [start]
        while walk[-1] != end:
            if before[walk[-1]] < 0:
                return None
            walk.append(int(before[walk[-1]]))
        return self._route(self._nodes[number] for number in walk)

    def best(self, a_rack: str, b_rack: str, count: int, ways: EndWays = NO_WAYS) -> list[Route]:
        """The `count` shortest loop-free routes, shortest first (Yen's algorithm); `ways` inside racks count."""
        if a_rack == b_rack:
            return []
        found: list[Route] = []
        for start, end in product(self._entries.get(a_rack, ()), self._entries.get(b_rack, ())):
            walks = nx.shortest_simple_paths(self.graph, self._nodes[start], self._nodes[end], weight="length_mm")
            with contextlib.suppress(nx.NetworkXNoPath):
                found += [self._route(nodes) for nodes in islice(walks, count)]
        return sorted(found, key=ways.total_mm)[:count]

    def _route(self, nodes: Iterable[Node]) -> Route:
        walk = list(nodes)
        edges = [self.graph.edges[a, b] for a, b in pairwise(walk)]
        return Route(
            a_rack=self._drop_at[walk[0]].rack,
            b_rack=self._drop_at[walk[-1]].rack,
            points_mm=tuple(node for node in walk if not isinstance(node, str)),
            pathways=tuple(edge["pathway"] for edge in edges),
            spans=tuple(edge["span"] for edge in edges),
            length_mm=sum(edge["length_mm"] for edge in edges),
        )


def _least_of_equal(keys: Sequence[int], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """One row for each run of equal keys: the least of its rows."""
    first = [k for k in range(len(keys)) if k == 0 or keys[k] != keys[k - 1]]
    least: NDArray[np.float64] = np.minimum.reduceat(rows, first, axis=0)
    return least


def _sorted_graph(graph: "nx.Graph[Node]") -> "nx.Graph[Node]":
    """The same graph with nodes and edges in a fixed order, on which the choice among equal routes depends."""
    ordered: nx.Graph[Node] = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes, key=str))
    edges = sorted(graph.edges(data=True), key=lambda edge: sorted((str(edge[0]), str(edge[1]))))
    ordered.add_edges_from(edges)
    return ordered
