"""Lengths as crews of an imperial site read them: metres, by which cables are ordered, then feet and inches."""

from fractions import Fraction

from layouts import INCH_MM, Units, nearest_mm

INCHES = 12
"""Inches of a foot."""
PARTS = 4
"""Parts of an inch to which a radius is rounded up."""


def feet_text(length_mm: int) -> str:
    """A length in feet and inches, to the nearest inch: 29 ft 6 in, 4 ft, 11 in."""
    sign = "-" if length_mm < 0 else ""
    feet, inches = divmod(nearest_mm(abs(length_mm) / INCH_MM), INCHES)
    parts = [f"{feet} ft"] if feet else []
    return sign + " ".join([*parts, f"{inches} in"] if inches or not feet else parts)


def feet_range_text(*lengths_mm: int) -> str:
    """Lengths from the least to the greatest, one where all are alike: 2 ft 2 in to 4 ft."""
    return " to ".join(dict.fromkeys(map(feet_text, lengths_mm)))


def beside(words: str, units: Units, *lengths_mm: int) -> str:
    """Words in metres, with the same lengths in feet behind them where the site is imperial: 9 m / 29 ft 6 in."""
    if units == "metric":
        return words
    return f"{words} / {feet_range_text(*lengths_mm)}"


def radius_text(radius_mm: int) -> str:
    """The least radius of a bend in inches, rounded up to a quarter: 7 1/4 in."""
    quarters = -(-radius_mm * PARTS // INCH_MM)
    whole, rest = divmod(Fraction(quarters, PARTS), 1)
    return f"{' '.join(str(part) for part in (whole, rest) if part)} in"
