"""Which plan is better: every objective by hand, budgets before everything, and the words for the difference."""

from dataclasses import replace
from datetime import datetime

import pytest

from fabric import Plan
from fabric.plan import Trial
from fabric.project import Weights
from fabric.search.plan_order import choose_plan, compare_trial, explain_tie, late_s, plan_key
from fabric.vocabulary import Objective

HOUR_MS = 3_600_000
OBJECTIVES: tuple[Objective, ...] = ("install-time", "person-hours", "cost", "weighted", "first-su")


def altered(
    plan: Plan,
    objective: Objective,
    hours: float,
    person_hours: float,
    usd: int,
    *,
    weights: Weights | None = None,
    budget_usd: int | None = None,
) -> Plan:
    """The plan with other figures, as if it had been made for another objective."""
    summary = replace(
        plan.summary,
        install_time_s=int(hours * 3600),
        work_ms=int(person_hours * HOUR_MS),
        cost_cents=100 * usd,
    )
    request = replace(
        plan.project.request,
        objective=objective,
        weights=weights or Weights(1, 0, 0),
        budget_cents=None if budget_usd is None else 100 * budget_usd,
    )
    return replace(plan, summary=summary, project=replace(plan.project, request=request))


@pytest.mark.parametrize(
    ("objective", "order"),
    [("install-time", "abc"), ("person-hours", "bca"), ("cost", "cab")],
)
def test_each_objective_leads_with_its_own_figure(two_racks_plan: Plan, objective: Objective, order: str) -> None:
    """a: 1 h, 9 person-hours, 500; b: 2 h, 3, 900; c: 3 h, 6, 100 USD."""
    figures = {"a": (1, 9, 500), "b": (2, 3, 900), "c": (3, 6, 100)}
    plans = {name: altered(two_racks_plan, objective, *found) for name, found in figures.items()}
    assert "".join(sorted(plans, key=lambda name: plan_key(plans[name]))) == order


@pytest.mark.parametrize(
    ("objective", "figures", "chosen"),
    [
        # 0.5 % of 100 h is half an hour: the second is equal and cheaper, the third is neither.
        ("install-time", [(100, 9, 500), (100.5, 9, 400), (101, 9, 100)], 1),
        ("install-time", [(100, 9, 500), (100.5, 9, 500), (100.6, 9, 100)], 0),
        # 1 % of 100 person-hours is one: the second is equal and faster.
        ("person-hours", [(9, 100, 500), (5, 101, 900), (1, 101.1, 100)], 1),
        ("cost", [(9, 100, 500), (1, 1, 501)], 0),
        ("cost", [(1, 1, 501), (9, 100, 500)], 1),
    ],
)
def test_equal_plans_are_told_apart_by_what_comes_next(
    two_racks_plan: Plan, objective: Objective, figures: list[tuple[float, float, int]], chosen: int
) -> None:
    """Hours, person-hours and USD of some plans, and the number of the one that is taken."""
    plans = [altered(two_racks_plan, objective, *found) for found in figures]
    assert choose_plan(plans) == chosen


@pytest.mark.parametrize(
    ("objective", "figures", "costs", "gains"),
    [
        ("install-time", [(100, 9, 500), (100.5, 9, 400)], "0.5 % more install time", "costs 100 USD less"),
        ("person-hours", [(9, 100, 500), (5, 101, 900)], "1.0 % more work", "is 4.00 h faster"),
    ],
)
def test_a_tie_says_what_it_costs_and_what_it_gains(
    two_racks_plan: Plan, objective: Objective, figures: list[tuple[float, float, int]], costs: str, gains: str
) -> None:
    """Hours, person-hours and USD of the plan with the least figure and of the one that is taken."""
    least, taken = (altered(two_racks_plan, objective, *found) for found in figures)
    assert choose_plan([least, taken]) == 1
    assert explain_tie(taken, least) == f"{costs} counts as equal (tolerance_pct), and this plan {gains}"


def test_a_tie_by_kinds_or_by_racks_says_so(two_racks_plan: Plan) -> None:
    """Fewer kinds at one price; or, beside an earlier plan, racks that are kept: one device more."""
    least, taken = (altered(two_racks_plan, "install-time", *found) for found in ((100, 9, 500), (100.1, 9, 500)))
    kinds = len(least.kinds)
    fewer = replace(taken, kinds=taken.kinds[:1])
    assert explain_tie(fewer, least).endswith(f"and this plan has fewer kinds of assemblies (1 instead of {kinds})")
    known = {device.id: device.rack or "" for device in taken.devices}
    moved = replace(least, devices=(replace(least.devices[0], rack="Z99"), *least.devices[1:]))
    assert explain_tie(taken, moved, known).endswith("and this plan moves fewer devices (by 1)")


def test_a_tolerance_of_nothing_takes_the_least_time_at_any_price(two_racks_plan: Plan) -> None:
    plans = [altered(two_racks_plan, "install-time", *found) for found in ((100, 9, 500), (100.1, 9, 1))]
    exact = [
        replace(plan, project=replace(plan.project, request=replace(plan.project.request, tolerance_ppm=0)))
        for plan in plans
    ]
    assert (choose_plan(plans), choose_plan(exact)) == (1, 0)


def test_of_equal_plans_at_one_price_the_one_with_fewer_kinds_is_taken(two_racks_plan: Plan) -> None:
    plans = [altered(two_racks_plan, "install-time", *found) for found in ((100, 9, 500), (100.1, 9, 500))]
    assert choose_plan([plans[0], replace(plans[1], kinds=plans[1].kinds[:1])]) == 1


