"""The facts of a job that every schedule of it needs: the packages that follow each, and the work behind it."""

from collections.abc import Iterator, Sequence
from copy import copy
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from fabric.plan import PackageKind
from fabric.work import Job, Package, list_releases

RELEASE_S = 200
"""Seconds of chain that a second of landings is worth for each second of the pulls that release them: of 60, 200, 600
and 2,000 the one with the earliest ends on five worked sites (docs/decisions/0059-pulls-before-landings.md).
"""


class Slot(NamedTuple):
    """The time and the crew of one package. The move of the crew to its place is part of it."""

    start_s: int
    """Start in seconds of the working clock, from 0."""
    end_s: int
    """End in seconds of the working clock, exclusive."""
    crew: int
    """Number of the crew, from 0."""


class Effort(IntEnum):
    """Groups of ready packages at a place, in the order in which a tidy crew takes them."""

    TEST = 0
    """Nothing follows: these are short and fill the rest of a window."""
    ONE_PLACE = 1
    """Work at this place alone."""
    PULL = 2
    """Laying on spans of pathways, and work that ties up a second place."""


class Workload:
    """A job with the sums and chains that do not change from one schedule to the next."""

    def __init__(self, job: Job):
        self.packages, self.durations, self.move_s = job.packages, job.durations, job.move_s
        self.limits, self.ranks = job.limits, job.ranks
        self.is_test = [package.kind == PackageKind.TEST for package in job.packages]
        self.places = [tuple(sorted(set(package.places))) for package in job.packages]
        """The places that each package ties up."""
        self.resources = [package.resources for package in job.packages]
        """The spans and faces of racks that each package ties up."""
        self.followers: list[list[int]] = [[] for _ in job.packages]
        """The packages that wait for each package, but those that wait for all pulls into their rack."""
        for index, package in enumerate(job.packages):
            for before in package.after:
                self.followers[before].append(index)
        releases = list_releases(job.packages)
        self.releases = list(releases.items())
        """Pulls, and the packages that wait for all of them: those into a rack and its landings."""
        self.releases_of: dict[int, list[int]] = {}
        """The releases (by index) that each pull belongs to."""
        for number, laid in enumerate(releases):
            for before in laid:
                self.releases_of.setdefault(before, []).append(number)
        self.efforts = [self._effort(package) for package in range(len(job.packages))]
        """The group of each package."""
        self.load_s = np.zeros(len(job.limits.place_crews), np.int64)
        """Seconds of work at each place."""
        for places, duration in zip(self.places, job.durations, strict=True):
            for place in places:
                self.load_s[place] += duration
        self.tails_s = list_tails(job.packages, job.durations)
        self.promised_s = list_promises(job.packages, job.durations, self.places, self.followers)

    def _effort(self, package: int) -> Effort:
        if not self.followers[package]:
            return Effort.TEST
        is_laid = self.packages[package].kind == PackageKind.PULL and bool(self.resources[package])
        is_pull = is_laid or len(self.places[package]) > 1
        return Effort.PULL if is_pull else Effort.ONE_PLACE

    def list_followers(self, package: int) -> Iterator[int]:
        """All packages that wait for a package; one may come twice."""
        yield from self.followers[package]
        for number in self.releases_of.get(package, ()):
            yield from self.releases[number][1]

    def with_tails(self, tails_s: Sequence[int]) -> "Workload":
        """The same job with other priorities: crews take the package with the longest of `tails_s` first."""
        varied = copy(self)
        varied.tails_s = list(tails_s)
        return varied


def list_tails(packages: Sequence[Package], durations: Sequence[int]) -> list[int]:
    """For each package, the longest chain of work in seconds that begins with it.

    Each package comes after those that it follows.
    """
    tails = list(durations)
    releases = list_releases(packages)
    first = min((landings[0] for landings in releases.values()), default=0)
    for index in range(len(packages) - 1, -1, -1):
        for before in packages[index].after:
            tails[before] = max(tails[before], durations[before] + tails[index])
        if index == first:
            for laid, landings in releases.items():
                longest_s = max(tails[landing] for landing in landings)
                for before in laid:
                    tails[before] = max(tails[before], durations[before] + longest_s)
    return tails


def favour_releases(work: Workload) -> list[int]:
    """The longest chains of a job, in which a rack that waits for its pulls counts as a whole.

    A pull goes before the landings and tests of its racks: their work at the fullest face, over the crews that it
    holds, is a chain as well. And a rack whose pulls take few seconds and whose landings take many gives most work to
    the crews that wait for some.
    """
    tails, added = list(work.tails_s), [0] * len(work.packages)
    for laid, landings in work.releases:
        load_s = _fullest_face_s(work, landings)
        released_s = sum(work.durations[landing] for landing in landings)
        laid_s = sum(work.durations[before] for before in laid)
        for before in laid:
            tails[before] = max(tails[before], work.durations[before] + load_s)
            added[before] += RELEASE_S * released_s // laid_s
    for index in range(len(tails) - 1, -1, -1):
        for before in work.packages[index].after:
            tails[before] = max(tails[before], work.durations[before] + tails[index])
    return [tail + more for tail, more in zip(tails, added, strict=True)]


def _fullest_face_s(work: Workload, landings: Sequence[int]) -> int:
    """The work of some landings, and of the tests behind them, at the face of a rack where it takes longest."""
    load_s: dict[str, int] = {}
    for package in {*landings, *(follower for landing in landings for follower in work.followers[landing])}:
        for name in work.resources[package]:
            load_s[name] = load_s.get(name, 0) + work.durations[package]
    here = {name for landing in landings for name in work.resources[landing]}
    return max((load_s[name] // work.limits.resource_crews[name] for name in here), default=0)


def list_promises(
    packages: Sequence[Package],
    durations: Sequence[int],
    places: Sequence[tuple[int, ...]],
    followers: Sequence[Sequence[int]],
) -> list[float]:
    """For each package, the seconds of work that its crew gets at the same places once it takes the package.

    They are its own duration and a share of each follower that needs no other place: of a follower of n packages, each
    of these gets one n-th. A landing that waits for all pulls into its rack counts for its own pull alone.
    """
    found = [0.0] * len(packages)
    for index in range(len(packages) - 1, -1, -1):
        found[index] = durations[index] + sum(
            found[follower] / len(packages[follower].after)
            for follower in followers[index]
            if set(places[follower]) <= set(places[index])
        )
    return found
