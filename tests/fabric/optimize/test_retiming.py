"""A schedule carried over to longer pulls, each start derived by hand. A move takes 5 s."""

from dataclasses import replace

import pytest

from fabric.optimize.schedule.best_schedule import carry_over
from fabric.optimize.schedule.dispatch_rule import DISPATCH_RULES
from fabric.optimize.schedule.list_scheduling import dispatch_crews
from fabric.optimize.schedule.retiming import retime_slots
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Window
from fabric.work.job import Job
from layouts import UnmetError
from tests.fabric.optimize.jobs import MOVE_S, Task, crew_of, job_of, windows_of

LONG = windows_of((0, 1000, 2), (1000, 2000, 2))


def retime(job: Job, known: list[Slot], windows: list[Window] | None = None, hand_over: bool = False) -> list[Slot]:
    return retime_slots(Workload(job), crew_of(2, hand_over=hand_over), iter(windows or LONG), known).slots


def test_equal_durations_keep_every_slot() -> None:
    """The slots of list scheduling, with its one move, come back."""
    tasks = [Task(40), Task(30, (1,)), Task(20, (0, 1), after=(0,)), Task(10, (2,), after=(1,)), Task(10, (1,), (2,))]
    job, crew = job_of(tasks), crew_of(2)
    found = dispatch_crews(Workload(job), crew, DISPATCH_RULES[0], crew.windows_s(None))
    assert found.moves == 1
    assert retime_slots(Workload(job), crew, crew.windows_s(None), found.slots) == found


def test_a_longer_package_delays_its_crew_and_what_follows_it() -> None:
    """Package 0 took 10 s and takes 14 s: package 1 of the same crew and package 2, which waits for it, start then."""
    job = job_of([Task(14), Task(5), Task(5, (1,), after=(0,))])
    assert retime(job, [Slot(0, 10, 0), Slot(10, 15, 0), Slot(10, 15, 1)]) == [
        Slot(0, 14, 0),
        Slot(14, 19, 0),
        Slot(14, 19, 1),
    ]


@pytest.mark.parametrize(("crews", "expected_s"), [(1, 14), (2, 0)])
def test_a_place_holds_so_many_crews(crews: int, expected_s: int) -> None:
    """Place 0 holds one crew or two; package 1 of crew 1 started behind package 0 of crew 0, or beside it."""
    job = job_of([Task(14), Task(5)], place_crews=(crews,))
    assert retime(job, [Slot(0, 10, 0), Slot(10 if crews == 1 else 0, 15, 1)])[1].start_s == expected_s


@pytest.mark.parametrize(("crews", "expected_s"), [(1, 14), (2, 0)])
def test_a_span_holds_so_many_crews(crews: int, expected_s: int) -> None:
    """The same for a span that the pulls of two places share."""
    tasks = [Task(14, (0,), spans=("X",)), Task(5, (1,), spans=("X",))]
    job = job_of(tasks, span_crews={"X": crews})
    assert retime(job, [Slot(0, 10, 0), Slot(10 if crews == 1 else 0, 15, 1)])[1].start_s == expected_s


def test_work_does_not_cross_the_end_of_a_window() -> None:
    """Package 1 ended with the window at 100 s. Now it would end at 102 s, so it starts in the next window; handed
    over, it goes on.
    """
    windows = windows_of((0, 100, 2), (100, 200, 2))
    job, known = job_of([Task(62), Task(40)]), [Slot(0, 60, 0), Slot(60, 100, 0)]
    assert retime(job, known, windows)[1] == Slot(100, 140, 0)
    assert retime(job, known, windows, hand_over=True)[1] == Slot(62, 102, 0)


def test_a_crew_waits_for_a_window_in_which_it_works_and_may_test() -> None:
    """Crew 1 has work until 102 s. The second window has one crew; in the third, crew 1 does not test."""
    windows = [Window(0, 100, 2, 2), Window(100, 200, 1, 1), Window(200, 300, 2, 1), Window(300, 400, 2, 2)]
    known = [Slot(0, 90, 1), Slot(90, 100, 1)]
    assert retime(job_of([Task(92), Task(10)]), known, windows)[1] == Slot(200, 210, 1)
    test = Task(10, kind=PackageKind.TEST)
    assert retime(job_of([Task(92), test]), known, windows)[1] == Slot(300, 310, 1)


def test_moves_are_part_of_the_slots() -> None:
    job = job_of([Task(14), Task(5, (1,))])
    assert retime(job, [Slot(0, 10, 0), Slot(10, 15 + MOVE_S, 0)])[1] == Slot(14, 19 + MOVE_S, 0)


def test_a_package_longer_than_any_window_is_refused() -> None:
    crew = crew_of(1, window_s=50)
    with pytest.raises(UnmetError, match="longest stretch"):
        carry_over(job_of([Task(60)]), crew, None, [Slot(0, 50, 0)])


def test_a_package_that_no_window_of_its_crew_holds_is_refused() -> None:
    """Crew 1 works in a shift of 60 s alone, crew 0 in one of 90 s too: the search for 70 s of crew 1 has an end."""
    day, late = (crew_of(crews, window_s=seconds).shifts[0] for crews, seconds in ((2, 60), (1, 90)))
    crew = CrewPlan((day, replace(late, id="late", start_minute=600)), 1, False)
    job = job_of([Task(70)])
    assert carry_over(job, crew, None, [Slot(0, 50, 0)]) == [Slot(60, 130, 0)]
    with pytest.raises(UnmetError, match="fits no window of crew 2"):
        carry_over(job, crew, None, [Slot(0, 50, 1)])
