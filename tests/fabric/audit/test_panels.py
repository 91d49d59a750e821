"""Every rule on links over panels, by hand: the sound plan, and faults that one rule must name and no other."""

from dataclasses import replace
from typing import Any

import pytest

from fabric import audit_plan
from fabric.audit.channel_view import ChannelView
from fabric.audit.claims import unavoidable
from fabric.audit.lengths import LENGTH_RULES
from fabric.audit.ports import PortView, check_plug_once, check_plug_one_connector
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.shifts import check_networks_first
from fabric.audit.statements import STATEMENT_RULES
from fabric.plan import Assemblies, Joint, Plan, PullForm, Segments
from fabric.plan.structure import check_structure
from fabric.project import LabelGrammar
from tests.fabric.audit.panel_plan import (
    PANEL_PLAN,
    PANEL_TRUNK,
    panel,
    with_joint,
    with_panel,
    with_panel_trunk,
)
from tests.fabric.audit.small_plan import (
    column,
    package,
    with_cells,
    with_kind,
    with_lot,
    with_models,
    with_project,
    with_request,
)
from tests.plan_faults.settle import settle


def rules(plan: Plan) -> list[str]:
    """The rules that a plan breaks, once for each finding."""
    return [finding.rule for finding in audit_plan(plan)]


def said(plan: Plan) -> list[tuple[str, str, str]]:
    """Rule, found and allowed of each finding."""
    return [(finding.rule, finding.found, finding.allowed) for finding in audit_plan(plan)]


def test_the_plan_over_panels_is_sound() -> None:
    """The lengths, minutes and cents that were worked out by hand are those that the judge works out."""
    check_structure(PANEL_PLAN)
    assert audit_plan(PANEL_PLAN) == []


def test_a_settled_plan_over_panels_is_sound() -> None:
    assert audit_plan(settle(PANEL_PLAN)) == []


