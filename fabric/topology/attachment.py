"""Which leaf each port of a device goes to: by rail, by unit or rack with or without redundancy, or in order.

All return the same columns. Ports of a device count from 0 within its group, ports of a leaf from 0 as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fabric.topology.links import rank_within
from fabric.topology.sizing import SizingError
from layouts import IntColumn, divide_up


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """Where ports of devices land. Columns of equal length: device, its port, leaf, the leaf's port.

    `leaf_names` and `leaf_units` say how each leaf is called after 'leaf-' and which unit it belongs to; `pairs` are
    leaves that back each other.
    """

    device: IntColumn
    port: IntColumn
    leaf: IntColumn
    leaf_port: IntColumn
    leaf_names: tuple[str, ...]
    leaf_units: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def leaves(self) -> int:
        return len(self.leaf_names)


def attach_by_rail(
    units: Sequence[Sequence[int]], rails: int, downlinks: int, by_rail_first: bool = False
) -> Attachment:
    """Port k of every device of a unit goes to the leaf of rail k of that unit; `units` holds device indexes.

    A unit larger than the downlinks of a leaf gets several leaves a rail, filled evenly in order. Leaf 02-3 serves
    rail 3 of unit 2, leaf 02-3-2 is its second. Leaves are numbered unit by unit, or rail by rail.
    """
    names: list[str] = []
    leaf_units: list[int] = []
    columns: list[IntColumn] = []
    for number, unit in enumerate(units, start=1):
        per_rail = divide_up(len(unit), downlinks)
        share = divide_up(len(unit), per_rail)
        first = len(names)
        for rail in range(1, rails + 1):
            for block in range(1, per_rail + 1):
                names.append(f"{number:02d}-{rail}" + (f"-{block}" if per_rail > 1 else ""))
                leaf_units.append(number)
        member, rail_index = np.meshgrid(np.arange(len(unit)), np.arange(rails), indexing="ij")
        leaf = first + rail_index * per_rail + member // share
        rows = np.stack([np.asarray(unit)[member], rail_index, leaf, member % share])
        columns.append(rows.reshape(4, -1).astype(np.int32))
    device, port, leaf_of, leaf_port = np.concatenate(columns, axis=1)
    if not by_rail_first:
        return Attachment(
            device=device,
            port=port,
            leaf=leaf_of,
            leaf_port=leaf_port,
            leaf_names=tuple(names),
            leaf_units=tuple(leaf_units),
        )
    order = sorted(range(len(names)), key=lambda leaf: (int(names[leaf].split("-")[1]), leaf))
    place = np.argsort(order).astype(np.int32)
    ordered_names = tuple(names[number] for number in order)
    ordered_units = tuple(leaf_units[number] for number in order)
    return Attachment(
        device=device,
        port=port,
        leaf=place[leaf_of],
        leaf_port=leaf_port,
        leaf_names=ordered_names,
        leaf_units=ordered_units,
    )


def attach_by_unit(
    units: Sequence[Sequence[int]], ports: Sequence[int], downlinks: int, redundancy: int = 1, least_sets: int = 1
) -> Attachment:
    """Devices fill the leaves of their unit in order; with redundancy r, port j goes to leaf j mod r of a set of r.

    `ports[d]` are the ports that device d connects; a device with fewer ports than r uses as many leaves as it has
    ports, in turn over the set, so that single-homed devices share both leaves. A unit gets at least `least_sets`
    sets, filled evenly. Raises SizingError where one device has more ports than a leaf has downlinks.
    """
    names: list[str] = []
    leaf_units: list[int] = []
    pairs: list[tuple[int, int]] = []
    rows: list[tuple[int, int, int]] = []
    for number, unit in enumerate(units, start=1):
        sets = _fill_sets(unit, ports, downlinks, redundancy, least_sets)
        for block, members in enumerate(sets, start=1):
            first = len(names)
            for member in range(redundancy):
                letter = "ab"[member] if redundancy == 2 else str(member + 1)
                names.append(f"{number:02d}-{block}" + (letter if redundancy > 1 else ""))
                leaf_units.append(number)
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
        leaf_units=tuple(leaf_units),
        pairs=tuple(pairs),
    )


def _fill_sets(
    unit: Sequence[int], ports: Sequence[int], downlinks: int, redundancy: int, least_sets: int
) -> list[list[int]]:
    """Devices of a unit in sets of leaves, none of whose leaves gets more ports than it has downlinks."""
    total = sum(ports[device] for device in unit)
    for device in unit:
        if divide_up(ports[device], redundancy) > downlinks:
            raise SizingError(f"a device with {ports[device]} ports passes the {downlinks} downlinks of a leaf")
    count = max(least_sets, divide_up(total, downlinks * redundancy))
    while True:
        sets: list[list[int]] = [[]]
        used = before = 0
        for device in unit:
            over = used + ports[device] > downlinks * redundancy
            # A set ends where the running total reaches its share of the whole.
            full = (before + used) * count >= total * len(sets)
            if sets[-1] and (over or (full and len(sets) < count)):
                before += used
                sets.append([])
                used = 0
            sets[-1].append(device)
            used += ports[device]
        if len(sets) <= count:
            return sets
        count = len(sets)


def attach_in_order(ports: Sequence[int], per_switch: int, per_unit: int) -> Attachment:
    """Ports of all devices in order, `per_switch` to each switch; `per_unit` switches form a unit (group)."""
    device = np.repeat(np.arange(len(ports)), ports).astype(np.int32)
    number = np.arange(len(device), dtype=np.int32)
    leaves = divide_up(len(device), per_switch)
    return Attachment(
        device=device,
        port=rank_within(device),
        leaf=number // per_switch,
        leaf_port=number % per_switch,
        leaf_names=tuple(f"{leaf // per_unit + 1:02d}-{leaf % per_unit + 1:02d}" for leaf in range(leaves)),
        leaf_units=tuple(leaf // per_unit + 1 for leaf in range(leaves)),
    )
