"""Pathways join where they touch at one height; spans end at junctions; routes are shortest and exact."""

from dataclasses import replace
from itertools import permutations

import networkx as nx

from layouts import RouteFinder
from layouts.pathways import build_graph, find_junctions
from layouts.site import Drop, Pathway, Site
from layouts.spans import drop_name
from tests.floors import floor, rack, tray


def make_site(pathways: tuple[Pathway, ...], xs: tuple[int, ...] = (0, 600, 1200)) -> Site:
    """Racks A01, A02, ... at these places of a row."""
    return floor(tuple(rack(f"A{number:02d}", x) for number, x in enumerate(xs, start=1)), pathways)


def test_a_drop_goes_straight_up_to_the_nearest_pathway() -> None:
    """Rack top 2000 mm, tray at 2300 mm over the centre: 300 mm. Nearest in plan wins where two pass over."""
    site = make_site(
        (tray("T", (-100, 600, 2300), (3000, 600, 2300)), tray("far", (-100, 900, 2300), (3000, 900, 2300)))
    )
    assert site.drops[0] == Drop(
        rack="A01",
        pathway="T",
        entry="top",
        entry_mm=(300, 600),
        point_mm=(300, 600, 2300),
        length_mm=300,
        area_mm2=40_000,
        max_crews=2,
    )


def test_a_tray_below_the_floor_is_entered_from_the_bottom() -> None:
    site = make_site((tray("F", (-100, 600, -450), (3000, 600, -450)),))
    assert (site.drops[0].entry, site.drops[0].length_mm) == ("bottom", 450)


def test_a_tray_at_half_height_serves_nothing() -> None:
    assert make_site((tray("T", (-100, 600, 1000), (3000, 600, 1000)),)).drops == ()


def test_a_drop_aside_is_measured_as_it_is_dressed() -> None:
    """A tray along the depth, 200 mm aside of the middle: 300 up and 200 across are 500 mm, not the hypotenuse."""
    site = make_site((tray("T", (500, -100, 2300), (500, 3000, 2300)),))
    assert (site.drops[0].entry_mm, site.drops[0].length_mm) == ((300, 600), 500)


def test_a_tray_behind_the_middle_moves_the_entry() -> None:
    """A tray over y 800 of a rack from y 0 to 1200: the entry is 800 mm behind the front, straight below it."""
    site = make_site((tray("T", (-100, 800, 2300), (3000, 800, 2300)),))
    assert (site.drops[0].entry_mm, site.drops[0].length_mm) == ((300, 800), 300)


def test_distance_is_drops_and_walk() -> None:
    """Centres 1200 mm apart along the tray, 300 mm drop at each end: 1800 mm."""
    site = make_site((tray("T", (-100, 600, 2300), (3000, 600, 2300)),))
    finder = RouteFinder(site, "fiber")
    assert finder.tabulate_mm(("A01",), ("A03",))[0, 0] == 1800
    route = finder.shortest("A01", "A03")
    assert route is not None
    assert (route.length_mm, route.named_pathways) == (1800, ("T",))


def test_crossing_at_one_height_joins_and_at_another_does_not() -> None:
    low = tray("T", (-100, 600, 2300), (3000, 600, 2300))
    cross = tray("X", (1500, 0, 2300), (1500, 3000, 2300))
    assert nx.number_connected_components(build_graph((low, cross), ())) == 1
    above = replace(cross, points_mm=((1500, 0, 2600), (1500, 3000, 2600)))
    assert nx.number_connected_components(build_graph((low, above), ())) == 2


def test_what_crosses_above_has_no_junction() -> None:
    low = tray("T", (-100, 600, 2300), (3000, 600, 2300))
    above = tray("X", (1500, 0, 2600), (1500, 3000, 2600))
    riser = tray("R", (1500, 600, 2600), (1500, 600, 3000))
    assert not any(find_junctions((low, above)).values())
    assert find_junctions((low, above, riser)) == {1: {(1500, 600, 2600)}, 2: {(1500, 600, 2600)}}


