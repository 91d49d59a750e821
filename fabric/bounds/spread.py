"""The least time in which the places of a floor hold the work of one new fabric of leaves and spines.

A pull between two places ties up both. So switches near the devices save pulls that tie up two places, but fill the
places of the devices. `place_loads` has the least work that ties up a place p, w_p, and its part v_p of the work, for
each number of leaves and spines that may stand there. T is at least the smallest time for which numbers exist with

    w_p <= T x (technicians that p takes) for each place, and sum of v_p <= the work that the shifts offer within T.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import NamedTuple

import numpy as np

from fabric.bounds.facts import LeafGroup, PullSizes, RackLinks, SwitchLinks
from fabric.bounds.place_loads import NEVER_MS, Longs, PlaceWork, StateLoads
from fabric.bounds.rack_parts import RackParts
from fabric.project import LabourTable

MOST_STEPS = 25_000_000
"""Most pairs of states that are looked at for one time; beyond, the leaves of all units are one group."""
MOST_PLACES = 16
HIGHEST_S = 10**9
"""Time within which every floor holds its work."""
FIRST_STEP_PCT = 5
"""First step up from a time that is too short: with faces of racks, times are seldom longer by more."""
NEAR_PER_MILLE = 4
"""The time that faces of racks need is sought as near as this."""
MOST_TIMES = 20
"""Most times that are tried for faces of racks: a step of 5 %, doubled each time, finds any in fewer."""


class Slots(NamedTuple):
    """The technicians who may work at once."""

    of_place: Mapping[int, int]
    """At each usable place, by its number."""
    at_face: int | None = None
    """At one face of a rack; None without a limit."""


Offer = Callable[[int], int]
"""The time in seconds in which the shifts offer some person-milliseconds."""


def least_spread_s(
    labour: LabourTable,
    links: SwitchLinks,
    pulls: PullSizes,
    at_devices_ms: Mapping[int, int],
    slots: Slots,
    offered_s: Offer,
    least_s: int,
) -> int:
    """The least time in seconds, `least_s` at least; 0 where there are too many switches or places to look at.

    `at_devices_ms` is the work at the devices of each place without laying. `least_s` is a bound that is known.
    """
    most = slots.of_place
    work = find_place_work(labour, links, pulls, at_devices_ms, len(most), by_group=False)
    if work is None:
        return 0
    places = [_Place(place, work.loads(place), most[place]) for place in sorted(most)]
    time_s = _least_time_s(places, offered_s, least_s)
    if time_s and slots.at_face is not None:
        return _raise_to_faces_s(RackParts(work, slots.at_face), places, offered_s, time_s)
    return time_s


def find_place_work(
    labour: LabourTable,
    links: SwitchLinks,
    pulls: PullSizes,
    at_devices_ms: Mapping[int, int],
    places: int,
    *,
    by_group: bool,
) -> PlaceWork | None:
    """The work at so many places of a fabric whose states can all be looked at: leaves by unit, or all alike.

    With `by_group` leaves of a unit with other links are told apart where that can be looked at. The answer is None
    where there are too many switches or places.
    """
    units = links.units or tuple(range(len(links.groups)))
    for numbers in (*([tuple(range(len(units)))] if by_group else []), units, (0,) * len(units)):
        found = _join_groups(links, numbers)
        work = PlaceWork(labour, found, pulls, at_devices_ms)
        if prod(work.shape) ** 2 * max(1, places - 2) <= MOST_STEPS and places <= MOST_PLACES and work.is_small:
            return work
    return None


class _Place(NamedTuple):
    """A place, and what it holds."""

    number: int
    loads: StateLoads
    technicians: int


def _join_groups(links: SwitchLinks, numbers: Sequence[int]) -> SwitchLinks:
    """The same with the groups of leaves of the same number as one."""
    members = [[group for group, one in enumerate(numbers) if one == number] for number in sorted(set(numbers))]
    groups = [[links.groups[group] for group in some] for some in members]
    return replace(
        links,
        groups=tuple(
            LeafGroup(
                tuple(up for group in some for up in group.links),
                tuple(optics for group in some for optics in group.optics),
            )
            for some in groups
        ),
        racks=tuple(_join_in_rack(rack, members) for rack in links.racks),
        splits=tuple(split._replace(rack=_join_in_rack(split.rack, members)) for split in links.splits),
        units=(),
    )


def _join_in_rack(rack: RackLinks, members: Sequence[Sequence[int]]) -> RackLinks:
    """The same with the groups of each of `members` as one."""
    return rack._replace(
        by_group=tuple(tuple(count for group in some for count in rack.by_group[group]) for some in members)
    )


def _holds(places: Sequence[_Place], offered_s: Offer, time_s: int) -> bool:
    """Whether neither a place nor all of them find the time too short."""
    work_ms = least_sum(
        [
            np.where(place.loads.tied_ms <= 1000 * time_s * place.technicians, place.loads.work_ms, NEVER_MS)
            for place in places
        ]
    )
    return work_ms < NEVER_MS and offered_s(work_ms) <= time_s


def _least_time_s(places: Sequence[_Place], offered_s: Offer, least_s: int) -> int:
    """The least time that no place, nor all of them, find too short."""
    if _holds(places, offered_s, least_s):
        return least_s
    low, high = least_s + 1, 2 * least_s + 1
    while not _holds(places, offered_s, high):
        low, high = high + 1, 2 * high
        if high > HIGHEST_S:
            # The racks do not hold the switches, so there is no plan.
            return 0
    return _first_time_s(places, offered_s, low, high)


def _first_time_s(places: Sequence[_Place], offered_s: Offer, low: int, high: int) -> int:
    """The first time from `low` on that no place finds too short, as `high` is."""
    while low < high:
        middle = (low + high) // 2
        if _holds(places, offered_s, middle):
            high = middle
        else:
            low = middle + 1
    return low


def _raise_to_faces_s(parts: RackParts, places: Sequence[_Place], offered_s: Offer, least_s: int) -> int:
    """The least time where few technicians work at one face of a rack, `least_s` at least.

    The work of a place follows from the parts that racks hold within some time, so it holds for all shorter times.
    Where the places do not hold it within that time, every plan takes longer. Else every plan takes as long as they
    need for it, or longer than that time.
    """
    if not parts.is_small:
        return least_s
    low, high, step_s = least_s, 0, least_s * FIRST_STEP_PCT // 100 + 1
    time_s = low + step_s
    for _ in range(MOST_TIMES):
        tried = [
            place._replace(loads=parts.loads(place.number, place.loads, time_s, place.technicians)) for place in places
        ]
        if not _holds(tried, offered_s, time_s):
            low, step_s = time_s + 1, 2 * step_s
            time_s = (low + high) // 2 if high else low + step_s
        else:
            known, low, high = low, _first_time_s(tried, offered_s, low, time_s), time_s
            # Where it was raised, racks often hold the same parts just above.
            time_s = min((low + high) // 2, low + low * NEAR_PER_MILLE // 1000 if low > known else high)
        if high and 1000 * (high - low) <= NEAR_PER_MILLE * low:
            break
    return low


def least_sum(tables: Sequence[Longs]) -> int:
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
