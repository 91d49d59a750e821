"""A folder of broken inputs beside the exact messages that they earn: a new test is a new folder under tests/errors.

Each folder holds files that replace those of a sound project (the one-rack-row site of `base`), and `expected.txt`.
To write the expectations anew after a look: WRITE_EXPECTED=1 make test.
"""

import os
import shutil
from pathlib import Path

import pytest

from cli import run

HERE = Path(__file__).parent / "errors"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "base")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_message_is_exact(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    shutil.copytree(HERE / "base", folder)
    for path in case.iterdir():
        if path.name != "expected.txt":
            shutil.copy(path, folder / path.name)
    code = run(["check", str(folder)])
    printed = capsys.readouterr()
    assert code == 1
    assert printed.out == ""
    assert "Traceback" not in printed.err
    expected = case / "expected.txt"
    if os.environ.get("WRITE_EXPECTED"):
        expected.write_text(printed.err, encoding="utf-8")
    assert printed.err == expected.read_text(encoding="utf-8")


def test_the_base_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(HERE / "base")]) == 0
    assert "is sound" in capsys.readouterr().out
