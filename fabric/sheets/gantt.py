"""The schedule as bars on the working clock, by crew and by place: as SVG, and as pages that print in black and white.

Nights and breaks are left out; a line marks where a shift begins. Shades say what is done, text in the bars where (by
crew) or by whom (by place).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fabric.crew import UNDATED
from fabric.plan import Plan
from fabric.sheets.pdf_writer import printable
from fabric.sheets.stints import WORDS, Stint, list_stints

PAGE_HOURS = 10
"""Hours of the working clock on a printed page."""
PAGE_LANES = 26
PICTURE_PT_PER_HOUR = 75.0
LANE_PT, LABEL_PT, TOP_PT, GAP_PT = 17.0, 92.0, 58.0, 3.0
OTHER_FONTS = 1.3
"""Viewers of pictures may have wider fonts than ours in their place."""
FONT, BOLD, SIZE = "Helvetica", "Helvetica-Bold", 7.0
GRID = Color(0.7, 0.7, 0.7)
GRAYS = {"open": 0.93, "optics": 0.82, "pull": 0.45, "land": 0.68, "test": 1.0}


@dataclass(frozen=True)
class Lane:
    """One line of bars: its name, and (start, end, what, text) of each; times in seconds of the working clock."""

    name: str
    bars: tuple[tuple[int, int, str, str], ...]


def lanes_by_crew(stints: Sequence[Stint]) -> list[Lane]:
    """A lane for each crew; texts name places."""
    crews = sorted({stint.crew for stint in stints})
    return [
        Lane(f"crew {crew}", tuple(bar for s in stints if s.crew == crew for bar in _bars(s, "+".join(s.places))))
        for crew in crews
    ]


def lanes_by_place(stints: Sequence[Stint]) -> list[Lane]:
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


def _bars(stint: Stint, text: str) -> list[tuple[int, int, str, str]]:
    """Packages of one kind that follow each other are one bar; the first of a stint has its text."""
    bars: list[tuple[int, int, str, str]] = []
    for work in stint.works:
        if bars and bars[-1][2] == work.act and bars[-1][1] == work.start_s:
            bars[-1] = (bars[-1][0], work.end_s, work.act, bars[-1][3])
        else:
            bars.append((work.start_s, work.end_s, work.act, "" if bars else text))
    return bars


def draw_gantts(plan: Plan) -> dict[str, bytes]:
    """File name to content: two pictures, and all pages of both."""
    stints, title = list_stints(plan), plan.project.site.name
    kinds = {"crew": lanes_by_crew(stints), "place": lanes_by_place(stints)}
    last = plan.summary.install_time_s
    shifts = _shift_starts(plan)
    found: dict[str, bytes] = {}
    buffer = io.BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, pageCompression=1)
    canvas.setTitle(f"{title}: schedule")
    for what, lanes in kinds.items():
        heading = f"{title}: schedule by {what}"
        wide = LABEL_PT + PICTURE_PT_PER_HOUR * last / 3600 + 20
        picture = _chart(heading, lanes, shifts, 0, last, wide)
        found[f"gantt_{what}.svg"] = renderSVG.drawToString(picture).encode("utf-8")
        for start in range(0, last, PAGE_HOURS * 3600):
            for first in range(0, len(lanes), PAGE_LANES):
                part = lanes[first : first + PAGE_LANES]
                end = start + PAGE_HOURS * 3600
                if any(begin < end and stop > start for lane in part for begin, stop, _, _ in lane.bars):
                    page = _chart(heading, part, shifts, start, end, width - 40)
                    renderPDF.draw(page, canvas, 20, height - 20 - page.height)
                    canvas.showPage()
    canvas.save()
    found["gantt.pdf"] = buffer.getvalue()
    return found


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
    heading: str, lanes: Sequence[Lane], shifts: Sequence[tuple[int, str]], start: int, end: int, width: float
) -> Drawing:
    height = TOP_PT + LANE_PT * len(lanes) + 6
    drawing = Drawing(width, height)
    scale = (width - LABEL_PT - 10) / (end - start)

    def x(moment: int) -> float:
        return LABEL_PT + scale * (moment - start)

    def text(left: float, base: float, words: str, bold: bool = False, size: float = SIZE) -> None:
        drawing.add(String(left, base, printable(words), fontName=BOLD if bold else FONT, fontSize=size))

    text(0, height - 12, heading, bold=True, size=11)
    left = 0.0
    for act, words in WORDS.items():
        drawing.add(Rect(left, height - 29, 14, 8, fillColor=_gray(act), strokeColor=black, strokeWidth=0.5))
        text(left + 18, height - 28, words, size=8)
        left += 30 + OTHER_FONTS * stringWidth(words, FONT, 8)
    bottom = height - TOP_PT - LANE_PT * len(lanes)
    for hour in range(-(-start // 3600), end // 3600 + 1):
        drawing.add(
            Line(x(hour * 3600), bottom, x(hour * 3600), height - TOP_PT + 3, strokeColor=GRID, strokeWidth=0.4)
        )
        text(x(hour * 3600) + 1, height - TOP_PT + 4, f"{hour} h", size=6.5)
    for number, lane in enumerate(lanes):
        base = height - TOP_PT - LANE_PT * (number + 1)
        if lane.name:
            drawing.add(Line(0, base + LANE_PT, width, base + LANE_PT, strokeWidth=0.25))
            text(0, base + GAP_PT + 3, _fit(lane.name, LABEL_PT - 4))
        for begin, stop, act, _ in lane.bars:
            if begin < end and stop > start:
                a, b = x(max(begin, start)), x(min(stop, end))
                drawing.add(Rect(a, base + GAP_PT, b - a, LANE_PT - 2 * GAP_PT, fillColor=_gray(act), strokeWidth=0.25))
        for begin, _, _, words in lane.bars:
            if words and start <= begin < end:
                shown = _fit(words, x(end) - x(begin) - 2)
                wide = stringWidth(shown, BOLD, SIZE - 0.5)
                drawing.add(Rect(x(begin) + 1, base + 5, wide + 2, 7.5, fillColor=white, strokeColor=None))
                text(x(begin) + 2, base + 6.5, shown, bold=True, size=SIZE - 0.5)
    for moment, name in shifts:
        if start <= moment < end:
            drawing.add(Line(x(moment), bottom, x(moment), height - TOP_PT + 22, strokeWidth=1))
            text(x(moment) + 2, height - TOP_PT + 14, name, bold=True)
    return drawing


def _gray(act: str) -> Color:
    return Color(GRAYS[act], GRAYS[act], GRAYS[act])


def _fit(words: str, room: float) -> str:
    """As much of a name as fits, with a mark where it goes on."""
    while words and stringWidth(printable(words), BOLD, SIZE) > room:
        words = words.rstrip("~")[:-1] + "~" if len(words) > 1 else ""
    return words
