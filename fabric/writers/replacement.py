"""Files that are either the old ones or the new ones, never half: written beside, then renamed."""

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layouts import PlannerError

MARKER = ".fabric-planner"
"""A file in every folder that we write: the kind of the folder, then the names of our files, a line each."""


def write_text(path: Path, text: str) -> None:
    """Writes a text file as UTF-8, replacing an old one in one step. A link stays a link, its target is replaced."""
    path = path.resolve()
    with _said(path):
        if path.exists() and not path.is_file():
            raise PlannerError(f"{path} is not a file. Choose another place")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turns a refusal of the system into an error that says how to mend it."""
    try:
        yield
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def replace_folder(folder: Path, kind: str) -> Iterator[Path]:
    """A new folder to fill, that takes the place of `folder` when the block ends well; else nothing changes.

    `kind` names the content. Raises PlannerError where `folder` is of another kind or holds files that are not ours.
    Leftovers of a killed run are cleared away. The old folder that it had put aside comes back.
    """
    folder = Path(folder).resolve()
    with _said(folder):
        _clear_leftovers(folder)
        _refuse_foreign(folder, kind)
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = folder.parent / f".{folder.name}.{os.getpid()}.new"
        fresh.mkdir()
    try:
        with _said(folder):
            yield fresh
            names = sorted(_list_files(fresh))
            (fresh / MARKER).write_text("\n".join([kind, *names]) + "\n", encoding="utf-8")
            if folder.exists():
                aside = folder.parent / f".{folder.name}.{os.getpid()}.old"
                folder.replace(aside)
                fresh.replace(folder)
                shutil.rmtree(aside)
            else:
                fresh.replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _list_files(folder: Path) -> set[str]:
    """All files in a folder and in folders in it, by relative path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


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
    was, *names = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    if was != kind:
        raise PlannerError(f"{folder} holds {was}, not {kind}. Choose another place")
    strange = sorted(found - {*names, MARKER})
    if strange:
        raise PlannerError(f"{folder} holds {', '.join(strange[:5])}, which is not ours. Move it away first")


def _clear_leftovers(folder: Path) -> None:
    """Removes leftovers of dead runs beside the folder."""
    for path in folder.parent.glob(f".{glob.escape(folder.name)}.*") if folder.parent.is_dir() else ():
        owner, _, state = path.name.removeprefix(f".{folder.name}.").partition(".")
        if not owner.isdigit() or state not in ("new", "old") or _is_alive(int(owner)):
            continue
        if state == "old" and not folder.exists():
            path.replace(folder)
        else:
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
