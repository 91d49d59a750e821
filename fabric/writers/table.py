"""The parts of a document: tables of plain cells, the same for every format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date
"""A cell: a text, a count, an amount of money in US dollars (float), a figure with the decimals that print shows
(Decimal), a day (date) or a moment of local time (datetime)."""
MOMENT_FORMAT = "%Y-%m-%d %H:%M"
"""A moment in CSV files and in print, to the minute."""


def plain_text(cell: Cell) -> str:
    """A cell as text, as CSV files have it."""
    return f"{cell:{MOMENT_FORMAT}}" if isinstance(cell, datetime) else str(cell)


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    key: str
    """Header in CSV files. `done` and `..._ok` are printed as boxes to tick."""
    heading: str
    """Words for people."""
    width: float = 1.0
    """Width in print, relative to the other columns."""
    group: str = ""
    """Words above this column and its neighbours with the same words; empty for columns that stand alone."""

    @property
    def whole_heading(self) -> str:
        """Heading behind the words of its group, where no row stands above the headings."""
        return f"{self.group}: {self.heading}" if self.group else self.heading


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under columns."""

    name: str
    """Name of its CSV file."""
    title: str
    """Heading in print; the first 28 characters name the XLSX sheet."""
    columns: tuple[Column, ...]
    """Columns from left to right."""
    rows: tuple[tuple[Cell, ...], ...]
    """Cells of each row, one for each column."""
    notes: tuple[str, ...] = ()
    """Paragraphs above the table, in print alone."""
    details: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Lines below a row (by index), in print alone."""
    resume: Mapping[int, str] = field(default_factory=dict)
    """Line above the details of a row that continue on another page."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """Large line above a row (by index) for the rows from there on, again on each further page, in print alone."""
    sums: frozenset[int] = frozenset()
    """Rows (by index) that sum others up: print has no box to tick there."""
    has_rules: bool = False
    """Whether print draws a line between columns, where texts of two of them would be read as one."""
    pad: float = 2.0
    """Room above and below the text of a row in print, in points."""


@dataclass(frozen=True, kw_only=True)
class SheetDocument:
    """One document in all formats."""

    name: str
    """Name of its XLSX and PDF files."""
    title: str
    """Heading at the upper left of every page."""
    subtitle: str
    """Site, counts or selection, at the upper right of every page."""
    tables: tuple[Table, ...]
    """Tables of its CSV and XLSX files."""
    print_tables: tuple[Table, ...] = ()
    """The same rows as print arranges them; `tables` where empty."""
    is_upright: bool = False
    """Whether print is in portrait; else in landscape."""
    origin: str = ""
    """Site, plan and revision, at the foot of every page."""
