"""The order of plans by the objective of the request, and the differences between two of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from fabric.plan import Plan, Trial
from fabric.project import Request
from fabric.work import su_ready_s


def plan_key(plan: Plan) -> tuple[float, ...]:
    """The figures that the request's objective minimises, in order; those later in order break ties.

    The first figure is the sum of the cents beyond the budget and the seconds beyond the deadline.
    """
    summary = plan.summary
    request = plan.project.request
    missed = late_s(plan) + (0 if request.budget_cents is None else max(0, summary.cost_cents - request.budget_cents))
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
        return (missed, paid, *keys["install-time"])
    if request.objective == "first-su":
        return (missed, min(su_ready_s(plan).values(), default=summary.install_time_s), *keys["install-time"])
    return (missed, *keys[request.objective])


KEPT_PPM = 30_000
"""Share of the least time, in millionths, within which a plan that keeps switches in their racks is as good, unless the
request states a tolerance: schedules of equal places differ by as much.
"""


def slack_ppm(request: Request, keeps: bool) -> int:
    """The share within which plans count as equal; `keeps` where one of them starts from an earlier plan."""
    return KEPT_PPM if keeps and request.tolerance_ppm is None and request.equal_ppm else request.equal_ppm


def list_equal(plans: Sequence[Plan], known: Mapping[str, str] | None = None) -> list[int]:
    """The numbers of the plans that are as good as the best one, within the tolerance; the best one where none is."""
    first = min(range(len(plans)), key=lambda number: plan_key(plans[number]))
    least, request = plans[first], plans[first].project.request
    if request.objective not in ("install-time", "person-hours"):
        return [first]
    most, missed = most_equal(least, bool(known)), plan_key(least)[0]
    return [number for number, plan in enumerate(plans) if figure(plan) <= most and plan_key(plan)[0] == missed]


def figure(plan: Plan) -> int:
    """The figure by which plans count as equal: the work in ms for person-hours, else the install time in s."""
    summary = plan.summary
    return summary.work_ms if plan.project.request.objective == "person-hours" else summary.install_time_s


def most_equal(least: Plan, keeps: bool) -> int:
    """The largest figure of a plan that is as good as the `least` one; `keeps` where a search has an earlier plan."""
    return figure(least) * (1_000_000 + slack_ppm(least.project.request, keeps)) // 1_000_000


def choose_plan(plans: Sequence[Plan], known: Mapping[str, str] | None = None) -> int:
    """The number of the best of some plans of one request, at least one.

    Plans within the tolerance of the least time count as equal: the cheaper one is taken, then the one with fewer kinds
    of assemblies. For person-hours those within the tolerance of the least work do, and the faster one is taken. Of
    equal plans the one that adds, takes away and moves fewest devices beside their `known` racks goes before all
    others.
    """
    equal = list_equal(plans, known)
    request = plans[0].project.request

    def key(number: int) -> tuple[float, ...]:
        plan = plans[number]
        moved = _count_changed(plan, known) if known else 0
        cost = (plan.summary.cost_cents, len(plan.kinds))
        time_s = 0 if request.objective == "install-time" else plan.summary.install_time_s
        return (moved, time_s, *cost, *plan_key(plan))

    return min(equal, key=key)


def explain_tie(taken: Plan, least: Plan, known: Mapping[str, str] | None = None) -> str:
    """Why `choose_plan` took a plan before the one of the least figure: the first point in which it is better."""
    is_time = taken.project.request.objective == "install-time"
    used, fewest = ((one.install_time_s if is_time else one.work_ms) for one in (taken.summary, least.summary))
    fewer_moved = _count_changed(least, known) - _count_changed(taken, known) if known else 0
    faster_s = 0 if is_time else least.summary.install_time_s - taken.summary.install_time_s
    cheaper_cents = least.summary.cost_cents - taken.summary.cost_cents
    if fewer_moved:
        better = f"moves fewer devices (by {fewer_moved})"
    elif faster_s:
        better = f"is {faster_s / 3600:.2f} h faster"
    elif cheaper_cents:
        better = f"costs {cheaper_cents / 100:,.0f} USD less"
    else:
        better = f"has fewer kinds of assemblies ({len(taken.kinds)} instead of {len(least.kinds)})"
    more = f"{100 * (used / max(1, fewest) - 1):.1f} % more {'install time' if is_time else 'work'}"
    return f"{more} counts as equal (tolerance_pct), and this plan {better}"


def figures_of(plan: Plan) -> str:
    """The install time and the gap of a plan, as lines of progress say them."""
    return f"{plan.summary.install_time_s / 3600:.2f} h, gap {plan.summary.gap_pct:.1f} %"


def _count_changed(plan: Plan, known: Mapping[str, str]) -> int:
    """The devices that a plan adds to those of an earlier one, leaves out, or puts into another rack."""
    changed = sum(known.get(device.id) != device.rack for device in plan.devices)
    return changed + len(known.keys() - {device.id for device in plan.devices})


def late_s(plan: Plan) -> int:
    """Seconds by which the last test is after the deadline; 0 where it is not, or where a date is missing."""
    request = plan.project.request
    if request.deadline is None or request.racks_ready is None or not plan.summary.install_time_s:
        return 0
    _, last = plan.project.crew.calendar(plan.summary.install_time_s - 1, request.racks_ready)
    return max(0, (last - request.deadline) // timedelta(seconds=1) + 1)


def compare_trial(trial: Trial, best: Plan) -> str:
    """The differences of a completed design from the best plan."""
    slower_s = (trial.install_time_s or 0) - best.summary.install_time_s
    more_ms = (trial.work_ms or 0) - best.summary.work_ms
    dearer_cents = (trial.cost_cents or 0) - best.summary.cost_cents
    return (
        f"{slower_s / 3600:+.2f} h, {more_ms / 3_600_000:+.1f} person-hours, {dearer_cents / 100:+,.0f} USD "
        "against the chosen one"
    )
