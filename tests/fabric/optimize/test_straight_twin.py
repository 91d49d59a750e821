"""Straight twin-port copper: one cable carries the two links of a cage to one cage at the other end."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from fabric import audit_plan, make_plan
from fabric.inputs import read_project
from fabric.plan import Plan
from tests.fabric.designs.test_splits import CREW, FLOOR, write

TWO_TIERS = {
    "site.yaml": FLOOR,
    "crew.yaml": CREW,
    "catalog/device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,\
source,confidence
NODE,host,1,440,700,15,500,front-to-rear,0,test,assumed
SW,switch,1,440,500,10,300,front-to-rear,9000,test,assumed
""",
    "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
NODE,data,1,1,osfp-flat,rear,400,P{cage},eth{cage},test,assumed
SW,fabric,4,2,osfp-finned-twin,rear,400,{cage}/{mpo},swp{cage}s{mpo0},test,assumed
""",
    "equipment.yaml": "groups: [{prefix: n-, model: NODE, racks: [R01], u: [1, 2, 3, 4, 5, 6, 7, 8], su: 1}]",
    "inventory.yaml": """lots:
  - {model: SW, quantity: 3}
  - {model: MCP4Y10, lengths_m: [0.5, 1, 2]}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS400}
  - {model: MFP7E10, lengths_m: [3, 5, 7, 10]}
""",
    "request.yaml": """networks:
  - {id: data, topology: leaf-spine, port_group: data, speed_gbps: 400, spines: 1}
limits: {trunk_legs: []}
""",
}
"""Eight nodes, two leaves of four downlinks and four uplinks each, one spine: the uplinks are four pairs of a cage."""


def models_of(plan: Plan) -> Counter[tuple[str, str]]:
    """Links by the name of their stage and the model of their cable."""
    kind_of = plan.assemblies.kind.tolist()
    return Counter(
        (plan.stages[int(plan.links.stage[link])].name, plan.kinds[kind_of[assembly]].model)
        for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True)
    )


@pytest.mark.plan
def test_twin_copper_between_switches_of_a_rack(tmp_path: Path) -> None:
    """Two leaves and the spine share a rack: their eight links are four cables of copper, with a plug at each end.

    Only the eight node links have transceivers: four cages of leaves and eight of nodes. Plugs: 8 x 2 + 4 x 2 = 24.
    """
    plan = make_plan(read_project(write(tmp_path, TWO_TIERS)))
    assert models_of(plan) == {("node-leaf", "MFP7E10"): 8, ("leaf-spine", "MCP4Y10"): 8}
    assert Counter(plan.kinds[kind].model for kind in plan.assemblies.kind.tolist()) == {"MFP7E10": 8, "MCP4Y10": 4}
    assert len(plan.optics.device) == 12
    assert audit_plan(plan) == []
    assert plan.summary.acts_ms["inspect_clean_plug"] == 24 * plan.project.labour.act_ms("inspect_clean_plug", 1)
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
    assert plan.summary.bound_s <= plan.summary.install_time_s
    twins = {
        assembly for assembly, kind in enumerate(plan.assemblies.kind.tolist()) if plan.kinds[kind].model == "MCP4Y10"
    }
    for assembly in twins:
        links = plan.segments.link[plan.segments.assembly == assembly]
        for device, port in ((plan.links.a_device, plan.links.a_port), (plan.links.b_device, plan.links.b_port)):
            assert len(set(zip(device[links].tolist(), (port[links] // 2).tolist(), strict=True))) == 1


@pytest.mark.plan
def test_twin_copper_as_the_only_medium(tmp_path: Path) -> None:
    """Without optics for switches, hosts of one twin cage each: both ports of a node lead to one cage of the switch."""
    files = {
        **TWO_TIERS,
        "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
NODE,data,1,2,osfp-finned-twin,rear,400,P{cage}/{mpo},eth{mpo0},test,assumed
SW,fabric,8,2,osfp-finned-twin,rear,400,{cage}/{mpo},swp{cage}s{mpo0},test,assumed
""",
        "inventory.yaml": "lots:\n  - {model: SW, quantity: 1}\n  - {model: MCA4J80, lengths_m: [3, 4, 5]}\n",
        "request.yaml": TWO_TIERS["request.yaml"].replace("spines: 1", "tiers: 1"),
    }
    plan = make_plan(read_project(write(tmp_path, files)))
    assert models_of(plan) == {("node-leaf", "MCA4J80"): 16}
    assert len(plan.assemblies.kind) == 8
    assert len(plan.optics.device) == 0
    assert audit_plan(plan) == []
    assert np.array_equal(plan.links.a_port % 2, plan.links.b_port % 2)
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
