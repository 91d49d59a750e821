"""Existing cords: those that are links of the fabric are not laid again, and new links avoid their ports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.catalog import DeviceType, PortGroup, PortName, list_ports
from fabric.designs.wiring import StandingCords, WiredFabric, Wiring
from fabric.project import ExistingCable, Project
from fabric.topology import STAGES, Fabric, Links

JOINED_TIERS = ("node-leaf", "leaf-spine", "spine-core")
"""Stages of which a cord may be a link. Between other tiers a link cannot be distinguished from another cord."""


class CordPlace(NamedTuple):
    """One connector of a device."""

    cages: str
    """Name of the port group without its mode."""
    cage: int
    """Number of the cage."""
    mpo: int
    """Number of the connector in the cage; 0 for the whole cage."""

    def meets(self, other: "CordPlace") -> bool:
        """Whether both are the same connector, or one is the cage of the other."""
        return self[:2] == other[:2] and (self.mpo == other.mpo or 0 in (self.mpo, other.mpo))


@dataclass(frozen=True)
class _Use:
    """The end of a new link on a switch."""

    wiring: int
    """Number of the wiring."""
    side: str
    """End of the link: `a` or `b`."""
    row: int
    """Row in the links of the wiring."""
    group: PortGroup
    """Group of its port."""
    port: PortName
    """Its port."""

    @property
    def connector(self) -> CordPlace:
        """The connector of the port."""
        return _connector(self.group, self.port)


def fit_cords(project: Project, wired: WiredFabric, external_links: int) -> WiredFabric:
    """The fabric beside the existing cords.

    - A cord between two devices that the fabric joins by ports of the same kind is one of its links, and is not laid
      again.
    - The other links move to free cages of their switches, else to free connectors. The ports of hosts stay.
    - The last `external_links` ports of spines and cores stay free.

    A link that finds no free port keeps its own; `find_conflict` names it.
    """
    if not project.cables:
        return wired
    return _move_links(project, _take_out(project, wired), external_links)


def list_taken(project: Project, name: str, modes: Iterable[PortGroup]) -> dict[CordPlace, str]:
    """The connectors of a device that cords take, each with its cord. `modes` has the mode of each name."""
    if name not in project.device_by_id:
        return {}
    device_type = project.type_of(project.device_by_id[name])
    found: dict[CordPlace, str] = {}
    for cable in project.cables:
        for device, printed in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port)):
            if device == name:
                found |= dict.fromkeys(_places(device_type, printed, modes), cable.id)
    return found


def _places(device_type: DeviceType, printed: str, modes: Iterable[PortGroup]) -> Iterator[CordPlace]:
    """The connector of a printed name, in the mode of the fabric where it has the name."""
    for group in (*modes, *device_type.port_groups):
        for port in list_ports(device_type, group.group):
            if port.printed == printed:
                yield _connector(group, port)
                return


def _connector(group: PortGroup, port: PortName) -> CordPlace:
    return CordPlace(group.cages_of, port.cage, port.mpo)


def _names(fabric: Fabric) -> list[str]:
    return [*fabric.hosts, *(switch.id for switch in fabric.switches)]


def _take_out(project: Project, wired: WiredFabric) -> WiredFabric:
    """The fabric without the links that cords are already."""
    number = {name: index for index, name in enumerate(_names(wired.fabric))}
    keep = [np.ones(len(wiring.links), np.bool_) for wiring in wired.wirings]
    found: list[tuple[str, int, int, int]] = []
    surplus = ""
    for exact in (True, False):
        for cable in project.cables:
            if cable.id in {cord for cord, *_ in found} or not {cable.a_device, cable.b_device} <= number.keys():
                continue
            for index, wiring in enumerate(wired.wirings):
                ends = _ends_in(project, wiring, cable, number)
                if ends is None:
                    continue
                row = _find_row(wiring.links, keep[index], ends, len(wired.fabric.hosts), exact)
                if row is not None:
                    keep[index][row] = False
                    found.append((cable.id, index, row, STAGES.index(wiring.name)))
                elif not exact:
                    surplus = surplus or _explain_surplus(cable, ends.a < len(wired.fabric.hosts))
                break
    taken = [
        replace(wired.wirings[index].links.where(np.arange(len(keep[index])) == row), stage=np.full(1, kind, np.int32))
        for _, index, row, kind in found
    ]
    cords = StandingCords(tuple(cord for cord, *_ in found), Links.stack(taken) if taken else None, surplus)
    wirings = [replace(w, links=w.links.where(mask)) for w, mask in zip(wired.wirings, keep, strict=True)]
    return replace(wired, wirings=wirings, cords=cords)


def _explain_surplus(cable: ExistingCable, is_of_host: bool) -> str:
    """The reason why a design has no place for a cord, and what would make one."""
    remedy = (
        "their order in the files and their su give devices to leaves. Move the device in its list, list the links of "
        "the network (links of request.yaml), or take the cord out"
        if is_of_host
        else "state numbers that have a place for it (spines, uplinks_per_leaf), or take it out"
    )
    return (
        f"existing cable {cable.id} joins {cable.a_device} and {cable.b_device}, which this design joins by fewer "
        f"links or by other ports: {remedy}"
    )


class _CordEnds(NamedTuple):
    """The ends of a cord as a link of a wiring has them."""

    a: int
    a_port: int
    b: int
    b_port: int


def _ends_in(project: Project, wiring: Wiring, cable: ExistingCable, number: Mapping[str, int]) -> _CordEnds | None:
    """The ends of a cord, where both are ports of a wiring between two tiers; None otherwise."""
    if wiring.name not in JOINED_TIERS or wiring.a_group.lanes > 1 or wiring.b_group.lanes > 1:
        return None
    first, second = (cable.a_device, cable.a_port), (cable.b_device, cable.b_port)
    for (a, a_printed), (b, b_printed) in ((first, second), (second, first)):
        if project.device_by_id[b].role not in ("leaf", "spine", "core"):
            continue
        if not _is_upper(wiring, number[a], number[b]):
            continue
        a_port = _port_number(project, a, wiring.a_group, a_printed)
        b_port = _port_number(project, b, wiring.b_group, b_printed)
        if a_port is not None and b_port is not None:
            return _CordEnds(number[a], a_port, number[b], b_port)
    return None


def _is_upper(wiring: Wiring, a: int, b: int) -> bool:
    """Whether links of the wiring start at one device and end at the other, perhaps not at each other."""
    return a in wiring.links.a_device and b in wiring.links.b_device


def _port_number(project: Project, name: str, group: PortGroup, printed: str) -> int | None:
    """The number of a printed port in a group of a device, None where the group has no such port."""
    ports = list_ports(project.type_of(project.device_by_id[name]), group.group)
    return next((number for number, port in enumerate(ports) if port.printed == printed), None)


def _find_row(links: Links, left: NDArray[np.bool_], ends: _CordEnds, hosts: int, exact: bool) -> int | None:
    """A link between the ends of a cord that is left: with both ports where `exact`, else the last one.

    The port of a host never changes.
    """
    mask = left & (links.a_device == ends.a) & (links.b_device == ends.b)
    if exact or ends.a < hosts:
        mask &= links.a_port == ends.a_port
    if exact:
        mask &= links.b_port == ends.b_port
    rows = np.flatnonzero(mask)
    return int(rows[-1]) if len(rows) else None


def _move_links(project: Project, wired: WiredFabric, external_links: int) -> WiredFabric:
    """The fabric with its new links off the ports of all cords, where switches have free ones."""
    names, hosts = _names(wired.fabric), len(wired.fabric.hosts)
    ports = [(wiring.links.a_port.copy(), wiring.links.b_port.copy()) for wiring in wired.wirings]
    for number in range(hosts, len(names)):
        uses = _list_uses(project, wired, names[number], number)
        groups = list(dict.fromkeys(use.group for use in uses))
        taken = list_taken(project, names[number], groups)
        if taken:
            tier = wired.fabric.switches[number - hosts].tier
            mover = _Mover(project, names[number], uses, set(taken), external_links if tier != "leaf" else 0)
            for use, port in mover.moves():
                ports[use.wiring]["ab".index(use.side)][use.row] = port
    wirings = [
        replace(wiring, links=replace(wiring.links, a_port=a_port, b_port=b_port))
        for wiring, (a_port, b_port) in zip(wired.wirings, ports, strict=True)
    ]
    return replace(wired, wirings=wirings)


def _list_uses(project: Project, wired: WiredFabric, name: str, number: int) -> list[_Use]:
    """The ends of new links on a switch of equipment.yaml; none on any other."""
    if name not in project.device_by_id:
        return []
    device_type = project.type_of(project.device_by_id[name])
    found = []
    for index, wiring in enumerate(wired.wirings):
        links = wiring.links
        for side, group, devices, ports in (
            ("a", wiring.a_group, links.a_device, links.a_port),
            ("b", wiring.b_group, links.b_device, links.b_port),
        ):
            names = list_ports(device_type, group.group)
            for row in np.flatnonzero(devices == number).tolist():
                port = int(ports[row])
                if port < len(names):
                    found.append(_Use(index, side, row, group, names[port]))
    return found


class _Mover:
    """Moves the links of one switch off taken connectors."""

    def __init__(self, project: Project, name: str, uses: list[_Use], taken: set[CordPlace], reserved: int):
        self.device_type = project.type_of(project.device_by_id[name])
        self.taken, self.reserved = taken, reserved
        self.by_cage: dict[tuple[str, int], list[_Use]] = defaultdict(list)
        for use in uses:
            self.by_cage[use.connector[:2]].append(use)
        self.used = {use.connector for use in uses}

    def moves(self) -> Iterator[tuple[_Use, int]]:
        """Each link end that moves, with its new port: whole cages first, then single connectors."""
        for cage, uses in sorted(self.by_cage.items()):
            if not any(place[:2] == cage for place in self.taken):
                continue
            target = self._free_cage(uses)
            if target is not None:
                yield from self._move(uses, {use.connector: use.connector._replace(cage=target) for use in uses})
                continue
            for place in sorted({use.connector for use in uses if self._is_taken(use.connector)}):
                mine = [use for use in uses if use.connector == place]
                free = self._free_connector(mine[0])
                if free is not None:
                    yield from self._move(mine, {place: free})

    def _move(self, uses: list[_Use], to: Mapping[CordPlace, CordPlace]) -> Iterator[tuple[_Use, int]]:
        for use in uses:
            place = to[use.connector]
            self.used = (self.used - {use.connector}) | {place}
            yield use, self._numbers(use.group)[place, use.port.lane]

    def _numbers(self, group: PortGroup) -> dict[tuple[CordPlace, int], int]:
        """The number of each port of a group, by connector and lane, without those that leave the site."""
        ports = list_ports(self.device_type, group.group)
        last = len(ports) - self.reserved * group.lanes
        return {(_connector(group, port), port.lane): number for number, port in enumerate(ports[:last])}

    def _is_taken(self, place: CordPlace) -> bool:
        return any(place.meets(other) for other in self.taken)

    def _is_free(self, place: CordPlace) -> bool:
        return not any(place.meets(other) for other in (*self.taken, *self.used))

    def _free_cage(self, uses: list[_Use]) -> int | None:
        """The nearest cage that is free as a whole and has the ports of all these links; None where there is none."""
        first = uses[0].connector
        busy = {place.cage for place in (*self.taken, *self.used) if place.cages == first.cages}
        skip = max(use.group.skip for uses_of in self.by_cage.values() for use in uses_of)
        found = [
            cage
            for cage in {place.cage for place, _ in self._numbers(uses[0].group)}
            if not any(cage + step in busy for step in range(-skip, skip + 1))
            and all((use.connector._replace(cage=cage), use.port.lane) in self._numbers(use.group) for use in uses)
        ]
        return min(found, key=lambda cage: (abs(cage - first.cage), cage), default=None)

    def _free_connector(self, use: _Use) -> CordPlace | None:
        """The nearest free connector of a cage in the same mode; None where there is none."""
        if use.group.skip:
            return None
        other_mode = {
            cage
            for (cages, cage), uses in self.by_cage.items()
            if cages == use.group.cages_of and any(other.group.mpos != use.group.mpos for other in uses)
        }
        found = [
            place for place, _ in self._numbers(use.group) if place.cage not in other_mode and self._is_free(place)
        ]
        here = use.connector
        return min(found, key=lambda place: (abs(place.cage - here.cage), place), default=None)
