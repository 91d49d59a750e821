"""The least work of the links that depend on the racks of the leaves: those of the racks they serve, and their uplinks.

For each rack z that may hold a switch of the top tier, F(z) is the sum over units of the cheapest way to divide the
unit's leaves over racks x. A part in rack x costs

- the links of the served racks at their true distance to x,
- the price of the part (fabric.bounds.rack_prices),
- s x links x walk(x, z), with s the least that a metre costs a link in any pull.

The uplinks of a leaf, paired with those of the spines, lead to all tops alike. No walk over a spine is shorter than the
direct one. So the work is at least the mean of F over the racks of the tops. These are at best the cheapest racks that
hold all tops.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import gcd
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from fabric.bounds.clos_structure import ClosStructure
from fabric.bounds.facts import PullSizes
from fabric.bounds.leaf_floor import LeafFloor, ServedLinks
from fabric.bounds.least_work import least_laying_ms, least_link_ms, tabulate_least_ms
from fabric.bounds.rack_prices import cheapest_units, price_parts_ms
from fabric.bounds.spine_prices import lay_spines
from fabric.project import LabourTable
from layouts import Floats, IntColumn


class LeafLaying(NamedTuple):
    """The least laying of the links of served racks and the uplinks of all leaves, and perhaps of those of spines."""

    least_ms: int
    """Person-time, without plugging."""
    holds_cores: bool = False
    """Whether it counts the links between spines and cores."""


def least_leaf_laying_ms(labour: LabourTable, structure: ClosStructure, floor: LeafFloor, pulls: PullSizes) -> int:
    """Least person-time to lay the links of the served racks and the uplinks of all leaves, without plugging."""
    return lay_leaves(labour, replace(structure, grid=None), floor, pulls).least_ms


def lay_leaves(labour: LabourTable, structure: ClosStructure, floor: LeafFloor, pulls: PullSizes) -> LeafLaying:
    """Least person-time to lay the links of the served racks and of the leaves, with those of cores where that is more.

    Prices are compared without distances, since these take most of the time.
    """
    if not len(floor.able):
        return LeafLaying(0)
    served = ServedLinks(labour, structure, floor, pulls)
    parts_ms = [served.parts_ms(unit) for unit in range(len(structure.leaves))]
    prices_ms = _uplink_prices_ms(labour, structure, floor, pulls, parts_ms)
    length_mm = 2 * int(floor.inside_mm[floor.able].min())
    spines = lay_spines(labour, structure, floor.most, length_mm, pulls, _typical_ms(structure, parts_ms))
    if spines is not None:
        cores = 0 if structure.core_rows is None else int(structure.core_rows.sum())
        apart_ms = least_laying_ms(labour, cores, length_mm, True, pulls) + _nearest_ms(structure, parts_ms, prices_ms)
        if spines.least_ms + _nearest_ms(structure, parts_ms, -spines.credit_ms) <= apart_ms:
            spines = None
    if spines is not None:
        prices_ms = -spines.credit_ms
    per_mm = least_ms_per_mm(labour, pulls)
    totals = np.zeros((len(structure.tops), len(floor.able)))
    for unit, leaves in enumerate(structure.leaves):
        for total, ways in zip(totals, structure.ways, strict=True):
            far_ms = [links * sum(structure.tops) * per_mm for links in ways[unit]]
            total += cheapest_units(leaves, _nearest(parts_ms[unit] + prices_ms[:, None], floor.walk_mm, far_ms))
    whole = _mean_of_cheapest(totals, floor.racks.most[floor.able], structure.tops)
    if any(rate.is_per_metre and rate.person_ms % 1000 for rate in labour.rates.values()):
        # Rounding can add 1 ms to a pull, so each link, being in one pull, may gain 1 ms over its per-metre share.
        whole -= sum(leaves * structure.uplinks for leaves in structure.leaves)
    return LeafLaying(round_down_ms(labour, whole + (spines.least_ms if spines else 0)), spines is not None)


def _nearest_ms(structure: ClosStructure, parts_ms: Sequence[Floats], prices_ms: Floats) -> float:
    """What all units pay at least at some prices of parts, each part in the rack that is nearest to its devices."""
    return sum(
        float(cheapest_units(leaves, (part.min(axis=1) + prices_ms)[:, None])[0])
        for leaves, part in zip(structure.leaves, parts_ms, strict=True)
    )


def _typical_ms(structure: ClosStructure, parts_ms: Sequence[Floats]) -> Floats:
    """What a part of 0, 1, ... leaves of the largest units pays for its links to devices at least, on average."""
    largest = max(structure.leaves)
    nearest = [part.min(axis=1) for leaves, part in zip(structure.leaves, parts_ms, strict=True) if leaves == largest]
    found: Floats = np.mean(nearest, axis=0)
    return found


def _uplink_prices_ms(
    labour: LabourTable, structure: ClosStructure, floor: LeafFloor, pulls: PullSizes, parts_ms: Sequence[Floats]
) -> Floats:
    """The price of the uplinks of a part of 0, 1, ... leaves, at the shortest way between two racks."""
    length_mm = 2 * int(floor.inside_mm[floor.able].min())
    laying_ms = tabulate_least_ms(labour, floor.most * structure.uplinks, [length_mm], True, pulls)[:, 0]
    single_ms = single_parts_ms(structure, laying_ms.tolist(), floor.most, least_link_ms(labour, pulls))
    typical_ms = _typical_ms(structure, parts_ms).tolist()
    return price_parts_ms(max(structure.leaves), typical_ms, single_ms, laying_ms[:: structure.uplinks].tolist())


def single_parts_ms(structure: ClosStructure, laying_ms: Sequence[int], room: int, link_ms: int) -> list[int]:
    """The least laying of the uplinks of 0, 1, ... leaves of one unit that have a rack to themselves.

    `laying_ms[n]` is the least laying of n links. A rack takes at most `room` of the spines that the uplinks lead to.
    So the spines part into sets of at most `room`, and each set costs no less than the fewest links that lead to it.
    Links beyond these add `link_ms` each.
    """
    found = []
    for k in range(min(max(structure.leaves), room) + 1):
        costs = []
        for fan in structure.fans:
            if k < len(fan.links):
                least = fan.links[k]
                parts = [0]
                for n in range(1, fan.spines + 1):
                    parts.append(min(parts[n - j] + laying_ms[j * least] for j in range(1, min(n, room) + 1)))
                costs.append(parts[fan.spines] + (k * structure.uplinks - fan.spines * least) * link_ms)
        found.append(max(laying_ms[k * structure.uplinks], min(costs)))
    return found


def least_ms_per_mm(labour: LabourTable, pulls: PullSizes, links: int | None = None) -> float:
    """The least person-milliseconds that a millimetre costs one link, in a pull of any form.

    `links` are the most links that a pull can have here; None: no fewer than the largest pull holds.
    """
    per_mm = {act: labour.rates[act].person_ms / 1000 for act in ("pull_trunk_per_m", "pull_jumper_per_m")}
    most = min(pulls.largest, links or pulls.largest)
    return min(per_mm["pull_jumper_per_m"], per_mm["pull_trunk_per_m"] / most)


def round_down_ms(labour: LabourTable, whole_ms: float) -> int:
    """The time rounded down to the largest unit that all rates are multiples of, at least 0.

    So twice the minutes of all rates make exactly twice the bound.
    """
    unit = max(1, gcd(*(rate.person_ms for rate in labour.rates.values())))
    return max(0, int(whole_ms // unit) * unit)


def _nearest(part_ms: Floats, walks: IntColumn, far_ms: Sequence[float]) -> Floats:
    """The cheapest rack x for each part of k leaves (rows) and each rack z of a top (columns).

    A part costs `part_ms[k, x]` in rack x, and `far_ms[k]` for each millimetre of the walk from x to z. `far_ms` may
    have fewer entries than `part_ms`: a unit with fewer leaves has no larger parts.
    """
    found = np.zeros_like(part_ms)
    for k in range(1, len(part_ms)):
        cost, weight = part_ms[k], far_ms[min(k, len(far_ms) - 1)]
        best = int(np.argmin(cost))
        # A rack cannot win if it costs more than the cheapest rack plus that rack's longest walk.
        longest = float(walks[best].max(initial=0))
        near = np.flatnonzero(cost <= cost[best] + weight * longest)
        found[k] = (cost[near][:, None] + weight * walks[near]).min(axis=0)
    return found


def _mean_of_cheapest(totals: Floats, most: IntColumn, tops: Sequence[int]) -> float:
    """The least mean price of all tops. `totals` has shape (kinds, racks).

    There are `tops[c]` switches of kind c; rack r holds `most[r]` switches.
    """
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
    # Where racks hold fewer than all tops there is no plan, and any mean is a bound.
    return float(cheapest.mean()) if len(cheapest) else 0.0
