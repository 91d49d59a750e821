"""The least work that ties up one place where few crews work at one face of a rack. Argument: docs/bounds.md.

A *part* is the leaves of each group and the spines that stand in one rack: a state of that rack. All that is done at
its switches is done at its face. So within some time a rack holds no part with more of that work. The switches of a
place stand in parts, and a pull joins two racks: the links of two parts lie in different pulls. So each table of
`place_loads` rises to the cheapest way to make the switches of a state of such parts.

The links of devices and the uplinks are looked at one after the other: two ways to make parts together cost no more
than one way for both. The uplinks are counted by the numbers of leaves and spines alone.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from types import EllipsisType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import RackLinks, SwitchRoom
from fabric.bounds.least_work import tabulate_landing_ms
from fabric.bounds.place_loads import NEVER_MS, Longs, PlaceWork, StateLoads
from fabric.rules import CoverForm, patch_form
from layouts import LongColumn

MOST_CELLS = 400_000
"""Most pairs of numbers of leaves and spines, those of a place and those of some of its parts, that are looked at."""
State = tuple[int, ...]


class _Parts(NamedTuple):
    """The parts that a rack holds within some time."""

    states: tuple[State, ...]
    """The leaves of each group and the spines of each part."""
    leaves: int
    """Most leaves of a part."""
    spines: int
    """Most spines of a part."""

    @property
    def totals(self) -> list[tuple[int, int]]:
        """All leaves and the spines of the parts, each pair once."""
        return sorted({(sum(state[:-1]), state[-1]) for state in self.states})


class _Ways(NamedTuple):
    """The least person-time of the uplinks of one rack: rows are its own switches, columns those elsewhere."""

    away_ms: Longs
    """To switches at other places, as they tie up the place or as its part of all work."""
    near_ms: Longs
    """To switches in other racks of the place: half of the laying, with the end in this rack."""


class RackParts:
    """The work at the places of one floor, where at most `at_face` technicians work at one face of a rack at once."""

    def __init__(self, work: PlaceWork, at_face: int):
        self.work, self.at_face = work, at_face
        self.all_leaves, self.all_spines = sum(work.shape[:-1]) - len(work.shape) + 1, work.shape[-1] - 1
        self.links = sum(work.links.spines.links)
        self.is_even = work.links.least_between == work.links.most_between and all(
            len(set(to_leaves)) == 1 for rack in work.links.racks for to_leaves in rack.by_group
        )
        """Whether the links of a part to each rack are known, not only the least: so are idle legs of trunks."""

    @property
    def is_small(self) -> bool:
        """Whether there are few enough switches to look at all parts."""
        return ((self.all_leaves + 1) * (self.all_spines + 1)) ** 2 <= MOST_CELLS

    def loads(self, place: int, base: StateLoads, time_s: int, technicians: int) -> StateLoads:
        """The least work of one place within some time, nowhere less than `base`, which holds for any time.

        `technicians` is the number that the place takes. States that do not fit the time are left out.
        """
        room, mobilise_ms = self.work.links.room.get(place, SwitchRoom()), self.work.labour.act_ms("mobilise", 1)
        open_ms = mobilise_ms if room.largest and not room.beside else 0
        most_ms = 1000 * time_s * self.at_face
        anywhere = self._list_parts(max(found.widest for found in self.work.links.room.values()), 0, most_ms, None)
        here = self._list_parts(room.widest, open_ms, min(most_ms, 1000 * time_s * technicians), anywhere)
        possible = base.tied_ms <= 1000 * time_s * technicians
        fixed_ms = self.work.at_devices_ms.get(place, 0) + self.work.at_switches_ms
        fixed_ms = fixed_ms + (room.opened * mobilise_ms if open_ms else self.work.opening_ms(room))
        found = []
        for is_tied, known_ms in ((True, base.tied_ms), (False, base.work_ms)):
            own_ms = fixed_ms + self._device_links_ms(place, here, room.racks, open_ms, is_tied=is_tied)
            own_ms = own_ms + self._away_ms(place, anywhere, is_tied=is_tied)
            own_ms = own_ms + self._uplinks_ms(place, (here, anywhere), possible, is_tied=is_tied)
            found.append(np.where(possible, np.minimum(np.maximum(own_ms, known_ms), NEVER_MS), NEVER_MS))
        return StateLoads(*found)

    @cached_property
    def _cord(self) -> CoverForm:
        """A cord inside a rack: all links there are patched one by one."""
        return patch_form(self.work.labour, [0])

    @cached_property
    def _landing_ms(self) -> LongColumn:
        """The least dressing of one end of n links, in pulls of any form."""
        most = max([self.links, *(rack.links for rack in self.work.links.racks)])
        return tabulate_landing_ms(self.work.labour, most, self.work.pulls, self.is_even)

    @cached_property
    def _at_face_ms(self) -> Longs:
        """The work at the face of a rack by its part: plugs, tests, transceivers, landing of the links of devices."""
        found = self.work.at_switches_ms
        for rack in self.work.links.racks:
            found = found + self._landing_ms[self.work.rack_span(rack).least]
        return found

    def _list_parts(self, widest: int, open_ms: int, most_ms: int, anywhere: _Parts | None) -> _Parts:
        """The parts with work of at most `most_ms` at the face of their rack, of up to `widest` switches.

        `anywhere` are those of all places; None where these are asked for.
        """
        leaves, spines, between = self.work.leaves, self.work.spines, self.work.links.least_between
        at_face_ms = self._at_face_ms + open_ms
        fits = (leaves + spines <= widest) & (leaves + spines > 0) & (at_face_ms <= most_ms)
        # The uplinks lead to racks that hold no more than the largest of all parts.
        largest = anywhere or _Parts((), int(leaves[fits].max(initial=0)), int(spines[fits].max(initial=0)))
        up_ms = _share_out(self._landing_ms, between, (self.all_leaves, self.all_spines), largest.spines)
        down_ms = _share_out(self._landing_ms, between, (self.all_spines, self.all_leaves), largest.leaves)
        at_face_ms = at_face_ms + up_ms[leaves, self.all_spines - spines] + down_ms[spines, self.all_leaves - leaves]
        at_face_ms = at_face_ms + 2 * self._cord.land_each_ms * between * leaves * spines
        fits &= at_face_ms <= most_ms
        states = tuple(tuple(state) for state in np.argwhere(fits).tolist())
        return _Parts(states, int(leaves[fits].max(initial=0)), int(spines[fits].max(initial=0)))

    def _device_links_ms(self, place: int, parts: _Parts, racks: int, open_ms: int, *, is_tied: bool) -> Longs:
        """The laying of all links between devices and the leaves of each state, and the opening of their racks."""
        total_ms = np.zeros(self.work.shape, np.int64) + open_ms
        for rack in self.work.links.racks:
            covers = self.work.rack_covers(rack, place, self.is_even)
            away_ms = covers.away_ms if is_tied else covers.away_half_ms
            total_ms = total_ms + (covers.here_ms if rack.place == place else away_ms)[self._links_of(rack)]
        return _fill([(state, total_ms[state]) for state in parts.states], (), self.work.shape, racks)

    def _away_ms(self, place: int, parts: _Parts, *, is_tied: bool) -> Longs:
        """The laying of links of devices here to all leaves but those of each state, which stand at other places.

        These leaves stand in racks elsewhere, each of which holds a part of `parts`, those possible at any place. Links
        to two racks lie in different pulls, so the links of one rack of devices to a part of k leaves cost at least the
        cover of the fewest links that k leaves have with it, whatever spines stand beside them. So the least is over
        ways to make the other leaves of parts, one rack each; racks without leaves cost nothing, and there are no more
        racks than leaves.

        Only parts without spines are looked at, since with (k, s) the part (k, 0) is possible too, of the same cost.
        Its work at the face is no more: without the s spines their plugs, transceivers and links to other leaves fall
        away, and so do their cords to the k leaves, each dressed at both ends. In return these b x k x s links lead to
        another rack. It may hold all s spines, as this one does, and their least dressing l(b x k x s) is at most that
        of as many single jumpers, one end each, which is half of that of the cords. The other uplinks are shared out
        as before.
        """
        total_ms = np.zeros(self.work.shape, np.int64)
        for rack in self.work.links.racks:
            if rack.place == place:
                covers = self.work.rack_covers(rack, place, self.is_even)
                total_ms = total_ms + (covers.away_ms if is_tied else covers.away_half_ms)[self._links_of(rack)]
        items = [(state[:-1], total_ms[state]) for state in parts.states if not state[-1]]
        return np.flip(_fill(items, (), self.work.shape[:-1], self.all_leaves))[..., None]

    def _links_of(self, rack: RackLinks) -> Longs:
        """The least links of a rack of devices to the leaves of each state."""
        return self.work.rack_span(rack).least

    def _uplinks_ms(
        self, place: int, parts: tuple[_Parts, _Parts], possible: NDArray[np.bool_], *, is_tied: bool
    ) -> Longs:
        """The laying of the uplinks of each `possible` state; `parts` are those of the place, and those of all."""
        work, wanted = self.work, np.zeros((self.all_leaves + 1, self.all_spines + 1), bool)
        wanted[work.leaves[possible], work.spines[possible]] = True
        own, others = np.nonzero(wanted)
        leaf, spine = self._ways(place, parts, is_tied=is_tied)
        cord_ms = int(self._cord.each_with_ms(2)[0]) * work.links.least_between
        items = []
        for k, s in parts[0].totals:
            cost_ms = leaf.away_ms[k, self.all_spines - others] + spine.away_ms[s, self.all_leaves - own]
            cost_ms = cost_ms + leaf.near_ms[k, np.maximum(others - s, 0)] + spine.near_ms[s, np.maximum(own - k, 0)]
            items.append(((k, s), cost_ms[:, None, None] + cord_ms * k * s))
        racks = work.links.room[place].racks if items else 0
        filled = _fill(items, own.shape, wanted.shape, racks)
        found = np.full(wanted.shape, NEVER_MS, np.int64)
        found[own, others] = filled[np.arange(len(own)), own, others]
        return found[work.leaves, work.spines]

    def _ways(self, place: int, parts: tuple[_Parts, _Parts], *, is_tied: bool) -> Iterator[_Ways]:
        """The uplinks of the leaves of a rack, then those of its spines."""
        here, anywhere = parts
        covers, near = self.work.uplink_covers(place, self.is_even), self.work.links.between_mm.get((place, place))
        away_ms = covers.away_ms if is_tied else covers.away_half_ms
        near_ms = self.work.table(self.links, near, False, 2, self.is_even) // 2
        between, up = self.work.links.least_between, (self.all_leaves, self.all_spines)
        down = self.all_spines, self.all_leaves
        yield _Ways(_share_out(away_ms, between, up, anywhere.spines), _share_out(near_ms, between, up, here.spines))
        yield _Ways(
            _share_out(away_ms, between, down, anywhere.leaves), _share_out(near_ms, between, down, here.leaves)
        )


def _share_out(cover_ms: LongColumn, between: int, size: tuple[int, int], most: int) -> Longs:
    """Entry (k, n): the least cost of the links between k switches of one rack and n switches in other racks.

    `size` has the most switches of both. A rack takes at most `most` of the others, and each two have `between` links
    at least. `cover_ms[n]` is the cost of n links between two racks.
    """
    own, others = size
    found = np.full((own + 1, others + 1), NEVER_MS, np.int64)
    found[:, 0], found[0] = 0, 0
    switches = np.arange(own + 1)
    for n in range(1, others + 1):
        for taken in range(1, min(n, most) + 1):
            np.minimum(found[:, n], found[:, n - taken] + cover_ms[between * taken * switches], out=found[:, n])
    return found


def _fill(items: Sequence[tuple[State, Longs]], before: tuple[int, ...], shape: tuple[int, ...], racks: int) -> Longs:
    """The least sum of up to `racks` parts that make each state, in a table of the shape of all states.

    Each item is a part, with its cost. The costs may have dimensions `before` those of the states: a table for each.
    """
    found = np.full((*before, *shape), NEVER_MS, np.int64)
    origin: tuple[EllipsisType | int, ...] = (..., *[0] * len(shape))
    found[origin] = 0
    for _ in range(racks):
        known = found.copy()
        for state, cost_ms in items:
            into: tuple[EllipsisType | slice, ...] = (..., *(slice(count, None) for count in state))
            rest: tuple[EllipsisType | slice, ...] = (
                ...,
                *(slice(0, size - count) for size, count in zip(shape, state, strict=True)),
            )
            np.minimum(found[into], known[rest] + cost_ms, out=found[into])
        if np.array_equal(found, known):
            break
    return found
