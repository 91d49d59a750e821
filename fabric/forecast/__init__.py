"""A plan on bad days, and the fewest technicians that meet a deadline.

Imports layouts, executors, project, plan, work, optimize and search.
Never changes a plan.
"""

from fabric.forecast.crew_sizes import SizeTrial, compare_sizes, pick_size
from fabric.forecast.simulation import Simulation, gather_runs, list_chunks, run_chunk, simulate
from fabric.forecast.staffing import Ladder, Staffing, staff

__all__ = [
    "Ladder",
    "Simulation",
    "SizeTrial",
    "Staffing",
    "compare_sizes",
    "gather_runs",
    "list_chunks",
    "pick_size",
    "run_chunk",
    "simulate",
    "staff",
]
