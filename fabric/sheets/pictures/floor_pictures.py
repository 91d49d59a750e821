"""The floor of a plan: every route, and the fill of each pathway."""

from collections import defaultdict
from math import pi

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.route_names import name_route
from fabric.sheets.rows.text import centimetres_text, count_text, role_text, route_text
from fabric.sheets.rows.tray_order import FillSpan, list_stretches, list_taken_mm2
from layouts import Drawing, Overlay, Path, Point3, Shape, Style, Words, draw_floor, to_picture


def draw_routes(rows: PlanRows) -> Drawing:
    """Every route that the chosen links take, as wide as the links that it carries."""
    plan = rows.plan
    links: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows.selected.links:
        route = int(plan.pulls.route[row.pull])
        if route >= 0:
            links[route, row.stage] += 1
    overlays = [_overlay(rows, route, stage, count) for (route, stage), count in sorted(links.items())]
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for device in plan.devices:
        kind = plan.project.type_of(device).role
        roles[device.rack or ""][device.role if kind in ("host", "switch") else kind] += 1
    notes = {
        rack: "\n".join(role_text(count, role) for role, count in sorted(found.items()))
        for rack, found in roles.items()
    }
    return draw_floor(plan.project.site, overlays, notes, "floor_plan", "routes")


def _overlay(rows: PlanRows, number: int, stage: str, count: int) -> Overlay:
    route, racks = rows.plan.routes[number], rows.site.rack_by_id
    (ax, ay), (bx, by) = racks[route.a_rack].centre_mm, racks[route.b_rack].centre_mm
    first, last = route.points_mm[0], route.points_mm[-1]
    points: tuple[Point3, ...] = ((ax, ay, first[2]), *route.points_mm, (bx, by, last[2]))
    length, ways = centimetres_text(route.length_mm), route_text(name_route(rows.site, route))
    title = f"{route.a_rack} - {route.b_rack}: {count_text(count, 'link')}, {stage}, {length} m by {ways}"
    return Overlay(points, count, title, stage)


def draw_fill(rows: PlanRows) -> Drawing:
    """The fill of each stretch of each pathway when complete: darker is fuller, with the figure where it changes."""
    plan, site = rows.plan, rows.site
    area_mm2: dict[int, float] = defaultdict(float)
    for kind, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        part = plan.project.catalog.part(plan.kinds[kind].model)
        area_mm2[int(plan.pulls.route[pull])] += pi / 4 * (part.diameter_um / 1000) ** 2
    filled: dict[FillSpan, float] = defaultdict(float)
    for number, route in enumerate(plan.routes):
        for stretch in list_stretches(route):
            filled[stretch] += area_mm2[number]
    taken = list_taken_mm2(plan)
    shapes: list[Shape] = []
    texts: list[Shape] = []
    shown: dict[str, int] = {}
    for (name, a, b), area in sorted(filled.items()):
        pathway = site.pathway_by_id[name]
        whole = pathway.width_mm * pathway.depth_mm
        percent = 100 * (area + taken.get(pathway.id, 0.0)) / whole if whole else 0.0
        shade = round(200 - 160 * min(1.0, percent / max(site.fill_max_pct, 1)))
        style = Style(f"#{shade:02x}{shade:02x}{shade:02x}", max(pathway.width_mm, 150))
        ends = to_picture(a), to_picture(b)
        shapes.append(Path(ends, style, title=f"{name}: {percent:.1f} %"))
        if a[:2] != b[:2] and shown.get(pathway.id) != round(percent):
            shown[pathway.id] = round(percent)
            x, y = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
            level = abs(ends[0][0] - ends[1][0]) > abs(ends[0][1] - ends[1][1])
            beside = 0.0 if level else pathway.width_mm / 2 + 60
            texts.append(Words(x=x + beside, y=y + 45, text=f"{percent:.0f} %", size=130, bold=True, halo=True))
    limits = f"warning above {site.fill_warn_pct} %, limit {site.fill_max_pct} %"
    words = f"pathway fill when complete; darker is fuller; {limits}"
    return draw_floor(site, (), {}, "floor_fill", words, (*shapes, *texts))
