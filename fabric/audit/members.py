"""Members of a network: every port that it wants is connected once, between the right kinds of devices.

Members are found from the request and the devices of the plan: those with ports of the network's group, the switches
of earlier networks among them; extra members by name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import get_args

from fabric.audit.apart import check_apart
from fabric.audit.given import GIVEN_CHECKS
from fabric.audit.network_view import NetworkView, list_networks
from fabric.audit.rule import RuleGroup, Violation, count_of, rule
from fabric.audit.spread import SPREAD_CHECKS
from fabric.audit.topology import TOPOLOGY_CHECKS
from fabric.catalog import SWITCH_GROUPS, native_group
from fabric.project import Device, Role

ROLES: tuple[Role, ...] = get_args(Role)
"""All roles of devices."""

TIERS: Mapping[str, set[tuple[Role, Role]]] = {
    "node-leaf": {(role, "leaf") for role in ROLES},
    "leaf-spine": {("leaf", "spine"), ("leaf", "leaf")},
    "spine-core": {("spine", "core")},
    "local": {("leaf", "leaf")},
    "global": {("leaf", "leaf"), ("spine", "spine")},
    "peer": {("leaf", "leaf")},
    "direct": {(low, high) for low in ROLES for high in ROLES},
}
"""Roles that the ends of a link of each stage may have. A device of any role may be a member: switches of an earlier
network have ports for a later one, and equipment.yaml gives devices the role `other`."""

SWITCH_ROLES = ("leaf", "spine", "core")
"""Roles of switches."""

MemberPort = tuple[str, str, int]
"""Device, port group, number of the port."""


@rule("link-tiers")
def check_link_tiers(view: NetworkView) -> Iterator[Violation]:
    """A link joins the tiers that its stage names, the lower tier at the A end.

    Links of one tier may be `local` in a network whose links are listed, whatever the tier.
    """
    for link in view.links:
        stage = view.ends.stage(link).name
        a, b = view.ends.device(link, "a"), view.ends.device(link, "b")
        is_local = view.network.is_given and stage == "local" and a.role == b.role in SWITCH_ROLES
        if (a.role, b.role) not in TIERS[stage] and not is_local:
            yield Violation(
                object=view.ends.name(link),
                found=f"{a.role} to {b.role} as {stage}",
                allowed=" or ".join(sorted(f"{low}-{high}" for low, high in TIERS[stage])),
                remedy="Join the link to devices of these roles",
            )


@rule("host-port-connected")
def check_host_port_connected(view: NetworkView) -> Iterator[Violation]:
    """Each member port that the network wants has one link, and no other member port has any."""
    connected = _connected_ports(view)
    wanted = _wanted_ports(view)
    by_id = {device.id: device for device in view.plan.devices}
    for port in sorted(wanted | set(connected)):
        count, asked = connected[port], 1 if port in wanted else 0
        if count == asked:
            continue
        name, group, number = port
        ports = view.ends.ports_of(by_id[name], group)
        printed = ports[number].printed if number < len(ports) else f"port {number + 1}"
        yield Violation(
            object=f"{name} {printed}",
            found=f"{count_of(count, 'link')} of {view.name}",
            allowed="1 link" if asked else "none",
            remedy="Connect every port of the network once" if asked else "Remove the link",
        )


def _connected_ports(view: NetworkView) -> Counter[MemberPort]:
    """Links at each member port: the A ends of links and cords to leaves, both ends of direct links."""
    found: Counter[MemberPort] = Counter()
    for link in view.links:
        stage, a, b = view.end_ids(link)
        if stage.name in ("node-leaf", "direct"):
            found[a, native_group(stage.a_group), view.ends.port_number(link, "a")] += 1
        if stage.name == "direct":
            found[b, native_group(stage.b_group), view.ends.port_number(link, "b")] += 1
    for cord in view.cords:
        if cord.stage == "node-leaf":
            found[cord.a, native_group(cord.a_group), cord.a_port] += 1
    return found


def _wanted_ports(view: NetworkView) -> set[MemberPort]:
    """The ports that the request asks to connect."""
    network = view.network
    most = None if network.rails is None else network.rails * network.planes
    found = {
        (device.id, network.port_group, port)
        for device in view.members
        for port in range(_port_count(view, device, network.port_group))
        if most is None or _rail_of(view, device, port) < most
    }
    for extra in (*network.extras, *network.direct):
        found |= {
            (device.id, extra.port_group, port)
            for device in view.members
            if not extra.devices or device.id in extra.devices
            for port in range(_port_count(view, device, extra.port_group))
        }
    return found


def _rail_of(view: NetworkView, device: Device, port: int) -> int:
    """The place of a port of a member in the order of the rails; its own number where the catalogue states none."""
    group = view.plan.project.catalog.device_types[device.model].group(view.network.port_group)
    return group.rails[port] if view.network.by_rail and view.network.planes == 1 and group and group.rails else port


def _port_count(view: NetworkView, device: Device, group: str) -> int:
    """Ports of a member in a group. A switch is not a member by the ports that serve its own fabric."""
    if (
        group.partition(":")[0] in SWITCH_GROUPS
        and view.plan.project.catalog.device_types[device.model].role == "switch"
    ):
        return 0
    return len(view.ends.ports_of(device, group))


@rule("one-rail-one-leaf")
def check_one_rail_one_leaf(view: NetworkView) -> Iterator[Violation]:
    """In a rail-optimized or rail-only network, a leaf serves one rail of one scalable unit, or as many, side by side,
    as the request lets share a leaf.
    """
    network = view.network
    if network.topology not in ("rail-optimized", "rail-only"):
        return
    shared, planes = network.rails_per_leaf, network.planes
    units: dict[str, set[int]] = defaultdict(set)
    for link in view.by_stage["node-leaf"]:
        host = view.ends.device(link, "a")
        if native_group(view.ends.stage(link).a_group) == view.network.port_group and host.su is not None:
            units[view.ends.device(link, "b").id].add(host.su)
    for leaf, rails in sorted(view.leaf_ports.items()):
        sets = {(port % planes, port // planes // shared) for port in rails}
        if len(sets) > 1 or len(units[leaf]) > 1:
            yield Violation(
                object=leaf,
                found=f"rails {sorted(rails)} of units {sorted(units[leaf])}",
                allowed=f"{'one rail' if shared == 1 else f'{shared} rails, side by side,'} of one scalable unit",
                remedy="Move the links to the leaf of their rail and unit",
            )


NETWORK_RULES = RuleGroup(
    views=list_networks,
    rules=(check_host_port_connected, check_one_rail_one_leaf, check_apart, *SPREAD_CHECKS, *TOPOLOGY_CHECKS),
    concerns=lambda view: not view.network.is_given,
)
"""The rules on the design of a network: they do not apply where its links are listed."""

LINK_RULES = RuleGroup(views=list_networks, rules=(check_link_tiers, *GIVEN_CHECKS))
"""The rules on the links of every network."""
