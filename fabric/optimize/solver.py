"""Runs a CP-SAT model the same way everywhere: repeatable, limited in work rather than in seconds."""

from collections.abc import Sequence

from ortools.sat.python import cp_model


def solve(
    model: cp_model.CpModel, variables: Sequence[cp_model.IntVar], seed: int, deterministic_time: float
) -> list[int] | None:
    """Values of some variables in the best solution found, None where there is none.

    Two interleaved workers with a limit in deterministic time give the same answer on every machine; a limit in
    seconds or a worker count taken from the machine would not.
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
