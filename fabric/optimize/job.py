"""The work of a stored plan: its packages as built from its columns, and the limits that its site sets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fabric.optimize.dispatch import Limits
from fabric.optimize.ranks import rank_packages
from fabric.plan import Plan
from fabric.pods import pulls_of_links
from fabric.project import Project
from fabric.pull_works import list_pull_works
from fabric.work import Package, PullWork, build_packages


@dataclass(frozen=True)
class Job:
    """Packages in the order of the plan's own columns with their durations in seconds, how many crews may be where, and
    which packages go first (None: the request prefers none).
    """

    packages: tuple[Package, ...]
    durations: tuple[int, ...]
    limits: Limits
    ranks: tuple[int, ...] | None


def job_of(plan: Plan) -> Job:
    """The job of a plan."""
    works = list_pull_works(plan.links, plan.segments, plan.kinds, plan.assemblies, plan.routes, plan.pulls)
    site = plan.project.site
    place_index = {place.id: number for number, place in enumerate(site.places)}
    packages = build_packages(works, plan.devices, site.racks, place_index, Counter(plan.optics.device.tolist()))
    crew, labour = plan.project.crew, plan.project.labour
    durations = tuple(crew.duration_s(labour.person_ms(package.acts)) for package in packages)
    ranks = rank_packages(
        plan.project,
        [stage.network for stage in plan.stages],
        plan.devices,
        plan.links,
        pulls_of_links(plan.links, plan.segments, plan.assemblies),
        packages,
        durations,
    )
    return Job(tuple(packages), durations, list_limits(plan.project, works), None if ranks is None else tuple(ranks))


def list_limits(project: Project, works: Sequence[PullWork]) -> Limits:
    """Crews allowed in each place and on each span that some pull passes."""
    site = project.site
    crews = {}
    for span in {span for work in works for span in work.spans}:
        if span.startswith("drop:"):
            crews[span] = site.drop_by_rack[span[5:]].max_crews
        else:
            crews[span] = site.pathway_by_id[span.rsplit("/", 1)[0]].max_crews
    return Limits([place.max_crews for place in site.places], crews)
