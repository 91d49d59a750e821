"""Builds the drops through the sides of racks that stand side by side, from the side passages of the floor.

A side passage makes one drop in each of the two racks. Both end at the middle of one opening and have no length: the
ways to the opening and along it count in the ends of each cable. Cables pass no further than into the next rack.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from layouts.floor_form import SidePassageForm
from layouts.key_paths import KeyPath
from layouts.openings import Opening
from layouts.racks import Rack
from layouts.site import Drop
from layouts.site_files import SiteFiles

Way = tuple[int, int]
"""The lesser and the greater end of a stretch, in millimetres."""


def build_side_passages(files: SiteFiles, racks: Sequence[Rack], drops: Sequence[Drop]) -> tuple[Drop, ...]:
    """The drops of all side passages; `drops` are those to pathways. Faults are added to `files`."""
    made: dict[str, Drop] = {drop.id: drop for drop in drops}
    for index, form in enumerate(files.form.side_passages):
        path: KeyPath = ("side_passages", index)
        for one, other in pairwise(_list_racks(files, path, form, racks)):
            _add(files, path, form, (one, other), made)
    return tuple(drop for drop in made.values() if drop.opening is not None)


def _list_racks(files: SiteFiles, path: KeyPath, form: SidePassageForm, racks: Sequence[Rack]) -> list[Rack]:
    """The racks of a side passage from one to the next; none where some are unknown."""
    by_id, rows = {rack.id: rack for rack in racks}, {row.id for row in files.form.rows}
    files.refer(files.document, (*path, "row"), form.row, rows, "row")
    for number, name in enumerate(form.racks or ()):
        files.refer(files.document, (*path, "racks", number), name, by_id, "rack")
    if form.racks:
        return [by_id[name] for name in form.racks] if set(form.racks) <= by_id.keys() else []
    found = sorted((rack for rack in racks if rack.row == form.row), key=lambda rack: (rack.x_mm, rack.y_mm))
    if form.row in rows and len(found) < 2:
        files.fault((*path, "row"), f"row {form.row} has fewer than two racks", "Remove the side passage")
    return found


def _add(
    files: SiteFiles, path: KeyPath, form: SidePassageForm, racks: tuple[Rack, Rack], made: dict[str, Drop]
) -> None:
    """Adds both drops of one passage to those made, or a fault."""
    one, other = racks
    why = explain_apart(one, other)
    if why:
        part = "racks" if form.racks else "row"
        remedy = "Name racks that touch side by side in `racks`, or lead the cables over a pathway"
        files.fault((*path, part), f"no side passage joins {one.id} and {other.id}: {why}", remedy)
        return
    opening = _opening(files, path, form, one, other)
    if opening is None:
        return
    for here, there in (racks, racks[::-1]):
        drop = _drop(form, here, there, replace(opening, to_rack=there.id))
        same = [d for d in made.values() if d.rack == here.id and d.opening and d.opening.to_rack == there.id]
        if any(opening.overlaps(earlier.opening) for earlier in same if earlier.opening):
            message = f"two side passages of {here.id} and {there.id} overlap"
            files.fault(path, message, "Join them to one, or set low_mm, high_mm, near_mm and far_mm")
            return
        if drop.id in made:
            message = f"two drops of rack {here.id} have the name '{drop.name}'"
            files.fault(path, message, "Give the side passage a `name` of its own")
            return
        made[drop.id] = drop


def _drop(form: SidePassageForm, here: Rack, there: Rack, opening: Opening) -> Drop:
    """The drop of one rack to the middle of an opening."""
    along_x = here.front in ("north", "south")
    side = max(here.x_mm, there.x_mm) if along_x else max(here.y_mm, there.y_mm)
    middle = (opening.near_mm + opening.far_mm) // 2
    entry = (side, middle) if along_x else (middle, side)
    return Drop(
        rack=here.id,
        pathway="",
        entry="side",
        entry_mm=entry,
        point_mm=(*entry, (opening.low_mm + opening.high_mm) // 2),
        length_mm=0,
        area_mm2=opening.area_mm2 if form.area_mm2 is None else form.area_mm2,
        max_crews=form.max_crews,
        media=tuple(form.media),
        name=f"into {there.id}" + (f" {form.name}" if form.name else ""),
        opening=opening,
    )


def _opening(files: SiteFiles, path: KeyPath, form: SidePassageForm, one: Rack, other: Rack) -> Opening | None:
    """The opening between two racks that touch; None where it has a fault."""
    lowest = min(one.type.height_mm, other.type.height_mm)
    height: Way = (form.low_mm, lowest if form.high_mm is None else form.high_mm)
    shared = _shared_depth(one, other)
    depth: Way = (
        shared[0] if form.near_mm is None else form.near_mm,
        shared[1] if form.far_mm is None else form.far_mm,
    )
    both = f"both of {one.id} and {other.id}"
    if not 0 <= height[0] < height[1] <= lowest:
        message = f"the opening from {height[0]} to {height[1]} mm above the floor is not in {both}"
        files.fault(path, message, f"Set low_mm and high_mm from 0 to {lowest}, low_mm below high_mm")
        return None
    if not shared[0] <= depth[0] < depth[1] <= shared[1]:
        message = f"the opening from {depth[0]} to {depth[1]} mm behind the front of {one.id} is not in {both}"
        files.fault(path, message, f"Set near_mm and far_mm from {shared[0]} to {shared[1]}, near_mm below far_mm")
        return None
    near, far = sorted(_along_depth_mm(one, behind) for behind in depth)
    return Opening(
        to_rack=other.id,
        low_mm=one.z_mm + height[0],
        high_mm=one.z_mm + height[1],
        near_mm=near,
        far_mm=far,
    )


def _shared_depth(one: Rack, other: Rack) -> Way:
    """The stretch behind the front of one rack along which both racks stand."""
    first, second = (sorted((rack.face_at_mm("front"), rack.face_at_mm("rear"))) for rack in (one, other))
    ends = (max(first[0], second[0]), min(first[1], second[1]))
    near, far = sorted(abs(end - one.face_at_mm("front")) for end in ends)
    return near, far


def _along_depth_mm(rack: Rack, behind_mm: int) -> int:
    """A place so far behind the front of a rack, in the frame of the site."""
    front = rack.face_at_mm("front")
    return front + behind_mm if rack.face_at_mm("rear") > front else front - behind_mm


def explain_apart(one: Rack, other: Rack) -> str:
    """Why no cable passes from side to side between two racks; empty where they touch."""
    if one.room != other.room:
        return f"{one.id} stands in room {one.room}, {other.id} in {other.room}"
    if one.front != other.front:
        return f"{one.id} faces {one.front}, {other.id} {other.front}"
    along_x = one.front in ("north", "south")
    low, high = sorted((one, other), key=lambda rack: rack.x_mm if along_x else rack.y_mm)
    gap = high.x_mm - low.x_mm - low.size_x_mm if along_x else high.y_mm - low.y_mm - low.size_y_mm
    if gap:
        return f"their sides are {gap} mm apart" if gap > 0 else "they do not stand side by side"
    aside = (low.y_mm, low.size_y_mm, high.y_mm, high.size_y_mm)
    if not along_x:
        aside = (low.x_mm, low.size_x_mm, high.x_mm, high.size_x_mm)
    touch = min(aside[0] + aside[1], aside[2] + aside[3]) - max(aside[0], aside[2])
    return "" if touch > 0 else "their sides do not face each other"
