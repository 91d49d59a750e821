"""Large steps: known optima that list scheduling misses, and laws on random jobs with every limit that there is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import get_args

import pytest

from fabric.optimize.schedule.best_schedule import schedule_packages
from fabric.optimize.schedule.dispatch_rule import DISPATCH_RULES
from fabric.optimize.schedule.efforts import STEPS, budget_of_job, budget_of_search
from fabric.optimize.schedule.freed_model import FreedModel, KnownSchedule
from fabric.optimize.schedule.lanes import list_lanes, list_resources
from fabric.optimize.schedule.large_steps import improve_in_steps
from fabric.optimize.schedule.list_scheduling import Schedule, dispatch_crews
from fabric.optimize.schedule.neighbourhoods import Neighbourhoods
from fabric.optimize.schedule.retiming import place_in_order
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.optimize.solver import SolverBudget, StepBudget
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Shift, Window
from fabric.vocabulary import ScheduleEffort
from fabric.work.job import Job
from tests.fabric.optimize.jobs import MOVE_S, Task, crew_of, job_of, windows_of
from tests.fabric.optimize.test_exact import FT06

DAY_S = 3_000


def shop_of(crews: int) -> tuple[Job, CrewPlan]:
    """ft06: machines are places for one crew; no move takes time."""
    tasks: list[Task] = []
    for operations in FT06:
        for step, (machine, units) in enumerate(operations):
            tasks.append(Task(units, (machine,), (len(tasks) - 1,) if step else ()))
    return job_of(tasks, [1] * 6, move_s=0), crew_of(crews, hand_over=True)


def start_of(job: Job, crew: CrewPlan) -> Schedule:
    """The schedule of the first dispatch rule."""
    return dispatch_crews(Workload(job), crew, DISPATCH_RULES[0], crew.windows_s(None))


def improve(job: Job, crew: CrewPlan, start: Schedule, budget: StepBudget, goal_s: int = 0) -> Schedule:
    return improve_in_steps(Workload(job), crew, lambda: crew.windows_s(None), start, goal_s, budget)


def end_of(schedule: Schedule) -> int:
    return max(slot.end_s for slot in schedule.slots)


@pytest.mark.parametrize(("crews", "optimum"), [(6, 55), (4, 56)])
def test_a_published_job_shop(crews: int, optimum: int) -> None:
    """ft06 takes 55 with an operator for each machine (Fisher and Thompson 1963), and 56 with four of them. List
    scheduling takes longer. The proof ends the search with work to spare.
    """
    job, crew = shop_of(crews)
    start, budget = start_of(job, crew), StepBudget(20, 20)
    assert end_of(start) > optimum
    assert end_of(improve(job, crew, start, budget)) == optimum
    assert budget.left > 1


def random_job(random: Random) -> tuple[Job, CrewPlan]:
    """Some 50 packages with chains, pulls of two places, spans, tests; three crews, of which fewer may test."""
    tasks: list[Task] = []
    for index in range(random.randint(45, 60)):
        after = tuple(sorted(random.sample(range(index), min(index, random.choice((0, 0, 1, 1, 2))))))
        places = tuple(random.sample(range(4), random.choice((1, 1, 2))))
        spans = ("s",) if len(places) == 2 and random.random() < 0.5 else ()
        kind = PackageKind.TEST if random.random() < 0.3 else PackageKind.PULL
        tasks.append(Task(random.randint(20, 300), places, after, spans, kind))
    job = job_of(tasks, [random.randint(1, 2) for _ in range(4)], {"s": 1})
    shifts = (
        Shift(
            id="a", start_minute=0, length_s=DAY_S, technicians=3, breaks_s=((1_400, 200),), skills=(("testing", 1),)
        ),
        Shift(id="b", start_minute=720, length_s=DAY_S, technicians=random.randint(2, 3), breaks_s=()),
    )
    return job, CrewPlan(shifts, 1, random.random() < 0.3)


def require_sound(job: Job, crew: CrewPlan, slots: Sequence[Slot]) -> None:
    """All limits, one by one, with nothing of the planner."""
    windows: list[Window] = []
    for window in crew.windows_s(None):
        windows.append(window)
        if window.end_s > max(slot.end_s for slot in slots):
            break
    last: dict[int, tuple[int, tuple[int, ...]]] = {}
    for number in sorted(range(len(slots)), key=lambda one: slots[one].start_s):
        package, slot = job.packages[number], slots[number]
        free_s, here = last.get(slot.crew, (0, ()))
        moves = bool(here) and set(here).isdisjoint(package.places)
        assert slot.start_s >= free_s
        assert slot.end_s - slot.start_s == job.durations[number] + MOVE_S * moves
        last[slot.crew] = slot.end_s, package.places
        assert all(slots[before].end_s <= slot.start_s for before in package.after)
        window = next(window for window in windows if window.start_s <= slot.start_s < window.end_s)
        assert crew.hand_over or slot.end_s <= window.end_s
        assert slot.crew < (window.testers if package.kind == PackageKind.TEST else window.crews)
    for moment in {slot.start_s for slot in slots}:
        running = [job.packages[n] for n, slot in enumerate(slots) if slot.start_s <= moment < slot.end_s]
        at = Counter(place for package in running for place in set(package.places))
        assert all(count <= job.limits.place_crews[place] for place, count in at.items())
        on = Counter(span for package in running for span in package.resources)
        assert all(count <= job.limits.resource_crews[span] for span, count in on.items())


def test_laws_of_random_jobs() -> None:
    """Every limit holds, nothing ends later than it did, and the answer is the same twice; some jobs end earlier."""
    gains = 0
    for seed in range(4):
        job, crew = random_job(Random(seed))
        start = start_of(job, crew)
        found = improve(job, crew, start, StepBudget(0.2, 0.2))
        require_sound(job, crew, found.slots)
        assert end_of(found) <= end_of(start)
        assert improve(job, crew, start, StepBudget(0.2, 0.2)) == found
        gains += end_of(found) < end_of(start)
    assert gains >= 2


def test_no_step_without_budget_or_after_a_stop() -> None:
    """The given schedule comes back; a budget that is not used is given back."""
    job, crew = shop_of(6)
    start = start_of(job, crew)
    assert improve(job, crew, start, StepBudget(0, 0)) is start
    stopped = StepBudget(9, 9, stop=lambda: True)
    assert improve(job, crew, start, stopped) is start
    assert stopped.left == 9
    assert improve(job, crew, start, StepBudget(9, 9, packages=35)) is start
    assert improve(job, crew, start, StepBudget(9, 9), goal_s=end_of(start)) is start
    assert improve_in_steps(Workload(job), crew, lambda: crew.windows_s(None), start, 0, None) is start


def test_a_schedule_takes_its_part_of_a_search() -> None:
    """Of 3 left a job may take 2, then 1; a job that is too large takes none."""
    steps = StepBudget(3, 2, packages=100)
    assert [steps.of_job(100).left, steps.of_job(101).left, steps.of_job(7).left] == [2, 0, 1]
    steps.give_back(SolverBudget(0.5))
    assert steps.left == 0.5


def test_each_effort_has_its_limits() -> None:
    """A quick one has no work beyond list scheduling; a high one has more than a normal one."""
    assert set(STEPS) == set(get_args(ScheduleEffort))
    quick, normal, high = (budget_of_job(effort) for effort in get_args(ScheduleEffort))
    assert (quick.left, quick.steps and quick.steps.left) == (0, 0)
    assert normal.left == high.left > 0
    assert normal.steps and high.steps
    assert 0 < normal.steps.left < high.steps.left
    asked = budget_of_search("high", lambda: True).steps
    assert asked and asked.is_stopped()
    unasked = budget_of_search().steps
    assert unasked and not unasked.is_stopped()


def test_a_quick_schedule_is_that_of_the_rules() -> None:
    """A job shop of 36 packages: no steps, no exact model."""
    job, crew = shop_of(6)
    rules = [dispatch_crews(Workload(job), crew, rule, crew.windows_s(None)) for rule in DISPATCH_RULES]
    quick = schedule_packages(job, crew, budget=budget_of_job("quick"))
    assert max(slot.end_s for slot in quick) == min(end_of(schedule) for schedule in rules) > 55
    assert max(slot.end_s for slot in schedule_packages(job, crew, budget=budget_of_job("high"))) == 55


def known_of(job: Job, crew: CrewPlan, slots: Sequence[Slot], windows: Sequence[Window] = ()) -> KnownSchedule:
    work = Workload(job)
    lanes = [(resource, list_lanes(resource, slots)) for resource in list_resources(work, crew)]
    return KnownSchedule(work, slots, lanes, windows)


def solve(known: KnownSchedule, free: set[int], early: bool = False) -> list[int] | None:
    """The starts that one model finds."""
    model = FreedModel(known, free, known.end_s - (not early))
    (reply,) = SolverBudget(5).solve_each([model.question(early)], 0, 1)
    return None if reply.values is None else model.starts_of(reply.values)


POOR = [Slot(0, 10, 0), Slot(10, 30, 0), Slot(30, 60, 0)]
"""Three packages of one crew, though there are two."""


def test_what_is_free_goes_to_another_crew() -> None:
    """10, 20 and 30 s at three places, two crews: with the last two free all ends at 40 s or 30 s. With the second one
    free only, the third follows the first: 10 + 30 = 40 s. What ends before all that is free stays as it is.
    """
    job, crew = job_of([Task(10, (0,)), Task(20, (1,)), Task(30, (2,))], move_s=0), crew_of(2, hand_over=True)
    known = known_of(job, crew, POOR)
    assert solve(known, {0, 1, 2}) in ([0, 10, 0], [20, 0, 0])
    assert solve(known, {2}) is None
    found = solve(known, {1})
    assert found is not None
    assert found[2] == 10


def test_a_place_for_one_crew_keeps_its_order() -> None:
    """The same at one place for one crew: nothing is gained."""
    job, crew = job_of([Task(10), Task(20), Task(30)], (1,), move_s=0), crew_of(2, hand_over=True)
    assert solve(known_of(job, crew, POOR), {2}) is None
    assert solve(known_of(job, crew, POOR), {0, 1, 2}) is None


def test_what_is_free_waits_for_what_it_follows() -> None:
    job, crew = job_of([Task(10, (0,)), Task(20, (1,)), Task(30, (2,), (0,))], move_s=0), crew_of(2, hand_over=True)
    found = solve(known_of(job, crew, POOR), {1, 2})
    assert found is not None
    assert found[2] == 10


def test_no_free_package_crosses_the_end_of_a_window() -> None:
    """A window ends at 20 s: the package of 30 s may not start before it, so nothing is gained."""
    job, crew = job_of([Task(10, (0,)), Task(10, (1,)), Task(30, (2,))], move_s=0), crew_of(2)
    slots = [Slot(0, 10, 0), Slot(10, 20, 0), Slot(20, 50, 0)]
    windows = windows_of((0, 20, 2), (20, 99, 2))
    assert solve(known_of(job, crew, slots, windows), {0, 1, 2}) is None
    found = solve(known_of(job, crew, slots, windows_of((0, 99, 2))), {0, 1, 2})
    assert found is not None
    assert found[2] == 0


def test_a_window_with_fewer_crews_holds_fewer() -> None:
    """One crew works until 30 s, two from then on: the package of 30 s goes first, then the others, until 50 s.
    Two crews from the beginning end by 40 s.
    """
    job, crew = job_of([Task(10, (0,)), Task(20, (1,)), Task(30, (2,))], move_s=0), crew_of(2)
    assert solve(known_of(job, crew, POOR, windows_of((0, 30, 1), (30, 99, 2))), {0, 1, 2}) == [30, 30, 0]
    found = solve(known_of(job, crew, POOR, windows_of((0, 30, 2), (30, 99, 2))), {0, 1, 2})
    assert found is not None
    assert found[2] < 30


def test_fewer_testers_than_crews_test_at_once() -> None:
    """Two tests of one tester: the second waits. With two testers both run at once."""
    tasks = [Task(10, (0,), kind=PackageKind.TEST), Task(20, (1,), kind=PackageKind.TEST)]
    slots = [Slot(0, 10, 0), Slot(10, 30, 0)]
    for testers, expected in ((1, None), (2, [0, 0])):
        crew = crew_of(2, hand_over=True, testers=testers)
        assert solve(known_of(job_of(tasks, move_s=0), crew, slots), {0, 1}) == expected


def test_lost_time_is_put_off() -> None:
    """Two crews until 30 s; the second one loses 20 s before its 10 s. The end stays, the lost time comes after."""
    job, crew = job_of([Task(30, (0,)), Task(10, (1,))], move_s=0), crew_of(2, hand_over=True)
    known = known_of(job, crew, [Slot(0, 30, 0), Slot(20, 30, 1)])
    assert solve(known, {1}, early=True) == [0, 0]


def test_a_place_for_two_crews_has_two_lanes() -> None:
    """Each package goes behind the one that ends last before it."""
    job, crew = job_of([Task(10), Task(20), Task(10), Task(10)], (2,)), crew_of(3)
    slots = [Slot(0, 10, 0), Slot(0, 20, 1), Slot(20, 30, 2), Slot(25, 35, 0)]
    place = next(resource for resource in list_resources(Workload(job), crew) if resource.kind == "room")
    assert list_lanes(place, slots) == [[0, 3], [1, 2]]
    crews = list_resources(Workload(job), crew)[0]
    assert list_lanes(crews, slots) == [[0, 3], [1], [2]]


def test_an_order_of_work_is_done_by_the_crews_that_end_first() -> None:
    """Two crews: 10 s at place 0, 20 s at place 1, then 10 s at place 0 for crew 0, which is there and need not move.
    A test goes to the first crew, which may test, other work to the second one.
    """
    job, crew = job_of([Task(10, (0,)), Task(20, (1,)), Task(10, (0,))]), crew_of(2)
    found = place_in_order(Workload(job), crew, crew.windows_s(None), [0, 0, 5])
    assert found == Schedule([Slot(0, 10, 0), Slot(0, 20, 1), Slot(10, 20, 0)], 0)
    mixed, one = job_of([Task(10, (0,)), Task(10, (0,), kind=PackageKind.TEST)]), crew_of(2, testers=1)
    found = place_in_order(Workload(mixed), one, one.windows_s(None), [0, 0])
    assert found == Schedule([Slot(0, 10, 1), Slot(0, 10, 0)], 0)
    assert place_in_order(Workload(mixed), one, one.windows_s(None), [5, 0]) == found


def test_sizes_of_steps_adapt_themselves() -> None:
    """A proof makes the next ones of a kind larger, up to all packages; none makes them smaller, down to eight."""
    job, _ = shop_of(6)
    near = Neighbourhoods(Workload(job))
    near.learn("crew", True)
    assert near.freed["crew"] == 36
    for _ in range(99):
        near.learn("crew", False)
    assert near.freed["crew"] == 8
    assert near.freed["place"] == 60


def test_only_jobs_with_stops_have_steps_at_stops() -> None:
    job, crew = shop_of(6)
    start = start_of(job, crew)
    near, known = Neighbourhoods(Workload(job)), known_of(job, crew, start.slots)
    assert "stop" not in {near.draw_kind(known) for _ in range(99)}
    stopped = replace(known, windows=windows_of((0, 20, 6), (20, 99, 6)))
    assert "stop" in {near.draw_kind(stopped) for _ in range(99)}
    assert all(near.draw_free("stop", stopped) for _ in range(9))
