"""Tables as CSV: one file a table, header of keys, UTF-8. A text that a spreadsheet would run as a formula gets
a leading quote.
"""

import csv
import io

from fabric.sheets.table import Cell, Document, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(document: Document) -> dict[str, bytes]:
    """File name to content for every table of a document."""
    return {f"{table.name}.csv": table_csv(table).encode("utf-8") for table in document.tables}


def table_csv(table: Table) -> str:
    """The text of one table."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([plain_cell(cell) for cell in row] for row in table.rows)
    return buffer.getvalue()


def plain_cell(cell: Cell) -> Cell:
    """A cell that stays text in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
