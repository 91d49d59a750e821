"""Routes of many bundles within the fill of pathways: they bid for room where it is short.

Each round, bundles on overfull pieces take the cheapest route again, where a piece costs its length times a price that
rises as long as it is overfull. It is the negotiated congestion of circuit routing (McMurchie and Ebeling, PathFinder,
FPGA 1995): a bundle with a cheap way round leaves first, and nobody moves without need.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layouts import Route, RouteFinder

ROUNDS = 16
"""Bids; where room is enough ten do."""
SURCHARGE = 0.15
"""What the price of an overfull piece rises by in each round, for each time that it is full."""


@dataclass(frozen=True)
class Agreement:
    """Routes that fit for all bundles whose route changes, by index, or None where the bids found none; and what each
    edge of the finder costs in the end, as a multiple of its length.
    """

    routes: dict[int, Route] | None
    price: NDArray[np.float64]


def negotiate_routes(
    finder: RouteFinder, room_mm2: NDArray[np.float64], routes: Sequence[Route], areas_mm2: Sequence[int]
) -> Agreement:
    """The routes on which the bundles agree. `room_mm2` is the cross-section that each edge of the finder may take.

    Deterministic: bundles bid in the order of their B racks, those of one rack together.
    """
    edges = [finder.edges_of(route) for route in routes]
    filled = np.zeros(len(room_mm2))
    for taken, area in zip(edges, areas_mm2, strict=True):
        filled[taken] += area
    price = np.ones(len(room_mm2))
    room = np.maximum(room_mm2, 1)
    changed: dict[int, list[int]] = {}
    for _ in range(ROUNDS):
        overfull = filled > room_mm2
        if not overfull.any():
            return Agreement({i: finder.walk_route(walk) for i, walk in changed.items()}, price)
        price[overfull] += SURCHARGE * filled[overfull] / room[overfull]
        by_rack: dict[str, list[int]] = {}
        for i, taken in enumerate(edges):
            if overfull[taken].any():
                by_rack.setdefault(routes[i].b_rack, []).append(i)
        for b_rack, members in sorted(by_rack.items()):
            size = max(areas_mm2[i] for i in members)
            crowded = price * (1 + np.maximum(0, (filled + size) / room - 1))
            walks = finder.detours([routes[i].a_rack for i in members], b_rack, finder.edge_lengths_mm * crowded)
            for i, walk in zip(members, walks, strict=True):
                # Who went before may have made room enough.
                if (filled[edges[i]] > room_mm2[edges[i]]).any():
                    filled[edges[i]] -= areas_mm2[i]
                    changed[i] = walk
                    edges[i] = finder.walk_edges(walk)
                    filled[edges[i]] += areas_mm2[i]
    return Agreement(None, price)
