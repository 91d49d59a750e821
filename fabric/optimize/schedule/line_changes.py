"""Changes of the order in which one crew does its packages, and whether the limits of a job admit them.

A change puts one package elsewhere in the line of its crew. What lies between moves up or back, without a pause. The
stretch begins and ends as before, and so does the work.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fabric.optimize.schedule.narrow_parts import NarrowParts
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.work import Job


class Change(NamedTuple):
    """A part of the line of a crew in another order."""

    first: int
    """Place in the line of the first package that changes."""
    packages: tuple[int, ...]
    """The packages from there on, in their new order."""


def put(line: Sequence[int], source: int, target: int) -> Change:
    """The change that puts the package at `source` where the one at `target` is."""
    first, last = min(source, target), max(source, target)
    part = list(line[first : last + 1])
    part.insert(target - first, part.pop(source - first))
    return Change(first, tuple(part))


class Lines:
    """The slots of a job while the lines of its crews change."""

    def __init__(self, job: Job, slots: Sequence[Slot], crews: int):
        self.work, self.slots = Workload(job), list(slots)
        self.places = [frozenset(places) for places in self.work.places]
        self.parts = NarrowParts(job, crews)

    def is_apart(self, before: int | None, package: int | None) -> bool:
        """Whether a crew moves between two packages: they have no place in common."""
        return before is not None and package is not None and self.places[before].isdisjoint(self.places[package])

    def admits(self, line: Sequence[int], change: Change) -> bool:
        """Whether the moves of the crew, the order of work, and the room of all that is narrow stay as they must."""
        if not self._keeps_moves(line, change):
            return False
        slots = self._slots_after(line, change)
        return self._keeps_order(slots) and self._has_room(slots)

    def make(self, line: list[int], change: Change) -> None:
        """Changes a line, and the slots of its packages."""
        for package, slot in self._slots_after(line, change).items():
            self.slots[package] = slot
        line[change.first : change.first + len(change.packages)] = change.packages

    def _keeps_moves(self, line: Sequence[int], change: Change) -> bool:
        """Whether the crew moves before and after the change as it did, and nowhere within."""
        first, after = change.first, change.first + len(change.packages)
        new, old = change.packages, line[first:after]
        before = line[first - 1] if first else None
        following = line[after] if after < len(line) else None
        return (
            self.is_apart(before, new[0]) == self.is_apart(before, old[0])
            and self.is_apart(new[-1], following) == self.is_apart(old[-1], following)
            and not any(self.is_apart(new[number], new[number + 1]) for number in range(len(new) - 1))
        )

    def _slots_after(self, line: Sequence[int], change: Change) -> Mapping[int, Slot]:
        """The slots of the changed packages, one behind the other. A move stays at the beginning."""
        begin_s, end_s, crew = self.slots[line[change.first]]
        move_s = end_s - begin_s - self.work.durations[line[change.first]]
        slots = {}
        for package in change.packages:
            end_s = begin_s + move_s + self.work.durations[package]
            slots[package] = Slot(begin_s, end_s, crew)
            begin_s, move_s = end_s, 0
        return slots

    def _keeps_order(self, changed: Mapping[int, Slot]) -> bool:
        """Whether each package starts after all that it follows, and ends before all that follow it."""
        slots = self.slots
        for package, (start_s, end_s, _) in changed.items():
            for before in self.work.packages[package].befores:
                if changed.get(before, slots[before]).end_s > start_s:
                    return False
            for follower in self.work.list_followers(package):
                if changed.get(follower, slots[follower]).start_s < end_s:
                    return False
        return True

    def _has_room(self, changed: Mapping[int, Slot]) -> bool:
        """Whether other crews leave room. At a place of all these packages the crew is before and after."""
        common = frozenset.intersection(*(self.places[package] for package in changed))
        for package, slot in changed.items():
            for name, most in self.parts.of(package):
                if name not in common and self.parts.count_others(name, slot, self.slots) >= most:
                    return False
        return True
