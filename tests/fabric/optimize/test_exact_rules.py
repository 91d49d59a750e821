"""Each rule of the exact model alone: it accepts a schedule, rejects one that breaks it, accepts the one next door."""

from collections.abc import Sequence

import pytest
from ortools.sat.python import cp_model

from fabric.optimize.schedule.efforts import budget_of_job
from fabric.optimize.schedule.exact import (
    add_crew_in_two_places,
    add_crews_at_once,
    add_crews_in_place,
    add_crews_on_resource,
    add_duration,
    add_one_round_of_crews,
    add_order_of_work,
    add_shift_end,
    add_skill,
    describe_small_job,
    improve_exactly,
    minimize_install_time,
)
from fabric.optimize.schedule.schedule_vars import SmallJob, make_intervals, make_variables
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.optimize.solver import SolverBudget, solve
from fabric.plan import PackageKind
from fabric.work.job import Job
from tests.fabric.optimize.jobs import MOVE_S, Task, crew_of, job_of, windows_of

Pair = tuple[int, int]


class Model:
    """A model of a small job in which a test fixes what it asks about."""

    def __init__(self, job: Job, crews: int = 2, testers: int = 2, stops_s: tuple[int, ...] = (), end_s: int = 1000):
        self.small = SmallJob(Workload(job), crews, testers, stops_s, end_s)
        self.model = cp_model.CpModel()
        self.variables = make_variables(self.model, self.small)
        self.intervals = make_intervals(self.model, self.small, self.variables)

    def fix(self, slots: Sequence[tuple[int, int, int]]) -> "Model":
        """Start, end and crew of each package."""
        for package, (start_s, end_s, crew) in enumerate(slots):
            self.model.add(self.variables.start[package] == start_s)
            self.model.add(self.variables.end[package] == end_s)
            self.model.add(self.variables.owner[package] == crew)
        return self

    def follow(self, *pairs: Pair, only: bool = False) -> "Model":
        """These pairs follow each other; `only` these."""
        for pair, follows in self.variables.follows.items():
            if pair in pairs or only:
                self.model.add(follows == (pair in pairs))
        return self

    def accepts(self) -> bool:
        """Whether any solution is left."""
        return solve(self.model, self.variables.decisions, 0, 1.0) is not None

    def add_of_packages(self, *rules: object) -> "Model":
        """Adds rules that are stated package by package."""
        for rule in rules:
            assert callable(rule)
            for package in range(self.small.packages):
                rule(self.model, self.small, self.variables, package)
        return self


@pytest.mark.parametrize(
    ("second", "accepted"),
    [((10, 20, 0), True), ((9, 20, 0), False), ((9, 20, 1), True), ((20, 30, 0), True)],
    ids=["accepts", "rejects", "accepts another crew", "accepts a pause"],
)
def test_crew_in_two_places(second: tuple[int, int, int], accepted: bool) -> None:
    """Crew 0 works until 10 s: it may start again at 10 s, not at 9 s; another crew may."""
    model = Model(job_of([Task(10), Task(10)])).fix([(0, 10, 0), second]).add_of_packages(add_crew_in_two_places)
    add_one_round_of_crews(model.model, model.small, model.variables)
    assert model.accepts() is accepted


@pytest.mark.parametrize(("middle", "accepted"), [(0, True), (1, False)])
def test_packages_that_follow_each_other_have_one_crew(middle: int, accepted: bool) -> None:
    """Three packages in a row, the first and the last by crew 0: the one between them is not crew 1's."""
    model = Model(job_of([Task(10)] * 3)).fix([(0, 10, 0), (10, 20, middle), (20, 30, 0)])
    model.follow((0, 1), (1, 2), only=True)
    assert model.add_of_packages(add_crew_in_two_places).accepts() is accepted


@pytest.mark.parametrize(
    ("pairs", "accepted"),
    [([(0, 1), (1, 2)], True), ([(0, 1), (1, 2), (2, 0)], False), ([(0, 1), (2, 1)], False), ([(0, 1)], True)],
    ids=["accepts", "rejects a circle", "rejects two before one", "accepts two crews"],
)
def test_one_round_of_crews(pairs: list[Pair], accepted: bool) -> None:
    """Three packages: a chain is part of a round past the crews, a circle of packages alone is none."""
    model = Model(job_of([Task(10)] * 3)).follow(*pairs, only=True)
    add_one_round_of_crews(model.model, model.small, model.variables)
    assert model.accepts() is accepted


