"""The plan under other figures: another number of crews, and the low and the high column of the labour table.

Cables and places stay those of the plan. Other crews have a quick schedule, as `plan` makes them while it searches.
With another column crews take the next package by one fixed rule, one or two per cent above what `plan` finds.
"""

from dataclasses import dataclass, replace

from fabric.optimize import DispatchRule, Workload, dispatch_crews, schedule_packages
from fabric.plan import Plan
from fabric.project import CrewPlan, Shift
from fabric.report.labour_swing import LabourColumn, pick_column
from fabric.report.working_days import list_worked_shifts
from fabric.search import Practice, estimate_practice
from fabric.work import clock_job_of

RULE = DispatchRule(0.9, 600, False)
"""The rule by which crews take the next package; it is the first one that `plan` tries."""


@dataclass(frozen=True)
class CrewChoice:
    """The plan with another number of technicians."""

    technicians: int
    """Technicians of the largest shift."""
    install_time_s: int
    """Install time in seconds of the working clock."""


@dataclass(frozen=True)
class LabourCase:
    """The plan with another column of the labour table."""

    column: LabourColumn
    """Column of the table."""
    install_time_s: int
    """Install time in seconds of the working clock."""
    work_ms: int
    """Person-time of the acts of the plan."""
    practice: Practice
    """The faster way of practice with the same column."""


def try_crews(plan: Plan, crews: tuple[int, ...] = (-1, 1, 2)) -> tuple[CrewChoice, ...]:
    """The plan with the crews alone that have work, with some fewer than these, or more than all, in each shift.

    Numbers below one crew are left out. No choice is slower than a smaller one, or than the plan if that has fewer
    technicians: people beyond those whom a schedule needs may stay idle.
    """
    job, own, own_s = clock_job_of(plan), plan.project.crew, plan.summary.install_time_s
    busy = replace(own, shifts=tuple(replace(s, technicians=own.crew_size * n) for s, n in crews_at_work(plan).items()))
    times_s: dict[int, int] = {}
    if busy.technicians < own.technicians:
        times_s[busy.technicians] = own_s
    for change in crews:
        crew = _add_crews(busy if change < 0 else own, change)
        if crew is not None:
            slots = schedule_packages(job, crew, plan.project.request.racks_ready, thorough=False)
            times_s.setdefault(crew.technicians, max(slot.end_s for slot in slots))
    known = {**times_s, own.technicians: own_s}
    return tuple(
        CrewChoice(technicians, min(time_s for fewer, time_s in known.items() if fewer <= technicians))
        for technicians in times_s
    )


def crews_at_work(plan: Plan) -> dict[Shift, int]:
    """For each shift the most crews that have work in it on one day, at least one."""
    packages = plan.packages
    found = dict.fromkeys(plan.project.crew.shifts, 1)
    for shift in list_worked_shifts(plan):
        works = (packages.start_s < shift.end_s) & (packages.end_s > shift.start_s)
        found[shift.shift] = max(found[shift.shift], len(set(packages.crew[works].tolist())))
    return found


def install_time_s(plan: Plan, work: Workload, crew: CrewPlan) -> int:
    """The seconds of the working clock in which other crews do the work of a plan."""
    windows = crew.windows_s(plan.project.request.racks_ready)
    return max(slot.end_s for slot in dispatch_crews(work, crew, RULE, windows).slots)


def _add_crews(crew: CrewPlan, change: int) -> CrewPlan | None:
    """The crews with some more or fewer in each shift, at least one; None where no shift has fewer."""
    added, least = crew.crew_size * change, crew.crew_size
    changed = [max(least, shift.technicians + added) if crew.crews_of(shift) else 0 for shift in crew.shifts]
    if change < 0 and changed == [shift.technicians for shift in crew.shifts]:
        return None
    shifts = tuple(replace(shift, technicians=number) for shift, number in zip(crew.shifts, changed, strict=True))
    return replace(crew, shifts=shifts)


def try_labour(plan: Plan, column: LabourColumn) -> LabourCase:
    """The plan, and practice, with the low or with the high column of the labour table."""
    labour = pick_column(plan.project.labour, column)
    changed = replace(plan, project=replace(plan.project, labour=labour))
    table = plan.project.labour.rates
    work_ms = sum(
        ms * labour.rates[act].person_ms // table[act].person_ms if table[act].person_ms else 0
        for act, ms in plan.summary.acts_ms.items()
    )
    end_s = install_time_s(changed, Workload(clock_job_of(changed)), plan.project.crew)
    return LabourCase(column, end_s, work_ms, estimate_practice(changed)[0])
