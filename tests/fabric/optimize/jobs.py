"""Small jobs for tests of schedules: durations in seconds as they are, no labour table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fabric.optimize.schedule.crews import Crews
from fabric.optimize.schedule.picks import PassState, Turn
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Shift, Window
from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job
from fabric.work.packages import Package

MOVE_S = 5


class Task(NamedTuple):
    """A package in short: seconds, places, packages before it, spans, kind, pulls into its rack."""

    seconds: int
    places: tuple[int, ...] = (0,)
    after: tuple[int, ...] = ()
    spans: tuple[str, ...] = ()
    kind: PackageKind = PackageKind.PULL
    laid: tuple[int, ...] = ()


def job_of(
    tasks: Sequence[Task],
    place_crews: Sequence[int] = (2, 2, 2),
    span_crews: Mapping[str, int] | None = None,
    ranks: tuple[int, ...] | None = None,
    move_s: int = MOVE_S,
) -> Job:
    """The job of some tasks."""
    packages = tuple(
        Package(
            kind=task.kind,
            subject=0,
            acts=Counter(),
            places=task.places,
            resources=task.spans,
            after=task.after,
            laid=task.laid,
        )
        for task in tasks
    )
    return Job(
        packages, tuple(task.seconds for task in tasks), move_s, CrewLimits(place_crews, span_crews or {}), ranks
    )


def crew_of(crews: int, window_s: int = 10_000, hand_over: bool = False, testers: int | None = None) -> CrewPlan:
    """Crews of one technician with one window a day."""
    skills = () if testers is None else (("testing", testers),)
    shift = Shift(id="day", start_minute=0, length_s=window_s, technicians=crews, breaks_s=(), skills=skills)
    return CrewPlan((shift,), 1, hand_over)


def windows_of(*windows: tuple[int, int, int]) -> list[Window]:
    """Windows of (start, end, crews), all crews testers."""
    return [Window(start, end, crews, crews) for start, end, crews in windows]


def floor_of(job: Job, crews: int = 2) -> PassState:
    """The state before the first crew has started."""
    return PassState.begin(Workload(job), Crews(crews))


def start(floor: PassState, package: int, crew: int) -> None:
    """Puts a crew to work on a package."""
    floor.crews.start(crew, floor.work.places[package])
    floor.places.start(package)
    floor.ready.start(package)


def finish(floor: PassState, package: int, crew: int) -> None:
    """Ends the package of a crew."""
    floor.crews.finish(crew)
    floor.places.finish(package)
    floor.ready.finish(package)


def turn_of(
    here: tuple[int, ...] = (),
    rest_s: int = 10_000,
    hand_over: bool = False,
    may_test: bool = True,
    may_leave: bool = True,
) -> Turn:
    """The turn of a crew that has been at `here`."""
    return Turn(here, rest_s, hand_over, may_test, may_leave)


def starts(slots: Sequence[Slot]) -> list[int]:
    """The starts of all packages."""
    return [slot.start_s for slot in slots]
