"""Stints: stretches of one crew at one place within one shift, and what it does there."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fabric.plan import PackageKind, Plan
from fabric.project import UNDATED
from fabric.work import job_of

WORDS = {
    "open": "racks opened",
    "optics": "devices with optics",
    "pull": "pulls",
    "land": "ends landed",
    "test": "tests",
}


@dataclass(frozen=True)
class Work:
    """One package: what is done (a key of `WORDS`), its stretch of the working clock, its index in the plan."""

    act: str
    start_s: int
    end_s: int
    package: int


@dataclass(frozen=True, kw_only=True)
class CrewBlock:
    """Crew (from 1), shift and wall-clock start and end (undated: from day 1 of `UNDATED`), the place (several where a
    pull leads from one to the other and nothing else is done), and the packages in order.
    """

    crew: int
    shift: str
    begin: datetime
    end: datetime
    places: tuple[str, ...]
    works: tuple[Work, ...]

    @property
    def start_s(self) -> int:
        return self.works[0].start_s

    @property
    def end_s(self) -> int:
        return self.works[-1].end_s

    @property
    def counts(self) -> Mapping[str, int]:
        """Packages by what is done."""
        return Counter(work.act for work in self.works)


def list_stints(plan: Plan) -> list[CrewBlock]:
    """All stints, crew by crew in order of time."""
    names = [place.id for place in plan.project.site.places]
    packages, crew_plan, ready = plan.packages, plan.project.crew, plan.project.request.racks_ready
    order = sorted(
        range(len(packages.kind)),
        key=lambda i: (int(packages.crew[i]), int(packages.start_s[i]), int(packages.end_s[i])),
    )
    places_of = [frozenset(package.places) for package in job_of(plan).packages]
    found: list[CrewBlock] = []
    works: list[Work] = []
    here: frozenset[int] = frozenset()
    crew, window = -1, -1
    ends = shift_ends_s(plan)

    def close() -> None:
        if works:
            shift, begin = crew_plan.calendar(works[0].start_s, ready)
            _, end = crew_plan.calendar(max(works[-1].end_s - 1, works[0].start_s), ready)
            end += timedelta(seconds=1)
            found.append(
                CrewBlock(
                    crew=crew + 1,
                    shift=shift,
                    begin=begin,
                    end=end,
                    places=tuple(names[p] for p in sorted(here)),
                    works=tuple(works),
                )
            )
            works.clear()

    for i in order:
        start = int(packages.start_s[i])
        stretch = bisect_right(ends, start)
        if int(packages.crew[i]) != crew or stretch != window or not here & places_of[i]:
            close()
            here = places_of[i]
        here = here & places_of[i]
        crew, window = int(packages.crew[i]), stretch
        act = PackageKind(int(packages.kind[i])).word.split("_")[0]
        works.append(Work(act, start, int(packages.end_s[i]), i))
    close()
    return found


def shift_ends_s(plan: Plan) -> list[int]:
    """The ends of the shifts on the working clock, up to the last package; breaks within a shift do not count."""
    ends: list[int] = []
    for _, begins, _, end in plan.project.crew.shift_windows_s(plan.project.request.racks_ready):
        if begins or not ends:
            if ends and ends[-1] >= plan.summary.install_time_s:
                return ends
            ends.append(end)
        else:
            ends[-1] = end
    return ends


def place_words(places: tuple[str, ...]) -> str:
    """A.rear -> row A rear."""
    return ", ".join(f"row {place.rpartition('.')[0]} {place.rpartition('.')[2]}" for place in places)


def moment_text(ready: datetime | None, moment: datetime) -> str:
    """Day and time, as all sheets print it; days from 1 where the racks have no date."""
    if ready is None:
        return f"day {(moment - UNDATED).days + 1} {moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}"
