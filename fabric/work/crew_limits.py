"""How many crews may work at once where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CrewLimits:
    """How many crews may work at once in each place (by index) and on each span (by name)."""

    place_crews: Sequence[int]
    span_crews: Mapping[str, int]
