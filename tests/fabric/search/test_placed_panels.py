"""Panels that the planner places: it does so exactly where that installs faster, counted by hand.

Direct, each of the four links between the racks takes a jumper of 10 m: 0.5 + 2 + 2 x 0.5 labels + 2 dressed + 2 x 1.25
plugged and 10 metres, so 8 + 10 x person-minutes. Over panels it takes two cords inside the racks:
2 x (1 + 2 x 0.5 + 2 + 2 x 1.25) = 13. The rest of the plan is the same.

So four links gain 40 x - 20 person-minutes on the clock where panels and trunk are built before: from x = 0.5 on. The
trunk takes 6 + 10 + 5.5 m x 0.25 = 17.375, both its ends 2 x (5 + 4 x 0.1 + 4 x 0.2 parked + 4 x 1.25) = 22.4, the
panels 2 x 8 = 16 and the loss test 4 x 2 = 8. Where these 63.775 are on the clock as well, it is from x = 2.094 on.
"""

from dataclasses import replace
from typing import Any

import pytest

from fabric import Plan, audit_plan, make_plan
from fabric.optimize import Decisions, PanelPair, RouteFinders, list_panel_pairs, place_panels, plan_in_racks
from fabric.plan import PackageKind, PullForm
from fabric.project import Project
from fabric.search import estimate_practice, placed_panels
from tests.fabric.placed_panels import EARLY, PANEL, files_with_panels, files_with_two_trunks, plan_with_panels
from tests.sites import read_files

BUILT = 63.775
"""Person-minutes of both panels, their trunk and its test."""


@pytest.mark.parametrize(
    ("metre", "prepare", "links"),
    [(0.47, EARLY, 0), (0.53, EARLY, 4), (0.53, "", 0), (2.06, "", 0), (2.13, "", 4)],
)
def test_panels_are_placed_exactly_where_that_is_faster(metre: float, prepare: str, links: int) -> None:
    plan = plan_with_panels(metre, prepare)
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert len(plan.joints) == 4 * links
    assert len(plan.project.placed_panels) == (2 if links else 0)
    direct = 4 * (8 + 10 * metre)
    patched = 4 * 6.5 + 0.5 * 8 + plan.summary.acts_ms["insert_optic"] / 60_000 + 20
    assert plan.summary.work_ms / 60_000 == pytest.approx(patched + (4 * 13 + BUILT if links else direct))
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert plan.summary.work_bound_ms <= plan.summary.work_ms


def early(plan: Plan) -> list[tuple[PackageKind, int]]:
    """The packages before the racks are ready."""
    columns = plan.packages
    return [
        (PackageKind(kind), subject)
        for kind, subject, start in zip(
            columns.kind.tolist(), columns.subject.tolist(), columns.start_s.tolist(), strict=True
        )
        if start < 0
    ]


def test_panels_their_trunk_and_its_test_are_work_before_the_clock() -> None:
    """The trunk is the first pull. Its four packages are before second 0, and nothing else is."""
    plan = plan_with_panels(0.53, EARLY)
    assert PullForm(int(plan.pulls.form[0])) is PullForm.TRUNK
    kinds = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST)
    assert sorted(early(plan)) == [(kind, 0) for kind in kinds]
    assert early(plan_with_panels(2.13)) == []


def test_port_i_of_one_panel_leads_to_port_i_of_the_other() -> None:
    """Each link has three segments, and its four ends at panels are at two ports of one number."""
    plan = plan_with_panels(0.53, EARLY)
    links = plan.segments.link.tolist()
    over = {links[joint.segment] for joint in plan.joints}
    assert all(links.count(link) == 3 for link in over)
    ports = {link: [one.port for one in plan.joints if links[one.segment] == link] for link in over}
    assert sorted(ports.values()) == [[port] * 4 for port in (1, 2, 3, 4)]
    assert sorted(panel.rack for panel in plan.project.placed_panels) == ["A01", "A02"]


