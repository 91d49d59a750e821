"""Single cables of which too few are long enough: the count that proves it, and the surcharge that avoids it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from layouts import UnmetError, format_m


class Shortage(NamedTuple):
    """The cables of some length or more: how many are needed, and how many are in stock."""

    at_least_mm: int
    """Shortest of the needs that are counted."""
    needed: int
    """Cables that must be at least that long."""
    has: int
    """Cables of the stock that are at least that long."""

    @property
    def missing(self) -> int:
        """Cables that lack."""
        return self.needed - self.has


TOO_LONG = 10**9
"""Number of missing cables where none is long enough: more than any count."""


class ShortStockError(UnmetError):
    """The stock of single cables does not serve the links in these racks.

    Links longer than `beyond_mm` must become fewer. `models` are the cables that serve them.
    """

    def __init__(self, reasons: Sequence[str], models: tuple[str, ...], beyond_mm: int, missing: int = TOO_LONG):
        super().__init__(reasons)
        self.models, self.beyond_mm = models, beyond_mm
        self.missing = missing
        """Cables that lack; `TOO_LONG` where a link is longer than any."""


class Surcharge(NamedTuple):
    """A price on long links, so that placement keeps ends together that no cable in stock would join."""

    models: tuple[str, ...]
    """Cables of the links that pay it."""
    beyond_mm: int
    """Length above which a link pays."""
    per_link_ms: int
    """Person-milliseconds for each link."""


def find_shortage(needs_mm: Sequence[int], lots: Sequence[tuple[int, int | None]]) -> Shortage | None:
    """The length at which most cables lack, None where none do; `lots` are lengths with their numbers, None for any.

    A cable serves each need that it is long enough for. So some need stays open just where the needs from some length
    on outnumber the cables from that length on (Hall, 1935), and the answer is a proof.
    """
    worst: Shortage | None = None
    for at_least_mm in sorted(set(needs_mm)):
        numbers = [number for length_mm, number in lots if length_mm >= at_least_mm]
        if None in numbers:
            continue
        found = Shortage(
            at_least_mm,
            sum(need_mm >= at_least_mm for need_mm in needs_mm),
            sum(number for number in numbers if number is not None),
        )
        if found.missing > 0 and (worst is None or found.missing > worst.missing):
            worst = found
    return worst


def explain_shortage(found: Shortage, models: Sequence[str], left: Mapping[int, int]) -> list[str]:
    """The counts of a shortage in words, and a remedy; `left` are the longest pieces in stock, by length."""
    pieces = ", ".join(f"{number} of {format_m(length_mm)} m" for length_mm, number in sorted(left.items())) or "none"
    name = " or ".join(models)
    return [
        f"needs {found.needed} pieces of {name} of {format_m(found.at_least_mm)} m or more; stock has {found.has} "
        f"(long enough: {pieces})",
        f"Add {found.missing} pieces of {format_m(found.at_least_mm)} m or more, a lot to order, or trunks "
        "(limits.trunk_legs with a lot of trunks)",
    ]
