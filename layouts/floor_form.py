"""The form of `site.yaml`: keys, units and defaults. Dimensions are whole millimetres, as on drawings of racks."""

from typing import Literal

from layouts.form_faults import FormValueError
from layouts.form_values import (
    Area,
    Count,
    Dozens,
    Flag,
    GapMm,
    HeightMm,
    Kilograms,
    Kilowatts,
    Millimetres,
    Name,
    OffsetMm,
    PartMm,
    Percent,
    Point2,
    Point3,
    Quantity,
    RackKilowatts,
    RackMm,
    RackUnits,
    RoomMm,
    Size2,
    Text,
    UnitHeight,
)
from layouts.forms import (
    Form,
    about,
    form_rule,
)
from layouts.racks import Facing, Side
from layouts.site import Units


class RoomForm(Form):
    """A room: a rectangle or an outline."""

    id: Name = about("Name of the room, unique in the site")
    size_mm: Size2 | None = about("Width (x) and depth (y) of a rectangular room", None)
    outline_mm: list[Point2] | None = about("Corners of a room that is not rectangular, in order", None, min_length=3)
    origin_mm: Point2 = about("Position of the room's lower left corner in the site", (0, 0))
    floor_mm: HeightMm = about(
        "Height of the room's finished floor in the site, for rooms on several storeys. Heights (z) in the room count "
        "from it",
        0,
    )
    height_mm: RoomMm = about("Clear height", 4000)

    @form_rule
    def _has_one_shape(self) -> "RoomForm":
        if (self.size_mm is None) == (self.outline_mm is None):
            raise FormValueError("a room needs either size_mm or outline_mm", "State one of the two")
        return self


class EntryForm(Form):
    """The opening through which cables enter a rack."""

    side: Side = about(
        "Side of the entry as one faces the front: at that edge of the rack; both: half-way between the sides", "both"
    )
    from_front_mm: OffsetMm | None = about(
        "Distance from the front to the entry along the depth; default: the entry lies as far back as the pathway",
        None,
    )
    area_mm2: Area = about("Cross-section through which cables enter the rack", 40_000)


class RackTypeForm(Form):
    """Dimensions and limits that racks of one type share."""

    width_mm: RackMm = about("Outer width")
    depth_mm: RackMm = about("Outer depth")
    height_mm: RackMm = about("Outer height")
    usable_depth_mm: PartMm | None = about("Depth that equipment may take; default: 100 mm less than the outer", None)
    u_height: RackUnits = about("Number of rack units", 42.0)
    usable_u: RackUnits | None = about("Rack units that switches may fill; default: all", None)
    unit_mm: UnitHeight = about(
        "Height of a rack unit: 44.45 in racks of 19 inches, 48 in open racks of 21 inches", 44.45
    )
    starting_unit: Quantity = about("Number of the first unit (NetBox: starting_unit)", 1)
    u1_bottom_mm: OffsetMm = about("Height of the lower edge of the lowest unit above the floor", 60)
    u_numbering: Literal["bottom_up", "top_down"] = about(
        "End of the rack at which unit 1 is (NetBox: desc_units is top_down)", "bottom_up"
    )
    max_weight_kg: Kilograms = about("Load that the rack may carry", 1000.0)
    max_power_kw: RackKilowatts = about("Power that the rack may draw")
    feed: Name | None = about("Power feed of the rack", None)
    entry: EntryForm = about("Opening for cables", EntryForm())
    holds: list[Literal["host", "switch", "server", "pdu", "panel"]] = about(
        "Kinds of equipment that may be mounted in the rack", ["host", "switch", "server", "pdu", "panel"]
    )


class RackGroupForm(Form):
    """Neighbouring racks of one type."""

    type: Name = about("Rack type, a key of rack_types")
    count: Dozens = about("Number of racks of this type, side by side", 1)
    gap_mm: GapMm = about("Clear width before the group, such as that of a column; the numbering goes on", 0)
    skip: Count = about(
        "Rack positions left empty before the group; each has a number and the width of a rack of the group", 0, le=1000
    )


class MaxCrewsForm(Form):
    """Limits of the working strips on both sides of a row."""

    front: Dozens = about("Crews that may work in front of the row at once", 2)
    rear: Dozens = about("Crews that may work behind the row at once", 2)


