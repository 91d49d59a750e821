"""The floor: rooms, rows, pathways, drops, obstacles. Frozen values in millimetres of one site frame.

x runs east, y north, z up from the finished floor.
A *place* is the working strip in front of or behind one row of racks; crews are limited per place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from layouts.aisles import Aisle
from layouts.openings import Opening
from layouts.racks import Entry, Face, Facing, Point2, Rack

Units = Literal["metric", "imperial"]
"""Units in which crews read lengths."""
Point3 = tuple[int, int, int]


@dataclass(frozen=True)
class Room:
    """A room; its outline is a closed polygon in the site frame, first corner not repeated."""

    id: str
    """Name, unique among rooms."""
    outline_mm: tuple[tuple[int, int], ...]
    """Corners (x, y) in order around the room, in either direction."""
    height_mm: int
    """Clear height above the finished floor, more than 0."""
    origin_mm: tuple[int, int]
    """Point of the site frame from which places in the room are measured."""
    floor_mm: int = 0
    """Height of its finished floor in the frame of the site."""

    @property
    def ceiling_mm(self) -> int:
        """Height of its ceiling in the frame of the site."""
        return self.floor_mm + self.height_mm


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of racks that face one way."""

    id: str
    """Name, unique among rows; the names of its regular racks begin with it."""
    room: str
    """Id of the room in which it stands."""
    front: Facing
    """Direction in which the fronts of its racks face."""
    phase: int
    """Build phase, from 1."""
    max_crews_front: int
    """Crews that may work in front of the row at once."""
    max_crews_rear: int
    """Crews that may work behind the row at once."""


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """A tray, ladder, basket, duct or sleeve, of level and vertical sections."""

    id: str
    """Name, unique among pathways, as the sheets print it."""
    kind: str
    """`tray`, `ladder`, `basket`, `duct` or `sleeve`."""
    points_mm: tuple[Point3, ...]
    """Corners of the centre line in the frame of the site."""
    width_mm: int
    """Clear width."""
    depth_mm: int
    """Clear depth."""
    media: tuple[str, ...]
    """Media that may lie in it: fiber, copper."""
    existing_fill_mm2: int
    """Cross-section that is in use already."""
    max_crews: int
    """Crews that may pull on one span at once."""
    firestop: bool
    """Whether it passes a fire barrier: only parts that its opening lets through may pass."""

    @property
    def area_mm2(self) -> int:
        return self.width_mm * self.depth_mm


@dataclass(frozen=True, kw_only=True)
class Drop:
    """The run of a rack's cables from an entry of the rack to a pathway. A rack may have several."""

    rack: str
    """Id of the rack."""
    pathway: str
    """Id of the pathway at its other end; empty where it leads through the side of the rack."""
    entry: Entry
    """End of the rack at which the cables leave, or its side."""
    entry_mm: Point2
    """The entry, in the frame of the site: the point of the rack's footprint at which the cables leave."""
    point_mm: Point3
    """Point on the pathway."""
    length_mm: int
    """Vertical plus horizontal distance from the entry to the point."""
    area_mm2: int
    """Cross-section of the drop."""
    max_crews: int
    """Crews that may work on it at once."""
    media: tuple[str, ...] = ("fiber", "copper")
    """Media that may leave the rack there: fiber, copper."""
    name: str = ""
    """Its name among the drops of its rack, such as copper or left; empty for the only one."""
    opening: Opening | None = None
    """The opening into the next rack, where it leads through the side."""

    @property
    def id(self) -> str:
        """Its name in the site: the rack, with its own name after a dot where it has one."""
        return f"{self.rack}.{self.name}" if self.name else self.rack


@dataclass(frozen=True)
class Obstacle:
    """A column or a keep-out area, a rectangle in the site frame."""

    id: str
    """Name, unique among obstacles."""
    kind: Literal["column", "keep_out"]
    """`column`: no rack stands on it and no pathway runs through it. `keep_out`: no rack stands on it."""
    corner_mm: tuple[int, int]
    """Lower left corner (x, y)."""
    size_mm: tuple[int, int]
    """Width along x and depth along y, both more than 0."""
    room: str = ""
    """Room that it is in; empty in plans of an older format."""


