"""The order form for custom assemblies: complete enough to quote and build without a question.

Per kind: fiber, connectors, gender, polarity, body and every leg length with tolerance, jacket, pulling eye, quantity.
Per piece: serial and the label text of every leg at both ends. Print has kinds and terms; a supplier reads pieces and
labels from the workbook. There is no minus tolerance: a leg that is short is scrap.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from fabric.plan import AssemblyKind
from fabric.sheets.documents.connector_words import connector_words
from fabric.sheets.documents.order_terms import TERM_FIELDS, list_terms, tolerance_mm
from fabric.sheets.rows.cage_words import cage_text
from fabric.sheets.rows.fields import Field, blank, keep_together, make_table
from fabric.sheets.rows.figures import metres
from fabric.sheets.rows.link_row import LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.plug_words import device_port_text
from fabric.sheets.rows.text import (
    count_text,
    end_code,
    form_text,
    leg_lengths_text,
    millimetres_text,
    route_text,
    whole_metres_text,
)
from fabric.writers import SheetDocument

UNIT = re.compile(r"(?<=\d) (?=(?:mm|m|%)(?:\W|$))|(?<=\b[AB]) (?=end\b)")
"""The space between a figure and its unit, and between the letter of an end and the word."""
BLANK = re.compile(r"(?:(?<=^)|(?<= ))(?:[^\s_,;.]+ ){0,3}[^\s_,;]+ _{3,}")
"""A line to fill in, with up to four words before it that say what."""
QUOTE = "supplier fills in"
"""Words above the columns of a quotation."""


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One kind to order, as the form describes it."""

    kind: AssemblyKind
    """Model, body and legs of the kind."""
    quantity: int
    """Number of pieces in the whole plan."""
    description: str
    """The piece in words for a supplier."""
    grade: str
    """Grade of the fiber or of the copper, such as OM4."""
    fibers: int | str
    """Fibers of a trunk, over all legs; empty for a single cable."""
    legs: int
    """Legs at each end of a trunk; of a splitter the legs beyond the head."""
    connector: str
    """Connector and gender of every leg; cage at A and at B for a cable with modules of its own."""
    tolerance: str
    """Allowed deviation of all lengths in percent; never below the length."""
    jacket: str
    """Material and colour of the jacket."""
    eye: str
    """End of the pulling eye, and its largest diameter in mm; `none` for a single cable."""
    diameters: str
    """Diameters of body / leg in mm; one diameter for a single cable."""


@dataclass(frozen=True)
class OrderLeg:
    """One leg of a kind at one end, from 1."""

    kind: AssemblyKind
    """Kind whose leg it is."""
    end: str
    """End of the trunk, A or B."""
    leg: int
    """Number of the leg, from 1 at each end."""
    length_mm: int
    """Length from the furcation to the tip of the connector."""
    over_mm: int
    """Greatest excess over that length."""


@dataclass(frozen=True)
class OrderPiece:
    """One piece to order, and the links that it carries."""

    serial: str
    """Serial of the piece, such as T7K3QF2M."""
    kind: AssemblyKind
    """Kind of the piece."""
    links: tuple[LinkRow, ...]
    """Rows of its links, in the order of the legs; one at least."""

    @property
    def spare(self) -> int:
        """Legs that carry no link."""
        return max(0, len(self.kind.a_legs_mm) - len(self.links))


@dataclass(frozen=True)
class PieceLeg:
    """One leg of a piece with its labels; a spare leg has no link."""

    piece: OrderPiece
    """The piece whose leg it is."""
    leg: int
    """Number of the leg, from 1; 0 for a single cable that carries one link."""
    row: LinkRow | None
    """Row of the link on it; None for a spare leg."""

    def label(self, end: str) -> str:
        """The label at one end."""
        if self.row is None:
            return f"SPARE {self.piece.serial}.{self.leg:02d} {end}"
        return (self.row.label_a if end == "A" else self.row.label_b).text


