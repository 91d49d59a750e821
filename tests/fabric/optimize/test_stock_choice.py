"""The single cables of all needs: never short, and with the least person-time; against brute force."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.cabling.stock_choice import LOOSE, StockLength, StockNeed, choose_stock, person_ms

LOOSE_MS, TAPED_MS = 6_000, 15_000
"""Person-milliseconds for each metre of a single cable, and of a taped bundle."""


def pulls(*needs_mm: int) -> list[StockNeed]:
    """Single cables between racks."""
    return [StockNeed(need_mm, LOOSE_MS) for need_mm in needs_mm]


def test_patches_take_the_lengths_that_no_pull_needs() -> None:
    """Lots of 10 m and 30 m, one each. By metres a patch of 3 m and a pull of 5 m are alike, by work they are not:
    the pull takes 20 m of carrying less with the short cable, the patch takes as long with the long one.
    """
    lots = [StockLength(10_000, 1), StockLength(30_000, 1)]
    assert choose_stock([StockNeed(3_000), *pulls(5_000)], lots) == [1, 0]
    assert choose_stock([*pulls(5_000), StockNeed(3_000)], lots) == [0, 1]


def test_the_longest_route_gets_the_longest_cable() -> None:
    """Two of 5 m and two of 10 m for needs of 4, 4, 4 and 9: one 4 must take a 10."""
    chosen = choose_stock(pulls(4000, 4000, 4000, 9000), [StockLength(5000, 2), StockLength(10_000, 2)])
    assert sorted(chosen, key=str) == [0, 0, 1, 1]
    assert chosen[3] == 1


def test_a_need_that_no_lot_serves_is_reported_and_nothing_is_short() -> None:
    assert choose_stock(pulls(4000, 11_000), [StockLength(5000, None), StockLength(10_000, None)]) == [0, None]
    assert choose_stock(pulls(4000), []) == [None]
    assert choose_stock([], [StockLength(5000, None)]) == []


def test_a_cable_to_order_goes_before_a_much_longer_one_in_stock() -> None:
    """A pull of 8 m: 8 m to order are 42 m of carrying less than the 50 m in stock. A patch takes as long with either,
    so it takes the one in stock.
    """
    lots = [StockLength(50_000, 3), StockLength(8_000, None, is_order=True)]
    assert choose_stock(pulls(8_000), lots) == [1]
    assert choose_stock([StockNeed(2_000)], lots) == [0]


def test_of_equal_lengths_the_one_in_stock_is_taken() -> None:
    assert choose_stock(pulls(8_000) * 2, [StockLength(8_000, None, is_order=True), StockLength(8_000, 1)]) in (
        [0, 1],
        [1, 0],
    )


def test_no_more_is_ordered_than_can_be() -> None:
    """Two can be ordered in all, of whatever lengths; the third pull takes 50 m. It is the shortest one: 50 m for 8
    are 42 m more, 50 m for 9 are 41 m more, so the one of 9 m takes it.
    """
    lots = [StockLength(50_000, 3), StockLength(8_000, 2, is_order=True), StockLength(9_000, 2, is_order=True)]
    assert sorted(choose_stock(pulls(8_000, 8_000, 9_000), lots), key=str) == [0, 1, 1]


def test_with_the_objective_cost_money_goes_first() -> None:
    """50 m in stock for 10 dollars, 8 m to order for 20."""
    lots = [StockLength(50_000, 3, price_cents=1_000), StockLength(8_000, None, is_order=True, price_cents=2_000)]
    assert choose_stock(pulls(8_000), lots, by_cost=True) == [0]
    assert choose_stock(pulls(8_000), lots) == [1]


def test_a_bundle_takes_long_cables_whole_or_not_at_all() -> None:
    """Bundle 1 has a cable of 9 m and one of 12 m, bundle 2 two of 5 m. Of 10 m there are two pieces, of 30 m three.

    The cable of 12 m takes 30 m, so bundle 1 is carried over 30 m in any case. Its other cable leaves both 10 m to
    bundle 2: 40 m in all. Any other way is 60 m.
    """
    one, two = (StockNeed(9_000, TAPED_MS, 1), StockNeed(12_000, TAPED_MS, 1)), StockNeed(5_000, TAPED_MS, 2)
    assert choose_stock([*one, two, two], [StockLength(10_000, 2), StockLength(30_000, 3)]) == [1, 1, 0, 0]


@given(
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from([-2, LOOSE, 0, 1])), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 3)), min_size=1, max_size=4),
)
def test_stock_against_brute_force(wanted: list[tuple[int, int]], lots: list[tuple[int, int]]) -> None:
    """First as many needs as can be served, then the least person-time: of patches (-2) none, of loose cables each,
    of bundles 0 and 1 that of the longest cable.
    """
    rate = {-2: 0, LOOSE: LOOSE_MS, 0: TAPED_MS, 1: TAPED_MS}
    needs = [StockNeed(need * 1_000, rate[kind], max(kind, LOOSE)) for need, kind in wanted]
    pieces = [StockLength(length * 1_000, quantity) for length, quantity in lots]

    def value(option: tuple[int | None, ...]) -> tuple[int, int]:
        supply: dict[StockNeed, list[int]] = {}
        for need, pick in zip(needs, option, strict=True):
            supply.setdefault(need, []).extend([] if pick is None else [pick])
        return option.count(None), person_ms(supply, pieces)

    best = min(
        value(option)
        for option in product([None, *range(len(pieces))], repeat=len(needs))
        if all(pick is None or pieces[pick].length_mm >= need.need_mm for need, pick in zip(needs, option, strict=True))
        and all(option.count(j) <= quantity for j, (_, quantity) in enumerate(lots))
    )
    chosen = choose_stock(needs, pieces)
    assert all(pick is None or pieces[pick].length_mm >= need.need_mm for need, pick in zip(needs, chosen, strict=True))
    assert all(chosen.count(j) <= quantity for j, (_, quantity) in enumerate(lots))
    # Which needs are left out decides what the others take, so only full dealings are compared by person-time.
    assert chosen.count(None) == best[0]
    if best[0] == 0:
        assert value(tuple(chosen)) == best
