"""The map of one crew in one shift: only the racks at which it works, in their order on the floor, with the numbers of
its steps.

Not to scale: ways between these racks are shortened, so that every word is 7 points high or more. North is up. Pathways
pass a rack between its name and its numbers, so that no line runs through words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_ways import list_runs, run_name
from fabric.sheets.rows.sections import CrewSection
from fabric.sheets.rows.step import Act
from fabric.sheets.rows.text import ranges_text, steps_text
from fabric.writers import BOLD, FONT, width_pt, wrap
from layouts import Drawing, Path, Point3, Rack, Shape, Style, Words, line, rectangle

SIZE, LEADING, NAME_SIZE = 7.0, 8.2, 9.0
"""Height of numbers, distance of their lines, height of the name of a rack, in points."""
LEFT, TOP, RIGHT, BOTTOM = 66.0, 26.0, 8.0, 12.0
"""White at the edges, in points: names of pathways stand at the left and above."""
CELL, GAP = 96.0, 16.0
"""Greatest width of a rack, and of a way between two racks, in points."""
LEAST_HEIGHT = 30.0
"""Least height of a rack on the map, in points."""
NAMED, BAND = 13.0, 13.0
"""Height of the name of a rack, and of the pathways below it, in points."""
WAY = 0.05
"""Points for a millimetre of a short way between racks."""
STEP = 2.6
"""Distance of two routes in one pathway, in points."""
ROUTES = 2.5 * STEP + 2
"""White that routes in a pathway take to both sides of its middle, in points."""
LEAST_WORDS = 26.0
"""Least width for the numbers of a rack beside a route, in points."""
ROUTE, PALE = "#5b8fc7", "#e2e2e2"


class Axis:
    """One direction of the map: intervals in which something stands keep a size, the ways between are shortened."""

    def __init__(self, intervals: Iterable[tuple[int, int, float]], start: float):
        self.marks: list[tuple[float, float]] = []
        """Place on the floor in mm and place on the map in points, rising."""
        at = start
        for low, high, size in intervals:
            if self.marks:
                at += min(GAP, (low - self.marks[-1][0]) * WAY)
            self.marks += [(low, at), (high, at + size)]
            at += size
        self.end = at

    def at(self, place: float) -> float:
        """The place on the map; what lies beyond both ends lies just beside them."""
        (first, start), (last, end) = self.marks[0], self.marks[-1]
        if place <= first:
            return start - min(GAP / 2, (first - place) * WAY)
        if place >= last:
            return end + min(GAP / 2, (place - last) * WAY)
        for (a, x), (b, y) in pairwise(self.marks):
            if a <= place <= b:
                return x if a == b else x + (y - x) * (place - a) / (b - a)
        raise AssertionError("marks cover all places between both ends")


class Bands(Axis):
    """The direction from north to south: what passes a row of racks does so below their names."""

    def __init__(self, intervals: Iterable[tuple[int, int, float]], start: float, rows: Iterable[tuple[int, int]]):
        super().__init__(intervals, start)
        self.rows = sorted(set(rows), key=lambda row: row[1] - row[0])
        """From where to where racks stand, on the floor in mm; the narrowest first."""

    def lane(self, place: float) -> float:
        """The place on the map of a pathway."""
        for low, high in self.rows:
            if low < place < high:
                return self.at(low) + NAMED + BAND * (place - low) / (high - low)
        return self.at(place)


def list_notes(section: CrewSection) -> Mapping[str, list[str]]:
    """The numbers of steps by rack: where a coil stands, where a pull goes, what else is done there."""
    coil, eye, other = (defaultdict[str, list[int]](list) for _ in range(3))
    for step in section.steps:
        if step.act == Act.PULL:
            coil[step.place.racks[0]].append(step.number)
            eye[step.place.racks[1]].append(step.number)
        elif not step.place.is_table:
            other[step.place.racks[0]].append(step.number)
    notes: dict[str, list[str]] = {}
    for words, found in (("coil", coil), ("A end:", eye), ("", other)):
        for rack, numbers in found.items():
            shown = ranges_text(numbers) if words == "coil" else steps_text(numbers)
            notes.setdefault(rack, []).append(f"{words} {shown}".strip())
    return notes


def join_intervals(intervals: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(intervals):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def draw_crew_map(rows: PlanRows, section: CrewSection, width: float, most_height: float) -> Drawing:
    """The map, as wide as the page lets it; racks are as high as their words take."""
    notes = list_notes(section)
    racks = [rack for rack in rows.site.racks if rack.id in notes]
    across = join_intervals((rack.x_mm, rack.x_mm + rack.size_x_mm) for rack in racks)
    spread = sum(high - low for low, high in across)
    room = width - LEFT - RIGHT - GAP * (len(across) - 1)
    scale = min(room / spread, CELL / min(rack.size_x_mm for rack in racks))
    xs = Axis(((low, high, (high - low) * scale) for low, high in across), LEFT)
    routes = _list_routes(rows, section)
    spans = _list_spans(rows, racks, routes, xs)
    lines = {
        rack.id: [part for note in notes[rack.id] for part in wrap(note, spans[rack.id].width, FONT, SIZE)]
        for rack in racks
    }
    down = join_intervals((-rack.y_mm - rack.size_y_mm, -rack.y_mm) for rack in racks)
    band = BAND if routes else 0.0
    heights = [_height(interval, racks, lines, band) for interval in down]
    shrunk = min(1.0, (most_height - TOP - BOTTOM - GAP * (len(down) - 1)) / sum(heights))
    ys = Bands(
        ((low, high, tall * shrunk) for (low, high), tall in zip(down, heights, strict=True)),
        TOP,
        ((-rack.y_mm - rack.size_y_mm, -rack.y_mm) for rack in racks),
    )
    shapes = [
        *(shape for rack in racks for shape in _draw_rack(rack, xs, ys)),
        *_draw_trays(rows, routes, xs, ys),
        *_draw_routes(rows, routes, xs, ys),
        *(shape for rack in racks for shape in _write_rack(rack, lines[rack.id], spans[rack.id].left, xs, ys, band)),
        *_name_rooms(racks, xs, ys),
    ]
    return Drawing(
        name=f"crew_{section.crew}_shift_{section.shift + 1}",
        title=f"Map of crew {section.crew}, {section.when}",
        left=0,
        top=0,
        width=width,
        height=ys.end + BOTTOM,
        unit_pt=1.0,
        shapes=tuple(shapes),
    )


def _height(interval: tuple[int, int], racks: Sequence[Rack], lines: Mapping[str, Sequence[str]], band: float) -> float:
    """The height of an interval of the floor: pathways and words of the racks in it, one below the other in one
    column.
    """
    columns: dict[int, float] = defaultdict(float)
    for rack in racks:
        if interval[0] <= -rack.y_mm <= interval[1]:
            columns[rack.x_mm] += max(LEAST_HEIGHT, NAMED + band + 4 + LEADING * len(lines[rack.id]))
    return max(columns.values())


class Upright(NamedTuple):
    """A part of a route from north to south, in millimetres of the picture of the floor."""

    x: int
    """Place from west to east."""
    north: int
    """Upper end."""
    south: int
    """Lower end."""


class TextSpan(NamedTuple):
    """The room for the numbers of a rack on the map, in points."""

    left: float
    """Left edge."""
    width: float
    """Width."""


def list_uprights(routes: Iterable[Sequence[Point3]]) -> list[Upright]:
    """The parts of some routes from north to south."""
    pairs = (pair for points in routes for pair in pairwise(points))
    return [
        Upright(ax, min(-ay, -by), max(-ay, -by)) for (ax, ay, _), (bx, by, _) in pairs if abs(ax - bx) < abs(ay - by)
    ]


def _list_spans(rows: PlanRows, racks: Iterable[Rack], routes: Iterable[int], xs: Axis) -> Mapping[str, TextSpan]:
    """The room for the numbers of each rack, by id."""
    uprights = list_uprights(rows.plan.routes[number].points_mm for number in routes)
    return {rack.id: text_span(rack, uprights, xs) for rack in racks}


def text_span(rack: Rack, uprights: Iterable[Upright], xs: Axis) -> TextSpan:
    """The part of the width of a rack that no route to a row further south passes; all of it where that is too narrow
    for words.
    """
    left, right = xs.at(rack.x_mm), xs.at(rack.x_mm + rack.size_x_mm)
    start, end = left + 3, right - 1
    for one in uprights:
        x = xs.at(one.x)
        if one.north < -rack.y_mm <= one.south and left - ROUTES < x < right + ROUTES:
            if x > (left + right) / 2:
                end = min(end, x - ROUTES)
            else:
                start = max(start, x + ROUTES)
    return TextSpan(start, end - start) if end - start >= LEAST_WORDS else TextSpan(left + 3, right - left - 4)


def _list_routes(rows: PlanRows, section: CrewSection) -> list[int]:
    """The routes (by index) of the pulls, each once."""
    numbers = (int(rows.plan.pulls.route[step.subject]) for step in section.steps if step.act == Act.PULL)
    return list(dict.fromkeys(number for number in numbers if number >= 0))


def _draw_rack(rack: Rack, xs: Axis, ys: Axis) -> Iterator[Shape]:
    left, right = xs.at(rack.x_mm), xs.at(rack.x_mm + rack.size_x_mm)
    top, bottom = ys.at(-rack.y_mm - rack.size_y_mm), ys.at(-rack.y_mm)
    yield rectangle(left, top, right - left, bottom - top, Style("#000000", 0.6, "#ffffff"))
    front = {
        "south": (left, bottom, right, bottom),
        "north": (left, top, right, top),
        "west": (left, top, left, bottom),
        "east": (right, top, right, bottom),
    }[rack.front]
    yield line(*front, Style("#000000", 2.2))


def _write_rack(rack: Rack, lines: Sequence[str], at: float, xs: Axis, ys: Axis, band: float) -> Iterator[Shape]:
    """The name of a rack, and the numbers of steps on white below the pathways, from `at` on."""
    left, top, bottom = xs.at(rack.x_mm), ys.at(-rack.y_mm - rack.size_y_mm), ys.at(-rack.y_mm)
    yield Words(x=left + 3, y=top + NAME_SIZE + 1.5, text=rack.id, size=NAME_SIZE, bold=True, halo=True)
    start = top + NAMED + band
    shown = lines[: int((bottom - start - 1) // LEADING)]
    if shown and band:
        wide = max(width_pt(words, FONT, SIZE) for words in shown)
        yield rectangle(at - 1, start + 0.5, wide + 2, LEADING * len(shown), Style("", 0, "#ffffff"))
    for number, words in enumerate(shown, start=1):
        yield Words(x=at, y=start + LEADING * number - 1.5, text=words, size=SIZE)


def _places(rows: PlanRows, number: int, xs: Axis, ys: Bands) -> list[tuple[float, float]]:
    """The corners of a route on the map, from the coil to the A end."""
    route = rows.plan.routes[number]
    a, b = rows.site.rack_by_id[route.a_rack], rows.site.rack_by_id[route.b_rack]
    inner = [(xs.at(x), ys.lane(-y)) for x, y, _ in route.points_mm[::-1]]
    return [_foot(b, xs, ys), *inner, _foot(a, xs, ys)]


def _foot(rack: Rack, xs: Axis, ys: Axis) -> tuple[float, float]:
    """The place in a rack at which its routes end: right of its name."""
    return xs.at(rack.x_mm + rack.size_x_mm) - 7, ys.at(-rack.y_mm - rack.size_y_mm) + 7


def _draw_routes(rows: PlanRows, routes: Sequence[int], xs: Axis, ys: Bands) -> Iterator[Shape]:
    """Each route as a line with an arrow at the A end, beside the others of the same pathway."""
    for order, number in enumerate(routes):
        shift = (order % 5 - 2) * STEP
        points = [(x + shift, y + shift) for x, y in _places(rows, number, xs, ys)]
        points = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
        yield Path(tuple(points), Style(ROUTE, 0.9))
        (x, y), (before_x, before_y) = points[-1], points[-2]
        far = max(abs(x - before_x) + abs(y - before_y), 0.1)
        dx, dy = (x - before_x) / far * 5, (y - before_y) / far * 5
        yield Path(
            ((x, y), (x - dx - dy / 2, y - dy + dx / 2), (x - dx + dy / 2, y - dy - dx / 2)),
            Style("", 0, ROUTE),
            closed=True,
        )
        yield Path(tuple(_dot(*points[0])), Style("", 0, ROUTE), closed=True)


def _dot(x: float, y: float) -> Iterator[tuple[float, float]]:
    """A small square around the start of a route."""
    yield from ((x - 1.8, y - 1.8), (x + 1.8, y - 1.8), (x + 1.8, y + 1.8), (x - 1.8, y + 1.8))


def _draw_trays(rows: PlanRows, routes: Sequence[int], xs: Axis, ys: Bands) -> Iterator[Shape]:
    """The pathways of the routes as pale bands; level ones are named at the left, the others above."""
    passed: dict[str, list[Point3]] = defaultdict(list)
    for number in routes:
        route = rows.plan.routes[number]
        for name, a, b in zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False):
            passed[name] += [a, b]
    left: dict[int, list[tuple[float, str]]] = defaultdict(list)
    above: dict[int, list[str]] = defaultdict(list)
    for name, points in passed.items():
        spread = [max(point[axis] for point in points) - min(point[axis] for point in points) for axis in (0, 1)]
        low, high = min(points), max(points)
        x1, y1, x2, y2 = xs.at(low[0]), ys.lane(-low[1]), xs.at(high[0]), ys.lane(-high[1])
        yield line(x1, y1, x2, y2, Style(PALE, 9))
        if rows.site.pathway_by_id[name].kind == "sleeve":
            yield rectangle((x1 + x2) / 2 - 3, (y1 + y2) / 2 - 7, 6, 14, Style("#000000", 0.6, "#000000"))
        if spread[0] >= spread[1]:
            left[round(y1)].append((x1, name))
        else:
            above[round(x1)].append(name)
    yield from name_at_left(left)
    yield from name_above(above, xs.end + RIGHT)


def name_at_left(lines: Mapping[int, Sequence[tuple[float, str]]]) -> Iterator[Words]:
    """The names of level pathways by height, each with its left end: those of one line follow each other from west to
    east, so they are one list in the middle of the line.
    """
    for y, names in lines.items():
        parts = wrap(", ".join(_shared([name for _, name in sorted(names)])), LEFT - 6, BOLD, SIZE)
        for number, words in enumerate(parts):
            down = 2.5 + LEADING * (number - (len(parts) - 1) / 2)
            yield Words(x=0, y=y + down, text=words, size=SIZE, bold=True, halo=True)


def name_above(columns: Mapping[int, Sequence[str]], right: float) -> Iterator[Words]:
    """The names of upright pathways by place, in up to three lines above the map; none leaves it at the right."""
    taken = [-100.0, -100.0, -100.0]
    for x, names in sorted(columns.items()):
        words = ", ".join(_shared(names))
        half = width_pt(words, BOLD, SIZE) / 2
        middle = max(min(x, right - half), half)
        row = next((n for n, end in enumerate(taken) if end < middle - half - 4), taken.index(min(taken)))
        taken[row] = middle + half
        yield Words(x=middle, y=TOP - 18 + LEADING * row, text=words, size=SIZE, bold=True, anchor="middle", halo=True)


def _shared(names: Sequence[str]) -> list[str]:
    """Names of pathways, those of one run once."""
    return list(dict.fromkeys(run_name(run) for run in list_runs(dict.fromkeys(names))))


def _name_rooms(racks: Sequence[Rack], xs: Axis, ys: Axis) -> Iterator[Shape]:
    """The name of each room below its first rack, where there are several."""
    rooms = dict.fromkeys(rack.room for rack in racks)
    for room in rooms if len(rooms) > 1 else ():
        x = min(xs.at(rack.x_mm) for rack in racks if rack.room == room)
        yield Words(x=x, y=ys.end + BOTTOM - 3, text=room, size=SIZE, bold=True)
