"""Files are the old ones or the new ones, never half."""

import shutil
import signal
from pathlib import Path

import pytest

from fabric.writers import replacement
from fabric.writers.replacement import MACHINE, make_folder, replace_folder, write_text
from layouts import PlannerError


def test_a_text_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "plan.json"
    write_text(path, "one")
    write_text(path, "two")
    assert path.read_text() == "two"
    assert [p.name for p in path.parent.iterdir()] == ["plan.json"]


def test_a_folder_stays_when_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replace_folder(folder, "sheets") as fresh:
        (fresh / "a").write_text("old")
    with pytest.raises(RuntimeError), replace_folder(folder, "sheets") as fresh:
        (fresh / "a").write_text("half")
        raise RuntimeError("power is gone")
    assert (folder / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "cat.jpg").write_text("meow")
    with pytest.raises(PlannerError, match="not written by fabric-planner"), replace_folder(folder, "sheets"):
        pass
    assert (folder / "cat.jpg").read_text() == "meow"
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(PlannerError), replace_folder(file, "sheets"):
        pass


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with replace_folder(tmp_path / "out", "sheets") as fresh:
        (fresh / "a").write_text("x")
    assert (tmp_path / "out" / "a").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlannerError, match="cannot be written"):
        write_text(tmp_path / "file" / "plan.json", "x")


def test_a_folder_of_another_kind_or_with_notes_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replace_folder(folder, "sheets") as fresh:
        (fresh / "a").write_text("ours")
    with pytest.raises(PlannerError, match="holds sheets, not pictures"), replace_folder(folder, "pictures"):
        pass
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(PlannerError, match=r"holds notes\.txt, which is not ours"), replace_folder(folder, "sheets"):
        pass
    assert (folder / "notes.txt").read_text() == "mine"


def test_what_a_killed_run_left_is_cleared_and_the_old_set_comes_back(tmp_path: Path) -> None:
    """Killed between the two renames: the old set stands aside under the number of a process that is no more."""
    dead = 4_194_399
    (tmp_path / f".out.{MACHINE}-{dead}.new").mkdir()
    aside = tmp_path / f".out.{MACHINE}-{dead}.old"
    aside.mkdir()
    (aside / ".fabric-planner").write_text("sheets\na\n")
    (aside / "a").write_text("old")
    with pytest.raises(RuntimeError), replace_folder(tmp_path / "out", "sheets"):
        raise RuntimeError("again")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "a").read_text() == "old"


def test_links_stay_links_and_devices_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_text(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"
    with pytest.raises(PlannerError, match="is not a file"):
        write_text(Path("/dev/null"), "x")


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="cannot be written"), replace_folder(tmp_path / ("x" * 300), "sheets"):
        pass


