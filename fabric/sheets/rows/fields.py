"""Columns of a document: each names a field of the rows and the way in which it is printed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from fabric.writers import NO_BREAK, Cell, Column, Table

Row = TypeVar("Row")


@dataclass(frozen=True)
class Field(Generic[Row]):
    """One column: its key, its heading, how it reads a cell from a row, and its relative width in print."""

    key: str
    """Header in CSV files."""
    heading: str
    """Words for people."""
    read: Callable[[Row], Cell]
    """Function that gives the cell of a row."""
    width: float = 1.0
    """Width in print, relative to the other columns; 1 is usual."""
    group: str = ""
    """Words above this column and its neighbours with the same words."""

    @property
    def column(self) -> Column:
        """The column of the table."""
        return Column(self.key, self.heading, self.width, self.group)


def blank(_: object) -> Cell:
    """A cell that people fill in."""
    return ""


def columns_of(fields: Sequence[Field[Row]]) -> tuple[Column, ...]:
    """The columns of some fields."""
    return tuple(field.column for field in fields)


def cells_of(fields: Sequence[Field[Row]], rows: Iterable[Row]) -> tuple[tuple[Cell, ...], ...]:
    """The cells of each row."""
    found = tuple(rows)
    return tuple(zip(*(map(field.read, found) for field in fields), strict=True))


def keep_together(table: Table, spaces: re.Pattern[str]) -> Table:
    """The table for print: no line ends at a space that a pattern finds, such as that between a figure and its unit."""

    def keep(cell: Cell) -> Cell:
        return spaces.sub(lambda found: found.group().replace(" ", NO_BREAK), cell) if isinstance(cell, str) else cell

    return replace(table, rows=tuple(tuple(map(keep, cells)) for cells in table.rows))


def make_table(
    name: str, title: str, fields: Sequence[Field[Row]], rows: Iterable[Row], notes: tuple[str, ...] = ()
) -> Table:
    """A table with a column for each field."""
    return Table(name=name, title=title, columns=columns_of(fields), rows=cells_of(fields, rows), notes=notes)
