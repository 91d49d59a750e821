"""Each rule by which a crew picks its next package, on two or three places by hand."""

from collections.abc import Sequence

import pytest

from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.picks import (
    FILL_S,
    PassState,
    Turn,
    has_patience,
    limits_of,
    list_open_places,
    pick,
    pick_at,
    pick_behind,
    pick_lowest_rank,
    pick_to_fill,
)
from fabric.optimize.schedule.ready_packages import StartLimits
from fabric.plan import PackageKind
from tests.fabric.optimize.jobs import MOVE_S, Task, floor_of, job_of, start, turn_of

CALM = DispatchRule(10.0, 600, False)
"""Other places never fall behind."""
EAGER = DispatchRule(0.9, 0, False)


def can_start(floor: PassState, turn: Turn, package: int, extra_s: int) -> bool:
    """Whether a package is among those that a crew may start, at each of its places and as the first of one."""
    limits, places = limits_of(floor, turn, extra_s), floor.work.places[package]
    near = {package in floor.ready.list_near(place, limits) for place in places}
    alone = [one for one in range(len(floor.work.packages)) if one != package]
    firsts = {package in floor.ready.list_first(place, _without(limits, alone)) for place in places}
    assert len(near | firsts) == 1, "both looks agree"
    return near == {True}


def _without(limits: StartLimits, others: Sequence[int]) -> StartLimits:
    """The same limits, for which none of the others has room."""
    return limits._replace(has_room=lambda one: one not in others and limits.has_room(one))


def test_a_test_needs_the_skill() -> None:
    floor = floor_of(job_of([Task(10, kind=PackageKind.TEST), Task(10)]))
    assert not can_start(floor, turn_of(may_test=False), 0, 0)
    assert can_start(floor, turn_of(may_test=True), 0, 0)
    assert can_start(floor, turn_of(may_test=False), 1, 0)


@pytest.mark.parametrize(
    ("rest_s", "extra_s", "hand_over", "may"),
    [(10, 0, False, True), (9, 0, False, False), (15, 5, False, True), (14, 5, False, False), (9, 0, True, True)],
)
def test_a_package_ends_within_the_window(rest_s: int, extra_s: int, hand_over: bool, may: bool) -> None:
    """10 s of work after a move of 0 or 5 s: it may end on the last second; with hand-over it may go on."""
    floor = floor_of(job_of([Task(10)]))
    assert can_start(floor, turn_of(rest_s=rest_s, hand_over=hand_over), 0, extra_s) is may


@pytest.mark.parametrize("most", [1, 2])
def test_a_place_takes_its_crews_and_no_more(most: int) -> None:
    """With 1 or 2 crews allowed and that many at work, one crew less leaves room, that many do not."""
    floor = floor_of(job_of([Task(10)] * 3, [most]), crews=3)
    for crew in range(most):
        assert can_start(floor, turn_of(), 2, 0), f"{crew} of {most} crews are at work"
        start(floor, crew, crew)
    assert not can_start(floor, turn_of(), 2, 0), f"all {most} crews are at work"


def test_both_places_of_a_pull_need_room() -> None:
    floor = floor_of(job_of([Task(10, (1,)), Task(10, (0, 1)), Task(10, (0,))], [1, 1]))
    start(floor, 0, 0)
    assert not can_start(floor, turn_of(), 1, 0)
    assert can_start(floor, turn_of(), 2, 0)


def test_a_span_takes_its_crews_and_no_more() -> None:
    """Span s holds one crew: the second package on it waits, one on another span does not."""
    tasks = [Task(10, spans=("s",)), Task(10, (1,), spans=("s",)), Task(10, (1,), spans=("t",))]
    floor = floor_of(job_of(tasks, span_crews={"s": 1, "t": 1}))
    start(floor, 0, 0)
    assert not can_start(floor, turn_of(), 1, 0)
    assert can_start(floor, turn_of(), 2, 0)


def test_open_places_come_by_what_each_crew_could_do_there() -> None:
    """Promises: 30 at place 0, 2 x 25 at place 1, 40 at place 2. A crew at work at place 1 takes one of its packages:
    25 over 1 + 1 crews is 12.5. So 2, 0, 1; before that 1 (50), 2 (40), 0 (30).
    """
    floor = floor_of(job_of([Task(30, (0,)), Task(25, (1,)), Task(25, (1,)), Task(40, (2,))]), 3)
    assert list(list_open_places(floor, turn_of())) == [1, 2, 0]
    start(floor, 1, 0)
    assert list(list_open_places(floor, turn_of())) == [2, 0, 1]


