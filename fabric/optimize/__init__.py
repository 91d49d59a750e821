"""The decisions of a plan: a rack for each switch, a route for each cable, a time and a crew for each package of work.

`prepare_task` makes a task of one design; `place_design`, `cable_design` and `schedule_design` carry it out in turn.
Imports layouts, vocabulary, catalog, topology, project, plan, rules, designs, work and bounds. It is the only door to
ortools.
Never touches a file, never prints, never reads a clock to decide.
"""

from fabric.optimize.cabling.shortage import ShortStockError
from fabric.optimize.decisions import Decisions, RouteFinders, no_decisions
from fabric.optimize.design_cabling import CabledDesign, cable_design, mount_placement
from fabric.optimize.design_placement import (
    NoRoomError,
    Placement,
    SwitchRacks,
    load_places,
    place_design,
    placement_in,
)
from fabric.optimize.design_schedule import PlannedDesign, plan_in_racks, schedule_design
from fabric.optimize.design_task import DesignTask, list_kept_media, list_trunk_siblings, prepare_task, shorten_pulls
from fabric.optimize.design_walk import budget_of_walks, count_walks, limit_of_walk, walk_design
from fabric.optimize.early_work import schedule_work
from fabric.optimize.fewer_kinds import Joined, list_joins, with_kinds
from fabric.optimize.joint_placement import place_jointly
from fabric.optimize.panel_placement import PanelPair, list_panel_pairs, place_panels, uses_all_panels
from fabric.optimize.placement.problem_builder import EarlierWork
from fabric.optimize.plan_walks import walk_less
from fabric.optimize.schedule.best_schedule import schedule_packages
from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.efforts import budget_of_job, budget_of_search
from fabric.optimize.schedule.exact import PACKAGES as EXACT_PACKAGES
from fabric.optimize.schedule.list_scheduling import dispatch_crews
from fabric.optimize.schedule.varied_scheduling import budget_of_quick_schedules, limit_of_quick_schedule
from fabric.optimize.schedule.workload import Workload
from fabric.optimize.solver import SolverBudget
from fabric.optimize.stock_walk import count_tries, limit_of_try, walk_in_stock

__all__ = [
    "EXACT_PACKAGES",
    "CabledDesign",
    "Decisions",
    "DesignTask",
    "DispatchRule",
    "EarlierWork",
    "Joined",
    "NoRoomError",
    "PanelPair",
    "Placement",
    "PlannedDesign",
    "RouteFinders",
    "ShortStockError",
    "SolverBudget",
    "SwitchRacks",
    "Workload",
    "budget_of_job",
    "budget_of_quick_schedules",
    "budget_of_search",
    "budget_of_walks",
    "cable_design",
    "count_tries",
    "count_walks",
    "dispatch_crews",
    "limit_of_quick_schedule",
    "limit_of_try",
    "limit_of_walk",
    "list_joins",
    "list_kept_media",
    "list_panel_pairs",
    "list_trunk_siblings",
    "load_places",
    "mount_placement",
    "no_decisions",
    "place_design",
    "place_jointly",
    "place_panels",
    "placement_in",
    "plan_in_racks",
    "prepare_task",
    "schedule_design",
    "schedule_packages",
    "schedule_work",
    "shorten_pulls",
    "uses_all_panels",
    "walk_design",
    "walk_in_stock",
    "walk_less",
    "with_kinds",
]
