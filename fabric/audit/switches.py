"""The switches that a plan adds for a network: their models, names, faces and places are those that it asks for."""

from collections.abc import Iterator

from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, count_of, rule
from fabric.catalog import native_group
from fabric.project import Device


@rule("switch-models", stated=True)
def check_switch_models(view: NetworkView) -> Iterator[Violation]:
    """A switch that the plan adds is of a model that the request names for its tier, where it names any."""
    network = view.network
    named = {"leaf": network.leaf_models, "spine": network.spine_models, "core": network.core_models}
    for device in view.own_switches:
        allowed = named.get(device.role, ()) or network.switch_models
        if allowed and device.model not in allowed:
            yield Violation(
                object=device.id,
                found=device.model,
                allowed=" or ".join(allowed),
                remedy=f"Use a model that the request names for a {device.role}",
            )


@rule("switch-face", stated=True)
def check_switch_face(view: NetworkView) -> Iterator[Violation]:
    """A switch that the plan adds shows its ports on the side that the request names."""
    for device in view.own_switches:
        if device.face != view.network.switch_face:
            yield Violation(
                object=device.id,
                found=device.face,
                allowed=view.network.switch_face,
                remedy="Turn the switch round, or state another switch_face",
            )


@rule("switch-names", stated=True)
def check_switch_names(view: NetworkView) -> Iterator[Violation]:
    """The name of a switch that the plan adds begins with the prefix of its network, and states its tier."""
    for device in view.own_switches:
        prefix = view.network.prefix
        if not device.id.startswith(prefix) or device.role not in device.id[len(prefix) :]:
            yield Violation(
                object=device.id,
                found=f"no name of a {device.role} of {view.name}",
                allowed=f"{prefix}{device.role}-NUMBER",
                remedy="Make the plan again",
            )


@rule("one-protocol")
def check_one_protocol(view: NetworkView) -> Iterator[Violation]:
    """Two joined switches speak one protocol, where the catalogue states both."""
    types = view.plan.project.catalog.device_types
    model = {device.id: device.model for device in view.plan.devices}
    for a, peers in sorted(view.near.items()):
        for b in sorted(peer for peer in peers if peer > a):
            first, second = types[model[a]].protocol, types[model[b]].protocol
            if first and second and first != second:
                yield Violation(
                    object=f"{a} - {b}",
                    found=f"{first} and {second}",
                    allowed="one protocol",
                    remedy="Use switches of one protocol",
                )


@rule("leaf-position", stated=True)
def check_leaf_position(view: NetworkView) -> Iterator[Violation]:
    """Leaves that the planner places stand where the request wants them: in the racks or rows of their devices, or in
    rows without devices.
    """
    position = view.network.leaf_position
    if position == "any":
        return
    row_of = {rack.id: rack.row for rack in view.plan.project.site.racks}
    racks_of: dict[str, set[str]] = {}
    for link in view.by_stage["node-leaf"]:
        served = view.ends.device(link, "a").rack
        racks_of.setdefault(view.ends.device(link, "b").id, set()).add(served or "")
    every = {row_of.get(rack) for racks in racks_of.values() for rack in racks}
    listed = {end.device for link in view.network.links for end in (link.a, link.b)} & set(view.plan.placed)
    for leaf in (*view.own_switches, *(device for device in view.plan.devices if device.id in listed)):
        if leaf.role != "leaf":
            continue
        racks, row = racks_of.get(leaf.id, set()), row_of.get(leaf.rack or "")
        sound = {
            "top-of-rack": leaf.rack in racks,
            "mid-row": row in {row_of.get(rack) for rack in racks},
            "central": row not in every,
        }[position]
        if not sound:
            yield Violation(
                object=leaf.id,
                found=f"rack {leaf.rack} in row {row}",
                allowed={
                    "top-of-rack": "a rack of its devices",
                    "mid-row": "a row of its devices",
                    "central": "a row without devices",
                }[position],
                remedy="Move the leaf, or state another leaf_position",
            )


@rule("nodes-per-su", stated=True)
def check_nodes_per_su(view: NetworkView) -> Iterator[Violation]:
    """A leaf of one rail serves no more devices than a scalable unit has (`nodes_per_su`)."""
    most = view.network.nodes_per_su
    if most is None or view.network.topology not in ("rail-optimized", "rail-only"):
        return
    for leaf, members in sorted(_main_members(view).items()):
        if len(members) > most:
            yield Violation(
                object=leaf,
                found=count_of(len(members), "device"),
                allowed=str(most),
                remedy="Correct 'su' in equipment.yaml, or raise nodes_per_su",
            )


@rule("leaf-per", stated=True)
def check_leaf_per(view: NetworkView) -> Iterator[Violation]:
    """Devices share a leaf only within their rack or their scalable unit, where the request says so (`leaf_per`)."""
    share = view.network.leaf_per
    if share == "fabric" or view.network.topology not in ("leaf-spine", "fat-tree"):
        return
    for leaf, members in sorted(_main_members(view).items()):
        of = {member.rack for member in members} if share == "rack" else {m.su for m in members if m.su is not None}
        if len(of) > 1:
            yield Violation(
                object=leaf,
                found=f"devices of {share}s {', '.join(sorted(map(str, of)))}",
                allowed=f"devices of one {share}",
                remedy=f"Move the links to leaves of their {share}",
            )


def _main_members(view: NetworkView) -> dict[str, set[Device]]:
    """Leaf to the devices whose ports of the network's own group it serves."""
    found: dict[str, set[Device]] = {}
    for link in view.by_stage["node-leaf"]:
        if native_group(view.ends.stage(link).a_group) == view.network.port_group:
            found.setdefault(view.ends.device(link, "b").id, set()).add(view.ends.device(link, "a"))
    return found


SWITCH_CHECKS = (
    check_switch_models,
    check_switch_face,
    check_switch_names,
    check_one_protocol,
    check_leaf_position,
    check_nodes_per_su,
    check_leaf_per,
)
"""The rules of this module."""
