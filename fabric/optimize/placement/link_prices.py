"""The prices of a placement question as arrays: what each block would cost in each rack, all racks at once.

For links between two racks the person-time depends on their number and on the length only, and both take few values:
f(n, L) is tabulated once, and a placement is priced by looking up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.optimize.cabling.covers import CoverTable
from fabric.project import LabourTable
from fabric.rules import FARTHEST, LENGTH_STEP_MM, CandidateRacks
from layouts import LongColumn

FORBIDDEN_MS = 10**12
"""Work of a pair that no pathway joins or nothing spans: more than any plan has."""
Weights = NDArray[np.float64]
"""Per place: what a millisecond of its load costs beside the millisecond of work that it is."""


@dataclass(frozen=True)
class LinkEnds:
    """The far ends of a block's links as columns: row of the price table, rack and place of the far end, whether the
    block is the B end; `group` is the block there, -1 for devices that have a place.
    """

    row: LongColumn
    rack: LongColumn
    place: LongColumn
    is_b: NDArray[np.bool_]
    group: LongColumn


class LinkPrices:
    """Prices of links by (stage, number) and length. `length[c, r]` are columns of the price table.

    Column n is for a length of n steps, column 0 inside one rack, the last one for racks that nothing joins.
    """

    def __init__(
        self,
        terrain: CandidateRacks,
        labour: LabourTable,
        tables: Mapping[int, CoverTable],
        has_jumpers: Mapping[int, bool],
        reach_mm: Mapping[int, int],
        counts: Sequence[tuple[int, int]],
    ):
        self.place = terrain.place[terrain.candidates].astype(np.int64)
        self.rack_place = terrain.place.astype(np.int64)
        self.candidates = terrain.candidates.astype(np.int64)
        joined = terrain.steps[terrain.steps < FARTHEST]
        last = int(joined.max(initial=0)) + 1
        self.length = np.minimum(terrain.steps, last)
        self.row_of = {count: row for row, count in enumerate(counts)}
        columns = last + 1
        self.pull = np.full((len(counts), columns), FORBIDDEN_MS, np.int64)
        self.land = np.zeros((2, len(counts), columns), np.int64)
        for stage in sorted({stage for stage, _ in counts}):
            rows = [row for row, (other, _) in enumerate(counts) if other == stage]
            links = [counts[row][1] for row in rows]
            table, jumpers = tables[stage], has_jumpers[stage]
            reached = range(1, min(last, reach_mm[stage] // LENGTH_STEP_MM + 1))
            if reached and (jumpers or table.trunk_legs):
                prices = table.tabulate(links, [step * LENGTH_STEP_MM for step in reached], jumpers)
                where = np.ix_(rows, reached)
                self.pull[where], self.land[0][where] = prices.pull_ms, prices.a_land_ms
                self.land[1][where] = prices.b_land_ms
            for row, number in zip(rows, links, strict=True):
                cover = table.in_rack(number)
                self.pull[row, 0], self.land[0][row, 0], self.land[1][row, 0] = (
                    cover.pull_ms,
                    cover.a_land_ms,
                    cover.b_land_ms,
                )
                # A test ties up the place of the A end, like the plugging there.
                self.land[0][row] += labour.act_ms("test_link", number)
        self.work = self.pull + self.land[0] + self.land[1]

    def pair_prices(self, row: int, weights: Weights) -> Weights:
        """Weighted person-time of the links of two blocks: (candidate rack of the A end, that of the B end)."""
        count = len(self.candidates)
        is_b = np.zeros(count, np.bool_)
        return self.price(LinkEnds(np.full(count, row), self.candidates, self.place, is_b, np.arange(count)), weights)

    def price(self, ends: LinkEnds, weights: Weights) -> Weights:
        """Weighted person-time of a block's links, per candidate rack of the block: (candidates, ends)."""
        length = self.length[:, ends.rack]
        if not weights.any():
            least: Weights = self.work[ends.row, length].astype(np.float64)
            return least
        pull = self.pull[ends.row, length]
        own, other = (
            self.land[ends.is_b.astype(np.int64), ends.row, length],
            self.land[1 - ends.is_b.astype(np.int64), ends.row, length],
        )
        here = weights[self.place][:, None]
        there = weights[ends.place][None, :]
        apart = self.place[:, None] != ends.place[None, :]
        found: Weights = pull + own + other + here * (pull + own) + there * (other + pull * apart)
        return found

    def add_loads(self, ends: LinkEnds, candidate: int, loads: LongColumn) -> int:
        """Adds the load of a block's links to their places, the block standing in a rack; returns the work."""
        length = self.length[candidate, ends.rack]
        own_place = self.place[candidate]
        is_b = ends.is_b.astype(np.int64)
        pull = self.pull[ends.row, length]
        own, other = self.land[is_b, ends.row, length], self.land[1 - is_b, ends.row, length]
        loads[own_place] += int((pull + own).sum())
        np.add.at(loads, ends.place, other + np.where(ends.place != own_place, pull, 0))
        return int((pull + own + other).sum())


def ends_of(field: LinkPrices, rows: Sequence[tuple[int, int, int, bool, int]]) -> LinkEnds:
    """Ends as columns from (row, rack, place, whether the block is the B end, group at the far end)."""
    table = np.array([tuple(map(int, row)) for row in rows], np.int64).reshape(-1, 5)
    return LinkEnds(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool), table[:, 4])
