"""Documents as XLSX: one sheet per table, frozen headings, filters, widths; texts are never formulas.

Numbers are numbers with their decimals, moments are dates, amounts are dollars. Rows are as high as their wrapped
texts. Printed pages name the document, the plan and their number; where a sheet is several pages wide, each page begins
with the columns that tell its rows apart. Columns whose keys end in `_scan` mark a value that stands twice. Rows go to
the file one by one. The only door to rustpy_xlsxwriter.
"""

import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from rustpy_xlsxwriter import Format, write_worksheets

from fabric.writers.table import Cell, Column, SheetDocument, Table, plain_text

_CREATED = "2000-01-01T00:00:00Z"
"""A fixed date, so that the same plan gives the same bytes."""
MOST_ROWS = 1_048_575
LONGEST, CUT = 32_767, " (cut: the CSV file has it all)"
"""Most letters that the format takes in a cell, and the end of a text that has more."""
PAPER_CODES = {"A4": 9, "Letter": 1}
WIDEST = 60
"""Widest column in characters; longer texts wrap."""
LEAST_PCT = 64
"""Least scale of a printed page in percent: type of 11 points is 7 points high then."""
MARGIN_INCH = 0.4
"""White at the left and right edge of a printed page."""
ROOM_PT = {"A4": 841.9 - 144 * MARGIN_INCH, "Letter": 792 - 144 * MARGIN_INCH}
"""Width of a page on its side between its margins, in points."""
CHARACTER_PT, CELL_PT = 5.25, 3.75
"""Width of a character, and the white of a cell, in points at full scale."""
FILLED = 0.86
"""Share of a page that columns fill at most at a larger scale than the least: another font is up to 15 % wider."""
LINE_PT, TALLEST_PT = 15.0, 405.0
"""Height of a line in points, and of the highest row: the format takes 409."""
FIRST_ROWS, LAST_ROWS = 500, 20
"""Rows by which the width of a column is found: the first, and the last, where sums stand."""
MOST_HEADER = 110
"""Most characters of a text at the head of a printed page; the format takes 255 for all of one head or foot."""
AFTER = "_)_)"
"""White behind a number, as wide as two brackets: the next column begins apart. Viewers lose an indent."""
MONEY_FORMAT, DAY_FORMAT, MOMENT_CELL_FORMAT = f"[$USD] #,##0.00{AFTER}", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def write_xlsx(document: SheetDocument, path: Path, paper_name: str) -> None:
    """Writes one workbook."""
    sheets = [
        _Sheet(table, table.title[:28] + (f" {part + 1}" if part else ""), table.rows[start : start + MOST_ROWS])
        for table in document.tables
        for part, start in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS))
    ]
    write_worksheets(
        [(sheet.name, sheet.records()) for sheet in sheets],
        str(path),
        freeze_panes={"general": {"row": 1, "col": 0}},
        column_widths={sheet.name: [float(width) for width in sheet.widths] for sheet in sheets},
        column_formats={sheet.name: sheet.formats() for sheet in sheets},
        header_format={"general": Format().set_bold().set_border_bottom("thin").set_text_wrap().set_align("top")},
        autofilter={sheet.name: True for sheet in sheets if sheet.rows},
        row_heights={sheet.name: sheet.row_heights() for sheet in sheets},
        conditional_formats={sheet.name: sheet.marks() for sheet in sheets},
        page_setup={sheet.name: _page_setup(sheet, document, paper_name) for sheet in sheets},
    )
    _set_properties(path, document)


