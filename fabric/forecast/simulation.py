"""How a plan fares on bad days: its schedule again and again, with paces, mistakes, late starts and absences drawn.

Each run draws, once for each act, the pace of the crew between the table's low and high (PERT: a beta distribution with
the table's figure as mode; Malcolm et al., Operations Research 7, 1959); for each package a scatter of its own; for
each link a mistake that its test finds and that is mended there; for each shift how late it starts and who is absent.
Whoever dispatches knows none of it: crews take the next package by the same rules and preferences as in the plan
(fabric.optimize.schedule.list_scheduling), and what overruns a shift is ended in the next one. Paces, and what
happens in the first
shifts, are spread evenly over the runs (Latin hypercube; McKay et al., Technometrics 21, 1979), so that few runs give
steady percentiles; the rest comes from a generator of each run, so that runs may run anywhere.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from scipy.special import bdtr, betaincinv

from fabric.executors import SERIAL, Executor
from fabric.optimize import DispatchRule, Workload, dispatch_crews
from fabric.plan import PackageKind, Plan
from fabric.project import CrewPlan, LabourRate, Window
from fabric.work import CrewLimits, Job, job_of, pulls_of_su
from layouts import Floats

RUNS = 400
CHUNK = 25
"""Runs that are sent to an executor together."""
SHIFTS = 16
"""So many shifts have their start and absences spread evenly over the runs."""
RULE = DispatchRule(0.9, 0, False)
TEST = PackageKind.TEST


@dataclass(frozen=True)
class Simulation:
    """Of all runs in order of their numbers: the end in seconds on the working clock and on the wall, the same of each
    scalable unit on the wall, and what the runs differ in, with its share of the spread (largest first).
    """

    finish_s: Floats
    elapsed_s: Floats
    pods_elapsed_s: dict[int, Floats]
    drivers: tuple[tuple[str, float], ...]

    def percentile_s(self, share: float) -> float:
        """The wall time that so many percent of the runs do not pass."""
        return float(np.percentile(self.elapsed_s, share))


@dataclass(frozen=True)
class _Course:
    """What runs of one plan have in common: sent once for many of them."""

    plan: Plan
    job: Job
    seed: int
    acts: tuple[str, ...]


def simulate(
    plan: Plan, runs: int = RUNS, seed: int = 1, executor: Executor = SERIAL, limits: CrewLimits | None = None
) -> Simulation:
    """Simulates the installation of a plan; the same numbers for the same seed, whatever the executor. `limits` stand
    in for those of the site.
    """
    job = job_of(plan)
    acts = tuple(sorted({act for package in job.packages for act in package.acts} | {"rework"}))
    course = _Course(plan, job if limits is None else replace(job, limits=limits), seed, acts)
    even = _spread_evenly(runs, len(acts) + 2 * SHIFTS, seed)
    chunks = [(course, start, even[start : start + CHUNK]) for start in range(0, runs, CHUNK)]
    rows = [row for chunk in executor.map(_run_all, chunks) for row in chunk]
    ends = np.array([row[0] for row in rows], np.float64)
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    elapsed = np.array([[crew.elapsed_s(int(end), ready) for end in row] for row in ends], np.float64)
    pods = list(pulls_of_su(plan))
    factors = {name: np.array([row[1][name] for row in rows]) for name in rows[0][1]}
    return Simulation(
        ends[:, 0],
        elapsed[:, 0],
        {su: elapsed[:, 1 + number] for number, su in enumerate(pods)},
        _drivers(factors, ends[:, 0]),
    )


def _drivers(factors: dict[str, Floats], finish: Floats) -> tuple[tuple[str, float], ...]:
    """Squared correlations with the end: shares of its variance, as far as it is linear in what was drawn."""
    found = []
    for name, values in factors.items():
        if values.std() > 0 and finish.std() > 0:
            found.append((name, float(np.corrcoef(values, finish)[0, 1] ** 2)))
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def _spread_evenly(runs: int, factors: int, seed: int) -> Floats:
    """Per run and factor a number in 0..1, of each factor one in each of as many equal parts as there are runs."""
    random = np.random.default_rng(seed)
    parts = np.array([random.permutation(runs) for _ in range(factors)]).T
    return (parts + random.random((runs, factors))) / runs


def _run_all(task: tuple[_Course, int, Floats]) -> list[tuple[list[int], dict[str, float]]]:
    """Some runs: ends (of all, of each unit) and what was drawn."""
    course, first, even = task
    project, acts = course.plan.project, course.acts
    packages, crew, labour = course.job.packages, project.crew, project.labour
    table = np.zeros((len(packages), len(acts)))
    column = {act: number for number, act in enumerate(acts)}
    for row, package in enumerate(packages):
        for act, quantity in package.acts.items():
            table[row, column[act]] = labour.act_ms(act, quantity)
    job = course.job
    work = Workload(job)
    links = np.array([package.acts.get("test_link", 0) for package in packages])
    tests = np.flatnonzero([package.kind == TEST for package in packages])
    test_of_pull = np.zeros(len(course.plan.pulls.form), np.int64)
    test_of_pull[[packages[index].subject for index in tests]] = tests
    pods = [test_of_pull[pulls] for pulls in pulls_of_su(course.plan).values()]
    scatter = crew.risks.scatter
    found = []
    for number, shares in enumerate(even, start=first):
        random = np.random.default_rng((course.seed, number))
        paces = np.array([_pace(labour.rates[act], share) for act, share in zip(acts, shares, strict=False)])
        own = random.gamma(1 / scatter**2, scatter**2, len(packages)) if scatter else 1.0
        mistakes = random.binomial(links, crew.risks.error_rate)
        rework_ms = labour.act_ms("rework", 1) * paces[column["rework"]]
        actual_ms = (table @ paces) * own + mistakes * rework_ms
        actual_s = np.ceil(actual_ms / (1000 * crew.crew_size)).astype(np.int64).tolist()
        days = _BadDays(crew, random, shares[len(acts) :])
        schedule = dispatch_crews(work, crew, RULE, days.windows_s(project.request.racks_ready), actual_s)
        ends = np.array([slot.end_s for slot in schedule.slots])
        drawn = {f"pace of {act}": float(pace) for act, pace in zip(acts, paces, strict=True)}
        drawn |= {"mistakes": float(mistakes.sum()), "late starts": days.late_s, "absences": days.absent}
        found.append(([int(ends.max()), *(int(ends[pod].max()) for pod in pods)], drawn))
    return found


def _pace(rate: LabourRate, share: float) -> float:
    """The factor on an act's figure that so large a share of crews does not pass."""
    figure = rate.person_ms
    low, high = (min(rate.low_ms / figure, 1.0), max(rate.high_ms / figure, 1.0)) if figure else (1.0, 1.0)
    if high <= low:
        return 1.0
    alpha = 1 + 4 * (1 - low) / (high - low)
    return low + (high - low) * float(betaincinv(alpha, 6 - alpha, share))


class _BadDays:
    """The windows of one run: shifts that start late, with fewer technicians. Keeps count of both. `shares` say how
    late and how many for the first shifts.
    """

    def __init__(self, crew: CrewPlan, random: np.random.Generator, shares: Floats):
        self.crew, self.random, self.shares, self.late_s, self.absent = crew, random, iter(shares), 0.0, 0.0

    def windows_s(self, ready: datetime | None) -> Iterator[Window]:
        """Windows without end, the start put off where the shift is late."""
        crews = 0
        risks = self.crew.risks
        for shift, begins, start, end in self.crew.shift_windows_s(ready):
            late_s = 0
            if begins:
                one, other = (next(self.shares, None) or self.random.random() for _ in range(2))
                late_s = min(round(-risks.late_s * math.log1p(-one)), end - start)
                absent = int((bdtr(range(shift.technicians), shift.technicians, risks.absence_rate) < other).sum())
                crews = (shift.technicians - absent) // self.crew.crew_size
                self.late_s, self.absent = self.late_s + late_s, self.absent + absent
            yield Window(start + late_s, end, crews, self.crew.testers_of(shift, crews))
