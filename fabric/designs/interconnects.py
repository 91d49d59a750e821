"""Links that join a fabric to others: uplinks to an earlier network, pairs of devices, the heads of splitters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.catalog import FABRIC_GROUP, DeviceType, PortGroup
from fabric.designs.design import cage_numbers
from fabric.designs.media_choice import Wiring
from fabric.designs.members import Member
from fabric.project import Project
from fabric.topology import DIRECT, LEAF_SPINE, STAGES, Fabric, Links, SizingError, rank_within


@dataclass(frozen=True)
class SharedSwitches:
    """Switches of an earlier network that take the uplinks: ids, their type, and the fabric cages that each uses."""

    ids: tuple[str, ...]
    device_type: DeviceType
    used: tuple[frozenset[int], ...]
    external_links: int

    def free_ports(self, speed_gbps: int) -> tuple[PortGroup, list[list[int]]]:
        """The way to use their cages at a speed, and the ports that are free in it, per switch.

        Raises SizingError where the cages cannot be used at that speed.
        """
        modes = [mode for mode in self.device_type.modes(FABRIC_GROUP) if mode.speed_gbps == speed_gbps]
        if not modes:
            raise SizingError(
                f"{self.device_type.model} has no ports of {speed_gbps}G: add a mode to catalog/breakouts.csv"
            )
        group = modes[0]
        cages = cage_numbers(group, np.arange(group.ports, dtype=np.int32)).tolist()
        # What leaves the site takes the last ports.
        cages = cages[: len(cages) - self.external_links * group.lanes]
        return group, [
            [port for port, cage in enumerate(cages) if not any(cage + step in taken for step in range(group.skip + 1))]
            for taken in self.used
        ]


def join_foreign(
    foreign: SharedSwitches,
    up: PortGroup,
    first_up: int,
    first_leaf: int,
    leaves: int,
    uplinks: int,
    numbers: Sequence[int],
) -> Wiring:
    """Uplinks to the switches of an earlier network, dealt in turn so that pairs are within one of each other.

    Leaves are numbered from `first_leaf` in the fabric, the foreign switches have these `numbers`. Raises SizingError
    where the switches have too few free ports.
    """
    group, free = foreign.free_ports(up.speed_gbps)
    dealt = np.arange(leaves * uplinks)
    spine = (dealt % len(foreign.ids)).astype(np.int32)
    rank = rank_within(spine)
    room = min(map(len, free))
    if int(rank.max(initial=-1)) >= room:
        raise SizingError(
            f"{len(dealt)} uplinks find {room} free ports on each of the {len(foreign.ids)} switches that they go to"
        )
    ports = np.array([own[:room] for own in free], np.int32).reshape(len(foreign.ids), room)
    links = Links.of(
        LEAF_SPINE,
        first_leaf + dealt // uplinks,
        first_up + dealt % uplinks,
        np.array(numbers, np.int32)[spine],
        ports[spine, rank],
    )
    return Wiring(STAGES[LEAF_SPINE], up.speed_gbps, up, group, links)


def join_direct(members: Sequence[Member], index: Mapping[str, int]) -> Wiring:
    """Pairs of devices without a switch, in order of the list, port k to port k."""
    rows = [
        (index[a.id], port, index[b.id], port)
        for a, b in zip(members[::2], members[1::2], strict=False)
        for port in range(min(a.ports, b.ports))
    ]
    group = members[0].group
    return Wiring(
        STAGES[DIRECT], group.speed_gbps, group, group, Links.of(DIRECT, *np.array(rows, np.int32).reshape(-1, 4).T)
    )


def check_splitters(project: Project, fabric: Fabric, wirings: Sequence[Wiring]) -> None:
    """Raises SizingError where the ports of one connector go to devices in different racks: a splitter ends in one."""
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
