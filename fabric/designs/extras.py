"""Devices on free ports of the leaves: fabric managers, storage nodes, servers, often on split ports.

Each connector goes to the leaf with the most free cages. Cages are taken from the last downlink cage down, whole ones
first, since both fibers of a twin-port transceiver should be of one kind, straight or splitter (NVIDIA); where no whole
cage is free a splitter shares one, and the judge warns of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fabric.catalog import PortGroup
from fabric.topology import Links, SizingError
from fabric.topology.links import NODE_LEAF, IntColumn
from layouts.units import divide_up


@dataclass
class LeafRoom:
    """Free cages of one leaf: a working value of one attachment. Numbers count from the first cage of the group."""

    free: list[int]
    half_split: list[tuple[int, int]] = field(default_factory=list)
    half_straight: list[tuple[int, int]] = field(default_factory=list)

    def take(self, group: PortGroup, needs_split: bool) -> int | None:
        """The number of a connector in the group, None where none is free."""
        if self.free:
            cage = self.free.pop()
            rest = [(cage, mpo) for mpo in range(1, group.mpos)]
            (self.half_split if needs_split else self.half_straight).extend(rest)
            return cage * group.mpos
        same, other = self.half_split, self.half_straight
        if not needs_split:
            same, other = other, same
        for halves in (same, other):
            if halves and group.mpos > 1:
                cage, mpo = halves.pop()
                return cage * group.mpos + mpo
        return None


def list_room(used_ports: IntColumn, downlinks: int, native: PortGroup) -> list[LeafRoom]:
    """The room of each leaf beside its main ports, which take the first `used_ports` of `downlinks`."""
    room = []
    for used in used_ports.tolist():
        first = divide_up(used, native.per_cage)
        half = [(used // native.per_cage, mpo) for mpo in range(used % native.per_cage, native.mpos)]
        free = list(range(first, downlinks // native.per_cage))
        room.append(LeafRoom(free, [], half if used % native.per_cage else []))
    return room


def attach_extras(
    devices: Sequence[int], ports: Sequence[int], group: PortGroup, room: list[LeafRoom], first_leaf: int
) -> Links:
    """Node-leaf links of extra devices: their ports in order, on connectors of `group`; takes from `room`.

    Raises SizingError where the leaves have no free connector left.
    """
    rows: list[tuple[int, int, int, int]] = []
    for device, count in zip(devices, ports, strict=True):
        for start in range(0, count, group.lanes):
            order = sorted(range(len(room)), key=lambda leaf: (-len(room[leaf].free), leaf))
            for leaf in order:
                connector = room[leaf].take(group, group.lanes > 1)
                if connector is not None:
                    break
            else:
                raise SizingError("the leaves have no free ports for the extra devices: leave a place of a unit free")
            rows += [
                (device, start + lane, first_leaf + leaf, connector * group.lanes + lane)
                for lane in range(min(group.lanes, count - start))
            ]
    columns = np.array(rows, np.int32).reshape(-1, 4).T
    return Links.of(NODE_LEAF, *columns)
