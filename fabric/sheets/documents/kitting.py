"""Kitting: the load of the cart of each crew and shift with its totals, and the totals of all carts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from fabric.plan import AssemblyKind, PackageKind
from fabric.sheets.rows.carts import Cart, list_carts, total_needs
from fabric.sheets.rows.consumables import Consumable
from fabric.sheets.rows.fields import Field, blank, keep_together, make_table
from fabric.sheets.rows.figures import kilograms, metres
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection
from fabric.sheets.rows.step import TABLE, Step
from fabric.sheets.rows.supply import OpticSupply, PartWords, part_words
from fabric.sheets.rows.text import (
    cart_text,
    count_text,
    form_text,
    media_text,
    moment_text,
    order_text,
    place_words,
    ranges_text,
    short_metres_text,
    work_place_text,
)
from fabric.writers import Cell, SheetDocument, Table


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
    kind: str
    """Model of transceivers, kind of assemblies."""
    use: str
    """Words against a wrong pick: top and devices of a transceiver, medium of a cable."""
    number: PartWords
    """Part and order number of the vendor."""
    serials: tuple[str, ...] = ()
    """Serials that stock pieces get."""
    quantity: int
    """Number of pieces, at least 1; 1 for a piece made to order."""
    overall_mm: int | None = None
    """Length from plug to plug of one piece; None for transceivers."""
    weight_g: int | None = None
    """Weight of all pieces; None for transceivers."""
    source: str
    """Place that the pieces come from: `custom` and kind, `stock` and lot, lots of transceivers."""
    goes_to: str
    """Racks of a pull from the coil to the A end; rack and device of transceivers."""

    @property
    def cart(self) -> str:
        """Name of the cart."""
        return cart_text(self.section.crew, self.section.shift)

    @property
    def words(self) -> str:
        """The item, and the serials that pieces from stock become."""
        if not self.serials:
            return self.item
        last = f" .. {self.serials[-1]}" if len(self.serials) > 1 else ""
        return f"{self.item}, becomes {self.serials[0]}{last}"


@dataclass(frozen=True)
class Pick:
    """Pieces that are picked in one go: one item of one source for one cart, or for all carts."""

    items: tuple[CartItem, ...]
    """The items of the steps, all alike; one at least."""
    name: str
    """Model, kind or serial."""

    @property
    def first(self) -> CartItem:
        """The first of the items, which tells what all share."""
        return self.items[0]

    @property
    def quantity(self) -> int:
        """Number of pieces."""
        return sum(item.quantity for item in self.items)

    @property
    def weight_g(self) -> int | None:
        """Weight of all pieces; None for transceivers."""
        return None if self.first.weight_g is None else sum(item.weight_g or 0 for item in self.items)

    @property
    def carts(self) -> str:
        """The carts with their numbers of pieces: 1-1: 288, 2-1: 64."""
        runs = groupby(self.items, key=attrgetter("cart"))
        return ", ".join(f"{cart}: {sum(item.quantity for item in found)}" for cart, found in runs)


@dataclass(frozen=True)
class CartNeed:
    """A consumable of one cart."""

    cart: str
    """Name of the cart; of all carts their names with their numbers."""
    item: Consumable
    """The consumable with its number and rule."""


_CART_FIELDS: tuple[Field[CartItem], ...] = (
    Field("cart", "cart", attrgetter("cart"), 0.7),
    Field("crew", "crew", attrgetter("section.crew"), 0.5),
    Field("day", "day", attrgetter("section.day"), 0.9),
    Field("shift", "shift", attrgetter("section.shift_name"), 0.7),
    Field("step", "step", attrgetter("step"), 0.5),
    Field("what", "what", attrgetter("what"), 1.4),
    Field("item", "item", attrgetter("words"), 2.4),
    Field("use", "use", attrgetter("use"), 2.0),
    Field("part", "part number", attrgetter("number.part"), 1.4),
    Field("order_number", "order number", attrgetter("number.order_number"), 1.4),
    Field("quantity", "quantity", attrgetter("quantity"), 0.7),
    Field("length_m", "overall length m", lambda one: metres(one.overall_mm), 0.9),
    Field("weight_kg", "total weight kg", lambda one: kilograms(one.weight_g), 0.65),
    Field("source", "from", attrgetter("source"), 2.0),
    Field("goes_to", "goes to", attrgetter("goes_to"), 1.6),
    Field("done", "done", blank, 0.5),
)
_PICK_FIELDS: tuple[Field[Pick], ...] = (
    Field("quantity", "quantity", attrgetter("quantity"), 0.65),
    Field("what", "what", attrgetter("first.what"), 1.0),
    Field("item", "item", attrgetter("name"), 1.45),
    Field("use", "use", attrgetter("first.use"), 1.9),
    Field("part", "part number", attrgetter("first.number.part"), 1.4),
    Field("order_number", "order number", attrgetter("first.number.order_number"), 1.4),
    Field("length_m", "overall m each", lambda one: metres(one.first.overall_mm), 0.7),
    Field("weight_kg", "total weight kg", lambda one: kilograms(one.weight_g), 0.65),
    Field("source", "from", attrgetter("first.source"), 1.5),
    Field("bin", "bin or shelf", blank, 0.9),
)
_STEPS: Field[Pick] = Field("steps", "for steps", lambda one: ranges_text({item.step for item in one.items}), 1.4)
_CARTS: Field[Pick] = Field("carts", "carts: pieces", attrgetter("carts"), 1.6)
_DONE: Field[Pick] = Field("done", "picked", blank, 0.6)
_NEED_FIELDS: tuple[Field[CartNeed], ...] = (
    Field("cart", "cart", attrgetter("cart"), 0.5),
    Field("quantity", "quantity", attrgetter("item.quantity"), 0.5),
    Field("unit", "unit", attrgetter("item.unit"), 0.5),
    Field("what", "what", attrgetter("item.what"), 2.0),
    Field("counted", "for", attrgetter("item.counted_words"), 0.7),
    Field("rule", "rule", attrgetter("item.rule"), 4.0),
    Field("done", "picked", blank, 0.4),
)
_SUM_FIELDS: tuple[Field[CartNeed], ...] = (
    *(field for field in _NEED_FIELDS if field.key not in ("cart", "done")),
    Field("cart", "carts: units", attrgetter("cart"), 3.0),
)
"""Columns of the consumables of all carts in print."""
_CART = re.compile(r"(?<=\d:) (?=\d)")
"""The space between a cart and its pieces."""
DENSE = 1.0
"""Room above and below the text of a printed row of a cart, in points."""
_SIGN = (
    f"Staging place: {20 * '_'}   Picked by: {20 * '_'}   Date, time: {16 * '_'}   Checked by: {18 * '_'}   "
    f"Received by: {20 * '_'}"
)


def kitting_list(rows: PlanRows) -> SheetDocument:
    """The totals of all carts, then one cart a crew and shift: assemblies by serial or, for stock, by kind;
    transceivers by model; consumables.
    """
    supply = OpticSupply(rows)
    carts = list_carts(rows)
    items_of = {
        cart.name: [item for step in cart.section.steps for item in _list_items(rows, supply, cart.section, step)]
        for cart in carts
    }
    needs = [CartNeed(cart.name, need) for cart in carts for need in cart.needs]
    everything = [item for items in items_of.values() for item in items]
    totals = (*_PICK_FIELDS, _CARTS, _DONE)
    picks = _collect(everything, by_kind=True)
    whole = make_table("kitting_totals", "All carts", totals, picks)
    sums = make_table("kitting_needs", "Consumables of all carts", _SUM_FIELDS, _sum_needs(carts))
    return SheetDocument(
        name="kitting_list",
        title="Kitting list",
        subtitle=f"{rows.plan.project.site.name}: {count_text(len(carts), 'cart')}",
        tables=(
            make_table("kitting_list", "Carts", _CART_FIELDS, everything),
            whole,
            make_table("kitting_consumables", "Consumables", _NEED_FIELDS, needs),
        ),
        print_tables=(
            keep_together(_add_total(whole, totals, picks), _CART),
            keep_together(sums, _CART),
            *(_print_cart(rows, cart, items_of[cart.name]) for cart in carts),
        ),
    )


def _sum_needs(carts: Sequence[Cart]) -> list[CartNeed]:
    """The consumables of all carts, each with the units of every cart."""
    return [
        CartNeed(
            ", ".join(
                f"{cart.name}: {need.quantity}" for cart in carts for need in cart.needs if need.what == one.what
            ),
            one,
        )
        for one in total_needs(carts)
    ]


def _print_cart(rows: PlanRows, cart: Cart, items: Sequence[CartItem]) -> Table:
    """The picks of one cart with a total, its consumables, and who signs for it."""
    fields = (*_PICK_FIELDS, _STEPS, _DONE)
    picks = _collect(items, by_kind=False)
    section, first = cart.section, cart.section.steps[0]
    begin = moment_text(rows.plan.project.request.racks_ready, first.start)
    act = "pull" if first.pull else "step"
    notes = (f"Ready by {begin}. First {act} {place_words(first.place)}.", _SIGN)
    title = f"Cart {cart.name}: crew {section.crew}, {section.when}"
    table = make_table(f"cart_{cart.name}", title, fields, picks, notes)
    if len(picks) > 1:
        table = _add_total(table, fields, picks)
    return replace(table, rows=(*table.rows, *(_need_row(need, fields) for need in cart.needs)), pad=DENSE)


def _need_row(need: Consumable, fields: Sequence[Field[Pick]]) -> tuple[Cell, ...]:
    """A consumable among the picks of a cart."""
    cells: Mapping[str, Cell] = {
        "quantity": need.quantity if need.unit == "piece" else f"{need.quantity} {need.unit}",
        "what": "consumable",
        "item": need.what,
        "use": f"for {need.counted_words}",
    }
    return tuple(cells.get(field.key, "") for field in fields)


def _add_total(table: Table, fields: Sequence[Field[Pick]], picks: Sequence[Pick]) -> Table:
    """A table with the pieces and the weight of all picks in its last row."""
    sums: Mapping[str, Cell] = {
        "quantity": sum(pick.quantity for pick in picks),
        "what": "total pieces",
        "weight_kg": kilograms(sum(pick.weight_g or 0 for pick in picks) or None),
        "source": "weight excludes transceivers" if any(pick.weight_g is None for pick in picks) else "",
    }
    total = tuple(sums.get(field.key, "") for field in fields)
    return replace(table, rows=(*table.rows, total), sums=frozenset({len(table.rows)}))


def _collect(items: Iterable[CartItem], by_kind: bool) -> list[Pick]:
    """Items that are picked in one go; pieces made to order alone by serial, or all of a kind together."""
    found: Mapping[tuple[str, str, str], list[CartItem]] = defaultdict(list)
    for item in items:
        found[item.what, item.kind if by_kind else item.item, item.source].append(item)
    return [Pick(tuple(alike), name) for (_, name, _), alike in sorted(found.items())]


def _list_items(rows: PlanRows, supply: OpticSupply, section: CrewSection, step: Step) -> Iterator[CartItem]:
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
                kind=model,
                use=supply.use(model),
                number=part_words(rows, model),
                quantity=models.count(model),
                source=supply.lots(model),
                goes_to=f"{TABLE}, for {device.rack} {device.id}"
                if step.place.is_table
                else f"{device.rack} {device.id}",
            )
    if not rows.index.is_picking(step.kind, step.subject):
        return
    for pieces in _group_pieces(rows, step.subject):
        first = pieces[0]
        kind = rows.plan.kinds[first.kind_index]
        yield CartItem(
            section=section,
            step=step.number,
            what=form_text(kind.form),
            item=first.serial if kind.custom else first.kind,
            kind=first.kind,
            use=_use_words(kind, first),
            number=part_words(rows, kind.model, kind.body_mm),
            serials=() if kind.custom else tuple(piece.serial for piece in pieces),
            quantity=len(pieces),
            overall_mm=kind.overall_mm,
            weight_g=len(pieces) * rows.index.weight_g(first.kind_index),
            source=order_text(first),
            goes_to=work_place_text(step.place),
        )


def _use_words(kind: AssemblyKind, row: LinkRow) -> str:
    """Medium of a cable; of a trunk also its legs, and its body, which its name has too."""
    words = media_text(row.media)
    is_trunk = kind.form == "trunk"
    return f"{words}, {kind.links} legs, body {short_metres_text(kind.body_mm)} m" if is_trunk else words


def _group_pieces(rows: PlanRows, pull: int) -> Iterable[list[LinkRow]]:
    """A row for each piece of a pull; stock pieces of one kind and lot together, custom ones each alone."""
    found: Mapping[tuple[int, str | None, int | None], list[LinkRow]] = defaultdict(list)
    for row in {row.assembly: row for row in rows.by_pull[pull]}.values():
        is_custom = row.lot is None
        found[row.kind_index, row.lot, row.assembly if is_custom else None].append(row)
    return found.values()
