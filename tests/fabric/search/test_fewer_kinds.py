"""Fewer kinds within the tolerance: a trunk of 10 m over all, which may be ordered as one of 11 m."""

from dataclasses import replace

import pytest

from fabric.optimize import Joined, SolverBudget, with_kinds
from fabric.plan import Plan
from fabric.report import plan_facts
from fabric.search import fewer_kinds
from fabric.search.fewer_kinds import join_kinds
from fabric.search.search_run import SearchRun
from fabric.vocabulary import Objective
from tests.fabric.audit.small_plan import SMALL_PLAN, with_request

BEFORE = replace(SMALL_PLAN, kinds=(replace(SMALL_PLAN.kinds[0], id="K5", body_mm=5_000),))
"""An earlier plan whose trunk is a metre longer."""


def with_time(plan: Plan, install_time_s: int) -> Plan:
    """The same plan with another install time."""
    return replace(plan, summary=replace(plan.summary, install_time_s=install_time_s))


@pytest.fixture(autouse=True)
def scheduled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of other kinds takes 6 s more, the pull of a metre for a crew of one, whatever its schedule."""

    def later(plan: Plan, joined: Joined, budget: SolverBudget | None) -> Plan:
        return with_time(with_kinds(plan, joined, budget), plan.summary.install_time_s + 6)

    monkeypatch.setattr(fewer_kinds, "with_kinds", later)


def body_mm(plan: Plan, least: Plan | None = None, run: SearchRun | None = None) -> int:
    """The body of the trunk, where one of 5 m was ordered before."""
    found = join_kinds(plan, least or plan, run or SearchRun(), BEFORE)
    assert (found is plan) == (found.kinds[0].body_mm == 4_000)
    return found.kinds[0].body_mm


@pytest.mark.parametrize(
    ("objective", "tolerance_ppm", "expected_mm"),
    [
        ("install-time", None, 5_000),
        ("install-time", 1_965, 5_000),
        ("install-time", 1_964, 4_000),
        ("install-time", 0, 4_000),
        ("cost", None, 4_000),
        ("first-su", None, 4_000),
    ],
)
def test_the_tolerance_decides(objective: Objective, tolerance_ppm: int | None, expected_mm: int) -> None:
    """3,054 s become 3,060: 0.19646 % more."""
    assert body_mm(with_request(SMALL_PLAN, objective=objective, tolerance_ppm=tolerance_ppm)) == expected_mm


@pytest.mark.parametrize(("least_s", "expected_mm"), [(3_045, 5_000), (3_044, 4_000)])
def test_the_tolerance_counts_from_the_least_plan(least_s: int, expected_mm: int) -> None:
    """0.5 % beyond 3,045 s are 3,060.2 s, beyond 3,044 s they are 3,059.2 s. The plan itself takes 3,054 s."""
    plan = with_request(SMALL_PLAN, tolerance_ppm=5_000)
    assert body_mm(plan, with_time(plan, least_s)) == expected_mm


@pytest.mark.parametrize(
    ("objective", "more_s", "tolerance_ppm", "expected_mm"),
    [
        ("person-hours", 0, 1_222, 5_000),
        ("person-hours", 0, 1_221, 4_000),
        ("person-hours", 6, 1_222, 4_000),
        ("install-time", 0, 0, 4_000),
    ],
)
def test_the_least_work_is_not_slower(
    objective: Objective, more_s: int, tolerance_ppm: int, expected_mm: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The metre adds 6 person-seconds to 4,914: 0.1221 %. Work tolerates no time; 0 tolerates nothing at all."""

    def late(plan: Plan, joined: Joined, budget: SolverBudget | None) -> Plan:
        return with_time(with_kinds(plan, joined, budget), plan.summary.install_time_s + more_s)

    monkeypatch.setattr(fewer_kinds, "with_kinds", late)
    plan = with_request(SMALL_PLAN, objective=objective, tolerance_ppm=tolerance_ppm)
    assert body_mm(plan) == expected_mm


def test_a_stopped_search_joins_nothing() -> None:
    assert body_mm(SMALL_PLAN, run=SearchRun(stop=lambda: True)) == 4_000


@pytest.mark.parametrize(("left_cents", "expected_mm"), [(199, 4_000), (200, 5_000)])
def test_a_budget_is_kept(left_cents: int, expected_mm: int) -> None:
    """The longer trunk costs 2 USD more."""
    assert body_mm(with_request(SMALL_PLAN, budget_cents=SMALL_PLAN.summary.cost_cents + left_cents)) == expected_mm


@pytest.mark.parametrize(("most", "expected"), [(19, [False, True]), (18, [False])])
def test_a_small_job_is_solved_anew(most: int, expected: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan has 19 packages. The schedule that is carried over is good enough; a small job is solved besides."""
    searched: list[bool] = []

    def count(plan: Plan, joined: Joined, budget: SolverBudget | None) -> Plan:
        searched.append(budget is not None)
        return with_kinds(plan, joined, budget)

    monkeypatch.setattr(fewer_kinds, "with_kinds", count)
    monkeypatch.setattr(fewer_kinds, "EXACT_PACKAGES", most)
    slow = with_time(SMALL_PLAN, 6_000)
    assert join_kinds(slow, slow, SearchRun(), BEFORE).kinds[0].body_mm == 5_000
    assert searched == expected


@pytest.mark.plan
def test_one_unit_has_four_kinds(pod_plan: Plan) -> None:
    """Five needs of 12 trunks, within 0.5 % of 5.80 h. Three kinds take 5.84 h, 0.7 % more, which is beyond the
    tolerance of 0.2 %.
    """
    facts = plan_facts(pod_plan)
    assert (facts["trunks"], facts["custom_kinds"]) == (12, 4)
    assert pod_plan.summary.install_time_s <= 1.005 * 5.80 * 3600
