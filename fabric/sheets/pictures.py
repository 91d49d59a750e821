"""Pictures of a plan as SVG: the floor with every route, and the elevation of every rack that holds something."""

from collections import defaultdict
from xml.sax.saxutils import escape

from fabric.equipment import Device
from fabric.plan import Plan
from layouts.draw import Overlay, draw_floor
from layouts.site import Rack

U_PX, WIDTH_PX, GAP_PX, TOP_PX = 16, 190, 36, 54
LINE_CHARACTERS = 30
"""What fits into a rack at 11 px."""
FILLS = {"host": "#ffffff", "leaf": "#dddddd", "spine": "#bbbbbb", "core": "#999999"}


def draw_plan_floor(plan: Plan) -> str:
    """The floor plan with every route, as wide as the links that it carries."""
    links: dict[tuple[int, str], int] = defaultdict(int)
    for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True):
        route = int(plan.pulls.route[int(plan.assemblies.pull[assembly])])
        if route >= 0:
            links[route, plan.stages[int(plan.links.stage[link])].name] += 1
    overlays = []
    centres = {rack.id: rack.centre_mm for rack in plan.project.site.racks}
    for (number, stage), count in sorted(links.items()):
        found = plan.routes[number]
        (ax, ay), (bx, by) = centres[found.a_rack], centres[found.b_rack]
        first, last = found.points_mm[0], found.points_mm[-1]
        points = ((ax, ay, first[2]), *found.points_mm, (bx, by, last[2]))
        title = (
            f"{found.a_rack} - {found.b_rack}: {count} links, {stage}, {found.length_mm / 1000:.2f} m by "
            f"{' > '.join(found.named_pathways)}"
        )
        overlays.append(Overlay(points, count, title, stage))
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for device in plan.devices:
        roles[device.rack or ""][device.role] += 1
    notes = {
        rack: "\n".join(f"{count} {role}" for role, count in sorted(found.items())) for rack, found in roles.items()
    }
    return draw_floor(plan.project.site, overlays, notes)


def draw_elevations(plan: Plan) -> str:
    """All racks that hold something, row by row, unit by unit."""
    standing: dict[str, list[Device]] = defaultdict(list)
    for device in plan.devices:
        standing[device.rack or ""].append(device)
    rows: dict[str, list[Rack]] = defaultdict(list)
    for rack in plan.project.site.racks:
        if standing[rack.id]:
            rows[rack.row].append(rack)
    height = (
        max((rack.type.half_ru for racks in rows.values() for rack in racks), default=2) // 2 * U_PX + TOP_PX + GAP_PX
    )
    across = max((len(racks) for racks in rows.values()), default=1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across * (WIDTH_PX + GAP_PX) + GAP_PX}" '
        f'height="{len(rows) * height + GAP_PX}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="11">',
        f"<title>Rack elevations of {escape(plan.project.site.name)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for line, racks in enumerate(rows.values()):
        for column, rack in enumerate(racks):
            x, y = GAP_PX + column * (WIDTH_PX + GAP_PX), line * height + TOP_PX
            parts += _draw_rack(plan, rack, standing[rack.id], x, y)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _draw_rack(plan: Plan, rack: Rack, devices: list[Device], x: int, y: int) -> list[str]:
    units = rack.type.half_ru // 2
    parts = [
        f'<text x="{x}" y="{y - 8}" font-size="15" font-weight="bold">{escape(rack.id)}</text>',
        f'<rect x="{x}" y="{y}" width="{WIDTH_PX}" height="{units * U_PX}" fill="#fff" stroke="#000"/>',
    ]
    for unit in range(units):
        number = units - unit if rack.type.u_numbering == "bottom_up" else unit + 1
        level = y + unit * U_PX
        parts.append(f'<line x1="{x}" y1="{level}" x2="{x + WIDTH_PX}" y2="{level}" stroke="#ccc" stroke-width=".5"/>')
        parts.append(f'<text x="{x - 4}" y="{level + U_PX - 4}" text-anchor="end" font-size="9">{number}</text>')
    for device in devices:
        half_ru = plan.project.type_of(device).half_ru
        bottom = rack.bottom_half_ru(device.position_half_ru or 2, half_ru)
        top = y + (rack.type.half_ru - bottom - half_ru) * U_PX // 2
        tall = half_ru * U_PX // 2
        title = f"{escape(device.id)} {escape(device.model)}, ports {device.face}"
        if not half_ru:
            # Beside the units, such as a PDU: a mark at the height of its port.
            parts.append(f'<path d="M{x + WIDTH_PX} {top} l-10 -5 v10 z" fill="#000"><title>{title}</title></path>')
            continue
        parts.append(
            f'<rect x="{x + 3}" y="{top}" width="{WIDTH_PX - 6}" height="{tall}" '
            f'fill="{FILLS.get(device.role, "#eeeeee")}" stroke="#000">'
            f"<title>{title}</title></rect>"
        )
        words = [f"{device.id}  {device.model}, ports {device.face}", f"{device.id}  {device.model}", device.id]
        text = next((line for line in words if len(line) <= LINE_CHARACTERS), device.id[:LINE_CHARACTERS])
        parts.append(f'<text x="{x + 8}" y="{top + tall // 2 + 4}">{escape(text)}</text>')
    return parts
