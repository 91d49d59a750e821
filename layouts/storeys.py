"""Rooms above each other: which heights belong to a room, and which room a point or a section is in.

The void below a raised floor belongs to the room above it, down to the ceiling of the room below.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from layouts.geometry import find_outline_overlaps
from layouts.site import Room


class Storey(NamedTuple):
    """The heights that belong to a room, in the frame of the site; None where nothing limits them."""

    low_mm: int | None
    """Ceiling of the highest room below it."""
    high_mm: int | None
    """Floor of the lowest room above it."""

    def holds(self, z_mm: int) -> bool:
        """Whether a height belongs to the room, its void below and above included."""
        return (self.low_mm is None or z_mm > self.low_mm) and (self.high_mm is None or z_mm < self.high_mm)


def list_storeys(rooms: Sequence[Room]) -> Mapping[str, Storey]:
    """The heights of each room, by its id."""
    below: dict[str, list[int]] = {room.id: [] for room in rooms}
    above: dict[str, list[int]] = {room.id: [] for room in rooms}
    for i, j in find_outline_overlaps([room.outline_mm for room in rooms]):
        for room, other in ((rooms[i], rooms[j]), (rooms[j], rooms[i])):
            if other.ceiling_mm <= room.floor_mm:
                below[room.id].append(other.ceiling_mm)
            elif other.floor_mm >= room.ceiling_mm:
                above[room.id].append(other.floor_mm)
    return {room.id: Storey(max(below[room.id], default=None), min(above[room.id], default=None)) for room in rooms}


def are_apart(room: Room, other: Room) -> bool:
    """Whether one of two rooms lies wholly above the other."""
    return room.ceiling_mm <= other.floor_mm or other.ceiling_mm <= room.floor_mm


def best_room(rooms: Sequence[Room], storeys: Mapping[str, Storey], z_mm: int) -> Room | None:
    """Of rooms at one place in plan, the one that a height is in.

    A height between two rooms is in the void below the upper one; one above all ceilings is in the highest room.
    """
    inside = [room for room in rooms if room.floor_mm <= z_mm <= room.ceiling_mm]
    void = [room for room in rooms if z_mm < room.floor_mm and storeys[room.id].holds(z_mm)]
    return next(iter(inside or void), max(rooms, key=lambda room: room.ceiling_mm, default=None))
