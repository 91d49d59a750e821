"""The answer of `simulate`: how long the work takes on bad days, as plain values and for people."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from fabric.forecast import Simulation
from fabric.plan import Plan
from fabric.work import su_ready_s

SHOWN = 6
"""Causes of the spread that are printed."""
SHARES = (50, 90)
"""Percentiles of the runs that are reported."""


def simulation_facts(plan: Plan, found: Simulation, seed: int) -> dict[str, Any]:
    """Wall-clock hours after the racks are ready, nights and breaks counted.

    By the plan, and within which half and nine tenths of the runs are done; the same of each scalable unit; then the
    causes of the spread.
    """
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    last_s = plan.summary.install_time_s
    units = {su: crew.elapsed_s(end, ready) for su, end in su_ready_s(plan).items()}
    risks = crew.risks
    return {
        "status": "simulated",
        "runs": len(found.finish_s),
        "seed": seed,
        "error_rate": risks.error_rate,
        "late_minutes": risks.late_s / 60,
        "absence_rate": risks.absence_rate,
        "scatter": risks.scatter,
        "plan_h": _hours(crew.elapsed_s(last_s, ready)),
        **{f"p{share}_h": _hours(np.percentile(found.elapsed_s, share)) for share in SHARES},
        "working_h": {
            "plan": _hours(last_s),
            **{f"p{share}": _hours(np.percentile(found.finish_s, share)) for share in SHARES},
        },
        "units": [
            {
                "su": su,
                "plan_h": _hours(units[su]),
                **{f"p{share}_h": _hours(np.percentile(runs, share)) for share in SHARES},
            }
            for su, runs in found.su_elapsed_s.items()
        ],
        "spread": [{"cause": name, "share_pct": round(100 * share, 1)} for name, share in found.drivers],
    }


def simulation_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    working = facts["working_h"]
    yield (
        f"{facts['runs']} runs, seed {facts['seed']}: mistakes on {100 * facts['error_rate']:g} % of links, shifts "
        f"{facts['late_minutes']:g} min late on average, {100 * facts['absence_rate']:g} % of technicians absent"
    )
    yield "Wall-clock hours from racks ready (in brackets: hours in shifts)"
    yield f"{'by plan':>16}  {facts['plan_h']:8.1f}  ({working['plan']:.1f})"
    yield f"{'half of the runs':>16}  {facts['p50_h']:8.1f}  ({working['p50']:.1f})"
    yield f"{'nine tenths':>16}  {facts['p90_h']:8.1f}  ({working['p90']:.1f})"
    if facts["units"]:
        yield "Scalable units are ready (by plan, half, nine tenths)"
        for unit in facts["units"]:
            hours = "  ".join(f"{unit[key]:8.1f}" for key in ("plan_h", "p50_h", "p90_h"))
            yield f"{'SU ' + str(unit['su']):>16}  {hours}"
    yield "What the spread comes from (share of the variance)"
    for cause in facts["spread"][:SHOWN]:
        yield f"{cause['share_pct']:14.1f} %  {cause['cause']}"


def _hours(seconds: float) -> float:
    return round(float(seconds) / 3600, 2)
