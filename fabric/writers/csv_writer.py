"""Tables as CSV: one file per table, header of keys, UTF-8, written row by row.

A text that a spreadsheet would run as a formula gets a leading quote; so does one that begins with a quote, so that a
reader who takes one leading quote away gets the text that was meant.
"""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fabric.writers.table import Cell, SheetDocument, Table, plain_text

_MARKED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_FIRST_SIGNS = frozenset(_MARKED)
BLOCK = 4_096
"""Rows that are looked at together, column by column."""


def write_csv(document: SheetDocument, folder: Path) -> list[str]:
    """Writes a file for every table of a document; their names."""
    for table in document.tables:
        write_table(table, folder / f"{table.name}.csv")
    return [f"{table.name}.csv" for table in document.tables]


def write_table(table: Table, path: Path) -> None:
    """Writes one table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.key for column in table.columns])
        for start in range(0, len(table.rows), BLOCK):
            block = table.rows[start : start + BLOCK]
            # Most columns have nothing to mark, which one look at all their cells tells.
            columns = [map(plain_cell, cells) if _is_marked(cells) else cells for cells in zip(*block, strict=True)]
            writer.writerows(zip(*columns, strict=True))


def _is_marked(cells: Sequence[Cell]) -> bool:
    """Whether `plain_cell` changes some cells of a column."""
    kinds = set(map(type, cells))
    if datetime in kinds:
        return True
    texts = set(cells) if kinds == {str} else cells
    return not _FIRST_SIGNS.isdisjoint({text[:1] for text in texts if isinstance(text, str)})


def plain_cell(cell: Cell) -> Cell:
    """A cell that stays text in a spreadsheet."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_MARKED) else cell
    return plain_text(cell) if isinstance(cell, datetime) else cell
