"""The least that any plan needs which meets the request: work, places, chains.

Imports layouts, project, rules, designs and work.
Never looks at a plan.
"""

from fabric.bounds.bound import Bound
from fabric.bounds.design_facts import find_least
from fabric.bounds.earlier_networks import extend, keep_least, nothing_chosen
from fabric.bounds.least_work import place_bounds_ms, time_bounds_s, unavoidable_ms

__all__ = [
    "Bound",
    "extend",
    "find_least",
    "keep_least",
    "nothing_chosen",
    "place_bounds_ms",
    "time_bounds_s",
    "unavoidable_ms",
]
