"""Lengths are never short and, from stock and to order, the fewest metres; against brute force."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.cabling.length_choice import StockLength, StockNeed, TrunkNeed, choose_kinds, choose_stock


def pulls(*needs_mm: int) -> list[StockNeed]:
    """Needs between racks."""
    return [StockNeed(need_mm) for need_mm in needs_mm]


def test_patches_take_the_lengths_that_no_pull_needs() -> None:
    """Lots of 10 m and 30 m, one each. By metres a patch of 3 m and a pull of 5 m are alike, by work they are not:
    the pull takes 10 m of carrying less with the short cable, the patch takes as long with the long one.
    """
    lots = [StockLength(10_000, 1), StockLength(30_000, 1)]
    assert choose_stock([StockNeed(3_000, is_patch=True), StockNeed(5_000)], lots) == [1, 0]
    assert choose_stock([StockNeed(5_000), StockNeed(3_000, is_patch=True)], lots) == [0, 1]


def test_the_longest_route_gets_the_longest_cable() -> None:
    """Two of 5 m and two of 10 m for needs of 4, 4, 4 and 9: one 4 must take a 10."""
    chosen = choose_stock(pulls(4000, 4000, 4000, 9000), [StockLength(5000, 2), StockLength(10_000, 2)])
    assert sorted(chosen, key=str) == [0, 0, 1, 1]
    assert chosen[3] == 1


def test_a_need_that_no_lot_serves_is_reported_and_nothing_is_short() -> None:
    assert choose_stock(pulls(4000, 11_000), [StockLength(5000, None), StockLength(10_000, None)]) == [0, None]
    assert choose_stock(pulls(4000), []) == [None]
    assert choose_stock([], [StockLength(5000, None)]) == []


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 3)), min_size=1, max_size=4),
)
def test_stock_against_brute_force(needs: list[int], lots: list[tuple[int, int]]) -> None:
    """First as many needs as can be served, then the fewest metres."""
    chosen = choose_stock(pulls(*needs), [StockLength(*lot) for lot in lots])
    best = None
    for option in product([None, *range(len(lots))], repeat=len(needs)):
        if any(pick is not None and lots[pick][0] < need for need, pick in zip(needs, option, strict=True)):
            continue
        if any(option.count(j) > quantity for j, (_, quantity) in enumerate(lots)):
            continue
        value = (option.count(None), sum(lots[pick][0] for pick in option if pick is not None))
        best = value if best is None or value < best else best
    assert all(pick is None or lots[pick][0] >= need for need, pick in zip(needs, chosen, strict=True))
    assert (chosen.count(None), sum(lots[pick][0] for pick in chosen if pick is not None)) == best


def trunk(body: int, a: tuple[int, ...] = (1000,), b: tuple[int, ...] = (1000,)) -> TrunkNeed:
    return TrunkNeed("T", body, a, b)


FAR = {"T": 10**9}


def test_without_a_limit_every_need_is_its_own_kind() -> None:
    needs = [trunk(3000), trunk(4000), trunk(3000)]
    assert choose_kinds(needs, None, FAR, 1) == {trunk(3000): trunk(3000), trunk(4000): trunk(4000)}


def test_with_a_limit_kinds_are_joined_where_it_costs_least() -> None:
    """Bodies 3 (x3), 4 (x1), 9 (x1) in two kinds: 3 joins 4 (3 m more), not 4 joins 9 (5 m more)."""
    kinds = choose_kinds([trunk(3000)] * 3 + [trunk(4000), trunk(9000)], 2, FAR, 1)
    assert kinds == {trunk(3000): trunk(4000), trunk(4000): trunk(4000), trunk(9000): trunk(9000)}


def test_different_legs_are_joined_by_the_longest_of_each() -> None:
    kinds = choose_kinds([trunk(3000, (1000, 2000), (1, 1)), trunk(3000, (2000, 1000), (1, 1))], 1, FAR, 1)
    assert set((kinds or {}).values()) == {trunk(3000, (2000, 2000), (1, 1))}


def test_a_limit_that_cannot_be_kept_is_refused() -> None:
    assert choose_kinds([trunk(3000), TrunkNeed("U", 3000, (1,), (1,))], 1, {"T": 10**9, "U": 10**9}, 1) is None
    assert choose_kinds([trunk(3000, (1000,), (9000,)), trunk(9000)], 1, {"T": 11_000}, 1) is None


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 3))
def test_kinds_against_brute_force(bodies: list[int], limit: int) -> None:
    """Bodies only: the best set of at most `limit` lengths, each need taking the shortest that covers it."""
    needs = [trunk(body * 1000) for body in bodies]
    kinds = choose_kinds(needs, limit, FAR, 1)
    assert kinds is not None
    assert len(set(kinds.values())) <= limit
    assert all(kind.covers(need) for need, kind in kinds.items())
    best = min(
        sum(min(length for length in chosen if length >= body) for body in bodies)
        for size in range(1, limit + 1)
        for chosen in combinations(sorted(set(bodies)), min(size, len(set(bodies))))
        if max(chosen) >= max(bodies)
    )
    assert sum(kinds[need].body_mm for need in needs) == best * 1000
