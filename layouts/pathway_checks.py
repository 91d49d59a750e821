"""Whether pathways can be built: inside rooms and below ceilings with their whole width, clear of columns and racks.

Only a sleeve, a duct, or a pathway with a fire stop passes a wall, a floor or a ceiling. Heights are those of centre
lines; half of the depth lies above, half of the width on either side.
"""

from collections.abc import Iterator, Sequence

from layouts.geometry import (
    Rect,
    Strip,
    depth_in_mm,
    find_outline_overlaps,
    find_strips_over,
    is_inside,
    make_strip,
    touches_room,
)
from layouts.pathways import Section, list_sections
from layouts.problem import Problem
from layouts.racks import Rack
from layouts.site import Pathway, Room, Site
from layouts.storeys import are_apart, best_room, list_storeys

FARTHEST_MM = 50_000
"""Farthest that a duct lies above all ceilings or below all floors: over a roof, under a street."""
PASSES_WALLS = ("sleeve", "duct")
"""Kinds of pathways that pass walls, floors and ceilings."""
DEEPEST_VOID_MM = 1500
"""Deepest void below a raised floor; what lies deeper is not beside a column of that room."""


def may_pass_walls(pathway: Pathway) -> bool:
    """Whether a pathway may pass a wall, a floor or a ceiling."""
    return pathway.kind in PASSES_WALLS or pathway.firestop


def find_pathways_outside_rooms(site: Site) -> Iterator[Problem]:
    """Every open pathway lies in a room with its whole width, and passes no wall."""
    for pathway, section, strip in _list_open(site):
        if not section.is_level:
            continue
        near = [room for room in site.rooms if touches_room(strip, room.outline_mm)]
        if any(is_inside(strip, room.outline_mm) for room in near):
            continue
        where = _text(section)
        if not near:
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} lies in no room from {where}",
                "Correct points_mm or the room, draw the room that it lies in, or make it a duct",
            )
        elif any(is_inside(make_strip(*section.plan, 0), room.outline_mm) for room in near):
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} of {pathway.width_mm} mm width reaches into the wall of room "
                f"{near[0].id} from {where}",
                f"Lead its centre line {-(-pathway.width_mm // 2)} mm away from the wall, or correct width_mm",
            )
        else:
            walls = " and ".join(room.id for room in near)
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} passes the wall of room {walls} without a sleeve, from {where}",
                "End it at the wall and join it to a pathway of kind sleeve (or duct) through the wall, or correct "
                "points_mm where it should stay in the room",
            )


def find_pathways_above_ceilings(site: Site) -> Iterator[Problem]:
    """Every open pathway lies below the ceiling of its room, and passes no floor between storeys.

    Where rooms share floor by mistake, nobody knows in which of them a pathway lies: that fault is told alone.
    """
    storeys = list_storeys(site.rooms)
    for pathway, section, strip in _list_open(site):
        here = [room for room in site.rooms if touches_room(strip, room.outline_mm)]
        low, high = (best_room(here, storeys, z) for z in sorted((section.start[2], section.end[2])))
        if low is None or high is None or _share_floor(here):
            continue
        top = max(section.start[2], section.end[2]) + (pathway.depth_mm // 2 if section.is_level else 0)
        if low is not high:
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} passes from room {low.id} to room {high.id} above it without a sleeve",
                "Make the riser a pathway of kind duct or sleeve",
            )
        elif top > high.ceiling_mm:
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} reaches up to {top - high.floor_mm} mm, the ceiling of room {high.id} is "
                f"at {high.height_mm} mm",
                "Lower it, or correct height_mm of the room"
                + (f"; heights in the room count from its floor at {high.floor_mm} mm" if high.floor_mm else ""),
            )


def _share_floor(rooms: Sequence[Room]) -> bool:
    """Whether two of some rooms that one pathway touches overlap, and neither stands above the other."""
    pairs = find_outline_overlaps([room.outline_mm for room in rooms])
    return any(not are_apart(rooms[i], rooms[j]) for i, j in pairs)


def find_pathways_far_from_storeys(site: Site) -> Iterator[Problem]:
    """No duct or sleeve lies far above all ceilings or far below all floors; open pathways lie in rooms."""
    top = max((room.ceiling_mm for room in site.rooms), default=0)
    bottom = min((room.floor_mm for room in site.rooms), default=0)
    told: set[int] = set()
    for section in list_sections(site.pathways):
        pathway = site.pathways[section.pathway]
        if not may_pass_walls(pathway) or section.pathway in told:
            continue
        low, high = sorted((section.start[2], section.end[2]))
        if high > top + FARTHEST_MM or low < bottom - FARTHEST_MM:
            told.add(section.pathway)
            z, limit = (
                (high, f"highest ceiling is at {top}")
                if high > top + FARTHEST_MM
                else (low, f"lowest floor is at {bottom}")
            )
            yield Problem(
                "pathway",
                pathway.id,
                f"{pathway.kind} {pathway.id} reaches {z} mm of the site, the {limit} mm: more than "
                f"{FARTHEST_MM // 1000} m apart",
                "Correct the heights of points_mm, which are in millimetres, or floor_mm and height_mm of the rooms",
            )


