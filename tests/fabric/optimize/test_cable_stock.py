"""Single cables in stock and to order: exact lengths, the reach, and lots that come too late."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from fabric.optimize.cabling.cable_stock import CableStock, StockLot, explain_no_length, list_stock
from fabric.rules import Need
from tests.fabric.audit.small_plan import lot
from tests.fabric.optimize.small_design import COMPUTE, DOWN, with_jumpers

SHORT, LONG = (lot(name, "JUMPER", 2, length_mm=length) for name, length in (("short", 3_000), ("long", 10_000)))
ORDER = lot("order", "JUMPER", None, to_order=True)
STOCK = CableStock((StockLot(10_000, LONG), StockLot(3_000, SHORT)), None, 12_000)


@pytest.mark.parametrize(("need_mm", "length_mm"), [(1, 3_000), (3_000, 3_000), (3_001, 10_000), (10_001, None)])
def test_the_shortest_that_is_long_enough(need_mm: int, length_mm: int | None) -> None:
    assert STOCK.shortest_mm(need_mm) == length_mm


def test_a_cable_to_order_may_be_shorter_than_one_in_stock() -> None:
    """Need 3.5 m: 4 m to order, 10 m in stock. Need 2.5 m: both 3 m."""
    stock = replace(STOCK, order_lot=ORDER)
    assert (stock.shortest_mm(3_500), stock.order_mm(3_500)) == (4_000, 4_000)
    assert stock.shortest_mm(2_500) == 3_000


def test_nothing_is_ordered_beyond_the_reach() -> None:
    """A need of 12 m takes 12 m, the reach; one of 12.001 m would take 13 m."""
    stock = replace(STOCK, order_lot=ORDER)
    assert stock.order_mm(12_000) == 12_000
    assert stock.order_mm(12_001) is None
    assert STOCK.order_mm(1_000) is None


def test_lots_are_listed_as_far_as_they_reach() -> None:
    """Optics reach 50 m: a lot of 50 m is listed, one of 50.001 m is not."""
    for length_mm, count in ((50_000, 1), (50_001, 0)):
        assert len(list_stock(with_jumpers(COMPUTE, 4, length_mm), DOWN).lots) == count
    assert list_stock(with_jumpers(COMPUTE, None, None), DOWN).order_lot is not None
    assert list_stock(COMPUTE, DOWN).order_lot is None
    assert list_stock(COMPUTE, replace(DOWN, cables=())).lots == ()


def test_lots_that_come_too_late_are_left_out() -> None:
    ready = replace(COMPUTE, request=replace(COMPUTE.request, racks_ready=datetime(2026, 3, 2)))
    for day, count in ((date(2026, 3, 2), 1), (date(2026, 3, 3), 0)):
        late = tuple(replace(item, arrives=day) for item in ready.inventory.lots)
        project = replace(ready, inventory=replace(ready.inventory, lots=late))
        assert len(list_stock(project, DOWN).lots) == count


def test_orders_that_come_too_late_are_left_out() -> None:
    """The lot to order arrives a day after the racks are ready."""
    ready = replace(COMPUTE, request=replace(COMPUTE.request, racks_ready=datetime(2026, 3, 2)))
    for day, comes in ((date(2026, 3, 2), True), (date(2026, 3, 3), False)):
        lots = (LONG, replace(ORDER, arrives=day))
        stock = list_stock(replace(ready, inventory=replace(ready.inventory, lots=lots)), DOWN)
        assert (stock.order_lot is not None) == comes


def test_a_missing_length_is_explained() -> None:
    text = explain_no_length("a", "b", Need(1_000, 10_000, 500), DOWN, STOCK)
    assert text.startswith(
        "cable from a to b needs 11.5 m (1.000 + 10.000 + 0.500 = 11.500); the longest single cable in stock has 10.0 m"
    )
    assert "0.0 m" in explain_no_length("a", "b", Need(1, 1, 1), DOWN, replace(STOCK, lots=()))
