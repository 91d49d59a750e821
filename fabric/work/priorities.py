"""Which packages go first where a request wants some networks, rows or units before the rest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fabric.project import Device, Project
from fabric.topology import Links
from fabric.work.milestones import list_phases, list_su_pulls
from fabric.work.packages import Package

LAST = 10**6
"""The rank of what nobody waits for."""


def rank_packages(
    project: Project,
    stage_networks: Sequence[str],
    devices: Sequence[Device],
    links: Links,
    pull_of_link: NDArray[np.int64],
    packages: Sequence[Package],
    durations: Sequence[int],
) -> list[int] | None:
    """The rank of each package, lower ones first; None where the request prefers nothing.

    Networks of `first` come in their order, then build phases in theirs; in a phase, with the objective first-su,
    units, those with the least work first. What several wait for has the rank of the first of them.
    """
    request = project.request
    if request.objective != "first-su" and not request.first and not request.phases:
        return None
    pulls = int(pull_of_link.max(initial=-1)) + 1
    rank = np.full(pulls, LAST, np.int64)
    if request.objective == "first-su":
        pods = list_su_pulls(devices, links, pull_of_link)
        work = np.zeros(pulls, np.int64)
        for package, duration in zip(packages, durations, strict=True):
            if package.kind.is_of_pull:
                work[package.subject] += duration
        order = sorted(pods, key=lambda su: (int(work[pods[su]].sum()), su))
        for number, su in reversed(list(enumerate(order))):
            rank[pods[su]] = number
    if request.phases:
        phase = np.zeros(pulls, np.int64)
        np.maximum.at(phase, pull_of_link, list_phases(project, devices, links))
        rank += 2 * LAST * phase
    for number, network in reversed(list(enumerate(request.first))):
        mine = np.isin(links.stage, [stage for stage, name in enumerate(stage_networks) if name == network])
        rank[np.unique(pull_of_link[mine])] = number - len(request.first)
    highest = int(rank.max(initial=LAST))
    found = [int(rank[package.subject]) if package.kind.is_of_pull else highest for package in packages]
    for index in range(len(packages) - 1, -1, -1):
        for before in packages[index].after:
            found[before] = min(found[before], found[index])
    return found
