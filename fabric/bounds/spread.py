"""The least time in which the places of a floor hold the work of one new fabric of leaves and spines.

A pull between two places ties up both. So switches near the devices save pulls that tie up two places, but fill the
places of the devices. Let x_p leaves and y_p spines stand at place p. The work that ties up p is then at least

    w_p(x, y) = a_p + E(x) + e(x, p) + S(y) + c x (uplinks(x) + uplinks(y) - 2 n) + (s_2 - 2 l) n

with a_p the work at its devices, E and S plugging, tests, transceivers and the least dressing of all ends of the
switches, e the pulls to devices at other places, and n the most links that x leaves and y spines have to each other.
l, s_1 and s_2 are the least person-times of a link in any pull: dressing of one end; laying with one end dressed, and
with both; c = s_1 - l. All sums over switches take those that cost least. So the time is at least the smallest T for
which numbers of switches exist with w_p <= T x (technicians that p takes) at each place, and with

    (work + pulls between places) <= T x (technicians that all places take).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import SwitchLinks
from fabric.project import LabourTable
from layouts import divide_up

Floats = NDArray[np.float64]
MOST_STATES = 600
"""Most pairs (leaves, spines) that are looked at; the time grows with their square."""
MOST_PLACES = 16
NEVER = -1e30
ROUNDING_MS = 1
"""Above the rounding of sums."""
HIGHEST_S = 10**9
"""Time within which every floor holds its work."""


def least_spread_s(
    labour: LabourTable,
    links: SwitchLinks,
    at_devices_ms: Mapping[int, int],
    slots: Mapping[int, int],
    work_ms: int,
) -> int:
    """The least time in seconds; 0 where there are too many switches or places to look at.

    `at_devices_ms` is the work at the devices of each place, `slots` the technicians that each usable place takes, and
    `work_ms` the least work of the fabric without moves of crews.
    """
    states = (len(links.leaf_up) + 1) * (len(links.spine_down) + 1)
    if states > MOST_STATES or len(slots) > MOST_PLACES or not links.room:
        return 0
    places = _Places(labour, links, at_devices_ms, slots)
    low, high = 0, divide_up(work_ms, 1000)
    while not places.hold(1000 * high, work_ms):
        high *= 2
        if high > HIGHEST_S:
            # The racks do not hold the switches, so there is no plan.
            return 0
    while low < high:
        middle = (low + high) // 2
        if places.hold(1000 * middle, work_ms):
            high = middle
        else:
            low = middle + 1
    return low


class _Places:
    """The work that ties up each place, for all numbers of leaves (rows) and spines (columns) there."""

    def __init__(
        self,
        labour: LabourTable,
        links: SwitchLinks,
        at_devices_ms: Mapping[int, int],
        slots: Mapping[int, int],
    ):
        self.links, self.slots = links, slots
        plug_ms, test_ms, optic_ms = (
            labour.act_ms(act, 1) for act in ("inspect_clean_plug", "test_link", "insert_optic")
        )
        up, down, spine_down = (np.array(column) for column in (links.leaf_up, links.leaf_down, links.spine_down))
        up_beyond, down_beyond = (share.one_end_ms - share.land_ms for share in (links.up, links.down))
        land_ms = links.up.land_ms + plug_ms
        leaf_ms = _least(optic_ms * np.array(links.leaf_optics) + (up + down) * land_ms + up * (test_ms + up_beyond))
        spine_ms = _least(optic_ms * np.array(links.spine_optics) + spine_down * (land_ms + up_beyond))
        x, y = np.arange(len(up) + 1)[:, None], np.arange(len(spine_down) + 1)[None]
        most = np.minimum(_most(up)[:, None], _most(spine_down)[None])
        between = np.minimum(links.most_between * x * y, most)
        # Links between switches of one place are laid once there.
        saved = max(0.0, 2 * links.up.one_end_ms - links.up.two_ends_ms)
        self.far_ms = links.up.pull_ms * float(up.sum())
        """Pulls between switches, if all of them lay between two places."""
        self.work_ms: dict[int, Floats] = {}
        self.near_ms: dict[int, Floats] = {}
        """Those that lie within a place, less those from its leaves to devices of other places."""
        for place in slots:
            here = np.array(links.leaf_down_at.get(place, (0,) * len(down)))
            away = _least(down - here)[:, None]
            work = at_devices_ms.get(place, 0) + leaf_ms[:, None] + spine_ms[None] + down_beyond * away
            self.work_ms[place] = np.where(x + y <= links.room.get(place, 0), work - saved * between, np.inf)
            self.near_ms[place] = links.up.pull_ms * between - links.down.pull_ms * away

    def hold(self, time_ms: int, work_ms: int) -> bool:
        """Whether the places may hold all work within some time."""
        leaves, spines = len(self.links.leaf_up), len(self.links.spine_down)
        best = np.full((leaves + 1, spines + 1), NEVER)
        best[0, 0] = 0
        for place, slots in self.slots.items():
            fits = self.work_ms[place] <= time_ms * slots + ROUNDING_MS
            found = np.full_like(best, NEVER)
            for x, y in zip(*np.nonzero(fits), strict=True):
                before = best[: leaves + 1 - x, : spines + 1 - y]
                np.maximum(found[x:, y:], before + self.near_ms[place][x, y], out=found[x:, y:])
            best = found
        near_ms = best[leaves, spines]
        if near_ms <= NEVER / 2:
            return False
        return bool(work_ms + self.far_ms - near_ms <= time_ms * sum(self.slots.values()) + ROUNDING_MS)


def _least(values: NDArray[np.generic]) -> Floats:
    """The least sum of 0, 1, ... of some values."""
    return np.concatenate([[0.0], np.sort(values.astype(np.float64)).cumsum()])


def _most(values: NDArray[np.generic]) -> Floats:
    """The largest sum of 0, 1, ... of some values."""
    return np.concatenate([[0.0], np.sort(values.astype(np.float64))[::-1].cumsum()])
