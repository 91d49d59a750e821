"""Lists of links to the networks that state them: each row with both ports found in the catalogue, each fault at its
line.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import NamedTuple

from fabric.catalog import Catalog, FoundPort, find_ports, near_ports
from fabric.inputs.doubts import Doubts
from fabric.inputs.equipment_checks import Placed
from fabric.inputs.equipment_forms import EndForm, LinkForm
from fabric.inputs.equipment_reader import Equipment
from fabric.inputs.link_rules import ListedLink, link_faults, note_reversed
from fabric.inputs.nearest_names import nearest_remedy
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.inputs.stated_names import EQUIPMENT_LISTS, stated_items, stated_names
from fabric.inputs.unread_files import FILES, nearest_file
from fabric.project import Device, GivenEnd, GivenLink, NetworkRequest, Request
from layouts import Face, Fault, InputError, read_list


class _Pair(NamedTuple):
    """The ports of both ends of a row, in modes of one speed."""

    a: FoundPort
    b: FoundPort


def read_links(
    folder: Path, request: Request, equipment: Equipment, catalog: Catalog, notes: list[str], doubts: Doubts
) -> Request:
    """The request with the links that its lists state. Port names of another kind than printed ones are understood.

    Raises InputError with all faults of all lists; its partial value has the links that are right.
    """
    if not any(network.is_given for network in request.networks):
        return request
    reader = _Reader(folder, request, equipment, catalog, notes, doubts)
    networks = tuple(
        reader.network(number, network) if network.is_given and network.links_file else network
        for number, network in enumerate(request.networks)
    )
    faults = [*reader.faults, *link_faults(reader.rows, request.networks, equipment, catalog)]
    found = replace(request, networks=networks)
    if faults:
        raise InputError(faults, partial=found)
    return found


class _Reader:
    """Reads the lists of one project."""

    def __init__(
        self,
        folder: Path,
        request: Request,
        equipment: Equipment,
        catalog: Catalog,
        notes: list[str],
        doubts: Doubts,
    ):
        self.folder, self.catalog, self.notes, self.doubts = folder, catalog, notes, doubts
        self.devices: Mapping[str, Device] = {device.id: device for device in equipment.devices}
        self.networks = request.networks
        self.faults: list[Fault] = []
        self.rows: list[ListedLink] = []
        self.unsure = self._unsure_names()

    def _unsure_names(self) -> Collection[str]:
        """Names of devices that equipment.yaml states, be their rows right or wrong."""
        return stated_names(self.folder, EQUIPMENT_LISTS)

    def _excuses(self, name: str) -> bool:
        """Whether a device that was not read may be one of a row or a group with faults."""
        document = read_with_new_names(self.folder / "equipment.yaml", [])
        groups = [str(group.get("prefix", "")) for group in stated_items(document, "groups")]
        lost = [prefix for prefix in groups if prefix and not any(known.startswith(prefix) for known in self.devices)]
        return name in self.unsure or name.startswith(tuple(lost))

    def network(self, number: int, network: NetworkRequest) -> NetworkRequest:
        """A network with the links of its list."""
        fault = self._file_fault(number, network)
        if fault is not None:
            self.faults.append(fault)
            return network
        before = len(self.faults)
        rows = read_list(self.folder / network.links_file, LinkForm, self.faults)
        if not rows and len(self.faults) == before:
            message, remedy = "the list has no link", "Write one row for each link, or remove 'links' of the network"
            self.faults.append(Fault.of_file(network.links_file, message, remedy))
        found = []
        for document, path, form in rows:
            row = self._row(number, network, (document, path), form)
            if row is not None:
                found.append(row)
        kept, folded = note_reversed(found)
        if folded:
            self.notes.append(
                f"{network.links_file}: {folded} {'row states a link' if folded == 1 else 'rows state links'} of an "
                "earlier row the other way round; each is counted once"
            )
        self.rows += kept
        links = tuple(row.link for row in kept)
        fastest = max((link.speed_gbps for link in links), default=1)
        return replace(network, links=links, speed_gbps=fastest, switch_face=self._face(links, network))

    def _face(self, links: tuple[GivenLink, ...], network: NetworkRequest) -> Face:
        """The side at which the switches that are to be placed show their ports: that of the first one."""
        names = [end.device for link in links for end in (link.a, link.b)]
        free = [self.devices[name] for name in names if self.devices[name].rack is None]
        return next((device.face for device in free if device.role != "host"), network.switch_face)

    def _file_fault(self, number: int, network: NetworkRequest) -> Fault | None:
        """The reason why the file of a list cannot be read."""
        name, key = network.links_file, f"networks[{number}].links"
        place = PurePath(name)
        if len(place.parts) != 1 or place.suffix.lower() != ".csv" or name in FILES:
            message = f"'{name}' is not the name of a list of links"
            return Fault("request.yaml", 0, key, message, "Name a CSV file in the project folder, such as links.csv")
        if any(other.links_file == name for other in self.networks[:number]):
            message = f"{name} is the list of an earlier network"
            return Fault("request.yaml", 0, key, message, "Give each network a list of its own")
        if not (self.folder / name).exists():
            near = nearest_file(self.folder, name)
            message = f"there is no file {name} in the project folder"
            remedy = f"Write '{near}' instead" if near else "Write the list, or correct the name"
            return Fault("request.yaml", 0, key, message, remedy)
        return None

    def _row(self, number: int, network: NetworkRequest, placed: Placed, form: LinkForm) -> ListedLink | None:
        """A row with both ports; None, with the faults, where one of them is not known."""
        found = [self._end(placed, key, end) for key, end in (("a", form.a), ("b", form.b))]
        a, b = found
        if a is None or b is None:
            return None
        wanted = form.speed_gbps or network.speed_gbps
        pairs = list(_list_pairs(a, b))
        fitting = [pair for pair in pairs if not wanted or pair.a.group.speed_gbps == wanted]
        if not fitting:
            self.faults.append(_speed_fault(placed, form, (a, b), wanted, pairs))
            return None
        best = max(fitting, key=lambda pair: pair.a.group.speed_gbps)
        link = GivenLink(
            GivenEnd(form.a.device, best.a.group.group, best.a.port.printed),
            GivenEnd(form.b.device, best.b.group.group, best.b.port.printed),
            best.a.group.speed_gbps,
        )
        return ListedLink(number, placed, link, best.a, best.b)

    def _end(self, placed: Placed, key: str, form: EndForm) -> tuple[FoundPort, ...] | None:
        """The ports that an end may mean, one for each way to use its cage; None, with a fault, where there is none."""
        document, path = placed
        device = self.devices.get(form.device)
        if device is None:
            if self._excuses(form.device):
                self.notes.append(f"not checked yet because {form.device} has faults: {document.name}")
                return None
            remedy = nearest_remedy(form.device, self.devices, "Use the id of a device of equipment.yaml")
            message = f"there is no device '{form.device}'"
            self.faults.append(document.fault((*path, key, "device"), message, remedy))
            return None
        device_type = self.catalog.device_types[device.model]
        lookup = find_ports(device_type, form.port)
        if not lookup.found:
            if not self.doubts.excuses(device.model):
                message = f"{device.id} ({device.model}) has no port '{form.port}'"
                near = near_ports(device_type, form.port)
                remedy = f"Use a name of the catalogue, such as {', '.join(near)}" if near else "It has no ports at all"
                self.faults.append(document.fault((*path, key, "port"), message, remedy))
            return None
        groups = [found.group.group for found in lookup.found]
        if len(set(groups)) < len(groups):
            names = ", ".join(dict.fromkeys(found.port.printed for found in lookup.found))
            message = f"'{form.port}' is the {lookup.kind} of several ports of {device.id}: {names}"
            self.faults.append(document.fault((*path, key, "port"), message, "Use the printed name"))
            return None
        if lookup.kind == "another spelling":
            read_as = lookup.found[0].port.printed
            note = f"{document.name}: port '{form.port}' of {device.model} is read as '{read_as}'"
            self.notes += [note] if note not in self.notes else []
        return lookup.found


def _list_pairs(a: tuple[FoundPort, ...], b: tuple[FoundPort, ...]) -> Iterator[_Pair]:
    """The ways to use both cages in which both ports have one speed, and one of them at most is split."""
    for one in a:
        for other in b:
            is_split = one.group.lanes > 1 and other.group.lanes > 1
            if one.group.speed_gbps == other.group.speed_gbps and not is_split:
                yield _Pair(one, other)


def _speed_fault(
    placed: Placed,
    form: LinkForm,
    ends: tuple[tuple[FoundPort, ...], tuple[FoundPort, ...]],
    wanted: int,
    pairs: list[_Pair],
) -> Fault:
    """The two ports share no speed, or not the stated one."""
    document, path = placed
    if all(found.group.lanes > 1 for end in ends for found in end):
        names = ", ".join(f"port {end.port} of {end.device}" for end in (form.a, form.b))
        remedy = "A cable is split at one end only: use a whole port at the other"
        return document.fault(path, f"both ports are split: {names}", remedy)
    speeds = [sorted({found.group.speed_gbps for found in end}, reverse=True) for end in ends]
    texts = [
        f"port {end.port} of {end.device} has {' or '.join(f'{speed}G' for speed in found)}"
        for end, found in zip((form.a, form.b), speeds, strict=True)
    ]
    shared = sorted({pair.a.group.speed_gbps for pair in pairs}, reverse=True)
    if wanted and shared:
        key = (*path, "speed_gbps") if form.speed_gbps else path
        message = f"the link needs {wanted}G: {', '.join(texts)}"
        return document.fault(key, message, f"Write {' or '.join(map(str, shared))} in speed_gbps")
    message = f"the two ports share no speed: {', '.join(texts)}"
    return document.fault(path, message, "Use two ports of one speed, or add the split to catalog/breakouts.csv")
