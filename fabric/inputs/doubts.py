"""Names that nothing is checked against yet, since the object of that name has faults."""

from typing import NamedTuple


class Doubts(NamedTuple):
    """Names of objects that have faults of their own."""

    unsure: frozenset[str] = frozenset()
    """Rooms, rows, kinds of racks, racks and pathways that rest on a value with a fault: nothing is checked against
    them.
    """
    open_rows: frozenset[str] = frozenset()
    """Rows whose number of racks is not known yet."""
    stated: frozenset[str] = frozenset()
    """Names that the files state, whether their rows are right or wrong: a reference to one of them is no fault."""

    def excuses(self, name: str) -> bool:
        """Whether an object of that name may exist as soon as the faults are mended, as a rack of an open row."""
        rows = (row for row in self.open_rows if name.startswith(row) and name[len(row) :].isdigit())
        return name in self.stated or name in self.unsure or any(rows)


NO_DOUBTS = Doubts()
"""Every object is sound."""
