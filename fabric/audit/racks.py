"""Devices in racks: each has units of its own, and no rack or power feed carries more than it may.

Positions and heights are in half rack units. Position 2 is U1, the first unit of most racks; where units are numbered
from the top, the same numbers count from the top.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from fabric.audit.end_names import port_face
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan
from fabric.project import Device, Panel

MOST_HALF_MM = 225
"""Widest device that takes half of a rack, in mm: two fit the 450 mm between its posts."""


class Item(NamedTuple):
    """A device or a panel with the half units it claims."""

    id: str
    """Id of the device or panel, as findings print it."""
    rack: str | None
    """Id of its rack; None without a place. The site may lack the rack."""
    position: int | None
    """Lowest-numbered half unit, from 2 for U1; None without a place."""
    height: int
    """Height in half rack units; 0 for a device that takes none."""
    halves: frozenset[str] = frozenset({"left", "right"})
    """Halves of the rack that it takes."""
    near_mm: int = 0
    """Where it begins, from the front of the usable depth."""
    far_mm: int = 0
    """Where it ends."""

    @property
    def taken(self) -> range:
        """Numbers of the half units that it fills; empty without a position."""
        return range(self.position or 0, (self.position or 0) + (self.height if self.position is not None else 0))

    def meets(self, other: "Item") -> bool:
        """Whether both take a half in common, at a depth in common."""
        return bool(self.halves & other.halves) and self.near_mm < other.far_mm and other.near_mm < self.far_mm


class RackView:
    """Devices and panels by rack, and the weight and power of the devices in each rack."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.racks = {rack.id: rack for rack in plan.project.site.racks}
        self.types = plan.project.catalog.device_types
        self.items = [self._device(device) for device in plan.devices]
        self.items += [self._panel(panel) for panel in plan.project.panels]
        self.racked = [item for item in self.items if item.rack in self.racks and item.position is not None]
        self.devices = [(d, self.types[d.model], self.racks[d.rack].type) for d in plan.devices if d.rack in self.racks]
        self.weight_g: Counter[str] = Counter()
        self.power_w: Counter[str] = Counter()
        for device, device_type, _ in self.devices:
            self.weight_g[device.rack or ""] += device_type.weight_g
            self.power_w[device.rack or ""] += device_type.power_w

    def _device(self, device: Device) -> Item:
        """The space of a device: all of the depth where its type says so, or where the type says nothing and it shows
        ports opposite to the side where it is mounted.
        """
        device_type, rack = self.types[device.model], self.racks.get(device.rack or "")
        deep = rack.type.usable_depth_mm if rack else 0
        mounted = device.face if device_type.role == "switch" else "front"
        faces = {port_face(self.plan, device, group.group) for group in device_type.port_groups}
        near, far = 0, deep
        if faces <= {mounted} if device_type.full_depth is None else not device_type.full_depth:
            near, far = (0, device_type.depth_mm) if mounted == "front" else (deep - device_type.depth_mm, deep)
        half = device.side if device_type.width_mm <= MOST_HALF_MM else ""
        halves = frozenset({half} if half else {"left", "right"})
        return Item(device.id, device.rack, device.position_half_ru, device_type.half_ru, halves, near, far)

    def _panel(self, panel: Panel) -> Item:
        """The space of a panel: from its face into the rack."""
        rack = self.racks.get(panel.rack)
        deep = rack.type.usable_depth_mm if rack else 0
        near, far = (0, panel.depth_mm) if panel.face == "front" else (deep - panel.depth_mm, deep)
        return Item(panel.id, panel.rack, panel.position_half_ru, panel.half_ru, near_mm=near, far_mm=far)


@rule("device-once")
def check_device_once(view: RackView) -> Iterator[Violation]:
    """Each device and each panel is listed once."""
    for name, count in Counter(item.id for item in view.items).items():
        for _ in range(count - 1):
            yield Violation(object=name, found="listed twice", allowed="once", remedy="Remove one of the two entries")


@rule("device-has-place")
def check_device_has_place(view: RackView) -> Iterator[Violation]:
    """Each device and each panel has a rack of the site and a unit in it."""
    for item in view.items:
        if item.rack not in view.racks or item.position is None:
            yield Violation(
                object=item.id,
                found=f"rack {item.rack}, {'no unit' if item.position is None else f'U{item.position / 2:g}'}",
                allowed="a rack of the site and a unit in it",
                remedy="Give the device a rack and a unit",
            )


