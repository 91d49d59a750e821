"""Runs of legs of equal length: how order forms and drawings describe a breakout."""

from collections.abc import Sequence
from typing import NamedTuple


class LegRun(NamedTuple):
    """Legs of one length that follow each other, counted from 1."""

    first: int
    """Number of the first leg."""
    last: int
    """Number of the last leg, which belongs to the run."""
    length_mm: int
    """Length of each leg, from the furcation to the tip."""


def list_leg_runs(legs_mm: Sequence[int]) -> list[LegRun]:
    """The runs of some legs, in order of leg numbers."""
    runs: list[LegRun] = []
    for leg, length in enumerate(legs_mm, start=1):
        if runs and runs[-1].length_mm == length:
            runs[-1] = runs[-1]._replace(last=leg)
        else:
            runs.append(LegRun(leg, leg, length))
    return runs
