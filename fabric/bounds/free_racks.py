"""The racks that may take the devices without a place, and the links that each of them may get there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import gcd
from typing import NamedTuple

from fabric.bounds.facts import HostRack
from fabric.bounds.free_devices import FreeDevices, OpenRack
from fabric.catalog import DeviceType
from fabric.project import Device, Project
from fabric.rules import CandidateRacks, Occupancy, depth_mm, occupy, rise_mm
from layouts import UNREACHED, Face, IntColumn, Rack, Site


class FreeLinks(NamedTuple):
    """The links and transceivers of the devices without a place in one network."""

    of_device: Mapping[str, int]
    """Links of each device that are laid by pulls."""
    optics: int
    """Transceivers of all of them."""


def find_free_devices(
    project: Project,
    devices: Sequence[Device],
    links: FreeLinks,
    floor: CandidateRacks,
    inside_mm: IntColumn,
    host_racks: Mapping[str, HostRack],
) -> tuple[FreeDevices, frozenset[str]]:
    """The devices without a place in one network, and those of `host_racks` that they may join.

    `inside_mm` is the shortest length inside each candidate rack from a port of a switch to its entry. Room is counted
    by units, weight and power for the least demanding of the devices, beside everything that has a place. So no rack
    takes more of them than that, whatever their mixture.
    """
    site, occupancy = project.site, occupy(project)
    shown = dict.fromkeys((device.model, face) for device in devices for face in sorted(project.faces_of(device)))
    types = {model: project.catalog.device_types[model] for model, _ in shown}
    mounted = list(dict.fromkeys((device.model, device.face) for device in devices))
    own = {floor.rack_ids[rack] for rack in floor.candidates.tolist()}
    taken = {device.rack for device in project.devices}
    largest = max(links.of_device.values(), default=0)
    racks: list[OpenRack] = []
    joined: set[str] = set()
    places: set[int] = set()
    for index, rack in enumerate(site.racks):
        if rack.id not in site.drops_of:
            continue
        rooms = {(model, face): _most(occupancy, rack, types[model], face) for model, face in mounted}
        fitting = {model: types[model] for (model, _), room in rooms.items() if room}
        if not fitting:
            continue
        places |= {site.place_number(rack.id, face) for model, face in shown if model in fitting}
        near = _nearest_mm(floor, inside_mm, index)
        faces = {face for model, face in shown if model in fitting}
        rise = _least_rise_mm(site, rack, faces, list(fitting.values())) + site.end_loop_mm
        before = host_racks.get(rack.id, HostRack(0, rise + near, rack.id in own))
        racks.append(
            OpenRack(
                standing=before.links,
                standing_mm=before.nearest_mm,
                most=max(
                    _most(occupancy, rack, _least_type(list(fitting.values())), face, list(fitting.values()))
                    for _, face in mounted
                )
                * largest,
                shortest_mm=min(rise + near, before.nearest_mm),
                may_patch=rack.id in own,
                is_empty=rack.id not in taken,
            )
        )
        joined.add(rack.id)
    total, step = sum(links.of_device.values()), gcd(*links.of_device.values())
    return (
        FreeDevices(links=total, step=max(1, step), racks=tuple(racks), optics=links.optics, places=frozenset(places)),
        frozenset(joined & host_racks.keys()),
    )


def _most(
    occupancy: Occupancy, rack: Rack, device_type: DeviceType, face: Face, others: Sequence[DeviceType] = ()
) -> int:
    """The most devices of a type that a rack takes; they may stand before and behind each other if they are shallow.

    `others` are the types that it stands for. Of shallow devices all units count, at front and rear.
    """
    usable_mm = rack.type.usable_depth_mm
    if all(item.depth_span(face, usable_mm) == (0, usable_mm) for item in others or (device_type,)):
        return occupancy.room_for(rack, device_type, usable_only=False)
    if occupancy.load_refusals(rack, device_type):
        return 0
    return (4 if device_type.is_half_width else 2) * (rack.type.half_ru // max(1, device_type.half_ru))


def _nearest_mm(floor: CandidateRacks, inside_mm: IntColumn, rack: int) -> int:
    """The shortest cable from a rack to a switch in another one; 0 where there is none."""
    ways = [
        int(walk) + int(inside)
        for walk, inside, candidate in zip(
            floor.least_walk_mm[:, rack].tolist(), inside_mm.tolist(), floor.candidates.tolist(), strict=True
        )
        if candidate != rack and walk < UNREACHED
    ]
    return min(ways, default=0)


def _least_rise_mm(site: Site, rack: Rack, faces: Collection[Face], types: Sequence[DeviceType]) -> int:
    """The shortest length from a port of a device of these types and faces to an entry of the rack, in any unit."""
    heights = {item.half_ru for item in types}
    return min(
        min(depth_mm(site, rack, drop, face) for face in faces)
        + min(rise_mm(rack, drop, position, half_ru) for half_ru in heights for position in rack.positions(half_ru))
        for drop in site.drops_of[rack.id]
    )


def _least_type(types: Sequence[DeviceType]) -> DeviceType:
    """A type that takes no more units, depth, weight and power than any of these."""
    return replace(
        types[0],
        half_ru=min(item.half_ru for item in types),
        width_mm=min(item.width_mm for item in types),
        depth_mm=min(item.depth_mm for item in types),
        weight_g=min(item.weight_g for item in types),
        power_w=min(item.power_w for item in types),
    )
