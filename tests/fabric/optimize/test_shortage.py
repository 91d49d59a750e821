"""Shortages of single cables: the count that proves one, against brute force, and its words."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.cabling.shortage import Shortage, explain_shortage, find_shortage


@pytest.mark.parametrize(
    ("needs", "lots", "found"),
    [
        ([4, 4, 9], [(5, 2), (10, 1)], None),
        ([9] * 14 + [3], [(5, 20), (10, 4), (15, 5)], Shortage(9, 14, 9)),
        ([4, 12], [(5, 9), (10, 9)], Shortage(12, 1, 0)),
        ([4, 12], [(15, None)], None),
        ([4, 4], [], Shortage(4, 2, 0)),
    ],
)
def test_shortages_by_hand(needs: list[int], lots: list[tuple[int, int | None]], found: Shortage | None) -> None:
    """Fourteen needs of 9 and more meet four pieces of 10 and five of 15: nine. Pieces without number never lack."""
    assert find_shortage(needs, lots) == found


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.lists(st.integers(1, 6), max_size=5))
def test_a_shortage_is_found_just_where_no_dealing_serves_all(needs: list[int], pieces: list[int]) -> None:
    """By trying all ways to give each need a piece of its own."""
    dealings = permutations(pieces, len(needs))
    served = any(all(has >= need for need, has in zip(needs, found, strict=True)) for found in dealings)
    assert (find_shortage(needs, [(piece, 1) for piece in pieces]) is None) == served


def test_the_words_have_both_counts() -> None:
    said, remedy = explain_shortage(Shortage(9_000, 14, 9), ("MFP7E10",), {10_000: 4, 15_000: 5})
    assert said == ("needs 14 pieces of MFP7E10 of 9.0 m or more; stock has 9 (long enough: 4 of 10.0 m, 5 of 15.0 m)")
    assert remedy.startswith("Add 5 pieces of 9.0 m or more")
