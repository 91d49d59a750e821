"""The paper that everything printed is drawn on: pages with a head and a foot, black on white. Door to reportlab.

Places are in points from the lower left corner. One pass: the number of pages, which is known last, is a form that
every foot refers to. Text that Helvetica prints is written to the page as it is, which is ten times faster than
asking the library for each cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from fabric.writers.fonts import BOLD, FONT, fit_size, is_latin, list_runs, width_pt, wrap

rl_config.useA85 = False
"""Pages are compressed, not written as text as well: a third of the time and of the size."""

MARGIN = 28.0
FOOT_SIZE = 8.0
LEAST_FOOT = 7.0
"""Size of type in points below which a foot takes two lines."""
TWO_LINES = (7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
"""Sizes of type in points of a foot of two lines, the largest first."""
TOTAL = "total"
_ESCAPES = {ord(character): f"\\{character}" for character in "()\\"}


@dataclass(frozen=True)
class Paper:
    """A sheet of paper, in points."""

    name: str
    """Name of the format, such as A4."""
    width: float
    """Width in points of 1/72 inch."""
    height: float
    """Height in points of 1/72 inch."""

    @property
    def landscape(self) -> "Paper":
        """The same paper in landscape."""
        return Paper(self.name, max(self.width, self.height), min(self.width, self.height))

    @property
    def portrait(self) -> "Paper":
        """The same paper in portrait."""
        return Paper(self.name, min(self.width, self.height), max(self.width, self.height))


PAPERS = {"a4": Paper("A4", 595.276, 841.89), "letter": Paper("Letter", 612.0, 792.0)}


class Pages:
    """Pages of one document, written to a file when the block ends well."""

    def __init__(self, path: Path, title: str, paper: Paper, foot: str):
        self.paper, self.foot = paper, foot
        self.width, self.height = paper.width, paper.height
        self.page = 0
        self._canvas = Canvas(str(path), pagesize=(paper.width, paper.height), invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._put = self._canvas.addLiteral
        self._names: dict[str, str] = {}

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._close()

    def start(self) -> None:
        """A new page, with its foot; the one before is complete."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        if not self.foot:
            return
        number = f"page {self.page} of "
        lines, size = _foot_lines(self.foot, self.width - 2 * MARGIN - 90)
        for line, text in enumerate(lines):
            top = MARGIN - 10 if len(lines) == 1 else MARGIN - 7
            self.text(MARGIN, top - line * (size + 0.5), text, size=size)
        right = self.width - MARGIN - 24
        self.text(right - width_pt(number, FONT, FOOT_SIZE), MARGIN - 10, number, size=FOOT_SIZE)
        self._canvas.saveState()
        self._canvas.translate(right, MARGIN - 10)
        self._canvas.doForm(TOTAL)
        self._canvas.restoreState()

    def _close(self) -> None:
        if not self.page:
            self.start()
        self._canvas.showPage()
        self._canvas.beginForm(TOTAL, 0, -3, 60, 12)
        self._canvas.setFont(FONT, FOOT_SIZE)
        self._canvas.drawString(0, 0, str(self.page))
        self._canvas.endForm()
        self._canvas.save()

    def text(self, x: float, y: float, text: str, bold: bool = False, size: float = 7.5) -> None:
        """A line of text that starts at (x, y)."""
        base = BOLD if bold else FONT
        escaped = text if _is_plain(text) else _escaped(text)
        if escaped is not None:
            name = self._names.get(base) or self._name_font(base)
            self._put(f"BT {name} {size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({escaped}) Tj ET")
            return
        for font, part in list_runs(text, base):
            if font == base:
                self.text(x, y, part, bold, size)
            else:
                self._canvas.setFont(font, size)
                self._canvas.drawString(x, y, part)
            x += width_pt(part, font, size)

    def text_right(self, x: float, y: float, text: str, bold: bool = False, size: float = 7.5) -> None:
        """A line of text that ends at (x, y)."""
        self.text(x - width_pt(text, BOLD if bold else FONT, size), y, text, bold, size)

    def text_middle(self, x: float, y: float, text: str, bold: bool = False, size: float = 7.5) -> None:
        """A line of text whose middle is at (x, y)."""
        self.text(x - width_pt(text, BOLD if bold else FONT, size) / 2, y, text, bold, size)

    def line(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.25) -> None:
        """A straight line."""
        self._put(f"{width:.2f} w {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")

    def shape(
        self,
        points: Sequence[tuple[float, float]],
        closed: bool,
        stroke: str,
        width: float,
        fill: str,
        dash: Sequence[float],
    ) -> None:
        """A line over several points, or the area that it bounds; colours as #rrggbb, '' for none."""
        (x, y), *others = points
        steps = " ".join(f"{px:.2f} {py:.2f} l" for px, py in others)
        pen = f"{_rgb(stroke)} RG {width:.2f} w [{' '.join(f'{part:.2f}' for part in dash)}] 0 d 1 j " if stroke else ""
        brush = f"{_rgb(fill)} rg " if fill else ""
        end = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}[bool(stroke), bool(fill)]
        self._put(f"q {pen}{brush}{x:.2f} {y:.2f} m {steps} {'h ' if closed else ''}{end} Q")

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Nothing outside a rectangle is shown until `unclip`."""
        self._canvas.saveState()
        self._put(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n")

    def unclip(self) -> None:
        """All of the page is shown again."""
        self._canvas.restoreState()

    def box(
        self, x: float, y: float, width: float, height: float, line: float = 0.6, gray: float | None = None
    ) -> None:
        """A rectangle, filled with a shade (0 black, 1 white) where `gray` says so; without a border where `line` is
        0.
        """
        paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
        shade = "" if gray is None else f"{gray:.2f} g "
        border = f"{line:.2f} w " if line else ""
        end = paint[gray is not None, line > 0]
        self._put(f"q {shade}{border}{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {end} Q")

    def stripe(self, x: float, y: float, width: float, height: float, colour: tuple[float, float, float]) -> None:
        """A rectangle in a colour (red, green, blue from 0 to 1)."""
        shade = " ".join(f"{part:.2f}" for part in colour)
        self._put(f"q {shade} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def bitmap(self, x: float, y: float, size: float, modules: int, rows_hex: str) -> None:
        """A square of black and white modules; bits as hexadecimal, a row of whole bytes after the other, 1 is
        black.
        """
        self._put(
            f"q {size:.2f} 0 0 {size:.2f} {x:.2f} {y:.2f} cm BI /W {modules} /H {modules} /BPC 1 /IM true /D [1 0] "
            f"/F /AHx ID {rows_hex}> EI Q"
        )

    def upright(self, x: float, y: float, text: str, bold: bool = False, size: float = 7.5) -> None:
        """A line of text that runs upwards from (x, y)."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(90)
        self.text(0, 0, text, bold, size)
        self._canvas.restoreState()

    def _name_font(self, font: str) -> str:
        """The name by which the file knows a font; asking for it makes the file hold it."""
        name = str(self._canvas._doc.getInternalFontName(font))
        self._names[font] = name
        return name


@lru_cache(maxsize=1_000)
def _rgb(colour: str) -> str:
    """#rrggbb as three numbers of PDF."""
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))


def _is_plain(text: str) -> bool:
    """Whether a text is a string of PDF as it is; most are, and asking is quicker than looking an old answer up."""
    return text.isascii() and text.isprintable() and not ("(" in text or ")" in text or "\\" in text)


@lru_cache(maxsize=100_000)
def _escaped(text: str) -> str | None:
    """A text as a string of PDF, in the encoding of the built-in fonts; None where these do not print it."""
    if not is_latin(text):
        return None
    if text.isascii():
        return text.translate(_ESCAPES)
    return "".join(chr(code) if code < 128 else f"\\{code:03o}" for code in text.translate(_ESCAPES).encode("cp1252"))


def _foot_lines(foot: str, room: float) -> tuple[tuple[str, ...], float]:
    """The lines of a foot, and their size: one line, or two where type on one would be too small and two have room."""
    alone = fit_size(foot, room, FONT, FOOT_SIZE)
    for size in () if alone >= LEAST_FOOT else TWO_LINES:
        lines = wrap(foot, room, FONT, size)
        if len(lines) <= 2:
            return lines, size
    return (foot,), alone
