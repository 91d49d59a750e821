"""Bidding for room: two trays side by side share what neither takes alone; what fits nowhere leaves prices behind."""

import numpy as np

from fabric.optimize.cabling.negotiated_routes import negotiate_routes
from layouts import RouteFinder
from tests.fabric.optimize.test_routing import make_site


def test_bundles_part_over_two_ways() -> None:
    """Four bundles of 500 mm2: the narrow piece takes 1,000, so two of them go round the loop."""
    site = make_site(20)
    finder = RouteFinder(site, "fiber")
    route = finder.shortest("A1", "A2")
    assert route is not None
    room = np.array([1000 if name == "NARROW" else 15_000 for name, _, _ in finder.edges], float)
    found = negotiate_routes(finder, room, [route] * 4, [500] * 4)
    assert found.routes is not None
    lengths = [found.routes.get(i, route).length_mm for i in range(4)]
    assert sorted(lengths) == [3000, 3000, 7800, 7800]


def test_what_fits_nowhere_is_priced() -> None:
    site = make_site(20)
    finder = RouteFinder(site, "fiber")
    route = finder.shortest("A1", "A2")
    assert route is not None
    room = np.array([400 if name == "LEFT" else 15_000 for name, _, _ in finder.edges], float)
    found = negotiate_routes(finder, room, [route] * 2, [300] * 2)
    assert found.routes is None
    dear = {name for (name, _, _), price in zip(finder.edges, found.price, strict=True) if price > 1}
    assert dear == {"LEFT"}


def test_bundles_that_fit_stay_where_they_are() -> None:
    site = make_site(20)
    finder = RouteFinder(site, "fiber")
    route = finder.shortest("A1", "A2")
    assert route is not None
    room = np.full(len(finder.edges), 15_000.0)
    found = negotiate_routes(finder, room, [route], [100])
    assert found.routes == {}
    assert (found.price == 1).all()
