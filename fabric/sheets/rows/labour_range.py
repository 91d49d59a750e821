"""The time of a package with the low and with the high figures of the labour table, and of the move before it."""

from collections import Counter
from dataclasses import replace

from fabric.project import LabourTable, Project


class LabourRange:
    """Both tables of one project."""

    def __init__(self, project: Project):
        self.size, self.middle, rates = project.crew.crew_size, project.labour, project.labour.rates
        self.low = LabourTable({act: replace(rate, person_ms=rate.low_ms) for act, rate in rates.items()})
        self.high = LabourTable({act: replace(rate, person_ms=rate.high_ms) for act, rate in rates.items()})

    def seconds(self, acts: Counter[str], planned_s: int) -> tuple[int, int]:
        """Seconds that a crew takes for some acts, low and high. Where the plan has time for a move beside the acts,
        its crew moves to the place first: the plan counts that with the package.
        """
        moves = planned_s >= self._seconds(self.middle, acts, moves=True)
        low, high = (self._seconds(table, acts, moves) for table in (self.low, self.high))
        return low, high

    def _seconds(self, table: LabourTable, acts: Counter[str], moves: bool) -> int:
        move_s = table.duration_s({"move_crew": 1}, self.size) if moves else 0
        return table.duration_s(acts, self.size) + move_s
