"""`equipment.yaml` with `devices.csv` and `cables.csv` to devices, panels and cables, each fault with its place."""

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fabric.catalog import HALF_WIDTH_MM, Catalog, DeviceType, find_ports, native_name, near_ports
from fabric.inputs.equipment_forms import DeviceForm, DeviceGroupForm, EquipmentForm, ExistingCableForm, PanelForm
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.inputs.stated_names import EQUIPMENT_LISTS, NO_DOUBTS, Doubts, stated_names
from fabric.project import Device, ExistingCable, Panel, Role, Status, Supply
from fabric.rules import Occupancy
from layouts import (
    Document,
    Fault,
    InputError,
    KeyPath,
    Rack,
    Site,
    exact,
    fill_form,
    fill_items,
    name_units,
    read_list,
)

STANDING: tuple[Status, ...] = ("installed", "tested", "locked")
"""Progress of devices that are in their racks."""

Placed = tuple[Document, KeyPath]
Equipment = tuple[tuple[Device, ...], tuple[Panel, ...], tuple[ExistingCable, ...]]


def read_equipment(
    folder: Path,
    site: Site | None,
    catalog: Catalog,
    notes: list[str],
    doubts: Doubts = NO_DOUBTS,
    stocked: Collection[str] = (),
) -> Equipment:
    """Devices, panels and cables of a project folder. Old names are added to `notes`.

    `stocked` are the models that have a lot: planned switches of these are bought. What names or rests on an object of
    `doubts` is not checked against it; without a site no place is. Raises InputError with all faults.
    """
    document = read_with_new_names(folder / "equipment.yaml", notes)
    reader = _Reader(folder, document, (site, catalog), doubts, notes)
    reader.stocked = stocked
    return reader.read()


