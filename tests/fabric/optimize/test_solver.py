"""The door to CP-SAT: values in order, none where there is none, the same each time."""

from itertools import combinations

import pytest
from ortools.sat.python import cp_model

from fabric.optimize.solver import SolverBudget, solve


def test_the_best_values_in_the_order_asked_for() -> None:
    """The most of 3 x + 2 y with x + y <= 4 and x <= 3: x = 3, y = 1."""
    model = cp_model.CpModel()
    x, y = (model.new_int_var(0, most, name) for name, most in (("x", 3), ("y", 9)))
    model.add(x + y <= 4)
    model.maximize(3 * x + 2 * y)
    assert solve(model, [x, y], 0, 1.0) == [3, 1]
    assert solve(model, [y, x, y], 7, 1.0) == [1, 3, 1]


def test_nothing_where_rules_contradict_each_other() -> None:
    model = cp_model.CpModel()
    x = model.new_int_var(0, 3, "x")
    model.add(x >= 4)
    assert solve(model, [x], 0, 1.0) is None


def test_one_of_many_solutions_is_always_the_same() -> None:
    """Thirty numbers with a given sum: the same choice three times."""
    found = []
    for _ in range(3):
        model = cp_model.CpModel()
        values = [model.new_int_var(0, 9, f"{number}") for number in range(30)]
        model.add(sum(values) == 100)
        found.append(solve(model, values, 5, 0.5))
    assert found[0] is not None
    assert sum(found[0]) == 100
    assert found == [found[0]] * 3


def test_models_of_one_budget_take_no_more_than_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget of 3 and models that take all of their limit of 2: the second gets 1, and the third is not begun."""
    limits: list[float] = []

    def run(model: object, variables: object, seed: int, limit: float) -> tuple[list[int], float]:
        limits.append(limit)
        return [7], limit

    monkeypatch.setattr("fabric.optimize.solver._run", run)
    budget = SolverBudget(3)
    assert [budget.solve(cp_model.CpModel(), [], 0, 2) for _ in range(3)] == [[7], [7], None]
    assert limits == [2, 1]


def test_a_budget_is_spent_by_what_a_model_takes() -> None:
    """An easy model takes next to nothing of it, with old releases nothing; its answer is that of `solve`."""
    budget = SolverBudget(1.0)
    model = cp_model.CpModel()
    x = model.new_int_var(0, 3, "x")
    model.maximize(x)
    assert budget.solve(model, [x], 0, 0.5) == [3]
    assert 0.99 < budget.left <= 1


def test_what_is_taken_of_a_budget_is_always_the_same() -> None:
    """A model that is not solved within its limit of 0.02 takes all of it, and what the last step takes beyond."""
    left = []
    for _ in range(2):
        budget = SolverBudget(1.0)
        budget.solve(*pigeons(), 0, 0.02)
        left.append(budget.left)
    assert left[0] == left[1]
    assert 0.9 < left[0] < 0.98


def pigeons() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """12 pigeons in 11 holes, no two in one: no solution, and a long proof where each pair has a rule of its own."""
    model = cp_model.CpModel()
    holes = [[model.new_bool_var(f"{pigeon},{hole}") for hole in range(11)] for pigeon in range(12)]
    for pigeon in holes:
        model.add_bool_or(pigeon)
    for one, other in combinations(holes, 2):
        for a, b in zip(one, other, strict=True):
            model.add_bool_or(~a, ~b)
    return model, [variable for pigeon in holes for variable in pigeon]
