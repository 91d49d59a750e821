"""What a place in a rack costs the leaves of one unit that stand together: prices that no filling of racks undercuts.

Leaves of a unit (a scalable unit) may part over racks; a rack may hold parts of several units. Its uplinks cost at
least f(n U) for n leaves of U uplinks, whatever parts these are. Prices p(k) of parts of k leaves are sought with
p(k1) + p(k2) + ... <= f((k1 + k2 + ...) U) for all parts that fit a rack, such that units pay most: the dual of the
linear programme that fills racks with parts and makes units of parts. Whoever pays them pays no more than any floor.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
SAFE = 1e-9
"""Share of the dearest rack by which all prices are lowered, so that rounding never makes a filling pay too much."""


def price_parts_ms(leaves: int, part_ms: Sequence[float], rack_ms: Sequence[int]) -> Floats:
    """Prices p(0..K) of parts, p(0) = 0. Twice the times give twice the prices, exactly.

    `part_ms[k]` is what a part of k of the `leaves` of a unit costs elsewhere (its links to devices), `rack_ms[n]` what
    the uplinks of n leaves in one rack cost at least; both start with 0, K = len(part_ms) - 1 <= len(rack_ms) - 1.
    """
    largest, room = len(part_ms) - 1, len(rack_ms) - 1
    scale = float(max(rack_ms))
    if not scale:
        return np.zeros(largest + 1)
    # Variables: p(1..K), v(1..leaves): the cheapest unit of so many leaves, w(1..room): the dearest filling of a rack.
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
        for n in range(k, leaves + 1):
            add({unit + n: 1.0, k - 1: -1.0} | ({unit + n - k: -1.0} if n > k else {}), part_ms[k] / scale)
        for n in range(k, room + 1):
            add({rack + n: -1.0, k - 1: 1.0} | ({rack + n - k: 1.0} if n > k else {}), 0)
    limits = [(None, None)] * (largest + leaves) + [(None, most / scale) for most in rack_ms[1:]]
    gain = np.zeros(count)
    gain[unit + leaves] = -1
    found = linprog(gain, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=limits, method="highs")
    if not found.success:
        return np.zeros(largest + 1)
    prices = np.concatenate([[0.0], found.x[:largest]])
    prices[1:] -= max(0.0, _excess(prices, [cost / scale for cost in rack_ms])) + SAFE
    return prices * scale


def _excess(prices: Floats, racks: Sequence[float]) -> float:
    """By how much some filling of a rack pays more than the rack costs; every filling has a part at least."""
    most = [0.0]
    for n in range(1, len(racks)):
        most.append(max(most[n - k] + float(prices[k]) for k in range(1, min(n, len(prices) - 1) + 1)))
    return max(paid - cost for paid, cost in zip(most, racks, strict=True))


def cheapest_units(leaves: int, part_ms: Floats) -> Floats:
    """The cheapest way to make a unit of parts, per column: `part_ms[k]` (row 0 unused) is what a part of k costs."""
    best = [np.zeros(part_ms.shape[1])]
    for n in range(1, leaves + 1):
        options = [best[n - k] + part_ms[k] for k in range(1, min(n, len(part_ms) - 1) + 1)]
        best.append(np.min(options, axis=0))
    return best[leaves]
