"""The stock and the orders: lots of switches, optics, cables and assemblies."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Lot:
    """A number of pieces of one model."""

    id: str
    """Unique in the inventory; where none is stated, made of model and length."""
    model: str
    """Model in the catalogue: device, optic, cable or trunk."""
    quantity: int | None
    """Number of pieces; None for as many as wanted."""
    length_mm: int | None
    """Length of cables; None for everything else."""
    condition: Literal["new", "used", "leftover"]
    """Condition of the pieces; documents print it where it is not new."""
    price_cents: int | None
    """Price of one piece; None for that of the catalogue."""
    arrives: date | None
    """First day on which the pieces can be used; None where they are in stock."""
    to_order: bool
    """Whether the pieces are made to measure."""
    lead_time_days: int
    """Days from the order to the delivery."""

    @property
    def name(self) -> str:
        """The id as documents print it, with the condition where that is not new."""
        return self.id if self.condition == "new" else f"{self.id}, {self.condition}"

    @property
    def is_ordered(self) -> bool:
        """Whether the pieces are ordered for this site: made to measure, with a lead time, or as many as wanted without
        a day on which they arrive.
        """
        return self.to_order or bool(self.lead_time_days) or (self.quantity is None and self.arrives is None)

    def is_late(self, ready: datetime | None) -> bool:
        """Whether the lot arrives after the day on which the racks are ready; such lots are left out."""
        return ready is not None and self.arrives is not None and self.arrives > ready.date()


@dataclass(frozen=True, kw_only=True)
class PanelOffer:
    """A model of patch panel that the planner may place."""

    model: str
    """Name of the model, unique in the inventory."""
    quantity: int | None
    """Number of pieces; None for as many as wanted."""
    ports: int
    """Number of ports, at least 1: each takes a cord at its front and a leg of a trunk at its back."""
    connector: str
    """Connector of its ports at both sides, such as MPO-12/APC."""
    half_ru: int
    """Height in half rack units, at least 1."""
    depth_mm: int
    """Depth from its face into the rack, plugs at its back included."""
    price_cents: int
    """Price of one, adapters included."""


@dataclass(frozen=True)
class Inventory:
    """All lots, in the order of the files."""

    lots: tuple[Lot, ...]
    """Lots with unique ids; a plan indexes them in this order, from 0."""
    panels: tuple[PanelOffer, ...] = field(default=(), metadata={"later": True})
    """Panels that the planner may place."""

    def ordered_on(self, day: date | None) -> "Inventory":
        """The same lots; those to order arrive at the end of their lead time. None: they arrive early enough."""
        if day is None:
            return self
        return replace(
            self,
            lots=tuple(
                replace(lot, arrives=max(lot.arrives or day, day + timedelta(days=lot.lead_time_days)))
                if lot.to_order
                else lot
                for lot in self.lots
            ),
        )

    def of_model(self, model: str, ready: datetime | None) -> tuple[Lot, ...]:
        """The lots of a model that have arrived when the racks are ready."""
        return tuple(lot for lot in self.lots if lot.model == model and not lot.is_late(ready))

    def quantity(self, model: str, ready: datetime | None) -> int | None:
        """Pieces of a model in those lots; None for as many as wanted."""
        lots = self.of_model(model, ready)
        if any(lot.quantity is None for lot in lots):
            return None
        return sum(lot.quantity or 0 for lot in lots)
