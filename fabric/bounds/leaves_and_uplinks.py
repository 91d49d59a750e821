"""The least work of the links that depend on where the leaves stand: those of the racks they serve, and their uplinks.

Per rack z that may hold a switch of the top tier let F(z) be the sum over units of the cheapest way to part the unit's
leaves over racks x: the links of the served racks at their true distance to x, the price of each part
(fabric.bounds.rack_prices), and s x links x walk(x, z), with s the least that a metre costs a link in any pull. The
uplinks
of a leaf, paired with those of the spines, lead to all tops alike, and no walk over a spine is shorter than the direct
one. So the work is at least the mean of F over the racks of the tops; these are at best the cheapest that hold them.
"""

from collections.abc import Mapping, Sequence
from math import gcd

import numpy as np
from scipy.optimize import linear_sum_assignment

from fabric.bounds.clos_structure import ClosStructure
from fabric.bounds.least_work import least_link_ms, tabulate_least_ms
from fabric.bounds.rack_prices import cheapest_units, price_parts_ms
from fabric.project import LabourTable
from fabric.rules import CandidateRacks
from layouts import UNREACHED, Floats, IntColumn

STEP_MM = 100
"""Lengths are compared in such steps, rounded down."""


def lay_together_ms(
    labour: LabourTable,
    regular: ClosStructure,
    served: Mapping[str, tuple[int, int]],
    terrain: CandidateRacks,
    inside_mm: IntColumn,
    legs: Sequence[int],
    bundle: int,
) -> int:
    """Person-time, without plugging. `served` maps racks of devices to their index and their way inside, `inside_mm` is
    the least way inside each candidate rack.
    """
    able = np.flatnonzero(terrain.most > 0).astype(np.int32)
    if not len(able):
        return 0
    walks = terrain.walk_mm[np.ix_(able, terrain.candidates[able])]
    end_mm = int(inside_mm[able].min())
    most = min(max(regular.leaves), int(terrain.most.max()))
    room = int(terrain.most.max())
    table = tabulate_least_ms(labour, room * regular.uplinks, [2 * end_mm], True, legs, bundle)[:, 0]
    rack_ms = table[:: regular.uplinks].tolist()
    single_ms = single_parts_ms(regular, table.tolist(), room, least_link_ms(labour, legs, bundle))
    units = _Units(labour, regular, served, terrain, inside_mm, able, legs, bundle)
    alone = [units.part_ms(u, most) for u in range(len(regular.leaves))]
    largest = max(regular.leaves)
    typical = np.mean([part.min(axis=1) for u, part in enumerate(alone) if regular.leaves[u] == largest], axis=0)
    price = price_parts_ms(largest, typical.tolist(), single_ms, rack_ms)
    per_mm = metre_share(labour, legs, bundle)
    totals = np.zeros((len(regular.tops), len(able)))
    for u, leaves in enumerate(regular.leaves):
        for total, ways in zip(totals, regular.ways, strict=True):
            far = [links * sum(regular.tops) * per_mm for links in ways[u]]
            total += cheapest_units(leaves, _nearest(alone[u] + price[:, None], walks, far))
    whole = _mean_of_cheapest(totals, terrain.most[able], regular.tops)
    if any(rate.is_per_metre and rate.person_ms % 1000 for rate in labour.rates.values()):
        # Rounded up, a pull may be 1 ms dearer at its least length than a metre's share says; a link is in one pull.
        whole -= sum(leaves * regular.uplinks for leaves in regular.leaves)
    return round_down_ms(labour, whole)


def single_parts_ms(regular: ClosStructure, laying_ms: Sequence[int], room: int, link_ms: int) -> list[int]:
    """What the uplinks of 0, 1, ... leaves of one unit cost at least that have a rack alone, `laying_ms[n]` being the
    least laying of n links.

    Racks take at most `room` of the switches that they lead to. So these part into sets, each of which costs no less
    than as many links as lead to it at least; links that are not counted so add `link_ms` each.
    """
    found = []
    for k in range(min(max(regular.leaves), room) + 1):
        costs = []
        for ends, links in regular.fans:
            if k < len(links):
                parts = [0]
                for n in range(1, ends + 1):
                    parts.append(min(parts[n - j] + laying_ms[j * links[k]] for j in range(1, min(n, room) + 1)))
                costs.append(parts[ends] + (k * regular.uplinks - ends * links[k]) * link_ms)
        found.append(max(laying_ms[k * regular.uplinks], min(costs)))
    return found


