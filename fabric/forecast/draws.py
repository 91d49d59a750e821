"""The bad luck of one simulated installation: slow acts, shifts that start late, absent technicians."""

import math
from collections.abc import Iterator
from datetime import datetime

import numpy as np
from scipy.special import bdtr, betaincinv

from fabric.project import CrewPlan, LabourRate, Window
from layouts import Floats


def spread_evenly(runs: int, factors: int, seed: int) -> Floats:
    """Numbers in 0..1 of shape (runs, factors): a Latin hypercube (McKay et al., Technometrics 21, 1979).

    0..1 is cut into as many equal parts as there are runs; each factor has one number in each part.
    """
    random = np.random.default_rng(seed)
    parts = np.array([random.permutation(runs) for _ in range(factors)]).T
    return (parts + random.random((runs, factors))) / runs


def pace_factor(rate: LabourRate, share: float) -> float:
    """The quantile (0..1) of the crews' factor on the time of an act.

    PERT (Malcolm et al., Operations Research 7, 1959): a beta distribution from low to high with the table's figure as
    mode, alpha = 1 + 4 (mode - low) / (high - low) and alpha + beta = 6. It is 1 where low and high are equal.
    """
    figure = rate.person_ms
    low, high = (min(rate.low_ms / figure, 1.0), max(rate.high_ms / figure, 1.0)) if figure else (1.0, 1.0)
    if high <= low:
        return 1.0
    alpha = 1 + 4 * (1 - low) / (high - low)
    return low + (high - low) * float(betaincinv(alpha, 6 - alpha, share))


class BadDays:
    """The working windows of one run, in which shifts start late and technicians are absent. It counts both.

    The first shifts take their delay and their absences from `shares` (two numbers in 0..1 each), later ones from
    `random`.
    """

    def __init__(self, crew: CrewPlan, random: np.random.Generator, shares: Floats):
        self.crew, self.random, self.shares = crew, random, iter(shares)
        self.late_s = 0.0
        """Seconds that shifts started late, so far."""
        self.absent = 0.0
        """Technicians missing from a shift, so far."""

    def windows_s(self, ready: datetime | None) -> Iterator[Window]:
        """Windows without end. A late shift keeps its end; absences last for the whole shift.

        Delays are exponential with the mean of the risks, absences binomial.
        """
        crews = 0
        risks = self.crew.risks
        for shift, is_first, start, end in self.crew.shift_windows_s(ready):
            late_s = 0
            if is_first:
                one, other = (next(self.shares, None) or self.random.random() for _ in range(2))
                late_s = min(round(-risks.late_s * math.log1p(-one)), end - start)
                absent = int((bdtr(range(shift.technicians), shift.technicians, risks.absence_rate) < other).sum())
                crews = (shift.technicians - absent) // self.crew.crew_size
                self.late_s, self.absent = self.late_s + late_s, self.absent + absent
            yield Window(start + late_s, end, crews, self.crew.testers_of(shift, crews))
