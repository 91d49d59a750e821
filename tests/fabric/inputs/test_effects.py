"""What a project states and nothing uses is named: lots, port groups, panels, dates; members that do not exist."""

from pathlib import Path

import pytest

from fabric.inputs import read_folder
from layouts import InputError
from tests.fabric.designs.test_splits import NDR200, write
from tests.fabric.inputs.folders import BASE, NETWORK, faults_of, notes_of

INVENTORY = (BASE / "inventory.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lot", "reason"),
    [
        ("{id: x, model: QM9700, arrives: 2027-02-01}", "it arrives on 2027-02-01, after racks_ready"),
        ("{id: x, model: MMA4Z00-NS}", "no device has cages of osfp-finned-twin"),
        ("{id: x, model: DGX-H100}", "the planner buys no host: state it in equipment.yaml"),
        ("{id: x, model: TRUNK-OM4-48, to_order: true}", "limits.trunk_legs leaves out 48 legs"),
        ("{id: x, model: CAT6A, length_m: 5}", "limits.fibers leaves out copper"),
        ("{id: x, model: SN2201}", "every network names other switch models"),
    ],
)
def test_a_lot_that_can_serve_nothing_is_named(tmp_path: Path, lot: str, reason: str) -> None:
    """Racks ready on 2027-01-11, multimode and single-mode only, trunks of 12 legs, switches of the base only."""
    networks = NETWORK.replace("uplinks_per_leaf: 4", "uplinks_per_leaf: 4, switch_models: [NM2-36P]")
    request = networks + "racks_ready: 2027-01-11T06:00\nlimits: {trunk_legs: [12], fibers: [mm, sm]}\n"
    files = {"request.yaml": request, "inventory.yaml": INVENTORY + f"  - {lot}\n"}
    notes = [note for note in notes_of(tmp_path, files) if note.startswith("lot x")]
    assert notes == [f"lot x cannot be used: {reason}"]


def test_lots_of_the_base_serve_its_network(tmp_path: Path) -> None:
    assert not [note for note in notes_of(tmp_path, {}) if note.startswith("lot ")]


@pytest.mark.parametrize(
    ("far", "reason"),
    [
        ("osfp-flat", "no device has cages of osfp-flat"),
        ("osfp-finned-twin", "its modules join no two ports (splitter: a cable of 1 legs on ports split 2 and 2 ways"),
        ("qsfp112", "its modules join no two ports ("),
    ],
)
def test_copper_that_no_ports_take_is_named(tmp_path: Path, far: str, reason: str) -> None:
    """QM9700 and nodes with QSFP112: one cable for both ports of two cages is not planned, and the note says so."""
    files = {
        **NDR200,
        "inventory.yaml": NDR200["inventory.yaml"] + "  - {id: x, model: TWIN, length_m: 1}\n",
        "catalog/cables.csv": "model,form,fiber,grade,cage_kind,far_cage_kind,diameter_mm,weight_kg_per_m,max_m,"
        f"speed_gbps,source,confidence\nTWIN,dac,copper,400G,osfp-finned-twin,{far},9,0.1,2,400,test,assumed\n",
    }
    notes = read_folder(write(tmp_path, files)).notes
    assert any(f"lot x cannot be used: {reason}" in note for note in notes), notes


def test_a_port_group_that_no_device_has_is_named(tmp_path: Path) -> None:
    """The catalogue has devices with ports of group storage; the project has none."""
    request = NETWORK + "  - {id: store, topology: leaf-spine, port_group: storage, speed_gbps: 200}\n"
    notes = notes_of(tmp_path, {"request.yaml": request})
    assert "network store: no device of equipment.yaml has ports of group 'storage'" in notes


ONLY_UNITS = "panels take rack units only, no cable is planned over them"


