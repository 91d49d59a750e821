"""The outer loop: designs of each network in turn, the best plan kept; time against cost; baselines.

Imports everything below it, the optimizer among them.
Never touches a file and never prints.
"""

from fabric.search.baselines import place_as_practice, place_by_cuts
from fabric.search.pareto import Offer, list_front
from fabric.search.plan_search import Placer, make_plan, search
from fabric.search.stopping import Stopping, with_objective

__all__ = [
    "Offer",
    "Placer",
    "Stopping",
    "list_front",
    "make_plan",
    "place_as_practice",
    "place_by_cuts",
    "search",
    "with_objective",
]
