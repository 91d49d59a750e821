"""Paces, late shifts and absences of simulated installations, by hand."""

import math
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from fabric.forecast.draws import BadDays, pace_factor, spread_evenly
from fabric.forecast.simulation import rank_drivers
from fabric.project.crew import CrewPlan, Risks, Shift, Window
from fabric.project.labour import LabourRate

RATE = LabourRate(
    act="dress",
    unit="end",
    person_ms=60_000,
    crew=1,
    low_ms=30_000,
    high_ms=120_000,
    source="",
    confidence="",
)
DAY = Shift(id="day", start_minute=0, length_s=1000, technicians=4, breaks_s=(), skills=())


def crew_of(risks: Risks, shift: Shift = DAY) -> CrewPlan:
    """Crews of two."""
    return CrewPlan((shift,), 2, False, risks)


def windows(crew: CrewPlan, shares: list[float], count: int = 2) -> tuple[list[Window], BadDays]:
    """The first windows of a run with these shares."""
    days = BadDays(crew, np.random.default_rng(1), np.array(shares))
    return list(islice(days.windows_s(None), count)), days


def test_each_factor_has_one_number_in_each_part() -> None:
    """8 runs: each column has one number in each eighth, and the columns are in different orders."""
    even = spread_evenly(8, 3, 5)
    assert even.shape == (8, 3)
    assert [sorted(np.floor(column * 8).astype(int).tolist()) for column in even.T] == [list(range(8))] * 3
    assert len({tuple(column.tolist()) for column in np.floor(even * 8).T}) == 3
    assert (spread_evenly(8, 3, 5) == even).all()
    assert (spread_evenly(8, 3, 6) != even).any()


def test_paces_run_from_low_to_high() -> None:
    """0.5, 1 and 2 times the figure: alpha = 1 + 4 x 0.5 / 1.5 = 7/3, beta = 11/3. The mean is 0.5 + 1.5 x 7/18."""
    assert (pace_factor(RATE, 0), pace_factor(RATE, 1)) == (0.5, 2.0)
    shares = (np.arange(4000) + 0.5) / 4000
    paces = [pace_factor(RATE, float(share)) for share in shares]
    assert paces == sorted(paces)
    assert np.mean(paces) == pytest.approx(0.5 + 1.5 * 7 / 18, abs=0.001)


def test_an_even_range_has_its_median_at_the_figure() -> None:
    """Low and high equally far from the figure: alpha = beta = 3, half of all crews are faster than the figure."""
    assert pace_factor(replace(RATE, low_ms=30_000, high_ms=90_000), 0.5) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("low_ms", "high_ms", "slowest"), [(60_000, 60_000, 1.0), (70_000, 120_000, 2.0), (30_000, 50_000, 1.0)]
)
def test_a_range_includes_the_figure(low_ms: int, high_ms: int, slowest: float) -> None:
    """A low above the figure, or a high below it, counts as the figure."""
    rate = replace(RATE, low_ms=low_ms, high_ms=high_ms)
    assert pace_factor(rate, 1.0) == slowest
    assert pace_factor(rate, 0.0) == min(1.0, low_ms / 60_000)


def test_an_act_without_time_has_no_pace() -> None:
    assert pace_factor(replace(RATE, person_ms=0, low_ms=0, high_ms=0), 0.7) == 1.0


def test_a_shift_starts_late_by_its_share() -> None:
    """Exponential with a mean of 100 s: the mean at the share 1 - 1/e, 100 ln 2 = 69 s at one half."""
    found, days = windows(crew_of(Risks(0, 100, 0, 0)), [1 - 1 / math.e, 0.5, 0.5, 0.5])
    assert found == [Window(100, 1000, 2, 2), Window(1069, 2000, 2, 2)]
    assert (days.late_s, days.absent) == (169, 0)


def test_a_shift_is_never_later_than_its_first_window() -> None:
    """Ten days late on average: each of two shifts of 1000 s is 1000 s late, and no work is done in it."""
    found, days = windows(crew_of(Risks(0, 10**6, 0, 0)), [0.9, 0.5, 0.9, 0.5])
    assert found == [Window(1000, 1000, 2, 2), Window(2000, 2000, 2, 2)]
    assert days.late_s == 2000


@pytest.mark.parametrize(("share", "absent", "crews"), [(0.06, 0, 2), (0.07, 1, 1), (0.32, 2, 1), (0.94, 4, 0)])
def test_technicians_are_absent_by_their_share(share: float, absent: int, crews: int) -> None:
    """Four technicians, each absent with one half: 0, 1, 2, 3 or fewer with 1/16, 5/16, 11/16, 15/16. Crews of two."""
    found, days = windows(crew_of(Risks(0, 0, 0.5, 0)), [0.5, share], 1)
    assert found == [Window(0, 1000, crews, crews)]
    assert days.absent == absent


def test_absences_last_over_breaks() -> None:
    """A break cuts the shift: both windows miss the same technician, and are drawn once; the delay is of the first."""
    paused = replace(DAY, breaks_s=((400, 100),))
    found, days = windows(crew_of(Risks(0, 100, 0.5, 0), paused), [1 - 1 / math.e, 0.3], 2)
    assert found == [Window(100, 400, 1, 1), Window(400, 900, 1, 1)]
    assert (days.late_s, days.absent) == (100, 1)


def test_testers_are_no_more_than_the_crews_that_came() -> None:
    """Two testers by plan: with one technician absent one crew comes, and one tester."""
    skilled = replace(DAY, skills=(("testing", 2),))
    assert windows(crew_of(Risks(0, 0, 0.5, 0), skilled), [0.5, 0.3], 1)[0] == [Window(0, 1000, 1, 1)]
    assert windows(crew_of(Risks(0, 0, 0, 0), skilled), [0.5, 0.3], 1)[0] == [Window(0, 1000, 2, 2)]


def test_later_shifts_are_drawn_too() -> None:
    """Shares for one shift only: the second is drawn from the generator of the run, the same for the same seed."""
    first = windows(crew_of(Risks(0, 300, 0.3, 0)), [0.1, 0.1], 6)[0]
    assert windows(crew_of(Risks(0, 300, 0.3, 0)), [0.1, 0.1], 6)[0] == first
    assert len({window.start_s % 1000 for window in first}) > 3


def test_drivers_are_shares_of_the_variance() -> None:
    """The end is 3 x + y of two independent factors of equal spread: 0.9 and 0.1. A constant is left out."""
    x = np.array([1.0, 1.0, -1.0, -1.0])
    y = np.array([1.0, -1.0, 1.0, -1.0])
    found = rank_drivers({"y": y, "x": -x, "constant": np.ones(4)}, 3 * x + y)
    assert [name for name, _ in found] == ["x", "y"]
    assert [share for _, share in found] == pytest.approx([0.9, 0.1])
    assert rank_drivers({"x": x}, np.ones(4)) == ()
