"""The variables of the exact schedule, and the question that they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from fabric.optimize.schedule.workload import Slot, Workload

Intervals = Sequence[cp_model.IntervalVar]
"""The time from start to end of each package."""


@dataclass(frozen=True)
class SmallJob:
    """A job that is small enough for the solver, and the end of a known schedule, which a new one must beat."""

    work: Workload
    """Packages with durations, places and chains."""
    crews: int
    """Crews at work in every window."""
    testers: int
    """Crews that may test: those with the lowest numbers."""
    stops_s: tuple[int, ...]
    """Ends of windows, in seconds, that no package may cross."""
    end_s: int
    """End of the known schedule, in seconds: no start and no end comes later."""

    @property
    def packages(self) -> int:
        """The number of packages."""
        return len(self.work.packages)

    def others(self, package: int) -> list[int]:
        """All packages but one."""
        return [other for other in range(self.packages) if other != package]


@dataclass(frozen=True, kw_only=True)
class ScheduleVars:
    """The variables by index of package, and by number of crew."""

    start: Sequence[cp_model.IntVar]
    """Start of each package in seconds of the working clock, 0 to `SmallJob.end_s`."""
    end: Sequence[cp_model.IntVar]
    """End of each package in seconds of the working clock, 0 to `SmallJob.end_s`."""
    owner: Sequence[cp_model.IntVar]
    """The crew of each package."""
    idle: Mapping[int, cp_model.IntVar]
    """Whether a crew has no package."""
    first: Mapping[tuple[int, int], cp_model.IntVar]
    """Whether (crew, package) is a crew and its first package."""
    last: Mapping[tuple[int, int], cp_model.IntVar]
    """Whether (package, crew) is the last package of a crew."""
    follows: Mapping[tuple[int, int], cp_model.IntVar]
    """Whether (before, package) are two packages that one crew does one after the other."""
    later: Mapping[tuple[int, int], cp_model.IntVar]
    """Whether (package, window) is a package that starts after the end of a window (index of `stops_s`)."""

    @property
    def decisions(self) -> list[cp_model.IntVar]:
        """The variables that make up a schedule: all starts, all ends, all crews."""
        return [*self.start, *self.end, *self.owner]

    def extract(self, values: Sequence[int]) -> list[Slot]:
        """The schedule in values of `decisions`."""
        count = len(self.start)
        return [Slot(*row) for row in zip(values[:count], values[count : 2 * count], values[2 * count :], strict=True)]

    def hint(self, model: cp_model.CpModel, slots: Sequence[Slot]) -> None:
        """Starts the search from a known schedule."""
        for start, end, owner, slot in zip(self.start, self.end, self.owner, slots, strict=True):
            model.add_hint(start, slot.start_s)
            model.add_hint(end, slot.end_s)
            model.add_hint(owner, slot.crew)

    def list_arcs(self, crews: int) -> list[tuple[int, int, cp_model.IntVar]]:
        """The arcs of the round trip. Nodes are crews, then packages; the round of one crew ends at the next crew."""
        arcs = [(crew, (crew + 1) % crews, idle) for crew, idle in self.idle.items()]
        for package in range(len(self.start)):
            node = crews + package
            for crew in range(crews):
                arcs.append((crew, node, self.first[crew, package]))
                arcs.append((node, (crew + 1) % crews, self.last[package, crew]))
            for before in range(len(self.start)):
                if before != package:
                    arcs.append((crews + before, node, self.follows[before, package]))
        return arcs


def make_variables(model: cp_model.CpModel, small: SmallJob) -> ScheduleVars:
    """All variables, with no rule but that crews exist and that nothing ends after the known schedule."""
    crews, packages = range(small.crews), range(small.packages)
    start = [model.new_int_var(0, small.end_s, f"start of {package}") for package in packages]
    end = [model.new_int_var(0, small.end_s, f"end of {package}") for package in packages]
    owner = [model.new_int_var(0, small.crews - 1, f"crew of {package}") for package in packages]
    idle = {crew: model.new_bool_var(f"crew {crew} idle") for crew in crews}
    first, last, follows, later = {}, {}, {}, {}
    for package in packages:
        for crew in crews:
            first[crew, package] = model.new_bool_var(f"{package} first of crew {crew}")
            last[package, crew] = model.new_bool_var(f"{package} last of crew {crew}")
        for before in small.others(package):
            follows[before, package] = model.new_bool_var(f"{package} next after {before}")
        for number, stop_s in enumerate(small.stops_s):
            later[package, number] = model.new_bool_var(f"{package} after {stop_s} s")
    return ScheduleVars(
        start=start, end=end, owner=owner, idle=idle, first=first, last=last, follows=follows, later=later
    )


def make_intervals(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars) -> Intervals:
    """The time from start to end of each package."""
    sizes = [model.new_int_var(0, small.end_s, f"length of {package}") for package in range(small.packages)]
    rows = zip(variables.start, sizes, variables.end, strict=True)
    return [model.new_interval_var(*row, f"package {package}") for package, row in enumerate(rows)]
