"""The work of a plan: packages and their order, the limits on crews, the moments when parts of the floor are ready.

Imports layouts, topology, project and plan.
Never decides which crew does a package, or when.
"""

from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job, clock_job_of, first_second, form_job, job_of, keep_packages, laid_early
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, pulls_of_su, su_ready_s
from fabric.work.packages import Package
from fabric.work.pulls import PullWork, list_pull_works

__all__ = [
    "CrewLimits",
    "Job",
    "Package",
    "PullWork",
    "clock_job_of",
    "first_second",
    "form_job",
    "job_of",
    "keep_packages",
    "laid_early",
    "list_phases",
    "list_pull_works",
    "phases_ready_s",
    "pulls_of_links",
    "pulls_of_su",
    "su_ready_s",
]
