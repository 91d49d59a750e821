"""Site to SVG: the floor plan with rooms, racks, pathways and whatever routes are laid over it. Text only, no library.

Ink is thin and distinguishable without colour: racks are outlined, pathways are pale bands, routes are lines whose
width grows with what they carry. Everything has a tooltip; ids are escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from layouts.site import Pathway, Point3, Rack, Site

MARGIN_MM = 600
FILLS = {"host": "#ffffff", "switch": "#d9d9d9", "panel": "#f2f2f2"}


@dataclass(frozen=True)
class Overlay:
    """A line over the floor: points in the site frame, what it carries, a tooltip and a class for colour."""

    points_mm: tuple[Point3, ...]
    weight: int
    title: str
    stage: str


def draw_floor(site: Site, overlays: Sequence[Overlay] = (), notes: Mapping[str, str] | None = None) -> str:
    """The floor plan as SVG text. `notes` are short lines to print inside racks, by rack id."""
    notes = notes or {}
    xs = [x for room in site.rooms for x, _ in room.outline_mm]
    ys = [y for room in site.rooms for _, y in room.outline_mm]
    left, right = min(xs) - MARGIN_MM, max(xs) + MARGIN_MM
    low, high = min(ys) - MARGIN_MM - 1100, max(ys) + MARGIN_MM + 500
    wide = min(1800, (right - left) // 8)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {-high} {right - left} {high - low}" '
        f'width="{wide}" height="{wide * (high - low) // (right - left)}" font-family="Helvetica, Arial, sans-serif">',
        f"<title>{escape(site.name)}</title>",
        "<style>"
        ".room{fill:#fff;stroke:#000;stroke-width:40}.rack{stroke:#000;stroke-width:12}.path{fill:none;stroke:#000;stroke-opacity:.12}"
        ".obstacle{fill:#888}.route{fill:none;stroke-opacity:.75;stroke-linejoin:round}"
        ".node-leaf{stroke:#0a58a8}.leaf-spine{stroke:#b1440e;stroke-dasharray:160 "
        "60}.spine-core,.global{stroke:#2d6b2f;stroke-dasharray:40 60}"
        ".local{stroke:#6a3d9a;stroke-dasharray:240 60}.peer,.direct{stroke:#333;stroke-dasharray:20 40}"
        "text{fill:#000;paint-order:stroke;stroke:#fff;stroke-width:40;stroke-linejoin:round}"
        "</style>",
    ]
    for room in site.rooms:
        points = " ".join(f"{x},{-y}" for x, y in room.outline_mm)
        parts.append(f'<polygon class="room" points="{points}"/>')
        x, y = room.outline_mm[0]
        parts.append(f'<text x="{x}" y="{-high + 350}" font-size="320">{escape(site.name)} / {escape(room.id)}</text>')
    for pathway in site.pathways:
        points = " ".join(f"{x},{-y}" for x, y, _ in pathway.points_mm)
        title = f"{pathway.id}: {pathway.kind} {pathway.width_mm} x {pathway.depth_mm} mm"
        parts.append(
            f'<polyline class="path" stroke-width="{pathway.width_mm}" '
            f'points="{points}"><title>{escape(title)}</title></polyline>'
        )
    for obstacle in site.obstacles:
        (x, y), (w, d) = obstacle.corner_mm, obstacle.size_mm
        parts.append(
            f'<rect class="obstacle" x="{x}" y="{-y - d}" width="{w}" '
            f'height="{d}"><title>{escape(obstacle.id)}</title></rect>'
        )
    parts += [_draw_rack(rack, notes.get(rack.id, "")) for rack in site.racks]
    heaviest = max((overlay.weight for overlay in overlays), default=1)
    for number, overlay in enumerate(overlays):
        shift = (number % 9 - 4) * 35
        points = " ".join(f"{x + shift},{-y - shift}" for x, y, _ in overlay.points_mm)
        width = 14 + 50 * overlay.weight // heaviest
        parts.append(
            f'<polyline class="route {overlay.stage}" stroke-width="{width}" '
            f'points="{points}"><title>{escape(overlay.title)}</title></polyline>'
        )
    parts += [_label_pathway(pathway) for pathway in site.pathways]
    parts += _draw_obstacle_names(site)
    parts += _draw_legend(xs[0], -low, sorted({overlay.stage for overlay in overlays}))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _label_pathway(pathway: Pathway) -> str:
    """The name of a pathway at its start, outside the racks: before a level run, below one that runs north."""
    (x1, y1, _), (x2, y2, _) = pathway.points_mm[0], pathway.points_mm[-1]
    if x1 == x2:
        x, y = x1, -min(y1, y2) + 120
        return (
            f'<text x="{x}" y="{y}" font-size="130" text-anchor="end" transform="rotate(-90 {x} '
            f'{y})">{escape(pathway.id)}</text>'
        )
    x, y = min((x1, y1), (x2, y2))
    return f'<text x="{x - 60}" y="{-y + 45}" font-size="130" text-anchor="end">{escape(pathway.id)}</text>'


def _draw_obstacle_names(site: Site) -> list[str]:
    return [
        f'<text x="{o.corner_mm[0]}" y="{-o.corner_mm[1] + 140}" font-size="120">{escape(o.id)}</text>'
        for o in site.obstacles
    ]


def _draw_legend(x: int, bottom: int, stages: Sequence[str]) -> list[str]:
    """Lines, racks and trays in words, a scale and north."""
    rows = [
        (
            f'<line class="route {stage}" x1="{x}" y1="{{y}}" x2="{x + 900}" y2="{{y}}" stroke-width="50"/>',
            f"{stage} cables, width by number of links",
        )
        for stage in stages
    ]
    rows += [
        (
            f'<line class="path" x1="{x}" y1="{{y}}" x2="{x + 900}" y2="{{y}}" stroke-width="150"/>',
            "pathway, as wide as it is",
        ),
        (
            f'<rect class="rack" x="{x}" y="{{top}}" width="400" height="160" fill="{FILLS["switch"]}"/>'
            f'<line x1="{x}" y1="{{low}}" x2="{x + 400}" y2="{{low}}" stroke="#000" stroke-width="50"/>',
            "rack for switches; thick line: front",
        ),
        (
            f'<path d="M {x} {{y}} h 1000 M {x} {{top}} v 160 M {x + 1000} {{top}} v 160" stroke="#000" '
            'stroke-width="25"/>',
            "1 m; north is up",
        ),
    ]
    parts = []
    for number, (mark, words) in enumerate(rows):
        y = bottom - 150 - 230 * (len(rows) - 1 - number)
        parts.append(mark.replace("{y}", str(y)).replace("{top}", str(y - 80)).replace("{low}", str(y + 80)))
        parts.append(f'<text x="{x + 1150}" y="{y + 55}" font-size="160">{escape(words)}</text>')
    return parts


def _draw_rack(rack: Rack, note: str) -> str:
    w, d = rack.size_x_mm, rack.size_y_mm
    x, y = rack.x_mm, -rack.y_mm - d
    fill = FILLS["switch"] if "switch" in rack.type.holds and "host" not in rack.type.holds else FILLS["host"]
    front = {
        "south": (x, y + d, x + w, y + d),
        "north": (x, y, x + w, y),
        "west": (x, y, x, y + d),
        "east": (x + w, y, x + w, y + d),
    }[rack.front]
    text = f'<text x="{x + w // 2}" y="{y + 330}" font-size="190" text-anchor="middle">{escape(rack.id)}</text>'
    for number, line in enumerate(reversed(note.splitlines())):
        level = y + d - 150 - 140 * number
        text += f'<text x="{x + w // 2}" y="{level}" font-size="120" text-anchor="middle">{escape(line)}</text>'
    return (
        f'<g><rect class="rack" id={quoteattr("rack-" + rack.id)} x="{x}" y="{y}" width="{w}" '
        f'height="{d}" fill="{fill}"><title>{escape(rack.id)}, '
        f"row {escape(rack.row)}, front {rack.front}</title></rect>"
        f'<line x1="{front[0]}" y1="{front[1]}" x2="{front[2]}" y2="{front[3]}" stroke="#000" '
        f'stroke-width="60"/>{text}</g>'
    )
