"""Which row of the catalogue wins: a project's CSV, then its NetBox files, then what ships."""

from pathlib import Path

import pytest

from fabric.catalog import read_catalog
from layouts import InputError

PORTS = "model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,driver,source,confidence\n"
PLATES = "model,group,rows,down,turned,source,confidence\n"
SPLITS = "model,group,mode,mpos,lanes,speed_gbps,skip,printed,os,source,confidence\n"
NETBOX = "model: QM9700\nu_height: 1\ninterfaces:\n" + "".join(
    f"  - {{name: sw{cage}, type: 400gbase-x-osfp}}\n" for cage in range(1, 5)
)


def ports_of(folder: Path | None, model: str) -> dict[str, int]:
    return {group.group: group.ports for group in read_catalog(folder).device_types[model].port_groups}


def test_a_row_of_the_project_replaces_that_of_its_name(tmp_path: Path) -> None:
    """Only its group: the others of the model stay as shipped."""
    shipped = ports_of(None, "QM9700")
    (tmp_path / "ports.csv").write_text(
        PORTS + "QM9700,fabric,1,5,2,OSFP,rear,400,{cage}/{mpo},swp{cage}{mpo},,test,assumed\n", encoding="utf-8"
    )
    found = ports_of(tmp_path, "QM9700")
    assert (shipped["fabric"], found["fabric"]) == (64, 10)
    assert {name: count for name, count in found.items() if ":" not in name} == {
        name: count for name, count in shipped.items() if ":" not in name
    } | {"fabric": 10}


def test_the_places_of_cages_are_those_of_the_last_row(tmp_path: Path) -> None:
    """Shipped: two rows of a QM9700, counted down. Of the project: along four rows of eight, the second from the top
    turned: cage 9 (index 8) begins row 2.
    """
    shipped = read_catalog().device_types["QM9700"].faceplate("fabric")
    assert shipped and [shipped.place(index, 32) for index in (0, 1, 2, 31)] == [(0, 0), (1, 0), (0, 1), (1, 15)]
    (tmp_path / "faceplates.csv").write_text(PLATES + "QM9700,fabric,4,1,2,t,published\n", encoding="utf-8")
    own = read_catalog(tmp_path).device_types["QM9700"].faceplate("fabric")
    assert own and [own.place(index, 32) for index in (0, 7, 8, 31)] == [(0, 0), (0, 7), (1, 0), (3, 7)]
    assert (own.turned, own.confidence) == ((2,), "published")
    assert read_catalog().device_types["DGX-H100"].faceplate("compute") is None


def test_a_netbox_file_takes_nothing_from_a_row(tmp_path: Path) -> None:
    """Four cages of one port in the file: the 64 shipped ports stay. Five cages in the row of the project: five."""
    (tmp_path / "QM9700.yaml").write_text(NETBOX, encoding="utf-8")
    assert ports_of(tmp_path, "QM9700") == ports_of(None, "QM9700")
    (tmp_path / "ports.csv").write_text(
        PORTS + "QM9700,fabric,1,5,1,OSFP,rear,400,{cage},sw{cage},,test,assumed\n", encoding="utf-8"
    )
    assert ports_of(tmp_path, "QM9700")["fabric"] == 5


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ports.csv", PORTS + "NONE,fabric,1,5,1,OSFP,rear,400,{cage},s{cage},,t,assumed\n", "no device type 'NONE'"),
        (
            "ports.csv",
            PORTS + 2 * "QM9700,fabric,1,5,1,OSFP,rear,400,{cage},s{cage},,t,assumed\n",
            "group 'fabric' of QM9700 has two rows",
        ),
        (
            "breakouts.csv",
            SPLITS + "QM9700,lasers,4x100,1,4,100,0,{cage}{lane},s{cage}{lane},t,assumed\n",
            "QM9700 has no port group 'lasers'",
        ),
        (
            "ports.csv",
            PORTS + "QM9700,fabric,1,5,2,OSFP,rear,400,{cage},s{cage},,t,assumed\n",
            "names several ports alike; add {cage}, {mpo} or {port}",
        ),
        (
            "ports.csv",
            PORTS + "QM9700,fabric,1,5,1,OSFP,rear,400,{cgae},s{cage},,t,assumed\n",
            "'printed' is '{cgae}'; it may hold",
        ),
        ("faceplates.csv", PLATES + "QM9700,lasers,2,2,2,t,assumed\n", "QM9700 has no port group 'lasers'"),
        ("faceplates.csv", PLATES + "QM9700,fabric,3,2,2,t,assumed\n", "'down' 2 does not divide 3 rows"),
        ("faceplates.csv", PLATES + "QM9700,fabric,2,2,3,t,assumed\n", "'turned' is '3'; name rows from 1 to 2"),
    ],
)
def test_wrong_rows_are_said(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_catalog(tmp_path)
    assert any(message in str(fault) and fault.file == f"catalog/{name}" for fault in caught.value.faults), caught.value


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "ports.csv").write_text(
        PORTS + "NONE,f,1,5,1,OSFP,rear,400,{cage},s{cage},,t,assumed\n", encoding="utf-8"
    )
    (tmp_path / "optics.csv").write_text("model\nX\n", encoding="utf-8")
    (tmp_path / "Y.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_catalog(tmp_path)
    assert {fault.file for fault in caught.value.faults} == {
        "catalog/ports.csv",
        "catalog/optics.csv",
        "catalog/Y.yaml",
    }


def test_a_split_is_made_from_the_native_group(tmp_path: Path) -> None:
    """Five cages with one connector of four lanes each, every second one disabled: 3 cages x 4 ports."""
    (tmp_path / "ports.csv").write_text(
        PORTS + "QM9700,fabric,1,5,1,OSFP,rear,400,{cage},s{cage},,t,assumed\n", encoding="utf-8"
    )
    (tmp_path / "breakouts.csv").write_text(
        SPLITS + "QM9700,fabric,4x100,1,4,100,1,{cage}{lane},s{cage}{lane},t,assumed\n", encoding="utf-8"
    )
    group = read_catalog(tmp_path).device_types["QM9700"].group("fabric:4x100")
    assert group is not None
    assert (group.ports, group.lanes, group.speed_gbps, group.first_cage) == (12, 4, 100, 1)
