"""Fill of pathways and drops, and where routes lie, by hand: 78.54 mm2 of trunk and 50.27 mm2 of splitter."""

from dataclasses import replace
from math import pi

import pytest

from fabric import Finding
from fabric.audit.pathways import PATHWAY_RULES, PathwayView
from fabric.plan import Plan
from fabric.project import ExistingCable
from tests.fabric.audit.small_plan import (
    ROUTE,
    SMALL_PLAN,
    drop,
    tray,
    with_cells,
    with_pathway,
    with_project,
    with_route,
    with_site,
)

TRUNK_MM2, SPLITTER_MM2 = pi * 5**2, pi * 4**2


def findings(plan: Plan, rule: str = "fill") -> list[Finding]:
    """What the rules of pathways find under one id."""
    return [finding for finding in PATHWAY_RULES.judge(plan) if finding.rule == rule]


def with_old_cable(diameter_um: int, *pathways: str) -> Plan:
    """A cable that is already installed."""
    cable = ExistingCable(
        id="old",
        a_device="x",
        a_port="1",
        b_device="y",
        b_port="1",
        diameter_um=diameter_um,
        pathways=pathways,
        status="installed",
    )
    return with_project(SMALL_PLAN, cables=(cable,))


def test_the_load_of_a_route_is_that_of_its_pulls() -> None:
    """The patch jumpers in rack A02 are on no route."""
    (load,) = PathwayView(SMALL_PLAN).loads.values()
    assert load.area_mm2 == pytest.approx(TRUNK_MM2 + SPLITTER_MM2)
    assert load.largest_um == 30_000
    assert load.media == {"copper", "fiber"}


def test_cables_that_are_installed_count_as_filled() -> None:
    """A cable of 50 mm: 1,963.50 + 128.81 = 2,092.30 of 5,000 mm2, 41.8 %: a warning. On T2 it does not matter."""
    (warning,) = findings(with_old_cable(50_000, "T1"))
    assert warning.severity == "warning"
    assert warning.object == "pathway T1"
    assert warning.found == "41.8 %"
    assert warning.allowed == "25 % without warning"
    assert warning.remedy == "Leave room for later cables"
    assert findings(with_old_cable(50_000, "T2")) == []


def test_older_fill_and_installed_cables_add_up() -> None:
    """2,092.30 + 400 = 2,492.30 is below half of 5,000 mm2, with 408 it is above."""
    for older, severity in ((400, "warning"), (408, "error")):
        assert [f.severity for f in findings(with_pathway(with_old_cable(50_000, "T1"), existing_fill_mm2=older))] == [
            severity
        ]


def test_a_warning_begins_above_its_limit() -> None:
    """Limit 25 % of a tray of 4 x 128.81 = 515.2 mm2: 516 mm2 are filled below it, 515 mm2 above it."""
    assert findings(with_pathway(SMALL_PLAN, width_mm=129, depth_mm=4)) == []
    assert [f.severity for f in findings(with_pathway(SMALL_PLAN, width_mm=103, depth_mm=5))] == ["warning"]


@pytest.mark.parametrize(("area_mm2", "severities"), [(257, ["error"]), (258, ["warning"]), (516, []), (0, ["error"])])
def test_a_drop_is_filled_by_all_routes_of_its_rack(area_mm2: int, severities: list[str]) -> None:
    """128.81 mm2 leave through the drop of A01: half of 257.6 mm2, a quarter of 515.2 mm2."""
    drops = (replace(drop("A01", 300), area_mm2=area_mm2), drop("A02", 2_700))
    found = findings(with_site(SMALL_PLAN, drops=drops))
    assert [finding.severity for finding in found] == severities
    assert {finding.object for finding in found} <= {"drop of rack A01"}


def test_the_fullest_piece_counts_not_the_sum_of_all() -> None:
    """The trunk on the first half of T1, the splitter on the second: 78.54 mm2 at most.

    Of 200 mm2 that is 39.3 %, a warning; both side by side would be 64.4 %.
    """
    first = replace(ROUTE, points_mm=ROUTE.points_mm[:2], pathways=("drop:A01", "T1", "drop:A02"))
    second = replace(ROUTE, points_mm=ROUTE.points_mm[1:], pathways=("drop:A01", "T1", "drop:A02"))
    apart = with_cells(replace(SMALL_PLAN, routes=(first, second)), "pulls.route", {2: 1})
    narrow = with_pathway(apart, width_mm=20, depth_mm=10)
    assert [(finding.object, finding.found) for finding in findings(narrow)] == [("pathway T1", "39.3 %")]
    beside = with_pathway(SMALL_PLAN, width_mm=20, depth_mm=10)
    assert [finding.found for finding in findings(beside)] == ["64.4 % (129 mm2)"]


def test_the_stretches_of_a_route_are_measured_from_the_start_of_the_tray() -> None:
    assert PathwayView(SMALL_PLAN).stretches == [[("T1", 300.0, 1_500.0), ("T1", 1_500.0, 2_700.0)]]


def test_a_tray_with_a_bend_is_one_pathway() -> None:
    """T1 goes 1,500 east, then up 0 and north: the second leg begins after 1,500 mm."""
    bent = tray("T1", (0, 1_200, 2_500), (1_500, 1_200, 2_500), (1_500, 3_200, 2_500))
    points = ((300, 1_200, 2_500), (1_500, 1_200, 2_500), (1_500, 2_200, 2_500))
    plan = with_site(with_route(SMALL_PLAN, points_mm=points), pathways=(bent,))
    assert PathwayView(plan).stretches == [[("T1", 300.0, 1_500.0), ("T1", 1_500.0, 2_500.0)]]
    assert findings(plan, "route-on-pathway") == []


def test_a_route_does_not_go_on_where_its_tray_ends() -> None:
    """T1 ends at x = 2,600, two legs before the last point at 2,700."""
    short = tray("T1", (0, 1_200, 2_500), (2_600, 1_200, 2_500))
    (finding,) = findings(with_site(SMALL_PLAN, pathways=(short,)), "route-on-pathway")
    assert finding.found == "[1500, 1200, 2500] to [2700, 1200, 2500] is not on T1"


def test_a_pathway_that_does_not_exist() -> None:
    plan = with_route(SMALL_PLAN, pathways=("drop:A01", "T1", "T9", "drop:A02"))
    (finding,) = findings(plan, "route-on-pathway")
    assert finding.found.endswith("is not on T9")


def test_both_ends_of_a_route_are_held_against_their_drops() -> None:
    """Points and names: a route that is called by another drop starts wrong although its point is right."""
    plan = with_route(SMALL_PLAN, pathways=("drop:A01", "T1", "T1", "drop:A01"))
    (finding,) = findings(plan, "route-starts-at-drop")
    assert finding.found == "point [2700, 1200, 2500]"
    assert finding.allowed == "a drop of rack A02"
