"""CSV as people and spreadsheets write it: names stay names, numbers are numbers, faults have lines."""

import os
from pathlib import Path

import pytest

from layouts.csv_document import CsvColumn, read_cell
from layouts.csv_document import read_csv as read_with_faults
from layouts.csv_lists import MOST_FAULTS, read_list
from layouts.document import MAX_BYTES, Document, read_text
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm


def read_csv(path: Path) -> Document:
    faults: list[Fault] = []
    document = read_with_faults(path, faults)
    if faults:
        raise InputError(faults)
    return document


def test_csv_rows_are_nested_and_typed(tmp_path: Path) -> None:
    path = tmp_path / "racks.csv"
    path.write_text("id,x_mm,entry.area_mm2,note\nA01,5,700,\n\n1:30,6,,NO\n", encoding="utf-8")
    document = read_csv(path)
    assert document.data == [
        {"id": "A01", "x_mm": 5, "entry": {"area_mm2": 700}},
        {"id": "1:30", "x_mm": 6, "note": "NO"},
    ]
    assert document.line_of((1,)) == 4


def test_csv_faults(tmp_path: Path) -> None:
    path = tmp_path / "racks.csv"
    path.write_text("id,id\nA,B,C\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_csv(path)
    assert [(fault.line, fault.message) for fault in caught.value.faults] == [
        (1, "the column 'id' occurs twice"),
        (2, "3 cells under 2 columns"),
    ]


def test_csv_cells_hold_lists(tmp_path: Path) -> None:
    """Corners of a pathway in one cell; text in brackets that is no list stays text."""
    path = tmp_path / "pathways.csv"
    path.write_text(
        'id,points_mm,media\n[x,"[[0, 0, 2750], [9000, 0, 2750]]",[fiber]\nT,[1:30],"[a"\n', encoding="utf-8"
    )
    assert read_csv(path).data == [
        {"id": "[x", "points_mm": [[0, 0, 2750], [9000, 0, 2750]], "media": ["fiber"]},
        {"id": "T", "points_mm": ["1:30"], "media": "[a"},
    ]


def test_csv_lines_are_those_of_the_file(tmp_path: Path) -> None:
    """A quoted cell over two lines moves what follows: the third row begins in line 6."""
    path = tmp_path / "racks.csv"
    path.write_text('id,note\nA,"one\ntwo"\n\n,\nB,x\n', encoding="utf-8")
    document = read_csv(path)
    assert document.data == [{"id": "A", "note": "one\ntwo"}, {"id": "B", "note": "x"}]
    assert (document.line_of((0,)), document.line_of((1,))) == (2, 6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (" , \nA,B\n", "csv:1: the line is empty; the names of the columns are expected here"),
        ("\n\nid,x\nA,1\n", "csv:1: the line is empty; the names of the columns are expected here"),
        (" \n\t\n", "the file is empty"),
        ("id,x\nA,\0\n", "the file holds the character of code 0"),
        ('"id","x"\n"A";"1"\n', "this is not CSV"),
        ("id|x\nA|1\n", "the columns are separated by '|'"),
        ("sep=,\nid,x\nA,1\n", "csv:1: this line tells a spreadsheet how columns are separated"),
        ('id,x\n"A,1\n', "this is not CSV"),
    ],
)
def test_what_is_no_list_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "racks.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_csv(path)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_header_says_how_columns_are_separated(tmp_path: Path, sign: str) -> None:
    """Spreadsheets write ';' where a comma is the decimal sign. The other signs are then part of a cell."""
    other = ";" if sign == "," else ","
    lines = ['"id"|row|type|x_mm|y_mm||', f'"A{other}1"|"a""b"|t|600.0|5||', "||||||", f"A3|c{other}d|t|1|2"]
    rows, faults = list_racks(tmp_path, "\ufeff" + "\r\n".join(lines).replace("|", sign) + "\r\n")
    assert faults == []
    assert [(row.id, row.row, row.x_mm) for row in rows] == [(f"A{other}1", 'a"b', 600), ("A3", f"c{other}d", 1)]


