"""Landings that wait for all pulls into their rack, in every way of making a schedule; whole plans with that rule."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from fabric import Plan, Project, audit_plan, make_plan
from fabric.optimize.schedule.best_schedule import plan_bounds_s, schedule_packages
from fabric.optimize.schedule.freed_model import FreedModel, KnownSchedule
from fabric.optimize.schedule.lanes import list_lanes, list_resources
from fabric.optimize.schedule.line_changes import Change, Lines
from fabric.optimize.schedule.retiming import place_in_order, retime_slots
from fabric.optimize.schedule.workload import Slot, Workload, favour_releases, list_tails
from fabric.optimize.solver import SolverBudget
from fabric.plan import PackageKind
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.waits import list_waits
from fabric.work.job import job_of as job_of_plan
from fabric.work.priorities import inherit_ranks
from tests.fabric.optimize.jobs import Task, crew_of, finish, floor_of, job_of, start, starts
from tests.sites import read_files, write_three_tiers

RACK = [
    Task(10, (0,)),
    Task(20, (1,)),
    Task(5, (0,), (0,), kind=PackageKind.LAND_A, laid=(0, 1)),
    Task(7, (1,), (1,), kind=PackageKind.LAND_A, laid=(0, 1)),
]
"""Pulls 0 and 1 into one rack, then their landings 2 and 3."""


def test_chains_lead_over_all_pulls_into_a_rack() -> None:
    """Both pulls go before the longer landing of 7 s: 10 + 7 and 20 + 7 s. The longest chain is 27 s."""
    job = job_of(RACK)
    assert list_tails(job.packages, job.durations) == [17, 27, 5, 7]
    assert plan_bounds_s(job, crew_of(2))["chain"] == 27


def test_pulls_that_release_much_go_first() -> None:
    """Pulls of 10 + 20 s release landings of 5 + 7 s: their chains of 17 and 27 s count 200 x 12 / 30 = 80 s more."""
    assert favour_releases(Workload(job_of(RACK))) == [97, 107, 5, 7]


@pytest.mark.parametrize(("crews", "chains"), [(1, [22, 32]), (2, [17, 27])])
def test_a_face_for_one_crew_is_a_chain(crews: int, chains: list[int]) -> None:
    """Both landings at a face for one crew take 12 s after either pull; for two crews 6 s, less than the longer one."""
    job = job_of([task._replace(spans=("F",) if task.laid else ()) for task in RACK], span_crews={"F": crews})
    assert favour_releases(Workload(job)) == [chain + 80 for chain in chains] + [5, 7]


def test_tests_behind_landings_are_work_at_the_face() -> None:
    """A test of 8 s follows landing 2 at the same face: 5 + 7 + 8 = 20 s for one crew, so pulls count 30 and 40 s."""
    tasks = [task._replace(spans=("F",) if task.laid else ()) for task in RACK]
    job = job_of([*tasks, Task(8, (0,), (2,), ("F",))], span_crews={"F": 1})
    assert favour_releases(Workload(job)) == [30 + 80, 40 + 80, 13, 7, 8]


def test_a_rank_is_inherited_by_all_pulls_into_a_rack() -> None:
    """Pull 1 and its landing have rank 3; so has pull 0, for which that landing waits. Its own landing keeps rank 5."""
    packages = [replace(one, subject=n % 2) for n, one in enumerate(job_of(RACK).packages)]
    assert inherit_ranks(np.array([5, 3]), packages) == [3, 3, 5, 3]


def test_landings_are_ready_when_the_last_pull_lies() -> None:
    floor = floor_of(job_of(RACK))
    assert floor.ready.missing == [0, 0, 2, 2]
    start(floor, 0, 0)
    finish(floor, 0, 0)
    assert floor.ready.missing == [0, 0, 1, 2]
    start(floor, 1, 1)
    finish(floor, 1, 1)
    assert floor.ready.missing == [0, 0, 0, 0]
    assert floor.ready.count[:2] == [1, 1]


def test_two_crews_land_together() -> None:
    """Pulls until 10 and 20 s, then both landings from 20 s on, also by the exact model: nothing ends before 27 s."""
    found = schedule_packages(job_of(RACK), crew_of(2))
    assert starts(found) == [0, 0, 20, 20]


def test_a_known_schedule_keeps_landings_behind_longer_pulls() -> None:
    """Pull 1 takes 20 s where it took 10 s: both landings start at 20 s, though one crew was free at 10 s."""
    job, crew = job_of(RACK), crew_of(2)
    known = [Slot(0, 10, 0), Slot(0, 10, 1), Slot(10, 15, 0), Slot(10, 17, 1)]
    assert starts(retime_slots(Workload(job), crew, crew.windows_s(None), known).slots) == [0, 0, 20, 20]
    ordered = place_in_order(Workload(job), crew, crew.windows_s(None), [0, 0, 10, 10])
    assert ordered is not None
    assert starts(ordered.slots) == [0, 0, 20, 20]


def test_a_large_step_keeps_landings_behind_all_pulls() -> None:
    """The known end is 32 s: pull 1 starts at 5 s for no reason. Set free, it starts at 0, and all ends at 27 s."""
    job, crew = job_of(RACK, move_s=0), crew_of(2, hand_over=True)
    slots = [Slot(0, 10, 0), Slot(5, 25, 1), Slot(25, 30, 0), Slot(25, 32, 1)]
    work = Workload(job)
    lanes = [(resource, list_lanes(resource, slots)) for resource in list_resources(work, crew)]
    model = FreedModel(KnownSchedule(work, slots, lanes, []), {0, 1, 2, 3}, 31)
    (reply,) = SolverBudget(5).solve_each([model.question()], 0, 1)
    assert reply.values is not None
    found = model.starts_of(reply.values)
    assert max(found[0] + 10, found[1] + 20) <= min(found[2:])
    assert found[3] == 20


def test_no_landing_of_another_pull_changes_with_a_pull() -> None:
    """One crew: pulls 0 and 1, then landings 2 and 3. Landing 2 may go behind 3, not before pull 1, though it waits for
    pull 0 alone otherwise.
    """
    job = job_of([task._replace(places=(0,)) for task in RACK])
    lines = Lines(job, [Slot(0, 10, 0), Slot(10, 30, 0), Slot(30, 35, 0), Slot(35, 42, 0)], 1)
    assert lines.admits([0, 1, 2, 3], Change(2, (3, 2)))
    assert not lines.admits([0, 1, 2, 3], Change(1, (2, 1)))


@pytest.mark.parametrize(("laid", "may_change"), [((0, 1), False), ((), True)])
def test_no_landing_goes_before_a_pull_of_another_crew(laid: tuple[int, ...], may_change: bool) -> None:
    """Crew 0 lays pull 0, works until 25 s and lands. Crew 1 lays pull 1 until 20 s: at 10 s landing 3 is too early."""
    job = job_of([Task(10), Task(20), Task(15), Task(5, (0,), (0,), kind=PackageKind.LAND_A, laid=laid)])
    lines = Lines(job, [Slot(0, 10, 0), Slot(0, 20, 1), Slot(10, 25, 0), Slot(25, 30, 0)], 2)
    assert lines.admits([0, 2, 3], Change(1, (3, 2))) == may_change


def test_random_jobs_lay_all_pulls_first() -> None:
    """Twelve racks in three places, 40 pulls between two of them, three crews: in each rack the last pull ends before
    the first landing starts.
    """
    for seed in range(3):
        random = Random(seed)
        ends = [random.sample(range(12), 2) for _ in range(40)]
        into = {rack: tuple(n for n, pair in enumerate(ends) if rack in pair) for rack in range(12)}
        tasks = [Task(random.randint(20, 90), (a % 3, b % 3)) for a, b in ends]
        for number, pair in enumerate(ends):
            for rack in pair:
                seconds = random.randint(20, 300)
                tasks.append(Task(seconds, (rack % 3,), (number,), (), PackageKind.LAND_A, into[rack]))
        job, crew = job_of(tasks), crew_of(3, 3_000)
        slots = schedule_packages(job, crew)
        for package, slot in zip(job.packages, slots, strict=True):
            assert all(slots[before].end_s <= slot.start_s for before in package.befores)
        assert max(slot.end_s for slot in slots) >= max(plan_bounds_s(job, crew).values())


def with_pulls_first(project: Project) -> Project:
    return replace(project, crew=replace(project.crew, pulls_first=True))


def reopened(plan: Plan) -> int:
    """Ends of pulls that enter a rack where an end of another pull between racks is landed already."""
    packages, pulls = plan.packages, plan.pulls
    rows = list(zip(packages.kind.tolist(), packages.subject.tolist(), packages.start_s.tolist(), strict=True))
    begun: dict[int, int] = {}
    for kind, pull, start_s in rows:
        rack = {PackageKind.LAND_A: pulls.a_rack, PackageKind.LAND_B: pulls.b_rack}.get(PackageKind(kind))
        if rack is not None and pulls.a_rack[pull] != pulls.b_rack[pull]:
            begun[int(rack[pull])] = min(begun.get(int(rack[pull]), start_s), start_s)
    return sum(
        start_s > begun.get(int(rack), start_s)
        for kind, pull, start_s in rows
        if kind == PackageKind.PULL and start_s >= 0 and pulls.a_rack[pull] != pulls.b_rack[pull]
        for rack in (pulls.a_rack[pull], pulls.b_rack[pull])
    )


def require_waits_on_paper(plan: Plan) -> None:
    """A landing names, for each other crew with pulls into its rack, the last of them."""
    index, told = PlanIndex(plan), 0
    for number, package in enumerate(job_of_plan(plan).packages):
        last: dict[int, int] = {}
        for before in package.laid:
            step = index.step_of_package[before]
            last[step.crew] = max(last.get(step.crew, 0), step.number)
        waits = list_waits(index, number)
        for crew in last.keys() - {index.step_of_package[number].crew}:
            assert any(wait.crew == crew and last[crew] in wait.steps for wait in waits)
            told += 1
    assert told


@pytest.mark.parametrize("crew", ["", "prepare: {trunks: {}}\n", "prepare: {bundling: {}}\n"])
def test_a_plan_lays_all_pulls_into_a_rack_first(crew: str) -> None:
    """Three tiers, laid as they come and all first, also with work before the racks are ready."""
    files = write_three_tiers()
    text = "shifts: [{id: day, start: '08:00', hours: 8, technicians: 4}]\n" + crew
    ready = "racks_ready: 2027-01-11T08:00\n"
    project = read_files({**files, "crew.yaml": text, "request.yaml": files["request.yaml"] + ready})
    plan = make_plan(with_pulls_first(project))
    assert audit_plan(plan) == []
    assert reopened(plan) == 0
    require_waits_on_paper(plan)
    if not crew:
        assert reopened(make_plan(project)) > 0
