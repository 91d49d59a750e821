"""The NetBox files of a project folder and its subfolders. Each is read once, and its bays are filled as modules.csv
says. A model that two files describe gets a note.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fabric.catalog.forms import ModuleForm
from fabric.catalog.hardware import DeviceRole
from fabric.catalog.netbox import DeviceFile, describe_device
from fabric.catalog.netbox_forms import Tables
from fabric.catalog.netbox_modules import ModuleRow, fill_bays, names_of
from layouts import Document, Fault, InputError, read_list, read_yaml

OWN = "catalog/"
"""Beginning of the names of a project's own files in messages."""
MODULES = "modules.csv"
"""Says which modules are in which bays."""
MODULE_FOLDER = "module-types"
"""Folder of the library that holds module types."""

SUFFIXES = (".yaml", ".yml")
"""Endings of NetBox files, in small letters."""
DEPTH = 2
"""Folders below `catalog/`: `device-types/Arista/` as in the library."""
OTHER_FOLDERS = (MODULE_FOLDER, "rack-types", "elevation-images", "module-images")
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


class _File(NamedTuple):
    """A NetBox file that could be read."""

    document: Document
    stem: str
    """Name of the file without its ending."""


class FileReader:
    """Reads the NetBox files of a folder; faults and notes of them are added to `faults` and `notes`."""

    def __init__(
        self,
        folder: Path,
        tables: Tables,
        roles: Mapping[str, DeviceRole],
        faults: list[Fault],
        notes: list[str],
    ):
        self.folder, self.tables, self.roles = folder, tables, roles
        self.faults, self.notes = faults, notes

    def read(self) -> list[DeviceFile]:
        """The devices that the files describe: as they are, then as modules.csv fills their bays."""
        rows = [ModuleRow(*item) for item in read_list(self.folder / MODULES, ModuleForm, self.faults, OWN + MODULES)]
        files = self._documents(find_files(self.folder))
        modules = self._modules(bool(rows)) | _children(files)
        found = {file.document.name: self._describe(file) for file in files}
        by_name = {name: file for file in reversed(files) for name in names_of(file.document, file.stem)}
        filled: list[DeviceFile | None] = []
        for device, model, some in self._by_model(rows):
            file = by_name.get(device)
            if file is None:
                remedy = "Put its NetBox file into catalog, or correct the name"
                self.faults.append(some[0].fault("device", f"there is no NetBox file of '{device}'", remedy))
                continue
            if model is None:
                found[file.document.name] = self._fill(file, some, modules)
            else:
                filled.append(self._fill(file, some, modules))
                bare = found[file.document.name]
                # The device without modules is not the one that is meant.
                found[file.document.name] = bare and replace(bare, port_notes=())
        known = [item for item in (*found.values(), *filled) if item is not None]
        return list(_tell_apart(known, self.notes))

    def _documents(self, paths: Iterable[Path]) -> list[_File]:
        found: list[_File] = []
        for path in paths:
            try:
                name = f"{OWN}{path.relative_to(self.folder).as_posix()}"
                found.append(_File(read_yaml(path, name), path.stem))
            except InputError as error:
                self.faults += error.faults
        return found

    def _modules(self, are_used: bool) -> dict[str, Document]:
        """The module types by each of their names; the folder is read where modules.csv has rows."""
        folders = sorted(path for path in self.folder.glob("*-types") if path.is_dir() and path.name in OTHER_FOLDERS)
        for place in folders:
            if place.name != MODULE_FOLDER:
                self.notes.append(f"catalog/{place.name} holds no device types and is not read")
            elif not are_used:
                self.notes.append(
                    f"catalog/{place.name} is not read: no row of {OWN}{MODULES} says which bays its modules fill"
                )
        if not are_used or not (self.folder / MODULE_FOLDER).is_dir():
            return {}
        files = self._documents(find_files(self.folder / MODULE_FOLDER))
        good = [file for file in files if isinstance(file.document.data, dict) and file.document.data.get("model")]
        return {name: file.document for file in reversed(good) for name in names_of(file.document, file.stem)}

    def _by_model(self, rows: Iterable[ModuleRow]) -> Iterator[tuple[str, str | None, list[ModuleRow]]]:
        """The rows of each device with modules: its file, its own name, its rows."""
        groups: dict[str, list[ModuleRow]] = {}
        for row in rows:
            same = groups.setdefault(row.form.model or row.form.device, [])
            if same and same[0].form.device != row.form.device:
                message = f"{row.form.model} has rows of {same[0].form.device} and of {row.form.device}"
                self.faults.append(row.fault("device", message, "Give each device a model of its own"))
            else:
                same.append(row)
        for same in groups.values():
            yield same[0].form.device, same[0].form.model, same

    def _describe(self, file: _File) -> DeviceFile | None:
        try:
            return describe_device(file.document, file.stem, self.tables, self.roles)
        except InputError as error:
            self.faults += error.faults
            return None

    def _fill(self, file: _File, rows: list[ModuleRow], modules: Mapping[str, Document]) -> DeviceFile | None:
        """A device with modules in its bays."""
        try:
            found = fill_bays(file.document, rows, modules)
            stem = "" if rows[0].form.model else file.stem
            device = describe_device(found.document, stem, self.tables, self.roles, found.modules, found.slots)
        except InputError as error:
            self.faults += error.faults
            return None
        return replace(device, notes=(*device.notes, *found.notes))


def _children(files: Iterable[_File]) -> dict[str, Document]:
    """The child devices, which fill bays for devices, by each of their names."""
    found = [file for file in files if isinstance(file.document.data, dict)]
    children = [file for file in found if file.document.data.get("subdevice_role") == "child"]
    return {name: file.document for file in children for name in names_of(file.document, file.stem)}


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
