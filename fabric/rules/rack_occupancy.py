"""The devices that a rack takes: units, depth, weight, power and kind. Used by the reader and by placement.

(The judge has its own rules in `fabric.audit.racks`; the two share no code.)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import DeviceType
from fabric.project import Device, Half, Panel
from layouts import Face, Rack, Site, name_units


class Space(NamedTuple):
    """The space that a device or a panel takes in its rack."""

    low: int
    """Half units below it."""
    high: int
    """Half units up to its top."""
    side: Half
    """Half of the width; empty for the whole width."""
    near_mm: int
    """Where it begins, from the front of the usable depth."""
    far_mm: int
    """Where it ends."""

    def meets(self, other: "Space") -> bool:
        """Whether two of them share units, width and depth."""
        beside = self.side and other.side and self.side != other.side
        apart = self.far_mm <= other.near_mm or other.far_mm <= self.near_mm
        return self.low < other.high and other.low < self.high and not beside and not apart


class RackRefusal(NamedTuple):
    """The reason why a device may not stand in a place."""

    message: str
    """What is wrong."""
    remedy: str
    """The mending, as a sentence."""
    limit: str = ""
    """The limit of a rack type or feed that the device breaks, in words; empty where units of the rack are taken."""


@dataclass
class _Load:
    taken: list[tuple[Space, str]]
    weight_g: int = 0
    power_w: int = 0


class Occupancy:
    """The racks with the devices in them so far. A working value of one placement: `add` changes it."""

    def __init__(self, site: Site):
        self.site = site
        self._loads = {rack.id: _Load([]) for rack in site.racks}
        self._feed_w = {feed.id: 0 for feed in site.feeds}
        self._feed_limit_w = {feed.id: feed.limit_w for feed in site.feeds}

    def add(self, device: Device, device_type: DeviceType) -> None:
        """Takes the units, weight and power of a device that has a place."""
        assert device.rack is not None
        assert device.position_half_ru is not None
        rack = self.site.rack_by_id[device.rack]
        load = self._loads[rack.id]
        space = space_of(rack, device_type, device.position_half_ru, device.face, device.side)
        load.taken.append((space, device.id))
        load.weight_g += device_type.weight_g
        load.power_w += device_type.power_w
        if rack.type.feed:
            self._feed_w[rack.type.feed] += device_type.power_w

    def add_panel(self, panel: Panel) -> None:
        """Takes the units of a panel."""
        rack = self.site.rack_by_id[panel.rack]
        self._loads[rack.id].taken.append((space_of_panel(rack, panel), panel.id))

    def panel_conflicts(self, panel: Panel) -> list[str]:
        """Whatever stands already where a panel is to be, by id."""
        rack = self.site.rack_by_id[panel.rack]
        return self._conflicts(rack, space_of_panel(rack, panel))

    def free_for_panel(self, rack: Rack, half_ru: int) -> int | None:
        """The position of a panel in free whole units, over the whole depth, nearest to the cable entry of a rack."""
        from_top = self.site.drops_of[rack.id][0].entry == "top"
        bottoms: Iterable[int] = range(0, rack.type.half_ru - half_ru + 1, 2)
        for bottom in reversed(list(bottoms)) if from_top else bottoms:
            if not self._conflicts(rack, Space(bottom, bottom + half_ru, "", 0, rack.type.usable_depth_mm)):
                return position_of(rack, bottom, half_ru)
        return None

    def _conflicts(self, rack: Rack, space: Space) -> list[str]:
        return [name for taken, name in self._loads[rack.id].taken if space.meets(taken)]

    def refusals(
        self,
        rack: Rack,
        device_type: DeviceType,
        position_half_ru: int,
        face: Face | None = None,
        side: Half = "",
    ) -> list[RackRefusal]:
        """The reasons why a device may not stand there; empty if it may.

        It takes the whole depth where no `face` is given.
        """
        reasons = self.load_refusals(rack, device_type)
        space = space_of(rack, device_type, position_half_ru, face, side)
        unit = f"U{position_half_ru / 2:g}"
        if space.low < 0 or space.high > rack.type.half_ru:
            reasons.append(
                RackRefusal(
                    f"{unit} with {device_type.half_ru / 2:g} U reaches outside rack {rack.id}, which has "
                    f"{name_units(rack.type.first_half_ru, rack.type.half_ru)}",
                    "Choose a unit inside the rack",
                )
            )
        for name in self._conflicts(rack, space):
            reasons.append(RackRefusal(f"{unit} of rack {rack.id} is taken by {name}", "Choose free units"))
        return reasons

    def free_side(self, rack: Rack, device_type: DeviceType, position_half_ru: int, face: Face | None = None) -> Half:
        """The first half of the rack that is free at some units; empty for a device that takes the whole width."""
        if not device_type.is_half_width:
            return ""
        halves: tuple[Half, ...] = ("left", "right")
        for side in halves:
            if not self._conflicts(rack, space_of(rack, device_type, position_half_ru, face, side)):
                return side
        return "left"

    def load_refusals(self, rack: Rack, device_type: DeviceType) -> list[RackRefusal]:
        """Refusals that do not depend on the unit: kind, depth, weight, power."""
        load, limits, reasons = self._loads[rack.id], rack.type, []
        if device_type.role not in limits.holds:
            reasons.append(
                RackRefusal(
                    f"rack {rack.id} of type {limits.id} may not hold a {device_type.role}",
                    f"Choose another rack, or add '{device_type.role}' to 'holds' of the rack type",
                    f"holds of rack type {limits.id}",
                )
            )
        weight_g, power_w = load.weight_g + device_type.weight_g, load.power_w + device_type.power_w
        too_much = {}
        if device_type.depth_mm > limits.usable_depth_mm:
            deep = f"{device_type.model} is {device_type.depth_mm} mm deep"
            too_much["usable_depth_mm"] = f"{deep}, usable_depth_mm of rack {rack.id} is {limits.usable_depth_mm}"
        if weight_g > limits.max_weight_g:
            heavy = f"rack {rack.id} would carry {weight_g / 1000:g} kg with it"
            too_much["max_weight_kg"] = f"{heavy}, max_weight_kg is {limits.max_weight_g / 1000:g}"
        if power_w > limits.max_power_w:
            strong = f"rack {rack.id} would draw {power_w / 1000:g} kW with it"
            too_much["max_power_kw"] = f"{strong}, max_power_kw is {limits.max_power_w / 1000:g}"
        reasons += [
            RackRefusal(words, "Choose another rack or correct the limit", f"{key} of rack type {limits.id}")
            for key, words in too_much.items()
        ]
        feed = limits.feed
        if feed and self._feed_w[feed] + device_type.power_w > self._feed_limit_w[feed]:
            reasons.append(
                RackRefusal(
                    f"feed {feed} would carry {(self._feed_w[feed] + device_type.power_w) / 1000:g} kW with it, "
                    f"limit_kw is {self._feed_limit_w[feed] / 1000:g}",
                    "Move devices to racks on another feed, or correct the limit",
                    f"limit_kw of feed {feed}",
                )
            )
        return reasons

    def free_position(self, rack: Rack, device_type: DeviceType, from_top: bool, usable_only: bool) -> int | None:
        """The first free place for a device, as `position_half_ru`; whole units only. None if there is none.

        `usable_only` keeps to the lowest `usable_half_ru` of the rack, the units for switches.
        """
        if self.load_refusals(rack, device_type):
            return None
        ceiling = rack.type.usable_half_ru if usable_only else rack.type.half_ru
        bottoms: Iterable[int] = range(0, ceiling - device_type.half_ru + 1, 2)
        for bottom in reversed(list(bottoms)) if from_top else bottoms:
            if self._free_halves(rack, device_type, bottom):
                return position_of(rack, bottom, device_type.half_ru)
        return None

    def takes_switch_at(self, rack: Rack, device_type: DeviceType, position_half_ru: int) -> bool:
        """Whether a switch may stand at a position: in units for switches that are free, within all limits."""
        bottom = rack.bottom_half_ru(position_half_ru, device_type.half_ru)
        is_inside = bottom >= 0 and bottom + device_type.half_ru <= rack.type.usable_half_ru
        return (
            is_inside
            and not self.load_refusals(rack, device_type)
            and bool(self._free_halves(rack, device_type, bottom))
        )

    def _free_halves(self, rack: Rack, device_type: DeviceType, bottom: int) -> int:
        """How many devices of a type may stand side by side in some units, whatever depth they take: 0, 1 or 2."""
        halves: tuple[Half, ...] = ("left", "right") if device_type.is_half_width else ("",)
        high, depth = bottom + device_type.half_ru, rack.type.usable_depth_mm
        return sum(not self._conflicts(rack, Space(bottom, high, side, 0, depth)) for side in halves)

    def room_for(self, rack: Rack, device_type: DeviceType, usable_only: bool = True) -> int:
        """The number of further devices of a type that the rack takes, by units, weight and power.

        Feeds are not divided up. `usable_only` keeps to the lowest `usable_half_ru` of the rack for switches.
        """
        limits, load = rack.type, self._loads[rack.id]
        if self.load_refusals(rack, device_type):
            return 0
        count, bottom = 0, 0
        ceiling = limits.usable_half_ru if usable_only else limits.half_ru
        while bottom + device_type.half_ru <= ceiling:
            free = self._free_halves(rack, device_type, bottom)
            count += free
            bottom += device_type.half_ru + device_type.half_ru % 2 if free else 2
        return min(
            count,
            (limits.max_weight_g - load.weight_g) // device_type.weight_g,
            (limits.max_power_w - load.power_w) // device_type.power_w,
        )


def space_of(
    rack: Rack, device_type: DeviceType, position_half_ru: int, face: Face | None = None, side: Half = ""
) -> Space:
    """The part of a rack that a device takes; the whole depth where no `face` is given."""
    bottom, usable = rack.bottom_half_ru(position_half_ru, device_type.half_ru), rack.type.usable_depth_mm
    near, far = (0, usable) if face is None else device_type.depth_span(face, usable)
    return Space(bottom, bottom + device_type.half_ru, side if device_type.is_half_width else "", near, far)


def space_of_panel(rack: Rack, panel: Panel) -> Space:
    """The part of a rack that a panel takes."""
    bottom, usable = rack.bottom_half_ru(panel.position_half_ru, panel.half_ru), rack.type.usable_depth_mm
    near, far = (0, panel.depth_mm) if panel.face == "front" else (usable - panel.depth_mm, usable)
    return Space(bottom, bottom + panel.half_ru, "", near, far)


def position_of(rack: Rack, bottom_half_ru: int, half_ru: int) -> int:
    """The lowest-numbered unit, in half units, of a device with this bottom: the inverse of `bottom_half_ru`."""
    if rack.type.u_numbering == "bottom_up":
        return bottom_half_ru + rack.type.first_half_ru
    return rack.type.half_ru - bottom_half_ru - half_ru + rack.type.first_half_ru
