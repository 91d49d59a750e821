"""The decisions: where switches stand, which cable runs where, who does what when. The only door to ortools.

Imports everything down to layouts, but for the judge and the sheets.
Never touches a file, never prints, never reads a clock to decide.
"""

from fabric.optimize.decisions import Decisions, RouteFinders, no_decisions
from fabric.optimize.design_planner import Cabled, DesignPlanner, Placed, Racks
from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.list_scheduling import dispatch_crews
from fabric.optimize.schedule.workload import Workload

__all__ = [
    "Cabled",
    "Decisions",
    "DesignPlanner",
    "DispatchRule",
    "Placed",
    "Racks",
    "RouteFinders",
    "Workload",
    "dispatch_crews",
    "no_decisions",
]
