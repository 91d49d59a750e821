"""Files of labels, for each stock: as PDF and for printers that speak ZPL, with dividers for crew, shift and pull, and
as rows for label software.

One stripe tells networks apart by colour (the cable id names the network), a second stripe media, in the colours of
jackets (TIA-598).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from fabric.plan import plan_id
from fabric.sheets.documents.label_lines import TYPE_SHARE, LabelLayout, LabelLine, LabelRoom, lay_out_label
from fabric.sheets.documents.label_merge import write_merge_rows
from fabric.sheets.documents.labels import Label, code_of, label_document, list_labels, stock_of
from fabric.sheets.documents.other_stocks import explain_stock
from fabric.sheets.pictures.qr import qr_code
from fabric.sheets.roles import CREW, DATA, SUPPLIER, folder_of
from fabric.sheets.rows.link_row import Media
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import count_text
from fabric.writers import (
    BOLD,
    MODULE_MM,
    PT_PER_MM,
    REMEDY,
    LabelPicture,
    LabelStock,
    Pages,
    fit_size,
    write_csv,
    zpl_label,
)
from layouts import PlannerError

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
MOST_CODE_PT = 70.0
"""Largest side of a code in points."""
RIM_PT = 5.0
"""Width in points that text leaves free at the right edge, where labels are cut."""
ABOVE_LEAST = 1.04
"""Side of a code by the least one, so that a printer that rounds to dots does not go below it."""
ZPL_SHARE, ZPL_TALLER = 0.85, 1.35
"""Height of type on a label printer, of the height of its line, and at most of its size in print."""
DIVIDED = 5
"""Labels of a pull up to which it has no divider of its own: those of one splitter of four legs."""


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
        if not mine or not (apply or rows.options.pdf == "all"):
            continue
        for stock, of_stock in _by_stock(rows, mine).items():
            place = folder_of(folder, role)
            run = list(_with_dividers(of_stock, _name_plan(rows)) if apply else _with_reason(rows, of_stock, stock))
            _write_pdf(rows, run, stock, place / f"{name}-{stock.name}.pdf", words)
            write_merge_rows(rows, of_stock, place / f"{name}-{stock.name}.csv")
            names += [f"{role}/{name}-{stock.name}.{ending}" for ending in ("pdf", "csv")]
            if stock.paper is None:
                with (place / f"{name}-{stock.name}.zpl").open("w", encoding="utf-8", newline="\n") as file:
                    file.writelines(f"{line}\n" for line in _zpl_labels(rows, run, stock))
                names.append(f"{role}/{name}-{stock.name}.zpl")
    return names


Divider = tuple[str, ...]
"""The lines of a label that stands before others: the crew and shift, the pull, or the reason for a stock."""


def _by_stock(rows: PlanRows, labels: Sequence[Label]) -> Mapping[LabelStock, list[Label]]:
    """The labels of each stock, in their order."""
    found: dict[LabelStock, list[Label]] = {}
    for label in labels:
        found.setdefault(stock_of(rows, label), []).append(label)
    return found


def _name_plan(rows: PlanRows) -> str:
    """The plan and its revision: a roll has no foot that names them."""
    revision = rows.options.revision
    return f"plan {plan_id(rows.whole)}" + (f", revision {revision}" if revision else "")


def _with_dividers(labels: Sequence[Label], plan: str) -> Iterator[Label | Divider]:
    """The labels with a divider before each crew and shift, which names the plan, and before each pull of several
    cables.
    """
    for (crew, when), shift in groupby(labels, lambda label: (label.crew, label.when)):
        of_shift = list(shift)
        yield (f"CREW {crew}", when, count_text(len(of_shift), "label"), plan)
        for step, pull in groupby(of_shift, lambda label: label.step):
            of_pull = list(pull)
            if len(of_pull) > DIVIDED:
                yield (f"STEP {step}", of_pull[0].way, f"crew {crew}, {count_text(len(of_pull), 'label')}")
            yield from of_pull


def _with_reason(rows: PlanRows, labels: Sequence[Label], stock: LabelStock) -> Iterator[Label | Divider]:
    """The labels, after one that says why they are on this stock where it was not asked for."""
    if stock.name not in rows.options.label_stocks:
        for diameter_um in sorted({label.diameter_um for label in labels}):
            yield ("REPLACEMENTS", *explain_stock(rows.options, stock.name, diameter_um), _name_plan(rows))
    yield from labels


def _write_pdf(rows: PlanRows, labels: Sequence[Label | Divider], stock: LabelStock, path: Path, words: str) -> None:
    networks = [network.id for network in rows.plan.project.request.networks]
    foot = f"{words}, {stock.words} / {rows.origin}" if stock.paper else ""
    with Pages(path, "Labels", stock.page, foot) as pages:
        for number, label in enumerate(labels):
            if number % stock.per_page == 0:
                pages.start()
            left, down = stock.corner_pt(number % stock.per_page)
            if stock.form == "tag":
                width, height = stock.size_mm[0] * PT_PER_MM, stock.printed_mm * PT_PER_MM
                pages.box(left, pages.height - down - height, width, height, 0.3)
            diameter_um = label.diameter_um if isinstance(label, Label) else 0
            for x_mm, width_mm in stock.panels_mm(diameter_um):
                panel = _Panel(pages, stock, left + x_mm * PT_PER_MM, pages.height - down, width_mm)
                if isinstance(label, Label):
                    colour = NETWORK_COLOURS[networks.index(label.network) % len(NETWORK_COLOURS)]
                    panel.draw_label(label, colour, _code(rows, label, stock))
                else:
                    panel.draw_lines(panel.x + RIM_PT, _divider_lines(label, panel.width, panel.height))


def _code(rows: PlanRows, label: Label, stock: LabelStock) -> str:
    """The text of the code; empty where none lies flat or none is wanted."""
    return code_of(rows, label) if stock.carries_code and not rows.options.label_text_only else ""


class _Panel:
    """A part of a label that shows it whole; places in points, `top` its upper edge."""

    def __init__(self, pages: Pages, stock: LabelStock, x: float, top: float, width_mm: float):
        self.pages, self.stock, self.x, self.top = pages, stock, x, top
        self.width, self.height = width_mm * PT_PER_MM, stock.printed_mm * PT_PER_MM

    def draw_label(self, label: Label, colour: Colour, code: str) -> None:
        """Stripes, code and lines."""
        pages, height, bottom = self.pages, self.height, self.top - self.height
        pages.stripe(self.x + 1, bottom + 1, STRIPE, height / 2 - 1, colour)
        pages.stripe(self.x + 1, bottom + height / 2, STRIPE, height / 2 - 1, _media_colour(label.media))
        left = self.x + STRIPE + 2
        if not code:
            self.draw_lines(left + 1, lay_out_label(label, _text_room(self.width, height)).beside)
            return
        drawn = qr_code(code)
        least = drawn.modules * MODULE_MM * PT_PER_MM
        if least > min(height - 2, self.width * 0.5):
            raise PlannerError(
                f"a code of {drawn.modules} modules of {MODULE_MM} mm has no room on {self.stock.name}. {REMEDY}"
            )
        room = _text_room(self.width, height, drawn.modules)
        layout = lay_out_label(label, room)
        side, low = (room.least_code_pt, layout.beside_pt) if layout.above else (room.code_pt, height)
        base = bottom if layout.above else bottom + (height - side) / 2
        pages.bitmap(left, base, side, drawn.modules, drawn.rows_hex)
        self.draw_lines(left + 1, layout.above)
        self.draw_lines(left + side + 1, layout.beside, bottom + low)

    def draw_lines(self, left: float, lines: Sequence[LabelLine], top: float = 0.0) -> None:
        """Lines from the top down, from the upper edge of the label where no other place is given."""
        base = (top or self.top) - 1.0
        for line in lines:
            base -= line.height_pt
            self.pages.text(left, base, line.text, line.bold, line.size_pt)


def _text_room(width_pt: float, height_pt: float, modules: int = 0) -> LabelRoom:
    """The room for text and code between the stripes and the rim of a panel."""
    width = width_pt - STRIPE - 3 - RIM_PT
    least = modules * MODULE_MM * PT_PER_MM * ABOVE_LEAST
    code = max(least, min(height_pt - 3, width_pt * 0.4, MOST_CODE_PT)) if modules else 0.0
    return LabelRoom(width, height_pt, code, least)


def _divider_lines(divider: Divider, width: float, height: float) -> list[LabelLine]:
    """The lines of a divider, all bold, as high as the label."""
    tall = (height - 4) / len(divider)
    room = width - 2 * RIM_PT
    return [LabelLine(text, True, tall, fit_size(text, room, BOLD, tall * TYPE_SHARE)) for text in divider]


def _zpl_labels(rows: PlanRows, labels: Sequence[Label | Divider], stock: LabelStock) -> Iterator[str]:
    height = stock.printed_mm * PT_PER_MM
    for label in labels:
        panels = stock.panels_mm(label.diameter_um if isinstance(label, Label) else 0)
        wide = panels[0][1] * PT_PER_MM
        if isinstance(label, Label):
            code = _code(rows, label, stock)
            modules = qr_code(code).modules if code else 0
            layout = lay_out_label(label, _text_room(wide, height, modules))
        else:
            layout, code, modules = LabelLayout((), tuple(_divider_lines(label, wide, height))), "", 0
        picture = LabelPicture(_zpl_lines(layout.beside), code, modules, _zpl_lines(layout.above))
        yield zpl_label(picture, stock, panels, rows.options.label_dpi)


def _zpl_lines(lines: Sequence[LabelLine]) -> tuple[tuple[str, float], ...]:
    """Lines with the heights of their type in mm: the scalable font is narrowed to the width, so it may be taller."""
    return tuple((line.text, min(line.height_pt * ZPL_SHARE, line.size_pt * ZPL_TALLER) / PT_PER_MM) for line in lines)


def _media_colour(media: Media) -> Colour:
    return MEDIA_COLOURS.get(media.fiber, (0.5, 0.5, 0.5))