class RowForm(Form):
    """A row of racks that face one way."""

    id: Name = about(
        "Name of the row; its racks are called row + two digits: A01, A02, ... Rows of the same name in several rooms "
        "are called ROOM.NAME, and their racks ROOM.A01"
    )
    room: Name = about("Room that the row stands in")
    start_mm: Point2 = about(
        "Lower left corner of the row's footprint, in the room. All its racks begin at that edge: where racks of "
        "several depths face north or east, their rears are in line. To line up the fronts, list these racks in the "
        "list racks of the site"
    )
    front: Facing = about("Direction in which the fronts of the racks face; rows that face north or south run along x")
    pitch_mm: PartMm | None = about("Distance from rack to rack; default: the rack's width", None)
    racks: list[RackGroupForm] = about("Groups of equal racks, in order of position", [])
    first_position: Quantity = about("Number of the first rack", 1)
    phase: Quantity = about(
        "Build phase in which the row is handed over, numbered from 1 without a gap. `phases` of request.yaml, where "
        "it is stated, must agree",
        1,
    )
    max_crews: MaxCrewsForm = about(
        "Crews of two that have room in front of and behind the row at once; crews of other sizes by their people",
        MaxCrewsForm(),
    )


NETBOX_RACK = {
    **{"name": "id", "rack_type": "type", "rack type": "type"},
    **dict.fromkeys(("site", "location", "group", "tenant", "status", "role", "serial", "asset_tag", "comments"), ""),
}
"""Columns of a list of racks that NetBox exports, with ours; empty where nothing here uses them."""


class RackForm(Form):
    """A single rack at a place of its own."""

    also_called = NETBOX_RACK

    id: Name = about(
        "Name of the rack, unique in its room; labels carry it. Racks of the same name in several rooms are called "
        "ROOM.NAME"
    )
    row: Name = about("Row that the rack belongs to")
    type: Name = about("Rack type, a key of rack_types")
    x_mm: Millimetres = about("Left edge of the footprint, in the room")
    y_mm: Millimetres = about("Lower edge of the footprint, in the room")
    position: Quantity | None = about("Position in the row; default: in order of the list", None)


class PathwayForm(Form):
    """A tray, ladder, basket, duct or sleeve."""

    id: Name = about("Name of the pathway, as the sheets print it")
    kind: Literal["tray", "ladder", "basket", "duct", "sleeve"] = about("Kind of pathway", "tray")
    room: Name | None = about("Room whose frame the points are in; default: the site's frame", None)
    points_mm: list[Point3] = about(
        "Corners [x, y, z] of the centre line; sections are level or vertical", min_length=2
    )
    width_mm: PartMm = about("Clear width; of a sleeve, the width of its opening")
    depth_mm: PartMm = about("Clear depth; of a sleeve, the height of its opening")
    media: list[Literal["fiber", "copper"]] = about("Media that may lie in it", ["fiber", "copper"])
    existing_fill_mm2: Area = about("Cross-section that is in use already", 0)
    max_crews: Quantity = about(
        "Crews of two that have room on one span at once, pulling; crews of other sizes by their people", 2
    )
    firestop: Flag = about("Whether it passes a fire barrier that must be sealed again; every sleeve does", False)


class DropForm(Form):
    """A drop from a rack to a pathway, where it is not the default one."""

    rack: Name = about("Rack. It may have several drops")
    pathway: Name = about("Pathway that the rack's cables go to")
    at_mm: Point3 | None = about(
        "Point on the pathway, in the rack's room; default: nearest to the entry of the drop", None
    )
    entry_mm: Point2 | None = about(
        "Entry, in the rack's room: the point of the rack's footprint at which the cables leave; default: as "
        "`side` and the rack type say",
        None,
    )
    side: Side | None = about("Side of the entry as one faces the front; default: that of the rack type", None)
    media: list[Literal["fiber", "copper"]] | None = about(
        "Media that leave the rack there; default: those of the pathway", None, min_length=1
    )
    name: Name | None = about("Name of the drop among those of its rack; default: its side, or its medium", None)
    area_mm2: Area | None = about("Cross-section; default: that of the rack's entry", None)
    max_crews: Quantity = about(
        "Crews of two that have room at the drop at once; crews of other sizes by their people", 2
    )


