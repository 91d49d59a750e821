"""How well packages of some durations fill the rest of a window: sums of durations as bits of a number."""

from collections.abc import Iterable

STEP_S = 10
"""Durations are rounded up to such steps, so that what fits by them fits."""


def list_sums(durations_s: Iterable[int], rest_s: int) -> int:
    """Bit n is set where packages of these durations, each as often as one likes, take n steps, up to the rest."""
    rest, sums = rest_s // STEP_S, 1
    for duration in durations_s:
        # One, then up to 3, 7, ... more of the same.
        shift = max(1, -(-duration // STEP_S))
        while shift <= rest:
            sums |= sums << shift
            shift *= 2
    return sums


def filled_s(duration_s: int, rest_s: int, sums: int) -> int:
    """How much of the rest of a window such a package and the best others after it take; 0 where it does not fit."""
    size, rest = -(-duration_s // STEP_S), rest_s // STEP_S
    if size > rest:
        return 0
    return STEP_S * (size + (sums & ((1 << rest - size + 1) - 1)).bit_length() - 1)
