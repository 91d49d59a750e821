"""Devices on free ports of the leaves: fabric managers, storage nodes, servers, often on split ports.

Each connector goes to the leaf with the most free cages. Cages are taken from the last downlink cage down, each in one
mode, since both fibers of a twin-port transceiver should be of one kind, straight or splitter (NVIDIA); where no whole
cage is free a splitter shares one with a straight fiber, and the judge warns of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fabric.catalog import PortGroup
from fabric.topology import NODE_LEAF, Links, SizingError
from layouts import IntColumn, divide_up


class NoFreePortError(SizingError):
    """The leaves have no connector left for extra devices."""


@dataclass
class LeafRoom:
    """Free cages of one leaf: a working value of one attachment. Cages count from 0, the first cage of the group."""

    free: list[int]
    """Indexes of cages without a main port, ascending."""
    straight: list[tuple[int, int]]
    """Free connectors (cage, number), both from 0, of the cage that holds the last main port."""
    half: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Free connectors (cage, number), both from 0, of cages that a mode began; by the port group of the mode."""

    def take(self, group: PortGroup) -> int | None:
        """The number of a connector in the group, None where none is free."""
        begun = self.half.setdefault(group.group, [])
        if not begun:
            cage = self._take_cage(group)
            if cage is not None:
                begun += [(cage, mpo) for mpo in range(group.mpos)]
            elif group.mpos > 1 and not group.skip and self.straight:
                begun.append(self.straight.pop())
        if not begun:
            return None
        cage, mpo = begun.pop(0)
        return cage // (1 + group.skip) * group.mpos + mpo

    def _take_cage(self, group: PortGroup) -> int | None:
        """The last free cage; where its split disables the next ones, those are taken with it and stay empty."""
        width = 1 + group.skip
        for cage in reversed(self.free):
            needed = set(range(cage, cage + width))
            if cage % width == 0 and needed <= set(self.free):
                self.free = [other for other in self.free if other not in needed]
                return cage
        return None


def list_room(used_ports: IntColumn, downlinks: int, native: PortGroup) -> list[LeafRoom]:
    """The room of each leaf beside its main ports, which take the first `used_ports` of `downlinks`."""
    room = []
    for used in used_ports.tolist():
        first = divide_up(used, native.per_cage)
        half = [(used // native.per_cage, mpo) for mpo in range(used % native.per_cage, native.mpos)]
        free = list(range(first, downlinks // native.per_cage))
        room.append(LeafRoom(free, half if used % native.per_cage else []))
    return room


def attach_extras(
    devices: Sequence[int], ports: Sequence[int], group: PortGroup, room: list[LeafRoom], first_leaf: int
) -> Links:
    """Node-leaf links of extra devices: their ports in order, on connectors of `group`; takes from `room`.

    Raises NoFreePortError where the leaves have no free connector left.
    """
    rows: list[tuple[int, int, int, int]] = []
    for device, count in zip(devices, ports, strict=True):
        for start in range(0, count, group.lanes):
            order = sorted(range(len(room)), key=lambda leaf: (-len(room[leaf].free), leaf))
            for leaf in order:
                connector = room[leaf].take(group)
                if connector is not None:
                    break
            else:
                raise NoFreePortError(
                    "the leaves have no free ports for the extra devices: leave a place of a unit free"
                )
            rows += [
                (device, start + lane, first_leaf + leaf, connector * group.lanes + lane)
                for lane in range(min(group.lanes, count - start))
            ]
    columns = np.array(rows, np.int32).reshape(-1, 4).T
    return Links.of(NODE_LEAF, *columns)
