"""Ten requests that leave something open, each beside the plans of its choices: python -m benchmarks.open_requests

The site is superpod-h100 of one unit, or two. A name of a request as argument runs that one alone.
"""

import re
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fabric import Project, audit_plan, make_plan, read_project
from fabric.plan import Plan
from fabric.templates import write_superpod

NO_UNITS = {"nodes_per_su": ""}
"""Leaf-spine alone has no scalable units of a stated size."""
REQUESTS: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "families": (1, {"topology": "[rail-optimized, leaf-spine]"}),
    "flat families": (1, {"topology": "[leaf-spine, hyperx, dragonfly-plus]", "oversubscription": "", **NO_UNITS}),
    "tiers": (2, {"topology": "leaf-spine", "tiers": "[2, 3]", **NO_UNITS}),
    "ratios": (1, {"oversubscription": "[[1, 1], [2, 1]]"}),
    "ratio needed": (
        1,
        {"topology": "leaf-spine", "needs": "{oversubscription: [2, 1]}", "oversubscription": "", **NO_UNITS},
    ),
    "families and ratios": (
        1,
        {"topology": "[rail-optimized, leaf-spine]", "oversubscription": "[[1, 1], [3, 1]]"},
    ),
    "ratios of spines": (
        1,
        {"topology": "leaf-spine", "tiers": "3", "core_oversubscription": "[[1, 1], [2, 1]]", **NO_UNITS},
    ),
    "places of leaves": (1, {"leaf_position": "[any, mid-row]"}),
    "rails": (1, {"rails": "[8, 4]"}),
    "rails of a leaf": (1, {"rails_per_leaf": "[1, 2]"}),
}
"""Scalable units and keys of the network of each request; a key without text is left out."""


def read_request(units: int, wishes: Mapping[str, str]) -> Project:
    """The site with some keys of its network written anew."""
    files = write_superpod(units)
    text = files["request.yaml"]
    for key, value in wishes.items():
        text = re.sub(rf"^    {key}:.*\n", "", text, flags=re.M)
        line = f"    {key}: {value}\n" if value else ""
        text = text.replace("    port_group: compute\n", f"    port_group: compute\n{line}", 1)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**files, "request.yaml": text}.items():
            (Path(folder) / name).write_text(content, encoding="utf-8")
        return read_project(folder)


def plan_timed(project: Project) -> tuple[Plan, float]:
    """The plan and its processor seconds. Raises AssertionError where the judge finds an error."""
    start = time.process_time()
    plan = make_plan(project)
    seconds = time.process_time() - start
    assert not [finding for finding in audit_plan(plan) if finding.severity == "error"]
    return plan, seconds


def compare(name: str) -> None:
    """Prints the row of one request."""
    project = read_request(*REQUESTS[name])
    request = project.request
    found, seconds = plan_timed(project)
    rows = []
    for one in request.networks[0].choices:
        alone = replace(project, request=replace(request, networks=(replace(one, choice=""),)))
        plan, more = plan_timed(alone)
        rows.append((one.choice_name, plan.summary, more))
    least = min(summary.install_time_s for _, summary, _ in rows)
    lowest = min(summary.bound_s for _, summary, _ in rows)
    hours = "; ".join(f"{choice} {summary.install_time_s / 3600:.2f}" for choice, summary, _ in rows)
    summary = found.summary
    same = "the least" if summary.install_time_s == least else f"{100 * summary.install_time_s / least - 100:+.2f} %"
    bound = f"{summary.bound_s / 3600:.2f}" + ("" if summary.bound_s <= lowest else " (too high)")
    spent = f"{seconds:.0f} / {sum(more for _, _, more in rows):.0f}"
    print(f"| {name} | {hours} | {summary.install_time_s / 3600:.2f}, {same} | {bound} | {spent} |", flush=True)


if __name__ == "__main__":
    for asked in sys.argv[1:] or REQUESTS:
        compare(asked)
