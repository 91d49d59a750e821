"""equipment.yaml, inventory.yaml and their lists: every value lands; places, ports and lengths at their edge."""

from datetime import date
from pathlib import Path

import pytest

from fabric.inputs import read_folder
from fabric.project import Device, ExistingCable, Lot, Panel
from tests.fabric.inputs.folders import NETWORK, faults_of, read, write_folder

EQUIPMENT = """
groups:
  - {prefix: leaf-, first: 7, digits: 2, model: NM2-36P, racks: [A01, A02], u: [10, 12.5], face: front, su: 4}
  - {prefix: w-, model: NM2-36P, count: 2}
devices:
  - {id: spine-1, model: NM2-36P, role: spine, rack: A03, u: 20, face: rear, su: 2, status: locked}
  - {id: server, model: DGX-H100, rack: A04, u: 2}
panels:
  - {id: P1, rack: A01, u: 30, u_height: 1.5, ports: 24, connector: MPO-12}
cables:
  - {id: old-1, a: {device: leaf-07, port: "1"}, b: {device: spine-1, port: "2"}, diameter_mm: 4.5, pathways: [T],
    status: tested}
"""


def test_every_device_lands(tmp_path: Path) -> None:
    """A group fills its racks one after the other; numbers have two digits and go on from 7. Switches are 'other',
    the rest are hosts; units are stored doubled.
    """
    project = read(tmp_path, {"equipment.yaml": EQUIPMENT})
    found = {device.id: device for device in project.devices}
    assert list(found) == ["leaf-07", "leaf-08", "leaf-09", "leaf-10", "w-001", "w-002", "spine-1", "server"]
    assert found["leaf-08"] == Device(
        id="leaf-08",
        model="NM2-36P",
        role="other",
        rack="A01",
        position_half_ru=25,
        face="front",
        su=4,
        status="planned",
    )
    assert (found["leaf-09"].rack, found["leaf-09"].position_half_ru) == ("A02", 20)
    assert (found["w-001"].rack, found["w-001"].position_half_ru, found["w-001"].su) == (None, None, None)
    assert found["spine-1"] == Device(
        id="spine-1",
        model="NM2-36P",
        role="spine",
        rack="A03",
        position_half_ru=40,
        face="rear",
        su=2,
        status="locked",
        supply="standing",
    )
    assert found["server"].role == "host"
    assert found["server"].face == project.type_of(found["server"]).port_groups[0].face
    assert project.panels == (Panel(id="P1", rack="A01", position_half_ru=60, half_ru=3, ports=24, connector="MPO-12"),)


def test_every_cable_lands(tmp_path: Path) -> None:
    """4.5 mm are 4,500 micrometres. A list in CSV names ends as a.device, a.port."""
    head = "id,a.device,a.port,b.device,b.port,diameter_mm,pathways,status\n"
    rows = 'old-1,leaf-1,1,spine-1,2,4.5,"[T]",tested\nold-2,leaf-1,2,spine-1,1,,,\n'
    project = read(tmp_path, {"cables.csv": head + rows})
    assert project.cables == (
        ExistingCable(
            id="old-1",
            a_device="leaf-1",
            a_port="1",
            b_device="spine-1",
            b_port="2",
            diameter_um=4500,
            pathways=("T",),
            status="tested",
        ),
        ExistingCable(
            id="old-2",
            a_device="leaf-1",
            a_port="2",
            b_device="spine-1",
            b_port="1",
            diameter_um=3000,
            pathways=(),
            status="installed",
        ),
    )


