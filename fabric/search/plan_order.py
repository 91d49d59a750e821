"""The order of plans by the objective of the request, and the differences between two of them."""

from fabric.plan import Plan, Trial
from fabric.work import su_ready_s


def plan_key(plan: Plan) -> tuple[float, ...]:
    """The figures that the request's objective minimises, in order; those later in order break ties."""
    summary = plan.summary
    request = plan.project.request
    over_cents = 0 if request.budget_cents is None else max(0, summary.cost_cents - request.budget_cents)
    keys: dict[str, tuple[float, ...]] = {
        "install-time": (summary.install_time_s, summary.work_ms, summary.cost_cents),
        "person-hours": (summary.work_ms, summary.install_time_s, summary.cost_cents),
        "cost": (summary.cost_cents, summary.install_time_s, summary.work_ms),
    }
    if request.objective == "weighted":
        weights = request.weights
        hours, person_hours = summary.install_time_s / 3600, summary.work_ms / 3_600_000
        paid = (
            weights.install_hour * hours + weights.person_hour * person_hours + weights.usd * summary.cost_cents / 100
        )
        return (over_cents, paid, *keys["install-time"])
    if request.objective == "first-su":
        return (over_cents, min(su_ready_s(plan).values(), default=summary.install_time_s), *keys["install-time"])
    return (over_cents, *keys[request.objective])


def compare_trial(trial: Trial, best: Plan) -> str:
    """The differences of a completed design from the best plan."""
    slower_s = (trial.install_time_s or 0) - best.summary.install_time_s
    more_ms = (trial.work_ms or 0) - best.summary.work_ms
    dearer_cents = (trial.cost_cents or 0) - best.summary.cost_cents
    return (
        f"{slower_s / 3600:+.2f} h, {more_ms / 3_600_000:+.1f} person-hours, {dearer_cents / 100:+,.0f} USD "
        "against the chosen one"
    )
