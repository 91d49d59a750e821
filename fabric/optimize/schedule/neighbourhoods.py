"""The packages that one large step sets free: drawn at random, near to each other in one way or another."""

from collections.abc import Sequence
from random import Random
from typing import Literal, get_args

from fabric.optimize.schedule.freed_model import KnownSchedule
from fabric.optimize.schedule.lanes import Lane
from fabric.optimize.schedule.workload import Workload

Kind = Literal["window", "place", "crew", "chain", "stop"]
"""What packages are near to: a moment, some places, some crews, some chains, or the ends of some windows."""
FREED, LEAST_FREED = 60.0, 8.0
"""Packages that the first steps set free, and the fewest."""
GROWTH = 1.04
"""Factor on that number after a proof that nothing is gained; where the solver proves nothing it is divided by it."""
SEED = 1


class Neighbourhoods:
    """Draws sets of packages, whose sizes adapt themselves, each kind for itself."""

    def __init__(self, work: Workload):
        self.count = len(work.packages)
        self.draw = Random(SEED)
        self.freed: dict[Kind, float] = dict.fromkeys(get_args(Kind), FREED)
        self.places = _list_by_place(work)
        self.chains = _list_chains(work)

    def draw_kind(self, known: KnownSchedule) -> Kind:
        """The kind of the next step."""
        kinds: tuple[Kind, ...] = get_args(Kind)
        return self.draw.choice(kinds if known.stops_s else kinds[:-1])

    def draw_free(self, kind: Kind, known: KnownSchedule) -> set[int]:
        """Some packages; of more than are wanted those nearest to a moment."""
        wanted = max(2, round(self.freed[kind] * self.draw.uniform(0.7, 1.3)))
        if kind == "stop":
            return self._draw_at_stops(wanted, known)
        found: dict[int, None] = {}
        groups = self._list_groups(kind, known)
        for number, group in enumerate(self.draw.sample(groups, len(groups))):
            if number >= 2 and len(found) >= wanted:
                break
            found.update(dict.fromkeys(group))
        return set(_list_near(found, self.draw.uniform(0, known.end_s), known)[:wanted])

    def learn(self, kind: Kind, is_final: bool) -> None:
        """Takes larger steps of a kind after a proof, and smaller ones after none."""
        freed = self.freed[kind] * (GROWTH if is_final else 1 / GROWTH)
        self.freed[kind] = min(max(freed, LEAST_FREED), float(max(self.count, 2)))

    def _draw_at_stops(self, wanted: int, known: KnownSchedule) -> set[int]:
        """The packages nearest to the ends of one to three windows."""
        moments_s = [*known.stops_s, known.end_s]
        moments_s = self.draw.sample(moments_s, min(len(moments_s), self.draw.randint(1, 3)))
        found: set[int] = set()
        for moment_s in moments_s:
            found.update(_list_near(range(self.count), moment_s, known)[: max(2, wanted // len(moments_s))])
        return found

    def _list_groups(self, kind: Kind, known: KnownSchedule) -> Sequence[Sequence[int]]:
        """Packages that are set free together."""
        if kind == "place":
            return self.places
        if kind == "crew":
            return known.lanes[0][1]
        return self.chains if kind == "chain" else [range(self.count)]


def _list_near(packages: Sequence[int] | dict[int, None] | range, moment_s: float, known: KnownSchedule) -> list[int]:
    """Packages by how near their middle is to a moment."""
    slots = known.slots
    return sorted(packages, key=lambda one: (abs(slots[one].start_s + slots[one].end_s - 2 * moment_s), one))


def _list_by_place(work: Workload) -> list[Lane]:
    found: list[Lane] = [[] for _ in work.limits.place_crews]
    for package, places in enumerate(work.places):
        for place in places:
            found[place].append(package)
    return [group for group in found if group]


def _list_chains(work: Workload) -> list[Lane]:
    """The packages that are joined by what they wait for, directly or by others."""
    root = list(range(len(work.packages)))

    def find(package: int) -> int:
        while root[package] != package:
            root[package] = root[root[package]]
            package = root[package]
        return package

    for package, item in enumerate(work.packages):
        for before in item.after:
            root[find(before)] = find(package)
    found: dict[int, Lane] = {}
    for package in range(len(work.packages)):
        found.setdefault(find(package), []).append(package)
    return list(found.values())