def nearest_remedy(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that does not exist: the nearest one that does."""
    names = list(known)
    full = [name for name in names if name.endswith(f".{wrong}")]
    if full:
        return f"Name it in full: {' or '.join(full[:4])}"
    short = wrong.partition(".")[2]
    if short in names:
        return f"Its name is unique, so it is called '{short}'"
    near = difflib.get_close_matches(wrong, names, 1, 0.6)
    return f"Did you mean '{near[0]}'? {otherwise}" if near else otherwise


def stated_items(document: Document, key: str) -> list[dict[str, Any]]:
    """The mappings of a list as they are written, right or wrong."""
    listed = document.data.get(key) if isinstance(document.data, dict) else None
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


class _Reader:
    def __init__(
        self, folder: Path, document: Document, known: tuple[Site | None, Catalog], doubts: Doubts, notes: list[str]
    ):
        self.folder, self.document, self.doubts, self.notes = folder, document, doubts, notes
        self.site, self.catalog = known
        site = self.site
        self.stocked: Collection[str] = ()
        self.faults: list[Fault] = []
        self.where: dict[str, Placed] = {}
        self.occupancy = Occupancy(site) if site else None

    def read(self) -> Equipment:
        document, folder = self.document, self.folder
        try:
            fill_form(EquipmentForm, document)
        except InputError as error:
            self.faults.extend(error.faults)
        panels = tuple(self.panels(fill_items(PanelForm, document, "panels", self.faults)))
        devices: list[Device] = []
        for where, path, group in fill_items(DeviceGroupForm, document, "groups", self.faults):
            devices += self.group(group, (where, path))
        listed = fill_items(DeviceForm, document, "devices", self.faults)
        for where, path, item in listed + read_list(folder / "devices.csv", DeviceForm, self.faults):
            devices += self.device(item, (where, path))
        cables = fill_items(ExistingCableForm, document, "cables", self.faults)
        cables += read_list(folder / "cables.csv", ExistingCableForm, self.faults)
        existing = tuple(self.cables(cables, {device.id: device for device in devices}))
        found = tuple(devices), panels, existing
        if self.faults:
            raise InputError(self.faults, partial=found)
        return found

    def rack(self, name: str, placed: Placed, what: str) -> Rack | None:
        """A rack of the floor. None, with a fault unless the floor has one, where it is not known."""
        found = self.site.rack_by_id.get(name) if self.site else None
        if found is None and self.site and not self.doubts.excuses(name):
            self.fault(
                placed,
                "rack",
                f"{what} stands in rack '{name}', which is not on the floor",
                nearest_remedy(name, self.site.rack_by_id, "Use the id of a rack of site.yaml"),
            )
        return found

    def is_unsure(self, rack: Rack) -> bool:
        """Whether a rack rests on an object with faults, so that nobody knows yet what fits it."""
        return not {rack.id, rack.row, rack.room, rack.type.id}.isdisjoint(self.doubts.unsure)

    def fault(self, placed: Placed, key: str, message: str, remedy: str) -> None:
        document, path = placed
        self.faults.append(document.fault((*path, key) if key else path, message, remedy))

    def claim(self, name: str, placed: Placed) -> None:
        """Remembers the place of an id; a second object with it is a fault."""
        if name in self.where:
            document, path = self.where[name]
            self.fault(
                placed,
                "id",
                f"two objects have the id '{name}', first in {document.name}, line {document.line_of(path)}",
                "Rename one of the two",
            )
        self.where.setdefault(name, placed)

    def model(self, name: str, placed: Placed) -> DeviceType | None:
        found = self.catalog.device_types.get(name)
        if found is None and not self.doubts.excuses(name):
            near = (
                difflib.get_close_matches(name, self.catalog.device_types, 3, 0.5)
                or list(self.catalog.device_types)[:3]
            )
            self.fault(
                placed,
                "model",
                f"there is no device type '{name}' in the catalogue{self.catalog.hint(name)}",
                f"Use one of {', '.join(near)}, ..., or add a row to catalog/device_types.csv",
            )
        return found

    def group(self, form: DeviceGroupForm, placed: Placed) -> Iterator[Device]:
        device_type = self.model(form.model, placed)
        places: list[tuple[str | None, float | None]] = [(rack, u) for rack in form.racks for u in form.u]
        places = places or [(None, None)] * (form.count or 0)
        lost = {rack for rack in dict.fromkeys(form.racks) if self.rack(rack, placed, f"group {form.prefix}") is None}
        for number, (rack, u) in enumerate(places, start=form.first):
            if rack in lost:
                continue  # one fault for the rack, not one for each of its devices
            name = f"{form.prefix}{number:0{form.digits}d}"
            if device_type is not None:
                yield from self.stand(
                    DeviceForm(id=name, model=form.model, rack=rack, u=u, face=form.face, su=form.su),
                    device_type,
                    placed,
                )

    def device(self, form: DeviceForm, placed: Placed) -> Iterator[Device]:
        device_type = self.model(form.model, placed)
        if device_type is not None:
            yield from self.stand(form, device_type, placed)

    def stand(self, form: DeviceForm, device_type: DeviceType, placed: Placed) -> Iterator[Device]:
        self.claim(form.id, placed)
        default_role: Role = "other" if device_type.role == "switch" else "host"
        position = None if form.u is None else exact(form.u, 2, "half unit")
        device = Device(
            id=form.id,
            model=form.model,
            role=form.role or default_role,
            rack=form.rack,
            position_half_ru=position,
            face=form.face or device_type.main_face,
            su=form.su,
            status=form.status,
            supply=form.supply or _default_supply(form, form.model in self.stocked),
        )
        self.check_supply(device, placed)
        rack = None if device.rack is None else self.rack(device.rack, placed, f"device {device.id}")
        if rack is not None and position is not None and self.occupancy and not self.is_unsure(rack):
            if form.side is not None and not device_type.is_half_width:
                self.fault(
                    placed,
                    "side",
                    f"device {device.id} has a side, but {device_type.model} of {device_type.width_mm} mm is too wide",
                    f"Leave out side, or correct width_mm of the type: half of a rack is {HALF_WIDTH_MM} mm",
                )
                return
            side = form.side or self.occupancy.free_side(rack, device_type, position, device.face)
            device = replace(device, side=side)
            refusals = self.occupancy.refusals(rack, device_type, position, device.face, side)
            for message, remedy in refusals:
                self.fault(placed, "u", f"device {device.id}: {message}", remedy)
            if not refusals:
                self.occupancy.add(device, device_type)
        yield device

    def check_supply(self, device: Device, placed: Placed) -> None:
        """A device that stands has a rack, and one that is installed is not bought."""
        if device.supply == "standing" and device.rack is None:
            self.fault(
                placed, "supply", f"device {device.id} is standing, but has no rack", "State rack and u, or owned"
            )
        if device.supply == "bought" and device.status in STANDING:
            message = f"device {device.id} is bought, but its status is {device.status}"
            self.fault(placed, "supply", message, "Write 'supply: standing', or correct the status")

    def panels(self, items: list[tuple[Document, KeyPath, PanelForm]]) -> Iterator[Panel]:
        for document, path, form in items:
            placed: Placed = (document, path)
            self.claim(form.id, placed)
            rack = self.rack(form.rack, placed, f"panel {form.id}")
            if rack is None:
                continue
            panel = Panel(
                id=form.id,
                rack=form.rack,
                position_half_ru=exact(form.u, 2, "half unit"),
                half_ru=exact(form.u_height, 2, "half unit"),
                ports=form.ports,
                connector=form.connector,
                face=form.face,
                depth_mm=form.depth_mm,
            )
            bottom = rack.bottom_half_ru(panel.position_half_ru, panel.half_ru)
            if not self.is_unsure(rack) and (bottom < 0 or bottom + panel.half_ru > rack.type.half_ru):
                units = name_units(rack.type.first_half_ru, rack.type.half_ru)
                message = f"panel {form.id} reaches outside rack {rack.id}, which has {units}"
                self.fault(placed, "u", message, "Choose a unit inside the rack")
                continue
            if self.occupancy and not self.is_unsure(rack):
                for name in self.occupancy.panel_conflicts(panel):
                    self.fault(
                        placed,
                        "u",
                        f"panel {form.id}: U{form.u:g} of rack {rack.id} is taken by {name}",
                        "Choose free units, or mount one of the two at the other side of the rack (face)",
                    )
                self.occupancy.add_panel(panel)
            yield panel

    def cables(
        self, items: list[tuple[Document, KeyPath, ExistingCableForm]], devices: dict[str, Device]
    ) -> Iterator[ExistingCable]:
        taken: dict[tuple[str, str], str] = {}
        stated = {*self.where, *self.doubts.stated}
        if self.faults:
            stated |= stated_names(self.folder, EQUIPMENT_LISTS)
        faulty = {fault.key.partition("]")[0] for fault in self.faults}
        prefixes = tuple(
            prefix
            for number, group in enumerate(stated_items(self.document, "groups"))
            if (prefix := str(group.get("prefix", "")))
            and (f"groups[{number}" in faulty or not any(name.startswith(prefix) for name in devices))
        )
        for document, path, form in items:
            placed: Placed = (document, path)
            self.claim(form.id, placed)
            printed = {"a": form.a.port, "b": form.b.port}
            for key, end in (("a", form.a), ("b", form.b)):
                device = devices.get(end.device)
                if device is None and (end.device in stated or end.device.startswith(prefixes)):
                    skipped = f"not checked yet because {end.device} has faults: the end of cable {form.id} there"
                    self.notes.append(skipped)
                elif device is None:
                    self.fault(
                        placed,
                        key,
                        f"cable {form.id} ends at '{end.device}', which is not a device of equipment.yaml",
                        nearest_remedy(end.device, devices, "Use the id of a device"),
                    )
                else:
                    printed[key] = self.find_port(placed, key, form, device)
                    self.claim_port(placed, key, form, printed[key], taken)
            for name in form.pathways:
                if self.site and name not in self.site.pathway_by_id and not self.doubts.excuses(name):
                    self.fault(
                        placed,
                        "pathways",
                        f"cable {form.id} lies in '{name}', which is not a pathway",
                        "Use the id of a pathway",
                    )
            yield ExistingCable(
                id=form.id,
                a_device=form.a.device,
                a_port=printed["a"],
                b_device=form.b.device,
                b_port=printed["b"],
                diameter_um=exact(form.diameter_mm, 1000, "micrometre"),
                pathways=tuple(form.pathways),
                status=form.status,
            )

    def find_port(self, placed: Placed, key: str, form: ExistingCableForm, device: Device) -> str:
        """The printed name of the port at an end of an installed cable; its own name where the device has none."""
        device_type = self.catalog.device_types[device.model]
        port = form.a.port if key == "a" else form.b.port
        lookup = find_ports(device_type, port)
        names = list(dict.fromkeys(found.port.printed for found in lookup.found))
        groups = [found.group.group for found in lookup.found]
        if not names and not self.doubts.excuses(device.model):
            near = ", ".join(near_ports(device_type, port))
            self.fault(
                placed,
                key,
                f"cable {form.id} ends at port '{port}', which {device.model} does not have",
                f"Use a name of the catalogue, such as {near}" if near else "The device type has no ports at all",
            )
        elif len(set(groups)) < len(groups):
            message = f"cable {form.id} ends at '{port}', the {lookup.kind} of several ports: {', '.join(names)}"
            self.fault(placed, key, message, "Use the printed name")
        if not lookup.found:
            return port
        name = native_name(device_type, lookup)
        if name not in names:
            note = f"{placed[0].name}: ports of {device.model} are read by the names of ports.csv, such as"
            self.notes += [] if any(told.startswith(note) for told in self.notes) else [f"{note} '{name}' for '{port}'"]
        elif lookup.kind == "another spelling":
            note = f"{placed[0].name}: port '{port}' of {device.model} is read as '{name}'"
            self.notes += [note] if note not in self.notes else []
        return name

    def claim_port(
        self, placed: Placed, key: str, form: ExistingCableForm, port: str, taken: dict[tuple[str, str], str]
    ) -> None:
        """A port of an installed cable that no other one uses."""
        name = form.a.device if key == "a" else form.b.device
        if (name, port) in taken:
            self.fault(
                placed,
                key,
                f"port {port} of {name} is used by cables {taken[name, port]} and {form.id}",
                "Correct one of the two",
            )
        taken[name, port] = form.id


def _default_supply(form: DeviceForm, is_stocked: bool) -> Supply:
    """The supply of a device that does not state it, of a model that may have a lot."""
    if form.status in STANDING and form.rack is not None:
        return "standing"
    is_planned = form.role in ("leaf", "spine", "core") and form.status == "planned"
    return "bought" if is_planned and is_stocked else "owned"
