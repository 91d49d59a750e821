"""Which crew does which package when: list scheduling under the limits of crews, places, pathway spans and shifts.

Rules: a crew does one package at a time; at most `max_crews` packages tie up a place or a span at once; a package
starts after all that it follows; it does not cross the end of a window unless work may be handed over; a crew that
starts where it did not end before spends `move_crew` first. Objective: the end of the last package.

A free crew takes the ready package with the longest tail (time of the longest chain of work after its start),
plus the load of its place; packages where the crew stands already are preferred by a bonus. Several bonuses
are tried, the shortest schedule is kept. On the worked sites list scheduling ends within 3 to 5 per cent of the
plan's own bound, where exact search over all packages does not start (docs/decisions/0006-list-scheduling.md). Lower
bounds: `plan_bounds_s`.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fabric.crew import CrewPlan
from fabric.labour import LabourTable
from fabric.work import Package
from layouts.faults import UnmetError
from layouts.units import divide_up

Bind = Literal["work", "place", "chain"]

BONUSES_S = (0, 1_800, 14_400, 10**9)
"""Worth of staying: nothing, half an hour, four hours, everything. Which is best depends on how full the places are."""
SCAN = 24
"""How many ready packages of one place a crew looks at before it looks elsewhere."""


@dataclass(frozen=True)
class Slot:
    """When a package is done, and by whom. The move of the crew is part of it."""

    start_s: int
    end_s: int
    crew: int


@dataclass(frozen=True)
class Limits:
    """How many crews may work at once in each place (by index) and on each span (by name)."""

    place_crews: Sequence[int]
    span_crews: Mapping[str, int]


def plan_bounds_s(
    packages: Sequence[Package], labour: LabourTable, crew: CrewPlan, place_crews: Sequence[int]
) -> dict[Bind, int]:
    """Lower bounds on any schedule of these packages: work over crews, load of the fullest place, longest chain."""
    durations = [crew.duration_s(labour.person_ms(package.acts)) for package in packages]
    loads: dict[int, int] = defaultdict(int)
    tails = _tails(packages, durations)
    for package, duration in zip(packages, durations, strict=True):
        for place in set(package.places):
            loads[place] += duration
    return {
        "work": divide_up(sum(durations), crew.crews),
        "place": max((divide_up(load, place_crews[place]) for place, load in loads.items()), default=0),
        "chain": max(tails, default=0),
    }


def schedule_packages(
    packages: Sequence[Package], labour: LabourTable, crew: CrewPlan, limits: Limits, ready: datetime | None = None
) -> list[Slot]:
    """The shortest schedule found, starting when the racks are `ready`.

    Raises UnmetError where a package is longer than any window.
    """
    durations = [crew.duration_s(labour.person_ms(package.acts)) for package in packages]
    move_s = crew.duration_s(labour.act_ms("move_crew", 1))
    longest = max(durations, default=0) + move_s
    if not crew.hand_over and longest > crew.longest_window_s:
        raise UnmetError(
            [
                f"a package of work takes {longest / 60:.0f} minutes, the longest stretch between breaks "
                f"is {crew.longest_window_s / 60:.0f}",
                "Lengthen the shifts, set hand_over: true in crew.yaml, or allow smaller trunks",
            ]
        )
    best: list[Slot] | None = None
    for bonus_s in BONUSES_S:
        slots = _Run(packages, durations, crew, limits, move_s, bonus_s).run(ready)
        if best is None or _makespan(slots) < _makespan(best):
            best = slots
    return best or []


def _makespan(slots: Sequence[Slot]) -> int:
    return max((slot.end_s for slot in slots), default=0)


def _tails(packages: Sequence[Package], durations: Sequence[int]) -> list[int]:
    """Longest chain of work from the start of each package; packages come after what they follow."""
    tails = list(durations)
    for index in range(len(packages) - 1, -1, -1):
        for before in packages[index].after:
            tails[before] = max(tails[before], durations[before] + tails[index])
    return tails


class _Run:
    """One pass of list scheduling. State changes as the clock runs; a run is used once."""

    def __init__(
        self,
        packages: Sequence[Package],
        durations: Sequence[int],
        crew: CrewPlan,
        limits: Limits,
        move_s: int,
        bonus_s: int,
    ):
        self.packages, self.durations, self.crew, self.limits = packages, durations, crew, limits
        self.move_s, self.bonus_s = move_s, bonus_s
        self.waiting = [len(package.after) for package in packages]
        self.followers: list[list[int]] = [[] for _ in packages]
        for index, package in enumerate(packages):
            for before in package.after:
                self.followers[before].append(index)
        load: dict[int, int] = defaultdict(int)
        for package, duration in zip(packages, durations, strict=True):
            for place in set(package.places):
                load[place] += duration
        self.place_time = {place: total // limits.place_crews[place] for place, total in load.items()}
        tails = _tails(packages, durations)
        self.priority = [
            tails[i] + max(self.place_time[p] for p in package.places) for i, package in enumerate(packages)
        ]
        self.ready: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.in_place: dict[int, int] = defaultdict(int)
        self.on_span: dict[str, int] = defaultdict(int)
        self.at: list[int | None] = [None] * crew.crews
        self.free = list(range(crew.crews))
        self.crews = crew.crews
        self.slots: list[Slot | None] = [None] * len(packages)

    def run(self, ready: datetime | None) -> list[Slot]:
        for index, count in enumerate(self.waiting):
            if not count:
                self.make_ready(index)
        windows = self.crew.windows_s(ready)
        window_start, window_end, self.crews = next(windows)
        running: list[tuple[int, int, int]] = []
        clock = window_start
        left = len(self.packages)
        while left or running:
            while left and (started := self.start_one(clock, window_end)) is not None:
                heapq.heappush(running, started)
                left -= 1
            if running:
                clock = running[0][0]
                while running and running[0][0] == clock:
                    self.finish(*heapq.heappop(running)[1:])
            if clock >= window_end or not running:
                while window_end <= clock or (not running and left and not self.can_start(clock, window_end)):
                    window_start, window_end, self.crews = next(windows)
                    clock = max(clock, window_start)
        return [slot for slot in self.slots if slot is not None]

    def make_ready(self, index: int) -> None:
        heapq.heappush(self.ready[self.packages[index].places[0]], (-self.priority[index], index))

    def can_start(self, clock: int, window_end: int) -> bool:
        return self.pick(clock, window_end) is not None

    def start_one(self, clock: int, window_end: int) -> tuple[int, int, int] | None:
        """Starts the best package that can start now: (end, package, crew), None if there is none."""
        choice = self.pick(clock, window_end)
        if choice is None:
            return None
        index, crew = choice
        package = self.packages[index]
        self.ready[package.places[0]].remove((-self.priority[index], index))
        heapq.heapify(self.ready[package.places[0]])
        end = clock + self.duration(index, crew)
        self.slots[index] = Slot(clock, end, crew)
        self.free.remove(crew)
        self.at[crew] = package.places[-1]
        for place in set(package.places):
            self.in_place[place] += 1
        for span in package.spans:
            self.on_span[span] += 1
        return end, index, crew

    def duration(self, index: int, crew: int) -> int:
        moved = self.at[crew] is not None and self.at[crew] != self.packages[index].places[0]
        return self.durations[index] + (self.move_s if moved else 0)

    def pick(self, clock: int, window_end: int) -> tuple[int, int] | None:
        """The package and crew of highest value: priority, plus the bonus where the crew stands there already."""
        free = [crew for crew in self.free if crew < self.crews]
        if not free:
            return None
        best: tuple[int, int, int] | None = None
        standing = {self.at[crew]: crew for crew in reversed(free)}
        anyone = next((crew for crew in free if self.at[crew] is None), free[0])
        for place, heap in self.ready.items():
            if not heap or self.in_place[place] >= self.limits.place_crews[place]:
                continue
            crew = standing.get(place, anyone)
            bonus = self.bonus_s if self.at[crew] in (place, None) else 0
            for priority, index in heapq.nsmallest(SCAN, heap):
                if best is not None and bonus - priority <= best[0]:
                    break
                if self.fits(index, crew, clock, window_end):
                    best = bonus - priority, index, crew
                    break
        return None if best is None else best[1:]

    def fits(self, index: int, crew: int, clock: int, window_end: int) -> bool:
        package = self.packages[index]
        return (
            (self.crew.hand_over or clock + self.duration(index, crew) <= window_end)
            and all(self.in_place[place] < self.limits.place_crews[place] for place in package.places)
            and all(self.on_span[span] < self.limits.span_crews[span] for span in package.spans)
        )

    def finish(self, index: int, crew: int) -> None:
        package = self.packages[index]
        for place in set(package.places):
            self.in_place[place] -= 1
        for span in package.spans:
            self.on_span[span] -= 1
        self.free.append(crew)
        self.free.sort()
        for follower in self.followers[index]:
            self.waiting[follower] -= 1
            if not self.waiting[follower]:
                self.make_ready(follower)
