"""Lists in CSV files: each row as a form, each fault with its line. A fault that many rows share is reported once."""

import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from layouts.csv_document import CsvColumn, list_columns, read_csv
from layouts.document import Document
from layouts.faults import Fault, InputError
from layouts.forms import Form, fill_form, schema_of
from layouts.key_paths import KeyPath

FormType = TypeVar("FormType", bound=Form)
MOST_FAULTS = 1_000
"""Faults of one file after which its other rows are not checked."""
TITLES_SHOWN = 20
"""Unknown columns of a file that are named one by one."""
LINES_SHOWN = 6
"""Lines that a fault of many rows names."""


def read_list(
    path: Path,
    form_type: type[FormType],
    faults: list[Fault],
    name: str | None = None,
    convert: Callable[[Document], Document] = lambda document: document,
) -> list[tuple[Document, KeyPath, FormType]]:
    """The well-formed rows of a CSV list, with their places; faults of the others are added to `faults`.

    Nothing where there is no such file. `convert` changes the values before the forms are filled.
    """
    if not os.path.lexists(path):
        return []
    columns = list_columns(schema_of(form_type))
    try:
        document = convert(read_csv(path, faults, columns, name))
    except InputError as error:
        faults.extend(error.faults)
        return []
    faults += _title_faults(document, columns, form_type.also_called)
    absent = {title for title, column in columns.items() if column.is_required and title not in document.titles}
    absent |= {title.partition(".")[0] for title in absent}
    rows: list[tuple[Document, KeyPath, FormType]] = []
    wrong: list[Fault] = []
    for index in range(len(document.data)):
        try:
            rows.append((document, (index,), fill_form(form_type, document, (index,))))
        except InputError as error:
            wrong += (fault for fault in error.faults if fault.key.removeprefix("column ") not in absent)
        if len(wrong) > MOST_FAULTS:
            message = f"more than {MOST_FAULTS} faults: the rows after this one are not checked"
            wrong.append(document.fault((index,), message, "Mend these first"))
            break
    faults += join_faults(wrong)
    return rows


def _title_faults(
    document: Document, columns: Mapping[str, CsvColumn], also_called: Mapping[str, str]
) -> Iterator[Fault]:
    """One fault for each column that nothing reads, and for each that is missing and not written otherwise."""
    unknown = [title for title in document.titles if title not in columns]
    meant: set[str] = set()
    for title in unknown[:TITLES_SHOWN]:
        near = difflib.get_close_matches(title.lower(), [name for name in columns if name not in document.titles], 1)
        inner = [f"'{name}'" for name in columns if name.startswith(f"{title}.")]
        if inner:
            remedy = f"Fill in the columns {' and '.join(inner)} instead"
            meant.update(name for name in columns if name.startswith(f"{title}."))
        elif title.lower() in also_called:
            ours = also_called[title.lower()]
            meant.add(ours)
            remedy = (
                f"That is NetBox's name: write '{ours}' instead" if ours else "Remove the column: nothing here uses it"
            )
        elif near:
            meant.add(near[0])
            remedy = f"Write '{near[0]}' instead"
        else:
            remedy = f"Remove the column. Allowed here: {', '.join(sorted(columns))}"
        yield Fault(document.name, 1, f"column {title}", f"unknown column '{title}'", remedy)
    if len(unknown) > TITLES_SHOWN:
        message = f"{len(unknown) - TITLES_SHOWN} more unknown columns"
        yield Fault(document.name, 1, "", message, "Remove them, or save the list that belongs here")
    for title, column in columns.items():
        if column.is_required and title not in document.titles and title not in meant and document.data:
            yield Fault(document.name, 1, f"column {title}", f"the column '{title}' is missing", "Add it to line 1")


def join_faults(faults: Iterable[Fault]) -> Iterator[Fault]:
    """One fault for all rows with the same wrong value in the same column; it names their lines."""
    lines: dict[tuple[str, str, str, str], list[int]] = {}
    for fault in faults:
        lines.setdefault((fault.file, fault.key, fault.message, fault.remedy), []).append(fault.line)
    for (file, key, message, remedy), found in lines.items():
        others = ", ".join(map(str, found[1 : LINES_SHOWN + 1])) + (", ..." if len(found) > LINES_SHOWN + 1 else "")
        more = f" (also in line{'s' if len(found) > 2 else ''} {others})" if others else ""
        yield Fault(file, found[0], key, message + more, remedy)
