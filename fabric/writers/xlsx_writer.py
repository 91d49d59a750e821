"""Documents as XLSX: one sheet per table, frozen headings, filters, widths; texts are never formulas.

Rows go to the file one by one. The only door to xlsxwriter.
"""

from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from fabric.writers.table import SheetDocument, Table

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date, so that the same plan gives the same bytes."""
MOST_ROWS = 1_048_575
PAPER_CODES = {"A4": 9, "Letter": 1}


def write_xlsx(document: SheetDocument, path: Path, paper_name: str) -> None:
    """Writes one workbook."""
    workbook = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True},
    )
    workbook.set_properties({"title": document.title, "comments": document.origin, "created": _CREATED})
    heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in document.tables:
        for part, start in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS)):
            sheet = workbook.add_worksheet(table.title[:28] + (f" {part + 1}" if part else ""))
            sheet.set_paper(PAPER_CODES[paper_name])
            _fill(sheet, table, start, heading)
    try:
        workbook.close()
    except FileCreateError as error:
        # The library hides the message of the system, such as a full disk.
        raise OSError(*error.args[0].args) from error


def _fill(sheet: "xlsxwriter.worksheet.Worksheet", table: Table, start: int, heading: object) -> None:
    rows = table.rows[start : start + MOST_ROWS]
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        longest = max([len(column.heading), *(len(str(row[number])) for row in rows[:500])])
        sheet.set_column(number, number, min(max(longest + 2, 6), 60))
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.heading, heading)
    for index, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(index, number, cell)
            else:
                sheet.write_number(index, number, cell)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
