"""Working hours: crews start in shifts that have them, work stays inside them, the deadline is met.

A package is judged by the window in which it starts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta

from fabric.audit.rule import Violation, count_of, rule
from fabric.audit.schedule_view import PackageKey, PackageTimes, ScheduleView
from fabric.audit.working_hours import ClockWindow, work_of_a_day_s

MOST_DAYS = 3_650
"""Most days that an installation may take; a calendar of more days is a mistake in the shifts."""


def _windows_of_packages(view: ScheduleView) -> Iterator[tuple[PackageKey, PackageTimes, ClockWindow]]:
    """Each needed package with its times and the window in which it starts."""
    windows = view.windows
    starts = [window.start_s for window in windows]
    for key, slot in view.slots.items():
        if key in view.needed and windows:
            yield key, slot, windows[max(bisect_right(starts, slot.start_s) - 1, 0)]


@rule("crew-on-shift")
def check_crew_on_shift(view: ScheduleView) -> Iterator[Violation]:
    """A crew starts a package only in a shift that has this crew."""
    for key, slot, window in _windows_of_packages(view):
        if slot.crew >= window.crews:
            yield Violation(
                object=view.name(key),
                found=f"crew {slot.crew + 1} at {slot.start_s} s",
                allowed=f"{count_of(window.crews, 'crew')} in that shift",
                remedy="Start the package in a shift that has the crew",
            )


@rule("skill")
def check_skill(view: ScheduleView) -> Iterator[Violation]:
    """Only crews with a technician who may test start a test."""
    for key, slot, window in _windows_of_packages(view):
        if key[0] == "test" and window.testers <= slot.crew < window.crews:
            yield Violation(
                object=view.name(key),
                found=f"crew {slot.crew + 1} tests",
                allowed=f"crews 1 to {window.testers} of that shift",
                remedy="Give the test to a crew with that skill",
            )


@rule("shift-end")
def check_shift_end(view: ScheduleView) -> Iterator[Violation]:
    """A package does not run over a break or the end of a shift, unless crews may hand over work."""
    for key, slot, window in _windows_of_packages(view):
        if slot.end_s > window.end_s and not view.crew.hand_over:
            yield Violation(
                object=view.name(key),
                found=f"from {slot.start_s} to {slot.end_s} s",
                allowed=f"not over {window.end_s} s",
                remedy="Start the package after the break or in the next shift",
            )


@rule("dated-days", stated=True)
def check_dated_days(view: ScheduleView) -> Iterator[Violation]:
    """Days of the week and holidays need a date (`racks_ready`): without one, no day is known to be a Monday."""
    if view.plan.project.request.racks_ready is not None:
        return
    named = [f"days of shift {shift.id}" for shift in view.crew.shifts if shift.days]
    for what in (*named, *(["holidays"] if view.crew.holidays else [])):
        yield Violation(
            object=what,
            found="no racks_ready",
            allowed="days of the calendar under a date only",
            remedy="State racks_ready in request.yaml, or remove the days from crew.yaml",
        )


@rule("deadline", stated=True)
def check_deadline(view: ScheduleView) -> Iterator[Violation]:
    """The last package ends by the deadline."""
    deadline, windows = view.plan.project.request.deadline, view.windows
    last = bisect_left([window.end_s for window in windows], view.last_s)
    moment = windows[last].moment if windows else None
    if deadline is None or moment is None:
        return
    done = moment + timedelta(seconds=view.last_s - windows[last].start_s)
    if done > deadline:
        yield Violation(
            object="last test",
            found=f"done {done:%Y-%m-%d %H:%M}",
            allowed=f"{deadline:%Y-%m-%d %H:%M}",
            remedy="Add technicians or shifts, or move the deadline",
        )


@rule("ten-years", stated=True)
def check_ten_years(view: ScheduleView) -> Iterator[Violation]:
    """The shifts offer enough hours for the whole installation within ten years."""
    a_day_s = work_of_a_day_s(view.crew)
    if view.last_s > MOST_DAYS * a_day_s:
        yield Violation(
            object="last test",
            found=f"{view.last_s // a_day_s} days of {a_day_s} s of work",
            allowed=f"{MOST_DAYS} days",
            remedy="Lengthen the shifts in crew.yaml",
        )


@rule("networks-first", severities=("warning",))
def check_networks_first(view: ScheduleView) -> Iterator[Violation]:
    """Networks that the request wants first are tested before the others, in the order of the request (`first`)."""
    plan, first = view.plan, view.plan.project.request.first
    done: dict[str, int] = {}
    for pull, links in view.tested_of.items():
        slot = view.slots.get(("test", pull))
        for link in links if slot else ():
            network = plan.stages[int(plan.links.stage[link])].network
            done[network] = max(done.get(network, 0), slot.end_s if slot else 0)
    order = [*first, *(network.id for network in plan.project.request.networks if network.id not in first)]
    for number, wanted in enumerate(first):
        later = [name for name in order[number + 1 :] if done.get(name, 0) and done[name] < done.get(wanted, 0)]
        if later:
            yield Violation(
                object=f"network {wanted}",
                found=f"tested after {', '.join(later)}",
                allowed="before the networks that the request names later",
                remedy="Nothing to do where the first network is large; else make the plan again",
            )


SHIFT_CHECKS = (
    check_crew_on_shift,
    check_skill,
    check_shift_end,
    check_dated_days,
    check_deadline,
    check_ten_years,
    check_networks_first,
)
"""The rules of this module."""
