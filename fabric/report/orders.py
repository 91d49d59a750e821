"""The orders of a plan with their dates: what to order by which day, and when it is needed on site."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from fabric.plan import Plan, assembly_cents, draw_lots, list_bought
from fabric.project import Lot

GROUPS = ("switches and devices", "transceivers", "cables", "custom assemblies")
"""Groups of material, in the order in which they are listed."""


class _Line(NamedTuple):
    """What pieces of one order share."""

    group: str
    model: str
    source: str
    lead_days: int
    arrives: date | None


@dataclass(frozen=True, kw_only=True)
class Order:
    """Pieces of one model from one source."""

    group: str
    """Group of items: switches and devices, transceivers, cables, custom assemblies."""
    model: str
    """Model in the catalogue."""
    pieces: int
    """Number of pieces, without spares."""
    cents: int
    """Cost of all pieces in US cents."""
    source: str
    """Where the pieces come from, for people."""
    lead_days: int
    """Days from the order to the delivery; 0 where none is stated."""
    order_by: date | None
    """Last day of the order; None without a date or a lead time."""
    arrives: date | None
    """First day on which the pieces can be used; None where they are there or the lot states none."""


def list_orders(plan: Plan) -> tuple[Order, ...]:
    """All material of a plan by group, model, source and date.

    What must be ordered first comes first within a group. Lots that differ in price or length alone are one order.
    """
    catalog, project = plan.project.catalog, plan.project
    pieces: dict[_Line, list[int]] = defaultdict(lambda: [0, 0])

    def add(group: str, model: str, lot: Lot | None, count: int, cents: int) -> None:
        found = pieces[_line_of(group, model, lot)]
        found[0] += count
        found[1] += count * cents

    bought = Counter(device.model for device in list_bought(project, plan.devices))
    optics = Counter({m: int((plan.optics.model == number).sum()) for number, m in enumerate(plan.optic_models)})
    types, modules = catalog.device_types, catalog.optics
    for group, prices, needed in (
        (GROUPS[0], {model: types[model].price_cents for model in bought}, bought),
        (GROUPS[1], {model: modules[model].price_cents for model in optics}, optics),
    ):
        for model, count in sorted(needed.items()):
            for lot, taken, cents in draw_lots(project, model, count, prices[model]):
                add(group, model, lot, taken, cents)
    columns = zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True)
    for (number, lot_number), count in sorted(Counter(columns).items()):
        kind, lot = plan.kinds[number], project.inventory.lots[lot_number]
        add(GROUPS[3] if kind.custom else GROUPS[2], kind.model, lot, count, assembly_cents(project, kind, lot))
    ready = project.request.racks_ready
    day = None if ready is None else ready.date()
    found = [_order(line, count, cents, day) for line, (count, cents) in pieces.items()]
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), -one.lead_days, one.model, one.source)))


def _line_of(group: str, model: str, lot: Lot | None) -> _Line:
    """The order to which pieces of a lot belong."""
    if lot is None:
        return _Line(group, model, "no lot has them", 0, None)
    stock = "in the inventory" if lot.condition == "new" else f"in the inventory, {lot.condition}"
    source = "to order" if lot.is_ordered else stock
    return _Line(group, model, source, lot.lead_time_days, lot.arrives)


def _order(line: _Line, count: int, cents: int, ready: date | None) -> Order:
    return Order(
        group=line.group,
        model=line.model,
        pieces=count,
        cents=cents,
        source=line.source,
        lead_days=line.lead_days,
        order_by=ready - timedelta(days=line.lead_days) if ready and line.lead_days else None,
        arrives=line.arrives,
    )
