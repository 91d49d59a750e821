"""Trunks to order are never short, and the fewest metres; against brute force."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.cabling.length_choice import TrunkNeed, choose_kinds


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


def test_needs_that_differ_in_shorter_legs_alone_are_one_kind() -> None:
    """Bodies of 3 m: legs 1, 2 / 1, 1 and 2, 1 / 1, 1 have the longest legs 2 and 1, so both are 2, 2 / 1, 1. The third
    need has a longest leg of 3 at A, the fourth a body of 4: they stay alone. No kind is longer over all than its need.
    """
    one, other = trunk(3000, (1000, 2000), (1000, 1000)), trunk(3000, (2000, 1000), (1000, 1000))
    longer, far = trunk(3000, (3000, 1000), (1000, 1000)), trunk(4000, (1000, 2000), (1000, 1000))
    both = trunk(3000, (2000, 2000), (1000, 1000))
    kinds = choose_kinds([one, other, longer, far], None, FAR, 1)
    assert kinds == {one: both, other: both, longer: longer, far: far}
    assert all(need.overall_mm == kind.overall_mm for need, kind in kinds.items())


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
