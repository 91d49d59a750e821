"""The least time in which the places of a floor hold the work of one new fabric of leaves and spines.

A pull between two places ties up both. So switches near the devices save pulls that tie up two places, but fill the
places of the devices. `place_loads` has the least work that ties up a place p, w_p, and its part v_p of the work, for
each number of leaves and spines that may stand there. T is at least the smallest time for which numbers exist with

    w_p <= T x (technicians that p takes) for each place, and sum of v_p <= the work that the shifts offer within T.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from fabric.bounds.facts import LeafGroup, PullSizes, SwitchLinks
from fabric.bounds.place_loads import NEVER_MS, Longs, PlaceWork, StateLoads
from fabric.project import LabourTable

MOST_STEPS = 25_000_000
"""Most pairs of states that are looked at for one time; beyond, the leaves of all units are one group."""
MOST_PLACES = 16
HIGHEST_S = 10**9
"""Time within which every floor holds its work."""


def least_spread_s(
    labour: LabourTable,
    links: SwitchLinks,
    pulls: PullSizes,
    at_devices_ms: Mapping[int, int],
    slots: Mapping[int, int],
    offered_s: Callable[[int], int],
    least_s: int,
) -> int:
    """The least time in seconds, `least_s` at least; 0 where there are too many switches or places to look at.

    `at_devices_ms` is the work at the devices of each place without laying, `slots` the technicians that each usable
    place takes, and `offered_s` the time in which the shifts offer some person-milliseconds. `least_s` is a bound that
    is known.
    """
    for found in (links, _join_groups(links)):
        work = PlaceWork(labour, found, pulls, at_devices_ms)
        steps = int(np.prod(work.shape)) ** 2 * max(1, len(slots) - 2)
        if steps <= MOST_STEPS and len(slots) <= MOST_PLACES and work.is_small:
            return _least_time_s([(work.loads(place), slots[place]) for place in sorted(slots)], offered_s, least_s)
    return 0


def _join_groups(links: SwitchLinks) -> SwitchLinks:
    """The same with the leaves of all units as one group."""
    groups = links.groups
    one = LeafGroup(
        tuple(up for group in groups for up in group.links),
        tuple(optics for group in groups for optics in group.optics),
    )
    racks = tuple(
        rack._replace(by_group=(tuple(count for found in rack.by_group for count in found),)) for rack in links.racks
    )
    return replace(links, groups=(one,), racks=racks)


def _least_time_s(places: Sequence[tuple[StateLoads, int]], offered_s: Callable[[int], int], least_s: int) -> int:
    """The least time that no place, nor all of them, find too short."""

    def hold(time_s: int) -> bool:
        tables = [np.where(loads.tied_ms <= 1000 * time_s * most, loads.work_ms, NEVER_MS) for loads, most in places]
        work_ms = _least_sum(tables)
        return work_ms < NEVER_MS and offered_s(work_ms) <= time_s

    if hold(least_s):
        return least_s
    low, high = least_s + 1, 2 * least_s + 1
    while not hold(high):
        low, high = high + 1, 2 * high
        if high > HIGHEST_S:
            # The racks do not hold the switches, so there is no plan.
            return 0
    while low < high:
        middle = (low + high) // 2
        if hold(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _least_sum(tables: Sequence[Longs]) -> int:
    """The least sum of one entry of each table, whose states add up to all leaves and spines."""
    best = tables[0]
    for table in tables[1:-1]:
        found = np.full_like(best, NEVER_MS)
        for state in zip(*np.nonzero(table < NEVER_MS), strict=True):
            into = tuple(slice(int(k), None) for k in state)
            before = tuple(slice(0, size - int(k)) for k, size in zip(state, table.shape, strict=True))
            np.minimum(found[into], best[before] + table[state], out=found[into])
        best = found
    if len(tables) == 1:
        return int(best[(-1,) * best.ndim])
    return int((best + np.flip(tables[-1])).min())
