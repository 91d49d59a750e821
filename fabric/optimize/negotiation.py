"""Routes of many bundles within the fill of pathways: they bid for room where it is short.

Each round, bundles on overfull pieces take the cheapest route again, where a piece costs its length times a price that
rises as long as it is overfull. It is the negotiated congestion of circuit routing (McMurchie and Ebeling, PathFinder,
FPGA 1995): a bundle with a cheap way round leaves first, and nobody moves without need.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layouts.routes import Route, RouteFinder

ROUNDS = 60
"""Bids; where room is enough ten do."""
SURCHARGE = 0.15
"""What the price of an overfull piece rises by in each round, for each time that it is full."""


def negotiate_routes(
    finder: RouteFinder, room_mm2: NDArray[np.float64], routes: Sequence[Route], areas_mm2: Sequence[int]
) -> dict[int, Route] | None:
    """Routes that fit for all bundles whose route changes, by index; None where no agreement is found.

    `room_mm2` is the cross-section that each edge of the finder may take. Deterministic: bundles bid in the order of
    their B racks, those of one rack together.
    """
    edges = [np.array(finder.edges_of(route), np.int64) for route in routes]
    filled = np.zeros(len(room_mm2))
    for taken, area in zip(edges, areas_mm2, strict=True):
        filled[taken] += area
    price = np.ones(len(room_mm2))
    room = np.maximum(room_mm2, 1)
    changed: dict[int, Route] = {}
    for _ in range(ROUNDS):
        overfull = filled > room_mm2
        if not overfull.any():
            return changed
        price[overfull] += SURCHARGE * filled[overfull] / room[overfull]
        by_rack: dict[str, list[int]] = {}
        for i, taken in enumerate(edges):
            if overfull[taken].any():
                by_rack.setdefault(routes[i].b_rack, []).append(i)
        for b_rack, members in sorted(by_rack.items()):
            for i in members:
                filled[edges[i]] -= areas_mm2[i]
            size = max(areas_mm2[i] for i in members)
            crowded = price * (1 + np.maximum(0, (filled + size) / room - 1))
            found = finder.detours([routes[i].a_rack for i in members], b_rack, finder.edge_lengths_mm * crowded)
            for i, route in zip(members, found, strict=True):
                changed[i] = route
                edges[i] = np.array(finder.edges_of(route), np.int64)
                filled[edges[i]] += areas_mm2[i]
    return None
