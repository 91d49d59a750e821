"""The bill of materials: switches, optics, stock cables and custom assemblies, with what is to be had from which lot.

Links, cages, transceivers, connectors and assemblies are different things and counted apart.
"""

from collections import Counter

from fabric.plan import assembly_cents, draw_lots
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Cell, Column, SheetDocument, Table

_COLUMNS = (
    Column("group", "group", 0.8),
    Column("item", "item", 1.5),
    Column("description", "description", 3.0),
    Column("quantity", "quantity", 0.7),
    Column("unit", "unit", 0.6),
    Column("unit_price_usd", "unit price USD", 0.9),
    Column("price_usd", "price USD", 1.0),
    Column("from", "from", 1.6),
)


def bill_of_materials(rows: PlanRows) -> SheetDocument:
    """Everything to buy or to take from stock, and the counts that explain it."""
    plan = rows.plan
    catalog, inventory = plan.project.catalog, plan.project.inventory
    lines: list[tuple[Cell, ...]] = []

    def add(group: str, item: str, description: str, quantity: int, cents: int, source: str) -> None:
        price, total = cents / 100, cents * quantity / 100
        lines.append((group, item, description, quantity, "piece", price, total, source))

    def draw(group: str, model: str, description: str, count: int, default_cents: int) -> None:
        for lot, taken, cents in draw_lots(plan.project, model, count, default_cents):
            add(group, model, description, taken, cents, f"lot {lot.name}" if lot else "no lot")

    known = {device.id for device in plan.project.devices}
    switches = Counter(device.model for device in plan.devices if device.id not in known)
    for model, count in sorted(switches.items()):
        roles = Counter(d.role for d in plan.devices if d.model == model and d.id not in known)
        what = " and ".join(f"{number} {role}" for role, number in sorted(roles.items()))
        draw("switch", model, f"switch: {what}", count, catalog.device_types[model].price_cents)
    for index, model in enumerate(plan.optic_models):
        optic = catalog.optics[model]
        what = f"transceiver for {optic.cage_kind}, {optic.mpos} x {optic.connector}, {optic.fiber}"
        draw("optic", model, what, int((plan.optics.model == index).sum()), optic.price_cents)
    pieces = Counter(zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True))
    for (kind_index, lot_index), count in sorted(pieces.items()):
        kind, lot = plan.kinds[kind_index], inventory.lots[lot_index]
        if kind.form == "trunk":
            legs = catalog.trunks[kind.model].legs
            what = f"trunk {kind.model}, {legs} legs, body {kind.body_mm / 1000:g} m, see order form"
        else:
            cable = catalog.cables[kind.model]
            split = f"1:{cable.legs} splitter " if cable.legs > 1 else ""
            ends = cable.connector or " to ".join(dict.fromkeys((cable.cage_kind, cable.far_cage_kind)))
            what = f"{split}{cable.form} {cable.grade} {kind.body_mm / 1000:g} m, {ends}"
        source = "to order" if kind.custom else f"lot {lot.name}"
        cents = assembly_cents(plan.project, kind, lot)
        add("custom" if kind.custom else "cable", kind.id, what, count, cents, source)
    total = plan.summary.cost_cents / 100
    lines.append(("total", "", "material without spares", "", "", "", total, ""))
    counts = _counts(rows)
    return SheetDocument(
        name="bill_of_materials",
        title="Bill of materials",
        subtitle=f"material {total:,.2f} USD; prices are the catalogue's assumptions unless a lot states one",
        tables=(Table(name="bill_of_materials", title="Material", columns=_COLUMNS, rows=tuple(lines)), counts),
    )


def _counts(rows: PlanRows) -> Table:
    plan = rows.plan
    singles = sum(not plan.kinds[k].a_legs_mm for k in plan.assemblies.kind.tolist())
    trunks = len(plan.assemblies.kind) - singles
    cells: list[tuple[Cell, ...]] = [
        ("links", len(plan.links)),
        ("cages in use", len({(end.device, end.cages, end.cage) for row in rows.links for end in (row.a, row.b)})),
        ("transceivers", len(plan.optics.device)),
        ("connectors to plug", len({(e.device, e.cages, e.cage, e.mpo) for row in rows.links for e in (row.a, row.b)})),
        ("trunks", trunks),
        ("single cables", singles),
        ("pulls", len(plan.pulls.form)),
        ("racks touched", len({end.rack for row in rows.links for end in (row.a, row.b)})),
    ]
    return Table(
        name="counts",
        title="Counts",
        columns=(Column("what", "what", 2), Column("count", "count", 1)),
        rows=tuple(cells),
    )