SWITCHES = """devices:
  - {id: leaf-1, model: NM2-36P, role: leaf, rack: A01, u: 20}
  - {id: spine-1, model: NM2-36P, role: spine, rack: A02, u: 20}
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: A01, u: 21}\n", ""),
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: A01, u: 20.5}\n", "at devices[2].u: device x:"),
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: A01, u: 42}\n", ""),
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: A01, u: 42.5}\n", "at devices[2].u: device x:"),
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: Z01, u: 1}\n", "device x stands in rack 'Z01', which is not on"),
        (SWITCHES + "  - {id: x, model: NM2-36P, rack: A01}\n", "rack and u belong together"),
        (SWITCHES + "  - {id: leaf-1, model: NM2-36P}\n", "two objects have the id 'leaf-1', first in equipment.yaml"),
        (
            SWITCHES + "  - {id: x, model: NM2-36}\n",
            "there is no device type 'NM2-36' in the catalogue. Use one of NM2-36P",
        ),
        (
            SWITCHES + "groups:\n  - {prefix: x, model: NM2-36P, racks: [A01]}\n",
            "a group needs either racks and u, or count",
        ),
        (SWITCHES + "groups:\n  - {prefix: x, model: NM2-36P}\n", "a group needs either racks and u, or count"),
        (SWITCHES + "groups:\n  - {prefix: x, model: NM2-36P, count: 2, digits: '2'}\n", "a whole number is expected"),
        (SWITCHES + "panels:\n  - {id: p, rack: A01, u: 42, ports: 1, connector: LC}\n", ""),
        (
            SWITCHES + "panels:\n  - {id: p, rack: A01, u: 42.5, ports: 1, connector: LC}\n",
            "panel p reaches outside rack A01, which has U1 to U42",
        ),
        (SWITCHES + "panels:\n  - {id: p, rack: Z, u: 1, ports: 1, connector: LC}\n", "panel p stands in rack 'Z'"),
    ],
)
def test_places_at_their_edge(tmp_path: Path, text: str, fault: str) -> None:
    """A switch of one unit in U20 leaves U21 free, but not U20.5; the rack has 42 units."""
    found = faults_of(tmp_path, {"equipment.yaml": text})
    assert any(fault in line for line in found) if fault else not found, found


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x,leaf-1,1,spine-1,1,T", ""),
        ("x,leaf-1,1,spine-1,99/9,T", "ends at port '99/9', which NM2-36P does not have. Use a name of the"),
        ("x,leaf-1,1,none,1,T", "cable x ends at 'none', which is not a device"),
        ("x,leaf-1,1,spine-1,1,Z", "cable x lies in 'Z', which is not a pathway"),
        ("C-net-7K3QF2M,leaf-1,1,spine-1,1,T", ""),
        ("leaf-1,leaf-1,1,spine-1,1,T", "two objects have the id 'leaf-1'"),
        ("x,leaf-1,1,leaf-1,1,T", "is used by cables x and x"),
    ],
)
def test_existing_cables_end_at_ports(tmp_path: Path, row: str, fault: str) -> None:
    text = "id,a.device,a.port,b.device,b.port,pathways\n" + row.replace(",T", ",[T]")
    found = faults_of(tmp_path, {"cables.csv": text.replace(",Z", ",[Z]") + "\n"})
    assert any(fault in line for line in found) if fault else not found, found


def test_every_lot_lands(tmp_path: Path) -> None:
    """Several lengths are several lots; 1.25 m are 1,250 mm and 10.5 USD 1,050 cents."""
    inventory = """lots:
  - {id: shelf, model: MCC4Q26, quantity: 8, length_m: 1.25, condition: used, price_usd: 10.5, arrives: 2027-01-31}
  - {model: MCC4Q26, lengths_m: [3, 5]}
  - {model: TRUNK-OM4-12, to_order: true, lead_time_days: 21}
  - {id: two, model: MCC4Q26, quantity: 1, lengths_m: [1, 2]}
