"""Claims of bounds: no bound is above what the judge itself works out, and the parts of a bound agree with each other.

The plan itself is one of those that a bound holds for. So no bound is above its work with as few moves as any schedule
of it has, and each argument holds on its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from fabric.audit.claims import PlaceLoads
from fabric.audit.people import crew_minutes
from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.working_hours import list_windows

DEFECT = "Report a defect of the planner: the bound is wrong"


@rule("work-bound")
def check_work_bound(view: ScheduleView) -> Iterator[Violation]:
    """The bound on person-time is not above the person-time of the plan without the moves that a schedule can avoid."""
    summary = view.plan.summary
    moves_ms = PlaceLoads(view).least_moves * view.move_ms
    least_ms = summary.work_ms - summary.acts_ms.get("move_crew", 0) + moves_ms
    if summary.work_bound_ms > least_ms:
        yield Violation(
            object="summary",
            found=f"bound of {summary.work_bound_ms} ms",
            allowed=f"at most {least_ms} ms, the person-time of the plan with the fewest moves",
            remedy=DEFECT,
        )


@rule("time-bound")
def check_time_bound(view: ScheduleView) -> Iterator[Violation]:
    """The bound on install time is not above the end of the last package."""
    if view.plan.summary.bound_s > view.last_s:
        yield Violation(
            object="summary",
            found=f"bound of {view.plan.summary.bound_s} s",
            allowed=f"at most {view.last_s} s, the end of the last package",
            remedy=DEFECT,
        )


@rule("bound-parts")
def check_bound_parts(view: ScheduleView) -> Iterator[Violation]:
    """The bound on install time is the largest of its parts, and the part that binds has that value."""
    summary = view.plan.summary
    largest = max(summary.bound_parts_s.values(), default=0)
    if summary.bound_s != largest:
        yield Violation(
            object="summary",
            found=f"bound of {summary.bound_s} s",
            allowed=f"{largest} s, the largest of its parts",
            remedy="Make the plan again",
        )
    elif summary.bound_parts_s.get(summary.bound_binds) != largest:
        yield Violation(
            object="summary",
            found=f"'{summary.bound_binds}' binds",
            allowed=" or ".join(part for part, seconds in summary.bound_parts_s.items() if seconds == largest),
            remedy="Make the plan again",
        )


@rule("bound-part-holds")
def check_bound_part_holds(view: ScheduleView) -> Iterator[Violation]:
    """No part of the bound is above its own argument for this plan: work, places and chain as the judge counts them."""
    summary = view.plan.summary
    for part, most_s in _most_s(view).items():
        found = summary.bound_parts_s.get(part, 0)
        if found > most_s:
            yield Violation(object=part, found=f"{found} s", allowed=f"at most {most_s} s", remedy=DEFECT)


@rule("bound-work-agrees")
def check_bound_work_agrees(view: ScheduleView) -> Iterator[Violation]:
    """The part of the bound that is work over technicians is the time in which they can do the work of the bound.

    Where some of it may be done before the racks are ready, that part is at most the time of what the plan leaves.
    """
    part = "work over technicians"
    if view.crew.prepare is not None:
        yield from _beyond_left_work(view, part)
        return
    found, wanted = view.plan.summary.bound_parts_s.get(part), offered_s(view, view.plan.summary.work_bound_ms)
    if found is not None and found != wanted:
        yield Violation(
            object=part,
            found=f"{found} s",
            allowed=f"{wanted} s for the bound of {view.plan.summary.work_bound_ms} ms on the work",
            remedy="Make the plan again",
        )


def _beyond_left_work(view: ScheduleView, part: str) -> Iterator[Violation]:
    """That part above the time in which technicians do what the plan leaves for after the racks are ready."""
    left = sum((work.minutes for work in view.on_clock.values()), Fraction(0))
    left_ms = ceil(left * 60_000) + PlaceLoads(view).least_moves * view.move_ms
    found, most_s = view.plan.summary.bound_parts_s.get(part, 0), offered_s(view, left_ms)
    if found > most_s:
        yield Violation(object=part, found=f"{found} s", allowed=f"at most {most_s} s", remedy=DEFECT)


def _most_s(view: ScheduleView) -> dict[str, int]:
    """The parts of a bound with the largest value that each can have for a plan of this work."""
    size, work_ms = view.crew.crew_size, view.plan.summary.work_bound_ms
    minutes: dict[str, Fraction] = defaultdict(Fraction)
    for work in view.on_clock.values():
        for place in work.places:
            minutes[place] += work.minutes
    slots = sum(view.crews_allowed.get(place, 1) for place in minutes) * size
    chain = sum(
        max(1, ceil(crew_minutes(view.plan, {act: 1}) * 60)) for act in ("mobilise", "inspect_clean_plug", "test_link")
    )
    return {
        "work over crew slots": ceil(Fraction(work_ms, 1000 * slots)) if slots else 0,
        "work at the devices of one place": max(
            (
                ceil(Fraction(amount) * 60 / (max(1, view.crews_allowed.get(place, 1)) * size))
                for place, amount in minutes.items()
            ),
            default=0,
        ),
        "shortest chain": chain,
    }


def offered_s(view: ScheduleView, work_ms: int) -> int:
    """The moment of the working clock before which the crews cannot have done some work.

    Where work may be handed over, or all shifts form as many crews, the largest shift works all the time.
    """
    crew = view.crew
    sizes = {shift.technicians // crew.crew_size for shift in crew.shifts}
    if crew.hand_over or len(sizes) == 1:
        return ceil(Fraction(work_ms, 1000 * view.most_crews * crew.crew_size))
    left = ceil(Fraction(work_ms, 1000))
    until_s = ceil(Fraction(work_ms, 1000 * max(1, min(sizes)) * crew.crew_size)) + 1
    for window in list_windows(view.plan, until_s):
        done = (window.end_s - window.start_s) * window.crews * crew.crew_size
        if left <= done:
            return window.start_s + (ceil(Fraction(left, window.crews * crew.crew_size)) if left else 0)
        left -= done
    return until_s


BOUND_CHECKS = (
    check_work_bound,
    check_time_bound,
    check_bound_parts,
    check_bound_part_holds,
    check_bound_work_agrees,
)
"""The rules of this module."""
