"""`inventory.yaml` with `lots.csv` to `Inventory`, each fault with its place."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from fabric.catalog import Catalog
from fabric.inputs.inventory_forms import InventoryForm, LotForm, PanelOfferForm
from fabric.inputs.nearest_names import quote_names
from fabric.inputs.panel_connectors import is_connector
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.project import Inventory, Lot, PanelOffer
from layouts import (
    Document,
    Fault,
    InputError,
    KeyPath,
    cents_from_usd,
    exact,
    fill_form,
    fill_items,
    format_m,
    mm_from_m,
    nearest_names,
    read_list,
)

SHORTEST_MM = 100
"""Length below which nobody makes a cable: plug and boot take some 50 mm at each end. Patch cords begin at 150 mm."""


class _LotProblem(NamedTuple):
    """A lot that does not fit the catalogue."""

    key: str
    """Key of the lot that is wrong."""
    message: str
    """What was found."""
    remedy: str
    """The mending, as a sentence."""


def read_inventory(
    folder: Path, catalog: Catalog, notes: list[str], unsure: Collection[str] = frozenset()
) -> Inventory:
    """All lots of `inventory.yaml` and `lots.csv`. Old names are added to `notes`.

    Models of `unsure` have faults of their own: lots of them are left out.

    Raises InputError with all faults.
    """
    document = read_with_new_names(folder / "inventory.yaml", notes)
    faults: list[Fault] = []
    try:
        fill_form(InventoryForm, document)
    except InputError as error:
        faults.extend(error.faults)
    items = fill_items(LotForm, document, "lots", faults)
    items += read_list(folder / "lots.csv", LotForm, faults)
    lots: dict[str, Lot] = {}
    for where, path, item in items:
        if item.model in unsure and catalog.kind_of(item.model) is None:
            continue
        problem = _find_problem(item, catalog)
        if problem:
            faults.append(where.fault((*path, problem.key), problem.message, problem.remedy))
            continue
        for lot in _lots(item):
            if lot.id in lots:
                faults.append(where.fault(path, f"two lots have the id '{lot.id}'", "Give one of them another id"))
            lots[lot.id] = lot
    found = Inventory(
        tuple(lots.values()), tuple(_panels(fill_items(PanelOfferForm, document, "panels", faults), faults))
    )
    if faults:
        raise InputError(faults, partial=found)
    return found


def _panels(items: list[tuple[Document, KeyPath, PanelOfferForm]], faults: list[Fault]) -> Iterator[PanelOffer]:
    """The panels that may be placed; adds to `faults` those of two models of one name and of odd connectors."""
    seen: set[str] = set()
    for where, path, form in items:
        if form.model in seen:
            faults.append(where.fault(path, f"two panels are of the model '{form.model}'", "Give one another name"))
        seen.add(form.model)
        if not is_connector(form.connector):
            message = f"panel {form.model}: '{form.connector}' is no connector"
            faults.append(where.fault((*path, "connector"), message, "Write one such as MPO-12/APC or LC duplex"))
        yield PanelOffer(
            model=form.model,
            quantity=form.quantity if isinstance(form.quantity, int) else None,
            ports=form.ports,
            connector=form.connector,
            half_ru=exact(form.u_height, 2, "half unit"),
            depth_mm=form.depth_mm,
            price_cents=cents_from_usd(form.price_usd),
        )


def _find_problem(lot: LotForm, catalog: Catalog) -> _LotProblem | None:
    """The first problem of a lot; None where it is sound."""
    kind = catalog.kind_of(lot.model)
    if kind is None:
        return _LotProblem(
            "model",
            f"there is no model '{lot.model}' in the catalogue{catalog.hint(lot.model)}",
            f"{_nearest(lot.model, catalog)}dd a row to a file under catalog/, or correct the name",
        )
    lengths = [*lot.lengths_m, *([lot.length_m] if lot.length_m else [])]
    if kind == "cable" and not lengths and not lot.to_order:
        return _LotProblem(
            "length_m", f"the lot of {lot.model} has no length", "Add length_m or lengths_m, or 'to_order: true'"
        )
    if kind != "cable" and lengths:
        return _LotProblem("length_m", f"{lot.model} is not a cable of fixed length", "Remove length_m")
    if kind == "trunk" and not lot.to_order:
        return _LotProblem("to_order", f"trunks such as {lot.model} are made to measure", "Write 'to_order: true'")
    twice = next((length for length in lengths if lengths.count(length) > 1), None)
    if twice is not None:
        return _LotProblem("lengths_m", f"the length {twice:g} m is listed twice", "Remove one of the two")
    short = next((length for length in lengths if mm_from_m(length) < SHORTEST_MM), None)
    if short is not None:
        message = f"a cable of {short * 1000:g} mm is shorter than its two plugs"
        return _LotProblem("length_m", message, "Write the length in metres, or as a text with its unit such as 10 ft")
    if kind == "cable":
        longest = catalog.cables[lot.model].max_mm
        for length in lengths:
            if mm_from_m(length) > longest:
                return _LotProblem(
                    "length_m",
                    f"{lot.model} is made up to {format_m(longest)} m, found {length} m",
                    "Correct the length",
                )
    return None


def _nearest(model: str, catalog: Catalog) -> str:
    """The beginning of a remedy: the model that an unknown one most probably means."""
    known = [*catalog.device_types, *catalog.optics, *catalog.cables, *catalog.trunks]
    near = quote_names(nearest_names(model, known, 0.8))
    return f"Write {near} instead, a" if near else "A"


def _lots(form: LotForm) -> list[Lot]:
    lengths: list[float | None] = [*form.lengths_m, *([form.length_m] if form.length_m else [])] or [None]
    name = form.id or (f"{form.model} to order" if form.to_order else form.model)
    return [
        Lot(
            id=f"{name} {length:g} m" if length and (len(lengths) > 1 or not form.id) else name,
            model=form.model,
            quantity=form.quantity if isinstance(form.quantity, int) else None,
            length_mm=None if length is None else mm_from_m(length),
            condition=form.condition,
            price_cents=None if form.price_usd is None else cents_from_usd(form.price_usd),
            arrives=form.arrives,
            to_order=form.to_order,
            lead_time_days=form.lead_time_days,
        )
        for length in lengths
    ]