_KIND_FIELDS: tuple[Field[OrderLine], ...] = (
    Field("kind", "kind", attrgetter("kind.id"), 0.95),
    Field("quantity", "qty", attrgetter("quantity"), 0.5),
    Field("description", "description", attrgetter("description"), 2.2),
    Field("fiber", "fiber", attrgetter("grade"), 0.9),
    Field("fibers", "fibers", attrgetter("fibers"), 0.6),
    Field("legs", "legs", attrgetter("legs"), 0.5),
    Field("connector", "connector, every leg, both ends", attrgetter("connector"), 1.2),
    Field("polarity", "polarity", attrgetter("kind.polarity"), 0.8),
    Field("body_m", "body m", lambda line: metres(line.kind.body_mm), 0.7),
    Field("overall_m", "overall m", lambda line: metres(line.kind.overall_mm), 0.7),
    Field("a_legs_m", "legs A", lambda line: leg_lengths_text(line.kind.a_legs_mm), 1.8),
    Field("b_legs_m", "legs B", lambda line: leg_lengths_text(line.kind.b_legs_mm), 1.8),
    Field("tolerance", "tolerance", attrgetter("tolerance"), 0.8),
    Field("jacket", "jacket", attrgetter("jacket"), 0.7),
    Field("eye", "pulling eye", attrgetter("eye"), 0.9),
    Field("diameters_mm", "dia. body / leg mm", attrgetter("diameters"), 0.8),
    Field("supplier_part", "part number", blank, 1.9, QUOTE),
    Field("unit_price", "unit price", blank, 1.2, QUOTE),
    Field("quoted_lead_time", "lead time", blank, 1.2, QUOTE),
)
_LEG_FIELDS: tuple[Field[OrderLeg], ...] = (
    Field("kind", "kind", attrgetter("kind.id")),
    Field("end", "end", attrgetter("end")),
    Field("leg", "leg", attrgetter("leg")),
    Field("length_m", "minimum length m", lambda leg: metres(leg.length_mm)),
    Field("over_mm", "tolerance mm (plus)", attrgetter("over_mm")),
    Field("connector", "connector", attrgetter("kind.connector"), 1.5),
    Field("gender", "gender", attrgetter("kind.gender")),
)
_PIECE_FIELDS: tuple[Field[OrderPiece], ...] = (
    Field("serial", "serial", attrgetter("serial")),
    Field("kind", "kind", attrgetter("kind.id"), 0.6),
    Field("description", "description", attrgetter("kind.model"), 2),
    Field("body_m", "body m", lambda piece: metres(piece.kind.body_mm), 0.7),
    Field("legs_used", "legs used", lambda piece: len(piece.links), 0.7),
    Field("legs_spare", "legs spare", attrgetter("spare"), 0.7),
    Field("a_rack", "A rack", lambda piece: piece.links[0].a.rack, 0.8),
    Field("b_rack", "B rack", lambda piece: piece.links[0].b.rack, 0.8),
    Field("route", "route", lambda piece: route_text(piece.links[0].route), 3),
)


def _label_fields(base_url: str) -> tuple[Field[PieceLeg], ...]:
    """The columns of the labels; codes are like those on the labels that crews apply, one for each end."""

    def port(side: Side) -> Callable[[PieceLeg], str]:
        return lambda leg: device_port_text(leg.row, side) if leg.row else ""

    def code(side: Side) -> Callable[[PieceLeg], str]:
        return lambda leg: end_code(base_url, leg.row.cable_id, side) if leg.row else ""

    return (
        Field("serial", "serial", attrgetter("piece.serial"), 0.8),
        Field("kind", "kind", attrgetter("piece.kind.id"), 0.6),
        Field("leg", "leg", attrgetter("leg"), 0.4),
        Field("label_a", "label on the A leg", lambda leg: leg.label("A"), 2.2),
        Field("label_b", "label on the B leg", lambda leg: leg.label("B"), 2.2),
        Field("a_rack", "A rack", lambda leg: (leg.row or leg.piece.links[0]).a.rack, 0.6),
        Field("b_rack", "B rack", lambda leg: (leg.row or leg.piece.links[0]).b.rack, 0.6),
        Field("port_a", "port at A", port("A"), 1.4),
        Field("port_b", "port at B", port("B"), 1.4),
        Field("code_a", "code at A (QR)", code("A"), 1.4),
        Field("code_b", "code at B (QR)", code("B"), 1.4),
    )


def order_form(rows: PlanRows) -> SheetDocument:
    """Kinds, the leg table of each, and every piece with its labels."""
    plan = rows.plan
    kinds = [kind for kind in plan.kinds if kind.custom]
    quantities = Counter(plan.kinds[kind].id for kind in plan.assemblies.kind.tolist())
    pieces = list(_list_pieces(rows))
    lines = [_order_line(rows, kind, quantities[kind.id]) for kind in kinds]
    kind_table = make_table("order_form", "Kinds", _KIND_FIELDS, lines)
    terms = list_terms(rows, kinds, len(pieces)) if kinds else []
    term_table = make_table("order_form_terms", "Terms", TERM_FIELDS, terms)
    piece_table = make_table("order_form_index", "Pieces", _PIECE_FIELDS, pieces)
    legs = [leg for piece in pieces for leg in _list_piece_legs(piece)]
    label_table = make_table("order_form_pieces", "Labels", _label_fields(rows.options.base_url), legs)
    leg_table = make_table(
        "order_form_legs", "Legs", _LEG_FIELDS, [leg for kind in kinds for leg in _list_legs(rows, kind)]
    )
    return SheetDocument(
        name="order_form",
        title="Order form for custom assemblies",
        subtitle=f"{count_text(len(kinds), 'kind')}, {count_text(len(pieces), 'piece')} for {plan.project.site.name}",
        tables=(kind_table, leg_table, piece_table, label_table, term_table),
        print_tables=(
            replace(keep_together(kind_table, UNIT), notes=_notes(rows, lines), has_rules=True),
            *((keep_together(keep_together(term_table, UNIT), BLANK),) if kinds else ()),
        ),
    )


