"""What a document is made of: tables of plain cells, the same for every format."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = str | int | float


@dataclass(frozen=True)
class Column:
    """A column: key (CSV header), heading for people, and relative width in print."""

    key: str
    heading: str
    width: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under columns. `details` are lines printed below a row (by index); `notes` stand above the table.

    Where details run on over a page, `resume` says of which row they are. A column `done` or `..._ok` is for ticks.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    details: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    resume: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SheetDocument:
    """One document: the tables of its CSV and XLSX files, and how print arranges the same rows, if otherwise.

    `origin` names the plan at the foot of every printed page.
    """

    name: str
    title: str
    subtitle: str
    tables: tuple[Table, ...]
    print_tables: tuple[Table, ...] = ()
    origin: str = ""
