"""The clock: small cases by hand, rules that reject when forced, and the judge's view on random packages."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric import Plan, audit_plan, make_plan
from fabric.inputs.labour_reader import read_labour
from fabric.optimize.plan_figures import count_moves
from fabric.optimize.schedule.best_schedule import Goal, plan_bounds_s, rate_schedule, schedule_packages
from fabric.optimize.schedule.dispatch_rule import DISPATCH_RULES, FEWEST_MOVES, DispatchRule
from fabric.optimize.schedule.list_scheduling import Schedule
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Shift
from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job
from fabric.work.packages import Package
from layouts.faults import UnmetError

LABOUR = read_labour()
HOUR = 3600
CREW = CrewPlan((Shift(id="day", start_minute=360, length_s=8 * HOUR, technicians=4, breaks_s=()),), 2, False)


def work(
    minutes: int, places: tuple[int, ...] = (0,), after: tuple[int, ...] = (), spans: tuple[str, ...] = ()
) -> Package:
    """A package of some person-minutes: one `label` takes half a minute."""
    return Package(
        kind=PackageKind.TEST, subject=0, acts=Counter(label=2 * minutes), places=places, resources=spans, after=after
    )


def job_for(packages: list[Package], crew: CrewPlan, limits: CrewLimits) -> Job:
    durations = tuple(LABOUR.duration_s(package.acts, crew.crew_size) for package in packages)
    return Job(tuple(packages), durations, LABOUR.duration_s({"move_crew": 1}, crew.crew_size), limits)


def run(
    packages: list[Package],
    crew: CrewPlan = CREW,
    places: tuple[int, ...] = (2, 2),
    spans: dict[str, int] | None = None,
    thorough: bool = True,
) -> list[Slot]:
    return schedule_packages(job_for(packages, crew, CrewLimits(places, spans or {})), crew, thorough=thorough)


def makespan(slots: list[Slot]) -> int:
    return max(slot.end_s for slot in slots)


def test_two_crews_share_the_work() -> None:
    """Four packages of 60 person-minutes, crews of two: 30 minutes each, two at a time: one hour."""
    assert makespan(run([work(60)] * 4)) == HOUR


def test_a_place_for_one_crew_takes_one_at_a_time() -> None:
    assert makespan(run([work(60)] * 4, places=(1, 2))) == 2 * HOUR


def test_a_span_for_one_crew_takes_one_at_a_time() -> None:
    packages = [work(60, (0,), spans=("T/1",)), work(60, (1,), spans=("T/1",))]
    assert makespan(run(packages, spans={"T/1": 1})) == HOUR
    assert makespan(run(packages, spans={"T/1": 2})) == HOUR // 2


def test_what_comes_before_is_done_before() -> None:
    slots = run([work(60), work(60, after=(0,))])
    assert slots[1].start_s >= slots[0].end_s


def test_a_move_costs_time() -> None:
    """5 person-minutes for a crew of two: 150 s between two places."""
    one_crew = replace(CREW, shifts=(Shift(id="day", start_minute=360, length_s=8 * HOUR, technicians=2, breaks_s=()),))
    assert makespan(run([work(60, (0,)), work(60, (1,))], crew=one_crew)) == HOUR + 150


def test_work_does_not_cross_the_end_of_a_shift() -> None:
    """One crew, windows of one hour: 40 minutes, and the next 40 wait for the second hour; with hand-over they
    do not.
    """
    short = CrewPlan((Shift(id="day", start_minute=360, length_s=HOUR, technicians=2, breaks_s=()),), 2, False)
    assert [slot.start_s for slot in run([work(80), work(80)], crew=short)] == [0, HOUR]
    assert makespan(run([work(80), work(80)], crew=replace(short, hand_over=True))) == 80 * 60


def test_a_break_cuts_the_shift() -> None:
    """A break after one hour: two windows a day on the working clock, one hour and seven."""
    crew = CrewPlan(
        (Shift(id="day", start_minute=360, length_s=8 * HOUR, technicians=2, breaks_s=((HOUR, 1800),)),), 2, False
    )
    assert [slot.start_s for slot in run([work(80), work(80)], crew=crew)] == [0, HOUR]
    assert crew.longest_window_s == int(6.5 * HOUR)


def test_a_package_longer_than_any_window_is_refused() -> None:
    with pytest.raises(UnmetError, match="longest stretch"):
        run([work(60 * 17)])


def test_bounds_by_hand() -> None:
    """Place 0 has 3 x 30 min for one crew: 90 min; work 4 x 30 over two crews: 60; chain 60."""
    packages = [work(60), work(60), work(60), work(60, (1,), after=(0,))]
    assert plan_bounds_s(job_for(packages, CREW, CrewLimits((1, 2), {})), CREW) == {
        "work": HOUR,
        "place": 90 * 60,
        "rack": 0,
        "chain": HOUR,
    }


@given(st.data())
def test_random_packages_keep_all_rules(data: st.DataObject) -> None:
    """List scheduling, and up to six packages what CP-SAT makes of it."""
    count = data.draw(st.integers(1, 14))
    packages = []
    for index in range(count):
        after = tuple(sorted(data.draw(st.sets(st.integers(0, index - 1), max_size=2)))) if index else ()
        places = tuple(data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=2)))
        packages.append(work(data.draw(st.integers(1, 90)), places, after, ("s",) if data.draw(st.booleans()) else ()))
    crew = CrewPlan(
        (Shift(id="day", start_minute=0, length_s=2 * HOUR, technicians=data.draw(st.integers(2, 6)), breaks_s=()),),
        2,
        False,
    )
    places = tuple(data.draw(st.integers(1, 2)) for _ in range(3))
    thorough = count <= 6
    slots = run(packages, crew, places, {"s": 1}, thorough)
    assert len(slots) == count
    for package, slot in zip(packages, slots, strict=True):
        assert all(slot.start_s >= slots[before].end_s for before in package.after)
        assert slot.start_s // (2 * HOUR) == (slot.end_s - 1) // (2 * HOUR)
        assert slot.end_s - slot.start_s - LABOUR.duration_s(package.acts, crew.crew_size) in (0, 150)
    for moment in {slot.start_s for slot in slots}:
        running = [i for i, slot in enumerate(slots) if slot.start_s <= moment < slot.end_s]
        assert len({slots[i].crew for i in running}) == len(running)
        assert all(sum(p in packages[i].places for i in running) <= places[p] for p in range(3))
        assert sum("s" in packages[i].resources for i in running) <= 1
    bounds = plan_bounds_s(job_for(packages, crew, CrewLimits(places, {})), crew)
    assert makespan(slots) >= max(bounds.values())
    assert run(packages, crew, places, {"s": 1}, thorough) == slots


def test_a_crew_that_pulls_has_not_moved() -> None:
    """Work at place 0, a pull to place 1, work there: the crew walks with the cable, 3 x 30 min and no move. Without
    the pull it moves once, 150 s.
    """
    one_crew = replace(CREW, shifts=(Shift(id="day", start_minute=360, length_s=8 * HOUR, technicians=2, breaks_s=()),))
    chain = [work(60), work(60, (0, 1), after=(0,)), work(60, (1,), after=(1,))]
    assert makespan(run(chain, crew=one_crew)) == 90 * 60
    assert makespan(run([chain[0], replace(chain[2], after=(0,))], crew=one_crew)) == 60 * 60 + 150


def test_fewest_moves_leaves_a_place_last() -> None:
    """Two places with two packages each, one crew: one move whatever the goal, 4 x 30 min and 150 s."""
    one_crew = replace(CREW, shifts=(Shift(id="day", start_minute=360, length_s=8 * HOUR, technicians=2, breaks_s=()),))
    job = job_for([work(60, (i % 2,)) for i in range(4)], one_crew, CrewLimits((2, 2), {}))
    goals: tuple[Goal, ...] = ("finish", "moves")
    assert [makespan(schedule_packages(job, one_crew, goal=goal)) for goal in goals] == [2 * HOUR + 150] * 2


def test_fewest_moves_and_earliest_end_are_two_goals() -> None:
    """Two crews. Place 0 has 30 and 30 minutes, and 20 that wait for the first 30; place 1 has 30.

    Fewest moves: a crew for each place, none moves, 30 + 30 + 20 = 80 min. Earliest end: whoever is through at place 1
    moves (2.5 min) and does the 20, until 52.5; the other two take 60 min.
    """
    packages = [work(60, (0,)), work(60, (0,)), work(60, (1,)), work(40, (0,), after=(0,))]
    job = job_for(packages, CREW, CrewLimits((2, 1), {}))
    found = {}
    goals: tuple[Goal, ...] = ("finish", "moves")
    for goal in goals:
        slots = schedule_packages(job, CREW, goal=goal)
        taken = (slot.end_s - slot.start_s for slot in slots)
        moves = sum(took > planned for took, planned in zip(taken, job.durations, strict=True))
        found[goal] = (moves, makespan(slots))
    assert found == {"finish": (1, 60 * 60), "moves": (0, 80 * 60)}


QUICK = Schedule([Slot(0, 100, 0), Slot(0, 40, 1)], 7)
"""Ends at 100 s, with 7 moves; its second package at 40 s."""
CALM = Schedule([Slot(0, 120, 0), Slot(0, 20, 1)], 3)
"""Ends at 120 s, with 3 moves; its second package at 20 s."""


@pytest.mark.parametrize(
    ("goal", "ranks", "quick", "calm"),
    [
        ("finish", None, (100, 7), (120, 3)),
        ("moves", None, (7, 100), (3, 120)),
        ("first", (2, 1), (40, 100), (20, 120)),
        ("first", None, (100, 7), (120, 3)),
    ],
)
def test_a_goal_says_which_schedule_is_better(
    goal: Goal, ranks: tuple[int, ...] | None, quick: tuple[int, int], calm: tuple[int, int]
) -> None:
    """The end first, the moves first, or the end of the lowest rank first; the other figure breaks ties."""
    assert (rate_schedule(QUICK, goal, ranks), rate_schedule(CALM, goal, ranks)) == (quick, calm)


def test_the_goal_decides_between_end_and_moves() -> None:
    """On 20 random jobs the goal `moves` never has more moves and never ends earlier, and differs somewhere."""
    random, differ = Random(3), 0
    crew = replace(CREW, shifts=(Shift(id="day", start_minute=0, length_s=3 * HOUR, technicians=6, breaks_s=()),))
    for _ in range(20):
        packages: list[Package] = []
        for index in range(25):
            after = tuple(sorted(random.sample(range(index), min(index, random.choice((0, 1))))))
            packages.append(work(random.randint(10, 60), (random.randrange(4),), after))
        job = job_for(packages, crew, CrewLimits((2, 1, 2, 1), {}))
        quick, calm = (schedule_packages(job, crew, goal=goal, thorough=False) for goal in ("finish", "moves"))
        assert makespan(quick) <= makespan(calm)
        assert count_moves(packages, quick) >= count_moves(packages, calm)
        differ += quick != calm
    assert differ > 5


def test_moves_are_part_of_the_work_bound() -> None:
    """Landings of 60 person-minutes at each of three places, two crews of two: 3 x 1800 s and one move of 150 s, over
    two crews: 2775 s. Two places need no move: 1800 s.
    """
    lands = [replace(work(60, (place,)), kind=PackageKind.LAND_B) for place in range(3)]
    limits = CrewLimits((1, 1, 1), {})
    assert plan_bounds_s(job_for(lands, CREW, limits), CREW)["work"] == 2775
    assert plan_bounds_s(job_for(lands[:2], CREW, limits), CREW)["work"] == 1800


def test_the_place_bound_counts_a_pull_at_both_ends_and_rounds_up() -> None:
    """1800 s from place 0 to 1 and 30 s at 1, where two crews work: 1800 at place 0, 1830 / 2 = 915 at 1."""
    job = job_for([work(60, (0, 1)), work(1, (1,))], CREW, CrewLimits((2, 2), {}))
    assert plan_bounds_s(job, CREW) == {"work": 915, "place": 915, "rack": 0, "chain": 1800}
    one = job_for([work(60, (0, 1)), work(1, (1,))], CREW, CrewLimits((1, 2), {}))
    assert plan_bounds_s(one, CREW)["place"] == 1800


def test_a_large_job_tries_one_rule_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond `SMALL` packages: the first rule, or for the fewest moves the last one; all six where it is thorough."""
    tried: list[DispatchRule] = []

    def dispatch(work: Workload, crew: CrewPlan, rule: DispatchRule, windows: object) -> Schedule:
        tried.append(rule)
        return QUICK

    monkeypatch.setattr("fabric.optimize.schedule.best_schedule.dispatch_crews", dispatch)
    monkeypatch.setattr("fabric.optimize.schedule.best_schedule.SMALL", 1)
    job = job_for([work(60), work(60)], CREW, CrewLimits((2,), {}))
    for goal, thorough, rules in (
        ("finish", False, DISPATCH_RULES[:1]),
        ("moves", False, (FEWEST_MOVES,)),
        ("moves", True, DISPATCH_RULES),
    ):
        tried.clear()
        schedule_packages(job, CREW, goal=cast("Goal", goal), thorough=thorough)
        assert tuple(tried) == rules
    tried.clear()
    monkeypatch.setattr("fabric.optimize.schedule.best_schedule.SMALL", 2)
    schedule_packages(job, CREW, goal="moves", thorough=False)
    assert tuple(tried) == DISPATCH_RULES


