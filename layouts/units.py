"""Units and the one rounding rule.

Inside, every length is an integer of millimetres, every area of square millimetres, every amount of
labour an integer of person-milliseconds, every clock an integer of seconds, every price of cents.
Values are converted once, where a file is read, and the conversion is exact: a file may not state a
length finer than a millimetre or a labour figure finer than a millisecond.

The one rounding rule: **a need is rounded up, never down** (`round_up`). There is no other.
"""

from fractions import Fraction
from math import isqrt

MICROMETRES_PER_RU = 44_450
"""Height of one rack unit, EIA-310-D: 44.45 mm."""


def round_up(needed: int, step: int) -> int:
    """The smallest multiple of `step` that is at least `needed`.

    Raises ValueError if `step` is not positive, since nothing can be rounded to it.
    """
    if step <= 0:
        raise ValueError(f"step must be positive, found {step}")
    return -(-needed // step) * step


def divide_up(amount: int, parts: int) -> int:
    """`amount / parts`, rounded up to the next integer."""
    return -(-amount // parts)


def exact(value: float | int, per_unit: int, unit: str) -> int:
    """`value` times `per_unit` as an integer, exactly.

    The decimal text of `value` counts, not its binary neighbour, so that 0.1 m is 100 mm.
    Raises ValueError if the value is finer than the unit: such a figure would have to be rounded,
    and no rule says which way.
    """
    scaled = Fraction(repr(value)) * per_unit
    if scaled.denominator != 1:
        raise ValueError(f"{value} is finer than one {unit}")
    return int(scaled)


def mm_from_m(metres: float | int) -> int:
    """Metres to millimetres, exactly."""
    return exact(metres, 1_000, "millimetre")


def ms_from_minutes(minutes: float | int) -> int:
    """Minutes to milliseconds, exactly."""
    return exact(minutes, 60_000, "millisecond")


def s_from_hours(hours: float | int) -> int:
    """Hours to seconds, exactly."""
    return exact(hours, 3_600, "second")


def cents_from_usd(usd: float | int) -> int:
    """Dollars to cents, exactly."""
    return exact(usd, 100, "cent")


def distance_mm(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    """Euclidean distance of two points in millimetres, rounded up (a length is never short)."""
    square = sum((p - q) ** 2 for p, q in zip(a, b, strict=True))
    root = isqrt(square)
    return root if root * root == square else root + 1


def disc_area_mm2(diameter_um: int) -> int:
    """Cross-section of a round cable in square millimetres, pi/4 * d^2 rounded up; diameter in micrometres.

    Source: domain practice for tray fill, each assembly counted as a full disc.
    """
    # 355/113 exceeds pi by 2.7e-7, so the area errs on the full side.
    return divide_up(355 * diameter_um * diameter_um, 4 * 113 * 1_000_000)


def format_m(length_mm: int) -> str:
    """A length as documents print it: metres, with as many decimals as it has, at least one: 12500 -> '12.5'."""
    whole, rest = divmod(abs(length_mm), 1000)
    decimals = f"{rest:03d}".rstrip("0") or "0"
    return f"{'-' if length_mm < 0 else ''}{whole}.{decimals}"


def format_ru(half_ru: int) -> str:
    """A rack-unit position as documents print it: 70 -> '35', 71 -> '35.5', zero-filled to two digits."""
    whole, half = divmod(half_ru, 2)
    return f"{whole:02d}.5" if half else f"{whole:02d}"


def name_units(first_half_ru: int, half_ru: int) -> str:
    """The units of a rack from twice the number of the first one and twice their count: (2, 84) -> 'U1 to U42'."""
    return f"U{first_half_ru / 2:g} to U{(first_half_ru + half_ru) / 2 - 1:g}"
