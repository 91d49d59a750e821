"""The schedule of a plan with its work before the racks are ready: what is done before, and when.

Trunks and taped bundles may be laid into the pathways, other cables kitted at a table, and transceivers inserted there
into devices that are still to be installed, in the windows that crew.yaml states. First comes what takes most off the
clock for the time that it takes: kitting and transceivers take off all of it, laying all but the lowering of the ends;
of equal ones what is at the place with the most work. What ends after its window is left out and is done after the
racks are ready. For these no place holds a crew back, since no rack stands; spans hold their crews. Trunks between
placed panels are built in racks that stand: their places and the faces of their racks hold crews as on the clock
(`early_place`).

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
from fabric.work import (
    CrewLimits,
    EarlyWork,
    Job,
    Package,
    PullWork,
    count_optics,
    form_job,
    keep_packages,
    list_pull_works,
    list_staged,
    list_undelivered,
)
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
    laid, kitted, built, fitted = (
        frozenset(subject for kind, subject in early if kind == one)
        for one in (PackageKind.PULL, PackageKind.KIT, PackageKind.TEST, PackageKind.OPTICS)
    )
    job = form_job(project, parts, EarlyWork(laid - built, kitted, built, fitted))
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
    early = EarlyWork(laid, kitted, built, list_staged(project, parts))
    return keep_packages(form_job(project, parts, early), is_early=False)


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

    What cannot be laid within a window of trunks and kits alike is kitted in the time that is left of it. Transceivers
    that miss theirs are inserted in the racks.
    """
    prepare = project.crew.prepare
    if prepare is None:
        return {}
    works = list_pull_works(project, parts)
    gains, found = _list_gains(project, works), dict[_Key, Slot]()
    for window in prepare.windows:
        done = {subject for kind, subject in found if kind.is_of_pull}
        built = _list_built(works) if window == prepare.panels else frozenset[int]()
        laid = gains.keys() - done - built if window == prepare.trunks else frozenset[int]()
        kitted = _list_kits(works) - done - laid - built if window == prepare.bundling else frozenset[int]()
        staged = list_staged(project, parts) if window == prepare.optics else frozenset[int]()
        early, filled = _fill_whole(project, (parts, works), window, EarlyWork(laid, kitted, built, staged), gains)
        missed = laid - {subject for kind, subject in filled if kind == PackageKind.PULL}
        if missed and window == prepare.bundling:
            early = early._replace(laid=laid - missed, kitted=kitted | missed)
            _, filled = _fill_whole(project, (parts, works), window, early, gains | dict.fromkeys(missed, -1.0))
        found |= filled
    return found


def _fill_whole(
    project: Project,
    work: tuple[PlanParts, Sequence[PullWork]],
    window: EarlyWindow,
    early: EarlyWork,
    gains: dict[int, float],
) -> tuple[EarlyWork, dict[_Key, Slot]]:
    """The early work that is left, with its slots, where each trunk between panels is built as a whole or not at all,
    and transceivers and their devices have arrived when they are needed.

    What is left out leaves time to the others, so the window is filled again until nothing more is.
    `work` are the parts of the plan and its pulls.
    """
    parts, works = work
    while True:
        found = _fill_window(project, parts, window, early, gains)
        whole = _keep_whole(works, frozenset(early.built), found)
        starts_s = {number: slot.start_s for (kind, number), slot in found.items() if kind == PackageKind.OPTICS}
        there = frozenset(early.fitted) - list_undelivered(project, parts, starts_s)
        if whole == early.built and there == early.fitted:
            return early, found
        early = early._replace(built=whole, fitted=there)


def _keep_whole(works: Sequence[PullWork], built: frozenset[int], fitted: Mapping[_Key, Slot]) -> frozenset[int]:
    """Those trunks between panels of which all work fits, as does that which mounts their panels."""
    kinds = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST)
    whole = {number for number in built if all((kind, number) in fitted for kind in kinds)}
    for number in sorted(whole):
        if any(other not in whole for ends in works[number].mounted_by for other, _ in ends):
            whole.discard(number)
    return frozenset(whole)


def _fill_window(
    project: Project, parts: PlanParts, window: EarlyWindow, early: EarlyWork, gains: dict[int, float]
) -> dict[_Key, Slot]:
    """The slots of the early work that fits a window; what has more gain goes first."""
    job = keep_packages(form_job(project, parts, early), is_early=True)
    if not job.packages or (max(job.durations) > project.crew.longest_window_s and not project.crew.hand_over):
        # What fits no stretch of work refuses the plan where it is done later.
        return {}
    job = _at_table(job, _rank_packages(project, parts, job.packages, gains), project.crew)
    span, slots = _fit(job, project.crew, window, project.request.racks_ready)
    return {
        (package.kind, package.subject): Slot(slot.start_s + span.start_s, slot.end_s + span.start_s, slot.crew)
        for package, slot in zip(job.packages, slots, strict=True)
        if slot.end_s + span.start_s <= span.end_s
    }


def _rank_packages(
    project: Project, parts: PlanParts, packages: Sequence[Package], gains: Mapping[int, float]
) -> list[int]:
    """The rank of each package: by what it takes off the clock, then by the work of pulls at its fuller place.

    Kitting and transceivers take off all of their time, so they go first; gains are compared in steps of a tenth.
    """
    site, crew, works = project.site, project.crew, list_pull_works(project, parts)
    optics, loads_ms = count_optics(project, parts), Counter[int]()
    places_of = [
        {site.place_number(site.racks[rack].id, face) for rack, face in ((w.a_rack, w.a_face), (w.b_rack, w.b_face))}
        for w in works
    ]
    for work, places in zip(works, places_of, strict=True):
        for place in places:
            loads_ms[place] += project.labour.person_ms(work.pull_acts() + work.land_acts(is_head=False))
    fullness = [loads_ms[number] / crew.crews_in(place.max_crews) for number, place in enumerate(site.places)]

    def order(package: Package) -> tuple[float, float, bool, int]:
        is_optics, number = package.kind == PackageKind.OPTICS, package.subject
        gain, places = 1.0, set[int]()
        if is_optics:
            rack = parts.devices[number].rack or ""
            places = {site.place_number(rack, face) for face in optics[number]}
        else:
            gain, places = gains.get(number, 1.0), places_of[number]
        return -round(gain, 1), -max(fullness[place] for place in places), is_optics, number

    orders = [order(package) for package in packages]
    rank_of = {one: rank for rank, one in enumerate(sorted(set(orders)))}
    return [rank_of[one] for one in orders]


def _at_table(job: Job, ranks: Sequence[int], crew: CrewPlan) -> Job:
    """A job at one place that holds all crews, with the ranks of its packages. Named resources hold as many as ever."""
    return replace(
        job,
        packages=tuple(replace(package, places=(0,)) for package in job.packages),
        limits=CrewLimits([crew.crews], job.limits.resource_crews),
        ranks=tuple(ranks),
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
