"""Designs from what is in stock: mixed lots, models per tier, dates, counts that are missing, other published sites."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from fabric import Plan, Project, audit_plan, make_plan, read_project
from fabric.designs import Design
from fabric.designs.candidates import list_candidates
from fabric.project.inventory import Lot
from fabric.project.request import FamilyShape, NetworkRequest
from fabric.report.design_summary import all_design_facts, count_facts
from fabric.templates import write_roce, write_superpod
from fabric.topology.metrics import measure
from layouts.faults import UnmetError


def lot(model: str, quantity: int | None = None, arrives: date | None = None) -> Lot:
    return Lot(
        id=f"{model} {arrives}",
        model=model,
        quantity=quantity,
        length_mm=None,
        condition="used",
        price_cents=None,
        arrives=arrives,
        to_order=False,
        lead_time_days=0,
    )


def stocked(project: Project, *lots: Lot) -> Project:
    """The project with these lots of switches only."""
    kept = tuple(item for item in project.inventory.lots if item.model not in project.catalog.device_types)
    return replace(project, inventory=replace(project.inventory, lots=(*lots, *kept)))


def asked(project: Project, **changes: Any) -> Project:
    network = replace(project.request.networks[0], **changes)
    return replace(project, request=replace(project.request, networks=(network,)))


def designs_of(project: Project) -> list[Design]:
    return [c.design for c in list_candidates(project, project.request.networks[0]) if c.design]


@pytest.mark.plan
def test_lots_are_mixed_within_a_tier(pod_project: Project) -> None:
    """8 leaves and 4 spines of 7 QM9700 and 6 QM9790: the larger lot first, the rest from the other."""
    project = stocked(pod_project, lot("QM9700", 7), lot("QM9790", 6))
    design = designs_of(project)[0]
    assert Counter(design.models) == {"QM9700": 7, "QM9790": 5}
    plan = make_plan(project)
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    assert Counter(d.model for d in plan.devices if d.role != "host") == {"QM9700": 7, "QM9790": 5}


def test_one_model_serves_where_its_lot_suffices(pod_project: Project) -> None:
    design = designs_of(stocked(pod_project, lot("QM9700", 7), lot("QM9790", 12)))[0]
    assert set(design.models) == {"QM9790"}


def test_the_count_that_is_missing_is_named_with_its_day(site_folder: Callable[[dict[str, str]], Path]) -> None:
    """48 switches of 64 ports for 4 units; 41 are there, 7 more come."""
    project = read_project(site_folder(write_superpod(4)))
    project = replace(project, request=replace(project.request, racks_ready=datetime(2027, 1, 11, 6)))
    project = stocked(project, lot("QM9700", 41), lot("QM9700", 7, date(2027, 2, 1)))
    with pytest.raises(UnmetError) as error:
        list_candidates(project, project.request.networks[0])
    said = "\n".join(error.value.reasons)
    assert "needs 48 leaves and spines of 64 ports (QM9700); stock has 41, 7 more arrive on 2027-02-01" in said
    assert "infeasible" not in said
    late = replace(project, request=replace(project.request, racks_ready=datetime(2027, 2, 2, 6)))
    assert designs_of(late)


def with_large(project: Project) -> Project:
    """The project with a switch of 128 ports of the same kind in its catalogue."""
    small = project.catalog.device_types["QM9700"]
    groups = tuple(
        replace(group, model="BIG", cages=64) if group.cages_of == "fabric" else replace(group, model="BIG")
        for group in small.port_groups
    )
    types = {**project.catalog.device_types, "BIG": replace(small, model="BIG", port_groups=groups)}
    return replace(project, catalog=replace(project.catalog, device_types=types))


@pytest.mark.plan
def test_tiers_may_be_of_different_models(pod_project: Project) -> None:
    """Leaves of 64 ports, spines of 128: 8 leaves of 32 uplinks take 2 spines instead of 4."""
    project = stocked(with_large(pod_project), lot("QM9700", 8), lot("BIG", 2))
    project = asked(project, leaf_models=("QM9700",), spine_models=("BIG",))
    design = designs_of(project)[0]
    by_tier = {(s.tier, m) for s, m in zip(design.fabric.switches, design.models, strict=True)}
    assert by_tier == {("leaf", "QM9700"), ("spine", "BIG")}
    assert design.count("spine") == 2
    assert [f for f in audit_plan(make_plan(project)) if f.severity == "error"] == []


def test_a_tier_takes_what_the_others_leave(pod_project: Project) -> None:
    """Eight switches of 64 ports and two of 128, no models named: the eight are leaves, the two are spines."""
    designs = designs_of(stocked(with_large(pod_project), lot("QM9700", 8), lot("BIG", 2)))
    found = [Counter(zip((s.tier for s in d.fabric.switches), d.models, strict=True)) for d in designs]
    assert {("leaf", "QM9700"): 8, ("spine", "BIG"): 2} in found


def test_infiniband_and_ethernet_never_mix(pod_project: Project) -> None:
    """Both have 400G ports in the same cages; stock for leaves of the one and spines of the other is no fabric."""
    project = stocked(pod_project, lot("QM9700", 8), lot("SN5600", 2))
    with pytest.raises(UnmetError, match=r"needs 12 leaves and spines of 64 ports \(QM9700\); stock has 8"):
        list_candidates(*first(project))
    found = r"400G ports for its spines and speaks infiniband as it does \(SN5600: ethernet;"
    with pytest.raises(UnmetError, match=found):
        list_candidates(*first(asked(project, leaf_models=("QM9700",), spine_models=("SN5600",))))


SMALL: dict[str, dict[str, Any]] = {
    "rail-only": {},
    "leaf-spine": {"leaf_per": "unit"},
    "fat-tree": {},
    "dragonfly": {"shape": FamilyShape(hosts_per_switch=16, switches_per_group=4, global_links=6)},
    "dragonfly-plus": {"shape": FamilyShape(hosts_per_switch=56, switches_per_group=3, groups=2, global_links=8)},
    "hyperx": {"shape": FamilyShape(dimensions=(2, 4))},
    "slim-fly": {"shape": FamilyShape(order=3)},
    "jellyfish": {"shape": FamilyShape(hosts_per_switch=32, switches=9, degree=4)},
}


@pytest.mark.plan
@pytest.mark.parametrize("family", SMALL)
def test_every_family_is_planned_and_sound(pod_project: Project, family: str) -> None:
    """32 nodes of 8 ports on every family: the judge, which knows the rules of each, finds no error."""
    plan = make_plan(asked(pod_project, topology=family, **SMALL[family]))
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert sum(plan.links.a_device < 32) == 256


@pytest.mark.parametrize("planes", [2, 4, 8])
def test_planes_share_nothing(pod_project: Project, planes: int) -> None:
    """Port p goes to plane p mod planes; the switches of a plane are joined to no other plane's."""
    design = designs_of(asked(pod_project, planes=planes))[0]
    fabric = design.fabric
    first = len(fabric.hosts)
    plane_of = {i: switch.id.split("-")[0] for i, switch in enumerate(fabric.switches, start=first)}
    for a, port, b in zip(
        fabric.links.a_device.tolist(), fabric.links.a_port.tolist(), fabric.links.b_device.tolist(), strict=True
    ):
        assert plane_of[b] == (plane_of[a] if a >= first else f"p{port % planes + 1}")
    assert len(set(plane_of.values())) == planes


