"""The search for one network on the small floor: rounds, refusals, siblings, and the trail of what became of each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fabric.bounds import Bound
from fabric.designs import Candidate
from fabric.designs.design import Design
from fabric.designs.least_cost import LeastCost
from fabric.optimize.decisions import RouteFinders, no_decisions
from fabric.optimize.design_cabling import CabledDesign, cable_design
from fabric.optimize.design_placement import Placement, place_design, placement_in
from fabric.optimize.design_schedule import PlannedDesign, schedule_design
from fabric.optimize.design_task import DesignTask
from fabric.optimize.schedule.efforts import SEARCH_LIMIT, STEPS
from fabric.optimize.solver import SolverBudget
from fabric.plan import Plan, Trial, plan_id
from fabric.project import Project
from fabric.search.contender import renew_trials
from fabric.search.network_search import NetworkSearch
from fabric.search.plan_order import compare_trial, plan_key
from fabric.search.plan_search import make_plan, search
from fabric.search.search_run import SearchRun
from fabric.search.switch_places import Placer
from fabric.vocabulary import Objective, ScheduleEffort
from layouts import UnmetError
from tests.fabric.audit.small_plan import SITE, SMALL_PLAN
from tests.fabric.optimize.small_design import COMPUTE, DESIGN, with_jumpers
from tests.sites import read_files, write_two_networks

IN_A02 = dict.fromkeys(("leaf-1", "leaf-2", "spine-1"), "A02")
SMALL_PROJECT = with_jumpers(COMPUTE, None, None)
"""Any jumper can be ordered, so that every placement can be cabled."""


def in_a02(task: DesignTask) -> list[Placement]:
    """All switches in A02, and nothing else."""
    found = placement_in(task, IN_A02)
    assert found is not None
    return [found]


@pytest.fixture
def designs(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the candidates of every network; schedules are found by one rule, which takes milliseconds."""

    def use(*found: Design | str) -> None:
        candidates = [
            Candidate(name=item, reason="no stock", design=None)
            if isinstance(item, str)
            else Candidate(name=item.name, reason="", design=item)
            for item in found
        ]
        monkeypatch.setattr("fabric.search.network_search.list_candidates", lambda *_, **__: candidates)

    monkeypatch.setattr("fabric.search.network_search.VARIED_LINKS", 0)
    monkeypatch.setattr(
        "fabric.optimize.schedule.best_schedule.improve_exactly", lambda work, crew, windows, slots, budget: slots
    )
    return use


def decide(place: Placer, project: Project = SMALL_PROJECT, run: SearchRun | None = None) -> tuple[Plan, list[Trial]]:
    found = NetworkSearch(
        project, project.request.networks[0], no_decisions(project), RouteFinders(SITE), place, run or SearchRun()
    )
    after, trials = found.decide()
    assert after.plan is not None
    assert after.bound == found.bound
    assert after.counted_racks == frozenset(["A01"])
    return after.plan, trials


def test_the_only_design_is_chosen(designs: Callable[..., None]) -> None:
    designs(DESIGN, "other")
    lines: list[str] = []
    plan, trials = decide(in_a02, run=SearchRun(lines.append))
    assert [device.rack for device in plan.devices[2:]] == ["A02"] * 3
    assert [(trial.design, trial.reason) for trial in trials] == [("other", "no stock"), ("SWITCH, small", "chosen")]
    assert trials[1].install_time_s == plan.summary.install_time_s
    assert [line.split(":")[0] for line in lines] == ["SWITCH, small", "best so far"]


def test_a_design_that_cannot_be_placed_is_dropped_with_its_reason(designs: Callable[..., None]) -> None:
    """Two designs of which the placer refuses one; the trail is in the order of the bounds, which are equal."""
    designs(replace(DESIGN, name="bad"), DESIGN)

    def place(task: DesignTask) -> list[Placement]:
        if task.design.name.startswith("bad"):
            raise UnmetError(["no place", "Build one"])
        return in_a02(task)

    plan, trials = decide(place)
    assert plan.designs == ("SWITCH, small",)
    assert [(trial.design, trial.reason) for trial in trials] == [
        ("bad", "no place; Build one"),
        ("SWITCH, small", "chosen"),
    ]