@rule("units-inside-rack")
def check_units_inside_rack(view: RackView) -> Iterator[Violation]:
    """All units of a device lie between the first and the last unit of its rack."""
    for item in view.racked:
        limits = view.racks[item.rack or ""].type
        first, end = limits.first_half_ru, limits.first_half_ru + limits.half_ru
        if item.taken.start < first or item.taken.stop > end:
            yield Violation(
                object=item.id,
                found=f"U{item.taken.start / 2:g} with {item.height / 2:g} U in rack {item.rack}",
                allowed=f"U{first / 2:g} to U{end / 2 - 1:g}",
                remedy="Choose a unit inside the rack",
            )


@rule("units-free")
def check_units_free(view: RackView) -> Iterator[Violation]:
    """No two devices or panels share half a rack unit, except side by side, or front and rear where both depths fit."""
    units: dict[str, dict[int, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in view.racked:
        held = units[item.rack or ""]
        taken = next(((unit, other) for unit in item.taken for other in held[unit] if item.meets(other)), None)
        if taken:
            yield Violation(
                object=item.id,
                found=f"U{taken[0] // 2} of rack {item.rack} is taken by {taken[1].id}",
                allowed="one device per unit",
                remedy="Move one of the two to free units",
            )
        for unit in item.taken:
            held[unit].append(item)


@rule("device-depth")
def check_device_depth(view: RackView) -> Iterator[Violation]:
    """A device is not deeper than the usable depth of its rack."""
    for device, device_type, limits in view.devices:
        if device_type.depth_mm > limits.usable_depth_mm:
            yield Violation(
                object=device.id,
                found=f"{device_type.depth_mm} mm deep in rack {device.rack}",
                allowed=f"{limits.usable_depth_mm} mm",
                remedy="Use a deeper rack",
            )


@rule("rack-holds")
def check_rack_holds(view: RackView) -> Iterator[Violation]:
    """A rack holds only kinds of devices that its rack type lists."""
    for device, device_type, limits in view.devices:
        if device_type.role not in limits.holds:
            yield Violation(
                object=device.id,
                found=f"a {device_type.role} in rack {device.rack}",
                allowed=" or ".join(limits.holds) or "nothing",
                remedy="Move the device to a rack that may hold it",
            )


@rule("rack-power")
def check_rack_power(view: RackView) -> Iterator[Violation]:
    """The devices of a rack draw no more power than its rack type allows."""
    for rack, watts in view.power_w.items():
        most = view.racks[rack].type.max_power_w
        if watts > most:
            yield Violation(
                object=f"rack {rack}", found=f"{watts} W", allowed=f"{most} W", remedy="Move devices to other racks"
            )


@rule("rack-weight")
def check_rack_weight(view: RackView) -> Iterator[Violation]:
    """The devices of a rack weigh no more than its rack type allows."""
    for rack, grams in view.weight_g.items():
        most = view.racks[rack].type.max_weight_g
        if grams > most:
            yield Violation(
                object=f"rack {rack}",
                found=f"{grams / 1000:.1f} kg",
                allowed=f"{most / 1000:.1f} kg",
                remedy="Move devices to other racks",
            )


@rule("feed-power")
def check_feed_power(view: RackView) -> Iterator[Violation]:
    """The racks of a power feed draw no more than its limit."""
    drawn: Counter[str | None] = Counter()
    for rack, watts in view.power_w.items():
        drawn[view.racks[rack].type.feed] += watts
    for feed in view.plan.project.site.feeds:
        if drawn[feed.id] > feed.limit_w:
            yield Violation(
                object=f"feed {feed.id}",
                found=f"{drawn[feed.id]} W",
                allowed=f"{feed.limit_w} W",
                remedy="Move devices to racks of another feed",
            )


RACK_RULES = RuleGroup(
    views=lambda plan: [RackView(plan)],
    rules=(
        check_device_once,
        check_device_has_place,
        check_units_inside_rack,
        check_units_free,
        check_device_depth,
        check_rack_holds,
        check_rack_power,
        check_rack_weight,
        check_feed_power,
    ),
)
