"""The bill of materials: switches, optics, stock cables and custom assemblies, with what is to be had from which lot.

Links, cages, transceivers, connectors and assemblies are different things and counted apart.
"""

from collections import Counter

from fabric.sheets.ends import PlanRows
from fabric.sheets.table import Cell, Column, Document, Table

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


def bill_of_materials(rows: PlanRows) -> Document:
    """Everything to buy or to take from stock, and the counts that explain it."""
    plan = rows.plan
    catalog, inventory = plan.project.catalog, plan.project.inventory
    lines: list[tuple[Cell, ...]] = []

    def add(group: str, item: str, description: str, quantity: int, cents: int, source: str) -> None:
        lines.append(
            (group, item, description, quantity, "piece", f"{cents / 100:.2f}", f"{cents * quantity / 100:.2f}", source)
        )

    def price(model: str, default: int) -> int:
        return min(
            (lot.price_cents for lot in inventory.of_model(model) if lot.price_cents is not None), default=default
        )

    known = {device.id for device in plan.project.devices}
    switches = Counter((device.model, device.role) for device in plan.devices if device.id not in known)
    for (model, role), count in sorted(switches.items()):
        add(
            "switch", model, f"{role} switch", count, price(model, catalog.device_types[model].price_cents), "inventory"
        )
    for index, model in enumerate(plan.optic_models):
        optic = catalog.optics[model]
        what = f"transceiver for {optic.cage_kind}, {optic.mpos} x {optic.connector}, {optic.fiber}"
        add("optic", model, what, int((plan.optics.model == index).sum()), price(model, optic.price_cents), "inventory")
    pieces = Counter(zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True))
    for (kind_index, lot_index), count in sorted(pieces.items()):
        kind, lot = plan.kinds[kind_index], inventory.lots[lot_index]
        if kind.form == "trunk":
            trunk = catalog.trunks[kind.model]
            cents = (
                trunk.price_cents
                + trunk.price_per_m_cents * kind.body_mm // 1000
                + trunk.price_per_leg_cents * trunk.legs
            )
            what = f"trunk {kind.model}, {trunk.legs} legs, body {kind.body_mm / 1000:g} m, see order form"
        else:
            cable = catalog.cables[kind.model]
            cents = cable.price_cents + cable.price_per_m_cents * kind.body_mm // 1000
            what = f"{cable.form} {cable.grade} {kind.body_mm / 1000:g} m {cable.connector}"
        source = "to order" if kind.custom else f"lot {lot.id}"
        add(
            "custom" if kind.custom else "cable",
            kind.id,
            what,
            count,
            lot.price_cents if lot.price_cents is not None else cents,
            source,
        )
    total = f"{plan.summary.cost_cents / 100:.2f}"
    lines.append(("total", "", "material", "", "", "", total, ""))
    counts = _counts(rows)
    return Document(
        "bill_of_materials",
        "Bill of materials",
        f"material {total} USD; prices are the catalogue's assumptions unless a lot states one",
        (Table("bill_of_materials", "Material", _COLUMNS, tuple(lines)), counts),
    )


def _counts(rows: PlanRows) -> Table:
    plan = rows.plan
    singles = sum(not plan.kinds[k].a_legs_mm for k in plan.assemblies.kind.tolist())
    trunks = len(plan.assemblies.kind) - singles
    cells: list[tuple[Cell, ...]] = [
        ("links", len(plan.links)),
        ("cages in use", len({(end.device, end.cage) for row in rows.links for end in (row.a, row.b)})),
        ("transceivers", len(plan.optics.device)),
        ("connectors to plug", 2 * len(plan.links)),
        ("trunks", trunks),
        ("single cables", singles),
        ("pulls", len(plan.pulls.form)),
        ("racks touched", len({end.rack for row in rows.links for end in (row.a, row.b)})),
    ]
    return Table("counts", "Counts", (Column("what", "what", 2), Column("count", "count", 1)), tuple(cells))
