"""Carts: what each crew takes along for a shift. Kitting list, crew packs and bill all count from here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fabric.plan import PackageKind
from fabric.sheets.rows.consumables import Consumable, list_consumables
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.text import cart_text


@dataclass(frozen=True)
class Cart:
    """The cart of one crew and shift."""

    section: CrewSection
    """Crew, shift and steps."""
    needs: tuple[Consumable, ...]
    """Consumables, whole units of each."""

    @property
    def name(self) -> str:
        """Crew and number of the shift from 1: 3-1."""
        return cart_text(self.section.crew, self.section.shift)


def cart_of(rows: PlanRows, section: CrewSection) -> Cart | None:
    """The cart of a crew for a shift; None where it takes neither pieces nor consumables, as for tests alone."""
    needs = tuple(list_consumables(rows, section.steps))
    is_picked = bool(needs) or any(
        step.kind == PackageKind.OPTICS or rows.index.is_picking(step.kind, step.subject) for step in section.steps
    )
    return Cart(section, needs) if is_picked else None


def list_carts(rows: PlanRows) -> list[Cart]:
    """All carts, crew by crew in order of shifts."""
    return [cart for section in list_sections(rows) if (cart := cart_of(rows, section))]


def total_needs(carts: Iterable[Cart]) -> list[Consumable]:
    """The consumables of some carts together: the sum of what each takes, since none is shared between carts."""
    found: dict[str, Consumable] = {}
    for cart in carts:
        for need in cart.needs:
            before = found.get(need.what)
            if before:
                need = replace(need, quantity=before.quantity + need.quantity, count=before.count + need.count)
            found[need.what] = need
    return sorted(found.values(), key=lambda need: (need.rank, need.what))