def test_of_equal_plans_the_one_that_moves_fewest_switches_is_taken(two_racks_plan: Plan) -> None:
    """The second plan is dearer and within half a per cent; its first leaf stays where the earlier plan has it."""
    cheap, dear = (altered(two_racks_plan, "install-time", *found) for found in ((100, 9, 1), (100.1, 9, 500)))
    leaf = next(device for device in dear.devices if device.role == "leaf")
    elsewhere = "A01" if leaf.rack == "A02" else "A02"
    moved = tuple(replace(device, rack=elsewhere) if device is leaf else device for device in cheap.devices)
    known = {device.id: device.rack or "" for device in dear.devices}
    plans = [replace(cheap, devices=moved), dear]
    assert (choose_plan(plans), choose_plan(plans, known)) == (0, 1)


def test_switches_that_come_and_go_count_as_moved(two_racks_plan: Plan) -> None:
    """The cheap plan has one spine less than the earlier one, or one more, and moves none."""
    cheap, dear = (altered(two_racks_plan, "install-time", *found) for found in ((100, 9, 1), (100.1, 9, 500)))
    known = {device.id: device.rack or "" for device in dear.devices}
    fewer = replace(cheap, devices=cheap.devices[:-1])
    more = replace(cheap, devices=(*cheap.devices, replace(cheap.devices[-1], id="one more")))
    assert [choose_plan([plan, dear], known) for plan in (fewer, more)] == [1, 1]
    assert [choose_plan([plan, dear]) for plan in (fewer, more)] == [0, 0]


def test_a_plan_in_time_goes_before_a_cheaper_one_that_is_late(two_racks_plan: Plan) -> None:
    """Racks are ready at 8, shifts are from 8 to 16: a plan of an hour ends at 9, one of three hours at 11, two hours
    after the deadline.
    """
    ready, deadline = datetime(2027, 1, 11, 8), datetime(2027, 1, 11, 9)
    fast, slow = (
        replace(
            plan,
            project=replace(plan.project, request=replace(plan.project.request, racks_ready=ready, deadline=deadline)),
        )
        for plan in (altered(two_racks_plan, "cost", 1, 9, 500), altered(two_racks_plan, "cost", 3, 9, 100))
    )
    assert (late_s(fast), late_s(slow)) == (0, 7200)
    assert choose_plan([slow, fast]) == 1


@pytest.mark.parametrize(
    ("objective", "better", "worse"),
    [
        ("install-time", (1, 5, 900), (1, 6, 100)),
        ("install-time", (1, 5, 100), (1, 5, 900)),
        ("person-hours", (1, 5, 900), (2, 5, 100)),
        ("person-hours", (1, 5, 100), (1, 5, 900)),
        ("cost", (1, 9, 100), (2, 1, 100)),
        ("cost", (1, 5, 100), (1, 9, 100)),
    ],
)
def test_ties_are_broken_in_a_fixed_order(
    two_racks_plan: Plan, objective: Objective, better: tuple[int, int, int], worse: tuple[int, int, int]
) -> None:
    """Time, work, cost; where work leads: work, time, cost; where cost leads: cost, time, work."""
    one, other = (altered(two_racks_plan, objective, *figures) for figures in (better, worse))
    assert plan_key(one) < plan_key(other)


def test_weights_make_one_sum(two_racks_plan: Plan) -> None:
    """2 h at 100, 5 person-hours at 10 and 300 USD at 0.5: 200 + 50 + 150 = 400."""
    plan = altered(two_racks_plan, "weighted", 2, 5, 300, weights=Weights(100, 10, 0.5))
    over, paid, *_ = plan_key(plan)
    assert over == 0
    assert paid == pytest.approx(400)


def test_equal_sums_are_told_apart_by_time(two_racks_plan: Plan) -> None:
    """1 h + 300 USD and 2 h + 200 USD, each hour 100: both 400."""
    quick, slow = (
        altered(two_racks_plan, "weighted", hours, 5, usd, weights=Weights(100, 0, 1))
        for hours, usd in ((1, 300), (2, 200))
    )
    assert plan_key(quick)[1] == plan_key(slow)[1]
    assert plan_key(quick) < plan_key(slow)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_a_budget_lacks_comes_before_everything(two_racks_plan: Plan, objective: Objective) -> None:
    """Budget 400: a plan at 400 beats a quicker one at 401; of two that miss it, the nearer one wins."""
    met = altered(two_racks_plan, objective, 9, 9, 400, budget_usd=400)
    near = altered(two_racks_plan, objective, 1, 1, 401, budget_usd=400)
    far = altered(two_racks_plan, objective, 1, 1, 500, budget_usd=400)
    below = altered(two_racks_plan, objective, 9, 9, 1, budget_usd=400)
    assert [plan_key(plan)[0] for plan in (below, met, near, far)] == [0, 0, 100, 10_000]
    assert plan_key(met) < plan_key(near) < plan_key(far)


def test_the_first_unit_leads_where_it_is_asked_for(two_racks_plan: Plan) -> None:
    """One unit only: it is ready with the last of its tests, at the latest at the end of all."""
    plan = replace(
        two_racks_plan,
        project=replace(two_racks_plan.project, request=replace(two_racks_plan.project.request, objective="first-su")),
    )
    over, first, total, *_ = plan_key(plan)
    assert over == 0
    assert 0 < first <= total == plan.summary.install_time_s


def test_a_trial_is_compared_with_signs(two_racks_plan: Plan) -> None:
    """1.5 h against 1 h, 4 person-hours against 5, 2,500 USD against 1,000."""
    best = altered(two_racks_plan, "install-time", 1, 5, 1_000)
    trial = Trial("other", "", 5_400, 4 * HOUR_MS, 250_000)
    assert compare_trial(trial, best) == "+0.50 h, -1.0 person-hours, +1,500 USD against the chosen one"
