"""The fewest technicians for a deadline, against trying them all."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from fabric import Plan, Project
from fabric.commands.option_values import read_hours
from fabric.executors.processes import SERIAL
from fabric.forecast.simulation import Simulation
from fabric.forecast.staffing import Ladder, Staffing, _fare, _second_ladder, staff
from fabric.plan import PackageKind
from fabric.report.staffing_summary import staffing_facts, staffing_lines
from fabric.work.crew_limits import CrewLimits
from layouts import UnmetError


@pytest.mark.plan
def test_the_fewest_technicians_hold_and_two_fewer_do_not(multirack_project: Project) -> None:
    rows, ladder = staff(multirack_project, 6.0, 20)
    facts = staffing_facts(rows, ladder, 6.0)
    fewest = facts["technicians"]
    assert _fare(multirack_project, fewest, 20, SERIAL).p90_h <= 6
    assert _fare(multirack_project, fewest - 2, 20, SERIAL).p90_h > 6
    assert [row.technicians for row in rows] == sorted(row.technicians for row in rows)
    assert ladder is not None and ladder.technicians < fewest
    assert f"{fewest} technicians per shift meet 6 h in nine tenths of the runs" in list(staffing_lines(facts))


@pytest.mark.plan
def test_where_places_are_full_more_technicians_do_not_help(multirack_project: Project) -> None:
    rows, ladder = staff(multirack_project, 0.5, 20)
    facts = staffing_facts(rows, ladder, 0.5)
    assert facts["technicians"] is None
    assert rows[-1].plan.summary.plan_binds == "place"
    assert any(line.startswith("No number of technicians meets 0.5 h") for line in staffing_lines(facts))
    last = facts["tried"][-1]
    is_proven = any(
        line.startswith(f"No plan with {last['technicians']} technicians can: ") for line in staffing_lines(facts)
    )
    assert is_proven == (last["bound_h"] > 0.5)


def test_times_are_read_in_hours_or_days() -> None:
    assert [read_hours(text) for text in ("72h", "3d", "36", "0.5d")] == [72, 72, 36, 12]
    for text in ("", "h", "-1h", "nan", "3w"):
        with pytest.raises(ValueError, match="is not a time such as 72h or 3d"):
            read_hours(text)


def _roomy(project: Project) -> Project:
    """The project with room for 200 crews, so that only numbers count."""
    rows = tuple(replace(row, max_crews_front=100, max_crews_rear=100) for row in project.site.rows)
    return replace(project, site=replace(project.site, rows=rows))


@pytest.mark.parametrize("deadline_h", [21.1, 22.0, 23.0, 27.0, 45.0, 60.0])
def test_the_bisection_finds_the_fewest(
    deadline_h: float, multirack_project: Project, multirack_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 20 + 60 / n hours for nine tenths of the runs, less for half of them: the fewest even n is counted."""

    def fare(project: Project, technicians: int, runs: int, executor: object) -> Staffing:
        return Staffing(technicians, multirack_plan, 30 / technicians, 18 + 55 / technicians, 20 + 60 / technicians)

    monkeypatch.setattr("fabric.forecast.staffing._fare", fare)
    rows, ladder = staff(_roomy(multirack_project), deadline_h, 20)
    fewest = next(n for n in range(2, 100, 2) if 20 + 60 / n <= deadline_h)
    assert staffing_facts(rows, ladder, deadline_h)["technicians"] == fewest


@pytest.mark.plan
def test_testers_stay_as_few_as_the_shift_has(multirack_project: Project) -> None:
    """One tester: with ever more technicians the tests still wait for the one crew that has them."""
    shifts = tuple(replace(shift, skills=(("testing", 1),)) for shift in multirack_project.crew.shifts)
    project = replace(multirack_project, crew=replace(multirack_project.crew, shifts=shifts))
    plan = _fare(project, 8, 20, SERIAL).plan
    assert set(plan.packages.crew[plan.packages.kind == PackageKind.TEST].tolist()) == {0}


def test_a_ladder_is_one_more_crew_in_the_fullest_place(two_racks_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """All ports show at the rear, where two crews may work: the ladder allows three there, and two at the front."""
    seen: list[list[int]] = []

    def fake(plan: Plan, runs: int, seed: int, executor: object, limits: CrewLimits) -> Simulation:
        seen.append(list(limits.place_crews))
        return Simulation(np.ones(1), np.array([7200.0]), {}, ())

    monkeypatch.setattr("fabric.forecast.staffing.simulate", fake)
    ladder = _second_ladder(Staffing(4, two_racks_plan, 0.0, 0.0, 0.0), 5, SERIAL)
    assert seen == [[2, 3]]
    assert ladder == Ladder(4, "A.rear", 2.0)


def test_a_deadline_before_the_first_shift_is_held_by_nobody(multirack_project: Project) -> None:
    """Racks ready at 16:30, day shift from 06:00: work begins after 13.5 h."""
    day = replace(multirack_project.crew.shifts[0], start_minute=360, length_s=36_000)
    project = replace(
        multirack_project,
        crew=replace(multirack_project.crew, shifts=(day,)),
        request=replace(multirack_project.request, racks_ready=datetime(2027, 1, 11, 16, 30), deadline=None),
    )
    with pytest.raises(UnmetError, match=r"work begins 13\.5 h after the racks are ready, at 2027-01-12 06:00"):
        staff(project, 13.5, 20)


def test_the_wait_before_the_first_shift_counts(
    multirack_project: Project, multirack_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wait is 13.5 h and 60 / n h of work follow: 16 h hold with 24 technicians, since 60 / 24 = 2.5."""
    day = replace(multirack_project.crew.shifts[0], start_minute=360, length_s=36_000)
    project = replace(
        multirack_project,
        crew=replace(multirack_project.crew, shifts=(day,)),
        request=replace(multirack_project.request, racks_ready=datetime(2027, 1, 11, 16, 30), deadline=None),
    )

    def fare(project: Project, technicians: int, runs: int, executor: object) -> Staffing:
        ends = 13.5 + 60 / technicians
        return Staffing(technicians, multirack_plan, ends, ends, ends)

    monkeypatch.setattr("fabric.forecast.staffing._fare", fare)
    monkeypatch.setattr("fabric.forecast.staffing._second_ladder", lambda *_: None)
    rows, _ = staff(_roomy(project), 16, 20)
    assert staffing_facts(rows, None, 16)["technicians"] == 24


def test_no_more_crews_are_tried_than_find_room(
    multirack_project: Project, multirack_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every crew at work takes room at one place: the sum of all places is the last number that is tried."""
    tried: list[int] = []

    def fare(project: Project, technicians: int, runs: int, executor: object) -> Staffing:
        tried.append(technicians)
        return Staffing(technicians, multirack_plan, 1.0, 1.0, 100 / technicians)

    monkeypatch.setattr("fabric.forecast.staffing._fare", fare)
    monkeypatch.setattr("fabric.forecast.staffing._second_ladder", lambda *_: None)
    rows, _ = staff(multirack_project, 0.001, 20)
    room = sum(place.max_crews for place in multirack_project.site.places)
    first = max(shift.technicians for shift in multirack_project.crew.shifts)
    assert max(tried) == max(first, room * multirack_project.crew.crew_size)
    assert staffing_facts(rows, None, 0.001)["technicians"] is None
