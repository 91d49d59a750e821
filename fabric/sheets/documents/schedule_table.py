"""Cable schedule and port map: one row a link with both ends whole, and one row a port."""

from operator import attrgetter

from fabric.sheets.rows.link_row import END_FIELDS, LINK_FIELDS, EndRow, LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Cell, Column, SheetDocument, Table

_END_HEADINGS = {
    "site": "site",
    "room": "room",
    "row": "row",
    "rack": "rack",
    "u": "U",
    "face": "face",
    "device": "device",
    "cages": "group",
    "port": "port",
    "cage": "cage",
    "mpo": "MPO",
    "lane": "lane",
    "os_name": "OS name",
    "driver_name": "driver name",
    "connector": "plug",
    "transceiver": "transceiver",
}


COLUMNS = (
    *(Column(key, key.replace("_", " ")) for key in LINK_FIELDS),
    *(Column(f"{side}_{key}", f"{side.upper()} {_END_HEADINGS[key]}") for side in ("a", "b") for key in END_FIELDS),
)
"""All columns of the cable schedule, from which whoever asks for it may choose."""


def cable_schedule(rows: PlanRows) -> SheetDocument:
    """Every link once, or from either end. Print leaves out what does not change between rows; CSV and XLSX have every
    column. Where columns are chosen, all three have these.
    """
    options = rows.options
    links = [one for row in rows.chosen for one in ((row, row.turned) if options.both_ways else (row,))]
    cells = tuple(_whole(row) for row in links)
    title = f"{len(rows.chosen)} links{', from either end' if options.both_ways else ''}"
    if options.columns:
        keys = [column.key for column in COLUMNS]
        chosen = [keys.index(key) for key in options.columns]
        picked = tuple(tuple(row[index] for index in chosen) for row in cells)
        table = Table(
            name="cable_schedule", title="Links", columns=tuple(COLUMNS[index] for index in chosen), rows=picked
        )
        return SheetDocument(name="cable_schedule", title="Cable schedule", subtitle=title, tables=(table,))
    table = Table(name="cable_schedule", title="Links", columns=COLUMNS, rows=cells)
    printed = Table(
        name="cable_schedule",
        title="All links",
        columns=(
            Column("cable_id", "cable", 1.5),
            Column("serial", "serial / leg", 1.1),
            Column("kind", "kind", 1.0),
            Column("length_m", "length m", 1.2),
            Column("total_m", "total m", 0.6),
            Column("label_a", "label at A", 2.3),
            Column("a_device", "A device", 1.4),
            Column("a_port", "A port", 1.3),
            Column("b_device", "B device", 1.2),
            Column("b_port", "B port", 0.8),
            Column("derivation", "needs m: in A + route + in B", 2.7),
            Column("route", "route", 2.1),
            Column("crew", "crew", 0.5),
        ),
        rows=tuple(
            (
                row.cable_id,
                row.leg_name,
                row.kind,
                row.length_m,
                row.total_m,
                row.label_a,
                row.a.device,
                row.a.port,
                row.b.device,
                row.b.port,
                row.derivation,
                row.route,
                row.crew,
            )
            for row in links
        ),
        notes=("The label at B names the same ends the other way round. Length of a trunk: leg A + body + leg B.",),
    )
    return SheetDocument(
        name="cable_schedule", title="Cable schedule", subtitle=title, tables=(table,), print_tables=(printed,)
    )


_of_link, _of_end = attrgetter(*LINK_FIELDS), attrgetter(*END_FIELDS)


def _whole(row: LinkRow) -> tuple[Cell, ...]:
    return (*_of_link(row), *_of_end(row.a), *_of_end(row.b))


def port_map(rows: PlanRows) -> SheetDocument:
    """Every port in use, device by device, with what is at the other end."""
    columns = (
        Column("rack", "rack", 0.8),
        Column("u", "U", 0.5),
        Column("device", "device", 1.5),
        Column("face", "face", 0.6),
        Column("port", "port", 1.4),
        Column("cage", "cage", 0.5),
        Column("mpo", "MPO", 0.5),
        Column("os_name", "OS name", 1.0),
        Column("transceiver", "transceiver", 1.5),
        Column("cable_id", "cable", 1.6),
        Column("serial", "serial / leg", 1.1),
        Column("label", "label here", 2.4),
        Column("far_device", "far device", 1.4),
        Column("far_port", "far port", 1.3),
    )
    found: list[tuple[Cell, ...]] = []
    for row in rows.chosen:
        for near, far, label in ((row.a, row.b, row.label_a), (row.b, row.a, row.label_b)):
            found.append(_port_row(row, near, far, label))
    found.sort(key=lambda cells: (cells[0], -rows.height(str(cells[2])), cells[2], cells[5], cells[6], cells[4]))
    table = Table(name="port_map", title="Ports in use", columns=columns, rows=tuple(found))
    return SheetDocument(name="port_map", title="Port map", subtitle=f"{len(found)} ports in use", tables=(table,))


def _port_row(row: LinkRow, near: EndRow, far: EndRow, label: str) -> tuple[Cell, ...]:
    return (
        near.rack,
        near.u,
        near.device,
        near.face,
        near.port,
        near.cage,
        near.mpo,
        near.os_name,
        near.transceiver,
        row.cable_id,
        row.leg_name,
        label,
        far.device,
        far.port,
    )