@dataclass(frozen=True)
class Feed:
    """A power feed shared by the racks whose type names it."""

    id: str
    """Name, unique among feeds; rack types refer to it."""
    limit_w: int
    """Highest power that all devices on it may draw together."""


@dataclass(frozen=True)
class Place:
    """A working strip at one face of one row."""

    id: str
    """Row and face, such as `A.front`."""
    row: str
    """Id of the row."""
    face: Face
    """Face of the row in front of which it lies."""
    max_crews: int
    """Crews that may work there at once, at least 1."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything about the floor. Lookups by id are cached."""

    name: str
    """Name of the site; every document prints it."""
    rooms: tuple[Room, ...]
    """Rooms in the order of the file, at least one."""
    rows: tuple[Row, ...]
    """Rows in the order of the file, at least one."""
    racks: tuple[Rack, ...]
    """Racks, sorted by row, position and id."""
    pathways: tuple[Pathway, ...]
    """Pathways of site.yaml, then those of pathways.csv."""
    drops: tuple[Drop, ...]
    """Drops to pathways in the order of their racks, then those through sides."""
    obstacles: tuple[Obstacle, ...] = ()
    """Columns and keep-out areas in the order of the file."""
    aisles: tuple[Aisle, ...] = ()
    """Aisles in the order of the file."""
    feeds: tuple[Feed, ...] = ()
    """Power feeds in the order of the file."""
    port_to_side_mm: int
    """Length of cable from a port to the side of its rack."""
    slack_mm_per_end: int
    """Length of the slack loop at each end of a cable."""
    fill_warn_pct: int
    """Fill of a pathway or drop, in percent of its cross-section, above which there is a warning."""
    fill_max_pct: int
    """Highest fill of a pathway or drop that is allowed, in percent of its cross-section."""
    units: Units = "metric"
    """Units in which crews read lengths: metres, or metres with feet and inches beside them."""
    with_depth: bool = True
    """Whether lengths include the distance from a port's face to the entry of its rack. Plans of format 5 left it
    out.
    """

    @property
    def end_loop_mm(self) -> int:
        """Length of cable at each end beside the rise in the rack: from the port to the side, and the slack loop."""
        return self.port_to_side_mm + self.slack_mm_per_end

    @cached_property
    def rack_by_id(self) -> Mapping[str, Rack]:
        return {rack.id: rack for rack in self.racks}

    @cached_property
    def pathway_by_id(self) -> Mapping[str, Pathway]:
        return {pathway.id: pathway for pathway in self.pathways}

    @cached_property
    def drops_of(self) -> Mapping[str, tuple[Drop, ...]]:
        """The drops of each rack that has any, in the order of the site."""
        found: dict[str, tuple[Drop, ...]] = {}
        for drop in self.drops:
            found[drop.rack] = (*found.get(drop.rack, ()), drop)
        return found

    @cached_property
    def drop_by_id(self) -> Mapping[str, Drop]:
        return {drop.id: drop for drop in self.drops}

    @cached_property
    def rack_number(self) -> Mapping[str, int]:
        """The index in `racks` of each rack id."""
        return {rack.id: number for number, rack in enumerate(self.racks)}

    @cached_property
    def place_index(self) -> Mapping[str, int]:
        """The index in `places` of each place id."""
        return {place.id: number for number, place in enumerate(self.places)}

    def place_number(self, rack: str, face: str) -> int:
        """The index in `places` of the working strip at a face of a rack."""
        return self.place_index[place_id(self.rack_by_id[rack].row, face)]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(
            place
            for row in self.rows
            for place in (
                Place(place_id(row.id, "front"), row.id, "front", row.max_crews_front),
                Place(place_id(row.id, "rear"), row.id, "rear", row.max_crews_rear),
            )
        )


def place_id(row: str, face: str) -> str:
    """The name of a working strip: row and face, as the sheets print it."""
    return f"{row}.{face}"
