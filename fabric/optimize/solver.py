"""The one way to run a CP-SAT model: the same answer on every machine, with a limit on work and not on seconds."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

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


THREADS = 2
"""Small models that are solved at the same time."""


class SmallModel(NamedTuple):
    """A small model, of many that are solved side by side."""

    model: cp_model.CpModel
    """The model."""
    variables: Sequence[cp_model.IntVar]
    """The variables whose values are asked for."""
    overhead: float
    """Work that it takes beyond the solver's count, such as making and loading it."""


class Reply(NamedTuple):
    """What the solver says to one model."""

    values: list[int] | None
    """The values of the variables in their order; None where no solution was found."""
    is_final: bool
    """Whether the solver has proven that there is none, or none better."""


class SolverBudget:
    """The work that all models, walks or passes of one search may take together, in deterministic time: about seconds.

    A search of many designs would otherwise take as long as all their limits add up to.
    """

    def __init__(self, left: float, steps: "StepBudget | None" = None):
        self.left = left
        """Work that may still be done, 0 or more."""
        self.steps = steps
        """What large steps of schedules may take besides; None for no such step."""

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

    def solve_each(self, models: Sequence[SmallModel], seed: int, most: float) -> list[Reply]:
        """The replies to some models, each with its own thread and the limit `most` or its part of what is left.

        One worker solves a model: the same on every machine. The overhead of each is taken as well.
        """
        overheads = sum(model.overhead for model in models)
        limit = min(most, (self.left - overheads) / len(models))
        if limit <= 0:
            self.left = 0.0
            return [Reply(None, False)] * len(models)
        with ThreadPoolExecutor(THREADS) as threads:
            found = list(threads.map(lambda model: _answer(model, seed, limit), models))
        self.left = max(0.0, self.left - overheads - sum(spent for _, spent in found))
        return [reply for reply, _ in found]


class StepBudget(SolverBudget):
    """The work of large steps (fabric/optimize/schedule/large_steps.py) in the schedules of one search."""

    def __init__(self, left: float, each: float, packages: int | None = None, stop: Callable[[], bool] | None = None):
        super().__init__(left)
        self.each = each
        """Work that the steps of one schedule may take."""
        self.packages = packages
        """Packages of the largest job that is improved in steps; None for any."""
        self.stop = stop
        """Whether no further step is wanted; None for never."""

    def of_job(self, packages: int) -> SolverBudget:
        """What the steps of one schedule of some packages may take; what they leave is given back by `give_back`."""
        if self.packages is not None and packages > self.packages:
            return SolverBudget(0.0)
        return SolverBudget(self.take(self.each))

    def give_back(self, rest: SolverBudget) -> None:
        """Takes back what the steps of one schedule have left."""
        self.left += rest.left

    def is_stopped(self) -> bool:
        """Whether no further step is wanted."""
        return self.stop is not None and self.stop()


def _answer(small: SmallModel, seed: int, limit: float) -> tuple[Reply, float]:
    """The reply of one worker to a model, and the deterministic time that this took.

    Such models are small and have no sums to relax: linear relaxation, symmetry and probing take more than they save.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(small.model)
    spent = solver.response_proto.deterministic_time
    is_final = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Reply(None, is_final), spent
    return Reply([solver.value(variable) for variable in small.variables], is_final), spent


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
