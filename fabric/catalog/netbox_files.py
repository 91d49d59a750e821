"""The NetBox files of a project folder: found in it and below it, each read once, models that two files share told."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fabric.catalog.hardware import DeviceRole
from fabric.catalog.netbox import DeviceFile, read_device_file
from fabric.catalog.netbox_forms import Tables
from layouts import Fault, InputError

SUFFIXES = (".yaml", ".yml")
DEPTH = 2
"""Folders below `catalog/`: `device-types/Arista/` as in the library."""
OTHER_FOLDERS = ("module-types", "rack-types", "elevation-images", "module-images")
"""Folders of the library that hold no device types."""


def find_files(folder: Path) -> list[Path]:
    """The NetBox files of a folder, in order of their names; those of its subfolders after them."""
    found: list[Path] = []
    level = [folder]
    for _ in range(DEPTH + 1):
        inside = sorted(path for place in level for path in place.iterdir())
        found += [path for path in inside if path.suffix.lower() in SUFFIXES and path.is_file()]
        level = [path for path in inside if path.is_dir() and path.name not in OTHER_FOLDERS and path.name[0] != "."]
    return found


def read_files(
    folder: Path, tables: Tables, roles: Mapping[str, DeviceRole], faults: list[Fault], notes: list[str]
) -> list[DeviceFile]:
    """What the NetBox files of a folder describe; faults of wrong files are added to `faults`."""
    found: list[DeviceFile] = []
    for place in sorted(path for path in folder.glob("*-types") if path.is_dir() and path.name in OTHER_FOLDERS):
        notes.append(f"catalog/{place.name} holds no device types and is not read")
    for path in find_files(folder):
        name = f"catalog/{path.relative_to(folder).as_posix()}"
        try:
            found.append(read_device_file(path, name, tables, dict(roles)))
        except InputError as error:
            faults += error.faults
    return list(_tell_apart(found, notes))


def _tell_apart(files: list[DeviceFile], notes: list[str]) -> Iterator[DeviceFile]:
    """Files of one model: the first keeps the name, each has the name with its manufacturer too."""
    by_model: dict[str, list[DeviceFile]] = {}
    for file in files:
        by_model.setdefault(file.model, []).append(file)
    for model, same in by_model.items():
        yield same[0]
        if len(same) == 1:
            continue
        whole = [f"{file.manufacturer} {model}".strip() for file in same]
        listed = ", ".join(file.name for file in same)
        if len(set(whole)) < len(same):
            notes.append(f"{listed}: several files describe {model}; the first is used. Remove the others")
            continue
        notes.append(
            f"{listed}: several manufacturers have a {model}; {model} alone is that of {same[0].name}. Write "
            f"{' or '.join(whole)}"
        )
        for file, name in zip(same, whole, strict=True):
            yield replace(
                file,
                model=name,
                groups=tuple(replace(group, model=name) for group in file.groups),
                protocol=file.protocol if file.protocol in ("", "infiniband", "ethernet") else f"unstated by {name}",
            )
