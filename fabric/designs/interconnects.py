"""Links that join a fabric to others: uplinks to an earlier network, pairs of devices, the heads of splitters."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from fabric.catalog import FABRIC_GROUP, DeviceType, PortGroup
from fabric.designs.design import cage_numbers
from fabric.designs.members import Member
from fabric.designs.wiring import Wiring, port_kind
from fabric.project import Project
from fabric.rules import list_media
from fabric.topology import DIRECT, LEAF_SPINE, STAGES, Fabric, Links, SizingError, rank_within

ModeChoice = Callable[[Sequence[PortGroup]], PortGroup]
"""Picks one of several ways to use the cages of a switch."""


def first_mode(modes: Sequence[PortGroup]) -> PortGroup:
    """The first way: the native one, where it has the speed."""
    return modes[0]


def first_joined(project: Project, a_group: PortGroup, modes: Sequence[PortGroup]) -> PortGroup:
    """The first of some modes that a medium joins to ports of a group; the first of all where none does."""
    catalog, inventory, request = project.catalog, project.inventory, project.request
    return next((mode for mode in modes if list_media(a_group, mode, catalog, inventory, request)), modes[0])


@dataclass(frozen=True)
class SharedSwitches:
    """Switches of an earlier network that take the uplinks of this one."""

    ids: tuple[str, ...]
    """Ids of the switches."""
    device_type: DeviceType
    """Their type; where they differ, the one with the fewest ports."""
    used: tuple[frozenset[int], ...]
    """Fabric cages that each switch uses already."""
    external_links: int
    """Links of each switch that leave the site; they take its last ports."""

    def free_ports(self, speed_gbps: int, choose: ModeChoice = first_mode) -> tuple[PortGroup, list[list[int]]]:
        """The way to use their cages at a speed, and the free ports of each switch in that mode.

        `choose` picks one of the ways. Raises SizingError where the cages cannot be used at that speed.
        """
        modes = self.device_type.ways(FABRIC_GROUP, speed_gbps)
        if not modes:
            raise SizingError(
                f"{self.device_type.model} has no ports of {speed_gbps}G: add a mode to catalog/breakouts.csv"
            )
        group = choose(modes)
        cages = cage_numbers(group, np.arange(group.ports, dtype=np.int32)).tolist()
        # Links that leave the site take the last ports.
        cages = cages[: len(cages) - self.external_links * group.lanes]
        return group, [
            [port for port, cage in enumerate(cages) if not any(cage + step in taken for step in range(group.skip + 1))]
            for taken in self.used
        ]


class Uplinks(NamedTuple):
    """The uplinks of all leaves of a fabric."""

    group: PortGroup
    """Ports of a leaf that they take."""
    first_leaf: int
    """Number of the first leaf in the fabric; the others follow."""
    leaves: int
    """Number of leaves."""
    first_port: int
    """First port of the group that is an uplink."""
    per_leaf: int
    """Uplinks of each leaf."""


def join_shared(
    shared: SharedSwitches, uplinks: Uplinks, numbers: Sequence[int], choose: ModeChoice = first_mode
) -> Wiring:
    """Uplinks to the switches of an earlier network, dealt in turn so that pairs are within one link of each other.

    The shared switches have these `numbers` in the fabric. Raises SizingError where they have too few free ports.
    """
    group, free = shared.free_ports(uplinks.group.speed_gbps, choose)
    dealt = np.arange(uplinks.leaves * uplinks.per_leaf)
    spine = (dealt % len(shared.ids)).astype(np.int32)
    rank = rank_within(spine)
    room = min(map(len, free))
    if int(rank.max(initial=-1)) >= room:
        raise SizingError(
            f"{len(dealt)} uplinks exceed the {room} free ports on each of the {len(shared.ids)} switches above"
        )
    ports = np.array([own[:room] for own in free], np.int32).reshape(len(shared.ids), room)
    links = Links.of(
        LEAF_SPINE,
        uplinks.first_leaf + dealt // uplinks.per_leaf,
        uplinks.first_port + dealt % uplinks.per_leaf,
        np.array(numbers, np.int32)[spine],
        ports[spine, rank],
    )
    return Wiring(STAGES[LEAF_SPINE], uplinks.group.speed_gbps, uplinks.group, group, links)


def join_direct(members: Sequence[Member], index: Mapping[str, int]) -> list[Wiring]:
    """Links between pairs of devices without a switch: each two in order of the list, port k to port k.

    `index` maps a device to its number in the fabric. Pairs of other kinds of ports are wirings of their own.
    """
    kinds: dict[Hashable, list[tuple[Member, Member]]] = {}
    for a, b in zip(members[::2], members[1::2], strict=False):
        kinds.setdefault((port_kind(a.group), port_kind(b.group)), []).append((a, b))
    wirings = []
    for pairs in kinds.values():
        rows = [(index[a.id], port, index[b.id], port) for a, b in pairs for port in range(min(a.ports, b.ports))]
        (first, second), *_ = pairs
        links = Links.of(DIRECT, *np.array(rows, np.int32).reshape(-1, 4).T)
        wirings.append(Wiring(STAGES[DIRECT], first.group.speed_gbps, first.group, second.group, links))
    return wirings


def check_splitters(project: Project, fabric: Fabric, wirings: Sequence[Wiring]) -> None:
    """Raises SizingError where the ports of one connector go to devices in different racks.

    The legs of a splitter are too short to part between racks.
    """
    racks = [project.device_by_id[name].rack if name in project.device_by_id else None for name in fabric.hosts]
    for wiring in wirings:
        lanes = wiring.b_group.lanes
        if lanes == 1:
            continue
        where: dict[tuple[int, int], str | None] = {}
        for a, b, port in zip(
            wiring.links.a_device.tolist(), wiring.links.b_device.tolist(), wiring.links.b_port.tolist(), strict=True
        ):
            rack = racks[a] if a < len(racks) else None
            other = where.setdefault((b, port // lanes), rack)
            if other != rack:
                raise SizingError(
                    f"a splitter would end in racks {other} and {rack}: devices of {wiring.a_group.model} fill the "
                    f"{lanes} ports of a connector only in part; give each an even share, or place them together"
                )
