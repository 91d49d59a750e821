"""What there is to build with: lots of switches, optics, cables and assemblies to order."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal


@dataclass(frozen=True, kw_only=True)
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

    @property
    def name(self) -> str:
        """The id as documents print it, with the condition where that is not new."""
        return self.id if self.condition == "new" else f"{self.id}, {self.condition}"

    def is_late(self, ready: datetime | None) -> bool:
        """Whether the lot arrives after the day on which the racks are ready; such lots are left out."""
        return ready is not None and self.arrives is not None and self.arrives > ready.date()


@dataclass(frozen=True)
class Inventory:
    """All lots, in the order of the files."""

    lots: tuple[Lot, ...]

    def ordered_on(self, day: date | None) -> "Inventory":
        """The same lots, those to order arriving when their lead time is over; None: early enough."""
        if day is None:
            return self
        return Inventory(
            tuple(
                replace(lot, arrives=max(lot.arrives or day, day + timedelta(days=lot.lead_time_days)))
                if lot.to_order
                else lot
                for lot in self.lots
            )
        )

    def of_model(self, model: str, ready: datetime | None) -> tuple[Lot, ...]:
        """The lots of a model that are there when the racks are ready."""
        return tuple(lot for lot in self.lots if lot.model == model and not lot.is_late(ready))

    def quantity(self, model: str, ready: datetime | None) -> int | None:
        """Pieces of a model in those lots, None for as many as wanted, 0 if there is none."""
        lots = self.of_model(model, ready)
        if any(lot.quantity is None for lot in lots):
            return None
        return sum(lot.quantity or 0 for lot in lots)
