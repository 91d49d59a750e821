"""Kitting: the load of the cart of each crew and shift, in the order of use, and the lot of each piece."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from fabric.plan import AssemblyKind, PackageKind
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import kilograms, metres
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import (
    cart_text,
    count_text,
    form_text,
    order_text,
    work_place_text,
)
from fabric.writers import SheetDocument


@dataclass(frozen=True, kw_only=True)
class CartItem:
    """Pieces of one kind that one step takes from a cart."""

    section: CrewSection
    """The crew and the shift of the cart."""
    step: int
    """Number of the step."""
    what: str
    """Form of the pieces, or that they are transceivers."""
    item: str
    """Model, kind, or serial of a piece made to order."""
    serials: tuple[str, ...] = ()
    """Serials that stock pieces get."""
    quantity: int
    """Number of pieces, at least 1; 1 for a piece made to order."""
    overall_mm: int | None = None
    """Length from plug to plug of one piece; None for transceivers."""
    weight_g: int | None = None
    """Weight of all pieces; None for transceivers."""
    source: str
    """Place that the pieces come from: `custom` and kind, `stock` and lot, `inventory` for transceivers."""
    goes_to: str
    """Racks of a pull from the coil to the A end; rack and device of transceivers."""

    @property
    def words(self) -> str:
        """The item, and the serials that pieces from stock become."""
        if not self.serials:
            return self.item
        last = f" .. {self.serials[-1]}" if len(self.serials) > 1 else ""
        return f"{self.item}, becomes {self.serials[0]}{last}"


_CART_FIELDS: tuple[Field[CartItem], ...] = (
    Field("cart", "cart", lambda one: cart_text(one.section.crew, one.section.shift), 0.7),
    Field("crew", "crew", attrgetter("section.crew"), 0.5),
    Field("day", "day", attrgetter("section.day"), 0.9),
    Field("shift", "shift", attrgetter("section.shift_name"), 0.7),
)
_ITEM_FIELDS: tuple[Field[CartItem], ...] = (
    Field("step", "step", attrgetter("step"), 0.5),
    Field("what", "what", attrgetter("what"), 1.4),
    Field("item", "item", attrgetter("words"), 2.4),
    Field("quantity", "quantity", attrgetter("quantity"), 0.7),
    Field("length_m", "overall length m", lambda one: metres(one.overall_mm), 0.9),
    Field("weight_kg", "weight kg", lambda one: kilograms(one.weight_g), 0.6),
    Field("source", "from", attrgetter("source"), 2.0),
    Field("goes_to", "goes to", attrgetter("goes_to"), 1.6),
    Field("done", "done", blank, 0.5),
)


def kitting_list(rows: PlanRows) -> SheetDocument:
    """One cart a crew and shift: assemblies by serial or, for stock, by kind; transceivers by model."""
    carts = [
        (section, [item for step in section.steps for item in _list_items(rows, section, step)])
        for section in list_sections(rows)
    ]
    carts = [(section, items) for section, items in carts if items]
    everything = [item for _, items in carts for item in items]
    printed = tuple(
        make_table(
            f"cart_{cart_text(section.crew, section.shift)}",
            f"Cart {cart_text(section.crew, section.shift)}: crew {section.crew}, {section.when}",
            _ITEM_FIELDS,
            items,
        )
        for section, items in carts
    )
    return SheetDocument(
        name="kitting_list",
        title="Kitting list",
        subtitle=f"{rows.plan.project.site.name}: {count_text(len(carts), 'cart')}",
        tables=(make_table("kitting_list", "Carts", (*_CART_FIELDS, *_ITEM_FIELDS), everything),),
        print_tables=printed,
    )


def _list_items(rows: PlanRows, section: CrewSection, step: Step) -> Iterator[CartItem]:
    """The items that one step takes."""
    if step.kind == PackageKind.OPTICS:
        device = rows.plan.devices[step.subject]
        models = [cage.model for cage in rows.index.cages_of[step.subject]]
        for model in sorted(set(models)):
            yield CartItem(
                section=section,
                step=step.number,
                what="transceivers",
                item=model,
                quantity=models.count(model),
                source="inventory",
                goes_to=f"{device.rack} {device.id}",
            )
    if step.kind != PackageKind.PULL:
        return
    for pieces in _group_pieces(rows, step.subject):
        first = pieces[0]
        kind = rows.plan.kinds[first.kind_index]
        yield CartItem(
            section=section,
            step=step.number,
            what=form_text(kind.form),
            item=first.serial if kind.custom else first.kind,
            serials=() if kind.custom else tuple(piece.serial for piece in pieces),
            quantity=len(pieces),
            overall_mm=kind.overall_mm,
            weight_g=len(pieces) * rows.index.weight_g(first.kind_index),
            source=order_text(first),
            goes_to=work_place_text(step.place),
        )


def _group_pieces(rows: PlanRows, pull: int) -> Iterable[list[LinkRow]]:
    """A row for each piece of a pull; stock pieces of one kind and lot together, custom ones each alone."""
    found: Mapping[tuple[int, str | None, int | None], list[LinkRow]] = defaultdict(list)
    for row in {row.assembly: row for row in rows.by_pull[pull]}.values():
        is_custom = row.lot is None
        found[row.kind_index, row.lot, row.assembly if is_custom else None].append(row)
    return found.values()


@dataclass(frozen=True)
class GoodsInPiece:
    """One custom assembly to be checked: its kind, its first link, and its cart."""

    kind: AssemblyKind
    """Kind of the piece, whose lengths and connectors are checked."""
    row: LinkRow
    """The link on its first used leg, whose labels are checked."""
    cart: str
    """Name of the cart, crew and number of the shift from 1, such as 3-1; empty where no step lays it."""


_GOODS_FIELDS: tuple[Field[GoodsInPiece], ...] = (
    Field("serial", "serial", attrgetter("row.serial"), 0.9),
    Field("kind", "kind", attrgetter("kind.id"), 0.7),
    Field("description", "description", attrgetter("kind.model"), 1.6),
    Field("body_m", "body m, at least", lambda piece: metres(piece.kind.body_mm), 0.9),
    Field("legs", "legs", lambda piece: len(piece.kind.a_legs_mm) or 1, 0.5),
    Field("connector", "connector, gender", lambda piece: f"{piece.kind.connector} {piece.kind.gender}".strip(), 1.5),
    Field("polarity", "polarity", attrgetter("kind.polarity"), 0.8),
    Field("a_label", "first label at A", attrgetter("row.label_a.text"), 2.1),
    Field("b_label", "first label at B", attrgetter("row.label_b.text"), 2.1),
    Field("length_ok", "length", blank, 0.6),
    Field("gender_ok", "gender", blank, 0.6),
    Field("continuity_ok", "continuity", blank, 0.9),
    Field("labels_ok", "labels", blank, 0.6),
    Field("cart", "to cart", attrgetter("cart"), 0.7),
)
_GOODS_NOTE = (
    "Check each piece before it goes to its cart: body and legs not shorter than the order form says, gender and keys "
    "of every connector, continuity of every fiber, labels of both ends. Quarantine failed pieces in their box and "
    "tell the planner."
)


def goods_in(rows: PlanRows) -> SheetDocument:
    """The check of every custom assembly before it is staged."""
    plan, selected = rows.plan, rows.selected
    carts = {step.subject: cart_text(step.crew, step.shift) for step in rows.steps if step.kind == PackageKind.PULL}
    pieces = []
    for assembly, (kind_index, pull) in enumerate(
        zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True)
    ):
        kind = plan.kinds[kind_index]
        if kind.custom and pull in selected.pulls and selected.is_done_by_chosen(PackageKind.PULL, pull):
            pieces.append(GoodsInPiece(kind, rows.by_assembly[assembly][0], carts.get(pull, "")))
    table = make_table("goods_in", "Custom assemblies", _GOODS_FIELDS, pieces, (_GOODS_NOTE,))
    return SheetDocument(
        name="goods_in", title="Goods-in check", subtitle=count_text(len(pieces), "piece"), tables=(table,)
    )
