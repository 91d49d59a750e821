"""Dragonfly and dragonfly+: groups of switches that are joined by few long links.

Dragonfly (Kim, Dally, Scott, Abts, ISCA 2008): g groups of a switches, each with p devices, a - 1 local links to the
others of its group and h global links; at most a h + 1 groups; balanced where a = 2p = 2h. The largest of 64-port
switches with 16 + 31 + 17 ports has 545 groups of 32 (De Sensi et al., SC 2020, for Slingshot).

Dragonfly+ (Shpiner et al., HiPINEB 2017): a group is a leaf-spine fabric of L leaves and S spines; every spine has h
global links, so at most S h + 1 groups.

Global links: with g groups, every pair of groups has floor or ceil of (links of a group / (g - 1)) links. The rest of
that division goes to the nearest groups on a circle (a circulant graph), so that all groups have equally many.

Where the links of a pair are stated, the switches of a group share these evenly. Other global ports stay free.
"""

from typing import NamedTuple

import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.clos import join_evenly
from fabric.topology.fabric_size import SizingError
from fabric.topology.flat import Edges, build_flat, full_mesh, join_edges
from fabric.topology.flat_numbers import DragonflyPlusShape, DragonflyShape, check_groups
from fabric.topology.links import GLOBAL, LOCAL, NODE_LEAF, Fabric, Links, Switch, rank_within
from layouts import IntColumn


class GroupLinks(NamedTuple):
    """Global links between groups, as columns of equal length."""

    low: IntColumn
    """Group of the lower number."""
    low_end: IntColumn
    """End of the lower group that the link takes, from 0."""
    high: IntColumn
    """Group of the higher number."""
    high_end: IntColumn
    """End of the higher group that the link takes, from 0."""


def join_groups(groups: int, ends_per_group: int, per_pair: int | None = None) -> GroupLinks:
    """Global links between groups, `per_pair` for every two where that is stated.

    Else every pair of groups has the same number of links within one; one end of every group stays free where the
    number of groups and the rest of the division are both odd. Raises SizingError where there are more groups than ends
    reach.
    """
    if groups < 2:
        none = np.zeros(0, np.int32)
        return GroupLinks(none, none, none, none)
    check_groups(groups, ends_per_group, per_pair)
    each, rest = divmod(ends_per_group, groups - 1) if per_pair is None else (per_pair, 0)
    i, j = np.triu_indices(groups, 1)
    apart = np.minimum(j - i, groups - (j - i))
    extra = apart <= rest // 2
    if rest % 2 and groups % 2 == 0:
        extra |= apart == groups // 2
    count = each + extra
    low, high = np.repeat(i, count).astype(np.int32), np.repeat(j, count).astype(np.int32)
    # Ends of a group are taken in order of its peers, so that the links to one group leave from neighbours.
    both, peers = np.concatenate((low, high)), np.concatenate((high, low))
    order = np.lexsort((peers, both))
    end = np.empty(len(both), np.int32)
    end[order] = rank_within(both[order])
    return GroupLinks(low, end[: len(low)], high, end[len(low) :])


class GroupEnds(NamedTuple):
    """The switches of a group and their ports that some global links take."""

    switch: IntColumn
    """Switch within its group, from 0."""
    port: IntColumn
    """Global port of the switch, from 0."""


def place_ends(end: IntColumn, groups: int, switches: int, global_links: int, per_pair: int | None) -> GroupEnds:
    """The place of each end of a group: switches are filled one after the other, or evenly with `per_pair`."""
    if per_pair is None:
        return GroupEnds(end // global_links, end % global_links)
    used = max(1, per_pair * (groups - 1))
    switch = end.astype(np.int64) * switches // used
    first = -(-switch * used // switches)
    return GroupEnds(switch.astype(np.int32), (end - first).astype(np.int32))


def list_dragonfly_edges(groups: int, switches: int, global_links: int, per_pair: int | None = None) -> Edges:
    """Links between the switches of a dragonfly: full mesh inside each group, global links between groups."""
    number = np.arange(groups * switches, dtype=np.int32).reshape(groups, switches)
    joined = join_groups(groups, switches * global_links, per_pair)
    low, high = (
        place_ends(end, groups, switches, global_links, per_pair).switch for end in (joined.low_end, joined.high_end)
    )
    between = np.full(len(joined.low), GLOBAL, np.int32), joined.low * switches + low, joined.high * switches + high
    return join_edges([full_mesh(number, LOCAL), between])


def build_dragonfly(
    devices: tuple[str, ...],
    attachment: Attachment,
    shape: DragonflyShape,
    radix: int,
    prefix: str = "",
    per_pair: int | None = None,
) -> Fabric:
    """Groups of switches, each with links to other groups, `per_pair` between every two where that is stated."""
    edges = list_dragonfly_edges(shape.groups, shape.switches, shape.global_links, per_pair)
    return build_flat(devices, attachment, shape.groups * shape.switches, shape.switches, edges, radix, prefix)


def build_dragonfly_plus(
    devices: tuple[str, ...],
    attachment: Attachment,
    shape: DragonflyPlusShape,
    prefix: str = "",
    per_pair: int | None = None,
) -> Fabric:
    """Leaf-spine groups whose spines are joined to spines of other groups.

    Each section of `attachment` must be one group. Ports of a spine: leaves first, then global links.
    """
    groups, leaves, spines, downlinks, uplinks, global_links = shape
    if attachment.leaves > groups * leaves:
        raise SizingError(f"{attachment.leaves} leaves exceed the {groups * leaves} of {groups} groups")
    first = len(devices)
    first_spine = first + groups * leaves
    parts = [Links.of(NODE_LEAF, attachment.device, attachment.port, first + attachment.leaf, attachment.leaf_port)]
    switches = [
        Switch(f"{prefix}leaf-{group:02d}-{leaf:02d}", "leaf", group)
        for group in range(1, groups + 1)
        for leaf in range(1, leaves + 1)
    ]
    switches += [
        Switch(f"{prefix}spine-{group:02d}-{spine:02d}", "spine", group)
        for group in range(1, groups + 1)
        for spine in range(1, spines + 1)
    ]
    for group in range(groups):
        parts.append(
            join_evenly(first + group * leaves, leaves, first_spine + group * spines, spines, uplinks, downlinks)
        )
    spine_down = int(max(parts[-1].b_port)) + 1
    joined = join_groups(groups, spines * global_links, per_pair)
    low, high = (place_ends(end, groups, spines, global_links, per_pair) for end in (joined.low_end, joined.high_end))
    parts.append(
        Links.of(
            GLOBAL,
            first_spine + joined.low * spines + low.switch,
            spine_down + low.port,
            first_spine + joined.high * spines + high.switch,
            spine_down + high.port,
        )
    )
    return Fabric(devices, tuple(switches), Links.stack(parts))