def racks_of(plan: Plan, role: str) -> set[str]:
    return {device.rack or "" for device in plan.devices if device.role == role}


@pytest.mark.plan
def test_leaves_stand_where_they_are_asked_to(pod_project: Project) -> None:
    """mid-row: in rows of nodes; central: in rows without; top-of-rack: those racks hold no switch."""
    rows = {rack.id: rack.row for rack in pod_project.site.racks}
    node_rows = {rows[device.rack or ""] for device in pod_project.devices}
    middle, central = (make_plan(asked(pod_project, leaf_position=p)) for p in ("mid-row", "central"))
    assert {rows[rack] for rack in racks_of(middle, "leaf")} <= node_rows
    assert not {rows[rack] for rack in racks_of(central, "leaf")} & node_rows
    with pytest.raises(UnmetError, match="leaf_position top-of-rack: the racks that it allows cannot take the leaves"):
        make_plan(asked(pod_project, leaf_position="top-of-rack"))


@pytest.mark.plan
def test_leaves_on_top_of_the_racks(pod_project: Project) -> None:
    """Compute racks that may hold switches and feed them: each leaf serves the nodes of its own rack."""
    racks = tuple(
        replace(rack, type=replace(rack.type, holds=(*rack.type.holds, "switch"), max_power_w=60_000))
        for rack in pod_project.site.racks
    )
    feeds = tuple(replace(feed, limit_w=10**6) for feed in pod_project.site.feeds)
    project = replace(pod_project, site=replace(pod_project.site, racks=racks, feeds=feeds))
    plan = make_plan(asked(project, topology="leaf-spine", leaf_per="rack", leaf_position="top-of-rack"))
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    for a, b, stage in zip(
        plan.links.a_device.tolist(), plan.links.b_device.tolist(), plan.links.stage.tolist(), strict=True
    ):
        if plan.stages[stage].name == "node-leaf":
            assert plan.devices[a].rack == plan.devices[b].rack


