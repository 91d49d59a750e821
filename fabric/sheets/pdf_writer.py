"""Documents as PDF that prints well in black and white: A4 landscape, headings on every page, numbered pages. Door to
reportlab.

Cells wrap, nothing is cut: a word that is wider than its column is broken. Rows are never split over pages; detail
lines below a row run in as many columns as fit. What the built-in fonts cannot print is shown as its code point,
never dropped.
"""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fabric.sheets.table import Cell, Column, Document, Table

PAGE_WIDTH, PAGE_HEIGHT = landscape(A4)
MARGIN = 28.0
FONT, BOLD, SIZE, LEADING = "Helvetica", "Helvetica-Bold", 7.5, 9.0
PAD = 2.5


def write_pdf(document: Document) -> dict[str, bytes]:
    """File name to content."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    writer = _Writer(canvas, document, 0)
    writer.write()
    total = writer.page
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    _Writer(canvas, document, total).write()
    canvas.save()
    return {f"{document.name}.pdf": buffer.getvalue()}


def cell_text(cell: Cell) -> str:
    """A cell as print shows it: amounts with two decimals and separators."""
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def printable(text: str) -> str:
    """Text in the reach of the built-in fonts; other characters as their code point, such as <U+03B1>."""
    return "".join(c if _prints(c) else f"<U+{ord(c):04X}>" for c in text)


def _prints(character: str) -> bool:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return character.isprintable()


class _Writer:
    """Lays one document out, page by page. With `total` 0 it only counts the pages."""

    def __init__(self, canvas: Canvas, document: Document, total: int):
        self.canvas, self.document, self.total = canvas, document, total
        self.page = 0
        self.y = 0.0

    def write(self) -> None:
        for table in self.document.print_tables or self.document.tables:
            self.start_page(table)
            widths = _widths(table.columns)
            for note in table.notes:
                self.paragraph(note)
            self.heading(table.columns, widths)
            for index, row in enumerate(table.rows):
                cells = [
                    wrap(printable(cell_text(cell)), width - 2 * PAD, FONT, SIZE)
                    for cell, width in zip(row, widths, strict=True)
                ]
                details = _detail_rows(table.details.get(index, ()))
                height = max(map(len, cells)) * LEADING + 2 * PAD
                if self.y - height < MARGIN + 14:
                    self.start_page(table)
                    self.heading(table.columns, widths)
                self.row(cells, table.columns, widths, height)
                for line in details:
                    if self.y - LEADING < MARGIN + 14:
                        self.start_page(table)
                        self.heading(table.columns, widths)
                        if index in table.resume:
                            self.paragraph(table.resume[index])
                    self.detail(line)
                if details:
                    self.y -= PAD
            if not table.rows:
                self.paragraph("Nothing.")
        self.finish_page()

    def start_page(self, table: Table) -> None:
        if self.page:
            self.finish_page()
        self.page += 1
        c = self.canvas
        c.setFont(BOLD, 12)
        c.drawString(MARGIN, PAGE_HEIGHT - MARGIN - 8, printable(f"{self.document.title}: {table.title}"))
        c.setFont(FONT, 8)
        c.drawRightString(PAGE_WIDTH - MARGIN, PAGE_HEIGHT - MARGIN - 8, printable(self.document.subtitle))
        self.y = PAGE_HEIGHT - MARGIN - 22

    def finish_page(self) -> None:
        c = self.canvas
        c.setFont(FONT, 8)
        c.drawRightString(PAGE_WIDTH - MARGIN, MARGIN - 6, f"page {self.page} of {self.total}")
        foot = [self.document.name.replace("_", " "), self.document.origin]
        c.drawString(MARGIN, MARGIN - 6, printable(" / ".join(part for part in foot if part)))
        c.showPage()

    def paragraph(self, text: str) -> None:
        for line in wrap(printable(text), PAGE_WIDTH - 2 * MARGIN, FONT, 8):
            self.canvas.setFont(FONT, 8)
            self.canvas.drawString(MARGIN, self.y - 8, line)
            self.y -= 10.5
        self.y -= 2

    def heading(self, columns: Sequence[Column], widths: Sequence[float]) -> None:
        cells = [
            wrap(printable(column.heading), width - 2 * PAD, BOLD, SIZE)
            for column, width in zip(columns, widths, strict=True)
        ]
        height = max(map(len, cells)) * LEADING + 2 * PAD
        self.cells(cells, widths, BOLD)
        self.y -= height
        self.canvas.setLineWidth(0.9)
        self.canvas.line(MARGIN, self.y, PAGE_WIDTH - MARGIN, self.y)

    def row(
        self,
        cells: list[tuple[str, ...]],
        columns: Sequence[Column],
        widths: Sequence[float],
        height: float,
    ) -> None:
        self.cells(cells, widths, FONT)
        x = MARGIN
        for column, width in zip(columns, widths, strict=True):
            if column.key == "done":
                self.canvas.setLineWidth(0.8)
                self.canvas.rect(x + width / 2 - 4.5, self.y - PAD - 9, 9, 9, stroke=1, fill=0)
            x += width
        self.y -= height
        self.canvas.setLineWidth(0.25)
        self.canvas.line(MARGIN, self.y, PAGE_WIDTH - MARGIN, self.y)

    def cells(self, cells: list[tuple[str, ...]], widths: Sequence[float], font: str) -> None:
        self.canvas.setFont(font, SIZE)
        x = MARGIN
        for lines, width in zip(cells, widths, strict=True):
            for number, line in enumerate(lines):
                self.canvas.drawString(x + PAD, self.y - PAD - SIZE - number * LEADING + 1, line)
            x += width

    def detail(self, parts: Sequence[str]) -> None:
        self.canvas.setFont(FONT, SIZE)
        step = (
            (PAGE_WIDTH - 2 * MARGIN - 24) / max(len(parts), 1)
            if len(parts) > 3
            else (PAGE_WIDTH - 2 * MARGIN - 24) / 3
        )
        for number, part in enumerate(parts):
            x = MARGIN + 24 + number * step
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(x - 9, self.y - SIZE, 6, 6, stroke=1, fill=0)
            self.canvas.drawString(x, self.y - SIZE, part)
        self.y -= LEADING + 0.5


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(column.width for column in columns)
    return [(PAGE_WIDTH - 2 * MARGIN) * column.width / whole for column in columns]


def _detail_rows(details: Sequence[str]) -> list[tuple[str, ...]]:
    """Detail lines three abreast, or fewer where they are long."""
    texts = [printable(text) for text in details]
    widest = max((stringWidth(text, FONT, SIZE) for text in texts), default=0.0)
    whole = PAGE_WIDTH - 2 * MARGIN - 24
    abreast = max(1, min(3, int(whole // (widest + 14)))) if texts else 1
    return [tuple(texts[i : i + abreast]) for i in range(0, len(texts), abreast)]


@lru_cache(maxsize=100_000)
def wrap(text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    """Lines of a text that fit a width; at spaces where there are some, else inside a word.

    Cached, since the pages are laid out twice (to count them) and cells repeat.
    """
    return tuple(_wrap(text, width, font, size)) or ("",)


def _wrap(text: str, width: float, font: str, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if stringWidth(joined, font, size) <= width:
            line = joined
            continue
        if line:
            yield line
        while stringWidth(word, font, size) > width and len(word) > 1:
            cut = next(n for n in range(len(word), 0, -1) if n == 1 or stringWidth(word[:n], font, size) <= width)
            yield word[:cut]
            word = word[cut:]
        line = word
    if line:
        yield line
