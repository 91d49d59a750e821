"""Labels for both ends of every cable and leg, each with its text and a QR code of the cable id (or a link to it).

The labels that crews apply are one set of files, in the order of laying. The labels that arrive on custom assemblies
are another set, to replace lost ones. One stripe tells networks apart by colour (the cable id names the network), a
second stripe media, in the colours of jackets (TIA-598).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from fabric.plan import PullForm
from fabric.sheets.pictures.qr import QrCode, qr_code
from fabric.sheets.roles import CREW, DATA, SUPPLIER, folder_of
from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.link_row import SIDES, EndLabel, Media, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import count_text, media_text, plug_name_text, plug_port_text
from fabric.writers import (
    BOLD,
    FONT,
    PT_PER_MM,
    STOCKS,
    LabelStock,
    Pages,
    SheetDocument,
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
"""Width of the stripes of network and media, in points."""
SMALL_PT = 60.0
"""Printed height in points below which a label leaves lines out."""
SMALLEST_PT = 5.0
"""Smallest type in points that is read on a ladder."""
TEXT_SHARE = 0.55
"""Share of the width of a label that text takes at least, beside stripes and code."""
TALLEST_TEXT_PT = 80.0
"""Height of the text in points beyond which it does not grow with the label."""


class LabelLine(NamedTuple):
    """One printed line of a label."""

    text: str
    """Words of the line, not yet fitted to the width."""
    bold: bool
    """Whether it is printed in bold: the own end alone."""
    height_pt: float
    """Height of the line in points; the type is smaller."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """One label on one end of a cable."""

    cable_id: str
    """Id of the link, such as C-compute-7K3QF2M; the QR code holds it."""
    side: Side
    """End of the cable that the label is on, A or B."""
    label: EndLabel
    """Names of the own end and of the far one, by the grammar of the request."""
    plug: str
    """Serial and leg, or the head of a splitter."""
    detail: str
    """Device and port."""
    network: str
    """Id of the network; it sets the colour of one stripe."""
    media: Media
    """Fiber and grade; the fiber sets the colour of the other stripe."""
    apply: bool
    """Whether the crew applies it; else it arrives on the assembly."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.label.text

    @property
    def far_lines(self) -> tuple[str, ...]:
        """The far end behind the text that stands between, a line for each tail of a splitter."""
        first, *others = self.label.far
        return (f"{self.label.between}{first}", *(f"+{tail}" for tail in others))


def list_labels(rows: PlanRows) -> list[Label]:
    """Both labels of every link, those to apply first, as they are laid; the head of a splitter has one for all its
    links.
    """
    labels = [
        Label(
            cable_id=row.cable_id,
            side=side,
            label=row.label(side),
            plug=plug_name_text(row, side),
            detail=f"{row.end(side).device} {plug_port_text(row, side)}",
            network=row.network,
            media=row.media,
            apply=row.form != PullForm.TRUNK,
        )
        for row in sorted(rows.selected.links, key=lambda row: rows.index.step_of_pull[row.pull])
        for side in SIDES
        if not (row.is_head(side) and row.leg > 1)
    ]
    return sorted(labels, key=lambda label: not label.apply)


def label_document(rows: PlanRows, labels: Sequence[Label]) -> SheetDocument:
    """The labels as rows, for label printers of other makes."""
    base_url = rows.options.base_url
    fields: tuple[Field[Label], ...] = (
        Field("text", "text", attrgetter("text")),
        Field("cable_id", "cable id", attrgetter("cable_id")),
        Field("code", "code", lambda label: base_url + label.cable_id),
        Field("end", "end", attrgetter("side")),
        Field("serial", "serial", attrgetter("plug")),
        Field("detail", "detail", attrgetter("detail")),
        Field("network", "network", attrgetter("network")),
        Field("media", "media", lambda label: media_text(label.media)),
        Field("apply", "apply", lambda label: "apply" if label.apply else "arrives on the assembly"),
    )
    table = make_table("labels", "Labels", fields, labels)
    return SheetDocument(name="labels", title="Labels", subtitle=count_text(len(labels), "label"), tables=(table,))


def write_label_files(rows: PlanRows, folder: Path) -> list[str]:
    """Writes all labels as rows, and those that crews apply for print and for label printers.

    Labels that arrive on custom assemblies are printed where all PDF files are asked for.
    """
    labels = list_labels(rows)
    names = [f"{DATA}/{name}" for name in write_csv(label_document(rows, labels), folder_of(folder, DATA))]
    for name, role, words, apply in (
        ("labels", CREW, "labels to apply on site", True),
        ("labels_reserve", SUPPLIER, "replacement labels: the supplier has fitted these", False),
    ):
        mine = [label for label in labels if label.apply == apply]
        if mine and (apply or rows.options.pdf == "all"):
            place = folder_of(folder, role)
            _write_pdf(rows, mine, place / f"{name}.pdf", words)
            with (place / f"{name}.zpl").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in _zpl_labels(rows, mine))
            names += [f"{role}/{name}.pdf", f"{role}/{name}.zpl"]
    return names


def _write_pdf(rows: PlanRows, labels: Sequence[Label], path: Path, words: str) -> None:
    stock = STOCKS[rows.options.label_stock]
    networks = [network.id for network in rows.plan.project.request.networks]
    with Pages(path, "Labels", stock.page, f"{words} / {rows.origin}" if stock.paper else "") as pages:
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


def label_lines(label: Label, label_width_pt: float, height_pt: float) -> list[LabelLine]:
    """The lines of a label. Small labels leave out the cable id, which is in the code. A far end that is too long for a
    readable line (the head of a splitter names every tail) has a line for each tail.
    """
    far = label.far_lines
    if width_pt("".join(far), FONT, SMALLEST_PT) <= label_width_pt * TEXT_SHARE:
        far = ("".join(far),)
    last = f"{label.plug} {label.side}"
    shares = [(label.label.own, True, 1.35), *((part, False, 1.15) for part in far)]
    if height_pt < SMALL_PT:
        shares.append((last, False, 1.0))
    else:
        shares += [(label.detail, False, 0.85), (f"{label.cable_id} {last}", False, 0.85)]
    unit = min(height_pt - 4, TALLEST_TEXT_PT) / (0.1 + sum(share for _, _, share in shares))
    return [LabelLine(text, bold, share * unit) for text, bold, share in shares]


def _zpl_labels(rows: PlanRows, labels: Sequence[Label]) -> Iterator[str]:
    stock, options = STOCKS[rows.options.label_stock], rows.options
    width, height = stock.size_mm[0] * PT_PER_MM, stock.printed_mm * PT_PER_MM
    for label in labels:
        code: QrCode = qr_code(options.base_url + label.cable_id)
        lines = [(text, share / PT_PER_MM * 0.85) for text, _, share in label_lines(label, width, height)]
        yield zpl_label(lines, options.base_url + label.cable_id, code.modules, stock, options.label_dpi)


def _media_colour(media: Media) -> Colour:
    return MEDIA_COLOURS.get(media.fiber, (0.5, 0.5, 0.5))
