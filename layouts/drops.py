"""The drop of each rack: the way of its cables to a pathway, where the floor states none.

Default: from the rack's entry at its centre straight to the pathway that passes over (or under) the rack nearest to
its centre. A pathway above the rack is entered from the top, one at or below the floor from the bottom.
"""

from collections.abc import Mapping, Sequence

from layouts.geometry import distance_to_segment, find_segments_over, nearest_on_segment
from layouts.pathways import Section, list_sections
from layouts.site import Drop, Entry, Pathway, Point3, Rack
from layouts.units import distance_mm


def hang_drops(racks: Sequence[Rack], pathways: tuple[Pathway, ...], stated: Mapping[str, Drop]) -> tuple[Drop, ...]:
    """A drop for every rack that a pathway passes; `stated` ones win. Racks without one are left out."""
    sections = [section for section in list_sections(pathways) if section.is_level]
    rects = [(rack.x_mm, rack.y_mm, rack.x_mm + rack.size_x_mm, rack.y_mm + rack.size_y_mm) for rack in racks]
    plan = [section.plan for section in sections]
    over: dict[int, list[Section]] = {}
    for rack_index, section_index in find_segments_over(rects, plan):
        over.setdefault(rack_index, []).append(sections[section_index])
    drops = []
    for index, rack in enumerate(racks):
        if rack.id in stated:
            drops.append(stated[rack.id])
            continue
        found = [drop for section in over.get(index, []) if (drop := drop_to(rack, pathways, section)) is not None]
        if found:
            drops.append(min(found, key=lambda drop: (drop.entry != "top", drop.length_mm, drop.pathway)))
    return tuple(drops)


def drop_to(rack: Rack, pathways: tuple[Pathway, ...], section: Section) -> Drop | None:
    """The drop from a rack to a level section of a pathway; None where the section is beside the rack."""
    x, y = nearest_on_segment(rack.centre_mm, *section.plan)
    return make_drop(rack, pathways[section.pathway].id, (x, y, section.start[2]), rack.type.entry_area_mm2, 2)


def make_drop(rack: Rack, pathway: str, point_mm: Point3, area_mm2: int, max_crews: int) -> Drop | None:
    """A drop to a point; its length is the way up or down plus the way aside, as cables are dressed.

    None where the point is beside the rack.
    """
    entry = entry_for(rack, point_mm[2])
    if entry is None:
        return None
    height = rack.type.height_mm if entry == "top" else 0
    aside = distance_mm(rack.centre_mm, point_mm[:2])
    return Drop(
        rack=rack.id,
        pathway=pathway,
        entry=entry,
        point_mm=point_mm,
        length_mm=abs(point_mm[2] - height) + aside,
        area_mm2=area_mm2,
        max_crews=max_crews,
    )


def entry_for(rack: Rack, z_mm: int) -> Entry | None:
    """The end of the rack that faces a pathway at height z; None if the pathway is beside the rack."""
    if z_mm >= rack.type.height_mm:
        return "top"
    return "bottom" if z_mm <= 0 else None


def is_on_pathway(pathway: Pathway, point_mm: Point3) -> bool:
    """Whether a point lies on a level section of a pathway, within a millimetre."""
    return any(
        section.is_level and section.start[2] == point_mm[2] and distance_to_segment(point_mm[:2], *section.plan) <= 1
        for section in list_sections((pathway,))
    )


def nearest_point(rack: Rack, pathway: Pathway) -> Point3 | None:
    """The point on the level sections of a pathway with the shortest drop from a rack; None if there is none."""
    level = [section for section in list_sections((pathway,)) if section.is_level]
    found = [drop for section in level if (drop := drop_to(rack, (pathway,), section)) is not None]
    nearest = min(found, key=lambda drop: drop.length_mm, default=None)
    return nearest.point_mm if nearest else None
