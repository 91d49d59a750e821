"""Pulls whose chain of work sets the time of a plan: laying, the longer landing and the tests follow each other."""

from collections.abc import Iterator

import numpy as np

from fabric.optimize import DesignTask, shorten_pulls
from fabric.plan import PackageKind, Plan

BINDING = 3
"""A chain shorter than the install time divided by this does not set it: crews do other work meanwhile."""


def list_shorter(task: DesignTask, plan: Plan) -> Iterator[DesignTask]:
    """A task with its longest pulls split, where a chain of work sets the time of its plan."""
    return (shorten_pulls(task, most_links) for most_links in find_shorter_pulls(plan))


def find_shorter_pulls(plan: Plan) -> Iterator[int]:
    """Numbers of links to which pulls may be limited: a half and a quarter of the largest one, at least 2.

    There are none where the chain of that pull is short beside the install time.
    """
    pull = plan.assemblies.pull[plan.segments.assembly]
    links = np.bincount(pull, minlength=len(plan.pulls.form))
    if longest_chain_s(plan) * BINDING < plan.summary.install_time_s:
        return
    for parts in (2, 4):
        most = -(-int(links.max(initial=0)) // parts)
        if most >= 2:
            yield most


def longest_chain_s(plan: Plan) -> int:
    """The longest time that the packages of one pull take one after the other; 0 without pulls."""
    packages = plan.packages
    took = np.zeros((len(PackageKind), len(plan.pulls.form)), np.int64)
    of_pulls = (packages.kind >= PackageKind.PULL) & (packages.start_s >= 0)
    kind, subject = packages.kind[of_pulls], packages.subject[of_pulls]
    took[kind, subject] = (packages.end_s - packages.start_s)[of_pulls]
    landing = np.maximum(took[PackageKind.LAND_A], took[PackageKind.LAND_B])
    return int((took[PackageKind.PULL] + landing + took[PackageKind.TEST]).max(initial=0))
