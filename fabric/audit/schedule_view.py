"""The facts of a schedule: the work packages that the plan needs, and the times and crews that it gives them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from fabric.audit.cord_ends import CordEnds, EndSpot
from fabric.audit.end_names import ENDS, End, port_face
from fabric.audit.minutes import Acts, PackageMinutes, pull_rows
from fabric.audit.mounting import Mountings
from fabric.audit.people import crew_minutes, crews_with_room
from fabric.audit.spans import RouteSpans, list_spans
from fabric.audit.working_hours import ClockWindow, list_early_windows, list_windows
from fabric.plan import PackageKind, Plan, PullForm
from layouts import Face

PackageKey = tuple[str, int]
"""A work package: the word of its kind and its subject (rack, device or pull)."""

KIT_ACTS = ("label", "prebundle_jumper", "stage_jumper", "stage_trunk")
"""Acts that are done at a table where the cables of a pull are kitted."""
NO_FACES: frozenset[str] = frozenset()
"""Work that is done at no rack."""
UNKNOWN_ROW = "?"
"""Row of a device that has no rack."""


class PackageTimes(NamedTuple):
    """The slot that the plan gives a package; times are seconds of the working clock."""

    start_s: int
    """Start, from 0."""
    end_s: int
    """End, exclusive; after the start."""
    crew: int
    """Number of the crew, from 0."""


class CrewTask(NamedTuple):
    """A package in the sequence of work of a crew."""

    start_s: int
    """Start in seconds of the working clock; tasks of a crew are sorted by it."""
    end_s: int
    """End in seconds of the working clock, exclusive."""
    key: PackageKey
    """The package: the word of its kind, and its subject."""


@dataclass(frozen=True, kw_only=True)
class NeededPackage:
    """A package that the plan needs."""

    acts: Acts
    """Its acts."""
    minutes: Fraction
    """Person-minutes by the labour table."""
    places: frozenset[str]
    """Working strips that its crew occupies, as ROW.face; also before the racks are ready, where they stand by then."""
    faces: frozenset[str]
    """Faces of racks that its crew occupies, as RACK.face; none where cables are laid."""
    after: tuple[PackageKey, ...]
    """Packages that must be done before it starts."""


class ScheduleView:
    """Needed packages, scheduled packages, and the limits of crews and places."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.crew = plan.project.crew
        self.most_crews = max(shift.technicians for shift in self.crew.shifts) // self.crew.crew_size
        """Crews of the best staffed shift."""
        self.move_ms = plan.project.labour.rates["move_crew"].person_ms
        self.ends = CordEnds(plan)
        self.rows_of = pull_rows(plan)
        """Pull to its segments."""
        link_of, last = self.ends.link_of, self.ends.last_rows
        self.tested_of = {pull: [link_of[row] for row in rows if row in last] for pull, rows in self.rows_of.items()}
        """Pull to the links that its package `test` tests: those whose last segment it lays."""
        self.minutes = PackageMinutes(plan)
        self.mountings = Mountings(self.ends, self.rows_of, self.minutes.between_panels)
        self.slots: dict[PackageKey, PackageTimes] = {}
        """Scheduled packages; of one that stands twice, the later row."""
        self.twice: list[PackageKey] = []
        """Packages that stand in the schedule once more than they should."""
        self._read_packages()
        self._row_of = {rack.id: rack.row for rack in plan.project.site.racks}
        self.crews_allowed = {
            f"{row.id}.{face}": crews_with_room(self.crew, most)
            for row in plan.project.site.rows
            for face, most in (("front", row.max_crews_front), ("rear", row.max_crews_rear))
        }
        """Place to the crews that may work there at once."""
        self.racks_of: dict[int, tuple[str, str]] = {}
        """Pull to the racks of its ends."""
        self.optics = Counter(n for n in plan.optics.device.tolist() if not self.arrives_in(plan.devices[n].rack))
        """Device (by index) to the transceivers that are inserted on site."""
        self.needed = dict(self._list_work())
        """Needed packages."""

    def _read_packages(self) -> None:
        columns = self.plan.packages
        for kind, subject, *times in zip(
            columns.kind.tolist(),
            columns.subject.tolist(),
            columns.start_s.tolist(),
            columns.end_s.tolist(),
            columns.crew.tolist(),
            strict=True,
        ):
            key = PackageKind(kind).word, subject
            if key in self.slots:
                self.twice.append(key)
            self.slots[key] = PackageTimes(*times)

    def _list_work(self) -> Iterator[tuple[PackageKey, NeededPackage]]:
        rack_spot: dict[int, EndSpot] = {}
        for pull in sorted(self.rows_of):
            yield from self._list_pull_work(pull, rack_spot)
        for rack, spot in rack_spot.items():
            yield ("open", rack), self._package("open", {self._place(spot)}, faces={_face(spot)})
        rack_number = self.plan.project.site.rack_number
        places_of = self._optics_places()
        for device, count in self.optics.items():
            is_early, rack = self.is_early(("optics", device)), self.plan.devices[device].rack
            after: list[PackageKey] = [] if is_early else [("open", rack_number.get(rack or "", -1))]
            places = set() if is_early else places_of[device]
            faces = {f"{rack}.{place.rsplit('.', 1)[1]}" for place in places}
            yield ("optics", device), self._package("optics", places, after, optics=count, faces=faces)

    def _list_pull_work(self, pull: int, rack_spot: dict[int, EndSpot]) -> Iterator[tuple[PackageKey, NeededPackage]]:
        """The packages of a pull; notes where its racks are opened."""
        plan, first = self.plan, self.rows_of[pull][0]
        a_spot, b_spot = self.ends.spot(first, "a"), self.ends.spot(first, "b")
        a_place, b_place = self._place(a_spot), self._place(b_spot)
        self.racks_of[pull] = a_spot.rack or "", b_spot.rack or ""
        a_rack, b_rack = int(plan.pulls.a_rack[pull]), int(plan.pulls.b_rack[pull])
        rack_spot.setdefault(a_rack, a_spot)
        rack_spot.setdefault(b_rack, b_spot)
        opened: list[PackageKey] = [("open", a_rack), ("open", b_rack)]
        if self.arrives(pull):
            yield self._list_test(pull, a_spot)
            return
        is_built = self.is_built(pull)
        is_early = self.is_early(("pull", pull)) and not is_built
        places = set() if is_early else {a_place, b_place}
        kits: list[PackageKey] = [("kit", pull)] if self.is_early(("kit", pull)) else []
        for kit in kits:
            yield kit, self._package("kit", set(), [], pull)
        waits = opened if not (is_early or is_built) else []
        yield ("pull", pull), self._package("pull", places, [*kits, *waits], pull)
        for end, spot, opening in zip(ENDS, (a_spot, b_spot), opened, strict=True):
            after = [("pull", pull), *([opening] if is_early else []), *self._optics_at(pull, end)]
            after += self.mountings.before(pull, end)
            yield (
                (f"land_{end}", pull),
                self._package(f"land_{end}", {self._place(spot)}, after, pull, faces={_face(spot)}),
            )
        yield self._list_test(pull, a_spot)

    def _list_test(self, pull: int, a_spot: EndSpot) -> tuple[PackageKey, NeededPackage]:
        """The tests of a pull, at its A end."""
        before = self._landings_before_test(pull)
        return ("test", pull), self._package("test", {self._place(a_spot)}, before, pull, faces={_face(a_spot)})

    def is_built(self, pull: int) -> bool:
        """Whether a pull is a trunk between placed panels that is laid, landed and tested before the racks are ready,
        in the window for panels of crew.yaml.
        """
        slot = self.slots.get(("test", pull))
        has_window = self.crew.prepare is not None and self.crew.prepare.panels is not None
        return has_window and pull in self.minutes.between_panels and slot is not None and slot.start_s < 0

    def _optics_at(self, pull: int, end: End) -> list[PackageKey]:
        """The transceivers that must be in before an end of a pull is landed: there are none at panels."""
        numbers = (self.ends.device_number(row, end) for row in self.rows_of[pull])
        devices = {number for number in numbers if number is not None}
        return [("optics", device) for device in sorted(devices) if device in self.optics]

    def arrives_in(self, rack: str | None) -> bool:
        """Whether crew.yaml says that the inside of a rack arrives cabled."""
        way = self.crew.prepare.integrated if self.crew.prepare else None
        return way is not None and rack is not None and (way.racks is None or rack in way.racks)

    def arrives(self, pull: int) -> bool:
        """Whether a pull lies inside a rack that arrives cabled."""
        form = PullForm(int(self.plan.pulls.form[pull]))
        return form is PullForm.PATCH and self.arrives_in(self.plan.project.site.racks[self.plan.pulls.a_rack[pull]].id)

    def _landings_before_test(self, pull: int) -> list[PackageKey]:
        """Both landings of the pull, and of each pull that lays an earlier segment of a link that is tested with it."""
        pulls = {pull: None}
        if self.plan.joints:
            rows = (row for link in self.tested_of[pull] for row in self.ends.rows_of[link])
            pulls |= dict.fromkeys(int(self.plan.assemblies.pull[self.plan.segments.assembly[row]]) for row in rows)
        rack = self.plan.pulls.a_rack
        return [
            key
            for number in pulls
            for key in (
                [("open", int(rack[number]))] if self.arrives(number) else [(f"land_{end}", number) for end in ENDS]
            )
        ]

    def _package(
        self,
        kind: str,
        places: set[str],
        after: list[PackageKey] | None = None,
        pull: int = -1,
        optics: int = 0,
        faces: AbstractSet[str] = NO_FACES,
    ) -> NeededPackage:
        is_of_links = kind == "test" and pull not in self.minutes.between_panels
        links = len((self.tested_of if is_of_links else self.rows_of).get(pull, []))
        acts = self.minutes.acts(kind, pull, links, optics)
        if kind.startswith("land") and self.is_early(("pull", pull)) and not self.is_built(pull):
            acts = {**acts, "drop_end": 1}
        if mounted := self.mountings.count((kind, pull)):
            acts = {**acts, "mount_panel": mounted}
        if kind in ("kit", "pull") and self.is_early(("kit", pull)):
            at_table = kind == "kit"
            acts = {act: quantity for act, quantity in acts.items() if (act in KIT_ACTS) == at_table}
        minutes = self.minutes.sum_of(acts)
        return NeededPackage(
            acts=acts, minutes=minutes, places=frozenset(places), faces=frozenset(faces), after=tuple(after or [])
        )

    def _optics_places(self) -> dict[int, set[str]]:
        """The working strips where the transceivers of each device (by index) are inserted."""
        plan, found = self.plan, defaultdict[int, set[str]](set)
        for number, group in zip(plan.optics.device.tolist(), plan.optics.group.tolist(), strict=True):
            device = plan.devices[number]
            found[number].add(self._strip(device.rack, port_face(plan, device, plan.cage_groups[group])))
        return found

    def _place(self, spot: EndSpot) -> str:
        """The working strip where an end of a cable is plugged."""
        return self._strip(spot.rack, spot.face)

    def _strip(self, rack: str | None, face: Face) -> str:
        return f"{self._row_of.get(rack or '', UNKNOWN_ROW)}.{face}"

    def name(self, key: PackageKey) -> str:
        """A package in findings."""
        kind, subject = key
        if key not in self.needed:
            return f"{kind} {subject}"
        if kind == "open":
            return f"opening rack {self.plan.project.site.racks[subject].id}"
        if kind == "optics":
            return f"optics of {self.plan.devices[subject].id}"
        return f"{kind} of pull {subject + 1}"

    def seconds(self, key: PackageKey) -> int:
        """Time of a crew for a needed package, rounded up to whole seconds, at least one."""
        return max(1, ceil(crew_minutes(self.plan, self.needed[key].acts) * 60))

    @property
    def move_s(self) -> int:
        """Time of a crew for a move to another place, rounded up to whole seconds, at least one."""
        return max(1, ceil(crew_minutes(self.plan, {"move_crew": 1}) * 60))

    @property
    def last_s(self) -> int:
        """End of the last package."""
        return max((slot.end_s for slot in self.slots.values()), default=0)

    @cached_property
    def windows(self) -> list[ClockWindow]:
        """Windows from the first package to the end of the last one, and those of all days that begin before it."""
        first_s = min((slot.start_s for slot in self.slots.values()), default=0)
        early = [] if self.crew.prepare is None else list_early_windows(self.plan, first_s)
        return [*early, *list_windows(self.plan, self.last_s)]

    @cached_property
    def on_clock(self) -> dict[PackageKey, NeededPackage]:
        """Needed packages without those that are done before the racks are ready."""
        return {key: work for key, work in self.needed.items() if not self.is_early(key)}

    @cached_property
    def laid_into(self) -> dict[str, list[int]]:
        """Rack to the pulls that crew.yaml wants laid before any end is landed there; none unless it asks for it.

        Cords inside a rack do not count, nor does what is laid before the racks are ready.
        """
        found: dict[str, list[int]] = defaultdict(list)
        for pull, racks in self.racks_of.items() if self.crew.pulls_first else ():
            for rack in racks if len(set(racks)) == 2 and not self.is_early(("pull", pull)) else ():
                found[rack].append(pull)
        return found

    def landing_rack(self, key: PackageKey) -> str | None:
        """The rack where a package lands a cable that comes from another rack; None of any other package."""
        a_rack, b_rack = self.racks_of.get(key[1], ("", ""))
        if a_rack == b_rack:
            return None
        return {"land_a": a_rack, "land_b": b_rack}.get(key[0])

    def is_early(self, key: PackageKey) -> bool:
        """Whether a package is done before the racks are ready: laying, kitting or the optics of a device, where
        crew.yaml allows it; all work of a trunk between panels that is built then.
        """
        prepare = self.crew.prepare
        if key[0] in ("pull", "land_a", "land_b", "test") and self.is_built(key[1]):
            return key in self.slots and self.slots[key].start_s < 0
        ways = {"pull": prepare.trunks, "kit": prepare.bundling, "optics": prepare.optics} if prepare else {}
        return ways.get(key[0]) is not None and key in self.slots and self.slots[key].start_s < 0

    @cached_property
    def spans(self) -> RouteSpans:
        """Spans of every route, and the crews allowed on each."""
        return list_spans(self.plan)

    @cached_property
    def rounds(self) -> dict[int, list[CrewTask]]:
        """Crew to its needed packages, in order of time."""
        found: dict[int, list[CrewTask]] = defaultdict(list)
        for key, slot in self.slots.items():
            if key in self.needed:
                found[slot.crew].append(CrewTask(slot.start_s, slot.end_s, key))
        return {crew: sorted(tasks) for crew, tasks in found.items()}

    @cached_property
    def moved(self) -> set[PackageKey]:
        """Packages before which the crew moves: no place in common with its package before."""
        return {
            here.key
            for tasks in self.rounds.values()
            for before, here in pairwise(tasks)
            if not self.is_early(before.key) and not self.needed[before.key].places & self.needed[here.key].places
        }


def _face(spot: EndSpot) -> str:
    """The face of a rack where an end of a cable is plugged."""
    return f"{spot.rack}.{spot.face}"
