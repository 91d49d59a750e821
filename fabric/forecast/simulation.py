"""Simulated installations of a plan: its work is scheduled again and again, each time with other bad luck.

Each run draws:

- for each act the pace of the crews, once, between the low and the high of the labour table;
- for each package a scatter of its own;
- for each link whether a mistake was made, which its test finds and which is mended there;
- for each shift how late it starts and how many technicians are absent.

The crews know nothing of this beforehand. They take the next package by the same rules and preferences as in the plan
(fabric.optimize.schedule), and a package that overruns its shift is ended in the next one. Paces, and the luck of the
first shifts, are spread evenly over the runs, so that few runs give steady percentiles. The rest comes from a generator
of each run, so that runs may take place in any process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from fabric.executors import SERIAL, Executor
from fabric.forecast.draws import BadDays, pace_factor, spread_evenly
from fabric.optimize import DispatchRule, Workload, dispatch_crews
from fabric.plan import PackageKind, Plan
from fabric.work import CrewLimits, Job, clock_job_of, pulls_of_su
from layouts import Floats

RUNS = 400
"""Runs by default: their median and ninth decile differ by less than 2 % between seeds."""
CHUNK = 25
"""Runs that go to an executor together: enough to outweigh sending the plan, few enough for 16 workers."""
LARGE, LARGE_CHUNK = 4_000, 10
"""Packages of a plan of which fewer runs go together, and how many: each takes a quarter of a second and more."""
SHIFTS = 16
"""First shifts whose delay and absences are spread evenly over the runs: eight days of two shifts."""
RULE = DispatchRule(0.9, 0, False)
"""The dispatch rule of all runs. It has no patience: nobody knows when the package that a crew waits for will end."""


@dataclass(frozen=True)
class Simulation:
    """The results of all runs; arrays are in the order of the runs' numbers."""

    finish_s: Floats
    """End of each run, in seconds on the working clock."""
    elapsed_s: Floats
    """End of each run, in wall-clock seconds from racks ready; nights and breaks count."""
    su_elapsed_s: dict[int, Floats]
    """Moment at which each scalable unit is ready, in wall-clock seconds."""
    drivers: tuple[tuple[str, float], ...]
    """Causes of the differences between runs, each with its share of the variance of the end (0..1), largest first."""

    def percentile_s(self, percent: float) -> float:
        """The wall-clock seconds within which a percentage (0..100) of the runs ends."""
        return float(np.percentile(self.elapsed_s, percent))


@dataclass(frozen=True)
class _Task:
    """The facts that all runs of a plan share."""

    plan: Plan
    job: Job
    seed: int
    acts: tuple[str, ...]


class Chunk(NamedTuple):
    """Consecutive runs."""

    task: _Task
    """The facts that they share."""
    first: int
    """Number of the first one."""
    shares: Floats
    """A row of shares for each."""


@dataclass(frozen=True)
class Course:
    """One run."""

    ends_s: tuple[int, ...]
    """On the working clock: the end of all work, then the moment at which each scalable unit is ready."""
    drawn: dict[str, float]
    """Numbers that were drawn, by name."""


def simulate(
    plan: Plan, runs: int = RUNS, seed: int = 1, executor: Executor = SERIAL, limits: CrewLimits | None = None
) -> Simulation:
    """Simulates the installation of a plan; `limits` take the place of those of the site.

    The same seed gives the same numbers on any executor.
    """
    return gather_runs(plan, executor.map(run_chunk, list_chunks(plan, runs, seed, limits)))


def list_chunks(plan: Plan, runs: int, seed: int, limits: CrewLimits | None = None) -> list[Chunk]:
    """The runs of `simulate` in parts that go to an executor, alone or beside other work."""
    job = clock_job_of(plan)
    acts = tuple(sorted({act for package in job.packages for act in package.acts} | {"rework"}))
    task = _Task(plan, job if limits is None else replace(job, limits=limits), seed, acts)
    shares = spread_evenly(runs, len(acts) + 2 * SHIFTS, seed)
    size = CHUNK if len(job.packages) < LARGE else LARGE_CHUNK
    return [Chunk(task, start, shares[start : start + size]) for start in range(0, runs, size)]


