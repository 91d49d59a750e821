"""Device types of the public library, planned end to end: they load, the notes are honest, the judge finds no fault."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fabric import Project, audit_plan, make_plan, read_project
from fabric.catalog import PortGroup, list_ports, read_catalog
from fabric.sheets.documents.bill import list_lines
from fabric.sheets.rows.plan_rows import PlanRows
from tests.fabric.catalog.device_files import device, ports, sizes, write
from tests.fabric.catalog.library import GPU_SERVER, LIBRARY, Known
from tests.sites import RACK

TYPES = "model,role,protocol,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence\n"
PORTS = "model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence\n"
OPTICS = "model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,source,confidence\n"
SITE = f"""name: three racks
rooms: [{{id: hall, size_mm: [6000, 6000], height_mm: 3000}}]
rack_types:
  t: {{{RACK}}}
rows:
  - {{id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{{type: t, count: 3}}]}}
pathways:
  - {{id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [4500, 2600, 2300]]}}
"""
CREW = "shifts:\n  - {id: day, start: '08:00', hours: 8, technicians: 4}\ncrew_size: 2\n"


def of_speed(groups: tuple[PortGroup, ...], cages: tuple[str, ...], speed: int) -> PortGroup:
    """The first way to use some cages at a speed."""
    return next(group for group in groups if group.cages_of in cages and group.speed_gbps == speed)


def project_of(known: Known) -> dict[str, str]:
    """Four hosts of two ports in two racks; two leaves of the device type and two spines, of the type where its ports
    are alike, else of sixteen ports that fit its uplinks. Each cage has an optic of its own; copper is CAT6A.
    """
    groups = read_types(known)
    down = of_speed(groups, ("fabric", "access"), known.leaf_speed)
    up = down if down.cages_of == "fabric" else next(group for group in groups if group.group == "uplink")
    optics = {(group.cage_kind, group.mpos, group.speed_gbps) for group in (down, up)}
    optics |= {(down.cage_kind, 1, down.speed_gbps)}
    rows = [
        f"O-{cage}-{mpos}-{speed},{cage},{mpos},{speed},MPO-12/APC,male,mm,50,test,assumed"
        for cage, mpos, speed in sorted(optics)
    ]
    model = known.content["model"]
    protocol = "infiniband" if model.startswith("QM") else "ethernet"
    spines = model if up is down else "spine"
    names = "{cage}/{mpo},{cage}/{mpo}"
    stated = f"spine,fabric,1,16,{up.mpos},{up.cage_kind},rear,{up.speed_gbps},{names},test,assumed\n"
    lots = [model, *([spines] if spines != model else []), *(row.split(",")[0] for row in rows)]
    uplinks = {"uplinks_per_leaf": 4} if up is down else {"uplinks_per_leaf": 2, "uplink_speed_gbps": up.speed_gbps}
    asked = "".join(f", {key}: {value}" for key, value in uplinks.items())
    return {
        "site.yaml": SITE,
        "crew.yaml": CREW,
        "catalog/device_types.csv": TYPES
        + "node,host,,2,440,700,20,400,front-to-rear,test,assumed\n"
        + f"spine,switch,{protocol},1,440,500,9,500,front-to-rear,test,assumed\n",
        "catalog/ports.csv": PORTS
        + f"node,compute,1,2,1,{down.cage_kind},rear,{down.speed_gbps},N{{cage}},eth{{cage}},test,assumed\n"
        + (stated if spines != model else ""),
        "catalog/optics.csv": OPTICS + "\n".join(rows) + "\n",
        "equipment.yaml": "groups:\n  - {prefix: n, model: node, racks: [A01, A02], u: [1, 4]}\n",
        "inventory.yaml": "lots:\n"
        + "".join(f"  - {{model: {lot}}}\n" for lot in lots)
        + "  - {model: MFP7E10, lengths_m: [1, 2, 3, 5, 10]}\n  - {model: CAT6A, lengths_m: [1, 2, 3, 5, 10]}\n",
        "request.yaml": "networks:\n"
        + f"  - {{id: net, topology: leaf-spine, port_group: compute, speed_gbps: {known.leaf_speed}, leaves: 2, "
        + f"spines: 2, leaf_models: ['{model}'], spine_models: ['{spines}']{asked}}}\n"
        + "limits: {trunk_legs: [], bundle_jumpers: 24}\n",
    }


def write_all(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def read_types(known: Known) -> tuple[PortGroup, ...]:
    """The port groups of a device type, read on its own."""
    with TemporaryDirectory() as name:
        write(Path(name), known.file, known.content)
        return read_catalog(Path(name)).device_types[known.content["model"]].port_groups


@pytest.mark.parametrize("known", LIBRARY, ids=lambda known: known.file)
def test_a_device_type_loads(known: Known, tmp_path: Path) -> None:
    """Ports by tier, power, two ports by name, by hand from the facts. What is assumed stands in a note."""
    write(tmp_path, known.file, known.content)
    catalog = read_catalog(tmp_path)
    found = catalog.device_types[known.content["model"]]
    native = {group: count for group, count in sizes(catalog, found.model).items() if group != "management"}
    assert (native, found.power_w, found.role) == (known.groups, known.watts, "switch")
    group = of_speed(found.port_groups, ("fabric", "access"), known.leaf_speed)
    assert tuple(port.printed for port in list_ports(found, group.group)[:2]) == known.first_ports
    assert found.protocol in ("infiniband", "ethernet")
    if found.source.startswith("NetBox catalog/"):
        assert any(f"{found.model} is taken for a switch" in note for note in catalog.notes)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(known, id=known.file, marks=[pytest.mark.plan] if number % 4 else [])
        for number, known in enumerate(LIBRARY)
    ],
)
def test_a_device_type_is_planned(known: Known, tmp_path: Path) -> None:
    """Four hosts of two ports: eight links to two leaves, and the uplinks that are asked for: four of each
    leaf whose ports are alike, two of each leaf that has uplinks of its own.
    """
    write_all(tmp_path, project_of(known))
    write(tmp_path / "catalog", known.file, known.content)
    project: Project = read_project(tmp_path)
    plan = make_plan(project)
    assert audit_plan(plan) == []
    own_uplinks = "uplink" in known.groups
    assert len(plan.links.stage) == 8 + (4 if own_uplinks else 8)
    assert sorted(switch.model for switch in plan.devices if switch.role == "leaf") == [known.content["model"]] * 2


def test_a_host_of_the_library_is_planned(tmp_path: Path) -> None:
    """Its eight ports eth0 to eth7 are `compute`: two servers have 16 links to two leaves, of four uplinks each."""
    known = next(known for known in LIBRARY if known.content["model"] == "QFX5130-32CD")
    files = project_of(known)
    files["equipment.yaml"] = "groups:\n  - {prefix: n, model: AS-8125GS-TNMR2, racks: [A01, A02], u: [1]}\n"
    files["catalog/optics.csv"] += "O-112,qsfp112,1,400,MPO-12/APC,male,mm,50,test,assumed\n"
    files["inventory.yaml"] += "  - {model: O-112}\n"
    write_all(tmp_path, files)
    write(tmp_path / "catalog", known.file, known.content)
    write(tmp_path / "catalog", "server.yml", GPU_SERVER)
    plan = make_plan(read_project(tmp_path))
    assert audit_plan(plan) == []
    assert len(plan.links.stage) == 16 + 8


def test_a_firewall_is_planned_beside_hosts(tmp_path: Path) -> None:
    """Its four ports ethernet1/41 to ethernet1/44 are in cages 41 to 44, those of the hosts in cages 1 and 2. Four
    hosts of two ports and the firewall have 12 links to the leaves. Each cage with a link has a transceiver, no other.
    """
    known = next(known for known in LIBRARY if known.content["model"] == "QFX5130-32CD")
    files = project_of(known)
    files["catalog/ports.csv"] = files["catalog/ports.csv"].replace("node,compute,", "node,in-band,")
    files["request.yaml"] = files["request.yaml"].replace("port_group: compute", "port_group: in-band")
    files["equipment.yaml"] += "  - {prefix: w, model: Wall, racks: [A03], u: [4]}\n"
    write_all(tmp_path, files)
    write(tmp_path / "catalog", known.file, known.content)
    listed = ports("400gbase-x-qsfpdd", [f"ethernet1/{number}" for number in range(41, 45)])
    write(tmp_path / "catalog", "Wall.yaml", device("Wall", listed) | {"manufacturer": "Palo Alto"})
    plan = make_plan(read_project(tmp_path))
    assert audit_plan(plan) == []
    rows = PlanRows(plan)
    ends = [row.a for row in rows.links if row.a.device == "w001"]
    assert sorted((end.cage, end.port) for end in ends) == [(cage, f"ethernet1/{cage}") for cage in range(41, 45)]
    assert len([row for row in rows.links if row.stage == "node-leaf"]) == 12


def test_a_chassis_with_line_cards_is_planned(tmp_path: Path) -> None:
    """Two spines of two cards with four ports each take the four uplinks of each leaf, two of them each. Each spine
    ends four links, on its card in slot 3: cages 301 to 304. The bill lists two cards for each of the two.
    """
    known = next(known for known in LIBRARY if known.content["model"] == "QFX5130-32CD")
    files = project_of(known)
    files["catalog/modules.csv"] = "device,model,bays,module\nBox,box-8,Slot [3-4],LC4\n"
    files["inventory.yaml"] += "  - {model: box-8}\n"
    files["request.yaml"] = files["request.yaml"].replace("spine_models: ['QFX5130-32CD']", "spine_models: [box-8]")
    write_all(tmp_path, files)
    write(tmp_path / "catalog", known.file, known.content)
    slots = [{"name": f"Slot {slot}", "position": str(slot)} for slot in range(3, 7)]
    write(tmp_path / "catalog", "Box.yaml", device("Box", module_bays=slots, u_height=8))
    listed = ports("400gbase-x-qsfpdd", [f"Ethernet{{module}}/{port}/1" for port in range(1, 5)])
    card = {"manufacturer": "Any", "model": "LC4", "part_number": "LC-4D", "interfaces": listed}
    write(tmp_path / "catalog", "module-types/LC4.yaml", card)
    plan = make_plan(read_project(tmp_path))
    assert audit_plan(plan) == []
    rows = PlanRows(plan)
    spines = [row.b for row in rows.links if row.stage == "leaf-spine"]
    assert sorted((end.cage, end.port) for end in spines if end.device == spines[0].device) == [
        (300 + port, f"Ethernet3/{port}/1") for port in range(1, 5)
    ]
    lines = [(line.item, line.part, line.quantity, line.source) for line in list_lines(rows) if line.group == "module"]
    assert lines == [("LC4", "LC-4D", 4, "with box-8")]
