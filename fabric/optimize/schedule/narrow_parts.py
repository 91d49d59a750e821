"""The parts of the floor that hold fewer crews than there are: places, spans of pathways, faces of racks.

A known schedule stays within their limits where packages change their slots only as far as other crews leave room.
"""

from collections.abc import Iterator, Sequence

from fabric.optimize.schedule.workload import Slot
from fabric.work import Job


class NarrowParts:
    """The narrow parts of a job, and the packages that tie them up."""

    def __init__(self, job: Job, crews: int):
        self.job, self.crews = job, crews
        self.users: dict[int | str, list[int]] = {}
        """The packages of each part: of a place by its index, of anything else by its name."""
        for package in range(len(job.packages)):
            for name, _ in self.of(package):
                self.users.setdefault(name, []).append(package)

    def of(self, package: int) -> Iterator[tuple[int | str, int]]:
        """The narrow parts that a package ties up, with the crews that they hold."""
        one, limits = self.job.packages[package], self.job.limits
        for place in set(one.places):
            if limits.place_crews[place] < self.crews:
                yield place, limits.place_crews[place]
        for name in one.resources:
            if limits.resource_crews[name] < self.crews:
                yield name, limits.resource_crews[name]

    def count_others(self, name: int | str, slot: Slot, slots: Sequence[Slot], but: int = -1) -> int:
        """Other crews that are at a part at some moment of a slot; the package `but` does not count."""
        others = (slots[user] for user in self.users[name] if user != but)
        return len({one.crew for one in others if one.start_s < slot.end_s and slot.start_s < one.end_s} - {slot.crew})

    def admits(self, package: int, slot: Slot, slots: Sequence[Slot]) -> bool:
        """Whether other crews leave room for a package in a slot that is not its own so far."""
        return all(self.count_others(name, slot, slots, package) < most for name, most in self.of(package))
