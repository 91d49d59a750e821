"""Reads the catalogue: the rows that ship with the package, then NetBox device types and rows of a project folder.

Rows of a project replace shipped rows of the same name. A NetBox file describes a model that no row knows, and
completes one that a row knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from fabric.catalog.device_ports import list_takes, with_plates, with_ports
from fabric.catalog.forms import (
    BreakoutForm,
    CageFitForm,
    DeviceTypeForm,
    FaceplateForm,
    ModuleForm,
    NotModelledForm,
    PortGroupForm,
)
from fabric.catalog.hardware import Catalog, DeviceType
from fabric.catalog.netbox_files import OWN, SUFFIXES, FileReader
from fabric.catalog.netbox_forms import CageSplitForm, InterfaceTypeForm, KindForm, ProtocolForm, Tables
from fabric.catalog.netbox_merge import NetboxMerge
from fabric.catalog.part_forms import CableForm, OpticForm, PartNumberForm, TrunkForm
from fabric.catalog.parts import CableType, OpticType, TrunkType
from fabric.catalog.port_rows import PortRow, PortTable, find_port_faults, group_ports, late_splits, split_cages
from fabric.vocabulary import CatalogFile
from layouts import Document, Fault, Form, InputError, KeyPath, read_list, stated_cells

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent
DEVICE_TYPES = "device_types.csv"
"""List of devices without their ports."""

CATALOG_FORMS: Mapping[CatalogFile, type[Form]] = {
    "device_types": DeviceTypeForm,
    "ports": PortGroupForm,
    "breakouts": BreakoutForm,
    "optics": OpticForm,
    "cables": CableForm,
    "trunks": TrunkForm,
    "part_numbers": PartNumberForm,
    "cage_fits": CageFitForm,
    "netbox_interfaces": InterfaceTypeForm,
    "cage_splits": CageSplitForm,
    "switch_protocols": ProtocolForm,
    "device_kinds": KindForm,
    "faceplates": FaceplateForm,
    "modules": ModuleForm,
}
"""The form of a row of each list."""

CATALOG_FILES = tuple(f"{name}.csv" for name in CATALOG_FORMS)
"""Lists that a project may have in its folder `catalog`, beside NetBox device types of any name."""


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of all its files."""
    faults: list[Fault] = []
    notes: list[str] = []
    devices = _read_devices(folder, faults, notes)
    parts = _read_parts(folder, faults, notes)
    fits = _forms("cage_fits.csv", CageFitForm, folder, faults)
    numbers = _read("part_numbers.csv", PartNumberForm, folder, faults)
    plates = _read("faceplates.csv", FaceplateForm, folder, faults)
    if not any(fault.file.startswith(OWN) for fault in faults):
        # A row with a fault is not read: the model or the group that another row names may be its own.
        faults += _number_faults(numbers, {*devices.types, *parts.optics, *parts.cables, *parts.trunks})
        faults += _plate_faults(plates, devices.ports)
    types = with_ports(devices.types, devices.ports, list_takes(fits))
    catalog = Catalog(
        with_plates(types, [form for _, _, form in plates]),
        parts.optics,
        parts.cables,
        parts.trunks,
        tuple(notes),
        tuple(row.value() for _, _, row in numbers),
        _built_in(devices.types) | devices.other_names,
    )
    if faults:
        raise InputError(faults, notes, partial=catalog)
    return catalog


class _Devices(NamedTuple):
    """Device types by model, without ports; their ports; what else their models are called, with the reason."""

    types: dict[str, DeviceType]
    ports: PortTable
    other_names: dict[str, str]


def _read_devices(folder: Path | None, faults: list[Fault], notes: list[str]) -> _Devices:
    """The rows of device_types.csv, ports.csv and breakouts.csv, and the NetBox files of the folder."""
    devices = _forms(DEVICE_TYPES, DeviceTypeForm, folder, faults)
    rows = [PortRow(*item) for item in _read("ports.csv", PortGroupForm, folder, faults)]
    splits = [PortRow(*item) for item in _read("breakouts.csv", BreakoutForm, folder, faults)]
    tables = _read_tables(folder, faults)
    roles = {device.model: device.role for device in devices}
    files = FileReader(folder, tables, roles, faults, notes).read() if folder else []
    described = {file.model for file in files if file.thing.role is not None}
    faulty = {Path(fault.file).stem for fault in faults if fault.file.endswith(SUFFIXES)}
    faults += find_port_faults(rows, {*roles, *described, *faulty, *_stated_models(folder)})
    lost = any(fault.file == f"{OWN}ports.csv" for fault in faults)
    ports = group_ports(rows, notes)
    types = {device.model: device.value(()) for device in devices}
    found = list(split_cages(ports, splits, described))
    merge = NetboxMerge(types, ports, {row.key for row in rows if row.is_own})
    for file in files:
        notes += merge.take(file)
    found += split_cages(ports, late_splits(splits, described), set())
    faults += [] if lost else found
    return _Devices(types, ports, merge.other_names)