def gather_runs(plan: Plan, chunks: Sequence[Sequence[Course]]) -> Simulation:
    """The results of all runs, chunk by chunk in their order."""
    courses = [course for chunk in chunks for course in chunk]
    ends = np.array([course.ends_s for course in courses], np.float64)
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    elapsed = np.array([[crew.elapsed_s(int(end), ready) for end in row] for row in ends], np.float64)
    factors = {name: np.array([course.drawn[name] for course in courses]) for name in courses[0].drawn}
    return Simulation(
        ends[:, 0],
        elapsed[:, 0],
        {su: elapsed[:, number] for number, su in enumerate(pulls_of_su(plan.parts), start=1)},
        rank_drivers(factors, ends[:, 0]),
    )


def rank_drivers(factors: dict[str, Floats], finish: Floats) -> tuple[tuple[str, float], ...]:
    """The squared correlation of each factor with the end, largest first.

    That is its share of the variance, where the end depends on it linearly. Factors without spread are left out.
    """
    found = []
    for name, values in factors.items():
        if values.std() > 0 and finish.std() > 0:
            found.append((name, float(np.corrcoef(values, finish)[0, 1] ** 2)))
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def run_chunk(chunk: Chunk) -> list[Course]:
    """The runs of a chunk."""
    installation = _Installation(chunk.task)
    return [installation.run(number, row) for number, row in enumerate(chunk.shares, start=chunk.first)]


class _Installation:
    """The work of a plan as arrays by package, prepared once for many runs."""

    def __init__(self, task: _Task):
        self.task, self.work = task, Workload(task.job)
        packages, labour = task.job.packages, task.plan.project.labour
        column = {act: number for number, act in enumerate(task.acts)}
        self.act_ms = np.zeros((len(packages), len(task.acts)))
        """Milliseconds of the crew by package and act, at the table's figures."""
        size = task.plan.project.crew.crew_size
        for row, package in enumerate(packages):
            for act, quantity in package.acts.items():
                self.act_ms[row, column[act]] = labour.act_ms(act, quantity) / labour.rates[act].people(size)
        self.links = np.array([package.acts.get("test_link", 0) for package in packages])
        """Links that each package tests."""
        tests = np.flatnonzero([package.kind == PackageKind.TEST for package in packages])
        test_of_pull = np.zeros(len(task.plan.pulls.form), np.int64)
        test_of_pull[[packages[index].subject for index in tests]] = tests
        self.su_tests = [test_of_pull[pulls] for pulls in pulls_of_su(task.plan.parts).values()]
        """The tests after which each scalable unit is ready."""

    def run(self, number: int, shares: Floats) -> Course:
        """One run. `shares` are numbers in 0..1: one for each act, then two for each of the first shifts."""
        task, project = self.task, self.task.plan.project
        random = np.random.default_rng((task.seed, number))
        rates = [project.labour.rates[act] for act in task.acts]
        paces = np.array([pace_factor(rate, share) for rate, share in zip(rates, shares, strict=False)])
        actual_s, mistakes = self._draw_times(random, paces)
        days = BadDays(project.crew, random, shares[len(task.acts) :])
        windows = days.windows_s(project.request.racks_ready)
        schedule = dispatch_crews(self.work, project.crew, RULE, windows, actual_s)
        ends = np.array([slot.end_s for slot in schedule.slots])
        drawn = {f"pace of {act}": float(pace) for act, pace in zip(task.acts, paces, strict=True)}
        drawn |= {"mistakes": float(mistakes), "late starts": days.late_s, "absences": days.absent}
        return Course((int(ends.max()), *(int(ends[tests].max()) for tests in self.su_tests)), drawn)

    def _draw_times(self, random: np.random.Generator, paces: Floats) -> tuple[Sequence[int], int]:
        """The seconds that each package actually takes, and the number of mistakes."""
        crew, labour = self.task.plan.project.crew, self.task.plan.project.labour
        scatter = crew.risks.scatter
        own = random.gamma(1 / scatter**2, scatter**2, len(self.links)) if scatter else 1.0
        mistakes = random.binomial(self.links, crew.risks.error_rate)
        rework_ms = (
            labour.act_ms("rework", 1)
            / labour.rates["rework"].people(crew.crew_size)
            * paces[self.task.acts.index("rework")]
        )
        actual_ms = (self.act_ms @ paces) * own + mistakes * rework_ms
        actual_s: list[int] = np.ceil(actual_ms / 1000).astype(np.int64).tolist()
        return actual_s, int(mistakes.sum())
