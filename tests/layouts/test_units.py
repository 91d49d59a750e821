"""The one rounding rule, and exact conversions at the door."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.units import (
    cents_from_usd,
    disc_area_mm2,
    distance_mm,
    divide_up,
    exact,
    format_m,
    format_ru,
    mm_from_m,
    ms_from_minutes,
    name_units,
    round_up,
)


def test_what_is_needed_is_rounded_up() -> None:
    assert [round_up(n, 500) for n in (0, 1, 499, 500, 501)] == [0, 500, 500, 500, 1000]
    with pytest.raises(ValueError, match="step"):
        round_up(1, 0)


@given(st.integers(0, 10**9), st.integers(1, 10**5))
def test_rounding_is_never_short_and_never_a_step_too_long(needed: int, step: int) -> None:
    assert needed <= round_up(needed, step) < needed + step
    assert divide_up(needed, step) * step >= needed


def test_conversions_are_exact_or_refused() -> None:
    """0.1 m is 100 mm although the float is not; 0.0005 m is no whole millimetre."""
    assert mm_from_m(0.1) == 100
    assert ms_from_minutes(1.25) == 75_000
    assert cents_from_usd(19.99) == 1999
    with pytest.raises(ValueError, match="finer"):
        mm_from_m(0.0005)
    with pytest.raises(ValueError, match="finer"):
        exact(1e-9, 1000, "gram")


@given(st.lists(st.integers(-(10**6), 10**6), min_size=6, max_size=6))
def test_a_distance_is_never_short(numbers: list[int]) -> None:
    a, b = tuple(numbers[:3]), tuple(numbers[3:])
    assert distance_mm(a, b) >= math.dist(a, b) - 1e-6
    assert distance_mm(a, b) < math.dist(a, b) + 1


def test_a_cable_is_counted_as_a_full_disc() -> None:
    """3.0 mm: pi/4 x 9 = 7.07 mm2, counted as 8."""
    assert disc_area_mm2(3000) == 8
    assert disc_area_mm2(18_000) == math.ceil(math.pi / 4 * 18**2)


def test_lengths_and_units_for_people() -> None:
    assert [format_m(n) for n in (12_500, 3_000, 435, -250)] == ["12.5", "3.0", "0.435", "-0.25"]
    assert [format_ru(n) for n in (70, 71, 4)] == ["35", "35.5", "02"]


def test_units_are_named_from_the_first() -> None:
    """42 units from unit 1 are U1 to U42, from unit 5 U5 to U46; 10 from unit 3 are U3 to U12."""
    assert [name_units(2, 84), name_units(10, 84), name_units(6, 20)] == ["U1 to U42", "U5 to U46", "U3 to U12"]
