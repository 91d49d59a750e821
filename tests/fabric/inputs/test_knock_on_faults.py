"""What follows from a fault is no fault of its own: its remedy would spoil what is right."""

from pathlib import Path

import pytest

from tests.fabric.inputs.folders import faults_of
from tests.sites import write_two_racks

FILES = write_two_racks()
TRAY = 'id,points_mm,width_mm,depth_mm,room\nT,"[[1500, 2600, 2300], [4000, 2600, 2300]]",{width},100,{room}\n'
BOX = "manufacturer: Any\n{model}slug: any-box\npart_number: BOX-9\nu_height: 1\n{indent}interfaces: []\n"


def write_listed(tray: str, **changes: tuple[str, str]) -> dict[str, str]:
    """The two racks with their tray in pathways.csv, a drop to it for A02, and some texts of site.yaml replaced."""
    site = FILES["site.yaml"].partition("pathways:")[0] + "drops:\n  - {rack: A02, pathway: T}\n"
    for old, new in changes.values():
        assert old in site
        site = site.replace(old, new)
    return {**FILES, "site.yaml": site, "pathways.csv": tray}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (write_listed(TRAY.format(width="", room="hall")), "pathways.csv:2 at column width_mm"),
        (write_listed(TRAY.format(width=300, room="hall"), count=("count: 2", "count: 2.0")), "rows[0].racks[0].count"),
        (write_listed(TRAY.format(width=300, room="hall"), room=("[6000, ", "[-6000, ")), "rooms[0].size_mm[0]"),
        (write_listed(TRAY.format(width=300, room=""), room=("[6000, ", "[-6000, ")), "rooms[0].size_mm[0]"),
        (
            write_listed(TRAY.format(width=300, room="hall"), high=("height_mm: 2000", "height_mm: high")),
            "rack_types.t.h",
        ),
    ],
    ids=[
        "drop to a faulty tray",
        "drop of a rack of an open row",
        "tray in a faulty room",
        "tray in the frame",
        "height",
    ],
)
def test_one_wrong_value_is_one_fault(tmp_path: Path, files: dict[str, str], told: str) -> None:
    (found,) = faults_of(tmp_path, files)
    assert told in found


def test_a_reference_to_nothing_is_told_beside_another_fault(tmp_path: Path) -> None:
    """The tray T lacks its width, and no tray is called S."""
    files = write_listed(TRAY.format(width="", room="hall"), drop=("pathway: T", "pathway: S"))
    found = faults_of(tmp_path, files)
    assert len(found) == 2
    assert any("there is no pathway 'S'" in text for text in found)


@pytest.mark.parametrize(("model", "indent"), [("model: Box-9\n", "\t"), ("", "")], ids=["tab", "no model"])
def test_a_faulty_netbox_file_still_states_its_device(tmp_path: Path, model: str, indent: str) -> None:
    """The file names the device in a line, though it is no YAML, or no device type without its model."""
    name = "Box-9" if model else "BOX-9"
    devices = f"devices:\n  - {{id: box, model: {name}, role: other, rack: A01, u: 20}}\n"
    equipment = FILES["equipment.yaml"] + devices
    box = BOX.format(model=model, indent=indent)
    (found,) = faults_of(tmp_path, {**FILES, "equipment.yaml": equipment, "catalog/any-box.yaml": box})
    assert found.startswith("catalog/any-box.yaml:")
    assert model or "Add 'model: ...', or move the file out of the folder" in found


def test_a_key_that_is_stated_is_not_meant_by_another(tmp_path: Path) -> None:
    """`shift` beside `shifts`: 'write shifts instead' would state the key twice."""
    crew = FILES["crew.yaml"] + "shift: early\n"
    (found,) = faults_of(tmp_path, {**FILES, "crew.yaml": crew})
    assert "unknown key 'shift'. Remove it: 'shifts' is stated beside it" in found


def test_of_two_keys_that_are_near_the_stated_one_is_not_meant(tmp_path: Path) -> None:
    """`uplinks` may mean two keys; one of them is there already."""
    request = FILES["request.yaml"].replace("{id:", "{uplinks: 2, uplinks_per_leaf: 2, id:", 1)
    assert "uplinks: 2" in request
    (found,) = faults_of(tmp_path, {**FILES, "request.yaml": request})
    assert "unknown key 'uplinks'. Write 'uplinks_for' instead" in found


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("'0,5 m'", "found '0,5 m'. Write 0.5 m"),
        ("42 1/8", "found '42 1/8'. Write millimetres, or a number with a unit, such as 40 ft"),
        ("", "found nothing. Write millimetres, or a number with a unit, such as 40 ft"),
        ("wide", "found 'wide'. Write millimetres, or a number with a unit, such as 40 ft"),
        ("'1,5'", "found '1,5'. Write millimetres, or a length with its unit, such as 1.5 m"),
        ("'1,200 mm'", "found '1,200 mm'. Write millimetres, or a number with a unit, such as 40 ft"),
        ("'1,200'", "found '1,200'. Write 1; for thousands write 1200"),
    ],
)
def test_a_length_is_told_how_lengths_are_written(tmp_path: Path, written: str, remedy: str) -> None:
    site = FILES["site.yaml"] + f"slack_mm_per_end: {written}\n"
    (found,) = faults_of(tmp_path, {**FILES, "site.yaml": site})
    assert remedy in found