def metre_share(labour: LabourTable, legs: Sequence[int], bundle: int, links: int | None = None) -> float:
    """The least person-milliseconds that a millimetre costs one link in a pull of any form, of so many `links` at
    most.
    """
    per_mm = {act: labour.rates[act].person_ms / 1000 for act in ("pull_trunk_per_m", "pull_jumper_per_m")}
    most = max(1, bundle, *legs)
    return min(per_mm["pull_jumper_per_m"], per_mm["pull_trunk_per_m"] / min(most, links or most))


def round_down_ms(labour: LabourTable, whole_ms: float) -> int:
    """Down to what all rates are multiples of, so that twice the minutes make exactly twice the bound."""
    unit = max(1, gcd(*(rate.person_ms for rate in labour.rates.values())))
    return max(0, int(whole_ms // unit) * unit)


def _nearest(part_ms: Floats, walks: IntColumn, far_ms: Sequence[float]) -> Floats:
    """Per part of k leaves and rack z of a top: the least over racks x of the part at x and its way to z, each mm of
    which costs `far_ms[k]`. A unit with fewer leaves has no larger parts.
    """
    found = np.zeros_like(part_ms)
    for k in range(1, len(part_ms)):
        cost, weight = part_ms[k], far_ms[min(k, len(far_ms) - 1)]
        best = int(np.argmin(cost))
        # What is dearer at x than the best rack with its longest way is nobody's choice.
        longest = float(walks[best].max(initial=0))
        near = np.flatnonzero(cost <= cost[best] + weight * longest)
        found[k] = (cost[near][:, None] + weight * walks[near]).min(axis=0)
    return found


def _mean_of_cheapest(totals: Floats, most: IntColumn, tops: Sequence[int]) -> float:
    """The least mean over all tops, `tops[c]` of each class, in racks that hold so many of them: (classes, racks)."""
    slots = sum(tops)
    useful: set[int] = set()
    for total in totals:
        order = np.argsort(total, kind="stable")
        useful |= set(order[: 1 + int(np.searchsorted(np.cumsum(most[order]), slots))].tolist())
    rack = np.repeat(sorted(useful), [min(slots, int(most[r])) for r in sorted(useful)])
    if len(tops) == 1:
        cheapest = np.sort(totals[0, rack])[:slots]
    else:
        prices = np.repeat(totals[:, rack], tops, axis=0)
        cheapest = prices[linear_sum_assignment(prices)]
    # Where racks hold fewer than all tops there is no plan, and any mean holds.
    return float(cheapest.mean()) if len(cheapest) else 0.0


class _Units:
    """Prices of the links between served racks and parts of their unit's leaves, in every rack at once."""

    def __init__(
        self,
        labour: LabourTable,
        regular: ClosStructure,
        served: Mapping[str, tuple[int, int]],
        terrain: CandidateRacks,
        inside_mm: IntColumn,
        able: IntColumn,
        legs: Sequence[int],
        bundle: int,
    ):
        self.regular, self.served, self.terrain, self.able = regular, served, terrain, able
        self.inside_mm = inside_mm[able]
        most = min(max(regular.leaves), int(terrain.most.max()))
        links = most * max((count for racks in regular.served for _, count in racks), default=0)
        walks = terrain.walk_mm[able]
        farthest = int(walks[walks < UNREACHED].max(initial=0)) + int(self.inside_mm.max())
        farthest += max((rise for _, rise in served.values()), default=0)
        lengths = np.arange(0, farthest + STEP_MM, STEP_MM)
        inside = tabulate_least_ms(labour, links, [0], True, legs, bundle)
        # The last column is for a leaf in the rack itself.
        self.table = np.concatenate([tabulate_least_ms(labour, links, lengths, False, legs, bundle), inside], axis=1)

    def part_ms(self, unit: int, most: int) -> Floats:
        """The links of all served racks to parts of 0..most leaves in each rack: (most + 1, racks)."""
        found = np.zeros((most + 1, len(self.able)))
        racks = self.regular.served[unit]
        if not racks:
            return found
        index, rise = np.array([self.served[name] for name, _ in racks]).T
        ways = self.terrain.walk_mm[np.ix_(self.able, index)].astype(np.int64) + self.inside_mm[:, None] + rise
        column = np.minimum(ways // STEP_MM, self.table.shape[1] - 2)
        column[self.terrain.candidates[self.able][:, None] == index] = self.table.shape[1] - 1
        each = np.array([count for _, count in racks])
        for k in range(1, most + 1):
            found[k] = self.table[k * each, column].sum(axis=1)
        # A unit has fewer leaves than some others: larger parts of it cost no less.
        return found