def test_a_file_of_the_user_in_a_folder_of_ours_is_not_lost(tmp_path: Path) -> None:
    """What lies in a folder below is refused as well; what a dead run left of a name with brackets is cleared."""
    for _ in range(2):
        with replace_folder(tmp_path / "out[1]", "sheets") as fresh:
            (fresh / "page").mkdir()
            (fresh / "page" / "ours.txt").write_text("x")
    (tmp_path / "out[1]" / "page" / "notes.txt").write_text("mine")
    with (
        pytest.raises(PlannerError, match=r"holds page/notes\.txt, which is not ours"),
        replace_folder(tmp_path / "out[1]", "sheets"),
    ):
        pass
    assert (tmp_path / "out[1]" / "page" / "notes.txt").read_text() == "mine"
    (tmp_path / "out[1]" / "page" / "notes.txt").unlink()
    (tmp_path / f".out[1].{MACHINE}-999999999.new").mkdir()
    with replace_folder(tmp_path / "out[1]", "sheets"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["out[1]"]


def test_old_and_new_change_places_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment of the exchange both folders are whole: the name never lacks one."""
    seen: list[list[str]] = []
    exchange = replacement._exchange

    def look(one: Path, other: Path) -> bool:
        seen.append([(other / "a").read_text(), (one / "a").read_text()])
        done = exchange(one, other)
        seen.append([(other / "a").read_text(), (one / "a").read_text()])
        return done

    for text in ("old", "new"):
        with replace_folder(tmp_path / "out", "sheets") as fresh:
            (fresh / "a").write_text(text)
        monkeypatch.setattr(replacement, "_exchange", look)
    assert seen == [["old", "new"], ["new", "old"]]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_disk_without_exchange_puts_the_old_folder_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacement, "_exchange", lambda one, other: False)
    for text in ("old", "new"):
        with replace_folder(tmp_path / "out", "sheets") as fresh:
            (fresh / "a").write_text(text)
    assert (tmp_path / "out" / "a").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_unfinished_file_of_a_killed_run_is_cleared(tmp_path: Path) -> None:
    """That of a dead run of this machine goes; that of a living one, and of another machine, stays."""
    (tmp_path / f".plan.json.{MACHINE}-4194399.part").write_text("half")
    alive, other = f".plan.json.{MACHINE}-1.part", ".plan.json.00000000-4194399.part"
    (tmp_path / alive).write_text("half")
    (tmp_path / other).write_text("half")
    write_text(tmp_path / "plan.json", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([alive, other, "plan.json"])


def test_links_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(PlannerError, match="a is a link to itself"), replace_folder(tmp_path / "a", "sheets"):
        pass
    with pytest.raises(PlannerError, match="a is a link to itself"):
        write_text(tmp_path / "a", "x")


def test_empty_folders_and_links_of_the_user_are_not_lost(tmp_path: Path) -> None:
    """A folder that holds empty folders only, or a link to a folder, is no empty one: both were removed in silence."""
    (tmp_path / "mount" / "disk").mkdir(parents=True)
    with (
        pytest.raises(PlannerError, match="not written by fabric-planner"),
        replace_folder(tmp_path / "mount", "sheets"),
    ):
        pass
    assert (tmp_path / "mount" / "disk").is_dir()
    out = tmp_path / "out"
    with replace_folder(out, "sheets") as fresh:
        (fresh / "a").write_text("ours")
    (out / "photos").symlink_to(tmp_path / "mount")
    with pytest.raises(PlannerError, match="holds photos, which is not ours"), replace_folder(out, "sheets"):
        pass
    assert (out / "photos").is_symlink()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\n"])
def test_a_marker_that_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty marker, or one that is no text, ended the run as a defect of the planner."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".fabric-planner").write_bytes(content)
    with pytest.raises(PlannerError, match=r"out holds .*, not sheets"), replace_folder(tmp_path / "out", "sheets"):
        pass
    assert (tmp_path / "out" / ".fabric-planner").read_bytes() == content


@pytest.mark.parametrize("step", ["_exchange", "rmtree"])
@pytest.mark.parametrize("in_one_step", [True, False])
def test_an_interrupt_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, in_one_step: bool
) -> None:
    """Interrupted while old and new change places, or while the old one goes: the new one is whole, nothing else."""
    with replace_folder(tmp_path / "out", "sheets") as fresh:
        (fresh / "a").write_text("old")
    exchange = replacement._exchange if in_one_step else lambda one, other: False
    remove = shutil.rmtree

    def interrupted_exchange(one: Path, other: Path) -> bool:
        signal.raise_signal(signal.SIGINT)
        return exchange(one, other)

    def interrupted_removal(path: Path, ignore_errors: bool = False) -> None:
        signal.raise_signal(signal.SIGINT)
        remove(path, ignore_errors)

    monkeypatch.setattr(replacement, "_exchange", interrupted_exchange if step == "_exchange" else exchange)
    if step == "rmtree":
        monkeypatch.setattr(shutil, "rmtree", interrupted_removal)
    with pytest.raises(KeyboardInterrupt), replace_folder(tmp_path / "out", "sheets") as fresh:
        (fresh / "a").write_text("new")
    assert (tmp_path / "out" / "a").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_made_is_whole_or_absent(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), make_folder(tmp_path / "site") as fresh:
        (fresh / "a").write_text("half")
        signal.raise_signal(signal.SIGINT)
    assert list(tmp_path.iterdir()) == []
    with make_folder(tmp_path / "site") as fresh:
        (fresh / "a").write_text("x")
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "a"]
    with pytest.raises(PlannerError, match="site exists"), make_folder(tmp_path / "site"):
        pass
    assert (tmp_path / "site" / "a").read_text() == "x"