def test_a_decimal_comma_is_told(tmp_path: Path) -> None:
    """1,5 may be one and a half or two cells, so it is not guessed."""
    rows, (fault,) = list_racks(tmp_path, "id;row;type;x_mm;y_mm\nA01;A;t;1,5;0\n")
    assert not rows and fault.startswith("racks.csv:2 at column x_mm: ") and "'1,5'" in fault


def test_capitals_of_the_header_count_as_small_letters(tmp_path: Path) -> None:
    """Two columns that are the same then are told."""
    rows, faults = list_racks(tmp_path, "ID,Row,TYPE,X_mm,y_mm\nA01,A,t,600,0\n")
    assert ([(row.id, row.x_mm) for row in rows], faults) == ([("A01", 600)], [])
    _, faults = list_racks(tmp_path, "id,ID,row,type,x_mm,y_mm\nA01,A02,A,t,600,0\n")
    assert faults == ["racks.csv:1 at id: the column 'id' occurs twice. Remove or rename one of the two"]


def test_a_column_that_is_there_is_not_proposed(tmp_path: Path) -> None:
    """`types` is near `type`, which stands beside it: to write it would make two of them."""
    _, (fault,) = list_racks(tmp_path, "id,row,type,types,x_mm,y_mm\nA01,A,t,t,600,0\n")
    assert fault.startswith("racks.csv:1 at column types: unknown column 'types'. Remove the column. Allowed here: ")


def test_a_table_of_another_kind_is_told_in_few_lines(tmp_path: Path) -> None:
    """2,000 unknown columns: 20 are named, the other 1,980 counted, and the two that are missing."""
    titles = ",".join(f"c{number}" for number in range(2_000))
    _, faults = list_racks(tmp_path, f"{titles}\n1\n")
    assert len([fault for fault in faults if "unknown column 'c" in fault]) == 20
    assert len([fault for fault in faults if "1980 more unknown columns" in fault]) == 1
    assert len(faults) < 30


def list_racks(tmp_path: Path, text: str) -> tuple[list[RackForm], list[str]]:
    """The rows of a racks.csv, and its faults as text."""
    path = tmp_path / "racks.csv"
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    return [form for _, _, form in read_list(path, RackForm, faults)], [str(fault) for fault in faults]


