"""Faults at once: a fault hides no other, what rests on it is not told as a fault, and what is unchecked is said."""

import itertools
import random
from pathlib import Path

import pytest

from layouts import InputError
from tests.fabric.inputs.folders import faults_of, notes_of

SITE = """
name: s
rooms: [{id: hall, size_mm: [9000, 6000]}]
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 12}
  n: {width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 12}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{type: t, count: 3}]}
  - {id: B, room: hall, start_mm: [2000, 4400], front: south, racks: [{type: n, count: 3}]}
pathways:
  - {id: P, points_mm: [[1000, 2600, 2300], [6000, 2600, 2300]], width_mm: 300, depth_mm: 100}
  - {id: Q, points_mm: [[1000, 2600, 2300], [1000, 5000, 2300], [6000, 5000, 2300]], width_mm: 300, depth_mm: 100}
aisles: [{id: hot, kind: hot, rows: [A, B]}]
"""
EQUIPMENT = """
devices:
  - {id: leaf, model: QM9700, role: leaf, rack: A01, u: 10}
  - {id: spine, model: QM9700, role: spine, rack: B01, u: 10}
  - {id: node, model: DGX-H100, rack: B02, u: 5}
panels: [{id: pp, rack: A02, u: 40, ports: 24, connector: LC}]
cables: [{id: old, a: {device: leaf, port: 1/1}, b: {device: spine, port: 1/1}, pathways: [P]}]
"""
REQUEST = """
networks:
  - {id: net, topology: leaf-spine, port_group: fabric, speed_gbps: 400, switch_models: [QM9700]}
  - {id: oob, topology: leaf-spine, port_group: management, speed_gbps: 1, leaf_models: [SN2201]}
limits: {trunk_legs: [12, 24]}
racks_ready: 2027-01-11T06:00
deadline: 2027-02-14T06:00
first: [oob]
"""
CREW = """
shifts:
  - {id: day, start: "06:00", hours: 10, technicians: 6, breaks: [{after_h: 4, minutes: 30}]}
  - {id: late, start: "16:00", hours: 8, technicians: 4}
"""
INVENTORY = """
lots:
  - {model: QM9700}
  - {model: MFP7E10, quantity: 50, lengths_m: [5, 10]}
  - {model: TRUNK-OM4-12, to_order: true}
"""
LABOUR = "act,unit,person_minutes,crew,low,high\ntest_link,link,0.5,1,0.3,1.0\nlabel,end,0.5,1,0.3,1.0\n"
OPTICS = (
    "model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,source,confidence\n"
    "OWN,qsfp28,1,100,LC,male,mm,50,own,secondary\n"
)
BASE = {
    "site.yaml": SITE, "equipment.yaml": EQUIPMENT, "request.yaml": REQUEST, "crew.yaml": CREW,
    "inventory.yaml": INVENTORY, "labour.csv": LABOUR, "catalog/optics.csv": OPTICS,
}  # fmt: skip
PLANTED = [
    ("site.yaml", "front: south, racks: [{type: t", "front: up, racks: [{type: t", "rows[0].front"),
    ("site.yaml", "room: hall, start_mm: [2000, 4400]", "room: hal, start_mm: [2000, 4400]", "rows[1].room"),
    ("site.yaml", "racks: [{type: n, count: 3}]", "racks: [{type: m, count: 3}]", "rows[1].racks[0].type"),
    ("site.yaml", "  t: {width_mm: 600", "  t: {width_mm: '600'", "rack_types.t.width_mm"),
    ("site.yaml", "  n: {width_mm: 600, depth_mm", "  n: {width_mm: 600, feed: x, depth_mm", "rack_types.n.feed"),
    ("site.yaml", "[6000, 2600, 2300]]", "[6000, 2600]]", "pathways[0].points_mm[1]"),
    ("site.yaml", "rows: [A, B]", "rows: [A, C]", "aisles[0].rows[1]"),
    ("site.yaml", "name: s", "nam: s\nname: s", "nam"),
    ("equipment.yaml", "model: DGX-H100", "model: DGX-H10", "devices[2].model"),
    ("equipment.yaml", "rack: A01", "rack: Z01", "devices[0].rack"),
    ("equipment.yaml", "role: spine", "role: spin", "devices[1].role"),
    ("equipment.yaml", "{id: pp, rack: A02", "{id: pp, rack: A22", "panels[0].rack"),
    ("equipment.yaml", "pathways: [P]", "pathways: [R]", "cables[0].pathways"),
    ("equipment.yaml", "b: {device: spine", "b: {device: spin", "cables[0].b"),
    ("equipment.yaml", "ports: 24", "ports: 0", "panels[0].ports"),
    ("request.yaml", "switch_models: [QM9700]", "switch_models: [QM97000]", "networks[0].switch_models[0]"),
    ("request.yaml", "port_group: management", "port_group: mangement", "networks[1].port_group"),
    ("request.yaml", "speed_gbps: 400", "speed_gbps: 0", "networks[0].speed_gbps"),
    ("request.yaml", "speed_gbps: 1,", "speed_gbps: 1, oversubscription: [1, 2, 3],", "networks[1].oversubscription"),
    ("request.yaml", "[12, 24]", "[12, 25]", "limits.trunk_legs[1]"),
    ("request.yaml", "2027-02-14T06:00", "2027-01-10T06:00", "deadline"),
    ("request.yaml", "first: [oob]", "first: [obb]", "first[0]"),
    ("crew.yaml", 'start: "06:00"', 'start: "6:00"', "shifts[0].start"),
    ("crew.yaml", "technicians: 4", "technicians: 1", "shifts[1].technicians"),
    ("crew.yaml", "minutes: 30", "minutes: 0", "shifts[0].breaks[0].minutes"),
    ("crew.yaml", "hours: 8, technicians", "hours: 8, skills: {testng: 2}, technicians", "shifts[1].skills.testng"),
    ("inventory.yaml", "{model: QM9700}", "{model: QM97OO}", "lots[0].model"),
    ("inventory.yaml", "lengths_m: [5, 10]", "lengths_m: [5, 1000]", "lots[1].length_m"),
    ("inventory.yaml", "to_order: true", "to_order: 1", "lots[2].to_order"),
    ("labour.csv", "label,end", "lable,end", "column act"),
    ("labour.csv", "0.5,1,0.3,1.0\nlabel", "0.5,1,3,1.0\nlabel", "column low"),
    ("catalog/optics.csv", ",50,own", ",fifty,own", "column reach_m"),
]
"""A fault each: the file, the text, the wrong text in its place, the key at which it is told."""


