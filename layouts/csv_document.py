"""Reads CSV files into plain values that remember their lines. Each cell is read as its column needs.

A column of names keeps what is written: `1.10`, `true` and `+5` are names there, with quotes and without. A column of
numbers takes `5.0` for 5, as spreadsheets write it. Empty columns at the right are left out. Columns are separated by
commas, or throughout by semicolons or tabs, which spreadsheets write where a comma is the decimal sign.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from layouts.document import Document, parse_scalar, parse_yaml, read_text
from layouts.faults import Fault, InputError
from layouts.key_paths import KeyPath

_CELLS = {
    sign: re.compile(rf'[ \t]*"((?:[^"]|"")*)"{blank}|([^{sign}\r\n]*)')
    for sign, blank in ((",", r"[ \t]*"), (";", r"[ \t]*"), ("\t", " *"))
}
"""A cell, quoted or not, by the sign between columns. The first that stands in the header outside quotes is taken."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_END = re.compile(r"\r\n|\r|\n")
_EXPONENT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+")


class CsvColumn(NamedTuple):
    """A column that a list may have."""

    kinds: frozenset[str]
    """Types of JSON that its values may have, such as `integer`."""
    is_required: bool
    """Whether every row has a value in it."""


class CsvRow(NamedTuple):
    """The cells of a row as written, and the line on which it begins, from 1."""

    line: int
    """Line of the file, from 1."""
    cells: list[str]
    """Text of each cell without its quotes."""


def list_columns(schema: Mapping[str, Any]) -> dict[str, CsvColumn]:
    """The columns of a list whose rows have a JSON Schema; a key inside another one is called `a.b`."""
    return dict(_walk_schema(schema, schema.get("$defs", {}), "", True))


def _walk_schema(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], before: str, required: bool
) -> Iterator[tuple[str, CsvColumn]]:
    for key, item in schema.get("properties", {}).items():
        branches = [_resolve(branch, definitions) for branch in item.get("anyOf", [item])]
        needed = required and key in schema.get("required", ())
        inner = next((branch for branch in branches if "properties" in branch), None)
        if inner is not None:
            yield from _walk_schema(inner, definitions, f"{before}{key}.", needed)
        else:
            yield (
                f"{before}{key}",
                CsvColumn(frozenset(kind for branch in branches for kind in _kinds_of(branch)), needed),
            )


