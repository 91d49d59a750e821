"""The pathways that each bundle takes: the shortest ones that stay within their fill.

Variables: one of the k best routes per bundle. Rule: `add_pathway_fill`. Objective: least cable length. Where the
shortest routes fit, nothing is solved. Where few bundles touch an overfull edge, these are chosen again together with
their alternatives. Where many do, or none of those helps, bundles bid for room
(fabric.optimize.cabling.negotiated_routes).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from fabric.optimize.cabling.negotiated_routes import negotiate_routes
from fabric.optimize.solver import solve
from layouts import EndWays, Floats, Route, RouteEdge, RouteFinder, Site, UnmetError, drop_of_edge

ALTERNATIVES = 6
"""Routes per bundle among which a detour is chosen: enough for both ways round two neighbouring loops, and some
more.
"""

EXACT = 40
"""Most bundles on overfull edges that are rerouted exactly; the model of more takes seconds."""

Variables = Mapping[tuple[int, int], cp_model.IntVar]
"""For each bundle and alternative, 1 where the bundle takes it."""


class CrowdedError(UnmetError):
    """Pathways are too full for any routes that were found.

    `price` is the factor on the length of each edge of the `finder`, so that re-placed blocks avoid crowded pathways.
    """

    def __init__(self, reasons: Sequence[str], finder: RouteFinder, price: Floats):
        super().__init__(reasons)
        self.finder, self.price = finder, price


class RouteDemand(NamedTuple):
    """A bundle that needs a route."""

    a_rack: str
    """Id of the rack of the A ends."""
    b_rack: str
    """Id of the rack of the B ends; another one than that of the A ends."""
    area_mm2: int
    """Cross-section of its cables."""
    ways: EndWays = EndWays()
    """The lengths of its links inside both racks."""


class LaidRoute(NamedTuple):
    """A route that a bundle takes, and the cross-section that it fills there."""

    route: Route
    """Drops and edges on which the bundle lies."""
    area_mm2: int
    """Cross-section of all cables of the bundle, the same on every edge."""


class Overfull(NamedTuple):
    """Cross-section of the cables on one edge, which is more than may be filled."""

    needed_mm2: int
    """Cross-section of all routes there, more than is allowed."""
    allowed_mm2: int
    """Cross-section that cables of this plan may fill; below 0 where existing cables fill too much."""


@dataclass(frozen=True)
class PathwayRoom:
    """The room for new cables in the pathways of a site."""

    site: Site
    """Pathways, drops and the largest fill."""
    existing_mm2: Mapping[str, int]
    """Cross-section of the existing cables in each pathway."""
    laid: tuple[LaidRoute, ...] = ()
    """Existing routes of this plan."""

    def capacity_mm2(self, name: str) -> int:
        """Cross-section that cables of this plan may fill of a pathway or drop."""
        drop = drop_of_edge(name)
        if drop is not None:
            return self.site.drop_by_id[drop].area_mm2 * self.site.fill_max_pct // 100
        pathway = self.site.pathway_by_id[name]
        allowed = pathway.area_mm2 * self.site.fill_max_pct // 100
        return allowed - pathway.existing_fill_mm2 - self.existing_mm2.get(name, 0)

    @cached_property
    def laid_mm2(self) -> Mapping[RouteEdge, int]:
        """Cross-section of the laid routes on each edge."""
        return sum_areas(self.laid)

    def left_mm2(self, edge: RouteEdge) -> int:
        """Cross-section that is left on an edge beside the laid routes."""
        return self.capacity_mm2(edge.pathway) - self.laid_mm2.get(edge, 0)


def list_route_edges(route: Route) -> list[RouteEdge]:
    """The straight edges of a route: both drops, then the edges on pathways."""
    edges: list[RouteEdge] = [RouteEdge(route.pathways[0], None, None), RouteEdge(route.pathways[-1], None, None)]
    for name, (a, b) in zip(route.pathways[1:-1], pairwise(route.points_mm), strict=True):
        edges.append(RouteEdge(name, min(a, b), max(a, b)))
    return edges


def sum_areas(laid: Sequence[LaidRoute]) -> dict[RouteEdge, int]:
    """Cross-section of some routes on each edge."""
    filled: dict[RouteEdge, int] = {}
    for route, area_mm2 in laid:
        for edge in list_route_edges(route):
            filled[edge] = filled.get(edge, 0) + area_mm2
    return filled


def choose_routes(room: PathwayRoom, finder: RouteFinder, demands: Sequence[RouteDemand], seed: int) -> list[Route]:
    """A route for each bundle, within the room that is left.

    Raises UnmetError where racks are not joined, and CrowdedError that names the overfull pathways where no routes fit.
    """
    routes = _shortest_routes(finder, demands)
    overfull = find_overfull(room, _lay(routes, demands))
    if not overfull:
        return routes
    touched = [i for i, route in enumerate(routes) if any(edge in overfull for edge in list_route_edges(route))]
    chosen = _reroute(room, finder, demands, routes, touched, seed) if len(touched) <= EXACT else None
    if chosen is None:
        left_mm2 = np.array([room.left_mm2(edge) for edge in finder.edges], np.float64)
        agreement = negotiate_routes(
            finder, left_mm2, routes, [demand.area_mm2 for demand in demands], [demand.ways for demand in demands]
        )
        chosen = agreement.routes
        if chosen is None:
            raise CrowdedError(_explain_crowded(overfull), finder, agreement.price)
    return [chosen.get(i, route) for i, route in enumerate(routes)]


def find_overfull(room: PathwayRoom, new: Sequence[LaidRoute]) -> dict[RouteEdge, Overfull]:
    """The edges that `new` routes and the existing ones fill beyond the limit."""
    filled = sum_areas([*new, *room.laid])
    capacity = {name: room.capacity_mm2(name) for name in {edge.pathway for edge in filled}}
    return {
        edge: Overfull(area_mm2, capacity[edge.pathway])
        for edge, area_mm2 in filled.items()
        if area_mm2 > capacity[edge.pathway]
    }


def _shortest_routes(finder: RouteFinder, demands: Sequence[RouteDemand]) -> list[Route]:
    """The shortest route of each bundle."""
    routes = []
    for demand in demands:
        route = finder.shortest(demand.a_rack, demand.b_rack, demand.ways)
        if route is None:
            raise UnmetError(
                [
                    f"racks {demand.a_rack} and {demand.b_rack} are not joined by pathways that may carry this kind of "
                    "cable"
                ]
            )
        routes.append(route)
    return routes


def _lay(routes: Sequence[Route], demands: Sequence[RouteDemand]) -> list[LaidRoute]:
    return [LaidRoute(route, demand.area_mm2) for route, demand in zip(routes, demands, strict=True)]


def _explain_crowded(overfull: Mapping[RouteEdge, Overfull]) -> list[str]:
    """The fullest edge of each overfull pathway, and a remedy."""
    worst: dict[str, Overfull] = {}
    for edge, found in overfull.items():
        worst[edge.pathway] = max(worst.get(edge.pathway, Overfull(0, 0)), found)
    return [
        *(
            f"pathway {name} would be filled with {found.needed_mm2} mm2 of {found.allowed_mm2} mm2 allowed, and no "
            "other way has room"
            for name, found in sorted(worst.items())
        ),
        "Widen the pathway, add a parallel one, raise fill_max_pct, or use trunks with a thinner body",
    ]


def _reroute(
    room: PathwayRoom,
    finder: RouteFinder,
    demands: Sequence[RouteDemand],
    routes: Sequence[Route],
    touched: Sequence[int],
    seed: int,
) -> dict[int, Route] | None:
    """Routes of the `touched` bundles among the best of each, the others kept; None where none fit."""
    options = {i: finder.best(demands[i].a_rack, demands[i].b_rack, ALTERNATIVES, demands[i].ways) for i in touched}
    kept = [laid for i, laid in enumerate(_lay(routes, demands)) if i not in options]
    model = cp_model.CpModel()
    takes = {(i, k): model.new_bool_var(f"y_{i}_{k}") for i, found in options.items() for k in range(len(found))}
    add_one_route_each(model, takes)
    add_pathway_fill(
        model,
        replace(room, laid=(*room.laid, *kept)),
        {(i, k): LaidRoute(options[i][k], demands[i].area_mm2) for i, k in takes},
        takes,
    )
    model.minimize(
        sum(
            variable * (_mean_mm(demands[i].ways, options[i][k]) * max(demands[i].area_mm2, 1) // 1000)
            for (i, k), variable in takes.items()
        )
    )
    values = solve(model, list(takes.values()), seed, deterministic_time=2.0)
    if values is None:
        return None
    return {i: options[i][k] for (i, k), value in zip(takes, values, strict=True) if value}


def _mean_mm(ways: EndWays, route: Route) -> int:
    """Length of a route for one of its links, with the mean of the lengths inside the racks."""
    return ways.total_mm(route) // ways.links


def add_one_route_each(model: cp_model.CpModel, takes: Variables) -> None:
    """For each bundle i: sum over k of takes_ik = 1."""
    for bundle in dict.fromkeys(i for i, _ in takes):
        model.add_exactly_one(variable for (i, _), variable in takes.items() if i == bundle)


def add_pathway_fill(
    model: cp_model.CpModel, room: PathwayRoom, options: Mapping[tuple[int, int], LaidRoute], takes: Variables
) -> None:
    """For each edge: sum over the routes there of area x takes <= room that is left."""
    on_edge: dict[RouteEdge, list[tuple[cp_model.IntVar, int]]] = {}
    for key, variable in takes.items():
        for edge in list_route_edges(options[key].route):
            on_edge.setdefault(edge, []).append((variable, options[key].area_mm2))
    for edge, terms in on_edge.items():
        left_mm2 = room.left_mm2(edge)
        if sum(area_mm2 for _, area_mm2 in terms) > left_mm2:
            model.add(sum(variable * area_mm2 for variable, area_mm2 in terms) <= left_mm2)
