"""Goods-in: every delivery as it arrives, and the check of each custom assembly before it goes to its cart."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from fabric.plan import AssemblyKind, PackageKind
from fabric.sheets.documents.bill import BillLine, list_lines
from fabric.sheets.documents.connector_words import connector_words
from fabric.sheets.documents.rack_contents import arrived_racks
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import metres
from fabric.sheets.rows.legs import list_leg_runs
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.supply import OpticSupply
from fabric.sheets.rows.text import cart_text, count_text, leg_lengths_text, leg_runs_text
from fabric.writers import Cell, SheetDocument

CHECKS = {
    "switch": "model, airflow, power supplies",
    "optic": "model, top, caps; scan serials",
    "cable": "length, connectors, caps",
    "panel": "model, ports, cable bar, screws",
    "adapter": "in the panels, caps, key position",
    "custom": "each piece, see Custom assemblies",
}
"""Check of a delivery by its group in the bill of materials."""


@dataclass(frozen=True)
class Delivery:
    """Pieces of one item from one source."""

    line: BillLine
    """Their line in the bill of materials."""
    words: str
    """Description, for transceivers with their top and their devices."""

    ready: datetime | None
    """Moment at which the racks are ready; None where the request states none."""

    @property
    def due(self) -> Cell:
        """Day on which they arrive; of pieces to order the day of the racks, or that it is to be agreed."""
        lot = self.line.lot
        if lot and lot.arrives:
            return lot.arrives
        if lot and not lot.is_ordered:
            return "in stock"
        return self.ready.date() if self.ready else "to be agreed"


@dataclass(frozen=True)
class GoodsInKind:
    """A kind of custom assemblies, and how many of them are checked."""

    kind: AssemblyKind
    """Kind with its lengths and connectors."""
    quantity: int
    """Number of pieces, at least 1."""


@dataclass(frozen=True)
class GoodsInPiece:
    """One custom assembly to be checked: its kind, its first link, and its cart."""

    kind: AssemblyKind
    """Kind of the piece, whose lengths and connectors are checked."""
    row: LinkRow
    """The link on its first used leg, whose labels are checked."""
    cart: str
    """Name of the cart, crew and number of the shift from 1, such as 3-1; empty where no step lays it."""


_DELIVERY_FIELDS: tuple[Field[Delivery], ...] = (
    Field("due", "due", attrgetter("due"), 0.8),
    Field("quantity", "to receive", lambda one: one.line.quantity + one.line.spares, 0.75),
    Field("item", "item", attrgetter("line.item"), 1.4),
    Field("part", "part number", attrgetter("line.part"), 1.3),
    Field("order_number", "order number", lambda one: one.line.number.order_number if one.line.number else "", 1.4),
    Field("description", "description", attrgetter("words"), 2.7),
    Field("from", "stock or order", attrgetter("line.source"), 1.3),
    Field("check", "check", lambda one: CHECKS[one.line.group], 1.8),
    Field("received", "received", blank, 0.8),
    Field("date", "date", blank, 0.8),
    Field("initials", "initials", blank, 0.6),
    Field("intact_ok", "intact", blank, 0.62),
    Field("quarantine", "quarantine: pieces, area", blank, 1.2),
)
_PIECE_FIELDS: tuple[Field[GoodsInPiece], ...] = (
    Field("serial", "serial", attrgetter("row.serial"), 1.05),
    Field("kind", "kind", attrgetter("kind.id"), 1.05),
    Field("description", "description", attrgetter("kind.model"), 1.25),
    Field("body_m", "body m, at least", lambda piece: metres(piece.kind.body_mm), 0.6),
    Field("a_legs_m", "legs A m", lambda piece: leg_runs_text(list_leg_runs(piece.kind.a_legs_mm)), 2.55),
    Field("b_legs_m", "legs B m", lambda piece: leg_runs_text(list_leg_runs(piece.kind.b_legs_mm)), 1.0),
    Field(
        "connector", "connector, gender", lambda piece: connector_words(piece.kind.connector, piece.kind.gender), 1.15
    ),
    Field("polarity", "polarity", attrgetter("kind.polarity"), 0.65),
    Field("a_label", "first label at A", attrgetter("row.label_a.text"), 2.1),
    Field("b_label", "first label at B", attrgetter("row.label_b.text"), 2.1),
    Field("report_ok", "report", blank, 0.62),
    Field("intact_ok", "intact", blank, 0.62),
    Field("length_ok", "length", blank, 0.65),
    Field("gender_ok", "gender", blank, 0.68),
    Field("continuity_ok", "continuity", blank, 0.9),
    Field("labels_ok", "labels", blank, 0.62),
    Field("cart", "to cart", attrgetter("cart"), 0.5),
    Field("quarantine", "date and initials, or quarantine area", blank, 2.4),
)
_KIND_FIELDS: tuple[Field[GoodsInKind], ...] = (
    Field("kind", "kind", attrgetter("kind.id"), 1.0),
    Field("quantity", "pieces", attrgetter("quantity"), 0.5),
    Field("description", "description", attrgetter("kind.model"), 1.2),
    Field("body_m", "body m, at least", lambda one: metres(one.kind.body_mm), 0.6),
    Field("a_legs_m", "legs A, at least", lambda one: leg_lengths_text(one.kind.a_legs_mm), 3.5),
    Field("b_legs_m", "legs B, at least", lambda one: leg_lengths_text(one.kind.b_legs_mm), 3.5),
    Field("connector", "connector, gender", lambda one: connector_words(one.kind.connector, one.kind.gender), 1.5),
    Field("polarity", "polarity", attrgetter("kind.polarity"), 0.6),
)
DENSE = 1.0
"""Room above and below the text of a printed piece, in points."""
_UNPRINTED = ("description", "polarity", "body_m", "a_legs_m", "b_legs_m", "connector")
"""Columns of the files that print has once for each kind."""
_SIGN = f"Received by: {24 * '_'}   Quarantine area: {24 * '_'}   Planner's telephone: {20 * '_'}"
_DELIVERY_NOTE = (
    "Count each delivery and check it before it goes on the shelf. Put damaged or wrong pieces, in their "
    "boxes, into the quarantine area, and call the planner."
)
_PIECE_NOTE = (
    "Check each piece before it goes to its cart: supplier's test report received, body and legs not shorter than "
    "listed under Kinds of custom assemblies, pins and key of every connector, continuity of every lit fiber, labels "
    "of both ends. Put failed pieces, in their boxes, into the quarantine area, and call the planner. The schedule "
    "allows no time, crew or instrument for this: agree with the lead who does it, and when."
)


def goods_in(rows: PlanRows) -> SheetDocument:
    """All deliveries, and the check of every custom assembly before it is staged."""
    supply, ready = OpticSupply(rows), rows.plan.project.request.racks_ready
    deliveries = [
        Delivery(line, supply.use(line.item) if line.group == "optic" and line.quantity else line.description, ready)
        for line in list_lines(rows)
    ]
    pieces = _list_pieces(rows)
    first = make_table("goods_in_deliveries", "Deliveries", _DELIVERY_FIELDS, deliveries, (_DELIVERY_NOTE, _SIGN))
    second = make_table("goods_in", "Custom assemblies", _PIECE_FIELDS, pieces)
    printed = [field for field in _PIECE_FIELDS if field.key not in _UNPRINTED]
    counts = Counter(piece.kind.id for piece in pieces)
    kinds = [GoodsInKind(kind, counts[kind.id]) for kind in rows.plan.kinds if counts[kind.id]]
    kind_table = make_table("goods_in_kinds", "Kinds of custom assemblies", _KIND_FIELDS, kinds)
    on_paper = make_table("goods_in", "Custom assemblies", printed, pieces, (_PIECE_NOTE, _SIGN))
    on_paper, racks = replace(on_paper, pad=DENSE), arrived_racks(rows)
    return SheetDocument(
        name="goods_in",
        title="Goods-in check",
        subtitle=f"{count_text(len(deliveries), 'delivery line')}, {count_text(len(pieces), 'custom piece')} to check",
        tables=(second, first, *racks),
        print_tables=(first, *racks, *((replace(kind_table, has_rules=True), on_paper) if pieces else ())),
    )


def _list_pieces(rows: PlanRows) -> list[GoodsInPiece]:
    """The custom assemblies that the sheets are for."""
    plan, selected = rows.plan, rows.selected
    picks = (step for step in rows.steps if rows.index.is_picking(step.kind, step.subject))
    carts = {step.subject: cart_text(step.crew, step.shift) for step in picks}
    pieces = []
    for assembly, (kind_index, pull) in enumerate(
        zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True)
    ):
        kind = plan.kinds[kind_index]
        is_loose = pull in selected.pulls and pull not in rows.index.arrived
        if kind.custom and is_loose and selected.is_done_by_chosen(PackageKind.PULL, pull):
            pieces.append(GoodsInPiece(kind, rows.by_assembly[assembly][0], carts.get(pull, "")))
    return pieces
