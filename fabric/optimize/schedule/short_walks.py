"""Shorter walks: a crew does what is near before what is far, where nothing else tells the order.

A working place is a whole row face, and no schedule prices the way from rack to rack along it. Here packages of a crew
that follow each other without a pause change their order, one at a time, as long as the crew then walks less. Nothing
else changes: neither the end of the work, nor the moves, nor what other crews do.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabric.optimize.schedule.line_changes import Lines, put
from fabric.optimize.schedule.workload import Slot
from fabric.work import Job

REACH = 12
"""Packages by which one moves up or back at most. A reach of 32 saves hardly a metre more (docs/schedules.md)."""
PASSES = 2
"""Rounds over all crews; a third one saves hardly a metre."""


class Walk(NamedTuple):
    """Where the crew of a package begins and ends it, on the map."""

    begin_mm: tuple[int, int]
    """Centre of the rack where it begins."""
    end_mm: tuple[int, int]
    """Centre of the rack where it ends: another one for a pull."""


def shorten_walks(job: Job, slots: Sequence[Slot], walks: Sequence[Walk], window_ends_s: Sequence[int]) -> list[Slot]:
    """The slots of a job with shorter walks of its crews. No package crosses the end of a window that did not before,
    and packages of different ranks keep their order.
    """
    in_line: dict[int, list[int]] = {}
    for package in sorted(range(len(slots)), key=slots.__getitem__):
        in_line.setdefault(slots[package].crew, []).append(package)
    lines = Lines(job, slots, len(in_line))
    for _ in range(PASSES):
        for line in in_line.values():
            _Crew(lines, line, walks).shorten(window_ends_s)
    return lines.slots


class _Crew:
    """The line of one crew."""

    def __init__(self, lines: Lines, line: list[int], walks: Sequence[Walk]):
        self.lines, self.line, self.walks = lines, line, walks

    def shorten(self, window_ends_s: Sequence[int]) -> None:
        """Puts each package where the walk is shortest, stretch by stretch."""
        for first, after in list(self._list_stretches(window_ends_s)):
            for source in range(first, after):
                self._put_best(source, range(max(first, source - REACH), min(after, source + REACH + 1)))

    def _list_stretches(self, window_ends_s: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The parts of the line without a pause, a move, an end of a window or a change of rank."""
        first = 0
        for number in range(1, len(self.line) + 1):
            if number < len(self.line) and self._goes_on(number, window_ends_s):
                continue
            last = self.lines.slots[self.line[number - 1]]
            is_whole = bisect_right(window_ends_s, last.start_s) == bisect_right(window_ends_s, last.end_s - 1)
            yield first, number if is_whole else number - 1
            first = number

    def _goes_on(self, number: int, window_ends_s: Sequence[int]) -> bool:
        before, package = self.line[number - 1], self.line[number]
        one, other = self.lines.slots[before], self.lines.slots[package]
        ranks = self.lines.work.ranks
        return (
            one.end_s == other.start_s
            and not self.lines.is_apart(before, package)
            and bisect_right(window_ends_s, one.start_s) == bisect_right(window_ends_s, other.start_s)
            and (ranks is None or ranks[before] == ranks[package])
        )

    def _put_best(self, source: int, targets: range) -> None:
        """Puts a package where its crew walks least, of equal ones the nearest to the front; or leaves it."""
        package = self.line[source]
        saved_mm = self._detour_mm(source - 1, package, source + 1)
        if saved_mm <= 0 and self.walks[package].begin_mm == self.walks[package].end_mm:
            return
        added = []
        for target in targets:
            before, after = (target, target + 1) if target > source else (target - 1, target)
            detour_mm = self._detour_mm(before, package, after)
            if target != source and detour_mm < saved_mm:
                added.append((detour_mm, target))
        for _, target in sorted(added):
            change = put(self.line, source, target)
            if self.lines.admits(self.line, change):
                self.lines.make(self.line, change)
                return

    def _detour_mm(self, before: int, package: int, after: int) -> int:
        """The way that a package adds between two others."""
        line, walks = self.line, self.walks
        added_mm, walk = 0, walks[package]
        if before >= 0:
            added_mm += _distance_mm(walks[line[before]].end_mm, walk.begin_mm)
        if after < len(line):
            added_mm += _distance_mm(walk.end_mm, walks[line[after]].begin_mm)
        if before >= 0 and after < len(line):
            added_mm -= _distance_mm(walks[line[before]].end_mm, walks[line[after]].begin_mm)
        return added_mm


def _distance_mm(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Along and across rows."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
