"""Prices of the uplinks of leaves that share a rack, so that no rack pays more than its uplinks cost.

Leaves of a unit (a scalable unit) may be split over racks; a rack may hold parts of several units. Its uplinks cost at
least f(n U) for n leaves of U uplinks, whatever parts these are; those of a single part may cost more, since they lead
to the spines of one unit. Prices p(k) of parts of k leaves are sought with p(k1) + p(k2) + ... <= f((k1 + k2 + ...) U)
for all parts that fit a rack, and p(k) <= the uplinks of a single part, so that units pay most: the dual of the
linear programme that fills racks with parts and makes units of parts. With these prices units pay no more than
on any floor.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from layouts import Floats

SAFE = 1e-9
"""Share of the dearest rack by which all prices are lowered, so that rounding never makes a filling pay too much."""


def price_parts_ms(
    leaves: int, part_ms: Sequence[float], single_ms: Sequence[float], rack_ms: Sequence[float]
) -> Floats:
    """Prices p(0..K) of parts, p(0) = 0. Twice the times give twice the prices, exactly.

    - `part_ms[k]`: cost of a part of k of the `leaves` of a unit beside its uplinks, for its links to devices.
    - `single_ms[k]`: least cost of the uplinks of a part that has its rack alone.
    - `rack_ms[n]`: least cost of the uplinks of n leaves of several parts in one rack.

    All start with 0. K = len(part_ms) - 1 <= len(rack_ms) - 1, and K < len(single_ms).
    """
    largest, room = len(part_ms) - 1, len(rack_ms) - 1
    scale = float(max(*single_ms, *rack_ms))
    if not scale:
        return np.zeros(largest + 1)
    # Variables: p(1..K), v(1..leaves): the cheapest unit of that many leaves, w(1..room): the dearest parts of a rack.
    count = largest + leaves + room
    rows, bounds = [], []

    def add(terms: dict[int, float], most: float) -> None:
        row = np.zeros(count)
        for column, factor in terms.items():
            row[column] += factor
        rows.append(row)
        bounds.append(most)

    unit, rack = largest - 1, largest + leaves - 1
    for k in range(1, largest + 1):
        add({k - 1: 1.0}, single_ms[k] / scale)
        for n in range(k, leaves + 1):
            add({unit + n: 1.0, k - 1: -1.0} | ({unit + n - k: -1.0} if n > k else {}), part_ms[k] / scale)
        for n in range(k, room + 1):
            # The last part of a rack, or one more beside others.
            add({rack + n: -1.0, k - 1: 1.0} | ({rack + n - k: 1.0} if n > k else {}), 0)
            if n > k:
                add({k - 1: 1.0, rack + n - k: 1.0}, rack_ms[n] / scale)
    gain = np.zeros(count)
    gain[unit + leaves] = -1
    found = linprog(gain, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=[(None, None)] * count, method="highs")
    if not found.success:
        return np.zeros(largest + 1)
    prices = np.concatenate([[0.0], found.x[:largest]])
    excess = _excess(prices, [cost / scale for cost in single_ms], [cost / scale for cost in rack_ms])
    prices[1:] -= max(0.0, excess) + SAFE
    return prices * scale


def _excess(prices: Floats, single: Sequence[float], racks: Sequence[float]) -> float:
    """By how much some filling of a rack pays more than the rack costs; every filling has a part at least."""
    largest = len(prices) - 1
    excess = max(float(prices[k]) - single[k] for k in range(1, largest + 1))
    most = [0.0]
    for n in range(1, len(racks)):
        several = [most[n - k] + float(prices[k]) for k in range(1, min(n - 1, largest) + 1)]
        excess = max([excess, *(paid - racks[n] for paid in several)])
        most.append(max([*several, *([float(prices[n])] if n <= largest else [])]))
    return excess


def cheapest_units(leaves: int, part_ms: Floats) -> Floats:
    """The cheapest way to make a unit of parts, per column: `part_ms[k]` (row 0 unused) is the cost of a part of k."""
    best = [np.zeros(part_ms.shape[1])]
    for n in range(1, leaves + 1):
        options = [best[n - k] + part_ms[k] for k in range(1, min(n, len(part_ms) - 1) + 1)]
        best.append(np.min(options, axis=0))
    return best[leaves]