def find_pathways_in_columns(site: Site) -> Iterator[Problem]:
    """No pathway runs through a column, not even with its edge."""
    rooms = {room.id: room for room in site.rooms}
    columns = [obstacle for obstacle in site.obstacles if obstacle.kind == "column"]
    sections = list_sections(site.pathways)
    strips = [_strip(site, section) for section in sections]
    rects: list[Rect] = [(*o.corner_mm, o.corner_mm[0] + o.size_mm[0], o.corner_mm[1] + o.size_mm[1]) for o in columns]
    for i, j in find_strips_over(strips, rects):
        section, column = sections[i], columns[j]
        room, pathway = rooms.get(column.room), site.pathways[section.pathway]
        low, high = sorted((section.start[2], section.end[2]))
        if room is not None and (low >= room.ceiling_mm or high < room.floor_mm - DEEPEST_VOID_MM):
            continue
        through = find_strips_over([make_strip(*section.plan, 0)], [rects[j]])
        if through:
            found, remedy = f"runs through column {column.id}", "Lead the pathway around the column"
        else:
            inside_mm = depth_in_mm(*section.plan, pathway.width_mm, rects[j])
            found = f"of {pathway.width_mm} mm width runs with its edge {inside_mm} mm inside column {column.id}"
            remedy = f"Move the pathway {inside_mm} mm away from the column, or correct width_mm"
        yield Problem("pathway", pathway.id, f"pathway {pathway.id} {found}", remedy)


def find_pathways_in_racks(site: Site) -> Iterator[Problem]:
    """No pathway runs through a rack."""
    hit: dict[int, list[tuple[Section, Rack]]] = {}
    for section, rack in _list_hits(site):
        hit.setdefault(section.pathway, []).append((section, rack))
    for number, found in hit.items():
        section, rack = found[0]
        z = max(_low(section), rack.z_mm) - rack.z_mm
        others = len({rack.id for _, rack in found}) - 1
        more = f" and {others} more" if others else ""
        yield Problem(
            "pathway",
            site.pathways[number].id,
            f"pathway {site.pathways[number].id} at z {z} mm is inside rack {rack.id}{more}: racks are "
            f"{rack.type.height_mm} mm high",
            _height_remedy(z, rack),
        )


def list_pierced(site: Site) -> list[Rack]:
    """The racks that a pathway runs through."""
    return [rack for _, rack in _list_hits(site)]


def _list_hits(site: Site) -> list[tuple[Section, Rack]]:
    """Each section of a pathway with each rack that it runs through."""
    tallest = max((rack.top_mm for rack in site.racks), default=0)
    lowest = min((rack.z_mm for rack in site.racks), default=0)
    sections = [s for s in list_sections(site.pathways) if _low(s) < tallest and _high(s) > lowest]
    pairs = find_strips_over([_strip(site, section) for section in sections], [_rect(rack) for rack in site.racks])
    found = [(sections[i], site.racks[j]) for i, j in pairs]
    return [(section, rack) for section, rack in found if _low(section) < rack.top_mm and _high(section) > rack.z_mm]


def _height_remedy(z_mm: int, rack: Rack) -> str:
    """What to do about a height inside a rack; it may be written in centimetres or metres."""
    for unit, factor in (("centimetres", 10), ("metres", 1000)):
        if rack.type.height_mm <= z_mm * factor <= 3 * rack.type.height_mm:
            return (
                f"Heights are in millimetres: {z_mm} {unit} are {z_mm * factor}. Else lead it above or beside the rack"
            )
    return "Lead it above the rack, below the floor or beside the rack"


def _list_open(site: Site) -> Iterator[tuple[Pathway, Section, Strip]]:
    """The sections of pathways that may pass no wall, with the floor that they cover."""
    for section in list_sections(site.pathways):
        pathway = site.pathways[section.pathway]
        if not may_pass_walls(pathway):
            yield pathway, section, _strip(site, section)


def _strip(site: Site, section: Section) -> Strip:
    """The floor below a section: of a vertical one, its point."""
    return make_strip(*section.plan, site.pathways[section.pathway].width_mm)


def _low(section: Section) -> int:
    return min(section.start[2], section.end[2])


def _high(section: Section) -> int:
    return max(section.start[2], section.end[2])


def _rect(rack: Rack) -> Rect:
    return rack.x_mm, rack.y_mm, rack.x_mm + rack.size_x_mm, rack.y_mm + rack.size_y_mm


def _text(section: Section) -> str:
    return f"{list(section.start)} to {list(section.end)} of the site"


def find_all(site: Site) -> Sequence[Problem]:
    """All problems of pathways with what stands around them."""
    return [
        *find_pathways_outside_rooms(site),
        *find_pathways_above_ceilings(site),
        *find_pathways_far_from_storeys(site),
        *find_pathways_in_columns(site),
        *find_pathways_in_racks(site),
    ]
