"""Devices in racks: units free, inside the rack, depth, weight, power, feeds, kind of rack."""

from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.finding import Finding
from fabric.plan import Plan


def check_racks(plan: Plan) -> Iterator[Finding]:
    """Every device has a place that is its own, and no rack or feed carries more than it may."""
    site, catalog = plan.project.site, plan.project.catalog
    racks = {rack.id: rack for rack in site.racks}
    units: dict[str, dict[int, str]] = defaultdict(dict)
    weight: dict[str, int] = defaultdict(int)
    power: dict[str, int] = defaultdict(int)
    items = [(d.id, d.rack, d.position_half_ru, catalog.device_types[d.model].half_ru) for d in plan.devices]
    items += [(p.id, p.rack, p.position_half_ru, p.half_ru) for p in plan.project.panels]
    seen: set[str] = set()
    for name, rack_id, position, height in items:
        if name in seen:
            yield Finding(
                severity="error",
                rule="device-once",
                object=name,
                found="listed twice",
                allowed="once",
                remedy="Remove one of the two",
            )
        seen.add(name)
        if rack_id not in racks or position is None:
            yield Finding(
                severity="error",
                rule="device-has-place",
                object=name,
                found=f"rack {rack_id}, unit {position}",
                allowed="a rack and unit of the floor",
                remedy="Place the device",
            )
            continue
        top = racks[rack_id].type.half_ru
        # Numbers of the half units taken; with units numbered from the top they are the same numbers, seen from above.
        taken = range(position, position + height)
        if taken.start < 2 or taken.stop - 2 > top:
            yield Finding(
                severity="error",
                rule="units-inside-rack",
                object=name,
                found=f"U{position / 2:g} with {height / 2:g} U in rack {rack_id}",
                allowed=f"U1 to U{top / 2:g}",
                remedy="Choose a unit inside the rack",
            )
        for unit in taken:
            if unit in units[rack_id]:
                yield Finding(
                    severity="error",
                    rule="units-free",
                    object=name,
                    found=f"U{unit // 2} of rack {rack_id} is taken by {units[rack_id][unit]}",
                    allowed="one device a unit",
                    remedy="Move one of the two",
                )
                break
            units[rack_id][unit] = name
    for device in plan.devices:
        if device.rack not in racks:
            continue
        device_type, limits = catalog.device_types[device.model], racks[device.rack].type
        weight[device.rack] += device_type.weight_g
        power[device.rack] += device_type.power_w
        if device_type.depth_mm > limits.usable_depth_mm:
            yield Finding(
                severity="error",
                rule="device-depth",
                object=device.id,
                found=f"{device_type.depth_mm} mm deep in rack {device.rack}",
                allowed=f"{limits.usable_depth_mm} mm",
                remedy="Use a deeper rack",
            )
        if device_type.role not in limits.holds:
            yield Finding(
                severity="error",
                rule="rack-holds",
                object=device.id,
                found=f"a {device_type.role} in rack {device.rack}",
                allowed=" or ".join(limits.holds) or "nothing",
                remedy="Move the device to a rack that may hold it",
            )
    feeds: dict[str, int] = defaultdict(int)
    for rack_id, watts in power.items():
        limits = racks[rack_id].type
        if watts > limits.max_power_w:
            yield Finding(
                severity="error",
                rule="rack-power",
                object=f"rack {rack_id}",
                found=f"{watts} W",
                allowed=f"{limits.max_power_w} W",
                remedy="Move devices to other racks",
            )
        if weight[rack_id] > limits.max_weight_g:
            yield Finding(
                severity="error",
                rule="rack-weight",
                object=f"rack {rack_id}",
                found=f"{weight[rack_id] / 1000:.1f} kg",
                allowed=f"{limits.max_weight_g / 1000:.1f} kg",
                remedy="Move devices to other racks",
            )
        if limits.feed:
            feeds[limits.feed] += watts
    for feed in site.feeds:
        if feeds[feed.id] > feed.limit_w:
            yield Finding(
                severity="error",
                rule="feed-power",
                object=f"feed {feed.id}",
                found=f"{feeds[feed.id]} W",
                allowed=f"{feed.limit_w} W",
                remedy="Move devices to another feed",
            )
