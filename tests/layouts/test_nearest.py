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
