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
    seen: dict[str, dict[str, Part]] = defaultdict(dict)
    for part, leaves in _parts(view):
        for leaf in leaves:
            joined = seen[view.part_of.get(leaf, leaf)]
            other = min((other for other, others_part in joined.items() if others_part != part), default=None)
            if other is not None:
                yield Violation(
                    object=leaf,
                    found=f"joined to {other} of another plane or rail",
                    allowed="apart",
                    remedy="Move the uplinks to switches of the leaf's own plane or rail",
                )
            joined[leaf] = part


def _homes(view: NetworkView) -> dict[tuple[str, str, int], list[str]]:
    """The leaves of the links of each member, by the group of its ports and by plane.

    Only ports of the main group at the speed of the network have a plane; all others are on leaves of the first one.
    """
    network, types = view.network, view.plan.project.catalog.device_types
    homes: dict[tuple[str, str, int], list[str]] = defaultdict(list)

    def add(member: str, group: str, gbps: int, port: int, leaf: str) -> None:
        is_main = native_group(group) == native_group(network.port_group) and gbps >= network.speed_gbps
        homes[member, native_group(group), port % network.planes if is_main else 0].append(leaf)

    for link in view.by_stage["node-leaf"]:
        stage, member, leaf = view.end_ids(link)
        add(member, stage.a_group, stage.speed_gbps, view.ends.port_number(link, "a"), leaf)
    for cord in view.cords:
        group = types[cord.host.model].group(cord.a_group)
        if cord.stage == "node-leaf":
            add(cord.a, cord.a_group, group.speed_gbps if group else 0, cord.a_port, cord.b)
    return homes


@rule("redundancy")
def check_redundancy(view: NetworkView) -> Iterator[Violation]:
    """In each plane, the links of a member in each port group go to the requested number of different leaves, or each
    to a different leaf if there are fewer links.
    """
    wanted = view.network.redundancy
    for (member, _, _), found in sorted(_homes(view).items()):
        least = min(len(found), wanted)
        if wanted > 1 and len(set(found)) < least:
            yield Violation(
                object=member,
                found=f"on {_leaves(len(set(found)))}",
                allowed=f"on {least}",
                remedy="Move links of the member to other leaves",
            )


@rule("one-pair")
def check_one_pair(view: NetworkView) -> Iterator[Violation]:
    """Where the request asks for peer links, the leaves of a member's ports of each group, in each plane, are one pair:
    two switches without links between them cannot act as one for the member.
    """
    if not view.network.peer_links:
        return
    pairs = {frozenset((a, b)) for a, peers in view.pairs["peer"].items() for b in peers}
    for (member, _, _), found in sorted(_homes(view).items()):
        leaves = frozenset(found)
        if len(leaves) > 1 and leaves not in pairs:
            yield Violation(
                object=member,
                found=f"on {', '.join(sorted(leaves))}",
                allowed="on the leaves of one pair",
                remedy="Move links of the member to both leaves of one pair",
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
    check_one_pair,
    check_leaves_as_requested,
    check_spines_as_requested,
    check_direct_pairs,
    check_spines_of,
    check_group_mesh,
    check_diameter_2,
)
"""The rules of this module."""
