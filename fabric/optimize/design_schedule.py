"""The schedule of one cabled design, and with it the whole plan."""

from dataclasses import dataclass, replace

from fabric.bounds import Bound
from fabric.optimize.decisions import Decisions
from fabric.optimize.design_cabling import CabledDesign
from fabric.optimize.design_task import DesignTask
from fabric.optimize.plan_assembly import complete_plan
from fabric.plan import Plan


@dataclass(frozen=True)
class PlannedDesign:
    """A whole plan, and the decisions after it."""

    plan: Plan
    after: Decisions


def schedule_design(task: DesignTask, cabled: CabledDesign, bound: Bound, thorough: bool) -> PlannedDesign:
    """The whole plan for all networks so far; `bound` is the one that it states.

    A `thorough` schedule tries all orders of work, one that is not `thorough` only one.
    """
    designs = (*task.decisions.designs, task.design)
    plan, loads_ms = complete_plan(task.project, designs, cabled.devices, cabled.links, cabled.cabling, bound, thorough)
    after = replace(task.decisions, designs=designs, devices=cabled.devices, loads_ms=loads_ms, plan=plan)
    return PlannedDesign(plan, after)
