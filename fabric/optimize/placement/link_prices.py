"""The prices of a placement problem as arrays: the cost of each block in each rack, all racks at once.

The person-time of links between two racks depends on their number and on the length only, and both take few values. So
f(n, L) is tabulated once, and a placement is priced by looking up.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.optimize.cabling.cover_table import BareCables, StageCables
from fabric.optimize.cabling.shortage import Surcharge
from fabric.project import LabourTable
from fabric.rules import FARTHEST, LENGTH_STEP_MM, CandidateRacks
from layouts import Floats, LongColumn

FORBIDDEN_MS = 10**12
"""Person-time of links that cannot be laid, since no pathway or no cable joins the racks. No plan takes as much."""


APART = -1
"""Stage of pairs of blocks that must stand apart; they have no links and no loads."""


class LinkCount(NamedTuple):
    """A row of the price table: some links of one stage between two racks."""

    stage: int
    """Index into the stages of the design."""
    links: int
    """Number of links between the two racks."""


class LinkEnds(NamedTuple):
    """The far ends of a block's links, as columns."""

    row: LongColumn
    """Row of the price table."""
    rack: LongColumn
    """Rack of the far end, by number."""
    place: LongColumn
    """Working place of the far end, by number."""
    is_b: NDArray[np.bool_]
    """Whether the block is the B end."""
    block: LongColumn
    """Block at the far end; -1 for devices that have a place."""


