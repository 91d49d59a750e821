"""Rack elevations: every rack that holds something, unit by unit, row by row, from each side that shows ports.

A page is filled with racks before the next one begins, whatever their row; each row and side is named above its first
rack. Units are as tall as the paper allows, and no word is below 7 points.

Racks stand in the order in which a person at that side sees them. What stands at that side covers what stands behind
it. Existing cables stand by name on their device.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import Device, Panel
from fabric.sheets.rows.standing import StandingPlug, list_standing
from fabric.writers import BOLD, FONT, fit_size, width_pt
from layouts import Drawing, Face, Path, Rack, Shape, Style, Words, rectangle

WIDTH, GAP, TOP = 95.0, 22.0, 34.0
"""Width of a rack, white between racks, and height of the head, in points."""
ACROSS = 6
"""Racks side by side on a page: with their gaps they fill the width of Letter and A4."""
TALL = 510.0
"""Height of a drawing that fits Letter and A4 at full size, in points."""
MOST_U = 10.0
"""Largest height of a unit in points."""
FILLS = {"host": "#ffffff", "leaf": "#dddddd", "spine": "#bbbbbb", "core": "#999999"}
PANEL_FILL = "#f4f4f4"
FRONT: tuple[Face, ...] = ("front",)
"""The side from which a row of panels alone is seen."""
TWO_LINES_HALF_RU = 4
"""Height in half units from which a device has room for two lines."""
LEAST_TEXT, MOST_TEXT = 7.0, 10.0
"""Smallest and largest size of words in points."""


class _View(NamedTuple):
    """One rack as seen from one side."""

    row: str
    rack: Rack
    seen: Face


def draw_elevations(plan: Plan) -> Iterator[Drawing]:
    """Pages of racks of one row, as seen from one side, from left to right."""
    standing: dict[str, list[Device]] = defaultdict(list)
    for device in plan.devices:
        standing[device.rack or ""].append(device)
    panels: dict[str, list[Panel]] = defaultdict(list)
    for panel in plan.project.panels:
        panels[panel.rack].append(panel)
    plugs: dict[str, list[StandingPlug]] = defaultdict(list)
    for plug in list_standing(plan):
        plugs[plug.device].append(plug)
    rows: dict[str, list[Rack]] = defaultdict(list)
    for rack in plan.project.site.racks:
        if standing[rack.id] or panels[rack.id]:
            rows[rack.row].append(rack)
    views = [_View(row, rack, seen) for row, racks, seen in _list_views(rows, standing) for rack in racks]
    for number, first in enumerate(range(0, len(views), ACROSS), start=1):
        some = views[first : first + ACROSS]
        units = max(view.rack.type.half_ru for view in some) / 2
        u = min(MOST_U, (TALL - TOP - 10) / units)
        shapes: list[Shape] = []
        for column, view in enumerate(some):
            content = _Content(standing[view.rack.id], panels[view.rack.id], plugs)
            if not column or some[column - 1][::2] != view[::2]:
                words = f"row {view.row}, from the {view.seen}"
                x = GAP + column * (WIDTH + GAP)
                shapes.append(Words(x=x, y=TOP - 20, text=words, size=LEAST_TEXT + 1))
            shapes += _Elevation(plan, view, content, GAP + column * (WIDTH + GAP), u).draw()
        yield Drawing(
            name=f"elevations_{number}",
            title=f"{plan.project.site.name}: {_title(some)}",
            left=0,
            top=0,
            width=ACROSS * (WIDTH + GAP) + GAP,
            height=units * u + TOP + 10,
            unit_pt=1.0,
            shapes=tuple(shapes),
        )


def _title(views: Sequence[_View]) -> str:
    """The racks of a page by row and side: row A from the rear, A10 to A05; row B from the rear, B01."""
    parts = []
    for (row, seen), group in groupby(views, key=lambda view: (view.row, view.seen)):
        racks = [view.rack.id for view in group]
        named = f"{racks[0]} to {racks[-1]}" if len(racks) > 1 else racks[0]
        parts.append(f"row {row} from the {seen}, {named}")
    return "; ".join(parts)


def _list_views(
    rows: Mapping[str, list[Rack]], standing: Mapping[str, list[Device]]
) -> Iterator[tuple[str, list[Rack], Face]]:
    """Each row with its racks from left to right, for each side at which a device shows its main ports."""
    for row, racks in rows.items():
        faces: dict[Face, None] = {device.face: None for rack in racks for device in standing[rack.id]}
        for face in sorted(faces) or FRONT:
            yield row, sorted(racks, key=_from_left_mm, reverse=face == "rear"), face


def _from_left_mm(rack: Rack) -> int:
    """The place of a rack in its row, from left to right for one who faces its front."""
    return {"south": rack.x_mm, "north": -rack.x_mm, "west": -rack.y_mm, "east": rack.y_mm}[rack.front]


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


class _Content(NamedTuple):
    """What stands in a rack, and the existing cables on its devices, by device."""

    devices: Sequence[Device]
    panels: Sequence[Panel]
    plugs: Mapping[str, Sequence[StandingPlug]]


@dataclass(frozen=True)
class _Elevation:
    """One rack on the drawing."""

    plan: Plan
    view: _View
    content: _Content
    x: float
    """Left edge of the rack."""
    u: float
    """Height of a unit."""

    def draw(self) -> Iterator[Shape]:
        """The frame, then panels and devices; what is mounted at the side that is seen comes last, and covers the
        rest.
        """
        rack, seen = self.view.rack, self.view.seen
        yield from self.draw_frame()
        for panel in sorted(self.content.panels, key=lambda panel: panel.face == seen):
            words = f"{panel.id}  panel, ports {panel.face}"
            top, tall = self.height(panel.position_half_ru, panel.half_ru)
            style = Style("#000000", 0.6, PANEL_FILL)
            yield rectangle(self.x + 2, top, WIDTH - 4, tall, style, title=words)
            yield self.line((words, panel.id), self.x + 5, top + tall / 2, WIDTH - 10)
        usable_mm = rack.type.usable_depth_mm
        order = sorted(self.content.devices, key=lambda device: _reaches(self.plan, device, seen, usable_mm))
        # What stands beside the units comes last: no edge of a device runs through its name.
        for device in sorted(order, key=lambda device: not self.plan.project.type_of(device).half_ru):
            yield from self.draw_device(device, self.content.plugs.get(device.id, ()))

    def draw_frame(self) -> Iterator[Shape]:
        """The name of the rack, and its empty units with their numbers."""
        rack, x, y, u = self.view.rack, self.x, TOP, self.u
        units = rack.type.half_ru // 2
        thin, border = Style("#cccccc", 0.4), Style("#000000", 0.8, "#ffffff")
        yield Words(x=x, y=y - 6, text=rack.id, size=fit_size(rack.id, WIDTH + GAP - 4, BOLD, MOST_TEXT), bold=True)
        yield rectangle(x, y, WIDTH, units * u, border)
        for unit in range(units):
            number = rack.type.first_half_ru // 2 + (units - unit - 1 if rack.type.u_numbering == "bottom_up" else unit)
            level = y + unit * u
            yield Path(((x, level), (x + WIDTH, level)), thin)
            yield Words(x=x - 2, y=level + u - 1.5, text=str(number), size=LEAST_TEXT, anchor="end")

    def height(self, position_half_ru: int, half_ru: int) -> tuple[float, float]:
        """Upper edge of something in the rack, and its height, in points."""
        rack = self.view.rack
        bottom = rack.bottom_half_ru(position_half_ru, half_ru)
        return TOP + (rack.type.half_ru - bottom - half_ru) * self.u / 2, half_ru * self.u / 2

    def draw_device(self, device: Device, plugs: Sequence[StandingPlug]) -> Iterator[Shape]:
        """A device with its name, and the existing cables on it."""
        x, half_ru = self.x, self.plan.project.type_of(device).half_ru
        top, tall = self.height(device.position_half_ru or 2, half_ru)
        title = f"{device.id} {device.model}, ports {device.face}"
        lies = "".join(f"; {plug.cable} lies at {plug.port}, to {plug.far_device} {plug.far_port}" for plug in plugs)
        if not half_ru:
            # Beside the units, such as a PDU: a mark at the height of its port.
            mark = ((x + WIDTH, top), (x + WIDTH - 6, top - 3), (x + WIDTH - 6, top + 3))
            yield Path(mark, Style(fill="#000000"), closed=True, title=title + lies)
            text = _cut(device.id, WIDTH - 16)
            yield Words(x=x + WIDTH - 9, y=top + 2.5, text=text, size=LEAST_TEXT, anchor="end", halo=True)
            return
        left, wide = x + 2, WIDTH - 4
        if device.side:
            wide /= 2
            left += wide if (device.side == "right") == (self.view.seen == "front") else 0.0
        style = Style("#000000", 0.6, FILLS.get(device.role, "#eeeeee"))
        yield rectangle(left, top, wide, tall, style, title=title + lies)
        model, ports = f"{device.id}  {device.model}", f"ports {device.face}"
        named = _name_cables(plugs)
        if half_ru < TWO_LINES_HALF_RU:
            texts = [f"{device.id}  {words}" for words in named] or [f"{model}, {ports}", model]
            yield self.line((*texts, device.id), left + 3, top + tall / 2, wide - 6)
            return
        second = named or (f"{device.model}, {ports}", device.model)
        yield self.line((device.id,), left + 3, top + tall / 2 - self.u / 2, wide - 6)
        yield self.line(second, left + 3, top + tall / 2 + self.u / 2, wide - 6)

    def line(self, texts: Sequence[str], x: float, y: float, room: float) -> Words:
        """The first text that fits at the smallest size, as large as unit and room allow, about a height; the end of
        the last one where none fits: names differ at their end.
        """
        text = next((one for one in texts if _fits(one, room)), _cut(texts[-1], room))
        size = fit_size(text, room, FONT, max(LEAST_TEXT, min(MOST_TEXT, self.u - 1)))
        return Words(x=x, y=y + size * 0.35, text=text, size=size)


def _fits(text: str, room: float) -> bool:
    """Whether a text fits at the smallest size."""
    return width_pt(text, FONT, LEAST_TEXT) <= room


def _cut(text: str, room: float) -> str:
    """A text, or as much of its end as fits at the smallest size, behind two dots."""
    ends = (f"..{text[at:]}" for at in range(1, len(text) + 1))
    return text if _fits(text, room) else next(end for end in ends if _fits(end, room))


def _reaches(plan: Plan, device: Device, seen: Face, usable_mm: int) -> bool:
    """Whether a device reaches the side that is seen: nothing stands before it there."""
    near, far = plan.project.type_of(device).depth_span(device.face, usable_mm)
    return near <= 0 if seen == "front" else far >= usable_mm


def _name_cables(plugs: Sequence[StandingPlug]) -> tuple[str, ...]:
    """The existing cables on a device, by name, and by number where names do not fit; empty where there are none."""
    names = list(dict.fromkeys(plug.cable for plug in plugs))
    return (f"lies: {', '.join(names)}", f"{len(names)} cables lie") if names else ()
