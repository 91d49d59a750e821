"""Working hours: the windows in which crews work, found anew from the shifts and their breaks.

The working clock counts seconds inside windows only. A window is a stretch of a shift between its breaks.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import CrewPlan

TESTING = "testing"
"""The skill that testing takes, as crew.yaml names it."""


class DailyWindow(NamedTuple):
    """A stretch of uninterrupted work on every day."""

    begin_s: int
    """Seconds after midnight."""
    length_s: int
    """Seconds of work up to the next break or the end of the shift, more than 0."""
    crews: int
    """Whole crews that the technicians form: those with the lowest numbers."""
    testers: int
    """Crews that may test: the first ones."""


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
                found.append(DailyWindow(shift.start_minute * 60 + cursor, start - cursor, crews, testers))
            cursor = max(cursor, start + length)
    return found


def list_windows(plan: Plan, last_s: int) -> list[ClockWindow]:
    """Windows of all days that begin before a moment of the working clock.

    The window in which the racks become ready begins then; undated, the first window of the list comes first. Empty
    where breaks fill all shifts.
    """
    ready = plan.project.request.racks_ready
    day = _daily_windows(plan.project.crew)
    found: list[ClockWindow] = []
    clock, midnight = 0, datetime.combine(ready.date(), time()) if ready else None
    while day and clock < last_s:
        for window in day:
            length = window.length_s
            moment = midnight + timedelta(seconds=window.begin_s) if midnight else None
            if ready is not None and moment is not None and moment < ready:
                length -= int((ready - moment).total_seconds())
                moment = ready
            if length > 0:
                found.append(ClockWindow(clock, clock + length, window.crews, window.testers, moment))
                clock += length
        midnight = midnight + timedelta(days=1) if midnight else None
    return found
