"""How close schedules come to the best known ones of public job shops with operators: a table of docs/schedules.md.

    python benchmarks/job_shops.py                             la01 to la40 with 4, 6, 8 and 10 operators
    python benchmarks/job_shops.py la21 la38 --operators 8     some of them
    python benchmarks/job_shops.py --effort normal             with another effort
    python benchmarks/job_shops.py --work 5                    with so much deterministic work in each instance
    python benchmarks/job_shops.py --folder FOLDER             files in the standard format of job shops
    python benchmarks/job_shops.py --folder FOLDER --best FILE lines such as: best abz7 4=2558 6=1710

An operation needs its machine and one of the operators, all of whom are alike. So a machine is a place for one crew,
an operator is a crew, and no move takes time. Each schedule is judged here by rules of this file alone. Where no best
known makespan is given, the lower bound of the schedule stands for it. Instances and sources: benchmarks/job_shops.txt.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, get_args

from fabric.optimize.schedule.best_schedule import plan_bounds_s, schedule_packages
from fabric.optimize.schedule.efforts import budget_of_job
from fabric.optimize.schedule.workload import Slot
from fabric.optimize.solver import SolverBudget, StepBudget
from fabric.plan import PackageKind
from fabric.project import CrewPlan
from fabric.project.crew import Shift
from fabric.vocabulary import ScheduleEffort
from fabric.work import CrewLimits, Job, Package

DATA = Path(__file__).parent / "job_shops.txt"
HEADS = (
    "operators",
    "instances",
    "mean %",
    "worst %",
    "worst of",
    "best known met",
    "seconds mean",
    "seconds most",
    "processor s mean",
)
LONG_S = 10**9
"""A window longer than any schedule."""

Jobs = Sequence[Sequence[tuple[int, int]]]
"""For each job its operations in their order: machine from 0, time."""
Best = Mapping[tuple[str, int], int]
"""The least known makespan by instance and operators."""


class Result(NamedTuple):
    """What one instance came to."""

    name: str
    """Its name."""
    excess_pct: float
    """Per cent above the least known makespan."""
    seconds: float
    """Wall-clock seconds."""
    processor_s: float
    """Seconds of all processors together: twice the seconds at most on two idle cores, much less where others work."""


def read_collection(path: Path) -> tuple[dict[str, Jobs], dict[tuple[str, int], int]]:
    """The instances and the least known makespans of one file."""
    jobs: dict[str, list[list[tuple[int, int]]]] = {}
    best: dict[tuple[str, int], int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] == "instance":
            rows = jobs.setdefault(words[1], [])
        elif words[0] == "best":
            best |= {(words[1], int(k)): int(most) for k, most in (pair.split("=") for pair in words[2:])}
        else:
            rows.append(_pair([int(word) for word in words]))
    return dict(jobs), best


def read_folder(folder: Path) -> dict[str, Jobs]:
    """Instances of the standard format: numbers of jobs and machines, then for each job machine and time in turn."""
    found: dict[str, Jobs] = {}
    for path in sorted(folder.iterdir()):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
        numbers = [int(word) for word in " ".join(lines).split()]
        count, machines = numbers[:2]
        if len(numbers) != 2 + 2 * count * machines:
            raise SystemExit(f"{path}: {len(numbers)} numbers, {2 + 2 * count * machines} expected: another format?")
        rows = [numbers[2 + 2 * machines * job :][: 2 * machines] for job in range(count)]
        found[path.stem] = [_pair(row) for row in rows]
    return found


def _pair(row: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(row[::2], row[1::2], strict=True))


def form_shop(jobs: Jobs, operators: int) -> tuple[Job, CrewPlan]:
    """A job shop as a job: places are machines, crews are operators, a unit of time is a second."""
    packages: list[Package] = []
    durations: list[int] = []
    for operations in jobs:
        for step, (machine, time_s) in enumerate(operations):
            after = (len(packages) - 1,) if step else ()
            packages.append(
                Package(kind=PackageKind.PULL, subject=0, acts=Counter(), places=(machine,), resources=(), after=after)
            )
            durations.append(time_s)
    machines = 1 + max(machine for operations in jobs for machine, _ in operations)
    shift = Shift(id="day", start_minute=0, length_s=LONG_S, technicians=operators, breaks_s=())
    job = Job(tuple(packages), tuple(durations), 0, CrewLimits([1] * machines, {}))
    return job, CrewPlan((shift,), 1, True)


def require_sound(jobs: Jobs, operators: int, slots: Sequence[Slot]) -> None:
    """Exits where a schedule breaks a rule of the job shop."""
    machine_ends: dict[int, list[tuple[int, int]]] = {}
    events, rows = [], iter(slots)
    for operations in jobs:
        ready_s = 0
        for machine, time_s in operations:
            slot = next(rows)
            if slot.start_s < ready_s or slot.end_s - slot.start_s != time_s:
                raise SystemExit(
                    f"an operation of {time_s} runs from {slot.start_s} to {slot.end_s}, ready at {ready_s}"
                )
            ready_s = slot.end_s
            machine_ends.setdefault(machine, []).append((slot.start_s, slot.end_s))
            events += [(slot.start_s, 1), (slot.end_s, -1)]
    for machine, used in machine_ends.items():
        used.sort()
        if any(later[0] < earlier[1] for earlier, later in pairwise(used)):
            raise SystemExit(f"machine {machine} does two operations at once")
    busy = 0
    for _, change in sorted(events):
        busy += change
        if busy > operators:
            raise SystemExit(f"{busy} of {operators} operators are at work at once")


def solve(jobs: Jobs, operators: int, budget: SolverBudget) -> tuple[int, int, float, float]:
    """The makespan, its lower bound, the seconds that it took, and those of all processors."""
    job, crew = form_shop(jobs, operators)
    begin, processor = time.perf_counter(), time.process_time()
    slots = schedule_packages(job, crew, budget=budget)
    seconds, processor_s = time.perf_counter() - begin, time.process_time() - processor
    require_sound(jobs, operators, slots)
    return max(slot.end_s for slot in slots), max(plan_bounds_s(job, crew).values()), seconds, processor_s


def measure(shops: Mapping[str, Jobs], best: Best, operators: int, options: argparse.Namespace) -> Iterator[Result]:
    """What each instance comes to with a number of operators."""
    for name, jobs in shops.items():
        work: float | None = options.work
        budget = budget_of_job(options.effort) if work is None else SolverBudget(2.5, StepBudget(work, work))
        found, least, seconds, processor_s = solve(jobs, operators, budget)
        known = best.get((name, operators), least)
        note = "" if (name, operators) in best else " (lower bound)"
        if options.each:
            took = f"{seconds:.1f} s, {processor_s:.1f} s of processors"
            print(f"{name} with {operators}: {found}, {known} is known{note}, {took}", flush=True)
        yield Result(name, 100 * (found / known - 1), seconds, processor_s)


def row_of(operators: int, results: Sequence[Result]) -> str:
    """The line of a number of operators."""
    worst = max(results, key=lambda result: result.excess_pct)
    cells = (
        str(operators),
        str(len(results)),
        f"{sum(result.excess_pct for result in results) / len(results):.2f}",
        f"{worst.excess_pct:.2f}",
        worst.name,
        str(sum(result.excess_pct <= 0 for result in results)),
        f"{sum(result.seconds for result in results) / len(results):.1f}",
        f"{max(result.seconds for result in results):.1f}",
        f"{sum(result.processor_s for result in results) / len(results):.1f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="*", help="names of instances; la01 to la40, or all of the folder")
    parser.add_argument("--operators", type=int, nargs="+", default=[4, 6, 8, 10])
    parser.add_argument("--effort", choices=get_args(ScheduleEffort), default="high")
    parser.add_argument("--work", type=float, help="deterministic work of the large steps of one instance")
    parser.add_argument("--folder", type=Path, help="folder of instances in the standard format")
    parser.add_argument("--best", type=Path, help="file of least known makespans")
    parser.add_argument("--each", action="store_true", help="print each instance")
    options = parser.parse_args()
    shops, best = read_collection(DATA)
    wanted = options.instances or [name for name in shops if name.startswith("la")]
    if options.folder:
        shops = read_folder(options.folder)
        wanted = options.instances or list(shops)
    if options.best:
        best |= read_collection(options.best)[1]
    if unknown := [name for name in wanted if name not in shops]:
        raise SystemExit(f"no instance {', '.join(unknown)}; there are {', '.join(shops)}")
    print(f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|", sep="\n")
    for operators in options.operators:
        print(
            row_of(operators, list(measure({name: shops[name] for name in wanted}, best, operators, options))),
            flush=True,
        )


if __name__ == "__main__":
    main()
