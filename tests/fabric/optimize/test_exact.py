"""The scheduler against optima that are known: all schedules of small jobs, Hu's forests, published job shops."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from random import Random

import pytest

from fabric.inputs.labour_reader import read_labour
from fabric.optimize.schedule.best_schedule import plan_bounds_s, schedule_packages
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Shift
from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job
from fabric.work.packages import Package
from layouts.units import divide_up

LABOUR = read_labour()
HOUR_S = 3600
MOVE_S = 150
"""5 person-minutes for a crew of two."""


def package(minutes: int, places: tuple[int, ...], after: tuple[int, ...] = ()) -> Package:
    """A package that takes a crew of two some minutes: one `label` takes half a person-minute."""
    return Package(
        kind=PackageKind.TEST, subject=0, acts=Counter(label=4 * minutes), places=places, resources=(), after=after
    )


def crew_of(crews: int, window_s: int, hand_over: bool = False) -> CrewPlan:
    return CrewPlan(
        (Shift(id="day", start_minute=0, length_s=window_s, technicians=2 * crews, breaks_s=()),), 2, hand_over
    )


def job_for(
    packages: Sequence[Package], crew: CrewPlan, place_crews: Sequence[int], ranks: tuple[int, ...] | None = None
) -> Job:
    durations = tuple(LABOUR.duration_s(item.acts, crew.crew_size) for item in packages)
    return Job(tuple(packages), durations, MOVE_S, CrewLimits(place_crews, {}), ranks)


def shortest_s(packages: Sequence[Package], crew: CrewPlan, place_crews: Sequence[int], window_s: int) -> int:
    """The end of the best of all schedules. Each order in which packages may start, each crew, each as early as it can:
    one of these is optimal, since an earlier start never hurts.
    """
    durations = [LABOUR.duration_s(item.acts, crew.crew_size) for item in packages]
    best = 10**9
    slots: dict[int, tuple[int, int]] = {}
    at: list[tuple[int, tuple[int, ...]]] = [(0, ())] * crew.crews

    def fits(start: int, end: int, places: tuple[int, ...]) -> bool:
        for place in set(places):
            here = [(s, e) for i, (s, e) in slots.items() if place in packages[i].places]
            for moment in [start, *(s for s, _ in here if start < s < end)]:
                if sum(s <= moment < e for s, e in here) >= place_crews[place]:
                    return False
        return True

    def extend(latest: int) -> None:
        nonlocal best
        if len(slots) == len(packages):
            best = min(best, max(end for _, end in slots.values()))
            return
        for index, item in enumerate(packages):
            if index in slots or not all(before in slots for before in item.after):
                continue
            for number, (free, where) in enumerate(at):
                size = durations[index] + (MOVE_S if where and not set(where) & set(item.places) else 0)
                earliest = max([free, latest, *(slots[before][1] for before in item.after)])
                for start in sorted({earliest, *(e for _, e in slots.values() if e > earliest)}):
                    begin = start
                    if begin // window_s != (begin + size - 1) // window_s:
                        begin = divide_up(begin, window_s) * window_s
                    if fits(begin, begin + size, item.places):
                        break
                if begin + size >= best:
                    continue
                slots[index], at[number] = (begin, begin + size), (begin + size, item.places)
                extend(begin)
                del slots[index]
                at[number] = (free, where)

    extend(0)
    return best


@pytest.mark.parametrize("jobs", [10, pytest.param(100, marks=pytest.mark.plan)])
def test_small_jobs_against_all_schedules(jobs: int) -> None:
    """Jobs of five or six packages, two crews, three places, windows of two hours: the schedule is the optimum, and the
    bound is never above it. List scheduling alone finds the optimum of about 70 in 100.
    """
    random = Random(5)
    for _ in range(jobs):
        packages: list[Package] = []
        for index in range(random.randint(5, 6)):
            after = tuple(sorted(random.sample(range(index), min(index, random.choice((0, 0, 1, 2))))))
            places = tuple(random.sample(range(3), random.choice((1, 1, 2))))
            packages.append(package(random.randint(5, 60), places, after))
        limits = [random.randint(1, 2) for _ in range(3)]
        crew = crew_of(2, 2 * HOUR_S)
        best_s = shortest_s(packages, crew, limits, 2 * HOUR_S)
        job = job_for(packages, crew, limits)
        found_s = max(slot.end_s for slot in schedule_packages(job, crew))
        assert max(plan_bounds_s(job, crew).values()) <= best_s == found_s


def test_what_goes_first_is_kept_in_small_jobs() -> None:
    """One crew, 10 minutes at place 0, 30 and 20 at place 1: 62.5 with one move; in the order of their ranks, 30, 10,
    20, it takes two. A schedule that cannot end earlier stays as it is.
    """
    packages = [package(10, (0,)), package(30, (1,)), package(20, (1,))]
    crew = crew_of(1, 2 * HOUR_S)
    ranked = schedule_packages(job_for(packages, crew, [1, 1], (2, 1, 3)), crew)
    assert [slot.start_s for slot in ranked] == [1800, 0, 1800 + 750]
    assert max(slot.end_s for slot in schedule_packages(job_for(packages, crew, [1, 1]), crew)) == HOUR_S + MOVE_S
    # Three places and one crew: two moves in any order, which the bound does not know of.
    apart = [package(minutes, (place,)) for place, minutes in enumerate((10, 30, 20))]
    job = job_for(apart, crew, [1, 1, 1])
    assert schedule_packages(job, crew) == schedule_packages(job, crew, thorough=False)


def test_forests_of_equal_packages_are_optimal() -> None:
    """Hu (1961): equal packages, each before at most one other, in one place with room for all: the longest chain first
    first (list scheduling alone) is optimal. The optimum is the largest over k of k - 1 + (packages that have a
    chain of k or more, themselves counted, over crews, rounded up).
    """
    random = Random(7)
    for _ in range(60):
        count, crews = random.randint(4, 24), random.randint(2, 4)
        before: dict[int, list[int]] = defaultdict(list)
        level = [1] * count
        for index in range(count - 2, -1, -1):
            if random.random() < 0.9:
                follower = random.randint(index + 1, min(count - 1, index + 5))
                before[follower].append(index)
                level[index] = level[follower] + 1
        packages = [package(10, (0,), tuple(before[index])) for index in range(count)]
        crew = crew_of(crews, 24 * HOUR_S)
        slots = schedule_packages(job_for(packages, crew, [crews]), crew, thorough=False)
        best = max(k - 1 + divide_up(sum(own >= k for own in level), crews) for k in range(1, max(level) + 1))
        assert max(slot.end_s for slot in slots) == best * 600


FT06 = (
    ((2, 1), (0, 3), (1, 6), (3, 7), (5, 3), (4, 6)),
    ((1, 8), (2, 5), (4, 10), (5, 10), (0, 10), (3, 4)),
    ((2, 5), (3, 4), (5, 8), (0, 9), (1, 1), (4, 7)),
    ((1, 5), (0, 5), (2, 5), (3, 3), (4, 8), (5, 9)),
    ((2, 9), (1, 3), (4, 5), (5, 4), (0, 3), (3, 1)),
    ((1, 3), (3, 3), (5, 9), (0, 10), (4, 4), (2, 1)),
)
"""Fisher and Thompson (1963), 6 jobs on 6 machines: (machine, time). The optimum is 55."""


@pytest.mark.plan
def test_a_published_job_shop() -> None:
    """ft06: machines are places for one crew, a unit is ten hours, so that moves do not count."""
    packages: list[Package] = []
    for job in FT06:
        for step, (machine, units) in enumerate(job):
            packages.append(package(600 * units, (machine,), (len(packages) - 1,) if step else ()))
    crew = crew_of(6, 24 * HOUR_S, hand_over=True)
    end_s = max(slot.end_s for slot in schedule_packages(job_for(packages, crew, [1] * 6), crew))
    assert end_s / (10 * HOUR_S) == 55
