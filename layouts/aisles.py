"""Aisles: the spaces between rows of racks."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Aisle:
    """The space between two rows."""

    id: str
    """Name, unique among aisles."""
    kind: Literal["hot", "cold"]
    """`hot`: between rears. `cold`: between fronts. No rule looks at it."""
    rows: tuple[str, ...]
    """Ids of the two rows beside it."""
    min_width_mm: int
    """Least clear width."""
