"""The single cables available in one medium: in stock at given lengths, or to order in whole metres."""

from dataclasses import dataclass
from typing import NamedTuple

from fabric.project import Lot, Project
from fabric.rules import Medium, Need, length_to_order_mm
from layouts import format_m


class StockLot(NamedTuple):
    """A lot of single cables of one length."""

    length_mm: int
    """Length of every cable, from plug to plug."""
    lot: Lot
    """The lot in the inventory, with its number of pieces."""


@dataclass(frozen=True)
class CableStock:
    """The single cables of one medium."""

    lots: tuple[StockLot, ...]
    """Lots of a given length that reach and arrive in time, in the order of the inventory."""
    order_lot: Lot | None
    """The lot from which any length can be ordered."""
    reach_mm: int
    """Greatest length of the medium."""

    def order_mm(self, need_mm: int) -> int | None:
        """The length to order for a need; None where none can be ordered or its length is beyond the reach."""
        length_mm = length_to_order_mm(need_mm)
        return length_mm if self.order_lot is not None and length_mm <= self.reach_mm else None

    def shortest_mm(self, need_mm: int) -> int | None:
        """The length of the shortest cable for a need, in stock or to order; None where there is none."""
        lengths = [lot.length_mm for lot in self.lots if lot.length_mm >= need_mm]
        ordered_mm = self.order_mm(need_mm)
        return min(lengths if ordered_mm is None else [*lengths, ordered_mm], default=None)

    @property
    def longest_mm(self) -> int:
        """The longest cable in stock, 0 for none."""
        return max((lot.length_mm for lot in self.lots), default=0)


def list_stock(project: Project, medium: Medium) -> CableStock:
    """The single cables of a medium that can be had."""
    models = {cable.model for cable in medium.cables}
    mine = [lot for lot in project.inventory.lots if lot.model in models]
    return CableStock(
        tuple(
            StockLot(lot.length_mm, lot)
            for lot in mine
            if lot.length_mm is not None
            and lot.length_mm <= medium.reach_mm
            and not lot.is_late(project.request.racks_ready)
        ),
        next(
            (
                lot
                for lot in mine
                if lot.length_mm is None and lot.to_order and not lot.is_late(project.request.racks_ready)
            ),
            None,
        ),
        medium.reach_mm,
    )


def explain_no_length(a: str, b: str, need: Need, medium: Medium, stock: CableStock) -> str:
    """The reason why no single cable serves a link between two devices, and a remedy."""
    return (
        f"cable from {a} to {b} needs {format_m(need.total_mm)} m ({need}); the longest single cable in stock has "
        f"{format_m(stock.longest_mm)} m, the reach of {medium} is {format_m(medium.reach_mm)} m. "
        "Add a longer length or a medium of longer reach to inventory.yaml"
    )
