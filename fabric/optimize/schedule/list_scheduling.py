"""List scheduling: each crew that becomes free takes the package that the rules of `picks` give.

The limits:

- a crew does one package at a time;
- at most `max_crews` packages tie up a place or a span at once, and `crews_per_rack_face` a face of a rack;
- a package starts after all that it follows;
- a package does not cross the end of a window unless work may be handed over;
- a crew whose next package touches no place of its last one moves first, which takes `move_s`;
- only crews with that skill test.
"""

import heapq
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabric.optimize.schedule.crews import Crews
from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.picks import PassState, Turn, has_patience, pick
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.project import CrewPlan, Window


class Schedule(NamedTuple):
    """One slot for each package, and the moves of crews."""

    slots: list[Slot]
    """Time and crew of each package, in the order of the job's packages."""
    moves: int
    """Number of moves from one place to another; a crew going to its first place is no move."""


class _Running(NamedTuple):
    """A package at work."""

    end_s: int
    package: int
    crew: int


def dispatch_crews(
    work: Workload,
    crew: CrewPlan,
    rule: DispatchRule,
    windows: Iterator[Window],
    actual_s: Sequence[int] | None = None,
) -> Schedule:
    """The schedule that one rule gives, in windows without end.

    `actual_s` are the seconds that packages take where they differ from their durations; crews do not know them, and a
    package that overruns its window is ended in the next one.
    """
    found = _Pass(work, crew, rule, actual_s).run(windows)
    assert found is not None
    return found


def dispatch_in_time(
    work: Workload, crew: CrewPlan, rule: DispatchRule, windows: Iterator[Window], most_s: int
) -> Schedule | None:
    """As `dispatch_crews`; None as soon as the schedule is certain to end after `most_s` on the working clock."""
    return _Pass(work, crew, rule, None).run(windows, most_s)


class _Pass:
    """One pass of list scheduling. Its state changes as the clock runs."""

    def __init__(self, work: Workload, crew: CrewPlan, rule: DispatchRule, actual_s: Sequence[int] | None):
        self.state = PassState.begin(work, Crews(crew.crews))
        self.rule, self.hand_over = rule, crew.hand_over
        self.overruns = crew.hand_over or actual_s is not None
        self.actual_s = work.durations if actual_s is None else actual_s
        self.slots: list[Slot | None] = [None] * len(work.packages)

    def run(self, windows: Iterator[Window], most_s: int | None = None) -> Schedule | None:
        """Starts and ends packages until none is left; None as soon as the work that is left cannot end by `most_s`.

        No package that is left can start before the clock, and all crews together need at least the sum of their
        durations over the number of crews.
        """
        window = next(windows)
        clock_s = window.start_s
        running: list[_Running] = []
        left = len(self.slots)
        while left or running:
            started = self.start_all(clock_s, window) if left else []
            for item in started:
                heapq.heappush(running, item)
            left -= len(started)
            if running and (self.overruns or running[0].end_s <= window.end_s):
                clock_s = running[0].end_s
                while running and running[0].end_s == clock_s:
                    self.finish(heapq.heappop(running))
            elif not running:
                clock_s = window.end_s
            if most_s is not None and clock_s + self.state.places.all_left_s / self.state.crews.count > most_s:
                return None
            while window.end_s <= clock_s:
                window = next(windows)
                clock_s = max(clock_s, window.start_s)
        return Schedule([slot for slot in self.slots if slot is not None], self.state.crews.moves)

    def start_all(self, clock_s: int, window: Window) -> list[_Running]:
        """Starts every package that a free crew can start now."""
        crews, places = self.state.crews, self.state.work.places
        started = []
        may_leave = True
        waiting = sorted(crew for crew in crews.free if crew < window.crews)
        while waiting:
            crew = waiting[0]
            turn = Turn(crews.places[crew], window.end_s - clock_s, self.hand_over, crew < window.testers, may_leave)
            package = pick(self.state, turn, self.rule)
            if package is None:
                waiting.remove(crew)
                may_leave = may_leave and not self.has_seen_all(turn)
                continue
            if crews.has_to_move(crew, places[package]):
                crew = self.nearest_crew(package, waiting, window)
            started.append(self.start(package, crew, clock_s))
            waiting.remove(crew)
        return started

    def has_seen_all(self, turn: Turn) -> bool:
        """Whether a crew that found nothing has shown that, until a package ends, no crew finds work at another place.

        It has looked at all places, for all kinds of work, and as one that would have to move.
        """
        waits = self.state.work.ranks is None and has_patience(self.state, turn, self.rule)
        return bool(turn.here) and turn.may_test and not waits

    def nearest_crew(self, package: int, waiting: Sequence[int], window: Window) -> int:
        """The first free crew that can do a package without a move; the first of all where each would have to move."""
        work, crews = self.state.work, self.state.crews
        able = (crew for crew in waiting if crew < window.testers or not work.is_test[package])
        return next((crew for crew in able if not crews.has_to_move(crew, work.places[package])), waiting[0])

    def start(self, package: int, crew: int, clock_s: int) -> _Running:
        """Puts a crew to work on a package."""
        work = self.state.work
        moves = self.state.crews.start(crew, work.places[package])
        end_s = clock_s + self.actual_s[package] + moves * work.move_s
        self.slots[package] = Slot(clock_s, end_s, crew)
        self.state.places.start(package)
        self.state.ready.start(package)
        return _Running(end_s, package, crew)

    def finish(self, done: _Running) -> None:
        """Frees the crew and its places; packages that waited for this one may become ready."""
        self.state.places.finish(done.package)
        self.state.crews.finish(done.crew)
        self.state.ready.finish(done.package)