def test_a_panel_of_fewer_ports_takes_fewer_links() -> None:
    """Three links over the panels, the fourth direct."""
    plan = plan_with_panels(5.0, EARLY, PANEL.replace("ports: 24", "ports: 3"))
    assert len(plan.joints) == 4 * 3
    assert plan.pulls.form.tolist().count(PullForm.SINGLE) == 1
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("request.yaml", ", panels: allowed", ""),
        ("inventory.yaml", "quantity: 2}", "quantity: 1}"),
        ("inventory.yaml", "connector: MPO-12/APC, price", "connector: MPO-16/APC, price"),
        ("site.yaml", "max_power_kw: 15", "max_power_kw: 15, holds: [host, switch]"),
        ("catalog/trunks.csv", ",male,B,1,", ",male,B,2,"),
        ("catalog/trunks.csv", ",male,B,", ",female,B,"),
        ("catalog/trunks.csv", ",0.35,3.0,220,", ",0.9,3.0,220,"),
        ("catalog/trunks.csv", ",64,mm,OM4,", ",64,sm,OS2,"),
        ("request.yaml", "trunk_legs: [8]", "trunk_legs: []"),
    ],
    ids=["not allowed", "too few", "connector", "rack", "crossovers", "gender", "loss", "fiber", "trunk size"],
)
def test_panels_that_do_not_serve_are_not_placed(file: str, old: str, new: str) -> None:
    """Metres are dear, so panels are placed in the files as they are; with one word changed all links are direct."""
    files = files_with_panels(1.0, EARLY)
    assert len(plan_with_panels(1.0, EARLY).project.placed_panels) == 2
    assert old in files[file]
    plan = make_plan(read_files({**files, file: files[file].replace(old, new)}))
    assert plan.joints == ()
    assert plan.project.placed_panels == ()


def test_a_window_too_short_for_all_builds_nothing_before() -> None:
    """Trunk and panels take a crew of two (17.375 + 22.4 + 16 + 8) / 2 = 32 min; the window has 30. They are built on
    the clock then, which no longer pays, so the links are direct.
    """
    files = files_with_panels(0.53, "prepare: {panels: {start: '2027-01-08T15:30', end: '2027-01-08T16:00'}}\n")
    files["request.yaml"] += "racks_ready: 2027-01-11T06:00\n"
    assert make_plan(read_files(files)).joints == ()
    files["crew.yaml"] = files["crew.yaml"].replace("T15:30", "T15:00")
    assert len(make_plan(read_files(files)).joints) == 16


def test_trunks_built_before_do_not_wait_for_pulls_into_their_rack() -> None:
    """Three links over panels, one direct: its pull precedes the landings in both racks, except those of the trunk."""
    files = files_with_panels(5.0, "pulls_first: true\n" + EARLY, PANEL.replace("ports: 24", "ports: 3"))
    plan = make_plan(read_files(files))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert len(early(plan)) == 4


@pytest.mark.parametrize(
    ("crew", "places", "seconds"),
    [("", "", 1_464), ("crews_per_rack_face: 1\n", "", 1_464), ("", "max_crews: {front: 1, rear: 1},", 2_688)],
    ids=["two crews", "one at a face", "one at a place"],
)
def test_racks_hold_crews_before_the_clock(crew: str, places: str, seconds: int) -> None:
    """Two trunks of two legs, by a crew of two: laid in 522 s each; landed in (5 + 2 x 0.1 + 2 x 1.25) / 2 min = 231 s,
    with the mounting of a panel 471 s; tested in 120 s. Two crews lay both at once and land the first trunk at both
    racks. Then one of them tests the first trunk at A02 and lands an end of the second, the other lands its other end:
    120 + 231 s, with one crew at a face in the same time since it is the end at A01 that need not wait for the test.
    So both take 522 + 471 + 351 + 120 = 1,464 s. The rear of the row is one place: one crew there takes the sum,
    2 x 522 + 2 x 471 + 2 x 231 + 2 x 120 = 2,688 s.
    """
    files = files_with_two_trunks(crew + EARLY)
    files["site.yaml"] = files["site.yaml"].replace("front: south,", f"front: south, {places}")
    plan = make_plan(read_files(files))
    assert audit_plan(plan) == []
    slots = plan.packages.start_s < 0
    assert len(early(plan)) == 8
    assert int(plan.packages.end_s[slots].max() - plan.packages.start_s[slots].min()) == seconds


def test_crews_of_one_rack_before_the_clock_are_judged() -> None:
    """The plan of two crews, judged as if one crew had room at a face, or in a row: the test of the first trunk at A02
    begins while the second trunk is landed there.
    """
    plan = make_plan(read_files(files_with_two_trunks(EARLY)))
    crew = replace(plan.project.crew, crews_per_rack_face=1)
    found = audit_plan(replace(plan, project=replace(plan.project, crew=crew)))
    crowded = [(one.object, one.found, one.allowed) for one in found if one.rule == "crews-at-rack-face"]
    assert ("rack face A02.rear", "2 crews at -27807 s", "1") in crowded
    (row,) = plan.project.site.rows
    site = replace(plan.project.site, rows=(replace(row, max_crews_rear=1),))
    found = audit_plan(replace(plan, project=replace(plan.project, site=site)))
    assert [(one.object, one.found, one.allowed) for one in found if one.rule == "crews-in-place"] == [
        ("place A.rear", "2 crews at -28800 s", "1")
    ]


