"""The work of a plan: packages and their order, the limits on crews, the moments when parts of the floor are ready.

Imports layouts, topology, project and plan.
Never decides which crew does a package, or when.
"""

from fabric.work.crew_limits import CrewLimits
from fabric.work.job import (
    Job,
    arrived_pulls,
    clock_job_of,
    count_arrived,
    count_plain,
    early_work,
    first_second,
    form_job,
    job_of,
    keep_packages,
)
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, pulls_of_su, su_ready_s
from fabric.work.packages import EarlyWork, Package, list_releases
from fabric.work.pulls import PullWork, list_pull_works
from fabric.work.staged_optics import count_optics, list_staged, list_undelivered

__all__ = [
    "CrewLimits",
    "EarlyWork",
    "Job",
    "Package",
    "PullWork",
    "arrived_pulls",
    "clock_job_of",
    "count_arrived",
    "count_optics",
    "count_plain",
    "early_work",
    "first_second",
    "form_job",
    "job_of",
    "keep_packages",
    "list_phases",
    "list_pull_works",
    "list_releases",
    "list_staged",
    "list_undelivered",
    "phases_ready_s",
    "pulls_of_links",
    "pulls_of_su",
    "su_ready_s",
]
