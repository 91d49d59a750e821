"""`equipment.yaml` with `devices.csv` and `cables.csv` to devices, panels and cables, each fault with its place."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fabric.catalog import HALF_WIDTH_MM, Catalog, DeviceType, list_ports
from fabric.inputs.project_forms import DeviceForm, DeviceGroupForm, EquipmentForm, ExistingCableForm, PanelForm
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.project import Device, ExistingCable, Panel, Role
from fabric.rules import Occupancy
from layouts import Document, Fault, InputError, KeyPath, Site, exact, fill_form, fill_items, read_list

RESERVED_ID = r"C-.+-[0-9]{5,}"
"""Pattern of the ids that new cables get (`fabric.plan.cable_id`)."""

Placed = tuple[Document, KeyPath]
Equipment = tuple[tuple[Device, ...], tuple[Panel, ...], tuple[ExistingCable, ...]]


def read_equipment(folder: Path, site: Site, catalog: Catalog, notes: list[str]) -> Equipment:
    """Devices, panels and cables of a project folder. Old names are added to `notes`.

    Raises InputError with all faults.
    """
    document = read_with_new_names(folder / "equipment.yaml", notes)
    return _Reader(document, site, catalog).read(folder)


class _Reader:
    def __init__(self, document: Document, site: Site, catalog: Catalog):
        self.document, self.site, self.catalog = document, site, catalog
        self.faults: list[Fault] = []
        self.where: dict[str, Placed] = {}
        self.occupancy = Occupancy(site)

    def read(self, folder: Path) -> Equipment:
        document = self.document
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
        if self.faults:
            raise InputError(self.faults)
        return tuple(devices), panels, existing

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
        if found is None:
            near = (
                difflib.get_close_matches(name, self.catalog.device_types, 3, 0.5)
                or list(self.catalog.device_types)[:3]
            )
            self.fault(
                placed,
                "model",
                f"there is no device type '{name}' in the catalogue",
                f"Use one of {', '.join(near)}, ..., or add a row to catalog/device_types.csv",
            )
        return found

    def group(self, form: DeviceGroupForm, placed: Placed) -> Iterator[Device]:
        device_type = self.model(form.model, placed)
        places: list[tuple[str | None, float | None]] = [(rack, u) for rack in form.racks for u in form.u]
        places = places or [(None, None)] * (form.count or 0)
        for number, (rack, u) in enumerate(places, start=form.first):
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
        )
        if device.rack is not None and position is not None:
            rack = self.site.rack_by_id.get(device.rack)
            if rack is None:
                self.fault(
                    placed,
                    "rack",
                    f"device {device.id} stands in rack '{device.rack}', which is not on the floor",
                    "Use the id of a rack of site.yaml",
                )
                return
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
            if refusals:
                return
            self.occupancy.add(device, device_type)
        yield device

    def panels(self, items: list[tuple[Document, KeyPath, PanelForm]]) -> Iterator[Panel]:
        for document, path, form in items:
            placed: Placed = (document, path)
            self.claim(form.id, placed)
            rack = self.site.rack_by_id.get(form.rack)
            if rack is None:
                self.fault(
                    placed,
                    "rack",
                    f"panel {form.id} stands in rack '{form.rack}', which is not on the floor",
                    "Use the id of a rack of site.yaml",
                )
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
            if bottom < 0 or bottom + panel.half_ru > rack.type.half_ru:
                self.fault(
                    placed, "u", f"panel {form.id} reaches outside rack {rack.id}", "Choose a unit inside the rack"
                )
                continue
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
        for document, path, form in items:
            placed: Placed = (document, path)
            self.claim(form.id, placed)
            if re.fullmatch(RESERVED_ID, form.id):
                self.fault(placed, "id", f"'{form.id}' is an id that a new cable may get", "Choose another id")
            for key, end in (("a", form.a), ("b", form.b)):
                device = devices.get(end.device)
                if device is None and self.faults:
                    continue  # it may be one of those that are wrong
                if device is None:
                    self.fault(
                        placed,
                        key,
                        f"cable {form.id} ends at '{end.device}', which is not a device of equipment.yaml",
                        "Use the id of a device",
                    )
                    continue
                device_type = self.catalog.device_types[device.model]
                names = {
                    port.printed for group in device_type.port_groups for port in list_ports(device_type, group.group)
                }
                if end.port not in names:
                    some = ", ".join(sorted(names)[:4])
                    self.fault(
                        placed,
                        key,
                        f"cable {form.id} ends at port '{end.port}', which {device.model} does not have",
                        f"Use the printed name, such as {some}",
                    )
                if (end.device, end.port) in taken:
                    self.fault(
                        placed,
                        key,
                        f"port {end.port} of {end.device} is used by cables {taken[end.device, end.port]} "
                        f"and {form.id}",
                        "Correct one of the two",
                    )
                taken[end.device, end.port] = form.id
            for name in form.pathways:
                if name not in self.site.pathway_by_id:
                    self.fault(
                        placed,
                        "pathways",
                        f"cable {form.id} lies in '{name}', which is not a pathway",
                        "Use the id of a pathway",
                    )
            yield ExistingCable(
                id=form.id,
                a_device=form.a.device,
                a_port=form.a.port,
                b_device=form.b.device,
                b_port=form.b.port,
                diameter_um=exact(form.diameter_mm, 1000, "micrometre"),
                pathways=tuple(form.pathways),
                status=form.status,
            )
