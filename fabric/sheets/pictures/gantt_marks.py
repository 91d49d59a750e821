"""What the charts of the schedule have above all lanes: shifts, breaks, times of day, rows that need power."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fabric.plan import Plan
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.power import PowerNeed, list_power_needs
from fabric.sheets.rows.shift_times import Break, list_breaks
from fabric.sheets.rows.text import moment_text
from fabric.work import first_second


class ShiftStart(NamedTuple):
    """The start of a shift on the working clock, with day and name."""

    start_s: int
    """First second of the shift on the working clock."""
    words: str
    """Day, time of day and id of the shift."""


class GanttMarks(NamedTuple):
    """What stands above the lanes of all charts."""

    shifts: Sequence[ShiftStart]
    """Starts of shifts."""
    breaks: Sequence[Break]
    """Breaks before the work is done."""
    power: Sequence[PowerNeed]
    """Rows with the moments at which they need power."""
    clocks: Mapping[int, str]
    """The time of day at each full hour of work."""


def list_marks(rows: PlanRows) -> GanttMarks:
    """The marks of a plan."""
    plan, power = rows.plan, list_power_needs(rows.index, rows.by_pull)
    breaks = [one for some in list_breaks(plan) for one in some if one.start_s < plan.summary.install_time_s]
    return GanttMarks(list_shift_starts(plan), breaks, power, list_clocks(plan))


def list_shift_starts(plan: Plan) -> list[ShiftStart]:
    """The shifts that begin before the work is done."""
    ready, starts = plan.project.request.racks_ready, []
    for window in plan.project.crew.shift_windows_s(ready, first_second(plan)):
        if window.start_s >= plan.summary.install_time_s:
            break
        if window.is_first:
            _, moment = plan.project.crew.calendar(window.start_s, ready)
            starts.append(ShiftStart(window.start_s, f"{moment_text(ready, moment)} {window.shift.id}"))
    return starts


def list_clocks(plan: Plan) -> dict[int, str]:
    """The time of day at each full hour of work, from the first to the last package; below 0 before racks ready."""
    ready, last_s = plan.project.request.racks_ready, plan.summary.install_time_s
    hours = range(first_second(plan) // 3600, last_s // 3600 + 1)
    found = plan.project.crew.calendars((hour * 3600 for hour in hours), ready)
    return {hour: f"{found[hour * 3600][1]:%H:%M}" for hour in hours}
