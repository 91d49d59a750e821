"""The answer of `staff`: how many technicians meet a deadline, as plain values and for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.forecast import Ladder, SizeTrial, Staffing, pick_size

LEAST_SHOWN_H = 0.05
"""Hours; a smaller gain is called none."""


def staffing_facts(rows: Sequence[Staffing], ladder: Ladder | None, deadline_h: float) -> dict[str, Any]:
    """Each number of technicians that was tried, and the fewest that meet the deadline in nine tenths of the runs."""
    enough = [row.technicians for row in rows if row.p90_h <= deadline_h]
    return {
        "status": "staffed" if enough else "not by technicians alone",
        "deadline_h": deadline_h,
        "technicians": min(enough, default=None),
        "tried": [
            {
                "technicians": row.technicians,
                "plan_h": round(row.plan_h, 2),
                "p50_h": round(row.p50_h, 2),
                "p90_h": round(row.p90_h, 2),
                "bound_h": round(_bound_h(row), 2),
                "person_hours": round(row.plan.summary.work_ms / 3_600_000, 1),
                "binds": row.plan.summary.plan_binds,
            }
            for row in rows
        ],
        "ladder": None
        if ladder is None
        else {"place": ladder.place, "technicians": ladder.technicians, "p90_h": round(ladder.p90_h, 2)},
    }


def _bound_h(row: Staffing) -> float:
    """The wall-clock hours that no plan for these technicians can be below."""
    project = row.plan.project
    return project.crew.elapsed_s(row.plan.summary.bound_s, project.request.racks_ready) / 3600


def staffing_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    deadline = facts["deadline_h"]
    yield "technicians per shift     by plan  half of runs  nine tenths  person-hours  what binds the plan"
    for row in facts["tried"]:
        mark = " <-" if row["technicians"] == facts["technicians"] else ""
        yield (
            f"{row['technicians']:21}  {row['plan_h']:8.1f} h  {row['p50_h']:10.1f} h  {row['p90_h']:9.1f} h  "
            f"{row['person_hours']:12,.1f}  {row['binds']}{mark}"
        )
    if facts["technicians"] is None:
        more = "further ones only wait for places or testers"
        yield f"No number of technicians meets {deadline:g} h in nine tenths of the runs: {more}"
        last = facts["tried"][-1]
        if last["bound_h"] > deadline:
            bound = f"the bound is {last['bound_h']:.1f} elapsed hours"
            yield f"No plan with {last['technicians']} technicians can: {bound}"
    else:
        yield f"{facts['technicians']} technicians per shift meet {deadline:g} h in nine tenths of the runs"
    ladder = facts["ladder"]
    if ladder:
        before = next(row["p90_h"] for row in facts["tried"] if row["technicians"] == ladder["technicians"])
        gained = before - ladder["p90_h"]
        what = "nothing is gained" if gained < LEAST_SHOWN_H else f"{gained:.1f} h gained"
        if ladder["p90_h"] <= deadline:
            what = "the deadline is met"
        yield (
            f"With {ladder['technicians']} and one crew more allowed in {ladder['place']}: nine tenths within "
            f"{ladder['p90_h']:.1f} h ({what})"
        )


def crew_size_facts(trials: Sequence[SizeTrial]) -> dict[str, Any]:
    """Sizes of crews that were tried with the same technicians, and the best of them."""
    return {
        "crew_size": pick_size(trials),
        "crew_sizes": [
            {
                "crew_size": trial.crew_size,
                "crews": trial.staffing.plan.project.crew.crews,
                "plan_h": round(trial.staffing.plan_h, 2),
                "p90_h": round(trial.staffing.p90_h, 2),
                "person_hours": round(trial.staffing.plan.summary.work_ms / 3_600_000, 1),
            }
            if trial.staffing
            else {"crew_size": trial.crew_size, "refusal": trial.refusal}
            for trial in trials
        ],
    }


def crew_size_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield "crew size  crews   by plan  nine tenths  person-hours"
    for row in facts["crew_sizes"]:
        if "refusal" in row:
            yield f"{row['crew_size']:9}  not possible: {row['refusal']}"
            continue
        mark = " <- best" if row["crew_size"] == facts["crew_size"] else ""
        yield (
            f"{row['crew_size']:9}  {row['crews']:5}  {row['plan_h']:6.1f} h  {row['p90_h']:9.1f} h  "
            f"{row['person_hours']:12,.1f}{mark}"
        )
