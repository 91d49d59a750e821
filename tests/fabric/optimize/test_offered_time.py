"""The time in which unequal shifts offer some work: the table against the walk over the windows."""

from datetime import datetime

import pytest

from fabric.optimize.placement.offered_time import tabulate_offered
from fabric.project import CrewPlan, Shift


def crew(*sizes: int, hand_over: bool = False) -> CrewPlan:
    """Shifts of two hours at 8 and at 12, with some technicians each."""
    shifts = [
        Shift(id=f"s{n}", start_minute=60 * (8 + 4 * n), length_s=7200, technicians=size, breaks_s=())
        for n, size in enumerate(sizes)
    ]
    return CrewPlan(tuple(shifts), 1, hand_over)


def test_a_small_shift_offers_less() -> None:
    """Six and two technicians for two hours each: 12 + 4 person-hours a day. 14 person-hours take 2 h + 2/2 h."""
    table = tabulate_offered(crew(6, 2), None)
    assert table.time_ms(14 * 3_600_000) == 3 * 3_600_000
    assert table.time_ms(0) == 0
    assert tabulate_offered(crew(6, 2, hand_over=True), None).time_ms(12 * 3_600_000) == 2 * 3_600_000


@pytest.mark.parametrize("hours", [1, 5, 12, 13, 16, 20, 40, 63, 64])
@pytest.mark.parametrize("ready", [None, datetime(2027, 1, 11, 9), datetime(2027, 1, 11, 13, 30)])
def test_the_table_is_the_walk_over_windows(hours: int, ready: datetime | None) -> None:
    """`CrewPlan.offered_s` walks over the windows; the table must not differ by more than its rounding, a second."""
    plan = crew(6, 2)
    walked = plan.offered_s(hours * 3_600_000, ready)
    assert abs(tabulate_offered(plan, ready).time_ms(hours * 3_600_000) / 1000 - walked) <= 1
