"""Fewer kinds of trunks where the plan stays as good: within the tolerance of the request."""

from dataclasses import replace

from fabric.optimize import EXACT_PACKAGES, Joined, SolverBudget, list_joins, with_kinds
from fabric.plan import Plan
from fabric.search.contender import renew_trials
from fabric.search.plan_order import figure, figures_of, most_equal, plan_key
from fabric.search.search_run import SearchRun
from layouts import UnmetError

TRY_LIMIT = 0.4
"""Deterministic time of the schedule of one list of kinds, where that of the plan is too long with them."""
TRIES = 5
"""Most lists of kinds that are tried: the one with all joins first, then by bisection of the number of joins."""


def join_kinds(plan: Plan, least: Plan, run: SearchRun, earlier: Plan | None = None) -> Plan:
    """The plan with as few kinds of trunks as the tolerance admits; kinds of an `earlier` plan are ordered again.

    The tolerance counts from the `least` plan of the search: a plan that is equal to it by the tolerance gets no second
    tolerance. What the objective puts before the figure stays, as does the install time of a plan for least work. The
    same plan is the answer for other objectives, with a tolerance of 0, once the search is stopped, and where nothing
    can be joined.
    """
    request = plan.project.request
    if not request.equal_ppm or request.objective not in ("install-time", "person-hours"):
        return plan
    joins = list_joins(plan, earlier.kinds if earlier else ())
    most = max(figure(plan), most_equal(least, earlier is not None))
    best, good, bad = plan, 0, len(joins)
    number = bad - 1
    for tried in range(TRIES):
        if not good < number < bad or run.stop():
            break
        run.advance("joining trunk kinds of nearly equal lengths", tried, TRIES)
        found = _try_kinds(plan, joins[number], most, run)
        if found is not None:
            best, good = found, number
        else:
            bad = number
        number = (good + bad) // 2
    if best is plan:
        return plan
    if len(plan.packages.kind) <= EXACT_PACKAGES and not run.stop():
        # The schedule of a small job is solved to the optimum, and so it is with other lengths.
        best = min(best, with_kinds(plan, joins[good], run.exact), key=plan_key)
    run.report(f"{_count_trunks(best)} kinds of trunks instead of {_count_trunks(plan)}: {figures_of(best)}")
    return replace(best, trials=renew_trials(plan.trials, best))


def _try_kinds(plan: Plan, joined: Joined, most: int, run: SearchRun) -> Plan | None:
    """The plan with other kinds of trunks, where its figure is `most` at most; else None.

    Its schedule is that of the plan, carried over; where that is too long, the best one that some passes find.
    """
    for is_searched in (False, True):
        try:
            found = with_kinds(plan, joined, SolverBudget(run.exact.take(TRY_LIMIT)) if is_searched else None)
        except UnmetError:
            continue
        if figure(found) <= most and not _is_worse_otherwise(found, plan):
            return found
    return None


def _count_trunks(plan: Plan) -> int:
    return sum(kind.form == "trunk" for kind in plan.kinds)


def _is_worse_otherwise(plan: Plan, other: Plan) -> bool:
    """Whether a plan misses dates or budget by more than another, or takes longer where the work is to be least."""
    is_slower = plan.summary.install_time_s > other.summary.install_time_s
    is_by_work = plan.project.request.objective == "person-hours"
    return plan_key(plan)[0] > plan_key(other)[0] or (is_by_work and is_slower)
