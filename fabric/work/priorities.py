"""The order in which packages are preferred where a request wants some networks, rows or scalable units first."""

from collections.abc import Sequence

import numpy as np

from fabric.plan import PlanParts
from fabric.project import Project
from fabric.work.milestones import list_phases, pulls_of_links, pulls_of_su
from fabric.work.packages import Package, list_releases
from layouts import LongColumn

LAST = 10**6
"""Rank of a pull that no preference names; there are fewer scalable units than this."""


def rank_packages(
    project: Project, parts: PlanParts, packages: Sequence[Package], durations: Sequence[int]
) -> tuple[int, ...] | None:
    """The rank of each package, lower ones go first; None where the request prefers nothing.

    Networks of `first` come in their order, then build phases in theirs. Within a phase, with the objective first-su,
    the scalable unit with the least work comes first. A package has the lowest rank of all that wait for it.
    """
    request = project.request
    if request.objective != "first-su" and not request.first and not request.phases:
        return None
    pull_of_link = pulls_of_links(parts)
    rank = np.full(len(parts.pulls.form), LAST, np.int64)
    if request.objective == "first-su":
        _rank_units(rank, pulls_of_su(parts), _work_of_pulls(len(rank), packages, durations))
    if request.phases:
        phase = np.zeros(len(rank), np.int64)
        np.maximum.at(phase, pull_of_link, list_phases(project, parts.devices, parts.links))
        rank += 2 * LAST * phase
    networks = np.array([stage.network for stage in parts.stages])[parts.links.stage]
    # Backwards, so that a pull of several networks keeps the rank of the first.
    for number, network in reversed(list(enumerate(request.first))):
        rank[pull_of_link[networks == network]] = number - len(request.first)
    return tuple(inherit_ranks(rank, packages))


def _work_of_pulls(pulls: int, packages: Sequence[Package], durations: Sequence[int]) -> LongColumn:
    """Seconds of work of each pull: laying, both ends, tests."""
    work = np.zeros(pulls, np.int64)
    for package, duration in zip(packages, durations, strict=True):
        if package.kind.is_of_pull:
            work[package.subject] += duration
    return work


def _rank_units(rank: LongColumn, units: dict[int, LongColumn], work: LongColumn) -> None:
    """Gives the pulls of each scalable unit its place in the order of least work; a shared pull keeps the first."""
    order = sorted(units, key=lambda su: (int(work[units[su]].sum()), su))
    for number, su in reversed(list(enumerate(order))):
        rank[units[su]] = number


def inherit_ranks(rank: LongColumn, packages: Sequence[Package]) -> list[int]:
    """The rank of each package: that of its pull, or a lower one of a package that waits for it."""
    highest = int(rank.max(initial=LAST))
    found = [int(rank[package.subject]) if package.kind.is_of_pull else highest for package in packages]
    releases = list_releases(packages)
    first = min((landings[0] for landings in releases.values()), default=0)
    for index in range(len(packages) - 1, -1, -1):
        for before in packages[index].after:
            found[before] = min(found[before], found[index])
        if index == first:
            for laid, landings in releases.items():
                lowest = min(found[landing] for landing in landings)
                for before in laid:
                    found[before] = min(found[before], lowest)
    return found
