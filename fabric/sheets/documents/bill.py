"""The bill of materials: switches and their modules, optics, stock cables and custom assemblies, with the lot that each
comes from.

Links, cages, transceivers, connectors and assemblies are different things and are counted separately.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from fabric.catalog import CableType, PartNumber
from fabric.plan import AssemblyKind, assembly_cents, draw_lots, is_unpriced, list_bought
from fabric.project import Lot, PanelOffer
from fabric.sheets.rows.cage_words import cage_text, transceiver_text
from fabric.sheets.rows.carts import list_carts, total_needs
from fabric.sheets.rows.consumables import Consumable
from fabric.sheets.rows.fields import Field, cells_of, columns_of, make_table
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import MEDIA_NAMES, form_text, role_text, short_metres_text
from fabric.topology import TIERS
from fabric.writers import Cell, SheetDocument, Table
from layouts import divide_up


@dataclass(frozen=True, kw_only=True)
class BillLine:
    """One line: some pieces of one item from one source at one price."""

    group: str
    """Group of items: switch, module, optic, cable or custom."""
    item: str
    """Model of a switch, module or transceiver; kind of a cable."""
    number: PartNumber | None
    """Part number of its vendor; None where the catalogue knows none."""
    part: str
    """Part number of the vendor for this length; empty where it is not known."""
    description: str
    """Role, form, fiber and length, in words for a buyer."""
    quantity: int
    """Number of pieces at this price that are installed."""
    spares: int = 0
    """Further pieces that the request wants as spares."""
    cents: int
    """Price of one piece in US cents."""
    lot: Lot | None = None
    """Lot that the pieces come from; None where none has them."""
    is_trunk: bool = False
    """Whether the pieces are trunks, whose price has no part for the lengths of their legs."""
    holder: str = ""
    """Device with whose lot and price the pieces come: modules have none of their own."""
    offer: PanelOffer | None = None
    """The offer of the inventory that it comes from, where it is a panel."""

    @property
    def source(self) -> str:
        """Lot in stock, or that it is to be ordered."""
        if self.holder:
            return f"with {self.holder}"
        if self.offer:
            return "to order" if self.offer.quantity is None else "stock of inventory.yaml"
        if self.lot is None:
            return "no lot"
        return "to order" if self.lot.is_ordered else f"lot {self.lot.name}"

    @property
    def price_source(self) -> str:
        """Origin of the price, and how well it is known."""
        if self.holder:
            return f"included with {self.holder}"
        if self.offer:
            return "inventory"
        if is_unpriced(self.lot, self.cents):
            return "none stated"
        return "lot" if self.lot and self.lot.price_cents is not None else "catalogue, assumed"


_FIELDS: tuple[Field[BillLine], ...] = (
    Field("group", "group", attrgetter("group"), 0.7),
    Field("vendor", "vendor", lambda line: line.number.vendor if line.number else "", 0.8),
    Field("part", "part number", attrgetter("part"), 1.6),
    Field("order_number", "order number", lambda line: line.number.order_number if line.number else "", 1.5),
    Field("item", "item", attrgetter("item"), 1.5),
    Field("description", "description", attrgetter("description"), 3.0),
    Field("quantity", "installed", attrgetter("quantity"), 0.7),
    Field("spares", "spares", attrgetter("spares"), 0.5),
    Field("total", "to supply", lambda line: line.quantity + line.spares, 0.7),
    Field("unit", "unit", lambda _: "piece", 0.5),
    Field("unit_price_usd", "unit price USD", lambda line: line.cents / 100, 0.9),
    Field("price_usd", "price USD", lambda line: line.cents * line.quantity / 100, 1.0),
    Field("spares_usd", "spares USD", lambda line: line.cents * line.spares / 100, 0.9),
    Field("price_source", "price from", attrgetter("price_source"), 1.1),
    Field("condition", "condition", lambda line: line.lot.condition if line.lot else "new", 0.8),
    Field("lead_time_days", "lead time days", lambda line: (line.lot and line.lot.lead_time_days) or "", 0.7),
    Field("from", "stock or order", attrgetter("source"), 1.5),
)


_CONSUMABLE_FIELDS: tuple[Field[Consumable], ...] = (
    Field("what", "what", attrgetter("what"), 1.5),
    Field("quantity", "quantity", attrgetter("quantity"), 0.5),
    Field("unit", "unit", attrgetter("unit"), 0.5),
    Field("counted", "for", attrgetter("counted_words"), 0.7),
    Field("rule", "rule", attrgetter("rule"), 4.0),
)
_CONSUMABLE_NOTE = (
    "Sums of all carts of the kitting list. Consumables have no price in the catalogue: the material total leaves "
    "them out."
)
_TRUNK_NOTE = (
    "Catalogue price of a trunk: by the length of its body and the number of its legs; legs of any length are included."
)
_PRINTED = ("vendor", "part", "item", "description", "quantity", "spares", "unit_price_usd", "price_usd", "from")
"""Columns in print; files have all."""


def bill_of_materials(rows: PlanRows) -> SheetDocument:
    """Everything to buy or to take from stock, and the counts that explain it."""
    lines = list_lines(rows)
    total = rows.plan.summary.cost_cents / 100
    spares = sum(line.cents * line.spares for line in lines) / 100
    sums: dict[str, Cell] = {
        "group": "total",
        "description": "material without spares and consumables",
        "price_usd": total,
        "spares_usd": spares,
    }
    counts = _counts(rows)
    needs = total_needs(list_carts(rows))
    consumables = make_table("consumables", "Consumables", _CONSUMABLE_FIELDS, needs, (_CONSUMABLE_NOTE,))
    printed = [field for field in _FIELDS if field.key in _PRINTED]
    return SheetDocument(
        name="bill_of_materials",
        title="Bill of materials",
        subtitle=f"material {total:,.2f} USD; catalogue prices are assumed; where a stock lot gives a price, "
        "that price is used",
        tables=(_material(_FIELDS, lines, sums), counts, consumables),
        print_tables=(_material(printed, lines, {**sums, "vendor": "total"}), consumables, counts),
    )


def list_lines(rows: PlanRows) -> list[BillLine]:
    """The lines of all switches, transceivers, panels and cables."""
    return [*_list_switches(rows), *_list_optics(rows), *_list_panels(rows), *_list_cables(rows)]


def _list_panels(rows: PlanRows) -> Iterator[BillLine]:
    """The panels that the plan places by model, each model with the adapters of the ports in use by their keys."""
    whole = rows.whole
    model_of = {panel.id: panel.placed.model for panel in whole.project.panels if panel.placed}
    counts = Counter(model_of.values())
    trunks = [row for row in rows.links if row.a.device in model_of and row.b.device in model_of]
    used = Counter(
        (model_of[end.device], rows.plan.kinds[row.kind_index].polarity == "B")
        for row in trunks
        for end in (row.a, row.b)
    )
    for offer in whole.project.inventory.panels:
        if not counts[offer.model]:
            continue
        panel = BillLine(
            group="panel",
            item=offer.model,
            number=None,
            part="",
            description=f"patch panel of {offer.ports} x {offer.connector}, {offer.half_ru / 2:g} U",
            quantity=counts[offer.model],
            cents=offer.price_cents,
            offer=offer,
        )
        yield panel
        for is_crossed, keys in ((False, "key up to key down (Type A)"), (True, "key up to key up (Type B)")):
            if used[offer.model, is_crossed]:
                yield replace(
                    panel,
                    group="adapter",
                    item=f"{offer.connector} adapter",
                    description=f"adapters of the ports in use, {keys}",
                    quantity=used[offer.model, is_crossed],
                    cents=0,
                    offer=None,
                    holder=offer.model,
                )


def _material(fields: Sequence[Field[BillLine]], lines: Sequence[BillLine], sums: Mapping[str, Cell]) -> Table:
    """The lines in some columns, and their sums below."""
    last: tuple[Cell, ...] = tuple(sums.get(field.key, "") for field in fields)
    return Table(
        name="bill_of_materials",
        title="Material",
        columns=columns_of(fields),
        rows=(*cells_of(fields, lines), last),
        notes=(_TRUNK_NOTE,) if any(line.is_trunk for line in lines) else (),
    )


def _draw(rows: PlanRows, wanted: BillLine, model: str) -> Iterator[BillLine]:
    """The lines of some pieces of a model by the lots that they come from, each at the price of its lot."""
    number = rows.plan.project.catalog.part_number(model)
    part = number.part_of(0) if number else ""
    left = wanted.spares
    for lot, taken, cents in draw_lots(rows.plan.project, model, wanted.quantity, wanted.cents):
        yield replace(wanted, number=number, part=part, quantity=taken, spares=left, cents=cents, lot=lot)
        left = 0


def _spares(rows: PlanRows, count: int) -> int:
    """Spare pieces for some that are installed."""
    return divide_up(count * rows.plan.project.request.limits.spares_pct, 100)


def _list_switches(rows: PlanRows) -> Iterator[BillLine]:
    """Switches and other devices that are bought, by model."""
    new = list_bought(rows.whole.project, rows.whole.devices)
    for model, count in sorted(Counter(device.model for device in new).items()):
        roles = Counter[str](device.role for device in new if device.model == model)
        cents = rows.plan.project.catalog.device_types[model].price_cents
        line = BillLine(
            group="switch",
            item=model,
            number=None,
            part="",
            description=device_words(roles),
            quantity=count,
            cents=cents,
        )
        yield from _draw(rows, line, model)
        yield from _list_modules(rows, model, count)


def device_words(roles: Mapping[str, int]) -> str:
    """Devices of one model by role: switch: 32 leaves and 16 spines; device: 4 nodes."""
    what = " and ".join(role_text(number, role) for role, number in sorted(roles.items()))
    return f"{'switch' if roles.keys() <= set(TIERS) else 'device'}: {what}"


def _list_modules(rows: PlanRows, model: str, count: int) -> Iterator[BillLine]:
    """The modules in the bays of some devices of a model."""
    for module in rows.plan.project.catalog.device_types[model].modules:
        yield BillLine(
            group="module",
            item=module.model,
            number=PartNumber(module.model, None, module.vendor, module.part, "", "NetBox", "secondary"),
            part=module.part,
            description=f"module: {module.quantity} in each of {count} {model}",
            quantity=module.quantity * count,
            cents=0,
            holder=model,
        )


def _list_optics(rows: PlanRows) -> Iterator[BillLine]:
    """Transceivers by model."""
    plan = rows.plan
    for index, model in enumerate(plan.optic_models):
        optic = plan.project.catalog.optics[model]
        what = f"{transceiver_text(optic.cage_kind)}, {optic.mpos} x {optic.connector}, {MEDIA_NAMES[optic.fiber]}"
        count = int((plan.optics.model == index).sum())
        line = BillLine(
            group="optic",
            item=model,
            number=None,
            part="",
            description=what,
            quantity=count,
            spares=_spares(rows, count),
            cents=optic.price_cents,
        )
        yield from _draw(rows, line, model)


def _list_cables(rows: PlanRows) -> Iterator[BillLine]:
    """Assemblies by kind and lot."""
    plan = rows.plan
    pieces = Counter(zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True))
    for (kind_index, lot_index), count in sorted(pieces.items()):
        kind, lot = plan.kinds[kind_index], plan.project.inventory.lots[lot_index]
        number = plan.project.catalog.part_number(kind.model, kind.body_mm)
        yield BillLine(
            group="custom" if kind.custom else "cable",
            item=kind.id,
            number=number,
            part=number.part_of(kind.body_mm) if number else "",
            description=_describe(rows, kind),
            quantity=count,
            spares=0 if kind.form == "trunk" else _spares(rows, count),
            cents=assembly_cents(plan.project, kind, lot),
            lot=lot,
            is_trunk=kind.form == "trunk",
        )


def _describe(rows: PlanRows, kind: AssemblyKind) -> str:
    catalog = rows.plan.project.catalog
    if kind.form == "trunk":
        legs = catalog.trunks[kind.model].legs
        return f"trunk {kind.model}, {legs} legs, body {short_metres_text(kind.body_mm)} m, see order form"
    cable: CableType = catalog.cables[kind.model]
    split = f"1:{cable.legs} splitter " if cable.is_splitter else f"{cable.legs}-link " if cable.is_straight else ""
    plugs = dict.fromkeys((cable.connector, cable.far_connector or cable.connector))
    ends = " to ".join(filter(None, plugs)) or " to ".join(
        map(cage_text, dict.fromkeys(filter(None, (cable.cage_kind, cable.far_cage_kind))))
    )
    return f"{split}{form_text(cable.form)} {cable.grade} {short_metres_text(kind.body_mm)} m, {ends}"


def _counts(rows: PlanRows) -> Table:
    plan = rows.plan
    singles = sum(not plan.kinds[kind].a_legs_mm for kind in plan.assemblies.kind.tolist())
    ends = [end for row in rows.links for end in (row.a, row.b)]
    counts = {
        "links": len(rows.whole.links),
        "cages in use": len({(end.device, end.cages, end.cage) for end in ends}),
        "transceivers": len(plan.optics.device),
        "connectors to plug": len({(end.device, end.cages, end.cage, end.mpo) for end in ends}),
        "trunks": len(plan.assemblies.kind) - singles,
        "single cables": singles,
        **({"placed panels": len(placed)} if (placed := rows.whole.project.placed_panels) else {}),
        "pulls": len(plan.pulls.form),
        "racks with cables": len({end.rack for end in ends}),
    }
    fields: tuple[Field[tuple[str, int]], ...] = (
        Field("what", "what", lambda line: line[0], 2),
        Field("count", "count", lambda line: line[1], 1),
    )
    return make_table("counts", "Counts", fields, counts.items())
