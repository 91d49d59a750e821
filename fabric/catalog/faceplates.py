"""The places of cages on the metal, as seen from the side on which the ports show."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Faceplate:
    """Where the cages of one group sit on a device."""

    cages: str
    """Group of cages, without its mode."""
    rows: int
    """Rows of cages, at least 1."""
    down: int
    """Cages that are numbered down a column before the next column begins: 2 where 1 stands above 2, 1 along a row."""
    turned: tuple[int, ...]
    """Rows whose modules stand upside down, so that the first connector is at the right; from 1 at the top."""
    source: str
    """Document or list that the places come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""

    def place(self, index: int, cages: int) -> tuple[int, int]:
        """Row and column of a cage by its index in the group, both from 0; the group has so many cages.

        Columns of `down` cages fill a band of rows from left to right; the next band stands below.
        """
        columns = -(-cages // self.rows)
        band, rest = divmod(index, columns * self.down)
        return band * self.down + rest % self.down, rest // self.down
