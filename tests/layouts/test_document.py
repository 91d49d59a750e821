"""YAML and CSV as people write them: names stay names, faults have lines, bombs do not go off."""

from pathlib import Path

import pytest

from layouts.document import parse_scalar, parse_yaml, read_yaml
from layouts.faults import InputError


@pytest.mark.parametrize(
    "text", ["1:30", "NO", "no", "on", "Yes", "007", "1e3", "0x10", "2026-11-24", "1_000", "1.10.3", "+"]
)
def test_names_stay_text(text: str) -> None:
    """YAML 1.1 would make 1:30 ninety and NO false; ports and racks are called so."""
    assert parse_scalar(text) == text
    assert parse_yaml(f"port: {text}", "x.yaml").data == {"port": text}


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("-4", -4), ("0.5", 0.5), ("true", True), ("~", None), ("", None)]
)
def test_numbers_and_truth_values(text: str, value: object) -> None:
    assert parse_scalar(text) == value


def test_quotes_make_text() -> None:
    assert parse_yaml("a: '3'\nb: \"true\"", "x.yaml").data == {"a": "3", "b": "true"}


def test_values_remember_their_lines() -> None:
    document = parse_yaml("rows:\n  - id: A\n    x: 1\n  - id: B\n", "x.yaml")
    assert document.line_of(("rows", 1, "id")) == 4
    assert document.line_of(("rows", 0, "missing")) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' occurs twice, first in line 1"),
        ("a: [1, 2\nb: 3\n", 2, "this is not YAML"),
        ("a: &x [*x]\n", 1, "an alias contains itself"),
        ("<<: {a: 1}\n", 1, "merge keys"),
        ("? [1, 2]\n: 3\n", 1, "a key must be plain text"),
        ("a: \x07\n", 0, "this is not YAML"),
        ("a:\n\t- 1\n", 2, "the line is indented with a tab"),
        ("- a: x\n\u00a0\u00a0b: y\n", 2, "the line holds a no-break space"),
        ("a: 1\nb:\u00a02\n", 2, "the line holds a no-break space"),
        ("a: !!int '1'\n", 1, "tags such as !!int are not supported"),
        ("a: !!python/object/apply:os.system [x]\n", 1, "tags such as !!python/object/apply:os.system are not"),
        ("a: !!set {x}\n", 1, "tags such as !!set are not supported"),
        ("a: !mine x\n", 1, "tags such as !mine are not supported"),
    ],
)
def test_faults_have_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "x.yaml")
    fault = caught.value.faults[0]
    assert fault.line == line
    assert message in fault.message
    assert fault.remedy


def test_a_yaml_bomb_does_not_go_off() -> None:
    """Nine levels of nine aliases would be 387 million values: from a6 on, in line 7, they pass two million."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(InputError, match=r"x\.yaml:7.*aliases expand"):
        parse_yaml("\n".join(lines), "x.yaml")
    # Five levels are 66,429 values below a4, and all of them about 75,000: a file may hold as many.
    assert len(parse_yaml("\n".join(lines[:5]), "x.yaml").data["a4"]) == 9


def test_ten_megabytes_of_brackets_are_refused_in_good_order() -> None:
    with pytest.raises(InputError, match="not YAML"):
        parse_yaml("[" * 10_000_000, "x.yaml")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(b"a: \xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_yaml(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_yaml(tmp_path / "absent.yaml")
    path.write_bytes(b"PK\x03\x04\x14")
    with pytest.raises(InputError, match="this is a workbook or an archive, not a text"):
        read_yaml(path)


def test_a_character_that_is_not_utf_8_is_told_by_its_line(tmp_path: Path) -> None:
    """An e with an acute accent from Windows, in the second line: byte 9 of the file, counted from 0."""
    path = tmp_path / "site.yaml"
    path.write_bytes("name: x\nté: 1\n".encode("cp1252"))
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    (fault,) = caught.value.faults
    assert (fault.line, fault.message) == (2, "byte 9 of the file is not UTF-8")
