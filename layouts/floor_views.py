"""The parts of a floor that have pages of their own: nothing on paper is below 7 points."""

from collections.abc import Sequence

from layouts.draw import READ_PT, UNIT_PT, FloorPage, frame_of_rooms
from layouts.legend import LEGEND_MM, legend_height, legend_width
from layouts.shapes import Frame, count_ems, extent, touch
from layouts.site import Room, Site

ONE_PAGE = 0.6
"""Share of the full size from which several halls share a page: below it, names and lines in racks are cramped."""
NAME_SHARE = 0.95
"""Share of the width of a rack that its name may take."""


def list_views(site: Site, wide_pt: float, tall_pt: float, stages: int) -> list[FloorPage]:
    """The floor on pages with so much room: one view, or the whole and one view of each hall.

    Rooms over each other share a view. `stages` are the lines of the legend.
    """
    groups = _group_rooms(site.rooms)
    whole = _fit(site, site.rooms, wide_pt, tall_pt, stages)
    if len(groups) == 1 or whole.unit_pt >= ONE_PAGE * UNIT_PT:
        return [whole]
    below, _ = _legend_room(stages)
    unit_pt = _scale(frame_of_rooms(site.rooms), wide_pt, tall_pt, below)
    overview = FloorPage(rooms=site.rooms, unit_pt=unit_pt, is_overview=True)
    return [overview, *(_fit(site, group, wide_pt, tall_pt, stages) for group in groups)]


def _fit(site: Site, rooms: Sequence[Room], wide_pt: float, tall_pt: float, stages: int) -> FloorPage:
    """A view of some rooms: as large as the page allows, and no smaller than the names of the racks need."""
    frame = frame_of_rooms(rooms)
    racks = [rack for rack in site.racks if touch(Frame(rack.x_mm, -rack.y_mm, rack.x_mm, -rack.y_mm), frame)]
    needed = max((count_ems(rack.id) * READ_PT / (NAME_SHARE * rack.size_x_mm) for rack in racks), default=0.0)
    below, beside = (_scale(frame, wide_pt, tall_pt, room) for room in _legend_room(stages))
    unit_pt = min(UNIT_PT, max(needed, below, beside))
    return FloorPage(rooms=tuple(rooms), unit_pt=unit_pt, is_legend_beside=beside > below)


def _legend_room(stages: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Width and height in points that a legend takes below a floor and beside it."""
    letters = max(READ_PT, LEGEND_MM * UNIT_PT)
    wide = legend_width(LEGEND_MM) / LEGEND_MM * letters
    return (0.0, legend_height(stages, letters)), (wide, 0.0)


def _scale(frame: Frame, wide_pt: float, tall_pt: float, legend: tuple[float, float]) -> float:
    """Points of a millimetre at which a frame and its legend fill a page."""
    across, down = frame.right - frame.left, frame.bottom - frame.top
    return min((wide_pt - legend[0]) / across, (tall_pt - legend[1]) / down, UNIT_PT)


def _group_rooms(rooms: Sequence[Room]) -> list[list[Room]]:
    """Rooms that lie over each other in the picture, together; in the order of the site."""
    groups: list[list[Room]] = []
    for room in rooms:
        mine = extent(room.outline_mm)
        over = [group for group in groups if any(_overlap(mine, extent(other.outline_mm)) for other in group)]
        joined = [*(one for group in over for one in group), room]
        groups = [group for group in groups if group not in over] + [joined]
    return groups


def _overlap(one: Frame, other: Frame) -> bool:
    """Whether two frames share more than an edge."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
