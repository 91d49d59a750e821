"""Reads the catalogue: the rows that ship with the package, then NetBox device types and rows of a project folder.

Rows of a project replace shipped rows of the same name. A NetBox file describes a model that no row knows, and
completes one that a row knows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from fabric.catalog.faceplates import Faceplate
from fabric.catalog.forms import (
    BreakoutForm,
    CageFitForm,
    DeviceTypeForm,
    FaceplateForm,
    ModuleForm,
    NotModelledForm,
    PortGroupForm,
)
from fabric.catalog.hardware import WHOLE, Catalog, DeviceType
from fabric.catalog.netbox_files import OWN, SUFFIXES, FileReader
from fabric.catalog.netbox_forms import CageSplitForm, InterfaceTypeForm, ProtocolForm, Tables
from fabric.catalog.netbox_merge import NetboxMerge, PortTable, rivals_of
from fabric.catalog.part_forms import CableForm, OpticForm, PartNumberForm, TrunkForm
from fabric.catalog.parts import CableType, OpticType, TrunkType
from fabric.catalog.ports import PortGroup
from fabric.vocabulary import CatalogFile
from layouts import Document, Fault, Form, InputError, KeyPath, read_list

FormType = TypeVar("FormType", bound=Form)
HERE = Path(__file__).parent

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
    "faceplates": FaceplateForm,
    "modules": ModuleForm,
}
"""The form of a row of each list."""

CATALOG_FILES = tuple(f"{name}.csv" for name in CATALOG_FORMS)
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


def read_catalog(folder: Path | None = None) -> Catalog:
    """The shipped catalogue with the rows of `folder` added. Raises InputError with the faults of all its files."""
    faults: list[Fault] = []
    notes: list[str] = []
    devices = _forms("device_types.csv", DeviceTypeForm, folder, faults)
    rows = [PortRow(*item) for item in _read("ports.csv", PortGroupForm, folder, faults)]
    splits = [PortRow(*item) for item in _read("breakouts.csv", BreakoutForm, folder, faults)]
    tables = Tables(
        {form.type: form for form in _forms("netbox_interfaces.csv", InterfaceTypeForm, folder, faults)},
        _forms("cage_splits.csv", CageSplitForm, folder, faults),
        _forms("switch_protocols.csv", ProtocolForm, folder, faults),
    )
    roles = {device.model: device.role for device in devices}
    files = FileReader(folder, tables, roles, faults, notes).read() if folder else []
    described = {file.model for file in files if file.thing.role is not None}
    faulty = {Path(fault.file).stem for fault in faults if fault.file.endswith(SUFFIXES)}
    faults += _port_faults(rows, {*roles, *described, *faulty})
    lost = any(fault.file == f"{OWN}ports.csv" for fault in faults)
    ports = _stated_ports(rows, notes)
    types = {device.model: device.value(()) for device in devices}
    faults += (fault for fault in _split_cages(ports, splits, described) if not lost)
    merge = NetboxMerge(types, ports, {row.key for row in rows if row.is_own})
    for file in files:
        notes += merge.take(file)
    faults += (fault for fault in _split_cages(ports, _late(splits, described), set()) if not lost)
    parts = _read_parts(folder, faults, notes)
    fits = _forms("cage_fits.csv", CageFitForm, folder, faults)
    numbers = _read("part_numbers.csv", PartNumberForm, folder, faults)
    plates = _read("faceplates.csv", FaceplateForm, folder, faults)
    lost = any(fault.file.startswith(OWN) for fault in faults)
    models = {*types, *parts.optics, *parts.cables, *parts.trunks}
    faults += (fault for fault in _number_faults(numbers, models) if not lost)
    faults += (fault for fault in _plate_faults(plates, ports) if not lost)
    catalog = Catalog(
        _with_plates(_with_ports(types, ports, _takes(fits)), [form for _, _, form in plates]),
        parts.optics,
        parts.cables,
        parts.trunks,
        tuple(notes),
        tuple(row.value() for _, _, row in numbers),
        _built_in(types) | merge.other_names,
    )
    if faults:
        raise InputError(faults, notes, partial=catalog)
    return catalog


def _built_in(types: Mapping[str, DeviceType]) -> dict[str, str]:
    """Why the catalogue lacks models with optics that are part of the switch, and how to plan them, by model."""
    rows = [form for _, _, form in _read_shipped(HERE / "not_modelled.csv", NotModelledForm)[0]]
    return {
        row.model: f"{row.why}, and the planner has a transceiver at each end of a fiber. To plan it, add rows to "
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
            f"{OWN}trunks.csv: eye_diameter_mm is less than staggered MPO connectors take. Counted instead, in mm: "
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


def _stated_ports(rows: Sequence[PortRow], notes: list[str]) -> PortTable:
    """The groups that rows state. An own row of `fabric` replaces shipped `access` and `uplink`, and the reverse."""
    ports: PortTable = {}
    for row in rows:
        assert isinstance(row.form, PortGroupForm)
        groups = ports.setdefault(row.form.model, {})
        if row.is_own:
            dropped = [name for name in rivals_of(row.form.group) if name in groups]
            for name in dropped:
                del groups[name]
            if dropped:
                notes.append(
                    f"{row.document.name}: {row.form.group} of {row.form.model} replaces {' and '.join(dropped)}"
                )
        groups[row.form.group] = row.form.value()
    return ports


def _split_cages(ports: PortTable, splits: Sequence[PortRow], awaited: set[str]) -> Iterator[Fault]:
    """Adds the ways to split cages to the groups that have them.

    A shipped row for a group that the project replaced is left out; so are rows of models in `awaited`, whose ports are
    not known yet. Own rows replace the splits that were assumed.
    """
    for row in splits:
        assert isinstance(row.form, BreakoutForm)
        model, group = row.key
        native = ports.get(model, {}).get(group)
        if native is not None:
            if row.is_own:
                for name in [name for name, found in ports[model].items() if _is_assumed_split(found, group)]:
                    del ports[model][name]
            ports[model][f"{group}:{row.form.mode}"] = row.form.value(native)
        elif row.is_own and model not in awaited:
            yield row.fault("group", f"{model} has no port group '{group}'", f"Add it to {OWN}ports.csv")


def _late(splits: Sequence[PortRow], described: set[str]) -> list[PortRow]:
    """The own rows for models whose ports came from files."""
    return [row for row in splits if row.is_own and row.key[0] in described]


def _is_assumed_split(found: PortGroup, group: str) -> bool:
    return found.cages_of == group and ":" in found.group and found.source.startswith("NetBox")


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
        # Where a cage lacks a connector, its ports and those of the next cages would get other numbers.
        if group.mpos > 1 and group.lanes == 1 and (absent := _absent_cages(group)) is not None:
            yield replace(
                group,
                group=f"{group.group}{'-' if ':' in group.group else ':'}{WHOLE}",
                mpos=1,
                lanes=group.mpos,
                absent=absent,
                printed=group.printed.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                os=group.os.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                is_whole=True,
            )


def _absent_cages(group: PortGroup) -> tuple[int, ...] | None:
    """The cages of a group that are absent, from 0; None where some cage lacks a part of its connectors only."""
    counts = Counter(place // group.mpos for place in group.absent)
    return tuple(counts) if all(count == group.mpos for count in counts.values()) else None


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


def _with_plates(types: Mapping[str, DeviceType], rows: Sequence[FaceplateForm]) -> dict[str, DeviceType]:
    """The types with the places of their cages; a later row replaces an earlier one of the same group."""
    plates: dict[str, dict[str, Faceplate]] = {}
    for row in rows:
        plates.setdefault(row.model, {})[row.group] = row.value()
    return {model: replace(found, faceplates=tuple(plates.get(model, {}).values())) for model, found in types.items()}


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
