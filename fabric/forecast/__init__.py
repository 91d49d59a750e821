"""A plan on bad days, and the fewest technicians that meet a deadline.

Imports layouts, executors, project, plan, work, optimize and search.
Never changes a plan.
"""

from fabric.forecast.simulation import Simulation, gather_runs, list_chunks, run_chunk, simulate
from fabric.forecast.staffing import Ladder, Staffing, staff

__all__ = [
    "Ladder",
    "Simulation",
    "Staffing",
    "gather_runs",
    "list_chunks",
    "run_chunk",
    "simulate",
    "staff",
]
