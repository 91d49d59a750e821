"""How many technicians a deadline takes: plans for several numbers of them, each simulated on bad days.

More technicians than places have room for only wait; where that binds, one more crew allowed in the fullest place (a
second ladder in its aisle) may do what more people do not.
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
from fabric.work import CrewLimits, job_of
from layouts import divide_up

GROWTH = 1.3
"""By how much the number of technicians grows while the deadline is missed."""
LEAST_GAIN = 0.01
"""Where so small a share of the time is won by growing, places bind and growing ends."""


@dataclass(frozen=True)
class Staffing:
    """Technicians per shift with the plan for them and how it fares: hours on the wall from racks ready, by plan and so
    that half and nine tenths of the runs are done.
    """

    technicians: int
    plan: Plan
    plan_h: float
    p50_h: float
    p90_h: float


@dataclass(frozen=True)
class Ladder:
    """What one more crew allowed in the fullest place does for a plan: that place, and the hours of nine tenths."""

    technicians: int
    place: str
    p90_h: float


def staff(
    project: Project,
    deadline_h: float,
    runs: int,
    executor: Executor = SERIAL,
    report: Callable[[str], None] = lambda line: None,
) -> tuple[list[Staffing], Ladder | None]:
    """All numbers of technicians that were tried, fewest first, and what a second ladder does for the largest number
    that misses the deadline (None: none does). The fewest that hold it are the first whose `p90_h` is within it.

    Raises UnmetError where no plan is possible.
    """
    size = project.crew.crew_size
    tried: dict[int, Staffing] = {}

    def try_with(technicians: int) -> Staffing:
        if technicians not in tried:
            tried[technicians] = _fare(project, technicians, runs, executor)
            found = tried[technicians]
            report(
                f"{technicians} technicians: plan {found.plan_h:.1f} h, half of the runs within {found.p50_h:.1f} h, "
                f"nine tenths within {found.p90_h:.1f} h"
            )
        return tried[technicians]

    first = try_with(max(shift.technicians for shift in project.crew.shifts) // size * size)
    # As if all were work: from there the search goes up or down.
    scaled = divide_up(int(first.technicians * first.p90_h / deadline_h), size) * size
    low, high = 0, 0
    technicians = max(size, scaled)
    while not high:
        found = try_with(technicians)
        if found.p90_h <= deadline_h:
            high = technicians
        else:
            fewer = [other for other in tried if other < technicians]
            if fewer and found.p90_h > (1 - LEAST_GAIN) * tried[max(fewer)].p90_h:
                break
            low = technicians
            technicians = max(technicians + size, int(technicians * GROWTH) // size * size)
    if high:
        low = max([low, *(other for other, item in tried.items() if item.p90_h > deadline_h and other < high)])
        while high - low > size:
            middle = (low + high) // 2 // size * size
            if try_with(middle).p90_h <= deadline_h:
                high = middle
            else:
                low = middle
    missed = [item for item in tried.values() if item.p90_h > deadline_h and (not high or item.technicians < high)]
    ladder = _second_ladder(max(missed, key=lambda item: item.technicians), runs, executor) if missed else None
    return [tried[technicians] for technicians in sorted(tried)], ladder


def _fare(project: Project, technicians: int, runs: int, executor: Executor) -> Staffing:
    shifts = tuple(replace(shift, technicians=technicians) for shift in project.crew.shifts)
    asked = replace(project, crew=replace(project.crew, shifts=shifts))
    # The deadline is what is asked here.
    plan = make_plan(replace(asked, request=replace(asked.request, deadline=None)))
    found = simulate(plan, runs, project.request.seed, executor)
    elapsed = plan.project.crew.elapsed_s(plan.summary.install_time_s, plan.project.request.racks_ready)
    return Staffing(technicians, plan, elapsed / 3600, *(_hours(found, share) for share in (50, 90)))


def _second_ladder(staffing: Staffing, runs: int, executor: Executor) -> Ladder:
    plan = staffing.plan
    job, project = job_of(plan), plan.project
    crews = np.array(job.limits.place_crews)
    fullest = int(np.argmax(Workload(job).load_s / crews))
    crews[fullest] += 1
    found = simulate(plan, runs, project.request.seed, executor, CrewLimits(crews.tolist(), job.limits.span_crews))
    return Ladder(staffing.technicians, project.site.places[fullest].id, _hours(found, 90))


def _hours(found: Simulation, share: float) -> float:
    return found.percentile_s(share) / 3600
