"""The length that a cable needs.

Between two racks: need = inside A + route + inside B, where inside = distance along the depth from the face of the port
to the entry of the rack + rise from the middle of the device to the entry + length from the port to the side of the
rack + slack loop. Where the route leads through the side of the rack, the entry is the nearest point of the opening,
and the way along the opening counts in the route. Inside one rack: need = vertical distance of the ports + depth of the
rack where the ports show on different faces + way to the side and slack loop at both ends. No length is rounded down
(docs/maths.md, section 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import DeviceType
from fabric.project import Device, Panel
from layouts import (
    Drop,
    EndWays,
    Face,
    Opening,
    Rack,
    Route,
    Site,
    divide_up,
    drop_of_edge,
    round_up,
    way_along,
    way_to,
)

ORDER_STEP_MM = 1_000
"""Single cables to order come in whole metres, as catalogues list them."""


@dataclass(frozen=True)
class Need:
    """The length that a cable needs in mm: inside rack A, along the route, inside rack B. Loops count inside."""

    a_mm: int
    """From the port at A to the entry of its rack, slack loop included; inside one rack the loop alone."""
    route_mm: int
    """Length of the route with both drops; inside one rack the distance between the two ports without loops."""
    b_mm: int
    """From the entry of the rack to the port at B, as at A."""

    @property
    def total_mm(self) -> int:
        return self.a_mm + self.route_mm + self.b_mm

    def __str__(self) -> str:
        """The derivation that sheets print, in metres: 2.968 + 8.900 + 1.435 = 13.303."""
        parts = " + ".join(f"{part / 1000:.3f}" for part in (self.a_mm, self.route_mm, self.b_mm))
        return f"{parts} = {self.total_mm / 1000:.3f}"


class LinkEnd(NamedTuple):
    """The place of the ports at one end of a cable: those of a device or of a panel."""

    rack: str
    """Id of the rack."""
    position_half_ru: int
    """Twice the lowest-numbered unit of the device or the panel."""
    half_ru: int
    """Its height in half units."""
    face: Face
    """The side of the rack at which the ports show."""


def device_end(device: Device, device_type: DeviceType, group: str) -> LinkEnd:
    """The end of a cable at a group of ports of a device that has a place."""
    assert device.rack is not None
    assert device.position_half_ru is not None
    return LinkEnd(device.rack, device.position_half_ru, device_type.half_ru, device_type.face_of(group, device.face))


def panel_end(panel: Panel) -> LinkEnd:
    """The end of a cord at the ports of a panel."""
    return LinkEnd(panel.rack, panel.position_half_ru, panel.half_ru, panel.face)


class InsideParts(NamedTuple):
    """The parts of a way inside a rack in mm; their sum is the way."""

    depth_mm: int
    """Along the depth, from the face of the port to the entry; 0 inside one rack."""
    rise_mm: int
    """From the middle of the device up or down to the entry; 0 inside one rack."""
    loop_mm: int
    """To the side of the rack, and the slack loop."""


def inside_mm(site: Site, rack: Rack, drop: Drop, end: LinkEnd) -> int:
    """From the ports of an end to the entry of a drop, slack loop included."""
    return sum(inside_parts(site, rack, drop, end))


def inside_parts(site: Site, rack: Rack, drop: Drop, end: LinkEnd) -> InsideParts:
    """The parts of the way from the ports of an end to the entry of a drop."""
    rise = rise_mm(rack, drop, end.position_half_ru, end.half_ru)
    return InsideParts(depth_mm(site, rack, drop, end.face), rise, site.end_loop_mm)


def rise_mm(rack: Rack, drop: Drop, position_half_ru: int, half_ru: int) -> int:
    """The vertical distance from the middle of a device to the entry of a drop, rounded up."""
    opening = drop.opening
    if opening is None:
        return rack.rise_mm(position_half_ru, half_ru, drop.entry)
    height_um = rack.z_mm * 1000 + rack.port_height_um(position_half_ru, half_ru)
    return divide_up(way_to(height_um, opening.low_mm * 1000, opening.high_mm * 1000), 1000)


def depth_mm(site: Site, rack: Rack, drop: Drop, face: Face) -> int:
    """The distance along the depth of a rack from one of its faces to the entry of a drop."""
    if drop.opening is not None:
        return way_to(rack.face_at_mm(face), drop.opening.near_mm, drop.opening.far_mm)
    return rack.depth_way_mm(face, drop.entry_mm) if site.with_depth else 0


def along_mm(site: Site, opening: Opening, a: LinkEnd, b: LinkEnd) -> int:
    """The distance along an opening between two racks, from the point nearest to one port to that nearest to the
    other.
    """
    a_up_um, b_up_um = (_height_um(site, end) for end in (a, b))
    a_face, b_face = (site.rack_by_id[end.rack].face_at_mm(end.face) for end in (a, b))
    up_um = way_along(a_up_um, b_up_um, opening.low_mm * 1000, opening.high_mm * 1000)
    return divide_up(up_um, 1000) + way_along(a_face, b_face, opening.near_mm, opening.far_mm)


def _height_um(site: Site, end: LinkEnd) -> int:
    """Height of the middle of a device in the frame of the site."""
    rack = site.rack_by_id[end.rack]
    return rack.z_mm * 1000 + rack.port_height_um(end.position_half_ru, end.half_ru)


def least_inside_mm(site: Site, rack: Rack, end: LinkEnd) -> int:
    """From the ports of an end to the nearest of the entries of its rack, slack loop included."""
    return min(inside_mm(site, rack, drop, end) for drop in site.drops_of[rack.id])


def in_rack_need(site: Site, rack: Rack, a: LinkEnd, b: LinkEnd) -> Need:
    """A cable between two ports of one rack: dressed along the side, across the depth where the faces differ."""
    heights_um = (rack.port_height_um(end.position_half_ru, end.half_ru) for end in (a, b))
    apart_um = abs(next(heights_um) - next(heights_um))
    across = rack.type.depth_mm if a.face != b.face else 0
    return Need(site.end_loop_mm, divide_up(apart_um, 1000) + across, site.end_loop_mm)


def need_of(site: Site, a: LinkEnd, b: LinkEnd, route: Route | None) -> Need:
    """The length that the cable of a link needs; `route` is None inside one rack."""
    if route is None:
        return in_rack_need(site, site.rack_by_id[a.rack], a, b)
    return need_with(site, (a, b), route, parts_of(site, a, b, route))


def needs_of(site: Site, ends: Iterable[tuple[LinkEnd, LinkEnd]], route: Route | None) -> list[Need]:
    """What `need_of` gives for each of some links between two racks; ends that are equal are measured once."""
    if route is None:
        return [need_of(site, a, b, None) for a, b in ends]
    drops, known = drops_of(site, route), (dict[LinkEnd, InsideParts](), dict[LinkEnd, InsideParts]())
    found = []
    for pair in ends:
        for end, drop, parts in zip(pair, drops, known, strict=True):
            if end not in parts:
                parts[end] = inside_parts(site, site.rack_by_id[end.rack], drop, end)
        found.append(need_with(site, pair, route, (known[0][pair[0]], known[1][pair[1]])))
    return found


def need_with(site: Site, ends: tuple[LinkEnd, LinkEnd], route: Route, parts: tuple[InsideParts, InsideParts]) -> Need:
    """The same between two racks where the parts inside both are known, as `parts_of` finds them."""
    opening = drops_of(site, route)[0].opening
    along = along_mm(site, opening, *ends) if opening else 0
    return Need(sum(parts[0]), route.length_mm + along, sum(parts[1]))


def parts_of(site: Site, a: LinkEnd, b: LinkEnd, route: Route | None) -> tuple[InsideParts, InsideParts]:
    """The parts of `Need.a_mm` and `Need.b_mm` of a link."""
    if route is None:
        return (InsideParts(0, 0, site.end_loop_mm),) * 2
    racks = (site.rack_by_id[end.rack] for end in (a, b))
    found = zip(racks, drops_of(site, route), (a, b), strict=True)
    at_a, at_b = (inside_parts(site, rack, drop, end) for rack, drop, end in found)
    return at_a, at_b


def drops_of(site: Site, route: Route) -> tuple[Drop, Drop]:
    """The drops at both ends of a route."""
    first, last = (site.drop_by_id[drop_of_edge(route.pathways[end]) or ""] for end in (0, -1))
    return first, last


def sum_end_ways(site: Site, racks: tuple[str, str], ends: Iterable[tuple[LinkEnd, LinkEnd]]) -> EndWays:
    """The lengths of some links inside both racks, by which a drop is chosen; empty where each rack has one drop."""
    drops = [site.drops_of.get(name, ()) for name in racks]
    if max(map(len, drops)) < 2:
        return EndWays()
    found: list[dict[str, int]] = [{drop.id: 0 for drop in some} for some in drops]
    pairs = list(ends)
    for pair in pairs:
        for number, end in enumerate(pair):
            rack = site.rack_by_id[racks[number]]
            for drop in drops[number]:
                found[number][drop.id] += inside_mm(site, rack, drop, end)
                if number == 0 and drop.opening and drop.opening.to_rack == racks[1]:
                    found[0][drop.id] += along_mm(site, drop.opening, *pair)
    least = [min(some.values(), default=0) for some in found]
    a_mm, b_mm = ({name: way - low for name, way in some.items()} for some, low in zip(found, least, strict=True))
    return EndWays(max(len(pairs), 1), a_mm, b_mm)


def least_need_mm(site: Site, a: LinkEnd, b: LinkEnd, walk_mm: int) -> int:
    """The shortest cable of a link whose shortest route, drops included, has a length; inside one rack that length does
    not count.
    """
    a_rack, b_rack = site.rack_by_id[a.rack], site.rack_by_id[b.rack]
    if a_rack is b_rack:
        return in_rack_need(site, a_rack, a, b).total_mm
    return least_inside_mm(site, a_rack, a) + walk_mm + least_inside_mm(site, b_rack, b)


def length_to_order_mm(need_mm: int) -> int:
    """The length of a single cable to order for a need: the need in whole metres."""
    return round_up(need_mm, ORDER_STEP_MM)
