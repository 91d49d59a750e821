"""What the placements of several designs take from the walks of one search."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from fabric.executors import SERIAL
from fabric.optimize import DesignTask, Placement, SolverBudget, placement_in
from fabric.plan import Plan
from fabric.search.search_run import SearchRun
from fabric.search.switch_places import SearchEffort, SwitchPlaces, keep_placements
from layouts import UnmetError
from tests.fabric.optimize.small_design import DESIGN, task_of

RACK_OF = {"poor": "A01", "good": "A02"}
"""Rack of all three switches: A01 holds the nodes, so that each link there waits for one place."""
TASKS = [replace(task_of(), design=replace(DESIGN, name=name)) for name in ("poor", "good", "none")]
LIMIT = 0.5


def place(task: DesignTask) -> list[Placement]:
    """All switches of a design in the rack of its name."""
    if task.design.name == "none":
        raise UnmetError(["no room"])
    found = placement_in(task, dict.fromkeys(("leaf-1", "leaf-2", "spine-1"), RACK_OF[task.design.name]))
    assert found is not None
    return [found]


class Walks:
    """Counts the walks of each design, in the order in which they are granted."""

    def __init__(self) -> None:
        self.granted: list[tuple[str, int]] = []

    def improve(self, task: DesignTask, placements: list[Placement], effort: SearchEffort) -> list[Placement]:
        self.granted.append((task.design.name, effort.walks))
        return placements


@pytest.fixture(autouse=True)
def _costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each design is worth two walks of half a second."""
    monkeypatch.setattr("fabric.search.switch_places.count_walks", lambda task: 2)
    monkeypatch.setattr("fabric.search.switch_places.count_tries", lambda task: 0)
    monkeypatch.setattr("fabric.search.switch_places.limit_of_walk", lambda task: LIMIT)


def test_the_best_estimate_is_walked_first_and_the_budget_ends_the_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.6 s are three walks: two for the better of two designs, one for the other, none for the one without room."""
    monkeypatch.setattr("fabric.search.switch_places.BEHIND", 9)
    walks, run = Walks(), SearchRun(walks=SolverBudget(1.6))
    outcomes = SwitchPlaces(place, walks.improve, run).of_all(TASKS, SERIAL, "")
    assert walks.granted == [("good", 2), ("poor", 1)]
    assert isinstance(outcomes[2], UnmetError)
    assert outcomes[:2] == [place(TASKS[0]), place(TASKS[1])]
    assert run.walks.left == pytest.approx(0.1)
    SwitchPlaces(place, walks.improve, run).of(TASKS[0])
    assert walks.granted[2:] == [("poor", 0)]


def test_a_brief_search_walks_nowhere() -> None:
    walks, run = Walks(), SearchRun(is_brief=True, walks=SolverBudget(9))
    SwitchPlaces(place, walks.improve, run).of_all(TASKS, SERIAL, "")
    assert [number for _, number in walks.granted] == [0, 0]
    assert run.walks.left == 9


def test_a_stopped_search_walks_nowhere() -> None:
    """Who has pressed Ctrl-C waits for a plan, not for a better one."""
    walks, run = Walks(), SearchRun(stop=lambda: True, walks=SolverBudget(9))
    SwitchPlaces(place, walks.improve, run).of_all(TASKS, SERIAL, "")
    assert [number for _, number in walks.granted] == [0, 0]
    assert run.walks.left == 9


def test_baselines_stay_as_they_are() -> None:
    run = SearchRun(walks=SolverBudget(9))
    assert SwitchPlaces(place, keep_placements, run).of(TASKS[0]) == place(TASKS[0])
    assert run.walks.left == 9


def test_cabling_from_a_short_stock_takes_from_the_budget_before_the_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.6 s: four placements of 0.2 s are cabled for the better design, and 0.8 s are left for one of its walks."""
    monkeypatch.setattr("fabric.search.switch_places.limit_of_try", lambda task: 0.2)
    monkeypatch.setattr("fabric.search.switch_places.count_tries", lambda task: 4 * (task.design.name == "good"))
    efforts: list[SearchEffort] = []

    def improve(task: DesignTask, placements: list[Placement], effort: SearchEffort) -> list[Placement]:
        efforts.append(effort)
        return placements

    SwitchPlaces(place, improve, SearchRun(walks=SolverBudget(1.6))).of_all(TASKS, SERIAL, "")
    assert efforts == [SearchEffort(walks=1, tries=4), SearchEffort(walks=0, tries=0)]


def walks_of(task: DesignTask, factor: float) -> int:
    """The walks that the worse of two designs gets whose estimate is `factor` times that of the better one."""
    worse = replace(task, design=replace(DESIGN, name="worse"))
    granted: dict[str, int] = {}

    def at(task: DesignTask) -> list[Placement]:
        found = place(TASKS[1])[0]
        times = factor if task.design.name == "worse" else 1
        return [replace(found, score=replace(found.score, time_ms=int(found.score.time_ms * times)))]

    def improve(task: DesignTask, placements: list[Placement], effort: SearchEffort) -> list[Placement]:
        granted[task.design.name] = effort.walks
        return placements

    SwitchPlaces(at, improve, SearchRun()).of_all([task, worse], SERIAL, "")
    assert granted.pop(task.design.name) == 2
    return granted["worse"]


@pytest.mark.parametrize(("factor", "expected"), [(1.039, 2), (1.041, 0)])
def test_a_design_far_behind_the_best_is_not_walked(factor: float, expected: int) -> None:
    assert walks_of(TASKS[1], factor) == expected


def test_by_cost_every_design_is_walked() -> None:
    project = TASKS[1].project
    request = replace(project.request, objective="cost")
    assert walks_of(replace(TASKS[1], project=replace(project, request=request)), 2.0) == 2


@pytest.mark.parametrize(("links", "expected"), [(3, 2), (4, 0)])
def test_of_a_small_network_the_best_design_alone_is_walked(links: int, expected: int) -> None:
    """The design has links of its own; with three times as many before it, it is small."""
    before = SimpleNamespace(links=range(links * len(DESIGN.fabric.links)))
    decisions = replace(TASKS[1].decisions, plan=cast("Plan", before))
    assert walks_of(replace(TASKS[1], decisions=decisions), 1.001) == expected
