"""The floor as a picture: rooms, racks, pathways and the routes over them.

A print without colour stays readable: racks are outlined, pathways are pale bands, routes are lines. The width of a
route grows with its links; its dashes show their stage. North is up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layouts.openings import Opening
from layouts.racks import Rack
from layouts.shapes import Drawing, Frame, Path, Shape, Style, Words, bounds, fit_words, line, rectangle, touch
from layouts.site import Drop, Obstacle, Pathway, Point3, Room, Site

MARGIN_MM = 600
SWITCH_FILL, PATHWAY_FILL = "#c4c4c4", "#e6e6e6"
NEAR_MM = 2500
LEGEND_STEP_MM = 260
NAME_STEPS, NAME_STEP_MM, NAME_ROOM_MM = 60, 1_200, 350
NAME_SIZE_MM = 130
"""Height of the name of a pathway."""
NAME_EMS = 0.36
"""Half the width of a capital in its height: half a name is as long as its letters times this."""
LEAST_WEIGHT = 12
"""Links from which a route is drawn at full width; fewer are thinner, so that single cables stay apart."""
NamePlace = tuple[float, float, bool]
"""The middle of a name, in the frame of the picture, and whether its pathway runs upright there."""
UNIT_PT = 0.05
"""Full size on paper is 1:57: a rack is 30 points wide, its name 9 high."""
STAGES: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "node-leaf": ("#0a58a8", ()),
    "leaf-spine": ("#b1440e", (160, 60)),
    "spine-core": ("#2d6b2f", (40, 60)),
    "global": ("#2d6b2f", (40, 60)),
    "local": ("#6a3d9a", (240, 60)),
    "peer": ("#333333", (20, 40)),
    "direct": ("#333333", (20, 40)),
}


@dataclass(frozen=True)
class Overlay:
    """A line over the floor, such as a route."""

    points_mm: tuple[Point3, ...]
    """Corners in the frame of the site."""
    weight: int
    """Number of links that it carries; the line is wider for more."""
    title: str
    """Tooltip."""
    stage: str
    """Stage of its links, which sets colour and dashes (`STAGES`)."""


def draw_floor(
    site: Site,
    overlays: Sequence[Overlay] = (),
    notes: Mapping[str, str] | None = None,
    name: str = "floor_plan",
    words: str = "routes",
    extra: Sequence[Shape] = (),
) -> Drawing:
    """The whole floor, once; see `Floor.draw`."""
    return Floor(site).draw(overlays, notes, name, words, extra)


class Floor:
    """A floor that is drawn several times: shapes that all pictures share are made once."""

    def __init__(self, site: Site):
        self.site = site
        below = [
            *(_draw_walls(room) for room in site.rooms),
            *_name_rooms(site.rooms),
            *(_draw_pathway(pathway) for pathway in site.pathways),
            *(shape for obstacle in site.obstacles for shape in _draw_obstacle(obstacle)),
            *(shape for rack in site.racks for shape in _draw_rack(rack)),
            *(_draw_opening(site.rack_by_id[d.rack], d, d.opening) for d in site.drops if d.opening),
        ]
        self._below = [(bounds(shape), shape) for shape in below]
        self._name_places = [_list_name_places(pathway, site.racks) for pathway in site.pathways]

    def draw(
        self,
        overlays: Sequence[Overlay] = (),
        notes: Mapping[str, str] | None = None,
        name: str = "floor_plan",
        words: str = "routes",
        extra: Sequence[Shape] = (),
        near: bool = False,
        legend: bool = True,
    ) -> Drawing:
        """The floor plan.

        `notes` are short lines inside racks, by rack id. `words` name the contents in the title. `extra` are further
        shapes, in the frame of `to_picture`, above racks and pathways. `near` limits the picture to the surroundings of
        the overlays. `legend` adds a legend below.
        """
        notes, site = notes or {}, self.site
        frame = self._frame(overlays, near)
        left, top, right, bottom = frame
        heaviest = max((overlay.weight for overlay in overlays), default=1)
        heaviest = max(heaviest, LEAST_WEIGHT)
        stages = sorted({overlay.stage for overlay in overlays})
        shapes = (
            *(shape for box, shape in self._below if not near or touch(box, frame)),
            *extra,
            *(_draw_overlay(overlay, number, heaviest) for number, overlay in enumerate(overlays)),
            *(shape for rack in self._racks_in(frame, near) for shape in _write_rack(rack, notes.get(rack.id, ""))),
            *_name_pathways(site.pathways, self._name_places, frame),
            *([_cover_below(frame)] if near else []),
            *(_draw_legend(left + MARGIN_MM, bottom, stages) if legend else ()),
        )
        return Drawing(
            name=name,
            title=f"{site.name}: {words}",
            left=left,
            top=top,
            width=right - left,
            height=bottom - top + (_legend_height_mm(stages) if legend else 0),
            unit_pt=UNIT_PT,
            shapes=shapes,
        )

    def _frame(self, overlays: Sequence[Overlay], near: bool) -> Frame:
        """The part of the floor that a picture shows: the surroundings of the overlays, else all rooms."""
        points = [(x, y) for room in self.site.rooms for x, y in room.outline_mm]
        if near and overlays:
            points = [(x, y) for overlay in overlays for x, y, _ in overlay.points_mm]
        above, beside, below = (NEAR_MM, NEAR_MM, NEAR_MM) if near else (200, MARGIN_MM, 350)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Frame(min(xs) - beside, -max(ys) - above, max(xs) + beside, -min(ys) + below)

    def _racks_in(self, frame: Frame, near: bool) -> Iterator[Rack]:
        """The racks that a picture shows."""
        for rack in self.site.racks:
            box = Frame(rack.x_mm, -rack.y_mm - rack.size_y_mm, rack.x_mm + rack.size_x_mm, -rack.y_mm)
            if not near or touch(box, frame):
                yield rack


def _cover_below(frame: Frame) -> Path:
    """A white sheet under the frame, on which the legend is printed: shapes may reach out of a part of the floor."""
    left, _, right, bottom = frame
    corners = ((left, bottom), (right, bottom), (right, bottom + 9000), (left, bottom + 9000))
    return Path(corners, Style(fill="#ffffff"), closed=True)


def _legend_height_mm(stages: Sequence[str]) -> int:
    return LEGEND_STEP_MM * (len(stages) + 3) + 200


def to_picture(point: Point3) -> tuple[float, float]:
    """A point of the site in the frame of the picture."""
    return point[0], -point[1]


def _draw_walls(room: Room) -> Path:
    return Path(tuple((x, -y) for x, y in room.outline_mm), Style("#000000", 40, "#ffffff"), closed=True)


def _name_rooms(rooms: Sequence[Room]) -> Iterator[Words]:
    """The name of each of several rooms in its upper left corner, below each other where storeys share the corner.

    Storeys are drawn over each other, so each name then tells the height of its floor.
    """
    taken: Counter[tuple[int, int]] = Counter()
    several = len({room.floor_mm for room in rooms}) > 1
    for room in rooms if len(rooms) > 1 else ():
        corner = min(((x, -y) for x, y in room.outline_mm), key=lambda point: (point[1], point[0]))
        x, y = corner[0] + 100, corner[1] + 320 + 300 * taken[corner]
        taken[corner] += 1
        text = f"{room.id}, floor at {room.floor_mm / 1000:g} m" if several else room.id
        yield Words(x=x, y=y, text=text, size=260)


def _draw_obstacle(obstacle: Obstacle) -> Iterator[Shape]:
    (x, y), (w, d) = obstacle.corner_mm, obstacle.size_mm
    yield rectangle(x, -y - d, w, d, Style("#000000", 12, "#888888"), title=obstacle.id)
    yield Words(x=x + 40, y=-y - 40, text=obstacle.id, size=120, halo=True)


def _draw_pathway(pathway: Pathway) -> Path:
    title = f"{pathway.id}: {pathway.kind} {pathway.width_mm} x {pathway.depth_mm} mm"
    return Path(tuple(map(to_picture, pathway.points_mm)), Style(PATHWAY_FILL, pathway.width_mm), title=title)


def _list_name_places(pathway: Pathway, racks: Sequence[Rack]) -> list[NamePlace]:
    """The points at which the name of a pathway may stand, best first: those that no rack covers, then the others."""
    clear: list[NamePlace] = []
    covered: list[NamePlace] = []
    half = _half_name_mm(pathway) + 20
    for (x1, y1, _), (x2, y2, _) in pairwise(pathway.points_mm):
        is_upright = abs(y2 - y1) > abs(x2 - x1)
        room = (NAME_ROOM_MM, half) if is_upright else (half, NAME_ROOM_MM)
        beside = [rack for rack in racks if _is_along(rack, (x1, y1), (x2, y2), room)]
        steps = max(NAME_STEPS, int(max(abs(x2 - x1), abs(y2 - y1)) // NAME_STEP_MM))
        for part in range(1, steps):
            x, y = x1 + (x2 - x1) * part / steps, y1 + (y2 - y1) * part / steps
            found = covered if any(_is_near(rack, x, y, room) for rack in beside) else clear
            found.append((x, -y, is_upright))
    return clear + covered


def _half_name_mm(pathway: Pathway) -> int:
    return round(NAME_EMS * NAME_SIZE_MM * len(pathway.id))


def _name_pathways(
    pathways: Sequence[Pathway], name_places: Sequence[Sequence[NamePlace]], frame: Frame
) -> Iterator[Words]:
    """The name of each pathway at its first place that is inside a frame and that no earlier name takes; where all are
    taken, at the first inside.
    """
    left, top, right, bottom = frame
    taken: list[Frame] = []
    for pathway, places in zip(pathways, name_places, strict=True):
        half, first = _half_name_mm(pathway), None
        for x, y, upright in places:
            if not (left + NAME_ROOM_MM < x < right - NAME_ROOM_MM and top + NAME_ROOM_MM < y < bottom - NAME_ROOM_MM):
                continue
            wide, tall = (NAME_SIZE_MM / 2, half) if upright else (half, NAME_SIZE_MM / 2)
            box = Frame(x - wide, y - tall, x + wide, y + tall)
            first = first or (x, y, upright)
            if not any(touch(box, other) for other in taken):
                taken.append(box)
                first = x, y, upright
                break
        if first:
            x, y, upright = first
            x, y = (x + 45, y) if upright else (x, y + 45)
            yield Words(x=x, y=y, text=pathway.id, size=NAME_SIZE_MM, anchor="middle", upright=upright, halo=True)


def _is_along(rack: Rack, a: tuple[int, int], b: tuple[int, int], room: tuple[int, int]) -> bool:
    """Whether a name anywhere along a level or upright piece may run into a rack."""
    (left, right), (low, high) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return (
        rack.x_mm - room[0] < right
        and left < rack.x_mm + rack.size_x_mm + room[0]
        and rack.y_mm - room[1] < high
        and low < rack.y_mm + rack.size_y_mm + room[1]
    )


def _is_near(rack: Rack, x: float, y: float, room: tuple[int, int]) -> bool:
    """Whether a name at a point would run into a rack."""
    return (
        rack.x_mm - room[0] < x < rack.x_mm + rack.size_x_mm + room[0]
        and rack.y_mm - room[1] < y < rack.y_mm + rack.size_y_mm + room[1]
    )


def _draw_overlay(overlay: Overlay, number: int, heaviest: int) -> Path:
    stroke, dash = STAGES.get(overlay.stage, ("#000000", ()))
    shift = (number % 9 - 4) * 35
    points = tuple((x + shift, -y - shift) for x, y, _ in overlay.points_mm)
    style = Style(stroke, 14 + 50 * overlay.weight // heaviest, dash=dash, opacity=0.75)
    return Path(points, style, title=overlay.title)


def _draw_rack(rack: Rack) -> Iterator[Shape]:
    w, d = rack.size_x_mm, rack.size_y_mm
    x, y = rack.x_mm, -rack.y_mm - d
    fill = SWITCH_FILL if "switch" in rack.type.holds and "host" not in rack.type.holds else "#ffffff"
    title = f"{rack.id}, row {rack.row}, front {rack.front}"
    yield rectangle(x, y, w, d, Style("#000000", 12, fill), title, f"rack-{rack.id}")
    ends = {
        "south": (x, y + d, x + w, y + d),
        "north": (x, y, x + w, y),
        "west": (x, y, x, y + d),
        "east": (x + w, y, x + w, y + d),
    }[rack.front]
    yield line(*ends, Style("#000000", 60))


def _draw_opening(rack: Rack, drop: Drop, opening: Opening) -> Path:
    """A gap in the side of a rack, as long as the opening is deep."""
    x, y = drop.entry_mm
    title = f"side of {rack.id} and {opening.to_rack}: {opening.high_mm - opening.low_mm} mm high"
    if rack.front in ("north", "south"):
        ends: tuple[float, float, float, float] = (x, -opening.near_mm, x, -opening.far_mm)
    else:
        ends = (opening.near_mm, -y, opening.far_mm, -y)
    return Path((ends[:2], ends[2:]), Style("#ffffff", 40), title=title)


def _write_rack(rack: Rack, note: str) -> Iterator[Shape]:
    x, top, bottom = rack.x_mm + rack.size_x_mm / 2, -rack.y_mm - rack.size_y_mm, -rack.y_mm
    lines = note.splitlines()
    size, first, step, low = fit_words(rack.id, 0.95 * rack.size_x_mm, 190), 330.0, 140.0, 150.0
    if first + low + step * len(lines) > rack.size_y_mm:
        # A rack that is not deep in the picture: the lines share the height with the name.
        low = 0.08 * rack.size_y_mm
        size = min(size, rack.size_y_mm / (len(lines) + 2))
        first = low + size
        step = min(step, (rack.size_y_mm - first - low) / max(1, len(lines)))
    yield Words(x=x, y=top + first, text=rack.id, size=size, bold=True, anchor="middle", halo=True)
    for number, words in enumerate(reversed(lines)):
        fitted = min(fit_words(words, 0.95 * rack.size_x_mm, 120), 0.86 * step)
        yield Words(x=x, y=bottom - low - step * number, text=words, size=fitted, anchor="middle", halo=True)


def _draw_legend(x: float, top: float, stages: Sequence[str]) -> Iterator[Shape]:
    """Lines, racks and trays in words, a scale and north."""
    y = top + 200
    for stage in stages:
        stroke, dash = STAGES.get(stage, ("#000000", ()))
        yield line(x, y, x + 900, y, Style(stroke, 50, dash=dash))
        yield Words(x=x + 1150, y=y + 55, text=f"{stage} cables, width by number of links", size=160)
        y += LEGEND_STEP_MM
    yield line(x, y, x + 900, y, Style(PATHWAY_FILL, 150))
    yield Words(x=x + 1150, y=y + 55, text="pathway, to scale", size=160)
    y += LEGEND_STEP_MM
    yield rectangle(x, y - 80, 400, 160, Style("#000000", 12, SWITCH_FILL))
    yield line(x, y + 80, x + 400, y + 80, Style("#000000", 50))
    yield Words(x=x + 1150, y=y + 55, text="rack for switches; thick line: front", size=160)
    y += LEGEND_STEP_MM
    for ends in ((x, y, x + 1000, y), (x, y - 80, x, y + 80), (x + 1000, y - 80, x + 1000, y + 80)):
        yield line(*ends, Style("#000000", 25))
    yield Words(x=x + 1150, y=y + 55, text="1 m; north is up", size=160)
