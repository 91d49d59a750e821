"""The model of a schedule of which some packages are set free, while all others keep their order.

Each package takes as long as in the known schedule, its move included. So the model is exact where crews do not move.
Where they do, its starts are an order of work, from which a schedule is made. In the formulas s and l are the start and
the length of a package.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from fabric.optimize.schedule.lanes import Lane, Resource, list_followers
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.optimize.solver import SmallModel
from fabric.project import Window

OVERHEAD, PACKAGE_OVERHEAD = 0.01, 0.0003
"""Deterministic time that stands for making and loading a model, and the part of it that each open package takes."""

Start = cp_model.IntVar | int
"""The start of a package in seconds: fixed where the package ends before all that is free."""


@dataclass(frozen=True)
class KnownSchedule:
    """A schedule, and what it ties up."""

    work: Workload
    """Packages with durations, places and chains."""
    slots: Sequence[Slot]
    """Time and crew of each package."""
    lanes: Sequence[tuple[Resource, list[Lane]]]
    """The lanes of each resource."""
    windows: Sequence[Window]
    """The windows up to the end of the schedule, which work does not cross; none where work may be handed over."""

    @property
    def end_s(self) -> int:
        """The end of the schedule."""
        return max(slot.end_s for slot in self.slots)

    @property
    def stops_s(self) -> list[int]:
        """The ends of windows at which work stops and goes on later."""
        return [window.end_s for window in self.windows[:-1]]


class FreedModel:
    """The variables of one model, and its rules."""

    def __init__(self, known: KnownSchedule, free: set[int], most_s: int):
        self.known, self.free, self.most_s = known, free, most_s
        """No package ends after `most_s`."""
        self.model = cp_model.CpModel()
        slots = known.slots
        first_s = min(slots[package].start_s for package in free)
        self.open = [package for package, slot in enumerate(slots) if slot.end_s > first_s]
        """The packages that may start at another time."""
        self.lengths = [slot.end_s - slot.start_s for slot in slots]
        self.least_s = min(slots[package].start_s for package in self.open)
        self.domains: dict[int, cp_model.Domain] = {}
        self.starts: list[Start] = [slot.start_s for slot in slots]
        for package in self.open:
            domain = self._domain(self.lengths[package])
            start = self.model.new_int_var_from_domain(domain, "")
            self.model.add_hint(start, slots[package].start_s)
            self.starts[package] = start
        self.varies = len({(window.crews, window.testers) for window in known.windows}) > 1
        self.gap_s = min(self.lengths[package] for package in free)
        """The shortest time that a free package fills."""

    def question(self, early: bool = False) -> SmallModel:
        """The model with all its rules. The variables are the starts of the open packages.

        It asks for an earlier end, or, where `early`, for less lost time with no later end.
        """
        self.add_order()
        for resource, lanes in self.known.lanes:
            if not self.free.isdisjoint(resource.users):
                self.add_resource(resource, lanes)
        if early:
            self.minimize_moment()
        else:
            self.minimize_end()
        overhead = OVERHEAD + PACKAGE_OVERHEAD * len(self.open)
        return SmallModel(self.model, [start for start in self.starts if not isinstance(start, int)], overhead)

    def starts_of(self, values: Sequence[int]) -> list[int]:
        """The starts of all packages, with the values of the variables of the question."""
        found = [slot.start_s for slot in self.known.slots]
        for package, value in zip(self.open, values, strict=True):
            found[package] = value
        return found

    def add_order(self) -> None:
        """s_q >= s_p + l_p where q waits for p, and where q follows p in a lane once free packages are taken out.

        What follows from others is left out: most of these rules do, and the solver takes long to find that.
        """
        slots = self.known.slots
        befores: dict[int, set[int]] = {package: set(self.known.work.packages[package].after) for package in self.open}
        for _, lanes in self.known.lanes:
            for before, package in list_followers(lanes, self.free):
                if package in befores:
                    befores[package].add(before)
        reached: dict[int, int] = {}
        for package in sorted(self.open, key=lambda one: (slots[one].start_s, one)):
            mine = 0
            for before in sorted(befores[package], key=lambda one: (-slots[one].start_s, one)):
                if slots[before].end_s > self.least_s and not mine >> before & 1:
                    self.model.add(self.starts[package] >= self.starts[before] + self.lengths[before])
                    mine |= reached.get(before, 0) | 1 << before
            reached[package] = mine
        self.add_pulls_first()

    def add_pulls_first(self) -> None:
        """s_q >= r and r >= s_p + l_p where q is a landing that waits for all pulls p into its rack."""
        slots, is_open = self.known.slots, set(self.open)
        for laid, landings in self.known.work.releases:
            late = [before for before in laid if slots[before].end_s > self.least_s]
            waiting = [landing for landing in landings if landing in is_open]
            if late and waiting:
                release = self.model.new_int_var(0, self.most_s, "")
                self.model.add_hint(release, max(slots[before].end_s for before in late))
                for before in late:
                    self.model.add(release >= self.starts[before] + self.lengths[before])
                for landing in waiting:
                    self.model.add(self.starts[landing] >= release)

    def add_resource(self, resource: Resource, lanes: Sequence[Lane]) -> None:
        """At each moment at most `most` users of a resource are at work: free ones, and parts of the lanes."""
        intervals = [self._interval(package, package) for package in resource.users if package in self.free]
        intervals += [self._interval(first, last) for lane in lanes for first, last in self._list_parts(lane)]
        if resource.most == 1:
            self.model.add_no_overlap(intervals)
            return
        demands = [1] * len(intervals)
        for window in self.known.windows if resource.kind != "room" else ():
            missing = resource.most - (window.crews if resource.kind == "crews" else window.testers)
            if missing > 0 and window.end_s > self.least_s:
                length_s = window.end_s - window.start_s
                intervals.append(self.model.new_fixed_size_interval_var(window.start_s, length_s, ""))
                demands.append(missing)
        self.model.add_cumulative(intervals, demands, resource.most)

    def minimize_end(self) -> None:
        """min (max of s_p + l_p over all p that nothing follows)."""
        end = self.model.new_int_var(0, self.most_s, "end")
        for package in self.open:
            if not self.known.work.followers[package]:
                self.model.add(end >= self.starts[package] + self.lengths[package])
        self.model.minimize(end)

    def minimize_moment(self) -> None:
        """min (sum of l_p x s_p over all p), less than now.

        With l as weight it makes no difference which of two packages of a crew goes first. What counts is how early no
        crew is at work: lost time is put off until the end, where at last it shortens the work.
        """
        rows = [(self.starts[package], self.lengths[package]) for package in self.open]
        moment = sum(start * length_s for start, length_s in rows)
        now = sum(self.known.slots[package].start_s * self.lengths[package] for package in self.open)
        self.model.add(moment <= now - 1)
        self.model.minimize(moment)

    def _list_parts(self, lane: Lane) -> Iterator[tuple[int, int]]:
        """First and last package of each part of a lane into which nothing that is free fits."""
        slots = self.known.slots
        kept = [p for p in lane if p not in self.free and slots[p].end_s > self.least_s]
        first = 0
        for number in range(1, len(kept) + 1):
            is_close = number < len(kept) and slots[kept[number]].start_s - slots[kept[number - 1]].end_s < self.gap_s
            if is_close and not self.varies:
                continue
            yield kept[first], kept[number - 1]
            first = number

    def _interval(self, first: int, last: int) -> cp_model.IntervalVar:
        """The time from the start of a package to the end of another one."""
        start = self.starts[first]
        if first == last:
            return self.model.new_fixed_size_interval_var(start, self.lengths[first], "")
        size = self.model.new_int_var(0, self.most_s, "")
        return self.model.new_interval_var(start, size, self.starts[last] + self.lengths[last], "")

    def _domain(self, length_s: int) -> cp_model.Domain:
        """The starts of a package of some length."""
        if length_s not in self.domains:
            latest_s = self.most_s - length_s
            bounds = [[self.least_s, latest_s]]
            if self.known.windows:
                bounds = [
                    [max(window.start_s, self.least_s), min(window.end_s - length_s, latest_s)]
                    for window in self.known.windows
                ]
            self.domains[length_s] = cp_model.Domain.from_intervals([pair for pair in bounds if pair[0] <= pair[1]])
        return self.domains[length_s]
