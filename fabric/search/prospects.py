"""Designs and placements that need no completion, since they cannot become better than the best plan."""

from fabric.bounds import Bound
from fabric.optimize import Placement
from fabric.plan import Plan
from fabric.search.plan_order import late_s, slack_ppm


def cannot_win(
    best: Plan, bound: Bound, placement: Placement | None = None, *, has_plan: bool = False, is_known: bool = False
) -> bool:
    """Whether the bound of a design, or the estimate of one placement of it, is no better than the best plan.

    `has_plan`: the design has a plan already. `is_known`: the placement keeps the racks of an earlier plan.
    Never where neither of them covers the objective, or where the best plan misses its budget or its deadline.
    """
    request, summary = best.project.request, best.summary
    if request.objective in ("cost", "first-su", "weighted"):
        return False
    if request.budget_cents is not None and summary.cost_cents > request.budget_cents:
        return False
    if late_s(best):
        return False
    # A design with a plan gets no second one within the tolerance: its cost would hardly differ.
    slack = 1 + (0 if has_plan and not is_known else slack_ppm(request, is_known) / 1_000_000)
    if request.objective == "person-hours":
        least_ms = max(bound.work_ms, placement.score.work_ms if placement else 0)
        if placement and placement.score.time_ms < 1000 * summary.install_time_s:
            # About as little work in less time is better.
            slack = 1 + slack_ppm(request, is_known) / 1_000_000
        return least_ms >= summary.work_ms * slack
    least_s = max(bound.time_s, placement.score.time_ms / 1000 if placement else 0)
    return least_s >= summary.install_time_s * slack
