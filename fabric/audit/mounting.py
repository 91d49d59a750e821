"""The mounting of the panels that the plan places: with which landing of a trunk each of them is mounted."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from fabric.audit.cord_ends import CordEnds
from fabric.audit.end_names import ENDS, End

Landing = tuple[str, int]
"""A package that lands an end of a pull: `land_a` or `land_b`, and the pull."""


class Mountings:
    """The landing of the first trunk at each placed panel, with which it is mounted: its end at A before that at B."""

    def __init__(self, ends: CordEnds, rows_of: Mapping[int, list[int]], between: AbstractSet[int]):
        """`rows_of` are the segments of each pull, `between` the pulls of trunks between placed panels."""
        self._ends, self._rows_of = ends, rows_of
        self._landing_of: dict[int, Landing] = {}
        for pull in sorted(between):
            for end in ENDS:
                for panel in self._panels(pull, end):
                    self._landing_of.setdefault(panel, (f"land_{end}", pull))

    def _panels(self, pull: int, end: End) -> list[int]:
        """The panels at an end of a pull, by index."""
        joints = (self._ends.joints.get((row, end)) for row in self._rows_of.get(pull, ()))
        return sorted({joint.panel for joint in joints if joint is not None})

    def count(self, landing: Landing) -> int:
        """The panels that are mounted with a landing."""
        return list(self._landing_of.values()).count(landing)

    def before(self, pull: int, end: End) -> list[Landing]:
        """The landings of other pulls that mount the panels at an end of a pull."""
        panels = self._panels(pull, end)
        landings = {self._landing_of[panel] for panel in panels if panel in self._landing_of}
        return sorted(landing for landing in landings if landing[1] != pull)
