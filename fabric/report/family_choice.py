"""The families, tiers and planes that a request leaves open, beside the ones that were taken: what each would take."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.plan import Plan, Trial


def family_facts(plan: Plan) -> list[dict[str, Any]]:
    """A row for each variant of each network that leaves a choice open; no rows where the request states all.

    `hours` are those of its best plan, `estimated_h` those of its best placement, from places and work: a plan takes a
    little longer than its estimate. A variant without either has a reason.
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

    def order(trial: Trial) -> tuple[bool, float]:
        seconds = trial.install_time_s if trial.install_time_s is not None else trial.estimate_s
        return trial.install_time_s is None, float("inf") if seconds is None else seconds

    best = min(trials, key=order, default=None)
    if best is None:
        return {"design": None, "hours": None, "estimated_h": None, "bound_h": None, "reason": "not tried"}
    bounds = [trial.bound_s for trial in trials if trial.bound_s is not None]
    return {
        "design": best.design.removeprefix(begin),
        "hours": _hours(best.install_time_s),
        "estimated_h": _hours(min((one.estimate_s for one in trials if one.estimate_s is not None), default=None)),
        "bound_h": _hours(min(bounds, default=None)),
        "reason": best.reason,
    }


def _hours(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / 3600, 3)


def family_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The same for people, the taken one first."""
    several = len({row["network"] for row in rows}) > 1

    def order(row: dict[str, Any]) -> tuple[str, bool, float]:
        return row["network"], not row["is_taken"], row["hours"] or row["estimated_h"] or float("inf")

    for row in sorted(rows, key=order):
        name = f"{row['network']}: {row['choice']}" if several else row["choice"]
        taken, estimated = " taken" if row["is_taken"] else "", row["estimated_h"]
        about = "" if estimated is None else f"estimated {estimated:.2f} h"
        if row["hours"] is not None:
            yield f"{name}{taken}, {row['hours']:.2f} h" + (f" ({about})" if about else "")
        else:
            yield f"{name}, {about}" if about else f"{name}: no design: {row['reason']}"
