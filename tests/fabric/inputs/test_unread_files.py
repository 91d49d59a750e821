"""Files that nothing reads are named, with the name that was probably meant."""

import re
from pathlib import Path

import pytest

from fabric.catalog import CATALOG_FILES
from fabric.inputs import read_project
from fabric.inputs.unread_files import FILES, note_unread_files
from layouts import InputError
from tests.fabric.inputs.folders import faults_of, notes_of, write_folder

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("labor.csv", "labor.csv is not read. Did you mean labour.csv?"),
        ("Lots.csv", "Lots.csv is not read. Did you mean lots.csv?"),
        ("rack.csv", "rack.csv is not read. Did you mean racks.csv?"),
        ("racks.xlsx", "racks.xlsx is not read. Did you mean racks.csv?"),
        ("devices.csv.txt", "devices.csv.txt is not read. Did you mean devices.csv?"),
        ("labour", "labour is not read. Did you mean labour.csv?"),
        ("site.yml", "site.yml is not read. Did you mean site.yaml? There is one already"),
        ("catalog/optic.csv", "catalog/optic.csv is not read. Did you mean optics.csv?"),
        ("catalog/mine.csv", "catalog/mine.csv is not read: no file of this name belongs to a project"),
        ("prices.csv", "prices.csv is not read: no file of this name belongs to a project"),
        ("catalogue/optics.csv", "catalogue is not read: call the folder catalog"),
        ("notes.md", None),
        ("site.plan.json", None),
        (".lots.csv.swp", None),
        ("schema/site.schema.json", None),
    ],
)
def test_a_file_that_nothing_reads_is_named(tmp_path: Path, name: str, note: str | None) -> None:
    """A near name gets the right one; a table of another name is named; a plan, a text and a hidden file are not."""
    assert notes_of(tmp_path, {name: "x"}) == ([note] if note else [])


def test_a_device_type_in_capital_letters_is_read_and_not_called_unread(tmp_path: Path) -> None:
    """The reader takes `.YAML` as it takes `.yaml`, so no note may say that the file is not read."""
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "SN4700.YAML").write_text("model: SN4700\n", encoding="utf-8")
    assert list(note_unread_files(tmp_path)) == []


def test_the_note_stands_beside_faults_too(tmp_path: Path) -> None:
    """Nobody mends a fault in crew.yaml twice because of labor.csv."""
    with pytest.raises(InputError) as caught:
        notes_of(tmp_path, {"labor.csv": "x", "crew.yaml": "shifts: []"})
    assert caught.value.notes == ("labor.csv is not read. Did you mean labour.csv?",)


def test_a_required_file_of_another_ending_is_to_be_renamed(tmp_path: Path) -> None:
    write_folder(tmp_path, {})
    (tmp_path / "crew.yaml").rename(tmp_path / "crew.yml")
    with pytest.raises(InputError) as caught:
        read_project(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == [
        "crew.yaml: there is no such file. Rename crew.yml to crew.yaml"
    ]


def test_a_link_to_nothing_is_a_fault(tmp_path: Path) -> None:
    write_folder(tmp_path, {})
    (tmp_path / "labour.csv").symlink_to(tmp_path / "gone.csv")
    (tmp_path / "catalog").symlink_to(tmp_path / "gone")
    (one, other) = faults_of(tmp_path, {})
    assert one == "catalog: this is a broken link. Repair the link, or remove it"
    assert other.startswith("labour.csv: this is a link to ")


def test_a_file_in_the_place_of_the_folder_of_hardware(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, {"catalog": "model\n"})
    assert "this is a file, but hardware of a project is read from a folder of this name" in fault


def test_the_lists_of_files_are_those_that_are_read() -> None:
    """Every name that a reader opens is known here, and the other way round."""
    texts = [path.read_text(encoding="utf-8") for folder in ("fabric/inputs", "fabric/catalog", "layouts")
             for path in (ROOT / folder).glob("*.py")]  # fmt: skip
    opened = set(re.findall(r'folder / "([a-z_]+\.(?:yaml|csv))"', "\n".join(texts)))
    assert opened == set(FILES)
    assert set(re.findall(r'_read\("([a-z_]+\.csv)"', "\n".join(texts))) <= set(CATALOG_FILES)


def test_a_list_of_netbox_is_told_column_by_column(tmp_path: Path) -> None:
    """Our name where there is one; `site` is not a slip of the pen for `side`."""
    rows = "name,device_type,site,rack,position\nleaf-9,NM2-36P,DC1,A04,10\nleaf-8,NM2-36P,DC1,A04,12\n"
    assert [fault.split(": ", 1)[1] for fault in faults_of(tmp_path, {"devices.csv": rows})] == [
        "unknown column 'device_type'. That is NetBox's name: write 'model' instead",
        "unknown column 'name'. That is NetBox's name: write 'id' instead",
        "unknown column 'position'. That is NetBox's name: write 'u' instead",
        "unknown column 'site'. Remove the column: nothing here uses it",
    ]


@pytest.mark.parametrize(
    ("file", "header", "row", "remedies"),
    [
        (
            "cables.csv",
            "label,side_a_device,side_a_name,side_b_device,side_b_name,length_unit",
            "C1,leaf-11,1,leaf-12,1,m",
            {
                "label": "'id'",
                "side_a_name": "'a.port'",
                "side_b_name": "'b.port'",
                "length_unit": "nothing here uses it",
            },
        ),
        ("racks.csv", "name,location,row", "R9,hall,A", {"name": "'id'", "location": "nothing here uses it"}),
    ],
)
def test_columns_of_other_netbox_lists_are_known_by_name(
    tmp_path: Path, file: str, header: str, row: str, remedies: dict[str, str]
) -> None:
    """Each unknown column is one fault with our name of it."""
    found = faults_of(tmp_path, {file: f"{header}\n{row}\n{row.replace('1', '2')}\n"})
    for column, remedy in remedies.items():
        told = [fault for fault in found if f"unknown column '{column}'" in fault]
        assert len(told) == 1 and remedy in told[0], (column, found)
    assert not [fault for fault in found if "is missing" in fault and " column a" in fault], found
