"""What has to be done: acts to packages, their order, what limits crews, when units are ready.

Imports project, rules and plan.
Never says who does a package when.
"""

from fabric.work.crew_limits import Limits
from fabric.work.milestones import list_phases, phases_ready_s, pods_ready_s, pulls_of_pods
from fabric.work.packages import Package
from fabric.work.workload import Job, form_job, job_of

__all__ = [
    "Job",
    "Limits",
    "Package",
    "form_job",
    "job_of",
    "list_phases",
    "phases_ready_s",
    "pods_ready_s",
    "pulls_of_pods",
]
