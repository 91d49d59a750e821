"""Figures of tables: by hand, with the decimals that print shows."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fabric.sheets.rows import figures
from fabric.sheets.rows.link_row import LinkRow
from fabric.writers import Cell


@pytest.mark.parametrize(
    ("length_mm", "text"), [(7500, "7.5"), (120_000, "120.0"), (0, "0.0"), (6925, "6.925"), (None, "")]
)
def test_metres(length_mm: int | None, text: str) -> None:
    """As many decimals as the length has, at least one; never an exponent such as 1.2E+2."""
    assert str(figures.metres(length_mm)) == text


def test_one_length_is_a_figure_and_three_are_a_sum() -> None:
    assert figures.lengths((7500,)) == Decimal("7.5")
    assert figures.lengths((2000, 4000, 1500)) == "2.0+4.0+1.5"


def test_rounding() -> None:
    """450 g and 250 g round up to the next hectogram, 0.7225 dB down to 0.72; 1 h 20 min is 1.33 h."""
    assert [str(figures.kilograms(grams)) for grams in (450, 250, 225, None)] == ["0.5", "0.3", "0.2", ""]
    assert [str(figures.decibels(loss)) for loss in (722, 850, 1800)] == ["0.72", "0.85", "1.80"]
    assert str(figures.hours(4800)) == "1.33"
    assert [str(figures.millimetres(diameter)) for diameter in (18_000, 9430)] == ["18.0", "9.43"]


@pytest.mark.parametrize(
    ("unit", "half_ru", "cell"), [("02", 4, 2), ("35.5", 71, Decimal("35.5")), ("02L", 4, "02L"), ("41", 82, 41)]
)
def test_units(unit: str, half_ru: int, cell: Cell, pulled_row: LinkRow) -> None:
    """Whole units are counts, half units have a decimal; halves of a rack keep their letter."""
    assert figures.rack_unit(replace(pulled_row.a, unit=unit, half_ru=half_ru)) == cell


def test_moments() -> None:
    """A dated moment is a date to the minute; an undated one is the number of its day."""
    ready = datetime(2027, 1, 11, 6, tzinfo=UTC)
    assert figures.moment(ready, datetime(2027, 1, 12, 7, 5, 36, tzinfo=UTC)) == datetime(2027, 1, 12, 7, 5)
    assert figures.moment(None, datetime(2000, 1, 2, 7, 5)) == "day 2 07:05"