def test_places_are_closed_without_room_or_without_work_that_ends_in_time() -> None:
    """Place 0 is the crew's own, place 1 is full, place 2 has only 50 s of work for a rest of 49 s."""
    floor = floor_of(job_of([Task(10, (0,)), Task(10, (1,)), Task(10, (1,)), Task(50, (2,))], [2, 1, 2]))
    start(floor, 1, 1)
    assert list(list_open_places(floor, turn_of((0,), rest_s=50))) == [2]
    assert list(list_open_places(floor, turn_of((0,), rest_s=49))) == []
    assert list(list_open_places(floor, turn_of((0,), rest_s=49, hand_over=True))) == [2]
    assert list(list_open_places(floor, turn_of((1,), rest_s=50))) == [2, 0]


def test_the_longest_chain_goes_first() -> None:
    """Package 0 takes 10 s and 50 s wait for it, package 1 takes 40 s: 60 goes before 40."""
    floor = floor_of(job_of([Task(10), Task(40), Task(50, after=(0,))]))
    assert pick_at(floor, turn_of((0,)), 0, 0) == 0


def test_a_tidy_crew_ends_what_is_begun() -> None:
    """Package 1 is a last one, package 0 has followers, package 3 pulls to place 1: tidy crews take 1, then 0, then 3,
    others by chain: 3 (90 s), 0 (60 s), 1 (40 s). A crew that has to move is not tidy.
    """
    tasks = [Task(10), Task(40), Task(50, after=(0,)), Task(80, (0, 1)), Task(10, (1,), after=(3,))]
    for tidy, order in ((True, [1, 0, 3]), (False, [3, 0, 1])):
        floor, taken = floor_of(job_of(tasks, [9, 9]), crews=9), []
        for crew in range(3):
            found = pick_at(floor, turn_of((0,)), 0, 0, tidy)
            assert found is not None
            taken.append(found)
            start(floor, found, crew)
        assert taken == order
    assert pick_at(floor_of(job_of(tasks)), turn_of((1,)), 0, MOVE_S, tidy=True) == 3


def test_a_full_place_gives_nothing() -> None:
    floor = floor_of(job_of([Task(10), Task(10)], [1]))
    start(floor, 0, 0)
    assert pick_at(floor, turn_of(), 0, 0) is None


@pytest.mark.parametrize(("haste", "crews_at_1", "package"), [(0.9, 1, 1), (0.8, 2, 1), (0.9, 2, None), (1.7, 1, None)])
def test_a_place_that_falls_behind_is_helped(haste: float, crews_at_1: int, package: int | None) -> None:
    """20 s at the crew's own place, 100 s at place 1, two crews: 60 s each. Place 1 takes 100 s with one crew, 50 s
    with two. It is behind from 0.9 x 60 = 54 s on, or 0.8 x 60 = 48 s, or 1.7 x 60 = 102 s.
    """
    floor = floor_of(job_of([Task(20), Task(100, (1,))], [1, crews_at_1]))
    assert pick_behind(floor, turn_of((0,)), DispatchRule(haste, 0, False), [0]) == package


def test_a_crew_stays_where_its_own_place_is_behind() -> None:
    """100 s at its own place and 110 s at the other, 105 s each: both are behind 94.5 s. At haste 1 its own is not."""
    floor = floor_of(job_of([Task(100), Task(110, (1,))], [1, 1]))
    assert pick_behind(floor, turn_of((0,)), DispatchRule(0.9, 0, False), [0]) is None
    assert pick_behind(floor, turn_of((0,)), DispatchRule(1.0, 0, False), [0]) == 1


def test_a_place_exactly_at_the_share_is_behind() -> None:
    """60 s at each of two places for two crews, haste 1: the place of a crew is behind, so it stays. A new crew goes to
    the first of both.
    """
    floor = floor_of(job_of([Task(60), Task(60, (1,))], [1, 1]))
    rule = DispatchRule(1.0, 0, False)
    assert pick_behind(floor, turn_of((0,)), rule, [0]) is None
    assert pick_behind(floor, turn_of(()), rule, []) == 0


