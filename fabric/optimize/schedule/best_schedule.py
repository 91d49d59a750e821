"""The best of the schedules that several dispatch rules find for a job.

Priorities of jobs of up to 1,200 packages are varied as well. Then large steps improve the schedule, and the smallest
jobs are solved to the optimum.

Lower bounds on any schedule of the job: `plan_bounds_s`.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Literal

from fabric.optimize.schedule.dispatch_rule import DISPATCH_RULES, FEWEST_MOVES, DispatchRule
from fabric.optimize.schedule.efforts import budget_of_job
from fabric.optimize.schedule.exact import PACKAGES as EXACT
from fabric.optimize.schedule.exact import improve_exactly
from fabric.optimize.schedule.large_steps import improve_in_steps
from fabric.optimize.schedule.list_scheduling import Schedule, dispatch_crews, dispatch_in_time
from fabric.optimize.schedule.rack_rounds import gather_racks
from fabric.optimize.schedule.retiming import retime_slots
from fabric.optimize.schedule.varied_scheduling import PACKAGES as VARIED
from fabric.optimize.schedule.varied_scheduling import QUICK_PACKAGES as QUICK_VARIED
from fabric.optimize.schedule.varied_scheduling import Setting, count_passes, take_passes, vary_schedule
from fabric.optimize.schedule.workload import Slot, Workload, favour_releases, list_tails
from fabric.optimize.solver import SolverBudget
from fabric.plan import PackageKind
from fabric.project import CrewPlan
from fabric.work import Job
from layouts import UnmetError, divide_up

Bind = Literal["work", "place", "rack", "chain"]
Goal = Literal["finish", "moves", "first"]
"""The figure that is minimised: the end of all packages, the moves of crews, or the end of the lowest rank."""

LANDINGS = (PackageKind.LAND_A, PackageKind.LAND_B)
SMALL = 4_000
"""Packages up to which all dispatch rules are tried in any case: a rule takes about 0.1 s for that many."""


def plan_bounds_s(job: Job, crew: CrewPlan) -> dict[Bind, int]:
    """Lower bounds on the length of any schedule of a job, in seconds of the working clock.

    - work: all work and the least moves, over all crews. After the last landing at a place its crew moves or is
      through: there are at least as many moves as there are places with landings beyond the number of crews.
    - place: the work at the fullest place, over the crews that it holds.
    - rack: the work at the fullest face of a rack, over the crews that it holds.
    - chain: the longest chain of packages that follow each other.
    """
    loads: dict[int, int] = defaultdict(int)
    at_racks: dict[str, int] = defaultdict(int)
    for package, duration in zip(job.packages, job.durations, strict=True):
        for place in set(package.places):
            loads[place] += duration
        if package.kind not in (PackageKind.PULL, PackageKind.KIT):
            for name in package.resources:
                at_racks[name] += duration
    landed = {place for package in job.packages if package.kind in LANDINGS for place in package.places}
    moves = max(0, len(landed) - crew.crews)
    return {
        "work": divide_up(sum(job.durations) + moves * job.move_s, crew.crews),
        "place": max((divide_up(load, job.limits.place_crews[place]) for place, load in loads.items()), default=0),
        "rack": max((divide_up(at_racks[name], most) for name, most in job.limits.resource_crews.items()), default=0),
        "chain": max(list_tails(job.packages, job.durations), default=0),
    }


def schedule_packages(
    job: Job,
    crew: CrewPlan,
    ready: datetime | None = None,
    goal: Goal = "finish",
    thorough: bool = True,
    budget: SolverBudget | None = None,
    known: Sequence[Slot] = (),
) -> list[Slot]:
    """The best schedule found for a goal, one slot for each package; the clock starts when the racks are `ready`.

    Unless it is `thorough`, the search tries a single dispatch rule on large jobs, varies priorities fewer times and in
    smaller jobs alone, and uses neither large steps nor the exact model. What it does beyond list scheduling takes from
    the `budget`; None stands for that of one job. Where `known` slots of the same packages with other durations are
    given, their order is tried as well.
    Where packages have ranks, crews take the lowest rank first. Raises UnmetError where a package, with a move before
    it, is longer than any window.
    """
    _require_fitting(job, crew)
    if not job.packages:
        return []
    return gather_racks(job, _find_slots(job, crew, ready, goal, thorough, budget or budget_of_job(), known))


def _find_slots(
    job: Job,
    crew: CrewPlan,
    ready: datetime | None,
    goal: Goal,
    thorough: bool,
    budget: SolverBudget,
    known: Sequence[Slot],
) -> list[Slot]:
    """As `schedule_packages`, before transceivers are gathered by rack."""
    work = Workload(job)
    rules: tuple[DispatchRule, ...] = DISPATCH_RULES
    if not thorough and len(job.packages) > SMALL:
        rules = (FEWEST_MOVES,) if goal == "moves" else DISPATCH_RULES[:1]

    def dispatch_by(work: Workload, rule: DispatchRule, most_s: int) -> Schedule | None:
        return dispatch_in_time(work, crew, rule, crew.windows_s(ready), most_s)

    orders = [work.tails_s, *_list_orders(known)]
    if work.releases and len(job.packages) <= SMALL:
        orders.append(favour_releases(work))
    settings = [Setting(rule, tails_s) for tails_s in orders for rule in rules]
    found = [
        dispatch_crews(work.with_tails(setting.tails_s), crew, setting.rule, crew.windows_s(ready))
        for setting in settings
    ]
    setting, best = min(zip(settings, found, strict=True), key=lambda pair: rate_schedule(pair[1], goal, job.ranks))
    if known:
        carried = retime_slots(work, crew, crew.windows_s(ready), known)
        best = min(best, carried, key=lambda one: rate_schedule(one, goal, job.ranks))
    least_s = max(plan_bounds_s(job, crew).values())
    if goal != "finish" or job.ranks is not None or _end_s(best.slots) <= least_s:
        return best.slots
    if EXACT < len(job.packages) <= (VARIED if thorough else QUICK_VARIED):
        passes = take_passes(budget, count_passes(len(job.packages), thorough), len(job.packages))
        best = vary_schedule(work, dispatch_by, setting, best, least_s, passes)
    if not thorough or _end_s(best.slots) <= least_s:
        return best.slots
    if len(job.packages) > EXACT or not job.move_s:
        best = improve_in_steps(work, crew, partial(crew.windows_s, ready), best, least_s, budget.steps)
    return improve_exactly(work, crew, crew.windows_s(ready), best.slots, budget)


def carry_over(job: Job, crew: CrewPlan, ready: datetime | None, known: Sequence[Slot]) -> list[Slot]:
    """The schedule of the same crews and orders as in the `known` slots of the same packages with other durations.

    Raises UnmetError where a package, with a move before it, is longer than any window.
    """
    _require_fitting(job, crew)
    return retime_slots(Workload(job), crew, crew.windows_s(ready), known).slots


def _list_orders(known: Sequence[Slot]) -> list[list[int]]:
    """The priorities that take packages in the order of their known starts; none where no slots are known."""
    end_s = _end_s(known) if known else 0
    return [[end_s - slot.start_s for slot in known]] if known else []


def rate_schedule(schedule: Schedule, goal: Goal, ranks: Sequence[int] | None) -> tuple[int, int]:
    """The figure that a goal minimises, and the figure that decides between schedules of equal first figure."""
    end_s = _end_s(schedule.slots)
    if goal == "first" and ranks is not None:
        lowest = min(ranks)
        firsts = [slot for slot, rank in zip(schedule.slots, ranks, strict=True) if rank == lowest]
        return _end_s(firsts), end_s
    return (schedule.moves, end_s) if goal == "moves" else (end_s, schedule.moves)


def _end_s(slots: Sequence[Slot]) -> int:
    return max(slot.end_s for slot in slots)


def _require_fitting(job: Job, crew: CrewPlan) -> None:
    """Raises UnmetError where the longest package, with a move before it, is longer than any window."""
    longest_s = max(job.durations, default=0) + job.move_s
    if not crew.hand_over and longest_s > crew.longest_window_s:
        raise UnmetError(
            [
                f"a package of work takes {longest_s / 60:.0f} minutes, the longest stretch between breaks "
                f"is {crew.longest_window_s / 60:.0f}",
                "Lengthen the shifts, set hand_over: true in crew.yaml, or allow smaller trunks",
            ]
        )
