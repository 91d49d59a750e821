"""Modules in the bays of a NetBox device: ports by slot, supplies and weight added, wrong rows told with the remedy."""

from pathlib import Path
from typing import Any

import pytest

from fabric.catalog import list_ports, read_catalog
from layouts import InputError
from tests.fabric.catalog.device_files import device, management, ports, sizes, supplies, write

QDD, QSFP28 = "400gbase-x-qsfpdd", "100gbase-x-qsfp28"
HEAD = "device,model,bays,module\n"


def chassis(**keys: Any) -> dict[str, Any]:
    """A chassis of 8 U: one bay for a supervisor, four for line cards, two for supplies."""
    bays = [{"name": "Sup", "position": "1"}]
    bays += [{"name": f"Slot {slot}", "position": str(slot)} for slot in range(3, 7)]
    bays += [{"name": f"PSU {slot}", "position": f"P{slot}"} for slot in (1, 2)]
    return device("Box", module_bays=bays, u_height=8, weight=50, weight_unit="kg", slug="box") | keys


def card(model: str, *interfaces: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    """A module type: it has neither height nor slug."""
    whole = device(model, *interfaces, **keys)
    return {key: value for key, value in whole.items() if key not in ("u_height", "slug")}


def four_ports(count: int = 4) -> dict[str, Any]:
    names = [f"Ethernet{{module}}/{port}/1" for port in range(1, count + 1)]
    return card("LC4", ports(QDD, names), weight=7000, weight_unit="g", part_number="LC-4D")


def write_box(folder: Path, rows: str, *modules: dict[str, Any], box: dict[str, Any] | None = None) -> None:
    write(folder, "Box.yaml", box or chassis())
    for module in modules:
        write(folder, f"module-types/Any/{module['model']}.yaml", module)
    (folder / "modules.csv").write_text(HEAD + rows, encoding="utf-8")


def test_ports_have_the_slot_of_their_card(tmp_path: Path) -> None:
    """Cards in slots 3 and 5 have four ports each: 8 in all. Cages 301 to 304, then 501 to 504. The supervisor brings
    the management port. Two supplies of 3 kW: one carries all. 50 + 2 x 7 kg; nothing is known of the supervisor.
    """
    sup, psu = card("SUP", management("Management{module}/1")), card("PS3", power_ports=supplies(1, 3000))
    rows = "Box,spine,Sup,SUP\nBox,spine,Slot 3; Slot 5,LC-4D\nBox,spine,PSU [1-2],PS3\n"
    write_box(tmp_path, rows, sup, psu, four_ports())
    catalog = read_catalog(tmp_path)
    found = catalog.device_types["spine"]
    assert (found.role, found.half_ru, found.power_w, found.weight_g) == ("switch", 16, 3000, 64_000)
    assert sizes(catalog, "spine") == {"fabric": (8, 400), "management": (1, 1)}
    named = [(port.cage, port.printed) for port in list_ports(found, "fabric")]
    assert named[:1] + named[3:5] == [(301, "Ethernet3/1/1"), (304, "Ethernet3/4/1"), (501, "Ethernet5/1/1")]
    assert [(module.model, module.part, module.quantity) for module in found.modules] == [
        ("SUP", "", 1),
        ("LC4", "LC-4D", 2),
        ("PS3", "", 2),
    ]
    assert any("the weight of spine is without that of its PS3, SUP" in note for note in catalog.notes)
    assert not any("may hold more" in note or "missing" in note for note in catalog.notes)


def test_cards_split_as_cages_do(tmp_path: Path) -> None:
    """Eight cages of 400G as 4x100: 32 ports; EOS names the lanes of cage 4 of slot 5 Ethernet5/4/1, 2, 3, 4."""
    write_box(tmp_path, "Box,spine,Slot 3; Slot 5,LC4\n", four_ports())
    split = list_ports(read_catalog(tmp_path).device_types["spine"], "fabric:4x100")
    assert len(split) == 32
    assert {port.cage for port in split[-4:]} == {504}


def test_without_a_name_the_device_is_filled_itself(tmp_path: Path) -> None:
    write_box(tmp_path, "Box,,Slot [3-6],LC4\n", four_ports())
    catalog = read_catalog(tmp_path)
    assert sizes(catalog, "Box") == {"fabric": (16, 400)}


def test_cards_of_two_kinds_make_two_tiers(tmp_path: Path) -> None:
    """Sixteen ports of 100G are access, four of 400G uplink: 4 x 400 is as much as 16 x 100, and faster."""
    slow = card("LC16", ports(QSFP28, [f"Ethernet{{module}}/{port}" for port in range(1, 17)]))
    write_box(tmp_path, "Box,leaf,Slot 3,LC16\nBox,leaf,Slot 4,LC4\n", slow, four_ports())
    assert sizes(read_catalog(tmp_path), "leaf") == {"access": (16, 100), "uplink": (4, 400)}


def test_modules_have_bays_of_their_own(tmp_path: Path) -> None:
    """The carrier in slot 3 has the bays 3/1 and 3/2. A card in bay 3/2 has ports named by both positions."""
    carrier = card("IOM", module_bays=[{"name": f"{{module}}/{bay}", "position": str(bay)} for bay in (1, 2)])
    inner = card("MDA", ports(QSFP28, [f"e{{module}}/{{module}}/{port}" for port in range(1, 13)]))
    write_box(tmp_path, "Box,router,Slot 3,IOM\nBox,router,3/2,MDA\n", carrier, inner)
    found = list_ports(read_catalog(tmp_path).device_types["router"], "fabric")
    assert [port.printed for port in found][:2] == ["e3/2/1", "e3/2/2"]


def test_equal_names_of_two_cards_get_their_bay(tmp_path: Path) -> None:
    """Names without the mark would be the same twice. A port that is counted once only would be lost."""
    nic = card("NIC", ports(QSFP28, ["Port 1", "Port 2"]))
    server = device("S", management("BMC"), module_bays=[{"name": f"PCIe {slot}"} for slot in (1, 2)], u_height=2)
    write_box(tmp_path, "S,,PCIe [1-2],NIC\n", nic, box=server)
    catalog = read_catalog(tmp_path)
    assert catalog.device_types["S"].role == "host"
    names = {port.printed for group in ("compute", "storage") for port in list_ports(catalog.device_types["S"], group)}
    assert names == {"Port 1", "Port 2", "PCIe 2 Port 1", "PCIe 2 Port 2"}


def test_children_fill_the_bays_of_a_chassis(tmp_path: Path) -> None:
    """Two nodes of two ports in a chassis of 4 U: four ports of 100G with the names of their bays; 20 + 2 x 8 kg."""
    node = device(
        "Node", ports(QSFP28, ["eth0", "eth1"]), u_height=0, subdevice_role="child", weight=8, weight_unit="kg"
    )
    bays = [{"name": f"Bay {number}"} for number in (1, 2)]
    box = device("Box", management("BMC"), device_bays=bays, power_ports=supplies(2, 2000), u_height=4, weight=20)
    write(tmp_path, "Node.yaml", node)
    write_box(tmp_path, "Box,,Bay [1-2],Node\n", box=box | {"subdevice_role": "parent"})
    catalog = read_catalog(tmp_path)
    found = catalog.device_types["Box"]
    assert (found.role, found.weight_g) == ("host", 36_000)
    names = [port.printed for port in list_ports(found, "compute")]
    assert names == ["Bay 1 eth0", "Bay 1 eth1", "Bay 2 eth0", "Bay 2 eth1"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Box,a,Slot 9,LC4\n",
            "Box has no bay 'Slot 9'. Write one of Sup, Slot 3, Slot 4, Slot 5, Slot 6, PSU 1",
        ),
        ("Box,a,Slot 3,LC9\n", "there is no module type 'LC9'. Put its NetBox file into catalog/module-types"),
        ("Bax,a,Slot 3,LC4\n", "there is no NetBox file of 'Bax'. Put its NetBox file into catalog"),
        ("Box,a,Slot 3,LC4\nBox,a,Slot [3-4],LC4\n", "bay 'Slot 3' holds LC4 already. Write each bay once"),
        ("Box,a,Slot 3,LC4\nBux,a,Slot 4,LC4\n", "a has rows of Box and of Bux. Give each device a model of its own"),
    ],
)
def test_wrong_rows_say_what_to_write(tmp_path: Path, rows: str, expected: str) -> None:
    write_box(tmp_path, rows, four_ports())
    with pytest.raises(InputError) as caught:
        read_catalog(tmp_path)
    assert any(expected in str(fault) for fault in caught.value.faults)


def test_a_chassis_without_cards_says_how_to_add_them(tmp_path: Path) -> None:
    write(tmp_path, "Box.yaml", chassis())
    notes = " ".join(read_catalog(tmp_path).notes)
    assert "List its modules in catalog/modules.csv and put their NetBox files into catalog/module-types" in notes


def test_a_large_chassis_is_not_taken_for_a_small_one(tmp_path: Path) -> None:
    """No power is stated: 8 U at 1,250 W a unit."""
    write_box(tmp_path, "Box,spine,Slot [3-6],LC4\n", four_ports())
    assert read_catalog(tmp_path).device_types["spine"].power_w == 10_000
