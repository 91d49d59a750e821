"""A plan that misses deadline or budget: a proof that no plan can meet it, or the words that none was found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from fabric.audit import Finding, require_sound
from fabric.designs import least_cost
from fabric.optimize import Workload
from fabric.plan import Plan, bound_scope
from fabric.project import CrewPlan
from fabric.report.what_if import install_time_s
from fabric.work import clock_job_of
from layouts import UnmetError, divide_up

MOST_TIMES = 20
"""Times the technicians of each shift up to which more of them are tried."""
MOST_TRIES, GROWTH = 12, 1.15
"""Numbers of technicians with which the work of the plan is scheduled again, and the factor from one to the next."""
BY_TECHNICIANS = ("work over technicians", "work and pulls between places")
"""The parts of the bound that more technicians make less: both hold the work against the shifts."""


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
        yield (
            f"deadline: no plan can. The bound is {hours:.2f} h, which ends {earliest:%Y-%m-%d %H:%M} at the earliest: "
            f"{bound_scope(plan.project, plan.placed)}"
        )
    yield _count_technicians(plan, ready, deadline)


def _count_technicians(plan: Plan, ready: datetime, deadline: datetime) -> str:
    """The number of technicians with which the same cables are laid in time, and the least that the bound allows."""
    summary, crew = plan.summary, plan.project.crew
    fixed = {part: end_s for part, end_s in summary.bound_parts_s.items() if part not in BY_TECHNICIANS}
    worst = max(fixed, key=lambda part: fixed[part], default="")
    if worst and _ends_at(crew, fixed[worst], ready) > deadline:
        alone = f"{worst} alone takes {fixed[worst] / 3600:.2f} h"
        return f"No number of technicians can: {alone}. Let more crews into the rows (max_crews of site.yaml)"
    most = max(shift.technicians for shift in crew.shifts)
    for wanted in range(most, MOST_TIMES * most + 1):
        larger = _with_technicians(crew, wanted)
        if _ends_at(larger, larger.offered_s(summary.work_bound_ms, ready), ready) <= deadline:
            return f"{_find_enough(plan, wanted, ready, deadline)}. The work alone takes at least {wanted} of them"
    return f"{MOST_TIMES} times the technicians would not be enough"


def _with_technicians(crew: CrewPlan, wanted: int) -> CrewPlan:
    """The crews with so many technicians in the largest shift, and as many more in proportion in the others."""
    most = max(shift.technicians for shift in crew.shifts)
    shifts = tuple(replace(shift, technicians=-(-shift.technicians * wanted // most)) for shift in crew.shifts)
    return replace(crew, shifts=shifts)


def _find_enough(plan: Plan, least: int, ready: datetime, deadline: datetime) -> str:
    """The first number of technicians, `least` or more, with which a schedule of the same cables meets the deadline."""
    crew, work = plan.project.crew, Workload(clock_job_of(plan))
    size = crew.crew_size
    # With the technicians that there are, the plan is late: one crew more is the first that may do.
    wanted = max(divide_up(least, size) * size, max(shift.technicians for shift in crew.shifts) // size * size + size)
    tried = 0
    for _ in range(MOST_TRIES):
        larger, tried = _with_technicians(crew, wanted), wanted
        end_s = install_time_s(plan, work, larger)
        end = _ends_at(larger, end_s, ready)
        if end <= deadline:
            hours = f"the same cables are then laid in {end_s / 3600:.2f} h, by {end:%Y-%m-%d %H:%M}"
            return f"{wanted} technicians in the largest shift would be enough: {hours}"
        wanted = max(wanted + size, int(wanted * GROWTH) // size * size)
    return (
        f"With the same cables even {tried} technicians in the largest shift are too few: the places are the limit. "
        "`fabric-planner staff FOLDER --deadline HOURS` tries other cables"
    )


def _explain_dear(plan: Plan) -> Iterator[str]:
    """Where a plan is beyond the budget, a proof by the price of switches and transceivers, or the cheapest plan found.

    Plans within the budget go before all others.
    """
    budget, cost = plan.project.request.budget_cents, plan.summary.cost_cents
    if budget is None or cost <= budget:
        return
    least = least_cost(plan.project)
    switches = "1 switch" if least.switches == 1 else f"{least.switches:,} switches"
    pieces = f"{switches} and {least.transceivers:,} transceivers of {plan.project.request.networks[0].id}"
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