def test_spines_that_do_not_divide_want_leave(pod_project: Project) -> None:
    with pytest.raises(
        UnmetError, match="the 32 uplinks of a leaf are no multiple of 5 spines; 'uplink_spread: within-one'"
    ):
        list_candidates(*first(asked(pod_project, spines=5)))
    design = designs_of(asked(pod_project, spines=5, uneven=True))[0]
    assert design.count("spine") == 5


def first(project: Project) -> tuple[Project, NetworkRequest]:
    return project, project.request.networks[0]


@pytest.mark.plan
def test_facts_of_the_largest_site_in_numbers(site_folder: Callable[[dict[str, str]], Path]) -> None:
    """98,304 GPUs: 192 units, 1,536 leaves, 1,536 spines, 768 cores, 294,912 links."""
    project = read_project(site_folder(write_roce(192, 4)))
    design = designs_of(project)[0]
    facts = count_facts(project, design)
    assert facts["switches"] == {"leaf": 1536, "spine": 1536, "core": 768}
    assert facts["links_by_stage"] == {"node_leaf": 98_304, "leaf_spine": 98_304, "spine_core": 98_304}
    assert facts["connectors"] == 2 * 294_912


CONVERGED = {
    "catalog/device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence
HGX,host,8,440,900,130,10000,front-to-rear,test,assumed
SUPPORT,server,1,440,700,15,500,front-to-rear,test,assumed
STORE,server,1,440,700,15,500,front-to-rear,test,assumed
EDGE,server,1,440,700,15,500,front-to-rear,test,assumed
""",
    "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
HGX,gpu,8,1,qsfp112,rear,400,G{cage},g{cage},test,assumed
HGX,cpu,2,1,qsfp56,rear,200,C{cage},c{cage},test,assumed
HGX,bmc,4,1,rj45,rear,1,M{cage},m{cage},test,assumed
SUPPORT,cpu,2,1,qsfp56,rear,200,C{cage},c{cage},test,assumed
SUPPORT,bmc,4,1,rj45,rear,1,M{cage},m{cage},test,assumed
STORE,disk,2,1,qsfp28,rear,100,S{cage},s{cage},test,assumed
EDGE,edge,12,1,qsfp28,rear,100,E{cage},e{cage},test,assumed
""",
    "catalog/optics.csv": """model,cage_kind,speed_gbps,connector,gender,fiber,reach_m,source,confidence
OPTIC-200,qsfp56,200,MPO-12/APC,male,mm,50,test,assumed
OPTIC-100,qsfp28,100,MPO-12/APC,male,mm,50,test,assumed
""",
    "catalog/cables.csv": """model,form,fiber,grade,connector,gender,legs,diameter_mm,\
weight_kg_per_m,max_m,source,confidence
SPLIT-4,jumper,mm,OM4,MPO-12/APC,female,4,3,0.01,50,test,assumed
""",
    "site.yaml": """name: converged
rooms: [{id: hall, size_mm: [20000, 6000], height_mm: 3000}]
rack_types:
  any: {width_mm: 600, depth_mm: 1200, height_mm: 2400, u_height: 48, max_power_kw: 60.0, max_weight_kg: 2000}
rows: [{id: R, room: hall, start_mm: [1500, 2000], front: south, racks: [{type: any, count: 12}]}]
pathways: [{id: T, room: hall, width_mm: 600, depth_mm: 200, points_mm: [[900, 2600, 2700], [9300, 2600, 2700]]}]
""",
    "equipment.yaml": """groups:
  - {prefix: node-, model: HGX, racks: [R01], u: [1, 9, 17, 25], su: 1}
  - {prefix: node-, first: 5, model: HGX, racks: [R02], u: [1, 9, 17, 25], su: 2}
  - {prefix: node-, first: 9, model: HGX, racks: [R03], u: [1, 9, 17, 25], su: 3}
  - {prefix: support-, model: SUPPORT, racks: [R04], u: [1, 2, 3, 4, 5, 6, 7, 8]}
  - {prefix: store-, model: STORE, racks: [R05], u: [1, 2, 3, 4, 5, 6]}
  - {prefix: edge-, model: EDGE, racks: [R06], u: [1, 3]}
""",
    "inventory.yaml": """lots:
  - {model: SN5600}
  - {model: SN2201}
  - {model: MMA4Z00-NS}
  - {model: MMA1Z00-NS400}
  - {model: MFP7E10, lengths_m: [3, 5, 10, 20]}
  - {model: OPTIC-200}
  - {model: OPTIC-100}
  - {model: MFP7E20, lengths_m: [3, 5, 10, 20]}
  - {model: SPLIT-4, lengths_m: [3, 5, 10, 20]}
  - {model: CAT6A, lengths_m: [3, 5, 10, 20]}
""",
    "request.yaml": """networks:
  - id: core
    topology: leaf-spine
    port_group: gpu
    speed_gbps: 400
    switch_models: [SN5600]
    redundancy: 2
    peer_links: 48
    tiers: 1
    extra: [{port_group: cpu}, {port_group: disk}, {port_group: edge}]
  - id: oob
    topology: leaf-spine
    port_group: bmc
    speed_gbps: 1
    switch_models: [SN2201]
    leaf_per: unit
    uplinks_per_leaf: 4
    spines_of: core
""",
    "crew.yaml": "shifts: [{id: day, start: '07:00', hours: 8, technicians: 4}]\n",
}


