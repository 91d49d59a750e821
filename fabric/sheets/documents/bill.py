"""The bill of materials: switches, optics, stock cables and custom assemblies, with the lot that each comes from.

Links, cages, transceivers, connectors and assemblies are different things and are counted separately.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from fabric.catalog import CableType
from fabric.plan import AssemblyKind, assembly_cents, draw_lots
from fabric.sheets.rows.fields import Field, cells_of, columns_of, make_table
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import MEDIA_NAMES, form_text, role_text, short_metres_text
from fabric.writers import Cell, SheetDocument, Table


@dataclass(frozen=True, kw_only=True)
class BillLine:
    """One line: some pieces of one item from one source at one price."""

    group: str
    """Group of items: switch, optic, cable or custom."""
    item: str
    """Model of a switch or transceiver; kind of a cable."""
    description: str
    """Role, form, fiber and length, in words for a buyer."""
    quantity: int
    """Number of pieces at this price."""
    cents: int
    """Price of one piece in US cents."""
    source: str
    """Lot in stock, or that it is to be bought."""


_FIELDS: tuple[Field[BillLine], ...] = (
    Field("group", "group", attrgetter("group"), 0.8),
    Field("item", "item", attrgetter("item"), 1.5),
    Field("description", "description", attrgetter("description"), 3.0),
    Field("quantity", "quantity", attrgetter("quantity"), 0.7),
    Field("unit", "unit", lambda _: "piece", 0.6),
    Field("unit_price_usd", "unit price USD", lambda line: line.cents / 100, 0.9),
    Field("price_usd", "price USD", lambda line: line.cents * line.quantity / 100, 1.0),
    Field("from", "from", attrgetter("source"), 1.6),
)


def bill_of_materials(rows: PlanRows) -> SheetDocument:
    """Everything to buy or to take from stock, and the counts that explain it."""
    lines = [*_list_switches(rows), *_list_optics(rows), *_list_cables(rows)]
    total = rows.plan.summary.cost_cents / 100
    last: tuple[Cell, ...] = ("total", "", "material without spares", "", "", "", total, "")
    return SheetDocument(
        name="bill_of_materials",
        title="Bill of materials",
        subtitle=f"material {total:,.2f} USD; prices are the catalogue's assumptions unless a lot states one",
        tables=(
            Table(
                name="bill_of_materials",
                title="Material",
                columns=columns_of(_FIELDS),
                rows=(*cells_of(_FIELDS, lines), last),
            ),
            _counts(rows),
        ),
    )


def _draw(rows: PlanRows, wanted: BillLine, model: str) -> Iterator[BillLine]:
    """The lines of some pieces of a model by the lots that they come from, each at the price of its lot."""
    for lot, taken, cents in draw_lots(rows.plan.project, model, wanted.quantity, wanted.cents):
        yield BillLine(
            group=wanted.group,
            item=wanted.item,
            description=wanted.description,
            quantity=taken,
            cents=cents,
            source=f"lot {lot.name}" if lot else "no lot",
        )


def _list_switches(rows: PlanRows) -> Iterator[BillLine]:
    """New switches by model."""
    known = {device.id for device in rows.plan.project.devices}
    new = [device for device in rows.plan.devices if device.id not in known]
    for model, count in sorted(Counter(device.model for device in new).items()):
        roles = Counter(device.role for device in new if device.model == model)
        what = " and ".join(role_text(number, role) for role, number in sorted(roles.items()))
        cents = rows.plan.project.catalog.device_types[model].price_cents
        line = BillLine(
            group="switch", item=model, description=f"switch: {what}", quantity=count, cents=cents, source=""
        )
        yield from _draw(rows, line, model)


def _list_optics(rows: PlanRows) -> Iterator[BillLine]:
    """Transceivers by model."""
    plan = rows.plan
    for index, model in enumerate(plan.optic_models):
        optic = plan.project.catalog.optics[model]
        what = f"transceiver for {optic.cage_kind}, {optic.mpos} x {optic.connector}, {MEDIA_NAMES[optic.fiber]}"
        count = int((plan.optics.model == index).sum())
        line = BillLine(group="optic", item=model, description=what, quantity=count, cents=optic.price_cents, source="")
        yield from _draw(rows, line, model)


def _list_cables(rows: PlanRows) -> Iterator[BillLine]:
    """Assemblies by kind and lot."""
    plan = rows.plan
    pieces = Counter(zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True))
    for (kind_index, lot_index), count in sorted(pieces.items()):
        kind, lot = plan.kinds[kind_index], plan.project.inventory.lots[lot_index]
        yield BillLine(
            group="custom" if kind.custom else "cable",
            item=kind.id,
            description=_describe(rows, kind),
            quantity=count,
            cents=assembly_cents(plan.project, kind, lot),
            source="to order" if kind.custom else f"lot {lot.name}",
        )


def _describe(rows: PlanRows, kind: AssemblyKind) -> str:
    catalog = rows.plan.project.catalog
    if kind.form == "trunk":
        legs = catalog.trunks[kind.model].legs
        return f"trunk {kind.model}, {legs} legs, body {short_metres_text(kind.body_mm)} m, see order form"
    cable: CableType = catalog.cables[kind.model]
    split = f"1:{cable.legs} splitter " if cable.legs > 1 else ""
    plugs = dict.fromkeys((cable.connector, cable.far_connector or cable.connector))
    ends = " to ".join(filter(None, plugs)) or " to ".join(dict.fromkeys((cable.cage_kind, cable.far_cage_kind)))
    return f"{split}{form_text(cable.form)} {cable.grade} {short_metres_text(kind.body_mm)} m, {ends}"


def _counts(rows: PlanRows) -> Table:
    plan = rows.plan
    singles = sum(not plan.kinds[kind].a_legs_mm for kind in plan.assemblies.kind.tolist())
    ends = [end for row in rows.links for end in (row.a, row.b)]
    counts = {
        "links": len(plan.links),
        "cages in use": len({(end.device, end.cages, end.cage) for end in ends}),
        "transceivers": len(plan.optics.device),
        "connectors to plug": len({(end.device, end.cages, end.cage, end.mpo) for end in ends}),
        "trunks": len(plan.assemblies.kind) - singles,
        "single cables": singles,
        "pulls": len(plan.pulls.form),
        "racks with cables": len({end.rack for end in ends}),
    }
    fields: tuple[Field[tuple[str, int]], ...] = (
        Field("what", "what", lambda line: line[0], 2),
        Field("count", "count", lambda line: line[1], 1),
    )
    return make_table("counts", "Counts", fields, counts.items())
