"""Progress by working day, by hand from the small plan."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.report.plan_summary import plan_facts, summary_lines
from fabric.report.practice_summary import state_practice
from fabric.report.working_days import list_days, pace_facts
from fabric.search import Practice
from tests.fabric.four_links import make_small_plan


@pytest.fixture(scope="module")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


@pytest.fixture(scope="module")
def day_shifts_plan(small_plan: Plan) -> Plan:
    """The small plan without its late shift: a day has 3,000 s of work, and the last test falls on day 2."""
    crew = replace(small_plan.project.crew, shifts=small_plan.project.crew.shifts[:1])
    return replace(small_plan, project=replace(small_plan.project, crew=crew))


def test_all_shifts_of_a_date_are_one_day(small_plan: Plan) -> None:
    """Day and late shift offer 6,600 s a day; all is done at 3,061 s."""
    (day,) = list_days(small_plan)
    assert (day.start_s, day.end_s, day.links, day.racks) == (0, 3061, 4, 2)


def test_tests_and_racks_fall_on_their_days(day_shifts_plan: Plan) -> None:
    """Links 0 to 2 are tested by 1,800 s on day 1, link 3 at 3,061 s on day 2. It ends in both racks, so none is
    finished before.
    """
    one, two = list_days(day_shifts_plan)
    assert (one.start_s, one.end_s, one.links, one.racks) == (0, 3000, 3, 0)
    assert (two.start_s, two.end_s, two.links, two.racks) == (3000, 3061, 1, 2)
    assert (two.date - one.date).days == 1


def test_pace_counts_a_short_day_by_its_hours(day_shifts_plan: Plan) -> None:
    """3,000 s and 61 s are 1.0203 days of 3,000 s: 4 links / 1.0203 = 3.9, 2 racks / 1.0203 = 1.96."""
    assert pace_facts(day_shifts_plan) == {"days": 2, "links_a_day": 4, "racks_a_day": 2.0}


def test_the_summary_states_practice_and_pace(small_plan: Plan) -> None:
    """6,122 s are 1.7 h, twice the 3,061 s of the plan; the slower way stands in brackets."""
    ways = (Practice("own-rows", "leaves here", 6122, 1), Practice("middle", "all there", 9000, 1))
    facts = plan_facts(small_plan) | {"practice": state_practice(ways, small_plan.summary.install_time_s)}
    text = "\n".join(summary_lines(facts))
    assert "practice  at least 1.7 h, 2.0 times as long: one stock cable per link" in text
    assert "leaves here (2.5 h with all there)" in text
    assert "a day  4 links tested and 2 racks finished; 1 working day in all" in text


def test_practice_below_our_time_is_not_called_faster(small_plan: Plan) -> None:
    """612 s are 0.2 of the 3,061 s of the plan. They leave out waiting, so no figure says that practice is faster."""
    ways = (Practice("own-rows", "leaves here", 612, 1),)
    facts = plan_facts(small_plan) | {"practice": state_practice(ways, small_plan.summary.install_time_s)}
    text = "\n".join(summary_lines(facts))
    assert (
        "practice  at least 0.2 h, waiting left out, so it may take longer than this plan: one stock cable per link"
        in text
    )
    assert "times as long" not in text


def test_the_summary_says_why_practice_is_impossible(small_plan: Plan) -> None:
    ways = (Practice("own-rows", "leaves here", None, None, "net: no single cables"),)
    facts = plan_facts(small_plan) | {"practice": state_practice(ways, 3061)}
    assert "practice  not compared: net: no single cables" in "\n".join(summary_lines(facts))
