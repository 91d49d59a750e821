"""Trios of fabric/audit/material.py. The cost of 44,885.00 USD is added up in `small_plan`."""

from dataclasses import replace
from datetime import date, datetime

from fabric.plan import Plan
from fabric.project import AssemblyLimits
from tests.fabric.audit.small_plan import SMALL_PLAN, with_lot, with_request, with_summary
from tests.fabric.audit.trios.trio import Trio, trio


def _limited(**limits: object) -> Plan:
    held = AssemblyLimits((4,), 4, None, ("mm", "copper"))
    return with_request(SMALL_PLAN, limits=replace(held, **limits))  # type: ignore[arg-type]


def _arriving(day: int) -> Plan:
    """Racks ready on 11 January, jumpers there on a day of January."""
    ready = with_request(SMALL_PLAN, racks_ready=datetime(2027, 1, 11, 6))
    return with_lot(ready, "jumpers", arrives=date(2027, 1, day))


@trio("piece-from-lot")
def piece_from_lot() -> Trio:
    """A lot of jumpers one millimetre longer; a lot without a length holds any."""
    return Trio(
        rejects=with_lot(SMALL_PLAN, "jumpers", length_mm=3_001),
        next_door=with_lot(SMALL_PLAN, "jumpers", length_mm=None),
        object="K2",
        found="JUMPER of 3000 mm from lot jumpers",
        allowed="a piece that the lot holds",
        remedy="Take it from another lot",
    )


@trio("stock")
def stock() -> Trio:
    """Four jumpers are used."""
    return Trio(
        accepts=with_lot(SMALL_PLAN, "jumpers", quantity=None),
        rejects=with_lot(SMALL_PLAN, "jumpers", quantity=3),
        next_door=with_lot(SMALL_PLAN, "jumpers", quantity=4),
        object="lot jumpers",
        found="4 used",
        allowed="3",
        remedy="Raise the quantity in inventory.yaml, or use another length",
    )


@trio("arrives-late")
def arrives_late() -> Trio:
    """What arrives on the day on which the racks are ready is in time."""
    return Trio(
        rejects=_arriving(12),
        next_door=_arriving(11),
        object="lot jumpers",
        found="arrives 2027-01-12",
        allowed="by 2027-01-11, when the racks are ready",
        remedy="Take the pieces from another lot, or order earlier",
    )


@trio("custom-kinds")
def custom_kinds() -> Trio:
    """One kind of trunk; jumpers and splitters are not custom."""
    return Trio(
        rejects=_limited(custom_kinds=0),
        next_door=_limited(custom_kinds=1),
        object="order",
        found="1 kind",
        allowed="0",
        remedy="Use one kind for trunks of similar length",
    )


@trio("trunk-legs")
def trunk_legs() -> Trio:
    """The trunk has four legs."""
    return Trio(
        rejects=_limited(trunk_legs=(3, 5)),
        next_door=_limited(trunk_legs=(3, 4)),
        object="K1",
        found="4 legs",
        allowed="[3, 5]",
        remedy="Use an allowed size",
    )


@trio("budget")
def budget() -> Trio:
    """A cent too little, and exactly enough."""
    return Trio(
        rejects=with_request(SMALL_PLAN, budget_cents=3_488_499),
        next_door=with_request(SMALL_PLAN, budget_cents=3_488_500),
        object="material",
        found="34,885.00 USD",
        allowed="34,884.99 USD",
        remedy="Raise the budget, or allow less custom work",
    )


@trio("cost")
def cost() -> Trio:
    """A cent too much claimed; next door the lot of four jumpers is four cents dearer, and the claim with it."""
    dearer = with_lot(SMALL_PLAN, "jumpers", price_cents=2_001)
    return Trio(
        rejects=with_summary(SMALL_PLAN, cost_cents=3_488_501),
        next_door=with_summary(dearer, cost_cents=3_488_504),
        also=frozenset({"trials-told"}),
        object="summary",
        found="34,885.01 USD claimed",
        allowed="34,885.00 USD by the lots",
        remedy="Make the plan again",
    )
