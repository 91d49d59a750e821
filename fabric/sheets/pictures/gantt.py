"""The schedule as bars on the working clock, by crew and by place: a picture of all, and pages that print in black and
white.

Nights and breaks are left out; a line marks where a shift begins. Shades say what is done, text in the bars where (by
crew) or by whom (by place).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fabric.plan import Plan
from fabric.project import UNDATED
from fabric.sheets.rows.crew_blocks import WORDS, CrewBlock, list_stints
from fabric.writers import BOLD, width_pt
from layouts import Drawing, Shape, Style, Words, line, rectangle

PAGE_HOURS = 10
"""Hours of the working clock on a printed page."""
PAGE_LANES = 26
PAGE_WIDTH, PICTURE_PER_HOUR = 780.0, 75.0
LANE, LABEL, TOP, GAP = 17.0, 92.0, 50.0, 3.0
TAIL = 6
OTHER_FONTS = 1.3
"""Viewers of pictures may have wider fonts than ours in their place."""
SIZE = 7.0
GRID = "#b3b3b3"
SHADES = {"open": "#ededed", "optics": "#d1d1d1", "pull": "#737373", "land": "#adadad", "test": "#ffffff"}


@dataclass(frozen=True)
class Lane:
    """One line of bars: its name, and (start, end, what, text) of each; times in seconds of the working clock."""

    name: str
    bars: tuple[tuple[int, int, str, str], ...]


def lanes_by_crew(stints: Sequence[CrewBlock]) -> list[Lane]:
    """A lane for each crew; texts name places."""
    crews = sorted({stint.crew for stint in stints})
    return [
        Lane(f"crew {crew}", tuple(bar for s in stints if s.crew == crew for bar in _bars(s, "+".join(s.places))))
        for crew in crews
    ]


def lanes_by_place(stints: Sequence[CrewBlock]) -> list[Lane]:
    """A lane for each crew that works in a place at once; texts are crews. A stint of pulls between two places stands
    in both.
    """
    lanes = []
    for place in sorted({place for stint in stints for place in stint.places}):
        free: list[int] = []
        bars: list[list[tuple[int, int, str, str]]] = []
        for stint in sorted((s for s in stints if place in s.places), key=lambda s: (s.start_s, s.crew)):
            lane = next((n for n, end in enumerate(free) if end <= stint.start_s), len(free))
            if lane == len(free):
                free.append(0)
                bars.append([])
            free[lane] = stint.end_s
            bars[lane] += _bars(stint, str(stint.crew))
        lanes += [Lane(place if n == 0 else "", tuple(found)) for n, found in enumerate(bars)]
    return lanes


def _bars(stint: CrewBlock, text: str) -> list[tuple[int, int, str, str]]:
    """Packages of one kind that follow each other are one bar; the first of a stint has its text."""
    bars: list[tuple[int, int, str, str]] = []
    for work in stint.works:
        if bars and bars[-1][2] == work.act and bars[-1][1] == work.start_s:
            bars[-1] = (bars[-1][0], work.end_s, work.act, bars[-1][3])
        else:
            bars.append((work.start_s, work.end_s, work.act, "" if bars else text))
    return bars


def draw_gantts(plan: Plan) -> list[Drawing]:
    """Two pictures of all: by crew and by place."""
    last = plan.summary.install_time_s
    width = LABEL + PICTURE_PER_HOUR * last / 3600 + 30
    return [
        _chart(f"gantt_{what}", heading, lanes, _shift_starts(plan), 0, last, width)
        for what, heading, lanes in _kinds(plan)
    ]


def draw_gantt_pages(plan: Plan) -> Iterator[Drawing]:
    """The same cut into pages of some hours and lanes."""
    last, shifts = plan.summary.install_time_s, _shift_starts(plan)
    for what, heading, lanes in _kinds(plan):
        for start in range(0, last, PAGE_HOURS * 3600):
            for first in range(0, len(lanes), PAGE_LANES):
                part = lanes[first : first + PAGE_LANES]
                end = start + PAGE_HOURS * 3600
                if any(begin < end and stop > start for lane in part for begin, stop, _, _ in lane.bars):
                    yield _chart(f"gantt_{what}", heading, part, shifts, start, end, PAGE_WIDTH)


def _kinds(plan: Plan) -> list[tuple[str, str, list[Lane]]]:
    stints, title = list_stints(plan), plan.project.site.name
    return [
        ("crew", f"{title}: schedule by crew", lanes_by_crew(stints)),
        ("place", f"{title}: schedule by place", lanes_by_place(stints)),
    ]


def _shift_starts(plan: Plan) -> list[tuple[int, str]]:
    """Where shifts begin on the working clock, with day and name."""
    ready, starts = plan.project.request.racks_ready, []
    for shift, begins, start, _ in plan.project.crew.shift_windows_s(ready):
        if start >= plan.summary.install_time_s:
            break
        if begins:
            _, moment = plan.project.crew.calendar(start, ready)
            day = f"day {(moment - UNDATED).days + 1}" if ready is None else f"{moment:%Y-%m-%d}"
            starts.append((start, f"{day} {moment:%H:%M} {shift.id}"))
    return starts


def _chart(
    name: str,
    heading: str,
    lanes: Sequence[Lane],
    shifts: Sequence[tuple[int, str]],
    start: int,
    end: int,
    width: float,
) -> Drawing:
    height = TOP + LANE * len(lanes) + 6
    scale = (width - LABEL - 30) / (end - start)
    shapes: list[Shape] = []

    def x(moment: int) -> float:
        return LABEL + scale * (moment - start)

    left = 0.0
    for act, words in WORDS.items():
        shapes.append(rectangle(left, 12, 14, 8, Style("#000000", 0.5, SHADES[act])))
        shapes.append(Words(x=left + 18, y=19, text=words, size=8))
        left += 30 + OTHER_FONTS * width_pt(words, BOLD, 8)
    bottom = TOP + LANE * len(lanes)
    for hour in range(-(-start // 3600), end // 3600 + 1):
        shapes.append(line(x(hour * 3600), TOP - 3, x(hour * 3600), bottom, Style(GRID, 0.4)))
        shapes.append(Words(x=x(hour * 3600) + 1, y=TOP - 4, text=f"{hour} h", size=6.5))
    for number, lane in enumerate(lanes):
        top = TOP + LANE * number
        if lane.name:
            shapes.append(line(0, top, width, top, Style("#000000", 0.25)))
            shapes.append(Words(x=0, y=top + LANE - GAP - 3, text=_fit(lane.name, LABEL - 4), size=SIZE))
        for begin, stop, act, _ in lane.bars:
            if begin < end and stop > start:
                a, b = x(max(begin, start)), x(min(stop, end))
                shapes.append(rectangle(a, top + GAP, b - a, LANE - 2 * GAP, Style("#000000", 0.25, SHADES[act])))
        for begin, _, _, words in lane.bars:
            if words and start <= begin < end:
                shown = _fit(words, x(end) - x(begin) - 2)
                wide = width_pt(shown, BOLD, SIZE - 0.5)
                shapes.append(rectangle(x(begin) + 1, top + 4.5, wide + 2, 7.5, Style(fill="#ffffff")))
                shapes.append(Words(x=x(begin) + 2, y=top + 10.5, text=shown, size=SIZE - 0.5, bold=True))
    for moment, words in shifts:
        if start <= moment < end:
            shapes.append(line(x(moment), TOP - 22, x(moment), bottom, Style("#000000", 1)))
            shapes.append(Words(x=x(moment) + 2, y=TOP - 14, text=words, size=SIZE, bold=True))
    return Drawing(
        name=name, title=heading, left=0, top=0, width=width, height=height, unit_pt=1.0, shapes=tuple(shapes)
    )


def _fit(words: str, room: float) -> str:
    """As much of a name as fits: its beginning and its last letters, with a mark between."""
    if width_pt(words, BOLD, SIZE) <= room:
        return words
    for kept in range(len(words) - 1, 0, -1):
        tail = min(TAIL, kept // 2)
        shown = f"{words[: kept - tail]}~{words[len(words) - tail :]}"
        if width_pt(shown, BOLD, SIZE) <= room:
            return shown
    return ""
