"""Of a plan over panels and the best plan without lanes the better one is kept, with the bound that holds for both."""

from dataclasses import replace

import pytest

from fabric import Plan, make_plan
from fabric.project import Project
from fabric.search.search_run import SearchRun
from fabric.search.without_lanes import keep_better
from layouts import UnmetError
from tests.fabric.search.test_panel_lanes import files_with
from tests.sites import read_files


@pytest.fixture(scope="module")
def project() -> Project:
    return read_files(files_with(5.0))


@pytest.fixture(scope="module")
def over(project: Project) -> Plan:
    """Four links over panels."""
    return make_plan(project)


def search(asked: Project) -> tuple[Plan, Plan]:
    """The plan without lanes: all are in use."""
    assert all(len(trunk.taken) == trunk.lanes for trunk in asked.panel_trunks)
    plan = make_plan(asked)
    return plan, plan


def refuse(_: Project) -> tuple[Plan, Plan]:
    raise UnmetError(["no cable joins the racks"])


def test_the_plan_without_lanes_is_kept_where_it_is_faster(project: Project, over: Plan) -> None:
    """Had the plan over panels taken a day, the one without lanes would be better. Its bound would be too high."""
    slow = replace(over, summary=replace(over.summary, install_time_s=86_400))
    plan, _ = keep_better(project, (slow, slow), search, SearchRun())
    assert plan.joints == ()
    assert plan.project.panel_trunks == project.panel_trunks
    assert (plan.summary.bound_s, plan.summary.work_bound_ms) == (over.summary.bound_s, over.summary.work_bound_ms)
    assert plan.summary.bound_parts_s == over.summary.bound_parts_s
    assert all(trial.bound_s is None for trial in plan.trials)


def test_the_plan_over_panels_stays_where_it_is_better(project: Project, over: Plan) -> None:
    assert keep_better(project, (over, over), search, SearchRun()) == (over, over)
    assert keep_better(project, (over, over), refuse, SearchRun()) == (over, over)


def test_nothing_is_searched_where_no_lane_is_taken(project: Project, over: Plan) -> None:
    direct = replace(over, joints=())
    assert keep_better(project, (direct, direct), refuse, SearchRun()) == (direct, direct)
    stopped = SearchRun(stop=lambda: True)
    assert keep_better(project, (over, over), search, stopped) == (over, over)
