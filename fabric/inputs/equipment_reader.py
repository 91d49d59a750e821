"""`equipment.yaml` with `devices.csv` and `cables.csv` to devices, panels and cables, each fault with its place."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fabric.catalog import HALF_WIDTH_MM, Catalog, DeviceType
from fabric.inputs.cable_reader import read_cables
from fabric.inputs.doubts import NO_DOUBTS, Doubts
from fabric.inputs.equipment_checks import EquipmentChecks, Placed
from fabric.inputs.equipment_forms import (
    DeviceForm,
    DeviceGroupForm,
    EquipmentForm,
    ExistingCableForm,
    PanelForm,
    PanelTrunkForm,
)
from fabric.inputs.nearest_names import nearest_remedy
from fabric.inputs.panel_connectors import is_connector
from fabric.inputs.panel_trunk_reader import read_panel_trunks
from fabric.inputs.refused_devices import Refused, refused_faults
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.project import Device, ExistingCable, Panel, PanelTrunk, Role, Status, Supply
from fabric.rules import Occupancy
from layouts import (
    Document,
    InputError,
    KeyPath,
    Rack,
    Site,
    exact,
    fill_form,
    fill_items,
    name_units,
    nearest_names,
    read_list,
)

STANDING: tuple[Status, ...] = ("installed", "tested", "locked")
"""Progress of devices that are in their racks."""


class Equipment(NamedTuple):
    """What `equipment.yaml` and its lists state."""

    devices: tuple[Device, ...]
    """Devices that exist, and those to be placed."""
    panels: tuple[Panel, ...]
    """Patch panels."""
    cables: tuple[ExistingCable, ...]
    """Installed cables."""
    panel_trunks: tuple[PanelTrunk, ...]
    """Trunks that lie between panels."""


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
    checks = EquipmentChecks(
        folder=folder, document=document, site=site, catalog=catalog, doubts=doubts, stocked=stocked, notes=notes
    )
    return _Reader(checks).read()


class _Reader:
    """Reads devices and panels, and puts them into their racks."""

    def __init__(self, checks: EquipmentChecks):
        self.checks = checks
        self.site, self.catalog, self.doubts = checks.site, checks.catalog, checks.doubts
        self.refused: list[Refused] = []
        self.occupancy = Occupancy(checks.site) if checks.site else None

    def read(self) -> Equipment:
        document, folder, faults = self.checks.document, self.checks.folder, self.checks.faults
        try:
            fill_form(EquipmentForm, document)
        except InputError as error:
            faults.extend(error.faults)
        panels = tuple(self.panels(fill_items(PanelForm, document, "panels", faults)))
        devices: list[Device] = []
        for where, path, group in fill_items(DeviceGroupForm, document, "groups", faults):
            devices += self.group(group, (where, path))
        listed = fill_items(DeviceForm, document, "devices", faults)
        for where, path, item in listed + read_list(folder / "devices.csv", DeviceForm, faults):
            devices += self.device(item, (where, path))
        faults += refused_faults(self.refused)
        cables = fill_items(ExistingCableForm, document, "cables", faults)
        cables += read_list(folder / "cables.csv", ExistingCableForm, faults)
        existing = tuple(read_cables(cables, devices, self.checks))
        trunks = fill_items(PanelTrunkForm, document, "panel_trunks", faults)
        found = Equipment(tuple(devices), panels, existing, tuple(read_panel_trunks(trunks, panels, self.checks)))
        if faults:
            raise InputError(faults, partial=found)
        return found

    def rack(self, name: str, placed: Placed, what: str) -> Rack | None:
        """A rack of the floor. None, with a fault unless the floor has one, where it is not known."""
        found = self.site.rack_by_id.get(name) if self.site else None
        if found is None and self.site and not self.doubts.excuses(name):
            self.checks.fault(
                placed,
                "rack",
                f"{what} stands in rack '{name}', which is not on the floor",
                nearest_remedy(name, self.site.rack_by_id, "Use the id of a rack of site.yaml"),
            )
        return found

    def is_unsure(self, rack: Rack) -> bool:
        """Whether a rack rests on an object with faults, so that nobody knows yet what fits it."""
        return not {rack.id, rack.row, rack.room, rack.type.id}.isdisjoint(self.doubts.unsure)

    def model(self, name: str, placed: Placed) -> DeviceType | None:
        found = self.catalog.device_types.get(name)
        if found is None and not self.doubts.excuses(name):
            known = self.catalog.device_types
            near = dict.fromkeys([*nearest_names(name, known), *difflib.get_close_matches(name, known, 3, 0.5)])
            self.checks.fault(
                placed,
                "model",
                f"there is no device type '{name}' in the catalogue{self.catalog.hint(name)}",
                f"Use one of {', '.join(list(near or known)[:3])}, ..., or add a row to catalog/device_types.csv",
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
        self.checks.claim(form.id, placed)
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
            supply=form.supply or _default_supply(form, form.model in self.checks.stocked),
        )
        self.check_supply(device, placed)
        rack = None if device.rack is None else self.rack(device.rack, placed, f"device {device.id}")
        if rack is not None and position is not None and self.occupancy and not self.is_unsure(rack):
            if form.side is not None and not device_type.is_half_width:
                self.checks.fault(
                    placed,
                    "side",
                    f"device {device.id} has a side, but {device_type.model} of {device_type.width_mm} mm is too wide",
                    f"Leave out side, or correct width_mm of the type: half of a rack is {HALF_WIDTH_MM} mm",
                )
                return
            side = form.side or self.occupancy.free_side(rack, device_type, position, device.face)
            device = replace(device, side=side)
            refusals = self.occupancy.refusals(rack, device_type, position, device.face, side)
            self.refused += [Refused(placed, device.id, refusal) for refusal in refusals]
            if not refusals:
                self.occupancy.add(device, device_type)
        yield device

    def check_supply(self, device: Device, placed: Placed) -> None:
        """A device that stands has a rack, and one that is installed is not bought."""
        if device.supply == "standing" and device.rack is None:
            self.checks.fault(
                placed, "supply", f"device {device.id} is standing, but has no rack", "State rack and u, or owned"
            )
        if device.supply == "bought" and device.status in STANDING:
            message = f"device {device.id} is bought, but its status is {device.status}"
            self.checks.fault(placed, "supply", message, "Write 'supply: standing', or correct the status")

    def panels(self, items: list[tuple[Document, KeyPath, PanelForm]]) -> Iterator[Panel]:
        for document, path, form in items:
            placed: Placed = (document, path)
            self.checks.claim(form.id, placed)
            if not is_connector(form.connector):
                message = f"panel {form.id}: '{form.connector}' is no connector"
                self.checks.fault(placed, "connector", message, "Write the name of the trade, such as LC, MPO or RJ45")
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
                self.checks.fault(placed, "u", message, "Choose a unit inside the rack")
                continue
            if self.occupancy and not self.is_unsure(rack):
                for name in self.occupancy.panel_conflicts(panel):
                    self.checks.fault(
                        placed,
                        "u",
                        f"panel {form.id}: U{form.u:g} of rack {rack.id} is taken by {name}",
                        "Choose free units, or mount one of the two at the other side of the rack (face)",
                    )
                self.occupancy.add_panel(panel)
            yield panel


def _default_supply(form: DeviceForm, is_stocked: bool) -> Supply:
    """The supply of a device that does not state it, of a model that may have a lot."""
    if form.status in STANDING and form.rack is not None:
        return "standing"
    is_planned = form.role in ("leaf", "spine", "core") and form.status == "planned"
    return "bought" if is_planned and is_stocked else "owned"
