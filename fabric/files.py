"""Files that are either the old ones or the new ones, never half: written beside, then renamed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layouts.faults import PlannerError

MARKER = ".fabric-planner"
"""A folder that we wrote holds this file; only such a folder is ever replaced."""


def write_text(path: Path, text: str) -> None:
    """Writes a text file as UTF-8, replacing an old one in one step."""
    with _beside(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place with -o") from None
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place with -o") from None
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, that takes the place of `folder` when the block ends well; else nothing changes.

    Raises PlannerError where `folder` holds files that are not ours.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARKER).exists())):
        raise PlannerError(
            f"{folder} exists and was not written by fabric-planner. Choose another place with -o, or remove it"
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise PlannerError(f"{folder} cannot be written: {error.strerror}. Choose another place with -o") from None
    try:
        yield fresh
        (fresh / MARKER).write_text(
            "Written by fabric-planner; replaced as a whole by the next run.\n", encoding="utf-8"
        )
        fresh.chmod(0o777 & ~_umask())
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
            folder.replace(old / "old")
            fresh.replace(folder)
            shutil.rmtree(old)
        else:
            fresh.replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
