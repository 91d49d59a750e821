"""How much of the rest of a window packages of given durations can fill.

Sums of durations are the bits of one number: bit n is set where some packages take n steps together (subset sums as
bits). A larger set of sums is one shift and one OR.
"""

from collections.abc import Iterable

STEP_S = 10
"""Seconds of one bit. Durations are rounded up to steps, so that what fits in steps fits in seconds."""


def list_sums(durations_s: Iterable[int], rest_s: int) -> int:
    """The sums, as bits, that packages of these durations reach within the rest of a window, each used any number of
    times.
    """
    rest, sums = rest_s // STEP_S, 1
    for duration in durations_s:
        # Up to 1, then 3, 7, ... packages of this duration.
        shift = max(1, _steps(duration))
        while shift <= rest:
            sums |= sums << shift
            shift *= 2
    return sums


def filled_s(duration_s: int, rest_s: int, sums: int) -> int:
    """The seconds of the rest of a window that a package and the best others after it take; 0 where it does not fit."""
    size, rest = _steps(duration_s), rest_s // STEP_S
    if size > rest:
        return 0
    within = sums & ((1 << rest - size + 1) - 1)
    return STEP_S * (size + within.bit_length() - 1)


def _steps(duration_s: int) -> int:
    return -(-duration_s // STEP_S)
