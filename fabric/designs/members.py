"""The devices that a network connects: those with ports of its group, in scalable units, and the extra ones."""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabric.catalog import SWITCH_GROUPS, PortGroup
from fabric.project import Device, Members, NetworkRequest, Project
from layouts import UnmetError, divide_up


@dataclass(frozen=True)
class Member:
    """One device with the ports that the network uses."""

    id: str
    """Id of the device."""
    group: PortGroup
    """Group of its ports."""
    ports: int
    """Number of ports that are used."""
    su: int | None
    """Its scalable unit; None where equipment.yaml states none."""
    rack: str | None
    """Its rack; None where it has no place yet."""
    section: str = ""
    """Network, tier and section of a switch of an earlier network, which has no rack yet; empty for all others."""


def list_members(
    project: Project,
    network: NetworkRequest,
    others: Sequence[Device],
    sections: Mapping[str, str] | None = None,
) -> list[Member]:
    """The main devices of a network, in the order that it asks for, then switches of earlier networks (`others`).

    `sections` names the section of each of these switches. Raises UnmetError where a device has too few ports for the
    rails.
    """
    listed = _in_order_of_racks(project) if network.host_order == "racks" else project.devices
    found = [_member(project, device, network.port_group) for device in (*listed, *others)]
    members = [replace(member, section=(sections or {}).get(member.id, "")) for member in found if member is not None]
    if network.rails is None:
        return members
    wanted = network.rails * network.planes
    short = [member for member in members if member.ports < wanted]
    if short:
        raise UnmetError(
            [
                f"network {network.id}: {network.rails} rails on {network.planes} planes are asked for, "
                f"{short[0].id} has {short[0].ports} ports in group '{network.port_group}'"
            ]
        )
    return [replace(member, ports=wanted) for member in members]


def _in_order_of_racks(project: Project) -> list[Device]:
    """The devices rack by rack, in each from the lowest place up; those without a rack come last, as listed."""
    racks = project.site.rack_number

    def place_of(device: Device) -> tuple[int, int]:
        if device.rack is None:
            return len(racks), 0
        return racks[device.rack], device.position_half_ru or 0

    return sorted(project.devices, key=place_of)


def count_ports(project: Project, network: NetworkRequest, devices: Sequence[Device]) -> int:
    """Number of ports of some devices that the network connects; 0 for devices with too few ports for its rails."""
    found = (_member(project, device, network.port_group) for device in devices)
    ports = [member.ports for member in found if member is not None]
    if network.rails is None:
        return sum(ports)
    wanted = network.rails * network.planes
    return wanted * sum(number >= wanted for number in ports)


def explain_empty_plane(plane: int, network: NetworkRequest) -> str:
    """The reason why a plane has no device: `plane` counts from 0."""
    return (
        f"plane {plane + 1} of {network.planes} has no device: none has as many ports of group '{network.port_group}'"
    )


def list_named(project: Project, network: NetworkRequest, wanted: Members) -> list[Member]:
    """The named devices, in the order of their names. Raises UnmetError for names that have no ports."""
    found = []
    for device in project.devices:
        member = _member(project, device, wanted.port_group)
        if member is not None and (not wanted.devices or device.id in wanted.devices):
            found.append(member)
    missing = set(wanted.devices) - {member.id for member in found}
    if missing or not found:
        names = ", ".join(sorted(missing)) or "no device"
        raise UnmetError(
            [
                f"network {network.id}: {names} has ports of group '{wanted.port_group}'"
                if not missing
                else f"network {network.id}: {names}: no such device with ports of group '{wanted.port_group}'",
                "Correct request.yaml, or add the device to equipment.yaml",
            ]
        )
    order = {name: number for number, name in enumerate(wanted.devices)}
    return sorted(found, key=lambda member: order.get(member.id, 0))


