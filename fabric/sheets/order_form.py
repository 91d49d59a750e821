"""The order form for custom assemblies: complete enough to quote and build without a question.

Per kind: fiber, connectors, gender, polarity, body and every leg length with tolerance, jacket, pulling eye, quantity.
Per piece: serial and the label text of every leg at both ends. There is no minus tolerance: a leg that is short is
scrap.
"""

from collections import Counter

from fabric.catalog import TrunkType
from fabric.plan import AssemblyKind
from fabric.sheets.ends import LinkRow, PlanRows
from fabric.sheets.table import Cell, Column, Document, Table
from layouts.units import format_m

_KIND_COLUMNS = (
    Column("kind", "kind", 0.6),
    Column("quantity", "qty", 0.5),
    Column("description", "description", 3.4),
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
    Column("eye", "pulling eye", 1.3),
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


def order_form(rows: PlanRows) -> Document:
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
    notes: tuple[str, ...] = (
        "Lengths: body from furcation to furcation, legs from furcation to the tip of the connector. "
        "Tolerance is plus only; a shorter body or leg is refused.",
        "Every leg of every piece arrives labelled at both ends with the text below and the code as QR; "
        "serial on both ends of the body. "
        "Spare legs are labelled SPARE.",
        "Polarity B: fiber 1 at one end is fiber 12 at the other in every leg, one crossover from end to "
        "end. Test report with insertion loss per leg.",
    )
    if not kinds:
        notes = ("This plan orders no custom assemblies.",)
    printed = (
        Table("order_form", "Kinds", _KIND_COLUMNS, kind_rows, notes=notes),
        Table("order_form_pieces", "Pieces and labels", _PIECE_COLUMNS, pieces),
    )
    total = sum(counts[kind.id] for kind in kinds)
    return Document(
        "order_form",
        "Order form for custom assemblies",
        f"{len(kinds)} kinds, {total} pieces for {plan.project.site.name}",
        (
            Table("order_form", "Kinds", _KIND_COLUMNS, kind_rows),
            Table("order_form_legs", "Legs", _LEG_COLUMNS, leg_rows),
            Table("order_form_pieces", "Pieces and labels", _PIECE_COLUMNS, pieces),
        ),
        printed,
    )


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
            1,
            connector,
            kind.polarity,
            format_m(kind.body_mm),
            "",
            "",
            "-0 %",
            cable.jacket,
            "none",
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
        f"+{trunk.tolerance_plus_pct} % / -0",
        trunk.jacket,
        f"A end, dia {trunk.eye_diameter_um / 1000:g} mm at most",
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
        for leg in range(1, len(kind.a_legs_mm) + 1) if kind.a_legs_mm else (0,):
            row: LinkRow | None = legs.get(leg)
            if row is None:
                spare = f"SPARE {serial}.{leg:02d}"
                found.append((serial, kind.id, leg, f"{spare} A", f"{spare} B", any_row.a.rack, any_row.b.rack, ""))
            else:
                found.append((serial, kind.id, leg, row.label_a, row.label_b, row.a.rack, row.b.rack, row.cable_id))
    return found
