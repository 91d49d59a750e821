"""Trunks between panels: read with their lanes, and each fault with its place."""

from pathlib import Path

import pytest

from fabric import read_project
from fabric.inputs.project_reader import read_folder
from fabric.project import PanelTrunk
from layouts import InputError
from tests.sites import read_files, write_two_racks

PANELS = """panels:
  - {id: P1, rack: A01, u: 30, ports: 24, connector: MPO-12/APC}
  - {id: P2, rack: A02, u: 30, ports: 24, connector: MPO-12/APC}
  - {id: P3, rack: A02, u: 32, ports: 24, connector: LC}
"""
WHOLE = "{id: T1, a: {panel: P1, first_port: 3}, b: {panel: P2}, lanes: 12, fiber: mm, length_m: 20}"


def files_with(*trunks: str) -> dict[str, str]:
    files = write_two_racks()
    listed = "panel_trunks:\n" + "".join(f"  - {trunk}\n" for trunk in trunks)
    return {**files, "equipment.yaml": files["equipment.yaml"] + PANELS + listed}


def faults_of(tmp_path: Path, *trunks: str) -> list[str]:
    for name, text in files_with(*trunks).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_project(tmp_path)
    return [str(fault) for fault in error.value.faults]


def test_a_trunk_with_its_defaults() -> None:
    """MPO behind panels is male; Type-B crosses the fibers over once; a loss that nobody states is not checked."""
    (trunk,) = read_files(files_with(WHOLE)).panel_trunks
    assert trunk == PanelTrunk(
        id="T1",
        a_panel="P1",
        a_first=3,
        b_panel="P2",
        b_first=1,
        lanes=12,
        fiber="mm",
        connector="MPO-12/APC",
        gender="male",
        crossovers=1,
        length_mm=20_000,
        connector_loss_mdb=None,
        loss_mdb_per_km=None,
    )
    assert trunk.polarity == "B"


def test_what_is_stated_counts() -> None:
    """Ports in use are those of the panel at a: ports 3 and 5 are lanes 0 and 2."""
    more = "polarity: A, gender: female, connector_loss_db: 0.35, loss_db_per_km: 3, ports_in_use: [5, 3, 3]}"
    (trunk,) = read_files(files_with(WHOLE.replace("length_m: 20}", f"length_m: 20, {more}"))).panel_trunks
    assert (trunk.crossovers, trunk.polarity, trunk.gender) == (0, "A", "female")
    assert (trunk.connector_loss_mdb, trunk.loss_mdb_per_km, trunk.taken) == (350, 3_000, (0, 2))


@pytest.mark.parametrize(
    ("trunk", "said"),
    [
        (WHOLE.replace("panel: P2", "panel: P22"), "trunk T1 ends at 'P22', which is not a panel of equipment.yaml"),
        (WHOLE.replace("panel: P2", "panel: P1"), "trunk T1 joins panel P1 to itself"),
        (WHOLE.replace("panel: P2", "panel: P3"), "trunk T1 joins panels of MPO-12/APC and LC ports"),
        (WHOLE.replace("lanes: 12", "lanes: 23"), "trunk T1 ends at ports 3-25 of P1, which has 24"),
        (
            WHOLE.replace("length_m", "ports_in_use: [2], length_m"),
            "trunk T1 has no lane at port 2 of P1: its ports are 3-14",
        ),
    ],
)
def test_a_fault_has_its_place(trunk: str, said: str, tmp_path: Path) -> None:
    found = faults_of(tmp_path, trunk)
    assert any(said in fault and fault.startswith("equipment.yaml") for fault in found)


def test_two_trunks_at_one_port(tmp_path: Path) -> None:
    """Ports 3 to 14 of P1, and 13 to 24."""
    second = (
        WHOLE.replace("T1", "T2")
        .replace("first_port: 3", "first_port: 13")
        .replace("{panel: P2}", "{panel: P2, first_port: 13}")
    )
    found = faults_of(tmp_path, WHOLE, second)
    assert len(found) == 1
    assert "port 13 of P1 is taken by trunk T1 and by trunk T2" in found[0]


def test_plain_connectors_have_no_gender(tmp_path: Path) -> None:
    plain = "{id: T1, a: {panel: P3}, b: {panel: P4}, lanes: 2, fiber: sm, length_m: 5"
    found = faults_of(tmp_path, plain + ", gender: male}")
    assert any("which is not a panel" in fault for fault in found)


def test_racks_that_only_a_trunk_joins_are_a_note(tmp_path: Path) -> None:
    """The tray over A02 is another than that over A01. Without the trunk this is a fault."""
    files = files_with(WHOLE)
    site = files["site.yaml"].replace(
        "points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}",
        "points_mm: [[1500, 2600, 2300], [2500, 2600, 2300]]}\n"
        "  - {id: U, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[2700, 2600, 2300], [4000, 2600, 2300]]}",
    )
    for name, text in {**files, "site.yaml": site}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    notes = read_folder(tmp_path).notes
    assert any("links to it run over trunks between panels alone, which have 12 free lanes" in note for note in notes)
    (tmp_path / "equipment.yaml").write_text(
        files["equipment.yaml"].replace(
            WHOLE, WHOLE.replace("length_m", f"ports_in_use: {list(range(3, 15))}, length_m")
        ),
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="cannot be reached from rack A01 over the pathways"):
        read_folder(tmp_path)
