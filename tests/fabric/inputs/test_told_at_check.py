"""Faults that once nobody told, or only the plan: `check` says them with their place."""

from pathlib import Path

import pytest

import cli
from fabric.inputs import read_folder
from layouts import InputError
from tests.sites import write_standing_switches, write_two_networks, write_two_racks

SLEEVE = (
    "  - {id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}",
    "  - {id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}\n"
    "  - {id: V, room: hall, width_mm: WIDE, depth_mm: 50, points_mm: [[4000, 2600, 2300], [4000, 4000, 2300]]}",
)
CORD = "cables:\n  - {id: X, a: {device: h001, port: BMC}, b: {device: h002, port: BMC}, pathways: [T, V]}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def changed(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in files[name], (name, old)
    return files | {name: files[name].replace(old, new, 1)}


def faults_of(folder: Path, files: dict[str, str]) -> list[str]:
    try:
        read_folder(write(folder, files))
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize(("wide", "told"), [(2, True), (3, False)])
def test_a_pathway_that_no_cable_passes_is_a_fault(tmp_path: Path, wide: int, told: bool) -> None:
    """The thinnest cables of the catalogue have 3 mm, so a way of 3 mm takes one."""
    files = changed(write_two_racks(), "site.yaml", SLEEVE[0], SLEEVE[1].replace("WIDE", str(wide)))
    assert faults_of(tmp_path, files) == (
        [
            "site.yaml:9 at pathways[1].width_mm: tray V is 2 mm wide, the thinnest cable of fiber and copper in the "
            "catalogue has 3 mm. Correct the size: pathways are measured in mm within their walls"
        ]
        if told
        else []
    )


@pytest.mark.parametrize(("fill", "told"), [(5_000, False), (5_001, True)])
def test_cables_beyond_the_whole_cross_section_are_a_fault(tmp_path: Path, fill: int, told: bool) -> None:
    """A tray of 100 mm x 50 mm holds 5,000 mm2 at most, to the last corner."""
    way = SLEEVE[1].replace("width_mm: WIDE", f"existing_fill_mm2: {fill}, width_mm: 100")
    found = faults_of(tmp_path, changed(write_two_racks(), "site.yaml", SLEEVE[0], way))
    assert [fault.partition(": ")[0] for fault in found] == ["site.yaml:9 at pathways[1].existing_fill_mm2"] * told


def test_a_fault_of_a_device_hides_no_ports(tmp_path: Path) -> None:
    """The hosts of two ports stand in a rack that is misspelt. That is told, and not that all others have one port."""
    files = changed(write_two_racks(), "request.yaml", "tiers: 2,", "tiers: 2, redundancy: 2,")
    files["catalog/device_types.csv"] += "tiny,host,1,440,700,20,800,front-to-rear,0,test,assumed\n"
    files["catalog/ports.csv"] += "tiny,compute,1,1,1,osfp-flat-twin,rear,400,N{cage},eth{port0},,test,assumed\n"
    files["equipment.yaml"] += "devices:\n  - {id: t, model: tiny, rack: A01, u: 20}\n"
    found = faults_of(tmp_path, changed(files, "equipment.yaml", "[A01, A02]", "[A91, A92]"))
    assert found
    assert not any("two leaves" in fault for fault in found)


@pytest.mark.parametrize(("length", "told"), [("3 mm", True), ("99 mm", True), ("100 mm", False)])
def test_a_length_of_millimetres_is_no_cable(tmp_path: Path, length: str, told: bool) -> None:
    """3 mm is a slip for 3 m. A cable has two plugs of 50 mm at least."""
    files = changed(write_two_racks(), "inventory.yaml", "[1, 2, 3, 5, 10, 20]", f"[1, 2, {length}, 5, 10, 20]")
    found = faults_of(tmp_path, files)
    assert len(found) == told
    assert all(f"a cable of {length} is shorter than its two plugs" in fault for fault in found)


def test_a_connector_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    panel = "panels:\n  - {id: P, rack: A01, u: 30, ports: 24, connector: XY}\n"
    files = write_two_racks()
    files["equipment.yaml"] += panel
    assert [fault.split(": ", 1)[1] for fault in faults_of(tmp_path, files)] == [
        "panel P: 'XY' is no connector. Write the name of the trade, such as LC, MPO or RJ45"
    ]
    files["equipment.yaml"] = files["equipment.yaml"].replace("XY", "LC")
    assert faults_of(tmp_path, files) == []


