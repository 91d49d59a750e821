"""Whether a floor is possible: racks do not collide, pathways lead somewhere, every rack can be reached.

Each `find_*` function checks one rule and yields problems; `find_problems` runs them all. A problem names the
object; the reader adds file and line.
"""

from collections.abc import Iterator

import networkx as nx

from layouts.geometry import (
    Rect,
    find_outline_overlaps,
    find_outside,
    find_overlaps,
    find_overlaps_between,
)
from layouts.pathway_checks import find_all, list_pierced
from layouts.pathways import Node, build_graph, find_junctions, join_sides, list_sections
from layouts.problem import Problem
from layouts.racks import Rack
from layouts.site import Site
from layouts.spans import drop_name
from layouts.storeys import are_apart

NOT_JOINED = "over the pathways"
"""End of the message of a fault of racks that no pathways join, by which its readers know it."""


def find_problems(site: Site) -> list[Problem]:
    """All problems of a floor."""
    return [
        *find_rooms_that_overlap(site),
        *find_racks_outside(site),
        *find_rack_collisions(site),
        *find_obstructed(site),
        *find_narrow_aisles(site),
        *find_all(site),
        *find_crooked_pathways(site),
        *find_pathways_to_nowhere(site),
        *find_unreachable_racks(site),
    ]


def rack_rect(rack: Rack) -> Rect:
    """The footprint of a rack in the site frame."""
    return rack.x_mm, rack.y_mm, rack.x_mm + rack.size_x_mm, rack.y_mm + rack.size_y_mm


def find_rooms_that_overlap(site: Site) -> Iterator[Problem]:
    """No two rooms share floor, unless one stands above the other."""
    for i, j in find_outline_overlaps([room.outline_mm for room in site.rooms]):
        if are_apart(site.rooms[i], site.rooms[j]):
            continue
        yield Problem(
            "room",
            site.rooms[j].id,
            f"room {site.rooms[j].id} overlaps room {site.rooms[i].id}",
            "Set origin_mm, so that each room has its own place in the site. Where one stands above the other, set "
            "floor_mm of the upper room to the height of its floor; heights (z) of what is in it then count from there",
        )


def rooms_apart(site: Site, one: str, other: str) -> bool:
    """Whether one of two rooms, by id, stands above the other."""
    rooms = {room.id: room for room in site.rooms}
    return one in rooms and other in rooms and are_apart(rooms[one], rooms[other])


def find_racks_outside(site: Site) -> Iterator[Problem]:
    """Every rack stands wholly inside its room and below its ceiling."""
    for room in site.rooms:
        racks = [rack for rack in site.racks if rack.room == room.id]
        for index in find_outside([rack_rect(rack) for rack in racks], room.outline_mm):
            x1, y1, x2, y2 = rack_rect(racks[index])
            yield Problem(
                "rack",
                racks[index].id,
                f"rack {racks[index].id} at x {x1}..{x2}, y {y1}..{y2} mm of the site stands outside room {room.id}",
                "Move the rack or its row inside the walls, or enlarge the room",
            )
        for rack in racks:
            if rack.type.height_mm > room.height_mm:
                yield Problem(
                    "rack",
                    rack.id,
                    f"rack {rack.id} is {rack.type.height_mm} mm high, the room {room.height_mm} mm",
                    "Choose a lower rack or correct height_mm",
                )


def find_rack_collisions(site: Site) -> Iterator[Problem]:
    """No two racks share floor."""
    rects = [rack_rect(rack) for rack in site.racks]
    for i, j in find_overlaps(rects):
        if site.racks[i].z_mm >= site.racks[j].top_mm or site.racks[j].z_mm >= site.racks[i].top_mm:
            continue
        yield Problem(
            "rack",
            site.racks[j].id,
            f"rack {site.racks[j].id} overlaps rack {site.racks[i].id}",
            "Move one of the two, or widen pitch_mm of the row",
        )


