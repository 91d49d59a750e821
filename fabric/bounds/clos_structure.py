"""The regular part of a Clos fabric.

This is its units of leaves, the racks that each unit serves evenly, and the paths of the uplinks to the switches of the
top tier.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.spine_grid import SpineGrid, find_spine_grid
from fabric.designs import Design
from layouts import Floats, LongColumn

Mask = NDArray[np.bool_]
Ways = tuple[tuple[tuple[float, ...], ...], ...]
MOST_KINDS = 4
"""Most kinds of top switches that are distinguished, since each costs one more pass over all racks.

Where there are more kinds, all count as one kind with the fewest links of all.
"""


class RegularRack(NamedTuple):
    """A rack of devices whose links all go to the leaves of one unit, equally many to each."""

    name: str
    """Id of the rack."""
    links_per_leaf: int
    """Links from the rack to each leaf of the unit."""


class SpineFan(NamedTuple):
    """The spread of the uplinks of one unit over the switches that they lead to."""

    spines: int
    """Number of these switches."""
    links: tuple[int, ...]
    """`links[k]`: fewest links that any k leaves of the unit have to each of these switches."""


@dataclass(frozen=True, kw_only=True)
class ClosStructure:
    """Leaves, regular racks and uplinks of a Clos fabric, unit by unit."""

    leaves: tuple[int, ...]
    """Number of leaves, by unit."""
    served: tuple[tuple[RegularRack, ...], ...]
    """Regular racks, by unit."""
    uplinks: int
    """Fewest uplinks of a leaf."""
    tops: tuple[int, ...]
    """Number of switches of the top tier, by kind. Switches of a kind have the same `ways`."""
    ways: Ways
    """`ways[c][u][k]`: fewest links that any k leaves of unit u have to each top of kind c.

    These links lead there directly, or are paired with uplinks of the spine that they pass; then they count in shares.
    """
    fans: frozenset[SpineFan]
    """Spreads of the uplinks that occur, each once."""
    uplink_rows: Mask
    """True for each link of the fabric that is an uplink of a leaf."""
    grid: SpineGrid | None = None
    """Spines by pod and group; None where these are uneven, where there are no cores, or where leaves lead to cores."""
    core_rows: Mask | None = None
    """True for each link between a spine and a core; None without a grid."""


def find_clos_structure(design: Design, rows: Mask, host_rack: list[str]) -> ClosStructure | None:
    """The regular part of a design; None where it has no tiers.

    `rows` marks the links of devices that are laid by pulls; `host_rack` holds the rack of each device, '' for none.
    """
    fabric, links = design.fabric, design.fabric.links
    hosts = len(fabric.hosts)
    tier = np.array([{"leaf": 0, "spine": 1, "core": 2}[switch.tier] for switch in fabric.switches], np.int64)
    if not (tier == 0).any() or not (tier > 0).any():
        return None
    splits = np.array([stage.most_legs > 1 for stage in design.stages], bool)[links.stage]
    a, b = links.a_device.astype(np.int64) - hosts, links.b_device.astype(np.int64) - hosts
    among = (a >= 0) & (b >= 0) & ~splits
    level = np.full((2, len(links)), -1)
    level[0, a >= 0], level[1, b >= 0] = tier[a[a >= 0]], tier[b[b >= 0]]
    up = among & (level[0] == 0) & (level[1] > 0)
    if not up.any() or (among & (level[0] > level[1])).any():
        return None
    # Links between switches of one tier, such as those of a pair of leaves, are not ways up.
    among = among & (level[0] < level[1])
    units = sorted({switch.section for switch in fabric.switches if switch.tier == "leaf"})
    unit_of = np.array(
        [units.index(switch.section) if switch.tier == "leaf" else -1 for switch in fabric.switches], np.int64
    )
    sizes = np.bincount(unit_of[unit_of >= 0], minlength=len(units))
    joined = np.zeros((len(tier), len(tier)))
    np.add.at(joined, (a[among], b[among]), 1.0)
    ways = _ways(joined, tier)
    leaf = np.flatnonzero(tier == 0)
    uplinks = int(np.bincount(a[up], minlength=len(tier))[leaf].min())
    if not uplinks:
        return None
    grid = _find_grid(joined, tier, unit_of)
    tops, ways_of_tops = _kinds_of_tops([ways[leaf[unit_of[leaf] == unit]] for unit in range(len(units))])
    return ClosStructure(
        leaves=tuple(sizes.tolist()),
        served=_served(design, rows, host_rack, unit_of, sizes),
        uplinks=uplinks,
        tops=tops,
        ways=ways_of_tops,
        fans=frozenset(_fan(joined[leaf[unit_of[leaf] == unit]]) for unit in range(len(units))),
        uplink_rows=up,
        grid=grid,
        core_rows=among & (level[0] == 1) if grid else None,
    )


def _find_grid(joined: Floats, tier: LongColumn, unit_of: LongColumn) -> SpineGrid | None:
    """The grid of the spines. `joined` counts the upward links between all switches."""
    leaf, spine, core = (np.flatnonzero(tier == level) for level in range(3))
    if not len(core) or joined[np.ix_(leaf, core)].any():
        return None
    counts = joined.astype(np.int64)
    return find_spine_grid(counts[np.ix_(leaf, spine)], counts[np.ix_(spine, core)], unit_of[leaf])


def _served(
    design: Design, rows: Mask, host_rack: list[str], unit_of: LongColumn, sizes: LongColumn
) -> tuple[tuple[RegularRack, ...], ...]:
    """The regular racks of each unit."""
    links, hosts = design.fabric.links, len(design.fabric.hosts)
    names = sorted(set(host_rack))
    number = {name: index for index, name in enumerate(names)}
    rack = np.array([number[name] for name in host_rack], np.int64)[links.a_device[rows]]
    switch = links.b_device[rows].astype(np.int64) - hosts
    pairs, counts = np.unique(np.stack([rack, switch]), axis=1, return_counts=True)
    served: list[list[RegularRack]] = [[] for _ in sizes]
    starts = np.flatnonzero(np.diff(pairs[0], prepend=-1))
    for start, end in zip(starts, np.append(starts, pairs.shape[1])[1:], strict=True):
        found = set(unit_of[pairs[1, start:end]].tolist())
        unit = found.pop()
        if not found and unit >= 0 and end - start == sizes[unit] and len(set(counts[start:end].tolist())) == 1:
            served[unit].append(RegularRack(names[int(pairs[0, start])], int(counts[start])))
    return tuple(map(tuple, served))


def _kinds_of_tops(ways: list[Floats]) -> tuple[tuple[int, ...], Ways]:
    """The number of tops of each kind, and the fewest links from any 0, 1, ... leaves of each unit to one of them.

    `ways` holds one array for each unit: links, or shares of them, from its leaves (rows) to the tops (columns).
    """
    # Shares are sums of the same terms in different orders.
    sums = [np.sort(shares, axis=0).cumsum(axis=0).round(9) for shares in ways]
    columns, counts = np.unique(np.concatenate(sums), axis=1, return_counts=True)
    split = np.cumsum([len(shares) for shares in ways])[:-1]
    found = [tuple((0.0, *part.tolist()) for part in np.split(column, split)) for column in columns.T]
    if len(found) <= MOST_KINDS:
        return tuple(counts.tolist()), tuple(found)
    least = tuple(tuple(map(min, zip(*parts, strict=True))) for parts in zip(*found, strict=True))
    return (int(counts.sum()),), (least,)


def _fan(joined: Floats) -> SpineFan:
    """The spread of the uplinks of one unit. `joined` counts links from its leaves (rows) to all switches (columns)."""
    linked = joined[:, joined.any(axis=0)]
    fewest = np.sort(linked, axis=0).cumsum(axis=0).min(axis=1).astype(int)
    return SpineFan(linked.shape[1], (0, *fewest.tolist()))


def _ways(joined: Floats, tier: LongColumn) -> Floats:
    """The links from each switch (rows) to each switch of the top tier (columns), in shares where they pass a spine.

    `joined` counts the upward links between all switches. A link to a spine is paired with the spine's uplinks in equal
    shares. Each link is used once at most.
    """
    top = int(tier.max())
    ends = np.flatnonzero(tier == top)
    direct = joined[:, ends]
    if top == 2:
        spine = np.flatnonzero(tier == 1)
        downs, ups = joined[:, spine].sum(axis=0), joined[np.ix_(spine, ends)].sum(axis=1)
        share = 1 / np.maximum(1, np.maximum(downs, ups))
        direct = direct + (joined[:, spine] * share) @ joined[np.ix_(spine, ends)]
    return direct
