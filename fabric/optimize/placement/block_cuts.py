"""Which cuts of a fabric into blocks are worth placing: those whose bundles fill their trunks.

The wiring between two racks costs f(n, L), and f grows with the number of pulls: what racks hold should make bundles
that trunks divide. All cuts of each tier are priced against all cuts of the next, at one length for all, and the best
combinations are listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design
from fabric.optimize.cabling.covers import CoverTable
from fabric.optimize.placement.blocks import Cut, CutPlan, cut_units, list_units
from fabric.project import LabourTable
from fabric.topology import TIERS
from layouts import IntColumn

NOMINAL_MM = 20_000
"""The length at which cuts are compared; which is best hardly depends on it."""
DENSE = 12
"""Up to so many switches a rack, all sizes of blocks are compared."""
KEPT = 12
"""So many cuts of each tier are combined with those of the others."""


def list_cut_plans(
    design: Design,
    labour: LabourTable,
    tables: Mapping[int, CoverTable],
    has_jumpers: Mapping[int, bool],
    host_rack: IntColumn,
    standing: Mapping[str, str],
    capacity: Mapping[str, int],
    most: int,
) -> list[CutPlan]:
    """The `most` cheapest templates, cheapest first. `capacity` is what the roomiest rack takes of each tier,
    `host_rack` the rack of each device. Leaves that keep to their own devices are not joined with those of others.
    """
    units: dict[str, list[list[int]]] = {tier: list_units(design, tier, standing) for tier in TIERS}
    near = design.network.leaf_position in ("top-of-rack", "mid-row")
    cuts = {
        tier: list(_list_cuts(units[tier], capacity.get(tier, 1), 1 if tier == "leaf" and near else len(units[tier])))
        for tier in TIERS
        if units[tier]
    }
    if not cuts:
        return [{}]
    pricing = _Pricing(design, labour, tables, has_jumpers, host_rack, units)
    tiers = list(cuts)
    own = {tier: [pricing.own_ms(tier, cut) for cut in cuts[tier]] for tier in tiers}
    joint = {
        (low, high): np.array([[pricing.between_ms(low, a, high, b) for b in cuts[high]] for a in cuts[low]])
        for i, low in enumerate(tiers)
        for high in tiers[i + 1 :]
    }
    for tier in tiers:
        # Each by the least that it costs with any cuts of the others.
        least = np.array(own[tier])
        for (low, high), prices in joint.items():
            least = least + (prices.min(axis=1) if low == tier else prices.min(axis=0) if high == tier else 0)
        best = sorted(np.argsort(least, kind="stable")[:KEPT].tolist())
        cuts[tier], own[tier] = [cuts[tier][i] for i in best], [own[tier][i] for i in best]
        for low, high in joint:
            if tier in (low, high):
                joint[low, high] = joint[low, high][best] if low == tier else joint[low, high][:, best]
    ranked = sorted(
        (
            sum(own[tier][chosen[i]] for i, tier in enumerate(tiers))
            + sum(int(joint[low, high][chosen[tiers.index(low)], chosen[tiers.index(high)]]) for low, high in joint),
            chosen,
        )
        for chosen in product(*(range(len(cuts[tier])) for tier in tiers))
    )
    return [{tier: cuts[tier][chosen[i]] for i, tier in enumerate(tiers)} for _, chosen in ranked[:most]]


def _list_cuts(units: Sequence[Sequence[int]], capacity: int, joined: int) -> Iterator[Cut]:
    """Rectangles of at most `capacity` switches of at most `joined` units: even shares of a unit, and all that fill
    more than half a rack.

    Where racks take many switches, only even shares and full racks.
    """
    longest = max(map(len, units))
    full = min(capacity, longest * len(units))
    for members in range(min(longest, capacity), 0, -1):
        even = longest % members == 0 or members == min(longest, capacity)
        most = min(joined, capacity // members)
        for count in range(most, 0, -1):
            if (even and count in (1, most)) or (2 * count * members > full and capacity <= DENSE):
                yield Cut(count, members, capacity)


class _Pricing:
    """Person-time of the wiring between blocks, by cut."""

    def __init__(
        self,
        design: Design,
        labour: LabourTable,
        tables: Mapping[int, CoverTable],
        has_jumpers: Mapping[int, bool],
        host_rack: IntColumn,
        units: Mapping[str, Sequence[Sequence[int]]],
    ):
        self.units, self.tables, self.has_jumpers = units, tables, has_jumpers
        links = design.fabric.links
        self.hosts = len(design.fabric.hosts)
        self.switches = len(design.fabric.switches)
        self.host_rack = np.unique(host_rack, return_inverse=True)[1] if len(host_rack) else host_rack
        self.racks = int(self.host_rack.max(initial=-1)) + 1
        self.open_ms = labour.act_ms("mobilise", 1)
        tier_of = {s: t for t, found in units.items() for unit in found for s in unit}
        tiers = np.array(
            [-1] * self.hosts + [TIERS.index(tier_of[s]) if s in tier_of else -2 for s in range(self.switches)],
            np.int64,
        )
        self.rows: dict[tuple[int, int, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        a, b = links.a_device.astype(np.int64), links.b_device.astype(np.int64)
        for stage in range(len(design.stages)):
            mask = links.stage == stage
            for ends in {(int(x), int(y)) for x, y in np.unique(np.stack([tiers[a[mask]], tiers[b[mask]]]), axis=1).T}:
                rows = mask & (tiers[a] == ends[0]) & (tiers[b] == ends[1])
                self.rows[stage, *ends] = a[rows], b[rows]
        self.numbers: dict[tuple[str, Cut], tuple[IntColumn, int]] = {}
        self.price: dict[tuple[int, int], int] = {}

    def number(self, tier: str, cut: Cut) -> tuple[IntColumn, int]:
        """The block of each switch, and how many there are."""
        if (tier, cut) not in self.numbers:
            block = np.zeros(self.switches, np.int32)
            count = 0
            for count, members in enumerate(cut_units(self.units[tier], cut), start=1):
                block[list(members)] = count - 1
            self.numbers[tier, cut] = block, count
        return self.numbers[tier, cut]

    def own_ms(self, tier: str, cut: Cut) -> int:
        """Opening the racks of its blocks, their links to devices and inside them."""
        level = TIERS.index(tier)
        block, count = self.number(tier, cut)
        total = count * self.open_ms
        for (stage, x, y), (a, b) in self.rows.items():
            if (x, y) == (-1, level):
                total += self._laid(stage, self.host_rack[a] * count + block[b - self.hosts], self.racks * count)
            elif (x, y) == (level, -1):
                total += self._laid(stage, self.host_rack[b] * count + block[a - self.hosts], self.racks * count)
            elif x == y == level:
                total += self._laid(
                    stage, block[a - self.hosts].astype(np.int64) * count + block[b - self.hosts], count * count
                )
        return total

    def between_ms(self, low: str, low_cut: Cut, high: str, high_cut: Cut) -> int:
        """The links between the blocks of two tiers."""
        ends = TIERS.index(low), TIERS.index(high)
        a_block, a_count = self.number(low, low_cut)
        b_block, b_count = self.number(high, high_cut)
        total = 0
        for (stage, x, y), (a, b) in self.rows.items():
            if (x, y) == ends:
                key = a_block[a - self.hosts].astype(np.int64) * b_count + b_block[b - self.hosts]
                total += self._laid(stage, key, a_count * b_count)
        return total

    def _laid(self, stage: int, key: NDArray[np.int64], size: int) -> int:
        links = np.bincount(key, minlength=size) if size < 4 * len(key) else np.unique(key, return_counts=True)[1]
        return sum(self._price(stage, n) * k for n, k in enumerate(np.bincount(links).tolist()) if n and k)

    def _price(self, stage: int, links: int) -> int:
        if (stage, links) not in self.price:
            table = self.tables[stage]
            prices = table.tabulate([links], [NOMINAL_MM], self.has_jumpers[stage])
            self.price[stage, links] = int((prices.pull_ms + prices.a_land_ms + prices.b_land_ms)[0, 0])
        return self.price[stage, links]
