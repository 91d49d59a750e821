"""Who installs: technicians in crews, shift by shift, and the working clock.

The clock counts seconds inside shifts only; `windows` are the stretches that work does not cross (shifts cut at
breaks). A crew is a team that works on one package at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from layouts import divide_up

UNDATED = datetime(2000, 1, 1)
"""Stands for day 1 where the request states no date."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A daily shift: start as minutes after midnight, length and breaks (start after shift start, length) in
    seconds.
    """

    id: str
    start_minute: int
    length_s: int
    technicians: int
    breaks_s: tuple[tuple[int, int], ...]
    skills: tuple[tuple[str, int], ...] = ()

    @property
    def windows_s(self) -> tuple[tuple[int, int], ...]:
        """The stretches between breaks: (seconds after shift start, length)."""
        stretches, cursor = [], 0
        for start, length in sorted(self.breaks_s):
            if start > cursor:
                stretches.append((cursor, start - cursor))
            cursor = max(cursor, start + length)
        if cursor < self.length_s:
            stretches.append((cursor, self.length_s - cursor))
        return tuple(stretches)


TESTING = "testing"
"""The skill that testing a link takes, where a shift says how many have it."""


class Window(NamedTuple):
    """A stretch of uninterrupted work on the working clock: from, to, crews at work, and how many of them may test (the
    first ones).
    """

    start_s: int
    end_s: int
    crews: int
    testers: int


@dataclass(frozen=True)
class Risks:
    """What goes wrong on bad days, for simulations: mistakes per link (found by its test, then mended), seconds by
    which a shift starts late on average, chance that a technician misses a shift, standard deviation of the factor by
    which a package differs from the crew's pace. The defaults are assumed.
    """

    error_rate: float = 0.02
    late_s: int = 600
    absence_rate: float = 0.03
    scatter: float = 0.2


@dataclass(frozen=True)
class CrewPlan:
    """All shifts of a day and how technicians form crews. `hand_over` allows work across the end of a window."""

    shifts: tuple[Shift, ...]
    crew_size: int
    hand_over: bool
    risks: Risks = Risks()

    @property
    def technicians(self) -> int:
        """Technicians in crews in the best staffed shift: the divisor of the work bound, valid for every shift."""
        return self.crews * self.crew_size

    @property
    def idle_technicians(self) -> int:
        """Technicians of the best staffed shift for whom there is no crew."""
        return max(shift.technicians for shift in self.shifts) - self.technicians

    @property
    def crews(self) -> int:
        """Crews that the best staffed shift forms. Crew k works in the shifts that form at least k crews."""
        return max(self.crews_of(shift) for shift in self.shifts)

    def crews_of(self, shift: Shift) -> int:
        """Crews that a shift forms."""
        return shift.technicians // self.crew_size

    def _from(self, ready: datetime | None) -> Iterator[tuple[Shift, bool, datetime, int]]:
        """Windows without end: shift, whether it begins with this one, wall-clock start, length. The one in which the
        racks become ready begins then.

        Undated, the first shift of the list begins on day 1.
        """
        midnight = (ready or UNDATED).replace(hour=0, minute=0, second=0, microsecond=0)
        at_work: Shift | None = None
        while True:
            for shift in self.shifts:
                for number, (start_s, length) in enumerate(shift.windows_s):
                    moment = midnight + timedelta(seconds=shift.start_minute * 60 + start_s)
                    missed = (ready - moment) // timedelta(seconds=1) if ready and moment < ready else 0
                    if missed < length:
                        yield (
                            shift,
                            number == 0 or at_work is not shift,
                            moment + timedelta(seconds=missed),
                            length - missed,
                        )
                        at_work = shift
            midnight += timedelta(days=1)

    def testers_of(self, shift: Shift, crews: int) -> int:
        """How many of some crews of a shift have a technician who may test: the first ones, one each."""
        return min(crews, dict(shift.skills).get(TESTING, crews))

    def windows_s(self, ready: datetime | None) -> Iterator[Window]:
        """Working windows on the working clock, without end."""
        for shift, _, start, end in self.shift_windows_s(ready):
            crews = self.crews_of(shift)
            yield Window(start, end, crews, self.testers_of(shift, crews))

    def shift_windows_s(self, ready: datetime | None) -> Iterator[tuple[Shift, bool, int, int]]:
        """The same windows: shift, whether it begins with this one, (start, end)."""
        clock = 0
        for shift, begins, _, length in self._from(ready):
            yield shift, begins, clock, clock + length
            clock += length

    def offered_s(self, person_ms: int, ready: datetime | None) -> int:
        """The moment of the working clock before which crews cannot have done so much work. Where work may be handed
        over, crews of a large shift may go on into a smaller one: then as if all shifts were as large.
        """
        left = divide_up(person_ms, 1000)
        if self.hand_over or len({self.crews_of(shift) for shift in self.shifts}) == 1:
            return divide_up(person_ms, 1000 * self.technicians)
        for start, end, crews, _ in self.windows_s(ready):
            if left <= (end - start) * crews * self.crew_size:
                return start + divide_up(left, crews * self.crew_size) if left else start
            left -= (end - start) * crews * self.crew_size
        raise AssertionError("windows have no end")

    def elapsed_s(self, clock_s: int, ready: datetime | None) -> int:
        """Seconds on the wall from the start of the working clock to a moment of it, nights and breaks counted."""
        first, end = None, 0
        for _, _, moment, length in self._from(ready):
            first = first or moment
            if clock_s <= end + length:
                return (moment - first) // timedelta(seconds=1) + clock_s - end
            end += length
        raise AssertionError("windows have no end")

    @property
    def longest_window_s(self) -> int:
        """The longest stretch of uninterrupted work."""
        return max(length for shift in self.shifts for _, length in shift.windows_s)

    def calendar(self, clock_s: int, ready: datetime | None) -> tuple[str, datetime]:
        """Shift and wall-clock time of a moment of the working clock; undated ones count from `UNDATED`."""
        rest = clock_s
        for shift, _, moment, length in self._from(ready):
            if rest < length:
                return shift.id, moment + timedelta(seconds=rest)
            rest -= length
        raise AssertionError("windows have no end")

    def duration_s(self, person_ms: int) -> int:
        """Seconds that a full crew takes for some person-time, rounded up to the second; at least one, so that what
        follows comes later.
        """
        return max(1, divide_up(person_ms, 1000 * self.crew_size))