@pytest.mark.plan
def test_a_converged_site_as_published(tmp_path: Path) -> None:
    """NVIDIA enterprise-ras, 2-8-9-400 with 3 units (wiring map): 12 nodes, 2 SN5600 with 48 links between them, 3
    out-of-band switches; 96 GPU links, 24 + 16 at 200G, 12 + 24 at 100G (splits that disable the next cage), 12
    uplinks of the
    out-of-band switches, 48 + 32 of its links.
    """
    for name, text in CONVERGED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = read_project(tmp_path)
    rows = {row["network"]: row for row in all_design_facts(project) if row["buildable"]}
    core, oob = rows["core"], rows["oob"]
    assert core["switches"] == {"leaf": 2, "spine": 0, "core": 0}
    assert core["links_by_stage"] == {"node_leaf": 96 + 24 + 16 + 12 + 24, "peer": 48}
    assert oob["switches"]["leaf"] == 3
    assert oob["links_by_stage"] == {"node_leaf": 48 + 32, "leaf_spine": 12}
    plan = make_plan(project)
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    slow = [i for i, stage in enumerate(plan.stages) if stage.speed_gbps == 100 and stage.network == "core"]
    assert all(plan.stages[i].b_group == "fabric:8x100" for i in slow)


def refused(project: Project, message: str, **changes: Any) -> None:
    with pytest.raises(UnmetError, match=message):
        list_candidates(*first(asked(project, **changes)))


def test_a_leaf_must_reach_every_spine(pod_project: Project) -> None:
    """64 spines under 32 uplinks fell into two halves that did not reach each other."""
    refused(pod_project, "the request states 64 spines, but a leaf has only 32 uplinks", spines=64, uneven=True)


def reachable(project: Project, **changes: Any) -> list[float]:
    return [measure(d.stage_numbered).reachable_pct for d in designs_of(asked(project, **changes))]


def test_rails_alone_are_whole(pod_project: Project) -> None:
    """Eight rails: an eighth of all pairs of ports, with room for more units and with two leaves a rail alike."""
    assert set(reachable(pod_project, topology="rail-only", expansion_su=1)) == {12.5}
    assert set(reachable(pod_project, topology="rail-only", spare_ports=12)) == {12.5}


