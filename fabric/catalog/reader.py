"""Reads the catalogue: the rows that ship with the package, then those of a project folder, which win."""

from pathlib import Path
from typing import TypeVar

from fabric.catalog.forms import BreakoutForm, CableForm, DeviceTypeForm, OpticForm, PortGroupForm, TrunkForm
from fabric.catalog.hardware import Catalog, PortGroup
from layouts.document import Document, KeyPath
from layouts.faults import Fault, InputError
from layouts.forms import Form
from layouts.read import read_list

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of its files."""
    faults: list[Fault] = []
    device_types = _read("device_types.csv", DeviceTypeForm, folder, faults)
    models = {device.model for _, _, device in device_types}
    groups: dict[str, dict[str, PortGroup]] = {}
    stated: set[tuple[str, str, str]] = set()
    for document, path, row in _read("ports.csv", PortGroupForm, folder, faults):
        if row.model not in models:
            faults.append(
                document.fault(
                    (*path, "model"), f"there is no device type '{row.model}'", "Add it to catalog/device_types.csv"
                )
            )
        if (document.name, row.model, row.group) in stated:
            faults.append(
                document.fault((*path, "group"), f"group '{row.group}' of {row.model} stands twice", "Remove one row")
            )
        stated.add((document.name, row.model, row.group))
        groups.setdefault(row.model, {})[row.group] = row.value()
    for document, path, split in _read("breakouts.csv", BreakoutForm, folder, faults):
        native = groups.get(split.model, {}).get(split.group)
        if native is None:
            faults.append(
                document.fault(
                    (*path, "group"), f"{split.model} has no port group '{split.group}'", "Add it to catalog/ports.csv"
                )
            )
        else:
            groups[split.model][f"{split.group}:{split.mode}"] = split.value(native)
    optics = _read("optics.csv", OpticForm, folder, faults)
    cables = _read("cables.csv", CableForm, folder, faults)
    trunks = _read("trunks.csv", TrunkForm, folder, faults)
    if faults:
        raise InputError(faults)
    return Catalog(
        {row.model: row.value(tuple(groups.get(row.model, {}).values())) for _, _, row in device_types},
        {row.model: row.value() for _, _, row in optics},
        {row.model: row.value() for _, _, row in cables},
        {row.model: row.value() for _, _, row in trunks},
    )


def _read(
    name: str, form_type: type[FormType], folder: Path | None, faults: list[Fault]
) -> list[tuple[Document, KeyPath, FormType]]:
    rows = read_list(HERE / name, form_type, faults)
    return rows + read_list(folder / name, form_type, faults, f"catalog/{name}") if folder else rows
