"""The schedule of a plan with its work before the racks are ready: what is done before, and when.

Trunks and taped bundles may be laid into the pathways, and other cables kitted at a table, in the windows that
crew.yaml states. First comes what takes most off the clock for the time that it takes: kitting takes off all of it,
laying all but the lowering of the ends; of equal ones what is at the place with the most work. What ends after its
window is left out and is done after the racks are ready. For these no place holds a crew back, since no rack stands;
spans hold their crews. Trunks between placed panels are built in racks that stand: their places and the faces of their
racks hold crews as on the clock (`early_place`).

The slots of this work are seconds of the working clock before 0, which is when the racks are ready.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from fabric.optimize.plan_figures import ScheduledJob
from fabric.optimize.schedule.best_schedule import Goal, schedule_packages
from fabric.optimize.schedule.workload import Slot
from fabric.optimize.solver import SolverBudget
from fabric.plan import PackageKind, PlanParts
from fabric.project import CrewPlan, EarlyWindow, Project, drop_ends
from fabric.work import CrewLimits, EarlyPulls, Job, PullWork, form_job, keep_packages, list_pull_works
from layouts import divide_up

_Key = tuple[PackageKind, int]
"""Kind and subject of a package."""


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
    laid, kitted, built = (
        frozenset(subject for kind, subject in early if kind == one)
        for one in (PackageKind.PULL, PackageKind.KIT, PackageKind.TEST)
    )
    job = form_job(project, parts, EarlyPulls(laid - built, kitted, built))
    slots = iter(schedule_packages(keep_packages(job, is_early=False), crew, ready, goal, thorough, budget))
    found = [early[one.kind, one.subject] if one.is_early else next(slots) for one in job.packages]
    return ScheduledJob(job, found)


def form_clock_job(project: Project, parts: PlanParts) -> Job:
    """The job of a plan from racks ready on, if all that may be done before is done before."""
    prepare, works = project.crew.prepare, list_pull_works(project, parts)
    if prepare is None:
        return form_job(project, parts)
    built = _list_built(works) if prepare.panels else frozenset[int]()
    laid = _list_gains(project, works).keys() - built if prepare.trunks else frozenset[int]()
    kitted = _list_kits(works) - laid - built if prepare.bundling else frozenset[int]()
    return keep_packages(form_job(project, parts, EarlyPulls(laid, kitted, built)), is_early=False)


def _list_built(works: Sequence[PullWork]) -> frozenset[int]:
    """The trunks between panels that the plan places."""
    return frozenset(number for number, work in enumerate(works) if work.is_between_panels)


def _list_kits(works: Sequence[PullWork]) -> frozenset[int]:
    """The pulls whose cables may be kitted: all but those that arrive in their racks."""
    return frozenset(number for number, work in enumerate(works) if not work.arrives)


def _list_gains(project: Project, works: Sequence[PullWork]) -> dict[int, float]:
    """The pulls that may be laid early, each with the share of its time that it takes off the clock, above 0.

    None for the objective person-hours, where lowering their ends only adds some.
    """
    person_ms, found = project.labour.person_ms, dict[int, float]()
    lowered_ms = person_ms(drop_ends(2))
    if lowered_ms and project.request.objective == "person-hours":
        return found
    for number, work in enumerate(works):
        laid_ms = person_ms(work.pull_acts())
        if work.may_be_early and laid_ms > lowered_ms:
            found[number] = 1 - lowered_ms / laid_ms
    return found


def _schedule_early(project: Project, parts: PlanParts) -> dict[_Key, Slot]:
    """The slot of each package before the racks are ready, window by window.

    What cannot be laid within a window of trunks and kits alike is kitted in the time that is left of it.
    """
    prepare = project.crew.prepare
    if prepare is None:
        return {}
    works = list_pull_works(project, parts)
    gains, found = _list_gains(project, works), dict[_Key, Slot]()
    for window in prepare.windows:
        done = {subject for _, subject in found}
        built = _list_built(works) if window == prepare.panels else frozenset[int]()
        laid = gains.keys() - done - built if window == prepare.trunks else frozenset[int]()
        kitted = _list_kits(works) - done - laid - built if window == prepare.bundling else frozenset[int]()
        early, fitted = _fill_whole(project, (parts, works), window, EarlyPulls(laid, kitted, built), gains)
        missed = laid - {subject for kind, subject in fitted if kind == PackageKind.PULL}
        if missed and window == prepare.bundling:
            early, last = EarlyPulls(laid - missed, kitted | missed, early.built), dict.fromkeys(missed, -1.0)
            _, fitted = _fill_whole(project, (parts, works), window, early, gains | last)
        found |= fitted
    return found


def _fill_whole(
    project: Project,
    work: tuple[PlanParts, Sequence[PullWork]],
    window: EarlyWindow,
    early: EarlyPulls,
    gains: dict[int, float],
) -> tuple[EarlyPulls, dict[_Key, Slot]]:
    """The early work that is left, with its slots, where each trunk between panels is built as a whole or not at all.

    What is no longer built leaves time to the others, so the window is filled again until all that is built is whole.
    `work` are the parts of the plan and its pulls.
    """
    parts, works = work
    while True:
        fitted = _fill_window(project, parts, window, early, gains)
        whole = _keep_whole(works, frozenset(early.built), fitted)
        if whole == early.built:
            return early, fitted
        early = early._replace(built=whole)


def _keep_whole(works: Sequence[PullWork], built: frozenset[int], fitted: Mapping[_Key, Slot]) -> frozenset[int]:
    """Those trunks between panels of which all work fits, as does that which mounts their panels."""
    kinds = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST)
    whole = {number for number in built if all((kind, number) in fitted for kind in kinds)}
    for number in sorted(whole):
        if any(other not in whole for ends in works[number].mounted_by for other, _ in ends):
            whole.discard(number)
    return frozenset(whole)


def _fill_window(
    project: Project, parts: PlanParts, window: EarlyWindow, early: EarlyPulls, gains: dict[int, float]
) -> dict[_Key, Slot]:
    """The slots of the early work of some pulls that fits a window; pulls with more gain go first."""
    job = keep_packages(form_job(project, parts, early), is_early=True)
    if not job.packages or (max(job.durations) > project.crew.longest_window_s and not project.crew.hand_over):
        # What fits no stretch of work refuses the plan where it is done later.
        return {}
    job = _at_table(job, _order_pulls(project, list_pull_works(project, parts), gains), project.crew)
    span, slots = _fit(job, project.crew, window, project.request.racks_ready)
    return {
        (package.kind, package.subject): Slot(slot.start_s + span.start_s, slot.end_s + span.start_s, slot.crew)
        for package, slot in zip(job.packages, slots, strict=True)
        if slot.end_s + span.start_s <= span.end_s
    }


def _order_pulls(project: Project, works: Sequence[PullWork], gains: dict[int, float]) -> list[int]:
    """The rank of each pull: by what its early work takes off the clock, then by the work at its fuller place.

    Kitting takes off all of its time, so kits go first; gains are compared in steps of a tenth.
    """
    site, crew = project.site, project.crew
    loads_ms: Counter[int] = Counter()
    places_of = [
        {site.place_number(site.racks[rack].id, face) for rack, face in ((w.a_rack, w.a_face), (w.b_rack, w.b_face))}
        for w in works
    ]
    for work, places in zip(works, places_of, strict=True):
        for place in places:
            loads_ms[place] += project.labour.person_ms(work.pull_acts() + work.land_acts(is_head=False))
    crews = [crew.crews_in(place.max_crews) for place in site.places]
    fullest = [max(loads_ms[place] / crews[place] for place in places) for places in places_of]
    order = sorted(range(len(works)), key=lambda n: (-round(gains.get(n, 1.0), 1), -fullest[n], n))
    ranks = [0] * len(works)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _at_table(job: Job, ranks: Sequence[int], crew: CrewPlan) -> Job:
    """A job at one place that holds all crews, with the rank of each pull. Named resources hold as many as ever."""
    return replace(
        job,
        packages=tuple(replace(package, places=(0,)) for package in job.packages),
        limits=CrewLimits([crew.crews], job.limits.resource_crews),
        ranks=tuple(ranks[package.subject] for package in job.packages),
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
