"""Channels of several parts and ends of cables, by hand."""

from dataclasses import replace

import pytest

from fabric.audit.channel_view import ChannelView
from fabric.audit.channels import CHANNEL_RULES, check_loss, check_reach
from fabric.plan import Plan
from tests.fabric.audit.small_plan import (
    SMALL_PLAN,
    with_cells,
    with_kind,
    with_models,
    with_project,
    with_row,
    without_row,
)


def over_two_panels(plan: Plan = SMALL_PLAN) -> Plan:
    """Link 4 over three jumpers of 3 m."""
    return with_row(with_row(plan, "segments", 4, 2, 0), "segments", 4, 3, 0)


def rules(plan: Plan) -> set[str]:
    return {finding.rule for finding in CHANNEL_RULES.judge(plan)}


def test_a_channel_has_its_parts_in_order_and_two_landings() -> None:
    """Links 0 to 3 on the trunk, 4 to 7 on a jumper each, 8 and 9 on the splitter, whose ends need no transceiver."""
    view = ChannelView(SMALL_PLAN)
    assert [[part.kind.id for part in channel.parts] for channel in view.channels] == [
        ["K1"], ["K1"], ["K1"], ["K1"], ["K2"], ["K2"], ["K2"], ["K2"], ["K3"], ["K3"],
    ]  # fmt: skip
    assert [len(channel.optics) for channel in view.channels] == [2] * 8 + [0] * 2
    assert len(view.landings) == 20
    assert view.without == []


@pytest.mark.parametrize(("budget_mdb", "expected"), [(1_427, []), (1_426, ["1.427 dB"])])
def test_a_joint_is_counted_once_and_each_part_loses_light(budget_mdb: int, expected: list[str]) -> None:
    """Three jumpers: four pairs of 350 and three times 3 m at 3,000 mdB a km: 1,400 + 27 = 1,427 mdB."""
    view = ChannelView(over_two_panels(with_models(SMALL_PLAN, "optics", loss_budget_mdb=budget_mdb)))
    assert [fault.found for fault in check_loss.check(view)] == expected


def test_the_first_part_lands_at_a_and_the_last_at_b() -> None:
    """Link 4 over a jumper and the trunk, whose LC plugs meet the transceiver of spine-1 and not that of leaf-1."""
    plan = with_row(with_kind(SMALL_PLAN, 0, connector="LC"), "segments", 4, 0, 0)
    channel = ChannelView(plan).channels[4]
    assert [(landing.end, landing.part.kind.id, landing.cage_name) for landing in channel.landings] == [
        ("a", "K2", "leaf-1 cage 2"),
        ("b", "K1", "spine-1 cage 1"),
    ]
    found = [finding.rule for finding in CHANNEL_RULES.judge(plan) if finding.object == channel.name]
    assert found.count("connector-fits") == 1


def test_a_joint_between_two_parts_is_the_worse_of_both() -> None:
    """Jumper 350 at both transceivers, trunk 500 at the joint: 350 + 500 + 500, for the trunk lands at the B end."""
    plan = with_models(SMALL_PLAN, "trunks", connector_loss_mdb=500, loss_mdb_per_km=0)
    plan = with_models(plan, "cables", loss_mdb_per_km=0)
    plan = with_models(with_row(plan, "segments", 4, 0, 0), "optics", loss_budget_mdb=1_349)
    found = [fault.found for fault in check_loss.check(ChannelView(plan)) if fault.object.endswith("(K2, K1)")]
    assert found == ["1.350 dB"]


@pytest.mark.parametrize("missing", ["connector_loss_mdb", "loss_mdb_per_km"])
def test_a_loss_that_no_source_gives_is_not_judged(missing: str) -> None:
    """A budget of 1 mdB, which every known channel misses."""
    tight = with_models(SMALL_PLAN, "optics", loss_budget_mdb=1)
    assert len(list(check_loss.check(ChannelView(tight)))) == 8
    assert len(list(check_loss.check(ChannelView(with_models(tight, "cables", **{missing: None}))))) == 4
    assert list(check_loss.check(ChannelView(with_models(SMALL_PLAN, "optics", loss_budget_mdb=None)))) == []


def test_a_channel_with_one_transceiver_is_not_judged_for_loss() -> None:
    tight = with_models(without_row(SMALL_PLAN, "optics", 0), "optics", loss_budget_mdb=1)
    assert len(list(check_loss.check(ChannelView(tight)))) == 6


