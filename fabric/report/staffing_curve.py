"""Technicians needed over time: how many are at work in each stretch of the plan, and how many the shifts have."""

from dataclasses import dataclass

import numpy as np

from fabric.plan import Plan
from layouts import Floats

MOST_STRETCHES = 60
"""Most stretches of a curve: as many as can be distinguished in a chart half a page wide."""


@dataclass(frozen=True)
class Stretch:
    """Some hours of the working clock."""

    start_s: int
    """Begin on the working clock."""
    end_s: int
    """End on the working clock; the last one ends with the work."""
    needed: float
    """Technicians at work on average, at least 0; moves and waits for windows count as work."""
    there: float
    """Technicians in crews on average."""


def list_stretches(plan: Plan) -> tuple[Stretch, ...]:
    """The stretches of a plan: of one hour each, or of more hours where there would be too many."""
    last_s = plan.summary.install_time_s
    step_s = 3600 * -(-last_s // (3600 * MOST_STRETCHES))
    bounds = [*range(0, last_s, step_s), last_s]
    size = plan.project.crew.crew_size
    needed = np.zeros(len(bounds) - 1)
    for start, end in zip(plan.packages.start_s.tolist(), plan.packages.end_s.tolist(), strict=True):
        if start >= 0:
            _add(needed, bounds, start, end, size)
    there = np.zeros(len(bounds) - 1)
    for window in plan.project.crew.windows_s(plan.project.request.racks_ready):
        if window.start_s >= last_s:
            break
        _add(there, bounds, window.start_s, min(window.end_s, last_s), size * window.crews)
    return tuple(
        Stretch(start, end, float(need) / (end - start), float(most) / (end - start))
        for start, end, need, most in zip(bounds, bounds[1:], needed, there, strict=False)
    )


def _add(sums: Floats, bounds: list[int], start: int, end: int, people: int) -> None:
    """Adds the person-seconds of some people from `start` to `end` to the stretches that they fall into."""
    step_s = bounds[1] - bounds[0]
    for number in range(start // step_s, min(-(-end // step_s), len(sums))):
        sums[number] += people * (min(end, bounds[number + 1]) - max(start, bounds[number]))
