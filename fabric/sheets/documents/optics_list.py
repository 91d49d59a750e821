"""Which transceiver goes into which cage, with room for its serial."""

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import Column, SheetDocument, Table
from layouts import format_ru

_COLUMNS = (
    Column("rack", "rack", 0.6),
    Column("u", "U", 0.5),
    Column("device", "device", 1.4),
    Column("face", "face", 0.6),
    Column("group", "group", 0.9),
    Column("cage", "cage", 0.5),
    Column("model", "transceiver", 1.6),
    Column("serial", "serial (scan or write)", 2.5),
    Column("done", "done", 0.5),
)


def optics_list(rows: PlanRows) -> SheetDocument:
    """One row a cage, rack by rack, from the highest device down."""
    plan = rows.plan
    found = []
    optics = plan.optics
    for number, group, cage, model in zip(
        optics.device.tolist(), optics.group.tolist(), optics.cage.tolist(), optics.model.tolist(), strict=True
    ):
        device = plan.devices[number]
        if not rows.is_done_by_chosen("optics", number) or (device.id, plan.cage_groups[group], cage) not in rows.cages:
            continue
        height = device.position_half_ru or 0
        row = (
            device.rack or "",
            format_ru(height),
            device.id,
            device.face,
            plan.cage_groups[group],
            cage,
            plan.optic_models[model],
            "",
            "",
        )
        found.append(((device.rack or "", -rows.height(device.id), device.id, group, cage), row))
    cells = tuple(row for _, row in sorted(found))
    table = Table(name="optics_list", title="Cages", columns=_COLUMNS, rows=cells)
    return SheetDocument(
        name="optics_list", title="Optics list", subtitle=f"{len(cells)} transceivers", tables=(table,)
    )
