"""Material: every piece comes from a lot that has it, in the quantity and by the day needed; limits on kinds,
legs and money hold.
"""

from collections import Counter
from collections.abc import Iterator

from fabric.audit.finding import Finding
from fabric.plan import Plan


def check_material(plan: Plan) -> Iterator[Finding]:
    """Stock, orders, dates and budget."""
    inventory, limits, request = plan.project.inventory, plan.project.request.limits, plan.project.request
    taken: Counter[int] = Counter()
    for kind_index, lot_index in zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True):
        kind, lot = plan.kinds[kind_index], inventory.lots[lot_index]
        taken[lot_index] += 1
        if (
            lot.model != kind.model
            or (lot.length_mm is not None and lot.length_mm != kind.body_mm)
            or lot.to_order != kind.custom
        ):
            yield Finding(
                severity="error",
                rule="piece-from-lot",
                object=kind.id,
                found=f"{kind.model} of {kind.body_mm} mm from lot {lot.id}",
                allowed="what the lot holds",
                remedy="Take it from another lot",
            )
            break
    used = {plan.optic_models[i]: n for i, n in Counter(plan.optics.model.tolist()).items()}
    known = {device.id for device in plan.project.devices}
    new_switches = Counter(device.model for device in plan.devices if device.id not in known)
    for lot_index, count in sorted(taken.items()):
        lot = inventory.lots[lot_index]
        if lot.quantity is not None and count > lot.quantity:
            yield Finding(
                severity="error",
                rule="stock",
                object=f"lot {lot.id}",
                found=f"{count} used",
                allowed=f"{lot.quantity}",
                remedy="Raise the quantity, or use another length",
            )
    ready = request.racks_ready
    late = {
        lot.id for lot in inventory.lots if ready is not None and lot.arrives is not None and lot.arrives > ready.date()
    }
    for model, count in sorted({**used, **new_switches}.items()):
        lots = [lot for lot in inventory.lots if lot.model == model and lot.id not in late]
        have = None if any(lot.quantity is None for lot in lots) else sum(lot.quantity or 0 for lot in lots)
        if have is not None and count > have:
            yield Finding(
                severity="error",
                rule="stock",
                object=model,
                found=f"{count} used",
                allowed=f"{have}",
                remedy="Add a lot to inventory.yaml",
            )
    for lot_index in sorted(taken):
        lot = inventory.lots[lot_index]
        if lot.id in late:
            yield Finding(
                severity="error",
                rule="arrives-late",
                object=f"lot {lot.id}",
                found=f"arrives {lot.arrives}",
                allowed="there when the racks are ready",
                remedy="Take it from another lot, or order earlier",
            )
    yield from _check_cost(plan, Counter(used) + new_switches, late)
    custom = [kind for kind in plan.kinds if kind.form == "trunk"]
    if limits.custom_kinds is not None and len(custom) > limits.custom_kinds:
        yield Finding(
            severity="error",
            rule="custom-kinds",
            object="order",
            found=f"{len(custom)} kinds",
            allowed=f"{limits.custom_kinds}",
            remedy="Join kinds",
        )
    for kind in custom:
        if kind.form == "trunk" and len(kind.a_legs_mm) not in limits.trunk_legs:
            yield Finding(
                severity="error",
                rule="trunk-legs",
                object=kind.id,
                found=f"{len(kind.a_legs_mm)} legs",
                allowed=f"{list(limits.trunk_legs)}",
                remedy="Use an allowed size",
            )
    budget = request.budget_cents
    if budget is not None and plan.summary.cost_cents > budget:
        yield Finding(
            severity="error",
            rule="budget",
            object="material",
            found=f"{plan.summary.cost_cents / 100:.2f} USD",
            allowed=f"{budget / 100:.2f} USD",
            remedy="Raise the budget, or allow less custom work",
        )


def _check_cost(plan: Plan, pieces: Counter[str], late: set[str]) -> Iterator[Finding]:
    """What the material costs: every piece from its lot, switches and optics from the cheapest lots that are there."""
    catalog, lots = plan.project.catalog, plan.project.inventory.lots
    total = 0
    for kind_index, lot_index in zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True):
        kind, stated = plan.kinds[kind_index], lots[lot_index].price_cents
        if stated is not None:
            total += stated
        elif kind.form == "trunk":
            trunk = catalog.trunks[kind.model]
            metres = trunk.price_per_m_cents * kind.body_mm // 1000
            total += trunk.price_cents + metres + trunk.price_per_leg_cents * trunk.legs
        else:
            cable = catalog.cables[kind.model]
            total += cable.price_cents + cable.price_per_m_cents * kind.body_mm // 1000
    for model, count in pieces.items():
        default = (catalog.optics.get(model) or catalog.device_types[model]).price_cents
        prices = sorted(
            (default if lot.price_cents is None else lot.price_cents, lot.id, lot.quantity)
            for lot in lots
            if lot.model == model and lot.id not in late
        )
        left = count
        for cents, _, quantity in prices:
            taken = left if quantity is None else min(left, quantity)
            total += taken * cents
            left -= taken
        total += left * default
    if total != plan.summary.cost_cents:
        yield Finding(
            severity="error",
            rule="cost",
            object="summary",
            found=f"{plan.summary.cost_cents / 100:.2f} USD claimed",
            allowed=f"{total / 100:.2f} USD by the lots",
            remedy="Make the plan again",
        )
