"""The least laying of the links of spines, below to leaves and above to cores, by the racks that spines share.

Spines of one pod in a rack fill the pulls to its leaves; spines that lead to the same cores fill the pulls to these.
A rack takes a few switches only, so it cannot do both well. Argument: docs/bounds.md, spines that share a rack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from fabric.bounds.spine_grid import SpineGrid
from layouts import Floats

MOST_SPINES = 12
"""Most spines of a rack that are looked at: they part into pods in up to 77 ways, and into groups."""
CUT_ROUNDS = 40
"""Most rounds of the programme; about ten are needed as a rule."""
NEAR = 0.9995
"""Share of the value of the programme with which the safe prices are near enough."""
FIRST_SHAPES, MOST_SHAPES = 40, 20
"""Shapes of racks in the first programme, and shapes that join in each round."""
SAFE = 1e-9
"""Share of the dearest pull by which all prices are lowered, so that rounding never makes a rack pay too much."""


class FarPart(NamedTuple):
    """A part of a far rack, as a rack of spines sees it: some leaves of a unit or one core, and its spines there."""

    size: int
    """Switches of the part in the far rack."""
    spines: int
    """Spines of the rack that the part is joined with."""
    links: int
    """Fewest links between both."""


@dataclass(frozen=True)
class _Side:
    """The parts of far racks at one end of the links of spines, with their room and the least laying of n links."""

    parts: tuple[FarPart, ...]
    room: int
    laying: Floats
    """Least laying of 0, 1, ... links, rising."""

    def _dearest(self, prices: Sequence[float]) -> tuple[Floats, NDArray[np.int64]]:
        """The most that parts of n switches with t links in all pay, with the last part: (n, t); -1 for none."""
        best = np.full((self.room + 1, len(self.laying)), -np.inf)
        last = np.full(best.shape, -1, np.int64)
        best[0, 0] = 0
        for n in range(1, self.room + 1):
            for number, part in enumerate(self.parts):
                if part.size <= n:
                    paid = np.full(best.shape[1], -np.inf)
                    paid[part.links :] = best[n - part.size, : best.shape[1] - part.links] + prices[number]
                    better = paid > best[n]
                    best[n][better], last[n][better] = paid[better], number
        return best, last

    def list_excess(self, prices: Sequence[float]) -> Iterator[tuple[float, list[int]]]:
        """For each number of links the filling of a far rack that pays most beyond their laying, with its parts."""
        best, last = self._dearest(prices)
        best[0] = -np.inf
        for links in range(best.shape[1]):
            n = int(best[:, links].argmax())
            if best[n, links] > -np.inf:
                excess, found, left = float(best[n, links] - self.laying[links]), [], links
                while n:
                    found.append(int(last[n, left]))
                    n, left = n - self.parts[found[-1]].size, left - self.parts[found[-1]].links
                yield excess, found


class SpineLaying:
    """The linear programme of one grid of spines.

    Variables: the price of each part below, of each part above, the cheapest unit of n leaves for each number of
    spines of its pod in the rack, and the cost of a spine, which is maximised. Fillings of far racks and shapes of
    racks of spines join the programme where its prices break them.
    """

    def __init__(self, grid: SpineGrid, room: int, laying_ms: Sequence[float], credit_ms: Sequence[float]):
        """The programme for racks of `room` switches.

        `laying_ms[n]` is the least laying of n links and rises; `credit_ms[k]` what a part of k leaves of a unit costs
        beside.
        """
        self.grid, self.room = grid, room
        self.scale = float(laying_ms[-1]) or 1.0
        laying = np.array(laying_ms, np.float64) / self.scale
        self.credit = [cost / self.scale for cost in credit_ms]
        self.deep, self.wide = min(room, grid.pod_spines), min(room, grid.group_spines)
        self.leaves = min(room, grid.unit_leaves)
        below = [FarPart(k, m, grid.below[k][m]) for k in range(1, self.leaves + 1) for m in range(1, self.deep + 1)]
        above = [FarPart(1, p, grid.above[p]) for p in range(1, self.wide + 1)]
        self.sides = [_Side(tuple(parts), room, laying) for parts in (below, above)]
        self.first = [0, len(below)]
        self.units = len(below) + len(above)
        self.count = self.units + self.deep * grid.unit_leaves + 1
        self.shapes = self._count_shapes()

    def least_ms(self) -> float:
        """The least that a spine pays on average, with its share of the credits of the units of its pod."""
        rows = list(self._unit_rows())
        for side, parts in enumerate(self.sides):
            for number, part in enumerate(parts.parts):
                rows += [self._filling(side, [number] * copies) for copies in range(1, self.room // part.size + 1)]
        full = self.shapes[self.shapes[:, -1] == self.shapes[:, -1].max()]
        rows += [(row, 0.0) for row in full[:: max(1, len(full) // FIRST_SHAPES)]]
        gain = np.zeros(self.count)
        gain[-1] = -1
        best = 0.0
        for _ in range(CUT_ROUNDS):
            matrix, most = np.array([row for row, _ in rows]), np.array([most for _, most in rows])
            found = linprog(gain, A_ub=matrix, b_ub=most, bounds=[(None, None)] * self.count, method="highs")
            if not found.success:
                break
            prices = [found.x[: self.first[1]], found.x[self.first[1] : self.units]]
            best = max(best, self._cheapest_spine([self._lower(side, prices[side]) for side in (0, 1)]))
            cuts = self._list_cuts(found.x, prices)
            if not cuts or best >= found.x[-1] * NEAR:
                break
            rows += cuts
        return best * self.scale

    def _list_cuts(self, found: Floats, prices: Sequence[Floats]) -> list[tuple[Floats, float]]:
        """Fillings and shapes that the prices break."""
        cuts = [
            self._filling(side, numbers)
            for side, parts in enumerate(self.sides)
            for excess, numbers in parts.list_excess(prices[side].tolist())
            if excess > SAFE
        ]
        excess = self.shapes @ found
        worst = np.argsort(-excess, kind="stable")[:MOST_SHAPES]
        return [*cuts, *((self.shapes[shape], 0.0) for shape in worst[excess[worst] > SAFE])]

    def _lower(self, side: int, prices: Floats) -> Floats:
        """The prices, lowered until no filling of a far rack pays too much."""
        excess = max(found for found, _ in self.sides[side].list_excess(prices.tolist()))
        return prices - max(0.0, excess) - SAFE

    def _cheapest_spine(self, prices: Sequence[Floats]) -> float:
        """The least that a spine pays at some prices, in the rack of the cheapest shape."""
        below = {(part.size, part.spines): price for part, price in zip(self.sides[0].parts, prices[0], strict=True)}
        found = np.zeros(self.count)
        found[self.first[1] : self.units] = prices[1]
        for m in range(1, self.deep + 1):
            best = [0.0]
            for n in range(1, self.grid.unit_leaves + 1):
                best.append(
                    min(best[n - k] + below[k, m] + self._share(k, m) for k in range(1, min(n, self.leaves) + 1))
                )
            found[self._unit(self.grid.unit_leaves, m)] = best[-1]
        return float((-(self.shapes[:, :-1] @ found[:-1]) / self.shapes[:, -1]).min())

    def _share(self, leaves: int, spines: int) -> float:
        """The share of some spines of a pod in the credit of a part of some leaves."""
        return spines * self.credit[leaves] / self.grid.pod_spines

    def _unit(self, n: int, spines: int) -> int:
        """The variable of the cheapest unit of n leaves."""
        return self.units + (spines - 1) * self.grid.unit_leaves + n - 1

    def _unit_rows(self) -> Iterator[tuple[Floats, float]]:
        """A unit costs no more than any way to divide it."""
        for number, part in enumerate(self.sides[0].parts):
            for n in range(part.size, self.grid.unit_leaves + 1):
                row = np.zeros(self.count)
                row[self._unit(n, part.spines)] = 1
                row[number] = -1
                if n > part.size:
                    row[self._unit(n - part.size, part.spines)] = -1
                yield row, self._share(part.size, part.spines)

    def _count_shapes(self) -> Floats:
        """A row for each shape: spines x the cost of a spine - that of its units - that of its cores, at most 0."""
        shapes = list(_list_shapes(min(self.room, self.grid.spines), self.deep, self.wide, self.grid.cell_spines))
        rows = np.zeros((len(shapes), self.count))
        for row, (pods, groups) in zip(rows, shapes, strict=True):
            row[-1] = sum(pods)
            for m in pods:
                row[self._unit(self.grid.unit_leaves, m)] -= self.grid.pod_units
            for p in groups:
                row[self.first[1] + p - 1] -= self.grid.group_cores
        return rows

    def _filling(self, side: int, numbers: Sequence[int]) -> tuple[Floats, float]:
        """The parts of a far rack pay no more than the laying of their links."""
        row = np.zeros(self.count)
        np.add.at(row, self.first[side] + np.array(numbers), 1.0)
        found = self.sides[side]
        return row, float(found.laying[sum(found.parts[number].links for number in numbers)])


def _list_shapes(room: int, deep: int, wide: int, cell: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The spines of each pod and of each group in a rack, for up to `room` spines.

    A pod and a group share at most `cell` spines, so k pods have no more spines than all groups with k cells of each.
    """
    for spines in range(1, room + 1):
        columns = list(_partitions(spines, wide))
        for pods in _partitions(spines, deep):
            for groups in columns:
                if all(sum(pods[:k]) <= sum(min(found, cell * k) for found in groups) for k in range(1, len(pods) + 1)):
                    yield pods, groups


def _partitions(whole: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a number as a sum of falling numbers of at most `most`."""
    if not whole:
        yield ()
    for first in range(min(whole, most), 0, -1):
        for rest in _partitions(whole - first, first):
            yield (first, *rest)
