"""Shapes of spines and cores, worked out by hand for 8-port switches."""

import pytest

from fabric.topology import ClosNeed, ClosShape, SizingError, choose_shapes, list_spine_counts
from fabric.topology.shapes import list_three_tiers, list_two_tiers


def need(leaves: int, uplinks: int = 4, tiers: int | None = None, **changes: int | bool) -> ClosNeed:
    return ClosNeed(leaves=leaves, uplinks=uplinks, spine_ports=8, core_ports=8, tiers=tiers, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leaves", "uneven", "counts"),
    [
        (2, False, [1, 2, 4]),
        (3, False, [2, 4]),
        (6, False, [4]),
        (6, True, [3, 4]),
        (8, False, [4]),
        (9, False, []),
        (9, True, []),
    ],
)
def test_spines_divide_the_uplinks_and_have_ports_for_all(leaves: int, uneven: bool, counts: list[int]) -> None:
    """Divisors of 4 that are at least leaves x 4 / 8; uneven also that quotient, as long as a leaf meets all spines."""
    assert list_spine_counts(8, leaves, 4, uneven) == counts


def test_two_tiers_are_one_pod() -> None:
    assert list_two_tiers(need(3)) == [ClosShape((3,), (2,), 4, (0,), 0), ClosShape((3,), (4,), 4, (0,), 0)]
    assert list_two_tiers(need(9)) == []


def test_three_tiers_of_the_whole_tree() -> None:
    """8 ports: 8 pods of 4 leaves and 4 spines, 16 cores, 128 hosts (Al-Fares et al. 2008: 5 k^2 / 4 = 80 switches)."""
    shape = list_three_tiers(need(32))[0]
    assert (shape.pods, shape.spines, shape.cores) == ((4,) * 8, (4,) * 8, 16)
    assert 32 + shape.switches == 5 * 8**2 // 4


def test_the_last_pod_may_be_smaller() -> None:
    """Six leaves in pods of four: the second has two leaves, whose 8 uplinks take 2 spines of 4 ports downwards.

    Both pods have 4 uplinks a spine, 16 and 8 in all. 24 uplinks need 3 cores of 8 ports; 4 divide both.
    """
    shapes = {shape.pods: shape for shape in list_three_tiers(need(6, pod_leaves=4))}
    assert shapes[4, 2] == ClosShape((4, 2), (4, 2), 4, (4, 4), 4)


def test_a_unit_stays_in_one_pod() -> None:
    """Units of three leaves: pods hold three, since six pass the four downlinks of a spine."""
    assert {shape.pods for shape in list_three_tiers(need(12, unit_leaves=3))} == {(3, 3, 3, 3)}


def test_as_few_tiers_as_suffice() -> None:
    assert {shape.tiers for shape in choose_shapes(need(8))} == {2}
    assert {shape.tiers for shape in choose_shapes(need(9))} == {3}
    assert {shape.tiers for shape in choose_shapes(need(8, tiers=3))} == {3}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (need(4, uplinks=0), "4 leaves need uplinks, but all ports are downlinks"),
        (need(9, tiers=2), "9 leaves of 4 uplinks do not fit two tiers of 8-port switches"),
        (need(33, tiers=3), "33 leaves of 4 uplinks exceed the 32 of three tiers of 8-port switches"),
        (need(20, tiers=3, pod_leaves=5), "in pods of 5 leaves over 8-port spines"),
    ],
)
def test_limits_are_named(wanted: ClosNeed, message: str) -> None:
    with pytest.raises(SizingError, match=message):
        choose_shapes(wanted)


def test_an_uneven_spread_is_offered_where_the_even_one_does_not_close() -> None:
    with pytest.raises(SizingError, match="an uneven spread of uplinks, within one link, may be possible"):
        choose_shapes(need(20, tiers=3, pod_leaves=5))


def test_names_and_counts_of_a_shape() -> None:
    two, three = ClosShape((3,), (2,), 4, (0,), 0), ClosShape((4, 2), (4, 2), 4, (4, 4), 4)
    assert (two.name, two.tiers, two.switches, two.is_even) == ("2 tiers, 2 spines", 2, 2, True)
    assert three.name == "3 tiers, 2 pods of 4 leaves and 4 spines, 4 cores"
    assert (three.tiers, three.switches, three.is_even) == (3, 10, True)
    assert not ClosShape((3,), (3,), 4, (0,), 0).is_even
