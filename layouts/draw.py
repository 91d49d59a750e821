"""The floor as a picture: rooms, racks, pathways and the routes over them.

A print without colour stays readable: racks are outlined, pathways are pale bands, routes are lines. The width of a
route grows with its links; its dashes show their stage. North is up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from layouts.legend import PATHWAY_FILL, STAGES, SWITCH_FILL, draw_legend, legend_height, legend_width, letters_mm
from layouts.openings import Opening
from layouts.pathway_names import NAME_SIZE_MM, PathwayNames, frames_of_words
from layouts.rack_names import name_row_ends, write_rack
from layouts.racks import Rack
from layouts.shapes import (
    Drawing,
    Frame,
    Path,
    Shape,
    Style,
    Words,
    bounds,
    line,
    rectangle,
    touch,
)
from layouts.site import Drop, Obstacle, Pathway, Point3, Room, Site

MARGIN_MM = 600
ROOM_MM = 260
"""Height of the names of rooms."""
LEAST_WEIGHT = 12
"""Links from which a route is drawn at full width; fewer are thinner, so that single cables stay apart."""
UNIT_PT, LEAST_UNIT_PT = 0.05, 0.02
"""Full size on paper is 1:57: a rack is 30 points wide, its name 9 high. Below 1:142 a floor takes several sheets."""
READ_PT = 7.0
"""Least height of letters on paper, in points."""


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


@dataclass(frozen=True, kw_only=True)
class FloorPage:
    """A part of the floor, in letters that can be read on paper."""

    rooms: tuple[Room, ...]
    """Rooms that the picture shows, at least one."""
    unit_pt: float
    """Least points of a millimetre of the floor on paper, more than 0; no letter is smaller than `READ_PT` then."""
    is_legend_beside: bool = False
    """Whether the legend stands at the right of the floor, which is larger then."""
    is_overview: bool = False
    """Whether the racks of a row have no names but for the first and the last, and the pathways within a room have
    none: another picture shows them larger.
    """

    @property
    def least_mm(self) -> float:
        """Least height of a letter, in mm of the floor. Lines in racks that do not fit are left out."""
        return READ_PT / self.unit_pt


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
            *(_draw_pathway(pathway) for pathway in site.pathways),
            *(shape for obstacle in site.obstacles for shape in _draw_obstacle(obstacle)),
            *(shape for rack in site.racks for shape in _draw_rack(rack)),
            *(_draw_opening(site.rack_by_id[d.rack], d, d.opening) for d in site.drops if d.opening),
        ]
        self._below = [(bounds(shape), shape) for shape in below]
        self._found_names: dict[tuple[float, bool], PathwayNames] = {}

    def draw(
        self,
        overlays: Sequence[Overlay] = (),
        notes: Mapping[str, str] | None = None,
        name: str = "floor_plan",
        words: str = "routes",
        extra: Sequence[Shape] = (),
        legend: bool = True,
        view: FloorPage | None = None,
    ) -> Drawing:
        """The floor plan.

        `notes` are short lines inside racks, by rack id. `words` name the contents in the title. `extra` are further
        shapes, in the frame of `to_picture`, above racks and pathways. `legend` adds a legend below. `view` shows a
        part of the floor.
        """
        notes, site = notes or {}, self.site
        rooms, least = (view.rooms, view.least_mm) if view else (site.rooms, 0.0)
        left, top, right, bottom = frame = frame_of_rooms(rooms)
        heaviest = max((overlay.weight for overlay in overlays), default=1)
        heaviest = max(heaviest, LEAST_WEIGHT)
        stages = sorted({overlay.stage for overlay in overlays})
        is_beside = view is not None and view.is_legend_beside
        added = _add_legend(frame, stages, letters_mm(least), is_beside) if legend else Legend((), 0, 0)
        is_overview = view is not None and view.is_overview
        racks = () if is_overview else self._racks_in(frame)
        ends = name_row_ends(site.racks, least, frames_of_words(extra)) if is_overview else []
        shapes = (
            *(shape for box, shape in self._below if touch(box, frame)),
            *extra,
            *(_draw_overlay(overlay, number, heaviest) for number, overlay in enumerate(overlays)),
            *(shape for rack in racks for shape in write_rack(rack, notes.get(rack.id, ""), least)),
            *ends,
            *self._names(view).write(frame, frames_of_words([*extra, *ends])),
            *_name_rooms(site.rooms, least),
            *(_cover_around(frame) if view else ()),
            *added.shapes,
        )
        return Drawing(
            name=name,
            title=f"{site.name}: {words}",
            left=left,
            top=top,
            width=right - left + added.wide,
            height=bottom - top + added.tall,
            unit_pt=UNIT_PT,
            least_unit_pt=view.unit_pt if view else LEAST_UNIT_PT,
            shapes=shapes,
        )

    def _names(self, view: FloorPage | None) -> PathwayNames:
        """The names of pathways in the letters of a view."""
        pathways: Sequence[Pathway] = self.site.pathways
        if view and view.is_overview:
            pathways = [one for one in pathways if not any(_is_within(one, room) for room in self.site.rooms)]
        size = max(NAME_SIZE_MM, view.least_mm if view else 0)
        key = size, bool(view and view.is_overview)
        if key not in self._found_names:
            self._found_names[key] = PathwayNames(pathways, self.site.racks, size)
        return self._found_names[key]

    def _racks_in(self, frame: Frame) -> Iterator[Rack]:
        """The racks that a picture shows."""
        for rack in self.site.racks:
            if touch(Frame(rack.x_mm, -rack.y_mm - rack.size_y_mm, rack.x_mm + rack.size_x_mm, -rack.y_mm), frame):
                yield rack


def frame_of_rooms(rooms: Sequence[Room]) -> Frame:
    """The part of a picture that shows some rooms."""
    xs, ys = zip(*(point for room in rooms for point in room.outline_mm), strict=True)
    return Frame(min(xs) - MARGIN_MM, -max(ys) - 200, max(xs) + MARGIN_MM, -min(ys) + 350)


def _is_within(pathway: Pathway, room: Room) -> bool:
    """Whether a pathway stays in the rectangle around a room."""
    xs, ys = zip(*room.outline_mm, strict=True)
    return all(min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys) for x, y, _ in pathway.points_mm)


class Legend(NamedTuple):
    """The legend of a picture, and the room that it adds."""

    shapes: tuple[Shape, ...]
    """What is drawn."""
    wide: float
    """Width beside the floor."""
    tall: float
    """Height below the floor."""


def _add_legend(frame: Frame, stages: Sequence[str], letters: float, is_beside: bool) -> Legend:
    """The legend beside or below a frame."""
    if is_beside:
        return Legend(tuple(draw_legend(frame.right, frame.top, stages, letters)), legend_width(letters), 0)
    shapes = draw_legend(frame.left + MARGIN_MM, frame.bottom, stages, letters)
    return Legend(tuple(shapes), 0, legend_height(len(stages), letters))


def _cover_around(frame: Frame) -> Iterator[Path]:
    """White sheets below and beside the frame, on which the legend is printed: shapes may reach out of a part of the
    floor.
    """
    left, top, right, bottom = frame
    for start, high, end, low in ((left, bottom, right, bottom + 9000), (right, top, right + 40_000, bottom + 9000)):
        corners = ((start, high), (end, high), (end, low), (start, low))
        yield Path(corners, Style(fill="#ffffff"), closed=True)


def to_picture(point: Point3) -> tuple[float, float]:
    """A point of the site in the frame of the picture."""
    return point[0], -point[1]


def _draw_walls(room: Room) -> Path:
    return Path(tuple((x, -y) for x, y in room.outline_mm), Style("#000000", 40, "#ffffff"), closed=True)


def _name_rooms(rooms: Sequence[Room], least: float) -> Iterator[Words]:
    """The name of each of several rooms in its upper left corner, below each other where storeys share the corner.

    Storeys are drawn over each other, so each name then tells the height of its floor.
    """
    taken: Counter[tuple[int, int]] = Counter()
    size = max(ROOM_MM, least)
    several = len({room.floor_mm for room in rooms}) > 1
    for room in rooms if len(rooms) > 1 else ():
        corner = min(((x, -y) for x, y in room.outline_mm), key=lambda point: (point[1], point[0]))
        x, y = corner[0] + 100, corner[1] + 60 + size + (40 + size) * taken[corner]
        taken[corner] += 1
        text = f"{room.id}, floor at {room.floor_mm / 1000:g} m" if several else room.id
        yield Words(x=x, y=y, text=text, size=size, halo=True)


def _draw_obstacle(obstacle: Obstacle) -> Iterator[Shape]:
    (x, y), (w, d) = obstacle.corner_mm, obstacle.size_mm
    yield rectangle(x, -y - d, w, d, Style("#000000", 12, "#888888"), title=obstacle.id)
    yield Words(x=x + 40, y=-y - 40, text=obstacle.id, size=120, halo=True)


def _draw_pathway(pathway: Pathway) -> Path:
    title = f"{pathway.id}: {pathway.kind} {pathway.width_mm} x {pathway.depth_mm} mm"
    return Path(tuple(map(to_picture, pathway.points_mm)), Style(PATHWAY_FILL, pathway.width_mm), title=title)


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
