"""The packages that may start by the order of work, place by place."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fabric.optimize.schedule.workload import Effort, Workload

RANK_STEP_S = 10**9
"""Seconds, longer than any chain of work: a lower rank goes before any longer chain."""
SCAN = 24
"""Ready packages of one place that a crew looks at; the others of that place have shorter chains."""


class StartLimits(NamedTuple):
    """What a crew can start at one moment."""

    longest_s: float
    """Seconds that a package may take at most."""
    may_test: bool
    """Whether the crew has the skill to test."""
    has_room: Callable[[int], bool]
    """Whether all places, spans and faces of racks of a package hold one more crew."""


class ReadyPackages:
    """The ready packages of each place, by effort, with sums by which places are compared quickly.

    A package of two places is ready at both. Started packages stay in the lists until a crew meets them. The lists hold
    numbers in the order in which crews take packages, since whole numbers are sorted fastest.
    """

    def __init__(self, work: Workload):
        self.work = work
        self.missing = [len(package.after) + bool(package.laid) for package in work.packages]
        """Packages that each package still waits for; all pulls into its rack count as one."""
        self.unlaid = [len(laid) for laid, _ in work.releases]
        """Pulls that each release still waits for."""
        self.started = [False] * len(work.packages)
        self.in_order = sorted(range(len(work.packages)), key=self._priority_s)
        """All packages in the order in which crews take them: by rank, then by the longest chain of work."""
        self.order = [0] * len(work.packages)
        """The number of each package in that order."""
        for order, package in enumerate(self.in_order):
            self.order[package] = order
        places = len(work.limits.place_crews)
        self.waiting: list[tuple[list[int], ...]] = [tuple([] for _ in Effort) for _ in range(places)]
        """Numbers of the ready packages of each place and effort, lowest first."""
        self.count = [0] * places
        """Ready packages of each place."""
        self.promised_s = [0.0] * places
        """Seconds of work that the ready packages of each place promise to a crew that stays there."""
        self.shortest_s = [0] * places
        """A lower bound on the seconds of each ready package of a place: the shortest since the place last had none."""
        self.changed: set[int] = set()
        """Places whose ready packages or crews have changed since `OpenPlaces` last looked."""
        for package, missing in enumerate(self.missing):
            if not missing:
                self._add(package)

    def _add(self, package: int) -> None:
        work = self.work
        effort, duration, order = work.efforts[package], work.durations[package], self.order[package]
        for place in work.places[package]:
            insort(self.waiting[place][effort], order)
            self.shortest_s[place] = min(self.shortest_s[place], duration) if self.count[place] else duration
            self.count[place] += 1
            self.promised_s[place] += work.promised_s[package]
        self.changed.update(work.places[package])

    def _priority_s(self, package: int) -> int:
        rank = 0 if self.work.ranks is None else self.work.ranks[package]
        return rank * RANK_STEP_S - self.work.tails_s[package]

    def start(self, package: int) -> None:
        """Takes a package out."""
        self.started[package] = True
        for place in self.work.places[package]:
            self.count[place] -= 1
            self.promised_s[place] -= self.work.promised_s[package]
        self.changed.update(self.work.places[package])

    def finish(self, package: int) -> None:
        """Makes those ready that waited for this package as their last. Its crew leaves its places."""
        self.changed.update(self.work.places[package])
        self._release(self.work.followers[package])
        for number in self.work.releases_of.get(package, ()):
            self.unlaid[number] -= 1
            if not self.unlaid[number]:
                self._release(self.work.releases[number][1])

    def _release(self, followers: Iterable[int]) -> None:
        """Makes those ready that waited for nothing else."""
        for follower in followers:
            self.missing[follower] -= 1
            if not self.missing[follower]:
                self._add(follower)

    def list_first(self, place: int, limits: StartLimits) -> list[int]:
        """The first package of each effort at a place that can start, if there is one among the first `SCAN`."""
        firsts = [self._first_of(waiting, limits) for waiting in self.waiting[place] if waiting]
        return [first for first in firsts if first is not None]

    def _first_of(self, waiting: list[int], limits: StartLimits) -> int | None:
        # Skill, time and room are asked for here and in `list_near`, not by a call: crews look at millions of packages.
        started, in_order, durations, is_test = self.started, self.in_order, self.work.durations, self.work.is_test
        longest_s, may_test, has_room = limits
        passed, most = 0, min(SCAN, len(waiting))
        while passed < most:
            package = in_order[waiting[passed]]
            if started[package]:
                del waiting[passed]
                most = min(SCAN, len(waiting))
            elif durations[package] <= longest_s and (may_test or not is_test[package]) and has_room(package):
                return package
            else:
                passed += 1
        return None

    def list_near(self, place: int, limits: StartLimits) -> Iterator[int]:
        """Those of the first `SCAN` packages of each effort at a place that can start."""
        started, in_order, durations, is_test = self.started, self.in_order, self.work.durations, self.work.is_test
        longest_s, may_test, has_room = limits
        for waiting in self.waiting[place]:
            for order in waiting[:SCAN]:
                package = in_order[order]
                if started[package] or durations[package] > longest_s or (is_test[package] and not may_test):
                    continue
                if has_room(package):
                    yield package

    def lowest_rank(self, place: int) -> int:
        """The lowest rank that is ready at a place; `RANK_STEP_S` where nothing is."""
        lowest = RANK_STEP_S
        for waiting in self.waiting[place]:
            while waiting and self.started[self.in_order[waiting[0]]]:
                del waiting[0]
            if waiting and self.work.ranks is not None:
                lowest = min(lowest, self.work.ranks[self.in_order[waiting[0]]])
        return lowest
