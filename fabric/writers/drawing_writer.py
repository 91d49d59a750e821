"""Pictures as PDF: each as large as its page, or cut into sheets where it would be too small to read."""

from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path as FilePath

from fabric.writers.fonts import BOLD, FONT, fit_size, width_pt
from fabric.writers.pages import MARGIN, Pages, Paper
from layouts import Drawing, Frame, Path, Shape, Words, bounds, touch

HEAD = 16.0
"""Height of the title in points."""
OVERLAP = 36.0
"""Width of the part that neighbouring sheets share, in points: a rack is whole on one of them."""
ROUNDING = 0.999
"""Share of the least size at which a picture is not cut yet: it was laid out for its page in floating point."""


def drawing_room(paper: Paper) -> tuple[float, float]:
    """Width and height of the room for a picture on a page, in points."""
    return paper.width - 2 * MARGIN, paper.height - 2 * MARGIN - HEAD


def write_drawings(drawings: Iterable[Drawing], path: FilePath, title: str, paper: Paper, foot: str) -> None:
    """Writes pictures one after the other, each on pages of its own, on paper as it lies."""
    with Pages(path, title, paper, foot) as pages:
        for drawing in drawings:
            draw_on_pages(pages, drawing)


def draw_on_pages(pages: Pages, drawing: Drawing) -> None:
    """One picture on a page of its own, or on several sheets that overlap."""
    wide, tall = drawing_room(pages.paper)
    scale = min(wide / drawing.width, tall / drawing.height, drawing.unit_pt)
    columns = rows = 1
    framed = [(bounds(shape), shape) for shape in drawing.shapes]
    if scale < ROUNDING * drawing.least_unit_pt:
        scale = drawing.least_unit_pt
        columns = ceil((drawing.width * scale - OVERLAP) / (wide - OVERLAP))
        rows = ceil((drawing.height * scale - OVERLAP) / (tall - OVERLAP))
    for row in range(rows):
        for column in range(columns):
            sheet = f", sheet {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[row % 26]}{column + 1} of {rows} x {columns}"
            x = column * (wide - OVERLAP) / scale + drawing.left
            y = row * (tall - OVERLAP) / scale + drawing.top
            frame = Frame(x, y, x + wide / scale, y + tall / scale)
            shapes = [shape for box, shape in framed if touch(box, frame)]
            if columns * rows > 1 and not shapes:
                continue
            pages.start()
            text = f"{drawing.title}{sheet if columns * rows > 1 else ''}"
            size = fit_size(text, wide, BOLD, 10)
            pages.text(MARGIN, pages.height - MARGIN - 8, text, bold=True, size=size)
            across = min(wide, (drawing.left + drawing.width - x) * scale)
            down = min(tall, (drawing.top + drawing.height - y) * scale)
            pages.clip(MARGIN, pages.height - MARGIN - HEAD - down, across, down)
            _Painter(pages, scale, x, y, pages.height - MARGIN - HEAD).paint(shapes)
            pages.unclip()


def draw_at(pages: Pages, drawing: Drawing, top: float) -> None:
    """One picture at full size within a page: its left edge at the margin, its upper edge at `top`."""
    _Painter(pages, drawing.unit_pt, drawing.left, drawing.top, top).paint(drawing.shapes)


class _Painter:
    """Puts shapes onto the page: (left, top) of the frame comes to the upper left corner."""

    def __init__(self, pages: Pages, scale: float, left: float, top: float, base: float):
        self.pages, self.scale, self.left, self.top, self.base = pages, scale, left, top, base

    def paint(self, shapes: Sequence[Shape]) -> None:
        """All shapes, in their order."""
        for shape in shapes:
            if isinstance(shape, Path):
                self.path(shape)
            else:
                self.words(shape)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the drawing on the page, in points."""
        return MARGIN + (x - self.left) * self.scale, self.base - (y - self.top) * self.scale

    def path(self, path: Path) -> None:
        """One line or area."""
        style = path.style
        self.pages.shape(
            [self.at(x, y) for x, y in path.points],
            path.closed,
            style.stroke if style.width else "",
            style.width * self.scale,
            style.fill,
            [part * self.scale for part in style.dash],
        )

    def words(self, words: Words) -> None:
        """One text."""
        x, y = self.at(words.x, words.y)
        size = words.size * self.scale
        wide = width_pt(words.text, BOLD if words.bold else FONT, size)
        back = {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        if words.upright:
            if words.halo:
                self.pages.stripe(x - size * 0.75, y - back, size * 0.85, wide, (1.0, 1.0, 1.0))
            self.pages.upright(x, y - back, words.text, words.bold, size)
            return
        if words.halo:
            self.pages.stripe(x - back, y - size * 0.1, wide, size * 0.85, (1.0, 1.0, 1.0))
        self.pages.text(x - back, y, words.text, words.bold, size)
