"""Facts of the schedule and claims of the summary, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from fabric import audit_plan
from fabric.audit.schedule_view import ScheduleView
from fabric.plan import Plan
from fabric.project import CrewPlan, LabourTable
from tests.fabric.audit.small_plan import (
    SHIFT,
    SMALL_PLAN,
    package,
    rate,
    with_cells,
    with_project,
    with_row,
    with_shift,
    with_summary,
    without_row,
)


def with_crew_size(size: int) -> Plan:
    return with_project(SMALL_PLAN, crew=CrewPlan((replace(SHIFT, technicians=2 * size),), size, hand_over=False))


def with_rate(act: str, person_ms: int) -> Plan:
    rates = {**SMALL_PLAN.project.labour.rates, act: rate(act, "each", person_ms)}
    return with_project(SMALL_PLAN, labour=LabourTable(rates))


def rules(plan: Plan) -> set[str]:
    return {finding.rule for finding in audit_plan(plan)}


def objects(plan: Plan, rule: str) -> list[str]:
    return [finding.object for finding in audit_plan(plan) if finding.rule == rule]


def test_the_work_that_the_plan_needs() -> None:
    """Two racks, transceivers of five devices, four packages for each of three pulls."""
    view = ScheduleView(SMALL_PLAN)
    assert sorted(view.needed) == sorted(
        [("open", 0), ("open", 1), *(("optics", device) for device in range(5))]
        + [(kind, pull) for pull in range(3) for kind in ("pull", "land_a", "land_b", "test")]
    )
    assert view.needed["pull", 1].places == {"R.rear", "R.front"}
    assert view.needed["land_b", 1].places == {"R.front"}
    assert view.needed["test", 1].places == {"R.rear"}
    assert view.needed["land_a", 0].after == (("pull", 0), ("optics", 0), ("optics", 1))
    assert view.needed["land_b", 2].after == (("pull", 2),)
    assert view.needed["optics", 4].after == (("open", 1),)
    assert view.needed["pull", 2].after == (("open", 0), ("open", 1))
    assert view.moved == {("land_a", 1)}


def test_seconds_are_rounded_up_and_at_least_one() -> None:
    """Splitter: 5.9 minutes are 354 s; by a crew of four 88.5 s, so 89 s. An act of a millisecond takes one second."""
    assert ScheduleView(SMALL_PLAN).seconds(("pull", 2)) == 354
    assert ScheduleView(with_crew_size(2)).seconds(("pull", 2)) == 177
    assert ScheduleView(with_crew_size(4)).seconds(("pull", 2)) == 89
    assert ScheduleView(with_rate("mobilise", 0)).seconds(("open", 0)) == 1
    assert ScheduleView(with_rate("mobilise", 60_001)).seconds(("open", 0)) == 61
    assert ScheduleView(with_rate("mobilise", 60_001)).needed["open", 0].minutes == Fraction(60_001, 60_000)


def test_a_move_takes_whole_seconds_of_the_crew() -> None:
    """60 s by one technician, 20 s by three; 59.999 s are 60 s; nothing is one second."""
    assert ScheduleView(SMALL_PLAN).move_s == 60
    assert ScheduleView(with_crew_size(3)).move_s == 20
    assert ScheduleView(with_rate("move_crew", 59_999)).move_s == 60
    assert ScheduleView(with_rate("move_crew", 0)).move_s == 1


def test_an_order_that_breaks_names_the_package_that_is_needed() -> None:
    """Each package moved to the first second breaks the order exactly where it needs another."""
    needs = {key for key, work in ScheduleView(SMALL_PLAN).needed.items() if work.after}
    for kind, subject in ScheduleView(SMALL_PLAN).needed:
        row = package(SMALL_PLAN, kind, subject)
        early = with_cells(SMALL_PLAN, "packages.start_s", {row: 0})
        assert ("order-of-work" in rules(early)) == ((kind, subject) in needs)


@pytest.mark.parametrize(("crew", "expected"), [(-1, ["crew 0"]), (1, []), (2, ["crew 3"])])
def test_crews_are_numbered_from_one(crew: int, expected: list[str]) -> None:
    second = [row for row, number in enumerate(SMALL_PLAN.packages.crew.tolist()) if number == 1]
    assert objects(with_cells(SMALL_PLAN, "packages.crew", dict.fromkeys(second, crew)), "crew-exists") == expected


def test_unknown_work_has_a_name_and_does_not_stop_the_judge() -> None:
    """Rack 9 of two, twice in the schedule."""
    twice = with_row(with_row(SMALL_PLAN, "packages", 0, 9, 0, 60, 0), "packages", 0, 9, 0, 60, 0)
    assert objects(twice, "package-once") == ["open 9"]
    assert objects(twice, "package-known") == ["open 9"]


def test_an_end_and_a_start_at_one_moment_do_not_overlap() -> None:
    """Crew 1 leaves at 1,980 s, when crew 2 starts its test: with one crew there, only the time before is too full."""
    (row,) = SMALL_PLAN.project.site.rows
    site = replace(SMALL_PLAN.project.site, rows=(replace(row, max_crews_rear=1),))
    late = with_project(SMALL_PLAN, site=site)
    moved = with_cells(late, "packages.start_s", {package(late, "pull", 1): 1_980})
    moved = with_cells(moved, "packages.end_s", {package(late, "pull", 1): 2_000})
    found = [finding.found for finding in audit_plan(moved) if finding.rule == "crews-in-place"]
    assert found == ["2 crews at 1440 s"]


def test_hand_over_lets_work_run_over_the_end_of_a_shift() -> None:
    short = with_shift(SMALL_PLAN, length_s=3_000)
    assert rules(short) == {"shift-end"}
    assert rules(with_project(short, crew=replace(short.project.crew, hand_over=True))) == set()


ACTS_MS = dict(SMALL_PLAN.summary.acts_ms)
FOLLOWING = {"acts-as-done", "trials-told"}
"""What a wrong figure of an act breaks beside the sum."""


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"unavoidable_ms": 2_280_000}, set()),
        ({"unavoidable_ms": 2_280_001}, {"labour"}),
        ({"unavoidable_ms": 2_159_999}, {"labour"}),
        ({"work_ms": 4_974_000, "acts_ms": ACTS_MS | {"label": 720_000}}, FOLLOWING),
        ({"work_ms": 4_853_999, "acts_ms": ACTS_MS | {"label": 599_999}}, {"labour", *FOLLOWING}),
        ({"work_ms": 4_974_000, "acts_ms": ACTS_MS | {"move_crew": 120_000}}, {"labour", "trials-told"}),
    ],
    ids=["a minute more", "more", "less", "work: a minute more", "work: less", "two moves claimed"],
)
def test_hours_agree_to_the_minute_and_moves_exactly(claims: dict[str, object], expected: set[str]) -> None:
    """Unavoidable 2,220,000 ms, work 4,914,000 ms with one move of 60,000 ms."""
    assert rules(with_summary(SMALL_PLAN, **claims)) == expected


def test_the_bound_of_the_plan_counts_moves_between_places_beyond_the_crews() -> None:
    """One crew, two places with landings: 4,854 s and one move of 60 s."""
    plan = with_project(SMALL_PLAN, crew=CrewPlan((replace(SHIFT, technicians=1),), 1, hand_over=False))
    (finding,) = [finding for finding in audit_plan(plan) if finding.rule == "place-bound"]
    assert finding.allowed == "4914 s by the loads of places"


def test_a_place_with_one_crew_may_set_the_bound() -> None:
    """Five crews: 4,854 / 5 = 971 s. Rear: 4,254 / 2 = 2,127 s; with four crews there 1,064 s; front 1,320 s by one."""
    plan = with_project(SMALL_PLAN, crew=CrewPlan((replace(SHIFT, technicians=5),), 1, hand_over=False))
    (row,) = plan.project.site.rows
    for rear, bound_s in ((2, 2_127), (4, 1_320)):
        site = replace(plan.project.site, rows=(replace(row, max_crews_rear=rear),))
        (finding,) = [f for f in audit_plan(with_project(plan, site=site)) if f.rule == "place-bound"]
        assert finding.allowed == f"{bound_s} s by the loads of places"


def test_a_package_that_is_missing_leaves_the_others_in_order() -> None:
    """Without the opening of A02 nothing waits for it; that it is missing is a finding of its own."""
    plan = without_row(SMALL_PLAN, "packages", package(SMALL_PLAN, "open", 1))
    assert rules(plan) == {"package-scheduled"}
    assert objects(plan, "package-scheduled") == ["opening rack A02"]
