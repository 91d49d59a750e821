"""The paths between the switches of a network: leaves reach each other, planes and rails stay apart."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from fabric.audit.network_view import NetworkView, reach
from fabric.audit.rule import Violation, count_of, rule
from fabric.catalog import native_group

Part = tuple[frozenset[int], frozenset[int]]
"""The planes and the rails of some leaves."""


def _leaves(count: int) -> str:
    return f"{count} leaf" if count == 1 else f"{count} leaves"


def _parts(view: NetworkView) -> list[tuple[Part, list[str]]]:
    """Leaves that must reach each other, by planes and rails; rails count only in a network that is rail-only."""
    planes = view.network.planes
    found: dict[Part, list[str]] = defaultdict(list)
    for leaf, ports in view.leaf_ports.items():
        if ports:
            rails = {port // planes for port in ports} if view.network.topology == "rail-only" else {0}
            found[frozenset(port % planes for port in ports), frozenset(rails)].append(leaf)
    return sorted(found.items(), key=lambda item: (sorted(item[0][0]), sorted(item[0][1])))


@rule("leaves-joined")
def check_leaves_joined(view: NetworkView) -> Iterator[Violation]:
    """All leaves of one plane (of one rail, in a rail-only network) reach each other over switches."""
    if view.network.spines_of is not None:
        return
    for _, leaves in _parts(view):
        for leaf in sorted(set(leaves) - reach(view.near, leaves[0]))[:1]:
            yield Violation(
                object=leaf,
                found=f"no path to {leaves[0]}",
                allowed="a path over switches of the network",
                remedy="Add uplinks to a spine that both leaves reach",
            )


@rule("planes-apart")
def check_planes_apart(view: NetworkView) -> Iterator[Violation]:
    """Leaves of two planes are not joined, nor leaves of two rails in a rail-only network."""
    if view.network.spines_of is not None:
        return
    part_of: dict[str, Part] = {}
    for part, leaves in _parts(view):
        for leaf in leaves:
            for other in sorted(reach(view.near, leaf) & part_of.keys()):
                if part_of[other] != part:
                    yield Violation(
                        object=leaf,
                        found=f"joined to {other} of another plane or rail",
                        allowed="apart",
                        remedy="Move the uplinks to switches of the leaf's own plane or rail",
                    )
                    break
            part_of[leaf] = part


@rule("redundancy")
def check_redundancy(view: NetworkView) -> Iterator[Violation]:
    """A member is linked to as many different leaves as requested by its ports of each group, or each of its links goes
    to another leaf if it has fewer.
    """
    wanted = view.network.redundancy
    leaves: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in view.by_stage["node-leaf"]:
        stage, member, leaf = view.end_ids(link)
        leaves[member, native_group(stage.a_group)].append(leaf)
    for cord in view.cords:
        if cord.stage == "node-leaf":
            leaves[cord.a, native_group(cord.a_group)].append(cord.b)
    for (member, _), found in sorted(leaves.items()):
        least = min(len(found), wanted)
        if wanted > 1 and len(set(found)) < least:
            yield Violation(
                object=member,
                found=f"on {_leaves(len(set(found)))}",
                allowed=f"on {least}",
                remedy="Move links of the member to other leaves",
            )


@rule("leaves-as-requested")
def check_leaves_as_requested(view: NetworkView) -> Iterator[Violation]:
    """Each plane of the network has the number of leaves that the request states."""
    wanted, count = view.network.leaves, len(view.leaves)
    if wanted is not None and count != wanted * view.network.planes:
        yield Violation(
            object=view.name,
            found=_leaves(count),
            allowed=str(wanted * view.network.planes),
            remedy="Use the requested number of leaves",
        )


@rule("spines-as-requested")
def check_spines_as_requested(view: NetworkView) -> Iterator[Violation]:
    """Each plane of the network has the number of spines that the request states."""
    if view.network.spines is None:
        return
    count = len({device.id for device in view.plan.devices if device.role == "spine"} & view.near.keys())
    wanted = view.network.planes * view.network.spines
    if count != wanted:
        yield Violation(
            object=view.name,
            found=count_of(count, "spine"),
            allowed=str(wanted),
            remedy="Use the requested number of spines",
        )


@rule("direct-pairs")
def check_direct_pairs(view: NetworkView) -> Iterator[Violation]:
    """Two devices are joined without a switch only where the request names them as a pair."""
    wanted = {
        frozenset(pair)
        for item in view.network.direct
        for pair in zip(item.devices[::2], item.devices[1::2], strict=False)
    }
    for link in view.by_stage["direct"] if wanted else ():
        _, a, b = view.end_ids(link)
        if frozenset((a, b)) not in wanted:
            yield Violation(
                object=view.ends.name(link),
                found=" - ".join(sorted((a, b))),
                allowed="a pair of the request",
                remedy="Join each device to its partner in the request",
            )


@rule("spines-of")
def check_spines_of(view: NetworkView) -> Iterator[Violation]:
    """Uplinks end on switches of the network that the request names."""
    named = view.network.spines_of
    if named is None:
        return
    ends, plan = view.ends, view.plan
    own = {
        device.id
        for link in range(len(plan.links))
        if ends.stage(link).network == named
        for device in (ends.device(link, "a"), ends.device(link, "b"))
    }
    for link in view.by_stage["leaf-spine"]:
        if ends.device(link, "b").id not in own:
            yield Violation(
                object=ends.name(link),
                found="a switch of another network",
                allowed=f"a switch of network {named}",
                remedy=f"Move the uplink to a switch of network {named}",
            )


@rule("group-mesh")
def check_group_mesh(view: NetworkView) -> Iterator[Violation]:
    """In a dragonfly, every two switches of a group are joined."""
    if view.network.topology != "dragonfly":
        return
    local: dict[str, set[str]] = defaultdict(set)
    for a, peers in view.pairs["local"].items():
        for b in peers:
            local[a].add(b)
            local[b].add(a)
    seen: set[str] = set()
    for switch in sorted(local):
        if switch in seen:
            continue
        group = reach(local, switch)
        seen |= group
        for a, b in combinations(sorted(group), 2):
            if b not in local[a]:
                yield Violation(
                    object=f"{a} - {b}",
                    found="not joined",
                    allowed=f"joined, as a group of {view.name}",
                    remedy="Add a local link between the two switches",
                )


@rule("diameter-2")
def check_diameter_2(view: NetworkView) -> Iterator[Violation]:
    """In each plane of a Slim Fly, each switch reaches every other in at most two hops."""
    if view.network.topology != "slim-fly":
        return
    near = view.near
    for switch in sorted(near):
        within_2 = {switch} | near[switch] | {far for peer in near[switch] for far in near[peer]}
        missed = reach(near, switch) - within_2
        if missed:
            yield Violation(
                object=f"{switch} - {min(missed)}",
                found="more than 2 hops",
                allowed=f"2, {view.name}",
                remedy="Join the switches as the Slim Fly construction does",
            )
            return


TOPOLOGY_CHECKS = (
    check_leaves_joined,
    check_planes_apart,
    check_redundancy,
    check_leaves_as_requested,
    check_spines_as_requested,
    check_direct_pairs,
    check_spines_of,
    check_group_mesh,
    check_diameter_2,
)
"""The rules of this module."""
