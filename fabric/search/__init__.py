"""The outer loop: the designs of each network in turn, the best plan kept; plans of time against cost; baselines.

Imports layouts, vocabulary, executors, topology, project, plan, rules, designs, work, bounds and optimize.
Never touches a file and never prints.
"""

from fabric.search.baselines import place_as_practice, place_by_cuts
from fabric.search.kinds_front import KindsOffer, list_kinds_front
from fabric.search.pareto import Offer, list_front
from fabric.search.plan_search import make_plan, search
from fabric.search.practice import Practice, estimate_practice
from fabric.search.search_run import SearchRun
from fabric.search.stopping import Stopping, with_objective
from fabric.search.switch_places import Placer

__all__ = [
    "KindsOffer",
    "Offer",
    "Placer",
    "Practice",
    "SearchRun",
    "Stopping",
    "estimate_practice",
    "list_front",
    "list_kinds_front",
    "make_plan",
    "place_as_practice",
    "place_by_cuts",
    "search",
    "with_objective",
]