def test_a_package_that_just_fits_with_its_move_is_accepted() -> None:
    """955 person-minutes for a crew of two are 477.5 minutes; with a move of 2.5 they fill a shift of 480."""
    assert len(run([work(955)])) == 1
    with pytest.raises(UnmetError, match="takes 481 minutes, the longest stretch between breaks is 480"):
        run([work(957)])
    assert len(run([work(957)], crew=replace(CREW, hand_over=True))) == 1


def test_another_crew_goes_that_need_not_move() -> None:
    """Two packages on one span in two places: the second crew, which is fresh, takes the second one."""
    packages = [work(60, (0,), spans=("T/1",)), work(60, (1,), spans=("T/1",))]
    assert {slot.crew for slot in run(packages, spans={"T/1": 1})} == {0, 1}


@pytest.mark.plan
def test_only_crews_with_testers_test(two_racks_plan: Plan) -> None:
    """One of two crews may test: crew 1 does all tests, the judge agrees; it finds the test of another crew."""
    project = two_racks_plan.project
    shifts = tuple(replace(shift, skills=(("testing", 1),)) for shift in project.crew.shifts)
    plan = make_plan(replace(project, crew=replace(project.crew, shifts=shifts)))
    tests = plan.packages.kind == PackageKind.TEST
    assert set(plan.packages.crew[tests].tolist()) == {0}
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    crew = plan.packages.crew.copy()
    crew[np.flatnonzero(tests)[0]] = 1
    found = audit_plan(replace(plan, packages=replace(plan.packages, crew=crew)))
    assert "skill" in {finding.rule for finding in found}
    all_test = replace(plan, project=project)
    assert "skill" not in {finding.rule for finding in audit_plan(all_test)}