@pytest.mark.parametrize(("start", "told"), [(4000, False), (4100, True)])
def test_a_cord_over_pathways_that_do_not_touch_is_told(tmp_path: Path, start: int, told: bool) -> None:
    """T ends at x = 4000 mm, where V begins; 100 mm further V touches only the way U that the cord does not name."""
    way = (
        SLEEVE[1]
        .replace("WIDE", "100")
        .replace("[4000, 2600, 2300], [4000, 4000", f"[{start}, 2600, 2300], [{start}, 4000")
    )
    join = (
        "\n  - {id: U, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[3900, 2600, 2300], [4200, 2600, 2300]]}"
    )
    files = changed(write_two_racks(), "site.yaml", SLEEVE[0], way + join)
    files["equipment.yaml"] += CORD
    notes = [note for note in read_folder(write(tmp_path, files)).notes if "do not touch" in note]
    assert notes == (
        [
            "existing cable X lies in T and V, which do not touch: it fills no pathway between them. Name all pathways "
            "that it runs in"
        ]
        if told
        else []
    )


def test_two_leaves_for_devices_with_one_port_are_refused(tmp_path: Path) -> None:
    """Each host has one port of group board: it can be on one leaf only. With two ports of compute it can be on two."""
    one = changed(write_two_networks(), "request.yaml", "tiers: 1,", "tiers: 1, redundancy: 2,")
    assert faults_of(tmp_path, one) == [
        "request.yaml:3 at networks[1].redundancy: each device is to be on two leaves, but none of 4 has two ports of "
        "group 'board'. Leave redundancy out, or name a group of two ports or more"
    ]
    two = changed(write_two_racks(), "request.yaml", "tiers: 2,", "tiers: 2, redundancy: 2,")
    assert faults_of(tmp_path, two) == []


def test_devices_with_one_port_beside_others_are_told(tmp_path: Path) -> None:
    """A host with one port of compute beside hosts with two: two leaves hold for the latter only."""
    files = changed(write_two_racks(), "request.yaml", "tiers: 2,", "tiers: 2, redundancy: 2,")
    files["catalog/device_types.csv"] += "tiny,host,1,440,700,20,800,front-to-rear,0,test,assumed\n"
    files["catalog/ports.csv"] += "tiny,compute,1,1,1,osfp-flat-twin,rear,400,N{cage},eth{port0},,test,assumed\n"
    files["equipment.yaml"] += "devices:\n  - {id: t, model: tiny, rack: A01, u: 20}\n"
    assert "network net: redundancy 2 does not hold for 1 of 5 devices, which have one port and so one leaf: t" in (
        read_folder(write(tmp_path, files)).notes
    )


@pytest.mark.parametrize(("cages", "told"), [(1, True), (2, False)])
def test_extra_devices_with_one_port_are_told(tmp_path: Path, cages: int, told: bool) -> None:
    """An extra device with one port is on one leaf, whatever the request says; with two ports it is on two."""
    wanted = "tiers: 2, redundancy: 2, extra: [{port_group: aside}],"
    files = changed(write_two_racks(), "request.yaml", "tiers: 2,", wanted)
    files["catalog/device_types.csv"] += "tiny,host,1,440,700,20,800,front-to-rear,0,test,assumed\n"
    files["catalog/ports.csv"] += (
        f"tiny,aside,1,{cages},1,osfp-flat-twin,rear,400,N{{cage}},eth{{port0}},,test,assumed\n"
    )
    files["equipment.yaml"] += "devices:\n  - {id: t, model: tiny, rack: A01, u: 20}\n"
    said = (
        "network net: redundancy 2 does not hold for 1 of 1 extra devices (group 'aside'), which have one port and so "
        "one leaf: t"
    )
    assert (said in read_folder(write(tmp_path, files)).notes) == told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("speed_gbps: 400", "speed_gbps: 500", "the network wants 500G ports, small-switch has 400G"),
        ("tiers: 2,", "tiers: 2, uplinks_per_leaf: 9,", "a leaf of 8 ports has none for devices beside 9 uplinks"),
        ("role: leaf, rack: A02", "role: spine, rack: A02", "leaf-01-2 is listed as spine, the fabric needs a leaf"),
    ],
)
def test_what_no_design_can_meet_is_told_at_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    """No port has 500G; a switch of 8 ports has no 9 uplinks; a leaf of the fabric is listed as a spine."""
    files = write_standing_switches()
    name = next(name for name in ("request.yaml", "equipment.yaml") if old in files[name])
    write(tmp_path, changed(files, name, old, new))
    assert cli.run(["check", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "network net: no design can be built" in told
    assert said in told
    assert cli.run(["check", str(tmp_path), "--json"]) == 1
    assert '"status": "unmet"' in capsys.readouterr().out
