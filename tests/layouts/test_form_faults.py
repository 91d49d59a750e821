"""Faults of forms: the wrong value, what is expected, and what to write instead, for each kind of error."""

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest

from layouts import Flag, Form, InputError, Name, Quantity, RackUnits, about, fill_form, model_validator
from layouts.csv_document import read_csv
from layouts.document import Document
from layouts.form_values import (
    Metres,
    Point2,
    TimeOfDay,
)


class Inner(Form):
    model: Name = about("Model")
    quantity: Quantity = about("Number of pieces")
    note: Name = about("Note", "none")


class Sample(Form):
    id: Name = about("Name of the sample", "x")
    kind: Literal["rail-only", "rail-optimized", "mesh"] = about("Kind", "mesh")
    count: Quantity = about("Count", 1)
    flag: Flag = about("Flag", False)
    u: RackUnits = about("Unit", 1.0)
    start: TimeOfDay = about("Start", "06:00")
    corner: Point2 = about("Corner", (0, 0))
    ratio: Annotated[list[Quantity], about("Two numbers, such as [1, 1]", min_length=2, max_length=2)] = [1, 1]  # noqa: RUF012
    items: list[Inner] = about("Items", [])
    names: dict[Name, Quantity] = about("Names", {})

    @model_validator(mode="after")
    def _is_possible(self) -> "Sample":
        if self.count == 13:
            raise ValueError("13 is not built")
        return self


class Lists(Form):
    id: Name = about("Name")
    media: list[Literal["fiber", "copper"]] = about("Media", [])
    points_mm: list[Point2] = about("Corners", [])
    lengths_m: list[Metres] = about("Lengths", [])
    inner: Inner | None = about("Piece", None)


def fault_of(data: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        fill_form(Sample, Document("s.yaml", data, {}))
    (fault,) = caught.value.faults
    return f"{fault.key}: {fault.message}. {fault.remedy}"


@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        ({"cuont": 1}, "cuont: unknown key 'cuont'", "Write 'count' instead"),
        ({"id": ""}, "id: the text is empty", "Write a name, or leave the key out"),
        ({"id": "x" * 65}, "id: the text is longer than 64 characters", "Shorten it"),
        (
            {"kind": "rail-optimised"},
            "kind: 'rail-optimised' is none of 'rail-only', 'rail-optimized' or 'mesh'",
            "Write 'rail-optimized' instead",
        ),
        ({"kind": "ring"}, "kind: 'ring' is none of 'rail-only', 'rail-optimized' or 'mesh'", "Use one of them"),
        ({"count": "2"}, "count: a whole number is expected, found '2'", "Write 2 without quotes"),
        ({"count": "007"}, "count: a whole number is expected, found '007'", "Write 7"),
        ({"count": "4_0"}, "count: a whole number is expected, found '4_0'", "Write 40"),
        ({"count": "\u0664\u0660"}, "count: a whole number is expected, found '\u0664\u0660'", "Write 40"),
        ({"count": 40.0}, "count: a whole number is expected, found 40.0", "Write 40"),
        (
            {"count": "40G"},
            "count: a whole number is expected, found '40G'",
            "Write a whole number without unit or quotes",
        ),
        (
            {"count": 40.5},
            "count: a whole number is expected, found 40.5",
            "Write a whole number without unit or quotes",
        ),
        ({"count": "1" + 30 * "0"}, f"count: '1{30 * '0'}' is too large", "Use a smaller value"),
        ({"count": float("inf")}, "count: inf is too large", "Use a smaller value"),
        ({"u": "1e400"}, "u: '1e400' is too large", "Use a smaller value"),
        ({"u": "2,5"}, "u: a number is expected, found '2,5'", "Write 2.5"),
        ({"u": "15,000"}, "u: a number is expected, found '15,000'", "Write 15.000; for thousands write 15000"),
        (
            {"id": "R1\u200b"},
            r"id: a name must not begin or end with a space or hold control characters, found 'R1\u200b'",
            "Correct the value",
        ),
        (
            {"count": True},
            "count: a whole number is expected, found true",
            "Write a whole number without unit or quotes",
        ),
        (
            {"count": None},
            "count: a whole number is expected, found nothing",
            "Write a whole number without unit or quotes",
        ),
        ({"count": 0}, "count: 0 is too small: at least 1 is expected", "Use a larger value"),
        ({"count": 10**8}, "count: 100000000 is too large: at most 10000000 is expected", "Use a smaller value"),
        ({"count": 13}, ": 13 is not built", "Correct the value"),
        ({"flag": 1}, "flag: true or false is expected, found 1", "Write true or false without quotes"),
        ({"u": 0}, "u: 0 is too small: more than 0 is expected", "Use a larger value"),
        ({"u": 1.3}, "u: 1.3 is not a multiple of 0.5", "Use a multiple of it"),
        (
            {"start": "6:00"},
            "start: '6:00' is not a time of day",
            "Write hours and minutes with two digits each, as 06:00",
        ),
        (
            {"start": "24:00"},
            "start: '24:00' is not a time of day",
            "Write hours and minutes with two digits each, as 06:00",
        ),
        ({"corner": 5}, "corner: a list of numbers is expected, found 5", "Write a list such as [0, 1200]"),
        ({"corner": [5]}, "corner: item 2 is missing", "Write all coordinates"),
        (
            {"ratio": [1, 1, 1]},
            "ratio: at most 2 items are allowed, found 3",
            "Expected here: Two numbers, such as [1, 1]",
        ),
        ({"ratio": [1]}, "ratio: at least 2 items are expected, found 1", "Expected here: Two numbers, such as [1, 1]"),
        (
            {"items": ["QM9700"]},
            "items[0]: 'key: value' pairs are expected, found 'QM9700'",
            "Write {model: ..., quantity: ...}",
        ),
        (
            {"items": "QM9700"},
            "items: a list is expected, found 'QM9700'",
            "Write lines that begin with '- ', or [a, b]",
        ),
        ({"items": [{"model": "a"}]}, "items[0].quantity: the key 'quantity' is missing", "Add 'quantity: ...'"),
        ({"names": ["a"]}, "names: 'key: value' pairs are expected, found ['a']", "Write one pair per line, indented"),
    ],
)
def test_what_is_said(data: dict[str, Any], message: str, remedy: str) -> None:
    assert fault_of(data) == f"{message}. {remedy}"


