"""Racks: their types, and where each stands. Frozen values in millimetres of one site frame.

x runs east, y north, z up from the finished floor. A rack's footprint already has its orientation applied.
"""

from dataclasses import dataclass
from typing import Literal

from layouts.units import MICROMETRES_PER_RU, divide_up

Facing = Literal["north", "south", "east", "west"]
Face = Literal["front", "rear"]
Entry = Literal["top", "bottom", "side"]
Side = Literal["left", "right", "both"]
Point2 = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class RackType:
    """Dimensions and limits that racks of one type share."""

    id: str
    """Name, unique among rack types."""
    width_mm: int
    """Outer width, along the row."""
    depth_mm: int
    """Outer depth, from front to rear."""
    height_mm: int
    """Outer height above the finished floor."""
    usable_depth_mm: int
    """Depth that equipment may take."""
    half_ru: int
    """Height in half rack units."""
    usable_half_ru: int
    """Half rack units that switches may fill."""
    u1_bottom_mm: int
    """Height of the lower edge of the lowest unit above the floor."""
    u_numbering: Literal["bottom_up", "top_down"]
    """End of the rack at which unit 1 is."""
    max_weight_g: int
    """Load that the rack may carry."""
    max_power_w: int
    """Power that the rack may draw."""
    feed: str | None
    """Id of its power feed; None where it has a feed of its own."""
    entry_side: Side
    """Side of the entry as one faces the front: at that edge of the footprint, or half-way for both."""
    entry_area_mm2: int
    """Cross-section of the opening for cables."""
    holds: tuple[str, ...]
    """Kinds of equipment that may stand in it."""
    unit_um: int = MICROMETRES_PER_RU
    """Height of one rack unit in micrometres: 44,450, or 48,000 of an open rack of 21 inches."""
    first_half_ru: int = 2
    """Twice the number of its first unit, usually 1."""
    entry_from_front_mm: int | None = None
    """Way from the front to the entry along the depth; None where it lies below the pathway."""


@dataclass(frozen=True, kw_only=True)
class Rack:
    """One rack and its footprint in the frame of the site."""

    id: str
    """Name, unique among racks; labels carry it."""
    room: str
    """Id of the room of its row."""
    row: str
    """Id of its row."""
    position: int
    """Number in its row."""
    type: RackType
    """Dimensions and limits."""
    x_mm: int
    """Left edge of the footprint."""
    y_mm: int
    """Lower edge of the footprint."""
    front: Facing
    """Direction in which its front faces."""
    z_mm: int = 0
    """Height of the floor on which it stands."""

    @property
    def top_mm(self) -> int:
        """Height of its top in the frame of the site."""
        return self.z_mm + self.type.height_mm

    @property
    def size_x_mm(self) -> int:
        return self.type.width_mm if self.front in ("north", "south") else self.type.depth_mm

    @property
    def size_y_mm(self) -> int:
        return self.type.depth_mm if self.front in ("north", "south") else self.type.width_mm

    @property
    def centre_mm(self) -> Point2:
        return self.x_mm + self.size_x_mm // 2, self.y_mm + self.size_y_mm // 2

    def covers(self, point_mm: Point2) -> bool:
        """Whether a point in plan lies on its footprint, edges included."""
        x, y = point_mm
        return self.x_mm <= x <= self.x_mm + self.size_x_mm and self.y_mm <= y <= self.y_mm + self.size_y_mm

    def from_front_mm(self, point_mm: Point2) -> int:
        """How far a point in plan lies behind the front, along the depth of the rack; negative before it."""
        x, y = point_mm
        if self.front in ("south", "west"):
            return y - self.y_mm if self.front == "south" else x - self.x_mm
        return self.y_mm + self.size_y_mm - y if self.front == "north" else self.x_mm + self.size_x_mm - x

    def plan_point_mm(self, from_front_mm: int, from_left_mm: int) -> Point2:
        """The point in plan so far behind the front, and so far from the left side as one faces the front."""
        if self.front == "south":
            return self.x_mm + from_left_mm, self.y_mm + from_front_mm
        if self.front == "north":
            return self.x_mm + self.size_x_mm - from_left_mm, self.y_mm + self.size_y_mm - from_front_mm
        if self.front == "west":
            return self.x_mm + from_front_mm, self.y_mm + self.size_y_mm - from_left_mm
        return self.x_mm + self.size_x_mm - from_front_mm, self.y_mm + from_left_mm

    def face_at_mm(self, face: Face) -> int:
        """Where a face lies along the depth, in the frame of the site: y of racks that face north or south, else x."""
        low, deep = (self.y_mm, self.size_y_mm) if self.front in ("north", "south") else (self.x_mm, self.size_x_mm)
        return low if (self.front in ("south", "west")) == (face == "front") else low + deep

    def depth_way_mm(self, face: Face, point_mm: Point2) -> int:
        """The distance along the depth of the rack from a face to a point of its footprint."""
        behind = self.from_front_mm(point_mm)
        return abs(behind) if face == "front" else abs(self.type.depth_mm - behind)

    def bottom_half_ru(self, position_half_ru: int, height_half_ru: int) -> int:
        """Half units from the lowest mounting position up to the bottom of a device.

        `position_half_ru` is twice the lowest-numbered unit that the device occupies, as NetBox has it. Where
        units are numbered from the top, the lowest number is the highest place.
        """
        if self.type.u_numbering == "bottom_up":
            return position_half_ru - self.type.first_half_ru
        return self.type.half_ru - (position_half_ru - self.type.first_half_ru) - height_half_ru

    def positions(self, height_half_ru: int) -> range:
        """The positions, twice the lowest-numbered unit each, at which a device of a height is inside the rack."""
        first = self.type.first_half_ru
        return range(first, first + self.type.half_ru - height_half_ru + 1)

    def port_height_um(self, position_half_ru: int, height_half_ru: int) -> int:
        """Height in micrometres above the floor of the middle of a device's face.

        Formula: u1_bottom + (bottom + height / 2) x height of a unit, in micrometres so that it is exact.
        """
        bottom = self.bottom_half_ru(position_half_ru, height_half_ru)
        return self.type.u1_bottom_mm * 1000 + (2 * bottom + height_half_ru) * self.type.unit_um // 4

    def rise_mm(self, position_half_ru: int, height_half_ru: int, entry: Entry) -> int:
        """Vertical distance from a device's middle to the rack's top or bottom, rounded up."""
        height_um = self.port_height_um(position_half_ru, height_half_ru)
        return divide_up(self.type.height_mm * 1000 - height_um if entry == "top" else height_um, 1000)