def test_a_vertical_piece_joins_two_heights() -> None:
    """300 mm drop + 900 walk + 300 riser + 600 walk."""
    low = tray("T", (-100, 600, 2300), (1200, 600, 2300))
    riser = tray("R", (1200, 600, 2300), (1200, 600, 2600))
    high = tray("H", (1200, 600, 2600), (1200, 1200, 2600))
    graph = build_graph((low, riser, high), make_site((low,)).drops)
    assert (
        nx.shortest_path_length(graph, drop_name("A01"), (1200, 1200, 2600), weight="length_mm")
        == 300 + 900 + 300 + 600
    )


def test_spans_end_where_pathways_meet() -> None:
    low = tray("T", (-100, 600, 2300), (3000, 600, 2300))
    cross = tray("X", (1500, 0, 2300), (1500, 3000, 2300))
    site = make_site((low, cross))
    graph = build_graph(site.pathways, site.drops)
    spans = {data["span"] for a, b, data in graph.edges(data=True) if data["pathway"] == "T"}
    assert spans == {"T/1", "T/2"}
    left = graph.edges[(300, 600, 2300), (900, 600, 2300)]["span"]
    right = graph.edges[(1500, 600, 2300), (3000, 600, 2300)]["span"]
    assert (left, right) == ("T/1", "T/2")


def test_copper_keeps_out_of_a_fiber_only_pathway() -> None:
    site = make_site((tray("T", (-100, 600, 2300), (3000, 600, 2300), media=("fiber",)),))
    assert RouteFinder(site, "copper").shortest("A01", "A02") is None
    assert RouteFinder(site, "fiber").shortest("A01", "A02") is not None


def test_a_pulling_eye_that_does_not_pass_the_sleeve_goes_round() -> None:
    """A sleeve of 40 mm on the short way, a tray on the long one."""
    left, right = tray("L", (-100, 600, 2300), (600, 600, 2300)), tray("R", (1200, 600, 2300), (1900, 600, 2300))
    sleeve = Pathway(
        id="S",
        kind="sleeve",
        points_mm=((600, 600, 2300), (1200, 600, 2300)),
        width_mm=40,
        depth_mm=40,
        media=("fiber",),
        existing_fill_mm2=0,
        max_crews=1,
        firestop=True,
    )
    detour = tray("D", (600, 600, 2300), (600, 3000, 2300), (1200, 3000, 2300), (1200, 600, 2300))
    site = make_site((left, sleeve, right, detour), xs=(0, 1300))
    small, large = (
        RouteFinder(site, "fiber", 40).shortest("A01", "A02"),
        RouteFinder(site, "fiber", 41).shortest("A01", "A02"),
    )
    assert small is not None
    assert large is not None
    assert small.named_pathways == ("L", "S", "R")
    assert large.named_pathways == ("L", "D", "R")


def test_the_order_of_pathways_changes_no_distance() -> None:
    pathways = (
        tray("T", (-100, 600, 2300), (3000, 600, 2300)),
        tray("X", (1500, 0, 2300), (1500, 3000, 2300)),
        tray("Y", (-100, 3000, 2300), (3000, 3000, 2300)),
    )
    found = {
        tuple(RouteFinder(make_site(order), "fiber").tabulate_mm(("A01",), ("A02", "A03"))[0].tolist())
        for order in permutations(pathways)
    }
    assert len(found) == 1


def test_next_best_routes_come_in_order_of_length() -> None:
    loop = tray("L", (-100, 600, 2300), (-100, 3000, 2300), (3000, 3000, 2300), (3000, 600, 2300))
    site = make_site((tray("T", (-100, 600, 2300), (3000, 600, 2300)), loop))
    routes = RouteFinder(site, "fiber").best("A01", "A03", 2)
    assert [route.length_mm for route in routes] == [1800, 2 * 300 + 400 + 2400 + 3100 + 2400 + 1500]