def test_every_small_family_reaches_everything(pod_project: Project) -> None:
    for family, options in SMALL.items():
        wanted = 12.5 if family == "rail-only" else 100.0
        assert set(reachable(pod_project, topology=family, **options)) == {wanted}, family


def test_ports_that_leave_the_site_are_kept(pod_project: Project) -> None:
    """Spines of 64 ports with 4 kept: 8 leaves of 32 uplinks need 5, so 8; none of them uses more than 60."""
    design = designs_of(asked(pod_project, external_links=4))[0]
    up = design.fabric.links.where(design.stage_numbered.links.stage == 1)
    assert design.count("spine") == 8
    assert max(Counter(up.b_device.tolist()).values()) <= 60
    refused(pod_project, "the request states one tier", tiers=1, external_links=4, topology="leaf-spine")


def test_stated_leaves_are_held(pod_project: Project) -> None:
    assert designs_of(asked(pod_project, topology="leaf-spine", leaves=10))[0].count("leaf") == 10
    refused(pod_project, "the devices fill 8 leaves, the request states 4", topology="leaf-spine", leaves=4)


def test_flat_families_have_planes(pod_project: Project) -> None:
    design = designs_of(asked(pod_project, topology="hyperx", planes=2))[0]
    assert measure(design.stage_numbered).reachable_pct == 50.0
    assert {switch.id[:3] for switch in design.fabric.switches} == {"p1-", "p2-"}


def test_a_large_fabric_closes_without_units(pod_project: Project) -> None:
    """Small switches, one fabric without units: three tiers close, since any leaves may share a pod."""
    small = pod_project.catalog.device_types["QM9700"]
    groups = tuple(replace(g, cages=8) if g.cages_of == "fabric" else g for g in small.port_groups)
    types = {**pod_project.catalog.device_types, "QM9700": replace(small, port_groups=groups)}
    project = replace(pod_project, catalog=replace(pod_project.catalog, device_types=types))
    design = designs_of(asked(project, topology="leaf-spine"))[0]
    assert design.count("core") > 0
    assert measure(design.stage_numbered).reachable_pct == 100.0


@pytest.mark.plan
def test_uplinks_of_another_speed(pod_project: Project) -> None:
    """Downlinks of 400G, two a cage, and uplinks of 800G, one a cage, 1:1 over 32 cages: 32 down on 16, 16 up."""
    switch = pod_project.catalog.device_types["QM9700"]
    native = next(g for g in switch.port_groups if g.group == "fabric")
    fast = replace(native, group="fabric:800", mpos=1, speed_gbps=800, printed="{cage}")
    types = {
        **pod_project.catalog.device_types,
        "QM9700": replace(switch, port_groups=(*switch.port_groups, fast)),
    }
    optic = replace(pod_project.catalog.optics["MMA4Z00-NS"], model="OPT-800", mpos=1, speed_gbps=800)
    catalog = replace(pod_project.catalog, device_types=types, optics={**pod_project.catalog.optics, "OPT-800": optic})
    lots = (*pod_project.inventory.lots, lot("OPT-800"))
    project = replace(pod_project, catalog=catalog, inventory=replace(pod_project.inventory, lots=lots))
    project = asked(project, uplink_speed_gbps=800)
    design = designs_of(project)[0]
    facts = count_facts(project, design)
    assert facts["links_by_stage"] == {"node_leaf": 256, "leaf_spine": 8 * 16}
    assert facts["downlinks_per_uplink"] == 1.0
    assert [f for f in audit_plan(make_plan(project)) if f.severity == "error"] == []


@pytest.mark.plan
def test_racks_take_what_fits_of_mixed_models(pod_project: Project) -> None:
    """Leaves of 1 U beside one spine model of 4 U and 9 kW: each rack takes what fits, and the bound stays a bound."""
    project = with_large(pod_project)
    types = dict(project.catalog.device_types)
    types["BIG"] = replace(types["BIG"], half_ru=8, power_w=9000, weight_g=60_000)
    project = replace(project, catalog=replace(project.catalog, device_types=types))
    project = stocked(project, lot("QM9700", 8), lot("BIG", 2))
    plan = make_plan(asked(project, leaf_models=("QM9700",), spine_models=("BIG",)))
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    assert len(racks_of(plan, "leaf")) < 8
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
