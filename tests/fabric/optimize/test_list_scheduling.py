"""One pass of list scheduling: whole schedules of a few packages, each limit by hand."""

from collections.abc import Sequence

import pytest

from fabric.optimize.schedule.dispatch_rule import FEWEST_MOVES, DispatchRule
from fabric.optimize.schedule.list_scheduling import Schedule, dispatch_crews
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.plan import PackageKind
from fabric.project.crew import Window
from fabric.work.job import Job
from tests.fabric.optimize.jobs import MOVE_S, Task, crew_of, job_of, starts, windows_of

CALM = DispatchRule(10.0, 0, False)
LONG = windows_of((0, 10_000, 2))


def dispatch(
    job: Job,
    windows: Sequence[Window] = tuple(LONG),
    crews: int = 2,
    hand_over: bool = False,
    rule: DispatchRule = CALM,
    actual_s: Sequence[int] | None = None,
) -> Schedule:
    """The schedule in these windows."""
    return dispatch_crews(Workload(job), crew_of(crews, hand_over=hand_over), rule, iter(windows), actual_s)


def test_free_crews_take_the_longest_first() -> None:
    """10, 30 and 20 s for two crews: 30 and 20 at once, then 10 by the crew that is free at 20 s."""
    assert dispatch(job_of([Task(10), Task(30), Task(20)])).slots == [Slot(20, 30, 1), Slot(0, 30, 0), Slot(0, 20, 1)]


def test_a_job_without_packages_has_no_slots() -> None:
    assert dispatch(job_of([])) == ([], 0)


def test_a_package_starts_after_all_that_it_follows() -> None:
    """10 and 30 s first, then 5 s: from 30 s on."""
    assert starts(dispatch(job_of([Task(10), Task(30), Task(5, after=(0, 1))])).slots) == [0, 0, 30]


def test_a_place_for_one_crew() -> None:
    """Three packages of 10 s at one place: one after the other with one crew allowed, two at a time with two."""
    assert starts(dispatch(job_of([Task(10)] * 3, [1])).slots) == [0, 10, 20]
    assert starts(dispatch(job_of([Task(10)] * 3, [2])).slots) == [0, 0, 10]


def test_a_span_for_one_crew() -> None:
    tasks = [Task(10, spans=("s",)), Task(10, (1,), spans=("s",))]
    assert starts(dispatch(job_of(tasks, span_crews={"s": 1})).slots) == [0, 10]
    assert starts(dispatch(job_of(tasks, span_crews={"s": 2})).slots) == [0, 0]


def test_a_move_takes_time_and_is_counted() -> None:
    """One crew, 10 s at each of two places: 10 + 5 + 10 s, one move, which is part of the second slot."""
    job = job_of([Task(10), Task(10, (1,))])
    assert dispatch(job, crews=1, windows=windows_of((0, 1000, 1))) == ([Slot(0, 10, 0), Slot(10, 20 + MOVE_S, 0)], 1)


def test_a_crew_goes_along_with_a_pull() -> None:
    """Place 0, a pull from 0 to 1, place 1: no move."""
    job = job_of([Task(10), Task(10, (0, 1), after=(0,)), Task(10, (1,), after=(1,))])
    assert dispatch(job, crews=1, windows=windows_of((0, 1000, 1))) == (
        [Slot(0, 10, 0), Slot(10, 20, 0), Slot(20, 30, 0)],
        0,
    )


def test_another_free_crew_goes_that_need_not_move() -> None:
    """Crew 0 has been at place 0, crew 1 at place 1, where package 2 becomes ready for both at 10 s."""
    job = job_of([Task(10), Task(10, (1,)), Task(10, (1,), after=(0,))])
    assert dispatch(job) == ([Slot(0, 10, 0), Slot(0, 10, 1), Slot(10, 20, 1)], 0)


def test_tests_are_for_crews_with_the_skill() -> None:
    """One of two crews may test: tests wait for crew 0, other work does not."""
    tests = [Task(10, kind=PackageKind.TEST)] * 2
    one = [Window(0, 1000, 2, 1)]
    assert dispatch(job_of(tests), one).slots == [Slot(0, 10, 0), Slot(10, 20, 0)]
    assert dispatch(job_of(tests), LONG).slots == [Slot(0, 10, 0), Slot(0, 10, 1)]
    assert dispatch(job_of([Task(10)] * 2), one).slots == [Slot(0, 10, 0), Slot(0, 10, 1)]


def test_no_test_goes_to_a_nearer_crew_without_the_skill() -> None:
    """Crew 0 works at place 0 until 16 s, crew 1 at place 1 until 10 s. Then comes a test at place 1: only crew 0 may
    do it, so it moves there, though crew 1 is free at that place.
    """
    tasks = [Task(16), Task(10, (1,)), Task(10, (1,), after=(0, 1), kind=PackageKind.TEST)]
    assert dispatch(job_of(tasks), [Window(0, 1000, 2, 1)]).slots[2] == Slot(16, 26 + MOVE_S, 0)
    assert dispatch(job_of(tasks), LONG).slots[2] == Slot(16, 26, 1)


def test_a_crew_that_may_not_test_lets_another_look_elsewhere() -> None:
    """Crew 1 may not test and finds only a test at place 1; crew 0, busy until 20 s, takes it then, with a move."""
    tasks = [Task(20), Task(10), Task(10, (1,), after=(1,), kind=PackageKind.TEST)]
    found = dispatch(job_of(tasks), [Window(0, 1000, 2, 1)])
    assert found == ([Slot(0, 20, 0), Slot(0, 10, 1), Slot(20, 30 + MOVE_S, 0)], 1)


