"""The catalogue: rows that a project adds, splits of cages, NetBox device types with their defects."""

import csv
from pathlib import Path

import pytest

from fabric.catalog import HERE, Catalog, read_catalog
from fabric.catalog.port_names import list_ports
from layouts.faults import InputError


def write(folder: Path, name: str, text: str) -> Catalog:
    (folder / name).write_text(text, encoding="utf-8")
    return read_catalog(folder)


def netbox(model: str, names: list[str], kind: str) -> str:
    ports = "\n".join(f"  - {{name: {name}, type: {kind}}}" for name in names)
    head = f"---\nmanufacturer: Any\nmodel: {model}\nslug: any\nu_height: 1\nweight: 14.8\nweight_unit: kg\n"
    return f"{head}interfaces:\n{ports}\n"


def test_every_shipped_row_is_used_by_something_that_exists() -> None:
    """The cage of an optic or a cable is one of a shipped device, or one that NetBox files may have."""
    catalog = read_catalog()
    kinds = {group.cage_kind for device in catalog.device_types.values() for group in device.port_groups}
    with (HERE / "netbox_interfaces.csv").open(encoding="utf-8", newline="") as file:
        kinds |= {row["cage_kind"] for row in csv.DictReader(file)}
    assert {optic.cage_kind for optic in catalog.optics.values()} <= kinds
    for cable in catalog.cables.values():
        assert cable.form == "jumper" or {cable.cage_kind, cable.far_cage_kind} <= kinds
    for device in catalog.device_types.values():
        for group in device.port_groups:
            names = [port.printed for port in list_ports(device, group.group)]
            assert len(set(names)) == len(names) == group.ports


def test_a_device_and_a_cable_are_rows(tmp_path: Path) -> None:
    head = "model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence\n"
    (tmp_path / "device_types.csv").write_text(
        head + "MY-32,switch,1,438,500,9,600,front-to-rear,data sheet,published\n"
    )
    head = "model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence\n"
    catalog = write(
        tmp_path, "ports.csv", head + "MY-32,fabric,32,1,qsfp-dd,front,400,{cage},Eth{cage},data sheet,published\n"
    )
    assert catalog.device_types["MY-32"].port_count("fabric") == 32
    assert catalog.device_types["QM9700"].port_count("fabric") == 64


def test_a_file_of_netbox_lacks_two_ports(tmp_path: Path) -> None:
    """As in the published QM9700.yaml: P22.1 and P23.0 are not there. The row has 64 ports and stays; 62 get the names
    of the file, two get names of the same pattern. P23.0 is place 2 x 23 = 46 from 0, in
    cage 24 of the metal, which counts from 1.
    """
    names = [f"P{cage}.{port}" for cage in range(32) for port in (0, 1)]
    names = [name for name in names if name not in ("P22.1", "P23.0")]
    catalog = write(tmp_path, "QM9700.yaml", netbox("QM9700", names, "400gbase-x-osfp"))
    assert any("62 of 64 ports: P22.1, P23.0 missing" in note for note in catalog.notes)
    switch = catalog.device_types["QM9700"]
    ports = list_ports(switch, "fabric")
    assert [port.printed for port in ports] == [f"P{cage}.{port}" for cage in range(32) for port in (0, 1)]
    assert (ports[46].printed, ports[46].cage, ports[46].mpo) == ("P23.0", 24, 1)
    assert (switch.depth_mm, switch.port_count("fabric:4x200")) == (660, 128)
    own = "model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence\n"
    own += "QM9700,fabric,32,2,osfp-finned-twin,rear,400,{cage}/{mpo},sw{cage}p{mpo},counted by hand,published\n"
    assert write(tmp_path, "ports.csv", own).device_types["QM9700"].port_count("fabric") == 64


def test_a_port_that_stands_twice_is_said_and_counted_once(tmp_path: Path) -> None:
    """As in a published file of 48 ports: Ethernet33 twice, Ethernet43 missing."""
    names = [f"Ethernet{n}" for n in range(1, 49) if n != 43]
    names.insert(33, "Ethernet33")
    catalog = write(tmp_path, "X.yaml", netbox("X-48", names, "25gbase-x-sfp28"))
    notes = "\n".join(catalog.notes)
    assert "X.yaml:42: interface Ethernet33 is listed more than once" in notes
    assert "47 of 48 ports: Ethernet43 missing" in notes
    assert "X-48 is taken for a switch (47 ports). Assumed: depth 800 mm, power 2500 W, no price" in notes
    assert catalog.device_types["X-48"].port_count("fabric") == 47


def test_two_speeds_are_access_and_uplink(tmp_path: Path) -> None:
    text = netbox("Y-2", [f"swp{n}" for n in range(1, 9)], "1000base-t")
    text += "".join(f"  - {{name: swp{n}, type: 100gbase-x-qsfp28}}\n" for n in (9, 10))
    text += "  - {name: eth0, type: 1000base-t, mgmt_only: true}\n  - {name: x1, type: 400gbase-r-new}\n"
    catalog = write(tmp_path, "Y.yaml", text)
    switch = catalog.device_types["Y-2"]
    assert (switch.port_count("access"), switch.port_count("uplink")) == (8, 2)
    assert any("1 interface of type 400gbase-r-new is left out" in note for note in catalog.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 1\n", "it has no model"),
        ("model: X\nu_height: 1.3\n", "not a height in rack units"),
        ("model: X\nweight: 3\nweight_unit: stone\n", "is not a weight"),
        ("model: X\ninterfaces: [{type: 1000base-t}]\n", "an interface needs a name"),
    ],
)
def test_what_is_no_device_type_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        write(tmp_path, "X.yaml", text)
    assert message in str(error.value.faults[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model: X\ninterfaces: 5\n", "a list of up to"),
        ("model: X\nweight: .inf\n", "is not a weight"),
        ("model: X\nweight: -5\n", "is not a weight"),
        ("model: X\nweight: 5\nweight_unit: [1]\n", "is not a weight"),
    ],
)
def test_odd_values_of_netbox_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        write(tmp_path, "X.yaml", text)
    assert message in str(error.value.faults[0])


def test_port_numbers_far_apart_are_taken_in_order(tmp_path: Path) -> None:
    catalog = write(
        tmp_path, "X.yaml", netbox("X-2", ["Ethernet1", "Ethernet2", "Ethernet99999999"], "25gbase-x-sfp28")
    )
    assert catalog.device_types["X-2"].port_count("fabric") == 3
    assert any("do not distinguish the ports" in note for note in catalog.notes)


def test_names_of_split_ports_must_differ(tmp_path: Path) -> None:
    head = "model,group,mode,mpos,lanes,speed_gbps,printed,os,source,confidence\n"
    with pytest.raises(InputError) as error:
        write(tmp_path, "breakouts.csv", head + "QM9700,fabric,x,2,2,200,{cage}/{mpo},same,s,memory\n")
    assert "names several ports alike; add {cage}, {mpo}, {lane} or {port}" in str(error.value.faults[0])


def test_a_switch_has_a_height(tmp_path: Path) -> None:
    head = "model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence\n"
    with pytest.raises(InputError) as error:
        write(tmp_path, "device_types.csv", head + "S,switch,0,438,500,9,600,front-to-rear,s,memory\n")
    assert "'u_height' 0 is only for a PDU beside the units" in str(error.value.faults[0])
