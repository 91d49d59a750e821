"""Time against cost, weights, earlier plans, stopped searches, and what planning without an optimizer gives."""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest

from fabric import Plan, Project, audit_plan, make_plan, read_project
from fabric.project.request import Weights
from fabric.report.pareto_summary import front_facts, front_lines
from fabric.search.baselines import place_as_practice, place_by_cuts
from fabric.search.pareto import Offer, keep_front, list_front
from fabric.search.plan_search import search
from fabric.search.search_run import SearchRun
from fabric.search.switch_places import Placer
from fabric.templates import write_multirack
from fabric.vocabulary import Objective
from layouts.faults import InputError


def offer(plan: Plan, hours: float, usd: int) -> Offer:
    summary = replace(plan.summary, install_time_s=int(hours * 3600), cost_cents=100 * usd)
    return Offer("asked", replace(plan, summary=summary))


def test_the_front_by_hand(pod_plan: Plan) -> None:
    """10 h for 500 and 12 h for 300 stay; 11 h for 600 and 12 h for 400 are beaten. Two hours save 200: 100 an hour."""
    offers = [offer(pod_plan, *pair) for pair in ((12, 400), (11, 600), (10, 500), (12, 300))]
    front = keep_front(offers)
    assert [(o.install_time_s // 3600, o.cost_cents // 100) for o in front] == [(10, 500), (12, 300)]
    assert [row["usd_per_hour_saved"] for row in front_facts(front)] == [100, None]
    assert len(list(front_lines(front))) == 3
    assert list(front_lines([])) == []


def test_of_offers_that_cost_the_same_the_fastest_stays(pod_plan: Plan) -> None:
    """12 h for 500 is beaten by 10 h for 500; 13 h for 499 is not."""
    front = keep_front([offer(pod_plan, *pair) for pair in ((12, 500), (10, 500), (13, 499))])
    assert [(o.install_time_s // 3600, o.cost_cents // 100) for o in front] == [(10, 500), (13, 499)]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, pod_plan: Plan) -> Callable[[dict[int | None, tuple[float, int]]], None]:
    """Sets the plan that each budget gives, in hours and US dollars; None: without a budget."""

    def use(found: dict[int | None, tuple[float, int]]) -> None:
        def make(project: Project, *_: object, **__: object) -> Plan:
            budget = project.request.budget_cents
            hours, usd = found[None if budget is None else budget // 100]
            cheap = project.request.objective == "cost" and None in found
            return offer(pod_plan, *((12, 300) if cheap else (hours, usd))).plan

        monkeypatch.setattr("fabric.search.pareto.make_plan", make)

    return use


def test_each_offer_is_asked_for_as_a_budget(
    pod_project: Project, answers: Callable[[dict[int | None, tuple[float, int]]], None]
) -> None:
    """10 h for 500, and least cost 12 h for 300. With a budget of 300 the answer is 11 h for 280, which beats 12 h for
    300. It is asked for in turn, and its answer is no better.
    """
    answers({None: (10, 500), 300: (11, 280), 280: (11, 280)})
    front = list_front(pod_project)
    assert [(o.install_time_s // 3600, o.cost_cents // 100) for o in front] == [(10, 500), (11, 280)]
    assert front[1].asked == "least time for at most 300 USD"


def test_offers_that_were_never_asked_for_are_left_out(
    pod_project: Project,
    answers: Callable[[dict[int | None, tuple[float, int]]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One question is allowed. It finds 11 h for 280, for which no second question may be asked."""
    monkeypatch.setattr("fabric.search.pareto.MOST_BUDGETS", 1)
    answers({None: (10, 500), 300: (11, 280)})
    lines: list[str] = []
    assert [o.install_time_s // 3600 for o in list_front(pod_project, lines.append)] == [10]
    assert lines[-1].startswith("1 offers left out")


@pytest.mark.plan
def test_the_front_of_a_pod(pod_project: Project, pod_plan: Plan) -> None:
    front = list_front(pod_project)
    times, costs = [o.install_time_s for o in front], [o.cost_cents for o in front]
    assert times == sorted(times)
    assert costs == sorted(costs, reverse=True)
    assert times[0] <= pod_plan.summary.install_time_s
    for found in front:
        assert [f for f in audit_plan(found.plan) if f.severity == "error"] == []


@pytest.mark.plan
@pytest.mark.parametrize(
    ("weights", "objective"),
    [(Weights(1, 0, 0), "install-time"), (Weights(0, 1, 0), "person-hours"), (Weights(0, 0, 1), "cost")],
)
def test_a_single_weight_is_its_objective(pod_project: Project, weights: Weights, objective: Objective) -> None:
    """What is compared is the same; candidates may differ, so each is held against the better of both."""
    names: tuple[Objective, ...] = ("weighted", objective)
    plans = {
        name: make_plan(replace(pod_project, request=replace(pod_project.request, objective=name, weights=weights)))
        for name in names
    }
    field = {"install-time": "install_time_s", "person-hours": "work_ms", "cost": "cost_cents"}[objective]
    measured = attrgetter(f"summary.{field}")
    assert measured(plans["weighted"]) <= 1.01 * measured(plans[objective])


@pytest.mark.plan
def test_an_earlier_plan_is_never_lost(pod_project: Project, pod_plan: Plan) -> None:
    """Its own answer, and one that is better than anything found."""
    again = make_plan(pod_project, earlier=pod_plan)
    assert again.summary.install_time_s <= pod_plan.summary.install_time_s
    lucky = replace(pod_plan, summary=replace(pod_plan.summary, install_time_s=1))
    assert make_plan(pod_project, earlier=lucky) == lucky
    limits = replace(pod_project.request.limits, bundle_jumpers=12)
    other = replace(pod_project, request=replace(pod_project.request, limits=limits))
    assert make_plan(other, earlier=lucky).summary.install_time_s > 1


@pytest.mark.plan
def test_a_stopped_search_gives_a_sound_plan(pod_project: Project, pod_plan: Plan) -> None:
    stopped = make_plan(pod_project, stop=lambda: True)
    assert [f for f in audit_plan(stopped) if f.severity == "error"] == []
    assert stopped.summary.install_time_s >= pod_plan.summary.install_time_s
    assert stopped.summary.bound_s == pod_plan.summary.bound_s


@pytest.mark.plan
@pytest.mark.parametrize("place", [place_as_practice, place_by_cuts])
def test_ours_is_never_worse(pod_project: Project, pod_plan: Plan, place: Placer) -> None:
    theirs = search(pod_project, place, SearchRun())
    assert [f for f in audit_plan(theirs) if f.severity == "error"] == []
    assert pod_plan.summary.install_time_s <= theirs.summary.install_time_s
    assert theirs.summary.work_bound_ms <= theirs.summary.work_ms
    leaves = [{device.id for device in plan.devices if device.role == "leaf"} for plan in (theirs, pod_plan)]
    assert leaves[0] == leaves[1]


@pytest.mark.plan
def test_practice_fills_from_the_middle(pod_project: Project) -> None:
    """12 switches of one unit: the leaves stand in their own row's two network racks or all in the network row, ten a
    rack, leaves first.
    """
    plan = search(pod_project, place_as_practice, SearchRun())
    racks = {device.id: device.rack for device in plan.devices if device.role in ("leaf", "spine")}
    leaves = {rack for name, rack in racks.items() if "leaf" in name}
    rows = {plan.project.site.rack_by_id[rack or ""].row for rack in racks.values()}
    assert len(leaves) <= 2
    assert len(rows) <= 2


@pytest.mark.plan
@pytest.mark.parametrize("objective", ["cost", "person-hours"])
def test_another_objective_never_loses_the_earlier_plan(pod_project: Project, pod_plan: Plan, objective: str) -> None:
    """Asked for the least cost or the fewest hours, a start is as good as it was by that measure."""
    asked = replace(pod_project, request=replace(pod_project.request, objective=objective))  # type: ignore[arg-type]
    cheap = replace(pod_plan, summary=replace(pod_plan.summary, cost_cents=1, work_ms=1))
    found = make_plan(asked, earlier=cheap)
    assert (found.summary.cost_cents, found.summary.work_ms) == (1, 1)
    assert found.project == asked


@pytest.mark.plan
def test_a_budget_is_met_where_other_trunks_meet_it(pod_project: Project, pod_plan: Plan) -> None:
    """Least cost looks at trunks of one size and none; a budget just below the fastest plan is no reason to fail."""
    least = make_plan(replace(pod_project, request=replace(pod_project.request, objective="cost")))
    assert least.summary.cost_cents < pod_plan.summary.cost_cents
    budget = least.summary.cost_cents
    within = make_plan(replace(pod_project, request=replace(pod_project.request, budget_cents=budget)))
    assert within.summary.cost_cents <= budget


@pytest.mark.plan
def test_offers_beyond_the_budget_are_left_out(multirack_project: Project) -> None:
    """The dearest offer costs more than a budget of the cheapest: only that one is left."""
    offers = list_front(multirack_project)
    request = replace(multirack_project.request, budget_cents=offers[-1].cost_cents)
    assert [o.cost_cents for o in list_front(replace(multirack_project, request=request))] == [offers[-1].cost_cents]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("objective: weighted\nweights: {install_hour: 0}\n", "all weights are 0"),
        ("objective: cost\nweights: {usd: 5}\n", "weights have no effect on the objective cost"),
    ],
)
def test_weights_that_do_nothing_are_faults(
    lines: str, said: str, site_folder: Callable[[dict[str, str]], Path]
) -> None:
    files = write_multirack(2)
    files["request.yaml"] = files["request.yaml"].replace("objective: install-time\n", lines)
    with pytest.raises(InputError, match=said):
        read_project(site_folder(files))
