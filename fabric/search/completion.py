"""Turns placements of a design into whole plans: cabled, and scheduled quickly."""

from dataclasses import dataclass
from typing import NamedTuple

from fabric.bounds import Bound
from fabric.optimize import (
    CabledDesign,
    DesignTask,
    Placement,
    PlannedDesign,
    SolverBudget,
    cable_design,
    schedule_design,
)
from fabric.plan import Plan
from layouts import UnmetError


class Completion(NamedTuple):
    """One placement to be cabled and scheduled."""

    task: DesignTask
    """The design."""
    placement: Placement
    """Racks of its switches."""
    bound: Bound
    """The bound that the plan states."""
    quick_limit: float
    """Deterministic time that its quick schedule may take beyond list scheduling, 0 or more."""


@dataclass(frozen=True)
class Completed:
    """A whole plan with its task and its cables, from which a thorough schedule is made."""

    task: DesignTask
    """The design that it is of."""
    cabled: CabledDesign
    """All cables."""
    planned: PlannedDesign
    """The plan with a quick schedule, and the decisions after it."""

    @property
    def plan(self) -> Plan:
        return self.planned.plan


def complete(work: Completion) -> tuple[CabledDesign, PlannedDesign] | UnmetError:
    """The cables and the plan of one placement, or the reason why there is none; runs on the executor."""
    try:
        cabled = cable_design(work.task, work.placement)
        return cabled, schedule_design(work.task, cabled, work.bound, False, SolverBudget(work.quick_limit))
    except UnmetError as error:
        return UnmetError(error.reasons)
