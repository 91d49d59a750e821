"""Sizes of crews with the same technicians: a plan for each, simulated on bad days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fabric.executors import SERIAL, Executor
from fabric.forecast.staffing import Staffing, fare_plan
from fabric.project import Project, find_large_acts, find_small_rooms
from layouts import UnmetError


@dataclass(frozen=True)
class SizeTrial:
    """Crews of one size, and the results of their plan; None where they cannot do the work."""

    crew_size: int
    """Technicians of a crew."""
    staffing: Staffing | None
    """The plan with the technicians of the project, and its simulation."""
    refusal: str = ""
    """Why there is no such plan; empty where there is one."""


def compare_sizes(
    project: Project,
    sizes: Sequence[int],
    runs: int,
    executor: Executor = SERIAL,
    report: Callable[[str], None] = lambda line: None,
) -> tuple[SizeTrial, ...]:
    """A trial of each size, in the order of the sizes, all with the technicians that the shifts of the project have.

    Raises UnmetError where crews of none of these sizes can do the work.
    """
    found = tuple(_try_size(project, size, runs, executor) for size in sizes)
    for trial in found:
        hours = f"nine tenths of the runs within {trial.staffing.p90_h:.1f} h" if trial.staffing else trial.refusal
        report(f"crews of {trial.crew_size}: {hours}")
    if not any(trial.staffing for trial in found):
        raise UnmetError([f"crews of {trial.crew_size}: {trial.refusal}" for trial in found])
    return found


def pick_size(trials: Sequence[SizeTrial]) -> int:
    """That with the fewest hours in nine tenths of the runs; of equal ones the smallest. One has a plan at least."""
    return min((trial.staffing.p90_h, trial.crew_size) for trial in trials if trial.staffing)[1]


def _try_size(project: Project, size: int, runs: int, executor: Executor) -> SizeTrial:
    crew = replace(project.crew, crew_size=size)
    refusal = _refuse(replace(project, crew=crew))
    if refusal:
        return SizeTrial(size, None, refusal)
    try:
        most = max(shift.technicians for shift in crew.shifts)
        return SizeTrial(size, fare_plan(replace(project, crew=crew), most, runs, executor))
    except UnmetError as error:
        return SizeTrial(size, None, str(error).splitlines()[0])


def _refuse(project: Project) -> str:
    """What keeps crews of a project from its work, at a glance; empty where nothing does."""
    crew = project.crew
    few = [shift.id for shift in crew.shifts if shift.technicians < crew.crew_size]
    if few:
        return f"shift {few[0]} has too few technicians"
    large = find_large_acts(project.labour, project.request, crew.crew_size)
    if large:
        return f"{', '.join(large)} take more technicians"
    small = find_small_rooms(crew, project.site)
    return f"{small[0][0]} has room for {small[0][1]} technicians" if small else ""
