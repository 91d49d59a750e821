"""Prices of pieces: the cheapest lots first, each up to its quantity; the catalogue's price where a lot states none."""

from collections.abc import Iterator, Mapping, Sequence

from fabric.plan.plan import AssemblyKind
from fabric.project import Device, Lot, Project


def draw_lots(project: Project, model: str, count: int, default_cents: int) -> Iterator[tuple[Lot | None, int, int]]:
    """(lot, pieces, cents each) for `count` pieces of a model. Pieces beyond all lots are listed without one."""
    there = project.inventory.of_model(model, project.request.racks_ready)
    lots = sorted(there, key=lambda lot: (_cents(lot, default_cents), lot.id))
    for lot in lots:
        taken = count if lot.quantity is None else min(count, lot.quantity)
        if taken:
            yield lot, taken, _cents(lot, default_cents)
        count -= taken
    if count:
        yield None, count, default_cents


def list_unpriced(project: Project, counts: Mapping[str, int]) -> list[str]:
    """The models without a price. `counts` is the number of pieces of each model of a device or transceiver.

    A model is listed where neither the catalogue nor the lot of some of its pieces states a price. A lot may
    state 0.
    """
    catalog = project.catalog
    found = []
    for model, count in counts.items():
        part = catalog.device_types.get(model) or catalog.optics[model]
        if any(is_unpriced(lot, cents) for lot, _, cents in draw_lots(project, model, count, part.price_cents)):
            found.append(model)
    return sorted(found)


def is_unpriced(lot: Lot | None, cents: int) -> bool:
    """Whether pieces of a lot, or of none, at this price in US cents have no stated price."""
    return not cents and (lot is None or lot.price_cents is None)


def list_bought(project: Project, devices: Sequence[Device]) -> list[Device]:
    """The devices of a plan that come from the inventory: new switches, and those of equipment.yaml that are bought."""
    known = {device.id for device in project.devices}
    return [device for device in devices if device.id not in known or device.supply == "bought"]


def assembly_cents(project: Project, kind: AssemblyKind, lot: Lot) -> int:
    """The price of one assembly: its lot's, or by length and legs from the catalogue."""
    if lot.price_cents is not None:
        return lot.price_cents
    if kind.form == "trunk":
        trunk = project.catalog.trunks[kind.model]
        by_length = trunk.price_per_m_cents * kind.body_mm // 1000
        return trunk.price_cents + by_length + trunk.price_per_leg_cents * trunk.legs
    cable = project.catalog.cables[kind.model]
    return cable.price_cents + cable.price_per_m_cents * kind.body_mm // 1000


def _cents(lot: Lot, default_cents: int) -> int:
    return default_cents if lot.price_cents is None else lot.price_cents
