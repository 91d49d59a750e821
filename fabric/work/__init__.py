"""The work of a plan: packages and their order, the limits on crews, the moments when parts of the floor are ready.

Imports layouts, topology, project and plan.
Never decides which crew does a package, or when.
"""

from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job, form_job, job_of
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, pulls_of_su, su_ready_s
from fabric.work.packages import Package

__all__ = [
    "CrewLimits",
    "Job",
    "Package",
    "form_job",
    "job_of",
    "list_phases",
    "phases_ready_s",
    "pulls_of_links",
    "pulls_of_su",
    "su_ready_s",
]