def test_three_packages_apart_need_three_crews() -> None:
    """Where no package follows another, each is the only one of its crew."""
    for crews, accepted in ((2, False), (3, True)):
        model = Model(job_of([Task(10)] * 3), crews).follow(only=True)
        add_one_round_of_crews(model.model, model.small, model.variables)
        assert model.accepts() is accepted


@pytest.mark.parametrize(
    ("place", "end_s", "accepted"),
    [(1, 20 + MOVE_S, True), (1, 20, False), (0, 20, True), (0, 20 + MOVE_S, False), (1, 21 + MOVE_S, False)],
    ids=["accepts", "rejects without the move", "accepts at one place", "rejects a move too many", "rejects a pause"],
)
def test_duration(place: int, end_s: int, accepted: bool) -> None:
    """10 s at place 0, then 10 s at place 0 or 1 by the same crew, with a move of 5 s where places differ."""
    model = Model(job_of([Task(10), Task(10, (place,))])).fix([(0, 10, 0), (10, end_s, 0)]).follow((0, 1), only=True)
    assert model.add_of_packages(add_duration).accepts() is accepted


def test_a_first_package_has_no_move() -> None:
    for end_s, accepted in ((10, True), (10 + MOVE_S, False)):
        model = Model(job_of([Task(10)])).fix([(0, end_s, 0)])
        assert model.add_of_packages(add_duration).accepts() is accepted


@pytest.mark.parametrize(("start_s", "accepted"), [(10, True), (9, False), (11, True)])
def test_order_of_work(start_s: int, accepted: bool) -> None:
    """Package 1 follows package 0, which ends at 10 s."""
    model = Model(job_of([Task(10), Task(10, after=(0,))])).fix([(0, 10, 0), (start_s, start_s + 10, 1)])
    assert model.add_of_packages(add_order_of_work).accepts() is accepted


@pytest.mark.parametrize(("start_s", "accepted"), [(90, True), (91, False), (99, False), (100, True), (195, False)])
def test_shift_end(start_s: int, accepted: bool) -> None:
    """10 s of work and windows that end at 100 s and 200 s."""
    model = Model(job_of([Task(10)]), stops_s=(100, 200)).fix([(start_s, start_s + 10, 0)])
    assert model.add_of_packages(add_shift_end).accepts() is accepted


@pytest.mark.parametrize(
    ("kind", "crew", "accepted"),
    [(PackageKind.TEST, 0, True), (PackageKind.TEST, 1, False), (PackageKind.PULL, 1, True)],
)
def test_skill(kind: PackageKind, crew: int, accepted: bool) -> None:
    """The first of two crews may test; the other may do anything else."""
    model = Model(job_of([Task(10, kind=kind)]), testers=1).fix([(0, 10, crew)])
    assert model.add_of_packages(add_skill).accepts() is accepted


@pytest.mark.parametrize(("start_s", "accepted"), [(10, True), (9, False), (0, False)])
def test_crews_at_once(start_s: int, accepted: bool) -> None:
    """Two crews work until 10 s: a third package may start then, not before."""
    model = Model(job_of([Task(10)] * 3)).fix([(0, 10, 0), (0, 10, 1), (start_s, start_s + 10, 0)])
    add_crews_at_once(model.model, model.small, model.intervals)
    assert model.accepts() is accepted


@pytest.mark.parametrize(
    ("places", "start_s", "accepted"),
    [((0,), 10, True), ((0,), 9, False), ((1,), 9, True), ((1, 0), 9, False)],
    ids=["accepts", "rejects", "accepts another place", "rejects a pull that ends there"],
)
def test_crews_in_place(places: tuple[int, ...], start_s: int, accepted: bool) -> None:
    """Place 0 holds one crew, which is there until 10 s."""
    model = Model(job_of([Task(10), Task(10, places)], [1, 1])).fix([(0, 10, 0), (start_s, start_s + 10, 1)])
    add_crews_in_place(model.model, model.small, model.intervals)
    assert model.accepts() is accepted


@pytest.mark.parametrize(
    ("spans", "start_s", "accepted"),
    [(("s",), 10, True), (("s",), 9, False), (("t",), 9, True), (("t", "s"), 9, False)],
    ids=["accepts", "rejects", "accepts another span", "rejects a longer route"],
)
def test_crews_on_pathway(spans: tuple[str, ...], start_s: int, accepted: bool) -> None:
    """Span s holds one crew, which is there until 10 s."""
    tasks = [Task(10, spans=("s",)), Task(10, (1,), spans=spans)]
    model = Model(job_of(tasks, span_crews={"s": 1, "t": 1})).fix([(0, 10, 0), (start_s, start_s + 10, 1)])
    add_crews_on_resource(model.model, model.small, model.intervals)
    assert model.accepts() is accepted