def _notes(rows: PlanRows, lines: list[OrderLine]) -> tuple[str, ...]:
    """The sums of the order, and what the supplier does with it. Assumptions of the planner are named as such."""
    if not lines:
        return ("This plan orders no custom assemblies.",)
    pieces = sum(line.quantity for line in lines)
    body_mm = sum(line.quantity * line.kind.body_mm for line in lines)
    legs_mm = sum(line.quantity * (sum(line.kind.a_legs_mm) + sum(line.kind.b_legs_mm)) for line in lines)
    return (
        f"{count_text(pieces, 'piece')} in {count_text(len(lines), 'kind')}: {whole_metres_text(body_mm)} m of body, "
        f"{whole_metres_text(legs_mm)} m of legs. Terms after the kinds, drawings in order_drawings.pdf, "
        "pieces and label texts in order_form.xlsx, label texts alone in labels.csv.",
        "Diameters, pulling eye, length increments, tolerance and jacket may be the buyer's assumptions: confirm each, "
        "or propose another, before manufacture.",
    )


def _order_line(rows: PlanRows, kind: AssemblyKind, quantity: int) -> OrderLine:
    """One kind: a trunk, or a single cable made to order."""
    catalog = rows.plan.project.catalog
    connector = connector_words(kind.connector, kind.gender)
    if kind.far_connector:
        connector = f"A {connector_words(*kind.a_plug)}, B {connector}"
    if kind.form == "trunk":
        trunk = catalog.trunks[kind.model]
        return OrderLine(
            kind=kind,
            quantity=quantity,
            description=f"{trunk.model}: pre-terminated trunk, {trunk.legs} legs of "
            f"{trunk.fibers // trunk.legs} fibers (8 lit) at each end",
            grade=trunk.grade,
            fibers=trunk.fibers,
            legs=trunk.legs,
            connector=connector,
            tolerance=f"plus {trunk.tolerance_plus_pct} %, minus 0",
            jacket=trunk.jacket,
            eye=f"A end, max. dia. {millimetres_text(trunk.eye_diameter_um)} mm",
            diameters=f"{millimetres_text(trunk.diameter_um)} / {millimetres_text(trunk.leg_diameter_um)}",
        )
    cable = catalog.cables[kind.model]
    return OrderLine(
        kind=kind,
        quantity=quantity,
        description=f"{cable.model} {form_text(cable.form)} {cable.grade}",
        grade=cable.grade,
        fibers="",
        legs=cable.legs,
        connector=connector
        if kind.connector
        else f"A {cage_text(cable.cage_kind)}, B {cage_text(cable.far_cage_kind or cable.cage_kind)}",
        tolerance="minus 0",
        jacket=cable.jacket,
        eye="none",
        diameters=millimetres_text(cable.diameter_um),
    )


def _list_legs(rows: PlanRows, kind: AssemblyKind) -> Iterator[OrderLeg]:
    """The legs of a kind, A ends first; none of a single cable."""
    if not kind.a_legs_mm:
        return
    trunk = rows.plan.project.catalog.trunks[kind.model]
    for end, legs in (("A", kind.a_legs_mm), ("B", kind.b_legs_mm)):
        for leg, length in enumerate(legs, start=1):
            yield OrderLeg(kind, end, leg, length, tolerance_mm(length, trunk))


def _list_pieces(rows: PlanRows) -> Iterator[OrderPiece]:
    """All pieces to order, by serial."""
    for assembly, kind_index in enumerate(rows.plan.assemblies.kind.tolist()):
        kind = rows.plan.kinds[kind_index]
        if kind.custom:
            yield OrderPiece(rows.index.serials[assembly], kind, tuple(rows.by_assembly[assembly]))


def _list_piece_legs(piece: OrderPiece) -> Iterator[PieceLeg]:
    """The legs of a piece, spare ones too."""
    links = {row.leg: row for row in piece.links}
    for leg in range(1, len(piece.kind.a_legs_mm) + 1) if piece.kind.a_legs_mm else sorted(links):
        yield PieceLeg(piece, leg, links.get(leg))
