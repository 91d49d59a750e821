"""The fewest technicians that meet a deadline: a plan for each of several numbers of them, simulated on bad days.

Technicians without room at a place just wait. In that case, one more crew allowed in the fullest place (a second
ladder in its aisle) may help where more people do not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from fabric.executors import SERIAL, Executor
from fabric.forecast.simulation import Simulation, simulate
from fabric.optimize import Workload
from fabric.plan import Plan
from fabric.project import Project
from fabric.search import make_plan
from fabric.work import CrewLimits, clock_job_of
from layouts import UnmetError, divide_up

GROWTH = 1.3
"""Factor on the number of technicians while the deadline is missed."""
LEAST_GAIN = 0.01
"""Share of the time that a larger number of technicians must gain; where it gains less, places bind."""


@dataclass(frozen=True)
class Staffing:
    """A number of technicians, the plan for them, and the results of its simulation. Hours are wall-clock, from racks
    ready.
    """

    technicians: int
    """Technicians per shift."""
    plan: Plan
    """The plan for that many technicians in every shift, made without a deadline."""
    plan_h: float
    """Hours by plan."""
    p50_h: float
    """Hours within which half of the runs end."""
    p90_h: float
    """Hours within which nine tenths of the runs end."""


@dataclass(frozen=True)
class Ladder:
    """The effect on a plan of one more crew in its fullest place."""

    technicians: int
    """Technicians per shift of the plan."""
    place: str
    """The fullest place."""
    p90_h: float
    """Wall-clock hours within which nine tenths of the runs end."""


class _Trials:
    """Numbers of technicians that were tried, each once."""

    def __init__(self, fare: Callable[[int], Staffing], report: Callable[[str], None]):
        self.fare, self.report = fare, report
        self.found: dict[int, Staffing] = {}

    def p90_h(self, technicians: int) -> float:
        """Hours of nine tenths of the runs with that many technicians per shift."""
        if technicians not in self.found:
            found = self.found[technicians] = self.fare(technicians)
            self.report(
                f"{technicians} technicians: plan {found.plan_h:.1f} h, half of the runs within {found.p50_h:.1f} h, "
                f"nine tenths within {found.p90_h:.1f} h"
            )
        return self.found[technicians].p90_h


def staff(
    project: Project,
    deadline_h: float,
    runs: int,
    executor: Executor = SERIAL,
    report: Callable[[str], None] = lambda line: None,
) -> tuple[list[Staffing], Ladder | None]:
    """The numbers of technicians that were tried, lowest first, and the ladder for the largest that is too small.

    The lowest number that meets the deadline is the first whose `p90_h` is within it. The ladder is None where no
    number below that one was tried. Raises UnmetError where no plan is possible, and where the deadline is over before
    the first shift begins.
    """
    size = project.crew.crew_size
    wait_h = project.crew.elapsed_s(0, project.request.racks_ready) / 3600
    if deadline_h <= wait_h:
        begin = project.crew.calendar(0, project.request.racks_ready)[1]
        raise UnmetError(
            [
                f"work begins {wait_h:.1f} h after the racks are ready, at {begin:%Y-%m-%d %H:%M}: no number of "
                f"technicians meets {deadline_h:g} h. Add a shift that runs when the racks become ready"
            ]
        )
    trials = _Trials(lambda technicians: _fare(project, technicians, runs, executor), report)
    first = max(shift.technicians for shift in project.crew.shifts) // size * size
    # First guess: twice the technicians take half the time. From there the search goes up or down.
    scaled = divide_up(int(first * (trials.p90_h(first) - wait_h) / (deadline_h - wait_h)), size) * size
    # Every crew at work takes room at one place at least: beyond that number the others only wait.
    most = max(first, size * sum(project.crew.crews_in(place.max_crews) for place in project.site.places))
    holding = _grow_until_held(trials, min(max(size, scaled), most), deadline_h, most, size)
    if holding is not None:
        _halve_to_fewest(trials, holding, deadline_h, size)
    tried = [trials.found[technicians] for technicians in sorted(trials.found)]
    missed = [item for item in tried if item.p90_h > deadline_h and (holding is None or item.technicians < holding)]
    return tried, _second_ladder(missed[-1], runs, executor) if missed else None


def _grow_until_held(trials: _Trials, technicians: int, deadline_h: float, most: int, size: int) -> int | None:
    """The first number, growing by `GROWTH`, that meets the deadline.

    None where more technicians gain too little, or where `most` of them miss it.
    """
    while trials.p90_h(technicians) > deadline_h:
        if technicians >= most:
            return None
        fewer = [other for other in trials.found if other < technicians]
        if fewer and trials.p90_h(technicians) > (1 - LEAST_GAIN) * trials.p90_h(max(fewer)):
            return None
        technicians = min(max(technicians + size, int(technicians * GROWTH) // size * size), most)
    return technicians


def _halve_to_fewest(trials: _Trials, high: int, deadline_h: float, size: int) -> None:
    """Tries numbers between the last that misses the deadline and one that holds it, until they are one crew apart."""
    low = max((other for other, item in trials.found.items() if item.p90_h > deadline_h and other < high), default=0)
    while high - low > size:
        middle = (low + high) // 2 // size * size
        if trials.p90_h(middle) <= deadline_h:
            high = middle
        else:
            low = middle


def _fare(project: Project, technicians: int, runs: int, executor: Executor) -> Staffing:
    """Plans for a number of technicians in every shift, and simulates that plan."""
    shifts = tuple(replace(shift, technicians=technicians) for shift in project.crew.shifts)
    return fare_plan(replace(project, crew=replace(project.crew, shifts=shifts)), technicians, runs, executor)


def fare_plan(project: Project, technicians: int, runs: int, executor: Executor) -> Staffing:
    """Plans for the crews of a project, the largest shift with `technicians`, and simulates that plan."""
    # A plan that misses the deadline is an answer here, not a fault.
    plan = make_plan(replace(project, request=replace(project.request, deadline=None)))
    found = simulate(plan, runs, project.request.seed, executor)
    elapsed = plan.project.crew.elapsed_s(plan.summary.install_time_s, plan.project.request.racks_ready)
    return Staffing(technicians, plan, elapsed / 3600, *(_hours(found, percent) for percent in (50, 90)))


def _second_ladder(staffing: Staffing, runs: int, executor: Executor) -> Ladder:
    """Simulates a plan with one more crew allowed in the place that has the most work for each of its crews."""
    plan = staffing.plan
    job, project = clock_job_of(plan), plan.project
    crews = np.array(job.limits.place_crews)
    fullest = int(np.argmax(Workload(job).load_s / crews))
    crews[fullest] += 1
    found = simulate(plan, runs, project.request.seed, executor, CrewLimits(crews.tolist(), job.limits.resource_crews))
    return Ladder(staffing.technicians, project.site.places[fullest].id, _hours(found, 90))


def _hours(found: Simulation, percent: float) -> float:
    return found.percentile_s(percent) / 3600
