"""What there is to build with: lots of switches, optics, cables and assemblies to order."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Lot:
    """Some pieces of one model. `quantity` None means as many as wanted; `length_mm` only for cables.

    `arrives` is the day from which they can be used, None if they are here; `to_order` marks what is made to measure,
    ready `lead_time_days` after the order.
    """

    id: str
    model: str
    quantity: int | None
    length_mm: int | None
    condition: Literal["new", "used", "leftover"]
    price_cents: int | None
    arrives: date | None
    to_order: bool
    lead_time_days: int


@dataclass(frozen=True)
class Inventory:
    """All lots, in the order of the files."""

    lots: tuple[Lot, ...]

    def of_model(self, model: str) -> tuple[Lot, ...]:
        """The lots of a model."""
        return tuple(lot for lot in self.lots if lot.model == model)

    def quantity(self, model: str) -> int | None:
        """Pieces of a model in all lots, None for as many as wanted, 0 if there is none."""
        lots = self.of_model(model)
        if any(lot.quantity is None for lot in lots):
            return None
        return sum(lot.quantity or 0 for lot in lots)