def test_a_channel_has_the_lane_between_its_cords() -> None:
    """Cord 3 m, lane 10 m, cord 3 m, with plugs of cords at both ends."""
    channel = ChannelView(PANEL_PLAN).channels[2]
    assert channel.name == "node-2 1/1 - leaf-1 1/2 (K2, PT1 lane 1, K2)"
    assert [part.longest_mm for part in channel.parts] == [3_000, 10_000, 3_000]
    assert [(landing.end, landing.part.kind.id, landing.cage_name) for landing in channel.landings] == [
        ("a", "K2", "node-2 cage 1"),
        ("b", "K2", "leaf-1 cage 1"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"gender": "female"},
            [("gender", "female MPO-12/APC on female MPO-12/APC", "one male, one female")] * 4,
        ),
        (
            {"connector": "LC", "gender": ""},
            [
                ("gender", "LC on female MPO-12/APC", "two plugs of one connector"),
                ("gender", "female MPO-12/APC on LC", "two plugs of one connector"),
            ]
            * 2,
        ),
        ({"connector": "mpo-12/apc"}, []),
        ({"crossovers": 0}, [("odd-crossovers", "2 crossovers", "an odd number")] * 2),
        ({"crossovers": 3}, []),
        (
            {"fiber": "sm"},
            [
                ("fiber-kind", f"multi-mode cord on single-mode PT1 lane {lane}", "single-mode cord")
                for lane in (1, 1, 2, 2)
            ],
        ),
        ({"length_mm": 27_333}, []),
        ({"length_mm": 27_334}, [("loss", "1.501 dB", "1.500 dB")] * 2),
        ({"connector_loss_mdb": 376}, []),
        ({"connector_loss_mdb": 377}, [("loss", "1.502 dB", "1.500 dB")] * 2),
        (
            {"loss_mdb_per_km": None},
            [("unchecked-said", "not among the unchecked rules", "named")],
        ),
    ],
)
def test_a_fault_of_the_trunk_is_told_by_its_rule(
    changes: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """Loss: 2 x 350 at the transceivers, 2 x the worse of 350 and the trunk's, 2 x 9 for cords.

    27.333 m of 3 mdB a metre are 82 mdB, rounded up: 1,400 + 18 + 82 = 1,500. 10 m are 30: 748 + 2 x 376 = 1,500.
    """
    assert said(with_panel_trunk(PANEL_PLAN, **changes)) == expected


def test_the_reach_is_that_of_cords_and_lane_together() -> None:
    """3 + 44 + 3 m are the 50 m of the transceivers. The longest jumper that is made, 9 m, is no limit of the sum."""
    plan = with_models(with_models(PANEL_PLAN, "optics", loss_budget_mdb=None), "cables", max_mm=9_000)
    assert rules(with_panel_trunk(plan, length_mm=44_000)) == []
    assert said(with_panel_trunk(plan, length_mm=44_001)) == [("reach", "50.0 m", "50.0 m")] * 2


def over_four_panels() -> Plan:
    """Link 3 over one cord and one trunk more, both in A02: six mated pairs, five crossovers."""
    trunk = replace(PANEL_TRUNK, id="PT2", a_panel="PP3", b_panel="PP4", b_first=1, lanes=2, taken=())
    more = (panel("PP3", "A02", "front"), panel("PP4", "A02", "front"))
    panels = (
        *PANEL_PLAN.project.panels,
        *(replace(p, position_half_ru=ru) for p, ru in zip(more, (12, 14), strict=True)),
    )
    plan = with_project(PANEL_PLAN, panels=panels, panel_trunks=(PANEL_TRUNK, trunk))
    plan = with_lot(with_models(plan, "optics", loss_budget_mdb=None), "jumpers", quantity=9, length_mm=4_000)
    joints = (*plan.joints, Joint(segment=5, end=1, panel=2, port=1), Joint(segment=6, end=0, panel=3, port=1))
    return replace(
        with_kind(plan, 1, body_mm=4_000),
        segments=Segments(
            link=column(0, 1, 2, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9),
            assembly=column(0, 0, 6, 8, 7, 9, 10, 1, 2, 3, 4, 5, 5),
            leg=column(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        ),
        assemblies=Assemblies(
            kind=column(0, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1),
            pull=column(0, 1, 1, 1, 1, 2, 3, 3, 4, 4, 4),
            lot=column(0, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1),
        ),
        joints=joints,
    )


def test_a_channel_over_four_panels_has_two_mated_pairs_too_many() -> None:
    assert said(settle(over_four_panels())) == [("mated-pairs", "6", "4")]


def test_a_fifth_mated_pair_is_one_too_many() -> None:
    """The last two cords joined without a panel: cord, lane, cord, cord. The joint lacks a panel and a male plug."""
    plan = over_four_panels()
    plan = settle(replace(plan, joints=plan.joints[:-2]))
    assert set(rules(plan)) - {"pull-ends"} == {"chain-whole", "gender", "mated-pairs", "odd-crossovers"}
    assert [item for item in said(plan) if item[0] == "mated-pairs"] == [("mated-pairs", "5", "4")]


@pytest.mark.parametrize(
    ("changes", "short_mm"),
    [
        ({}, None),
        ({"half_ru": 4}, 1),
        ({"position_half_ru": 12}, 23),
        ({"position_half_ru": 12, "face": "rear"}, None),
    ],
)
def test_a_cord_reaches_its_panel(changes: dict[str, Any], short_mm: int | None) -> None:
    """From leaf-1 (72.225 mm, rear) with 1,600 mm of loops and 1,200 mm to the front.

    PP2 of 2 U in U5 and U6: 272.25 mm, 201 apart, 3,001 mm. PP2 in U6: 294.475 mm, 223 apart, 3,023 mm.
    """
    findings = [finding for finding in audit_plan(with_panel(PANEL_PLAN, 1, **changes)) if finding.rule == "length"]
    assert [(finding.object, finding.found) for finding in findings] == (
        [("node-2 1/1 - leaf-1 1/2 (K2)", f"cable of 3000 mm, {short_mm} mm short")] if short_mm else []
    )
    if changes.get("face") != "rear":
        assert set(rules(with_panel(PANEL_PLAN, 1, **changes))) <= {"length"}


@pytest.mark.parametrize(("face", "need_mm"), [("rear", 8_523), ("front", 9_723)])
def test_a_cord_between_racks_reaches_its_panel(face: str, need_mm: int) -> None:
    """node-2 in A01: 1,817 + 800; the walk 3,400; PP1 in U6 of A02: 2,000 - 294.475, so 1,706 + 800 mm.

    The entry is at the rear: 1,200 mm more to a panel at the front.
    """
    moved = with_panel(PANEL_PLAN, 0, rack="A02", position_half_ru=12, face=face)
    moved = with_cells(with_cells(moved, "pulls.b_rack", {3: 1}), "pulls.route", {3: 0})
    moved = with_cells(moved, "pulls.form", {3: PullForm.BUNDLE})
    found = [finding for finding in LENGTH_RULES.judge(moved) if finding.object.endswith("(K2)")]
    assert [(finding.rule, finding.allowed) for finding in found] == [("length", f"at least {need_mm} mm")] * 2
    assert list(LENGTH_RULES.judge(with_kind(moved, 1, body_mm=need_mm))) == []


def test_a_pull_goes_to_the_rack_of_the_panel() -> None:
    """PP1 in A02: the cords of pull 4 end there, and the pull stays in A01."""
    found = list(LENGTH_RULES.judge(with_panel(PANEL_PLAN, 0, rack="A02", position_half_ru=12)))
    assert [(finding.rule, finding.found, finding.allowed) for finding in found] == [
        ("pull-ends", "ends in A01 and A02", "A01 and A01, the racks of its pull")
    ] * 2


def test_packages_of_cords() -> None:
    """No transceiver is waited for at a panel. The links are tested with the cords at their B ends."""
    view = ScheduleView(PANEL_PLAN)
    assert view.tested_of == {0: [0, 1], 1: [4, 5, 6, 7], 2: [8, 9], 3: [], 4: [2, 3]}
    after = {key: work.after for key, work in view.needed.items()}
    assert after["land_a", 3] == (("pull", 3), ("optics", 1))
    assert after["land_b", 3] == (("pull", 3),)
    assert after["land_a", 4] == (("pull", 4),)
    assert after["land_b", 4] == (("pull", 4), ("optics", 2), ("optics", 3))
    assert after["test", 3] == (("land_a", 3), ("land_b", 3))
    assert after["test", 4] == (("land_a", 4), ("land_b", 4), ("land_a", 3), ("land_b", 3))
    assert view.needed["test", 3].acts == {"test_link": 0}
    assert view.seconds(("test", 3)) == 1
    assert view.needed["test", 4].acts == {"test_link": 2}
    assert [sorted(view.needed[kind, 4].places) for kind in ("pull", "land_a", "land_b", "test")] == [
        ["R.front", "R.rear"],
        ["R.front"],
        ["R.rear"],
        ["R.front"],
    ]


def _landed_late(start_s: int) -> Plan:
    """The landing of pull 4 at PP1 later, with the test of no links that follows it."""
    landing, test = package(PANEL_PLAN, "land_b", 3), package(PANEL_PLAN, "test", 3)
    plan = with_cells(PANEL_PLAN, "packages.start_s", {landing: start_s, test: start_s + 240})
    return with_cells(plan, "packages.end_s", {landing: start_s + 240, test: start_s + 241})


def test_a_link_is_tested_when_all_of_its_cords_are_landed() -> None:
    """The test of links 2 and 3 starts at 3,954 s: their first cords are landed at PP1 until then, or a second late."""
    assert rules(_landed_late(3_714)) == []
    assert said(_landed_late(3_715)) == [("order-of-work", "starts at 3954 s", "3955 s, after land_b of pull 4")]


def test_a_test_of_no_links_takes_a_second() -> None:
    row = package(PANEL_PLAN, "test", 3)
    end_s = int(PANEL_PLAN.packages.end_s[row])
    longer = with_cells(PANEL_PLAN, "packages.end_s", {row: end_s + 60})
    assert said(longer) == [("duration", "61 s", "1 s by the acts")]


def test_a_test_of_no_links_says_nothing_of_its_network() -> None:
    """The links of compute are tested until 4,134 s and those of storage after that; then follows the empty test."""
    plan = with_request(PANEL_PLAN, first=("compute", "storage"))
    assert [fault.object for fault in check_networks_first.check(ScheduleView(plan))] == ["network compute"]
    storage, empty = package(plan, "test", 2), package(plan, "test", 3)
    plan = with_cells(plan, "packages.start_s", {storage: 4_134, empty: 4_254})
    plan = with_cells(plan, "packages.end_s", {storage: 4_254, empty: 4_255})
    assert list(check_networks_first.check(ScheduleView(plan))) == []


def test_a_connector_holds_the_cord_at_its_end() -> None:
    """Links 2 and 3 in one connector of leaf-1 share a plug if their last cord is one, at node-2 if the first is."""
    at_leaf = with_cells(with_cells(PANEL_PLAN, "links.b_device", {3: 2}), "links.b_port", {3: 1})
    at_node = with_cells(PANEL_PLAN, "links.a_port", {3: 0})
    for plan, row, other, cord, wrong in ((at_leaf, 5, 4, 8, 6), (at_node, 4, 5, 6, 8)):
        assert len(list(check_plug_once.check(PortView(plan)))) == 1
        assert len(list(check_plug_once.check(PortView(with_cells(plan, "segments.assembly", {other: wrong}))))) == 1
        assert list(check_plug_once.check(PortView(with_cells(plan, "segments.assembly", {row: cord})))) == []


def test_one_plug_for_two_links_is_in_one_connector() -> None:
    """Links 2 and 3 share a straight first cord, which is not in two connectors of node-2; their last cords differ."""
    shared = with_kind(PANEL_PLAN, 1, links=2, is_straight=True)
    shared = with_cells(shared, "segments.assembly", {4: 6})
    assert [fault.object for fault in check_plug_one_connector.check(PortView(shared))] == ["assembly 7 A end"]


def test_plugs_at_panels_are_avoidable() -> None:
    """19 plugs at devices, 10 tests, 8 transceivers, as without panels."""
    assert unavoidable(ScheduleView(PANEL_PLAN)) == 37


@pytest.mark.parametrize(
    ("joints", "expected"),
    [
        (PANEL_PLAN.joints[:3], ("A end of cord 2 at no panel", "one port of a panel")),
        (
            (*PANEL_PLAN.joints, Joint(segment=4, end=1, panel=0, port=9)),
            ("B end of cord 1 at PP1 port 2 and PP1 port 9", "one port of a panel"),
        ),
        (
            (*PANEL_PLAN.joints, Joint(segment=5, end=1, panel=1, port=9)),
            ("B end of cord 2 at PP2 port 9", "the B port of the link"),
        ),
    ],
)
def test_a_chain_has_no_gap_and_no_stray_end(joints: tuple[Joint, ...], expected: tuple[str, str]) -> None:
    """A missing panel end leaves the cord at the far device; two ports at one end leave it open which lane follows."""
    found = said(replace(PANEL_PLAN, joints=joints))
    assert [item[1:] for item in found if item[0] == "chain-whole"] == [expected]
    assert {item[0] for item in found} <= {"chain-whole", "pull-ends", "one-lane"}


def test_without_any_joint_a_link_is_on_two_assemblies() -> None:
    found = rules(settle(replace(PANEL_PLAN, joints=())))
    assert found.count("link-once") == 2
    assert "chain-whole" not in found


def test_a_port_without_a_trunk_leads_nowhere() -> None:
    """The rules on the parts of the channel say nothing, since a part is not known."""
    assert said(with_joint(PANEL_PLAN, 2, port=9)) == [
        ("one-lane", "PP1 port 9, without a trunk behind it", "a port with a lane of a trunk between panels")
    ]
    assert said(with_joint(PANEL_PLAN, 3, port=9)) == [
        ("one-lane", "PP2 port 9 (no trunk)", "PP2 port 6, where PT1 lane 2 from PP1 port 2 ends")
    ]


def test_a_lane_may_be_passed_either_way() -> None:
    """The trunk turned round: its A panel is where the links leave it."""
    turned = with_panel_trunk(PANEL_PLAN, a_panel="PP2", a_first=5, b_panel="PP1", b_first=1)
    assert rules(turned) == []


def test_ends_at_panels_have_labels_of_their_own() -> None:
    """Two panels at the front and the rear of one unit: both call port 1 A01-5-1."""
    plan = with_request(PANEL_PLAN, label=LabelGrammar("{rack}-{u}-{port}"))
    assert list(STATEMENT_RULES.judge(plan)) == []
    same = with_joint(with_panel(plan, 1, rack="A01"), 1, port=1)
    found = [(finding.rule, finding.object, finding.found) for finding in STATEMENT_RULES.judge(same)]
    assert found == [("ends-told-apart", "A01-5-1", "PP1 1 and PP2 1")]
