"""Documents of tables as PDF that prints well in black and white: headings and page numbers on
every page.

Cells wrap, nothing is cut: a word that is wider than its column is broken. Rows are never split over pages; detail
lines below a row run in as many columns as fit, and start on a new page rather than leave their row. A table begins
below the one before where the rest of the page takes it whole; a table of several pages begins there where half a page
is left.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from fabric.writers.fonts import BOLD, FONT, NO_BREAK, fit_size, split_words, width_pt, wrap
from fabric.writers.pages import MARGIN, Pages, Paper
from fabric.writers.table import Cell, Column, SheetDocument, Table, plain_text

SIZE, LEADING = 7.5, 9.0
NOTE_SIZE, NOTE_LEADING = 8.0, 10.5
TITLE_SHARE = 0.7
"""Share of the width of a page that a title may take; a longer one is set smaller."""
PAD = 2.0
INDENT = 24.0
BOTTOM = MARGIN + 4
MOST_WORD = 0.2
"""Share of the width of a page up to which a word is kept whole."""
SURE = 0.01
"""Points by which a column is wider than its text, so that no sum of widths falls short by a rounding."""
KEEP = 6
"""Detail lines that stay on the page of their row; all of them where there are fewer."""
HEADING, HEADING_SIZE = 16.0, 10.5
"""Height of a line above some rows, and of its type, in points."""
BETWEEN = 26.0
"""Room for the heading of a table that follows another one on the same page, in points."""


def write_pdf(document: SheetDocument, path: Path, paper: Paper) -> None:
    """Writes the print tables of a document, or its tables where print has none of its own."""
    paper = paper.portrait if document.is_upright else paper.landscape
    name = document.name.replace("_", " ")
    with Pages(path, document.title, paper, " / ".join(part for part in (name, document.origin) if part)) as pages:
        left = 0.0
        for table in document.print_tables or document.tables:
            left = _TableWriter(pages, document, table, left).write()


def cell_text(cell: Cell) -> str:
    """A cell as print shows it: amounts with two decimals and separators."""
    if isinstance(cell, str):
        return cell
    return f"{cell:,.2f}" if isinstance(cell, float) else plain_text(cell)


class _TableWriter:
    """Lays one table out, page by page."""

    def __init__(self, pages: Pages, document: SheetDocument, table: Table, left: float):
        self.pages, self.document, self.table = pages, document, table
        self.room = pages.width - 2 * MARGIN
        self.widths = share_width(self.room, table)
        self.rooms = [width - 2 * PAD for width in self.widths]
        self.heads = [
            wrap(column.heading, width - 2 * PAD, BOLD, SIZE)
            for column, width in zip(table.columns, self.widths, strict=True)
        ]
        self.ticked = [is_ticked(column) for column in table.columns]
        self.section = ""
        """The line above the rows that are being written; empty before the first."""
        self.y = left
        """The height above the foot of the page at which the next line begins; 0 before the first page."""
        heads = max(map(len, self.heads)) * LEADING + 2 * PAD
        heads += LEADING + PAD if any(column.group for column in table.columns) else 0
        self.heads_height = heads
        self.tallest = pages.height - MARGIN - 8 - 40 - heads - BOTTOM

    def write(self) -> float:
        """All pages of the table; the height at which the last one ends."""
        table = self.table
        if self.follows():
            self.follow()
        else:
            self.start_page()
        for note in table.notes:
            self.paragraph(note)
        self.heading()
        for index, row in enumerate(table.rows):
            cells = self.wrapped(row)
            abreast, details = self.detail_rows(table.details.get(index, ()))
            height = self.row_height(cells)
            if index in table.headings:
                self.begin_section(table.headings[index], height)
            while height > self.tallest:
                # A row that is taller than a page continues on the next one.
                fits = int((self.tallest - 2 * PAD) // LEADING)
                self.next_page()
                top = [lines[:fits] for lines in cells]
                self.row(top, self.row_height(top), is_ruled=True, has_boxes=index not in table.sums)
                cells = [lines[fits:] for lines in cells]
                height = self.row_height(cells)
            kept = min(len(details), KEEP) * (LEADING + 0.5)
            if self.y - height - kept < BOTTOM:
                self.next_page()
            self.row(cells, height, is_ruled=not details, has_boxes=index not in table.sums)
            for line in details:
                if self.y - LEADING < BOTTOM:
                    self.next_page()
                    if index in table.resume:
                        self.paragraph(table.resume[index])
                self.detail(line, abreast)
            if details:
                self.y -= PAD
                self.rule()
        if not table.rows:
            self.paragraph("Nothing.")
        return self.y

    def wrapped(self, row: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The lines of each cell of a row."""
        return [wrap(cell_text(cell), room, FONT, SIZE) for cell, room in zip(row, self.rooms, strict=True)]

    def row_height(self, cells: Sequence[Sequence[str]]) -> float:
        """The height of a row of wrapped cells."""
        return max(map(len, cells)) * LEADING + 2 * self.table.pad

    def next_page(self) -> None:
        """Another page of the table, with the headings of its columns and of the rows that go on."""
        self.start_page()
        self.heading()
        if self.section:
            self.section_line(f"{self.section} (continued)")

    def begin_section(self, words: str, height: float) -> None:
        """The line above rows; on another page where it would stand there with fewer than three of them."""
        self.section = ""
        if self.y - HEADING - 3 * height < BOTTOM:
            self.next_page()
        self.section = words
        self.section_line(words)

    def section_line(self, words: str) -> None:
        """A large line on grey."""
        self.pages.box(MARGIN, self.y - HEADING, self.room, HEADING, 0, 0.88)
        size = fit_size(words, self.room - 2 * PAD, BOLD, HEADING_SIZE)
        self.pages.text(MARGIN + PAD, self.y - HEADING + 4.5, words, bold=True, size=size)
        self.y -= HEADING

    def follows(self) -> bool:
        """Whether the table begins below the one before."""
        room = self.y - BETWEEN - BOTTOM
        if self.y == 0 or self.table.details:
            return False
        whole = self.heads_height + sum(NOTE_LEADING * len(self.note_lines(note)) + 2 for note in self.table.notes)
        whole += len(self.table.headings) * HEADING
        for row in self.table.rows:
            whole += self.row_height(self.wrapped(row))
            if whole > self.tallest:
                return room >= self.tallest / 2
        return whole + (0 if self.table.rows else NOTE_LEADING + 2) <= room

    def follow(self) -> None:
        """The title of a table below another one."""
        self.y -= BETWEEN
        self.pages.text(
            MARGIN, self.y + 6, self.table.title, bold=True, size=fit_size(self.table.title, self.room, BOLD, 11)
        )

    def note_lines(self, text: str) -> tuple[str, ...]:
        """A note over the width of the page."""
        return wrap(text, self.room, FONT, NOTE_SIZE)

    def start_page(self) -> None:
        """A new page with title and subtitle."""
        pages = self.pages
        pages.start()
        top = pages.height - MARGIN - 8
        title = f"{self.document.title}: {self.table.title}"
        size = fit_size(title, TITLE_SHARE * self.room, BOLD, 12)
        pages.text(MARGIN, top, title, bold=True, size=size)
        left = width_pt(title, BOLD, size) + 12
        lines = wrap(self.document.subtitle, max(self.room - left, 120), FONT, NOTE_SIZE)
        for number, line in enumerate(lines):
            pages.text_right(pages.width - MARGIN, top - number * NOTE_LEADING, line, size=NOTE_SIZE)
        self.y = top - 14 - (len(lines) - 1) * NOTE_LEADING

    def paragraph(self, text: str) -> None:
        """A note over the width of the page."""
        for line in self.note_lines(text):
            self.pages.text(MARGIN, self.y - 8, line, size=NOTE_SIZE)
            self.y -= NOTE_LEADING
        self.y -= 2

    def heading(self) -> None:
        """The headings of the columns, with a line below; words of groups stand above their columns."""
        self.groups()
        self.cells(self.heads, bold=True, pad=PAD)
        self.column_rules(max(map(len, self.heads)) * LEADING + 2 * PAD)
        self.y -= max(map(len, self.heads)) * LEADING + 2 * PAD
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y, 0.9)

    def groups(self) -> None:
        """The words of groups of columns, each with a line over its columns."""
        columns = self.table.columns
        if not any(column.group for column in columns):
            return
        x = MARGIN
        for words, run in groupby(zip(columns, self.widths, strict=True), lambda pair: pair[0].group):
            width = sum(one for _, one in run)
            if words:
                self.pages.text(x + PAD, self.y - PAD - SIZE + 1, words, True, SIZE)
                self.pages.line(x + PAD, self.y - LEADING - PAD, x + width - PAD, self.y - LEADING - PAD, 0.9)
            x += width
        self.y -= LEADING + PAD

    def row(self, cells: Sequence[tuple[str, ...]], height: float, is_ruled: bool, has_boxes: bool) -> None:
        """One row: the lines of its cells, boxes to tick where a cell is empty and the row is no sum, and a line below
        where no details follow.
        """
        self.cells(cells, bold=False, pad=self.table.pad)
        x, pad = MARGIN, self.table.pad
        side = min(9.0, LEADING + 2 * pad - 2.5)
        for ticked, width, lines in zip(self.ticked, self.widths, cells, strict=True):
            if ticked and has_boxes and not any(lines):
                self.pages.box(x + width / 2 - side / 2, self.y - (LEADING + 2 * pad + side) / 2, side, side, 0.8)
            x += width
        self.column_rules(height)
        self.y -= height
        if is_ruled:
            self.rule()

    def column_rules(self, height: float) -> None:
        """Lines between the columns of a row that is about to end, in a table that has them."""
        for number in range(1, len(self.widths) if self.table.has_rules else 0):
            x = MARGIN + sum(self.widths[:number])
            self.pages.line(x, self.y, x, self.y - height)

    def rule(self) -> None:
        """A line below a row and its details."""
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y)

    def cells(self, cells: Sequence[tuple[str, ...]], bold: bool, pad: float) -> None:
        """The lines of all cells of a row, from the top of the row down."""
        x, top = MARGIN + PAD, self.y - pad - SIZE + 1
        for lines, width in zip(cells, self.widths, strict=True):
            for number, line in enumerate(lines):
                if line:
                    self.pages.text(x, top - number * LEADING, line, bold, SIZE)
            x += width

    def detail(self, parts: Sequence[str], abreast: int) -> None:
        """A line of details side by side, each with a box to tick."""
        step = (self.room - INDENT) / abreast
        for number, part in enumerate(parts):
            x = MARGIN + INDENT + number * step
            self.pages.box(x - 9, self.y - SIZE, 6, 6)
            self.pages.text(x, self.y - SIZE, part, size=SIZE)
        self.y -= LEADING + 0.5

    def detail_rows(self, details: Sequence[str]) -> tuple[int, list[tuple[str, ...]]]:
        """Detail lines three abreast, or fewer where they are long, and how many abreast."""
        widest = max((width_pt(text, FONT, SIZE) for text in details), default=0.0)
        abreast = max(1, min(3, int((self.room - INDENT) // (widest + 14)))) if details else 1
        lines = [wrapped for text in details for wrapped in wrap(text, self.room - INDENT, FONT, SIZE)]
        details = lines if abreast == 1 else details
        return abreast, [tuple(details[i : i + abreast]) for i in range(0, len(details), abreast)]


def share_width(room: float, table: Table) -> list[float]:
    """The widths of the columns in points: by their shares, but no column narrower than its longest word, as long as
    all words fit together: a part number over two lines is read as two. What a column does not fill goes to those
    whose cells would take a second line.
    """
    columns = table.columns
    most = room * MOST_WORD
    texts = [{cell_text(row[number]) for row in table.rows} for number in range(len(columns))]
    least = [
        2 * PAD + SURE + _widest(column.heading.split(), {word for text in found for word in split_words(text)}, most)
        for column, found in zip(columns, texts, strict=True)
    ]
    whole = sum(column.width for column in columns)
    if sum(least) > room:
        return [room * column.width / whole for column in columns]
    widths = _no_narrower([column.width for column in columns], least, room)
    wanted = [2 * PAD + SURE + _widest((), {text.replace(NO_BREAK, " ") for text in found}, most) for found in texts]
    spare = [
        max(0.0, width - max(low, want)) if any(found) else 0.0
        for width, low, want, found in zip(widths, least, wanted, texts, strict=True)
    ]
    given = 0.0
    needs = [want - width for want, width in zip(wanted, widths, strict=True)]
    for need, number in sorted(zip(needs, range(len(columns)), strict=True)):
        more = min(need, sum(spare) - given)
        if more > 0:
            given += more
            widths[number] += more
    if given:
        widths = [width - given * one / sum(spare) for width, one in zip(widths, spare, strict=True)]
    return widths


def _no_narrower(shares: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Parts of the room by shares, none below its least."""
    fixed: set[int] = set()
    while True:
        free = room - sum(least[number] for number in fixed)
        whole = sum(share for number, share in enumerate(shares) if number not in fixed)
        widths = [least[n] if n in fixed else free * share / whole for n, share in enumerate(shares)]
        narrow = {number for number, width in enumerate(widths) if width < least[number] - 0.001}
        if not narrow:
            return widths
        fixed |= narrow


def _widest(heading: Iterable[str], texts: Iterable[str], most: float) -> float:
    """The width of the widest of some words and texts, of those up to `most` points; others are broken."""
    heads = [width_pt(word, BOLD, SIZE) for word in heading]
    widths = (*heads, *(width_pt(text, FONT, SIZE) for text in texts))
    return max((width for width in widths if width <= most), default=0.0)


def is_ticked(column: Column) -> bool:
    """Whether print shows a column as a box to tick."""
    return column.key == "done" or column.key.endswith("_ok")
