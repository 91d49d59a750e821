"""Reads the catalogue: the rows that ship with the package, then NetBox device types and rows of a project folder.

Later sources override earlier ones: shipped rows, `catalog/*.yaml`, `catalog/*.csv`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from fabric.catalog.forms import BreakoutForm, CageFitForm, DeviceTypeForm, PortGroupForm
from fabric.catalog.hardware import SWITCH_GROUPS, WHOLE, Catalog, DeviceType
from fabric.catalog.netbox import read_device_type
from fabric.catalog.part_forms import CableForm, OpticForm, PartNumberForm, TrunkForm
from fabric.catalog.parts import CableType, OpticType, TrunkType
from fabric.catalog.ports import PortGroup
from layouts import Document, Fault, Form, InputError, KeyPath, read_list

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent
OWN = "catalog/"
"""Beginning of the names of a project's own files in messages."""

CATALOG_FILES = tuple(sorted(path.name for path in HERE.glob("*.csv") if path.name != "labour_default.csv"))
"""Lists that a project may have in its folder `catalog`, beside NetBox device types of any name."""


class PortRow(NamedTuple):
    """A well-formed row of ports.csv or breakouts.csv with its place."""

    document: Document
    """File that holds the row."""
    path: KeyPath
    """Key path of the row: its number in the file, from 0."""
    form: PortGroupForm | BreakoutForm
    """Values of the row; its type says which of the two files it is from."""

    @property
    def is_own(self) -> bool:
        """Whether the row is the project's own, not one that ships with the package."""
        return self.document.name.startswith(OWN)

    @property
    def key(self) -> tuple[str, str]:
        """Model and name of the cages."""
        return self.form.model, self.form.group

    def fault(self, column: str, message: str, remedy: str) -> Fault:
        """A fault at one cell of the row."""
        return self.document.fault((*self.path, column), message, remedy)