def test_no_design_at_all_is_unmet_with_all_reasons(designs: Callable[..., None]) -> None:
    designs(replace(DESIGN, name="bad"), DESIGN)

    def refuse(task: DesignTask) -> list[Placement]:
        raise UnmetError([f"{task.design.name} fits nowhere"])

    with pytest.raises(UnmetError) as found:
        decide(refuse)
    assert found.value.reasons == (
        "no plan found, 2 designs tried in several places each; this does not prove that there is none",
        "bad: bad fits nowhere",
        "SWITCH, small: SWITCH, small fits nowhere",
    )


def test_a_failed_design_gets_the_first_sibling_that_works(designs: Callable[..., None]) -> None:
    """With trunks the placer refuses; the sibling without them is installed and named."""
    designs(DESIGN)

    def place(task: DesignTask) -> list[Placement]:
        if task.design.media[0].trunks:
            raise UnmetError(["the sleeve is too narrow"])
        return in_a02(task)

    plan, trials = decide(place)
    assert plan.designs == ("SWITCH, small, no trunks",)
    assert [(trial.design, trial.reason) for trial in trials] == [("SWITCH, small, no trunks", "chosen")]
    assert {kind.form for kind in plan.kinds} == {"jumper"}


@pytest.mark.parametrize(("objective", "form"), [("cost", "jumper"), ("install-time", "trunk")])
def test_siblings_are_tried_for_cost(objective: Objective, form: str, designs: Callable[..., None]) -> None:
    """Four jumpers of 9 m cost 4 x (10 + 9) USD, less than a trunk at 100 and more, but take longer to lay."""
    designs(DESIGN)
    project = replace(SMALL_PROJECT, request=replace(SMALL_PROJECT.request, objective=objective))
    plan, _ = decide(in_a02, project)
    longest = max(plan.kinds, key=lambda kind: kind.overall_mm)
    assert longest.form == form


