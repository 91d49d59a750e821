"""The floor of a plan as a picture for the report: racks by what they hold, trays by the links that pass.

Colours are classes of the page's style, so that the picture follows light and dark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

import numpy as np

from fabric.plan import Plan
from layouts import Pathway, Room, Site

Point2 = tuple[int, int]
"""x and y in millimetres, in the frame of the site."""
Band = tuple[int, int, int, int]
"""Left, top, right and bottom in millimetres, in the picture."""

CLASSES = {"leaf": "leaf", "spine": "spine", "core": "spine"}
"""Class of a rack that holds switches of a tier; a rack with switches of several tiers has that of the highest."""
EMPTY = "empty"
"""Class of a rack without devices."""
WORDS = {
    "leaf": "leaf switches",
    "spine": "spine or core switches",
    "node": "nodes",
    "other": "other devices",
    EMPTY: "no devices",
}
"""Words of the legend, by the class of a rack."""
NAME_MM, LETTER_MM = 600, 420
"""Height of the letters of rows and the names of rooms, and the width of one."""
BESIDE_MM = 120
"""White between a name and what it stands beside."""
ASIDE_MM = (0, -900, 900, -1500, 1500)
"""Places of the letter of a row above and below its middle, the best first."""
LEAST_MM, MOST_MM = 60, 420
"""Width of a line for one link, and for the most links that pass one section."""


def floor_picture(plan: Plan) -> str:
    """The whole floor as SVG."""
    site = plan.project.site
    points = [corner for room in site.rooms for corner in room.outline_mm]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    width, height = right - left, high - low
    site_names = (*_name_rows(site), *_name_rooms(site.rooms))
    body = "".join((*_draw_rooms(plan), *_draw_trays(plan), *_draw_racks(plan), *site_names))
    corners = Counter((min(x for x, _ in room.outline_mm), max(y for _, y in room.outline_mm)) for room in site.rooms)
    above = NAME_MM * max(corners.values()) if len(site.rooms) > 1 else 0
    view = f"{left - 200} {-high - 200 - above} {width + 400} {height + 400 + above}"
    return f'<svg class="floor" viewBox="{view}" role="img" aria-label="floor of {escape(site.name)}">{body}</svg>'


def _draw_rooms(plan: Plan) -> Iterator[str]:
    for room in plan.project.site.rooms:
        corners = " ".join(f"{x},{-y}" for x, y in room.outline_mm)
        yield f'<polygon class="room" points="{corners}"><title>{escape(room.id)}</title></polygon>'
    for obstacle in plan.project.site.obstacles:
        (x, y), (wide, deep) = obstacle.corner_mm, obstacle.size_mm
        yield (
            f'<rect class="obstacle" x="{x}" y="{-y - deep}" width="{wide}" height="{deep}">'
            f"<title>{escape(obstacle.id)}</title></rect>"
        )


def _draw_racks(plan: Plan) -> Iterator[str]:
    holds = rack_classes(plan)
    for rack in plan.project.site.racks:
        name = holds.get(rack.id, EMPTY)
        yield (
            f'<rect class="rack {name}" x="{rack.x_mm}" y="{-rack.y_mm - rack.size_y_mm}" width="{rack.size_x_mm}" '
            f'height="{rack.size_y_mm}"><title>{escape(rack.id)}: {WORDS[name]}</title></rect>'
        )


def _name_rows(site: Site) -> Iterator[str]:
    """The letter of each row, left of its racks and of the pathways beside them, where no pathway passes."""
    rows: dict[tuple[str, str], list[Point2]] = defaultdict(list)
    for rack in site.racks:
        rows[rack.room, rack.row].append((rack.x_mm, -rack.y_mm - rack.size_y_mm // 2))
    outlines = {room.id: room.outline_mm for room in site.rooms}
    bands = [band for pathway in site.pathways for band in _bands(pathway)]
    for (room, row), places in rows.items():
        x, y = min(places)
        outline = outlines[room]
        walls = min(px for px, _ in outline), max(px for px, _ in outline)
        x = min((x, *(left for left, _, right, _ in bands if walls[0] <= left and right <= walls[1]))) - BESIDE_MM
        wide = LETTER_MM * len(row)
        free = (y + up for up in ASIDE_MM if not any(_touch((x - wide, y + up, x, y + up), band) for band in bands))
        yield f'<text x="{x}" y="{next(free, y) + NAME_MM // 3}" text-anchor="end">{escape(row)}</text>'


def _name_rooms(rooms: Sequence[Room]) -> Iterator[str]:
    """The name of each of several rooms above its upper left corner, above each other where storeys share it."""
    taken: Counter[Point2] = Counter()
    for room in rooms if len(rooms) > 1 else ():
        x, y = min(px for px, _ in room.outline_mm), -max(py for _, py in room.outline_mm)
        yield f'<text x="{x}" y="{y - BESIDE_MM - NAME_MM * taken[x, y]}">{escape(room.id)}</text>'
        taken[x, y] += 1


def _bands(pathway: Pathway) -> Iterator[Band]:
    """The room that each part of a pathway takes in the picture."""
    half = pathway.width_mm // 2
    for (ax, ay, _), (bx, by, _) in pairwise(pathway.points_mm):
        yield min(ax, bx) - half, min(-ay, -by) - half, max(ax, bx) + half, max(-ay, -by) + half


def _touch(one: Band, other: Band) -> bool:
    """Whether a letter of some height around its line and a part of a pathway share a place."""
    tall = NAME_MM // 2
    return one[0] < other[2] and other[0] < one[2] and one[1] - tall < other[3] and other[1] < one[3] + tall


def rack_classes(plan: Plan) -> dict[str, str]:
    """For each rack with devices, the class of what it holds: the highest tier of switches, else nodes, else others."""
    order = ("spine", "leaf", "node", "other")
    found: dict[str, str] = {}
    for device in plan.devices:
        name = CLASSES.get(device.role, "node" if device.role == "host" else "other")
        rack = device.rack or ""
        found[rack] = min(found.get(rack, "other"), name, key=order.index)
    return found


def links_by_section(plan: Plan) -> Counter[tuple[Point2, Point2]]:
    """The links that pass each section of the routes, in plan; both directions of a section are one."""
    per_assembly = np.bincount(plan.segments.assembly, minlength=len(plan.assemblies.pull))
    per_pull = np.bincount(plan.assemblies.pull, per_assembly, len(plan.pulls.form))
    laid = plan.pulls.route >= 0
    per_route = np.bincount(plan.pulls.route[laid], per_pull[laid], len(plan.routes))
    found: Counter[tuple[Point2, Point2]] = Counter()
    for route, links in zip(plan.routes, per_route.astype(int).tolist(), strict=True):
        for (ax, ay, _), (bx, by, _) in pairwise(route.points_mm):
            if (ax, ay) != (bx, by) and links:
                one, other = sorted(((ax, ay), (bx, by)))
                found[one, other] += links
    return found


def _draw_trays(plan: Plan) -> Iterator[str]:
    for pathway in plan.project.site.pathways:
        points = " ".join(f"{x},{-y}" for x, y, _ in pathway.points_mm)
        yield (
            f'<polyline class="tray" points="{points}" stroke-width="{pathway.width_mm}">'
            f"<title>{escape(pathway.id)}</title></polyline>"
        )
    sections = links_by_section(plan)
    most = max(sections.values(), default=1)
    for ((ax, ay), (bx, by)), links in sorted(sections.items()):
        width = LEAST_MM + (MOST_MM - LEAST_MM) * links // most
        yield (
            f'<line class="cables" x1="{ax}" y1="{-ay}" x2="{bx}" y2="{-by}" stroke-width="{width}">'
            f"<title>{links:,} links</title></line>"
        )


def floor_legend(plan: Plan) -> str:
    """The colours of the picture in words, those that occur."""
    holds = rack_classes(plan)
    there = {holds.get(rack.id, EMPTY) for rack in plan.project.site.racks}
    keys = "".join(f'<span><i class="key {name}"></i>{words}</span>' for name, words in WORDS.items() if name in there)
    return f'<p class="legend">{keys}<span><i class="key cables"></i>cables, width by number of links</span></p>'