def test_an_earlier_plan_over_panels_is_never_lost() -> None:
    """A plan of the same files, said to take a second, is the answer: its panels are part of no file."""
    plan = plan_with_panels(0.53, EARLY)
    lucky = replace(plan, summary=replace(plan.summary, install_time_s=1))
    asked = read_files(files_with_panels(0.53, EARLY))
    assert make_plan(asked, earlier=lucky) == lucky
    other = read_files(files_with_panels(0.53, EARLY, PANEL.replace("300", "301")))
    assert make_plan(other, earlier=lucky).summary.install_time_s > 1


def captured(monkeypatch: pytest.MonkeyPatch) -> tuple[Project, Decisions, RouteFinders]:
    """What the search of panels is asked for the files of this page."""
    calls: list[Any] = []

    def capture(*arguments: Any) -> list[PanelPair]:
        calls.append(arguments)
        return []

    with monkeypatch.context() as patched:
        patched.setattr(placed_panels, "list_panel_pairs", capture)
        make_plan(read_files(files_with_panels(0.53, EARLY)))
    project, decisions, finders = calls[0]
    return project, decisions, finders


def test_pairs_that_do_not_fit_leave_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel of 43 U fits no rack. Of three pairs of the other model the two panels in stock are one pair."""
    project, decisions, finders = captured(monkeypatch)
    (pair,) = list_panel_pairs(project, decisions, finders)
    tall = pair._replace(offer=replace(pair.offer, half_ru=86))
    asked, fitting = place_panels(project, decisions.devices, [tall, pair, pair, tall, pair])
    assert fitting == (1,)
    assert [panel.half_ru for panel in asked.placed_panels] == [2, 2]
    assert place_panels(project, decisions.devices, [tall]) == (project, ())


def test_pairs_that_do_not_fit_cost_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty pairs that fit nowhere come before the one that does: it is placed, with one plan more."""
    project, decisions, finders = captured(monkeypatch)
    (pair,) = list_panel_pairs(project, decisions, finders)
    tall = pair._replace(offer=replace(pair.offer, half_ru=86))
    monkeypatch.setattr(placed_panels, "list_panel_pairs", lambda *_: [*[tall] * 20, pair])
    counts: list[int] = []
    found = make_plan(
        read_files(files_with_panels(0.53, EARLY)),
        advance=lambda what, done, _: counts.append(done) if what == "placing panels" else None,
    )
    assert len(found.project.placed_panels) == 2
    assert counts == [1]


def test_a_stopped_search_plans_no_further_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four sets of pairs would be planned: all 8, 4, 2 and 1. The search stops after the first."""
    project, decisions, finders = captured(monkeypatch)
    (pair,) = list_panel_pairs(project, decisions, finders)
    calls: list[Project] = []

    def count(asked: Project, *others: Any) -> Any:
        calls.append(asked)
        return plan_in_racks(asked, *others)

    plenty = PANEL.replace("quantity: 2", "quantity: 99")
    monkeypatch.setattr(placed_panels, "list_panel_pairs", lambda *_: [pair] * 8)
    monkeypatch.setattr(placed_panels, "plan_in_racks", count)
    make_plan(read_files(files_with_panels(0.53, EARLY, plenty)), stop=lambda: bool(calls))
    assert len(calls) == 1


def test_pairs_without_a_direct_cable_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Panels gain with the jumpers of the stock; where these are no longer than 3 m, no other cable joins the racks."""
    project, decisions, finders = captured(monkeypatch)
    (known,) = list_panel_pairs(project, decisions, finders)
    assert 0 < known.gain_ms < 10 * 60_000
    lots = tuple(lot for lot in project.inventory.lots if not lot.length_mm or lot.length_mm <= 3_000)
    assert len(lots) < len(project.inventory.lots)
    short = replace(project, inventory=replace(project.inventory, lots=lots))
    (unserved,) = list_panel_pairs(short, decisions, finders)
    assert unserved.gain_ms > 100 * known.gain_ms


def test_practice_pulls_direct_cables_whether_the_plan_has_panels_or_not() -> None:
    """The files are the same but for a word, and both plans have the same fabric: so practice takes the same time.

    So it does where the panels are as high as their racks, which then have no unit left for a switch.
    """
    placed = plan_with_panels(0.53, EARLY)
    files = files_with_panels(0.53, EARLY)
    files["request.yaml"] = files["request.yaml"].replace(", panels: allowed", "")
    direct = make_plan(read_files(files))
    assert (len(placed.project.placed_panels), len(direct.project.placed_panels)) == (2, 0)
    assert estimate_practice(placed) == estimate_practice(direct)
    panels = tuple(replace(panel, position_half_ru=2, half_ru=84) for panel in placed.project.panels)
    full = replace(placed, project=replace(placed.project, panels=panels))
    assert estimate_practice(full) == estimate_practice(direct)
