"""Rack after rack: transceivers go in on one round, not to and fro along a row.

A working place is a whole row face, so a schedule does not say in which of its racks a crew is. Packages of equal
length at one place change their slots here until each crew stays in a rack while the rack has work. No time changes.
"""

from collections.abc import Sequence

from fabric.optimize.schedule.narrow_parts import NarrowParts
from fabric.optimize.schedule.workload import Slot
from fabric.plan import PackageKind
from fabric.work import Job


def gather_racks(job: Job, slots: Sequence[Slot]) -> list[Slot]:
    """The same slots, those of transceivers exchanged so that crews change racks seldom.

    A package starts after the opening of its rack and ends before the first plugging that waits for it, as before, and
    no rack holds more crews than it may.
    """
    first_use_s: dict[int, int] = {}
    groups: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for number, package in enumerate(job.packages):
        if package.kind == PackageKind.OPTICS:
            groups.setdefault((package.places, job.durations[number]), []).append(number)
        for before in package.after:
            first_use_s[before] = min(first_use_s.get(before, slots[number].start_s), slots[number].start_s)
    gathered = list(slots)
    parts = NarrowParts(job, len({slot.crew for slot in slots}))
    for packages in groups.values():
        _Round(job, gathered, first_use_s, parts).gather(packages)
    return gathered


class _Round:
    """The exchange of slots among packages of one place and one length."""

    def __init__(self, job: Job, slots: list[Slot], first_use_s: dict[int, int], parts: NarrowParts):
        self.job, self.slots, self.first_use_s, self.parts = job, slots, first_use_s, parts

    def gather(self, packages: Sequence[int]) -> None:
        """Goes through the slots by time; each takes a package of the rack where its crew has been."""
        order = sorted(packages, key=lambda package: (self.slots[package].start_s, self.slots[package].crew))
        rack_of: dict[int, tuple[int, ...]] = {}
        for number, package in enumerate(order):
            crew = self.slots[package].crew
            here = rack_of.get(crew)
            if here is not None and self._rack(package) != here:
                later = next(
                    (n for n in range(number + 1, len(order)) if self._may_change(order, number, n, here)), None
                )
                if later is not None:
                    other = order[later]
                    self.slots[package], self.slots[other] = self.slots[other], self.slots[package]
                    order[number], order[later] = other, package
            rack_of[crew] = self._rack(order[number])

    def _rack(self, package: int) -> tuple[int, ...]:
        """The opening that a package waits for, which tells its rack."""
        return self.job.packages[package].after

    def _may_change(self, order: Sequence[int], number: int, later: int, here: tuple[int, ...]) -> bool:
        """Whether a later package is of the rack `here`, and both it and the one that it changes with stay in time and
        find room."""
        package, other = order[number], order[later]
        if self._rack(other) != here:
            return False
        opened_s = max(self.slots[opening].end_s for opening in here) if here else 0
        in_time = self.slots[other].end_s <= self.first_use_s.get(package, self.slots[other].end_s)
        if not in_time or opened_s > self.slots[package].start_s:
            return False
        return self.parts.admits(package, self.slots[other], self.slots) and self.parts.admits(
            other, self.slots[package], self.slots
        )
