"""Faults of the forms of a site that show before it is built: ids, references, phases, usable parts."""

from layouts.site_files import SiteFiles
from layouts.units import exact


def check_forms(files: SiteFiles) -> None:
    """Adds the faults of the forms to `files`, and remembers the places of their objects."""
    form = files.form
    files.place_all("rooms", [room.id for room in form.rooms])
    files.place_all("rows", [row.id for row in form.rows])
    files.place_all("obstacles", [obstacle.id for obstacle in form.obstacles])
    files.place_all("aisles", [aisle.id for aisle in form.aisles])
    files.place_all("feeds", [feed.id for feed in form.feeds])
    _check_references(files)
    _check_usable(files)
    _check_heights(files)
    _check_phases(files)


def _check_references(files: SiteFiles) -> None:
    """Every name that refers to an object has that object."""
    form = files.form
    rooms = {room.id for room in form.rooms}
    rows = {row.id for row in form.rows}
    feeds = {feed.id for feed in form.feeds}
    here = files.document
    for name, rack_type in form.rack_types.items():
        files.refer(here, ("rack_types", name, "feed"), rack_type.feed, feeds, "feed")
    for index, row in enumerate(form.rows):
        files.refer(here, ("rows", index, "room"), row.room, rooms, "room")
        for number, group in enumerate(row.racks):
            files.refer(here, ("rows", index, "racks", number, "type"), group.type, form.rack_types, "rack type")
    for document, path, rack in files.racks:
        files.refer(document, (*path, "row"), rack.row, rows, "row")
        files.refer(document, (*path, "type"), rack.type, form.rack_types, "rack type")
    for document, path, pathway in files.pathways:
        files.refer(document, (*path, "room"), pathway.room, rooms, "room")
    for index, obstacle in enumerate(form.obstacles):
        files.refer(here, ("obstacles", index, "room"), obstacle.room, rooms, "room")
    for index, aisle in enumerate(form.aisles):
        for number, row_id in enumerate(aisle.rows):
            files.refer(here, ("aisles", index, "rows", number), row_id, rows, "row")


def _check_usable(files: SiteFiles) -> None:
    """The usable part of a kind of racks is no more than the whole."""
    for name, rack_type in files.form.rack_types.items():
        if rack_type.usable_depth_mm is not None and rack_type.usable_depth_mm > rack_type.depth_mm:
            files.fault(
                ("rack_types", name, "usable_depth_mm"),
                f"the usable depth {rack_type.usable_depth_mm} mm is more than the rack's {rack_type.depth_mm} mm",
                "Correct one of the two",
            )
        if rack_type.usable_u is not None and rack_type.usable_u > rack_type.u_height:
            files.fault(
                ("rack_types", name, "usable_u"),
                f"{rack_type.usable_u:g} usable units are more than the rack's {rack_type.u_height:g}",
                "Correct one of the two",
            )


def _check_heights(files: SiteFiles) -> None:
    """The units of a kind of racks end inside its height, and its entry lies inside its depth."""
    for name, rack_type in files.form.rack_types.items():
        half_um = exact(rack_type.unit_mm, 500, "half micrometre")
        end_um = rack_type.u1_bottom_mm * 1000 + exact(rack_type.u_height, 2, "half unit") * half_um
        if end_um > rack_type.height_mm * 1000:
            files.fault(
                ("rack_types", name, "height_mm"),
                f"{rack_type.u_height:g} units of {rack_type.unit_mm:g} mm from {rack_type.u1_bottom_mm} mm end at "
                f"{end_um / 1000:.1f} mm, the rack is {rack_type.height_mm} mm high",
                "Correct u1_bottom_mm (default 60), u_height, unit_mm or height_mm",
            )
        from_front = rack_type.entry.from_front_mm
        if from_front is not None and from_front > rack_type.depth_mm:
            files.fault(
                ("rack_types", name, "entry", "from_front_mm"),
                f"the entry {from_front} mm behind the front is outside the rack of {rack_type.depth_mm} mm depth",
                "Correct one of the two",
            )


def _check_phases(files: SiteFiles) -> None:
    """Build phases are numbered from 1 without a gap."""
    phases = {row.phase for row in files.form.rows}
    for index, row in enumerate(files.form.rows):
        if row.phase > 1 and row.phase - 1 not in phases:
            files.fault(
                ("rows", index, "phase"),
                f"row {row.id} is of phase {row.phase}, no row is of phase {row.phase - 1}",
                "Number the phases from 1 without a gap",
            )
