"""Metrics of a fabric: hops between its devices, links between its halves, ports left after a failure.

Hops are links between switches. Exact for every fabric of up to `SOURCES` classes of leaves (leaves with the same
neighbours and devices are one class, so a folded Clos has one class per pod); beyond, hops are taken from that many
leaves and said to be sampled. The bisection is exact where the formula of the family gives it, otherwise a cut found
by search between parts that differ by no more than the ports of a leaf.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.topology.cuts import find_bisection
from fabric.topology.links import DIRECT, NODE_LEAF, PEER, Fabric
from layouts import IntColumn, LongColumn

SOURCES = 512


@dataclass(frozen=True, kw_only=True)
class FabricMetrics:
    """Figures of one fabric. Shares in percent, from 0 to 100; None where there is nothing to measure."""

    diameter_hops: int
    """Most hops between two device ports that can reach each other; 0 where all are on one leaf."""
    mean_hops: float
    """Mean over pairs of device ports that can reach each other, to three decimals; a pair on one leaf has 0."""
    reachable_pct: float
    """Share of all pairs of device ports that can reach each other."""
    is_sampled: bool
    """Whether hops are counted from some classes of leaves alone."""
    bisection_links: int
    """Links between two halves of the devices."""
    bisection_is_exact: bool
    """Whether the formula of the family gives the bisection; one found by search is an upper limit."""
    left_after_switch_pct: float | None
    """Share of its links to other switches, peer links left out, that the worst hit leaf keeps when one fails."""
    left_after_bundle_pct: float | None
    """Share of its links that the worst hit leaf or device keeps when all links between any two fail."""
    host_left_pct: float | None
    """Share of its ports that the worst hit device keeps when any one leaf fails."""


class _Hops(NamedTuple):
    """Distances over pairs of device ports."""

    diameter: int
    """Links of the longest of the shortest walks."""
    mean: float
    """Links of a shortest walk, on average."""
    reachable: float
    """Share of the pairs that reach each other, 0 to 1."""
    is_sampled: bool
    """Whether only some leaves were started from."""


class _LeafClasses(NamedTuple):
    """Classes of leaves with the same neighbours and devices."""

    leaves: LongColumn
    """One leaf of each class, by number of the switch."""
    sizes: LongColumn
    """Leaves of each class."""
    are_sampled: bool
    """Whether there are more classes than these."""


def measure(fabric: Fabric, exact_bisection: int | None = None) -> FabricMetrics:
    """The metrics of a fabric; `exact_bisection` is the family's formula where it has one."""
    hosts, count = len(fabric.hosts), len(fabric.switches)
    links = fabric.links
    inner = (links.stage != NODE_LEAF) & (links.stage != DIRECT)
    inner &= (links.a_device >= hosts) & (links.b_device >= hosts)
    low, high = links.a_device[inner] - hosts, links.b_device[inner] - hosts
    down = links.stage == NODE_LEAF
    weight = np.bincount(links.b_device[down] - hosts, minlength=count).astype(np.int32)
    if not weight.any():
        weight = np.array([switch.tier == "leaf" for switch in fabric.switches], np.int32)
    hops = _measure_hops(count, low, high, weight)
    cut = find_bisection(count, low, high, weight) if exact_bisection is None else exact_bisection
    after_switch = _least_left(
        np.concatenate((low, high)), np.concatenate((high, low)), weight > 0, links.stage[inner] == PEER
    )
    host_left = _least_left(links.a_device[down], links.b_device[down], None, None)
    shares = [share for share in (after_switch, host_left) if share is not None]
    return FabricMetrics(
        diameter_hops=hops.diameter,
        mean_hops=round(hops.mean, 3),
        reachable_pct=round(100 * hops.reachable, 2),
        is_sampled=hops.is_sampled,
        bisection_links=cut,
        bisection_is_exact=exact_bisection is not None,
        left_after_switch_pct=after_switch,
        left_after_bundle_pct=min(shares) if shares else None,
        host_left_pct=host_left,
    )


