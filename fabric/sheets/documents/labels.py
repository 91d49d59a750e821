"""Labels for both ends of every cable and leg, each with its text and a QR code of the cable id (or a link to it).

What the crew must apply is one set of files, in the order in which the crews lay it; what arrives on custom assemblies
is another, to replace lost ones. A stripe tells networks apart (by colour; the cable id says it in words), a second one
media, in the colours of jackets (TIA-598).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fabric.sheets.pictures.qr import QrCode, qr_code
from fabric.sheets.rows.link_row import SIDES
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import (
    BOLD,
    FONT,
    PT_PER_MM,
    STOCKS,
    Column,
    LabelStock,
    Pages,
    SheetDocument,
    Table,
    fit_size,
    width_pt,
    write_csv,
    zpl_label,
)

Colour = tuple[float, float, float]
NETWORK_COLOURS: tuple[Colour, ...] = (
    (0.04, 0.35, 0.66),
    (0.69, 0.27, 0.05),
    (0.18, 0.42, 0.18),
    (0.42, 0.24, 0.60),
    (0.35, 0.35, 0.35),
)
MEDIA_COLOURS = {"mm": (0.0, 0.65, 0.65), "sm": (0.95, 0.8, 0.0), "copper": (0.25, 0.25, 0.85)}
STRIPE = 3.0
SMALL_PT, SMALLEST_PT = 60.0, 5.0
"""Printed heights below the first leave lines out; type below the second is not read on a ladder."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """One label: its two lines, what it is on, and whether the crew applies it or it arrives on the assembly."""

    cable_id: str
    end: str
    text: str
    near: str
    far: str
    serial: str
    detail: str
    network: str
    media: str
    apply: bool


def list_labels(rows: PlanRows) -> list[Label]:
    """Both labels of every link, those to apply first, as they are laid; the head of a splitter has one for all its
    links.
    """
    labels = []
    for row in sorted(rows.chosen, key=lambda row: rows.step_of_pull[row.pull - 1]):
        for side in SIDES:
            if side == "B" and row.is_split and row.leg > 1:
                continue
            text, own, near = row.label(side), row.own_label(side), row.end(side)
            labels.append(
                Label(
                    cable_id=row.cable_id,
                    end=side,
                    text=text,
                    near=own,
                    far=text.removeprefix(own),
                    serial=row.plug_name(side),
                    detail=f"{near.device} {row.plug_port(side)}",
                    network=row.network,
                    media=row.media,
                    apply=row.form != "trunk",
                )
            )
    return sorted(labels, key=lambda label: not label.apply)


def label_document(rows: PlanRows, labels: Sequence[Label]) -> SheetDocument:
    """The labels as rows, for label printers of other makes."""
    keys = ("text", "cable_id", "code", "end", "serial", "detail", "network", "media", "apply")
    columns = tuple(Column(key, key.replace("_", " ")) for key in keys)
    cells = tuple(
        (
            label.text,
            label.cable_id,
            rows.options.base_url + label.cable_id,
            label.end,
            label.serial,
            label.detail,
            label.network,
            label.media,
            "apply" if label.apply else "arrives on the assembly",
        )
        for label in labels
    )
    return SheetDocument(
        name="labels",
        title="Labels",
        subtitle=f"{len(cells)} labels",
        tables=(Table(name="labels", title="Labels", columns=columns, rows=cells),),
    )


def write_label_files(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the labels as rows, and both sets for print and for label printers."""
    labels = list_labels(rows)
    names = write_csv(label_document(rows, labels), folder)
    for name, words, apply in (
        ("labels", "apply on site", True),
        ("labels_reserve", "arrive on the custom assemblies: print only to replace lost ones", False),
    ):
        mine = [label for label in labels if label.apply == apply]
        if mine:
            _write_pdf(rows, mine, folder / f"{name}.pdf", words)
            with (folder / f"{name}.zpl").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in _zpl_labels(rows, mine))
            names += [f"{name}.pdf", f"{name}.zpl"]
    return names


def _write_pdf(rows: PlanRows, labels: Sequence[Label], path: Path, words: str) -> None:
    stock = STOCKS[rows.options.label_stock]
    networks = [network.id for network in rows.plan.project.request.networks]
    with Pages(path, "Labels", stock.page, f"labels: {words} / {rows.origin}" if stock.paper else "") as pages:
        for number, label in enumerate(labels):
            if number % stock.per_page == 0:
                pages.start()
            x, down = stock.corner_pt(number % stock.per_page)
            colour = NETWORK_COLOURS[networks.index(label.network) % len(NETWORK_COLOURS)]
            _draw(pages, label, stock, x, pages.height - down, colour, rows.options.base_url)


def _draw(pages: Pages, label: Label, stock: LabelStock, x: float, top: float, colour: Colour, base_url: str) -> None:
    width, height = stock.size_mm[0] * PT_PER_MM, stock.printed_mm * PT_PER_MM
    if stock.paper:
        pages.box(x, top - height, width, height, 0.3)
    pages.stripe(x + 1, top - height + 1, STRIPE, height / 2 - 1, colour)
    pages.stripe(x + 1, top - height / 2, STRIPE, height / 2 - 1, _media_colour(label.media))
    code = qr_code(base_url + label.cable_id)
    side = min(height - 3, width * 0.4, 70.0)
    pages.bitmap(x + STRIPE + 2, top - (height + side) / 2, side, code.modules, code.rows_hex)
    left = x + STRIPE + side + 3
    room = x + width - left - 2
    base = top - 1.0
    for text, bold, share in label_lines(label, width, height):
        base -= share
        size = fit_size(text, room, BOLD if bold else FONT, share * 0.82)
        pages.text(left, base, text, bold, size)


def label_lines(label: Label, label_width_pt: float, height_pt: float) -> list[tuple[str, bool, float]]:
    """The lines of a label: text, bold, and the height that each takes in points. Small ones leave out what stands in
    the code; a far end that is too long for a readable line (the head of a splitter names several) is cut at its '+'.
    """
    room = label_width_pt * 0.55
    far = [label.far]
    if width_pt(label.far, FONT, SMALLEST_PT) > room and "+" in label.far:
        far = label.far.replace("+", "\n+").split("\n")
    if height_pt < SMALL_PT:
        lines = [
            (label.near, True, 1.35),
            *((part, False, 1.15) for part in far),
            (f"{label.serial} {label.end}", False, 1.0),
        ]
    else:
        lines = [
            (label.near, True, 1.35),
            *((part, False, 1.15) for part in far),
            (label.detail, False, 0.85),
            (f"{label.cable_id} {label.serial} {label.end}", False, 0.85),
        ]
    unit = min(height_pt - 4, 80.0) / (0.1 + sum(share for _, _, share in lines))
    return [(text, bold, share * unit) for text, bold, share in lines]


def _zpl_labels(rows: PlanRows, labels: Sequence[Label]) -> Iterator[str]:
    stock, options = STOCKS[rows.options.label_stock], rows.options
    width, height = stock.size_mm[0] * PT_PER_MM, stock.printed_mm * PT_PER_MM
    for label in labels:
        code: QrCode = qr_code(options.base_url + label.cable_id)
        lines = [(text, share / PT_PER_MM * 0.85) for text, _, share in label_lines(label, width, height)]
        yield zpl_label(lines, options.base_url + label.cable_id, code.modules, stock, options.label_dpi)


def _media_colour(media: str) -> Colour:
    return MEDIA_COLOURS.get(media.partition(" ")[0], (0.5, 0.5, 0.5))
