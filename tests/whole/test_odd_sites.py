"""Sites on which a bound was once too high, or planner and judge once differed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fabric import Project, audit_plan, make_plan, read_project
from fabric.designs.candidates import list_candidates
from fabric.templates import write_superpod
from fabric.vocabulary import Objective

Write = Callable[[dict[str, str]], Path]


@pytest.mark.plan
@pytest.mark.parametrize("objective", ["cost", "person-hours", "install-time"])
def test_a_later_network_may_have_had_other_switches(
    objective: Objective, tmp_path: Path, chosen: dict[str, float]
) -> None:
    """The cheap fabric has three switches with management ports, the dear one has one. Only then a single access switch
    is enough, and only one is in stock that fits beside the hosts; the others fit 58 m away. So the bound that is
    stated with the cheap plan must not exceed the work of the plan with the dear switch.
    """
    devices = "model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,confidence"
    ports = "model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence"
    files = {
        "catalog/device_types.csv": f"""{devices}
node,host,2,440,700,20,100,front-to-rear,0,test,assumed
few-ports,switch,1,440,400,5,100,front-to-rear,100,test,assumed
many-ports,switch,2,440,400,5,100,front-to-rear,900000,test,assumed
short-access,switch,1,440,300,4,100,front-to-rear,300,test,assumed
deep-access,switch,1,440,1090,4,100,front-to-rear,300,test,assumed
""",
        "catalog/ports.csv": f"""{ports}
node,compute,1,2,2,osfp-flat-twin,rear,400,N{{cage}}/{{mpo}},eth{{port0}},test,assumed
node,board,1,1,1,rj45,rear,1,BMC,bmc,test,assumed
few-ports,fabric,1,4,2,osfp-finned-twin,front,400,{{cage}}/{{mpo}},swp{{port}},test,assumed
few-ports,board,1,1,1,rj45,front,1,MGMT,mgmt,test,assumed
many-ports,fabric,1,16,2,osfp-finned-twin,front,400,{{cage}}/{{mpo}},swp{{port}},test,assumed
many-ports,board,1,1,1,rj45,front,1,MGMT,mgmt,test,assumed
short-access,fabric,1,8,1,rj45,front,1,{{cage}},eth{{cage}},test,assumed
deep-access,fabric,1,8,1,rj45,front,1,{{cage}},eth{{cage}},test,assumed
""",
        "site.yaml": """name: far racks
rooms: [{id: hall, size_mm: [90000, 12000]}]
rack_types:
  shallow: {width_mm: 600, depth_mm: 1000, height_mm: 1990, u_height: 40, max_power_kw: 9}
  deep: {width_mm: 600, depth_mm: 1300, height_mm: 1990, u_height: 40, max_power_kw: 9}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: north, racks: [{type: shallow, count: 2}]}
  - {id: B, room: hall, start_mm: [60000, 2000], front: north, racks: [{type: deep, count: 2}]}
pathways:
  - {id: T, room: hall, width_mm: 300, depth_mm: 200, points_mm: [[1500, 2600, 2300], [64000, 2600, 2300]]}
""",
        "equipment.yaml": "groups:\n  - {prefix: n, model: node, racks: [A01], u: [1, 4, 7, 10]}\n",
        "inventory.yaml": """lots:
  - {model: few-ports}
  - {model: many-ports, quantity: 1}
  - {model: short-access, quantity: 1}
  - {model: deep-access}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS-FLT}
  - {model: MFP7E10, lengths_m: [3, 5, 10, 20]}
  - {model: CAT6A, lengths_m: [1, 2, 3, 5, 10, 70, 80]}
""",
        "request.yaml": f"""networks:
  - {{id: net, topology: leaf-spine, port_group: compute, speed_gbps: 400}}
  - {{id: board, topology: leaf-spine, uplinks_per_leaf: 2, port_group: board, speed_gbps: 1}}
limits: {{trunk_legs: [], bundle_jumpers: 1}}
objective: {objective}
""",
        "crew.yaml": "shifts:\n  - {id: day, start: '07:00', hours: 8, technicians: 1}\ncrew_size: 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    summary = make_plan(read_project(tmp_path)).summary
    chosen["bound"] = max(chosen.get("bound", 0), summary.work_bound_ms)
    chosen["work"] = min(chosen.get("work", summary.work_ms), summary.work_ms)
    assert chosen["bound"] <= chosen["work"]


@pytest.fixture(scope="module")
def chosen() -> dict[str, float]:
    """The highest bound and the least work of the plans of one site."""
    return {}


def test_a_standing_switch_with_too_few_ports_is_named(pod_project: Project) -> None:
    """Half a QM9700 stands as the first spine: 32 ports, where 4 spines use all 64 of a
    whole one; the design with 8 spines does with 32."""
    catalog = pod_project.catalog
    whole = catalog.device_types["QM9700"]
    groups = tuple(replace(group, cages=group.cages // 2) for group in whole.port_groups)
    types = {**catalog.device_types, "half": replace(whole, model="half", port_groups=groups)}
    spine = replace(
        pod_project.devices[0],
        id="spine-01",
        model="half",
        role="spine",
        su=None,
        face="rear",
        rack="B10",
        position_half_ru=14,
    )
    project = replace(pod_project, catalog=replace(catalog, device_types=types), devices=(*pod_project.devices, spine))
    candidates = list_candidates(project, project.request.networks[0])
    said = "spine-01 is listed as half with 32 ports of group 'fabric', the fabric uses 64 there"
    assert any(said in candidate.reason for candidate in candidates)
    assert any(candidate.design and candidate.design.count("spine") == 8 for candidate in candidates)


@pytest.mark.plan
def test_a_rack_with_ports_at_both_faces_is_opened_where_its_first_pull_ends(site_folder: Write) -> None:
    """A spine that shows its ports at the front stands among others that show them at the rear."""
    files = write_superpod(1)
    device = "devices:\n  - {id: spine-01, model: QM9700, role: spine, rack: B05, u: 7, face: front, status: locked}"
    assert "devices: []" in files["equipment.yaml"]
    files["equipment.yaml"] = files["equipment.yaml"].replace("devices: []", device)
    plan = make_plan(read_project(site_folder(files)))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []


def test_acts_that_take_no_time_are_scheduled_one_after_the_other(multirack_project: Project) -> None:
    """Nothing but dressing takes time: every package takes a second at least, so that the order is plain."""
    rates = {
        act: rate if act == "dress" else replace(rate, person_ms=0, low_ms=0)
        for act, rate in multirack_project.labour.rates.items()
    }
    plan = make_plan(replace(multirack_project, labour=replace(multirack_project.labour, rates=rates)))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert int((plan.packages.end_s - plan.packages.start_s).min()) == 1