def _resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = definitions[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found


def _kinds_of(schema: Mapping[str, Any]) -> list[str]:
    kinds = schema.get("type", "string")
    return kinds if isinstance(kinds, list) else [str(kinds)]


def read_csv(
    path: Path, faults: list[Fault], columns: Mapping[str, CsvColumn] | None = None, name: str | None = None
) -> Document:
    """Reads a CSV file with a header line into a list of mappings; empty cells are left out.

    A header `entry.area_mm2` makes a nested key. Where `columns` are stated, others are left out, capitals in the
    header count as small letters, and each cell is read as its column needs; else by the rules of YAML. Faults of
    header and rows are added to `faults`; such rows are left out. Raises InputError where the file is no CSV.
    """
    name = name or path.name
    header, *rows = split_rows(read_text(path, name), name)
    titles = [_title_of(cell.strip(), columns or {}) for cell in header.cells]
    faults += _repeated(name, titles)
    records: list[dict[str, Any]] = []
    lines: dict[KeyPath, int] = {(): 1}
    nameless: set[int] = set()
    for line, cells in rows:
        while len(cells) > len(titles) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(titles):
            message = f"{len(cells)} cells under {len(titles)} columns"
            faults.append(Fault(name, line, "", message, "Quote cells that contain the column separator"))
            continue
        record: dict[str, Any] = {}
        lines[(len(records),)] = line
        for number, (title, cell) in enumerate(zip(titles, cells, strict=False)):
            if not cell.strip():
                continue
            if title and (columns is None or title in columns):
                _put(record, title.split("."), read_cell(cell.strip(), columns[title] if columns else None))
            elif not title and number not in nameless:
                nameless.add(number)
                message = f"column {number + 1} has a value, and no name in line 1"
                faults.append(Fault(name, line, "", message, "Name the column, or empty it"))
        records.append(record)
    return Document(name, records, lines, tuple(title for title in titles if title))


def stated_cells(path: Path, title: str) -> Iterator[str]:
    """What the rows of a CSV file state in one column, right or wrong, rows of too many cells among them.

    Nothing where there is no such file or column. Raises InputError where the file is no CSV.
    """
    header, *rows = split_rows(read_text(path, path.name), path.name) if path.is_file() else [CsvRow(1, [])]
    titles = [cell.strip().lower() for cell in header.cells]
    if title in titles:
        at = titles.index(title)
        yield from (row.cells[at].strip() for row in rows if len(row.cells) > at)


def _title_of(cell: str, columns: Mapping[str, CsvColumn]) -> str:
    """The column that a cell of the header names; the cell itself where it names none."""
    return cell.lower() if cell not in columns and cell.lower() in columns else cell


def _repeated(name: str, titles: list[str]) -> Iterator[Fault]:
    for title in sorted(title for title, count in Counter(titles).items() if title and count > 1):
        yield Fault(name, 1, title, f"the column '{title}' occurs twice", "Remove or rename one of the two")


def split_rows(text: str, name: str) -> list[CsvRow]:
    """The header and every row that is not blank. Raises InputError where the text is not CSV or has no header."""
    if not text.strip():
        raise InputError([Fault(name, 1, "", "the file is empty", "Write a header line, or remove the file")])
    if "\0" in text:
        message = "the file holds the character of code 0, so it is not a text"
        raise InputError([Fault.of_file(name, message, "Save it as CSV in UTF-8")])
    first = _END.split(text, 1)[0]
    if first.lower().startswith("sep="):
        message = "this line tells a spreadsheet how columns are separated; the names of the columns are expected here"
        raise InputError([Fault(name, 1, "", message, "Remove the line")])
    bare = _QUOTED.sub("", first)
    sign = next((sign for sign in _CELLS if sign in bare), ",")
    if sign not in bare and "|" in bare:
        raise InputError([Fault(name, 1, "", "the columns are separated by '|'", "Save it with commas")])
    rows = [row for row in _split(text, name, sign) if row.line == 1 or any(cell.strip() for cell in row.cells)]
    if not any(cell.strip() for cell in rows[0].cells):
        message = "the line is empty; the names of the columns are expected here"
        raise InputError([Fault(name, 1, "", message, "Remove the empty lines above them")])
    return rows


def _split(text: str, name: str, sign: str) -> Iterator[CsvRow]:
    """Rows of RFC 4180 with some sign between columns. Spaces around quotes are allowed.

    Raises InputError where a quote does not fit.
    """
    at, line, begin = 0, 1, 1
    cells: list[str] = []
    while at < len(text):
        found = _CELLS[sign].match(text, at)
        assert found is not None
        quoted, plain = found.groups()
        at = found.end()
        line += len(_END.findall(quoted)) if quoted else 0
        end = _END.match(text, at)
        if (plain is not None and plain.lstrip().startswith('"')) or not (at == len(text) or text[at] == sign or end):
            message = "this is not CSV: a quote is not closed, or text follows it"
            raise InputError([Fault(name, line, "", message, "Save it again as comma-separated text")])
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        if end or at == len(text):
            yield CsvRow(begin, cells)
            line, at, cells = line + 1, end.end() if end else at, []
            begin = line
        else:
            at += 1
            if at == len(text):
                yield CsvRow(begin, [*cells, ""])


def read_cell(text: str, column: CsvColumn | None) -> Any:
    """The value of a cell that is not empty, as its column needs: text, number, truth value or list in brackets."""
    kinds = column.kinds - {"null"} if column else frozenset({"array", "integer", "number", "string", "boolean"})
    if "array" in kinds and text.startswith("[") and text.endswith("]"):
        try:
            return parse_yaml(text, "").data
        except InputError:
            return text
    if kinds == {"string"}:
        return text
    value = parse_scalar(text)
    if column and kinds & {"integer", "number"}:
        if isinstance(value, str) and _EXPONENT.fullmatch(value):
            value = float(value)
        if "integer" in kinds and isinstance(value, float) and value.is_integer():
            return int(value)
    return value


def _put(record: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        inner = record.setdefault(key, {})
        if not isinstance(inner, dict):
            inner = record[key] = {}
        record = inner
    record[keys[-1]] = value