PortTable = dict[str, dict[str, PortGroup]]
"""Port groups by model and name, in the order in which they were stated."""


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of all its files."""
    faults: list[Fault] = []
    notes: list[str] = []
    devices = [form for _, _, form in _read("device_types.csv", DeviceTypeForm, folder, faults)]
    rows = [PortRow(*item) for item in _read("ports.csv", PortGroupForm, folder, faults)]
    splits = [PortRow(*item) for item in _read("breakouts.csv", BreakoutForm, folder, faults)]
    files = sorted(folder.glob("*.yaml")) if folder else []
    faults += _port_faults(rows, {device.model for device in devices} | {file.stem for file in files})
    ports: PortTable = {}
    for row in rows:
        if isinstance(row.form, PortGroupForm):
            ports.setdefault(row.form.model, {})[row.form.group] = row.form.value()
    types = {device.model: device.value(tuple(ports.get(device.model, {}).values())) for device in devices}
    own = {row.key for row in rows if row.is_own}
    for file in files:
        try:
            found, said = read_device_type(file, types)
        except InputError as error:
            faults += error.faults
            continue
        notes += said
        types[found.model] = found
        _take_netbox_ports(ports.setdefault(found.model, {}), found, own)
    lost = any(fault.file == f"{OWN}ports.csv" for fault in faults)
    faults += (fault for fault in _split_cages(ports, splits) if not lost)
    parts = _read_parts(folder, faults)
    fits = _read("cage_fits.csv", CageFitForm, folder, faults)
    numbers = _read("part_numbers.csv", PartNumberForm, folder, faults)
    lost = any(fault.file.startswith(OWN) for fault in faults)
    models = {*types, *parts.optics, *parts.cables, *parts.trunks}
    faults += (fault for fault in _number_faults(numbers, models) if not lost)
    catalog = Catalog(
        _with_ports(types, ports, _takes([form for _, _, form in fits])),
        parts.optics,
        parts.cables,
        parts.trunks,
        tuple(notes),
        tuple(row.value() for _, _, row in numbers),
    )
    if faults:
        raise InputError(faults, partial=catalog)
    return catalog


class _Parts(NamedTuple):
    """Transceivers and cables by model."""

    optics: dict[str, OpticType]
    cables: dict[str, CableType]
    trunks: dict[str, TrunkType]


def _read_parts(folder: Path | None, faults: list[Fault]) -> _Parts:
    """The rows of optics.csv, cables.csv and trunks.csv."""
    return _Parts(
        {row.model: row.value() for _, _, row in _read("optics.csv", OpticForm, folder, faults)},
        {row.model: row.value() for _, _, row in _read("cables.csv", CableForm, folder, faults)},
        {row.model: row.value() for _, _, row in _read("trunks.csv", TrunkForm, folder, faults)},
    )


def _number_faults(rows: Sequence[tuple[Document, KeyPath, PartNumberForm]], models: set[str]) -> Iterator[Fault]:
    """Part numbers of models that the catalogue does not have."""
    for document, path, form in rows:
        if form.model not in models:
            yield document.fault((*path, "model"), f"there is no model '{form.model}'", "Add it, or correct the name")


def _port_faults(rows: Sequence[PortRow], models: set[str]) -> Iterator[Fault]:
    """Rows of ports.csv whose device type is unknown, and groups that one file states twice."""
    stated: set[tuple[str, str, str]] = set()
    for row in rows:
        model, group = row.key
        if model not in models:
            yield row.fault("model", f"there is no device type '{model}'", f"Add it to {OWN}device_types.csv")
        if (row.document.name, model, group) in stated:
            yield row.fault("group", f"group '{group}' of {model} has two rows", "Remove one of them")
        stated.add((row.document.name, model, group))


def _take_netbox_ports(groups: dict[str, PortGroup], found: DeviceType, own: set[tuple[str, str]]) -> None:
    """The ports of a NetBox file replace all shipped switch ports of its model, but no row of the project."""
    for name in [name for name in groups if name in SWITCH_GROUPS]:
        if (found.model, name) not in own:
            del groups[name]
    for group in found.port_groups:
        if (found.model, group.group) not in own:
            groups[group.group] = group


def _split_cages(ports: PortTable, splits: Sequence[PortRow]) -> Iterator[Fault]:
    """Adds the ways to split cages to the groups that have them.

    A NetBox file may have replaced the shipped ports that a shipped row splits: such a row is left out.
    """
    for row in splits:
        assert isinstance(row.form, BreakoutForm)
        model, group = row.key
        native = ports.get(model, {}).get(group)
        if native is not None:
            ports[model][f"{group}:{row.form.mode}"] = row.form.value(native)
        elif row.is_own:
            yield row.fault("group", f"{model} has no port group '{group}'", f"Add it to {OWN}ports.csv")


def _takes(rows: Sequence[CageFitForm]) -> dict[str, tuple[str, ...]]:
    """The kinds of modules that each kind of cage takes beside its own."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row.cage_kind, {})[row.takes] = None
    return {cage: tuple(kinds) for cage, kinds in found.items()}


def _whole_cages(groups: Iterable[PortGroup]) -> Iterator[PortGroup]:
    """For cages of several connectors, the ports where the module of a cable takes the cage whole.

    The ports keep their names: they are those of the same electrical lanes.
    """
    for group in groups:
        if group.mpos > 1 and group.lanes == 1:
            yield replace(
                group,
                group=f"{group.group}{'-' if ':' in group.group else ':'}{WHOLE}",
                mpos=1,
                lanes=group.mpos,
                printed=group.printed.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                os=group.os.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                absent=tuple(sorted({place // group.mpos for place in group.absent})),
                is_whole=True,
            )


def _with_ports(
    types: Mapping[str, DeviceType], ports: PortTable, takes: Mapping[str, tuple[str, ...]]
) -> dict[str, DeviceType]:
    """The types with their ports, and each port group with the modules that its cages take."""
    return {
        model: replace(
            found,
            port_groups=tuple(
                replace(group, takes=takes.get(group.cage_kind, ()))
                for group in (*ports.get(model, {}).values(), *_whole_cages(ports.get(model, {}).values()))
            ),
        )
        for model, found in types.items()
    }


def _read(
    name: str, form_type: type[FormType], folder: Path | None, faults: list[Fault]
) -> list[tuple[Document, KeyPath, FormType]]:
    rows = read_list(HERE / name, form_type, faults)
    return rows + read_list(folder / name, form_type, faults, f"{OWN}{name}") if folder else rows
