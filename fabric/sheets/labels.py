"""Labels for both ends of every cable and leg, each with its text and a QR code of the cable id. Door to zxingcpp.

A4 sheets of 3 x 9; what the crew must apply comes first, then what arrives on custom assemblies (as a reserve for
lost ones).
"""

import io
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fabric.sheets.ends import PlanRows
from fabric.sheets.pdf_writer import printable
from fabric.sheets.table import Column, Document, Table

COLUMNS, ROWS = 3, 9
PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_X, MARGIN_Y = 22.0, 36.0
CODE_SIZE = 48.0
QUIET_MODULES = 4


@dataclass(frozen=True)
class Label:
    """One label: what stands on it, and whether the crew applies it or it arrives on the assembly."""

    cable_id: str
    end: str
    text: str
    serial: str
    detail: str
    apply: bool


def list_labels(rows: PlanRows) -> list[Label]:
    """Both labels of every link, those to apply first; the head of a splitter has one for all its links."""
    labels = []
    for row in rows.links:
        serial = f"{row.serial}.{row.leg:02d}" if row.leg else row.serial
        for end, text, near in (("A", row.label_a, row.a), ("B", row.label_b, row.b)):
            if end == "B" and row.leg > 1 and row.form != "trunk":
                continue
            detail = f"{near.device} {near.port}"
            labels.append(Label(row.cable_id, end, text, serial, detail, row.form != "trunk"))
    return sorted(labels, key=lambda label: not label.apply)


def label_document(rows: PlanRows) -> Document:
    """The labels as rows, for label printers."""
    columns = tuple(
        Column(key, key.replace("_", " ")) for key in ("text", "cable_id", "end", "serial", "detail", "apply")
    )
    cells = tuple(
        (
            label.text,
            label.cable_id,
            label.end,
            label.serial,
            label.detail,
            "apply" if label.apply else "arrives on the assembly",
        )
        for label in list_labels(rows)
    )
    return Document("labels", "Labels", f"{len(cells)} labels", (Table("labels", "Labels", columns, cells),))


def write_labels(rows: PlanRows) -> dict[str, bytes]:
    """The label sheets as PDF."""
    labels = list_labels(rows)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("Labels")
    cell_w, cell_h = (PAGE_WIDTH - 2 * MARGIN_X) / COLUMNS, (PAGE_HEIGHT - 2 * MARGIN_Y) / ROWS
    pages: list[list[Label]] = []
    for apply in (True, False):
        group = [label for label in labels if label.apply == apply]
        pages += [group[start : start + COLUMNS * ROWS] for start in range(0, len(group), COLUMNS * ROWS)]
    codes: dict[str, ImageReader] = {}
    for number, page in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 8)
        what = "apply on site" if page[0].apply else "arrive on the custom assemblies: print only to replace lost ones"
        canvas.drawString(MARGIN_X, PAGE_HEIGHT - MARGIN_Y + 8, f"Labels: {what}")
        canvas.drawRightString(PAGE_WIDTH - MARGIN_X, PAGE_HEIGHT - MARGIN_Y + 8, f"page {number} of {len(pages)}")
        for index, label in enumerate(page):
            x = MARGIN_X + index % COLUMNS * cell_w
            y = PAGE_HEIGHT - MARGIN_Y - (index // COLUMNS + 1) * cell_h
            _draw(canvas, label, x, y, cell_w, cell_h, codes)
        codes.clear()
        canvas.showPage()
    if not pages:
        canvas.drawString(MARGIN_X, PAGE_HEIGHT - MARGIN_Y, "No labels.")
        canvas.showPage()
    canvas.save()
    return {"labels.pdf": buffer.getvalue()}


def _draw(
    canvas: Canvas, label: Label, x: float, y: float, width: float, height: float, codes: dict[str, ImageReader]
) -> None:
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(0.6)
    canvas.roundRect(x + 2, y + 2, width - 4, height - 4, 4, stroke=1, fill=0)
    if label.cable_id not in codes:
        codes[label.cable_id] = ImageReader(qr_image(label.cable_id))
    canvas.drawImage(codes[label.cable_id], x + 5, y + (height - CODE_SIZE) / 2, CODE_SIZE, CODE_SIZE)
    left, room = x + 5 + CODE_SIZE + 5, width - CODE_SIZE - 18
    near, far = label.text.split("/", 1)
    top = y + height - 16
    for number, (text, font, size) in enumerate(
        (
            (near, "Helvetica-Bold", 10.5),
            (f"/{far}", "Helvetica", 9.5),
            (label.detail, "Helvetica", 7),
            (f"{label.cable_id}  {label.serial} {label.end}", "Helvetica", 7),
        )
    ):
        text = printable(text)
        fitted = min(size, size * room / max(stringWidth(text, font, size), 1.0))
        canvas.setFont(font, fitted)
        canvas.drawString(left, top - (0, 13, 26, 37)[number], text)


def qr_image(text: str) -> Image.Image:
    """A QR code as a one-bit picture of one pixel a module, with its quiet zone."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.pad(np.array(barcode.to_image(scale=1, add_quiet_zones=False)), QUIET_MODULES, constant_values=255)
    return Image.fromarray(modules).convert("1")
