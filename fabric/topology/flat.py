"""Builds a fabric from pairs of switches, for the families in which every switch carries devices (no spines).

Devices take the first ports of each switch. Links to other switches take the next ones, sorted by stage and peer, so
that cables to one peer lie side by side.
"""

import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.fabric_size import SizingError
from fabric.topology.links import NODE_LEAF, Fabric, Links, Switch, rank_within
from layouts import IntColumn

Edges = tuple[IntColumn, IntColumn, IntColumn]
"""Stage, lower and higher switch of each link. Two switches with several links have several rows."""


def build_flat(
    devices: tuple[str, ...],
    attachment: Attachment,
    switch_count: int,
    per_section: int,
    edges: Edges,
    radix: int,
    prefix: str = "",
) -> Fabric:
    """Devices on the first of `switch_count` switches of `radix` ports, which are joined by `edges`.

    Each `per_section` switches form a section. Raises SizingError where ports run out.
    """
    if attachment.leaves > switch_count:
        raise SizingError(f"the devices need {attachment.leaves} switches, the fabric has {switch_count}")
    switches = tuple(
        Switch(
            f"{prefix}leaf-{number // per_section + 1:02d}-{number % per_section + 1:02d}",
            "leaf",
            number // per_section + 1,
        )
        for number in range(switch_count)
    )
    first = len(devices)
    carried = np.bincount(attachment.leaf, minlength=switch_count) if len(attachment.leaf) else np.zeros(switch_count)
    down = int(carried.max(initial=0))
    stage, low, high = edges
    count = len(stage)
    ends = np.concatenate((low, high)).astype(np.int64)
    peers = np.concatenate((high, low)).astype(np.int64)
    row = np.concatenate((np.arange(count), np.arange(count)))
    order = np.lexsort((row, peers, np.concatenate((stage, stage)), ends))
    port = np.empty(2 * count, np.int32)
    port[order] = down + rank_within(ends[order].astype(np.int32))
    if count and int(port.max()) >= radix:
        raise SizingError(f"a switch needs {int(port.max()) + 1} ports, it has {radix}")
    hosts = Links.of(NODE_LEAF, attachment.device, attachment.port, first + attachment.leaf, attachment.leaf_port)
    between = Links(
        stage.astype(np.int32),
        (first + low).astype(np.int32),
        port[:count],
        (first + high).astype(np.int32),
        port[count:],
    )
    return Fabric(devices, switches, Links.stack([hosts, between]))


def full_mesh(members: IntColumn, stage: int, links: int = 1) -> Edges:
    """Links between every two switches of each group, `links` a pair. `members`: (groups, switches), or (switches,)."""
    rows = np.atleast_2d(members)
    i, j = np.triu_indices(rows.shape[1], 1)
    low, high = rows[:, i].reshape(-1), rows[:, j].reshape(-1)
    low, high = np.minimum(low, high), np.maximum(low, high)
    return (
        np.full(len(low) * links, stage, np.int32),
        np.repeat(low, links).astype(np.int32),
        np.repeat(high, links).astype(np.int32),
    )


def join_edges(parts: list[Edges]) -> Edges:
    """Several tables of links one after the other."""
    stage, low, high = (np.concatenate(columns).astype(np.int32) for columns in zip(*parts, strict=True))
    return stage, low, high
