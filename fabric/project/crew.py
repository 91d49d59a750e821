"""Technicians in crews, shift by shift, and the working clock.

The clock counts seconds inside shifts only, from racks ready on; seconds below 0 are those of shifts before. `windows`
are the times between breaks and ends of shifts, which work does not cross. A crew is a team that works on one package
at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple, get_args

from fabric.project.preparation import Preparation
from fabric.vocabulary import Weekday
from layouts import divide_up

UNDATED = datetime(2000, 1, 1)
"""Stands for day 1 where the request states no date."""
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""The days of a week as `date.weekday` numbers them, from 0."""


MOST_TECHNICIANS = 1_000
"""Most technicians of a shift: more than any site has, and few enough to be drawn and simulated."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A shift that is worked every day, or on some days of the week."""

    id: str
    """Name of the shift, printed on sheets."""
    start_minute: int
    """Minutes after midnight."""
    length_s: int
    """Length, breaks included."""
    technicians: int
    """Technicians at work, at least one; those beyond the last whole crew stay idle."""
    breaks_s: tuple[tuple[int, int], ...]
    """Start (seconds after that of the shift) and length of each break."""
    skills: tuple[tuple[str, int], ...] = ()
    """Technicians with each skill."""
    days: tuple[Weekday, ...] = ()
    """Days of the week on which it begins, in any order; empty: every day."""

    def begins_on(self, day: date) -> bool:
        """Whether the shift begins on a day, holidays aside."""
        return not self.days or WEEKDAYS[day.weekday()] in self.days

    @property
    def windows_s(self) -> tuple[tuple[int, int], ...]:
        """The windows between breaks: (seconds after the start of the shift, length)."""
        windows, cursor = [], 0
        for start, length in sorted(self.breaks_s):
            if start > cursor:
                windows.append((cursor, start - cursor))
            cursor = max(cursor, start + length)
        if cursor < self.length_s:
            windows.append((cursor, self.length_s - cursor))
        return tuple(windows)


TESTING = "testing"
"""The skill that testing a link takes, where a shift says how many have it."""


class _DatedWindow(NamedTuple):
    """A window of one shift in wall-clock time."""

    shift: Shift
    """The shift that it belongs to."""
    is_first: bool
    """Whether the shift begins with it."""
    start: datetime
    """Wall-clock start."""
    length_s: int
    """Length in seconds, at least 1."""


class ShiftWindow(NamedTuple):
    """A window of one shift, whatever crews are at work."""

    shift: Shift
    """The shift that it belongs to."""
    is_first: bool
    """Whether the shift begins with it."""
    start_s: int
    """Start on the working clock."""
    end_s: int
    """End on the working clock."""


class Window(NamedTuple):
    """A time of uninterrupted work on the working clock."""

    start_s: int
    """Start on the working clock."""
    end_s: int
    """End on the working clock."""
    crews: int
    """Crews at work."""
    testers: int
    """Crews that may test: the first ones."""


@dataclass(frozen=True)
class Risks:
    """Delays and mistakes for simulations; the defaults are assumptions."""

    error_rate: float = 0.02
    """Share of links with a mistake, which its test finds and the crew then mends."""
    late_s: int = 600
    """Average delay of the start of a shift."""
    absence_rate: float = 0.03
    """Probability that a technician misses a shift."""
    scatter: float = 0.2
    """Standard deviation of the time of one package, as a share of the crew's usual time."""


SLOT_PEOPLE = 2
"""Technicians for whom one of `max_crews` of site.yaml is the room: crews were pairs where that word was coined."""


