"""Designs that need no completion, because their bound is no better than the best plan; trails and refusals."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fabric import Plan, Project, make_plan
from fabric.executors import SERIAL
from fabric.optimize import RouteFinders, no_decisions
from fabric.search.network_search import NetworkSearch
from fabric.search.plan_search import search
from fabric.search.prospects import cannot_win
from fabric.search.search_run import SearchRun
from fabric.vocabulary import Objective
from layouts import UnmetError
from tests.sites import read_files, write_two_racks, write_unlike_leaves

Ask = Callable[..., Project]


@pytest.fixture(scope="module")
def two_racks() -> Project:
    """The two racks, whose request takes the least figure at any price."""
    return asked(read_files(write_two_racks()), tolerance_ppm=0)


def asked(project: Project, **changes: object) -> Project:
    """The project with another request."""
    return replace(project, request=replace(project.request, **changes))  # type: ignore[arg-type]


def search_of(project: Project) -> NetworkSearch:
    """A search before its first step, with placements from nothing."""
    finders = RouteFinders(project.site)
    network = project.request.networks[0]
    return NetworkSearch(project, network, no_decisions(project), finders, lambda task: [], SearchRun())


def is_left_out(project: Project, plan: Plan, **figures: Any) -> bool:
    """Whether the first design needs no completion beside a plan of the project with these figures."""
    best = replace(plan, project=project, summary=replace(plan.summary, **figures))
    return cannot_win(best, search_of(project).contenders[0].task.bound)


def test_a_design_whose_bound_is_the_best_time_cannot_win(two_racks: Project, two_racks_plan: Plan) -> None:
    """Equal is not better; a second more of the best plan leaves it open."""
    bound_s = search_of(two_racks).contenders[0].task.bound.time_s
    assert is_left_out(two_racks, two_racks_plan, install_time_s=bound_s)
    assert not is_left_out(two_racks, two_racks_plan, install_time_s=bound_s + 1)


def test_fewest_person_hours_look_at_the_bound_of_the_work(two_racks: Project, two_racks_plan: Plan) -> None:
    project = asked(two_racks, objective="person-hours")
    bound_ms = search_of(project).contenders[0].task.bound.work_ms
    assert is_left_out(project, two_racks_plan, work_ms=bound_ms)
    assert not is_left_out(project, two_racks_plan, work_ms=bound_ms + 1)


@pytest.mark.parametrize("objective", ["cost", "first-su", "weighted"])
def test_no_bound_leaves_out_a_design_where_it_tells_nothing(
    two_racks: Project, two_racks_plan: Plan, objective: Objective
) -> None:
    """The bound is one of time and work: a slow design may be cheap, or ready early in part."""
    assert not is_left_out(asked(two_racks, objective=objective), two_racks_plan, install_time_s=1, work_ms=1)


def test_a_plan_beyond_the_budget_leaves_out_nothing(two_racks: Project, two_racks_plan: Plan) -> None:
    project = asked(two_racks, budget_cents=1_000)
    assert not is_left_out(project, two_racks_plan, install_time_s=1, cost_cents=1_001)
    assert is_left_out(project, two_racks_plan, install_time_s=1, cost_cents=1_000)


def test_designs_come_by_their_bounds(two_racks: Project) -> None:
    bounds = [found.task.bound for found in search_of(two_racks).contenders]
    keys = [(bound.time_s, bound.work_ms) for bound in bounds]
    assert len(keys) > 1
    assert keys == sorted(keys)


def test_every_design_has_a_trial_and_one_is_chosen(two_racks_plan: Plan) -> None:
    trials = two_racks_plan.trials
    chosen = [trial for trial in trials if trial.reason == "chosen"]
    assert [trial.design for trial in chosen] == list(two_racks_plan.designs)
    assert chosen[0].install_time_s == two_racks_plan.summary.install_time_s
    assert all(trial.reason for trial in trials)
    assert len({trial.design for trial in trials}) == len(trials)


def test_a_stopped_search_takes_the_first_plan_and_says_so() -> None:
    project = read_files(write_unlike_leaves())
    said: list[str] = []
    plan = make_plan(project, said.append, SERIAL, lambda: True)
    assert sum(line.startswith("best so far") for line in said) >= 1
    assert plan.summary.bound_s <= plan.summary.install_time_s


def test_where_nothing_fits_each_design_says_why(two_racks: Project) -> None:
    def refuse(task: object) -> list[object]:
        raise UnmetError(["no rack is free"])

    with pytest.raises(UnmetError) as found:
        search(two_racks, refuse, SearchRun())  # type: ignore[arg-type]
    first, *rest = found.value.reasons
    assert first == "no plan found, 3 designs tried in several places each; this does not prove that there is none"
    assert rest
    assert all(line.endswith(": no rack is free") for line in rest)
