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


def mount_hosts(project: Project, occupancy: Occupancy, racks: Mapping[str, str] | None = None) -> tuple[Device, ...]:
    """All devices of the project, those without a place put into their rack of `racks`, from the bottom.

    Those that `racks` does not name, or whose rack has no room, stand in the first rack with room, in order of racks.
    """
    placed = []
    wanted = racks or {}
    for device in project.devices:
        if device.rack is not None:
            placed.append(device)
            continue
        device_type = project.type_of(device)
        named = project.site.rack_by_id.get(wanted.get(device.id, ""))
        for rack in (*([named] if named else ()), *project.site.racks):
            position = occupancy.free_position(rack, device_type, from_top=False, usable_only=False)
            if position is not None and rack.id in project.site.drops_of:
                side = occupancy.free_side(rack, device_type, position)
                placed.append(replace(device, rack=rack.id, position_half_ru=position, side=side))
                occupancy.add(placed[-1], device_type)
                break
        else:
            raise UnmetError(
                [
                    f"no rack has room for {device.id} ({device.model}): {_count_refusals(occupancy, device_type)}",
                    f"{len(project.devices) - len(placed)} devices are left without a place; add racks or "
                    "raise their limits",
                ]
            )
    return tuple(placed)


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
        refusals = [reason for reason, _ in occupancy.load_refusals(rack, device_type)]
        limits = {limit for words, limit in REFUSED if any(words in reason for reason in refusals)}
        if not limits:
            limits = {"free units"} if rack.id in occupancy.site.drops_of else {"a way for cables"}
        counts.update(limits)
    return ", ".join(
        f"{limit} in {count} of {len(occupancy.site.racks)} racks" for limit, count in counts.most_common()
    )


def mount_switches(
    occupancy: Occupancy, switches: Sequence[tuple[Switch, DeviceType, str]], face: str
) -> tuple[Device, ...]:
    """Switches with their types and racks as devices with units: nearest to the rack's cable entry first, in order."""
    placed = []
    site = occupancy.site
    for switch, device_type, rack_id in switches:
        rack = site.rack_by_id[rack_id]
        from_top = site.drops_of[rack_id][0].entry == "top"
        position = occupancy.free_position(rack, device_type, from_top=from_top, usable_only=True)
        if position is None:
            reasons = [reason for reason, _ in occupancy.load_refusals(rack, device_type)] or [
                f"rack {rack_id} has no free unit"
            ]
            raise UnmetError([f"switch {switch.id} finds no place in rack {rack_id}: {'; '.join(reasons)}"])
        device = Device(
            id=switch.id,
            model=device_type.model,
            role=switch.tier,
            rack=rack_id,
            position_half_ru=position,
            face="rear" if face == "rear" else "front",
            su=None,
            status="planned",
            side=occupancy.free_side(rack, device_type, position),
        )
        occupancy.add(device, device_type)
        placed.append(device)
    return tuple(placed)
