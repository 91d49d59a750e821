"""Reads the catalogue: the rows that ship with the package, then those of a project folder, which win."""

from pathlib import Path
from typing import TypeVar

from fabric.catalog.forms import CableForm, DeviceTypeForm, OpticForm, PortGroupForm, TrunkForm
from fabric.catalog.hardware import Catalog, PortGroup
from layouts.document import Document, KeyPath
from layouts.faults import Fault, InputError
from layouts.forms import Form
from layouts.read import read_list

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of its files."""
    device_types = _read("device_types.csv", DeviceTypeForm, folder)
    groups: dict[str, dict[str, PortGroup]] = {}
    for document, path, row in _read("ports.csv", PortGroupForm, folder):
        if row.model not in {device.model for _, _, device in device_types}:
            raise InputError(
                [
                    document.fault(
                        (*path, "model"), f"there is no device type '{row.model}'", "Add it to device_types.csv"
                    )
                ]
            )
        groups.setdefault(row.model, {})[row.group] = row.value()
    return Catalog(
        {row.model: row.value(tuple(groups.get(row.model, {}).values())) for _, _, row in device_types},
        {row.model: row.value() for _, _, row in _read("optics.csv", OpticForm, folder)},
        {row.model: row.value() for _, _, row in _read("cables.csv", CableForm, folder)},
        {row.model: row.value() for _, _, row in _read("trunks.csv", TrunkForm, folder)},
    )


def _read(name: str, form_type: type[FormType], folder: Path | None) -> list[tuple[Document, KeyPath, FormType]]:
    faults: list[Fault] = []
    rows = read_list(HERE / name, form_type, faults)
    rows += read_list(folder / name, form_type, faults) if folder else []
    if faults:
        raise InputError(faults)
    return rows
