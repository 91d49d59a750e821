"""The progress of a plan day by day: links tested and racks finished in each working day, and technicians at work.

A working day begins with a shift and lasts to the first shift of the next date. It counts where there is work left.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from fabric.plan import PackageKind, Plan
from fabric.project import Shift
from fabric.work import pulls_of_links


@dataclass(frozen=True)
class WorkingDay:
    """One day on which crews work."""

    number: int
    """Number of the day, from 1."""
    date: date
    """Date on which its first shift begins; counted from an arbitrary one where the plan has no date."""
    start_s: int
    """Begin on the working clock."""
    end_s: int
    """End on the working clock: that of its last shift, or of the work."""
    links: int
    """Links tested on this day."""
    racks: int
    """Racks on this day of which the last link is tested."""


def list_days(plan: Plan) -> tuple[WorkingDay, ...]:
    """All working days of a plan with their progress."""
    tests = plan.packages.kind == PackageKind.TEST
    pulls, tested_s = plan.packages.subject[tests], plan.packages.end_s[tests]
    links_of_pull = np.bincount(pulls_of_links(plan.parts), minlength=len(plan.pulls.form))
    racks_s = np.zeros(len(plan.project.site.racks), np.int64)
    for column in (plan.pulls.a_rack, plan.pulls.b_rack):
        np.maximum.at(racks_s, column[pulls], tested_s)
    days = list(_list_dates(plan))
    starts = [start for _, start, _ in days]
    links, racks = [0] * len(days), [0] * len(days)
    for pull, end_s in zip(pulls.tolist(), tested_s.tolist(), strict=True):
        links[bisect_right(starts, end_s - 1) - 1] += int(links_of_pull[pull])
    for end_s in racks_s[racks_s > 0].tolist():
        racks[bisect_right(starts, end_s - 1) - 1] += 1
    return tuple(
        WorkingDay(number, day, start_s, end_s, links[number - 1], racks[number - 1])
        for number, (day, start_s, end_s) in enumerate(days, start=1)
    )


def _list_dates(plan: Plan) -> Iterator[tuple[date, int, int]]:
    """Date, begin and end of each working day on the working clock."""
    crew, ready, last_s = plan.project.crew, plan.project.request.racks_ready, plan.summary.install_time_s
    day: tuple[date, int, int] | None = None
    for window in crew.shift_windows_s(ready):
        if window.start_s >= last_s:
            break
        begins = crew.calendar(window.start_s, ready)[1].date() if window.is_first or day is None else day[0]
        if day is not None and begins != day[0]:
            yield day
            day = None
        day = (begins, window.start_s if day is None else day[1], min(window.end_s, last_s))
    if day is not None:
        yield day


@dataclass(frozen=True)
class WorkedShift:
    """One shift of one day with work left, its breaks left out."""

    shift: Shift
    """The shift of the crew plan."""
    start_s: int
    """Begin on the working clock."""
    end_s: int
    """End on the working clock: of the shift, or of the work."""


def list_worked_shifts(plan: Plan) -> list[WorkedShift]:
    """The shifts of a plan in order; the parts of a shift between its breaks are one."""
    last_s = plan.summary.install_time_s
    found: list[WorkedShift] = []
    for window in plan.project.crew.shift_windows_s(plan.project.request.racks_ready):
        if window.start_s >= last_s:
            break
        end_s = min(window.end_s, last_s)
        if window.is_first or not found:
            found.append(WorkedShift(window.shift, window.start_s, end_s))
        else:
            found[-1] = replace(found[-1], end_s=end_s)
    return found


def pace_facts(plan: Plan) -> dict[str, Any]:
    """Links and racks a working day on average, and the number of these days.

    A day that is not worked to its end counts by its hours.
    """
    days = list_days(plan)
    longest_s = max(day.end_s - day.start_s for day in days)
    worked = sum(day.end_s - day.start_s for day in days) / longest_s
    return {
        "days": len(days),
        "links_a_day": round(sum(day.links for day in days) / worked),
        "racks_a_day": round(sum(day.racks for day in days) / worked, 1),
    }
