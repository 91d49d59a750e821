"""A small cut between two halves of the leaves: found by search, so an upper bound of the bisection.

Starts: the order of the switches (units stay together), and the order of the Fiedler vector of the graph (power
iteration from a fixed start). Each is improved by exchanging the two leaves that help most until no exchange helps;
each switch without devices then goes to the side to which it has more links. Kernighan and Lin, Bell System Technical
Journal 1970.
"""

import numpy as np
from numpy.typing import NDArray

from layouts import Floats, IntColumn, LongColumn

ITERATIONS = 120


def find_bisection(count: int, low: IntColumn, high: IntColumn, weight: IntColumn) -> int:
    """Fewest links found between two halves by `weight` (device ports of each switch, 0 for spines and cores)."""
    leaves = np.flatnonzero(weight > 0)
    if len(leaves) < 2 or not len(low):
        return 0
    best = None
    for order in (leaves, leaves[np.argsort(_fiedler(count, low, high)[leaves], kind="stable")]):
        load = np.cumsum(weight[order])
        half = order[: max(1, int(np.searchsorted(load, load[-1] / 2, side="left")) + 1)]
        half = half if len(half) < len(order) else order[:-1]
        side = np.zeros(count, np.int8)
        side[leaves] = 1
        side[half] = -1
        _follow(side, low, high)
        cut = _better(side, low, high, weight)
        best = cut if best is None else min(best, cut)
    return best or 0


def _fiedler(count: int, low: IntColumn, high: IntColumn) -> Floats:
    """The direction that separates the graph most, roughly: power iteration on (shift - Laplacian)."""
    degree = np.bincount(low, minlength=count) + np.bincount(high, minlength=count)
    shift = 2.0 * float(degree.max())
    vector: Floats = np.cos(np.arange(count) * 2.399963) + np.linspace(-1, 1, count)
    for _ in range(ITERATIONS):
        vector -= vector.mean()
        pulled = np.bincount(low, vector[high], count) + np.bincount(high, vector[low], count)
        vector = (shift - degree) * vector + pulled
        vector /= np.linalg.norm(vector) or 1.0
    return vector


def _follow(side: NDArray[np.int8], low: IntColumn, high: IntColumn) -> None:
    """Puts each switch without devices on the side to which it has more links: spines first, then cores."""
    for _ in range(3):
        open_ = np.flatnonzero(side == 0)
        if len(open_):
            side[open_] = np.sign(_pull(side, low, high)[open_]).astype(np.int8)
    side[side == 0] = 1


def _better(side: NDArray[np.int8], low: IntColumn, high: IntColumn, weight: IntColumn) -> int:
    """The cut after exchanges; `side` is the working value of this search."""
    count = len(side)
    free = np.flatnonzero(weight == 0)
    cut = _settle(side, low, high, free)
    for _ in range(count):
        pull = _pull(side, low, high)
        gain = -pull * side
        left, right = np.flatnonzero((side < 0) & (weight > 0)), np.flatnonzero((side > 0) & (weight > 0))
        a, b = int(left[np.argmax(gain[left])]), int(right[np.argmax(gain[right])])
        if gain[a] + gain[b] <= 0 or weight[a] != weight[b]:
            return cut
        side[a], side[b] = 1, -1
        found = _settle(side, low, high, free)
        if found >= cut:
            return cut
        cut = found
    return cut


def _settle(side: NDArray[np.int8], low: IntColumn, high: IntColumn, free: LongColumn) -> int:
    """Moves switches without devices to the side of most of their links, in turn; the cut that is left."""
    for _ in range(8 if len(free) else 0):
        pull = _pull(side, low, high)
        wrong = free[(pull[free] * side[free]) < 0]
        if not len(wrong):
            break
        side[wrong] = -side[wrong]
    return int((side[low] != side[high]).sum())


def _pull(side: NDArray[np.int8], low: IntColumn, high: IntColumn) -> Floats:
    """Per switch the links to side +1 less those to side -1."""
    count = len(side)
    ones = side.astype(np.float64)
    return (np.bincount(low, ones[high], count) + np.bincount(high, ones[low], count)).astype(np.float64)
