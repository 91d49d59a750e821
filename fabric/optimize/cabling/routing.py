"""Which pathways each bundle takes: the shortest ones that stay within their fill.

Variables: one of the k best routes per bundle. Rule (`add_pathway_fill`): on every piece of pathway and every drop,
sum of the cross-sections of the bundles on it <= allowed - existing. Objective: least cable length. Where the
shortest routes fit, nothing is solved; where few bundles touch an overfull piece, these are reconsidered together with
their alternatives; where many do, or none of those helps, they bid for room
(fabric.optimize.cabling.negotiated_routes).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from fabric.optimize.cabling.negotiated_routes import negotiate_routes
from fabric.optimize.solver import solve
from layouts import Route, RouteFinder, Site, Span, UnmetError, rack_of_drop

ALTERNATIVES = 6
"""Routes per bundle among which a detour is chosen: both ways round two neighbouring loops, and some more."""

EXACT = 40
"""Up to so many bundles on overfull pieces are rerouted exactly."""


class CrowdedError(UnmetError):
    """Pathways are too full for any routes that were found. `price` says by which multiple of its length each edge of
    the `finder` counts, so that blocks which stand elsewhere would keep off what is crowded.
    """

    def __init__(self, reasons: Sequence[str], finder: RouteFinder, price: NDArray[np.float64]):
        super().__init__(reasons)
        self.finder, self.price = finder, price


def list_route_spans(route: Route) -> list[Span]:
    """The pieces of pathways and the drops that a route takes."""
    pieces: list[Span] = [Span(route.pathways[0], None, None), Span(route.pathways[-1], None, None)]
    for name, (a, b) in zip(route.pathways[1:-1], pairwise(route.points_mm), strict=True):
        pieces.append(Span(name, min(a, b), max(a, b)))
    return pieces


def span_capacity_mm2(site: Site, existing_mm2: Mapping[str, int], name: str) -> int:
    """Cross-section that new cables may take of a pathway or drop."""
    rack = rack_of_drop(name)
    if rack is not None:
        return site.drop_by_rack[rack].area_mm2 * site.fill_max_pct // 100
    pathway = site.pathway_by_id[name]
    return pathway.area_mm2 * site.fill_max_pct // 100 - pathway.existing_fill_mm2 - existing_mm2.get(name, 0)


def choose_routes(
    site: Site,
    finder: RouteFinder,
    pairs: Sequence[tuple[str, str]],
    areas_mm2: Sequence[int],
    existing_mm2: Mapping[str, int],
    seed: int,
    held: Sequence[tuple[Route, int]] = (),
) -> list[Route]:
    """A route for each pair of racks; `held` routes with their areas lie there already. Raises UnmetError that
    names the overfull pathway and what would fit.
    """
    shortest = [finder.shortest(a, b) for a, b in pairs]
    routes = [route for route in shortest if route is not None]
    if len(routes) < len(pairs):
        a, b = pairs[shortest.index(None)]
        raise UnmetError([f"racks {a} and {b} are not joined by pathways that may carry this kind of cable"])
    taken, taken_mm2 = [route for route, _ in held], [area for _, area in held]
    overfull = find_overfull(site, [*routes, *taken], [*areas_mm2, *taken_mm2], existing_mm2)
    if not overfull:
        return routes
    touched = [i for i, route in enumerate(routes) if any(piece in overfull for piece in list_route_spans(route))]
    chosen = None
    if len(touched) <= EXACT:
        options = {i: finder.best(*pairs[i], ALTERNATIVES) for i in touched}
        fixed = [*held, *((routes[i], areas_mm2[i]) for i in range(len(routes)) if i not in options)]
        chosen = _reroute(site, options, areas_mm2, fixed, existing_mm2, seed)
    if chosen is None:
        capacity = {piece: span_capacity_mm2(site, existing_mm2, piece[0]) for piece in finder.edge_spans}
        for route, area in held:
            for piece in list_route_spans(route):
                if piece in capacity:
                    capacity[piece] -= area
        room = np.array(list(capacity.values()), np.float64)
        agreement = negotiate_routes(finder, room, routes, areas_mm2)
        chosen, price = agreement.routes, agreement.price
    if chosen is None:
        worst: dict[str, tuple[int, int]] = {}
        for piece, found in overfull.items():
            worst[piece[0]] = max(worst.get(piece[0], (0, 0)), found)
        raise CrowdedError(
            [
                f"pathway {name} would be filled with {need} mm2 of {room} mm2 allowed, and no other way has room"
                for name, (need, room) in sorted(worst.items())
            ]
            + ["Widen the pathway, add a parallel one, raise fill_max_pct, or use trunks with a thinner body"],
            finder,
            price,
        )
    for i, route in chosen.items():
        routes[i] = route
    return routes


def find_overfull(
    site: Site, routes: Sequence[Route], areas_mm2: Sequence[int], existing_mm2: Mapping[str, int]
) -> dict[Span, tuple[int, int]]:
    """Spans that carry more than they may: (needed, allowed)."""
    filled: dict[Span, int] = {}
    for route, area in zip(routes, areas_mm2, strict=True):
        for piece in list_route_spans(route):
            filled[piece] = filled.get(piece, 0) + area
    capacity = {name: span_capacity_mm2(site, existing_mm2, name) for name in {piece[0] for piece in filled}}
    return {piece: (area, capacity[piece[0]]) for piece, area in filled.items() if area > capacity[piece[0]]}


def _reroute(
    site: Site,
    options: Mapping[int, Sequence[Route]],
    areas_mm2: Sequence[int],
    held: Sequence[tuple[Route, int]],
    existing_mm2: Mapping[str, int],
    seed: int,
) -> dict[int, Route] | None:
    model = cp_model.CpModel()
    y = {(i, k): model.new_bool_var(f"y_{i}_{k}") for i, routes in options.items() for k in range(len(routes))}
    for i, routes in options.items():
        model.add_exactly_one(y[i, k] for k in range(len(routes)))
    add_pathway_fill(model, site, y, options, areas_mm2, held, existing_mm2)
    model.minimize(
        sum(variable * (options[i][k].length_mm * max(areas_mm2[i], 1) // 1000) for (i, k), variable in y.items())
    )
    values = solve(model, list(y.values()), seed, deterministic_time=2.0)
    if values is None:
        return None
    return {i: options[i][k] for (i, k), value in zip(y, values, strict=True) if value}


def add_pathway_fill(
    model: cp_model.CpModel,
    site: Site,
    y: Mapping[tuple[int, int], cp_model.IntVar],
    options: Mapping[int, Sequence[Route]],
    areas_mm2: Sequence[int],
    held: Sequence[tuple[Route, int]],
    existing_mm2: Mapping[str, int],
) -> None:
    """For each piece: sum of area x chosen <= capacity - what other bundles take there."""
    taken: dict[Span, int] = {}
    for route, area in held:
        for piece in list_route_spans(route):
            taken[piece] = taken.get(piece, 0) + area
    on_piece: dict[Span, list[tuple[cp_model.IntVar, int]]] = {}
    for (i, k), variable in y.items():
        for piece in list_route_spans(options[i][k]):
            on_piece.setdefault(piece, []).append((variable, areas_mm2[i]))
    for piece, terms in on_piece.items():
        room = span_capacity_mm2(site, existing_mm2, piece[0]) - taken.get(piece, 0)
        if sum(area for _, area in terms) > room:
            model.add(sum(variable * area for variable, area in terms) <= room)
