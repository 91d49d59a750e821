"""The decisions: where switches stand, which cable runs where, who does what when. The only door to ortools.

Imports everything down to layouts, but for the judge and the sheets.
Never touches a file, never prints, never reads a clock to decide.
"""

from fabric.optimize.decisions import Decisions, RouteFinders, no_decisions
from fabric.optimize.design_planner import Cabled, DesignPlanner, Placed, Racks
from fabric.optimize.schedule.list_scheduling import Dispatch, Measure, Workload

__all__ = [
    "Cabled",
    "Decisions",
    "DesignPlanner",
    "Dispatch",
    "Measure",
    "Placed",
    "Racks",
    "RouteFinders",
    "Workload",
    "no_decisions",
]
