"""The regular part of a Clos fabric: units of leaves, the racks that each of them serves evenly, and how the uplinks
of its leaves lead to the switches at the top.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design
from layouts import LongColumn

Mask = NDArray[np.bool_]
CLASSES = 4
"""Up to so many kinds of tops are told apart; the least of all holds for more of them."""


@dataclass(frozen=True, kw_only=True)
class ClosStructure:
    """`leaves[u]` counts the leaves of each unit, `served[u]` the racks of devices of which it serves all links, with
    the links of each leaf to each of them; `uplinks` are those of each leaf at least.

    Of the switches at the top, `tops[c]` each are alike: any k leaves of unit u have at least `ways[c][u][k]` links
    (shares of them) that lead there directly, or paired with the uplinks of the spine that they pass. `uplink_rows` are
    the links that the leaves' racks count.
    """

    leaves: tuple[int, ...]
    served: tuple[tuple[tuple[str, int], ...], ...]
    uplinks: int
    tops: tuple[int, ...]
    ways: tuple[tuple[tuple[float, ...], ...], ...]
    fans: frozenset[tuple[int, tuple[int, ...]]]
    uplink_rows: Mask


def find_clos_structure(design: Design, rows: Mask, host_rack: list[str]) -> ClosStructure | None:
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
    joined = np.zeros((len(tier), len(tier)))
    np.add.at(joined, (a[among], b[among]), 1.0)
    ways = _ways(joined, tier)
    leaf = np.flatnonzero(tier == 0)
    uplinks = int(np.bincount(a[up], minlength=len(tier))[leaf].min())
    if not uplinks:
        return None
    tops, ways_of_tops = _classes([ways[leaf[unit_of[leaf] == unit]] for unit in range(len(units))])
    return ClosStructure(
        leaves=tuple(sizes.tolist()),
        served=_served(design, rows, host_rack, unit_of, sizes),
        uplinks=uplinks,
        tops=tops,
        ways=ways_of_tops,
        fans=frozenset(_fan(joined[leaf[unit_of[leaf] == unit]]) for unit in range(len(units))),
        uplink_rows=up,
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


def _classes(ways: list[NDArray[np.float64]]) -> tuple[tuple[int, ...], tuple[tuple[tuple[float, ...], ...], ...]]:
    """How many tops are alike, and what any 0, 1, ... leaves of each unit have to one of them at least. `ways` are, per
    unit, the shares of its leaves (rows) to the tops (columns).
    """
    # Shares are sums of the same terms in different orders.
    sums = [np.sort(shares, axis=0).cumsum(axis=0).round(9) for shares in ways]
    columns, counts = np.unique(np.concatenate(sums), axis=1, return_counts=True)
    split = np.cumsum([len(shares) for shares in ways])[:-1]
    found = [tuple((0.0, *part.tolist()) for part in np.split(column, split)) for column in columns.T]
    if len(found) <= CLASSES:
        return tuple(counts.tolist()), tuple(found)
    least = tuple(tuple(map(min, zip(*parts, strict=True))) for parts in zip(*found, strict=True))
    return (int(counts.sum()),), (least,)


def _fan(joined: NDArray[np.float64]) -> tuple[int, tuple[int, ...]]:
    """Of the links from the leaves of a unit (rows) to all switches: to how many of these any lead, and what any 0, 1,
    ... of the leaves have to each of them at least.
    """
    linked = joined[:, joined.any(axis=0)]
    return linked.shape[1], (0, *np.sort(linked, axis=0).cumsum(axis=0).min(axis=1).astype(int).tolist())


def _ways(joined: NDArray[np.float64], tier: LongColumn) -> NDArray[np.float64]:
    """Per switch and switch of the top tier, the share of its links that leads there. `joined` counts links upward.

    A link to a spine is paired with the spine's uplinks in equal shares, each link used once at most.
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
