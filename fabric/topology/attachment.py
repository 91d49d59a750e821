"""Chooses the leaf for each port of a device: by rail, by unit or rack (with or without redundancy), or in order.

Ports of a device count from 0 within its group, ports of a leaf from 0 as well.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from fabric.topology.fabric_size import SizingError
from fabric.topology.links import rank_within
from layouts import IntColumn, divide_up


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """The leaf of each port of a device. The first four are columns of equal length, one row per port."""

    device: IntColumn
    """Index in the list of devices that the fabric connects."""
    port: IntColumn
    """Port of the device, from 0 within its group."""
    leaf: IntColumn
    """Index in `leaf_names`."""
    leaf_port: IntColumn
    """Port of the leaf, from 0 within its downlinks."""
    leaf_names: tuple[str, ...]
    """Name of each leaf after 'leaf-'."""
    leaf_sections: tuple[int, ...]
    """Section of each leaf, from 1: see `Switch.section`."""
    pairs: tuple[tuple[int, int], ...] = ()
    """Indexes of the two leaves of each pair, lower one first; empty without redundancy."""
    rails: int = 0
    """Number of rails, or of sets of rails that share leaves; 0 where leaves serve no rail."""

    @property
    def leaves(self) -> int:
        """Number of leaves."""
        return len(self.leaf_names)

    @property
    def leaves_per_rail(self) -> int:
        """Leaves of one rail over all units; 0 where leaves serve no rail."""
        return self.leaves // self.rails if self.rails else 0


def attach_by_rail(
    units: Sequence[Sequence[int]], rails: int, downlinks: int, rails_together: int = 0, rails_per_leaf: int = 1
) -> Attachment:
    """Port k of every device of a unit goes to the leaf of rail k of that unit. `units` holds numbers of devices.

    Each `rails_per_leaf` rails that follow each other share leaves. A unit with more ports of such a set than a leaf
    has downlinks gets several leaves a set, filled evenly in order, a device on one of them. Leaf 02-3 serves rail (or
    set) 3 of unit 2, leaf 02-3-2 is its second. Leaves are numbered unit by unit; with `rails_together`, those of so
    many rails of all units first, then those of the next. Raises SizingError where a leaf has too few downlinks for the
    rails that share it.
    """
    shared = min(rails_per_leaf, rails)
    if shared > downlinks:
        raise SizingError(f"{shared} rails share a leaf, which has {downlinks} downlinks for them")
    sets = divide_up(rails, shared)
    names: list[str] = []
    sections: list[int] = []
    rail_of: list[int] = []
    columns: list[IntColumn] = []
    for number, unit in enumerate(units, start=1):
        per_rail = divide_up(len(unit), downlinks // shared)
        share = divide_up(len(unit), per_rail)
        first = len(names)
        for rail in range(1, sets + 1):
            for block in range(1, per_rail + 1):
                names.append(f"{number:02d}-{rail}" + (f"-{block}" if per_rail > 1 else ""))
                sections.append(number)
                rail_of.append(rail)
        member, rail_index = np.meshgrid(np.arange(len(unit)), np.arange(rails), indexing="ij")
        leaf = first + rail_index // shared * per_rail + member // share
        leaf_port = member % share * shared + rail_index % shared
        rows = np.stack([np.asarray(unit)[member], rail_index, leaf, leaf_port])
        columns.append(rows.reshape(4, -1).astype(np.int32))
    device, port, leaf_of, leaf_port = np.concatenate(columns, axis=1)
    together = divide_up(rails_together or rails, shared)
    order = sorted(range(len(names)), key=lambda leaf: (rail_of[leaf] - 1) // together)
    number_of = np.argsort(order).astype(np.int32)
    return Attachment(
        device=device,
        port=port,
        leaf=number_of[leaf_of],
        leaf_port=leaf_port,
        leaf_names=tuple(names[leaf] for leaf in order),
        leaf_sections=tuple(sections[leaf] for leaf in order),
        rails=sets,
    )


def attach_by_unit(
    units: Sequence[Sequence[int]],
    ports: Sequence[int],
    downlinks: int,
    redundancy: int = 1,
    least_sets: int = 1,
    neighbours: Sequence[Hashable] | None = None,
) -> Attachment:
    """Devices fill the leaves of their unit in order; with redundancy r, port j goes to leaf j mod r of a set of r.

    `ports[d]` are the ports that device d connects; a device with fewer ports than r uses as many leaves as it has
    ports, in turn over the set, so that single-homed devices share both leaves. A unit gets at least `least_sets`
    sets, filled evenly. Devices that follow each other with equal `neighbours` share a set where all such groups of the
    unit can, without more leaves. Raises SizingError where one device has more ports than a leaf has downlinks.
    """
    names: list[str] = []
    leaf_sections: list[int] = []
    pairs: list[tuple[int, int]] = []
    rows: list[tuple[int, int, int]] = []
    for number, unit in enumerate(units, start=1):
        sets = _fill_sets(unit, ports, downlinks, redundancy, least_sets, neighbours)
        for block, members in enumerate(sets, start=1):
            first = len(names)
            for member in range(redundancy):
                letter = "ab"[member] if redundancy == 2 else str(member + 1)
                names.append(f"{number:02d}-{block}" + (letter if redundancy > 1 else ""))
                leaf_sections.append(number)
            if redundancy == 2:
                pairs.append((first, first + 1))
            turn = 0
            for device in members:
                for port in range(ports[device]):
                    rows.append((device, port, first + (port + turn) % redundancy))
                turn += ports[device] % redundancy
    devices, ports_of, leaf = np.array(rows, np.int32).reshape(-1, 3).T
    return Attachment(
        device=devices,
        port=ports_of,
        leaf=leaf,
        leaf_port=rank_within(leaf),
        leaf_names=tuple(names),
        leaf_sections=tuple(leaf_sections),
        pairs=tuple(pairs),
    )


def _fill_sets(
    unit: Sequence[int],
    ports: Sequence[int],
    downlinks: int,
    redundancy: int,
    least_sets: int,
    neighbours: Sequence[Hashable] | None,
) -> list[list[int]]:
    """Devices of a unit in sets of leaves, none of whose leaves gets more ports than it has downlinks."""
    for device in unit:
        if divide_up(ports[device], redundancy) > downlinks:
            raise SizingError(f"the {ports[device]} ports of a device exceed the {downlinks} downlinks of a leaf")
    count = max(least_sets, divide_up(sum(ports[device] for device in unit), downlinks * redundancy))
    alone = _cut_sets([[device] for device in unit], ports, downlinks * redundancy, count)
    if neighbours is None:
        return alone
    groups = [list(group) for _, group in groupby(unit, lambda device: neighbours[device])]
    if any(sum(ports[device] for device in group) > downlinks * redundancy for group in groups):
        return alone
    together = _cut_sets(groups, ports, downlinks * redundancy, count)
    return together if least_sets <= len(together) <= len(alone) else alone


def _cut_sets(groups: Sequence[Sequence[int]], ports: Sequence[int], room: int, count: int) -> list[list[int]]:
    """Devices in `count` sets of at most `room` ports, or in the fewest more; those of a group are not parted."""
    sizes = [sum(ports[device] for device in group) for group in groups]
    total = sum(sizes)
    while True:
        sets: list[list[int]] = [[]]
        used = before = 0
        for group, size in zip(groups, sizes, strict=True):
            over = used + size > room
            # A set ends where the running total reaches its share of the whole.
            full = (before + used) * count >= total * len(sets)
            if sets[-1] and (over or (full and len(sets) < count)):
                before += used
                sets.append([])
                used = 0
            sets[-1] += group
            used += size
        if len(sets) <= count:
            return sets
        count = len(sets)


def attach_in_order(ports: Sequence[int], per_switch: int, per_section: int) -> Attachment:
    """Ports of all devices in order, `per_switch` to each switch; each `per_section` switches form a section."""
    device = np.repeat(np.arange(len(ports)), ports).astype(np.int32)
    number = np.arange(len(device), dtype=np.int32)
    leaves = divide_up(len(device), per_switch)
    return Attachment(
        device=device,
        port=rank_within(device),
        leaf=number // per_switch,
        leaf_port=number % per_switch,
        leaf_names=tuple(f"{leaf // per_section + 1:02d}-{leaf % per_section + 1:02d}" for leaf in range(leaves)),
        leaf_sections=tuple(leaf // per_section + 1 for leaf in range(leaves)),
    )
