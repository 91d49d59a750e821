"""Blocks of work: the packages of one crew at one place within one shift."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fabric.plan import PackageKind, Plan
from fabric.work import first_second, job_of
from layouts import Place


class WorkKind(Enum):
    """Kinds of work in calendars and bars, in order of work; a landing is one end of a pull with all its plugs."""

    OPEN = "racks opened"
    OPTICS = "devices fitted with optics"
    PULL = "pulls"
    LAND = "landings"
    TEST = "pulls with all links tested"
    KIT = "pulls kitted"

    @property
    def key(self) -> str:
        """The key of the column that counts it."""
        return self.name.lower()


WORK_KINDS = {
    PackageKind.OPEN: WorkKind.OPEN,
    PackageKind.OPTICS: WorkKind.OPTICS,
    PackageKind.PULL: WorkKind.PULL,
    PackageKind.LAND_A: WorkKind.LAND,
    PackageKind.LAND_B: WorkKind.LAND,
    PackageKind.TEST: WorkKind.TEST,
    PackageKind.KIT: WorkKind.KIT,
}


def kinds_in(blocks: Iterable["CrewBlock"]) -> tuple[WorkKind, ...]:
    """The kinds of work that documents show: kits only where there are any."""
    has_kits = any(WorkKind.KIT in block.counts for block in blocks)
    return tuple(kind for kind in WorkKind if has_kits or kind != WorkKind.KIT)


@dataclass(frozen=True)
class WorkItem:
    """One package of a block."""

    kind: WorkKind
    """Kind of work."""
    start_s: int
    """On the working clock."""
    end_s: int
    """On the working clock."""
    package: int
    """Index into the packages of the plan."""


@dataclass(frozen=True, kw_only=True)
class CrewBlock:
    """One crew at one place within one shift."""

    crew: int
    """From 1."""
    shift: str
    """Id of the shift."""
    begin: datetime
    """Wall-clock; undated plans count from `UNDATED`."""
    end: datetime
    """Wall-clock."""
    places: tuple[Place, ...]
    """One place; both ends of the pulls where the crew does nothing but pull between two places; none before the racks
    are ready.
    """
    items: tuple[WorkItem, ...]
    """At least one, in order of work."""

    @property
    def start_s(self) -> int:
        """Start on the working clock."""
        return self.items[0].start_s

    @property
    def end_s(self) -> int:
        """End on the working clock."""
        return self.items[-1].end_s

    @property
    def work_s(self) -> int:
        """Time of its packages, without waits between them."""
        return sum(item.end_s - item.start_s for item in self.items)

    @property
    def counts(self) -> Mapping[WorkKind, int]:
        """Packages by kind of work."""
        return Counter(item.kind for item in self.items)


def list_crew_blocks(plan: Plan) -> list[CrewBlock]:
    """All blocks, crew by crew in order of time. A block ends with its shift, and where the crew moves on."""
    packages = plan.packages
    order = sorted(
        range(len(packages.kind)),
        key=lambda i: (int(packages.crew[i]), int(packages.start_s[i]), int(packages.end_s[i])),
    )
    places_of = [frozenset(package.places) for package in job_of(plan).packages]
    ends = shift_ends_s(plan)
    found: list[CrewBlock] = []
    mine: list[int] = []
    here: frozenset[int] = frozenset()
    for i in order:
        last = mine[-1] if mine else i
        same_crew = packages.crew[i] == packages.crew[last]
        same_shift = bisect_right(ends, int(packages.start_s[i])) == bisect_right(ends, int(packages.start_s[last]))
        is_here = bool(here & places_of[i]) or here == places_of[i]
        if mine and not (same_crew and same_shift and is_here):
            found.append(_make_block(plan, mine, here))
            mine = []
        here = here & places_of[i] if mine else places_of[i]
        mine.append(i)
    return [*found, *([_make_block(plan, mine, here)] if mine else [])]


def _make_block(plan: Plan, mine: list[int], here: frozenset[int]) -> CrewBlock:
    """The block of some packages, in order, which are all done at the places `here`."""
    packages, crew_plan, ready = plan.packages, plan.project.crew, plan.project.request.racks_ready
    items = tuple(
        WorkItem(WORK_KINDS[PackageKind(int(packages.kind[i]))], int(packages.start_s[i]), int(packages.end_s[i]), i)
        for i in mine
    )
    shift, begin = crew_plan.calendar(items[0].start_s, ready)
    # The last second counts: the next moment may belong to another shift.
    _, last = crew_plan.calendar(max(items[-1].end_s - 1, items[0].start_s), ready)
    return CrewBlock(
        crew=int(packages.crew[mine[0]]) + 1,
        shift=shift,
        begin=begin,
        end=last + timedelta(seconds=1),
        places=tuple(plan.project.site.places[number] for number in sorted(here)),
        items=items,
    )


def shift_ends_s(plan: Plan) -> list[int]:
    """The ends of the shifts on the working clock, from the first to the last package; breaks within a shift do not
    count.
    """
    ends: list[int] = []
    for window in plan.project.crew.shift_windows_s(plan.project.request.racks_ready, first_second(plan)):
        if window.is_first or not ends:
            if ends and ends[-1] >= plan.summary.install_time_s:
                return ends
            ends.append(window.end_s)
        else:
            ends[-1] = window.end_s
    return ends


def shift_starts_s(plan: Plan) -> list[int]:
    """The starts of the same shifts on the working clock, which stands still between them."""
    windows = plan.project.crew.shift_windows_s(plan.project.request.racks_ready, first_second(plan))
    return [next(iter(windows)).start_s, *shift_ends_s(plan)[:-1]]
