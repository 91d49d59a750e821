"""Builds the fabrics of one folded Clos: units and leaves, planes, extra devices, links by kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.extras import NoFreePortError, attach_extras, list_room
from fabric.designs.interconnects import SharedSwitches, check_splitters, join_direct, join_foreign
from fabric.designs.media_choice import Wiring, by_group
from fabric.designs.members import Member, form_blocks, form_units, list_named
from fabric.designs.switch_classes import SwitchClass
from fabric.project import NetworkRequest, Project
from fabric.rules import list_media
from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    PEER,
    SPINE_CORE,
    STAGES,
    Attachment,
    ClosShape,
    Fabric,
    Links,
    SizingError,
    Switch,
    attach_by_rail,
    attach_by_unit,
    build_clos,
    choose_shapes,
    split_ports,
)
from layouts import divide_up

MOST_SHAPES = 4
"""Shapes of one choice of models that become candidates; of three tiers only those of fewest switches."""


@dataclass(frozen=True)
class Hardware:
    """Classes of one choice of models."""

    leaf: SwitchClass
    spine: SwitchClass
    core: SwitchClass

    @property
    def name(self) -> str:
        """Every class once."""
        return " + ".join(dict.fromkeys((self.leaf.name, self.spine.name, self.core.name)))


class ClosBuilder:
    """Builds the fabrics of one choice of models; everything that does not depend on the shape is worked out once."""

    def __init__(
        self,
        project: Project,
        network: NetworkRequest,
        members: Sequence[Member],
        hardware: Hardware,
        foreign: SharedSwitches | None,
    ):
        self.project, self.network, self.hardware, self.foreign = project, network, hardware, foreign
        slow = [m for m in members if m.group.speed_gbps < network.speed_gbps]
        self.main = [m for m in members if m.group.speed_gbps >= network.speed_gbps]
        self.extras: list[Member] = slow
        for wanted in network.extras:
            self.extras += list_named(project, network, wanted)
        self.direct = [list_named(project, network, wanted) for wanted in network.direct]
        named = [m.id for m in (*self.main, *self.extras)] + list(foreign.ids if foreign else ())
        self.devices = tuple(dict.fromkeys([*named, *(m.id for pair in self.direct for m in pair)]))
        self.index = {name: number for number, name in enumerate(self.devices)}
        self.downlinks, self.uplinks = self._split()
        self.usable = self.downlinks - network.spare_ports
        if self.usable < 1:
            raise SizingError(
                f"{network.spare_ports} spare ports leave none of the {self.downlinks} downlinks of a leaf"
            )
        self.attachments = [self._attach(plane) for plane in range(network.planes)]
        self.uplinks = 0 if self._is_one_tier() else self.uplinks

    def _split(self) -> tuple[int, int]:
        """Downlinks and uplinks of a leaf."""
        network, leaf = self.network, self.hardware.leaf
        # Links that leave the site go out of the spines, or of the leaves where there is but one tier.
        kept = network.peer_links + (network.external_links if network.tiers == 1 else 0)
        if not leaf.is_plain:
            down, up = leaf.split(network.oversubscription, kept)
            up = network.uplinks_per_leaf or up
            if leaf.is_shared and network.uplinks_per_leaf:
                down = leaf.downlinks_beside(up + kept)
            if down < 1 or up + kept > leaf.up_ports:
                raise SizingError(
                    f"{leaf.name} has {leaf.up_ports} ports of {leaf.up.speed_gbps}G upwards; {up} uplinks and "
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
        down, up = split_ports(radix, network.oversubscription)
        wanted = (network.nodes_per_su or down) + network.spare_ports
        if network.by_rail and wanted < down and network.oversubscription[0] != network.oversubscription[1]:
            # The ratio holds for what a full unit connects, not for ports that stay empty.
            ratio_down, ratio_up = network.oversubscription
            return wanted, divide_up((network.nodes_per_su or down) * ratio_up, ratio_down)
        return down, up

    def _attach(self, plane: int) -> Attachment:
        network = self.network
        if network.by_rail:
            if not self.main:
                raise SizingError(f"no device has ports of {network.speed_gbps}G in group '{network.port_group}'")
            counts = {m.ports for m in self.main}
            if len(counts) != 1:
                raise SizingError(f"devices have {sorted(counts)} ports; a {network.topology} network needs equal ones")
            rails, rest = divmod(counts.pop(), network.planes)
            if rest:
                raise SizingError(f"the {rails * network.planes + rest} ports of a device do not divide into "
                                  f"{network.planes} planes")  # fmt: skip
            per_su = network.nodes_per_su or self.usable
            found = attach_by_rail(form_units(self.main, per_su), rails, self.usable, network.topology == "rail-only")
        else:
            blocks = form_blocks(self.main, network.leaf_per, self.usable * network.planes, network.redundancy)
            ports = [len(range(plane, m.ports, network.planes)) for m in self.main]
            found = self._fill(blocks, ports, plane)
        return replace(found, port=found.port * network.planes + plane)

    def _fill(self, blocks: list[list[int]], ports: list[int], plane: int) -> Attachment:
        """Leaves filled evenly, as many as stated or as the devices and the extra ones need."""
        network = self.network
        sets = max(1, (network.leaves or 1) // network.redundancy)
        while True:
            found = attach_by_unit(blocks, ports, self.usable, network.redundancy, sets if len(blocks) == 1 else 1)
            if network.leaves is not None and found.leaves != network.leaves:
                raise SizingError(f"the devices fill {found.leaves} leaves, the request states {network.leaves}")
            if plane or not self.extras or len(blocks) > 1:
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
        attachment, network = self.attachments[0], self.network
        if self.foreign is not None:
            return False
        if network.tiers == 1:
            return True
        alone = attachment.leaves == 1 or (network.topology == "rail-only" and self._leaves_per_rail() == 1)
        pair = attachment.leaves == 2 and bool(attachment.pairs)
        stated = network.tiers is not None or network.spines is not None or network.expansion_su > 0
        return (alone or (pair and network.peer_links > 0)) and not stated

    def _leaves_per_rail(self) -> int:
        names = self.attachments[0].leaf_names
        return len(names) // len({name.split("-")[1] for name in names})

    @property
    def flat_name(self) -> str:
        """What a design without spines of its own is called."""
        leaves = sum(attachment.leaves for attachment in self.attachments)
        of = f" under the spines of {self.network.spines_of}" if self.foreign else ""
        return f"1 tier, {leaves} {'leaf' if leaves == 1 else 'leaves'}{of}"

    def models_name(self, shape: ClosShape | None) -> str:
        """The classes that a shape uses."""
        hardware = self.hardware
        if shape is None:
            return hardware.leaf.name
        return hardware.name if shape.cores else replace(hardware, core=hardware.spine).name

    def shapes(self) -> Sequence[ClosShape | None]:
        """The shapes to try, None where the fabric has no spines of its own."""
        network, hardware = self.network, self.hardware
        attachment = self.attachments[0]
        if self.foreign is not None:
            return [None]
        if self._is_one_tier():
            if network.tiers == 1 and attachment.leaves > 1 and not (attachment.leaves == 2 and network.peer_links):
                raise SizingError(f"one tier is asked for, {attachment.leaves} leaves need spines to join them")
            return [None]
        units = len(set(attachment.leaf_units))
        spine_ports = hardware.spine.down_ports - network.external_links
        core_ports = hardware.core.down_ports - network.external_links
        if min(spine_ports, core_ports) < 1:
            raise SizingError(f"{network.external_links} links that leave the site take all ports of a spine or core")
        if network.topology == "rail-only":
            mine = self._leaves_per_rail()
            rails = attachment.leaves // mine
            per_rail = mine + network.expansion_su * (mine // units)
            return [
                ClosShape((per_rail,) * rails, shape.spines * rails, shape.uplinks, (0,) * rails, 0)
                for shape in choose_shapes(per_rail, self.uplinks, spine_ports, spine_ports, 2, 1, network.uneven)
            ][:MOST_SHAPES]
        # A unit stays in one pod; where all share the leaves, only what backs each other must.
        shared = not network.by_rail and network.leaf_per == "fabric"
        quantum = network.redundancy if shared or attachment.leaves % units else attachment.leaves // units
        leaves = attachment.leaves + network.expansion_su * quantum
        if network.spines is not None:
            exact = ClosShape((leaves,), (network.spines,), self.uplinks, (0,), 0)
            if network.spines > self.uplinks:
                raise SizingError(f"{network.spines} spines are stated, a leaf has uplinks to {self.uplinks} at most")
            if leaves * self.uplinks > network.spines * spine_ports:
                raise SizingError(f"{network.spines} spines have {network.spines * spine_ports} ports, "
                                  f"{leaves} leaves have {leaves * self.uplinks} uplinks")  # fmt: skip
            if not exact.is_even and not network.uneven:
                raise SizingError(f"{network.spines} spines do not divide the {self.uplinks} uplinks of a leaf; "
                                  "'uplink_spread: within-one' allows it")  # fmt: skip
            return [exact]
        pod = network.shape.units_per_pod
        tiers = 3 if network.topology == "fat-tree" and network.tiers is None else network.tiers
        shapes = choose_shapes(
            leaves, self.uplinks, spine_ports, core_ports, tiers, quantum, network.uneven, pod and pod * quantum
        )
        # Devices on two leaves gain nothing where all leaves hang on one spine.
        shapes = [shape for shape in shapes if min(shape.spines) >= network.redundancy] or shapes
        if shapes[0].cores:
            shapes = [shape for shape in shapes if shape.switches == shapes[0].switches]
        return shapes[:MOST_SHAPES]

    def exact_bisection(self, shape: ClosShape | None) -> int | None:
        """Links cut between halves of equal leaves: half of all uplinks, since every spine meets all leaves of its
        pod, and every core all pods, alike. None where halves of pods or leaves are uneven.
        """
        for attachment in self.attachments:
            per_leaf = np.bincount(attachment.leaf, minlength=attachment.leaves)
            if per_leaf.min() != per_leaf.max() or attachment.leaves % 2:
                return None
        if shape is None or not shape.is_even or self.network.topology == "rail-only" or self.network.expansion_su:
            return None
        if shape.cores and (len(shape.pods) % 2 or len(set(shape.pods)) > 1):
            return None
        return sum(attachment.leaves for attachment in self.attachments) * shape.uplinks // 2

    def build(self, shape: ClosShape | None) -> tuple[Fabric, list[Wiring]]:
        """The fabric of a shape over all planes, and its links by kind."""
        network, hardware = self.network, self.hardware
        first_up = hardware.leaf.first_up(self.downlinks) if hardware.leaf.is_shared else 0
        spine_down = hardware.spine.first_up((hardware.spine.down_ports - network.external_links) // 2)
        switches: list[Switch] = []
        tables = []
        offset = len(self.devices)
        for plane, attachment in enumerate(self.attachments):
            prefix = network.prefix + (f"p{plane + 1}-" if network.planes > 1 else "")
            grouping = network.shape.core_grouping
            filled = (self._leaves_per_rail(),) * len(shape.pods) if shape and network.topology == "rail-only" else None
            fabric = build_clos(
                self.devices,
                attachment,
                shape,
                first_up,
                spine_down,
                prefix,
                grouping,
                network.peer_links,
                first_up + self.uplinks,
                filled,
            )
            links = fabric.links
            shift = offset - len(self.devices)
            a = np.where(links.a_device >= len(self.devices), links.a_device + shift, links.a_device)
            tables.append(replace(links, a_device=a.astype(np.int32), b_device=links.b_device + shift))
            switches += fabric.switches
            offset += len(fabric.switches)
        links = Links.stack(tables)
        fabric = Fabric(self.devices, tuple(switches), links)
        wirings = [*self._main_wirings(links), *self._attach_extras(self.attachments[0], len(self.devices))]
        if self.foreign is not None:
            leaves = sum(attachment.leaves for attachment in self.attachments)
            numbers = [self.index[name] for name in self.foreign.ids]
            up = hardware.leaf.up
            wirings.append(join_foreign(self.foreign, up, first_up, len(self.devices), leaves, self.uplinks, numbers))
        for stage, lower, upper in (
            (LEAF_SPINE, hardware.leaf.up, hardware.spine.down),
            (SPINE_CORE, hardware.spine.up, hardware.core.down),
            (PEER, hardware.leaf.up, hardware.leaf.up),
        ):
            wirings.append(Wiring(STAGES[stage], lower.speed_gbps, lower, upper, links.where(links.stage == stage)))
        wirings += [join_direct(members, self.index) for members in self.direct]
        check_splitters(self.project, fabric, wirings)
        return fabric, wirings

    def _main_wirings(self, links: Links) -> list[Wiring]:
        down = links.where(links.stage == NODE_LEAF)
        found = []
        for members in by_group({i: m.group for i, m in enumerate(self.main)}, range(len(self.main))).values():
            mask = np.isin(down.a_device, [self.index[self.main[i].id] for i in members])
            group, leaf = self.main[members[0]].group, self.hardware.leaf
            found.append(Wiring(STAGES[NODE_LEAF], self.network.speed_gbps, group, leaf.down, down.where(mask)))
        return found

    def _attach_extras(self, attachment: Attachment, first_leaf: int) -> list[Wiring]:
        """Extra devices by what their ports are like, each kind on the first mode of the leaf that a medium joins."""
        if not self.extras:
            return []
        leaf = self.hardware.leaf
        used = np.bincount(attachment.leaf, minlength=attachment.leaves)
        room = list_room(used.astype(np.int32), self.usable, leaf.down)
        wirings = []
        for members in by_group({i: m.group for i, m in enumerate(self.extras)}, range(len(self.extras))).values():
            group = self.extras[members[0]].group
            mode = self._mode(group)
            chosen = [self.extras[i] for i in members]
            links = attach_extras([self.index[m.id] for m in chosen], [m.ports for m in chosen], mode, room, first_leaf)
            wirings.append(Wiring(STAGES[NODE_LEAF], mode.speed_gbps, group, mode, links))
        return wirings

    def _mode(self, group: PortGroup) -> PortGroup:
        project, leaf = self.project, self.hardware.leaf
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
