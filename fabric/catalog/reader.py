"""Reads the catalogue: the rows that ship with the package, then NetBox device types and rows of a project folder.

The later wins: shipped rows, `catalog/*.yaml`, `catalog/*.csv`.
"""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from fabric.catalog.forms import BreakoutForm, CableForm, DeviceTypeForm, OpticForm, PortGroupForm, TrunkForm
from fabric.catalog.hardware import SWITCH_GROUPS, Catalog, PortGroup
from fabric.catalog.netbox import read_device_type
from layouts import Document, Fault, Form, InputError, KeyPath, read_list

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of its files."""
    faults: list[Fault] = []
    notes: list[str] = []
    device_types = _read("device_types.csv", DeviceTypeForm, folder, faults)
    models = {device.model for _, _, device in device_types}
    groups: dict[str, dict[str, PortGroup]] = {}
    stated: set[tuple[str, str, str]] = set()
    port_rows = _read("ports.csv", PortGroupForm, folder, faults)
    models |= {file.stem for file in (folder.glob("*.yaml") if folder else ())}
    for document, path, row in port_rows:
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
    types = {row.model: row.value(tuple(groups.get(row.model, {}).values())) for _, _, row in device_types}
    own = {(row.model, row.group) for document, _, row in port_rows if document.name.startswith("catalog/")}
    for file in sorted(folder.glob("*.yaml")) if folder else ():
        try:
            found, said = read_device_type(file, types)
        except InputError as error:
            faults += error.faults
            continue
        notes += said
        types[found.model] = found
        listed = {name for name in groups.get(found.model, {}) if name in SWITCH_GROUPS}
        for name in listed:
            if (found.model, name) not in own:
                del groups[found.model][name]
        for group in found.port_groups:
            if (found.model, group.group) not in own:
                groups.setdefault(found.model, {})[group.group] = group
    for document, path, split in _read("breakouts.csv", BreakoutForm, folder, faults):
        native = groups.get(split.model, {}).get(split.group)
        if native is None and not document.name.startswith("catalog/"):
            continue  # A NetBox file may have replaced the shipped ports that this row splits.
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
        {model: replace(found, port_groups=tuple(groups.get(model, {}).values())) for model, found in types.items()},
        {row.model: row.value() for _, _, row in optics},
        {row.model: row.value() for _, _, row in cables},
        {row.model: row.value() for _, _, row in trunks},
        tuple(notes),
    )


def _read(
    name: str, form_type: type[FormType], folder: Path | None, faults: list[Fault]
) -> list[tuple[Document, KeyPath, FormType]]:
    rows = read_list(HERE / name, form_type, faults)
    return rows + read_list(folder / name, form_type, faults, f"catalog/{name}") if folder else rows
