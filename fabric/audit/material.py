"""Material: every piece comes from a lot that has it in time, and limits on kinds, legs and money hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from fabric.audit.rule import RuleGroup, Violation, count_of, rule
from fabric.plan import AssemblyKind, Plan
from fabric.project import Lot


class SuppliedPiece(NamedTuple):
    """One assembly: its kind and the lot that it comes from."""

    kind: AssemblyKind
    """Kind of the assembly."""
    lot: Lot
    """Lot of the inventory that the plan takes it from."""


class MaterialView:
    """Pieces with their lots, and how many switches and transceivers of each model are new."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.request = plan.project.request
        self.lots = plan.project.inventory.lots
        self.pieces = [
            SuppliedPiece(plan.kinds[kind], self.lots[lot])
            for kind, lot in zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True)
        ]
        self.taken = Counter(plan.assemblies.lot.tolist())
        """Index of a lot to the pieces taken from it."""
        given = {device.id: device.supply for device in plan.project.devices}
        self.new_units = Counter(plan.optic_models[model] for model in plan.optics.model.tolist())
        """Model to transceivers, and to devices that are bought: new ones, and those that equipment.yaml says so of."""
        self.new_units.update(d.model for d in plan.devices if given.get(d.id, "bought") == "bought")
        self.custom = [kind for kind in plan.kinds if kind.form == "trunk"]
        """Kinds that are made to order."""

    def is_late(self, lot: Lot) -> bool:
        """Whether a lot arrives after the day on which the racks are ready."""
        ready, arrives = self.request.racks_ready, self.arrival(lot)
        return ready is not None and arrives is not None and arrives > ready.date()

    def arrival(self, lot: Lot) -> date | None:
        """The day on which a lot is there: what is made to order comes at the end of its lead time, not before."""
        ordered = self.request.order_date
        if not lot.to_order or ordered is None:
            return lot.arrives
        made = ordered + timedelta(days=lot.lead_time_days)
        return made if lot.arrives is None else max(made, lot.arrives)

    def lots_in_time(self, model: str) -> list[Lot]:
        """The lots of a model that are not late."""
        return [lot for lot in self.lots if lot.model == model and not self.is_late(lot)]


@rule("piece-from-lot")
def check_piece_from_lot(view: MaterialView) -> Iterator[Violation]:
    """An assembly comes from a lot of its model and length; a custom assembly comes from a lot made to order."""
    for kind, lot in view.pieces:
        same_length = lot.length_mm is None or lot.length_mm == kind.body_mm
        if lot.model != kind.model or not same_length or lot.to_order != kind.custom:
            yield Violation(
                object=kind.id,
                found=f"{kind.model} of {kind.body_mm} mm from lot {lot.id}",
                allowed="a piece that the lot holds",
                remedy="Take it from another lot",
            )
            # A wrong lot is wrong for each of its pieces, of which there may be thousands: the first one tells.
            return


@rule("stock", stated=True)
def check_stock(view: MaterialView) -> Iterator[Violation]:
    """No lot supplies more pieces than it holds, and the lots of a model that arrive in time cover all units used."""
    for number, count in sorted(view.taken.items()):
        lot = view.lots[number]
        if lot.quantity is not None and count > lot.quantity:
            yield Violation(
                object=f"lot {lot.id}",
                found=f"{count} used",
                allowed=f"{lot.quantity}",
                remedy="Raise the quantity in inventory.yaml, or use another length",
            )
    for model, count in sorted(view.new_units.items()):
        quantities = [lot.quantity for lot in view.lots_in_time(model)]
        if None not in quantities and count > sum(quantity or 0 for quantity in quantities):
            yield Violation(
                object=model,
                found=f"{count} used",
                allowed=f"{sum(quantity or 0 for quantity in quantities)}",
                remedy="Add a lot to inventory.yaml",
            )


@rule("arrives-late")
def check_arrives_late(view: MaterialView) -> Iterator[Violation]:
    """A lot that the plan uses has arrived by the day on which the racks are ready."""
    for number in sorted(view.taken):
        lot = view.lots[number]
        if view.is_late(lot):
            yield Violation(
                object=f"lot {lot.id}",
                found=f"arrives {view.arrival(lot)}",
                allowed=f"by {view.request.racks_ready:%Y-%m-%d}, when the racks are ready",
                remedy="Take the pieces from another lot, or order earlier",
            )


