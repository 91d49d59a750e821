"""The identity of material for a store and a buyer: part and order number, lot, and words against a wrong pick."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fabric.plan import draw_lots
from fabric.sheets.rows.cage_words import TOPS
from fabric.sheets.rows.plan_rows import PlanRows


@dataclass(frozen=True)
class PartWords:
    """The numbers under which a vendor sells a piece."""

    part: str = ""
    """Part number for the length; empty where it is not known."""
    order_number: str = ""
    """Number of the vendor's order system, which boxes carry; empty where it is not known."""


def part_words(rows: PlanRows, model: str, length_mm: int = 0) -> PartWords:
    """The numbers of a model, of one length where it is a cable."""
    number = rows.plan.project.catalog.part_number(model, length_mm or None)
    return PartWords(number.part_of(length_mm), number.order_number) if number else PartWords()


class OpticSupply:
    """Words about the transceivers of a plan: the top, the devices that take them, the lots that they come from."""

    def __init__(self, rows: PlanRows):
        self._rows = rows
        self._uses: Mapping[str, set[str]] = defaultdict(set)
        self._counts: dict[str, int] = defaultdict(int)
        for subject, cages in rows.index.cages_of.items():
            found = rows.plan.project.type_of(rows.plan.devices[subject])
            for cage in cages:
                self._uses[cage.model].add(f"{found.model} switches" if found.role == "switch" else found.model)
                self._counts[cage.model] += 1

    def use(self, model: str) -> str:
        """The top and the devices: finned top, for QM9700."""
        cage_kind = self._rows.plan.project.catalog.optics[model].cage_kind
        top = next((f"{words}, " for part, words in TOPS.items() if part in cage_kind), "")
        return f"{top}for {', '.join(sorted(self._uses[model]))}"

    def lots(self, model: str) -> str:
        """The lots that have all transceivers of a model: cheapest first."""
        project = self._rows.plan.project
        price = project.catalog.optics[model].price_cents
        found = draw_lots(project, model, self._counts[model], price)
        return ", ".join(f"lot {lot.name}" if lot else "no lot" for lot, _, _ in found)
