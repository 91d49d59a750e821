"""Builds the stated drops of a site from their forms, each with its rack and its pathway."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from layouts.drops import entry_towards, is_on_pathway, make_drop, nearest_point
from layouts.floor_form import DropForm
from layouts.key_paths import KeyPath
from layouts.racks import Point2, Rack
from layouts.site import Drop, Pathway, Point3
from layouts.site_files import SiteFiles

Origins = Mapping[str, Point3]
"""The point of the site frame from which places in each room are measured, by the id of the room."""


def shift2(point: Point2, origin: Point3) -> Point2:
    """A point of a room in plan, in the frame of the site."""
    return point[0] + origin[0], point[1] + origin[1]


def shift3(point: Point3, origin: Point3) -> Point3:
    """A point of a room in the frame of the site."""
    return point[0] + origin[0], point[1] + origin[1], point[2] + origin[2]


def build_drops(
    files: SiteFiles, racks: Sequence[Rack], pathways: Sequence[Pathway], origins: Origins
) -> dict[str, list[Drop]]:
    """The stated drops of each rack; faults are added to `files`."""
    rack_by_id, pathway_by_id = {rack.id: rack for rack in racks}, {pathway.id: pathway for pathway in pathways}
    drops: dict[str, list[Drop]] = {}
    forms = files.form.drops
    several = {form.rack for form in forms if sum(other.rack == form.rack for other in forms) > 1}
    for index, form in enumerate(forms):
        path: KeyPath = ("drops", index)
        files.refer(files.document, (*path, "rack"), form.rack, rack_by_id, "rack")
        files.refer(files.document, (*path, "pathway"), form.pathway, pathway_by_id, "pathway")
        if form.rack not in rack_by_id or form.pathway not in pathway_by_id:
            continue
        rack = rack_by_id[form.rack]
        made = _build_drop(files, path, rack, pathway_by_id[form.pathway], origins[rack.room])
        if made is None:
            continue
        drop = replace(made, name=_name_drop(form, made) if form.name or form.rack in several else "")
        earlier = drops.setdefault(rack.id, [])
        if drop.id in {other.id for other in earlier}:
            message = f"two drops of rack {rack.id} have the name '{drop.name}'"
            files.fault(path, message, "Give each drop of the rack a name of its own")
            continue
        earlier.append(drop)
    return drops


def _name_drop(form: DropForm, drop: Drop) -> str:
    """The name of a drop: as stated, else its side, else its media."""
    return form.name or (form.side if form.side in ("left", "right") else " and ".join(drop.media))


def _build_drop(files: SiteFiles, path: KeyPath, rack: Rack, pathway: Pathway, origin: Point3) -> Drop | None:
    """One drop; None where it has a fault."""
    form = files.form.drops[int(path[1])]
    entry = shift2(form.entry_mm, origin) if form.entry_mm else None
    point = shift3(form.at_mm, origin) if form.at_mm else nearest_point(rack, pathway, form.side, entry)
    if point is None or not is_on_pathway(pathway, point):
        if form.at_mm:
            message = f"the point {list(form.at_mm)} is not on a level section of pathway {pathway.id}"
            files.fault((*path, "at_mm"), message, "Give a point on its centre line")
        else:
            message = f"pathway {pathway.id} has no level section over or under rack {rack.id}"
            files.fault((*path, "pathway"), message, "Name another pathway, or correct its heights or that of the rack")
        return None
    entry_mm = entry or entry_towards(rack, point[:2], form.side)
    if not rack.covers(entry_mm):
        x, y = rack.x_mm - origin[0], rack.y_mm - origin[1]
        files.fault(
            (*path, "entry_mm"),
            f"the entry {list(form.entry_mm or ())} is not on the footprint of rack {rack.id}",
            f"Give a point of x {x}..{x + rack.size_x_mm}, y {y}..{y + rack.size_y_mm} mm of the room",
        )
        return None
    media = tuple(medium for medium in form.media or pathway.media if medium in pathway.media)
    if len(media) < len(form.media or ()):
        message = f"pathway {pathway.id} carries {' and '.join(pathway.media)} only"
        files.fault((*path, "media"), message, "Name media that the pathway carries")
        return None
    drop = make_drop(rack, pathway, point, entry_mm)
    if drop is None:
        files.fault(
            path,
            f"pathway {pathway.id} at z {point[2]} mm is beside rack {rack.id}, not above or below",
            "Choose a pathway above the rack or below the floor",
        )
        return None
    area = form.area_mm2 if form.area_mm2 is not None else drop.area_mm2
    return replace(drop, area_mm2=area, max_crews=form.max_crews, media=media)