def test_a_new_crew_starts_what_a_moving_one_could_not() -> None:
    """Crew 0 is busy until 99 s. At 88 s crew 1 is free at place 0, but 5 s of moving and 10 s of work do not fit in
    the last 12 s of the window. Crew 2 has been nowhere yet, so it need not move: it works from 88 to 98 s.
    """
    tasks = [Task(99), Task(88), Task(10, (1,), after=(1,))]
    found = dispatch(job_of(tasks), [Window(0, 100, 3, 1), Window(100, 200, 3, 1)], crews=3)
    assert found.slots == [Slot(0, 99, 0), Slot(0, 88, 1), Slot(88, 98, 2)]


def test_work_does_not_cross_the_end_of_a_window() -> None:
    """Windows of 100 s and packages of 60 s, one crew: 0 to 60, 100 to 160; handed over, 60 to 120."""
    windows = windows_of((0, 100, 1), (100, 200, 1), (200, 300, 1))
    job = job_of([Task(60), Task(60)])
    assert starts(dispatch(job, windows, 1).slots) == [0, 100]
    assert starts(dispatch(job, windows, 1, hand_over=True).slots) == [0, 60]


def test_work_may_end_with_the_window() -> None:
    """Two packages of 50 s fill a window of 100 s."""
    windows = windows_of((0, 100, 1), (100, 200, 1))
    assert starts(dispatch(job_of([Task(50), Task(50)]), windows, 1).slots) == [0, 50]


def test_the_move_ends_within_the_window_too() -> None:
    """50 s, then 5 s of moving and 46 s of work: one second too many for a window of 100 s."""
    windows = windows_of((0, 100, 1), (100, 200, 1))
    for seconds, second in ((45, 50), (46, 100)):
        assert starts(dispatch(job_of([Task(50), Task(seconds, (1,))]), windows, 1).slots) == [0, second]


def test_a_late_shift_starts_late() -> None:
    """A window from 30 s on, and the next one from 120 s on, which starts late at the end of the first, 100 s."""
    windows = windows_of((30, 100, 1), (120, 200, 1))
    assert starts(dispatch(job_of([Task(60), Task(60)]), windows, 1).slots) == [30, 120]


def test_a_smaller_shift_has_fewer_crews() -> None:
    """Two crews until 100 s, then one: of three packages of 60 s the last starts at 100 s, by crew 0."""
    windows = windows_of((0, 100, 2), (100, 200, 1), (200, 300, 2))
    assert dispatch(job_of([Task(60)] * 4), windows).slots == [
        Slot(0, 60, 0),
        Slot(0, 60, 1),
        Slot(100, 160, 0),
        Slot(200, 260, 0),
    ]


def test_an_overrun_is_ended_in_the_next_window() -> None:
    """Planned 80 s, in truth 130: it ends in the second window of 100 s, and the next one starts then. A package that
    would end too late by plan still waits: 80 s do not fit in the 70 s that are left.
    """
    windows = windows_of((0, 100, 1), (100, 200, 1), (200, 300, 1))
    found = dispatch(job_of([Task(80), Task(80), Task(70)]), windows, 1, actual_s=[130, 60, 50])
    assert found.slots == [Slot(0, 130, 0), Slot(200, 260, 0), Slot(130, 180, 0)]


@pytest.mark.parametrize(
    ("patience_s", "waiting", "elsewhere"),
    [(0, Slot(60, 90, 1), Slot(30, 75, 0)), (1000, Slot(60, 90, 0), Slot(110, 155, 0))],
)
def test_patience_waits_for_work_at_the_place(patience_s: int, waiting: Slot, elsewhere: Slot) -> None:
    """A window of 100 s, then another from 110 s. Crew 0 takes package 1, which has the longer chain (30 + 40 s), and
    is free at 30 s. Package 2 waits at its place for a span that crew 1 uses until 60 s; package 3 is ready at place 1.

    Without patience crew 0 moves at once, until 30 + 5 + 40 = 75 s, and crew 1 takes package 2. With patience it waits,
    and takes package 2 at 60 s; then 5 + 40 s do not fit in the 40 s that are left, so package 3 waits for 110 s.
    """
    tasks = [Task(60, spans=("t",)), Task(30, spans=("s",)), Task(30, spans=("t",)), Task(40, (1,), after=(1,))]
    job = job_of(tasks, [2, 1], {"s": 1, "t": 1})
    found = dispatch(job, windows_of((0, 100, 2), (110, 200, 2)), rule=DispatchRule(10.0, patience_s, False))
    assert found.slots[2:] == [waiting, elsewhere]


@pytest.mark.parametrize(("haste", "leaver"), [(0.5, 0), (10.0, 1)])
def test_haste_sends_the_first_free_crew_away(haste: float, leaver: int) -> None:
    """Both crews are free at 10 s at place 0. There 20 s are left, at place 1 100 s, one crew each: 60 s a crew.

    In haste place 1 is behind, so crew 0, which looks first, leaves at once. Otherwise it stays, and crew 1 leaves.
    """
    tasks = [Task(10), Task(10), Task(20, after=(0, 1)), Task(100, (1,), after=(0, 1))]
    found = dispatch(job_of(tasks, [2, 1]), rule=DispatchRule(haste, 0, False))
    assert found.slots[3] == Slot(10, 110 + MOVE_S, leaver)
    assert found.slots[2] == Slot(10, 30, 1 - leaver)


def test_the_rule_of_fewest_moves_leaves_last() -> None:
    """Four packages in turn at two places, one crew: one move."""
    job = job_of([Task(10, (index % 2,)) for index in range(4)])
    assert dispatch(job, windows_of((0, 1000, 1)), 1, rule=FEWEST_MOVES).moves == 1
