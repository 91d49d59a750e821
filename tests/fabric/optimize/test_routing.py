"""Routes within fill: the rule accepts what fits to the square millimetre, rejects one more, finds the way round."""

from dataclasses import replace

import pytest

from fabric.optimize.cabling.routing import (
    LaidRoute,
    PathwayRoom,
    RouteDemand,
    choose_routes,
    find_overfull,
    list_route_edges,
)
from layouts import RouteFinder, Site, UnmetError
from layouts.site import Pathway, Point3
from tests import floors


def tray(name: str, width_mm: int, *points: Point3) -> Pathway:
    """A tray of 100 mm depth for fiber."""
    return floors.tray(name, *points, width_mm=width_mm, media=("fiber",))


def make_site(width: int) -> Site:
    """Two racks under ends of a short tray that is cut by a narrow piece, and a wide loop around it."""
    pathways = (
        tray("LEFT", 300, (0, 600, 2300), (1000, 600, 2300)),
        tray("NARROW", width, (1000, 600, 2300), (2000, 600, 2300)),
        tray("RIGHT", 300, (2000, 600, 2300), (3000, 600, 2300)),
        tray("LOOP", 300, (1000, 600, 2300), (1000, 3000, 2300), (2000, 3000, 2300), (2000, 600, 2300)),
    )
    return floors.floor((floors.rack("A1", 0), floors.rack("A2", 2400)), pathways)


def demand(*areas_mm2: int) -> list[RouteDemand]:
    """Bundles between the two racks."""
    return [RouteDemand("A1", "A2", area) for area in areas_mm2]


SHORT = 300 + 2400 + 300


def test_capacity_is_what_may_be_filled_less_what_is() -> None:
    """20 x 100 mm at 50 %: 1000 mm2; less 100 existing fill and 50 of existing cables: 850."""
    site = make_site(20)
    narrow = replace(site.pathway_by_id["NARROW"], existing_fill_mm2=100)
    site = replace(site, pathways=tuple(narrow if p.id == "NARROW" else p for p in site.pathways))
    assert PathwayRoom(site, {"NARROW": 50}).capacity_mm2("NARROW") == 850
    assert PathwayRoom(site, {}).capacity_mm2("drop:A1") == 20_000


def test_what_fits_exactly_is_accepted_and_one_more_is_not() -> None:
    """Two bundles of 500 mm2 fill 1000 mm2; 501 is one too many."""
    site = make_site(20)
    route = RouteFinder(site, "fiber").shortest("A1", "A2")
    assert route is not None
    assert find_overfull(PathwayRoom(site, {}), [LaidRoute(route, 500), LaidRoute(route, 500)]) == {}
    overfull = find_overfull(PathwayRoom(site, {}), [LaidRoute(route, 500), LaidRoute(route, 501)])
    assert [(piece[0], found) for piece, found in overfull.items()] == [("NARROW", (1001, 1000))]
    assert len(list_route_edges(route)) == len(route.pathways)


def test_bundles_that_fit_take_the_short_way_and_the_rest_goes_round() -> None:
    """Three bundles of 500: two pass the narrow piece, the third takes the loop, 4.8 m more."""
    site = make_site(20)
    routes = choose_routes(PathwayRoom(site, {}), RouteFinder(site, "fiber"), demand(500, 500, 500), 1)
    assert sorted(route.length_mm for route in routes) == [SHORT, SHORT, SHORT + 4800]


def test_the_thickest_bundle_that_does_not_fit_goes_round_alone() -> None:
    site = make_site(20)
    routes = choose_routes(PathwayRoom(site, {}), RouteFinder(site, "fiber"), demand(100, 2000, 100), 1)
    assert [route.length_mm for route in routes] == [SHORT, SHORT + 4800, SHORT]


def test_where_no_way_has_room_the_pathway_is_named() -> None:
    """12,000 and 4,000 mm2 share the trays at both ends, which may take 15,000."""
    site = make_site(20)
    with pytest.raises(UnmetError, match="pathway LEFT would be filled with 16000 mm2 of 15000 mm2 allowed"):
        choose_routes(PathwayRoom(site, {}), RouteFinder(site, "fiber"), demand(12_000, 4_000), 1)


def test_racks_that_are_not_joined_are_named() -> None:
    site = make_site(20)
    with pytest.raises(UnmetError, match="racks A1 and A2 are not joined"):
        choose_routes(PathwayRoom(site, {}), RouteFinder(site, "copper"), demand(1), 1)