def plant(planted: tuple[tuple[str, str, str, str], ...]) -> dict[str, str]:
    files = dict(BASE)
    for file, right, wrong, _ in planted:
        assert right in files[file], (file, right)
        files[file] = files[file].replace(right, wrong, 1)
    return files


def test_the_base_is_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path, BASE) == []


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: f"{fault[0]}:{fault[3]}")
def test_each_fault_is_told_at_its_key_and_nothing_else_is(tmp_path: Path, fault: tuple[str, str, str, str]) -> None:
    """A fault is told once, at its key: nothing that rests on it is told as a fault."""
    found = faults_of(tmp_path, plant((fault,)))
    assert len(found) == 1, found
    assert found[0].startswith(fault[0]) and f" at {fault[3]}:" in found[0]


@pytest.mark.parametrize("seed", range(15))
def test_of_a_hundred_faults_in_fifteen_projects_95_are_told_at_once(tmp_path: Path, seed: int) -> None:
    """Seven faults drawn for each of fifteen projects, 105 in all, no two of them in one word: all are told at once,
    but for those in or beside an object with another fault, of which a note says that it is not checked.
    """
    chooser = random.Random(seed)
    while True:
        drawn = tuple(chooser.sample(PLANTED, 7))
        places = [(file, key.split(".")[0]) for file, _, _, key in drawn]
        if len(set(places)) == 7:
            break
    found = faults_of(tmp_path, plant(drawn))
    missed = [fault for fault in drawn if not any(text.startswith(fault[0]) and fault[3] in text for text in found)]
    assert not missed, (missed, found)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(0, len(PLANTED), 3), 2)))
def test_no_fault_hides_another(tmp_path: Path, one: int, other: int) -> None:
    drawn = (PLANTED[one], PLANTED[other])
    found = faults_of(tmp_path, plant(drawn))
    assert all(any(text.startswith(fault[0]) and fault[3] in text for text in found) for fault in drawn), found


def test_what_is_not_checked_is_said(tmp_path: Path) -> None:
    """A row that faces nowhere: nobody knows yet whether pathways reach its racks, nor what fits them."""
    with pytest.raises(InputError) as caught:
        notes_of(tmp_path, plant((PLANTED[0],)))
    assert caught.value.notes == (
        "panels take rack units only, no cable is planned over them, since no trunk of panel_trunks lies behind them: "
        "pp in A02",
        "not checked yet because site.yaml has faults: whether pathways reach all racks, and equipment that "
        "rests on A, hot",
    )


