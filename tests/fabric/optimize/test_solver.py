"""The door to CP-SAT: values in order, none where there is none, the same each time."""

from ortools.sat.python import cp_model

from fabric.optimize.solver import solve


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
