"""The order form for custom assemblies: complete enough to quote and build without a question.

Per kind: fiber, connectors, gender, polarity, body and every leg length with tolerance, jacket, pulling eye, quantity.
Per piece: serial and the label text of every leg at both ends. There is no minus tolerance: a leg that is short is
scrap.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from fabric.catalog import TrunkType
from fabric.plan import AssemblyKind
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Cell, Column, SheetDocument, Table
from layouts import format_m

_KIND_COLUMNS = (
    Column("kind", "kind", 0.6),
    Column("quantity", "qty", 0.5),
    Column("description", "description", 2.8),
    Column("fiber", "fiber", 0.9),
    Column("fibers", "fibers", 0.6),
    Column("legs", "legs", 0.5),
    Column("connector", "connector, every leg, both ends", 1.8),
    Column("polarity", "polarity", 0.8),
    Column("body_m", "body m", 0.7),
    Column("a_legs_m", "legs A m", 1.8),
    Column("b_legs_m", "legs B m", 1.8),
    Column("tolerance", "tolerance", 1.0),
    Column("jacket", "jacket", 1.0),
    Column("eye", "pulling eye", 1.2),
    Column("diameters_mm", "dia body / leg mm", 0.8),
)
_LEG_COLUMNS = (
    Column("kind", "kind"),
    Column("end", "end"),
    Column("leg", "leg"),
    Column("length_m", "length m (never less)"),
    Column("connector", "connector", 1.5),
    Column("gender", "gender"),
)
_PIECE_COLUMNS = (
    Column("serial", "serial", 0.8),
    Column("kind", "kind", 0.6),
    Column("leg", "leg", 0.4),
    Column("label_a", "label on the A leg", 2.2),
    Column("label_b", "label on the B leg", 2.2),
    Column("a_rack", "A rack", 0.6),
    Column("b_rack", "B rack", 0.6),
    Column("cable_id", "code (QR)", 1.4),
)


def order_form(rows: PlanRows) -> SheetDocument:
    """Kinds, the leg table of each, and every piece with its labels."""
    plan = rows.plan
    kinds = [kind for kind in plan.kinds if kind.custom]
    quantity = Counter(int(kind) for kind in plan.assemblies.kind.tolist())
    counts = {kind.id: quantity[index] for index, kind in enumerate(plan.kinds)}
    kind_rows = tuple(_kind_row(rows, kind, counts[kind.id]) for kind in kinds)
    leg_rows = tuple(
        (kind.id, end, leg, format_m(length), kind.connector, kind.gender)
        for kind in kinds
        for end, legs in (("A", kind.a_legs_mm), ("B", kind.b_legs_mm))
        for leg, length in enumerate(legs, start=1)
    )
    pieces = tuple(_piece_rows(rows, kinds))
    notes = _notes(rows, kinds)
    printed = (
        Table(name="order_form", title="Kinds", columns=_KIND_COLUMNS, rows=kind_rows, notes=notes),
        Table(name="order_form_index", title="Pieces", columns=_INDEX_COLUMNS, rows=tuple(_index_rows(rows))),
        Table(name="order_form_pieces", title="Labels", columns=_PIECE_COLUMNS, rows=pieces),
    )
    total = sum(counts[kind.id] for kind in kinds)
    return SheetDocument(
        name="order_form",
        title="Order form for custom assemblies",
        subtitle=f"{len(kinds)} kinds, {total} pieces for {plan.project.site.name}",
        tables=(
            Table(name="order_form", title="Kinds", columns=_KIND_COLUMNS, rows=kind_rows),
            Table(name="order_form_legs", title="Legs", columns=_LEG_COLUMNS, rows=leg_rows),
            Table(name="order_form_index", title="Pieces", columns=_INDEX_COLUMNS, rows=tuple(_index_rows(rows))),
            Table(name="order_form_pieces", title="Labels", columns=_PIECE_COLUMNS, rows=pieces),
        ),
        print_tables=printed
        if kinds
        else (Table(name="order_form", title="Kinds", columns=(Column("none", ""),), rows=(), notes=notes),),
    )


def _notes(rows: PlanRows, kinds: list[AssemblyKind]) -> tuple[str, ...]:
    """What holds for the whole order. What is the planner's assumption is said to be one."""
    if not kinds:
        return ("This plan orders no custom assemblies.",)
    project = rows.plan.project
    models = {kind.model for kind in kinds}
    lead_days = max(lot.lead_time_days for lot in project.inventory.lots if lot.model in models)
    ready = project.request.racks_ready
    needed = "on the day on which the racks are ready" if ready is None else f"by {ready:%Y-%m-%d}"
    if not lead_days:
        order = "no lead time is stated"
    elif ready is None:
        order = f"with a lead time of {lead_days} days, order {lead_days} days before"
    else:
        order = f"with a lead time of {lead_days} days, order by {ready - timedelta(days=lead_days):%Y-%m-%d}"
    return (
        f"Needed on site {needed}; {order}. "
        "Buyer: ______________________  Delivery address: ______________________  Date: ____________",
        "Lengths: body from furcation to furcation, legs from furcation to the tip of the connector. Tolerance is plus "
        "only; a shorter body or leg is refused.",
        "Every leg of every piece arrives labelled at both ends with the text below, its serial, leg and end "
        "(T00001.05 A) and the code as QR; the serial stands on both ends of the body. Spare legs are labelled SPARE. "
        "The A end, with the pulling eye, is on the outside of the coil. One piece a box, serial and kind on the box.",
        "Polarity B: fiber 1 at one end is fiber 12 at the other in every leg, one crossover from end to end. "
        "Insertion loss at most 0.35 dB a mated pair; a test report for every leg comes with each piece.",
        "Diameters, pulling eye, steps of length, tolerance and jacket are this planner's assumptions where the "
        "catalogue says so: the supplier confirms or proposes, before manufacture.",
    )


