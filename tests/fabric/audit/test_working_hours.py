"""Windows of the working clock, by hand."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from fabric.audit.working_hours import list_windows
from fabric.plan import Plan
from fabric.project import CrewPlan, Shift
from tests.fabric.audit.small_plan import SHIFT, SMALL_PLAN, with_project, with_request, with_shift

HOUR = 3_600


def spans(plan: Plan, last_s: int) -> list[tuple[int, int]]:
    """Start and end of each window."""
    return [(window.start_s, window.end_s) for window in list_windows(plan, last_s)]


def ready(plan: Plan, *moment: int) -> Plan:
    year, month, day, hour = moment
    return with_request(plan, racks_ready=datetime(year, month, day, hour))


def test_a_shift_without_breaks_is_one_window_a_day() -> None:
    """Eight hours a day: the window that begins at the last moment is not needed."""
    assert spans(SMALL_PLAN, 0) == []
    assert spans(SMALL_PLAN, 1) == [(0, 28_800)]
    assert spans(SMALL_PLAN, 28_800) == [(0, 28_800)]
    assert spans(SMALL_PLAN, 28_801) == [(0, 28_800), (28_800, 57_600)]


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [
        (((HOUR, HOUR),), [(0, HOUR), (HOUR, 7 * HOUR)]),
        (((0, HOUR),), [(0, 7 * HOUR)]),
        (((7 * HOUR, HOUR),), [(0, 7 * HOUR)]),
        (((0, 8 * HOUR),), []),
        (((2 * HOUR, HOUR), (HOUR, HOUR)), [(0, HOUR), (HOUR, 6 * HOUR)]),
        (((HOUR, 3 * HOUR), (2 * HOUR, HOUR)), [(0, HOUR), (HOUR, 5 * HOUR)]),
    ],
    ids=["inside", "first", "last", "all day", "side by side, unordered", "one inside the other"],
)
def test_breaks_cut_a_shift_and_do_not_count(
    breaks: tuple[tuple[int, int], ...], expected: list[tuple[int, int]]
) -> None:
    assert spans(with_shift(SMALL_PLAN, breaks_s=breaks), 1) == expected


def test_the_racks_become_ready_inside_a_window() -> None:
    """Ready at 08:00, two hours after the shift began: six hours are left, on the wall clock from 08:00."""
    plan = ready(SMALL_PLAN, 2027, 1, 11, 8)
    first, second = list_windows(plan, 6 * HOUR + 1)
    assert (first.start_s, first.end_s, first.moment) == (0, 6 * HOUR, datetime(2027, 1, 11, 8))
    assert (second.end_s - second.start_s, second.moment) == (8 * HOUR, datetime(2027, 1, 12, 6))


def test_racks_ready_after_the_shift_wait_for_the_next_day() -> None:
    plan = ready(SMALL_PLAN, 2027, 1, 11, 14)
    assert list_windows(plan, 1)[0].moment == datetime(2027, 1, 12, 6)


def test_each_shift_has_its_crews_and_its_testers() -> None:
    """Five technicians in crews of two: two crews. A skill of three technicians is one in each of two crews."""
    day = Shift(id="day", start_minute=360, length_s=HOUR, technicians=5, breaks_s=(), skills=(("testing", 3),))
    night = Shift(id="night", start_minute=1_200, length_s=HOUR, technicians=2, breaks_s=(), skills=(("testing", 0),))
    plan = with_project(SMALL_PLAN, crew=CrewPlan((day, night), 2, hand_over=False))
    found = [(window.crews, window.testers, window.moment) for window in list_windows(plan, 1)]
    assert found == [(2, 2, None), (1, 0, None)]
    dated = list_windows(ready(plan, 2027, 1, 11, 0), 1)
    assert [window.moment for window in dated] == [datetime(2027, 1, 11, 6), datetime(2027, 1, 11, 20)]


def test_undated_work_begins_with_the_first_shift_of_the_list() -> None:
    late = Shift(id="late", start_minute=840, length_s=HOUR, technicians=2, breaks_s=())
    plan = with_project(SMALL_PLAN, crew=CrewPlan((late, SHIFT), 1, hand_over=False))
    assert spans(plan, 1) == [(0, HOUR), (HOUR, 9 * HOUR)]


def test_a_night_shift_of_the_evening_before_counts_from_the_moment_of_the_racks() -> None:
    """From 22:00 to 06:00, racks ready at 02:00: four hours are left of the night before, then eight from 22:00."""
    plan = ready(with_shift(SMALL_PLAN, start_minute=1_320), 2027, 1, 11, 2)
    first, second = list_windows(plan, 4 * HOUR + 1)
    assert (first.start_s, first.end_s, first.moment) == (0, 4 * HOUR, datetime(2027, 1, 11, 2))
    assert (second.end_s, second.moment) == (12 * HOUR, datetime(2027, 1, 11, 22))


def test_days_off_and_holidays_have_no_window() -> None:
    """2027-01-15 is a Friday. The shift is worked from Monday to Friday, and the Monday is a holiday."""
    plan = with_shift(ready(SMALL_PLAN, 2027, 1, 15, 6), days=("mon", "tue", "wed", "thu", "fri"))
    crew = replace(plan.project.crew, holidays=(date(2027, 1, 18),))
    found = [window.moment for window in list_windows(with_project(plan, crew=crew), 8 * HOUR + 1)]
    assert found == [datetime(2027, 1, 15, 6), datetime(2027, 1, 19, 6)]
