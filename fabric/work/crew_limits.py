"""The number of crews that places and pathway spans hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CrewLimits:
    """The most crews that may work at once, each at least 1."""

    place_crews: Sequence[int]
    """In each place (by index)."""
    span_crews: Mapping[str, int]
    """On each span of a pathway (by name)."""
