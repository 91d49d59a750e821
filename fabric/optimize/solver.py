"""The one way to run a CP-SAT model: the same answer on every machine, with a limit on work and not on seconds."""

from collections.abc import Sequence

from ortools.sat.python import cp_model


def solve(
    model: cp_model.CpModel, variables: Sequence[cp_model.IntVar], seed: int, deterministic_time: float
) -> list[int] | None:
    """Values of some variables in the best solution found, in their order; None where none was found.

    Two interleaved workers with a limit in deterministic time (a count of the solver's operations, about seconds) give
    the same answer on every machine. A limit in seconds, or a number of workers taken from the machine, would not.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = deterministic_time
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [solver.value(variable) for variable in variables]
