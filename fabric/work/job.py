"""The work of a plan, stored or being made: its packages as built from its columns, and the limits of its site."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fabric.plan import Plan, PlanParts
from fabric.project import Project
from fabric.work.crew_limits import CrewLimits
from fabric.work.packages import Package, build_packages
from fabric.work.priorities import rank_packages
from fabric.work.pulls import PullWork, list_pull_works
from layouts import Face, max_span_crews


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
    """Crews that places and spans hold."""
    ranks: tuple[int, ...] | None = None
    """The rank of each package, lower ones go first; None where the request prefers nothing."""


def job_of(plan: Plan) -> Job:
    """The job of a plan."""
    return form_job(plan.project, plan.parts)


def form_job(project: Project, parts: PlanParts) -> Job:
    """The job of a plan that has no schedule yet."""
    works = list_pull_works(project, parts)
    packages = build_packages(works, parts.devices, project.site, _count_optics(project, parts))
    crew, labour = project.crew, project.labour
    durations = tuple(crew.duration_s(labour.person_ms(package.acts)) for package in packages)
    move_s = crew.duration_s(labour.act_ms("move_crew", 1))
    ranks = rank_packages(project, parts, packages, durations)
    return Job(tuple(packages), durations, move_s, _list_limits(project, works), ranks)


def _count_optics(project: Project, parts: PlanParts) -> dict[int, Counter[Face]]:
    """The transceivers of each device (by index), by the side of the rack at which their cages show."""
    found: dict[int, Counter[Face]] = {}
    for device, group in zip(parts.optics.device.tolist(), parts.optics.group.tolist(), strict=True):
        face = project.face_of(parts.devices[device], parts.cage_groups[group])
        found.setdefault(device, Counter())[face] += 1
    return found


def _list_limits(project: Project, works: Sequence[PullWork]) -> CrewLimits:
    """Crews allowed in each place and on each span that some pull passes."""
    site = project.site
    crews = {span: max_span_crews(site, span) for span in {span for work in works for span in work.spans}}
    return CrewLimits([place.max_crews for place in site.places], crews)