def test_one_wrong_rack_of_a_group_is_one_fault(tmp_path: Path) -> None:
    """Three units in a rack that does not exist: one word is wrong, one fault is told."""
    groups = "groups: [{prefix: g, model: QM9700, racks: [A03, A33], u: [1, 2, 3]}]\n"
    (fault,) = faults_of(tmp_path, {**BASE, "equipment.yaml": EQUIPMENT + groups})
    assert "group g stands in rack 'A33', which is not on the floor. Did you mean 'A03'?" in fault


@pytest.mark.parametrize(("legs_cell", "told"), [("six", 1), ("6", 1)])
def test_a_size_of_trunks_is_no_fault_beside_a_faulty_row(tmp_path: Path, legs_cell: str, told: int) -> None:
    """Trunks of 6 legs may be those of the faulty row; with a right row 7 legs are the fault."""
    row = (
        "model,legs,fibers,fiber,grade,connector,gender,polarity,diameter_mm,weight_kg_per_m,leg_diameter_mm,"
        "eye_diameter_mm,body_step_m,leg_step_m,max_m,tolerance_plus_pct,source,confidence\n"
        f"OWN-6,{legs_cell},72,mm,OM4,MPO-12/APC,female,B,10,0.1,3,42,1,0.5,50,2,own,secondary\n"
    )
    request = REQUEST.replace("[12, 24]", "[6, 12]" if legs_cell == "six" else "[7, 12]")
    found = faults_of(tmp_path, {**BASE, "catalog/trunks.csv": row, "request.yaml": request})
    assert len(found) == told, found
    assert ("trunks.csv" if legs_cell == "six" else "no trunk of the catalogue has 7 legs") in found[0]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"),
    [
        (
            "request.yaml",
            "racks_ready: 2027-01-11T06:00",
            "racks_ready: 11.01.2027",
            "request.yaml:6 at racks_ready: '11.01.2027' is not a date and time",
        ),
        ("site.yaml", "rooms: [{", "rooms: {}\nroomz: [{", "site.yaml:4 at roomz: unknown key 'roomz'"),
        ("site.yaml", "rooms: [{", "roomz: [{", "site.yaml:3 at roomz: unknown key 'roomz'. Write 'rooms' instead"),
        (
            "equipment.yaml",
            "A03, B03",
            "A33, B03",
            "equipment.yaml:2 at groups[0].rack: group g stands in rack 'A33', which is not on the floor",
        ),
    ],
)
def test_what_rests_on_a_fault_is_not_told(tmp_path: Path, file: str, right: str, wrong: str, told: str) -> None:
    """Days of crews and the deadline rest on racks_ready, the floor on its rooms, the end of a cord on its group."""
    group = "groups: [{prefix: g, model: QM9700, racks: [A03, B03], u: [1]}]"
    cord = ", {id: new, a: {device: g001, port: 1/1}, b: {device: leaf, port: 2/1}}]"
    files = {
        **BASE,
        "equipment.yaml": "\n" + group + EQUIPMENT.rstrip().removesuffix("]") + cord + "\n",
        "crew.yaml": CREW.replace("technicians: 4}", "technicians: 4, days: [mon]}"),
    }
    assert faults_of(tmp_path, files) == []
    found = faults_of(tmp_path, {**files, file: files[file].replace(right, wrong, 1)})
    kept = [fault for fault in found if "at rooms: a list is expected" not in fault]
    assert len(kept) == 1 and kept[0].startswith(told), found


@pytest.mark.parametrize(
    ("cells", "told"), [("assumed,more,cells", "cells under 12 columns"), ("certain", "column confidence")]
)
def test_ports_of_a_faulty_device_type_are_no_fault(tmp_path: Path, cells: str, told: str) -> None:
    """Its row is wrong, with a cell too many or a wrong one: the model is there all the same."""
    types = "model,role,protocol,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,confidence\n"
    head = "model,group,cages,mpos,cage_kind,face,speed_gbps,printed,source,confidence\n"
    ports = f"{head}MINE,fabric,32,1,qsfp28,front,100,{{cage}},own,assumed\n"
    row = f"MINE,switch,ethernet,1,440,700,15,300,front-to-rear,900,own,{cells}\n"
    (fault,) = faults_of(tmp_path, {**BASE, "catalog/device_types.csv": types + row, "catalog/ports.csv": ports})
    assert told in fault
    (fault,) = faults_of(tmp_path, {**BASE, "catalog/device_types.csv": types, "catalog/ports.csv": ports})
    assert "there is no device type 'MINE'" in fault