@rule("custom-kinds")
def check_custom_kinds(view: MaterialView) -> Iterator[Violation]:
    """The number of kinds of trunks is within the limit of the request."""
    most = view.request.limits.custom_kinds
    if most is not None and len(view.custom) > most:
        yield Violation(
            object="order",
            found=count_of(len(view.custom), "kind"),
            allowed=f"{most}",
            remedy="Use one kind for trunks of similar length",
        )


@rule("trunk-legs")
def check_trunk_legs(view: MaterialView) -> Iterator[Violation]:
    """The number of legs of a trunk is one that the request allows."""
    allowed = view.request.limits.trunk_legs
    for kind in view.custom:
        if len(kind.a_legs_mm) not in allowed:
            yield Violation(
                object=kind.id,
                found=count_of(len(kind.a_legs_mm), "leg"),
                allowed=f"{list(allowed)}",
                remedy="Use an allowed size",
            )


@rule("budget", stated=True)
def check_budget(view: MaterialView) -> Iterator[Violation]:
    """The material costs at most the budget."""
    budget, cost = view.request.budget_cents, view.plan.summary.cost_cents
    if budget is not None and cost > budget:
        yield Violation(
            object="material",
            found=f"{cost / 100:,.2f} USD",
            allowed=f"{budget / 100:,.2f} USD",
            remedy="Raise the budget, or allow less custom work",
        )


@rule("cost")
def check_cost(view: MaterialView) -> Iterator[Violation]:
    """The cost that the plan states is the sum over its pieces, switches and transceivers.

    A piece costs the price of its lot, else the catalogue's; a panel that the plan places costs that of the inventory.
    Switches and transceivers come from the cheapest lots that are in time; units beyond these cost the catalogue's
    price.
    """
    total = cost_cents(view)
    claimed = view.plan.summary.cost_cents
    if total != claimed:
        yield Violation(
            object="summary",
            found=f"{claimed / 100:,.2f} USD claimed",
            allowed=f"{total / 100:,.2f} USD by the lots",
            remedy="Make the plan again",
        )


def cost_cents(view: MaterialView) -> int:
    """The sum of the prices of all pieces, switches and transceivers."""
    pieces = sum(_piece_cents(view, piece) for piece in view.pieces) + _panels_cents(view)
    return pieces + sum(_units_cents(view, model, count) for model, count in view.new_units.items())


def _panels_cents(view: MaterialView) -> int:
    """The price of the panels that the plan places; `panel-as-offered` tells of those that are not offered."""
    prices = {offer.model: offer.price_cents for offer in view.plan.project.inventory.panels}
    return sum(prices.get(panel.placed.model, 0) for panel in view.plan.project.panels if panel.placed)


def _piece_cents(view: MaterialView, piece: SuppliedPiece) -> int:
    kind, catalog = piece.kind, view.plan.project.catalog
    if piece.lot.price_cents is not None:
        return piece.lot.price_cents
    if kind.form == "trunk":
        trunk = catalog.trunks[kind.model]
        by_length = trunk.price_per_m_cents * kind.body_mm // 1000
        return trunk.price_cents + by_length + trunk.price_per_leg_cents * trunk.legs
    cable = catalog.cables[kind.model]
    return cable.price_cents + cable.price_per_m_cents * kind.body_mm // 1000


def _units_cents(view: MaterialView, model: str, count: int) -> int:
    catalog = view.plan.project.catalog
    listed = (catalog.optics.get(model) or catalog.device_types[model]).price_cents
    prices = [(listed if lot.price_cents is None else lot.price_cents, lot) for lot in view.lots_in_time(model)]
    total, left = 0, count
    for cents, lot in sorted(prices, key=lambda priced: (priced[0], priced[1].id)):
        taken = left if lot.quantity is None else min(left, lot.quantity)
        total += taken * cents
        left -= taken
    return total + left * listed


MATERIAL_RULES = RuleGroup(
    views=lambda plan: [MaterialView(plan)],
    rules=(
        check_piece_from_lot,
        check_stock,
        check_arrives_late,
        check_custom_kinds,
        check_trunk_legs,
        check_budget,
        check_cost,
    ),
)
