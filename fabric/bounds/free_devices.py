"""The least work of devices that stand in no rack yet, wherever the planner puts them.

The devices without a rack have J links in a network. They may stand in many racks. Rack r takes devices with at most
c_r of these links, beside the n_r links of devices that stand there already. The laying of rack r is then at least

    g_r(j) = max(f(n_r + j, l_r), f(n_r, L_r)) - f(n_r, L_r)    more than without them

for j more links. Here L_r is the shortest cable of the devices that stand there, and l_r the shortest one that any
device could have in that rack. A rack without a device is opened as well. The least sum of g_r(j_r) over all
j_1 + j_2 + ... = J, 0 <= j_r <= c_r, follows by dynamic programming over the racks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import PullSizes
from fabric.bounds.least_work import tabulate_least_ms
from fabric.project import LabourTable
from layouts import divide_up

Costs = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class OpenRack:
    """A rack with room for devices that have no place yet."""

    standing: int
    """Links of the devices that stand there already."""
    standing_mm: int
    """Length of the shortest cable that these links could have."""
    most: int
    """Most links of devices without a place that the rack takes."""
    shortest_mm: int
    """Length of the shortest cable that any device could have there."""
    may_patch: bool
    """Whether a switch may stand in the rack itself."""
    is_empty: bool
    """Whether no device of the project stands there, so that the rack is opened for the new ones."""


@dataclass(frozen=True, kw_only=True)
class FreeDevices:
    """The devices of a network that stand in no rack yet."""

    links: int
    """Their links that are laid by pulls."""
    step: int
    """Greatest number that divides the links of each device."""
    racks: tuple[OpenRack, ...]
    """Racks that take at least one of them."""
    optics: int
    """Their transceivers."""
    places: frozenset[int]
    """Numbers of the places where they may show their ports."""


def least_laying_of_free_ms(labour: LabourTable, free: FreeDevices, pulls: PullSizes, ends: int, open_ms: int) -> int:
    """The least person-time that the links of these devices add, plugging left out.

    One or two `ends` of each pull are landed. Each rack without a device is opened in `open_ms`.
    """
    if not free.links or not free.racks:
        return 0
    step, count = free.step, free.links // free.step
    most = max(min(rack.most, free.links) + rack.standing for rack in free.racks)
    lengths = sorted({mm for rack in free.racks for mm in (rack.standing_mm, rack.shortest_mm)})
    column = {length: index for index, length in enumerate(lengths)}
    tables = {
        may_patch: tabulate_least_ms(labour, most, lengths, may_patch, pulls, ends)
        for may_patch in {rack.may_patch for rack in free.racks}
    }
    best: Costs = np.full(count + 1, np.iinfo(np.int64).max // 4, np.int64)
    best[0] = 0
    for rack in _list_useful(free):
        table = tables[rack.may_patch]
        before = int(table[rack.standing, column[rack.standing_mm]])
        largest = min(rack.most, free.links) // step
        rows = rack.standing + step * np.arange(largest + 1)
        added = np.maximum(table[rows, column[rack.shortest_mm]], before) - before
        added[1:] += open_ms if rack.is_empty else 0
        found = best.copy()
        for more in range(1, largest + 1):
            np.minimum(found[more:], best[:-more] + int(added[more]), out=found[more:])
        best = found
    # Where the racks do not take all devices there is no plan, and any figure is a bound.
    return int(best[count]) if best[count] < np.iinfo(np.int64).max // 4 else 0


def _list_useful(free: FreeDevices) -> Iterator[OpenRack]:
    """The racks, of equal empty ones no more than a best choice uses.

    Two of these whose links fit one of them cost no less than that one, since f is subadditive. So any two of the racks
    that are used hold more than one takes, and fewer than 2 J / c + 2 racks are used.
    """
    for rack, count in Counter(free.racks).items():
        useful = 2 * divide_up(free.links, max(1, min(rack.most, free.links))) + 1
        yield from [rack] * (min(count, useful) if rack.is_empty and not rack.standing else count)
