"""The work of a plan, stored or being made: its packages as built from its columns, and the limits of its site."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fabric.plan import PackageKind, Plan, PlanParts
from fabric.project import PLUG_COPPER, Project
from fabric.work.crew_limits import CrewLimits, early_place
from fabric.work.packages import NO_EARLY_WORK, EarlyWork, Package, build_packages
from fabric.work.priorities import rank_packages
from fabric.work.pulls import PullWork, list_pull_works
from fabric.work.staged_optics import count_optics
from layouts import max_span_crews


@dataclass(frozen=True)
class Job:
    """The work of a plan and the limits under which crews do it."""

    packages: tuple[Package, ...]
    """Packages in the order of the plan's columns; each comes after those that it follows."""
    durations: tuple[int, ...]
    """Seconds that a crew takes for each package, at least one."""
    move_s: int
    """Seconds that a crew takes to move to a place which its last package did not touch."""
    limits: CrewLimits
    """Crews that places, spans and faces of racks hold."""
    ranks: tuple[int, ...] | None = None
    """The rank of each package, lower ones go first; None where the request prefers nothing."""


def job_of(plan: Plan) -> Job:
    """The job of a plan, work before the racks are ready included."""
    return form_job(plan.project, plan.parts, early_work(plan))


def early_work(plan: Plan) -> EarlyWork:
    """The pulls and devices (by index) of a plan on which work is done before the racks are ready."""
    packages = plan.packages
    laid = (packages.kind == PackageKind.PULL) & (packages.start_s < 0)
    kitted = packages.kind == PackageKind.KIT
    built = (packages.kind == PackageKind.TEST) & (packages.start_s < 0)
    fitted = (packages.kind == PackageKind.OPTICS) & (packages.start_s < 0)
    found = (frozenset(packages.subject[rows].tolist()) for rows in (laid, kitted, built, fitted))
    early = EarlyWork(*found)
    return early._replace(laid=frozenset(early.laid) - frozenset(early.built))


def first_second(plan: Plan) -> int:
    """The second of the working clock at which work begins before the racks are ready; 0 where none does."""
    return int(plan.packages.start_s.min(initial=0))


def clock_job_of(plan: Plan) -> Job:
    """The job of a plan from racks ready on: what was done before is taken to be done."""
    return keep_packages(job_of(plan), is_early=False)


def keep_packages(job: Job, is_early: bool) -> Job:
    """The packages of a job before the racks are ready, or those after; what they follow is taken to be done."""
    kept = [number for number, package in enumerate(job.packages) if package.is_early == is_early]
    if len(kept) == len(job.packages):
        return job
    new = {number: index for index, number in enumerate(kept)}
    packages = (job.packages[number] for number in kept)
    # The landings of a rack have the same tuple, which is translated once.
    laid_in = {laid: tuple(new[n] for n in laid if n in new) for laid in {package.laid for package in job.packages}}
    return replace(
        job,
        packages=tuple(
            replace(one, after=tuple(new[n] for n in one.after if n in new), laid=laid_in[one.laid]) for one in packages
        ),
        durations=tuple(job.durations[number] for number in kept),
        ranks=None if job.ranks is None else tuple(job.ranks[number] for number in kept),
    )


def form_job(project: Project, parts: PlanParts, early: EarlyWork = NO_EARLY_WORK) -> Job:
    """The job of a plan that has no schedule yet, with its `early` work before the racks are ready."""
    works, crew, labour = list_pull_works(project, parts), project.crew, project.labour
    optics = count_optics(project, parts)
    packages = build_packages(works, parts.devices, project.site, optics, early, crew.pulls_first)
    durations = tuple(labour.duration_s(package.acts, crew.crew_size) for package in packages)
    move_s = labour.duration_s({"move_crew": 1}, crew.crew_size)
    ranks = rank_packages(project, parts, packages, durations)
    return Job(tuple(packages), durations, move_s, _list_limits(project, works, packages), ranks)


def arrived_pulls(project: Project, parts: PlanParts) -> frozenset[int]:
    """The pulls (by index) inside racks that arrive cabled."""
    prepare = project.crew.prepare
    if prepare is None or prepare.integrated is None:
        return frozenset()
    return frozenset(number for number, work in enumerate(list_pull_works(project, parts)) if work.arrives)


def count_plain(project: Project, parts: PlanParts) -> int:
    """The plugs without end faces that are plugged on site, in a labour table that has an act for them."""
    if PLUG_COPPER not in project.labour.rates:
        return 0
    works = list_pull_works(project, parts)
    return sum(work.device_plugs for work in works if work.is_plain and not work.arrives)


def count_arrived(project: Project, parts: PlanParts) -> tuple[int, int]:
    """The plugs at devices and the transceivers inside racks that arrive cabled."""
    prepare = project.crew.prepare
    if prepare is None or prepare.integrated is None:
        return 0, 0
    plugs = sum(work.device_plugs for work in list_pull_works(project, parts) if work.arrives)
    optics = sum(prepare.arrives_in(parts.devices[device].rack) for device in parts.optics.device.tolist())
    return plugs, optics


def _list_limits(project: Project, works: Sequence[PullWork], packages: Sequence[Package]) -> CrewLimits:
    """Crews allowed in each place, on each span that some pull passes, and at each face of a rack with work.

    Where crew.yaml limits no face, it holds all crews. Places also have names, for work before the racks are ready.
    """
    site, crew = project.site, project.crew
    spans = {span for work in works for span in work.spans}
    names = {name for package in packages for name in package.resources}
    at_face = crew.crews if crew.crews_per_rack_face is None else crew.crews_per_rack_face
    in_places = [crew.crews_in(place.max_crews) for place in site.places]
    return CrewLimits(
        in_places,
        dict.fromkeys(sorted(names), at_face)
        | {early_place(place): most for place, most in enumerate(in_places) if early_place(place) in names}
        | {span: crew.crews_in(max_span_crews(site, span)) for span in spans},
    )
