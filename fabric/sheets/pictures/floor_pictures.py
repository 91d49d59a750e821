"""The floor of a plan: every route, and the fill of each pathway.

On a screen each is one picture. On paper each hall of several has a page, behind a page of all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import pi

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.route_names import name_route
from fabric.sheets.rows.text import centimetres_text, count_text, role_text, route_text
from fabric.sheets.rows.tray_order import FillSpan, list_stretches, list_taken_mm2
from fabric.writers import Paper, drawing_room
from layouts import (
    Drawing,
    Floor,
    FloorPage,
    Overlay,
    Path,
    Point3,
    Shape,
    Style,
    Words,
    half_length,
    list_views,
    place_apart,
    to_picture,
)

PERCENT_MM = 140
"""Height of the figure of a fill: 7 points at full size on paper."""


class FloorPictures:
    """The floor with the routes of a plan, and with the fill of its pathways."""

    def __init__(self, rows: PlanRows):
        self.rows, self.floor = rows, Floor(rows.site)
        self.overlays, self.notes, self.filled = _list_overlays(rows), _list_notes(rows), _list_filled(rows)

    @property
    def fullest_pct(self) -> float:
        """The fill of the fullest stretch when complete."""
        return max(_fill_percents(self.rows, self.filled).values(), default=0.0)

    @property
    def paper(self) -> Paper:
        """The paper as it lies: upright where the floor is taller than wide."""
        whole, paper = self.floor.draw(), self.rows.options.paper
        return paper.portrait if whole.height > whole.width else paper.landscape

    def pages(self) -> Iterator[Drawing]:
        """The pictures for paper: of one page each, or a page of the whole and one of each hall. The fill has pages
        only where a pathway passes the limit for a warning; else the routes say how full the fullest one is.
        """
        stages = len({overlay.stage for overlay in self.overlays})
        views = list_views(self.rows.site, *drawing_room(self.paper), stages)
        yield from (self.routes(view) for view in views)
        if self.fullest_pct > self.rows.site.fill_warn_pct:
            yield from (self.fill(view) for view in views)

    def routes(self, view: FloorPage | None = None) -> Drawing:
        """Every route that the chosen links take, as wide as the links that it carries."""
        warn_pct = self.rows.site.fill_warn_pct
        rooms = _rooms_text(self.rows, view)
        words = f"routes{rooms}"
        if view and self.fullest_pct <= warn_pct:
            whose = " of the site" if rooms else ""
            words += f"; the fullest pathway{whose} is {self.fullest_pct:.0f} % full when all cables are in"
            words += f" (warning above {warn_pct} %)"
        return self.floor.draw(self.overlays, self.notes, "floor_plan", words, view=view)

    def fill(self, view: FloorPage | None = None) -> Drawing:
        """The fill of each stretch of each pathway when complete, with the figure where it changes."""
        site, shapes = self.rows.site, _draw_fill(self.rows, self.filled, max(PERCENT_MM, view.least_mm if view else 0))
        limits = f"warning above {site.fill_warn_pct} %, limit {site.fill_max_pct} %"
        words = f"pathway fill{_rooms_text(self.rows, view)} when all cables are in; darker is fuller; {limits}"
        return self.floor.draw((), {}, "floor_fill", words, shapes, view=view)


def _rooms_text(rows: PlanRows, view: FloorPage | None) -> str:
    """The rooms of a page that does not show all."""
    some = view and len(view.rooms) < len(rows.site.rooms)
    return f" in {', '.join(room.id for room in view.rooms)}" if view and some else ""


def _list_notes(rows: PlanRows) -> dict[str, str]:
    """What stands in each rack: a line for each role."""
    plan = rows.plan
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for device in plan.devices:
        kind = plan.project.type_of(device).role
        roles[device.rack or ""][device.role if kind in ("host", "switch") else kind] += 1
    return {
        rack: "\n".join(role_text(count, role) for role, count in sorted(found.items()))
        for rack, found in roles.items()
    }


def _list_overlays(rows: PlanRows) -> list[Overlay]:
    """The routes of the chosen links."""
    links: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows.selected.links:
        route = int(rows.plan.pulls.route[row.pull])
        if route >= 0:
            links[route, row.stage] += 1
    return [_overlay(rows, route, stage, count) for (route, stage), count in sorted(links.items())]


def _overlay(rows: PlanRows, number: int, stage: str, count: int) -> Overlay:
    route, racks = rows.plan.routes[number], rows.site.rack_by_id
    (ax, ay), (bx, by) = racks[route.a_rack].centre_mm, racks[route.b_rack].centre_mm
    first, last = route.points_mm[0], route.points_mm[-1]
    points: tuple[Point3, ...] = ((ax, ay, first[2]), *route.points_mm, (bx, by, last[2]))
    length, ways = centimetres_text(route.length_mm), route_text(name_route(rows.site, route))
    title = f"{route.a_rack} - {route.b_rack}: {count_text(count, 'link')}, {stage}, {length} m by {ways}"
    return Overlay(points, count, title, stage)


def _list_filled(rows: PlanRows) -> dict[FillSpan, float]:
    """The cross-section of the new cables in each stretch, in mm2."""
    plan = rows.plan
    area_mm2: dict[int, float] = defaultdict(float)
    for kind, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        part = plan.project.catalog.part(plan.kinds[kind].model)
        area_mm2[int(plan.pulls.route[pull])] += pi / 4 * (part.diameter_um / 1000) ** 2
    filled: dict[FillSpan, float] = defaultdict(float)
    for number, route in enumerate(plan.routes):
        for stretch in list_stretches(route):
            filled[stretch] += area_mm2[number]
    return filled


def _fill_percents(rows: PlanRows, filled: Mapping[FillSpan, float]) -> dict[FillSpan, float]:
    """The fill of each stretch in percent, with what lies in its pathway already."""
    site, taken, found = rows.site, list_taken_mm2(rows.plan), dict[FillSpan, float]()
    for stretch, area in sorted(filled.items()):
        pathway = site.pathway_by_id[stretch[0]]
        whole = pathway.width_mm * pathway.depth_mm
        found[stretch] = 100 * (area + taken.get(pathway.id, 0.0)) / whole if whole else 0.0
    return found


def _draw_fill(rows: PlanRows, filled: Mapping[FillSpan, float], letters: float) -> list[Shape]:
    """Each stretch in the grey of its fill, with the figure where it changes."""
    site = rows.site
    shapes: list[Shape] = []
    texts: list[tuple[float, Words]] = []
    shown: dict[str, int] = {}
    for (name, a, b), percent in _fill_percents(rows, filled).items():
        pathway = site.pathway_by_id[name]
        shade = round(200 - 160 * min(1.0, percent / max(site.fill_max_pct, 1)))
        style = Style(f"#{shade:02x}{shade:02x}{shade:02x}", max(pathway.width_mm, 150))
        ends = to_picture(a), to_picture(b)
        shapes.append(Path(ends, style, title=f"{name}: {percent:.1f} %"))
        if a[:2] != b[:2] and shown.get(pathway.id) != round(percent):
            shown[pathway.id] = round(percent)
            x, y = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
            level = abs(ends[0][0] - ends[1][0]) > abs(ends[0][1] - ends[1][1])
            text = f"{percent:.0f} %"
            beside = 0.0 if level else pathway.width_mm / 2 + 60 + half_length(text, letters)
            y += 0.35 * letters
            words = Words(x=x + beside, y=y, text=text, size=letters, bold=True, anchor="middle", halo=True)
            texts.append((percent, words))
    # A fuller stretch keeps its figure where two would run into each other: the shades show the others.
    texts.sort(key=lambda one: -one[0])
    return [*shapes, *place_apart(words for _, words in texts)]
