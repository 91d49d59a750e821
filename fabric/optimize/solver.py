"""The one way to run a CP-SAT model: the same answer on every machine, with a limit on work and not on seconds."""

from collections.abc import Sequence

from ortools.sat.python import cp_model


def solve(
    model: cp_model.CpModel, variables: Sequence[cp_model.IntVar], seed: int, deterministic_time: float
) -> list[int] | None:
    """Values of some variables in the best solution found, in their order; None where none was found.

    `deterministic_time` is the limit on work, above 0: a count of the solver's operations, about seconds. Two
    interleaved workers with such a limit give the same answer on every machine. A limit in seconds, or a number of
    workers taken from the machine, would not.
    """
    return _run(model, variables, seed, deterministic_time)[0]


class SolverBudget:
    """The work that all models, walks or passes of one search may take together, in deterministic time: about seconds.

    A search of many designs would otherwise take as long as all their limits add up to.
    """

    def __init__(self, left: float):
        self.left = left
        """Work that may still be done, 0 or more."""

    def take(self, most: float) -> float:
        """As much of `most` as is left, for work whose time its caller knows; less is left after it."""
        taken = min(most, self.left)
        self.left -= taken
        return taken

    def solve(
        self, model: cp_model.CpModel, variables: Sequence[cp_model.IntVar], seed: int, most: float
    ) -> list[int] | None:
        """As `solve`, with the limit `most` or what is left, and less is left after it; None where nothing is left."""
        limit = min(most, self.left)
        if limit <= 0:
            return None
        values, spent = _run(model, variables, seed, limit)
        self.left = max(0.0, self.left - spent)
        return values


def _run(
    model: cp_model.CpModel, variables: Sequence[cp_model.IntVar], seed: int, limit: float
) -> tuple[list[int] | None, float]:
    """The values that were found, and the deterministic time that this took."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(model)
    spent = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, spent
    return [solver.value(variable) for variable in variables], spent
