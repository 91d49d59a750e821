"""A plan that the first worker of a test run makes and the others load."""

import os
import time
from pathlib import Path

from fabric import Plan, Project, load_plan, make_plan, save_plan

WAIT_S = 120
"""Time after which a worker makes the plan itself: the one that should make it has failed."""


def plan_once(name: str, project: Project, folder: Path) -> Plan:
    """The plan of a project, from a file of `folder`, which all workers share. Without workers there is no file."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make_plan(project)
    path = folder / f"{name}.plan.json"
    try:
        (folder / f"{name}.started").touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + WAIT_S
        while not path.exists() and time.monotonic() < end:
            time.sleep(0.1)
        return load_plan(path) if path.exists() else make_plan(project)
    plan = make_plan(project)
    save_plan(plan, path)
    return plan
