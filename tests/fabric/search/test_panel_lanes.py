"""Links over trunks that lie between panels: counted by hand, in plans that the judge accepts."""

import pytest

from fabric import Plan, audit_plan, make_plan
from fabric.plan import PullForm
from layouts import UnmetError
from tests.sites import read_files, write_two_racks

PANELS = """panels:
  - {id: P1, rack: A01, u: 30, ports: 24, connector: MPO-12/APC}
  - {id: P2, rack: A02, u: 30, ports: 24, connector: MPO-12/APC}
panel_trunks:
  - {id: T1, a: {panel: P1}, b: {panel: P2}, lanes: LANES, fiber: mm, polarity: B, length_m: 4, ports_in_use: [2],
     connector_loss_db: 0.35, loss_db_per_km: 3.0}
"""
ONE_SWITCH = "tiers: 1, speed_gbps: 400"


def files_with(metre: float, lanes: int = 12, trunk: str = PANELS) -> dict[str, str]:
    """Two hosts in each of two racks, one switch for their eight ports. A metre of a jumper takes `metre` minutes."""
    files = write_two_racks("{trunk_legs: [], bundle_jumpers: 1}")
    labour = f"act,unit,person_minutes,source\npull_jumper_per_m,m,{metre},test\n"
    return {
        **files,
        "request.yaml": files["request.yaml"].replace("tiers: 2, speed_gbps: 400", ONE_SWITCH),
        "equipment.yaml": files["equipment.yaml"] + trunk.replace("LANES", str(lanes)),
        "labour.csv": labour,
    }


def plan_with(metre: float, lanes: int = 12, trunk: str = PANELS) -> Plan:
    plan = make_plan(read_files(files_with(metre, lanes, trunk)))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    return plan


@pytest.mark.parametrize(("metre", "over"), [(0.49, 0), (0.51, 4)])
def test_a_lane_is_taken_exactly_where_it_saves_time(metre: float, over: int) -> None:
    """The four links to the other rack take jumpers of 10 m: 0.5 + 2 + 2 x 0.5 + 2 x 1 and 10 metres. Over the panels
    each has two patches, 2 x (1 + 2 x 0.5 + 2 x 1), and two plugs more: 5.5 + 10 x against 8 + 2.5.
    """
    plan = plan_with(metre)
    assert len(plan.joints) == 2 * over
    assert len(plan.links) == 8
    assert len(plan.segments.link) == 8 + over
    singles = plan.pulls.form.tolist().count(PullForm.SINGLE)
    assert singles == 4 - over
    direct = 4 * (5.5 + 10 * metre)
    patched = 4 * 4 + 2.5 * 8 + 0.5 * 8 + plan.summary.acts_ms["insert_optic"] / 60_000 + 20
    moves = plan.summary.acts_ms.get("move_crew", 0) / 60_000
    expected = patched + moves + (4 * 10.5 if over else direct)
    assert plan.summary.work_ms / 60_000 == pytest.approx(expected)
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert plan.summary.work_bound_ms <= plan.summary.work_ms


def test_a_lane_in_use_is_left_alone() -> None:
    """Port 2 of P1 is in use: the four links take lanes 1, 3, 4 and 5."""
    plan = plan_with(5.0)
    assert {joint.port for joint in plan.joints} == {1, 3, 4, 5}
    ends = [(joint.end, plan.project.panels[joint.panel].rack) for joint in plan.joints]
    assert len(set(ends)) == 2
    assert [end for end, _ in ends] == [1, 0] * 4


def test_links_beyond_the_lanes_are_laid_as_before() -> None:
    """Three lanes, of which one is in use."""
    plan = plan_with(5.0, lanes=3)
    assert len(plan.joints) == 4
    assert plan.pulls.form.tolist().count(PullForm.SINGLE) == 2


@pytest.mark.parametrize(
    "trunk",
    [
        PANELS.replace("polarity: B", "polarity: A"),
        PANELS.replace("fiber: mm", "fiber: sm"),
        PANELS.replace("polarity: B", "gender: female"),
        PANELS.replace("connector_loss_db: 0.35", "connector_loss_db: 0.9"),
        PANELS.replace("length_m: 4", "length_m: 49"),
        PANELS.replace("MPO-12/APC", "MPO-16/APC"),
    ],
    ids=["even crossovers", "other fiber", "two female plugs", "loss", "reach", "other connector"],
)
def test_a_lane_that_makes_no_sound_channel_is_not_taken(trunk: str) -> None:
    assert plan_with(5.0, trunk=trunk).joints == ()


TWO_TRAYS = (
    "points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}",
    "points_mm: [[1500, 2600, 2300], [2500, 2600, 2300]]}\n"
    "  - {id: U, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[2700, 2600, 2300], [4000, 2600, 2300]]}",
)


def test_racks_that_no_pathway_joins_are_joined_over_panels() -> None:
    """Metres cost nothing, and yet the four links between the racks take lanes: nothing else leads there."""
    files = files_with(0)
    plan = make_plan(read_files({**files, "site.yaml": files["site.yaml"].replace(*TWO_TRAYS)}))
    assert len(plan.joints) == 8
    assert set(plan.pulls.form.tolist()) == {PullForm.PATCH}


def test_too_few_lanes_are_said() -> None:
    files = files_with(0, lanes=4)
    with pytest.raises(UnmetError, match="no lane between panels is left that serves 1 of the links between them"):
        make_plan(read_files({**files, "site.yaml": files["site.yaml"].replace(*TWO_TRAYS)}))


def test_a_loss_that_nobody_measured_is_said() -> None:
    trunk = PANELS.replace(",\n     connector_loss_db: 0.35, loss_db_per_km: 3.0", "")
    plan = plan_with(5.0, trunk=trunk)
    assert len(plan.joints) == 8
    assert "optical loss: T1 gives no loss: 4 links" in plan.unchecked
