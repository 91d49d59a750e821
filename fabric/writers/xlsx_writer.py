"""Documents as XLSX: one sheet per table, frozen headings, filters, widths; texts are never formulas.

Numbers are numbers with their decimals, moments are dates, amounts are dollars. Printed pages name the document, the
plan and their number. Columns whose keys end in `_scan` mark a value that stands twice. Rows go to the file one by
one. The only door to xlsxwriter.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fabric.writers.table import Cell, SheetDocument, Table, plain_text

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date, so that the same plan gives the same bytes."""
MOST_ROWS = 1_048_575
PAPER_CODES = {"A4": 9, "Letter": 1}
WIDEST = 60
"""Widest column in characters; longer texts wrap."""
PAGE_CHARACTERS = 180
"""Widths of columns in characters that one printed page takes: at more, type of 11 points shrinks below 7."""
MOST_HEADER = 110
"""Most characters of a text at the head of a printed page; the format takes 255 for all of one head or foot."""
MONEY_FORMAT, DAY_FORMAT, MOMENT_CELL_FORMAT = "[$USD] #,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


class _Formats:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        self.workbook = workbook
        self.heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.twice = workbook.add_format({"bg_color": "#FFC7CE"})
        self._found: dict[str, Format] = {}

    def of(self, number_format: str) -> Format:
        """The format of cells with a number."""
        if number_format not in self._found:
            self._found[number_format] = self.workbook.add_format({"num_format": number_format})
        return self._found[number_format]

    def of_decimal(self, cell: Decimal) -> Format:
        """The format that shows as many decimals as a figure has."""
        decimals = -int(cell.as_tuple().exponent)
        return self.of(f"0.{'0' * decimals}" if decimals > 0 else "0")


def write_xlsx(document: SheetDocument, path: Path, paper_name: str) -> None:
    """Writes one workbook."""
    workbook = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True},
    )
    workbook.set_properties({"title": document.title, "comments": document.origin, "created": _CREATED})
    formats = _Formats(workbook)
    for table in document.tables:
        for part, start in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS)):
            sheet = workbook.add_worksheet(table.title[:28] + (f" {part + 1}" if part else ""))
            sheet.set_paper(PAPER_CODES[paper_name])
            _set_head_and_foot(sheet, document, table)
            _fill(sheet, table, start, formats)
    try:
        workbook.close()
    except FileCreateError as error:
        # The library hides the message of the system, such as a full disk.
        raise OSError(*error.args[0].args) from error


def _set_head_and_foot(sheet: Worksheet, document: SheetDocument, table: Table) -> None:
    """Document and table above each printed page, plan, revision and number of the page below."""
    title = _header_text(f"{document.title}: {table.title}")
    sheet.set_header(f"&L{title}&R{_header_text(document.subtitle)}")
    sheet.set_footer(f"&L{_header_text(document.origin, 2 * MOST_HEADER)}&Rpage &P of &N")


def _header_text(text: str, most: int = MOST_HEADER) -> str:
    """A text at the head or foot of a page, where `&` begins a code; cut where there is no room."""
    escaped = text.replace("&", "&&")
    return escaped if len(escaped) <= most else escaped[:most].rstrip("&")


def _fill(sheet: Worksheet, table: Table, start: int, formats: _Formats) -> None:
    rows = table.rows[start : start + MOST_ROWS]
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    widths = _widths(table, rows)
    pages = -(-sum(widths) // PAGE_CHARACTERS)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.whole_heading, formats.heading)
    for index, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(index, number, cell, formats.wrapped if len(cell) > WIDEST else None)
            else:
                _write_number(sheet, index, number, cell, formats)
    for number, column in enumerate(table.columns):
        if rows and column.key.endswith("_scan"):
            twice = {"type": "duplicate", "format": formats.twice}
            sheet.conditional_format(1, number, len(rows), number, twice)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)


def _write_number(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    """A cell that is no text, with the format of its type."""
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, formats.of_decimal(cell))
    elif isinstance(cell, float):
        sheet.write_number(row, column, cell, formats.of(MONEY_FORMAT))
    elif isinstance(cell, date):
        moment = MOMENT_CELL_FORMAT if isinstance(cell, datetime) else DAY_FORMAT
        sheet.write_datetime(row, column, cell, formats.of(moment))
    else:
        sheet.write_number(row, column, cell)


def _widths(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> list[int]:
    """Widths of the columns in characters, by their headings and first rows."""
    widths = []
    for number, column in enumerate(table.columns):
        longest = max([len(column.heading), len(column.group), *(len(plain_text(row[number])) for row in rows[:500])])
        widths.append(min(max(longest + 2, 6), WIDEST))
    return widths
