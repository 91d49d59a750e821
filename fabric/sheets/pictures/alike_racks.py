"""Racks that look the same from one side: they are drawn once, beside a list of what stands in each."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fabric.plan import Plan
from fabric.project import Device
from fabric.sheets.pictures.rack_elevation import GAP, LEAST_TEXT, WIDTH, RackContent, SeenRack
from fabric.writers import FONT, wrap

ROOM = WIDTH + GAP - 16
"""Width of a line of a list in points: it ends before the numbers of units of the next rack."""
INDENT = "  "
"""White before the further lines of a rack."""
NAME = re.compile(r"(.*?)([0-9]*)", re.DOTALL)
"""A name, and the number at its end."""
Look = tuple[object, ...]
"""What a picture of a rack shows but for names."""


@dataclass(frozen=True)
class AlikeRacks:
    """One rack that is drawn for all that look the same; one alone in most cases."""

    views: tuple[SeenRack, ...]
    """The racks in the order of their rows; the first is drawn."""

    @property
    def first(self) -> SeenRack:
        """The rack that is drawn."""
        return self.views[0]


@dataclass(frozen=True)
class RackList:
    """A column of lines that name racks alike and what stands in each."""

    lines: tuple[str, ...]
    """A rack with its devices, over one or several lines."""


def group_alike(
    plan: Plan, views: Sequence[SeenRack], contents: Mapping[str, RackContent], most_lines: int
) -> Iterator[AlikeRacks | RackList]:
    """The columns of the pages: each rack, or one for all that look the same, then the list of these in columns of
    `most_lines` lines. Racks are drawn one by one where that takes no more columns.
    """
    looks = [_look(plan, view, contents[view.rack.id]) for view in views]
    found: dict[Look, list[SeenRack]] = defaultdict(list)
    for look, view in zip(looks, views, strict=True):
        found[look].append(view)
    listed = {look: list(_list_columns(plan, mine, contents, most_lines)) for look, mine in found.items()}
    for look, view in zip(looks, views, strict=True):
        if 1 + len(listed[look]) >= len(found[look]):
            yield AlikeRacks((view,))
        elif view is found[look][0]:
            yield AlikeRacks(tuple(found[look]))
            yield from listed[look]


def _look(plan: Plan, view: SeenRack, content: RackContent) -> Look:
    """What a picture of a rack shows but for names. A rack with a panel or an existing cable looks like no other one:
    these stand on it by name.
    """
    kind, places = view.rack.type, [(*_place(one), one.model, one.face, one.role) for one in content.devices]
    has_names = content.panels or any(content.plugs.get(device.id) for device in content.devices)
    own = view.rack.id if has_names else ""
    return view.seen, kind.half_ru, kind.first_half_ru, kind.u_numbering, kind.usable_depth_mm, own, *sorted(places)


def _place(device: Device) -> tuple[int, str]:
    return device.position_half_ru or 0, device.side


def _list_columns(
    plan: Plan, views: Sequence[SeenRack], contents: Mapping[str, RackContent], most_lines: int
) -> Iterator[RackList]:
    """The list of racks alike, in the order of the site; the lines of a rack stay in one column."""
    order = {rack.id: number for number, rack in enumerate(plan.project.site.racks)}
    lines: list[str] = []
    for view in sorted(views, key=lambda view: order[view.rack.id]):
        mine = _lines_of(view.rack.id, contents[view.rack.id].devices)
        if lines and len(lines) + len(mine) > most_lines:
            yield RackList(tuple(lines))
            lines = []
        lines += mine
    yield RackList(tuple(lines))


def _lines_of(rack: str, devices: Sequence[Device]) -> list[str]:
    """The devices of a rack, model by model, each from the lowest unit number up."""
    by_model: dict[str, list[str]] = {}
    for device in sorted(devices, key=lambda device: (*_place(device), device.id)):
        by_model.setdefault(device.model, []).append(device.id)
    words = f"{rack}: {'; '.join(join_names(names) for names in by_model.values())}"
    first, *others = wrap(words, ROOM, FONT, LEAST_TEXT)
    return [first, *(f"{INDENT}{part}" for other in others for part in wrap(other, ROOM - 4, FONT, LEAST_TEXT))]


def join_names(names: Sequence[str]) -> str:
    """Names in their order, with those that count up or down by one joined: dgx-0029 to dgx-0032, dgx-0040."""
    runs: list[list[str]] = []
    step = 0
    for name in names:
        now = _step(runs[-1][-1], name) if runs else 0
        if now and (len(runs[-1]) == 1 or now == step):
            runs[-1].append(name)
        else:
            runs.append([name])
        step = now
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _step(one: str, other: str) -> int:
    """1 or -1 where the number at the end of a name is the next or the one before; else 0."""
    (stem, digits), (other_stem, other_digits) = (name.groups() for name in map(NAME.fullmatch, (one, other)) if name)
    if stem != other_stem or not digits or not other_digits:
        return 0
    step = int(other_digits) - int(digits)
    return step if abs(step) == 1 else 0