@dataclass(frozen=True)
class CrewPlan:
    """All shifts of a day, and the size of the crews that technicians form."""

    shifts: tuple[Shift, ...]
    """Shifts in the order of crew.yaml, at least one; an undated plan begins with the first."""
    crew_size: int
    """Technicians of a crew."""
    hand_over: bool
    """Whether work on one package may continue after a break or in the next shift."""
    risks: Risks = Risks()
    """Delays and mistakes for simulations."""
    holidays: tuple[date, ...] = ()
    """Days on which no shift begins; a shift of the evening before runs to its end."""
    prepare: Preparation | None = field(default=None, metadata={"later": True})
    """Work that may be done before the racks are ready; None: there is none."""
    slot_people: int | None = field(default=None, metadata={"later": True})
    """Technicians who have room in one of `max_crews` of the site; None: a crew of any size, as in old plans."""
    utilisation_pct: int = field(default=100, metadata={"later": True})
    """Percentage of the paid time that crews are at work on acts, 30 to 100. The labour table of a project that was
    read counts paid time already (`LabourTable.stretched`).
    """
    crews_per_rack_face: int | None = field(default=None, metadata={"later": True})
    """Crews that may work at one face of one rack at once, at least 1; pulls do not count. None: as many as the place
    holds, as in plans that were made before this limit.
    """
    pulls_first: bool = field(default=False, metadata={"later": True})
    """Whether all pulls into a rack are laid before the first end is landed there."""

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

    def crews_in(self, max_crews: int) -> int:
        """Crews that a place or a span holds at once, where the site states `max_crews`; at least one."""
        return max_crews if self.slot_people is None else max(1, max_crews * self.slot_people // self.crew_size)

    def crews_of(self, shift: Shift) -> int:
        """Crews that a shift forms."""
        return shift.technicians // self.crew_size

    def _from(self, ready: datetime | None) -> Iterator[_DatedWindow]:
        """Windows without end. The one in which the racks become ready begins then, also where its shift began the
        evening before.

        Undated, the first shift of the list begins on day 1.
        """
        midnight = (ready or UNDATED).replace(hour=0, minute=0, second=0, microsecond=0)
        if ready:
            midnight -= timedelta(days=1)
        at_work: Shift | None = None
        while True:
            for shift in self._shifts_of(midnight.date()):
                for number, (start_s, length) in enumerate(shift.windows_s):
                    moment = midnight + timedelta(seconds=shift.start_minute * 60 + start_s)
                    missed = (ready - moment) // timedelta(seconds=1) if ready and moment < ready else 0
                    if missed < length:
                        yield _DatedWindow(
                            shift,
                            number == 0 or at_work is not shift,
                            moment + timedelta(seconds=missed),
                            length - missed,
                        )
                        at_work = shift
            midnight += timedelta(days=1)

    def _before(self, ready: datetime | None) -> Iterator[_DatedWindow]:
        """Windows that begin before the racks are ready, the last one first, without end.

        Undated, the racks are ready when the first shift of the list begins on day 1.
        """
        ready = ready or UNDATED + timedelta(minutes=self.shifts[0].start_minute)
        midnight = ready.replace(hour=0, minute=0, second=0, microsecond=0)
        while True:
            for shift in reversed(list(self._shifts_of(midnight.date()))):
                for number, (start_s, length) in reversed(list(enumerate(shift.windows_s))):
                    moment = midnight + timedelta(seconds=shift.start_minute * 60 + start_s)
                    length = min(length, (ready - moment) // timedelta(seconds=1))
                    if length > 0:
                        yield _DatedWindow(shift, number == 0, moment, length)
            midnight -= timedelta(days=1)

    def _dated_before(self, first_s: int, ready: datetime | None) -> list[_DatedWindow]:
        """The windows before second 0 from the one that holds second `first_s` on, in order of time."""
        found: list[_DatedWindow] = []
        clock_s = 0
        windows = self._before(ready)
        while clock_s > first_s:
            found.append(next(windows))
            clock_s -= found[-1].length_s
        return found[::-1]

    def early_clock_s(self, moment: datetime, ready: datetime | None) -> int:
        """The second of the working clock, 0 or less, at a moment before the racks are ready."""
        clock_s = 0
        for window in self._before(ready):
            end = window.start + timedelta(seconds=window.length_s)
            if end <= moment:
                break
            clock_s -= (end - max(window.start, moment)) // timedelta(seconds=1)
        return clock_s

    def _shifts_of(self, day: date) -> Iterator[Shift]:
        """The shifts that begin on a day."""
        if day not in self.holidays:
            yield from (shift for shift in self.shifts if shift.begins_on(day))

    def testers_of(self, shift: Shift, crews: int) -> int:
        """Number of crews of a shift, out of `crews`, with a technician that may test: the first ones, one each."""
        return min(crews, dict(shift.skills).get(TESTING, crews))

    def windows_s(self, ready: datetime | None) -> Iterator[Window]:
        """Working windows on the working clock, without end."""
        for window in self.shift_windows_s(ready):
            crews = self.crews_of(window.shift)
            yield Window(window.start_s, window.end_s, crews, self.testers_of(window.shift, crews))

    def shift_windows_s(self, ready: datetime | None, first_s: int = 0) -> Iterator[ShiftWindow]:
        """The same windows, each with its shift; from the one that holds second `first_s` on where that is below 0."""
        before = self._dated_before(first_s, ready)
        clock = -sum(window.length_s for window in before)
        for window in before:
            yield ShiftWindow(window.shift, window.is_first, clock, clock + window.length_s)
            clock += window.length_s
        for window in self._from(ready):
            yield ShiftWindow(window.shift, window.is_first, clock, clock + window.length_s)
            clock += window.length_s

    def offered_s(self, person_ms: int, ready: datetime | None) -> int:
        """The moment of the working clock before which crews cannot have done `person_ms` of work.

        Where work may be handed over, crews of a large shift may go on into a smaller one; then all shifts count as the
        largest.
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
        """Wall-clock seconds from the moment at which the racks are ready to a moment of the working clock.

        Nights, breaks, days off and the wait for the first shift count. Undated, the racks are ready when the first
        shift begins.
        """
        begin, end = ready, 0
        for window in self._from(ready):
            begin = begin or window.start
            if clock_s <= end + window.length_s:
                return (window.start - begin) // timedelta(seconds=1) + clock_s - end
            end += window.length_s
        raise AssertionError("windows have no end")

    @property
    def longest_window_s(self) -> int:
        """The longest time of uninterrupted work."""
        return max(length for shift in self.shifts for _, length in shift.windows_s)

    def calendar(self, clock_s: int, ready: datetime | None) -> tuple[str, datetime]:
        """Shift and wall-clock time of a moment of the working clock; undated ones count from `UNDATED`."""
        return self.calendars((clock_s,), ready)[clock_s]

    def calendars(self, clocks_s: Iterable[int], ready: datetime | None) -> dict[int, tuple[str, datetime]]:
        """As `calendar`, for many moments in one walk over the windows."""
        left, found = sorted(set(clocks_s), reverse=True), dict[int, tuple[str, datetime]]()
        before = self._dated_before(left[-1] if left else 0, ready)
        end = -sum(window.length_s for window in before)
        for window in chain(before, self._from(ready)):
            start, end = end, end + window.length_s
            while left and left[-1] < end:
                clock_s = left.pop()
                found[clock_s] = window.shift.id, window.start + timedelta(seconds=clock_s - start)
            if not left:
                break
        return found
