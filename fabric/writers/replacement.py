"""Files that are either the old ones or the new ones, never half: written beside, then renamed."""

import ctypes
import errno
import glob
import os
import platform
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from layouts import PlannerError, hold_interrupts

MARKER = ".fabric-planner"
"""A file in every folder that we write: the kind of the folder, then the names of our files, a line each."""


MACHINE = f"{zlib.crc32(platform.node().encode()):08x}"
"""This machine in the names of unfinished files: on a shared disk nobody clears away what another machine writes."""
EXCHANGE = 2
"""Flag of the system call renameat2: both names change places in one step."""
HERE = -100
"""Stands for the working directory in that call."""


def write_text(path: Path, text: str) -> None:
    """Writes a text file as UTF-8, replacing an old one in one step. A link stays a link, its target is replaced.

    Unfinished files of killed runs are cleared away.
    """
    path = _resolve(path)
    with _said(path):
        if path.exists() and not path.is_file():
            raise PlannerError(f"{path} is not a file. Choose another place")
        path.parent.mkdir(parents=True, exist_ok=True)
        for found, state in _list_leftovers(path):
            if state == "part":
                found.unlink(missing_ok=True)
        temporary = _beside(path, "part")
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        finally:
            with hold_interrupts():
                temporary.unlink(missing_ok=True)


def _beside(path: Path, state: str) -> Path:
    """The name under which this run writes what will take the place of `path`, or puts the old content aside."""
    return path.parent / f".{path.name[:100]}.{MACHINE}-{os.getpid()}.{state}"


def _resolve(path: Path) -> Path:
    """The place that a path means. Raises PlannerError where links lead round in a circle."""
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise PlannerError(f"{path} is a link to itself. Choose another place") from None
    return path.resolve()


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turns a refusal of the system into an error that says how to mend it."""
    try:
        yield
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place") from None


@contextmanager
def replace_folder(folder: Path, kind: str) -> Iterator[Path]:
    """A new folder to fill, that takes the place of `folder` when the block ends well; else nothing changes.

    `kind` names the content. Raises PlannerError where `folder` is of another kind or holds files that are not ours.
    Where the system can, old and new change places in one step, so that at every moment a folder has the name. Else
    the old one is put aside first. Leftovers of a killed run are cleared away, and an old folder that it had put aside
    comes back.
    """
    with _fill_beside(folder, lambda place: _refuse_foreign(place, kind)) as fresh:
        yield fresh
        names = sorted(_list_files(fresh))
        (fresh / MARKER).write_text("\n".join([kind, *names]) + "\n", encoding="utf-8")


@contextmanager
def make_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, that gets the name `folder` when the block ends well; else nothing is there.

    Raises PlannerError where something has the name. Leftovers of a killed run are cleared away.
    """
    with _fill_beside(folder, _refuse_taken) as fresh:
        yield fresh


@contextmanager
def _fill_beside(folder: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place at the end, where `check` lets it."""
    folder = _resolve(Path(folder))
    fresh = _beside(folder, "new")
    try:
        with _said(folder):
            with hold_interrupts():
                _clear_leftovers(folder)
            check(folder)
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh.mkdir()
            yield fresh
            # An interrupt waits until the old folder is gone: cut in two, this would leave it under another name.
            with hold_interrupts():
                _put_in_place(fresh, folder)
                shutil.rmtree(fresh, ignore_errors=True)
    finally:
        with hold_interrupts():
            shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.replace(folder)
    elif not _exchange(fresh, folder):
        aside = _beside(folder, "old")
        folder.replace(aside)
        fresh.replace(folder)
        shutil.rmtree(aside)


def _refuse_taken(folder: Path) -> None:
    if folder.exists():
        raise PlannerError(f"{folder} exists. Choose another place, or remove it")


def _list_files(folder: Path) -> set[str]:
    """All files, links and empty folders in a folder and in folders in it, by relative path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not _is_filled(path)}


def _is_filled(path: Path) -> bool:
    """Whether a path is a folder that holds something, whose content is listed in its place."""
    return path.is_dir() and not path.is_symlink() and any(path.iterdir())


def _refuse_foreign(folder: Path, kind: str) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise PlannerError(f"{folder} is not a folder. Choose another place")
    found = _list_files(folder)
    if not found:
        return
    if MARKER not in found:
        raise PlannerError(f"{folder} exists and was not written by fabric-planner. Choose another place, or remove it")
    if (folder / MARKER).is_symlink() or not (folder / MARKER).is_file():
        raise PlannerError(f"{folder} exists and was not written by fabric-planner. Choose another place, or remove it")
    # Bytes that are no text name no file of ours.
    was, *names = (folder / MARKER).read_text(encoding="utf-8", errors="replace").splitlines() or ["something else"]
    if was != kind:
        raise PlannerError(f"{folder} holds {was}, not {kind}. Choose another place")
    strange = sorted(found - {*names, MARKER})
    if strange:
        raise PlannerError(f"{folder} holds {', '.join(strange[:5])}, which is not ours. Move it away first")


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step. False where this system or this disk cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
        return bool(rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False


def _list_leftovers(path: Path) -> Iterator[tuple[Path, str]]:
    """What dead runs of this machine left beside a file or folder, and the state in which they left it.

    A run is dead where no process of this machine has its id.
    """
    before = f".{path.name[:100]}.{MACHINE}-"
    for found in path.parent.glob(f"{glob.escape(before)}*") if path.parent.is_dir() else ():
        owner, _, state = found.name.removeprefix(before).partition(".")
        if owner.isdigit() and state in ("new", "old", "part") and not _is_alive(int(owner)):
            yield found, state


def _clear_leftovers(folder: Path) -> None:
    """Removes leftovers of dead runs beside the folder."""
    for path, state in _list_leftovers(folder):
        if state == "old" and not folder.exists():
            path.replace(folder)
        elif state != "part":
            shutil.rmtree(path)


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
