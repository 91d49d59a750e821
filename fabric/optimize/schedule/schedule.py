"""The shortest schedule of some packages that several measures of list scheduling find, and what bounds it.

Objective: the end of the last package, or the fewest moves. Several measures of when a place falls behind are tried
(fabric.optimize.schedule.list_scheduling), the best schedule is kept. Lower bounds: `plan_bounds_s`.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fabric.optimize.schedule.exact import improve_exactly
from fabric.optimize.schedule.list_scheduling import Dispatch, Measure, Slot, Workload, list_tails
from fabric.plan import PackageKind
from fabric.project import CrewPlan, LabourTable
from fabric.work import CrewLimits, Package
from layouts import UnmetError, divide_up

Bind = Literal["work", "place", "chain"]
Goal = Literal["finish", "moves", "first"]
"""What is made least: the end of all, the moves of crews, or the end of what has the lowest rank."""

DAY_S = 86_400
LANDINGS = (PackageKind.LAND_A, PackageKind.LAND_B)
MEASURES = (
    Measure(0.9, 600, False),
    Measure(0.97, 600, False),
    Measure(0.9, 0, False),
    Measure(0.9, 600, True),
    Measure(0.97, 0, True),
    Measure(10.0, DAY_S, True),
)
"""Those that are tried; the first where one has to do, the last for the fewest moves."""
SMALL = 4_000
"""Up to so many packages all measures are tried in any case."""


def plan_bounds_s(
    packages: Sequence[Package], labour: LabourTable, crew: CrewPlan, place_crews: Sequence[int]
) -> dict[Bind, int]:
    """Lower bounds on any schedule of these packages: work over crews, load of the fullest place, longest chain.

    The last landing or test at a place is done there alone; whoever does it moves on, or is through: work includes so
    many moves as there are such places beyond the number of crews.
    """
    durations = [crew.duration_s(labour.person_ms(package.acts)) for package in packages]
    loads: dict[int, int] = defaultdict(int)
    tails = list_tails(packages, durations)
    for package, duration in zip(packages, durations, strict=True):
        for place in set(package.places):
            loads[place] += duration
    landed = {place for package in packages if package.kind in LANDINGS for place in package.places}
    moves = max(0, len(landed) - crew.crews)
    return {
        "work": divide_up(sum(durations) + moves * crew.duration_s(labour.act_ms("move_crew", 1)), crew.crews),
        "place": max((divide_up(load, place_crews[place]) for place, load in loads.items()), default=0),
        "chain": max(tails, default=0),
    }


def schedule_packages(
    packages: Sequence[Package],
    labour: LabourTable,
    crew: CrewPlan,
    limits: CrewLimits,
    ready: datetime | None = None,
    goal: Goal = "finish",
    thorough: bool = True,
    ranks: Sequence[int] | None = None,
) -> list[Slot]:
    """The best schedule found for a goal, starting when the racks are `ready`; of one measure of falling behind where
    it need not be `thorough`. Where packages have `ranks`, crews take what has the lowest wherever it can start.

    Raises UnmetError where a package is longer than any window.
    """
    durations = [crew.duration_s(labour.person_ms(package.acts)) for package in packages]
    move_s = crew.duration_s(labour.act_ms("move_crew", 1))
    longest = max(durations, default=0) + move_s
    if not crew.hand_over and longest > crew.longest_window_s:
        raise UnmetError(
            [
                f"a package of work takes {longest / 60:.0f} minutes, the longest stretch between breaks "
                f"is {crew.longest_window_s / 60:.0f}",
                "Lengthen the shifts, set hand_over: true in crew.yaml, or allow smaller trunks",
            ]
        )
    work = Workload(packages, durations, limits.place_crews)
    best: tuple[tuple[int, int], list[Slot]] | None = None
    measures = MEASURES if thorough or len(packages) <= SMALL else (MEASURES[-1 if goal == "moves" else 0],)
    for measure in measures:
        run = Dispatch(work, limits, crew.crews, crew.hand_over, move_s, measure, ranks=ranks)
        slots = run.run(crew.windows_s(ready))
        makespan = max((slot.end_s for slot in slots), default=0)
        key = (run.moves, makespan) if goal == "moves" else (makespan, run.moves)
        if goal == "first" and ranks is not None:
            first = min(ranks)
            key = (max(slot.end_s for slot, rank in zip(slots, ranks, strict=True) if rank == first), makespan)
        if best is None or key < best[0]:
            best = key, slots
    if best is None:
        return []
    if (
        goal != "finish"
        or ranks is not None
        or not thorough
        or best[0][0] <= max(plan_bounds_s(packages, labour, crew, limits.place_crews).values())
    ):
        return best[1]
    return improve_exactly(work, limits, crew, crew.windows_s(ready), move_s, best[1])
