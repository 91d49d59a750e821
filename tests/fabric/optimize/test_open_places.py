"""The kept order of open places, against what each event changes by hand."""

from fabric.optimize.schedule.open_places import OpenPlaces
from tests.fabric.optimize.jobs import Task, finish, floor_of, job_of, start


def places_of(found: OpenPlaces) -> list[int]:
    return [place for _, place in found.list_keys()]


def test_the_order_follows_starts_ends_and_what_they_release() -> None:
    """Place 0: 30 s, behind which 60 s wait: its crew would get 90 s. Place 1 (for one crew): 25 s twice, 50 s.
    Place 2: 40 s.

    - At first 90, 50, 40: places 0, 1, 2.
    - Package 0 starts: place 0 has nothing ready. Package 1 starts: place 1 is full.
    - Package 1 ends: place 1 has 25 s and no crew again, behind the 40 s of place 2.
    - Package 0 ends and releases 60 s at place 0: 60, 40, 25.
    - Package 3 starts at place 2, its last one: places 0 and 1 are left.
    """
    tasks = [Task(30, (0,)), Task(25, (1,)), Task(25, (1,)), Task(40, (2,)), Task(60, (0,), after=(0,))]
    floor = floor_of(job_of(tasks, [2, 1, 2]), 3)
    assert places_of(floor.open) == [0, 1, 2]
    start(floor, 0, 0)
    start(floor, 1, 1)
    assert places_of(floor.open) == [2]
    finish(floor, 1, 1)
    assert places_of(floor.open) == [2, 1]
    finish(floor, 0, 0)
    assert places_of(floor.open) == [0, 2, 1]
    start(floor, 3, 2)
    assert places_of(floor.open) == [0, 1]


def test_a_look_without_events_changes_nothing_and_equal_places_come_by_number() -> None:
    """Three places of 10 s each."""
    floor = floor_of(job_of([Task(10, (2,)), Task(10, (0,)), Task(10, (1,))]))
    assert places_of(floor.open) == places_of(floor.open) == [0, 1, 2]
