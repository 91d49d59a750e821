"""Routes of many bundles within the fill of pathways: they bid for room where it is short.

In each round, bundles on overfull spans take the cheapest route again. A span costs its length times a price, which
rises while the span is overfull. This is the negotiated congestion of circuit routing (McMurchie and Ebeling,
PathFinder, FPGA 1995). A bundle with a cheap detour leaves first, and no bundle moves without need.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layouts import EndWays, Floats, Route, RouteFinder

ROUNDS = 16
"""Most rounds of bids: ten are enough where there is room, and more than sixteen gain nothing where there is none."""
SURCHARGE = 0.15
"""Rise of the price of an overfull span in each round, as a share of its length, times its load over its room."""


@dataclass(frozen=True)
class Agreement:
    """The routes after the last round of bids, and the prices of the pathways then."""

    routes: dict[int, Route] | None
    """The new route of each bundle whose route changes; None where the bids found no routes that fit."""
    price: Floats
    """The final price of each edge of the finder, as a multiple of its length."""


def negotiate_routes(
    finder: RouteFinder,
    room_mm2: Floats,
    routes: Sequence[Route],
    areas_mm2: Sequence[int],
    ways: Sequence[EndWays] = (),
) -> Agreement:
    """The routes on which the bundles agree. `room_mm2` is the cross-section that is left of each edge of the finder.

    `ways` are those of each bundle inside its racks; none where they do not count.

    The result is always the same: bundles bid in the order of their B racks, those of one rack together.
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
            inside = [ways[i] for i in members] if ways else ()
            walks = finder.detours(
                [routes[i].a_rack for i in members], b_rack, finder.edge_lengths_mm * crowded, inside
            )
            for i, walk in zip(members, walks, strict=True):
                # Bundles that left before may have made room enough.
                if (filled[edges[i]] > room_mm2[edges[i]]).any():
                    filled[edges[i]] -= areas_mm2[i]
                    changed[i] = walk
                    edges[i] = finder.walk_edges(walk)
                    filled[edges[i]] += areas_mm2[i]
    return Agreement(None, price)