def _least_left(
    device: IntColumn, peer: IntColumn, relevant: NDArray[np.bool_] | None, spare: NDArray[np.bool_] | None
) -> float | None:
    """Percent of its links that the worst device keeps without its heaviest peer."""
    if spare is not None:
        keep = ~np.concatenate((spare, spare))
        device, peer = device[keep], peer[keep]
    if not len(device):
        return None
    width = int(peer.max()) + 1
    pairs, per_pair = np.unique(device.astype(np.int64) * width + peer, return_counts=True)
    owner = pairs // width
    share = 1 - per_pair / np.bincount(device)[owner]
    if relevant is not None:
        share = share[relevant[owner]]
    return round(100 * float(share.min()), 2) if len(share) else None


def _measure_hops(count: int, low: IntColumn, high: IntColumn, weight: IntColumn) -> _Hops:
    """The distances of a fabric, over pairs of device ports."""
    me = np.arange(count, dtype=np.int64)
    ends: LongColumn = np.concatenate((low.astype(np.int64), high.astype(np.int64), me))
    peers: LongColumn = np.concatenate((high.astype(np.int64), low.astype(np.int64), me))
    code: LongColumn = np.unique(ends.astype(np.int64) * count + peers)
    peers = code % count
    start: LongColumn = np.searchsorted(code // count, me).astype(np.int64)
    sources, sizes, are_sampled = _classify_leaves(start, peers, weight)
    words = -(-len(sources) // 64)
    seen = np.zeros((count, words), np.uint64)
    number = np.arange(len(sources))
    np.bitwise_or.at(seen, (sources, number // 64), np.uint64(1) << (number % 64).astype(np.uint64))
    leaves = np.flatnonzero(weight > 0)
    from_weight = weight[sources].astype(np.int64) * sizes
    met = total = 0.0
    level = diameter = 0
    bits = _bits(seen[leaves], len(sources))
    same = (bits * weight[leaves][:, None].astype(np.int64) * from_weight[None, :]).sum()
    met += float(same)
    while True:
        level += 1
        wider = np.bitwise_or.reduceat(seen[peers], start, axis=0)
        if np.array_equal(wider, seen):
            break
        new = _bits(wider[leaves] & ~seen[leaves], len(sources))
        pairs = float((new.T @ weight[leaves].astype(np.int64)) @ from_weight)
        if pairs:
            diameter = level
        met += pairs
        total += level * pairs
        seen = wider
    ports = float(weight.sum())
    everything = float(from_weight.sum()) * ports
    own = float(from_weight.sum())
    return _Hops(diameter, total / max(met - own, 1.0), met / everything if everything else 1.0, are_sampled)


def _bits(words: NDArray[np.uint64], count: int) -> LongColumn:
    """Bits of each row as 0 and 1, the first `count` of them."""
    as_bytes = words.astype("<u8").view(np.uint8).reshape(len(words), -1)
    return np.unpackbits(as_bytes, axis=1, bitorder="little")[:, :count].astype(np.int64)


def _classify_leaves(start: LongColumn, peers: LongColumn, weight: IntColumn) -> _LeafClasses:
    """The classes of leaves; evenly chosen ones where there are too many."""
    stop = np.append(start[1:], len(peers))
    groups: dict[tuple[int, bytes], list[int]] = {}
    for switch in np.flatnonzero(weight > 0).tolist():
        near = peers[start[switch] : stop[switch]]
        groups.setdefault((int(weight[switch]), near[near != switch].tobytes()), []).append(switch)
    members = sorted(groups.values())
    if len(members) <= SOURCES:
        first = np.array([group[0] for group in members], np.int64)
        return _LeafClasses(first, np.array([len(group) for group in members], np.int64), False)
    picked = np.linspace(0, len(members) - 1, SOURCES).astype(np.int64)
    chosen = [members[i] for i in picked]
    return _LeafClasses(np.array([group[0] for group in chosen]), np.array([len(group) for group in chosen]), True)
