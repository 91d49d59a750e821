"""Rack elevations: every rack that holds something, unit by unit, row by row, from each side that shows ports.

Racks stand in the order in which a person at that side sees them. What stands at that side covers what stands behind
it. Existing cables stand by name on their device.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import Device, Panel
from fabric.sheets.rows.standing import StandingPlug, list_standing
from layouts import Drawing, Face, Path, Rack, Shape, Style, Words, fit_words, rectangle

U, WIDTH, GAP, TOP = 10.0, 118.0, 26.0, 34.0
"""Height of a unit, width of a rack, white between racks, and height of the head, in points."""
ACROSS = 5
"""Racks side by side on a page."""
FILLS = {"host": "#ffffff", "leaf": "#dddddd", "spine": "#bbbbbb", "core": "#999999"}
PANEL_FILL = "#f4f4f4"
FRONT: tuple[Face, ...] = ("front",)
"""The side from which a row of panels alone is seen."""
TWO_LINES_HALF_RU = 4
"""Height in half units from which a device has room for two lines."""
TEXT = 6.5
"""Size of the words in points."""
LINE_CHARACTERS = 30
"""Characters that fit into a rack at that size."""


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
    for row, racks, seen in _list_views(rows, standing):
        for first in range(0, len(racks), ACROSS):
            some = racks[first : first + ACROSS]
            tall = max(rack.type.half_ru for rack in some) / 2 * U + TOP + 10
            shapes = [
                shape
                for column, rack in enumerate(some)
                for shape in (
                    *_draw_frame(rack, GAP + column * (WIDTH + GAP)),
                    *_draw_content(plan, rack, _Content(standing[rack.id], panels[rack.id], plugs), seen, column),
                )
            ]
            named = f"racks {some[0].id} to {some[-1].id}" if len(some) > 1 else f"rack {some[0].id}"
            title = f"{plan.project.site.name}: row {row}, seen from the {seen}, {named}"
            name = f"elevations_{row}_{seen}_{first // ACROSS + 1}"
            yield Drawing(
                name=name,
                title=title,
                left=0,
                top=0,
                width=ACROSS * (WIDTH + GAP) + GAP,
                height=tall,
                unit_pt=1.0,
                shapes=tuple(shapes),
            )


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


def _draw_frame(rack: Rack, x: float) -> Iterator[Shape]:
    """The name of a rack, and its empty units with their numbers."""
    y = TOP
    units = rack.type.half_ru // 2
    thin, border = Style("#cccccc", 0.4), Style("#000000", 0.8, "#ffffff")
    yield Words(x=x, y=y - 6, text=rack.id, size=fit_words(rack.id, WIDTH + GAP - 6, 10), bold=True)
    yield rectangle(x, y, WIDTH, units * U, border)
    for unit in range(units):
        number = rack.type.first_half_ru // 2 + (units - unit - 1 if rack.type.u_numbering == "bottom_up" else unit)
        level = y + unit * U
        yield Path(((x, level), (x + WIDTH, level)), thin)
        yield Words(x=x - 2, y=level + U - 2.5, text=str(number), size=TEXT, anchor="end")


def _draw_content(plan: Plan, rack: Rack, content: _Content, seen: Face, column: int) -> Iterator[Shape]:
    """Panels and devices; what is mounted at the side that is seen comes last, and covers the rest."""
    x = GAP + column * (WIDTH + GAP)
    for panel in sorted(content.panels, key=lambda panel: panel.face == seen):
        words = f"{panel.id}  panel, ports {panel.face}"
        top, tall = _height(rack, panel.position_half_ru, panel.half_ru)
        yield rectangle(x + 2, top, WIDTH - 4, tall, Style("#000000", 0.6, PANEL_FILL), title=words)
        yield _line(words if len(words) <= LINE_CHARACTERS else panel.id, x + 5, top + tall / 2, WIDTH - 10)
    usable_mm = rack.type.usable_depth_mm
    for device in sorted(content.devices, key=lambda device: _reaches(plan, device, seen, usable_mm)):
        yield from _draw_device(plan, rack, device, seen, x, content.plugs.get(device.id, ()))


def _reaches(plan: Plan, device: Device, seen: Face, usable_mm: int) -> bool:
    """Whether a device reaches the side that is seen: nothing stands before it there."""
    near, far = plan.project.type_of(device).depth_span(device.face, usable_mm)
    return near <= 0 if seen == "front" else far >= usable_mm


def _height(rack: Rack, position_half_ru: int, half_ru: int) -> tuple[float, float]:
    """Upper edge of something in a rack, and its height, in points."""
    bottom = rack.bottom_half_ru(position_half_ru, half_ru)
    return TOP + (rack.type.half_ru - bottom - half_ru) * U / 2, half_ru * U / 2


def _draw_device(
    plan: Plan, rack: Rack, device: Device, seen: Face, x: float, plugs: Sequence[StandingPlug]
) -> Iterator[Shape]:
    half_ru = plan.project.type_of(device).half_ru
    top, tall = _height(rack, device.position_half_ru or 2, half_ru)
    title = f"{device.id} {device.model}, ports {device.face}"
    lies = "".join(f"; {plug.cable} lies at {plug.port}, to {plug.far_device} {plug.far_port}" for plug in plugs)
    if not half_ru:
        # Beside the units, such as a PDU: a mark at the height of its port.
        mark = ((x + WIDTH, top), (x + WIDTH - 6, top - 3), (x + WIDTH - 6, top + 3))
        yield Path(mark, Style(fill="#000000"), closed=True, title=title + lies)
        size = fit_words(device.id, WIDTH - 16, 5.5)
        yield Words(x=x + WIDTH - 9, y=top + 2, text=device.id, size=size, anchor="end", halo=True)
        return
    left, wide = x + 2, WIDTH - 4
    if device.side:
        wide /= 2
        left += wide if (device.side == "right") == (seen == "front") else 0.0
    fill = FILLS.get(device.role, "#eeeeee")
    yield rectangle(left, top, wide, tall, Style("#000000", 0.6, fill), title=title + lies)
    words = [f"{device.id}  {device.model}, ports {device.face}", f"{device.id}  {device.model}", device.id]
    text = device.id if device.side else next((line for line in words if len(line) <= LINE_CHARACTERS), device.id)
    if not plugs:
        yield _line(text, left + 3, top + tall / 2, wide - 6)
        return
    named = _name_cables(plugs)
    if half_ru >= TWO_LINES_HALF_RU:
        yield _line(text, left + 3, top + tall / 2 - U / 2, wide - 6)
        yield _line(named, left + 3, top + tall / 2 + U / 2, wide - 6)
    else:
        yield _line(f"{device.id}  {named}", left + 3, top + tall / 2, wide - 6)


def _name_cables(plugs: Sequence[StandingPlug]) -> str:
    """The existing cables on a device, by name where they fit into a rack."""
    names = list(dict.fromkeys(plug.cable for plug in plugs))
    text = f"lies: {', '.join(names)}"
    return text if len(text) <= LINE_CHARACTERS else f"{len(names)} cables lie"


def _line(text: str, x: float, y: float, room: float) -> Words:
    """Words in a rack, about a height, as large as their room allows."""
    size = fit_words(text, room, TEXT + 0.5)
    return Words(x=x, y=y + size * 0.35, text=text, size=size)
