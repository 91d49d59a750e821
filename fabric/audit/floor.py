"""The floor itself, judged anew: racks in rooms, units in racks, entries on racks, pathways that can be built.

Plans of an older format were made without these rules: what breaks one is then a warning.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, dist
from typing import NamedTuple

from fabric.audit.pathways import drop_label
from fabric.audit.plane import Point, Strip, is_within, overlap, rectangle
from fabric.audit.rule import RuleGroup, Severity, Violation, rule
from fabric.plan import OLD_FORMAT, Plan
from layouts import Drop, Pathway, Point3, Rack, Room

BOTH: tuple[Severity, Severity] = ("error", "warning")
"""Severities of the rules here, the second for plans of an older format."""
FAR_MM = 1_000_000_000
"""Higher than any building, in mm: a column of an unknown room reaches through all storeys."""


class PathwaySection(NamedTuple):
    """A straight section of a pathway with the floor below it."""

    pathway: Pathway
    """Pathway that it is a part of."""
    start: Point3
    """First corner of the centre line."""
    end: Point3
    """Second corner of the centre line."""
    strip: Strip
    """Floor below it."""

    @property
    def low_mm(self) -> int:
        """Height of its lower end."""
        return min(self.start[2], self.end[2])

    @property
    def high_mm(self) -> int:
        """Height of its upper end."""
        return max(self.start[2], self.end[2])

    @property
    def is_open(self) -> bool:
        """Whether it may pass no wall, floor or ceiling: it is no sleeve, no duct, and has no fire stop."""
        return self.pathway.kind not in ("sleeve", "duct") and not self.pathway.firestop


class FloorView:
    """Rooms, racks in use and sections of pathways, with their outlines."""

    def __init__(self, plan: Plan):
        self.plan = plan
        site = plan.project.site
        self.severity: Severity = "warning" if plan.format == OLD_FORMAT else "error"
        self.rooms = {room.id: room for room in site.rooms}
        used = {device.rack for device in plan.devices} | {panel.rack for panel in plan.project.panels}
        self.racks = [rack for rack in site.racks if rack.id in used]
        self.sections = [
            PathwaySection(pathway, a, b, Strip(a[:2], b[:2], pathway.width_mm))
            for pathway in site.pathways
            for a, b in pairwise(pathway.points_mm)
        ]
        in_routes = {name for route in plan.routes for name in (route.pathways[0], route.pathways[-1])}
        self.drops = [drop for drop in site.drops if drop_label(drop) in in_routes]
        self.rack_of = {rack.id: rack for rack in site.racks}


def _outline(rack: Rack) -> tuple[Point, ...]:
    """The corners of the footprint of a rack."""
    width, depth = rack.type.width_mm, rack.type.depth_mm
    size = (width, depth) if rack.front in ("north", "south") else (depth, width)
    return rectangle(rack.x_mm, rack.y_mm, *size)


@rule("rack-in-room", severities=BOTH)
def check_rack_in_room(view: FloorView) -> Iterator[Violation]:
    """A rack in use stands on the floor of its room, inside its walls and below its ceiling."""
    for rack in view.racks:
        room = view.rooms.get(rack.room)
        if room is None:
            found = f"no room {rack.room}"
        elif rack.z_mm != room.floor_mm:
            found = f"at {rack.z_mm} mm, the floor is at {room.floor_mm} mm"
        elif not is_within(_outline(rack), room.outline_mm):
            found = "outside its walls"
        elif rack.type.height_mm > room.height_mm:
            found = f"{rack.type.height_mm} mm high"
        else:
            continue
        yield Violation(
            severity=view.severity,
            object=f"rack {rack.id}",
            found=found,
            allowed=f"inside room {rack.room}" + (f" of {room.height_mm} mm height" if room else ""),
            remedy="Correct the place of the rack or the room",
        )


@rule("units-in-height", severities=BOTH)
def check_units_in_height(view: FloorView) -> Iterator[Violation]:
    """The units of a rack in use end inside its height."""
    for rack in view.racks:
        limits = rack.type
        end_mm = limits.u1_bottom_mm + limits.half_ru / 2 * limits.unit_um / 1000
        if end_mm > limits.height_mm:
            yield Violation(
                severity=view.severity,
                object=f"rack {rack.id}",
                found=f"units up to {end_mm:.1f} mm",
                allowed=f"{limits.height_mm} mm",
                remedy="Correct the height of the rack, the number of its units or where they begin",
            )


@rule("entry-on-rack", severities=BOTH)
def check_entry_on_rack(view: FloorView) -> Iterator[Violation]:
    """A drop to a pathway begins on the footprint of its rack, ends above or below it, and is as long as its vertical
    and horizontal distance together.
    """
    for drop in view.drops:
        rack = view.rack_of.get(drop.rack)
        found = "no such rack" if rack is None else _fault_of_drop(drop, rack)
        if found:
            yield Violation(
                severity=view.severity,
                object=drop_label(drop),
                found=found,
                allowed="an entry on the rack, straight up or down and aside to the pathway",
                remedy="Correct the entry, the point or the length of the drop",
            )


def _fault_of_drop(drop: Drop, rack: Rack) -> str:
    """The fault of a drop; empty where there is none."""
    if drop.entry == "side":
        return ""
    (x, y), corners = drop.entry_mm, _outline(rack)
    if not (corners[0][0] <= x <= corners[2][0] and corners[0][1] <= y <= corners[2][1]):
        return f"entry {list(drop.entry_mm)} beside the rack"
    edge = rack.z_mm + (rack.type.height_mm if drop.entry == "top" else 0)
    rise = drop.point_mm[2] - edge
    if rise < 0 if drop.entry == "top" else rise > 0:
        return f"point at {drop.point_mm[2]} mm, the {drop.entry} of the rack is at {edge} mm"
    need = abs(rise) + ceil(dist(drop.entry_mm, drop.point_mm[:2]))
    return "" if drop.length_mm == need else f"{drop.length_mm} mm long, the way is {need} mm"


@rule("pathway-in-room", severities=BOTH)
def check_pathway_in_room(view: FloorView) -> Iterator[Violation]:
    """Only a sleeve, a duct or a fire stop passes a wall, floor or ceiling; all other pathways lie in one room."""
    for section in view.sections:
        if section.is_open and not any(_holds(view, room, section) for room in view.rooms.values()):
            yield Violation(
                severity=view.severity,
                object=f"pathway {section.pathway.id}",
                found=f"{section.pathway.kind} of {section.pathway.width_mm} mm width, "
                f"{list(section.start)} to {list(section.end)}",
                allowed="inside one room, below its ceiling",
                remedy="Lead it inside the room, or pass the wall with a sleeve",
            )


def _holds(view: FloorView, room: Room, section: PathwaySection) -> bool:
    """Whether a section lies inside a room, between the ceiling of the room below and its own ceiling."""
    if not is_within(section.strip.corners, room.outline_mm):
        return False
    above = section.pathway.depth_mm // 2 if section.start[2] == section.end[2] else 0
    if section.high_mm + above > room.floor_mm + room.height_mm:
        return False
    below = [
        other.floor_mm + other.height_mm
        for other in view.rooms.values()
        if other.floor_mm + other.height_mm <= room.floor_mm and is_within(section.strip.corners, other.outline_mm)
    ]
    return section.low_mm >= max(below, default=section.low_mm)


@rule("pathway-clear", severities=BOTH)
def check_pathway_clear(view: FloorView) -> Iterator[Violation]:
    """No pathway runs through a column or a rack, not even with its edge."""
    solids = list(_list_solids(view))
    highest_mm = max((high for _, _, _, high in solids), default=0)
    for section in view.sections:
        for name, corners, low, high in solids if section.low_mm < highest_mm else ():
            if section.low_mm < high and section.high_mm > low and overlap(section.strip.corners, corners):
                yield Violation(
                    severity=view.severity,
                    object=f"pathway {section.pathway.id}",
                    found=f"{section.pathway.width_mm} mm wide through {name}",
                    allowed="beside or above it",
                    remedy="Lead the pathway around it",
                )


def _list_solids(view: FloorView) -> Iterator[tuple[str, tuple[Point, ...], float, float]]:
    """The obstacles and racks on the floor: name, corners, lower and upper end."""
    for obstacle in view.plan.project.site.obstacles:
        if obstacle.kind == "column":
            room = view.rooms.get(obstacle.room)
            low, high = (room.floor_mm, room.floor_mm + room.height_mm) if room else (-FAR_MM, FAR_MM)
            yield f"column {obstacle.id}", rectangle(*obstacle.corner_mm, *obstacle.size_mm), low, high
    for rack in view.plan.project.site.racks:
        yield f"rack {rack.id}", _outline(rack), rack.z_mm, rack.z_mm + rack.type.height_mm


FLOOR_RULES = RuleGroup(
    views=lambda plan: [FloorView(plan)],
    rules=(
        check_rack_in_room,
        check_units_in_height,
        check_entry_on_rack,
        check_pathway_in_room,
        check_pathway_clear,
    ),
)
