"""Walks of crews along a row of racks 1 m apart, derived by hand: which packages may change their order."""

from collections import Counter
from collections.abc import Sequence

import pytest

from fabric import Plan
from fabric.audit import audit_plan
from fabric.optimize import walk_less
from fabric.optimize.schedule.short_walks import REACH, Walk, shorten_walks
from fabric.optimize.schedule.workload import Slot
from fabric.plan import PackageKind
from fabric.work import Job, Package
from fabric.work.crew_limits import CrewLimits

WHOLE = (10_000,)
"""One window."""
RACKS = (9, 7, 2, 5)
"""Racks of four packages of crew 0. It comes from 9, so 7, 2, 5 is a walk of 10 m, and 7, 5, 2 is the least, of 7 m."""
SAME, LEAST = [0, 1, 2, 3], [0, 1, 3, 2]
"""The packages in their order, and in that of the least walk."""


def work(after: tuple[int, ...] = (), places: tuple[int, ...] = (0,), spans: tuple[str, ...] = ()) -> Package:
    return Package(kind=PackageKind.TEST, subject=0, acts=Counter(), places=places, resources=spans, after=after)


def at(*racks: int) -> list[Walk]:
    return [Walk((1000 * rack, 0), (1000 * rack, 0)) for rack in racks]


def job_of(packages: Sequence[Package], ranks: tuple[int, ...] | None = None) -> Job:
    """Place 1 and span S hold one crew."""
    return Job(tuple(packages), (60,) * len(packages), 5, CrewLimits((9, 1, 9), {"S": 1}), ranks)


def slots_of(count: int = 4) -> list[Slot]:
    """The first package alone, from 100 s on the others without a pause."""
    return [Slot(0, 60, 0), *(Slot(begin_s, begin_s + 60, 0) for begin_s in range(100, 40 + 60 * count, 60))]


def order_of(job: Job, slots: list[Slot], racks: Sequence[int] = RACKS, ends_s: tuple[int, ...] = WHOLE) -> list[int]:
    """The packages of crew 0 in their order; slots change hands within the crew alone."""
    found = shorten_walks(job, slots, at(*racks), ends_s)
    assert sorted(found) == sorted(slots)
    return sorted((number for number, slot in enumerate(found) if slot.crew == 0), key=found.__getitem__)


def test_a_crew_goes_along_the_row_once() -> None:
    assert order_of(job_of([work()] * 4), slots_of()) == LEAST


def test_lengths_go_with_their_packages() -> None:
    """Of 60, 100 and 20 s from 100 s on: the last one is at 160 s now, the one before it at 180 s."""
    job = Job((work(),) * 4, (60, 60, 100, 20), 5, CrewLimits((9,), {}))
    slots = [Slot(0, 60, 0), Slot(100, 160, 0), Slot(160, 260, 0), Slot(260, 280, 0)]
    found = shorten_walks(job, slots, at(*RACKS), WHOLE)
    assert found == [Slot(0, 60, 0), Slot(100, 160, 0), Slot(180, 280, 0), Slot(160, 180, 0)]


def test_a_pull_takes_its_crew_along() -> None:
    """From 0 a pull from 1 to 5, then work at 1 and at 5: 1 + 4 + 4 m. Work at 1 goes before the pull: 1 m."""
    walks = [*at(0), Walk((1000, 0), (5000, 0)), *at(1, 5)]
    found = shorten_walks(job_of([work()] * 4), slots_of(), walks, WHOLE)
    assert sorted(range(4), key=found.__getitem__) == [0, 2, 1, 3]


def test_what_follows_stays_behind() -> None:
    """The package at 5 follows the one at 2."""
    assert order_of(job_of([work(), work(), work(), work((2,))]), slots_of()) == SAME


def test_other_crews_find_what_they_wait_for() -> None:
    """Crew 1 goes on from the package at 2, which may end at 280 s only where nothing begins before."""
    for begin_s, expected in ((220, SAME), (280, LEAST)):
        job = job_of([*[work()] * 4, work((2,))])
        assert order_of(job, [*slots_of(), Slot(begin_s, begin_s + 60, 1)], (*RACKS, 9)) == expected


def test_what_another_crew_ends_late_is_not_begun_early() -> None:
    """The package at 5 follows one of crew 1, and would begin at 160 s."""
    for end_s, expected in ((161, SAME), (160, LEAST)):
        job = job_of([work(), work(), work(), work((4,)), work()])
        assert order_of(job, [*slots_of(), Slot(end_s - 60, end_s, 1)], (*RACKS, 9)) == expected


def test_pauses_windows_and_ranks_part_the_line() -> None:
    """A pause or the end of a window before the last package, or another rank of it."""
    assert order_of(job_of([work()] * 4), [*slots_of(3), Slot(230, 290, 0)]) == SAME
    assert order_of(job_of([work()] * 4), slots_of(), ends_s=(220, 10_000)) == SAME
    assert order_of(job_of([work()] * 4, (0, 0, 0, 1)), slots_of()) == SAME


def test_a_package_that_crosses_the_end_of_a_window_stays() -> None:
    """The window ends at 250 s, within the last package: no other one may cross it instead."""
    assert order_of(job_of([work()] * 4), slots_of(), ends_s=(250, 10_000)) == SAME


@pytest.mark.parametrize("last", [work(places=(0, 1)), work(spans=("S",))])
def test_a_narrow_place_and_a_narrow_span_keep_their_room(last: Package) -> None:
    """The last package would be there from 160 to 220 s. Crew 1 leaves at 161 s, or at 160 s."""
    for end_s, expected in ((161, SAME), (160, LEAST)):
        job = job_of([work(), work(), work(), last, work(places=(1,), spans=("S",))])
        assert order_of(job, [*slots_of(), Slot(end_s - 60, end_s, 1)], (*RACKS, 9)) == expected


def test_moves_stay_where_they_are() -> None:
    """The package at 5 is at two places, and the next one at the second of them: the crew would have to move."""
    packages = [work(), work(), work(), work(places=(0, 2))]
    assert order_of(job_of([*packages, work(places=(0, 2))]), slots_of(5), (*RACKS, 2)) == [0, 1, 3, 2, 4]
    assert order_of(job_of([*packages, work(places=(2,))]), slots_of(5), (*RACKS, 2)) == [*SAME, 4]


def test_a_package_moves_by_its_reach_at_most() -> None:
    """Rack 1, then many times 9, then 1 and 8. The last one at 1 goes to the front where that is near enough."""
    for many, is_moved in ((REACH, True), (REACH + 1, False)):
        racks = (1, *[9] * many, 1, 8)
        order = order_of(job_of([work()] * len(racks)), slots_of(len(racks)), racks)
        assert (order[1] == many + 1) == is_moved


@pytest.mark.plan
def test_a_plan_stays_sound_and_ends_when_it_did(pod_plan: Plan) -> None:
    """A plan of the search has been through it: a second time changes little, and breaks no rule."""
    found = walk_less(pod_plan)
    assert found.summary == pod_plan.summary
    assert not audit_plan(found)
