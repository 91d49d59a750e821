"""Devices in racks: units free, inside the rack, depth, weight, power, feeds, kind of rack."""

from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.finding import Finding
from fabric.plan import Plan


def check_standing(plan: Plan) -> Iterator[Finding]:
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
            yield Finding("error", "device-once", name, "listed twice", "once", "Remove one of the two")
        seen.add(name)
        if rack_id not in racks or position is None:
            yield Finding(
                "error",
                "device-has-place",
                name,
                f"rack {rack_id}, unit {position}",
                "a rack and unit of the floor",
                "Place the device",
            )
            continue
        top = racks[rack_id].type.half_ru
        # Numbers of the half units taken; with units numbered from the top they are the same numbers, seen from above.
        taken = range(position, position + height)
        if taken.start < 2 or taken.stop - 2 > top:
            yield Finding(
                "error",
                "units-inside-rack",
                name,
                f"U{position / 2:g} with {height / 2:g} U in rack {rack_id}",
                f"U1 to U{top / 2:g}",
                "Choose a unit inside the rack",
            )
        for unit in taken:
            if unit in units[rack_id]:
                yield Finding(
                    "error",
                    "units-free",
                    name,
                    f"U{unit // 2} of rack {rack_id} is taken by {units[rack_id][unit]}",
                    "one device a unit",
                    "Move one of the two",
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
                "error",
                "device-depth",
                device.id,
                f"{device_type.depth_mm} mm deep in rack {device.rack}",
                f"{limits.usable_depth_mm} mm",
                "Use a deeper rack",
            )
        if device_type.role not in limits.holds:
            yield Finding(
                "error",
                "rack-holds",
                device.id,
                f"a {device_type.role} in rack {device.rack}",
                " or ".join(limits.holds) or "nothing",
                "Move the device to a rack that may hold it",
            )
    feeds: dict[str, int] = defaultdict(int)
    for rack_id, watts in power.items():
        limits = racks[rack_id].type
        if watts > limits.max_power_w:
            yield Finding(
                "error",
                "rack-power",
                f"rack {rack_id}",
                f"{watts} W",
                f"{limits.max_power_w} W",
                "Move devices to other racks",
            )
        if weight[rack_id] > limits.max_weight_g:
            yield Finding(
                "error",
                "rack-weight",
                f"rack {rack_id}",
                f"{weight[rack_id] / 1000:.1f} kg",
                f"{limits.max_weight_g / 1000:.1f} kg",
                "Move devices to other racks",
            )
        if limits.feed:
            feeds[limits.feed] += watts
    for feed in site.feeds:
        if feeds[feed.id] > feed.limit_w:
            yield Finding(
                "error",
                "feed-power",
                f"feed {feed.id}",
                f"{feeds[feed.id]} W",
                f"{feed.limit_w} W",
                "Move devices to another feed",
            )