def find_obstructed(site: Site) -> Iterator[Problem]:
    """No rack stands on a column or a keep-out area of its room."""
    rects = [(x, y, x + w, y + d) for (x, y), (w, d) in ((o.corner_mm, o.size_mm) for o in site.obstacles)]
    for i, j in find_overlaps_between([rack_rect(rack) for rack in site.racks], rects):
        rack, obstacle = site.racks[i], site.obstacles[j]
        if obstacle.room and rooms_apart(site, rack.room, obstacle.room):
            continue
        yield Problem("rack", rack.id, f"rack {rack.id} stands on {obstacle.kind} {obstacle.id}", "Move the rack")


def find_narrow_aisles(site: Site) -> Iterator[Problem]:
    """The clear way between the two rows of an aisle has at least the stated width."""
    for aisle in site.aisles:
        rects = [[rack_rect(r) for r in site.racks if r.row == row] for row in aisle.rows]
        if not all(rects):
            continue
        gap_x, gap_y = (
            max(
                min(r[axis] for r in rects[1]) - max(r[axis + 2] for r in rects[0]),
                min(r[axis] for r in rects[0]) - max(r[axis + 2] for r in rects[1]),
            )
            for axis in (0, 1)
        )
        width = max(gap_x, gap_y)
        if width < aisle.min_width_mm:
            yield Problem(
                "aisle",
                aisle.id,
                f"aisle {aisle.id} between rows {' and '.join(aisle.rows)} is {max(width, 0)} mm wide, "
                f"{aisle.min_width_mm} mm are required",
                "Move the rows apart or lower min_width_mm",
            )


def find_crooked_pathways(site: Site) -> Iterator[Problem]:
    """Sections of a pathway are level or vertical, and longer than zero."""
    for index, start, end in list_sections(site.pathways):
        pathway = site.pathways[index]
        if start == end:
            yield Problem(
                "pathway",
                pathway.id,
                f"pathway {pathway.id} has two equal points {list(start)} in a row",
                "Remove one of them",
            )
        elif start[2] != end[2] and start[:2] != end[:2]:
            yield Problem(
                "pathway",
                pathway.id,
                f"pathway {pathway.id} is neither level nor vertical from {list(start)} to {list(end)}",
                "Draw a slope as a level section and a vertical one",
            )


def find_pathways_to_nowhere(site: Site) -> Iterator[Problem]:
    """Every pathway joins another one or serves a rack."""
    junctions = find_junctions(site.pathways)
    serving = {drop.pathway for drop in site.drops}
    for index, pathway in enumerate(site.pathways):
        if not junctions.get(index) and pathway.id not in serving:
            yield Problem(
                "pathway",
                pathway.id,
                f"pathway {pathway.id} leads nowhere: it joins no other pathway and passes no rack",
                "Extend it until it touches another pathway at the same height, or remove it",
            )


def find_unreachable_racks(site: Site) -> Iterator[Problem]:
    """Every rack that may hold equipment has a drop, and all racks are joined by pathways."""
    used = [rack for rack in site.racks if rack.type.holds]
    if len(used) < 2:
        return
    with_drop = [rack for rack in used if rack.id in site.drops_of]
    inside = {rack.id for rack in list_pierced(site)}
    for rack in used:
        if rack.id not in site.drops_of and rack.id not in inside:
            yield Problem(
                "rack",
                rack.id,
                f"no pathway passes over or under rack {rack.id}",
                "Lead a pathway over the rack, state a drop for it, or write 'holds: []' in its type",
            )
    if not with_drop:
        return
    graph = build_graph(site.pathways, site.drops)
    join_sides(graph, site.drops)
    home: set[Node] = set()
    for drop in site.drops_of[with_drop[0].id]:
        home |= nx.node_connected_component(graph, drop_name(drop.id))
    apart: dict[str, list[str]] = {}
    for rack in with_drop:
        if not any(drop_name(drop.id) in home for drop in site.drops_of[rack.id]):
            apart.setdefault(site.drops_of[rack.id][0].pathway, []).append(rack.id)
    for pathway, racks in apart.items():
        more = f" and {len(racks) - 1} more" if len(racks) > 1 else ""
        yield Problem(
            "rack",
            racks[0],
            f"rack {racks[0]}{more} cannot be reached from rack {with_drop[0].id} {NOT_JOINED}",
            f"Join pathway {pathway} to the others: they must touch at the same height",
        )
