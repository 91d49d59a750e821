"""List scheduling: whoever is free takes the package that the rules give, under the limits of crews, places, pathway
spans and shifts.

Rules: a crew does one package at a time; at most `max_crews` packages tie up a place or a span at once; a package
starts after all that it follows; it does not cross the end of a window unless work may be handed over; a crew whose
next package touches none of the places of its last one spends `move_crew` first; only crews with that skill test.

A free crew stays where it is as long as there is work and no other place falls behind. A place falls behind when
what is left there, over the crews that it takes, comes near to what is left of all work over all crews. A crew that
moves goes where most can be done without leaving again: whole rows before single tests. Within a place
the package with the longest chain of work after it goes first; near the end of a window the one that, with others,
fills it best. Docs: docs/decisions/0006-list-scheduling.md.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.optimize.schedule.window_fill import filled_s, list_sums
from fabric.plan import PackageKind
from fabric.project import Window
from fabric.work import CrewLimits, Package

TEST = PackageKind.TEST
SCAN = 24
"""How many ready packages of one place a crew looks at before it looks elsewhere."""
RANK_STEP_S = 10**9
"""Longer than any chain of work, so that ranks go before tails."""
FILL_S = 3_600
"""In the last hour of a window crews without patience take what fills it before what has the longest chain after it."""


@dataclass(frozen=True)
class Slot:
    """When a package is done, and by whom. The move of the crew is part of it."""

    start_s: int
    end_s: int
    crew: int


@dataclass(frozen=True)
class Measure:
    """A place falls behind when its time left passes the share `haste` of the time left of all: from late and few moves
    at 0.97 to early at 0.8; at 10 crews leave a place only when it has nothing for them. Where less than `patience_s`
    of a window are left, a crew whose place has work for the next one waits. Who is `tidy` ends what is begun where it
    stands, tests first, before it pulls again; others take the longest chain of work first.
    """

    haste: float
    patience_s: int
    tidy: bool


class Workload:
    """What does not change from one schedule of some packages to the next."""

    def __init__(self, packages: Sequence[Package], durations: Sequence[int], place_crews: Sequence[int]):
        self.packages, self.durations = packages, durations
        self.places = [tuple(sorted(set(package.places))) for package in packages]
        self.followers: list[list[int]] = [[] for _ in packages]
        for index, package in enumerate(packages):
            for before in package.after:
                self.followers[before].append(index)
        self.load_s = np.zeros(len(place_crews), np.int64)
        for places, duration in zip(self.places, durations, strict=True):
            for place in places:
                self.load_s[place] += duration
        self.tails = list_tails(packages, durations)
        self.promise = _promises(packages, durations, self.places, self.followers)


def list_tails(packages: Sequence[Package], durations: Sequence[int]) -> list[int]:
    """Longest chain of work from the start of each package; packages come after what they follow."""
    tails = list(durations)
    for index in range(len(packages) - 1, -1, -1):
        for before in packages[index].after:
            tails[before] = max(tails[before], durations[before] + tails[index])
    return tails


def _promises(
    packages: Sequence[Package],
    durations: Sequence[int],
    places: Sequence[tuple[int, ...]],
    followers: Sequence[Sequence[int]],
) -> list[float]:
    """What starting each package promises to whoever stays: itself, and its share of the work that follows there."""
    found = [0.0] * len(packages)
    for index in range(len(packages) - 1, -1, -1):
        found[index] = durations[index] + sum(
            found[follower] / len(packages[follower].after)
            for follower in followers[index]
            if set(places[follower]) <= set(places[index])
        )
    return found


class Dispatch:
    """One pass of list scheduling. State changes as the clock runs; it is used once."""

    def __init__(
        self,
        work: Workload,
        limits: CrewLimits,
        crews: int,
        hand_over: bool,
        move_s: int,
        measure: Measure,
        actual_s: Sequence[int] | None = None,
        ranks: Sequence[int] | None = None,
    ):
        """`actual_s` is what packages take where that differs from their durations, which are all that anyone knows:
        what overruns its window is ended in the next one. Of packages with `ranks` the lowest go first.
        """
        self.ranks = ranks
        self.packages, self.durations, self.places = work.packages, work.durations, work.places
        self.actual_s = work.durations if actual_s is None else actual_s
        self.followers, self.tails, self.promise = work.followers, work.tails, work.promise
        self.limits, self.hand_over, self.overruns = limits, hand_over, hand_over or actual_s is not None
        self.move_s, self.haste, self.patience_s, self.tidy = move_s, measure.haste, measure.patience_s, measure.tidy
        self.waiting = [len(package.after) for package in work.packages]
        count = len(limits.place_crews)
        self.place_crews = np.array(limits.place_crews, np.int64)
        self.left_of = work.load_s.copy()
        self.left_s = sum(work.durations)
        # Per place, what is ready: work at that place alone, pulls, and the shortest (tests), which fill the rest of
        # a window. Started packages are dropped when they are met.
        self.ready: list[tuple[list[tuple[int, int]], ...]] = [([], [], []) for _ in limits.place_crews]
        self.waits = np.zeros(count, np.int64)
        self.promised = np.zeros(count)
        self.shortest = np.zeros(count, np.int64)
        self.in_place = np.zeros(count, np.int64)
        self.on_span: dict[str, int] = defaultdict(int)
        self.at: list[tuple[int, ...]] = [()] * crews
        self.free = list(range(crews))
        self.all_crews = self.crews = self.testers = crews
        self.who = 0
        self.slots: list[Slot | None] = [None] * len(work.packages)
        self.moves = 0

    def run(self, windows: Iterator[Window]) -> list[Slot]:
        """The slots of all packages in windows without end."""
        for index, count in enumerate(self.waiting):
            if not count:
                self.make_ready(index)
        clock, self.window_end, self.crews, self.testers = next(windows)
        running: list[tuple[int, int, int]] = []
        left = len(self.packages)
        while left or running:
            started = self.start_all(clock) if left else []
            for one in started:
                heapq.heappush(running, one)
            left -= len(started)
            if running and (running[0][0] <= self.window_end or self.overruns):
                clock = running[0][0]
                while running and running[0][0] == clock:
                    self.finish(*heapq.heappop(running)[1:])
            elif not running:
                clock = self.window_end
            while self.window_end <= clock:
                start, self.window_end, self.crews, self.testers = next(windows)
                clock = max(clock, start)
        return [slot for slot in self.slots if slot is not None]

    def make_ready(self, index: int) -> None:
        """Puts a package among those that may start at each of its places."""
        heap = self.effort(index)
        for place in self.places[index]:
            heapq.heappush(self.ready[place][heap], (self.priority(index), index))
            # Of what has been ready since the place last ran dry: no package there is shorter.
            known = self.shortest[place] if self.waits[place] else self.durations[index]
            self.shortest[place] = min(known, self.durations[index])
            self.waits[place] += 1
            self.promised[place] += self.promise[index]

    def priority(self, index: int) -> int:
        """What goes first is lower: by rank, then by the work that follows."""
        return (self.ranks[index] * RANK_STEP_S if self.ranks else 0) - self.tails[index]

    def start_all(self, clock: int) -> list[tuple[int, int, int]]:
        """Starts whatever can start now: (end, package, crew)."""
        started = []
        self.elsewhere = True
        waiting = sorted(crew for crew in self.free if crew < self.crews)
        while waiting:
            crew = waiting[0]
            index = self.pick(crew, clock)
            if index is None:
                waiting.remove(crew)
                continue
            if self.has_to_move(index, crew):
                # Another that is free and need not move goes instead.
                able = [other for other in waiting if self.may_do(index, other)]
                crew = next((other for other in able if not self.has_to_move(index, other)), crew)
            started.append(self.start(index, crew, clock))
            waiting.remove(crew)
        return started

    def start(self, index: int, crew: int, clock: int) -> tuple[int, int, int]:
        """Puts a crew to work on a package."""
        moved = self.has_to_move(index, crew)
        self.moves += moved
        end = clock + self.actual_s[index] + moved * self.move_s
        self.slots[index] = Slot(clock, end, crew)
        self.free.remove(crew)
        self.at[crew] = self.places[index]
        for place in self.places[index]:
            self.in_place[place] += 1
            self.left_of[place] -= self.durations[index]
            self.waits[place] -= 1
            self.promised[place] -= self.promise[index]
        self.left_s -= self.durations[index]
        for span in self.packages[index].spans:
            self.on_span[span] += 1
        return end, index, crew

    def may_do(self, index: int, crew: int) -> bool:
        """Whether a crew has the skill that a package takes."""
        return crew < self.testers or self.packages[index].kind != TEST

    def has_to_move(self, index: int, crew: int) -> bool:
        """Whether a package touches none of the places where the crew was last."""
        return bool(self.at[crew]) and not set(self.at[crew]) & set(self.places[index])

    def pick(self, crew: int, clock: int) -> int | None:
        """The next package of a crew: where it stands, unless another place falls behind."""
        here, self.who = self.at[crew], crew
        if self.ranks:
            return self.pick_ranked(crew, here, clock)
        others = self.urgent(here, clock) if self.elsewhere else []
        mine = sorted(here, key=lambda place: -self.urgency(place))
        share = self.left_s / self.all_crews
        for place in others:
            if mine and self.urgency(mine[0]) >= self.haste * share:
                break
            if self.urgency(place) < self.haste * share:
                break
            found = self.first_fitting(place, clock, self.move_s)
            if found is not None:
                return found
        if not self.patience_s and self.window_end - clock < FILL_S and not self.hand_over:
            found = self.best_filling(mine, clock)
            if found is not None:
                return found
        for place in mine:
            found = self.first_fitting(place, clock, 0)
            if found is not None:
                return found
        if self.window_end - clock < self.patience_s and any(self.waits[place] for place in here):
            return None
        for place in others:
            found = self.first_fitting(place, clock, self.move_s if here else 0)
            if found is not None:
                return found
        # Until something is finished, whoever would have to move finds nothing either.
        self.elsewhere = self.elsewhere and (not here or crew >= self.testers)
        return None

    def pick_ranked(self, crew: int, here: Sequence[int], clock: int) -> int | None:
        """The package of lowest rank that can start, at best where the crew stands."""
        places = [*here, *(self.urgent(here, clock) if self.elsewhere else ())]
        order = sorted((self.lowest_at(place), number) for number, place in enumerate(places))
        for _, number in order:
            found = self.first_fitting(places[number], clock, self.move_s if here and number >= len(here) else 0)
            if found is not None:
                return found
        self.elsewhere = self.elsewhere and (not here or crew >= self.testers)
        return None

    def lowest_at(self, place: int) -> int:
        """The lowest rank that is ready at a place."""
        lowest = []
        for heap in self.ready[place]:
            while heap and self.slots[heap[0][1]] is not None:
                heapq.heappop(heap)
            if heap and self.ranks:
                lowest.append(self.ranks[heap[0][1]])
        return min(lowest, default=RANK_STEP_S)

    def urgency(self, place: int) -> float:
        """The time that a place still takes, with all crews that it may hold."""
        return float(self.left_of[place] / self.place_crews[place])

    def urgent(self, here: Sequence[int], clock: int) -> list[int]:
        """Other places with work that is ready and may end in time, and room for a crew; first where most can be done
        without leaving again.
        """
        open_to = (self.waits > 0) & (self.in_place < self.place_crews)
        if not self.hand_over:
            open_to &= self.shortest <= self.window_end - clock
        open_to[list(here)] = False
        found = np.flatnonzero(open_to)
        order = np.argsort(-self.promised[found] / (1 + self.in_place[found]), kind="stable")
        places: list[int] = found[order].tolist()
        return places

    def first_fitting(self, place: int, clock: int, extra_s: int) -> int | None:
        """The ready package of a place with the longest tail that can start and ends in time."""
        if self.in_place[place] >= self.limits.place_crews[place]:
            return None
        tops = [self.first_of(heap, clock, extra_s) for heap in self.ready[place]]
        found = [top for top in tops if top is not None]
        if self.tidy and not extra_s and not self.ranks:
            return min(found, key=lambda top: (self.effort(top[1]), top), default=(0, None))[1]
        return min(found, default=(0, None))[1]

    def best_filling(self, places: Sequence[int], clock: int) -> int | None:
        """The ready package with which, and with others after it, the rest of the window is filled best."""
        found = [
            item
            for place in places
            if self.in_place[place] < self.limits.place_crews[place]
            for heap in self.ready[place]
            for item in heapq.nsmallest(SCAN, heap)
            if self.slots[item[1]] is None and self.can_start(item[1], clock)
        ]
        if not found:
            return None
        rest_s = self.window_end - clock
        sums = list_sums({self.durations[index] for _, index in found}, rest_s)
        return min(found, key=lambda item: (-filled_s(self.durations[item[1]], rest_s, sums), item))[1]

    def effort(self, index: int) -> int:
        """What is done first of what is begun: tests, work at one place, pulls."""
        if not self.followers[index]:
            return 0
        return 2 if len(self.places[index]) > 1 or self.packages[index].spans else 1

    def first_of(self, heap: list[tuple[int, int]], clock: int, extra_s: int) -> tuple[int, int] | None:
        """The first of a heap that can start, looked for among the first few."""
        passed: list[tuple[int, int]] = []
        found = None
        while heap and len(passed) < SCAN:
            top = heapq.heappop(heap)
            if self.slots[top[1]] is not None:
                continue
            passed.append(top)
            if self.can_start(top[1], clock + extra_s):
                found = top
                break
        for item in passed:
            heapq.heappush(heap, item)
        return found

    def can_start(self, index: int, clock: int) -> bool:
        """Whether places, spans and the window leave room, and the crew that looks has the skill."""
        if not self.may_do(index, self.who):
            return False
        if clock + self.durations[index] > self.window_end and not self.hand_over:
            return False
        return all(self.in_place[place] < self.place_crews[place] for place in self.places[index]) and all(
            self.on_span[span] < self.limits.span_crews[span] for span in self.packages[index].spans
        )

    def finish(self, index: int, crew: int) -> None:
        """Frees the crew and what the package tied up; its followers may become ready."""
        for place in self.places[index]:
            self.in_place[place] -= 1
        for span in self.packages[index].spans:
            self.on_span[span] -= 1
        self.free.append(crew)
        for follower in self.followers[index]:
            self.waiting[follower] -= 1
            if not self.waiting[follower]:
                self.make_ready(follower)
