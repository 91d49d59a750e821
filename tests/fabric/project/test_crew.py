"""The working clock: when work begins, where shifts end, who is at work."""

from dataclasses import replace
from datetime import date, datetime
from itertools import islice

import pytest

from fabric.project.crew import CrewPlan, Shift

HOUR = 3600
DAY = Shift(id="day", start_minute=360, length_s=10 * HOUR, technicians=12, breaks_s=())
LATE = Shift(id="late", start_minute=960, length_s=8 * HOUR, technicians=4, breaks_s=())


def test_windows_follow_each_other_on_the_clock() -> None:
    windows = list(islice(CrewPlan((DAY, LATE), 2, False).windows_s(None), 3))
    assert windows == [(0, 10 * HOUR, 6, 6), (10 * HOUR, 18 * HOUR, 2, 2), (18 * HOUR, 28 * HOUR, 6, 6)]


@pytest.mark.parametrize(
    ("ready", "shift", "begin"),
    [
        (datetime(2027, 1, 11, 6), "day", datetime(2027, 1, 11, 6)),
        (datetime(2027, 1, 11, 7, 30), "day", datetime(2027, 1, 11, 7, 30)),
        (datetime(2027, 1, 11, 4), "day", datetime(2027, 1, 11, 6)),
        (datetime(2027, 1, 12, 0), "day", datetime(2027, 1, 12, 6)),
    ],
)
def test_work_begins_when_the_racks_are_ready_and_a_shift_is_on(ready: datetime, shift: str, begin: datetime) -> None:
    assert CrewPlan((DAY, LATE), 2, False).calendar(0, ready) == (shift, begin)


