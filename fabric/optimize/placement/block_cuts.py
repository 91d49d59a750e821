"""The cuts of a fabric into blocks that are worth placing: those whose bundles fill their trunks.

The cables between two racks cost f(n, L), which rises with the number of pulls. So the number of links between two
blocks should be a multiple of the links on a trunk. All cuts of each tier are priced together with all cuts of the
other tiers, at one length, and the cheapest combinations are listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from fabric.designs import Design
from fabric.optimize.cabling.cover_table import StageCables
from fabric.optimize.placement.blocks import Cut, CutPlan, cut_units, list_units
from fabric.project import LabourTable
from fabric.topology import TIERS
from layouts import IntColumn, LongColumn

NOMINAL_MM = 20_000
"""Length of cable at which cuts are compared; the order of the cuts hardly depends on it."""
DENSE = 12
"""Most switches of a rack for which all sizes of blocks are compared; beyond, the sizes would be too many."""
KEPT = 12
"""Cuts of each tier that are combined with those of the others, so that at most 12^3 combinations are ranked."""
HOSTS, UNCUT = -1, -2
"""Levels of devices and of switches that are not cut; the levels of other switches index `TIERS`."""

Units = Mapping[str, Sequence[Sequence[int]]]
"""For each tier, the switches of each unit that are to be placed."""


@dataclass(frozen=True, kw_only=True)
class CutProblem:
    """The problem of choosing the cuts that are worth placing."""

    design: Design
    """The fabric whose switches are cut into blocks."""
    labour: LabourTable
    """Person-time of opening a rack."""
    cables: Sequence[StageCables]
    """Cables of each stage of the design."""
    host_rack: IntColumn
    """Rack of each device, by number."""
    racked_switches: Mapping[str, str]
    """Switches that have a rack already, with it; they are not cut."""
    capacity: Mapping[str, int]
    """For each tier, the switches that the roomiest rack takes."""

    def list_units(self) -> Units:
        """The switches to place, by tier and unit."""
        found = {tier: list_units(self.design, tier, self.racked_switches) for tier in TIERS}
        return {tier: units for tier, units in found.items() if units}

    def list_cuts(self, tier: str, units: Sequence[Sequence[int]]) -> list[Cut]:
        """The cuts of a tier. Leaves that stay near their own devices are not joined with those of other units."""
        if tier == "leaf" and self.design.network.apart:
            # The two leaves of a device stand apart, so each leaf is placed by itself.
            return [Cut(1, 1, self.capacity.get(tier, 1))]
        near = tier == "leaf" and self.design.network.leaf_position in ("top-of-rack", "mid-row")
        return list(_list_cuts(units, self.capacity.get(tier, 1), 1 if near else len(units)))


@dataclass(frozen=True)
class CutPrices:
    """The person-time of the cables between blocks, by cut."""

    cuts: Mapping[str, Sequence[Cut]]
    """For each tier, the cuts that are compared."""
    own_ms: Mapping[str, LongColumn]
    """For each tier and cut: opening its racks, links to devices, and links inside the tier."""
    joint_ms: Mapping[tuple[str, str], LongColumn]
    """For each two tiers, the links between them: cuts of the lower tier by cuts of the upper tier."""

    def least_ms(self, tier: str) -> LongColumn:
        """For each cut of a tier, its person-time with the best cuts of the other tiers."""
        least: LongColumn = self.own_ms[tier].copy()
        for (low, high), prices in self.joint_ms.items():
            if tier in (low, high):
                least += prices.min(axis=1 if low == tier else 0)
        return least

    def keep_best(self, tier: str, count: int) -> "CutPrices":
        """The same prices with the `count` cheapest cuts of one tier only, in their old order."""
        best = sorted(np.argsort(self.least_ms(tier), kind="stable")[:count].tolist())
        joint_ms = {
            (low, high): prices[best] if low == tier else prices[:, best] if high == tier else prices
            for (low, high), prices in self.joint_ms.items()
        }
        return CutPrices(
            {**self.cuts, tier: [self.cuts[tier][i] for i in best]},
            {**self.own_ms, tier: self.own_ms[tier][best]},
            joint_ms,
        )

    def rank(self) -> list[CutPlan]:
        """All combinations of the cuts, the cheapest first."""
        tiers = list(self.cuts)
        at = {tier: number for number, tier in enumerate(tiers)}
        ranked = sorted(
            (
                sum(int(self.own_ms[tier][chosen[at[tier]]]) for tier in tiers)
                + sum(int(prices[chosen[at[low]], chosen[at[high]]]) for (low, high), prices in self.joint_ms.items()),
                chosen,
            )
            for chosen in product(*(range(len(self.cuts[tier])) for tier in tiers))
        )
        return [{tier: self.cuts[tier][chosen[at[tier]]] for tier in tiers} for _, chosen in ranked]


def list_cut_plans(problem: CutProblem, most: int) -> list[CutPlan]:
    """The `most` cheapest cut plans, the cheapest first; one empty plan where no switch is to be placed."""
    units = problem.list_units()
    pricing = _Pricing(problem, units)
    prices = pricing.price({tier: problem.list_cuts(tier, found) for tier, found in units.items()})
    for tier in prices.cuts:
        prices = prices.keep_best(tier, KEPT)
    return prices.rank()[:most]


def _list_cuts(units: Sequence[Sequence[int]], capacity: int, joined: int) -> Iterator[Cut]:
    """Rectangles of at most `capacity` switches of at most `joined` units.

    They are even shares of a unit, and all rectangles that fill more than half a rack. Where racks take more than
    `DENSE` switches, only even shares and full racks are listed.
    """
    longest = max(map(len, units))
    full = min(capacity, longest * len(units))
    for members in range(min(longest, capacity), 0, -1):
        even = longest % members == 0 or members == min(longest, capacity)
        most = min(joined, capacity // members)
        for count in range(most, 0, -1):
            if (even and count in (1, most)) or (2 * count * members > full and capacity <= DENSE):
                yield Cut(count, members, capacity)


@dataclass(frozen=True)
class _LevelLinks:
    """The links of one stage between two levels, as columns of their ends."""

    stage: int
    levels: tuple[int, int]
    a: LongColumn
    b: LongColumn


class _Blocks:
    """The blocks of one cut: the block of each switch, and their number."""

    def __init__(self, switches: int, units: Sequence[Sequence[int]], cut: Cut):
        self.of_switch = np.zeros(switches, np.int64)
        self.count = 0
        for members in cut_units(units, cut):
            self.of_switch[list(members)] = self.count
            self.count += 1


class _Pricing:
    """Prices the cables between blocks, at one length for all."""

    def __init__(self, problem: CutProblem, units: Units):
        self.units, self.cables = units, problem.cables
        fabric = problem.design.fabric
        self.hosts, self.switches = len(fabric.hosts), len(fabric.switches)
        racks = problem.host_rack
        self.host_rack = np.unique(racks, return_inverse=True)[1] if len(racks) else racks.astype(np.int64)
        self.racks = int(self.host_rack.max(initial=-1)) + 1
        self.open_ms = problem.labour.act_ms("mobilise", 1)
        self.links = self._list_level_links(problem.design)
        self.blocks: dict[tuple[str, Cut], _Blocks] = {}
        self.cover_ms: dict[tuple[int, int], int] = {}

    def price(self, cuts: Mapping[str, Sequence[Cut]]) -> CutPrices:
        """The prices of some cuts of each tier, alone and with those of the other tiers."""
        return CutPrices(
            cuts,
            {tier: np.array([self._own_ms(tier, cut) for cut in found], np.int64) for tier, found in cuts.items()},
            {
                (low, high): np.array(
                    [[self._between_ms(low, a, high, b) for b in cuts[high]] for a in cuts[low]], np.int64
                )
                for low, high in combinations(cuts, 2)
            },
        )

    def _list_level_links(self, design: Design) -> list[_LevelLinks]:
        """The links by stage and levels of both ends."""
        level = np.full(self.hosts + self.switches, UNCUT, np.int64)
        level[: self.hosts] = HOSTS
        for tier, found in self.units.items():
            for unit in found:
                level[[self.hosts + switch for switch in unit]] = TIERS.index(tier)
        links = design.fabric.links
        a, b = links.a_device.astype(np.int64), links.b_device.astype(np.int64)
        rows = []
        for stage in range(len(design.stages)):
            mask = links.stage == stage
            for low, high in np.unique(np.stack([level[a[mask]], level[b[mask]]]), axis=1).T.tolist():
                chosen = mask & (level[a] == low) & (level[b] == high)
                rows.append(_LevelLinks(stage, (low, high), a[chosen], b[chosen]))
        return rows

    def _blocks_of(self, tier: str, cut: Cut) -> _Blocks:
        if (tier, cut) not in self.blocks:
            self.blocks[tier, cut] = _Blocks(self.switches, self.units[tier], cut)
        return self.blocks[tier, cut]

    def _own_ms(self, tier: str, cut: Cut) -> int:
        """Opening the racks of the blocks, their links to devices and inside the tier."""
        level = TIERS.index(tier)
        blocks = self._blocks_of(tier, cut)
        block, count = blocks.of_switch, blocks.count
        total = count * self.open_ms
        for links in self.links:
            if links.levels == (HOSTS, level):
                pairs = self.host_rack[links.a] * count + block[links.b - self.hosts]
                total += self._laying_ms(links.stage, pairs, self.racks * count)
            elif links.levels == (level, HOSTS):
                pairs = self.host_rack[links.b] * count + block[links.a - self.hosts]
                total += self._laying_ms(links.stage, pairs, self.racks * count)
            elif links.levels == (level, level):
                pairs = block[links.a - self.hosts] * count + block[links.b - self.hosts]
                total += self._laying_ms(links.stage, pairs, count * count)
        return total

    def _between_ms(self, low: str, low_cut: Cut, high: str, high_cut: Cut) -> int:
        """The links between the blocks of two tiers."""
        levels = TIERS.index(low), TIERS.index(high)
        a_blocks, b_blocks = self._blocks_of(low, low_cut), self._blocks_of(high, high_cut)
        return sum(
            self._laying_ms(
                links.stage,
                a_blocks.of_switch[links.a - self.hosts] * b_blocks.count + b_blocks.of_switch[links.b - self.hosts],
                a_blocks.count * b_blocks.count,
            )
            for links in self.links
            if links.levels == levels
        )

    def _laying_ms(self, stage: int, pairs: LongColumn, count: int) -> int:
        """Laying links, each of which joins one of `count` numbered pairs of racks or blocks."""
        links = (
            np.bincount(pairs, minlength=count) if count < 4 * len(pairs) else np.unique(pairs, return_counts=True)[1]
        )
        return sum(self._cover_ms(stage, n) * many for n, many in enumerate(np.bincount(links).tolist()) if n and many)

    def _cover_ms(self, stage: int, links: int) -> int:
        """The cheapest cover of some links between two racks."""
        if (stage, links) not in self.cover_ms:
            cables = self.cables[stage]
            prices = cables.table.tabulate([links], [NOMINAL_MM], cables.has_jumpers)
            self.cover_ms[stage, links] = int((prices.pull_ms + prices.a_land_ms + prices.b_land_ms)[0, 0])
        return self.cover_ms[stage, links]