def _stated_models(folder: Path | None) -> set[str]:
    """The models of the project's own device_types.csv, those of rows with faults among them."""
    try:
        return set(stated_cells(folder / DEVICE_TYPES, "model")) if folder else set()
    except InputError:  # told already
        return set()


def _read_tables(folder: Path | None, faults: list[Fault]) -> Tables:
    """The lists by which NetBox files are read."""
    return Tables(
        {form.type: form for form in _forms("netbox_interfaces.csv", InterfaceTypeForm, folder, faults)},
        _forms("cage_splits.csv", CageSplitForm, folder, faults),
        _forms("switch_protocols.csv", ProtocolForm, folder, faults),
        _forms("device_kinds.csv", KindForm, folder, faults),
    )


def _built_in(types: Mapping[str, DeviceType]) -> dict[str, str]:
    """Why the catalogue lacks models with optics that are part of the switch, and how to plan them, by model."""
    rows = [form for _, _, form in _read_shipped(HERE / "not_modelled.csv", NotModelledForm)[0]]
    return {
        row.model: f"{row.why}, but the planner puts a transceiver at each end of a fiber. To plan it, add rows to "
        "device_types.csv and ports.csv with a cage_kind of its own, and one transceiver of that kind without price to "
        "optics.csv; leave out the steps that insert it"
        for row in rows
        if row.model not in types
    }


class _Parts(NamedTuple):
    """Transceivers and cables by model."""

    optics: dict[str, OpticType]
    cables: dict[str, CableType]
    trunks: dict[str, TrunkType]


def _read_parts(folder: Path | None, faults: list[Fault], notes: list[str]) -> _Parts:
    """The rows of optics.csv, cables.csv and trunks.csv."""
    trunks = _read("trunks.csv", TrunkForm, folder, faults)
    notes += _note_eyes([row for document, _, row in trunks if document.name.startswith(OWN)])
    return _Parts(
        {row.model: row.value() for _, _, row in _read("optics.csv", OpticForm, folder, faults)},
        {row.model: row.value() for _, _, row in _read("cables.csv", CableForm, folder, faults)},
        {row.model: row.value() for _, _, row in trunks},
    )


def _note_eyes(rows: Sequence[TrunkForm]) -> Iterator[str]:
    """One sentence on the trunks whose stated eye cannot hold their connectors."""
    small = [f"{row.model} {row.eye_um // 1000} for {row.eye_diameter_mm:g}" for row in rows if row.has_small_eye]
    if small:
        yield (
            f"{OWN}trunks.csv: eye_diameter_mm is too small for staggered MPO connectors. Used instead, in mm: "
            f"{', '.join(small)}"
        )


def _number_faults(rows: Sequence[tuple[Document, KeyPath, PartNumberForm]], models: set[str]) -> Iterator[Fault]:
    """Part numbers of models that the catalogue does not have."""
    for document, path, form in rows:
        if form.model not in models:
            yield document.fault((*path, "model"), f"there is no model '{form.model}'", "Add it, or correct the name")


def _plate_faults(rows: Sequence[tuple[Document, KeyPath, FaceplateForm]], ports: PortTable) -> Iterator[Fault]:
    """Own rows of groups that the catalogue does not have; a shipped row of a group that the project replaced is left
    out.
    """
    for document, path, form in rows:
        if document.name.startswith(OWN) and form.group not in ports.get(form.model, {}):
            message = f"{form.model} has no port group '{form.group}'"
            yield document.fault((*path, "group"), message, f"Add it to {OWN}ports.csv, or correct the name")


def _read(
    name: str, form_type: type[FormType], folder: Path | None, faults: list[Fault]
) -> list[tuple[Document, KeyPath, FormType]]:
    rows, wrong = _read_shipped(HERE / name, form_type)
    faults += wrong
    return [*rows, *(read_list(folder / name, form_type, faults, f"{OWN}{name}") if folder else ())]


@cache
def _read_shipped(
    path: Path, form_type: type[FormType]
) -> tuple[tuple[tuple[Document, KeyPath, FormType], ...], tuple[Fault, ...]]:
    """The rows and faults of a list that ships with the package: it does not change while a program runs."""
    faults: list[Fault] = []
    return tuple(read_list(path, form_type, faults)), tuple(faults)


def _forms(name: str, form_type: type[FormType], folder: Path | None, faults: list[Fault]) -> list[FormType]:
    """The well-formed rows of a list, shipped ones first."""
    return [form for _, _, form in _read(name, form_type, folder, faults)]
