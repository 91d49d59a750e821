"""Project folders for tests: the base of the error goldens with some files replaced."""

from pathlib import Path

from fabric.inputs import read_folder, read_project
from fabric.project import Project
from layouts import InputError

BASE = Path(__file__).parents[2] / "errors" / "base"
NETWORK = "networks:\n  - {id: net, topology: leaf-spine, port_group: fabric, speed_gbps: 40, uplinks_per_leaf: 4}\n"


NAMED = "devices:\n" + "".join(f"  - {{id: {name}, model: UFM-SERVER}}\n" for name in "abcd")
"""equipment.yaml with the devices a, b, c and d, which the planner places."""


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    """A project folder: two racks' worth of switches, one network, a crew of two; `files` replace or add files."""
    for path in BASE.iterdir():
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, files: dict[str, str]) -> Project:
    return read_project(write_folder(folder, files))


def notes_of(folder: Path, files: dict[str, str]) -> list[str]:
    return list(read_folder(write_folder(folder, files)).notes)


def faults_of(folder: Path, files: dict[str, str]) -> list[str]:
    """The faults of a folder as text; empty where it is sound."""
    try:
        read(folder, files)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []
