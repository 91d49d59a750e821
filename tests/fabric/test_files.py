"""Files are the old ones or the new ones, never half."""

from pathlib import Path

import pytest

from fabric.files import replace_folder, write_text
from layouts import PlannerError


def test_a_text_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "plan.json"
    write_text(path, "one")
    write_text(path, "two")
    assert path.read_text() == "two"
    assert [p.name for p in path.parent.iterdir()] == ["plan.json"]


def test_a_folder_stays_when_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replace_folder(folder) as fresh:
        (fresh / "a").write_text("old")
    with pytest.raises(RuntimeError), replace_folder(folder) as fresh:
        (fresh / "a").write_text("half")
        raise RuntimeError("power is gone")
    assert (folder / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "cat.jpg").write_text("meow")
    with pytest.raises(PlannerError, match="not written by fabric-planner"), replace_folder(folder):
        pass
    assert (folder / "cat.jpg").read_text() == "meow"
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(PlannerError), replace_folder(file):
        pass


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with replace_folder(tmp_path / "out") as fresh:
        (fresh / "a").write_text("x")
    assert (tmp_path / "out" / "a").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlannerError, match="cannot be written"):
        write_text(tmp_path / "file" / "plan.json", "x")
