"""Figures of tables: values as cells that a spreadsheet can add and sort, with the decimals that print shows."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from fabric.project import Device
from fabric.sheets.rows.link_row import EndRow
from fabric.sheets.rows.text import length_text, moment_text
from fabric.writers import Cell

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@lru_cache(maxsize=4096)
def metres(length_mm: int | None) -> Cell:
    """A length in metres, with as many decimals as it has, at least one; nothing where there is none."""
    return "" if length_mm is None else _thousandths(length_mm)


@lru_cache(maxsize=4096)
def lengths(parts_mm: Sequence[int]) -> Cell:
    """One ordered length in metres; of a trunk leg A + body + leg B as text."""
    return length_text(parts_mm) if len(parts_mm) > 1 else metres(parts_mm[0])


def kilograms(weight_g: int | None) -> Cell:
    """A weight in kilograms, to the hectogram; nothing where there is none."""
    return "" if weight_g is None else _round(Decimal(weight_g).scaleb(-3), TENTH)


def decibels(loss_mdb: int) -> Decimal:
    """A loss in decibel, to the hundredth."""
    return _round(Decimal(loss_mdb).scaleb(-3), HUNDREDTH)


def millimetres(diameter_um: int) -> Decimal:
    """A diameter in millimetres, with as many decimals as it has, at least one."""
    return _thousandths(diameter_um)


def hours(seconds: int) -> Decimal:
    """A time in hours, to the hundredth."""
    return _round(Decimal(seconds) / 3600, HUNDREDTH)


def rack_unit(of: EndRow | Device) -> Cell:
    """The unit of a device in its rack; with L or R, as text, in a half of it; empty without a place."""
    half_ru = of.position_half_ru if isinstance(of, Device) else of.half_ru
    if half_ru is None or of.unit[-1:].isalpha():
        return of.unit
    whole, half = divmod(half_ru, 2)
    return Decimal(half_ru) / 2 if half else whole


def moment(ready: datetime | None, at: datetime) -> Cell:
    """A moment of local time; the number of the day, from 1, and the time as text where the racks have no date."""
    return moment_text(ready, at) if ready is None else at.replace(second=0, microsecond=0, tzinfo=None)


def _thousandths(value: int) -> Decimal:
    figure = Decimal(value).scaleb(-3).normalize()
    return figure if figure.as_tuple().exponent < -1 else figure.quantize(TENTH)  # type: ignore[operator]


def _round(figure: Decimal, to: Decimal) -> Decimal:
    return figure.quantize(to, ROUND_HALF_UP)