"""
    shelf, three, five, trunk, one, two = read(tmp_path, {"inventory.yaml": inventory}).inventory.lots
    assert shelf == Lot(
        id="shelf",
        model="MCC4Q26",
        quantity=8,
        length_mm=1250,
        condition="used",
        price_cents=1050,
        arrives=date(2027, 1, 31),
        to_order=False,
        lead_time_days=0,
    )
    assert (shelf.name, five.name) == ("shelf, used", "MCC4Q26 5 m")
    assert [(lot.id, lot.length_mm, lot.quantity) for lot in (three, five)] == [
        ("MCC4Q26 3 m", 3000, None),
        ("MCC4Q26 5 m", 5000, None),
    ]
    assert (trunk.id, trunk.length_mm, trunk.to_order, trunk.lead_time_days) == (
        "TRUNK-OM4-12 to order",
        None,
        True,
        21,
    )
    assert (one.id, two.id) == ("two 1 m", "two 2 m")


def test_a_row_of_lots_has_several_lengths(tmp_path: Path) -> None:
    """The list stands in one quoted cell."""
    folder = {"lots.csv": 'id,model,quantity,lengths_m\nshort,MCC4Q26,4,"[3, 5]"\n'}
    found = [lot for lot in read(tmp_path, folder).inventory.lots if lot.quantity == 4]
    assert [(lot.model, lot.length_mm) for lot in found] == [("MCC4Q26", 3000), ("MCC4Q26", 5000)]
    (fault,) = faults_of(tmp_path, {"lots.csv": "id,model,quantity,lengths_m\nshort,MCC4Q26,4,3\n"})
    assert "lots.csv:2 at column lengths_m: a list is expected, found 3. " in fault
    assert fault.endswith('Write the list in one quoted cell, such as "[3, 5]"')


def test_assemblies_to_order_arrive_after_their_lead_time(tmp_path: Path) -> None:
    """21 days after December 1 is December 22."""
    files = {
        "inventory.yaml": "lots:\n  - {model: MCC4Q26, lengths_m: [3, 5]}\n"
        "  - {model: TRUNK-OM4-12, to_order: true, lead_time_days: 21}\n",
        "request.yaml": NETWORK + "racks_ready: 2027-01-11T06:00\norder_date: 2026-12-01\n",
    }
    trunk = read(tmp_path, files).inventory.lots[2]
    assert trunk.arrives == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("lot", "fault"),
    [
        ("{model: MCC4Q26, length_m: 10}", ""),
        ("{model: MCC4Q26, length_m: 10.001}", "MCC4Q26 is made up to 10.0 m, found 10.001 m"),
        ("{model: MCC4Q26, lengths_m: [3, 3.0]}", "the length 3 m is listed twice. Remove one of the two"),
        ("{model: MCC4Q26}", "the lot of MCC4Q26 has no length"),
        ("{model: QM9700, length_m: 3}", "QM9700 is not a cable of fixed length"),
        ("{model: TRUNK-OM4-12}", "trunks such as TRUNK-OM4-12 are made to measure"),
        ("{model: NONE}", "there is no model 'NONE' in the catalogue"),
        ("{model: QM9700}\n  - {model: QM9700}", "two lots have the id 'QM9700'"),
        ("{model: QM9700, quantity: 0}", "0 is not a quantity. Write a whole number from 1, or unlimited"),
        ("{model: QM9700, quantity: lots}", "'lots' is not a quantity"),
        ("{model: QM9700, lead_time_days: '5'}", "a whole number is expected, found '5'"),
        ("QM9700", "'key: value' pairs are expected, found 'QM9700'. Write {model: ..., id: ...}"),
    ],
)
def test_lots_at_their_edge(tmp_path: Path, lot: str, fault: str) -> None:
    found = faults_of(tmp_path, {"inventory.yaml": f"lots:\n  - {lot}\n"})
    assert any(fault in line for line in found) if fault else not found, found


def test_ports_of_cables_in_another_spelling_are_told_once(tmp_path: Path) -> None:
    """OSFP4P2 of a DGX H100 was OSFP4 MPO2. Both nodes have such a cable: one note for the model and the port."""
    nodes = "".join(f"  - {{id: n{number}, model: DGX-H100}}\n" for number in (1, 2))
    switches = "  - {id: s, model: QM9700, role: leaf}\n"
    rows = "".join(f"c{number},n{number},OSFP4 MPO2,s,{number}/1\n" for number in (1, 2))
    files = {
        "equipment.yaml": f"devices:\n{nodes}{switches}",
        "cables.csv": f"id,a.device,a.port,b.device,b.port\n{rows}",
    }
    project, notes = read_folder(write_folder(tmp_path, files))
    assert [cable.a_port for cable in project.cables] == ["OSFP4P2", "OSFP4P2"]
    assert [note for note in notes if "is read as" in note] == [
        "cables.csv: port 'OSFP4 MPO2' of DGX-H100 is read as 'OSFP4P2'"
    ]


def test_ports_of_cables_by_names_of_a_netbox_file_are_told_once(tmp_path: Path) -> None:
    """The row of the switch prints 33/1 and 33/2 at cage 33; a file and a split call them Ethernet33/1 and /2."""
    split = "model,group,mode,mpos,lanes,speed_gbps,skip,printed,os,source,confidence\n"
    split += "DCS-7060X6-64PE-F,fabric,2x400,2,1,400,0,Ethernet{cage}/{mpo},Ethernet{cage}/{mpo},test,assumed\n"
    cages = "".join(f"  - {{name: Ethernet{cage}/1, type: 800gbase-x-osfp}}\n" for cage in range(1, 65))
    switches = "".join(f"  - {{id: {name}, model: DCS-7060X6-64PE-F, role: leaf}}\n" for name in ("s1", "s2"))
    rows = "c1,s1,Ethernet33/1,s2,Ethernet33/1\nc2,s1,Ethernet33/2,s2,Ethernet33/2\n"
    files = {
        "catalog/breakouts.csv": split,
        "catalog/switch.yaml": f"manufacturer: Arista\nmodel: DCS-7060X6-64PE-F\nslug: x\nu_height: 2\n"
        f"interfaces:\n{cages}",
        "equipment.yaml": f"devices:\n{switches}",
        "cables.csv": f"id,a.device,a.port,b.device,b.port\n{rows}",
    }
    project, notes = read_folder(write_folder(tmp_path, files))
    assert [cable.b_port for cable in project.cables] == ["33/1", "33/2"]
    assert [note for note in notes if "are read by the names" in note] == [
        "cables.csv: ports of DCS-7060X6-64PE-F are read by the names of ports.csv, such as '33/1' for 'Ethernet33/1'"
    ]
