"""The least work and time of all plans that docs/bounds.md admits.

Imports layouts, catalog, topology, project, rules and designs.
Never looks at a plan.
"""

from fabric.bounds.bound import Bound, least_of_bounds, no_bound
from fabric.bounds.clock_work import leave_for_clock
from fabric.bounds.design_bound import bound_design, list_device_racks, workforce_of
from fabric.bounds.least_work import unavoidable_ms
from fabric.bounds.standing_links import list_standing_walks

__all__ = [
    "Bound",
    "bound_design",
    "least_of_bounds",
    "leave_for_clock",
    "list_device_racks",
    "list_standing_walks",
    "no_bound",
    "unavoidable_ms",
    "workforce_of",
]
