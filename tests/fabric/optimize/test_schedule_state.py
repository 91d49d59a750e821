"""The state of a pass of list scheduling: workload, crews, places and ready packages, by hand."""

import math

import pytest

from fabric.optimize.schedule.crews import Crews
from fabric.optimize.schedule.places import Places
from fabric.optimize.schedule.ready_packages import RANK_STEP_S, SCAN, ReadyPackages, StartLimits
from fabric.optimize.schedule.workload import Effort, Workload, list_tails
from fabric.plan import PackageKind
from tests.fabric.optimize.jobs import Task, job_of

DIAMOND = [Task(10), Task(20, after=(0,)), Task(5, (1,), after=(0,)), Task(7, after=(1, 2))]
"""0 before 1 and 2, both before 3; package 2 is at place 1, the others at place 0."""


def test_tails_are_longest_chains() -> None:
    """3 alone: 7. 2: 5 + 7. 1: 20 + 7. 0: 10 + the longer one, 27."""
    job = job_of(DIAMOND)
    assert list_tails(job.packages, job.durations) == [37, 27, 12, 7]


def test_promises_count_what_follows_at_the_same_place() -> None:
    """3 promises 7. 1: 20 and half of 3. 2 is elsewhere: 5, since 3 is not at place 1. 0: 10 and all of 1, not 2."""
    assert Workload(job_of(DIAMOND)).promised_s == [33.5, 23.5, 5, 7]


def test_a_pull_promises_the_work_at_both_of_its_places() -> None:
    """A pull of 10 s between places 0 and 1, then 20 s at each end."""
    tasks = [Task(10, (0, 1)), Task(20, (0,), after=(0,)), Task(20, (1,), after=(0,))]
    assert Workload(job_of(tasks)).promised_s == [50, 20, 20]


def test_loads_count_a_package_once_at_each_place() -> None:
    """10 s at 0 and 1, 20 s at 0; a pull that starts and ends at place 2 counts once there."""
    work = Workload(job_of([Task(10, (0, 1)), Task(20, (0,)), Task(9, (2, 2))]))
    assert work.load_s.tolist() == [30, 10, 9]
    assert work.places == [(0, 1), (0,), (2,)]
    assert work.followers == [[], [], []]


def test_a_crew_moves_where_its_last_package_touched_no_place() -> None:
    """From nowhere to 0: no move. 0 to (0, 1): none. (0, 1) to 1: none, it went along. 1 to 0: a move."""
    crews = Crews(2)
    moved = []
    for places in ((0,), (0, 1), (1,), (0,)):
        moved.append(crews.start(0, places))
        assert crews.free == {1}
        crews.finish(0)
    assert moved == [False, False, False, True]
    assert crews.moves == 1
    assert crews.free == {0, 1}
    assert not crews.has_to_move(1, (0,))


def test_places_and_spans_fill_and_empty() -> None:
    """Place 0 holds two crews, place 1 one, the span one."""
    places = Places(
        Workload(job_of([Task(10, (0, 1), spans=("s",)), Task(20, (0,)), Task(30, (0,))], [2, 1], {"s": 1}))
    )
    assert [places.has_room_for(package) for package in range(3)] == [True, True, True]
    assert places.greatest_urgency_s() == 60 / 2
    places.start(0)
    assert (places.has_room(0), places.has_room(1)) == (True, False)
    assert [places.has_room_for(package) for package in range(3)] == [False, True, True]
    assert places.left_s == [50, 0]
    assert places.all_left_s == 50
    assert (places.urgency_s(0), places.urgency_s(1)) == (25, 0)
    assert places.greatest_urgency_s() == 25
    places.start(1)
    assert not places.has_room_for(2)
    places.finish(0)
    places.finish(1)
    assert places.crews == [0, 0]
    assert places.room == [2, 1]
    assert places.resource_crews == {"s": 0}
    assert places.left_s == [30, 0], "work that has started is not left, even when it is done"


ANY = StartLimits(math.inf, True, lambda package: True)
"""A crew that may start whatever is ready."""


