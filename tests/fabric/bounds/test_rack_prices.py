"""Prices of parts: no filling of a rack pays more than it costs, and units never pay more than the best floor does."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.bounds import rack_prices
from fabric.bounds.rack_prices import cheapest_units, price_parts_ms


def partitions(whole: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a number as a sum of parts, largest first."""
    if not whole:
        yield ()
    for part in range(min(whole, most), 0, -1):
        for rest in partitions(whole - part, part):
            yield (part, *rest)


def least_floor(units: int, leaves: int, part_ms: list[int], single_ms: list[int], rack_ms: list[int]) -> int:
    """Brute force: all partitions of all units, and all ways to fill racks with their parts."""
    room = len(rack_ms) - 1

    @cache
    def pack(parts: tuple[int, ...]) -> int:
        """The cheapest racks for some parts: the first part with each subset of the others that fits."""
        if not parts:
            return 0
        first, others = parts[0], parts[1:]
        best = single_ms[first] + pack(others)
        for mask in range(1, 2 ** len(others)):
            chosen = [part for i, part in enumerate(others) if mask >> i & 1]
            if first + sum(chosen) <= room:
                left = tuple(part for i, part in enumerate(others) if not mask >> i & 1)
                best = min(best, rack_ms[first + sum(chosen)] + pack(left))
        return best

    ways = list(partitions(leaves, len(part_ms) - 1))
    return min(
        sum(part_ms[part] for way in chosen for part in way) + pack(tuple(sorted(sum(chosen, ()), reverse=True)))
        for chosen in combinations_with_replacement(ways, units)
    )


@given(st.integers(1, 3), st.integers(1, 4), st.data())
def test_units_never_pay_more_than_the_best_floor(units: int, leaves: int, data: st.DataObject) -> None:
    largest = data.draw(st.integers(1, leaves))
    room = data.draw(st.integers(largest, 6))
    part_ms = [0, *(data.draw(st.integers(0, 10**6)) for _ in range(largest))]
    rack_ms = [0, *np.cumsum([data.draw(st.integers(0, 10**6)) for _ in range(room)]).tolist()]
    single_ms = [cost + data.draw(st.integers(0, 10**5)) for cost in rack_ms]
    price = price_parts_ms(leaves, part_ms, single_ms, rack_ms)
    for n in range(1, room + 1):
        for parts in partitions(n, largest):
            assert sum(price[part] for part in parts) <= (rack_ms if len(parts) > 1 else single_ms)[n]
    paid = cheapest_units(leaves, (np.array(part_ms, float) + price)[:, None])[0]
    assert units * paid <= least_floor(units, leaves, part_ms, single_ms, rack_ms) + 1e-6


def test_prices_by_hand() -> None:
    """Racks take 3 leaves at 10 each pull, 1 leaf or 2 cost one pull, 3 two: 20. A unit of 2 leaves that may stay
    together for nothing pays a whole pull: 10, not two thirds of 20.
    """
    rack_ms = [0, 10, 10, 20]
    price = price_parts_ms(2, [0, 100, 0], rack_ms, rack_ms)
    assert cheapest_units(2, (np.array([0, 100, 0], float) + price)[:, None])[0] == pytest.approx(10, abs=1e-3)


def test_a_part_alone_may_cost_more() -> None:
    """As above, but 2 leaves that have a rack alone take two pulls, since no rack of spines fills one."""
    price = price_parts_ms(2, [0, 100, 0], [0, 10, 20], [0, 10, 10, 20])
    assert cheapest_units(2, (np.array([0, 100, 0], float) + price)[:, None])[0] == pytest.approx(20, abs=1e-3)


def test_twice_the_times_are_twice_the_prices() -> None:
    part_ms = [0, 400, 460, 480, 490, 500, 510, 530, 300]
    rack_ms = [0, 66, 66, 105, 144, 144, 210, 249, 249, 288]
    one = price_parts_ms(8, part_ms, rack_ms, rack_ms)
    doubled = [2 * cost for cost in rack_ms]
    two = price_parts_ms(8, [2 * cost for cost in part_ms], doubled, doubled)
    assert (two == 2 * one).all()


def test_prices_that_some_filling_overpays_are_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that is off by rounding: prices of 6 and 11 where a rack of one leaf costs 5 and one of two 9.

    Two parts of one leaf would pay 12 for 9: three too much, so every price falls by 3.
    """
    scale = 9.0

    class Found:
        success = True
        x = np.array([6 / scale, 11 / scale])

    monkeypatch.setattr(rack_prices, "linprog", lambda *_, **__: Found())
    prices = price_parts_ms(2, [0.0, 1.0, 1.0], [0.0, 9.0, 9.0], [0.0, 5.0, 9.0])
    assert prices == pytest.approx([0.0, 3.0, 8.0], abs=1e-6)


def test_no_solution_is_no_price(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        success = False

    monkeypatch.setattr(rack_prices, "linprog", lambda *_, **__: Failed())
    assert price_parts_ms(2, [0.0, 1.0], [0.0, 9.0], [0.0, 5.0]).tolist() == [0.0, 0.0]
