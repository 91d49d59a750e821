"""Routes by hand on a floor with two ways round, and against brute force over all walks."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from layouts import UNREACHED, RouteEdge, RouteFinder, Site, drop_of_edge, list_passable, max_span_crews
from layouts.spans import drop_name
from tests.floors import floor, rack, tray

RACKS = (rack("A01", 0), rack("A02", 3000), rack("A03", 6000))
SOUTH = tray("S", (0, 600, 2400), (7000, 600, 2400))
"""Passes over the middle of all racks, 400 mm above them."""
WEST = tray("W", (300, 600, 2400), (300, 3600, 2400), media=("fiber",))
NORTH = tray("N", (300, 3600, 2400), (6300, 3600, 2400), max_crews=3)
EAST = tray("E", (6300, 600, 2400), (6300, 3600, 2400), width_mm=50, firestop=True)


@pytest.fixture
def ring() -> Site:
    """A ring of four trays: south 6 m between the outer racks, 3 + 6 + 3 m round the north."""
    return floor(RACKS, (SOUTH, WEST, NORTH, EAST))


def test_the_shortest_route_is_drop_tray_drop(ring: Site) -> None:
    """Centres at x 300 and 6300: 400 up, 6000 along, 400 down. A02 between them ends no span, but a step."""
    route = RouteFinder(ring, "fiber").shortest("A01", "A03")
    assert route is not None
    assert route.length_mm == 6800
    assert route.points_mm == ((300, 600, 2400), (3300, 600, 2400), (6300, 600, 2400))
    assert route.pathways == ("drop:A01", "S", "S", "drop:A03")
    assert route.named_pathways == ("S",)


def test_a_route_back_is_the_same_way(ring: Site) -> None:
    finder = RouteFinder(ring, "fiber")
    there, back = finder.shortest("A01", "A03"), finder.shortest("A03", "A01")
    assert there is not None
    assert back is not None
    assert (there.points_mm, there.length_mm) == (back.points_mm[::-1], back.length_mm)


def test_the_second_route_goes_round(ring: Site) -> None:
    """Round the north: 400 + 3000 + 6000 + 3000 + 400 mm."""
    first, second = RouteFinder(ring, "fiber").best("A01", "A03", 5)
    assert (first.length_mm, second.length_mm) == (6800, 12_800)
    assert second.named_pathways == ("W", "N", "E")


def test_a_price_changes_the_way(ring: Site) -> None:
    """With the south at three times its length (18 m) the way round (12 m) is cheaper."""
    finder = RouteFinder(ring, "fiber")
    price = np.array([3.0 if edge.pathway == "S" else 1.0 for edge in finder.edges])
    (walk,) = finder.detours(["A01"], "A03", finder.edge_lengths_mm * price)
    route = finder.walk_route(walk)
    assert route.named_pathways == ("W", "N", "E")
    assert finder.walk_edges(walk).tolist() == finder.edges_of(route).tolist()
    assert int(finder.priced_mm(("A01",), ("A03",), price)[0, 0]) == 12_800


def test_copper_does_not_enter_a_tray_for_fiber(ring: Site) -> None:
    assert list_passable(ring, "copper", 0) == {"S", "N", "E"}
    assert list_passable(ring, "", 0) == {"S", "W", "N", "E"}
    assert len(RouteFinder(ring, "copper").best("A01", "A03", 5)) == 1


@pytest.mark.parametrize(("largest_mm", "passes"), [(50, True), (51, False)])
def test_an_opening_passes_what_is_no_larger(ring: Site, largest_mm: int, passes: bool) -> None:
    """Only an opening through a fire barrier is narrow for a part: E is 50 x 100 mm; trays are open at the top."""
    assert ("E" in list_passable(ring, "fiber", largest_mm)) is passes
    assert "S" in list_passable(ring, "fiber", 500)


def test_the_table_is_that_of_the_single_routes(ring: Site) -> None:
    finder = RouteFinder(ring, "fiber")
    names = ("A01", "A02", "A03")
    table = finder.tabulate_mm(names, names)
    assert table.tolist() == [[0, 3800, 6800], [3800, 0, 3800], [6800, 3800, 0]]
    assert finder.tabulate_mm(names, names) is table


def test_what_no_pathway_joins_is_unreached(ring: Site) -> None:
    apart = floor((*RACKS, rack("B01", 0, 9000, row="B")), (SOUTH, tray("X", (0, 9600, 2400), (900, 9600, 2400))))
    finder = RouteFinder(apart, "fiber")
    assert finder.shortest("A01", "B01") is None
    assert finder.best("A01", "B01", 3) == []
    assert int(finder.tabulate_mm(("A01",), ("B01",))[0, 0]) == UNREACHED


def test_a_rack_reaches_itself_without_a_way(ring: Site) -> None:
    route = RouteFinder(ring, "fiber").shortest("A01", "A01")
    assert route is not None
    assert (route.length_mm, route.points_mm, route.pathways) == (0, (), ())


def test_edges_have_their_ends_and_their_pathway(ring: Site) -> None:
    """Ends in ascending order; a drop has its name and no ends."""
    edges = RouteFinder(ring, "fiber").edges
    assert RouteEdge("S", (300, 600, 2400), (3300, 600, 2400)) in edges
    assert RouteEdge(drop_name("A02"), None, None) in edges
    assert all(edge.start is None or edge.end is None or edge.start < edge.end for edge in edges)


def test_crews_on_a_span_are_those_of_its_pathway_or_drop(ring: Site) -> None:
    assert max_span_crews(ring, "N/1") == 3
    assert max_span_crews(ring, drop_name("A01")) == 2
    assert drop_of_edge(drop_name("A01")) == "A01"
    assert drop_of_edge("N/1") is None
    with pytest.raises(KeyError):
        max_span_crews(ring, "Z/1")


def test_no_walk_is_shorter() -> None:
    """All walks without loops on a grid of three by three trays, added up by hand: the finder's is the least."""
    lines = tuple(tray(f"X{k}", (0, 600 + 2000 * k, 2400), (7000, 600 + 2000 * k, 2400)) for k in range(3)) + tuple(
        tray(f"Y{k}", (300 + 3000 * k, 600, 2400), (300 + 3000 * k, 4600, 2400)) for k in range(3)
    )
    site = floor((*RACKS, rack("B01", 3000, 4000, row="B")), lines)
    finder = RouteFinder(site, "fiber")
    graph = finder.graph
    for a in ("A01", "A02", "A03"):
        walks = nx.all_simple_paths(graph, drop_name(a), drop_name("B01"))
        least = min(sum(graph.edges[pair]["length_mm"] for pair in pairwise(walk)) for walk in walks)
        route = finder.shortest(a, "B01")
        assert route is not None
        assert route.length_mm == least