def test_a_package_is_ready_when_all_before_it_are_done() -> None:
    ready = ReadyPackages(Workload(job_of(DIAMOND)))
    assert ready.count == [1, 0, 0]
    for package, counts in ((0, [1, 1, 0]), (1, [0, 1, 0]), (2, [1, 0, 0])):
        ready.start(package)
        ready.finish(package)
        assert ready.count == counts
    assert list(ready.list_near(0, ANY)) == [3]


def test_sums_of_ready_packages() -> None:
    """20 s and 30 s are ready at place 0: the shortest is 20 s. It stays so until the place runs dry; then 30 s is."""
    ready = ReadyPackages(Workload(job_of([Task(20), Task(30), Task(30, after=(1,))])))
    assert ready.shortest_s[0] == 20
    assert ready.promised_s[0] == 20 + 60
    ready.start(0)
    assert (ready.shortest_s[0], ready.promised_s[0]) == (20, 60)
    ready.start(1)
    assert (ready.count[0], ready.promised_s[0]) == (0, 0)
    ready.finish(1)
    assert (ready.shortest_s[0], ready.promised_s[0]) == (30, 30)


@pytest.mark.parametrize(
    ("task", "effort"),
    [
        (Task(1), Effort.ONE_PLACE),
        (Task(1, (0, 0)), Effort.ONE_PLACE),
        (Task(1, (0, 1)), Effort.PULL),
        (Task(1, spans=("s",)), Effort.PULL),
    ],
)
def test_efforts(task: Task, effort: Effort) -> None:
    """Work with followers by its places and spans; work without followers is a test whatever it is."""
    assert Workload(job_of([task, Task(1, after=(0,))])).efforts[0] == effort
    assert Workload(job_of([task])).efforts[0] == Effort.TEST


def test_a_rank_goes_before_any_chain() -> None:
    """Ranks 1 and 0 with chains of 5000 s and 10 s: the lower rank goes first. Of one rank the longest chain does."""
    ready = ReadyPackages(Workload(job_of([Task(5000), Task(10), Task(20)], ranks=(1, 0, 0))))
    assert list(ready.list_near(0, ANY)) == ready.in_order == [2, 1, 0]
    ready.start(2)
    assert ready.lowest_rank(0) == 0
    assert ready.lowest_rank(1) == RANK_STEP_S
    ready.start(1)
    assert ready.lowest_rank(0) == 1


def test_a_crew_looks_at_the_first_packages_only() -> None:
    """Of 30 equal packages only the last six may start: they are not among the first `SCAN`. The last seven are."""
    ready = ReadyPackages(Workload(job_of([Task(10)] * 30)))

    def first_from(number: int) -> list[int]:
        return ready.list_first(0, StartLimits(10, True, lambda package: package >= number))

    assert first_from(SCAN) == []
    assert first_from(SCAN - 1) == [SCAN - 1]
    assert first_from(0) == [0], "a look changes nothing"
    for package in range(10):
        ready.start(package)
    assert first_from(SCAN) == [SCAN]


def test_a_package_starts_in_time_and_by_who_may_test() -> None:
    """A test of 10 s, and work of 20 s: each alone fits where the other does not."""
    ready = ReadyPackages(Workload(job_of([Task(10, kind=PackageKind.TEST), Task(20), Task(1, after=(1,))])))
    for longest_s, may_test, firsts in ((20, True, [0, 1]), (19, True, [0]), (20, False, [1]), (9, True, [])):
        assert ready.list_first(0, StartLimits(longest_s, may_test, lambda package: True)) == firsts


def test_the_greatest_urgency_goes_from_place_to_place() -> None:
    """100 s over two crews at place 0, 40 s and 5 s over one at place 1: 50, then 45 once all of place 0 has started,
    then 5, then nothing.
    """
    places = Places(Workload(job_of([Task(100), Task(40, (1,)), Task(5, (1,))], [2, 1])))
    found = [places.greatest_urgency_s()]
    for package in range(3):
        places.start(package)
        found.append(places.greatest_urgency_s())
    assert found == [50, 45, 5, 0]
