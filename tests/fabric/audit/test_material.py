"""Stock and cost, by hand."""

from datetime import date, datetime

import pytest

from fabric.audit.material import MATERIAL_RULES, MaterialView
from fabric.plan import Plan
from fabric.project import Inventory, Lot
from tests.fabric.audit.small_plan import LOTS, SMALL_PLAN, lot, with_cells, with_lot, with_project, with_request

COST = 3_488_500
"""Cost of the small plan in cents, added up there."""


def with_lots(*more: Lot) -> Plan:
    return with_project(SMALL_PLAN, inventory=Inventory((*LOTS, *more)))


def found(plan: Plan, rule: str) -> list[tuple[str, str, str]]:
    """Object, found and allowed of the findings of one rule."""
    return [(f.object, f.found, f.allowed) for f in MATERIAL_RULES.judge(plan) if f.rule == rule]


def cost(plan: Plan) -> str:
    """The cost by the lots, as the rule states it; the claim is that of the small plan."""
    return next((allowed for _, _, allowed in found(plan, "cost")), f"{COST / 100:,.2f} USD by the lots")


def test_what_is_used_of_what() -> None:
    view = MaterialView(SMALL_PLAN)
    assert view.taken == {0: 1, 1: 4, 2: 1}
    assert view.new_units == {"FLAT": 2, "FINNED": 6, "SWITCH": 3}
    assert [kind.id for kind in view.custom] == ["K1"]


def test_transceivers_and_new_switches_come_from_all_lots_of_their_model() -> None:
    """Six FINNED in two lots of three are enough; five are not. The nodes stand there already: they need no lot."""
    few = with_lot(SMALL_PLAN, "finned", quantity=3)
    assert found(few, "stock") == [("FINNED", "6 used", "3")]
    lots = tuple(with_lot(few, "finned").project.inventory.lots)
    for extra, expected in ((3, []), (2, [("FINNED", "6 used", "5")])):
        more = with_project(SMALL_PLAN, inventory=Inventory((*lots, lot("more", "FINNED", extra))))
        assert found(more, "stock") == expected
    assert found(with_lot(SMALL_PLAN, "switches", quantity=2), "stock") == [("SWITCH", "3 used", "2")]
    assert found(with_lot(SMALL_PLAN, "switches", quantity=None), "stock") == []


def test_late_lots_hold_nothing() -> None:
    """Racks ready on 11 January: a lot of the 12th is late, one of the 11th is not, and without a date none is."""
    for day, expected in ((11, []), (12, [("FLAT", "2 used", "0")])):
        plan = with_lot(SMALL_PLAN, "flat", arrives=date(2027, 1, day))
        assert found(plan, "stock") == []
        assert found(with_request(plan, racks_ready=datetime(2027, 1, 11, 6)), "stock") == expected


@pytest.mark.parametrize(
    ("more", "usd"),
    [
        ((), "34,885.00"),
        ((lot("dear", "FLAT", 9, price_cents=50_001),), "34,885.00"),
        ((lot("cheap", "FLAT", 1, price_cents=10_000),), "34,485.00"),
        ((lot("cheap", "FLAT", None, price_cents=10_000),), "34,085.00"),
        ((lot("a", "FLAT", 1, price_cents=40_000), lot("b", "FLAT", 1, price_cents=30_000)), "34,585.00"),
    ],
    ids=["catalogue", "dearer lot", "one cheaper", "all cheaper", "two lots"],
)
def test_transceivers_come_from_the_cheapest_lots(more: tuple[Lot, ...], usd: str) -> None:
    """Two FLAT at 500 USD each; a cheaper one saves its difference."""
    assert cost(with_lots(*more)) == f"{usd} USD by the lots"


def test_units_beyond_all_lots_cost_the_price_of_the_catalogue() -> None:
    """One FLAT for 100 USD, the other, which no lot has, for 500 USD."""
    assert cost(with_lot(SMALL_PLAN, "flat", quantity=1, price_cents=10_000)) == "34,485.00 USD by the lots"


@pytest.mark.parametrize(
    ("lot_id", "price_cents", "usd"),
    [("trunks", 1, "34,757.01"), ("jumpers", None, "34,857.00"), ("splitters", 0, "34,808.00")],
)
def test_a_piece_costs_the_price_of_its_lot_or_that_of_the_catalogue(
    lot_id: str, price_cents: int | None, usd: str
) -> None:
    """Trunk: 100 + 4 x 2 + 4 x 5 = 128 USD. Jumper: 10 + 3 x 1 = 13, not 20 USD. Splitter: 50 + 9 x 3 = 77 USD."""
    assert cost(with_lot(SMALL_PLAN, lot_id, price_cents=price_cents)) == f"{usd} USD by the lots"


@pytest.mark.parametrize(
    ("lot_id", "changes"),
    [("trunks", {"to_order": False}), ("jumpers", {"to_order": True}), ("trunks", {"length_mm": 4_001})],
)
def test_custom_pieces_come_from_lots_made_to_order(lot_id: str, changes: dict[str, object]) -> None:
    assert len(found(with_lot(SMALL_PLAN, lot_id, **changes), "piece-from-lot")) == 1


def test_pieces_are_counted_to_the_end_although_one_is_from_a_wrong_lot() -> None:
    """The trunk from the lot of splitters: `stock` still counts all six pieces, two of them from that lot."""
    plan = with_cells(SMALL_PLAN, "assemblies.lot", {0: 2})
    assert found(plan, "piece-from-lot") == [
        ("K1", "TRUNK of 4000 mm from lot splitters", "a piece that the lot holds")
    ]
    assert found(plan, "stock") == [("lot splitters", "2 used", "1")]
