"""A known schedule carried over to other durations: each crew does the same packages in the same order.

Where the pulls of a plan get a few metres longer, this schedule ends a little later than the known one, and takes no
search.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappush, heapreplace

from fabric.optimize.schedule.crews import Crews
from fabric.optimize.schedule.list_scheduling import Schedule
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.project import CrewPlan, Window
from layouts import UnmetError


def retime_slots(work: Workload, crew: CrewPlan, windows: Iterator[Window], known: Sequence[Slot]) -> Schedule:
    """The schedule of the same crews and orders as in the `known` slots, which are of the same packages.

    Packages are taken in the order of their known starts. Each starts as soon as its crew, what it follows, its places,
    spans and faces of racks are free, in the first window that holds it. So a package never starts before an earlier
    one of the same place, even where it could. Raises UnmetError where no window of its
    crew holds a package.
    """
    return _Retiming(work, crew, windows).run(known)


def place_in_order(
    work: Workload, crew: CrewPlan, windows: Iterator[Window], starts_s: Sequence[int]
) -> Schedule | None:
    """The schedule in which packages are taken in the order of some starts, each by the crew that ends it first.

    Of these crews one that need not move goes first, then one that may not test where no test is asked for. None where
    no window holds a package.
    """
    try:
        return _Ordering(work, crew, windows).place(starts_s)
    except UnmetError:
        return None


class _Retiming:
    """The state of crews, places, spans and faces of racks while packages are put one behind the other."""

    def __init__(self, work: Workload, crew: CrewPlan, windows: Iterator[Window]):
        self.work, self.hand_over, self.windows = work, crew.hand_over, windows
        self.a_week = 7 * sum(len(shift.windows_s) for shift in crew.shifts)
        """Most windows of a week; those of the next weeks are no others."""
        self.opened: list[Window] = [next(windows)]
        """The windows so far, the first one first."""
        self.crews, self.free_s = Crews(crew.crews), [0] * crew.crews
        self.place_ends_s: list[list[int]] = [[] for _ in work.limits.place_crews]
        """The latest ends at each place, as many as it holds crews: a heap."""
        self.resource_ends_s: dict[str, list[int]] = {name: [] for name in work.limits.resource_crews}
        """The same for each span and face of a rack."""
        self.laid_s: dict[tuple[int, ...], int] = {}
        """The end of all pulls into a rack, once its first landing is at hand."""

    def run(self, known: Sequence[Slot]) -> Schedule:
        """The whole schedule."""
        slots = list(known)
        for package in sorted(range(len(known)), key=lambda one: (known[one].start_s, known[one].end_s, one)):
            crew, places = known[package].crew, self.work.places[package]
            length_s = self.work.durations[package]
            if self.crews.has_to_move(crew, places):
                length_s += self.work.move_s
            self.crews.start(crew, places)
            self.crews.finish(crew)
            after_s = self._after_s(package, slots)
            start_s = self._find_start(package, crew, max(self.free_s[crew], after_s, self._room_s(package)), length_s)
            slots[package] = Slot(start_s, start_s + length_s, crew)
            self._tie_up(package, crew, start_s + length_s)
        return Schedule(slots, self.crews.moves)

    def _after_s(self, package: int, slots: Sequence[Slot]) -> int:
        """The end of all that a package follows, which has its slots."""
        item = self.work.packages[package]
        if item.laid and item.laid not in self.laid_s:
            self.laid_s[item.laid] = max(slots[before].end_s for before in item.laid)
        return max(self.laid_s.get(item.laid, 0), *(slots[before].end_s for before in item.after), 0)

    def _limits(self, package: int) -> Iterator[tuple[list[int], int]]:
        """The latest ends at each place, span and face of a rack of a package, and the crews that it holds."""
        limits = self.work.limits
        for place in self.work.places[package]:
            yield self.place_ends_s[place], limits.place_crews[place]
        for name in self.work.resources[package]:
            yield self.resource_ends_s[name], limits.resource_crews[name]

    def _room_s(self, package: int) -> int:
        """The moment from which all places, spans and faces of racks of a package hold one more crew."""
        return max((ends_s[0] for ends_s, most in self._limits(package) if len(ends_s) == most), default=0)

    def _tie_up(self, package: int, crew: int, end_s: int) -> None:
        self.free_s[crew] = end_s
        for ends_s, most in self._limits(package):
            if len(ends_s) == most:
                heapreplace(ends_s, end_s)
            else:
                heappush(ends_s, end_s)

    def _find_start(self, package: int, crew: int, earliest_s: int, length_s: int) -> int:
        """The first moment at which a crew that is there, and may do the package, has the time for it."""
        while self.opened[-1].end_s <= earliest_s:
            self.opened.append(next(self.windows))
        first = bisect_right(self.opened, earliest_s, key=lambda window: window.end_s)
        for number in range(first, first + self.a_week + 1):
            if number == len(self.opened):
                self.opened.append(next(self.windows))
            window = self.opened[number]
            start_s = max(earliest_s, window.start_s)
            able = window.testers if self.work.is_test[package] else window.crews
            if crew < able and start_s < window.end_s and (self.hand_over or start_s + length_s <= window.end_s):
                return start_s
        raise UnmetError([f"a package of {length_s // 60} minutes fits no window of crew {crew + 1}"])


class _Ordering(_Retiming):
    """The same, with crews that are chosen package by package."""

    def place(self, starts_s: Sequence[int]) -> Schedule:
        """The whole schedule."""
        slots: list[Slot] = [Slot(0, 0, 0)] * len(starts_s)
        for package in sorted(range(len(starts_s)), key=lambda one: (starts_s[one], one)):
            after_s = self._after_s(package, slots)
            slot = self._first_slot(package, max(after_s, self._room_s(package)))
            self.crews.start(slot.crew, self.work.places[package])
            self.crews.finish(slot.crew)
            slots[package] = slot
            self._tie_up(package, slot.crew, slot.end_s)
        return Schedule(slots, self.crews.moves)

    def _first_slot(self, package: int, earliest_s: int) -> Slot:
        """The slot of the crew that ends a package first."""
        places, duration_s = self.work.places[package], self.work.durations[package]
        is_test = self.work.is_test[package]
        best: tuple[int, bool, bool, int, int] | None = None
        found = Slot(0, 0, 0)
        for crew, free_s in enumerate(self.free_s):
            if best is not None and max(earliest_s, free_s) + duration_s > best[0]:
                continue
            moves = self.crews.has_to_move(crew, places)
            length_s = duration_s + moves * self.work.move_s
            try:
                start_s = self._find_start(package, crew, max(earliest_s, free_s), length_s)
            except UnmetError:
                continue
            is_tester = crew < self.opened[0].testers
            key = start_s + length_s, moves, is_tester != is_test, -free_s, crew
            if best is None or key < best:
                best, found = key, Slot(start_s, start_s + length_s, crew)
        if best is None:
            raise UnmetError([f"a package of {duration_s // 60} minutes fits no window"])
        return found
