"""Folded Clos fabrics from an attachment and a shape: leaf-spine, fat-tree, rail-optimised, rail-only.

Numbering:

- Downlinks take the first ports of a switch, uplinks the rest.
- Links that share two switches take neighbouring ports, so that the cables of a bundle land side by side.
- Uneven uplinks are dealt in turn, leaf after leaf, so that leaf-spine pairs and spines are within one link of each
  other.
- The uplinks of the spines of a pod are cut into equal runs, one per core, so that every core meets the pod equally.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.fabric_size import SizingError
from fabric.topology.links import LEAF_SPINE, NODE_LEAF, PEER, SPINE_CORE, Fabric, Links, Switch, rank_within
from fabric.topology.shapes import ClosShape
from layouts import IntColumn

CoreGrouping = Literal["together", "spread"]


@dataclass(frozen=True, kw_only=True)
class ClosPorts:
    """The ports that each kind of link takes, and the leaves and cores of each pod."""

    first_uplink: int
    """First port of a leaf that is an uplink."""
    first_spine_uplink: int
    """First port of a spine that is an uplink."""
    peer_links: int = 0
    """Links between the two leaves of a pair."""
    first_peer_port: int = 0
    """First port of a leaf that leads to its peer."""
    core_grouping: CoreGrouping = "together"
    """Section of a core: 0 (`together`), or its share of the pods (`spread`; Farrington et al., HotI 2009)."""
    pod_leaves: Sequence[int] | None = None
    """Leaves of each pod that exist, where pods have room for more; None: leaves fill the pods in order."""


def build_clos(
    devices: tuple[str, ...], attachment: Attachment, shape: ClosShape | None, ports: ClosPorts, prefix: str = ""
) -> Fabric:
    """Devices on leaves, leaves on spines, spines on cores. `shape` None: no spines (one tier).

    Raises SizingError where the leaves exceed the capacity of the pods.
    """
    leaves = attachment.leaves
    first_leaf = len(devices)
    switches = [
        Switch(f"{prefix}leaf-{name}", "leaf", section)
        for name, section in zip(attachment.leaf_names, attachment.leaf_sections, strict=True)
    ]
    parts = [
        Links.of(NODE_LEAF, attachment.device, attachment.port, first_leaf + attachment.leaf, attachment.leaf_port)
    ]
    uplinks = shape.uplinks if shape else 0
    if ports.peer_links:
        first, second = np.array(attachment.pairs, np.int32).reshape(-1, 2).T
        lane = ports.first_peer_port + np.arange(ports.peer_links)
        parts.append(Links.of(PEER, first_leaf + first[:, None], lane, first_leaf + second[:, None], lane))
    if shape is None:
        return Fabric(devices, tuple(switches), Links.stack(parts))
    pods = _cut_pods(shape, leaves, ports.pod_leaves)
    first_spine = first_leaf + leaves
    cursor, leaf = first_spine, first_leaf
    ups: list[IntColumn] = []
    for number, (count, spines, up) in enumerate(pods, start=1):
        label = f"{number:02d}-" if len(shape.pods) > 1 else ""
        section = number if len(shape.pods) > 1 else 0
        switches += [Switch(f"{prefix}spine-{label}{index:02d}", "spine", section) for index in range(1, spines + 1)]
        parts.append(join_evenly(leaf, count, cursor, spines, uplinks, ports.first_uplink))
        ups.append(np.repeat(np.arange(cursor, cursor + spines), up))
        cursor += spines
        leaf += count
    if shape.cores:
        switches += [
            Switch(f"{prefix}core-{core + 1:03d}", "core", _core_section(core, shape, ports.core_grouping))
            for core in range(shape.cores)
        ]
        parts.append(_join_cores(ups, ports.first_spine_uplink, cursor, shape.cores))
    return Fabric(devices, tuple(switches), Links.stack(parts))


class _Pod(NamedTuple):
    """A pod that has leaves."""

    leaves: int
    spines: int
    spine_uplinks: int


def _cut_pods(shape: ClosShape, leaves: int, pod_leaves: Sequence[int] | None) -> list[_Pod]:
    """The pods that have leaves. Room for more leaves stays in spines and cores."""
    if pod_leaves is not None:
        return [_Pod(*pod) for pod in zip(pod_leaves, shape.spines, shape.spine_uplinks, strict=True)]
    found, left = [], leaves
    for pod, spines, up in zip(shape.pods, shape.spines, shape.spine_uplinks, strict=True):
        if left > 0:
            found.append(_Pod(min(pod, left), spines, up))
        left -= pod
    if left > 0:
        raise SizingError(f"{leaves} leaves exceed the {sum(shape.pods)} of the pods")
    return found


def join_evenly(first_leaf: int, leaves: int, first_spine: int, spines: int, uplinks: int, first_uplink: int) -> Links:
    """Links from every leaf to every spine: uplinks / spines each, differing by at most one where that is not whole.

    `first_uplink` is the first port of a leaf that is an uplink; spines take their ports from 0.

    Raises SizingError where a leaf has too few uplinks to meet every spine.
    """
    if spines > uplinks:
        raise SizingError(f"{uplinks} uplinks of a leaf are too few for {spines} spines")
    dealt = np.arange(leaves * uplinks, dtype=np.int64)
    leaf, spine = dealt // uplinks, dealt % uplinks % spines
    if uplinks % spines:
        spine = dealt % spines
    order = np.lexsort((spine, leaf))
    leaf, spine = leaf[order].astype(np.int32), spine[order].astype(np.int32)
    return Links.of(
        LEAF_SPINE, first_leaf + leaf, first_uplink + rank_within(leaf), first_spine + spine, rank_within(spine)
    )


def _core_section(core: int, shape: ClosShape, grouping: CoreGrouping) -> int:
    return 0 if grouping == "together" else core * len(shape.pods) // shape.cores + 1


def _join_cores(ups: Sequence[IntColumn], first_uplink: int, first_core: int, cores: int) -> Links:
    """Links from spines to cores. `ups` holds the spine of each uplink, pod by pod. `first_uplink` is their first port.

    The uplinks of a pod are cut into equal runs, one per core; the ports of a core run pod by pod. So a spine meets as
    few cores as its pod allows, with all its links to one core side by side. These are the planes of the fat-tree of
    Al-Fares et al. (SIGCOMM 2008), and the thickest bundles.
    """
    spine = np.concatenate(ups)
    core = np.concatenate([np.arange(len(pod)) * cores // len(pod) for pod in ups])
    order = np.lexsort((core, spine))
    spine, core = spine[order].astype(np.int32), core[order].astype(np.int32)
    return Links.of(SPINE_CORE, spine, first_uplink + rank_within(spine), first_core + core, rank_within(core))


def join_existing(
    leaves: tuple[str, ...],
    spines: tuple[str, ...],
    home_spine: Sequence[int],
    counts: Sequence[Sequence[int]],
    leaf_ports: Sequence[Sequence[int]],
    spine_ports: Sequence[Sequence[int]],
) -> Fabric:
    """Links of existing leaves to existing spines, `counts[l][s]` of each pair.

    `home_spine[l]` is the spine that leaf l meets first. `leaf_ports` and `spine_ports` are the free ports of each
    switch, taken in order. Raises SizingError where they do not suffice.
    """
    taken = [0] * len(spines)
    columns: list[tuple[int, int, int, int]] = []
    for leaf, ports in enumerate(leaf_ports):
        if sum(counts[leaf]) > len(ports):
            raise SizingError(f"{sum(counts[leaf])} uplinks exceed the {len(ports)} free ports of {leaves[leaf]}")
        free = iter(ports)
        for step in range(len(spines)):
            spine = (home_spine[leaf] + step) % len(spines)
            for _ in range(counts[leaf][spine]):
                if taken[spine] >= len(spine_ports[spine]):
                    raise SizingError(f"the uplinks exceed the {len(spine_ports[spine])} free ports of {spines[spine]}")
                columns.append((leaf, next(free), len(leaves) + spine, spine_ports[spine][taken[spine]]))
                taken[spine] += 1
    switches = [Switch(name, "leaf", 0) for name in leaves] + [Switch(name, "spine", 0) for name in spines]
    a, a_port, b, b_port = np.array(columns, np.int32).T
    return Fabric((), tuple(switches), Links.of(LEAF_SPINE, a, a_port, b, b_port))
