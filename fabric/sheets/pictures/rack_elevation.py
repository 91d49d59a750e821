"""One rack of the elevations: its units, and what stands in them, as seen from one side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.plan import Plan
from fabric.project import Device, Panel
from fabric.sheets.rows.standing import StandingPlug
from fabric.writers import BOLD, FONT, fit_size, width_pt
from layouts import Face, Path, Rack, Shape, Style, Words, rectangle

WIDTH, GAP, TOP = 95.0, 22.0, 34.0
"""Width of a rack, white between racks, and height of the head, in points."""
OTHER = "other"
"""Role whose shade stands for every role without one of its own."""
FILLS = {"host": "#ffffff", "leaf": "#dddddd", "spine": "#bbbbbb", "core": "#999999", OTHER: "#eeeeee"}
PANEL_FILL = "#f4f4f4"
TWO_LINES_HALF_RU = 4
"""Height in half units from which a device has room for two lines."""
LEAST_TEXT, MOST_TEXT = 7.0, 10.0
"""Smallest and largest size of words in points."""

Texts = tuple[str, ...]
"""Words for one place, the best first."""


class SeenRack(NamedTuple):
    """One rack as seen from one side."""

    row: str
    """Id of the row."""
    rack: Rack
    """The rack."""
    seen: Face
    """The side."""


class RackContent(NamedTuple):
    """What stands in a rack, and the existing cables on its devices, by device."""

    devices: Sequence[Device]
    """Devices in the order of the plan."""
    panels: Sequence[Panel]
    """Patch panels."""
    plugs: Mapping[str, Sequence[StandingPlug]]
    """Plugs of existing cables by device, those of other racks too."""


def shade_of(role: str) -> str:
    """The role whose shade a device has."""
    return role if role in FILLS else OTHER


@dataclass(frozen=True)
class RackElevation:
    """One rack on the drawing, or one for several that look the same."""

    plan: Plan
    """The plan whose rack it is."""
    view: SeenRack
    """The rack and its side."""
    content: RackContent
    """What stands in it."""
    x: float
    """Left edge of the rack."""
    u: float
    """Height of a unit."""
    alike: int = 1
    """Racks for which it stands: devices of several have no names on it."""

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
        name = rack.id if self.alike == 1 else f"{self.alike} identical racks"
        yield Words(x=x, y=y - 6, text=name, size=fit_size(name, WIDTH + GAP - 4, BOLD, MOST_TEXT), bold=True)
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
            text = _cut(device.id if self.alike == 1 else device.model, WIDTH - 16)
            yield Words(x=x + WIDTH - 9, y=top + 2.5, text=text, size=LEAST_TEXT, anchor="end", halo=True)
            return
        left, wide = x + 2, WIDTH - 4
        if device.side:
            wide /= 2
            left += wide if (device.side == "right") == (self.view.seen == "front") else 0.0
        style = Style("#000000", 0.6, FILLS[shade_of(device.role)])
        yield rectangle(left, top, wide, tall, style, title=title + lies)
        one, two = self.words_on(device, plugs)
        if half_ru < TWO_LINES_HALF_RU:
            yield self.line(one, left + 2.5, top + tall / 2, wide - 5)
            return
        for texts, step in zip(two, (-0.5, 0.5), strict=True):
            yield self.line(texts, left + 3, top + tall / 2 + step * self.u, wide - 6)

    def words_on(self, device: Device, plugs: Sequence[StandingPlug]) -> tuple[Texts, tuple[Texts, Texts]]:
        """The words on a device of one line, and those on one of two lines."""
        named, is_seen = _name_cables(plugs), device.face == self.view.seen
        # Seen from the other side, a device shows no ports.
        ports = f"ports {device.face}" if is_seen else f"ports at the {device.face}"
        if self.alike > 1:
            short = device.model if is_seen else f"{device.model}, ports at {device.face}"
            return (f"{device.model}, {ports}", short, device.model), ((device.model,), (ports,))
        model = f"{device.id}  {device.model}"
        lying = tuple(f"{device.id}  {words}" for words in named)
        below = named or (f"{device.model}, {ports}", device.model)
        return (*(lying or (f"{model}, {ports}", model)), device.id), ((device.id,), below)

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
