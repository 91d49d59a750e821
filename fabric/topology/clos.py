"""Folded Clos fabrics: rail-optimised with two or three tiers, and leaf-spine over switches that stand already.

Numbering. Leaf (u, k) serves rail k of unit u. Downlinks take the first ports of a switch, uplinks the rest. Links that
share two switches take neighbouring ports, so that the cables of a bundle land side by side.
"""

from collections.abc import Sequence

import numpy as np

from fabric.topology.links import Fabric, Links, Switch
from fabric.topology.sizing import SizingError, list_spine_counts
from layouts.units import divide_up


def build_rail_optimized(
    units: tuple[tuple[str, ...], ...],
    rails: int,
    radix: int,
    downlinks: int,
    uplinks: int,
    spines: int | None,
    tiers: int,
) -> Fabric:
    """A rail-optimised fabric over scalable units of hosts: port k of every host of unit u goes to leaf (u, k).

    `spines` is the spine count of two tiers (a divisor of `uplinks`); three tiers take full pods of radix / 2 leaves,
    with the fewest spines per pod that divide the uplinks. Raises SizingError where a unit has more hosts than a leaf
    has downlinks or the fabric does not close.
    """
    hosts = tuple(host for unit in units for host in unit)
    largest = max(len(unit) for unit in units)
    if largest > downlinks:
        raise SizingError(f"a scalable unit of {largest} hosts passes the {downlinks} downlinks of a leaf")
    leaf_count = len(units) * rails
    switches = [
        Switch(f"leaf-{unit:02d}-{rail}", "leaf", unit)
        for unit in range(1, len(units) + 1)
        for rail in range(1, rails + 1)
    ]
    first_leaf = len(hosts)
    stages = []
    first_host = 0
    for unit, members in enumerate(units):
        host, rail = np.meshgrid(np.arange(len(members)), np.arange(rails), indexing="ij")
        stages.append(Links.of(0, first_host + host, rail, first_leaf + unit * rails + rail, host))
        first_host += len(members)
    if tiers == 1:
        if leaf_count > 1:
            raise SizingError(f"{leaf_count} leaves need spines to join them")
        return Fabric(hosts, tuple(switches), Links.stack(stages))
    first_spine = first_leaf + leaf_count
    if tiers == 2:
        count = spines or list_spine_counts(radix, leaf_count, uplinks)[0]
        switches += [Switch(f"spine-{number:02d}", "spine", 0) for number in range(1, count + 1)]
        stages.append(_join_pod(first_leaf, leaf_count, first_spine, count, downlinks, uplinks, radix))
        return Fabric(hosts, tuple(switches), Links.stack(stages))
    half = radix // 2
    pods = [range(start, min(start + half, leaf_count)) for start in range(0, leaf_count, half)]
    pod_spines = [_pod_spines(len(pod), uplinks, half) for pod in pods]
    cursor = first_spine
    for number, (pod, count) in enumerate(zip(pods, pod_spines, strict=True), start=1):
        switches += [Switch(f"spine-{number:02d}-{index:02d}", "spine", number) for index in range(1, count + 1)]
        stages.append(_join_pod(first_leaf + pod.start, len(pod), cursor, count, downlinks, uplinks, half))
        cursor += count
    spine_total = sum(pod_spines)
    cores = divide_up(spine_total * half, radix)
    switches += [Switch(f"core-{number:03d}", "core", 0) for number in range(1, cores + 1)]
    # Dealing the uplinks of all spines in turn gives every core each pod's uplinks within one of each other.
    dealt = np.arange(spine_total * half)
    stages.append(
        Links.of(
            2,
            first_spine + dealt // half,
            half + dealt % half,
            first_spine + spine_total + dealt % cores,
            dealt // cores,
        )
    )
    return Fabric(hosts, tuple(switches), Links.stack(stages))


def _pod_spines(leaves: int, uplinks: int, half: int) -> int:
    counts = list_spine_counts(half, leaves, uplinks)
    if not counts:
        raise SizingError(f"a pod of {leaves} leaves with {uplinks} uplinks does not close over {half} ports")
    return counts[0]


def _join_pod(
    first_leaf: int, leaves: int, first_spine: int, spines: int, downlinks: int, uplinks: int, radix: int
) -> Links:
    """Every leaf to every spine with uplinks / spines links; spine ports run leaf by leaf."""
    per_pair, rest = divmod(uplinks, spines)
    if rest:
        raise SizingError(f"{spines} spines do not divide the {uplinks} uplinks of a leaf")
    if leaves * per_pair > radix:
        raise SizingError(f"{leaves} leaves with {per_pair} links each pass the {radix} ports of a spine")
    leaf, spine, lane = np.meshgrid(np.arange(leaves), np.arange(spines), np.arange(per_pair), indexing="ij")
    return Links.of(
        1, first_leaf + leaf, downlinks + spine * per_pair + lane, first_spine + spine, leaf * per_pair + lane
    )


def build_leaf_spine(
    leaves: tuple[str, ...],
    spines: tuple[str, ...],
    home_spine: tuple[int, ...],
    uplinks: int,
    leaf_ports: Sequence[Sequence[int]],
    spine_ports: Sequence[Sequence[int]],
) -> Fabric:
    """Existing leaves spread `uplinks` links each over existing spines, every pair within one link of each other.

    `home_spine[l]` is the spine that leaf l meets first: what does not divide evenly goes to it and its followers.
    `leaf_ports` and `spine_ports` are the free ports of each switch, taken in order. Raises SizingError where they do
    not suffice.
    """
    if not leaves or not spines:
        raise SizingError(f"a leaf-spine fabric needs leaves and spines, found {len(leaves)} and {len(spines)}")
    taken = [0] * len(spines)
    columns: list[tuple[int, int, int, int]] = []
    for leaf, ports in enumerate(leaf_ports):
        if uplinks > len(ports):
            raise SizingError(f"{uplinks} uplinks pass the {len(ports)} free ports of {leaves[leaf]}")
        free = iter(ports)
        for step in range(len(spines)):
            spine = (home_spine[leaf] + step) % len(spines)
            for _ in range(uplinks // len(spines) + (step < uplinks % len(spines))):
                if taken[spine] >= len(spine_ports[spine]):
                    raise SizingError(f"more links than the {len(spine_ports[spine])} free ports of {spines[spine]}")
                columns.append((leaf, next(free), len(leaves) + spine, spine_ports[spine][taken[spine]]))
                taken[spine] += 1
    switches = [Switch(name, "leaf", 0) for name in leaves] + [Switch(name, "spine", 0) for name in spines]
    a, a_port, b, b_port = np.array(columns, np.int32).T
    return Fabric((), tuple(switches), Links.of(1, a, a_port, b, b_port))
