"""Devices on free ports of the leaves: fabric managers, storage nodes, servers, often on split ports.

Each connector goes to the leaf with the most free cages. Cages are taken from the last downlink cage down, each in one
mode, since both fibers of a twin-port transceiver should be of one kind, straight or splitter (NVIDIA); where no whole
cage is free a splitter shares one with a straight fiber, and the judge warns of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from fabric.catalog import PortGroup
from fabric.topology import NODE_LEAF, Links, SizingError
from layouts import IntColumn, divide_up


@dataclass(frozen=True)
class LeafHomes:
    """The leaves that share the links of one device, such as both leaves of a pair."""

    count: int
    """Leaves that each device is linked to, where it has as many ports."""
    partners: Mapping[int, int]
    """The other leaf of each pair; empty where leaves form no pairs."""

    def list_allowed(self, leaves: int, used: Sequence[int], free: Callable[[int], int]) -> list[int]:
        """The leaves for the next port, the roomiest first. `used` are those of the ports before it."""
        homes = list(dict.fromkeys(used))
        if self.count > 1 and len(homes) >= self.count:
            # All homes are taken: their ports take turns.
            turn = len(used) % self.count
            return [*homes[turn:], *homes[:turn]]
        if homes and self.count > 1:
            return (
                [self.partners[homes[0]]]
                if homes[0] in self.partners
                else [leaf for leaf in _by_room(leaves, free) if leaf not in homes]
            )
        if self.partners and self.count > 1:
            return sorted(range(leaves), key=lambda leaf: (-min(free(leaf), free(self.partners[leaf])), leaf))
        return _by_room(leaves, free)


def _by_room(leaves: int, free: Callable[[int], int]) -> list[int]:
    return sorted(range(leaves), key=lambda leaf: (-free(leaf), leaf))


class NoFreePortError(SizingError):
    """The leaves have no connector left for extra devices."""


@dataclass
class LeafRoom:
    """The cages of one leaf that are still free. Cages count from 0, the first cage of the group."""

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


class ExtraPorts(NamedTuple):
    """The ports of one extra device."""

    device: int
    """Number of the device in the fabric."""
    ports: int
    """Number of its ports."""
    rack: str | None
    """Its rack, since the legs of a splitter do not part between racks; None where it has none yet."""


def attach_extras(
    extras: Sequence[ExtraPorts], group: PortGroup, room: list[LeafRoom], first_leaf: int, homes: LeafHomes
) -> Links:
    """Node-leaf links of extra devices: their ports in order, on connectors of `group`; takes from `room`.

    Ports of one device share a connector, unless `homes` asks for several leaves: then port j of some devices of a rack
    share one, and the connectors of a device are on different leaves. Raises NoFreePortError where the leaves have no
    free connector left.
    """
    rows: list[tuple[int, int, int, int]] = []
    for legs in _list_connectors(extras, group.lanes, homes.count):
        used: list[int] = []
        for ends in legs:
            leaf, connector = _take_connector(group, room, homes, used)
            used.append(leaf)
            rows += [
                (device, port, first_leaf + leaf, connector * group.lanes + lane)
                for lane, (device, port) in enumerate(ends)
            ]
    columns = np.array(sorted(rows), np.int32).reshape(-1, 4).T
    return Links.of(NODE_LEAF, *columns)


def _list_connectors(extras: Sequence[ExtraPorts], lanes: int, leaves: int) -> Iterator[list[list[tuple[int, int]]]]:
    """The connectors of some devices at a time, each with its ends: (device, port).

    The connectors of one list go to different leaves where devices have several.
    """
    if leaves == 1:
        for extra in extras:
            ends = [(extra.device, port) for port in range(extra.ports)]
            yield from ([ends[start : start + lanes]] for start in range(0, len(ends), lanes))
        return
    waiting: dict[tuple[str | None, int], list[ExtraPorts]] = {}
    for extra in extras:
        alike = waiting.setdefault((extra.rack, extra.ports if extra.rack is not None else -extra.device - 1), [])
        alike.append(extra)
        if len(alike) == lanes:
            yield [[(one.device, port) for one in alike] for port in range(extra.ports)]
            alike.clear()
    for alike in waiting.values():
        if alike:
            yield [[(one.device, port) for one in alike] for port in range(alike[0].ports)]


def _take_connector(group: PortGroup, room: list[LeafRoom], homes: LeafHomes, used: Sequence[int]) -> tuple[int, int]:
    """The leaf and the connector for the next port of devices whose earlier ports are on the `used` leaves.

    It is the leaf with the most free cages among those that the devices may use: the partner of the first leaf, or any
    other leaf where leaves have no partners.
    """
    for leaf in homes.list_allowed(len(room), used, lambda leaf: len(room[leaf].free)):
        connector = room[leaf].take(group)
        if connector is not None:
            return leaf, connector
    several = f" on {homes.count} leaves each" if homes.count > 1 else ""
    raise NoFreePortError(f"the leaves have no free ports for the extra devices{several}: leave one node of a unit out")
