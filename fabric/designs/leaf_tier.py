"""The leaves of a folded Clos: the leaf of each port of the devices, whatever spines and cores the leaves get."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.extras import ExtraPorts, LeafHomes, NoFreePortError, attach_extras, list_room
from fabric.designs.hardware_choice import Hardware
from fabric.designs.interconnects import first_joined
from fabric.designs.leaf_split import split_leaf, split_one_tier
from fabric.designs.members import (
    Member,
    explain_empty_plane,
    form_leaf_units,
    form_units,
    list_named,
    list_neighbours,
)
from fabric.designs.network_task import NetworkTask
from fabric.designs.wiring import Wiring, by_port_kind
from fabric.topology import NODE_LEAF, STAGES, Attachment, SizingError, attach_by_rail, attach_by_unit, needed_uplinks


class LeafTier:
    """The leaves of one choice of models, with all devices on them."""

    def __init__(self, task: NetworkTask, hardware: Hardware, is_one_tier: bool = False):
        """Attaches all devices. Raises SizingError where that is not possible with these models.

        With `is_one_tier` the leaves have no uplinks: one leaf, one pair of leaves or one leaf of each rail must
        suffice.
        """
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
        self.downlinks, self.uplinks = (split_one_tier if is_one_tier else split_leaf)(network, hardware)
        self.usable = self._count_usable()
        self.attachments = [self._attach(plane) for plane in range(network.planes)]
        self.extra_wirings = self._attach_extras(self.attachments[0], len(self.devices))
        if not is_one_tier and network.uplinks_per_leaf is None:
            self.uplinks = min(self.uplinks, self._needed_uplinks())
        if is_one_tier and not self.is_joined:
            raise SizingError(f"the request states one tier, but {self.attachments[0].leaves} leaves need spines")

    def _count_usable(self) -> int:
        """Downlinks of a leaf that devices may take."""
        network = self.network
        usable = self.downlinks - network.spare_ports
        if usable < 1:
            raise SizingError(
                f"{network.spare_ports} spare ports leave none of the {self.downlinks} downlinks of a leaf"
            )
        return min(usable, self._ports_of_unit) if network.by_rail and network.nodes_per_su else usable

    @property
    def _ports_of_unit(self) -> int:
        """Ports of the rails of one leaf in a full unit, where the request states the devices of a unit.

        A leaf serves no more rails than the devices have.
        """
        network = self.network
        rails = max((member.ports // network.planes for member in self.main), default=1)
        return (network.nodes_per_su or 0) * max(1, min(network.rails_per_leaf, rails))

    @property
    def leaves(self) -> int:
        """Leaves of all planes."""
        return sum(attachment.leaves for attachment in self.attachments)

    @property
    def is_joined(self) -> bool:
        """Whether the leaves of a plane need no spines: one leaf, one of each rail, or a pair with links between."""
        attachment, network = self.attachments[0], self.network
        alone = attachment.leaves == 1 or (network.topology == "rail-only" and attachment.leaves_per_rail == 1)
        return alone or (attachment.leaves == 2 and bool(attachment.pairs) and network.peer_links > 0)

    def _needed_uplinks(self) -> int:
        """The uplinks that the ratio asks for: for all downlinks of a leaf, or only for those that have a link.

        Where leaves serve a rail of units of a stated size, it asks for those of a full unit.
        """
        network, leaf = self.network, self.hardware.leaf
        is_by_unit = network.by_rail and network.nodes_per_su is not None
        if not is_by_unit and network.uplinks_for == "ports":
            return self.uplinks
        gbps = [np.bincount(found.leaf, minlength=found.leaves) * network.speed_gbps for found in self.attachments]
        for wiring in self.extra_wirings:
            np.add.at(gbps[0], wiring.links.b_device - len(self.devices), wiring.speed_gbps)
        most = max(int(of_plane.max(initial=0)) for of_plane in gbps)
        if is_by_unit and network.uplinks_for == "ports":
            most = max(most, min(self.usable, self._ports_of_unit) * network.speed_gbps)
        return max(1, needed_uplinks(most, network.oversubscription, 1, leaf.up.speed_gbps))

    def _attach_extras(self, attachment: Attachment, first_leaf: int) -> list[Wiring]:
        """The links of the extra devices, by the kind of their ports. Each kind takes the first mode that fits it."""
        if not self.extras:
            return []
        leaf = self.hardware.leaf
        used = np.bincount(attachment.leaf, minlength=attachment.leaves)
        room = list_room(used.astype(np.int32), self.usable, leaf.down)
        partners = {leaf: other for pair in attachment.pairs for leaf, other in (pair, pair[::-1])}
        homes = LeafHomes(self.network.redundancy, partners)
        wirings = []
        for members in by_port_kind({i: m.group for i, m in enumerate(self.extras)}, range(len(self.extras))):
            group = self.extras[members[0]].group
            mode = self._mode(group)
            chosen: list[Member] = [self.extras[i] for i in members]
            ports = [ExtraPorts(self.index[m.id], m.ports, m.rack) for m in chosen]
            links = attach_extras(ports, mode, room, first_leaf, homes)
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
            near = list_neighbours(self.main)
            usable = self.usable * network.planes
            units = form_leaf_units(self.main, network.leaf_per, usable, network.redundancy, near)
            ports = [len(range(plane, m.ports, network.planes)) for m in self.main]
            if plane and not any(ports):
                raise SizingError(explain_empty_plane(plane, network))
            found = self._fill(units, ports, plane, near)
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
        shared = network.rails_per_leaf
        units = form_units(self.main, network.nodes_per_su or max(1, self.usable // min(shared, rails)))
        together = 1 if network.topology == "rail-only" else network.shape.rails_per_pod or 0
        if together and (rails % together or together % min(shared, rails)):
            raise SizingError(
                f"pods of {together} rails: the {rails} rails of a device do not divide into them, or a leaf serves "
                f"rails of two pods (rails_per_leaf: {shared})"
            )
        return attach_by_rail(units, rails, self.usable, together, shared)

    def _fill(
        self, units: list[list[int]], ports: list[int], plane: int, near: Sequence[Hashable] | None
    ) -> Attachment:
        """Leaves filled evenly: the stated number, else the number that the main and the extra devices need."""
        network = self.network
        sets = max(1, (network.leaves or 1) // network.redundancy)
        while True:
            least = sets if len(units) == 1 else 1
            found = attach_by_unit(units, ports, self.usable, network.redundancy, least, near)
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
