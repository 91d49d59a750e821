"""The times of each crew at each rack."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from fabric.plan import PackageKind, Plan
from fabric.sheets.rows.crew_blocks import shift_ends_s

SHORTEST_S = 60
"""Shortest time in seconds that two crews at one rack have to agree upon."""


class Presence(NamedTuple):
    """Work of one crew (from 0) at a rack, in seconds of the working clock."""

    start_s: int
    """Start, inclusive."""
    end_s: int
    """End, exclusive."""
    crew: int
    """Number of the crew, from 0 as in the plan."""


class Meeting(NamedTuple):
    """Two crews at one rack."""

    rack: int
    """Index of the rack."""
    crew: int
    """Number of the other crew, from 1."""
    start_s: int
    """Start on the working clock, inclusive."""
    end_s: int
    """End on the working clock, exclusive."""


class RackPresence:
    """The work at each rack (by index), in order of its start."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.at_rack: dict[int, list[Presence]] = defaultdict(list)
        packages = plan.packages
        columns = zip(packages.start_s.tolist(), packages.end_s.tolist(), packages.crew.tolist(), strict=True)
        for package, (start, end, crew) in enumerate(columns):
            for rack in self.racks_of(package):
                self.at_rack[rack].append(Presence(start, end, crew))
        for works in self.at_rack.values():
            works.sort()
        self.longest_s = int((packages.end_s - packages.start_s).max(initial=0))

    def racks_of(self, package: int) -> tuple[int, ...]:
        """The racks (by index) at which a package is done: two for a pull, none before the racks are ready."""
        plan = self.plan
        if int(plan.packages.start_s[package]) < 0:
            return ()
        kind, subject = int(plan.packages.kind[package]), int(plan.packages.subject[package])
        if kind == PackageKind.OPEN:
            return (subject,)
        if kind == PackageKind.OPTICS:
            return (plan.project.site.rack_number[plan.devices[subject].rack or ""],)
        a_rack, b_rack = int(plan.pulls.a_rack[subject]), int(plan.pulls.b_rack[subject])
        if kind == PackageKind.PULL:
            return a_rack, b_rack
        return (b_rack if kind == PackageKind.LAND_B else a_rack,)

    @cached_property
    def leader_of(self) -> Mapping[tuple[int, int], int]:
        """The crew (from 1) that leads at each rack (by index) in each shift (from 0): the one that works longest;
        of equal ones that of the lowest number. A pull counts at both of its racks.
        """
        packages, ends = self.plan.packages, shift_ends_s(self.plan)
        seconds: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        columns = zip(packages.start_s.tolist(), packages.end_s.tolist(), packages.crew.tolist(), strict=True)
        for package, (start_s, end_s, crew) in enumerate(columns):
            for rack in set(self.racks_of(package)):
                seconds[rack, bisect_right(ends, start_s)][crew + 1] += end_s - start_s
        return {key: min(found, key=lambda crew: (-found[crew], crew)) for key, found in seconds.items()}

    def meetings(self, package: int) -> tuple[Meeting, ...]:
        """The work of other crews at the racks of a package, cut to its time."""
        packages = self.plan.packages
        start, end, crew = int(packages.start_s[package]), int(packages.end_s[package]), int(packages.crew[package])
        met = []
        for rack in self.racks_of(package):
            works = self.at_rack[rack]
            # No package lasts longer than the longest: an earlier start has ended by then.
            for number in range(bisect_left(works, (start - self.longest_s, 0, 0)), len(works)):
                work = works[number]
                if work.start_s >= end:
                    break
                if work.end_s > start and work.crew != crew:
                    met.append(Meeting(rack, work.crew + 1, max(start, work.start_s), min(end, work.end_s)))
        return tuple(met)

    def crews_beside(self, package: int) -> tuple[int, ...]:
        """The other crews (from 1) that work at a rack of a package for a minute of its time and more."""
        met = (one for one in self.meetings(package) if one.end_s - one.start_s >= SHORTEST_S)
        return tuple(sorted({one.crew for one in met}))


def join_meetings(meetings: Iterable[Meeting], gap_s: int) -> list[Meeting]:
    """Meetings with one crew at one rack, joined over gaps of up to `gap_s`; in order of time."""
    joined: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
    for one in sorted(meetings, key=lambda one: one.start_s):
        several = joined[one.rack, one.crew]
        if several and one.start_s - several[-1].end_s <= gap_s:
            several[-1] = several[-1]._replace(end_s=max(several[-1].end_s, one.end_s))
        else:
            several.append(one)
    found = (one for several in joined.values() for one in several)
    return sorted(found, key=lambda one: (one.start_s, one.rack, one.crew))
