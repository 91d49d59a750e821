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
    early_pulls,
    first_second,
    form_job,
    job_of,
    keep_packages,
)
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, pulls_of_su, su_ready_s
from fabric.work.packages import EarlyPulls, Package, list_releases
from fabric.work.pulls import PullWork, list_pull_works

__all__ = [
    "CrewLimits",
    "EarlyPulls",
    "Job",
    "Package",
    "PullWork",
    "arrived_pulls",
    "clock_job_of",
    "count_arrived",
    "count_plain",
    "early_pulls",
    "first_second",
    "form_job",
    "job_of",
    "keep_packages",
    "list_phases",
    "list_pull_works",
    "list_releases",
    "phases_ready_s",
    "pulls_of_links",
    "pulls_of_su",
    "su_ready_s",
]