class _Sheet:
    """The rows of one sheet, with the width and the format of each column."""

    def __init__(self, table: Table, name: str, rows: tuple[tuple[Cell, ...], ...]):
        self.title, self.name, self.columns = table.title, name, table.columns
        self.keys = [column.whole_heading for column in table.columns]
        assert len(set(self.keys)) == len(self.keys), f"{table.name}: two columns have the same heading"
        self._formats: list[Format | None] = []
        self.widths: list[int] = []
        has_long = False
        for number, column in enumerate(table.columns):
            cells = [row[number] for row in rows]
            once = _each_once(cells)
            has_long = has_long or _has_long(once)
            self._formats.append(_format_of(once))
            self.widths.append(_width(column, cells))
        self.rows = _shorten(rows) if has_long else rows

    def records(self) -> Iterator[dict[str, Any]]:
        """Each row by headings. A sheet without rows has an empty one, from which its headings come."""
        return (dict(zip(self.keys, row, strict=True)) for row in self.rows or [("",) * len(self.keys)])

    def formats(self) -> dict[str, Format]:
        """The formats of the columns that need one."""
        formats = dict(zip(self.keys, self._formats, strict=True))
        if WIDEST in self.widths:
            # Cells beside a text of several lines begin beside its first line.
            return {key: (one or Format()).set_align("top") for key, one in formats.items()}
        return {key: one for key, one in formats.items() if one is not None}

    def row_heights(self) -> dict[int, float]:
        """The heights of the rows that take several lines, in points; the headings are row 0."""
        lines = max(len(wrap(key, width)) for key, width in zip(self.keys, self.widths, strict=True))
        found = {0: lines} if lines > 1 else {}
        for column in (number for number, width in enumerate(self.widths) if width == WIDEST):
            for number, row in enumerate(self.rows, start=1):
                cell = row[column]
                if isinstance(cell, str) and len(cell) > WIDEST:
                    found[number] = max(found.get(number, 1), -(-len(cell) // WIDEST))
        return {number: min(LINE_PT * lines, TALLEST_PT) for number, lines in found.items()}

    @property
    def widths_pt(self) -> list[float]:
        """The widths of the columns at full scale."""
        return [CHARACTER_PT * width + CELL_PT for width in self.widths]

    def key_columns(self, room_pt: float) -> int:
        """The least number of first columns that together tell rows apart; fewer where half a page has no room."""
        rows, widths = self.rows[:FIRST_ROWS], self.widths_pt
        for count in range(1, len(self.columns)):
            is_full = sum(widths[: count + 1]) > room_pt / 2
            if is_full or len({row[:count] for row in rows}) == len(rows):
                return count
        return 1

    def marks(self) -> dict[str, Any]:
        """The rules that mark what stands twice."""
        twice = {"type": "duplicate", "format": Format().set_background_color("#FFC7CE")}
        scanned = [key for key, column in zip(self.keys, self.columns, strict=True) if column.key.endswith("_scan")]
        return dict(zip(scanned, repeat(twice))) if self.rows else {}


def _each_once(cells: list[Cell]) -> Collection[Cell]:
    """Cells without those that are the same value in memory again: columns repeat a few values. Equal figures may
    differ in their decimals, so they are not compared.
    """
    return dict(zip(map(id, cells), cells, strict=True)).values()


def _has_long(cells: Collection[Cell]) -> bool:
    """Whether a text of a column is longer than a cell can hold."""
    return any(isinstance(cell, str) and len(cell) > LONGEST for cell in cells)


def _shorten(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with texts that a cell can hold; the CSV file has the whole text."""
    return tuple(
        tuple(
            cell[: LONGEST - len(CUT)] + CUT if isinstance(cell, str) and len(cell) > LONGEST else cell for cell in row
        )
        for row in rows
    )


def _width(column: Column, cells: list[Cell]) -> int:
    """Width in characters, by the heading, the first and last rows, and all amounts."""
    some = cells[:FIRST_ROWS] + cells[-LAST_ROWS:]
    decimals = _decimals(some)
    amounts = (f"USD {cell:,.2f}" for cell in cells if isinstance(cell, float)) if float in map(type, cells) else ()
    figures = (f"{cell:.{decimals}f}" for cell in some if isinstance(cell, Decimal))
    longest = max(map(len, chain((column.heading, column.group), map(plain_text, some), amounts, figures)))
    return min(max(longest + 2, 6), WIDEST)


def _format_of(cells: Collection[Cell]) -> Format | None:
    """The format of a column: dollars, days, moments, or figures with the most decimals that one of them has.

    Figures beside counts are shown as they are. Long texts wrap. Numbers keep a distance from the next column, and days
    begin below their heading.
    """
    kinds = set(map(type, cells))
    if datetime in kinds or date in kinds:
        return Format().set_num_format(MOMENT_CELL_FORMAT if datetime in kinds else DAY_FORMAT).set_align("left")
    if any(isinstance(cell, str) and len(cell) > WIDEST - 2 for cell in cells):
        return Format().set_text_wrap().set_align("top")
    if not kinds & {int, float, Decimal}:
        return None
    if float in kinds:
        return Format().set_num_format(MONEY_FORMAT)
    if Decimal in kinds and int not in kinds:
        decimals = _decimals(cells)
        return Format().set_num_format(f"0.{'0' * decimals}{AFTER}" if decimals else f"0{AFTER}")
    return Format().set_num_format(f"General{AFTER}" if Decimal in kinds else f"0{AFTER}")


def _decimals(cells: Collection[Cell]) -> int:
    """The most decimals that a figure has."""
    return max((0, *(-int(cell.as_tuple().exponent) for cell in cells if isinstance(cell, Decimal))))


def _page_setup(sheet: _Sheet, document: SheetDocument, paper_name: str) -> dict[str, Any]:
    """Paper, and document and table above each printed page; plan, revision and number of the page below."""
    title = _header_text(f"{document.title}: {sheet.title}")
    room = ROOM_PT[paper_name]
    most = 100 * room / LEAST_PCT
    keys = sheet.key_columns(most) if sum(sheet.widths_pt) > most else 0
    return {
        "paper_size": PAPER_CODES[paper_name],
        "landscape": True,
        "margins": {"left": MARGIN_INCH, "right": MARGIN_INCH},
        "repeat_rows": 0,
        "scale": find_scale_pct(sheet.widths_pt, keys, room),
        "header": f"&L{title}&R{_header_text(document.subtitle)}",
        "footer": f"&L{_header_text(document.origin, 2 * MOST_HEADER)}&Rpage &P of &N",
        **({"repeat_columns": (0, keys - 1)} if keys else {}),
    }


def find_scale_pct(widths_pt: Sequence[float], keys: int, room_pt: float) -> int:
    """The largest scale in percent at which columns take as few pages side by side as at the least one, 100 at most.

    A scale that is made to fit some number of pages would let type shrink as far as it takes.
    """
    fewest = count_pages_wide(widths_pt, keys, 100 * room_pt / LEAST_PCT)
    scales = range(100, LEAST_PCT, -1)
    fits = (pct for pct in scales if count_pages_wide(widths_pt, keys, 100 * FILLED * room_pt / pct) <= fewest)
    return next(fits, LEAST_PCT)


def count_pages_wide(widths_pt: Sequence[float], keys: int, room_pt: float) -> int:
    """The pages side by side that columns take, each but the first with the first `keys` columns again. A column wider
    than its page has one of its own.
    """
    again, pages, used = sum(widths_pt[:keys]), 1, 0.0
    for width in widths_pt:
        if used > (again if pages > 1 else 0.0) and used + width > room_pt:
            pages, used = pages + 1, again
        used += width
    return pages


def _header_text(text: str, most: int = MOST_HEADER) -> str:
    """A text at the head or foot of a page, where `&` begins a code; cut where there is no room."""
    escaped = text.replace("&", "&&")
    return escaped if len(escaped) <= most else escaped[:most].rstrip("&")


def _set_properties(path: Path, document: SheetDocument) -> None:
    """Title, origin and date of a workbook, in place of the moment at which it was written.

    Properties are the last parts of the file, so the parts before them stay as they are.
    """
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:description>{escape(document.origin)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:modified></cp:coreProperties>'
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        last = [part for part in book.infolist() if part.filename.startswith("docProps/")]
        content = {part.filename: book.read(part) for part in last} | {"docProps/core.xml": core.encode("utf-8")}
        for part in last:
            book.filelist.remove(part)
            del book.NameToInfo[part.filename]
        # What follows is written over the old parts and the old directory.
        book.start_dir = min(part.header_offset for part in last)
        assert all(part.header_offset < book.start_dir for part in book.infolist())
        for name, data in content.items():
            book.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