class LinkPrices:
    """Prices of links by stage, number and length.

    Rows of the tables are the `counts`. Column n is for a length of n steps of `LENGTH_STEP_MM`, column 0 inside one
    rack, the last column but one for racks that nothing joins, the last one for racks that only lanes between panels
    join: two cords inside racks. `length[c, r]` is the column for candidate c and rack r.
    """

    def __init__(
        self,
        racks: CandidateRacks,
        labour: LabourTable,
        cables: Sequence[StageCables],
        counts: Sequence[LinkCount],
        surcharges: Sequence[Surcharge] = (),
        shared: NDArray[np.bool_] | None = None,
    ):
        self.shared = np.zeros((0, 0), np.bool_) if shared is None else shared
        self.place = racks.place[racks.candidates].astype(np.int64)
        self.candidates = racks.candidates.astype(np.int64)
        joined = racks.steps[racks.steps < FARTHEST]
        last = int(joined.max(initial=0)) + 1
        self.length = np.where(racks.over_panels, last + 1, np.minimum(racks.steps, last))
        self.row_of = {count: row for row, count in enumerate(counts)}
        self.pull = np.full((len(counts), last + 2), FORBIDDEN_MS, np.int64)
        self.land = np.zeros((2, len(counts), last + 2), np.int64)
        for stage in sorted({count.stage for count in counts} - {APART}):
            rows = [row for row, count in enumerate(counts) if count.stage == stage]
            self._price_stage(cables[stage], rows, [counts[row].links for row in rows], last)
        for row, count in enumerate(counts):
            # A test ties up the place of the A end, like the plugging there.
            self.land[0][row] += labour.act_ms("test_link", count.links)
        for surcharge in surcharges:
            self._charge(surcharge, cables, counts)
        self.apart_row = self.row_of.get(LinkCount(APART, 0), -1)
        if self.apart_row >= 0:
            self.pull[self.apart_row] = self.land[:, self.apart_row] = 0
        self.work = self.pull + self.land[0] + self.land[1]
        if self.apart_row >= 0:
            # A block that holds both stands in one rack.
            self.work[self.apart_row, 0] = FORBIDDEN_MS

    def _charge(self, surcharge: Surcharge, cables: Sequence[StageCables], counts: Sequence[LinkCount]) -> None:
        """Adds a surcharge to the links that pay it."""
        first = surcharge.beyond_mm // LENGTH_STEP_MM + 1
        for row, count in enumerate(counts):
            if count.stage != APART and cables[count.stage].models == surcharge.models:
                self.pull[row, first:-2] += count.links * surcharge.per_link_ms

    def _price_stage(self, cables: StageCables, rows: list[int], links: list[int], last: int) -> None:
        """The rows of one stage, without tests."""
        reached = range(1, min(last, cables.reach_mm // LENGTH_STEP_MM + 1))
        if reached and (cables.has_jumpers or cables.table.trunk_legs):
            prices = cables.table.tabulate(links, [step * LENGTH_STEP_MM for step in reached], cables.has_jumpers)
            where = np.ix_(rows, reached)
            self.pull[where], self.land[0][where] = prices.pull_ms, prices.a_land_ms
            self.land[1][where] = prices.b_land_ms
        prices = cables.table.tabulate_in_rack(links)
        self.pull[rows, 0] = prices.pull_ms[:, 0]
        self.land[0, rows, 0], self.land[1, rows, 0] = prices.a_land_ms[:, 0], prices.b_land_ms[:, 0]
        if cables.has_jumpers and cables.table.legs == 1:
            cords_ms = prices.a_land_ms[:, 0] + prices.b_land_ms[:, 0]
            self.pull[rows, -1], self.land[:, rows, -1] = 2 * prices.pull_ms[:, 0], cords_ms
        for bare in cables.bare:
            self._price_bare(bare, rows, links, last)

    def _price_bare(self, bare: BareCables, rows: list[int], links: list[int], last: int) -> None:
        """Takes cables with modules of their own where all links between two racks cost less with them.

        The transceivers of all links are counted apart from the links, so those that are saved are taken off here.
        """
        table, most = bare.table, min(last, bare.reach_mm // LENGTH_STEP_MM + 1)
        reached = list(range(1, most)) if bare.joins_racks else []
        found = [([0], table.tabulate_in_rack(links))]
        if reached:
            found.append((reached, table.tabulate(links, [step * LENGTH_STEP_MM for step in reached], jumpers=True)))
        numbers = np.array(links, np.int64)[:, None]
        for columns, prices in found:
            where = np.ix_(rows, columns)
            a_ms, b_ms = prices.a_land_ms - numbers * bare.saved_ms[0], prices.b_land_ms - numbers * bare.saved_ms[1]
            is_less = prices.pull_ms + a_ms + b_ms < self.pull[where] + self.land[0][where] + self.land[1][where]
            self.pull[where] = np.where(is_less, prices.pull_ms, self.pull[where])
            self.land[0][where] = np.where(is_less, a_ms, self.land[0][where])
            self.land[1][where] = np.where(is_less, b_ms, self.land[1][where])

    def pair_prices(self, row: int, weights: Floats) -> Floats:
        """Weighted person-time of the links of two blocks: candidate of the A end by candidate of the B end.

        `weights[p]` is the price of each millisecond that ties up place p, beside the millisecond of work itself.
        """
        if row == self.apart_row:
            found: Floats = np.where(self.shared, float(FORBIDDEN_MS), 0.0)
            return found
        count = len(self.candidates)
        is_b = np.zeros(count, np.bool_)
        return self.price(LinkEnds(np.full(count, row), self.candidates, self.place, is_b, np.arange(count)), weights)

    def price(self, ends: LinkEnds, weights: Floats) -> Floats:
        """Weighted person-time of a block's links: candidate rack of the block by far end."""
        length = self.length[:, ends.rack]
        if not weights.any():
            least: Floats = self.work[ends.row, length].astype(np.float64)
            return least
        pull = self.pull[ends.row, length]
        own, other = (
            self.land[ends.is_b.astype(np.int64), ends.row, length],
            self.land[1 - ends.is_b.astype(np.int64), ends.row, length],
        )
        here = weights[self.place][:, None]
        there = weights[ends.place][None, :]
        # A pull inside one place ties that place up once.
        apart = self.place[:, None] != ends.place[None, :]
        found: Floats = pull + own + other + here * (pull + own) + there * (other + pull * apart)
        return found

    def add_loads(self, ends: LinkEnds, candidates: LongColumn | int, loads_ms: LongColumn) -> int:
        """Adds links to the loads of their places; returns their work in milliseconds.

        `candidates` are the racks of the near ends, one for each far end or one for all.
        """
        length = self.length[candidates, ends.rack]
        own_place = self.place[candidates]
        is_b = ends.is_b.astype(np.int64)
        pull = self.pull[ends.row, length]
        own, other = self.land[is_b, ends.row, length], self.land[1 - is_b, ends.row, length]
        np.add.at(loads_ms, own_place, pull + own if np.ndim(own_place) else (pull + own).sum())
        np.add.at(loads_ms, ends.place, other + np.where(ends.place != own_place, pull, 0))
        return int((pull + own + other).sum())
