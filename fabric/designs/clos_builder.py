"""Builds the fabrics of one folded Clos on its leaves: spines and cores, planes, links by kind."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from fabric.designs.clos_shapes import list_clos_shapes, list_pod_leaves
from fabric.designs.hardware_choice import Hardware
from fabric.designs.interconnects import Uplinks, check_splitters, first_joined, join_direct, join_shared
from fabric.designs.leaf_tier import LeafTier
from fabric.designs.network_task import NetworkTask
from fabric.designs.wiring import Wiring, by_port_kind
from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    PEER,
    SPINE_CORE,
    STAGES,
    ClosPorts,
    ClosShape,
    Fabric,
    Links,
    Switch,
    build_clos,
)


class ClosBuilder:
    """Builds the fabrics of one choice of models. Facts that no shape changes are worked out once."""

    def __init__(self, task: NetworkTask, hardware: Hardware, is_one_tier: bool = False):
        """Attaches all devices to leaves, which have no uplinks with `is_one_tier`.

        Raises SizingError where that is not possible with these models.
        """
        self.is_one_tier = is_one_tier
        self.task, self.network, self.hardware = task, task.network, hardware
        self.tier = LeafTier(task, hardware, is_one_tier)
        self.devices, self.attachments = self.tier.devices, self.tier.attachments
        self.uplinks = self.tier.uplinks

    def name(self, shape: ClosShape | None) -> str:
        """The name of a design: the models that it uses, and its shape."""
        hardware = self.hardware
        if shape is not None:
            return f"{(hardware if shape.cores else replace(hardware, core=hardware.spine)).name}, {shape.name}"
        of = f" under the spines of {self.network.spines_of}" if self.task.shared else ""
        leaves = self.tier.leaves
        return f"{hardware.leaf.name}, 1 tier, {leaves} {'leaf' if leaves == 1 else 'leaves'}{of}"

    def shapes(self) -> Sequence[ClosShape | None]:
        """The shapes to try; None where the fabric has no spines of its own. Raises SizingError where there is none."""
        if self.task.shared is not None or self.is_one_tier:
            return [None]
        return list_clos_shapes(self.network, self.hardware, self.attachments[0], self.uplinks)

    def exact_bisection(self, shape: ClosShape | None) -> int | None:
        """Links between halves of equal leaves: half of all uplinks. None where halves of pods or leaves are uneven.

        Every spine has equally many links to all leaves of its pod, and every core to all pods.
        """
        for attachment in self.attachments:
            per_leaf = np.bincount(attachment.leaf, minlength=attachment.leaves)
            if per_leaf.min() != per_leaf.max() or attachment.leaves % 2:
                return None
        if shape is None or not shape.is_even or self.network.topology == "rail-only" or self.network.expansion_su:
            return None
        down, up = self.network.core_oversubscription
        is_blocking = down > up
        if shape.cores and (len(shape.pods) % 2 or len(set(shape.pods)) > 1 or is_blocking):
            return None
        return self.tier.leaves * shape.uplinks // 2

    def build(self, shape: ClosShape | None) -> tuple[Fabric, list[Wiring]]:
        """The fabric of a shape over all planes, and its links by kind."""
        tier, hardware, shared = self.tier, self.hardware, self.task.shared
        first_up = hardware.leaf.first_up(tier.downlinks) if hardware.leaf.is_shared else 0
        fabric = self._build_planes(shape, self._ports(shape, first_up))
        links = fabric.links
        wirings = [*self._main_wirings(links), *tier.extra_wirings]
        if shared is not None:
            uplinks = Uplinks(hardware.leaf.up, len(self.devices), tier.leaves, first_up, self.uplinks)
            numbers = [tier.index[name] for name in shared.ids]
            choose = partial(first_joined, self.task.project, uplinks.group)
            wirings.append(join_shared(shared, uplinks, numbers, choose))
        for stage, lower, upper in (
            (LEAF_SPINE, hardware.leaf.up, hardware.spine.down),
            (SPINE_CORE, hardware.spine.up, hardware.core.down),
            (PEER, hardware.leaf.up, hardware.leaf.up),
        ):
            wirings.append(Wiring(STAGES[stage], lower.speed_gbps, lower, upper, links.where(links.stage == stage)))
        wirings += [wiring for pair in tier.direct for wiring in join_direct(pair, tier.index)]
        check_splitters(self.task.project, fabric, wirings)
        return fabric, wirings

    def _ports(self, shape: ClosShape | None, first_up: int) -> ClosPorts:
        """The ports that each kind of link takes."""
        network, spine = self.network, self.hardware.spine
        down, up = network.core_oversubscription
        return ClosPorts(
            first_uplink=first_up,
            first_spine_uplink=spine.first_up((spine.down_ports - network.external_links) * down // (down + up)),
            peer_links=network.peer_links,
            first_peer_port=first_up + self.uplinks,
            core_grouping=network.shape.core_grouping,
            pod_leaves=list_pod_leaves(network, self.attachments[0], shape),
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
        down, main = links.where(links.stage == NODE_LEAF), self.tier.main
        found = []
        for members in by_port_kind({i: m.group for i, m in enumerate(main)}, range(len(main))):
            mask = np.isin(down.a_device, [self.tier.index[main[i].id] for i in members])
            group, leaf = main[members[0]].group, self.hardware.leaf
            found.append(Wiring(STAGES[NODE_LEAF], self.network.speed_gbps, group, leaf.down, down.where(mask)))
        return found