def test_panels_are_said_to_take_units_only(tmp_path: Path) -> None:
    equipment = (BASE / "equipment.yaml").read_text(encoding="utf-8")
    panels = "panels: [{id: pp-1, rack: A04, u: 40, ports: 24, connector: LC}]\n"
    notes = notes_of(tmp_path, {"equipment.yaml": equipment + panels})
    assert any(note.startswith(ONLY_UNITS) and note.endswith(": pp-1 in A04") for note in notes)


def test_panels_are_said_to_take_units_only_beside_faults(tmp_path: Path) -> None:
    """Whoever counts on a panel between two rooms is told that racks are not joined: the panel is why."""
    equipment = (BASE / "equipment.yaml").read_text(encoding="utf-8")
    panels = "panels: [{id: pp-1, rack: A04, u: 40, ports: 24, connector: LC}]\n"
    with pytest.raises(InputError) as error:
        notes_of(tmp_path, {"equipment.yaml": equipment + panels, "crew.yaml": "shifts: []\n"})
    assert any(note.startswith(ONLY_UNITS) and note.endswith(": pp-1 in A04") for note in error.value.notes)


def test_racks_that_only_panels_join_are_told_from_those_without_a_tray(tmp_path: Path) -> None:
    """Row B is under a tray of its own, 2 m from that of row A. Without panels there is nothing but the tray to say."""
    site = (BASE / "site.yaml").read_text(encoding="utf-8")
    row = "  - {id: B, room: hall, start_mm: [1500, 4500], front: south, racks: [{type: t, count: 4}]}\npathways:\n"
    tray = (
        "  - {id: U, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1200, 5100, 2400], [4200, 5100, 2400]]}\n"
    )
    equipment = (BASE / "equipment.yaml").read_text(encoding="utf-8")
    panels = "panels: [{id: pp-1, rack: A04, u: 40, ports: 24, connector: LC}]\n"
    files = {"site.yaml": site.replace("pathways:\n", row) + tray}
    for more, said in (("", False), (panels, True)):
        (found,) = faults_of(tmp_path, files | {"equipment.yaml": equipment + more})
        assert "rack B01 and 3 more cannot be reached from rack A01 over the pathways. Join pathway U" in found
        assert ("Where only panels lead there (pp-1 in A04), list the trunks that lie between them" in found) == said


def test_a_date_of_an_order_of_nothing_is_named(tmp_path: Path) -> None:
    request = NETWORK + "racks_ready: 2027-01-11T06:00\norder_date: 2026-12-01\n"
    lots = "lots:\n  - {model: QM9700}\n"
    notes = notes_of(tmp_path, {"request.yaml": request, "inventory.yaml": lots})
    assert "order_date has no effect: no lot is to_order" in notes


def test_a_member_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    extra = ", extra: [{port_group: compute, devices: [leaf-11]}]}"
    request = NETWORK.replace("uplinks_per_leaf: 4}", f"uplinks_per_leaf: 4{extra}")
    fault, no_devices = faults_of(tmp_path, {"request.yaml": request})
    assert fault == (
        "request.yaml at networks[0].extra[0].devices: there is no device 'leaf-11'. Write 'leaf-1' instead"
    )
    assert "it has no devices, so 'extra' has no meaning" in no_devices


@pytest.mark.parametrize(
    ("file", "old", "new", "limit"),
    [
        ("site.yaml", "count: 4", "count: 1001", "1001 is too large: at most 1000 is expected"),
        ("crew.yaml", "technicians: 2", "technicians: 1001", "1001 is too large: at most 1000 is expected"),
        ("site.yaml", "[9000, 6000]", "[2000001, 6000]", "2000001 mm is too large: at most 2000000 mm is expected"),
    ],
)
def test_limits_are_those_of_a_floor(tmp_path: Path, file: str, old: str, new: str, limit: str) -> None:
    """A slip of the pen must not take a gigabyte: a million racks, ten thousand technicians, a room of ten km."""
    text = (BASE / file).read_text(encoding="utf-8").replace(old, new)
    (fault,) = faults_of(tmp_path, {file: text})
    assert limit in fault
