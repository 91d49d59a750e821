"""Claims of the summary: person-hours, install time and bounds are those that the plan itself gives."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from fabric.audit.minutes import minutes_of
from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import ScheduleView
from fabric.plan import PullForm

TOLERANCE_MS = 60_000
"""Difference in person-time, in milliseconds, that is rounding: all documents agree to the minute."""


@rule("labour")
def check_labour(view: ScheduleView) -> Iterator[Violation]:
    """The person-hours that the plan claims are those of its acts and of the moves of its crews, to the minute."""
    summary = view.plan.summary
    claimed_moves_ms = summary.acts_ms.get("move_crew", 0)
    total = sum((work.minutes for work in view.needed.values()), Fraction(claimed_moves_ms, 60_000))
    yield from _differing_hours("person-hours", summary.work_ms, total)
    yield from _differing_hours("unavoidable person-hours", summary.unavoidable_ms, _unavoidable(view))
    moves = len(view.moved)
    if moves * view.move_ms != claimed_moves_ms:
        yield Violation(
            object="moves of crews",
            found=f"{claimed_moves_ms} ms claimed",
            allowed=f"{moves} moves by the schedule",
            remedy="Make the plan again",
        )


def _differing_hours(what: str, claimed_ms: int, minutes: Fraction) -> Iterator[Violation]:
    found_ms = ceil(minutes * 60_000)
    if abs(found_ms - claimed_ms) > TOLERANCE_MS:
        yield Violation(
            object=what,
            found=f"{claimed_ms / 3_600_000:.3f} h claimed",
            allowed=f"{found_ms / 3_600_000:.3f} h by the acts",
            remedy="Make the plan again",
        )


def _unavoidable(view: ScheduleView) -> Fraction:
    """Person-minutes that no plan of these links avoids: every plug, every transceiver, one test per link.

    A link has a plug at its A end. At the B end each piece has one plug, a trunk one for each link.
    """
    plan = view.plan
    b_plugs = sum(
        len(links) if PullForm(int(plan.pulls.form[pull])) is PullForm.TRUNK else view.minutes.pieces[pull]
        for pull, links in view.links_of.items()
    )
    plugs = minutes_of(plan, "inspect_clean_plug", len(plan.links) + b_plugs)
    return (
        plugs + minutes_of(plan, "test_link", len(plan.links)) + minutes_of(plan, "insert_optic", view.optics.total())
    )


@rule("acts-sum")
def check_acts_sum(view: ScheduleView) -> Iterator[Violation]:
    """The person-times of all acts add up to the person-time of the plan."""
    summary = view.plan.summary
    acts_ms = sum(summary.acts_ms.values())
    if acts_ms != summary.work_ms:
        yield Violation(
            object="summary",
            found=f"acts give {acts_ms} ms",
            allowed=f"{summary.work_ms} ms",
            remedy="Make the plan again",
        )


@rule("install-time")
def check_install_time(view: ScheduleView) -> Iterator[Violation]:
    """The install time that the plan claims is the end of its last package."""
    yield from _differing_seconds(view.plan.summary.install_time_s, view.last_s, "schedule")


@rule("place-bound")
def check_place_bound(view: ScheduleView) -> Iterator[Violation]:
    """The place bound is the larger of all work over all crews and the work at any place over the crews allowed there.

    All work includes one move for each place with landings beyond the number of crews.
    """
    loads: Counter[str] = Counter()
    whole = 0
    for key, work in view.needed.items():
        seconds = view.seconds(key)
        whole += seconds
        loads.update(dict.fromkeys(work.places, seconds))
    landed = {place for (kind, _), work in view.needed.items() if kind in ("land_a", "land_b") for place in work.places}
    whole += max(0, len(landed) - view.most_crews) * view.move_s
    of_places = [ceil(Fraction(load, max(1, view.crews_allowed.get(place, 1)))) for place, load in loads.items()]
    found = max([ceil(Fraction(whole, view.most_crews)), *of_places])
    yield from _differing_seconds(view.plan.summary.place_bound_s, found, "loads of places")


def _differing_seconds(claimed_s: int, found_s: int, source: str) -> Iterator[Violation]:
    if claimed_s != found_s:
        yield Violation(
            object="summary",
            found=f"{claimed_s} s claimed",
            allowed=f"{found_s} s by the {source}",
            remedy="Make the plan again",
        )


@rule("work-bound")
def check_work_bound(view: ScheduleView) -> Iterator[Violation]:
    """The bound on person-time is not above the person-time of the plan."""
    summary = view.plan.summary
    if summary.work_bound_ms > summary.work_ms:
        yield Violation(
            object="summary",
            found=f"bound of {summary.work_bound_ms} ms",
            allowed=f"at most {summary.work_ms} ms, the person-time of the plan",
            remedy="Report a defect of the planner: the bound is wrong",
        )


@rule("time-bound")
def check_time_bound(view: ScheduleView) -> Iterator[Violation]:
    """The bound on install time is not above the end of the last package."""
    if view.plan.summary.bound_s > view.last_s:
        yield Violation(
            object="summary",
            found=f"bound of {view.plan.summary.bound_s} s",
            allowed=f"at most {view.last_s} s, the end of the last package",
            remedy="Report a defect of the planner: the bound is wrong",
        )


CLAIM_CHECKS = (
    check_labour,
    check_acts_sum,
    check_install_time,
    check_place_bound,
    check_work_bound,
    check_time_bound,
)
"""The rules of this module."""