@pytest.mark.parametrize("name", ["1.10", "true", "null", "~", "+5", "-0", "007", "1e3", "NO", "1:30", "[x]"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_name_in_csv_is_what_is_written(tmp_path: Path, name: str, quote: str) -> None:
    """A column of names has no numbers, so that nothing has to be guessed; quotes change nothing."""
    rows, faults = list_racks(tmp_path, f"id,row,type,x_mm,y_mm\n{quote}{name}{quote},A,t,0,0\n")
    assert ([row.id for row in rows], faults) == ([name], [])


@pytest.mark.parametrize(
    ("cell", "found"), [("600", 600), ("600.0", 600), ('"600"', 600), ("6E+2", 600), ("-0", 0), (" 600 ", 600)]
)
def test_whole_numbers_of_spreadsheets_are_taken(tmp_path: Path, cell: str, found: int) -> None:
    rows, faults = list_racks(tmp_path, f"id,row,type,x_mm,y_mm\nA01,A,t,{cell},0\n")
    assert ([row.x_mm for row in rows], faults) == ([found], [])


@pytest.mark.parametrize("cell", ["600.5", "true", "six", "0x10"])
def test_other_cells_are_no_whole_numbers(tmp_path: Path, cell: str) -> None:
    rows, (fault,) = list_racks(tmp_path, f"id,row,type,x_mm,y_mm\nA01,A,t,{cell},0\n")
    assert not rows and "whole number" in fault


def test_empty_columns_at_the_right_are_left_out(tmp_path: Path) -> None:
    """A spreadsheet writes them where a cell once was. A value under no name is told once, with its line."""
    rows, faults = list_racks(tmp_path, "id,row,type,x_mm,y_mm,,\nA01,A,t,0,0,,\nA02,A,t,600,0,,,,\n")
    assert ([row.id for row in rows], faults) == (["A01", "A02"], [])
    _, faults = list_racks(tmp_path, "id,row,type,x_mm,y_mm,\nA01,A,t,0,0,\nA02,A,t,0,0,x\nA03,A,t,0,0,y\n")
    assert faults == ["racks.csv:3: column 6 has a value, and no name in line 1. Name the column, or empty it"]


def test_spaces_around_quotes_are_no_part_of_a_name(tmp_path: Path) -> None:
    rows, faults = list_racks(tmp_path, 'id, row , "type",x_mm,y_mm\n"A ""1""" , "A,B",t,0,0\n')
    assert ([(row.id, row.row) for row in rows], faults) == ([('A "1"', "A,B")], [])


def test_an_unknown_column_is_told_once(tmp_path: Path) -> None:
    """Three rows under a wrong name are one fault: the column that is missing is the one that has the wrong name."""
    _, faults = list_racks(tmp_path, "id,row,typ,x_mm,y_mm\nA01,A,t,0,0\nA02,A,t,0,0\nA03,A,t,0,0\n")
    assert faults == [
        "racks.csv:1 at column typ: unknown column 'typ'. Write 'type' instead",
    ]


def test_the_same_fault_of_many_rows_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"A{number},A,t,wide,0\n" for number in range(10))
    _, faults = list_racks(tmp_path, "id,row,type,x_mm,y_mm\n" + rows)
    assert faults == [
        "racks.csv:2 at column x_mm: a whole number of millimetres is expected, found 'wide' "
        "(also in lines 3, 4, 5, 6, 7, 8, ...). Write millimetres, or a number with a unit, such as 40 ft, 6 ft 7 in, "
        "2.4 m, 12 tiles"
    ]


@pytest.mark.plan
def test_a_file_of_faults_has_an_end(tmp_path: Path) -> None:
    """Each row has another wrong value: after the thousandth the rest is said to be unchecked."""
    rows = "".join(f"A{number},A,t,x{number},0\n" for number in range(MOST_FAULTS + 50))
    _, faults = list_racks(tmp_path, "id,row,type,x_mm,y_mm\n" + rows)
    assert len(faults) == MOST_FAULTS + 2
    assert "more than 1000 faults: the rows after this one are not checked" in faults[-1]


def test_a_row_of_every_kind_of_cell(tmp_path: Path) -> None:
    path = tmp_path / "pathways.csv"
    path.write_text(
        'id,points_mm,width_mm,depth_mm,media,firestop\nT,"[[0, 0, 2750], [900, 0, 2750]]",300.0,100,[fiber],TRUE\n',
        encoding="utf-8",
    )
    faults: list[Fault] = []
    ((_, _, form),) = read_list(path, PathwayForm, faults)
    assert (form.points_mm, form.width_mm, form.media, form.firestop, faults) == (
        [(0, 0, 2750), (900, 0, 2750)], 300, ["fiber"], True, [],
    )  # fmt: skip


def test_a_cell_of_a_number_or_a_word() -> None:
    """A quantity is a number or `unlimited`."""
    either = CsvColumn(frozenset({"integer", "string"}), False)
    assert [read_cell(text, either) for text in ("5", "5.0", "unlimited")] == [5, 5, "unlimited"]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a device without end, a folder and a link to nothing: each is told at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / "folder"):
        with pytest.raises(InputError, match="this is a folder, a pipe or a device, not a file"):
            read_text(path, path.name)
    with pytest.raises(InputError, match=r"this is a link to .*nothing, which cannot be read\. Repair the link"):
        read_text(tmp_path / "link", "link")
    faults: list[Fault] = []
    assert read_list(tmp_path / "link", RackForm, faults) == []
    assert "this is a link" in str(faults[0])


def test_no_more_is_read_than_is_allowed(tmp_path: Path) -> None:
    """A sparse file of a byte more than 64 MB takes no room on the disk."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="the file has more than the 64 MB that are allowed"):
        read_text(path, path.name)
