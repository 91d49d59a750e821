"""The names that a wrong one may mean."""

import pytest

from layouts.nearest import nearest_names

KNOWN = ("links", "speed_gbps", "uplink_speed_gbps", "uplink_spread", "uplinks_for", "uplinks_per_leaf")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("uplinks", ["uplinks_for", "uplinks_per_leaf"]),
        ("speed", ["speed_gbps"]),
        ("link", ["links"]),
        ("uplinks_per_leaves", ["uplinks_per_leaf"]),
        ("colour", []),
    ],
)
def test_names_that_go_on_as_the_wrong_one_begins_are_meant(wrong: str, meant: list[str]) -> None:
    """`uplinks` has all 5 letters of `links`, so it is most similar, but it is a part of two longer names."""
    assert nearest_names(wrong, KNOWN) == meant


def test_two_letters_begin_too_many_names() -> None:
    """`su` would mean every key of units; three letters say enough."""
    assert nearest_names("su", ["su_per_pod_of_a_fabric"]) == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("a01", ["A01"]),
        ("A1", ["A01"]),
        ("a-1", ["A01"]),
        ("A 010", ["A10"]),
        ("B42", ["B02", "B04"]),
        ("Z99", []),
    ],
)
def test_racks_that_are_written_otherwise_are_meant(wrong: str, meant: list[str]) -> None:
    """`a01` shares two of three characters with A01 and with B01, and `A1` as many with A10 and A11 as with A01.

    `B42` has B, 2 in common with B02 and B, 4 with B04: both are named. Whoever follows a single one of such names
    puts a device into the wrong rack.
    """
    assert nearest_names(wrong, [f"{row}{number:02}" for row in "AB" for number in range(1, 12)]) == meant


def test_a_number_in_the_middle_keeps_its_zeros() -> None:
    """1001 is not 11, and A100 not A1: only zeros before a number are left out."""
    assert nearest_names("n1001", ["n0011", "n1001a"]) == ["n1001a"]
    assert nearest_names("A100", ["A1", "A0100"]) == ["A0100"]
