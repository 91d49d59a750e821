"""The packages that may start by the order of work, place by place."""

import heapq
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from fabric.optimize.schedule.workload import Workload

RANK_STEP_S = 10**9
"""Seconds, longer than any chain of work: a lower rank goes before any longer chain."""
SCAN = 24
"""Ready packages of one place that a crew looks at; the others of that place have shorter chains."""


class Effort(IntEnum):
    """Groups of ready packages at a place, in the order in which a tidy crew takes them."""

    TEST = 0
    """Nothing follows: these are short and fill the rest of a window."""
    ONE_PLACE = 1
    """Work at this place alone."""
    PULL = 2
    """Work that ties up spans or a second place."""


class Ready(NamedTuple):
    """A ready package, in the order in which crews take them."""

    priority_s: int
    """Minus the longest chain of work from it, after its rank: lower goes first."""
    package: int
    """Its index, which breaks ties."""


class ReadyPackages:
    """The ready packages of each place, by effort, with sums by which places are compared quickly.

    A package of two places is ready at both. Started packages stay in the heaps until a crew meets them.
    """

    def __init__(self, work: Workload):
        self.work = work
        self.missing = [len(package.after) for package in work.packages]
        """Packages that each package still waits for."""
        self.started = [False] * len(work.packages)
        places = len(work.limits.place_crews)
        self.heaps: list[tuple[list[Ready], ...]] = [tuple([] for _ in Effort) for _ in range(places)]
        self.count = [0] * places
        """Ready packages of each place."""
        self.promised_s = [0.0] * places
        """Seconds of work that the ready packages of each place promise to a crew that stays there."""
        self.shortest_s = [0] * places
        """A lower bound on the seconds of each ready package of a place: the shortest since the place last had none."""
        for package, missing in enumerate(self.missing):
            if not missing:
                self._add(package)

    def _add(self, package: int) -> None:
        work, effort = self.work, self.effort(package)
        duration = work.durations[package]
        for place in work.places[package]:
            heapq.heappush(self.heaps[place][effort], Ready(self._priority_s(package), package))
            self.shortest_s[place] = min(self.shortest_s[place], duration) if self.count[place] else duration
            self.count[place] += 1
            self.promised_s[place] += work.promised_s[package]

    def _priority_s(self, package: int) -> int:
        rank = 0 if self.work.ranks is None else self.work.ranks[package]
        return rank * RANK_STEP_S - self.work.tails_s[package]

    def effort(self, package: int) -> Effort:
        """The group of a package."""
        if not self.work.followers[package]:
            return Effort.TEST
        is_pull = len(self.work.places[package]) > 1 or self.work.spans[package]
        return Effort.PULL if is_pull else Effort.ONE_PLACE

    def start(self, package: int) -> None:
        """Takes a package out."""
        self.started[package] = True
        for place in self.work.places[package]:
            self.count[place] -= 1
            self.promised_s[place] -= self.work.promised_s[package]

    def finish(self, package: int) -> None:
        """Makes those ready that waited for this package as their last."""
        for follower in self.work.followers[package]:
            self.missing[follower] -= 1
            if not self.missing[follower]:
                self._add(follower)

    def list_first(self, place: int, can_start: Callable[[int], bool]) -> list[Ready]:
        """The first package of each effort at a place that can start, if there is one among the first `SCAN`."""
        firsts = [self._first_of(heap, can_start) for heap in self.heaps[place] if heap]
        return [first for first in firsts if first is not None]

    def _first_of(self, heap: list[Ready], can_start: Callable[[int], bool]) -> Ready | None:
        passed: list[Ready] = []
        found = None
        while heap and len(passed) < SCAN:
            # Most often the first one can start: it stays where it is.
            if self.started[heap[0].package]:
                heapq.heappop(heap)
            elif can_start(heap[0].package):
                found = heap[0]
                break
            else:
                passed.append(heapq.heappop(heap))
        for item in passed:
            heapq.heappush(heap, item)
        return found

    def list_near(self, place: int) -> Iterator[Ready]:
        """The first `SCAN` entries of each effort at a place that have not started."""
        for heap in self.heaps[place]:
            for item in heapq.nsmallest(SCAN, heap):
                if not self.started[item.package]:
                    yield item

    def lowest_rank(self, place: int) -> int:
        """The lowest rank that is ready at a place; `RANK_STEP_S` where nothing is."""
        lowest = RANK_STEP_S
        for heap in self.heaps[place]:
            while heap and self.started[heap[0].package]:
                heapq.heappop(heap)
            if heap and self.work.ranks is not None:
                lowest = min(lowest, self.work.ranks[heap[0].package])
        return lowest
