"""The day of one crew in one shift: what the first page of its pack says, as values and short lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from fabric.plan import PackageKind, PullForm
from fabric.sheets.rows.carts import cart_of
from fabric.sheets.rows.consumables import CLEANER
from fabric.sheets.rows.feet import beside
from fabric.sheets.rows.link_row import EndLabel
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.power import PowerNeed, list_power_needs
from fabric.sheets.rows.presence import Meeting, RackPresence, join_meetings
from fabric.sheets.rows.pull_words import ways_text
from fabric.sheets.rows.sections import CrewSection
from fabric.sheets.rows.shift_times import Break, list_breaks
from fabric.sheets.rows.step import Act, Firestop, Step, WorkPlace
from fabric.sheets.rows.text import (
    centimetres_text,
    clock_text,
    count_text,
    kilograms_text,
    labels_text,
    metres_text,
    more_text,
    ranges_text,
    serials_text,
    steps_text,
    work_place_text,
)

MOST_PULLS = 12
"""Pulls of a shift that have a line each; where there are more, neighbours between the same racks share one."""
NO_CART = "No cart needed: nothing to fetch from the store."
WHO_SWITCHES = "Ask the lead: who will switch the power on, and who will tell you that it is on?"
LASERS = (
    "Lasers: do not look into ports or fiber ends of powered racks; inspect only with a video scope or one with a "
    "laser safety filter."
)
JOIN_S = 30 * 60
"""Longest gap, in seconds, over which meetings at one rack are listed as one."""


@dataclass(frozen=True)
class PullLine:
    """One line of the list of pulls."""

    steps: str
    """Numbers of its steps."""
    start: datetime
    """Start of the first, wall-clock."""
    end: datetime
    """End of the last, wall-clock."""
    labels: str
    """Label, or the own ends of the first and the last one."""
    serials: str
    """Serial, or the first and the last one."""
    racks: str
    """Rack of the coil, then the rack of the A end; one rack of a patch."""
    length: str
    """Longest piece of each pull in metres, those of several pulls as a range; feet beside them where the site is
    imperial.
    """
    way: str
    """Route with its metres."""


class CrewDays:
    """The days of all crews of a plan; facts that they share are made once."""

    def __init__(self, rows: PlanRows):
        self.rows, self.plan = rows, rows.plan
        self.breaks: Sequence[tuple[Break, ...]] = list_breaks(rows.plan)
        self.power: tuple[PowerNeed, ...] = list_power_needs(rows.index, rows.by_pull)

    @cached_property
    def presence(self) -> RackPresence:
        """The work of all crews at each rack."""
        return RackPresence(self.plan)

    def walls(self, meetings: Sequence[Meeting]) -> list[tuple[datetime, datetime]]:
        """Start and end of meetings on the wall. An end belongs to the shift that ends."""
        clocks_s = {clock_s for one in meetings for clock_s in (one.start_s, one.end_s - 1)}
        found = self.plan.project.crew.calendars(clocks_s, self.plan.project.request.racks_ready)
        return [(found[one.start_s][1], found[one.end_s - 1][1] + timedelta(seconds=1)) for one in meetings]

    def breaks_of(self, section: CrewSection) -> tuple[Break, ...]:
        """The breaks of a shift that begin before the crew is done."""
        last = section.steps[-1].end_s
        return tuple(one for one in self.breaks[section.shift] if one.start_s < last)

    def meetings(self, section: CrewSection) -> list[Meeting]:
        """Who else works at the racks of a crew, and when."""
        met = (one for step in section.steps for one in self.presence.meetings(step.package))
        return join_meetings(met, JOIN_S)

    def meeting_lines(self, section: CrewSection) -> list[str]:
        """The same, a line for each rack, crew by crew: B05 (crew 5 in charge): crew 5 06:05-06:53, 11:07-11:16.
        The crew that works longest at a rack in the shift is in charge. Meetings within a minute are left out.
        """
        by_rack: dict[int, dict[int, list[str]]] = {}
        meetings = self.meetings(section)
        for one, (begin, finish) in zip(meetings, self.walls(meetings), strict=True):
            start, end = clock_text(begin), clock_text(finish)
            if start != end:
                by_rack.setdefault(one.rack, {}).setdefault(one.crew, []).append(f"{start}-{end}")
        racks = self.plan.project.site.racks
        return [
            f"{racks[rack].id}{self._leader_text(rack, section)}: "
            + "; ".join(f"crew {crew} {', '.join(times)}" for crew, times in by_crew.items())
            for rack, by_crew in sorted(by_rack.items())
        ]

    def _leader_text(self, rack: int, section: CrewSection) -> str:
        """Who is in charge at a rack in a shift."""
        leader = self.presence.leader_of[rack, section.shift]
        return " (you are in charge)" if leader == section.crew else f" (crew {leader} in charge)"

    def contact_text(self) -> str:
        """Whom to call with questions about the plan; nothing where nobody is named."""
        contact = self.plan.project.request.contact
        return ", ".join(filter(None, (contact.name, contact.telephone))) if contact else ""

    def fetch_lines(self, section: CrewSection) -> list[str]:
        """Boxes, optics, consumables and tools, with the cart on which they stand; a shift of tests alone has none."""
        cart = cart_of(self.rows, section)
        needs = cart.needs if cart else ()
        name = f"Cart {cart.name}: see the kitting list." if cart else NO_CART
        lines = [name]
        lines += self._optics_lines(section)
        lines += self._cable_lines(section, cart.name if cart else "")
        lines += [f"Consumables: {', '.join(need.words for need in needs)}."] if needs else []
        plugs = sum(need.count for need in needs if need.what.startswith(CLEANER))
        tools = ["ladder"] if any(step.pull and step.pull.ways for step in section.steps) else []
        tools += [f"inspection scope ({count_text(plugs, 'plug')} to inspect)"] if plugs else []
        tools += ["scanner for serial numbers"] if any(step.act == Act.INSERT_OPTICS for step in section.steps) else []
        return [*lines, f"Tools: {', '.join(tools)}."] if tools else lines

    def _optics_lines(self, section: CrewSection) -> list[str]:
        count: Counter[str] = Counter()
        for step in section.steps:
            if step.kind == PackageKind.OPTICS:
                count.update(one.model for one in self.rows.index.cages_of[step.subject])
        optics = self.plan.project.catalog.optics
        words = [f"{number} x {model}{_top_words(optics[model].cage_kind)}" for model, number in sorted(count.items())]
        return [f"Optics: {', '.join(words)}."] if words else []

    def _cable_lines(self, section: CrewSection, cart: str) -> list[str]:
        """Coils by the rack at which they are staged, with the cart that brings them; single cables by kind."""
        staged: dict[str, list[Step]] = {}
        loose: Counter[str] = Counter()
        for step in section.steps:
            if not self.rows.index.is_picking(step.kind, step.subject):
                continue
            if PullForm(int(self.plan.pulls.form[step.subject])) == PullForm.TRUNK:
                staged.setdefault(step.place.racks[0], []).append(step)
            else:
                pieces = {row.assembly: row.kind for row in self.rows.by_pull[step.subject]}
                loose.update(pieces.values())
        lines = []
        for rack, steps in sorted(staged.items()):
            names = ", ".join(name for step in steps for name in step.serials)
            weight = kilograms_text(sum(step.pull.weight_g for step in steps if step.pull))
            lines.append(f"Coils on cart {cart}, to stage at {rack}: {names} ({weight} kg).")
        words = [f"{number} x {kind}" for kind, number in sorted(loose.items())]
        return [*lines, *([f"Cables: {', '.join(words)}; labels for both ends of each."] if words else [])]

    def hazard_lines(self, section: CrewSection) -> list[str]:
        """Heights, walls, heavy pulls and power."""
        three = [step.number for step in section.steps if step.pull and step.pull.is_for_three]
        people = [f"Third person: at the coil in {steps_text(three)}; ask the lead."] if three else []
        return [*self._height_lines(section), *_wall_lines(section), *people, *self._power_lines(section)]

    def _height_lines(self, section: CrewSection) -> list[str]:
        """How far trays are above and below the floor."""
        numbers = {int(self.plan.pulls.route[step.subject]) for step in section.steps if step.pull and step.pull.ways}
        routes = [self.plan.routes[number] for number in numbers]
        floors = self.rows.site.rack_by_id
        heights = [point[2] - floors[route.a_rack].z_mm for route in routes for point in route.points_mm]
        high, low = max(heights, default=0), -min(heights, default=0)
        up, down = (beside(f"{centimetres_text(way)} m", self.rows.site.units, way) for way in (high, low))
        lines = [f"Ladder: trays up to {up} above the floor."] if high > 0 else []
        return [*lines, *([f"Raised floor: trays {down} below it. Close each tile."] if low > 0 else [])]

    def _power_lines(self, section: CrewSection) -> list[str]:
        mine = {rack for step in section.steps if not step.place.is_table for rack in step.place.racks}
        start, end_s = section.steps[0].start, section.steps[-1].end_s
        rows: dict[str, list[str]] = {}
        for need in self.power:
            if mine & set(need.racks) and (need.due < start or need.due_s < end_s):
                due = "" if need.due < start else clock_text(need.due)
                rows.setdefault(due, []).append(need.row)
        lines = [
            f"Power: treat row{'' if len(names) == 1 else 's'} {', '.join(names)} as live "
            + (
                f"all shift; power-on is due by {due}, possibly earlier."
                if due
                else "now: power-on was due before this shift."
            )
            for due, names in rows.items()
        ]
        return [*lines, WHO_SWITCHES, LASERS] if lines else []

    def range_text(self, section: CrewSection) -> str:
        """The time of the work with the low and the high figures of the labour table; nothing where they are alike."""
        low, high = (sum(step.range_s[end] for step in section.steps) / 3600 for end in (0, 1))
        planned = sum(step.end_s - step.start_s for step in section.steps) / 3600
        words = f"planned {planned:.1f} h"
        return words if f"{low:.1f}" == f"{high:.1f}" else f"{words} (range {low:.1f} to {high:.1f} h)"


def start_text(place: WorkPlace) -> str:
    """Where a shift begins: A05; of a pull the rack of the coil, C05 (pull to D04)."""
    if len(place.racks) < 2:
        return work_place_text(place)
    coil, end = place.racks
    return f"{coil} (pull to {end})"


def list_pull_lines(section: CrewSection) -> list[PullLine]:
    """The pulls of a crew, a line each, or fewer where there are many."""
    pulls = [step for step in section.steps if step.act in (Act.PULL, Act.PATCH)]
    groups: list[list[Step]] = []
    for step in pulls:
        last = groups[-1][-1] if groups else None
        joins = last is not None and last.place == step.place and last.number == step.number - 1
        # The coil of a trunk is looked for by its own labels.
        joins = joins and not (step.pull and step.pull.legs)
        if len(pulls) > MOST_PULLS and joins:
            groups[-1].append(step)
        else:
            groups.append([step])
    return [_pull_line(steps) for steps in groups]


def _pull_line(steps: Sequence[Step]) -> PullLine:
    first, lengths_mm = steps[0], sorted({step.length_mm or 0 for step in steps})
    units = first.pull.units if first.pull else "metric"
    ends_mm = dict.fromkeys((lengths_mm[0], lengths_mm[-1]))
    return PullLine(
        steps=ranges_text(step.number for step in steps),
        start=first.start,
        end=steps[-1].end,
        labels=labels_text(first.labels) if len(steps) == 1 else _first_text([one for s in steps for one in s.labels]),
        serials=serials_text([name for step in steps for name in step.serials]),
        racks=" > ".join(first.place.racks),
        length=" to ".join(beside(metres_text(one), units, one) for one in ends_mm),
        way=ways_text(first.pull.ways, units) if first.pull and first.pull.ways else "inside the rack",
    )


def _first_text(labels: Sequence[EndLabel]) -> str:
    """The first of the labels of several pulls: they are no range."""
    return labels[0].own if len(labels) == 1 else f"{labels[0].own} {more_text(len(labels))}"


def _wall_lines(section: CrewSection) -> list[str]:
    """The sleeves and fire barriers that a crew passes, with the steps that do."""
    walls: dict[str, list[int]] = {}
    stops: dict[str, Firestop] = {}
    for step in section.steps:
        if step.pull is None:
            continue
        stops.update((one.name, one) for one in step.pull.firestops)
        for way in step.pull.ways:
            for name in way.sleeves:
                walls.setdefault(name, []).append(step.number)
    return [
        f"Wall: {steps_text(steps)} {'passes' if len(steps) == 1 else 'pass'} through wall sleeve {name}."
        f"{_firestop_text(stops[name], section.crew) if name in stops else ''}"
        for name, steps in walls.items()
    ]


def _firestop_text(stop: Firestop, crew: int) -> str:
    """Who opens a fire barrier, and who closes it: the crews of the first and of the last pull through it."""
    first, last = stop.first, stop.last
    opens = f"Remove the firestop before step {first.number}."
    if first.crew != crew:
        opens = f"Crew {first.crew} removes the firestop before its step {first.number}."
    closes = f"Refit it after step {last.number}."
    if last.crew != crew:
        closes = f"Leave the sleeve open. Crew {last.crew} refits the firestop after its step {last.number}."
    return f" {opens} {closes}"


def _top_words(cage_kind: str) -> str:
    """The look of a transceiver, where the cage tells it: the classic mistake is the wrong top."""
    if "finned" in cage_kind:
        return " (finned top)"
    return " (flat top)" if "flat" in cage_kind else ""
