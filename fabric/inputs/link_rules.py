"""Rules on listed links: each port once, each cage in one way, splitters whole, ports that nothing else takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fabric.catalog import Catalog, FoundPort, find_ports
from fabric.inputs.equipment_checks import Placed
from fabric.inputs.equipment_reader import Equipment
from fabric.project import Device, GivenEnd, GivenLink, NetworkRequest
from layouts import Fault


class CageConnector(NamedTuple):
    """One connector of a device."""

    device: str
    """Id of the device."""
    cages: str
    """Name of its port group without the mode."""
    cage: int
    """Number of the cage."""
    mpo: int
    """Number of the connector in the cage; 0 for the whole cage."""

    def meets(self, other: "CageConnector") -> bool:
        """Whether both are the same connector, or one is the cage of the other."""
        return self[:3] == other[:3] and (self.mpo == other.mpo or 0 in (self.mpo, other.mpo))


class ListedEnd(NamedTuple):
    """One end of a row, with its port."""

    key: str
    """`a` or `b`."""
    end: GivenEnd
    """Device and port."""
    found: FoundPort
    """The port in the catalogue."""

    @property
    def connector(self) -> CageConnector:
        """The connector of the port."""
        return CageConnector(self.end.device, self.found.group.cages_of, self.found.port.cage, self.found.port.mpo)

    @property
    def port(self) -> tuple[CageConnector, int]:
        """The connector and its lane."""
        return self.connector, self.found.port.lane


class ListedLink(NamedTuple):
    """One row of a list, with both ports."""

    network: int
    """Number of the network in the request."""
    placed: Placed
    """Its place in the file."""
    link: GivenLink
    """The link."""
    a: FoundPort
    """Port of the first end."""
    b: FoundPort
    """Port of the other end."""

    @property
    def ends(self) -> tuple[ListedEnd, ListedEnd]:
        """Both ends."""
        return ListedEnd("a", self.link.a, self.a), ListedEnd("b", self.link.b, self.b)

    @property
    def where(self) -> str:
        """File and line."""
        document, path = self.placed
        return f"{document.name}, line {document.line_of(path)}"

    def fault(self, end: ListedEnd | None, message: str, remedy: str) -> Fault:
        """A fault at the row, or at the port of one of its ends."""
        document, path = self.placed
        return document.fault((*path, end.key, "port") if end else path, message, remedy)


def note_reversed(rows: Sequence[ListedLink]) -> tuple[list[ListedLink], int]:
    """The rows without those that state a link of an earlier row the other way round, and the number of these."""
    seen: set[tuple[tuple[CageConnector, int], tuple[CageConnector, int]]] = set()
    kept = []
    for row in rows:
        a, b = (end.port for end in row.ends)
        if a == b or (b, a) not in seen:
            kept.append(row)
            seen.add((a, b))
        else:
            seen.discard((b, a))
    return kept, len(rows) - len(kept)


def link_faults(
    rows: Sequence[ListedLink], networks: Sequence[NetworkRequest], equipment: Equipment, catalog: Catalog
) -> Iterator[Fault]:
    """The faults of all rows of all lists together."""
    devices = {device.id: device for device in equipment.devices}
    yield from _port_faults(rows)
    yield from _cage_faults(rows)
    yield from _splitter_faults(rows, devices)
    yield from _protocol_faults(rows, devices, catalog)
    yield from _cord_faults(rows, equipment, catalog)
    for row in rows:
        for end in row.ends:
            yield from _designed_faults(row, end, networks)


def _port_faults(rows: Sequence[ListedLink]) -> Iterator[Fault]:
    """Ports that two rows take, or both ends of one row."""
    first: dict[tuple[CageConnector, int], ListedLink] = {}
    for row in rows:
        a, b = row.ends
        name = f"port {a.end.port} of {a.end.device}"
        if a.port == b.port:
            yield row.fault(None, f"both ends are {name}", "Correct one of the two ends")
            continue
        for end in (a, b):
            if end.port in first:
                message = f"port {end.end.port} of {end.end.device} is taken by {first[end.port].where}"
                yield row.fault(end, message, "Give each link ports of its own")
            first.setdefault(end.port, row)


def _cage_faults(rows: Sequence[ListedLink]) -> Iterator[Fault]:
    """Cages that two rows use in ways that do not go together, or that the split of a neighbour disables."""
    used: dict[Cage, list[tuple[ListedLink, ListedEnd]]] = {}
    for row in rows:
        for end in row.ends:
            cage = end.connector[:3]
            for other, there in used.get(cage, []):
                same = end.found.group.group == there.found.group.group
                if not same and (end.found.group.mpos != there.found.group.mpos or end.connector == there.connector):
                    message = (
                        f"cage {cage[2]} of {cage[0]} is used as {end.found.group.group} here and as "
                        f"{there.found.group.group} in {other.where}"
                    )
                    yield row.fault(end, message, "Use each cage in one way")
                    break
            used.setdefault(cage, []).append((row, end))
    yield from _disabled_faults(used)


Cage = tuple[str, str, int]
"""Device, name of its port group without the mode, number of the cage."""


def _disabled_faults(used: Mapping[Cage, Sequence[tuple[ListedLink, ListedEnd]]]) -> Iterator[Fault]:
    """Cages that are used, though the split of a cage before them disables them."""
    for (device, cages, number), ends in used.items():
        row, end = ends[0]
        for step in range(1, end.found.group.skip + 1):
            if (device, cages, number + step) in used:
                other, there = used[device, cages, number + step][0]
                message = f"cage {number + step} of {device} is disabled by {end.found.group.group} in {row.where}"
                yield other.fault(there, message, "Use another cage")


def _splitter_faults(rows: Sequence[ListedLink], devices: dict[str, Device]) -> Iterator[Fault]:
    """Links of one split connector whose far ends are not of one kind or not in one rack, so that no splitter fits."""
    heads: dict[CageConnector, tuple[ListedLink, ListedEnd]] = {}
    for row in rows:
        a, b = row.ends
        for head, tail in ((a, b), (b, a)):
            if head.found.group.lanes == 1:
                continue
            first, there = heads.setdefault(head.connector, (row, tail))
            name = f"the ports of cage {head.found.port.cage} of {head.end.device} share one splitter"
            kinds = [(end.found.group.group, end.found.group.cage_kind, first.network) for end in (tail, there)]
            racks = [devices[end.end.device].rack for end in (tail, there)]
            if kinds[0] != kinds[1] or first.network != row.network:
                message = f"{name}: it ends in {tail.end.device} {tail.found.group.group} here, in {there.end.device} "
                yield row.fault(
                    tail,
                    f"{message}{there.found.group.group} in {first.where}",
                    "Connect all of them to ports of one kind in one network",
                )
            elif racks[0] != racks[1]:
                message = f"{name}: it ends in rack {racks[0]} here, in rack {racks[1]} in {first.where}"
                yield row.fault(tail, message, "Connect all of them to devices of one rack")


def _protocol_faults(rows: Sequence[ListedLink], devices: dict[str, Device], catalog: Catalog) -> Iterator[Fault]:
    """Links between switches of two protocols."""
    for row in rows:
        a, b = (devices[end.end.device] for end in row.ends)
        first, second = (catalog.device_types[device.model].protocol for device in (a, b))
        if first and second and first != second:
            yield row.fault(None, f"{a.id} speaks {first}, {b.id} speaks {second}", "Join devices of one protocol")


def _cord_faults(rows: Sequence[ListedLink], equipment: Equipment, catalog: Catalog) -> Iterator[Fault]:
    """Ports that an installed cable takes, unless it is that very link."""
    types = {device.id: catalog.device_types[device.model] for device in equipment.devices}
    taken: dict[tuple[str, str, int], list[tuple[CageConnector, str, frozenset[tuple[str, str]]]]] = {}
    for cable in equipment.cables:
        pair = frozenset(((cable.a_device, cable.a_port), (cable.b_device, cable.b_port)))
        for device, printed in pair:
            for found in find_ports(types[device], printed).found if device in types else ():
                place = CageConnector(device, found.group.cages_of, found.port.cage, found.port.mpo)
                taken.setdefault(place[:3], []).append((place, cable.id, pair))
    for row in rows:
        pair = frozenset((end.end.device, end.end.port) for end in row.ends)
        for end in row.ends:
            names = {
                name
                for place, name, joined in taken.get(end.connector[:3], [])
                if place.meets(end.connector) and joined != pair
            }
            for name in sorted(names):
                message = f"port {end.end.port} of {end.end.device} is taken by installed cable {name}"
                yield row.fault(end, message, "Use a free port, or remove the cable from equipment.yaml")


def _designed_faults(row: ListedLink, end: ListedEnd, networks: Sequence[NetworkRequest]) -> Iterator[Fault]:
    """Ports of a device that another network connects by their group."""
    for network in networks:
        if network.is_given:
            continue
        main = (network.port_group, (), network.rails)
        others = [(item.port_group, item.devices, None) for item in (*network.extras, *network.direct)]
        for group, names, rails in (main, *others):
            is_named = not names or end.end.device in names
            if is_named and _connects(end, group, network, rails):
                message = (
                    f"port {end.end.port} of {end.end.device} is connected by network {network.id}, which takes the "
                    f"ports of group '{group}'"
                )
                yield row.fault(end, message, "List ports of another group, or take the group out of that network")


def _connects(end: ListedEnd, group: str, network: NetworkRequest, rails: int | None) -> bool:
    """Whether a network takes the port of an end by its group."""
    found = end.found.group
    if found.cages_of != group.partition(":")[0] or found.cages_of in ("fabric", "access", "uplink"):
        return False
    if rails is None:
        return True
    ordered = found.rails if network.by_rail and network.planes == 1 else ()
    rail = ordered[end.found.number] if ordered else end.found.number
    return rail < rails * network.planes
