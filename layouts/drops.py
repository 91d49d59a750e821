"""The drop of each rack: the run of its cables to a pathway, where the floor states none.

Default: to the pathway that passes over (or under) the rack nearest to its centre. The entry then lies half-way between
the sides of the rack, as far behind its front as the pathway passes. A pathway above the rack is entered from the top,
one at or below the floor from the bottom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from layouts.geometry import distance_to_segment, find_segments_over, nearest_on_segment
from layouts.pathways import Section, list_sections
from layouts.racks import Entry, Point2, Rack, RackType, Side
from layouts.site import Drop, Pathway, Point3
from layouts.storeys import Storey
from layouts.units import distance_mm

ANY_HEIGHT = Storey(None, None)
"""The heights of a room that stands alone."""
DROP_CREWS = 2
"""Crews that may work on a drop at once, where the floor does not say."""


def hang_drops(
    racks: Sequence[Rack],
    pathways: tuple[Pathway, ...],
    stated: Mapping[str, Sequence[Drop]],
    storeys: Mapping[str, Storey] | None = None,
) -> tuple[Drop, ...]:
    """The drops of every rack that a pathway passes; `stated` ones win. Racks without one are left out.

    A rack has one drop where the pathway nearest to it takes all media that any pathway over it takes. Else it has one
    more, named by its medium, for the medium that is missing; both then share the opening of the rack. Pathways of
    other storeys serve no rack.
    """
    sections = [section for section in list_sections(pathways) if section.is_level]
    rects = [(rack.x_mm, rack.y_mm, rack.x_mm + rack.size_x_mm, rack.y_mm + rack.size_y_mm) for rack in racks]
    plan = [section.plan for section in sections]
    over: dict[int, list[Section]] = {}
    for rack_index, section_index in find_segments_over(rects, plan):
        over.setdefault(rack_index, []).append(sections[section_index])
    drops: list[Drop] = []
    for index, rack in enumerate(racks):
        storey = (storeys or {}).get(rack.room, ANY_HEIGHT)
        near = [section for section in over.get(index, []) if storey.holds(section.start[2])]
        found = [drop for section in near if (drop := drop_to(rack, pathways, section)) is not None]
        drops += _choose_drops(rack, stated.get(rack.id, ()), sorted(found, key=partial(_rank, rack)))
    return tuple(drops)


def _choose_drops(rack: Rack, stated: Sequence[Drop], found: Sequence[Drop]) -> list[Drop]:
    """The stated drops of a rack, and the best of those found for each medium that these leave out."""
    chosen: list[Drop] = []
    for drop in found:
        taken = {medium for other in (*stated, *chosen) for medium in other.media}
        missing = tuple(medium for medium in drop.media if medium not in taken)
        if missing:
            chosen.append(replace(drop, media=missing if taken else drop.media))
    if len(chosen) > 1:
        shared = rack.type.entry_area_mm2 // len(chosen)
        chosen = [replace(drop, area_mm2=shared, name=" and ".join(drop.media)) for drop in chosen]
    elif stated:
        chosen = [replace(drop, name=" and ".join(drop.media)) for drop in chosen]
    return [*stated, *chosen]


def _rank(rack: Rack, drop: Drop) -> tuple[bool, int, str]:
    """The order of drops of a rack: from the top first, then by the distance from its centre, then by name."""
    x, y, z = drop.point_mm
    height = rack.top_mm if drop.entry == "top" else rack.z_mm
    return drop.entry != "top", abs(z - height) + distance_mm(rack.centre_mm, (x, y)), drop.pathway


def drop_to(rack: Rack, pathways: tuple[Pathway, ...], section: Section, begin_mm: Point2 | None = None) -> Drop | None:
    """The drop from a rack to a level section of a pathway; None where the section is beside the rack."""
    x, y = nearest_on_segment(begin_mm or _middle_mm(rack, rack.type.entry_side), *section.plan)
    return make_drop(rack, pathways[section.pathway], (x, y, section.start[2]))


def _middle_mm(rack: Rack, side: Side) -> Point2:
    """The place from which the nearest point of a pathway counts: at a side of the rack, as deep as its type says."""
    from_front = rack.type.depth_mm // 2 if rack.type.entry_from_front_mm is None else rack.type.entry_from_front_mm
    return rack.plan_point_mm(from_front, _from_left_mm(rack.type, side))


def make_drop(rack: Rack, pathway: Pathway, point_mm: Point3, entry_mm: Point2 | None = None) -> Drop | None:
    """A drop to a point; its length is the vertical plus the horizontal distance, as cables are dressed.

    It takes the media of the pathway, and has the cross-section of the opening of the rack. None where the point is
    beside the rack.
    """
    entry = entry_for(rack, point_mm[2])
    if entry is None:
        return None
    height = rack.top_mm if entry == "top" else rack.z_mm
    entry_mm = entry_mm or entry_towards(rack, point_mm[:2])
    aside = distance_mm(entry_mm, point_mm[:2])
    return Drop(
        rack=rack.id,
        pathway=pathway.id,
        entry=entry,
        entry_mm=entry_mm,
        point_mm=point_mm,
        length_mm=abs(point_mm[2] - height) + aside,
        area_mm2=rack.type.entry_area_mm2,
        max_crews=DROP_CREWS,
        media=pathway.media,
    )


def entry_towards(rack: Rack, point_mm: Point2, side: Side | None = None) -> Point2:
    """The entry of a rack for a point of a pathway: at its side, or half-way between both.

    It is as far behind the front as the rack type says, else as the point lies, inside the footprint.
    """
    stated = rack.type.entry_from_front_mm
    behind = min(max(rack.from_front_mm(point_mm), 0), rack.type.depth_mm) if stated is None else stated
    return rack.plan_point_mm(behind, _from_left_mm(rack.type, side or rack.type.entry_side))


def _from_left_mm(rack_type: RackType, side: Side) -> int:
    """How far an entry lies from the left side as one faces the front."""
    return {"left": 0, "both": rack_type.width_mm // 2, "right": rack_type.width_mm}[side]


def entry_for(rack: Rack, z_mm: int) -> Entry | None:
    """The end of the rack that faces a pathway at height z; None if the pathway is beside the rack."""
    if z_mm >= rack.top_mm:
        return "top"
    return "bottom" if z_mm <= rack.z_mm else None


def is_on_pathway(pathway: Pathway, point_mm: Point3) -> bool:
    """Whether a point lies on a level section of a pathway, within a millimetre."""
    return any(
        section.is_level and section.start[2] == point_mm[2] and distance_to_segment(point_mm[:2], *section.plan) <= 1
        for section in list_sections((pathway,))
    )


def nearest_point(
    rack: Rack, pathway: Pathway, side: Side | None = None, entry_mm: Point2 | None = None
) -> Point3 | None:
    """The point on the level sections of a pathway with the shortest drop from a rack; None if there is none.

    A stated side or entry is where the drop begins.
    """
    level = [section for section in list_sections((pathway,)) if section.is_level]
    begin = entry_mm or _middle_mm(rack, side or rack.type.entry_side)
    found = [drop for section in level if (drop := drop_to(rack, (pathway,), section, begin)) is not None]
    nearest = min(found, key=partial(_rank, rack), default=None)
    return nearest.point_mm if nearest else None
