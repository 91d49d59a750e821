"""The one fabric of a network whose links are listed: nothing is designed but the media of its links."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from fabric.catalog import PortGroup, list_ports
from fabric.designs.interconnects import check_splitters
from fabric.designs.media_choice import Candidate, list_media_designs
from fabric.designs.network_task import NetworkTask
from fabric.designs.wiring import NO_CORDS, StandingCords, WiredFabric, Wiring
from fabric.project import Device, GivenEnd, GivenLink, NetworkRequest, Project
from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    RANKS,
    STAGES,
    Fabric,
    Links,
    SizingError,
    Switch,
    kind_of_link,
    sections_of,
)


class _Row(NamedTuple):
    """A listed link as a link of the fabric."""

    kind: int
    """Kind of the link."""
    speed_gbps: int
    """Speed of the link."""
    a_group: PortGroup
    """Ports at the A end."""
    b_group: PortGroup
    """Ports at the B end; the head of a splitter is there."""
    ends: tuple[int, int, int, int]
    """Device and port of the A end, device and port of the B end."""


def list_given(task: NetworkTask) -> Iterator[Candidate]:
    """The fabric of a list, in each medium that its links can have, or the reason why it cannot be laid."""
    project, network = task.project, task.network
    wired = wire_given(project, network)
    try:
        check_splitters(project, wired.fabric, wired.wirings)
    except SizingError as error:
        yield Candidate(wired.name, None, str(error))
        return
    yield from list_media_designs(task, wired)


def wire_given(project: Project, network: NetworkRequest) -> WiredFabric:
    """The devices and links of a list; links that installed cables are already are its cords."""
    used = {end.device for link in network.links for end in (link.a, link.b)}
    devices = [device for device in project.devices if device.id in used]
    hosts = tuple(device.id for device in devices if device.role not in RANKS)
    switches = _list_switches(network, [device for device in devices if device.role in RANKS], project)
    number = {name: index for index, name in enumerate((*hosts, *(switch.id for switch in switches)))}
    ports = _Ports(project)
    rows = [_row(project, ports, number, link) for link in network.links]
    lies = _list_lying(project, network)
    wirings = _wire([row for row, cord in zip(rows, lies, strict=True) if not cord])
    models = {device.id: device.model for device in devices}
    links = Links.stack([wiring.links for wiring in wirings]) if wirings else _no_links()
    count = len(network.links)
    return WiredFabric(
        f"{count} {'link' if count == 1 else 'links'} as {network.links_file} lists them",
        Fabric(hosts, switches, links),
        tuple(models[switch.id] for switch in switches),
        wirings,
        cords=_cords_of(rows, lies),
    )


def _list_lying(project: Project, network: NetworkRequest) -> list[str]:
    """For each link the installed cable that it is; '' where it is to be laid."""
    installed = {
        frozenset(((cable.a_device, cable.a_port), (cable.b_device, cable.b_port))): cable.id
        for cable in project.cables
    }
    return [
        installed.get(frozenset(((link.a.device, link.a.port), (link.b.device, link.b.port))), "")
        for link in network.links
    ]


def _cords_of(rows: Sequence[_Row], lies: Sequence[str]) -> StandingCords:
    """The links that are in place already."""
    found = [Links.of(row.kind, *row.ends) for row, cord in zip(rows, lies, strict=True) if cord]
    return StandingCords(tuple(filter(None, lies)), Links.stack(found)) if found else NO_CORDS


def _wire(rows: Sequence[_Row]) -> list[Wiring]:
    """The links kind by kind, speed by speed, and apart by the ports of both ends."""
    kinds: dict[tuple[int, int, PortGroup, PortGroup], list[tuple[int, int, int, int]]] = {}
    for row in rows:
        kinds.setdefault(row[:4], []).append(row.ends)
    return [
        Wiring(STAGES[kind], speed, a_group, b_group, Links.of(kind, *np.array(ends, np.int32).T))
        for (kind, speed, a_group, b_group), ends in sorted(kinds.items(), key=lambda item: item[0][0])
    ]


def _no_links() -> Links:
    return Links.of(0, *np.zeros((4, 0), np.int32))


def _list_switches(network: NetworkRequest, devices: Sequence[Device], project: Project) -> tuple[Switch, ...]:
    """The switches of a list. Leaves that share devices make a section, and so do spines that share leaves."""
    roles = {device.id: device.role for device in project.devices}
    pairs: dict[int, list[tuple[str, str]]] = {NODE_LEAF: [], LEAF_SPINE: []}
    for link in network.links:
        a, b = sorted((link.a.device, link.b.device), key=lambda name: RANKS.get(roles[name], 0))
        kind = kind_of_link(roles[a], roles[b])
        if kind in pairs:
            pairs[kind].append((a, b))
    section: dict[str, int] = {}
    for tier, kind in (("leaf", NODE_LEAF), ("spine", LEAF_SPINE)):
        section |= sections_of((device.id for device in devices if device.role == tier), pairs[kind])
    return tuple(
        Switch(device.id, tier, section.get(device.id, 0))
        for tier in ("leaf", "spine", "core")
        for device in devices
        if device.role == tier
    )


class _Ports:
    """Numbers of ports by their names, listed once for each group of a model."""

    def __init__(self, project: Project):
        self.project = project
        self.known: dict[tuple[str, str], Mapping[str, int]] = {}

    def find(self, end: GivenEnd) -> tuple[PortGroup, int]:
        """The group of an end and the number of its port in the group."""
        device_type = self.project.type_of(self.project.device_by_id[end.device])
        key = device_type.model, end.group
        if key not in self.known:
            self.known[key] = {port.printed: n for n, port in enumerate(list_ports(device_type, end.group))}
        group = device_type.group(end.group)
        assert group is not None
        return group, self.known[key][end.port]


def _row(project: Project, ports: _Ports, number: Mapping[str, int], link: GivenLink) -> _Row:
    """A link with its A end in the lower tier, in one tier at the first device by name. A split port is the B end."""
    a, b = link.a, link.b
    roles = {end: project.device_by_id[end.device].role for end in (a, b)}
    if (RANKS.get(roles[b], 0), b.device) < (RANKS.get(roles[a], 0), a.device):
        a, b = b, a
    kind = kind_of_link(roles[a], roles[b])
    (a_group, a_port), (b_group, b_port) = ports.find(a), ports.find(b)
    ends = number[a.device], a_port, number[b.device], b_port
    if a_group.lanes > 1:
        kind = kind if RANKS.get(roles[a], 0) == RANKS.get(roles[b], 0) else STAGES.index("direct")
        return _Row(kind, link.speed_gbps, b_group, a_group, (*ends[2:], *ends[:2]))
    return _Row(kind, link.speed_gbps, a_group, b_group, ends)
