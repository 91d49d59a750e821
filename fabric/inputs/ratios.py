"""The ratios of bandwidth that a leaf may have where the request states only the most."""

from collections.abc import Sequence
from math import gcd

Ratio = tuple[int, int]
"""Bandwidth below a switch, and bandwidth above it."""

USUAL: Sequence[Ratio] = ((1, 1), (3, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (8, 1))
"""Ratios at which leaves are built, the least one first."""


def list_ratios_up_to(most: Ratio) -> list[Ratio]:
    """The usual ratios below a most, and that most."""
    return [*(ratio for ratio in USUAL if ratio[0] * most[1] < most[0] * ratio[1]), most]


def reduce_ratio(ratio: Ratio) -> Ratio:
    """The same ratio in its least numbers, each 1 or more."""
    common = gcd(*ratio)
    return ratio[0] // common, ratio[1] // common
