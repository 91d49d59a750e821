"""The length that a cable needs.

Between two racks: need = inside A + route + inside B, where inside = rise from the middle of the port to the entry of
the rack + way from the port to the side of the rack + slack loop. Inside one rack: need = vertical distance of the
ports + depth of the rack where the ports show on different faces + way to the side and slack loop at both ends. No
length is rounded down (docs/maths.md, section 3).
"""

from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import DeviceType
from fabric.project import Device
from layouts import Drop, Rack, Site, divide_up, round_up

ORDER_STEP_MM = 1_000
"""Single cables to order come in whole metres, as catalogues list them."""


@dataclass(frozen=True)
class Need:
    """The length that a cable needs in mm: inside rack A, along the route, inside rack B. Loops count inside."""

    a_mm: int
    """From the port at A to the entry of its rack, slack loop included; inside one rack the loop alone."""
    route_mm: int
    """Length of the route with both drops; inside one rack the way between the two ports without loops."""
    b_mm: int
    """From the entry of the rack to the port at B, as at A."""

    @property
    def total_mm(self) -> int:
        return self.a_mm + self.route_mm + self.b_mm

    def __str__(self) -> str:
        """The derivation that sheets print, in metres: 2.968 + 8.900 + 1.435 = 13.303."""
        parts = " + ".join(f"{part / 1000:.3f}" for part in (self.a_mm, self.route_mm, self.b_mm))
        return f"{parts} = {self.total_mm / 1000:.3f}"


def inside_mm(site: Site, rack: Rack, drop: Drop, device: Device, device_type: DeviceType) -> int:
    """From a device's ports to the rack's entry, slack loop included."""
    assert device.position_half_ru is not None
    rise = rack.rise_mm(device.position_half_ru, device_type.half_ru, drop.entry)
    return rise + site.end_loop_mm


def in_rack_need(site: Site, rack: Rack, a: Device, a_type: DeviceType, b: Device, b_type: DeviceType) -> Need:
    """A cable between two devices of one rack: dressed along the side, across the depth where the faces differ."""
    assert a.position_half_ru is not None
    assert b.position_half_ru is not None
    apart_um = abs(
        rack.port_height_um(a.position_half_ru, a_type.half_ru)
        - rack.port_height_um(b.position_half_ru, b_type.half_ru)
    )
    across = rack.type.depth_mm if a.face != b.face else 0
    return Need(site.end_loop_mm, divide_up(apart_um, 1000) + across, site.end_loop_mm)


class LinkEnd(NamedTuple):
    """A device at one end of a link."""

    device: Device
    """The device with its place in a rack."""
    type: DeviceType
    """Its type in the catalogue, which states its height."""


def need_of(site: Site, a: LinkEnd, b: LinkEnd, route_mm: int | None) -> Need:
    """The length that the cable of a link needs; `route_mm` is the length of its route, None inside one rack."""
    a_rack, b_rack = site.rack_by_id[a.device.rack or ""], site.rack_by_id[b.device.rack or ""]
    if route_mm is None:
        return in_rack_need(site, a_rack, a.device, a.type, b.device, b.type)
    return Need(
        inside_mm(site, a_rack, site.drop_by_rack[a_rack.id], a.device, a.type),
        route_mm,
        inside_mm(site, b_rack, site.drop_by_rack[b_rack.id], b.device, b.type),
    )


def length_to_order_mm(need_mm: int) -> int:
    """The length of a single cable to order for a need: the need in whole metres."""
    return round_up(need_mm, ORDER_STEP_MM)
