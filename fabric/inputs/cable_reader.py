"""Installed cables of `equipment.yaml` and `cables.csv`: the port at each end found in the catalogue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fabric.catalog import find_ports, native_name, near_ports
from fabric.inputs.equipment_checks import EquipmentChecks, Placed
from fabric.inputs.equipment_forms import ExistingCableForm
from fabric.inputs.nearest_names import nearest_remedy
from fabric.inputs.stated_names import EQUIPMENT_LISTS, stated_items, stated_names
from fabric.project import Device, ExistingCable
from layouts import Document, KeyPath, exact


def read_cables(
    items: Iterable[tuple[Document, KeyPath, ExistingCableForm]], devices: Sequence[Device], checks: EquipmentChecks
) -> Iterator[ExistingCable]:
    """The installed cables; `devices` are those that could be read. Adds ids, faults and notes to `checks`.

    An end at a device with faults of its own is a note: nobody knows its ports yet.
    """
    reader = _CableReader(checks, {device.id: device for device in devices})
    for document, path, form in items:
        yield reader.cable(form, (document, path))


class _CableReader:
    """Finds the ports of cables; no two cables have one port."""

    def __init__(self, checks: EquipmentChecks, devices: Mapping[str, Device]):
        self.checks, self.devices = checks, devices
        self.taken: dict[tuple[str, str], str] = {}
        """The cable at each port, by device and printed name."""
        self.stated = {*checks.where, *checks.doubts.stated}
        if checks.faults:
            self.stated |= stated_names(checks.folder, EQUIPMENT_LISTS)
        self.prefixes = tuple(self._lost_prefixes())

    def _lost_prefixes(self) -> Iterator[str]:
        """Beginnings of the names of devices whose group has faults."""
        faulty = {fault.key.partition("]")[0] for fault in self.checks.faults}
        for number, group in enumerate(stated_items(self.checks.document, "groups")):
            prefix = str(group.get("prefix", ""))
            is_lost = f"groups[{number}" in faulty or not any(name.startswith(prefix) for name in self.devices)
            if prefix and is_lost:
                yield prefix

    def cable(self, form: ExistingCableForm, placed: Placed) -> ExistingCable:
        """One cable; an end whose port is not found keeps its own name."""
        checks = self.checks
        checks.claim(form.id, placed)
        printed = {"a": form.a.port, "b": form.b.port}
        for key, end in (("a", form.a), ("b", form.b)):
            device = self.devices.get(end.device)
            if device is None and (end.device in self.stated or end.device.startswith(self.prefixes)):
                skipped = f"not checked yet because {end.device} has faults: the end of cable {form.id} there"
                checks.notes.append(skipped)
            elif device is None:
                checks.fault(
                    placed,
                    key,
                    f"cable {form.id} ends at '{end.device}', which is not a device of equipment.yaml",
                    nearest_remedy(end.device, self.devices, "Use the id of a device"),
                )
            else:
                printed[key] = self._find_port(placed, key, form, device)
                self._claim_port(placed, key, form, printed[key])
        for name in form.pathways:
            if checks.site and name not in checks.site.pathway_by_id and not checks.doubts.excuses(name):
                checks.fault(
                    placed,
                    "pathways",
                    f"cable {form.id} lies in '{name}', which is not a pathway",
                    "Use the id of a pathway",
                )
        return ExistingCable(
            id=form.id,
            a_device=form.a.device,
            a_port=printed["a"],
            b_device=form.b.device,
            b_port=printed["b"],
            diameter_um=exact(form.diameter_mm, 1000, "micrometre"),
            pathways=tuple(form.pathways),
            status=form.status,
        )

    def _find_port(self, placed: Placed, key: str, form: ExistingCableForm, device: Device) -> str:
        """The printed name of the port at an end of an installed cable; its own name where the device has none."""
        device_type = self.checks.catalog.device_types[device.model]
        port = form.a.port if key == "a" else form.b.port
        lookup = find_ports(device_type, port)
        names = list(dict.fromkeys(found.port.printed for found in lookup.found))
        groups = [found.group.group for found in lookup.found]
        if not names and not self.checks.doubts.excuses(device.model):
            near = ", ".join(near_ports(device_type, port))
            self.checks.fault(
                placed,
                key,
                f"cable {form.id} ends at port '{port}', which {device.model} does not have",
                f"Use a name of the catalogue, such as {near}" if near else "The device type has no ports at all",
            )
        elif len(set(groups)) < len(groups):
            message = f"cable {form.id} ends at '{port}', the {lookup.kind} of several ports: {', '.join(names)}"
            self.checks.fault(placed, key, message, "Use the printed name")
        if not lookup.found:
            return port
        name = native_name(device_type, lookup)
        notes, file = self.checks.notes, placed[0].name
        if name not in names:
            note = f"{file}: ports of {device.model} are read by the names of ports.csv, such as"
            if not any(told.startswith(note) for told in notes):
                notes.append(f"{note} '{name}' for '{port}'")
        elif lookup.kind == "another spelling":
            note = f"{file}: port '{port}' of {device.model} is read as '{name}'"
            if note not in notes:
                notes.append(note)
        return name

    def _claim_port(self, placed: Placed, key: str, form: ExistingCableForm, port: str) -> None:
        """A port of an installed cable that no other one uses."""
        name = form.a.device if key == "a" else form.b.device
        if (name, port) in self.taken:
            self.checks.fault(
                placed,
                key,
                f"port {port} of {name} is used by cables {self.taken[name, port]} and {form.id}",
                "Correct one of the two",
            )
        self.taken[name, port] = form.id
