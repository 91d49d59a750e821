"""Sheets of a plan as a mapping of file names to contents, and readers of other makes."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2

from fabric import Plan, write_sheets
from fabric.sheets.rows.options import PLAIN, Options


def render(plan: Plan, options: Options = PLAIN) -> dict[str, bytes]:
    """All documents; names of files in folders have a slash."""
    with TemporaryDirectory() as folder:
        write_sheets(plan, Path(folder) / "out", options=options)
        root = Path(folder) / "out"
        return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def role_text(files: dict[str, bytes], role: str, start: str = "") -> str:
    """The text of all PDF files of a folder whose names begin with `start`."""
    chosen = (name for name in sorted(files) if name.startswith(f"{role}/{start}") and name.endswith(".pdf"))
    return "\n".join(pdf_text(files[name]) for name in chosen)


def read_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def pdf_text(content: bytes) -> str:
    """All text of a PDF file."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def phone_data(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The facts inside the page for phones."""
    text = files["phone/index.html"].decode("utf-8").partition('<script type="application/json" id="data">')[2]
    found: dict[str, Any] = json.loads(text.partition("</script>")[0])
    return found
