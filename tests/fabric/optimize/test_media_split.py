"""Media side by side in one stage: copper in the rack, optics between racks, each where it is better."""

from collections import Counter
from pathlib import Path

import pytest

from fabric import audit_plan, make_plan
from fabric.inputs import read_project
from fabric.plan import Plan
from tests.fabric.designs.test_splits import CREW, FLOOR, write

BASE = {
    "site.yaml": FLOOR,
    "crew.yaml": CREW,
    "catalog/device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,\
price_usd,source,confidence
NODE,host,1,440,700,15,500,front-to-rear,0,test,assumed
SW,switch,1,440,500,10,300,front-to-rear,9000,test,assumed
""",
    "equipment.yaml": "groups: [{prefix: n-, model: NODE, racks: [R01, R04], u: [30, 31, 32, 33], su: 1}]",
}
SINGLE = {
    **BASE,
    "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
NODE,data,1,1,qsfp28,rear,100,P{cage},eth{cage},test,assumed
SW,fabric,32,1,qsfp28,rear,100,{cage},swp{cage},test,assumed
""",
    "catalog/cables.csv": """model,form,fiber,grade,cage_kind,diameter_mm,weight_kg_per_m,max_m,\
price_usd,price_per_m_usd,source,confidence
DAC,dac,copper,100G,qsfp28,6,0.07,3,60,10,test,assumed
AOC,aoc,mm,OM4,qsfp28,3,0.01,100,400,4,test,assumed
""",
    "inventory.yaml": """lots:
  - {model: SW, quantity: 1}
  - {model: DAC, lengths_m: [2, 3]}
  - {model: AOC, lengths_m: [3, 7, 10]}
""",
    "request.yaml": """networks:
  - {id: data, topology: leaf-spine, port_group: data, speed_gbps: 100, tiers: 1, leaf_position: top-of-rack}
objective: OBJECTIVE
""",
}
TWIN = {
    **BASE,
    "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
NODE,data,1,1,osfp-flat,rear,400,P{cage},eth{cage},test,assumed
SW,fabric,16,2,osfp-finned-twin,rear,400,{cage}/{mpo},swp{cage}s{mpo0},test,assumed
""",
    "catalog/cables.csv": """model,form,fiber,grade,cage_kind,far_cage_kind,legs,diameter_mm,weight_kg_per_m,max_m,\
speed_gbps,price_usd,source,confidence
TWIN-DAC,dac,copper,800G,osfp-finned-twin,osfp-flat,2,9,0.1,3,400,200,test,assumed
""",
    "inventory.yaml": """lots:
  - {model: SW, quantity: 1}
  - {model: TWIN-DAC, lengths_m: [2, 3]}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS400}
  - {model: MFP7E10, lengths_m: [3, 5, 7, 10]}
""",
    "request.yaml": """networks:
  - {id: data, topology: leaf-spine, port_group: data, speed_gbps: 400, tiers: 1, leaf_position: top-of-rack}
limits: {trunk_legs: []}
""",
}


def in_racks(plan: Plan) -> Counter[tuple[bool, str]]:
    """Links by whether both ends are in one rack, and by model of their cable."""
    kind_of = plan.assemblies.kind.tolist()
    found: Counter[tuple[bool, str]] = Counter()
    for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True):
        a, b = plan.devices[int(plan.links.a_device[link])], plan.devices[int(plan.links.b_device[link])]
        found[a.rack == b.rack, plan.kinds[kind_of[assembly]].model] += 1
    return found


@pytest.mark.parametrize("objective", ["cost", "install-time"])
def test_copper_in_the_rack_beside_optics_between_racks(objective: str, tmp_path: Path) -> None:
    """Eight nodes in two racks, one switch. The DAC ends at 3 m, so it serves the four links inside the rack alone.

    There it costs 90 USD at most, and the AOC 412 of 3 m. Both take the same time, so less money decides.
    """
    files = {**SINGLE, "request.yaml": SINGLE["request.yaml"].replace("OBJECTIVE", objective)}
    plan = make_plan(read_project(write(tmp_path, files)))
    assert in_racks(plan) == {(True, "DAC"): 4, (False, "AOC"): 4}
    assert plan.summary.cost_cents <= 100 * (9000 + 4 * 90 + 4 * 440)
    assert audit_plan(plan) == []


def test_twin_copper_takes_a_cage_whole(tmp_path: Path) -> None:
    """Four links inside the rack are two copper splitters, with no transceiver at either end.

    Between the racks two cages of the switch and four of the nodes hold one each: six. The ports keep their names.
    """
    plan = make_plan(read_project(write(tmp_path, TWIN)))
    assert in_racks(plan) == {(True, "TWIN-DAC"): 4, (False, "MFP7E10"): 4}
    pieces = Counter(plan.kinds[kind].model for kind in plan.assemblies.kind.tolist())
    assert pieces == {"TWIN-DAC": 2, "MFP7E10": 4}
    assert len(plan.optics.device) == 6
    assert audit_plan(plan) == []
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
    assert {stage.b_group for stage in plan.stages} == {"fabric", "fabric:whole"}
