"""A plan that misses deadline or budget: a proof that no plan can meet it, or the words that none was found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from fabric.audit import Finding, require_sound
from fabric.designs import least_cost
from fabric.plan import Plan
from fabric.project import CrewPlan
from layouts import UnmetError

MOST_TIMES = 20
"""Times the technicians of each shift up to which more of them are tried."""
OVER_TECHNICIANS = "work over technicians"
"""The part of the bound that more technicians make less."""


def require_met(plan: Plan) -> list[Finding]:
    """As `require_sound`; where the plan misses a limit of the request, the reasons say whether any plan could meet it.

    Raises UnmetError where the plan misses the request.
    """
    try:
        return require_sound(plan)
    except UnmetError as error:
        raise UnmetError([*error.reasons, *explain_misses(plan)]) from None


def explain_misses(plan: Plan) -> list[str]:
    """For deadline and budget, a proof from the bound, or that none of the plans found meets it."""
    return [*_explain_late(plan), *_explain_dear(plan)]


def _ends_at(crew: CrewPlan, clock_s: int, ready: datetime) -> datetime:
    """The wall-clock time at which work of some clock time ends."""
    _, last = crew.calendar(max(0, clock_s - 1), ready)
    return last + timedelta(seconds=1)


def _explain_late(plan: Plan) -> Iterator[str]:
    request, summary, crew = plan.project.request, plan.summary, plan.project.crew
    ready, deadline = request.racks_ready, request.deadline
    if ready is None or deadline is None or _ends_at(crew, summary.install_time_s, ready) <= deadline:
        return
    hours, earliest = summary.bound_s / 3600, _ends_at(crew, summary.bound_s, ready)
    if earliest <= deadline:
        yield (
            f"deadline: none found. The bound of {hours:.2f} h would end {earliest:%Y-%m-%d %H:%M}, "
            "so this is no proof that no plan can"
        )
    else:
        yield f"deadline: no plan can. The bound is {hours:.2f} h, which ends {earliest:%Y-%m-%d %H:%M} at the earliest"
    yield _count_technicians(plan, ready, deadline)


def _count_technicians(plan: Plan, ready: datetime, deadline: datetime) -> str:
    """The least number of technicians with which the bound allows the deadline, and the command that finds enough."""
    summary, crew = plan.summary, plan.project.crew
    fixed = {part: end_s for part, end_s in summary.bound_parts_s.items() if part != OVER_TECHNICIANS}
    worst = max(fixed, key=lambda part: fixed[part], default="")
    if worst and _ends_at(crew, fixed[worst], ready) > deadline:
        return f"No number of technicians can: {worst} alone takes {fixed[worst] / 3600:.2f} h"
    most = max(shift.technicians for shift in crew.shifts)
    for wanted in range(most, MOST_TIMES * most + 1):
        shifts = tuple(replace(shift, technicians=-(-shift.technicians * wanted // most)) for shift in crew.shifts)
        larger = replace(crew, shifts=shifts)
        if _ends_at(larger, larger.offered_s(summary.work_bound_ms, ready), ready) <= deadline:
            least = f"At least {wanted} technicians in the largest shift are needed by the work alone"
            return f"{least}; `fabric-planner staff PLAN --deadline HOURS` finds how many do"
    return f"{MOST_TIMES} times the technicians would not do"


def _explain_dear(plan: Plan) -> Iterator[str]:
    """Where a plan is beyond the budget, a proof by the price of switches and transceivers, or the cheapest plan found.

    Plans within the budget go before all others.
    """
    budget, cost = plan.project.request.budget_cents, plan.summary.cost_cents
    if budget is None or cost <= budget:
        return
    least = least_cost(plan.project)
    pieces = (
        f"{least.switches} switches and {least.transceivers:,} transceivers of {plan.project.request.networks[0].id}"
    )
    if least.cents > budget:
        yield (
            f"budget: no plan can, of the designs that `designs` lists. {pieces} cost {least.cents / 100:,.2f} USD at "
            f"least, with devices that are bought; {(least.cents - budget) / 100:,.2f} USD too much. "
            f"The cheapest plan found costs {cost / 100:,.2f} USD"
        )
    else:
        yield (
            f"budget: none found. The cheapest plan found costs {cost / 100:,.2f} USD, "
            f"{(cost - budget) / 100:,.2f} USD too much; this is no proof that there is no cheaper one"
        )
