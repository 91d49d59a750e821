"""Transceivers of two racks in one row, 60 s each: which slots change hands, derived by hand."""

from collections import Counter

from fabric.optimize.schedule.rack_rounds import gather_racks
from fabric.optimize.schedule.workload import Slot
from fabric.plan import PackageKind
from fabric.work import Job, Package
from fabric.work.crew_limits import CrewLimits

LEFT, RIGHT = 0, 1
"""The packages that open the two racks, from 0 to 10 s."""


def optics(rack: int, place: int = 0) -> Package:
    return work(PackageKind.OPTICS, (rack,), place)


def work(kind: PackageKind, after: tuple[int, ...] = (), place: int = 0, face: tuple[str, ...] = ()) -> Package:
    return Package(kind=kind, subject=0, acts=Counter(), places=(place,), resources=face, after=after)


def gather(packages: list[Package], slots: list[Slot], lengths_s: list[int] | None = None) -> list[int]:
    """The starts after the exchange; the two openings come first and keep theirs."""
    opened = [work(PackageKind.OPEN), work(PackageKind.OPEN)]
    durations = (10, 10, *(lengths_s or [60] * len(packages)))
    job = Job((*opened, *packages), durations, 5, CrewLimits((3, 3), {}))
    before = [Slot(0, 10, 0), Slot(0, 10, 1), *slots]
    after = gather_racks(job, before)
    assert sorted(after) == sorted(before)
    assert after[:2] == before[:2]
    return [slot.start_s for slot in after[2:]]


def one_crew(starts: list[int]) -> list[Slot]:
    return [Slot(start, start + 60, 0) for start in starts]


def test_a_crew_ends_a_rack_before_the_next() -> None:
    """Left, right, left, right become left, left, right, right."""
    packages = [optics(LEFT), optics(RIGHT), optics(LEFT), optics(RIGHT)]
    assert gather(packages, one_crew([10, 70, 130, 190])) == [10, 130, 70, 190]


def test_a_crew_takes_what_another_crew_would_do_in_its_rack() -> None:
    """Crew 0 has left, right; crew 1 has right, left at the same times. Each gets one rack."""
    packages = [optics(LEFT), optics(RIGHT), optics(RIGHT), optics(LEFT)]
    slots = [Slot(10, 70, 0), Slot(70, 130, 0), Slot(10, 70, 1), Slot(70, 130, 1)]
    assert gather(packages, slots) == [10, 70, 10, 70]
    job = Job(
        (work(PackageKind.OPEN), work(PackageKind.OPEN), *packages), (10, 10, 60, 60, 60, 60), 5, CrewLimits((3,), {})
    )
    found = gather_racks(job, [Slot(0, 10, 0), Slot(0, 10, 1), *slots])[2:]
    assert [slot.crew for slot in found] == [0, 1, 1, 0]


def test_a_package_ends_before_what_waits_for_it() -> None:
    """The right one is plugged from 130 s on, so it keeps its slot; from 190 s on it may go last."""
    for plugged_s, expected in ((130, [10, 70, 130]), (190, [10, 130, 70])):
        packages = [optics(LEFT), optics(RIGHT), optics(LEFT), work(PackageKind.LAND_A, (3,))]
        found = gather(packages, [*one_crew([10, 70, 130]), Slot(plugged_s, plugged_s + 60, 1)])
        assert found == [*expected, plugged_s]


def test_a_package_starts_after_its_rack_is_open() -> None:
    """The left rack is open at 10 s. Its second package cannot take a slot from 5 s on."""
    packages = [optics(LEFT), optics(RIGHT), optics(LEFT)]
    slots = [Slot(4, 64, 0), Slot(5, 65, 0), Slot(130, 190, 0)]
    assert gather(packages, slots) == [4, 5, 130]


def test_other_lengths_and_places_stay() -> None:
    packages = [optics(LEFT), optics(RIGHT), optics(LEFT)]
    assert gather(packages, one_crew([10, 70, 130]), [60, 60, 61]) == [10, 70, 130]
    packages = [optics(LEFT), optics(RIGHT), optics(LEFT, place=1)]
    assert gather(packages, one_crew([10, 70, 130])) == [10, 70, 130]


def test_no_rack_gets_more_crews_than_it_holds() -> None:
    """Crew 0 would stay at the left rack from 70 s on, but crew 1 lands there until 130 s."""
    for most, expected in ((1, [10, 70, 130]), (2, [10, 130, 70])):
        left, right = ("left",), ("right",)
        packages = [
            work(PackageKind.OPTICS, (LEFT,), face=left),
            work(PackageKind.OPTICS, (RIGHT,), face=right),
            work(PackageKind.OPTICS, (LEFT,), face=left),
            work(PackageKind.LAND_A, face=left),
        ]
        slots = [Slot(0, 10, 0), Slot(0, 10, 1), *one_crew([10, 70, 130]), Slot(70, 130, 1)]
        limits = CrewLimits((3,), {"left": most, "right": most})
        opened = [work(PackageKind.OPEN), work(PackageKind.OPEN)]
        job = Job((*opened, *packages), (10, 10, 60, 60, 60, 60), 5, limits)
        assert [slot.start_s for slot in gather_racks(job, slots)[2:5]] == expected
