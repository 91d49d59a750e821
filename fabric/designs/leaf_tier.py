"""The leaves of a folded Clos: the leaf of each port of the devices, whatever spines and cores the leaves get."""

from dataclasses import replace

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.extras import NoFreePortError, attach_extras, list_room
from fabric.designs.hardware_choice import Hardware
from fabric.designs.interconnects import first_joined
from fabric.designs.leaf_split import split_leaf
from fabric.designs.members import Member, form_leaf_units, form_units, list_named
from fabric.designs.network_task import NetworkTask
from fabric.designs.wiring import Wiring, by_port_kind
from fabric.topology import NODE_LEAF, STAGES, Attachment, SizingError, attach_by_rail, attach_by_unit


class LeafTier:
    """The leaves of one choice of models, with all devices on them."""

    def __init__(self, task: NetworkTask, hardware: Hardware):
        """Attaches all devices. Raises SizingError where that is not possible with these models."""
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

    @property
    def leaves(self) -> int:
        """Leaves of all planes."""
        return sum(attachment.leaves for attachment in self.attachments)

    @property
    def is_alone(self) -> bool:
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

    def attach_extras(self, attachment: Attachment, first_leaf: int) -> list[Wiring]:
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
        modes = device_type.ways(leaf.down.cages_of, speed)
        if not modes:
            raise SizingError(
                f"{leaf.name} has no ports of {speed}G for {group.model}: add a mode to catalog/breakouts.csv"
            )
        return first_joined(project, group, modes)

    def _attach(self, plane: int) -> Attachment:
        """The leaf of each port of the main devices in one plane: port p of a device is in plane p mod planes."""
        network = self.network
        if network.by_rail:
            found = self._attach_by_rail()
        else:
            units = form_leaf_units(self.main, network.leaf_per, self.usable * network.planes, network.redundancy)
            ports = [len(range(plane, m.ports, network.planes)) for m in self.main]
            found = self._fill(units, ports, plane)
        found = replace(found, port=found.port * network.planes + plane)
        return self._in_order_of_rails(found) if network.by_rail and network.planes == 1 else found

    def _in_order_of_rails(self, found: Attachment) -> Attachment:
        """The same leaves with the ports of the devices by their rails, where the catalogue states these."""
        port = found.port.copy()
        for number, member in enumerate(self.main):
            if member.group.rails:
                rows = found.device == number
                port[rows] = np.argsort(member.group.rails)[found.port[rows]]
        return replace(found, port=port)

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
                self.attach_extras(found, 0)
                return found
            except NoFreePortError:
                # Another leaf gives more room, as long as there are devices to put on it.
                if network.leaves is not None or found.leaves < sets * network.redundancy:
                    raise
                sets = found.leaves // network.redundancy + 1
