"""The least work that ties up one place, for all numbers of leaves and spines there. Argument: docs/bounds.md.

A *state* of a place is the number of leaves of each group and of spines that stand there. Tables of states have a
dimension for each group and one for the spines.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import LeafGroup, PullSizes, RackLinks, SplitLinks, SwitchLinks, SwitchRoom
from fabric.bounds.least_work import LONGEST_TABLE, tabulate_least_ms
from fabric.project import LabourTable, land_jumpers, patch_in_rack, stage_and_pull_jumper
from layouts import LongColumn

Longs = NDArray[np.int64]
NEVER_MS = 2**50
"""Person-time of work that cannot be done there: more than any sum of work that can."""


class StateLoads(NamedTuple):
    """Person-milliseconds of one place by state; at least `NEVER_MS` for states that its racks do not hold."""

    tied_ms: Longs
    """The work that ties up the place."""
    work_ms: Longs
    """Its part of the work of all places: of a pull between two places, half the staging and pulling. Splitters are
    left out.
    """


class _Span(NamedTuple):
    """The fewest and the most links that some state may have."""

    least: Longs
    most: Longs


class _Covers(NamedTuple):
    """The least person-time of n links, plugging left out: entry n of each."""

    here_ms: LongColumn
    """Of links within the place, with both ends landed."""
    away_ms: LongColumn
    """Of links to other places, with the end that is landed here."""
    away_half_ms: LongColumn
    """Half of the same with both ends landed."""


class PlaceWork:
    """The work at the places of one floor, for one fabric."""

    def __init__(self, labour: LabourTable, links: SwitchLinks, pulls: PullSizes, at_devices_ms: Mapping[int, int]):
        """`at_devices_ms` is the work at the devices of each place, laying left out."""
        self.labour, self.links, self.pulls, self.at_devices_ms = labour, links, pulls, at_devices_ms
        self.shape = (*(len(group.links) + 1 for group in links.groups), len(links.spines.links) + 1)

    @property
    def is_small(self) -> bool:
        """Whether the covers of all its links are worked out."""
        return sum(self.links.spines.links) <= LONGEST_TABLE and all(
            rack.links <= LONGEST_TABLE for rack in self.links.racks
        )

    def loads(self, place: int) -> StateLoads:
        """The least work of one place."""
        room = self.links.room.get(place, SwitchRoom())
        tied_ms = self.at_devices_ms.get(place, 0) + self.at_switches_ms + self.opening_ms(room)
        work_ms = tied_ms.copy()
        for rack in self.links.racks:
            covers = self.rack_covers(rack, place)
            span = self.rack_span(rack)
            if rack.place == place:
                out = rack.links - span.least, rack.links - span.most
                tied_ms += _least_split(covers.here_ms, covers.away_ms, span, [out])
                work_ms += _least_split(covers.here_ms, covers.away_half_ms, span, [out])
            else:
                tied_ms += covers.away_ms[span.least]
                work_ms += covers.away_half_ms[span.least]
        for split in self.links.splits:
            tied_ms += self._split_ms(split, place)
        covers, span = self.uplink_covers(place), self._uplink_span
        outs = [(ends - span.least, ends - span.most) for ends in self._uplink_ends]
        tied_ms += _least_split(covers.here_ms, covers.away_ms, span, outs)
        work_ms += _least_split(covers.here_ms, covers.away_half_ms, span, outs)
        fits = self._switches <= room.most
        return StateLoads(np.where(fits, tied_ms, NEVER_MS), np.where(fits, work_ms, NEVER_MS))

    def _split_ms(self, split: SplitLinks, place: int) -> Longs:
        """The work at splitters of one rack of devices that ties up one place, with their plugs and tests."""
        rack, span = split.rack, self.rack_span(split.rack)
        near = min((mm for other, mm in rack.nearest_mm.items() if other == place), default=None)
        far = min((mm for other, mm in rack.nearest_mm.items() if other != place), default=None)
        is_here, is_away = rack.patch_place == place, rack.patch_place not in (None, place)
        if rack.place != place:
            return self._tabulate_splitters(split, (near, is_here), [False])[span.least]
        here_ms = self._tabulate_splitters(split, (near, is_here), [True, False])
        away_ms = self._tabulate_splitters(split, (far, is_away), [True])
        out = rack.links - span.least, rack.links - span.most
        return _least_split(here_ms, away_ms, span, [out]) + self.labour.act_ms("test_link", rack.links)

    def _tabulate_splitters(
        self, split: SplitLinks, way: tuple[int | None, bool], lands_tails: Sequence[bool]
    ) -> LongColumn:
        """The least work on the splitters of 0, 1, ... links of a rack with the stated ends: the tails, or the head.

        `way` is the shortest length between racks, and whether links may be patched in a rack.
        """
        length_mm, may_patch = way

        def splitter_ms(links: int) -> int:
            tails = 1 if split.is_straight else links
            ways = [] if length_mm is None else [stage_and_pull_jumper(length_mm, tails)]
            laid = min(map(self.labour.least_ms, [*ways, *([patch_in_rack(1, tails)] if may_patch else [])]))
            ends = (land_jumpers(tails if is_tail else 1) for is_tail in lands_tails)
            return laid + sum(self.labour.least_ms(land) for land in ends)

        found = np.full(split.rack.links + 1, NEVER_MS // 4, np.int64)
        found[0] = 0
        if length_mm is not None or may_patch:
            each = [0, *(splitter_ms(links) for links in range(1, split.legs + 1))]
            found[:] = [n // split.legs * each[-1] + each[n % split.legs] for n in range(len(found))]
        return found

    def _along(self, dimension: int, values: Sequence[int] | LongColumn) -> Longs:
        """Values along one dimension of the states."""
        shape = [1] * len(self.shape)
        shape[dimension] = -1
        return np.asarray(values, np.int64).reshape(shape)

    @cached_property
    def leaves(self) -> Longs:
        """The leaves of each state."""
        found = np.zeros(self.shape, np.int64)
        for number, group in enumerate(self.links.groups):
            found = found + self._along(number, np.arange(len(group.links) + 1))
        return found

    @cached_property
    def spines(self) -> Longs:
        return np.zeros(self.shape, np.int64) + self._along(-1, np.arange(self.shape[-1]))

    @cached_property
    def _switches(self) -> Longs:
        return self.leaves + self.spines

    def opening_ms(self, room: SwitchRoom) -> Longs:
        """The opening of racks: those of devices, and the fewest more that hold the switches."""
        more = np.maximum(self._switches - room.beside, 0)
        racks = -(-more // room.largest) if room.largest else np.zeros_like(more)
        found: Longs = (room.opened + racks) * self.labour.act_ms("mobilise", 1)
        return found

    @cached_property
    def at_switches_ms(self) -> Longs:
        """Plugs at the switches of each state, tests of the uplinks at the leaves, transceivers."""
        plug_ms, test_ms, optic_ms = (
            self.labour.act_ms(act, 1) for act in ("inspect_clean_plug", "test_link", "insert_optic")
        )

        def sums_ms(down: Sequence[int], group: LeafGroup, uplink_ms: int) -> LongColumn:
            rows = zip(down, group.links, group.optics, strict=True)
            return _least(
                [plug_ms * to_devices + uplink_ms * up + optic_ms * optics for to_devices, up, optics in rows]
            )

        found = self._along(-1, sums_ms([0] * len(self.links.spines.links), self.links.spines, plug_ms))
        for number, group in enumerate(self.links.groups):
            down = np.sum([rack.by_group[number] for rack in self.links.racks], axis=0)
            found = found + self._along(number, sums_ms(down.tolist(), group, plug_ms + test_ms))
        return np.zeros(self.shape, np.int64) + found

    def rack_span(self, rack: RackLinks) -> _Span:
        """The links of a rack of devices to the leaves of each state."""
        least, most = np.zeros(self.shape, np.int64), np.zeros(self.shape, np.int64)
        for number, to_leaves in enumerate(rack.by_group):
            least = least + self._along(number, _least(to_leaves))
            most = most + self._along(number, _most(to_leaves))
        return _Span(least, most)

    @cached_property
    def _uplink_ends(self) -> tuple[Longs, Longs]:
        """The fewest links between leaves and spines that the leaves of each state have; the same of its spines."""
        leaves = np.zeros(self.shape, np.int64)
        for number, group in enumerate(self.links.groups):
            leaves = leaves + self._along(number, _least(group.links))
        return leaves, np.zeros(self.shape, np.int64) + self._along(-1, _least(self.links.spines.links))

    @cached_property
    def _uplink_span(self) -> _Span:
        """The links between the leaves and the spines of each state."""
        links, (leaf_ends, spine_ends) = self.links, self._uplink_ends
        all_leaves = sum(len(group.links) for group in links.groups)
        all_spines = len(links.spines.links)
        pairs = self.leaves * self.spines
        least = np.maximum(
            links.least_between * pairs, leaf_ends - links.most_between * self.leaves * (all_spines - self.spines)
        )
        least = np.maximum(least, spine_ends - links.most_between * self.spines * (all_leaves - self.leaves))
        most_up = np.zeros(self.shape, np.int64)
        for number, group in enumerate(links.groups):
            most_up = most_up + self._along(number, _most(group.links))
        most_down = self._along(-1, _most(links.spines.links))
        most = np.minimum(links.most_between * pairs, np.minimum(most_up, most_down))
        return _Span(np.minimum(least, most), most)

    def rack_covers(self, rack: RackLinks, place: int, parks_idle: bool = False) -> _Covers:
        """The covers of links of one rack of devices, as they tie up one place.

        With `parks_idle` the covers hold for exactly n links between two racks, not for n or more.
        """
        near = [mm for other, mm in rack.nearest_mm.items() if other == place]
        far = [mm for other, mm in rack.nearest_mm.items() if other != place]
        is_here, is_away = rack.patch_place == place, rack.patch_place not in (None, place)
        if rack.place == place:
            here, away = (min(near, default=None), is_here), (min(far, default=None), is_away)
            return self._cover(rack.links, here, away, parks_idle)
        return self._cover(rack.links, (None, False), (min(near, default=None), is_here), parks_idle)

    def uplink_covers(self, place: int, parks_idle: bool = False) -> _Covers:
        """The covers of links between leaves and spines of one place, and from there to other places.

        `parks_idle` as in `rack_covers`.
        """
        ways = self.links.between_mm
        far = min((mm for (p, q), mm in ways.items() if p == place and q != place), default=None)
        return self._cover(sum(self.links.spines.links), (ways.get((place, place)), True), (far, False), parks_idle)

    def _cover(
        self, most: int, here: tuple[int | None, bool], away: tuple[int | None, bool], parks_idle: bool
    ) -> _Covers:
        """Covers of 0 to `most` links; each way has the shortest length, and whether links may be patched in a rack."""
        return _Covers(
            self.table(most, *here, 2, parks_idle),
            self.table(most, *away, 1, parks_idle),
            self.table(most, *away, 2, parks_idle) // 2,
        )

    def table(
        self, most: int, length_mm: int | None, may_patch: bool, ends: int, parks_idle: bool = False
    ) -> LongColumn:
        """The cover of 0 to `most` links; without a length to another rack, links can only be patched."""
        key = most, length_mm, may_patch, ends, parks_idle
        if key not in self._tables:
            if length_mm is None and not may_patch:
                found = np.full(most + 1, NEVER_MS // 4, np.int64)
                found[0] = 0
            else:
                # Patches cost the same at any length; where no other rack is near, the rest is as if it were close by.
                length_mm = length_mm or 0
                found = tabulate_least_ms(self.labour, most, [length_mm], may_patch, self.pulls, ends, parks_idle)[:, 0]
            self._tables[key] = found
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[int, int | None, bool, int, bool], LongColumn]:
        return {}


def _least_split(here_ms: LongColumn, away_ms: LongColumn, span: _Span, outs: Sequence[tuple[Longs, Longs]]) -> Longs:
    """The least sum over all numbers of links within the place that a state may have.

    `outs` are the links to other places: as many as in the first table where the fewest links lie within the place, as
    in the second one where the most do.
    """
    width = int((span.most - span.least).max(initial=0))
    best = np.full(span.least.shape, NEVER_MS, np.int64)
    for more in range(width + 1):
        here = np.minimum(span.least + more, span.most)
        more_here = here - span.least
        total = here_ms[here]
        for first, last in outs:
            total = total + away_ms[np.maximum(np.maximum(first - more_here, last), 0)]
        best = np.minimum(best, total)
    return best


def _least(values: Sequence[int]) -> LongColumn:
    """The least sum of 0, 1, ... of some values."""
    return np.concatenate([[0], np.sort(np.array(values, np.int64)).cumsum()])


def _most(values: Sequence[int]) -> LongColumn:
    """The largest sum of 0, 1, ... of some values."""
    return np.concatenate([[0], np.sort(np.array(values, np.int64))[::-1].cumsum()])
