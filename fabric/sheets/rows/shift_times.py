"""The shifts of a plan on the wall-clock, with their breaks."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import ShiftWindow
from fabric.work import first_second


class Break(NamedTuple):
    """A break within a shift."""

    start: datetime
    """Wall-clock."""
    end: datetime
    """Wall-clock."""
    start_s: int
    """The moment of the working clock at which it falls; the clock stops meanwhile."""


def list_breaks(plan: Plan) -> list[tuple[Break, ...]]:
    """The breaks of each shift, by number of the shift, from 0, up to the last package."""
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    shifts: list[list[ShiftWindow]] = []
    for window in crew.shift_windows_s(ready, first_second(plan)):
        if window.is_first or not shifts:
            if window.start_s >= plan.summary.install_time_s and shifts:
                break
            shifts.append([])
        shifts[-1].append(window)
    found = []
    for windows in shifts:
        pauses = []
        for one, other in pairwise(windows):
            _, last = crew.calendar(one.end_s - 1, ready)
            _, again = crew.calendar(other.start_s, ready)
            pauses.append(Break(last + timedelta(seconds=1), again, one.end_s))
        found.append(tuple(pauses))
    return found
