"""What a schedule ties up, as lanes: a place that holds two crews has two lanes, each with one package after the other.

A schedule that keeps the order of all lanes keeps all limits. So the order of the lanes is what a new schedule may keep
where only some packages are set free (partial order schedules: Policella, Smith, Cesta and Oddi 2004).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from fabric.optimize.schedule.workload import Slot, Workload
from fabric.project import CrewPlan


class Resource(NamedTuple):
    """Something that several packages tie up: the crews, those that test, a place, a span, or a face of a rack."""

    users: tuple[int, ...]
    """The packages that tie it up."""
    most: int
    """The number of them that may do so at once, at least 1."""
    kind: str
    """`crews`, `testers` or `room`; the number of the first two may differ from window to window."""


Lane = list[int]
"""Packages that tie up one part of a resource, one after the other."""


def list_resources(work: Workload, crew: CrewPlan) -> list[Resource]:
    """All resources of a job that may be short."""
    found = [Resource(tuple(range(len(work.packages))), crew.crews, "crews")]
    testers = max(crew.testers_of(shift, crew.crews_of(shift)) for shift in crew.shifts)
    if testers < crew.crews:
        found.append(Resource(tuple(p for p, is_test in enumerate(work.is_test) if is_test), testers, "testers"))
    users: dict[int | str, list[int]] = {}
    for package in range(len(work.packages)):
        names: tuple[int | str, ...] = (*work.places[package], *work.resources[package])
        for name in names:
            users.setdefault(name, []).append(package)
    for name, those in users.items():
        most = work.limits.place_crews[name] if isinstance(name, int) else work.limits.resource_crews[name]
        if most < min(crew.crews, len(those)):
            found.append(Resource(tuple(those), most, "room"))
    return found


def list_lanes(resource: Resource, slots: Sequence[Slot]) -> list[Lane]:
    """The lanes of a resource in a schedule. Those of crews are the crews themselves."""
    order = sorted(resource.users, key=lambda package: (slots[package].start_s, slots[package].end_s, package))
    if resource.kind != "room":
        by_crew: dict[int, Lane] = {}
        for package in order:
            by_crew.setdefault(slots[package].crew, []).append(package)
        return list(by_crew.values())
    lanes: list[Lane] = []
    for package in order:
        start_s = slots[package].start_s
        free = [lane for lane in lanes if slots[lane[-1]].end_s <= start_s]
        if free:
            max(free, key=lambda lane: slots[lane[-1]].end_s).append(package)
        else:
            lanes.append([package])
    return lanes


def list_followers(lanes: Iterable[Lane], free: set[int]) -> Iterable[tuple[int, int]]:
    """The pairs of packages that follow each other in a lane once those that are free are taken out of it."""
    for lane in lanes:
        kept = [package for package in lane if package not in free]
        yield from pairwise(kept)
