"""Puts devices into the units of their racks, and hosts without a place into racks that take them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fabric.catalog import DeviceType
from fabric.project import Device, Project
from fabric.rules.rack_occupancy import Occupancy
from fabric.topology import Switch
from layouts import UnmetError


def occupy(project: Project) -> Occupancy:
    """The racks with everything that has a place."""
    occupancy = Occupancy(project.site)
    for panel in project.panels:
        occupancy.add_panel(panel)
    for device in project.devices:
        if device.rack is not None:
            occupancy.add(device, project.type_of(device))
    return occupancy


def mount_hosts(
    project: Project,
    occupancy: Occupancy,
    racks: Mapping[str, str] | None = None,
    half_ru: Mapping[str, int] | None = None,
) -> tuple[Device, ...]:
    """All devices of the project, those without a place put into their rack of `racks`: at the position in half units
    that `half_ru` has for them where it is free, else from the bottom.

    Those that `racks` does not name come after the others. They, and those whose rack has no room, stand in the first
    rack with room, in order of racks.
    Where some find none, the largest are placed first. Raises UnmetError where that does not help either.
    """
    named, kept = racks or {}, half_ru or {}
    free = sorted((device for device in project.devices if device.rack is None), key=lambda one: one.id not in named)
    largest = sorted(free, key=lambda device: (-project.type_of(device).power_w, -project.type_of(device).half_ru))
    for order in (free, largest):
        here = occupancy if order is free else occupy(project)
        placed = {device.id: found for device in order if (found := _mount(project, here, device, named, kept))}
        if len(placed) == len(free):
            return tuple(placed.get(device.id, device) for device in project.devices)
    raise UnmetError(_explain_no_racks(project, here, free, [device for device in free if device.id not in placed]))


def _mount(
    project: Project, occupancy: Occupancy, device: Device, racks: Mapping[str, str], half_ru: Mapping[str, int]
) -> Device | None:
    """A device in its rack of `racks`, else in the first rack with room, which it then takes; None where none has."""
    device_type = project.type_of(device)
    named = project.site.rack_by_id.get(racks.get(device.id, ""))
    for rack in (*([named] if named else ()), *project.site.racks):
        position = half_ru.get(device.id)
        if position is None or rack.id != racks.get(device.id) or occupancy.refusals(rack, device_type, position):
            position = occupancy.free_position(rack, device_type, from_top=False, usable_only=False)
        if position is not None and rack.id in project.site.drops_of:
            side = occupancy.free_side(rack, device_type, position)
            placed = replace(device, rack=rack.id, position_half_ru=position, side=side)
            occupancy.add(placed, device_type)
            return placed
    return None


def _explain_no_racks(
    project: Project, occupancy: Occupancy, free: Sequence[Device], left: Sequence[Device]
) -> list[str]:
    """Why devices find no rack: a count that proves it, or that no way was found; then what forbids the first one."""
    empty = occupy(project)
    wired = [rack for rack in project.site.racks if rack.id in project.site.drops_of]
    first = left[0]
    refused = _count_refusals(occupancy, project.type_of(first))
    reasons = [f"no rack has room for {first.id} ({first.model}): {refused}"]
    for model, count in Counter(device.model for device in free).items():
        device_type = project.catalog.device_types[model]
        room = sum(empty.room_for(rack, device_type, usable_only=False) for rack in wired)
        if room < count:
            lacking = count - room
            return [
                f"{count} {model} are to be placed, and all racks together have room for {room}",
                *reasons,
                f"add racks for {lacking} {model}, or raise the limits of rack types",
            ]
    return [
        f"no way was found to place all {len(free)} devices without a rack: {len(left)} are left over. Another way may "
        "exist",
        *reasons,
        "name racks for them in equipment.yaml, add racks, or raise the limits of rack types and feeds",
    ]


REFUSED = (
    ("may not hold", "'holds'"),
    ("deep", "depth"),
    (" kg ", "weight"),
    ("would draw", "power"),
    ("feed", "feed"),
)
"""Words of a refusal, with the limit of the rack that it is about."""


def _count_refusals(occupancy: Occupancy, device_type: DeviceType) -> str:
    """The limits that forbid a device in the racks of the site, each with the number of its racks."""
    counts: Counter[str] = Counter()
    for rack in occupancy.site.racks:
        refusals = [refusal.message for refusal in occupancy.load_refusals(rack, device_type)]
        limits = {limit for words, limit in REFUSED if any(words in reason for reason in refusals)}
        if not limits:
            limits = {"free units"} if rack.id in occupancy.site.drops_of else {"a way for cables"}
        counts.update(limits)
    return ", ".join(
        f"{limit} in {count} of {len(occupancy.site.racks)} racks" for limit, count in counts.most_common()
    )


Places = Mapping[str, tuple[str, int]]
"""Rack and position in half units of devices, by id."""

RackedSwitch = tuple[Switch, DeviceType, str]
"""A switch with its type and the id of its rack."""


def mount_switches(
    occupancy: Occupancy, switches: Sequence[RackedSwitch], face: str, kept: Places | None = None
) -> tuple[Device, ...]:
    """Switches with their types and racks as devices with units: nearest to the rack's cable entry first, in order.

    Those whose place in `kept` is in their rack, and free, stand there; they come before the others.
    """
    placed: dict[str, Device] = {}
    known = kept or {}
    for switch, device_type, rack_id in switches:
        there, position = known.get(switch.id, ("", 0))
        if there == rack_id and occupancy.takes_switch_at(occupancy.site.rack_by_id[rack_id], device_type, position):
            placed[switch.id] = _stand(occupancy, (switch, device_type, rack_id), position, face)
    for switch, device_type, rack_id in switches:
        if switch.id not in placed:
            position = _nearest_position(occupancy, switch, device_type, rack_id)
            placed[switch.id] = _stand(occupancy, (switch, device_type, rack_id), position, face)
    return tuple(placed[switch.id] for switch, _, _ in switches)


def _nearest_position(occupancy: Occupancy, switch: Switch, device_type: DeviceType, rack_id: str) -> int:
    """The free position nearest to the cable entry of a rack. Raises UnmetError where it has none."""
    rack = occupancy.site.rack_by_id[rack_id]
    from_top = occupancy.site.drops_of[rack_id][0].entry == "top"
    position = occupancy.free_position(rack, device_type, from_top=from_top, usable_only=True)
    if position is None:
        reasons = [refusal.message for refusal in occupancy.load_refusals(rack, device_type)] or [
            f"rack {rack_id} has no free unit"
        ]
        raise UnmetError([f"switch {switch.id} does not fit in rack {rack_id}: {'; '.join(reasons)}"])
    return position


def _stand(occupancy: Occupancy, racked: RackedSwitch, position_half_ru: int, face: str) -> Device:
    """A switch as a device at a position, which it then takes."""
    switch, device_type, rack_id = racked
    device = Device(
        id=switch.id,
        model=device_type.model,
        role=switch.tier,
        rack=rack_id,
        position_half_ru=position_half_ru,
        face="rear" if face == "rear" else "front",
        su=None,
        status="planned",
        side=occupancy.free_side(occupancy.site.rack_by_id[rack_id], device_type, position_half_ru),
    )
    occupancy.add(device, device_type)
    return device
