"""The schedule of a plan with its work before the racks are ready: which pulls are laid before, and when.

Trunks and taped bundles may be laid into the pathways in the window that crew.yaml states. They are laid in the order
of what each takes off the clock: first the pulls whose laying, less the lowering of their ends afterwards, saves most
for the time that it takes; of equal ones those at the place with the most work. What ends after the window is left
out and is laid after the racks are ready. No place holds a crew back, since no rack stands; spans hold their crews.

The slots of this work are seconds of the working clock before 0, which is when the racks are ready.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from fabric.optimize.plan_figures import ScheduledJob
from fabric.optimize.schedule.best_schedule import Goal, schedule_packages
from fabric.optimize.schedule.workload import Slot
from fabric.optimize.solver import SolverBudget
from fabric.plan import PlanParts
from fabric.project import CrewPlan, EarlyWindow, Project, drop_ends
from fabric.work import CrewLimits, Job, PullWork, form_job, keep_packages, list_pull_works
from layouts import divide_up


class _Span(NamedTuple):
    """The window of some early work."""

    begin: datetime
    """Wall-clock moment at which it begins."""
    start_s: int
    """The same on the working clock, 0 or less."""
    end_s: int
    """Its end on the working clock, from its start to 0."""


def schedule_work(
    project: Project, parts: PlanParts, goal: Goal, thorough: bool, budget: SolverBudget | None = None
) -> ScheduledJob:
    """The job of a plan with its schedule; where crew.yaml allows it, pulls are laid before the racks are ready.

    Raises UnmetError where a package of work is longer than any shift.
    """
    crew, ready = project.crew, project.request.racks_ready
    early = _schedule_early(project, parts)
    job = form_job(project, parts, early)
    slots = iter(schedule_packages(keep_packages(job, is_early=False), crew, ready, goal, thorough, budget))
    found = [early[package.subject] if package.is_early else next(slots) for package in job.packages]
    return ScheduledJob(job, found)


def form_clock_job(project: Project, parts: PlanParts) -> Job:
    """The job of a plan from racks ready on, if all that may be done before is done before."""
    return keep_packages(form_job(project, parts, _list_gains(project, parts)), is_early=False)


def _list_gains(project: Project, parts: PlanParts) -> dict[int, float]:
    """The pulls that may be laid early, each with the share of its time that it takes off the clock, above 0."""
    if project.crew.prepare is None or project.crew.prepare.trunks is None:
        return {}
    person_ms = project.labour.person_ms
    lowered_ms, found = person_ms(drop_ends(2)), {}
    for number, work in enumerate(list_pull_works(project, parts)):
        laid_ms = person_ms(work.pull_acts())
        if work.may_be_early and laid_ms > lowered_ms:
            found[number] = 1 - lowered_ms / laid_ms
    return found


def _schedule_early(project: Project, parts: PlanParts) -> dict[int, Slot]:
    """The slot of each pull (by index) that is laid before the racks are ready."""
    gains, prepare = _list_gains(project, parts), project.crew.prepare
    if not gains or prepare is None or prepare.trunks is None:
        return {}
    works = list_pull_works(project, parts)
    order = _order_pulls(project, works, gains)
    job = _early_job(form_job(project, parts, gains), order, project.crew)
    if max(job.durations) > project.crew.longest_window_s and not project.crew.hand_over:
        # What fits no stretch of work refuses the plan where it is laid later.
        return {}
    span, slots = _fit(job, project.crew, prepare.trunks, project.request.racks_ready)
    return {
        package.subject: Slot(slot.start_s + span.start_s, slot.end_s + span.start_s, slot.crew)
        for package, slot in zip(job.packages, slots, strict=True)
        if slot.end_s + span.start_s <= span.end_s
    }


def _order_pulls(project: Project, works: Sequence[PullWork], gains: dict[int, float]) -> dict[int, int]:
    """The rank of each pull: by what it takes off the clock, then by the work at its fuller place."""
    site = project.site
    loads_ms: Counter[int] = Counter()
    places_of = [
        {site.place_number(site.racks[rack].id, face) for rack, face in ((w.a_rack, w.a_face), (w.b_rack, w.b_face))}
        for w in works
    ]
    for work, places in zip(works, places_of, strict=True):
        for place in places:
            loads_ms[place] += project.labour.person_ms(work.pull_acts() + work.land_acts(is_head=False))
    fullest = {n: max(loads_ms[p] / site.places[p].max_crews for p in places_of[n]) for n in gains}
    order = sorted(gains, key=lambda number: (-round(gains[number], 2), -fullest[number], number))
    return {number: rank for rank, number in enumerate(order)}


def _early_job(job: Job, order: dict[int, int], crew: CrewPlan) -> Job:
    """The early packages of a job at one place that holds all crews, with the order in which they are taken."""
    early = keep_packages(job, is_early=True)
    return replace(
        early,
        packages=tuple(replace(package, places=(0,)) for package in early.packages),
        limits=CrewLimits([crew.crews], job.limits.span_crews),
        ranks=tuple(order[package.subject] for package in early.packages),
    )


def _fit(job: Job, crew: CrewPlan, window: EarlyWindow, ready: datetime | None) -> tuple[_Span, list[Slot]]:
    """The window with the slots of a job from its start on; without a stated start, the last stretches of work that
    hold the job.
    """
    end_s = 0 if window.end is None else crew.early_clock_s(window.end, ready)
    if window.start is not None:
        span = _Span(window.start, crew.early_clock_s(window.start, ready), end_s)
        return span, _schedule(job, crew, span.begin)
    least_s = divide_up(sum(job.durations), crew.crews)
    start_s = end_s
    while True:
        # The stretch between two breaks that holds the second before.
        start_s = next(crew.shift_windows_s(ready, start_s - 1)).start_s
        if end_s - start_s >= least_s:
            span = _Span(crew.calendar(start_s, ready)[1], start_s, end_s)
            slots = _schedule(job, crew, span.begin)
            if max(slot.end_s for slot in slots) <= end_s - start_s:
                return span, slots


def _schedule(job: Job, crew: CrewPlan, begin: datetime) -> list[Slot]:
    return schedule_packages(job, crew, begin, "finish", thorough=False, budget=SolverBudget(0))
