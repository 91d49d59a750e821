"""The least that any plan needs which meets the request: work, places, chains.

Imports layouts, project, rules, designs and work.
Never looks at a plan.
"""

from fabric.bounds.bound import Bound, form_bound, least_of_bounds, no_bound
from fabric.bounds.design_facts import find_design_facts
from fabric.bounds.earlier_networks import extend, keep_least
from fabric.bounds.least_time import LeastDemand, Workforce
from fabric.bounds.least_work import place_bounds_ms, unavoidable_ms

__all__ = [
    "Bound",
    "LeastDemand",
    "Workforce",
    "extend",
    "find_design_facts",
    "form_bound",
    "keep_least",
    "least_of_bounds",
    "no_bound",
    "place_bounds_ms",
    "unavoidable_ms",
]
