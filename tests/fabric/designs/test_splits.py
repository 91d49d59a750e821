"""Every way to split cages to a speed is a choice: of switches by the speed, of devices by the name in the request."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabric.catalog import read_catalog
from fabric.designs import list_candidates
from fabric.designs.size import size_fabric_of
from fabric.inputs import read_project
from layouts import InputError
from tests.fabric.designs.test_size import ASKED

CATALOG = read_catalog()
FLOOR = """name: hall
rooms: [{id: hall, size_mm: [9000, 6000], height_mm: 3000}]
rack_types:
  any: {width_mm: 600, depth_mm: 1200, height_mm: 2400, u_height: 48, max_power_kw: 60.0, max_weight_kg: 2000}
rows: [{id: R, room: hall, start_mm: [1500, 2000], front: south, racks: [{type: any, count: 4}]}]
pathways: [{id: T, room: hall, width_mm: 600, depth_mm: 200, points_mm: [[900, 2600, 2700], [4500, 2600, 2700]]}]
"""
CREW = "shifts:\n  - {id: day, start: '08:00', hours: 8, technicians: 4}\ncrew_size: 2\nhand_over: false\n"
NDR200 = {
    "site.yaml": FLOOR,
    "crew.yaml": CREW,
    "catalog/device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence
NODE,host,1,440,700,15,500,front-to-rear,test,assumed
""",
    "catalog/ports.csv": """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
NODE,data,4,1,qsfp112,rear,200,P{cage},eth{cage},test,assumed
""",
    "equipment.yaml": "groups: [{prefix: n-, model: NODE, racks: [R01, R02], u: [1, 2, 3, 4, 5, 6, 7, 8], su: 1}]",
    "inventory.yaml": """lots:
  - {model: QM9700}
  - {model: MMA4Z00-NS}
  - {model: MMA1Z00-NS400}
  - {model: MFP7E20, lengths_m: [3, 5, 10, 20]}
  - {model: MFP7E10, lengths_m: [3, 5, 10, 20]}
""",
    "request.yaml": """networks:
  - {id: data, topology: leaf-spine, port_group: data, speed_gbps: 200, uplink_speed_gbps: 400}
""",
}
PLANES = {
    **NDR200,
    "equipment.yaml": "groups: [{prefix: n-, model: DGX-B300, racks: [R01], u: [1, 11], su: 1}]",
    "inventory.yaml": """lots:
  - {model: QM9700}
  - {model: MMS4X00-NM}
  - {model: MMS4X00-NM-FLT}
  - {model: MFP7E30, lengths_m: [3, 5, 10, 20]}
""",
    "request.yaml": """networks:
  - {id: east, topology: rail-optimized, port_group: 'compute:2x400', speed_gbps: 400, planes: 2}
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """A project folder with its own catalogue."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_network_may_use_any_split_of_its_speed(tmp_path: Path) -> None:
    """QM9700 in 2x200 has no multimode medium here; in 4x200 two 1:2 splitters serve four ports of a cage."""
    project = read_project(write(tmp_path, NDR200))
    found = [one.design for one in list_candidates(project, project.request.networks[0]) if one.design]
    groups = {stage.b_group.group for design in found for stage in design.stages if stage.stage.name == "node-leaf"}
    assert groups == {"fabric:4x200"}


@pytest.mark.parametrize(("speed", "ports"), [(400, 64), (200, 128)])
def test_size_counts_the_roomiest_split(speed: int, ports: int) -> None:
    """A QM9700 has 32 cages: 64 ports of 400G, 128 of 200G.

    One switch serves as many nodes; for one more there are leaves with half of the ports as downlinks, three of them.
    """
    asked = replace(ASKED, nodes=ports, nics=1, speed_gbps=speed)
    assert size_fabric_of(asked, CATALOG).switches == 1
    assert size_fabric_of(replace(asked, nodes=ports + 1), CATALOG).leaf == 3


def test_planes_on_the_halves_of_a_cage(tmp_path: Path) -> None:
    """Two B300 of eight 800G cages as 2 x 400G: 32 ports. Connector k of each cage is in plane k."""
    project = read_project(write(tmp_path, PLANES))
    design = next(one.design for one in list_candidates(project, project.request.networks[0]) if one.design)
    links, hosts = design.fabric.links, len(design.fabric.hosts)
    down = links.a_device < hosts
    assert int(down.sum()) == 32
    planes = [design.fabric.switches[leaf - hosts].id[:2] for leaf in links.b_device[down].tolist()]
    assert planes == [f"p{port % 2 + 1}" for port in links.a_port[down].tolist()]
    assert design.cages.optics["MMS4X00-NM-FLT"] == 16


@pytest.mark.parametrize(
    ("group", "fault"),
    [
        ("compute:4x200", "no device of the catalogue splits its cages as 'compute:4x200'. Use one of: compute:2x400"),
        ("storage:2x200", "splits its cages as 'storage:2x200'. Add the split to catalog/breakouts.csv"),
        ("fabric:4x200", "names a way to split cages of switches, not ports of a device"),
    ],
)
def test_a_split_that_no_device_has(group: str, fault: str, tmp_path: Path) -> None:
    request = PLANES["request.yaml"].replace("compute:2x400", group)
    with pytest.raises(InputError) as error:
        read_project(write(tmp_path, {**PLANES, "request.yaml": request}))
    assert fault in str(error.value)
