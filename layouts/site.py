"""The floor: rooms, rows, racks, pathways, drops, obstacles. Frozen values in millimetres of one site frame.

x runs east, y north, z up from the finished floor. A rack's footprint already has its orientation applied.
A *place* is the working strip in front of or behind one row of racks; crews are limited per place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from layouts.units import MICROMETRES_PER_RU, divide_up

Facing = Literal["north", "south", "east", "west"]
Face = Literal["front", "rear"]
Entry = Literal["top", "bottom"]
Point3 = tuple[int, int, int]


@dataclass(frozen=True)
class Room:
    """A room; its outline is a closed polygon in the site frame, first corner not repeated."""

    id: str
    outline_mm: tuple[tuple[int, int], ...]
    height_mm: int
    origin_mm: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class RackType:
    """What racks of one kind are like. `usable_half_ru` limits the half rack units that switches may fill."""

    id: str
    width_mm: int
    depth_mm: int
    height_mm: int
    usable_depth_mm: int
    half_ru: int
    usable_half_ru: int
    u1_bottom_mm: int
    u_numbering: Literal["bottom_up", "top_down"]
    max_weight_g: int
    max_power_w: int
    feed: str | None
    entry_side: Literal["left", "right", "both"]
    entry_area_mm2: int
    holds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of racks that face one way; `phase` is the build phase, from 1, `max_crews` per face."""

    id: str
    room: str
    front: Facing
    phase: int
    max_crews_front: int
    max_crews_rear: int


@dataclass(frozen=True, kw_only=True)
class Rack:
    """One rack; (x, y) is the lower left corner of its footprint in the site frame."""

    id: str
    room: str
    row: str
    position: int
    type: RackType
    x_mm: int
    y_mm: int
    front: Facing

    @property
    def size_x_mm(self) -> int:
        return self.type.width_mm if self.front in ("north", "south") else self.type.depth_mm

    @property
    def size_y_mm(self) -> int:
        return self.type.depth_mm if self.front in ("north", "south") else self.type.width_mm

    @property
    def centre_mm(self) -> tuple[int, int]:
        return self.x_mm + self.size_x_mm // 2, self.y_mm + self.size_y_mm // 2

    def bottom_half_ru(self, position_half_ru: int, height_half_ru: int) -> int:
        """Half units from the lowest mounting position up to the bottom of a device.

        `position_half_ru` is twice the lowest-numbered unit that the device occupies, as NetBox has it. Where
        units are numbered from the top, the lowest number is the highest place.
        """
        if self.type.u_numbering == "bottom_up":
            return position_half_ru - 2
        return self.type.half_ru - (position_half_ru - 2) - height_half_ru

    def port_height_um(self, position_half_ru: int, height_half_ru: int) -> int:
        """Height in micrometres above the floor of the middle of a device's face.

        Formula: u1_bottom + (bottom + height / 2) x 44.45 mm, in micrometres so that it is exact.
        """
        bottom = self.bottom_half_ru(position_half_ru, height_half_ru)
        return self.type.u1_bottom_mm * 1000 + (2 * bottom + height_half_ru) * MICROMETRES_PER_RU // 4

    def rise_mm(self, position_half_ru: int, height_half_ru: int, entry: Entry) -> int:
        """Vertical way from a device's middle to the rack's top or bottom, rounded up."""
        height_um = self.port_height_um(position_half_ru, height_half_ru)
        return divide_up(self.type.height_mm * 1000 - height_um if entry == "top" else height_um, 1000)


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """A tray, ladder, basket, duct or sleeve along level or vertical pieces. `existing_fill_mm2` counts as filled."""

    id: str
    kind: str
    points_mm: tuple[Point3, ...]
    width_mm: int
    depth_mm: int
    media: tuple[str, ...]
    existing_fill_mm2: int
    max_crews: int
    firestop: bool

    @property
    def area_mm2(self) -> int:
        return self.width_mm * self.depth_mm


@dataclass(frozen=True, kw_only=True)
class Drop:
    """Where a rack's cables leave for a pathway: from `entry` at the rack's centre to `point_mm` on the pathway."""

    rack: str
    pathway: str
    entry: Entry
    point_mm: Point3
    length_mm: int
    area_mm2: int
    max_crews: int


@dataclass(frozen=True)
class Obstacle:
    """A column or a keep-out area, a rectangle in the site frame."""

    id: str
    kind: Literal["column", "keep_out"]
    corner_mm: tuple[int, int]
    size_mm: tuple[int, int]


@dataclass(frozen=True)
class Aisle:
    """The way between two rows; its width is checked against `min_width_mm`."""

    id: str
    kind: Literal["hot", "cold"]
    rows: tuple[str, ...]
    min_width_mm: int


@dataclass(frozen=True)
class Feed:
    """A power feed shared by the racks whose type names it."""

    id: str
    limit_w: int


@dataclass(frozen=True)
class Place:
    """A working strip at one face of one row, with the number of crews that may work there at once."""

    id: str
    row: str
    face: Face
    max_crews: int


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything about the floor. Tuples are in the order of the files; lookups by id are cached."""

    name: str
    rooms: tuple[Room, ...]
    rows: tuple[Row, ...]
    racks: tuple[Rack, ...]
    pathways: tuple[Pathway, ...]
    drops: tuple[Drop, ...]
    obstacles: tuple[Obstacle, ...] = ()
    aisles: tuple[Aisle, ...] = ()
    feeds: tuple[Feed, ...] = ()
    port_to_side_mm: int = field(default=500)
    slack_mm_per_end: int = field(default=300)
    fill_warn_pct: int = field(default=25)
    fill_max_pct: int = field(default=50)

    @cached_property
    def rack_by_id(self) -> Mapping[str, Rack]:
        return {rack.id: rack for rack in self.racks}

    @cached_property
    def pathway_by_id(self) -> Mapping[str, Pathway]:
        return {pathway.id: pathway for pathway in self.pathways}

    @cached_property
    def drop_by_rack(self) -> Mapping[str, Drop]:
        return {drop.rack: drop for drop in self.drops}

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
