"""What thorough schedules may take: the work of all those of one search, and of large steps in each of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fabric.optimize.solver import SolverBudget, StepBudget
from fabric.vocabulary import ScheduleEffort

JOB_LIMIT = 2.5
"""Deterministic time of one thorough schedule that shares no budget: that of 100 passes over 800 packages."""
SEARCH_LIMIT = 3 * JOB_LIMIT
"""Deterministic time of all jobs of one search, which schedules one plan for each choice of designs: some tens.

It counts varied passes and exact models. What large steps take is counted apart.
"""


class StepLimits(NamedTuple):
    """What large steps may take with one effort."""

    job: float
    """Deterministic time of the steps of one schedule."""
    search: float
    """That of all schedules of one search."""
    packages: int | None
    """Packages of the largest job that is improved in steps; None for any."""


STEPS: Mapping[ScheduleEffort, StepLimits] = {
    "quick": StepLimits(0.0, 0.0, 0),
    "normal": StepLimits(0.3, 0.3, 4_000),
    "high": StepLimits(16.0, 48.0, None),
}
"""The limits of each effort."""


def budget_of_search(effort: ScheduleEffort = "normal", stop: Callable[[], bool] | None = None) -> SolverBudget:
    """The work that all thorough schedules of one search may take; no more large steps once `stop` says so."""
    limits = STEPS[effort]
    steps = StepBudget(limits.search, limits.job, limits.packages, stop)
    return SolverBudget(0.0 if effort == "quick" else SEARCH_LIMIT, steps)


def budget_of_job(effort: ScheduleEffort = "normal") -> SolverBudget:
    """The work that one thorough schedule may take."""
    limits = STEPS[effort]
    steps = StepBudget(limits.job, limits.job, limits.packages)
    return SolverBudget(0.0 if effort == "quick" else JOB_LIMIT, steps)
