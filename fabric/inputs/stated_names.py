"""Names that lists state, whether their rows are right or wrong: a reference to one of them is no fault."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from layouts import Document, InputError, read_yaml, stated_cells

SITE_LISTS = ("racks.csv", "pathways.csv", "site.yaml")
"""Files that state racks and pathways."""
EQUIPMENT_LISTS = ("devices.csv", "equipment.yaml")
"""Files that state devices."""
_NAMED = re.compile(r"^(?:model|part_number)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
"""The lines of a NetBox file that name the device."""


def stated_names(folder: Path, files: tuple[str, ...]) -> set[str]:
    """The ids that some files state."""
    return {name for file in files for name in _names(folder / file, "id")}


def stated_items(document: Document, key: str) -> list[dict[str, Any]]:
    """The mappings of a list as they are written, right or wrong."""
    listed = document.data.get(key) if isinstance(document.data, dict) else None
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def stated_models(folder: Path) -> set[str]:
    """The models that the files of a folder of hardware state, and the names of its NetBox files.

    A NetBox file that is no YAML, or that lacks its model, still names the device: in a line, or by its own name.
    """
    if not folder.is_dir():
        return set()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {name for file in files for name in _names(file, "model")}
    for file in files:
        found |= {file.stem, file.stem.upper()}
        if file.suffix in (".yaml", ".yml"):
            found.update(_NAMED.findall(file.read_text("utf-8", "replace")))
    return found


def stated_links(folder: Path) -> set[str]:
    """The files that the networks of a request name as lists of their links."""
    try:
        data = read_yaml(folder / "request.yaml").data
    except InputError:
        return set()
    networks = data.get("networks") if isinstance(data, dict) else None
    return set(_names_in(networks, "links")) if isinstance(networks, list) else set()


def _names(path: Path, key: str) -> Iterator[str]:
    try:
        if path.suffix == ".csv":
            yield from stated_cells(path, key)
            return
        data = read_yaml(path).data
    except InputError:
        return
    yield from _names_in(data, key)
    if isinstance(data, dict):
        for value in data.values():
            yield from _names_in(value, key)


def _names_in(value: Any, key: str) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and key in item:
            yield str(item[key])
