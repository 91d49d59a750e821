"""Builds the fabrics of one folded Clos: units and leaves, planes, extra devices, links by kind."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.clos_shapes import list_clos_shapes
from fabric.designs.extras import NoFreePortError, attach_extras, list_room
from fabric.designs.hardware_choice import Hardware
from fabric.designs.interconnects import Uplinks, check_splitters, join_direct, join_shared
from fabric.designs.members import Member, form_leaf_units, form_units, list_named
from fabric.designs.network_task import NetworkTask
from fabric.designs.wiring import Wiring, by_port_kind
from fabric.project import NetworkRequest
from fabric.rules import list_media
from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    PEER,
    SPINE_CORE,
    STAGES,
    Attachment,
    ClosPorts,
    ClosShape,
    Fabric,
    Links,
    SizingError,
    Switch,
    attach_by_rail,
    attach_by_unit,
    build_clos,
    split_for_unit,
    split_ports,
)


class ClosBuilder:
    """Builds the fabrics of one choice of models. Facts that no shape changes are worked out once."""

    def __init__(self, task: NetworkTask, hardware: Hardware):
        """Attaches all devices to leaves. Raises SizingError where that is not possible with these models."""
        self.task, self.network, self.hardware = task, task.network, hardware
        project, network = task.project, task.network
        self.main = [m for m in task.members if m.group.speed_gbps >= network.speed_gbps]
        self.extras = [m for m in task.members if m.group.speed_gbps < network.speed_gbps]
        for wanted in network.extras:
            self.extras += list_named(project, network, wanted)
        self.direct = [list_named(project, network, wanted) for wanted in network.direct]
        named = [m.id for m in (*self.main, *self.extras)] + list(task.shared.ids if task.shared else ())
        self.devices = tuple(dict.fromkeys([*named, *(m.id for pair in self.direct for m in pair)]))
        self.index = {name: number for number, name in enumerate(self.devices)}
        self.downlinks, self.uplinks = split_leaf(network, hardware)
        self.usable = self.downlinks - network.spare_ports
        if self.usable < 1:
            raise SizingError(
                f"{network.spare_ports} spare ports leave none of the {self.downlinks} downlinks of a leaf"
            )
        self.attachments = [self._attach(plane) for plane in range(network.planes)]
        self.uplinks = 0 if self._is_one_tier() else self.uplinks

    @property
    def leaves(self) -> int:
        """Leaves of all planes."""
        return sum(attachment.leaves for attachment in self.attachments)

    def name(self, shape: ClosShape | None) -> str:
        """The name of a design: the models that it uses, and its shape."""
        hardware = self.hardware
        if shape is not None:
            return f"{(hardware if shape.cores else replace(hardware, core=hardware.spine)).name}, {shape.name}"
        of = f" under the spines of {self.network.spines_of}" if self.task.shared else ""
        return f"{hardware.leaf.name}, 1 tier, {self.leaves} {'leaf' if self.leaves == 1 else 'leaves'}{of}"

    def shapes(self) -> Sequence[ClosShape | None]:
        """The shapes to try; None where the fabric has no spines of its own. Raises SizingError where there is none."""
        network, attachment = self.network, self.attachments[0]
        if self.task.shared is not None:
            return [None]
        if self._is_one_tier():
            if network.tiers == 1 and attachment.leaves > 1 and not (attachment.leaves == 2 and network.peer_links):
                raise SizingError(f"the request states one tier, but {attachment.leaves} leaves need spines")
            return [None]
        return list_clos_shapes(network, self.hardware, attachment, self.uplinks)

    def exact_bisection(self, shape: ClosShape | None) -> int | None:
        """Links between halves of equal leaves: half of all uplinks. None where halves of pods or leaves are uneven.

        Every spine meets all leaves of its pod alike, and every core all pods.
        """
        for attachment in self.attachments:
            per_leaf = np.bincount(attachment.leaf, minlength=attachment.leaves)
            if per_leaf.min() != per_leaf.max() or attachment.leaves % 2:
                return None
        if shape is None or not shape.is_even or self.network.topology == "rail-only" or self.network.expansion_su:
            return None
        if shape.cores and (len(shape.pods) % 2 or len(set(shape.pods)) > 1):
            return None
        return self.leaves * shape.uplinks // 2

    def build(self, shape: ClosShape | None) -> tuple[Fabric, list[Wiring]]:
        """The fabric of a shape over all planes, and its links by kind."""
        hardware, shared = self.hardware, self.task.shared
        first_up = hardware.leaf.first_up(self.downlinks) if hardware.leaf.is_shared else 0
        fabric = self._build_planes(shape, self._ports(shape, first_up))
        links = fabric.links
        wirings = [*self._main_wirings(links), *self._attach_extras(self.attachments[0], len(self.devices))]
        if shared is not None:
            uplinks = Uplinks(hardware.leaf.up, len(self.devices), self.leaves, first_up, self.uplinks)
            wirings.append(join_shared(shared, uplinks, [self.index[name] for name in shared.ids]))
        for stage, lower, upper in (
            (LEAF_SPINE, hardware.leaf.up, hardware.spine.down),
            (SPINE_CORE, hardware.spine.up, hardware.core.down),
            (PEER, hardware.leaf.up, hardware.leaf.up),
        ):
            wirings.append(Wiring(STAGES[stage], lower.speed_gbps, lower, upper, links.where(links.stage == stage)))
        wirings += [join_direct(pair, self.index) for pair in self.direct]
        check_splitters(self.task.project, fabric, wirings)
        return fabric, wirings

    def _attach(self, plane: int) -> Attachment:
        """The leaf of each port of the main devices in one plane: port p of a device is in plane p mod planes."""
        network = self.network
        if network.by_rail:
            found = self._attach_by_rail()
        else:
            units = form_leaf_units(self.main, network.leaf_per, self.usable * network.planes, network.redundancy)
            ports = [len(range(plane, m.ports, network.planes)) for m in self.main]
            found = self._fill(units, ports, plane)
        return replace(found, port=found.port * network.planes + plane)

    def _attach_by_rail(self) -> Attachment:
        """The leaf of each port of one plane, by rail."""
        network = self.network
        if not self.main:
            raise SizingError(f"no device has ports of {network.speed_gbps}G in group '{network.port_group}'")
        counts = {m.ports for m in self.main}
        if len(counts) != 1:
            found = " and ".join(map(str, sorted(counts)))
            raise SizingError(f"devices have {found} ports; a {network.topology} network needs the same number on all")
        ports = counts.pop()
        rails, rest = divmod(ports, network.planes)
        if rest:
            raise SizingError(f"the {ports} ports of a device cannot be divided equally among {network.planes} planes")
        units = form_units(self.main, network.nodes_per_su or self.usable)
        return attach_by_rail(units, rails, self.usable, network.topology == "rail-only")

    def _fill(self, units: list[list[int]], ports: list[int], plane: int) -> Attachment:
        """Leaves filled evenly: the stated number, else the number that the main and the extra devices need."""
        network = self.network
        sets = max(1, (network.leaves or 1) // network.redundancy)
        while True:
            found = attach_by_unit(units, ports, self.usable, network.redundancy, sets if len(units) == 1 else 1)
            if network.leaves is not None and found.leaves != network.leaves:
                raise SizingError(f"the devices fill {found.leaves} leaves, the request states {network.leaves}")
            if plane or not self.extras or len(units) > 1:
                return found
            try:
                self._attach_extras(found, 0)
                return found
            except NoFreePortError:
                # Another leaf gives more room, as long as there are devices to put on it.
                if network.leaves is not None or found.leaves < sets * network.redundancy:
                    raise
                sets = found.leaves // network.redundancy + 1

    def _is_one_tier(self) -> bool:
        """Whether the leaves need no spines of their own and the request states none."""
        attachment, network = self.attachments[0], self.network
        if self.task.shared is not None:
            return False
        if network.tiers == 1:
            return True
        alone = attachment.leaves == 1 or (network.topology == "rail-only" and attachment.leaves_per_rail == 1)
        pair = attachment.leaves == 2 and bool(attachment.pairs)
        stated = network.tiers is not None or network.spines is not None or network.expansion_su > 0
        return (alone or (pair and network.peer_links > 0)) and not stated

    def _ports(self, shape: ClosShape | None, first_up: int) -> ClosPorts:
        """The ports that each kind of link takes."""
        network, spine = self.network, self.hardware.spine
        rail_pods = shape is not None and network.topology == "rail-only"
        return ClosPorts(
            first_uplink=first_up,
            first_spine_uplink=spine.first_up((spine.down_ports - network.external_links) // 2),
            peer_links=network.peer_links,
            first_peer_port=first_up + self.uplinks,
            core_grouping=network.shape.core_grouping,
            pod_leaves=(self.attachments[0].leaves_per_rail,) * len(shape.pods) if shape and rail_pods else None,
        )

    def _build_planes(self, shape: ClosShape | None, ports: ClosPorts) -> Fabric:
        """All planes in one fabric: the switches of a later plane come after those of the planes before it."""
        switches: list[Switch] = []
        tables = []
        for plane, attachment in enumerate(self.attachments):
            prefix = self.network.prefix + (f"p{plane + 1}-" if self.network.planes > 1 else "")
            fabric = build_clos(self.devices, attachment, shape, ports, prefix)
            links, shift = fabric.links, len(switches)
            a = np.where(links.a_device >= len(self.devices), links.a_device + shift, links.a_device)
            tables.append(replace(links, a_device=a.astype(np.int32), b_device=links.b_device + shift))
            switches += fabric.switches
        return Fabric(self.devices, tuple(switches), Links.stack(tables))

    def _main_wirings(self, links: Links) -> list[Wiring]:
        """The links of the main devices, by the kind of their ports."""
        down = links.where(links.stage == NODE_LEAF)
        found = []
        for members in by_port_kind({i: m.group for i, m in enumerate(self.main)}, range(len(self.main))):
            mask = np.isin(down.a_device, [self.index[self.main[i].id] for i in members])
            group, leaf = self.main[members[0]].group, self.hardware.leaf
            found.append(Wiring(STAGES[NODE_LEAF], self.network.speed_gbps, group, leaf.down, down.where(mask)))
        return found

    def _attach_extras(self, attachment: Attachment, first_leaf: int) -> list[Wiring]:
        """The links of the extra devices, by the kind of their ports. Each kind takes the first mode that fits it."""
        if not self.extras:
            return []
        leaf = self.hardware.leaf
        used = np.bincount(attachment.leaf, minlength=attachment.leaves)
        room = list_room(used.astype(np.int32), self.usable, leaf.down)
        wirings = []
        for members in by_port_kind({i: m.group for i, m in enumerate(self.extras)}, range(len(self.extras))):
            group = self.extras[members[0]].group
            mode = self._mode(group)
            chosen: list[Member] = [self.extras[i] for i in members]
            links = attach_extras([self.index[m.id] for m in chosen], [m.ports for m in chosen], mode, room, first_leaf)
            wirings.append(Wiring(STAGES[NODE_LEAF], mode.speed_gbps, group, mode, links))
        return wirings

    def _mode(self, group: PortGroup) -> PortGroup:
        """The first way to use the cages of a leaf that some medium joins to ports of a group."""
        project, leaf = self.task.project, self.hardware.leaf
        speed = min(group.speed_gbps, self.network.speed_gbps)
        device_type = project.catalog.device_types[leaf.models[0]]
        modes = [mode for mode in device_type.modes(leaf.down.cages_of) if mode.speed_gbps == speed]
        if not modes:
            raise SizingError(
                f"{leaf.name} has no ports of {speed}G for {group.model}: add a mode to catalog/breakouts.csv"
            )
        for mode in modes:
            if list_media(group, mode, project.catalog, project.inventory, project.request):
                return mode
        return modes[0]


def split_leaf(network: NetworkRequest, hardware: Hardware) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf. Raises SizingError where its ports do not suffice."""
    leaf = hardware.leaf
    # Links that leave the site go out of the spines, or of the leaves where there is but one tier.
    kept = network.peer_links + (network.external_links if network.tiers == 1 else 0)
    if not leaf.is_plain:
        down, up = leaf.split(network.oversubscription, kept)
        up = network.uplinks_per_leaf or up
        if leaf.is_shared and network.uplinks_per_leaf:
            down = leaf.downlinks_beside(up + kept)
        if down < 1 or up + kept > leaf.up_ports:
            raise SizingError(
                f"{leaf.name} has {leaf.up_ports} ports of {leaf.up.speed_gbps}G for uplinks; {up} uplinks and "
                f"{kept} peer and external links leave {max(down, 0)} downlinks"
            )
        return down, up
    radix = leaf.down_ports - kept
    if radix < 1:
        raise SizingError(f"{kept} peer and external links leave none of the {leaf.down_ports} ports of a leaf")
    if network.tiers == 1:
        return radix, 0
    if network.uplinks_per_leaf is not None:
        down, _ = split_ports(radix, network.oversubscription, radix - network.uplinks_per_leaf)
        return down, network.uplinks_per_leaf
    ports = split_ports(radix, network.oversubscription)
    if not network.by_rail:
        return ports
    return split_for_unit(ports, network.oversubscription, network.nodes_per_su, network.spare_ports)
