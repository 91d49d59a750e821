"""Working hours: the windows in which crews work, found anew from the shifts and their breaks.

The working clock counts seconds inside windows only. A window is a stretch of a shift between its breaks.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import CrewPlan

TESTING = "testing"
"""The skill that testing takes, as crew.yaml names it."""


UNDATED = date(2000, 1, 1)
"""The day on which the racks of a plan without dates are taken to be ready."""
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days as crew.yaml names them, Monday first as in ISO 8601."""


class DailyWindow(NamedTuple):
    """A stretch of uninterrupted work on every day on which its shift begins."""

    begin_s: int
    """Seconds after midnight."""
    length_s: int
    """Seconds of work up to the next break or the end of the shift, more than 0."""
    crews: int
    """Whole crews that the technicians form: those with the lowest numbers."""
    testers: int
    """Crews that may test: the first ones."""
    days: tuple[str, ...]
    """Days of the week on which the shift begins; empty: all."""

    def is_worked(self, day: date) -> bool:
        """Whether its shift begins on a day, holidays aside."""
        return not self.days or DAY_NAMES[day.isoweekday() - 1] in self.days


class ClockWindow(NamedTuple):
    """A stretch of uninterrupted work on the working clock."""

    start_s: int
    """Start on the working clock in seconds, inclusive; the end of the window before it."""
    end_s: int
    """End on the working clock in seconds, exclusive."""
    crews: int
    """Whole crews that the technicians form: those with the lowest numbers."""
    testers: int
    """Crews that may test, at most all: those with the lowest numbers."""
    moment: datetime | None
    """Wall-clock time of its start, None where the request states no date."""


def _daily_windows(crew_plan: CrewPlan) -> list[DailyWindow]:
    found = []
    for shift in crew_plan.shifts:
        crews = shift.technicians // crew_plan.crew_size
        testers = min(crews, dict(shift.skills).get(TESTING, crews))
        cursor = 0
        for start, length in (*sorted(shift.breaks_s), (shift.length_s, 0)):
            if start > cursor:
                found.append(DailyWindow(shift.start_minute * 60 + cursor, start - cursor, crews, testers, shift.days))
            cursor = max(cursor, start + length)
    return found


def work_of_a_day_s(crew_plan: CrewPlan) -> int:
    """Seconds of work of all shifts of a day, breaks left out."""
    return sum(window.length_s for window in _daily_windows(crew_plan))


def list_early_windows(plan: Plan, first_s: int) -> list[ClockWindow]:
    """Windows before the racks are ready, from the one that holds second `first_s` of the working clock, in order.

    Undated, the racks are ready when the first shift of the list begins. The window in which they become ready ends
    then.
    """
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    windows = _daily_windows(crew)
    end = ready or datetime.combine(UNDATED, time()) + timedelta(minutes=crew.shifts[0].start_minute)
    found: list[ClockWindow] = []
    clock, day = 0, end.date()
    while windows and clock > first_s:
        for window in reversed(windows):
            moment = datetime.combine(day, time()) + timedelta(seconds=window.begin_s)
            length = int((min(moment + timedelta(seconds=window.length_s), end) - moment).total_seconds())
            if length > 0 and clock > first_s and window.is_worked(day) and day not in crew.holidays:
                found.insert(0, ClockWindow(clock - length, clock, window.crews, window.testers, moment))
                clock -= length
        day -= timedelta(days=1)
    return found


def early_second(plan: Plan, moment: datetime) -> int:
    """The second of the working clock, 0 or less, at a moment before the racks are ready; dated plans only."""
    ready = plan.project.request.racks_ready
    day, second = moment.date() - timedelta(days=1), 0
    while ready is not None and day <= ready.date():
        for window in _daily_windows(plan.project.crew):
            begin = datetime.combine(day, time()) + timedelta(seconds=window.begin_s)
            end = min(begin + timedelta(seconds=window.length_s), ready)
            if window.is_worked(day) and day not in plan.project.crew.holidays and end > max(begin, moment):
                second -= int((end - max(begin, moment)).total_seconds())
        day += timedelta(days=1)
    return second


def list_windows(plan: Plan, last_s: int) -> list[ClockWindow]:
    """Windows of all days that begin before a moment of the working clock.

    The window in which the racks become ready begins then, also where its shift began the day before; undated, the
    first window of the list comes first. Days off and holidays have none. Empty where breaks fill all shifts.
    """
    ready = plan.project.request.racks_ready
    windows = _daily_windows(plan.project.crew)
    found: list[ClockWindow] = []
    if ready is None:
        while windows and (not found or found[-1].end_s < last_s) and last_s > 0:
            for window in windows:
                begin = found[-1].end_s if found else 0
                found.append(ClockWindow(begin, begin + window.length_s, window.crews, window.testers, None))
        return found
    clock, day = 0, ready.date() - timedelta(days=1)
    while windows and clock < last_s:
        for window in windows:
            moment = datetime.combine(day, time()) + timedelta(seconds=window.begin_s)
            end = moment + timedelta(seconds=window.length_s)
            moment = max(moment, ready)
            length = int((end - moment).total_seconds())
            if length > 0 and window.is_worked(day) and day not in plan.project.crew.holidays:
                found.append(ClockWindow(clock, clock + length, window.crews, window.testers, moment))
                clock += length
        day += timedelta(days=1)
    return found
