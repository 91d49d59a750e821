"""Ports that the request keeps free, and the bandwidth that it asks for between the tiers."""

from collections.abc import Iterator, Mapping

from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, count_of, rule
from fabric.catalog import FABRIC_GROUP, SWITCH_GROUPS, UPLINK_GROUP
from fabric.project import Device
from fabric.vocabulary import CLOS


def _devices(view: NetworkView, names: set[str]) -> list[Device]:
    """The devices of some ids, in the order of the plan."""
    return [device for device in view.plan.devices if device.id in names]


@rule("oversubscription", stated=True)
def check_oversubscription(view: NetworkView) -> Iterator[Violation]:
    """In a folded Clos, the uplinks of a leaf have the bandwidth of its downlinks over the stated ratio.

    This holds unless the request states the number of uplinks, or the leaf uses all ports that its model has for them.
    """
    down, up = view.network.oversubscription
    if view.network.topology not in CLOS or not view.has_spines or view.network.uplinks_per_leaf is not None:
        return
    below, above = view.gbps("node-leaf", "b"), view.gbps("leaf-spine", "a")
    for leaf in _devices(view, set(below)):
        if below[leaf.id] * up > above[leaf.id] * down and not _has_no_port_left(view, leaf):
            yield Violation(
                object=leaf.id,
                found=f"{below[leaf.id]} Gb/s down, {above[leaf.id]} Gb/s up",
                allowed=f"{down}:{up} or less",
                remedy="Add uplinks, or state another oversubscription",
            )


def _has_no_port_left(view: NetworkView, leaf: Device) -> bool:
    """Whether the model of a leaf has cages for uplinks alone, all of which are in use."""
    group = view.plan.project.catalog.device_types[leaf.model].group(UPLINK_GROUP)
    return group is not None and view.ports.free(leaf, UPLINK_GROUP) == 0


@rule("standing-uplinks", stated=True)
def check_standing_uplinks(view: NetworkView) -> Iterator[Violation]:
    """In a designed network without devices of its own, each existing leaf has the stated number of uplinks, or as many
    as the ratio gives for its ports.
    """
    down, up = view.network.oversubscription
    if view.network.is_given or view.pairs["node-leaf"] or not view.by_stage["leaf-spine"]:
        return
    linked = view.degree("leaf-spine")
    group = view.ends.stage(view.by_stage["leaf-spine"][0]).a_group
    for leaf in view.plan.project.devices:
        if leaf.role == "leaf":
            ports = len(view.ends.ports_of(leaf, group))
            wanted = view.network.uplinks_per_leaf or ports - ports * down // (down + up)
            if linked[leaf.id] != wanted:
                yield Violation(
                    object=leaf.id,
                    found=count_of(linked[leaf.id], "uplink"),
                    allowed=str(wanted),
                    remedy="Add or remove uplinks",
                )


@rule("spine-uplinks")
def check_spine_uplinks(view: NetworkView) -> Iterator[Violation]:
    """In a designed network of three tiers, a spine has as much bandwidth to cores as to leaves, or the stated part."""
    if view.network.is_given:
        return
    down, up = view.network.core_oversubscription
    above, below = view.gbps("spine-core", "a"), view.gbps("leaf-spine", "b")
    for spine in sorted(below) if above else ():
        if above[spine] * down < below[spine] * up:
            yield Violation(
                object=spine,
                found=f"{above[spine]} Gb/s to cores",
                allowed=f"{below[spine]} Gb/s, as to leaves"
                if down == up
                else f"{-(-below[spine] * up // down)} Gb/s, {down}:{up}",
                remedy="Add links to cores",
            )


def _top(view: NetworkView) -> list[Device]:
    """The switches whose ports lead out of the site: spines, without spines the leaves."""
    return _devices(view, view.upper("leaf-spine") or view.leaves)


def _down_group(view: NetworkView, device: Device) -> str:
    """The ports of a switch that lead down or out: those that its links of this network take."""
    groups = [
        group for stage in ("leaf-spine", "node-leaf") for group in view.groups_below.get(stage, {}).get(device.id, ())
    ]
    native = [group for group in groups if ":" not in group]
    return (native or groups or [FABRIC_GROUP])[0]