def test_the_move_counts_where_a_place_is_helped() -> None:
    """100 s of work and 5 s of moving do not fit in 104 s."""
    floor = floor_of(job_of([Task(20), Task(100, (1,))], [1, 1]))
    assert pick_behind(floor, turn_of((0,), rest_s=105), EAGER, [0]) == 1
    assert pick_behind(floor, turn_of((0,), rest_s=104), EAGER, [0]) is None


@pytest.mark.parametrize(
    ("rest_s", "package"),
    [(1090, None), (1490, 1), (1500, 0), (2200, 1), (2600, 0), (FILL_S - 1, 1), (FILL_S, None)],
)
def test_the_rest_of_a_window_is_filled(rest_s: int, package: int | None) -> None:
    """Packages of 1500 s and 1100 s, each as often as one likes.

    - 1090 s: none fits. 1490 s: 1100. 1500 s: 1500.
    - 2200 s: 2 x 1100 fill all, 1500 alone leaves 700.
    - 2600 s: 1500 + 1100 fill all, with either first; the longer chain, 1500, goes first.
    - 3599 s: 3 x 1100 = 3300; after 1500 at most 1500 more = 3000.
    - 3600 s: an hour is not near the end.
    """
    floor = floor_of(job_of([Task(1500), Task(1100)]))
    assert pick_to_fill(floor, turn_of((0,), rest_s), [0]) == package


def test_no_window_is_filled_where_work_is_handed_over() -> None:
    floor = floor_of(job_of([Task(1500), Task(1100)]))
    assert pick_to_fill(floor, turn_of((0,), 2200, hand_over=True), [0]) is None


def test_patience_lasts_while_work_waits_at_the_place() -> None:
    """600 s of patience: from 599 s before the end, where a package waits at the crew's place."""
    floor = floor_of(job_of([Task(10), Task(10, (1,))]))
    assert has_patience(floor, turn_of((0,), 599), CALM)
    assert not has_patience(floor, turn_of((0,), 600), CALM)
    assert not has_patience(floor, turn_of((2,), 599), CALM)
    assert not has_patience(floor, turn_of((), 599), CALM)


def test_a_crew_stays_at_its_place() -> None:
    """20 s at its place, 100 s at the next: nobody is in haste, so it stays."""
    floor = floor_of(job_of([Task(20), Task(100, (1,))]))
    assert pick(floor, turn_of((0,)), CALM) == 0
    assert pick(floor, turn_of((1,)), CALM) == 1


def test_a_crew_without_work_goes_elsewhere_or_waits() -> None:
    """Its place is full, with a package waiting. It moves, unless less than its patience is left of the window."""
    job = job_of([Task(400), Task(400), Task(100, (1,))], [1, 1])
    for rest_s, package in ((600, 2), (599, None)):
        floor = floor_of(job)
        start(floor, 0, 1)
        assert pick(floor, turn_of((0,), rest_s), CALM) == package
    assert pick(floor, turn_of((0,), may_leave=False), CALM) is None


def test_only_a_crew_that_has_been_somewhere_moves() -> None:
    """100 s at place 1 in a window of 102 s: a new crew can start, one from place 0 would need 105 s."""
    floor = floor_of(job_of([Task(100, (1,))]))
    assert pick(floor, turn_of((), 102), CALM) == 0
    assert pick(floor, turn_of((0,), 102), CALM) is None
    assert pick(floor, turn_of((0,), 105), CALM) == 0


def test_the_lowest_rank_goes_first_wherever_it_is() -> None:
    """Ranks 3 and 1 at the crew's place, 2 at another: 1 goes first, then 2, then 3."""
    floor = floor_of(job_of([Task(50), Task(10), Task(10, (1,))], ranks=(3, 1, 2)), 3)
    taken = []
    for crew in range(3):
        found = pick(floor, turn_of((0,)), EAGER)
        assert found is not None
        taken.append(found)
        start(floor, found, crew)
    assert taken == [1, 2, 0]


def test_of_equal_ranks_the_own_place_goes_first() -> None:
    """50 s at another place promise more than 10 s at the crew's own, but rank for rank it stays."""
    floor = floor_of(job_of([Task(10), Task(50, (1,))], ranks=(1, 1)))
    assert pick_lowest_rank(floor, turn_of((0,))) == 0
    assert pick_lowest_rank(floor, turn_of((1,))) == 1
    assert pick_lowest_rank(floor, turn_of((2,), may_leave=False)) is None
