"""Counts: every port that a network wants is connected once, rails stay apart, links are spread as the family asks.

Members are worked out from the request and the devices of the plan: those with ports of the network's group, the
switches of earlier networks among them; extra ones by name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from fabric.audit.finding import EndNames, Finding
from fabric.audit.spread import check_spread
from fabric.audit.topology import check_topology
from fabric.catalog import SWITCH_GROUPS
from fabric.plan import Plan
from fabric.project import Device, NetworkRequest

TIERS = {
    "node-leaf": {("host", "leaf"), ("leaf", "leaf"), ("spine", "leaf"), ("core", "leaf")},
    "leaf-spine": {("leaf", "spine"), ("leaf", "leaf")},
    "spine-core": {("spine", "core")},
    "local": {("leaf", "leaf")},
    "global": {("leaf", "leaf"), ("spine", "spine")},
    "peer": {("leaf", "leaf")},
    "direct": {("host", "host")},
}


def check_counts(plan: Plan) -> Iterator[Finding]:
    """What the request asks for is there: no more and no less."""
    ends = EndNames(plan)
    links_of: dict[str, list[int]] = defaultdict(list)
    first_network: dict[str, int] = {}
    order = {network.id: number for number, network in enumerate(plan.project.request.networks)}
    for link in range(len(plan.links)):
        stage = ends.stage(link)
        links_of[stage.network].append(link)
        a, b = ends.device(link, "a"), ends.device(link, "b")
        for device in (a, b):
            number = order[stage.network]
            first_network[device.id] = min(number, first_network.get(device.id, number))
        if (a.role, b.role) not in TIERS[stage.name]:
            yield Finding(
                severity="error",
                rule="link-tiers",
                object=ends.name(link),
                found=f"{a.role} to {b.role} as {stage.name}",
                allowed=" or ".join(sorted(f"{low}-{high}" for low, high in TIERS[stage.name])),
                remedy="Correct the ends",
            )
    given = {device.id for device in plan.project.devices}
    for network in plan.project.request.networks:
        links = links_of[network.id]
        members = [
            device
            for device in plan.devices
            if device.id in given or first_network.get(device.id, len(order)) < order[network.id]
        ]
        yield from _check_members(plan, ends, network, links, members)
        if network.topology in ("rail-optimized", "rail-only"):
            yield from _check_rails(ends, network, links)
        yield from check_spread(ends, network, links)
        yield from check_topology(ends, network, links)


def _check_members(
    plan: Plan, ends: EndNames, network: NetworkRequest, links: list[int], members: list[Device]
) -> Iterator[Finding]:
    connected: Counter[tuple[str, str, int]] = Counter()
    for link in links:
        stage = ends.stage(link)
        if stage.name in ("node-leaf", "direct"):
            connected[ends.device(link, "a").id, stage.a_group, int(plan.links.a_port[link])] += 1
        if stage.name == "direct":
            connected[ends.device(link, "b").id, stage.b_group, int(plan.links.b_port[link])] += 1
    wanted: set[tuple[str, str, int]] = set()
    limit = None if network.rails is None else network.rails * network.planes
    groups: list[tuple[str, tuple[str, ...], int | None]] = [(network.port_group, (), limit)]
    groups += [(extra.port_group, extra.devices, None) for extra in (*network.extras, *network.direct)]
    for group, names, most in groups:
        for device in members:
            if names and device.id not in names:
                continue
            if group in SWITCH_GROUPS and plan.project.catalog.device_types[device.model].role == "switch":
                continue
            ports = ends.ports_of(device, group)
            count = len(ports) if most is None else min(most, len(ports))
            wanted |= {(device.id, group, port) for port in range(count)}
    by_id = {device.id: device for device in plan.devices}
    for name, group, port in sorted(wanted | set(connected)):
        count = connected[name, group, port]
        if count == 1 and (name, group, port) in wanted:
            continue
        ports = ends.ports_of(by_id[name], group)
        printed = ports[port].printed if port < len(ports) else f"port {port + 1}"
        is_wanted = (name, group, port) in wanted
        yield Finding(
            severity="error",
            rule="host-port-connected",
            object=f"{name} {printed}",
            found=f"{count} {'link' if count == 1 else 'links'} of network {network.id}",
            allowed="1 link" if is_wanted else "none",
            remedy="Connect every port of the network once",
        )


def _check_rails(ends: EndNames, network: NetworkRequest, links: list[int]) -> Iterator[Finding]:
    rails: dict[str, set[int]] = defaultdict(set)
    units: dict[str, set[int]] = defaultdict(set)
    for link in links:
        if ends.stage(link).name != "node-leaf" or ends.stage(link).a_group != network.port_group:
            continue
        host, leaf = ends.device(link, "a"), ends.device(link, "b").id
        rails[leaf].add(int(ends.plan.links.a_port[link]))
        if host.su is not None:
            units[leaf].add(host.su)
    for leaf in sorted(rails):
        if len(rails[leaf]) > 1 or len(units[leaf]) > 1:
            yield Finding(
                severity="error",
                rule="one-rail-one-leaf",
                object=leaf,
                found=f"rails {sorted(rails[leaf])} of units {sorted(units[leaf])}",
                allowed="one rail of one scalable unit",
                remedy="Move the links to the leaf of their rail and unit",
            )
