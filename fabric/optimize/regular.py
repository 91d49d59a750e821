"""The regular part of a Clos fabric: units of leaves, the racks that each of them serves evenly, and how the uplinks
of its leaves lead to the switches at the top.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design

LongColumn = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Regular:
    """`leaves[u]` counts the leaves of each unit, `served[u]` the racks of devices of which it serves all links, with
    the links of each leaf to each of them; `uplinks` are those of each leaf at least.

    From each leaf of unit u at least `ways[u]` links (a share of them) lead to each of the `tops` at the top: directly,
    or paired with the uplinks of the spine that they pass. `uplink_rows` are the links that the leaves' racks count.
    """

    leaves: tuple[int, ...]
    served: tuple[tuple[tuple[str, int], ...], ...]
    uplinks: int
    ways: tuple[float, ...]
    tops: int
    uplink_rows: Mask


def find_regular(design: Design, rows: Mask, host_rack: list[str]) -> Regular | None:
    """The regular part of a design, None where it has no tiers. `rows` are the links of devices that are laid,
    `host_rack` the rack of each device ("": none).
    """
    fabric, links = design.fabric, design.fabric.links
    hosts = len(fabric.hosts)
    tier = np.array([{"leaf": 0, "spine": 1, "core": 2}[switch.tier] for switch in fabric.switches], np.int64)
    if not (tier == 0).any() or not (tier > 0).any():
        return None
    splits = np.array([stage.medium.legs > 1 for stage in design.stages], bool)[links.stage]
    a, b = links.a_device.astype(np.int64) - hosts, links.b_device.astype(np.int64) - hosts
    among = (a >= 0) & (b >= 0) & ~splits
    level = np.full((2, len(links)), -1)
    level[0, a >= 0], level[1, b >= 0] = tier[a[a >= 0]], tier[b[b >= 0]]
    up = among & (level[0] == 0) & (level[1] > 0)
    if not up.any() or (among & (level[0] > level[1])).any():
        return None
    # Links between switches of one tier, such as those of a pair of leaves, are no ways up.
    among = among & (level[0] < level[1])
    units = sorted({switch.unit for switch in fabric.switches if switch.tier == "leaf"})
    unit_of = np.array(
        [units.index(switch.unit) if switch.tier == "leaf" else -1 for switch in fabric.switches], np.int64
    )
    sizes = np.bincount(unit_of[unit_of >= 0], minlength=len(units))
    ways, tops = _ways(a, b, among, tier)
    leaf = np.flatnonzero(tier == 0)
    uplinks = int(np.bincount(a[up], minlength=len(tier))[leaf].min())
    if not uplinks:
        return None
    return Regular(
        tuple(sizes.tolist()),
        _served(design, rows, host_rack, unit_of, sizes),
        uplinks,
        tuple(float(ways[leaf[unit_of[leaf] == unit]].min()) for unit in range(len(units))),
        tops,
        up,
    )


def _served(
    design: Design, rows: Mask, host_rack: list[str], unit_of: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[tuple[tuple[str, int], ...], ...]:
    """Per unit, the racks whose links all go to its leaves, equally many to each."""
    links, hosts = design.fabric.links, len(design.fabric.hosts)
    names = sorted(set(host_rack))
    number = {name: index for index, name in enumerate(names)}
    rack = np.array([number[name] for name in host_rack], np.int64)[links.a_device[rows]]
    switch = links.b_device[rows].astype(np.int64) - hosts
    pairs, counts = np.unique(np.stack([rack, switch]), axis=1, return_counts=True)
    served: list[list[tuple[str, int]]] = [[] for _ in sizes]
    starts = np.flatnonzero(np.diff(pairs[0], prepend=-1))
    for start, end in zip(starts, [*starts[1:], pairs.shape[1]], strict=True):
        found = set(unit_of[pairs[1, start:end]].tolist())
        unit = found.pop()
        if not found and unit >= 0 and end - start == sizes[unit] and len(set(counts[start:end].tolist())) == 1:
            served[unit].append((names[int(pairs[0, start])], int(counts[start])))
    return tuple(map(tuple, served))


def _ways(a: LongColumn, b: LongColumn, among: Mask, tier: LongColumn) -> tuple[NDArray[np.float64], int]:
    """Per switch, the least share of its links that leads to any one switch of the top tier, and how many those are.

    A link to a spine is paired with the spine's uplinks in equal shares, each link used once at most.
    """
    count, top = len(tier), int(tier.max())
    joined = np.zeros((count, count))
    np.add.at(joined, (a[among], b[among]), 1.0)
    ends = np.flatnonzero(tier == top)
    direct = joined[:, ends]
    if top == 2:
        spine = np.flatnonzero(tier == 1)
        downs, ups = joined[:, spine].sum(axis=0), joined[np.ix_(spine, ends)].sum(axis=1)
        share = 1 / np.maximum(1, np.maximum(downs, ups))
        direct = direct + (joined[:, spine] * share) @ joined[np.ix_(spine, ends)]
    return direct.min(axis=1), len(ends)
