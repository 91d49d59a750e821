"""The plan under other figures: another number of crews, and the low and the high column of the labour table.

Cables and places stay those of the plan. Crews take the next package by one fixed rule, so the times are those of a
first schedule, one or two per cent above what `plan` finds.
"""

from dataclasses import dataclass, replace
from typing import Literal

from fabric.optimize import DispatchRule, Workload, dispatch_crews
from fabric.plan import Plan
from fabric.project import CrewPlan, LabourTable
from fabric.search import Practice, estimate_practice
from fabric.work import job_of

RULE = DispatchRule(0.9, 600, False)
"""The rule by which crews take the next package; it is the first one that `plan` tries."""


LabourColumn = Literal["low", "high"]
"""A column of the labour table beside the expected figures."""


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
    """The plan with some crews fewer or more in each shift; numbers below one crew are left out."""
    work, found = Workload(job_of(plan)), []
    for change in crews:
        crew = _add_crews(plan.project.crew, change)
        if crew is not None:
            found.append(CrewChoice(max(shift.technicians for shift in crew.shifts), install_time_s(plan, work, crew)))
    return tuple(found)


def install_time_s(plan: Plan, work: Workload, crew: CrewPlan) -> int:
    """The seconds of the working clock in which other crews do the work of a plan."""
    windows = crew.windows_s(plan.project.request.racks_ready)
    return max(slot.end_s for slot in dispatch_crews(work, crew, RULE, windows).slots)


def _add_crews(crew: CrewPlan, change: int) -> CrewPlan | None:
    """The crews with some more in each shift; None where a shift would have none."""
    added = crew.crew_size * change
    shifts = tuple(replace(shift, technicians=shift.technicians + added) for shift in crew.shifts)
    return replace(crew, shifts=shifts) if all(crew.crews_of(shift) >= 1 for shift in shifts) else None


def try_labour(plan: Plan, column: LabourColumn) -> LabourCase:
    """The plan, and practice, with the low or with the high column of the labour table."""
    labour = pick_column(plan.project.labour, column)
    changed = replace(plan, project=replace(plan.project, labour=labour))
    table = plan.project.labour.rates
    work_ms = sum(
        ms * labour.rates[act].person_ms // table[act].person_ms if table[act].person_ms else 0
        for act, ms in plan.summary.acts_ms.items()
    )
    end_s = install_time_s(changed, Workload(job_of(changed)), plan.project.crew)
    return LabourCase(column, end_s, work_ms, estimate_practice(changed)[0])


def pick_column(labour: LabourTable, column: LabourColumn) -> LabourTable:
    """The table with its low or high figures instead of the expected ones."""
    return LabourTable(
        {
            act: replace(rate, person_ms=rate.low_ms if column == "low" else rate.high_ms)
            for act, rate in labour.rates.items()
        }
    )
