"""Documents as XLSX: one sheet a table, frozen headings, filters, widths; texts are never formulas. The only
door to xlsxwriter.
"""

import io
from datetime import UTC, datetime

import xlsxwriter

from fabric.sheets.table import Document, Table

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date, so that the same plan gives the same bytes."""
MOST_ROWS = 1_048_575


def write_xlsx(document: Document) -> dict[str, bytes]:
    """File name to content; one workbook a document."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    workbook.set_properties({"title": document.title, "created": _CREATED})
    heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in document.tables:
        for part, start in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS)):
            sheet = workbook.add_worksheet(table.title[:28] + (f" {part + 1}" if part else ""))
            _fill(sheet, table, table.rows[start : start + MOST_ROWS], heading)
    workbook.close()
    return {f"{document.name}.xlsx": buffer.getvalue()}


def _fill(
    sheet: "xlsxwriter.worksheet.Worksheet",
    table: Table,
    rows: tuple[tuple[str | int | float, ...], ...],
    heading: object,
) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        longest = max([len(column.heading), *(len(str(row[number])) for row in rows[:500])])
        sheet.set_column(number, number, min(max(longest + 2, 6), 60))
        sheet.write_string(0, number, column.heading, heading)
    for index, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(index, number, cell)
            else:
                sheet.write_number(index, number, cell)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
