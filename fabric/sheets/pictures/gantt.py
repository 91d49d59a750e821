"""The schedule as bars on the working clock, by crew and by place: pictures of all, and pages for print.

Nights and breaks are left out. A line marks where a shift begins, a grey stripe with its time where it has a break, a
diamond where a row needs power. The shade of a bar is the kind of work; its text is the place (in the chart by crew) or
the crew (in the chart by place).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import NamedTuple

from fabric.sheets.pictures.gantt_frame import GAP, LABEL, LANE, RIGHT, SIZE, TOP, TimeFrame
from fabric.sheets.pictures.gantt_marks import GanttMarks, list_marks
from fabric.sheets.pictures.gantt_power import draw_power, place_milestones, power_height
from fabric.sheets.pictures.stack import stack_drawings
from fabric.sheets.rows.block_places import block_text, early_places_text, places_text
from fabric.sheets.rows.crew_blocks import CrewBlock, WorkKind, kinds_in, list_crew_blocks
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.shift_times import Break
from fabric.work import first_second
from fabric.writers import BOLD, width_pt
from layouts import Drawing, Shape, Style, Words, line, rectangle

PAGE_HOURS = 16
"""Most hours of the working clock on a printed page; pages of one chart have equal parts."""
PAGE_LANES = 26
"""Lanes on a printed page."""
PAGE_WIDTH, PAGE_HEIGHT = 780.0, 515.0
"""Width of a printed page in points, and the height that charts may take on it."""
PICTURE_PER_HOUR = 75.0
"""Width of an hour in the picture of all, in points."""
TAIL = 6
"""Letters that are kept of the end of a name that is too long."""
OTHER_FONTS = 1.3
"""Factor by which the fonts of a viewer may be wider than ours."""
GRID, BREAK = "#b3b3b3", "#c8c8c8"
BREAK_WIDTH = 4.0
"""Width of the stripe of a break in points: the clock of work stands in a break, whatever it lasts."""
SHADES = {
    WorkKind.OPEN: "#fbe6a2",
    WorkKind.OPTICS: "#8fb4dd",
    WorkKind.PULL: "#1f4e79",
    WorkKind.LAND: "#5f9e5a",
    WorkKind.TEST: "#ffffff",
    WorkKind.KIT: "#c9a9d6",
}


class Bar(NamedTuple):
    """Work of one kind without a gap, on the working clock."""

    start_s: int
    """Start in seconds of the working clock."""
    end_s: int
    """End in seconds of the working clock, after the start."""
    kind: WorkKind
    """Kind of work; it sets the shade."""
    text: str
    """Place or crew; empty but for the first bar of a block."""
    short: str = ""
    """The same where there is little room: the row of a place; empty where there is no shorter form."""


@dataclass(frozen=True)
class Lane:
    """One line of bars."""

    name: str
    """Crew or place; empty for further lanes of the same place."""
    bars: tuple[Bar, ...]
    """Bars in order of time; none overlaps another."""


def lanes_by_crew(blocks: Sequence[CrewBlock]) -> list[Lane]:
    """A lane for each crew; texts name places."""
    lanes = []
    for crew in sorted({block.crew for block in blocks}):
        mine = [block for block in blocks if block.crew == crew]
        bars = (
            bar
            for block in mine
            for bar in list_bars(
                block,
                "+".join(f"{place.row} {place.face}" for place in block.places) or block_text(block),
                "+".join(dict.fromkeys(place.row for place in block.places)),
            )
        )
        lanes.append(Lane(f"crew {crew}", tuple(bars)))
    return lanes


def lanes_by_place(blocks: Sequence[CrewBlock]) -> list[Lane]:
    """A lane for each crew that works in a place at once; texts are crews. A block of pulls between two places stands
    in both.
    """
    lanes = []
    found = sorted({(place.id, places_text([place])) for block in blocks for place in block.places})
    kinds = {kind for block in blocks if not block.places for kind in block.counts}
    early = [("", early_places_text(kinds))] if kinds else []
    for place, name in [*early, *found]:
        free: list[int] = []
        bars: list[list[Bar]] = []
        mine = [block for block in blocks if place in ({one.id for one in block.places} or {""})]
        for block in sorted(mine, key=lambda block: (block.start_s, block.crew)):
            lane = next((n for n, end in enumerate(free) if end <= block.start_s), len(free))
            if lane == len(free):
                free.append(block.start_s)
                bars.append([])
            free[lane] = block.end_s
            bars[lane] += list_bars(block, str(block.crew))
        lanes += [Lane(name if n == 0 else "", tuple(found)) for n, found in enumerate(bars)]
    return lanes


def list_bars(block: CrewBlock, text: str, short: str = "") -> list[Bar]:
    """Packages of one kind that follow each other are one bar; the first of a block has its text and its short form."""
    bars: list[Bar] = []
    for item in block.items:
        if bars and bars[-1].kind == item.kind and bars[-1].end_s == item.start_s:
            bars[-1] = bars[-1]._replace(end_s=item.end_s)
        else:
            bars.append(Bar(item.start_s, item.end_s, item.kind, *(("", "") if bars else (text, short))))
    return bars


def draw_gantts(rows: PlanRows) -> list[Drawing]:
    """Two pictures of all: by crew and by place."""
    first, last = first_second(rows.plan), rows.plan.summary.install_time_s
    frame = TimeFrame(first, last, LABEL + PICTURE_PER_HOUR * (last - first) / 3600 + RIGHT)
    marks = list_marks(rows)
    return [_draw_chart(chart, chart.lanes, marks, frame) for chart in _list_charts(rows)]


def draw_gantt_pages(rows: PlanRows) -> Iterator[Drawing]:
    """The same cut into parts of some hours and lanes, several on a page where they fit."""
    return stack_drawings(_list_parts(rows), PAGE_HEIGHT)


def _list_parts(rows: PlanRows) -> Iterator[Drawing]:
    begin, last, marks = first_second(rows.plan), rows.plan.summary.install_time_s, list_marks(rows)
    part_s = -(-(last - begin) // -(-(last - begin) // (PAGE_HOURS * 3600)))
    for chart in _list_charts(rows):
        for start in range(begin, last, part_s):
            frame = TimeFrame(start, start + part_s, PAGE_WIDTH)
            # Several lines of diamonds take the room of lanes.
            more = power_height(place_milestones(marks.power, frame)) - LANE
            most = max(1, PAGE_LANES - ceil(more / LANE))
            for first in range(0, len(chart.lanes), most):
                part = chart.lanes[first : first + most]
                if any(frame.shows(bar.start_s, bar.end_s) for lane in part for bar in lane.bars):
                    yield _draw_chart(chart, part, marks, frame)


class _Chart(NamedTuple):
    """One way to look at the schedule."""

    name: str
    title: str
    lanes: list[Lane]
    kinds: tuple[WorkKind, ...]


def _list_charts(rows: PlanRows) -> list[_Chart]:
    crews, site = rows.options.selection.crews, rows.site.name
    blocks = [block for block in list_crew_blocks(rows.plan) if not crews or block.crew in crews]
    kinds = kinds_in(blocks)
    return [
        _Chart("gantt_crew", f"{site}: schedule by crew, with the place of each task", lanes_by_crew(blocks), kinds),
        _Chart(
            "gantt_place", f"{site}: schedule by place, with the number of each crew", lanes_by_place(blocks), kinds
        ),
    ]


def _draw_chart(chart: _Chart, lanes: Sequence[Lane], marks: GanttMarks, frame: TimeFrame) -> Drawing:
    milestones = place_milestones(marks.power, frame)
    first = TOP + power_height(milestones)
    bottom = first + LANE * len(lanes)
    starts = [shift for shift in marks.shifts if frame.holds(shift.start_s)]
    breaks = [one for one in marks.breaks if frame.holds(one.start_s)]
    shapes: list[Shape] = [*_draw_legend(chart.kinds, bool(breaks))]
    # Stripes lie below the bars: they show between the lanes, and hide no name.
    for one in breaks:
        x = frame.x(one.start_s) - BREAK_WIDTH / 2
        shapes.append(rectangle(x, TOP - 11, BREAK_WIDTH, bottom - TOP + 11, Style(fill=BREAK)))
    shapes += draw_hours(frame, bottom, marks.clocks, [shift.start_s for shift in starts])
    shapes += [
        line(frame.x(one.start_s), TOP - 22, frame.x(one.start_s), bottom, Style("#000000", 1)) for one in starts
    ]
    shapes += draw_power(milestones, bottom)
    for number, lane in enumerate(lanes):
        shapes += draw_lane(lane, first + LANE * number, frame)
    shapes += write_head([(shift.start_s, shift.words) for shift in starts], breaks, frame)
    return Drawing(
        name=chart.name,
        title=chart.title,
        left=0,
        top=0,
        width=frame.width,
        height=bottom + 6,
        unit_pt=1.0,
        shapes=tuple(shapes),
    )


def write_head(starts: Sequence[tuple[int, str]], breaks: Sequence[Break], frame: TimeFrame) -> Iterator[Words]:
    """The words of each shift behind its line, before it near the end; the time of each break above its stripe, where
    the words of shifts leave room.
    """
    taken: list[tuple[float, float]] = []
    for start_s, words in starts:
        x, wide = frame.x(start_s), width_pt(words, BOLD, SIZE)
        left = x - 2 - wide if x + 2 + wide > frame.width else x + 2
        taken.append((left, left + wide))
        yield Words(x=left, y=TOP - 14, text=words, size=SIZE, bold=True)
    for one in breaks:
        x = frame.x(one.start_s)
        for words in (f"break {one.start:%H:%M} to {one.end:%H:%M}", f"{one.start:%H:%M}-{one.end:%H:%M}"):
            wide = width_pt(words, BOLD, SIZE)
            left = min(x - wide / 2, frame.width - wide)
            if all(left >= end + 3 or left + wide <= start - 3 for start, end in taken):
                taken.append((left, left + wide))
                yield Words(x=left, y=TOP - 14, text=words, size=SIZE)
                break


def _draw_legend(kinds: Sequence[WorkKind], has_breaks: bool) -> Iterator[Shape]:
    """The shade of each kind of work, and the stripe of a break."""
    left = 0.0
    for kind in kinds:
        yield rectangle(left, 12, 14, 8, Style("#000000", 0.5, SHADES[kind]))
        yield Words(x=left + 18, y=19, text=kind.value, size=8)
        left += 30 + OTHER_FONTS * width_pt(kind.value, BOLD, 8)
    if has_breaks:
        yield rectangle(left, 10, BREAK_WIDTH, 12, Style(fill=BREAK))
        yield Words(x=left + BREAK_WIDTH + 4, y=19, text="break", size=8)


def draw_hours(frame: TimeFrame, bottom: float, clocks: Mapping[int, str], starts: Sequence[int]) -> Iterator[Shape]:
    """A line for each full hour of work with its time by the clock, and the hours of work where there is room before
    the next hour and the next start of a shift.
    """
    for hour in range(-(-frame.start_s // 3600), frame.end_s // 3600 + 1):
        x = frame.x(hour * 3600)
        yield line(x, TOP - 3, x, bottom, Style(GRID, 0.4))
        clock = clocks.get(hour, "")
        both = f"{clock}  {hour} h".strip()
        following = min([(hour + 1) * 3600, *(start for start in starts if start > hour * 3600)])
        room = frame.x(following) - x - 3
        text = next((one for one in (both, clock) if width_pt(one, BOLD, SIZE) <= room), "")
        if text:
            yield Words(x=x + 1, y=TOP - 4, text=text, size=SIZE)


def draw_lane(lane: Lane, top: float, frame: TimeFrame) -> Iterator[Shape]:
    """The name of a lane, its bars, and their texts on them, or behind a short block; a text ends before the next one
    begins.
    """
    if lane.name:
        yield line(0, top, frame.width, top, Style("#000000", 0.25))
        yield Words(x=0, y=top + LANE - GAP - 3, text=shorten(lane.name, LABEL - 4), size=SIZE)
    for bar in lane.bars:
        if frame.shows(bar.start_s, bar.end_s):
            a, b = frame.x(max(bar.start_s, frame.start_s)), frame.x(min(bar.end_s, frame.end_s))
            yield rectangle(a, top + GAP, b - a, LANE - 2 * GAP, Style("#000000", 0.25, SHADES[bar.kind]))
    named = [number for number, bar in enumerate(lane.bars) if bar.text and frame.holds(bar.start_s)]
    for number, following in zip_longest(named, named[1:]):
        x = frame.x(lane.bars[number].start_s)
        end = frame.width if following is None else frame.x(lane.bars[following].start_s)
        last = frame.x(lane.bars[-1 if following is None else following - 1].end_s)
        text, wide = lane.bars[number].text, width_pt(lane.bars[number].text, BOLD, SIZE)
        if wide + 4 > last - x and last + 3 + wide <= end:
            # A block that is shorter than its name: the name stands behind it.
            yield Words(x=last + 2, y=top + 10.5, text=text, size=SIZE, bold=True)
            continue
        shown = shorten(text, end - x - 4, lane.bars[number].short)
        if shown:
            # The white below a name ends with the block: the end of the last bar stays visible.
            yield rectangle(
                x + 1, top + 4.5, min(width_pt(shown, BOLD, SIZE) + 2, last - x - 1), 7.5, Style(fill="#ffffff")
            )
            yield Words(x=x + 2, y=top + 10.5, text=shown, size=SIZE, bold=True)


def shorten(words: str, room: float, short: str = "") -> str:
    """As much of a name as fits: the whole, a short form, or beginning and last letters with a mark between."""
    for whole in (words, short):
        if whole and width_pt(whole, BOLD, SIZE) <= room:
            return whole
    for kept in range(len(words) - 1, 0, -1):
        tail = min(TAIL, kept // 2)
        shown = f"{words[: kept - tail]}~{words[len(words) - tail :]}"
        if width_pt(shown, BOLD, SIZE) <= room:
            return shown
    return ""