def test_siblings_of_a_design_that_is_too_dear_are_not_tried(
    designs: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan costs some thousand USD. The switches of the other design alone cost a million: no cables help it."""
    dear = replace(DESIGN, name="dear")
    designs(DESIGN, dear)
    placed: list[str] = []

    def place(task: DesignTask) -> list[Placement]:
        placed.append(task.design.name)
        return in_a02(task)

    def price(project: Project, design: Design) -> LeastCost:
        return LeastCost(3, 0, 100_000_000 if design.name == "dear" else 0)

    monkeypatch.setattr("fabric.search.network_search.price_design", price)
    plan, _ = decide(place, replace(SMALL_PROJECT, request=replace(SMALL_PROJECT.request, objective="cost")))
    assert plan.summary.cost_cents < 100_000_000
    assert [name for name in placed if name.startswith("dear")] == ["dear"]
    assert [name for name in placed if name.startswith("SWITCH, small, ")]


def test_a_placement_that_cannot_win_is_not_completed(
    designs: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three placements: the best two are one round; the third is estimated to take ten times as long."""
    designs(DESIGN)
    completed: list[Placement] = []

    def place(task: DesignTask) -> list[Placement]:
        (best,) = in_a02(task)
        return [best, best, replace(best, score=replace(best.score, time_ms=10 * best.score.time_ms))]

    def count(task: DesignTask, placement: Placement) -> CabledDesign:
        completed.append(placement)
        return cable_design(task, placement)

    monkeypatch.setattr("fabric.search.completion.cable_design", count)
    decide(place)
    assert len(completed) == 2


def test_a_stopped_search_completes_one_round(designs: Callable[..., None]) -> None:
    """Stopped from the start, it completes the first round only; the design of the second one says so."""
    designs(*(replace(DESIGN, name=f"d{number}") for number in range(3)))
    plan, trials = decide(in_a02, run=SearchRun(stop=lambda: True))
    assert [trial.reason for trial in trials].count("chosen") == 1
    assert trials[2].reason == "not completed: the search was stopped before"
    assert plan.designs in (("d0",), ("d1",))


def test_a_search_of_all_networks_keeps_the_trail(designs: Callable[..., None]) -> None:
    designs(DESIGN)
    plan = search(SMALL_PROJECT, in_a02, SearchRun())
    assert [trial.reason for trial in plan.trials] == ["chosen"]


def test_an_earlier_plan_is_a_start(designs: Callable[..., None]) -> None:
    """An earlier plan that nothing beats is the answer; one of another project is a start only, and named as such."""
    designs(DESIGN)
    first = make_plan(SMALL_PROJECT)
    lucky = replace(first, summary=replace(first.summary, install_time_s=1))
    lines: list[str] = []
    assert make_plan(SMALL_PROJECT, lines.append, earlier=lucky).summary.install_time_s == 1
    assert lines[-1] == "the earlier plan is still better"
    assert make_plan(SMALL_PROJECT, earlier=lucky) == lucky
    assert make_plan(SMALL_PROJECT, earlier=first).started_from == ""
    limits = replace(SMALL_PROJECT.request.limits, bundle_jumpers=2)
    other = replace(SMALL_PROJECT, request=replace(SMALL_PROJECT.request, limits=limits))
    after = make_plan(other, earlier=lucky)
    assert after.summary.install_time_s > 1
    assert (first.started_from, after.started_from) == ("", plan_id(lucky))
    known = other.device_by_id
    renamed = (one if one.id in known else replace(one, id=f"old-{one.id}") for one in lucky.devices)
    strangers = replace(lucky, devices=tuple(renamed), project=other)
    make_plan(SMALL_PROJECT, lines.append, earlier=strangers)
    assert lines[-1] == "the earlier plan names none of these switches, so starting from it did not help"


def test_a_plan_that_is_not_the_best_so_far_says_why(
    designs: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """d0 takes 10.00 h and 900 USD, d1 10.04 h and 400 USD: 0.4 % more time, within the 0.5 % that count as equal.

    The thorough schedule of d1 takes 10.02 h.
    """
    quick = {"d0": (36_000, 90_000), "d1": (36_144, 40_000)}

    def schedule(
        task: DesignTask, cabled: CabledDesign, bound: Bound, thorough: bool, budget: SolverBudget | None = None
    ) -> PlannedDesign:
        found = schedule_design(task, cabled, bound, thorough)
        time_s, cost_cents = quick[task.design.name]
        summary = replace(found.plan.summary, install_time_s=time_s - 72 * thorough, cost_cents=cost_cents)
        plan = replace(found.plan, summary=summary)
        return replace(found, plan=plan, after=replace(found.after, plan=plan))

    designs(*(replace(DESIGN, name=name) for name in quick))
    for module in ("network_search", "completion"):
        monkeypatch.setattr(f"fabric.search.{module}.schedule_design", schedule)
    lines: list[str] = []
    plan, _ = decide(in_a02, run=SearchRun(lines.append))
    assert plan.summary.install_time_s == 36_072
    told = [line for line in lines if ": about " not in line]
    assert [line.partition(" h, ")[0] for line in told] == [
        "best so far: 10.00",
        "taken: 10.04",
        "thorough schedule: 10.02",
    ]
    assert told[1].endswith(
        "(d1): 0.4 % more install time counts as equal (tolerance_pct), and this plan costs 500 USD less"
    )


def test_placements_of_a_design_that_win_stay_first(designs: Callable[..., None]) -> None:
    """The planner's own placements are never worse than all switches in one rack."""
    designs(DESIGN)
    own, _ = decide(place_design)
    given, _ = decide(in_a02)
    assert own.summary.install_time_s <= given.summary.install_time_s


def with_objective(objective: Objective, budget_cents: int | None = None) -> Plan:
    request = replace(SMALL_PLAN.project.request, objective=objective, budget_cents=budget_cents)
    return replace(SMALL_PLAN, project=replace(SMALL_PLAN.project, request=request))


@pytest.mark.parametrize(
    ("objective", "key"),
    [
        ("install-time", (0, 3_054, 4_914_000, 3_488_500)),
        ("person-hours", (0, 4_914_000, 3_054, 3_488_500)),
        ("cost", (0, 3_488_500, 3_054, 4_914_000)),
    ],
)
def test_plans_are_ordered_by_their_objective(objective: Objective, key: tuple[float, ...]) -> None:
    assert plan_key(with_objective(objective)) == key


def test_money_beyond_the_budget_comes_first() -> None:
    """34,885 USD against 40,000: 4,885 too many. A budget of just the cost is met."""
    assert plan_key(with_objective("install-time", 3_000_000))[0] == 488_500
    assert plan_key(with_objective("install-time", 3_488_500))[0] == 0


def test_weights_add_hours_and_money() -> None:
    """One a hour, a person-hour and a dollar: 3,054 s + 4,914 s = 2.2133 h, and 34,885 USD."""
    assert plan_key(with_objective("weighted"))[1] == pytest.approx((3_054 + 4_914) / 3600 + 34_885)


def test_the_first_unit_comes_first() -> None:
    """All nodes are of unit 1, whose last test ends with the plan."""
    key = plan_key(with_objective("first-su"))
    assert key[1] <= 3_054
    assert key[2:] == (3_054, 4_914_000, 3_488_500)


def test_a_trial_is_told_by_its_differences() -> None:
    """An hour and 18 s more, half a person-hour less, 5 USD more."""
    summary = SMALL_PLAN.summary
    trial = Trial("t", "", summary.install_time_s + 3_618, summary.work_ms - 1_800_000, summary.cost_cents + 500)
    assert compare_trial(trial, SMALL_PLAN) == "+1.00 h, -0.5 person-hours, +5 USD against the chosen one"


def test_trials_after_the_switches_moved() -> None:
    """Two networks. The last one has the figures of the plan, what lost is compared with it. The first keeps its own.

    The plan of the last network took 100 s longer than now, so the one that was 50 s behind it is 150 s behind now.
    """
    networks = tuple(replace(SMALL_PROJECT.request.networks[0], id=name) for name in ("one", "two"))
    project = replace(SMALL_PROJECT, request=replace(SMALL_PROJECT.request, networks=networks))
    plan = replace(SMALL_PLAN, project=project, designs=("first, copper on 2 links", "second"))
    time_s, work_ms, cost_cents = plan.summary.install_time_s, plan.summary.work_ms, plan.summary.cost_cents
    trials = (
        Trial("one: first", "chosen", 500, 600, 700),
        Trial("two: other", "", time_s + 150, work_ms, cost_cents),
        Trial("two: none", "no stock"),
        Trial("two: second", "chosen", time_s + 100, work_ms, cost_cents),
    )
    assert renew_trials(trials, plan) == (
        Trial("one: first, copper on 2 links", "chosen", 500, 600, 700),
        replace(trials[1], reason="+0.04 h, +0.0 person-hours, +0 USD against the chosen one"),
        trials[2],
        Trial("two: second", "chosen", time_s, work_ms, cost_cents),
    )


@pytest.mark.plan
@pytest.mark.parametrize("effort", ["quick", "high"])
def test_exact_schedules_of_one_search_share_a_budget(effort: ScheduleEffort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two networks, several designs each: the schedules of both take from the budget of the search, which is that of
    the effort. The first network alone gets none, since the second makes it anew.
    """
    offered: list[tuple[int, SolverBudget]] = []

    def schedule(
        task: DesignTask, cabled: CabledDesign, bound: Bound, thorough: bool, budget: SolverBudget | None = None
    ) -> PlannedDesign:
        assert budget is not None
        offered.append((len(task.decisions.designs), budget))
        return schedule_design(task, cabled, bound, thorough, budget)

    monkeypatch.setattr("fabric.search.network_search.schedule_design", schedule)
    make_plan(read_files(write_two_networks("[]")), effort=effort)
    assert len(offered) >= 2
    assert {number for number, _ in offered} == {1}
    assert all(budget is offered[0][1] for _, budget in offered)
    steps = offered[0][1].steps
    assert steps
    assert steps.each == STEPS[effort].job
    assert offered[0][1].left <= SEARCH_LIMIT
    assert (offered[0][1].left > 0) == (effort == "high")