def test_install_time_is_the_end_of_the_last() -> None:
    """10 s and 20 s, free of any other rule: the last ends at 20 s at the earliest."""
    model = Model(job_of([Task(10), Task(20)])).follow(only=True).add_of_packages(add_duration)
    minimize_install_time(model.model, model.small, model.variables)
    found = solve(model.model, model.variables.decisions, 0, 1.0)
    assert found is not None
    assert max(slot.end_s for slot in model.variables.extract(found)) == 20


def test_values_are_read_in_the_order_of_packages() -> None:
    slots = [(3, 13, 1), (0, 10, 0)]
    model = Model(job_of([Task(10), Task(10)])).fix(slots)
    found = solve(model.model, model.variables.decisions, 0, 1.0)
    assert found == [3, 0, 13, 10, 1, 0]
    assert model.variables.extract(found) == slots


def test_a_poor_schedule_becomes_the_best() -> None:
    """10, 20 and 30 s in one place for two crews, done one after the other in 60 s; 30 s are the optimum."""
    job = job_of([Task(10), Task(20), Task(30)])
    poor = [Slot(0, 10, 0), Slot(10, 30, 0), Slot(30, 60, 0)]
    found = improve_exactly(Workload(job), crew_of(2), windows_of((0, 1000, 2)), poor, budget_of_job())
    assert max(slot.end_s for slot in found) == 30


@pytest.mark.parametrize(("last_s", "kept"), [(31, True), (30, True), (29, False)])
def test_only_an_earlier_end_is_better(last_s: int, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The given schedule ends at 30 s. Of one that the solver finds only an end at 29 s or earlier is better."""
    job = job_of([Task(10), Task(20)])
    given = [Slot(20, 30, 0), Slot(0, 20, 0)]
    found = [0, 10, 10, last_s, 0, 0]
    monkeypatch.setattr(SolverBudget, "solve", lambda *_: found)
    best = improve_exactly(Workload(job), crew_of(1), windows_of((0, 1000, 1)), given, budget_of_job())
    assert best == (given if kept else [Slot(0, 10, 0), Slot(10, last_s, 0)])


def test_the_given_schedule_stays_where_the_solver_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [Slot(20, 30, 0), Slot(0, 20, 0)]
    monkeypatch.setattr(SolverBudget, "solve", lambda *_: None)
    work = Workload(job_of([Task(10), Task(20)]))
    assert improve_exactly(work, crew_of(1), windows_of((0, 1000, 1)), given, budget_of_job()) == given


def test_a_spent_budget_leaves_the_given_schedule() -> None:
    """The poor schedule of 60 s: the optimum of 30 s takes some work, none of which is left."""
    job = job_of([Task(10), Task(20), Task(30)])
    poor = [Slot(0, 10, 0), Slot(10, 30, 0), Slot(30, 60, 0)]
    assert improve_exactly(Workload(job), crew_of(2), windows_of((0, 1000, 2)), poor, SolverBudget(0)) == poor


def test_which_jobs_are_small() -> None:
    """Up to 40 packages whose windows have the same crews and testers; windows after the known end do not matter."""
    job = job_of([Task(10), Task(10)])
    slots = [Slot(0, 10, 0), Slot(100, 110, 0)]

    def describe(*windows: tuple[int, int, int], hand_over: bool = False) -> SmallJob | None:
        return describe_small_job(Workload(job), crew_of(2, hand_over=hand_over), windows_of(*windows), slots)

    equal = describe((0, 100, 2), (100, 200, 2), (200, 300, 2))
    assert equal is not None
    assert (equal.crews, equal.testers, equal.stops_s, equal.end_s) == (2, 2, (100,), 110)
    handed_over = describe((0, 100, 2), (100, 200, 2), hand_over=True)
    assert handed_over is not None
    assert handed_over.stops_s == ()
    assert describe((0, 100, 2), (100, 200, 1)) is None
    assert describe((0, 110, 2), (110, 200, 1)) is not None


@pytest.mark.parametrize(("count", "small"), [(40, True), (41, False)])
def test_large_jobs_are_left_as_they_are(count: int, small: bool) -> None:
    work, slots = Workload(job_of([Task(10)] * count)), [Slot(0, 10, 0)] * count
    assert (describe_small_job(work, crew_of(2), windows_of((0, 100, 2)), slots) is not None) is small
