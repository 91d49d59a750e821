"""Lengths, worked out anew: every cable and every leg reaches its port, along a route that exists, with the slack
asked for.

need = rise A + side + slack + drops and walk + rise B + side + slack. A trunk's body must span the route, each leg
its own end.
"""

from collections.abc import Iterator
from math import ceil, dist

from fabric.audit.finding import EndNames, Finding
from fabric.plan import Plan
from fabric.project import Device
from layouts import Drop, Rack, Route


def check_lengths(plan: Plan) -> Iterator[Finding]:
    """Nothing is short, not by a millimetre."""
    site = plan.project.site
    racks = {rack.id: rack for rack in site.racks}
    drops = {drop.rack: drop for drop in site.drops}
    walks = [_walk_mm(route, racks, drops) for route in plan.routes]
    ends = EndNames(plan)
    loop = site.port_to_side_mm + site.slack_mm_per_end
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        pull = int(plan.assemblies.pull[assembly])
        route = int(plan.pulls.route[pull])
        a, b = ends.device(link, "a"), ends.device(link, "b")
        if a.rack not in racks or b.rack not in racks or a.position_half_ru is None or b.position_half_ru is None:
            continue
        name = f"{ends.name(link)} ({kind.id})"
        if (a.rack, b.rack) != tuple(
            site.racks[int(column[pull])].id for column in (plan.pulls.a_rack, plan.pulls.b_rack)
        ):
            yield Finding(
                severity="error",
                rule="pull-ends",
                object=name,
                found=f"devices in {a.rack} and {b.rack}",
                allowed="the racks of its pull",
                remedy="Plan the pull between these racks",
            )
            continue
        if route < 0:
            need = _in_rack_mm(plan, racks[a.rack], a, b) + 2 * loop
            if a.rack != b.rack:
                yield Finding(
                    severity="error",
                    rule="route-exists",
                    object=name,
                    found="no route between two racks",
                    allowed="a route",
                    remedy="Route the cable",
                )
            yield from _short(name, "cable", kind.body_mm, need)
            continue
        found = plan.routes[route]
        if (found.a_rack, found.b_rack) != (a.rack, b.rack):
            yield Finding(
                severity="error",
                rule="route-ends",
                object=name,
                found=f"route {found.a_rack} to {found.b_rack}",
                allowed=f"{a.rack} to {b.rack}",
                remedy="Route it anew",
            )
        if a.rack not in drops or b.rack not in drops:
            continue
        a_mm = _rise_mm(plan, racks[a.rack], a, drops[a.rack].entry) + loop
        b_mm = _rise_mm(plan, racks[b.rack], b, drops[b.rack].entry) + loop
        if not kind.a_legs_mm:
            yield from _short(name, "cable", kind.body_mm, a_mm + walks[route] + b_mm)
            continue
        yield from _short(name, "body", kind.body_mm, walks[route])
        if leg < len(kind.a_legs_mm):
            yield from _short(name, f"leg {leg + 1} at {a.rack}", kind.a_legs_mm[leg], a_mm)
            yield from _short(name, f"leg {leg + 1} at {b.rack}", kind.b_legs_mm[leg], b_mm)


def _short(name: str, what: str, has_mm: int, need_mm: int) -> Iterator[Finding]:
    if has_mm < need_mm:
        yield Finding(
            severity="error",
            rule="length",
            object=name,
            found=f"{what} of {has_mm} mm, {need_mm - has_mm} mm short",
            allowed=f"at least {need_mm} mm",
            remedy="Use the next longer length",
        )


def _height_mm(plan: Plan, rack: Rack, device: Device) -> float:
    """Height of the middle of a device above the floor; 1 U is 44.45 mm."""
    units = (device.position_half_ru or 0) / 2
    height = plan.project.catalog.device_types[device.model].half_ru / 2
    below = units - 1 if rack.type.u_numbering == "bottom_up" else rack.type.half_ru / 2 - (units - 1) - height
    return rack.type.u1_bottom_mm + (below + height / 2) * 44.45


def _rise_mm(plan: Plan, rack: Rack, device: Device, entry: str) -> int:
    height = _height_mm(plan, rack, device)
    return ceil(round(rack.type.height_mm - height if entry == "top" else height, 6))


def _in_rack_mm(plan: Plan, rack: Rack, a: Device, b: Device) -> int:
    apart = abs(_height_mm(plan, rack, a) - _height_mm(plan, rack, b))
    return ceil(round(apart, 6)) + (rack.type.depth_mm if a.face != b.face else 0)


def _walk_mm(route: Route, racks: dict[str, Rack], drops: dict[str, Drop]) -> int:
    """Both drops and the walk between them, each piece rounded up."""
    total = 0
    for rack_id, point in ((route.a_rack, route.points_mm[0]), (route.b_rack, route.points_mm[-1])):
        if rack_id not in racks or rack_id not in drops:
            continue
        rack = racks[rack_id]
        width, depth = rack.type.width_mm, rack.type.depth_mm
        size_x, size_y = (width, depth) if rack.front in ("north", "south") else (depth, width)
        centre = rack.x_mm + size_x // 2, rack.y_mm + size_y // 2
        edge = rack.type.height_mm if drops[rack_id].entry == "top" else 0
        total += abs(point[2] - edge) + ceil(dist(centre, point[:2]))
    for p, q in zip(route.points_mm, route.points_mm[1:], strict=False):
        total += ceil(dist(p, q))
    return total
