"""Lanes of trunks between panels in summary and explain."""

from dataclasses import replace

from fabric import Plan
from fabric.plan import Joint
from fabric.project import Panel, PanelTrunk
from fabric.report.panel_lanes import lane_facts, lane_text

PANELS = tuple(
    Panel(id=name, rack=rack, position_half_ru=60, half_ru=2, ports=24, connector="MPO-12/APC")
    for name, rack in (("P1", "R01"), ("P2", "R02"))
)
TRUNK = PanelTrunk(
    id="T1",
    a_panel="P1",
    a_first=3,
    b_panel="P2",
    b_first=1,
    lanes=5,
    fiber="mm",
    connector="MPO-12/APC",
    gender="male",
    crossovers=1,
    length_mm=9_000,
    connector_loss_mdb=None,
    loss_mdb_per_km=None,
    taken=(1,),
)


def test_lanes_are_counted_trunk_by_trunk(multirack_plan: Plan) -> None:
    """Five lanes, one in use before, one taken from P1 to P2 and one the other way round: two stay free."""
    joints = (Joint(0, 1, 0, 3), Joint(1, 0, 1, 1), Joint(2, 1, 1, 3), Joint(3, 0, 0, 5))
    project = replace(multirack_plan.project, panels=PANELS, panel_trunks=(TRUNK,))
    facts = lane_facts(replace(multirack_plan, project=project, joints=joints))
    assert facts["links"] == 2
    assert facts["trunks"] == [
        {"trunk": "T1", "panels": ["P1", "P2"], "lanes": 5, "in_use_before": 1, "taken": 2, "free": 2}
    ]
    assert lane_text(facts) == "2 links over panels; 2 lanes stay free"
    full = lane_facts(
        replace(multirack_plan, project=replace(project, panel_trunks=(replace(TRUNK, lanes=4),)), joints=joints)
    )
    assert lane_text(full) == "2 links over panels; 1 lane stays free"


def test_without_trunks_there_is_nothing_to_say(multirack_plan: Plan) -> None:
    assert lane_facts(multirack_plan) == {}
