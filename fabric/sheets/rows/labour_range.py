"""The time of a package with the low and with the high figures of the labour table."""

from collections import Counter
from dataclasses import replace

from fabric.project import LabourTable, Project


class LabourRange:
    """Both tables of one project."""

    def __init__(self, project: Project):
        self.crew, rates = project.crew, project.labour.rates
        self.low = LabourTable({act: replace(rate, person_ms=rate.low_ms) for act, rate in rates.items()})
        self.high = LabourTable({act: replace(rate, person_ms=rate.high_ms) for act, rate in rates.items()})

    def seconds(self, acts: Counter[str]) -> tuple[int, int]:
        """Seconds that a crew takes for some acts, low and high."""
        low, high = (self.crew.duration_s(table.person_ms(acts)) for table in (self.low, self.high))
        return low, high
