"""Labels as rows that label software merges into a label of its own: Brother P-touch Editor, DYMO Connect, Brady
Workstation.

Each of them takes a CSV file whose first row names the fields, and lets the user assign fields to the texts and to the
QR code of a label. So one file serves all: a row for each label in the order of laying, with a byte order mark, by
which Windows knows UTF-8, and lines that end as on Windows. Its texts are printed as they stand, so none is guarded
against spreadsheets as in `data/labels.csv`.
"""

import csv
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path

from fabric.sheets.documents.labels import Label, code_of
from fabric.sheets.rows.plan_rows import PlanRows

HEADINGS: dict[str, Callable[[Label], str | int]] = {
    "Own end": attrgetter("label.own"),
    "Far end": lambda label: "".join(label.far_lines),
    "Port": attrgetter("port.text"),
    "Far port": lambda label: label.far_port.text if label.far_port else "",
    "Plug": attrgetter("plug_end"),
    "Cable": attrgetter("cable_id"),
    "Crew": attrgetter("crew"),
    "Shift": attrgetter("when"),
    "Step": attrgetter("step"),
}
"""The fields of a label by heading; the code comes last."""
CODE = "Code"
"""Heading of the text of the QR code."""


def write_merge_rows(rows: PlanRows, labels: Sequence[Label], path: Path) -> None:
    """Writes the labels of one stock as rows to merge."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*HEADINGS, CODE])
        for label in labels:
            writer.writerow([*(read(label) for read in HEADINGS.values()), code_of(rows, label)])