class SidePassageForm(Form):
    """An opening between racks that stand side by side: cables pass from one into the next, never further."""

    row: Name | None = about("Row whose racks touch each other; state either this or `racks`", None)
    racks: list[Name] | None = about("Racks in order; each touches the next", None, min_length=2)
    low_mm: OffsetMm = about("Height of the lower edge of the opening above the floor", 0)
    high_mm: PartMm | None = about("Height of the upper edge; default: the height of the lower rack", None)
    near_mm: OffsetMm | None = about(
        "Distance from the front of the first rack to the nearer edge of the opening; default: where both racks begin",
        None,
    )
    far_mm: PartMm | None = about(
        "Distance from the front of the first rack to the farther edge of the opening; default: where one rack ends",
        None,
    )
    media: list[Literal["fiber", "copper"]] = about("Media that may pass", ["fiber", "copper"], min_length=1)
    area_mm2: Area | None = about("Cross-section for cables; default: height times depth of the opening", None)
    max_crews: Quantity = about(
        "Crews of two that have room to pass cables through it at once; crews of other sizes by their people", 2
    )
    name: Name | None = about("Name of the opening among those between the same racks", None)

    @form_rule
    def _has_racks(self) -> "SidePassageForm":
        if (self.row is None) == (self.racks is None):
            raise FormValueError("a side passage needs either row or racks", "State one of the two")
        return self


class ObstacleForm(Form):
    """A rectangle on which no rack may stand."""

    id: Name = about("Name")
    kind: Literal["column", "keep_out"] = about("column: pathways avoid it too. keep_out: an area without racks")
    room: Name = about("Room")
    corner_mm: Point2 = about("Lower left corner, in the room")
    size_mm: Size2 = about("Width and depth")


class AisleForm(Form):
    """The space between two rows."""

    id: Name = about("Name")
    kind: Literal["hot", "cold"] = about("Hot or cold")
    rows: list[Name] = about("The two rows beside it", min_length=2, max_length=2)
    min_width_mm: RoomMm = about("Least clear width", 900)


class FeedForm(Form):
    """A power feed that several racks share."""

    id: Name = about("Name of the feed")
    limit_kw: Kilowatts = about("Power that all racks on it may draw together")


class SiteForm(Form):
    """The floor of a site."""

    name: Name = about("Name of the site")
    notes: Text | None = about("A remark on the site; `check` prints it", None)
    tile_mm: RackMm | None = about(
        "Side of a tile of the floor, such as 2 ft: lengths of this file, `racks.csv` and `pathways.csv` may then be "
        "in tiles",
        None,
    )
    units: Units = about(
        "Lengths on crew pages: metric, or imperial for feet and inches beside the metres by which cables are ordered",
        "metric",
    )
    rooms: list[RoomForm] = about("Rooms", min_length=1)
    rack_types: dict[Name, RackTypeForm] = about("Kinds of racks, by name")
    rows: list[RowForm] = about("Rows of racks", min_length=1)
    racks: list[RackForm] = about("Racks outside the pattern of a row; long lists go to racks.csv", [])
    pathways: list[PathwayForm] = about("Trays, ladders, baskets, ducts and sleeves; long lists go to pathways.csv", [])
    drops: list[DropForm] = about(
        "Drops that differ from the default, which is straight to the nearest pathway over or under the rack", []
    )
    side_passages: list[SidePassageForm] = about(
        "Openings between racks side by side; without one, cables leave a rack at its top or bottom only", []
    )
    obstacles: list[ObstacleForm] = about("Columns and keep-out areas", [])
    aisles: list[AisleForm] = about("Aisles, to check their width", [])
    feeds: list[FeedForm] = about("Power feeds", [])
    port_to_side_mm: OffsetMm = about("Length of cable from a port to the side of the rack", 500)
    slack_mm_per_end: OffsetMm = about("Slack loop at each end of a cable", 300)
    fill_warn_pct: Percent = about("Fill of a pathway, in percent, above which the planner warns", 25.0, multiple_of=1)
    fill_max_pct: Percent = about("Highest fill of a pathway that is allowed, in percent", 50.0, multiple_of=1)
