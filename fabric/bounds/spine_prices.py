"""The least laying of all links of spines for one design, and what the parts of units are credited with for it."""

from typing import NamedTuple

import numpy as np

from fabric.bounds.clos_structure import ClosStructure
from fabric.bounds.facts import PullSizes
from fabric.bounds.least_work import tabulate_full_ms
from fabric.bounds.spine_grid import SpineGrid
from fabric.bounds.spine_racks import MOST_SPINES, SpineLaying
from fabric.project import LabourTable
from layouts import Floats, divide_up

CREDITED = 0.5
"""Share of the work of a divided unit that is counted with the spines. So much keeps units whole in their racks.

The rest is counted with the devices, at true distances."""
MOST_LINKS = 5_000
"""Most links between a rack of spines and another rack that are looked at."""


class SpinePrices(NamedTuple):
    """The least laying of the links of spines with the credits of all units, and the credit of each part."""

    least_ms: float
    """Person-time of all links between leaves and spines and between spines and cores, plus the credits of all units.
    """
    credit_ms: Floats
    """The credit of a part of 0, 1, ... leaves, which its links to devices are counted without."""


def lay_spines(
    labour: LabourTable,
    structure: ClosStructure,
    room: int,
    length_mm: int,
    pulls: PullSizes,
    served_ms: Floats,
) -> SpinePrices | None:
    """The least laying of the links of spines in racks of up to `room` switches; None where it is not known.

    `served_ms[k]` is what a part of k leaves of a unit pays for its links to devices. Links over panels share pulls to
    these, so nothing is known of them.
    """
    grid = structure.grid
    if grid is None or pulls.over_panels or min(room, grid.spines) > MOST_SPINES:
        return None
    most = _most_links(grid, room)
    if most > MOST_LINKS:
        return None
    laying_ms = tabulate_full_ms(labour, most, length_mm, pulls)
    least = min(served_ms[k] / k for k in range(1, len(served_ms)))
    credit_ms = np.array([max(0.0, cost - k * least) * CREDITED for k, cost in enumerate(served_ms.tolist())])
    spine_ms = SpineLaying(grid, room, laying_ms.tolist(), credit_ms.tolist()).least_ms()
    return SpinePrices(grid.spines * spine_ms, credit_ms)


def _most_links(grid: SpineGrid, room: int) -> int:
    """The most links between a rack of spines and another rack, by the counts of the grid."""
    deep, wide = min(room, grid.pod_spines), min(room, grid.group_spines)
    leaves = max(divide_up(room * grid.below[k][deep], k) for k in range(1, min(room, grid.unit_leaves) + 1))
    return max(leaves, room * grid.above[wide])
