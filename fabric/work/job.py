"""The work of a plan, stored or being made: its packages as built from its columns, and the limits of its site."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fabric.plan import Assemblies, AssemblyKind, Optics, Plan, Pulls, Segments, Stage
from fabric.project import Device, Project
from fabric.topology import Links
from fabric.work.crew_limits import CrewLimits
from fabric.work.milestones import pulls_of_links
from fabric.work.packages import Package, PullWork, build_packages
from fabric.work.priorities import rank_packages
from fabric.work.pulls import list_pull_works
from layouts import Route, max_span_crews


@dataclass(frozen=True)
class Job:
    """Packages in the order of the plan's own columns with their durations in seconds, how many crews may be where, and
    which packages go first (None: the request prefers none).
    """

    packages: tuple[Package, ...]
    durations: tuple[int, ...]
    limits: CrewLimits
    ranks: tuple[int, ...] | None


def job_of(plan: Plan) -> Job:
    """The job of a plan."""
    return form_job(
        plan.project,
        plan.stages,
        plan.devices,
        plan.links,
        plan.segments,
        plan.kinds,
        plan.assemblies,
        plan.routes,
        plan.pulls,
        plan.optics,
    )


def form_job(
    project: Project,
    stages: Sequence[Stage],
    devices: Sequence[Device],
    links: Links,
    segments: Segments,
    kinds: Sequence[AssemblyKind],
    assemblies: Assemblies,
    routes: Sequence[Route],
    pulls: Pulls,
    optics: Optics,
) -> Job:
    """The job of a plan that is being made, from its parts."""
    works = list_pull_works(links, segments, kinds, assemblies, routes, pulls)
    site, crew, labour = project.site, project.crew, project.labour
    packages = build_packages(works, devices, site, Counter(optics.device.tolist()))
    durations = tuple(crew.duration_s(labour.person_ms(package.acts)) for package in packages)
    ranks = rank_packages(
        project,
        [stage.network for stage in stages],
        devices,
        links,
        pulls_of_links(links, segments, assemblies),
        packages,
        durations,
    )
    return Job(tuple(packages), durations, _list_limits(project, works), None if ranks is None else tuple(ranks))


def _list_limits(project: Project, works: Sequence[PullWork]) -> CrewLimits:
    """Crews allowed in each place and on each span that some pull passes."""
    site = project.site
    crews = {span: max_span_crews(site, span) for span in {span for work in works for span in work.spans}}
    return CrewLimits([place.max_crews for place in site.places], crews)
