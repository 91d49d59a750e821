"""Progress: one line on a terminal, plain lines in a pipe, nothing with -q, and never a sign on the standard output."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from fabric import Plan, save_plan
from fabric.commands.progress import LEAST_TOLD_S, Progress
from tests.sites import write_two_racks

CLEAR = "\r\x1b[2K"
"""Takes the line of the terminal away."""


class Said(NamedTuple):
    """What a command wrote."""

    out: str
    err: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two racks, which are planned in a second."""
    made = tmp_path_factory.mktemp("site")
    for name, text in write_two_racks().items():
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def run_on_terminal(*arguments: str, term: str = "xterm") -> Said:
    """Runs a command whose error stream is a terminal of 80 columns, and whose standard output is a pipe.

    Notes on the input files are no progress and are left out.
    """
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cli", *arguments]
    where = {**os.environ, "TERM": term, "COLUMNS": "80"}
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True, env=where)
    os.close(theirs)
    err = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # Linux says so when the other end is closed.
            break
        if not part:
            break
        err += part
    out, _ = done.communicate(timeout=120)
    os.close(ours)
    assert done.returncode == 0, err
    lines = err.decode().splitlines(keepends=True)
    return Said(out, "".join(line for line in lines if not line.startswith("note: ")))


@pytest.mark.plan
def test_a_terminal_shows_one_line_that_is_cleared(folder: Path, tmp_path: Path) -> None:
    said = run_on_terminal("plan", str(folder), "-o", str(tmp_path / "a.plan.json"))
    drawn = said.err.split(CLEAR)
    assert drawn[-1] == ""
    assert any("placing designs: 0 of " in line for line in drawn)
    assert any("best so far: " in line for line in drawn)
    assert "\n" not in said.err
    assert max(map(len, drawn)) < 80
    assert "\x1b" not in said.out
    assert "install time" in said.out


@pytest.mark.plan
def test_verbose_keeps_the_lines(folder: Path, tmp_path: Path) -> None:
    said = run_on_terminal("plan", str(folder), "-o", str(tmp_path / "a.plan.json"), "-v")
    assert f"{CLEAR}  best so far: " in said.err
    assert "\n" in said.err


@pytest.mark.plan
@pytest.mark.parametrize("options", [("-q",), ("-q", "-v")])
def test_quiet_shows_nothing(folder: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert run_on_terminal("plan", str(folder), "-o", str(tmp_path / "a.plan.json"), *options).err == ""


@pytest.mark.plan
def test_quiet_leaves_out_notes_but_no_fault(folder: Path, tmp_path: Path) -> None:
    """A file that nothing reads is a note; -q stands before or after the rest of the line. A fault stays."""
    noted = tmp_path / "noted"
    shutil.copytree(folder, noted)
    (noted / "spare.csv").write_text("id\n", encoding="utf-8")

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cli", "plan", *options, str(noted), "-o", str(tmp_path / "a.plan.json")]
        return subprocess.run(command, capture_output=True, text=True)

    # An old word is noted while the options are read.
    said = run("--objective", "first-pod").stderr
    assert "note: --objective" in said
    assert "spare.csv" in said
    assert run("--objective", "first-pod", "-q").stderr == ""
    (noted / "crew.yaml").write_text("shifts: none\n", encoding="utf-8")
    failed = run("-q")
    assert failed.returncode == 1
    assert "crew.yaml:1 at shifts: a list is expected" in failed.stderr


@pytest.mark.plan
def test_a_terminal_that_cannot_move_gets_plain_lines(folder: Path, tmp_path: Path) -> None:
    said = run_on_terminal("plan", str(folder), "-o", str(tmp_path / "a.plan.json"), term="dumb")
    assert "\x1b" not in said.err
    assert "  best so far: " in said.err


@pytest.mark.plan
def test_a_pipe_gets_plain_lines(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli", "plan", str(folder), "-o", str(tmp_path / "a.plan.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "\x1b" not in done.stderr
    assert "  best so far: " in done.stderr
    assert "placing designs" not in done.stderr


@pytest.mark.plan
def test_sheets_tell_how_many_parts_are_written(two_racks_plan: Plan, tmp_path: Path) -> None:
    save_plan(two_racks_plan, tmp_path / "a.plan.json")
    said = run_on_terminal("sheets", str(tmp_path / "a.plan.json"), "-o", str(tmp_path / "sheets"))
    assert "writing sheets: 0 of 18" in said.err
    assert said.err.endswith(CLEAR)
    assert "index.html" in said.out


def test_time_left_follows_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of eight parts in 10 s: the other six take 30 s. Before the first part and in the first 2 s none is told."""
    clock = iter((0.0, 100.0))
    monkeypatch.setattr("fabric.commands.progress.time.monotonic", lambda: next(clock, 100.0))
    shown = Progress()
    shown.advance("placing designs", 0, 8)
    assert shown.left_s(110.0) is None
    shown.advance("placing designs", 2, 8)
    assert shown.left_s(100.0 + LEAST_TOLD_S - 1) is None
    assert shown.left_s(110.0) == 30.0
    shown.advance("placing designs", 8, 8)
    assert shown.left_s(110.0) is None