def _groups_beside(view: NetworkView, leaf: Device) -> list[str]:
    """The ports for uplinks of a leaf whose downlinks are ports of their own: links may leave the site there."""
    groups = view.plan.project.catalog.device_types[leaf.model].port_groups
    down = _down_group(view, leaf).split(":")[0]
    return [group.group for group in groups if group.group in SWITCH_GROUPS and group.group != down]


def _too_few_free(free: Mapping[str, int], wanted: int, use: str, remedy: str) -> Iterator[Violation]:
    """The switches that keep fewer than `wanted` ports free."""
    for switch, count in free.items():
        if count < wanted:
            yield Violation(
                object=switch, found=f"{count_of(count, 'port')} free", allowed=f"{wanted} {use}", remedy=remedy
            )


@rule("external-links", stated=True)
def check_external_links(view: NetworkView) -> Iterator[Violation]:
    """Each spine keeps ports free for the links that leave the site; without spines each leaf does, on any of its
    ports.
    """
    wanted = view.network.external_links
    if wanted and view.network.spines_of is None:
        use, remedy = "for links that leave the site", "Use more switches, or lower external_links"
        free = {}
        for switch in _top(view):
            groups = [_down_group(view, switch), *([] if view.has_spines else _groups_beside(view, switch))]
            free[switch.id] = sum(view.ports.free(switch, group) for group in groups)
        yield from _too_few_free(free, wanted, use, remedy)


@rule("spare-ports", stated=True)
def check_spare_ports(view: NetworkView) -> Iterator[Violation]:
    """Each leaf keeps the stated number of downlinks free."""
    free = {leaf.id: view.ports.free(leaf, _down_group(view, leaf)) for leaf in _devices(view, view.leaves)}
    yield from _too_few_free(free, view.network.spare_ports, "spare", "Use more leaves, or lower spare_ports")


@rule("expansion-room", stated=True)
def check_expansion_room(view: NetworkView) -> Iterator[Violation]:
    """Spines and cores keep ports free for the uplinks of the scalable units to come."""
    network = view.network
    if not network.expansion_su or not view.has_spines or network.spines_of is not None:
        return
    uplinks = max(view.degree("leaf-spine")[leaf] for leaf in view.leaves)
    wanted = network.expansion_su * _leaves_of_unit(view) * uplinks * network.planes
    top = "core" if view.pairs["spine-core"] else "spine"
    upper = {device.id for device in view.plan.devices if device.role == top} & view.near.keys()
    free = sum(
        max(0, view.ports.free(device, _group_of(view, device)) - network.external_links)
        for device in _devices(view, upper)
    )
    if top == "core":
        # The last pod may have room for leaves whose links to cores are laid already.
        down, up = network.core_oversubscription
        laid, used = (sum(view.degree(stage).values()) // 2 for stage in ("spine-core", "leaf-spine"))
        free, wanted = free + laid - used * up // down, -(-wanted * up // down)
    if free < wanted:
        yield Violation(
            object=view.name,
            found=f"{count_of(free, 'port')} free on {top}s",
            allowed=f"{wanted} for {network.expansion_su} scalable units to come",
            remedy="Use more spines or cores, or lower expansion_su",
        )


def _leaves_of_unit(view: NetworkView) -> int:
    """The least leaves of a scalable unit in one plane: one for each rail, or for each set of rails that share a leaf;
    else as many as back each other.
    """
    if view.network.topology not in ("rail-optimized", "rail-only"):
        return view.network.redundancy
    ports = {port // view.network.planes for ports in view.leaf_ports.values() for port in ports}
    return max(1, -(-len(ports) // view.network.rails_per_leaf))


def _group_of(view: NetworkView, device: Device) -> str:
    """The ports of a spine or core that lead down."""
    for stage in ("spine-core", "leaf-spine"):
        for group in view.groups_below.get(stage, {}).get(device.id, ()):
            return group
    return ""


KEPT_CHECKS = (
    check_oversubscription,
    check_standing_uplinks,
    check_spine_uplinks,
    check_external_links,
    check_spare_ports,
    check_expansion_room,
)
"""The rules of this module."""