def test_the_weaker_transceiver_sets_the_budget() -> None:
    """FLAT, in the nodes, bears 700 mdB, FINNED 1,500: the trunk with its 730 mdB loses too much, a jumper does not."""
    catalog = SMALL_PLAN.project.catalog
    optics = {**catalog.optics, "FLAT": replace(catalog.optics["FLAT"], loss_budget_mdb=700)}
    plan = with_project(SMALL_PLAN, catalog=replace(catalog, optics=optics))
    found = [(fault.found, fault.allowed) for fault in check_loss.check(ChannelView(plan))]
    assert found == [("0.730 dB", "0.700 dB")] * 4


def test_fiber_is_rounded_up_part_by_part() -> None:
    """A jumper of 3 m at 1 mdB a km loses 0.003 mdB, which counts as 1: 701 mdB; the trunk as well."""
    plan = with_models(with_models(SMALL_PLAN, "cables", loss_mdb_per_km=1), "trunks", loss_mdb_per_km=1)
    found = check_loss.check(ChannelView(with_models(plan, "optics", loss_budget_mdb=700)))
    assert {fault.found for fault in found} == {"0.701 dB"}


@pytest.mark.parametrize(
    ("table", "limit_mm", "count"),
    [("optics", 9_000, 0), ("optics", 8_999, 1), ("cables", 9_000, 0), ("cables", 8_999, 3)],
)
def test_the_reach_is_that_of_the_whole_channel(table: str, limit_mm: int, count: int) -> None:
    """Three jumpers of 3 m are 9 m, as long as the splitter, which links 8 and 9 share. The trunk is left out."""
    plan = over_two_panels(with_kind(SMALL_PLAN, 0, body_mm=0, a_legs_mm=(), b_legs_mm=()))
    changes = {"reach_mm" if table == "optics" else "max_mm": limit_mm}
    assert len(list(check_reach.check(ChannelView(with_models(plan, table, **changes))))) == count


def test_a_joint_needs_one_male_and_one_female_of_one_connector() -> None:
    """Female on female at both joints; with a male middle part both are right; with LC plugs in the middle none is."""
    assert rules(over_two_panels()) == {"gender"}
    kinds = (*SMALL_PLAN.kinds, replace(SMALL_PLAN.kinds[1], id="K4", gender="male"))
    male = with_cells(replace(over_two_panels(), kinds=kinds), "assemblies.kind", {2: 3})
    joints = [finding for finding in CHANNEL_RULES.judge(male) if finding.object.endswith("(K2, K4, K2)")]
    assert joints == []
    other = replace(male, kinds=(*male.kinds[:3], replace(male.kinds[3], connector="LC")))
    joints = [finding for finding in CHANNEL_RULES.judge(other) if finding.object.endswith("(K2, K4, K2)")]
    assert [finding.found for finding in joints] == [
        "female MPO-12/APC on male LC",
        "male LC on female MPO-12/APC",
    ]


@pytest.mark.parametrize("changes", [{"cage_kind": "flat"}, {"mpos": 1}])
def test_a_transceiver_fits_its_cage_in_kind_and_in_connectors(changes: dict[str, object]) -> None:
    """FINNED as the models of FLAT: wrong at every end on a switch; one connector for two: wrong everywhere."""
    found = list(CHANNEL_RULES.judge(with_models(SMALL_PLAN, "optics", **changes)))
    assert {finding.rule for finding in found} == {"cage-fits"}
    assert len(found) == (12 if "cage_kind" in changes else 16)


def test_lanes_share_the_speed_of_their_connector() -> None:
    """Mode 4x200: two lanes of 200G at each connector need 400G, as a port of 400G does."""
    stages = (replace(SMALL_PLAN.stages[0], b_group="fabric:4x200"), *SMALL_PLAN.stages[1:])
    plan = replace(SMALL_PLAN, stages=stages)
    assert "speed" not in rules(plan)
    slow = with_models(plan, "optics", speed_gbps=399)
    assert len([finding for finding in CHANNEL_RULES.judge(slow) if finding.rule == "speed"]) == 16


def test_optics_of_two_port_groups_are_told_apart_by_group() -> None:
    """Cage 1 of `storage` is another cage than cage 1 of `compute` on the same node."""
    plan = replace(SMALL_PLAN, cage_groups=("compute", "fabric", "storage"))
    assert "one-optic-a-cage" not in rules(with_row(plan, "optics", 0, 2, 1, 0))
