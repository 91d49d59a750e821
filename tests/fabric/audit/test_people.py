"""The judge counts people: those at one act, and those in one place."""

from dataclasses import replace

import pytest

from fabric import Plan, make_plan
from fabric.audit.people import crew_minutes, crews_with_room
from fabric.audit.schedule import SCHEDULE_RULES, check_crews_in_place, check_duration
from fabric.audit.schedule_view import ScheduleView


def test_minutes_of_a_crew_by_hand(two_racks_plan: Plan) -> None:
    """Staging a trunk takes 6 person-minutes by two at most, pulling 10 by four at most: six people take 3 + 2.5 min.

    In a table without `most` they take 16 / 6 min.
    """
    plan = _with_size(two_racks_plan, 6)
    acts = {"stage_trunk": 1, "pull_trunk": 1}
    assert crew_minutes(plan, acts) == 5.5
    old = {act: replace(rate, most=None) for act, rate in plan.project.labour.rates.items()}
    labour = replace(plan.project.labour, rates=old)
    assert crew_minutes(replace(plan, project=replace(plan.project, labour=labour)), acts) * 6 == 16


def test_crews_with_room_by_hand(two_racks_plan: Plan) -> None:
    """Four people are two crews of two, one of three, none of six; in old plans two crews of any size."""
    crew = replace(two_racks_plan.project.crew, slot_people=2)
    assert [crews_with_room(replace(crew, crew_size=size), 2) for size in (1, 2, 3, 4, 6)] == [4, 2, 1, 1, 0]
    assert crews_with_room(replace(crew, crew_size=6, slot_people=None), 2) == 2


@pytest.mark.parametrize("size", [3, 4])
def test_planner_and_judge_agree_on_large_crews(two_racks_plan: Plan, size: int) -> None:
    """Durations and places of the planner are those of the judge; no rule of the schedule finds a fault."""
    project = two_racks_plan.project
    plan = make_plan(replace(project, crew=replace(project.crew, crew_size=size)))
    assert plan.project.crew.crew_size == size
    assert [found for found in SCHEDULE_RULES.judge(plan) if found.severity == "error"] == []


def test_a_crew_of_four_as_fast_as_four_is_refused(two_racks_plan: Plan) -> None:
    """The plan of a crew of four under an old table, held against the table of today."""
    project = two_racks_plan.project
    crew = replace(project.crew, crew_size=4)
    old = {act: replace(rate, most=None) for act, rate in project.labour.rates.items()}
    plan = make_plan(replace(project, crew=crew, labour=replace(project.labour, rates=old)))
    assert not list(check_duration.check(ScheduleView(plan)))
    today = replace(plan, project=replace(plan.project, labour=project.labour))
    assert list(check_duration.check(ScheduleView(today)))


def test_more_people_than_a_place_holds_are_refused(two_racks_plan: Plan) -> None:
    """Pairs of the plan become crews of four: two of them are eight people, the place holds four."""
    assert not list(check_crews_in_place.check(ScheduleView(two_racks_plan)))
    view = ScheduleView(_with_size(two_racks_plan, 4))
    assert any(found.allowed == "1" for found in check_crews_in_place.check(view))
    old = replace(view.plan.project.crew, slot_people=None)
    assert not list(
        check_crews_in_place.check(ScheduleView(replace(view.plan, project=replace(view.plan.project, crew=old))))
    )


def _with_size(plan: Plan, size: int) -> Plan:
    return replace(plan, project=replace(plan.project, crew=replace(plan.project.crew, crew_size=size)))
