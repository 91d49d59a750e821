"""Test sheets: every link with what it must show, and room for what it shows."""

from collections import defaultdict

from fabric.rules import Channel
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Cell, Column, SheetDocument, Table

_COLUMNS = (
    Column("rack", "rack", 0.6),
    Column("cable_id", "cable", 1.5),
    Column("serial", "serial / leg", 1.0),
    Column("a_u", "A U", 0.4),
    Column("a_device", "A device", 1.2),
    Column("a_port", "A port", 1.1),
    Column("b_rack", "B rack", 0.5),
    Column("b_u", "B U", 0.4),
    Column("b_device", "B device", 1.2),
    Column("b_port", "B port", 0.8),
    Column("media", "media", 0.9),
    Column("speed_gbps", "Gb/s", 0.5),
    Column("length_m", "m", 0.5),
    Column("expected_db", "expected dB", 0.7),
    Column("limit_db", "limit dB", 0.7),
    Column("measured_db", "measured", 0.8),
    Column("errors", "new errors", 0.8),
    Column("done", "pass", 0.4),
    Column("crew", "crew", 0.4),
)
NO_LIMIT = "not stated"


def acceptance_sheets(rows: PlanRows) -> SheetDocument:
    """One row a link, by rack of its A end; print begins a page for each rack."""
    by_rack: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    losses: dict[tuple[str, int, str, str], tuple[str, str]] = {}
    for row in rows.tests:
        by_rack[row.a.rack].append(_cells(rows, row, losses))
    order = [rack.id for rack in rows.site.racks if rack.id in by_rack]
    cells = tuple(line for rack in order for line in by_rack[rack])
    notes = (
        "Pass: link up at its full speed; no new errors when the counters of all links of the rack are read again "
        "after five minutes; where it is measured, loss not above the limit. Expected: mated pairs and fiber by the "
        "catalogue; limit: what the transceivers bear.",
        f"Tester: {30 * '_'}   Date: {16 * '_'}   Instrument: {30 * '_'}",
    )
    printed = tuple(
        Table(
            name=f"tests_{rack}",
            title=f"rack {rack}, {len(by_rack[rack])} links",
            columns=_COLUMNS[1:],
            rows=tuple(line[1:] for line in by_rack[rack]),
            notes=notes,
        )
        for rack in order
    )
    table = Table(name="test_sheets", title="Links", columns=_COLUMNS, rows=cells)
    return SheetDocument(
        name="test_sheets",
        title="Test sheets",
        subtitle=f"{rows.site.name}: {len(cells)} links in all",
        tables=(table,),
        print_tables=printed,
    )


def _cells(rows: PlanRows, row: LinkRow, losses: dict[tuple[str, int, str, str], tuple[str, str]]) -> tuple[Cell, ...]:
    key = row.kind, row.leg if row.form == "trunk" else 0, row.a.transceiver, row.b.transceiver
    if key not in losses:
        losses[key] = expect_db(rows, row)
    return (
        row.a.rack,
        row.cable_id,
        row.leg_name,
        row.a.u,
        row.a.device,
        row.a.port,
        row.b.rack,
        row.b.u,
        row.b.device,
        row.b.port,
        row.media,
        row.speed_gbps,
        row.total_m,
        *losses[key],
        "",
        "",
        "",
        rows.crew_of["test", row.pull - 1],
    )


def expect_db(rows: PlanRows, row: LinkRow) -> tuple[str, str]:
    """Expected loss of a link and its limit in dB, as text; what nobody states is said to be that."""
    plan, catalog = rows.plan, rows.plan.project.catalog
    kind = plan.kinds[row.kind_index]
    optics = [catalog.optics.get(end.transceiver) for end in (row.a, row.b)]
    if not all(optics):
        return "-", "-"
    part = catalog.part(kind.model)
    length_mm = rows.total_mm(kind, max(row.leg - 1, 0))
    group = plan.project.type_of(rows.device_by_id[row.a.device]).port_groups[0]
    loss = Channel(group, group, optics[0], optics[1], ((part, length_mm),)).loss_mdb
    budgets = [optic.loss_budget_mdb for optic in optics if optic and optic.loss_budget_mdb is not None]
    return (
        NO_LIMIT if loss is None else f"{loss / 1000:.2f}",
        f"{min(budgets) / 1000:.2f}" if len(budgets) == 2 else NO_LIMIT,
    )