def _member(project: Project, device: Device, group: str) -> Member | None:
    device_type = project.type_of(device)
    # A switch with ports that join switches is not a member for their sake: a network connects ports of other devices.
    if device_type.role == "switch" and group.partition(":")[0] in SWITCH_GROUPS:
        return None
    found = device_type.group(group)
    return None if found is None else Member(device.id, found, found.ports, device.su, device.rack)


class _StatedUnits(NamedTuple):
    """Indexes of members by the scalable unit that they state, in ascending order, and of those that state none."""

    units: list[list[int]]
    loose: list[int]


def _stated_units(members: Sequence[Member]) -> _StatedUnits:
    stated: dict[int, list[int]] = {}
    loose = []
    for number, member in enumerate(members):
        if member.su is None:
            loose.append(number)
        else:
            stated.setdefault(member.su, []).append(number)
    return _StatedUnits([stated[su] for su in sorted(stated)], loose)


def form_units(members: Sequence[Member], per_su: int) -> list[list[int]]:
    """Indexes of members by scalable unit: their `su` where stated; the others fill units up to `per_su` in order."""
    units, loose = _stated_units(members)
    for number in loose:
        room = next((unit for unit in units if len(unit) < per_su), None)
        if room is None:
            room = []
            units.append(room)
        room.append(number)
    return units


def list_neighbours(members: Sequence[Member]) -> list[Hashable] | None:
    """What keeps members on one leaf: their rack, or the section of a switch that has no rack yet.

    None where the network connects no new switches of other networks: then leaves are filled in the order of the files,
    as its bound takes for granted. Where it connects some, the bound holds for any way to fill the leaves.
    """
    if not any(member.section for member in members):
        return None
    return [member.rack or member.section or number for number, member in enumerate(members)]


def form_leaf_units(
    members: Sequence[Member],
    leaf_per: str,
    downlinks: int,
    redundancy: int,
    neighbours: Sequence[Hashable] | None = None,
) -> list[list[int]]:
    """Indexes of the members that share leaves: all (`leaf_per` "fabric"), those of a rack, or those of a unit.

    Members without a unit fill the free ports of the units' leaves. Those that find no port form a unit of their own.
    Of members without a unit, those with equal `neighbours` go to the same unit where its ports suffice. In a unit,
    members with equal `neighbours` stand together.
    """
    near = neighbours or list(range(len(members)))
    if leaf_per == "fabric":
        return [_side_by_side(list(range(len(members))), near)]
    if leaf_per == "rack":
        racks: dict[str, list[int]] = {}
        for number, member in enumerate(members):
            racks.setdefault(member.rack or "", []).append(number)
        return list(racks.values())
    units, loose = _stated_units(members)
    room = [_free_ports([members[i] for i in unit], downlinks, redundancy) for unit in units]
    rest: list[int] = []
    waiting = deque(_group(loose, near))
    while waiting:
        group = waiting.popleft()
        ports = sum(members[number].ports for number in group)
        most = max(range(len(units)), key=lambda i: room[i], default=-1)
        if most >= 0 and room[most] >= ports:
            units[most] += group
            room[most] -= ports
        elif len(group) > 1:
            waiting.extendleft([number] for number in reversed(group))
        else:
            rest += group
    return [_side_by_side(unit, near) for unit in ([*units, rest] if rest else units)]


def _group(numbers: Sequence[int], near: Sequence[Hashable]) -> list[list[int]]:
    """Members by what keeps them together, in the order of the first of each."""
    found: dict[Hashable, list[int]] = {}
    for number in numbers:
        found.setdefault(near[number], []).append(number)
    return list(found.values())


def _side_by_side(numbers: Sequence[int], near: Sequence[Hashable]) -> list[int]:
    return [number for group in _group(numbers, near) for number in group]


def _free_ports(members: Sequence[Member], downlinks: int, redundancy: int) -> int:
    used = sum(member.ports for member in members)
    return divide_up(used, downlinks * redundancy) * downlinks * redundancy - used
