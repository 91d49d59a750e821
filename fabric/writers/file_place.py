"""The place of a file that we write: nothing is there yet, or an older file of the same kind, which is replaced."""

import errno
import tempfile
from pathlib import Path

from layouts import PlannerError


def require_file_place(path: Path | str, begin: bytes, kind: str) -> None:
    """Raises PlannerError where a file may not be written to `path`: something else is there, or nothing can be.

    `begin` are the first bytes of every file of the kind; `kind` names one, such as 'plan file'.
    """
    path = Path(path)
    try:
        path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        _require_writable(path)
        return
    except (OSError, RuntimeError) as error:
        # Python before 3.13 raises RuntimeError for links in a circle.
        if isinstance(error, OSError) and error.errno != errno.ELOOP:
            raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place") from None
        raise PlannerError(f"{path} is a link to itself. Name the {kind} to write") from None
    if not path.is_file():
        raise PlannerError(f"{path} is not a file. Name the {kind} to write")
    try:
        with path.open("rb") as file:
            found = file.read(len(begin))
    except OSError as error:
        raise PlannerError(f"{path} cannot be read: {error.strerror}. Choose another place") from None
    if found != begin:
        raise PlannerError(
            f"{path} exists and is not a {kind}, so it is not overwritten. Choose another name, or remove it"
        )
    _require_writable(path)


def _require_writable(path: Path) -> None:
    """Raises PlannerError where no new file may be made beside `path`, so that no work is lost for it."""
    folder = next(parent for parent in path.resolve().parents if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}. Choose another place") from None
