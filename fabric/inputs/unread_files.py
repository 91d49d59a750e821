"""Files of a project folder that nothing reads: each is named, with the name that was probably meant."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from fabric.catalog import CATALOG_FILES
from layouts import Fault

FILES = (
    "site.yaml", "equipment.yaml", "inventory.yaml", "request.yaml", "crew.yaml",
    "racks.csv", "pathways.csv", "devices.csv", "cables.csv", "lots.csv", "labour.csv",
)  # fmt: skip
"""Files that a project folder may hold."""
CATALOG = "catalog"
"""Folder of a project's own hardware."""
DATA = {".csv", ".tsv", ".yaml", ".yml", ".xlsx", ".xls", ".ods"}
"""Endings of files that may be meant as input, whatever their name is."""
DEVICE_TYPES = {".yaml", ".yml"}
"""Endings of NetBox device types, which have any name and may lie in subfolders."""
LIKENESS = 0.75
"""Share of equal letters from which on one name may be meant by another."""


def note_unread_files(folder: Path, named: Iterable[str] = ()) -> Iterator[str]:
    """A sentence for each file that nothing reads. A file of another kind and another name, such as a plan, is none.

    `named` are files of any name that request.yaml names.
    """
    yield from _note(folder, "", (*FILES, *named), ())
    for path in _list(folder):
        near = path.is_dir() and difflib.get_close_matches(path.name.lower(), [CATALOG, "catalogue"], 1, 0.8)
        if near and not _is_same(path, folder / CATALOG):
            yield f"{path.name} is not read: call the folder {CATALOG}"
    if (folder / CATALOG).is_dir():
        yield from _note(folder / CATALOG, f"{CATALOG}/", CATALOG_FILES, tuple(DEVICE_TYPES))
        for path in _list(folder / CATALOG):
            if path.is_dir() and any(item.suffix.lower() in DATA - DEVICE_TYPES for item in path.iterdir()):
                yield f"{CATALOG}/{path.name} may hold device types only: move its other files into {CATALOG}"


def folder_faults(folder: Path) -> Iterator[Fault]:
    """A file in the place of the folder of hardware."""
    path = folder / CATALOG
    if path.is_symlink() and not path.exists():
        yield Fault.of_file(CATALOG, "this is a broken link", "Repair the link, or remove it")
    elif path.exists() and not path.is_dir():
        message = "this is a file, but hardware of a project is read from a folder of this name"
        yield Fault.of_file(CATALOG, message, f"Put files such as {CATALOG}/optics.csv into a folder")


def nearest_file(folder: Path, name: str) -> str | None:
    """The file of a folder that was probably meant by a name; None where no file comes near."""
    unread = [path.name for path in _list(folder) if path.is_file() and path.name not in FILES]
    return next((found for found in unread if _meant(found, (name,))), None)


def _note(folder: Path, before: str, known: Iterable[str], endings: tuple[str, ...]) -> Iterator[str]:
    """Files of one folder that are not among the known ones and have none of the endings of files that may have any
    name.
    """
    for path in _list(folder):
        if not path.is_file() or path.name in known or path.suffix.lower() in endings:
            continue
        meant = _meant(path.name, known)
        if meant and not _is_same(path, folder / meant):
            rest = " There is one already" if (folder / meant).exists() else ""
            yield f"{before}{path.name} is not read. Did you mean {meant}?{rest}"
        elif not meant and path.suffix.lower() in DATA:
            yield f"{before}{path.name} is not read: no file of this name belongs to a project"


def _list(folder: Path) -> list[Path]:
    """The entries of a folder by name, hidden ones and leftovers of editors left out."""
    return [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~")) and path.name[-1] != "~"]


def _meant(name: str, known: Iterable[str]) -> str | None:
    """The known file whose name comes nearest, be its ending another one; None where none comes near."""
    stem, _, ending = name.lower().partition(".")
    if ending and f".{ending}" not in DATA | {".txt", ".json", ".csv.txt", ".yaml.txt"}:
        return None
    by_stem = {other.partition(".")[0]: other for other in known}
    near = difflib.get_close_matches(stem, by_stem, 1, LIKENESS)
    return by_stem[near[0]] if near else None


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names mean one file, as on disks that do not tell capital letters apart."""
    return other.exists() and one.samefile(other)