def test_a_long_value_is_cut() -> None:
    """60 characters are shown: 57 of the value, quotes counted, and three dots."""
    message = fault_of({"count": "x" * 100})
    assert f"found '{'x' * 56}... Write" not in message
    assert f"found '{'x' * 56}..." in message


def test_a_row_of_a_csv_list_lacks_a_column() -> None:
    """There are no keys to add in a CSV file."""
    with pytest.raises(InputError) as caught:
        fill_form(Inner, Document("lots.csv", [{"model": "a"}], {(0,): 2}), (0,))
    (fault,) = caught.value.faults
    assert (fault.line, fault.key, fault.remedy) == (2, "column quantity", "Fill in the column 'quantity'")


@pytest.mark.parametrize(
    ("row", "message", "remedy"),
    [
        (
            "T,fiber,,",
            "media: a list is expected, found 'fiber'",
            'Write the list in one quoted cell, such as "[a, b]"',
        ),
        (
            'T,,"0 0 2750; 9000 0 2750",',
            "points_mm: a list is expected, found '0 0 2750; 9000 0 2750'",
            'Write the list in one quoted cell, such as "[[0, 0, 2750], [9000, 0, 2750]]"',
        ),
        (
            'T,,"[0, 0]",',
            "points_mm[0]: a list of numbers is expected, found 0",
            'Write the list in one quoted cell, such as "[[0, 0, 2750], [9000, 0, 2750]]"',
        ),
        ("T,,,5", "lengths_m: a list is expected, found 5", 'Write the list in one quoted cell, such as "[3, 5]"'),
    ],
)
def test_a_list_in_a_csv_file_is_one_quoted_cell(tmp_path: Path, row: str, message: str, remedy: str) -> None:
    """A cell holds no line that begins with '- '."""
    path = tmp_path / "rows.csv"
    path.write_text(f"id,media,points_mm,lengths_m\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        fill_form(Lists, read_csv(path, []), (0,))
    fault = caught.value.faults[0]
    assert f"{fault.key}: {fault.message}. {fault.remedy}" == f"column {message}. {remedy}"


def test_the_cell_of_the_remedy_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('id,media,points_mm,lengths_m\nT,[fiber],"[[0, 0], [9000, 0]]","[3, 5]"\n', encoding="utf-8")
    filled = fill_form(Lists, read_csv(path, []), (0,))
    assert (filled.media, filled.points_mm, filled.lengths_m) == (["fiber"], [(0, 0), (9000, 0)], [3, 5])


def test_a_mapping_in_a_csv_file_is_several_columns(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,inner\nT,QM9700\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        fill_form(Lists, read_csv(path, []), (0,))
    assert [fault.remedy for fault in caught.value.faults] == [
        "Fill in the columns 'inner.model' and 'inner.quantity' instead"
    ]


@pytest.mark.parametrize("text", ["00:00", "06:00", "23:59"])
def test_times_of_the_day_are_taken(text: str) -> None:
    assert fill_form(Sample, Document("s.yaml", {"start": text}, {})).start == text