_INDEX_COLUMNS = (
    Column("serial", "serial", 1),
    Column("kind", "kind", 0.6),
    Column("description", "description", 2),
    Column("body_m", "body m", 0.7),
    Column("legs_used", "legs used", 0.7),
    Column("legs_spare", "legs spare", 0.7),
    Column("a_rack", "A rack", 0.8),
    Column("b_rack", "B rack", 0.8),
    Column("route", "route", 3),
)


def _index_rows(rows: PlanRows) -> Iterator[tuple[Cell, ...]]:
    """One line a piece."""
    links: dict[str, list[LinkRow]] = {}
    for row in rows.links:
        links.setdefault(row.serial, []).append(row)
    for assembly, kind_index in enumerate(rows.plan.assemblies.kind.tolist()):
        kind = rows.plan.kinds[kind_index]
        if not kind.custom:
            continue
        serial = rows.serial(assembly)
        mine = links[serial]
        spare = max(0, len(kind.a_legs_mm) - len(mine))
        first = mine[0]
        body = format_m(kind.body_mm)
        yield (serial, kind.id, kind.model, body, len(mine), spare, first.a.rack, first.b.rack, first.route)


def _kind_row(rows: PlanRows, kind: AssemblyKind, quantity: int) -> tuple[Cell, ...]:
    catalog = rows.plan.project.catalog
    connector = f"{kind.connector} {kind.gender}"
    if kind.form != "trunk":
        cable = catalog.cables[kind.model]
        return (
            kind.id,
            quantity,
            f"{cable.model} {cable.form} {cable.grade}",
            cable.grade,
            "",
            cable.legs,
            connector if kind.connector else f"A {cable.cage_kind}, B {cable.far_cage_kind or cable.cage_kind}",
            kind.polarity,
            format_m(kind.body_mm),
            "",
            "",
            "-0 %",
            cable.jacket,
            "none",
            f"{cable.diameter_um / 1000:g}",
        )
    trunk: TrunkType = catalog.trunks[kind.model]
    return (
        kind.id,
        quantity,
        f"{trunk.model}: pre-terminated trunk, {trunk.legs} legs of 12 fibers (8 lit) at each end",
        trunk.grade,
        trunk.fibers,
        trunk.legs,
        connector,
        kind.polarity,
        format_m(kind.body_mm),
        describe_legs(kind.a_legs_mm),
        describe_legs(kind.b_legs_mm),
        f"plus {trunk.tolerance_plus_pct} %, minus 0",
        trunk.jacket,
        f"A end, dia {trunk.eye_diameter_um / 1000:g} mm at most",
        f"{trunk.diameter_um / 1000:g} / {trunk.leg_diameter_um / 1000:g}",
    )


def describe_legs(legs_mm: tuple[int, ...]) -> str:
    """Leg numbers by length: '1-8: 2.5; 9-16: 3.0'."""
    parts: list[list[int]] = []
    for index, length in enumerate(legs_mm, start=1):
        if parts and parts[-1][2] == length:
            parts[-1][1] = index
        else:
            parts.append([index, index, length])
    return "; ".join(
        f"{first}-{last}: {format_m(length)}" if last > first else f"{first}: {format_m(length)}"
        for first, last, length in parts
    )


def _piece_rows(rows: PlanRows, kinds: list[AssemblyKind]) -> list[tuple[Cell, ...]]:
    plan = rows.plan
    custom = {kind.id for kind in kinds}
    by_serial: dict[str, dict[int, LinkRow]] = {}
    for link in rows.links:
        if link.kind in custom:
            by_serial.setdefault(link.serial, {})[link.leg] = link
    found: list[tuple[Cell, ...]] = []
    for assembly, kind_index in enumerate(plan.assemblies.kind.tolist()):
        kind = plan.kinds[kind_index]
        if not kind.custom:
            continue
        serial = rows.serial(assembly)
        legs = by_serial[serial]
        any_row = next(iter(legs.values()))
        for leg in range(1, len(kind.a_legs_mm) + 1) if kind.a_legs_mm else sorted(legs):
            row: LinkRow | None = legs.get(leg)
            if row is None:
                spare = f"SPARE {serial}.{leg:02d}"
                found.append((serial, kind.id, leg, f"{spare} A", f"{spare} B", any_row.a.rack, any_row.b.rack, ""))
            else:
                found.append((serial, kind.id, leg, row.label_a, row.label_b, row.a.rack, row.b.rack, row.cable_id))
    return found
