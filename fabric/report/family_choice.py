"""The families, tiers and planes that a request leaves open, beside the ones that were taken: what each would take."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.plan import Plan, Trial


def family_facts(plan: Plan) -> list[dict[str, Any]]:
    """A row for each variant of each network that leaves a choice open; no rows where the request states all.

    Hours are those of a plan, else an estimate of the best placement. A variant without either has a reason.
    """
    rows, several = [], len(plan.project.request.networks) > 1
    for network, taken in zip(plan.project.request.networks, plan.networks, strict=True):
        label = f"{network.id}: " if several else ""
        for variant in network.variants:
            begin = f"{label}{variant.choice_name}: "
            trials = [trial for trial in plan.trials if trial.design.startswith(begin)]
            rows.append({"network": network.id, "choice": variant.choice_name, **_best_of(trials, begin)})
            rows[-1]["is_taken"] = variant == taken
    return rows


def _best_of(trials: Sequence[Trial], begin: str) -> dict[str, Any]:
    """The design of a variant that takes the least time, planned ones first."""

    def order(trial: Trial) -> tuple[bool, bool, int]:
        planned, estimated = trial.install_time_s, trial.estimate_s
        seconds = planned if planned is not None else estimated if estimated is not None else 0
        return planned is None, estimated is None, seconds

    best = min(trials, key=order, default=None)
    if best is None:
        return {"design": None, "hours": None, "is_planned": False, "bound_h": None, "reason": "not tried"}
    seconds = best.install_time_s if best.install_time_s is not None else best.estimate_s
    bounds = [trial.bound_s for trial in trials if trial.bound_s is not None]
    return {
        "design": best.design.removeprefix(begin),
        "hours": None if seconds is None else round(seconds / 3600, 3),
        "is_planned": best.install_time_s is not None,
        "bound_h": round(min(bounds) / 3600, 3) if bounds and seconds is not None else None,
        "reason": best.reason,
    }


def family_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The same for people, the taken one first."""
    several = len({row["network"] for row in rows}) > 1
    for row in sorted(rows, key=lambda row: (row["network"], not row["is_taken"], row["hours"] or 1e9)):
        name = f"{row['network']}: {row['choice']}" if several else row["choice"]
        if row["hours"] is None:
            yield f"{name}: no design: {row['reason']}"
        else:
            how = "taken" if row["is_taken"] else "planned" if row["is_planned"] else "estimated"
            yield f"{name} {row['hours']:.2f} h ({how})"
