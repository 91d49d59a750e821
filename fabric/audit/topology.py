"""Whether the switches of a network hang together as its family asks: reach, planes and rails apart, lines, meshes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from fabric.audit.finding import EndNames, Finding
from fabric.project import NetworkRequest

Near = Mapping[str, set[str]]


def check_topology(ends: EndNames, network: NetworkRequest, links: list[int]) -> Iterator[Finding]:
    """Leaves reach each other, but for planes and rails that stay apart; families of fixed neighbours have those."""
    near: dict[str, set[str]] = defaultdict(set)
    local: dict[str, set[str]] = defaultdict(set)
    leaves: dict[str, set[int]] = defaultdict(set)
    homes: dict[str, set[str]] = defaultdict(set)
    for link in links:
        stage = ends.stage(link)
        a, b = ends.device(link, "a").id, ends.device(link, "b").id
        if stage.name == "node-leaf":
            homes[a].add(b)
            if stage.a_group == network.port_group:
                leaves[b].add(int(ends.plan.links.a_port[link]))
            else:
                leaves[b] |= set()
        elif stage.name != "direct":
            near[a].add(b)
            near[b].add(a)
            if stage.name == "local":
                local[a].add(b)
                local[b].add(a)
    by_rail_only = network.topology == "rail-only"
    parts: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for leaf, ports in leaves.items():
        if ports:
            planes = {port % network.planes for port in ports}
            rails = {port // network.planes for port in ports} if by_rail_only else {0}
            parts[(*sorted(planes), -1, *sorted(rails))].append(leaf)
    yield from _check_parts(network, near, parts)
    if network.redundancy > 1:
        yield from _check_homes(ends, network, homes)
    if network.leaves is not None and len(leaves) != network.leaves:
        yield _finding("leaves-as-requested", f"network {network.id}", str(len(leaves)), str(network.leaves))
    spines = {device.id for device in ends.plan.devices if device.role == "spine"} & near.keys()
    if network.spines is not None and network.planes * network.spines != len(spines):
        yield _finding("spines-as-requested", f"network {network.id}", str(len(spines)), str(network.spines))
    yield from _check_direct(ends, network, links)
    if network.spines_of is not None:
        yield from _check_host_network(ends, network, links)
    if network.topology == "dragonfly":
        yield from _check_meshes(network, local)
    elif network.topology == "slim-fly":
        yield from _check_diameter(network, near)


def _check_direct(ends: EndNames, network: NetworkRequest, links: list[int]) -> Iterator[Finding]:
    """Pairs without a switch are those of the request, two by two."""
    wanted = {
        frozenset(pair) for item in network.direct for pair in zip(item.devices[::2], item.devices[1::2], strict=False)
    }
    for link in links:
        pair = frozenset((ends.device(link, "a").id, ends.device(link, "b").id))
        if ends.stage(link).name == "direct" and wanted and pair not in wanted:
            yield _finding("direct-pairs", ends.name(link), " - ".join(sorted(pair)), "a pair of the request")


def _check_host_network(ends: EndNames, network: NetworkRequest, links: list[int]) -> Iterator[Finding]:
    """Uplinks end on switches of the network that the request names."""
    plan = ends.plan
    own = {
        device.id
        for link in range(len(plan.links))
        if ends.stage(link).network == network.spines_of
        for device in (ends.device(link, "a"), ends.device(link, "b"))
    }
    for link in links:
        if ends.stage(link).name == "leaf-spine" and ends.device(link, "b").id not in own:
            yield _finding("spines-of", ends.name(link), "a switch of another network", f"of {network.spines_of}")


def _check_parts(network: NetworkRequest, near: Near, parts: Mapping[tuple[int, ...], list[str]]) -> Iterator[Finding]:
    """The leaves of one plane (and rail, where rails stay apart) form one part, those of two form two."""
    first: dict[str, tuple[int, ...]] = {}
    one_tier = network.spines_of is not None
    for part, leaves in sorted(parts.items()):
        reached = _reach(near, leaves[0])
        missing = sorted(set(leaves) - reached)
        if missing and not one_tier and len(leaves) > 1:
            yield _finding("leaves-joined", missing[0], f"no way to {leaves[0]}", "one")
        for leaf in leaves:
            for other in _reach(near, leaf) & first.keys() if not one_tier else ():
                if first[other] != part:
                    yield _finding("planes-apart", leaf, f"joined to {other} of another plane or rail", "apart")
                    break
            first[leaf] = part


def _check_homes(ends: EndNames, network: NetworkRequest, homes: Mapping[str, set[str]]) -> Iterator[Finding]:
    ports: dict[str, int] = {}
    for device in ends.plan.devices:
        ports[device.id] = len(ends.ports_of(device, network.port_group))
    for name, leaves in sorted(homes.items()):
        if min(ports.get(name, 0), network.redundancy) > len(leaves):
            yield _finding("redundancy", name, f"on {len(leaves)} leaf", f"on {network.redundancy}")


def _check_meshes(network: NetworkRequest, local: Near) -> Iterator[Finding]:
    seen: set[str] = set()
    for switch in sorted(local):
        if switch in seen:
            continue
        group = _reach(local, switch)
        seen |= group
        for a, b in combinations(sorted(group), 2):
            if b not in local[a]:
                yield _finding("group-mesh", f"{a} - {b}", "not joined", f"joined, as a group of network {network.id}")


def _check_diameter(network: NetworkRequest, near: Near) -> Iterator[Finding]:
    everything = set(near)
    for switch in sorted(near):
        two = {switch} | near[switch] | {far for peer in near[switch] for far in near[peer]}
        if two != everything:
            far = min(everything - two)
            yield _finding("diameter-2", f"{switch} - {far}", "more than 2 hops", f"2, network {network.id}")
            return


def _reach(near: Near, start: str) -> set[str]:
    found, stack = {start}, [start]
    while stack:
        for peer in near.get(stack.pop(), set()):
            if peer not in found:
                found.add(peer)
                stack.append(peer)
    return found


def _finding(rule: str, what: str, found: str, allowed: str) -> Finding:
    return Finding(
        severity="error", rule=rule, object=what, found=found, allowed=allowed, remedy="Correct the links of the family"
    )
