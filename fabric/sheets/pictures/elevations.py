"""Rack elevations: every rack that holds something, unit by unit, row by row, from each side that shows ports.

A page is filled with racks before the next one begins, whatever their row; each row and side is named above its first
rack. Units are as tall as the paper allows, and no word is below 7 points.

Racks stand in the order in which a person at that side sees them. What stands at that side covers what stands behind
it. Existing cables stand by name on their device.

On paper racks that look the same are drawn once, without the names of their devices; a list beside them names these
rack by rack. A screen has room for each rack, and finds each device by its name where it stands.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from fabric.plan import Plan
from fabric.project import Device, Panel
from fabric.sheets.pictures.alike_racks import AlikeRacks, RackList, group_alike
from fabric.sheets.pictures.rack_elevation import (
    FILLS,
    GAP,
    LEAST_TEXT,
    OTHER,
    PANEL_FILL,
    TOP,
    WIDTH,
    RackContent,
    RackElevation,
    SeenRack,
    shade_of,
)
from fabric.sheets.rows.standing import StandingPlug, list_standing
from fabric.writers import BOLD, width_pt
from layouts import Drawing, Face, Path, Rack, Shape, Style, Words, rectangle

ACROSS = 6
"""Racks side by side on a page: with their gaps they fill the width of Letter and A4."""
TALL = 510.0
"""Height of a drawing that fits Letter and A4 at full size, in points."""
FOOT = 20.0
"""Height of the legend below the racks, in points."""
MOST_U = 10.0
"""Largest height of a unit in points."""
FRONT: tuple[Face, ...] = ("front",)
"""The side from which a row of panels alone is seen."""
LEADING = 8.2
"""Distance of the lines of a list in points."""
LIST_LINES = int((TALL - TOP - FOOT) / LEADING)
"""Lines of a list on a page."""
MEANINGS = {
    "host": "node",
    "leaf": "leaf switch",
    "spine": "spine switch",
    "core": "core switch",
    OTHER: "other device",
}
"""Words of the legend, by the role whose shade they explain."""
Column = AlikeRacks | RackList
"""A column of a page."""


def draw_elevations(plan: Plan) -> Iterator[Drawing]:
    """Pages of every rack by itself."""
    views, contents = _list_views(plan), _list_contents(plan)
    return _draw_pages(plan, [AlikeRacks((view,)) for view in views], contents)


def draw_elevation_pages(plan: Plan) -> Iterator[Drawing]:
    """Pages for paper: racks that look the same are drawn once."""
    contents = _list_contents(plan)
    return _draw_pages(plan, list(group_alike(plan, _list_views(plan), contents, LIST_LINES)), contents)


def _list_contents(plan: Plan) -> Mapping[str, RackContent]:
    """What stands in each rack."""
    standing: dict[str, list[Device]] = defaultdict(list)
    for device in plan.devices:
        standing[device.rack or ""].append(device)
    panels: dict[str, list[Panel]] = defaultdict(list)
    for panel in plan.project.panels:
        panels[panel.rack].append(panel)
    plugs: dict[str, list[StandingPlug]] = defaultdict(list)
    for plug in list_standing(plan):
        plugs[plug.device].append(plug)
    return {rack.id: RackContent(standing[rack.id], panels[rack.id], plugs) for rack in plan.project.site.racks}


def _list_views(plan: Plan) -> list[SeenRack]:
    """The racks of each row from left to right, for each side at which a device shows its main ports."""
    contents, views = _list_contents(plan), []
    rows: dict[str, list[Rack]] = defaultdict(list)
    for rack in plan.project.site.racks:
        if contents[rack.id].devices or contents[rack.id].panels:
            rows[rack.row].append(rack)
    for row, racks in rows.items():
        faces: dict[Face, None] = {device.face: None for rack in racks for device in contents[rack.id].devices}
        for face in sorted(faces) or FRONT:
            views += [SeenRack(row, rack, face) for rack in sorted(racks, key=_from_left_mm, reverse=face == "rear")]
    return views


def _from_left_mm(rack: Rack) -> int:
    """The place of a rack in its row, from left to right for one who faces its front."""
    return {"south": rack.x_mm, "north": -rack.x_mm, "west": -rack.y_mm, "east": rack.y_mm}[rack.front]


def _draw_pages(plan: Plan, columns: Sequence[Column], contents: Mapping[str, RackContent]) -> Iterator[Drawing]:
    """As many columns on a page as it takes."""
    for number, first in enumerate(range(0, len(columns), ACROSS), start=1):
        some = columns[first : first + ACROSS]
        racks = [column for column in some if isinstance(column, AlikeRacks)]
        units = max((one.first.rack.type.half_ru / 2 for one in racks), default=0.0)
        u = min(MOST_U, (TALL - TOP - FOOT) / max(units, 1))
        tall = max(units * u, *(LEADING * len(one.lines) for one in some if isinstance(one, RackList)), 0.0)
        shapes: list[Shape] = []
        for place, column in enumerate(some):
            x = GAP + place * (WIDTH + GAP)
            if isinstance(column, RackList):
                shapes += _draw_list(column, x)
                continue
            words = _side_words(column)
            if not place or words != _side_words(some[place - 1]):
                shapes.append(Words(x=x, y=TOP - 20, text=words, size=LEAST_TEXT + 1))
            view = column.first
            shapes += RackElevation(plan, view, contents[view.rack.id], x, u, len(column.views)).draw()
        shapes += _draw_legend(plan, [contents[one.first.rack.id] for one in racks], TOP + tall + FOOT - 4)
        yield Drawing(
            name=f"elevations_{number}",
            title=f"{plan.project.site.name}: {_title(some)}",
            left=0,
            top=0,
            width=ACROSS * (WIDTH + GAP) + GAP,
            height=tall + TOP + FOOT,
            unit_pt=1.0,
            shapes=tuple(shapes),
        )


def _side_words(column: Column) -> str:
    """The words above a rack: its row, where it stands for that row alone, and the side from which it is seen."""
    if isinstance(column, RackList):
        return ""
    rows = {view.row for view in column.views}
    return f"row {rows.pop()}, {column.first.seen} view" if len(rows) == 1 else f"{column.first.seen} view"


def _title(columns: Sequence[Column]) -> str:
    """The racks of a page by row and side: row A rear view: A10 to A05; rear view: 32 racks like B01."""
    racks = [column for column in columns if isinstance(column, AlikeRacks)]
    parts = []
    for words, group in groupby(racks, key=_side_words):
        some = list(group)
        ends = [one.first.rack.id for one in (some[0], some[-1])[: len(some)]]
        named = " to ".join(ends) if all(len(one.views) == 1 for one in some) else ", ".join(map(_name, some))
        parts.append(f"{words.replace(',', '', 1)}: {named}")
    return "; ".join(parts) or "identical racks, continued"


def _name(racks: AlikeRacks) -> str:
    """A rack, or how many look like it, itself among them."""
    rack, count = racks.first.rack.id, len(racks.views)
    return f"{count} racks like {rack}" if count > 1 else rack


def _draw_list(column: RackList, x: float) -> Iterator[Shape]:
    """Racks that look like the one before, with the names of their devices."""
    yield Words(x=x - GAP + 6, y=TOP - 6, text="devices, lowest unit first", size=LEAST_TEXT, bold=True)
    for number, line in enumerate(column.lines, start=1):
        yield Words(x=x - GAP + 6, y=TOP + number * LEADING - 1, text=line, size=LEAST_TEXT)


def _draw_legend(plan: Plan, contents: Sequence[RackContent], y: float) -> Iterator[Shape]:
    """The shades of a page in words, and the mark of what stands beside the units."""
    types = plan.project.type_of
    devices = [device for content in contents for device in content.devices]
    there = {shade_of(device.role) for device in devices if types(device).half_ru}
    keys = [(FILLS[role], words) for role, words in MEANINGS.items() if role in there]
    keys += [(PANEL_FILL, "patch panel")] if any(content.panels for content in contents) else []
    x = GAP
    for fill, words in keys:
        yield rectangle(x, y - 7, 14, 8, Style("#000000", 0.6, fill))
        yield Words(x=x + 18, y=y, text=words, size=LEAST_TEXT)
        x += 36 + width_pt(words, BOLD, LEAST_TEXT)
    if any(not types(device).half_ru for device in devices):
        yield Path(((x + 6, y - 3), (x, y - 6), (x, y)), Style(fill="#000000"), closed=True)
        yield Words(x=x + 10, y=y, text="device beside the units, at the height of its port", size=LEAST_TEXT)


def join_elevations(drawings: list[Drawing], title: str) -> Drawing:
    """All pages below each other, as one picture."""
    shapes: list[Shape] = []
    top = 0.0
    for drawing in drawings:
        shapes.append(Words(x=GAP, y=top + 12, text=drawing.title, size=9, bold=True))
        shapes += [_moved(shape, top) for shape in drawing.shapes]
        top += drawing.height + 14
    width = max((drawing.width for drawing in drawings), default=100.0)
    return Drawing(
        name="rack_elevations",
        title=title,
        left=0,
        top=0,
        width=width,
        height=max(top, 20.0),
        unit_pt=1.0,
        shapes=tuple(shapes),
    )


def _moved(shape: Shape, down: float) -> Shape:
    if isinstance(shape, Words):
        return Words(
            x=shape.x,
            y=shape.y + down,
            text=shape.text,
            size=shape.size,
            bold=shape.bold,
            anchor=shape.anchor,
            upright=shape.upright,
            halo=shape.halo,
        )
    return Path(tuple((x, y + down) for x, y in shape.points), shape.style, shape.closed, shape.title, shape.id)