def test_the_calendar_passes_breaks_and_nights() -> None:
    """Break from 8:00 to 8:30: two and a half hours of work end at 9:00; ten and a half hours on, it is the late
    shift.
    """
    crew = CrewPlan(
        (Shift(id="day", start_minute=360, length_s=10 * HOUR, technicians=2, breaks_s=((2 * HOUR, 1800),)),), 2, False
    )
    ready = datetime(2027, 1, 11, 6)
    assert crew.calendar(5 * HOUR // 2, ready) == ("day", datetime(2027, 1, 11, 9))
    assert crew.calendar(10 * HOUR, ready) == ("day", datetime(2027, 1, 12, 6, 30))


def test_technicians_without_a_crew_are_counted() -> None:
    """5 technicians in pairs: two crews, one stands idle; the bound divides by the four that work."""
    crew = CrewPlan((Shift(id="day", start_minute=360, length_s=HOUR, technicians=5, breaks_s=()),), 2, False)
    assert (crew.crews, crew.technicians, crew.idle_technicians) == (2, 4, 1)


@pytest.mark.parametrize(("size", "crews"), [(1, 6), (2, 3), (3, 2), (4, 1), (6, 1)])
def test_places_hold_people(size: int, crews: int) -> None:
    """Three crews of two are six people: six crews of one, two of three, one of four, one of six."""
    crew = CrewPlan((DAY,), size, False, slot_people=2)
    assert crew.crews_in(3) == crews
    assert replace(crew, slot_people=None).crews_in(3) == 3


def test_a_shift_that_runs_when_the_racks_are_ready_counts_from_then() -> None:
    """Ready at 7:30: eight and a half hours of the day shift are left, then the late shift with its two crews."""
    windows = list(islice(CrewPlan((DAY, LATE), 2, False).windows_s(datetime(2027, 1, 11, 7, 30)), 2))
    assert windows == [(0, 17 * HOUR // 2, 6, 6), (17 * HOUR // 2, 33 * HOUR // 2, 2, 2)]


def test_shifts_of_different_size_offer_what_they_have() -> None:
    """2 technicians for 4 hours, then 4 for 1 hour: 8 h are offered after 4 h, 10 after 4.5; with hand-over the larger
    crew may go on.
    """
    shifts = (
        Shift(id="day", start_minute=360, length_s=4 * 3600, technicians=2, breaks_s=()),
        Shift(id="late", start_minute=600, length_s=3600, technicians=4, breaks_s=()),
    )
    crew = CrewPlan(shifts, 2, False)
    hours = 3_600_000
    assert [crew.offered_s(n * hours, None) for n in (0, 8, 10, 12, 13)] == [0, 14_400, 16_200, 18_000, 19_800]
    assert CrewPlan(shifts, 2, True).offered_s(10 * hours, None) == 9_000
    same = CrewPlan((Shift(id="day", start_minute=360, length_s=36_000, technicians=4, breaks_s=()),), 2, False)
    assert same.offered_s(10 * hours + 1, None) == 9_001


def test_so_many_crews_test_as_the_shift_has_testers() -> None:
    """Of 6 crews 2 have a tester; a shift that says nothing of testing has testers in all crews."""
    skilled = replace(DAY, skills=(("testing", 2), ("termination", 1)))
    windows = list(islice(CrewPlan((skilled, LATE), 2, False).windows_s(None), 2))
    assert [(window.crews, window.testers) for window in windows] == [(6, 2), (2, 2)]


NIGHT = Shift(id="night", start_minute=1320, length_s=8 * HOUR, technicians=12, breaks_s=())


def test_a_night_shift_of_the_evening_before_counts_from_the_moment_of_the_racks() -> None:
    """Night from 22:00 to 06:00, racks ready at 02:00: 4 h are left of it. Its next 8 h begin at 22:00.

    A moment after 5 h of work is 23:00 on the same day, 21 h after the racks.
    """
    crew, ready = CrewPlan((NIGHT,), 2, False), datetime(2027, 1, 11, 2)
    assert list(islice(crew.windows_s(ready), 2)) == [(0, 4 * HOUR, 6, 6), (4 * HOUR, 12 * HOUR, 6, 6)]
    assert crew.calendar(0, ready) == ("night", ready)
    assert crew.calendar(5 * HOUR, ready) == ("night", datetime(2027, 1, 11, 23))
    assert crew.elapsed_s(5 * HOUR, ready) == 21 * HOUR


def test_the_wait_for_the_first_shift_counts_on_the_wall() -> None:
    """Racks ready at 16:30, day shift from 06:00 to 16:00: work begins 13.5 h later, six hours of it end after 19.5 h.
    Undated, the clock starts with the shift.
    """
    crew, ready = CrewPlan((DAY,), 2, False), datetime(2027, 1, 11, 16, 30)
    assert crew.elapsed_s(0, ready) == 27 * HOUR // 2
    assert crew.elapsed_s(6 * HOUR, ready) == 39 * HOUR // 2
    assert crew.elapsed_s(6 * HOUR, None) == 6 * HOUR


def test_work_that_does_not_fit_on_friday_goes_on_on_monday() -> None:
    """2027-01-15 is a Friday. Ten hours of it, then Monday; where Monday is a holiday, Tuesday."""
    week = replace(DAY, days=("mon", "tue", "wed", "thu", "fri"))
    ready = datetime(2027, 1, 15, 6)
    assert CrewPlan((week,), 2, False).calendar(10 * HOUR, ready) == ("day", datetime(2027, 1, 18, 6))
    holiday = CrewPlan((week,), 2, False, holidays=(date(2027, 1, 18),))
    assert holiday.calendar(10 * HOUR, ready) == ("day", datetime(2027, 1, 19, 6))


def test_a_night_shift_of_friday_ends_on_saturday() -> None:
    """Friday 22:00 to Saturday 06:00 is Friday's shift; that of Saturday is not worked, nor does a holiday on Saturday
    end it. The shift of Sunday evening follows.
    """
    week = replace(NIGHT, days=("sun", "mon", "tue", "wed", "thu", "fri"))
    crew, ready = CrewPlan((week,), 2, False, holidays=(date(2027, 1, 16),)), datetime(2027, 1, 16, 2)
    assert crew.calendar(0, ready) == ("night", ready)
    assert crew.calendar(4 * HOUR, ready) == ("night", datetime(2027, 1, 17, 22))


def test_the_clock_runs_below_zero_before_the_racks_are_ready() -> None:
    """Ready at 10:00: four hours of the day shift lie before, then the late one of the day before until midnight."""
    crew, ready = CrewPlan((DAY, LATE), 2, False), datetime(2027, 1, 11, 10)
    assert crew.calendar(-4 * HOUR, ready) == ("day", datetime(2027, 1, 11, 6))
    assert crew.calendar(-4 * HOUR - 1, ready) == ("late", datetime(2027, 1, 10, 23, 59, 59))
    assert crew.calendar(0, ready) == ("day", ready)
    windows = list(islice(crew.shift_windows_s(ready, -4 * HOUR - 1), 3))
    assert [(window.start_s, window.end_s) for window in windows] == [
        (-12 * HOUR, -4 * HOUR),
        (-4 * HOUR, 0),
        (0, 6 * HOUR),
    ]


def test_a_moment_before_the_racks_are_ready_has_its_second() -> None:
    """From 22:00 on, two hours of the late shift and four of the next day; in the night only the four."""
    crew, ready = CrewPlan((DAY, LATE), 2, False), datetime(2027, 1, 11, 10)
    assert crew.early_clock_s(datetime(2027, 1, 10, 22), ready) == -6 * HOUR
    assert crew.early_clock_s(datetime(2027, 1, 11, 3), ready) == -4 * HOUR
    assert crew.early_clock_s(ready, ready) == 0
    assert replace(crew, holidays=(date(2027, 1, 10),)).early_clock_s(datetime(2027, 1, 9, 23), ready) == -5 * HOUR
