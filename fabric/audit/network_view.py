"""The facts of one network: its links, its members, and how its switches are joined."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from fabric.audit.end_names import End, EndNames
from fabric.audit.port_use import PortUse
from fabric.catalog import native_group
from fabric.plan import Plan, Stage
from fabric.project import Device, NetworkRequest

Pairs = Mapping[str, Counter[str]]
"""Links between two devices: A device to B device to number of links."""
Near = Mapping[str, set[str]]
"""Each switch with the switches that it is joined to."""
_NUMBERED = re.compile(r"(\D*)(\d*)", re.ASCII)
"""A run of letters and the number after it."""


class LaidCord(NamedTuple):
    """An installed cable that is a link of a network."""

    stage: str
    """Name of the stage that it is a link of."""
    host: Device
    """The device of the lower tier."""
    a_group: str
    """Port group at that end."""
    a_port: int
    """Number of the port in its group, from 0."""
    b: str
    """Id of the device of the upper tier."""

    @property
    def a(self) -> str:
        """Id of the device of the lower tier."""
        return self.host.id


class NetworkView:
    """One network of a plan: its links by stage and by pair, its members, its neighbours."""

    def __init__(
        self,
        ends: EndNames,
        network: NetworkRequest,
        links: list[int],
        members: list[Device],
        own_switches: list[Device],
        ports: PortUse,
        cords: Sequence[LaidCord] = (),
    ):
        self.ends = ends
        self.ports = ports
        """The ports in use, over all networks."""
        self.own_switches = own_switches
        """Switches that the plan adds for this network."""
        self.plan = ends.plan
        self.network = network
        self.links = links
        self.members = members
        """Devices whose ports the network wants: those of the project and the switches of earlier networks."""
        self.cords = cords
        """Installed cables that are links of the network; the plan lays them no more."""
        self.pairs: Mapping[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        """Stage to links between two devices."""
        self.near: dict[str, set[str]] = defaultdict(set)
        """Joined switches, whatever the stage; a link to a host and a direct link join none."""
        self.by_stage: dict[str, list[int]] = defaultdict(list)
        """Stage to links."""
        for link in links:
            stage, a, b = self.end_ids(link)
            self.by_stage[stage.name].append(link)
            self.pairs[stage.name][a][b] += 1
            if stage.name not in ("node-leaf", "direct"):
                self.near[a].add(b)
                self.near[b].add(a)
        for cord in cords:
            self.pairs[cord.stage][cord.a][cord.b] += 1
            if cord.stage != "node-leaf":
                self.near[cord.a].add(cord.b)
                self.near[cord.b].add(cord.a)

    @property
    def name(self) -> str:
        """The network in findings."""
        return f"network {self.network.id}"

    def end_ids(self, link: int) -> tuple[Stage, str, str]:
        """The stage of a link and the devices of both ends."""
        return self.ends.stage(link), self.ends.device(link, "a").id, self.ends.device(link, "b").id

    @cached_property
    def part_of(self) -> dict[str, str]:
        """Each switch that is joined to another one, with the first switch, by id, of its connected part.

        Planes share no switch, so every plane is a part, or several where its rails or pairs stay apart.
        """
        found: dict[str, str] = {}
        for start in sorted(self.near):
            if start not in found:
                found |= dict.fromkeys(reach(self.near, start), start)
        return found

    @property
    def has_spines(self) -> bool:
        """Whether its leaves have uplinks."""
        return bool(self.pairs["leaf-spine"])

    def upper(self, stage: str) -> set[str]:
        """The devices at the B ends of a stage."""
        return {b for peers in self.pairs[stage].values() for b in peers}

    def gbps(self, stage: str, end: End) -> Counter[str]:
        """Device at an end of a stage to the bandwidth in Gb/s of its links, installed ones included."""
        found: Counter[str] = Counter()
        for link in self.by_stage[stage]:
            found[self.ends.device(link, end).id] += self.ends.stage(link).speed_gbps
        types = self.plan.project.catalog.device_types
        for cord in self.cords:
            group = types[cord.host.model].group(cord.a_group)
            if cord.stage == stage and group is not None:
                found[cord.a if end == "a" else cord.b] += group.speed_gbps
        return found

    def degree(self, *stages: str) -> Counter[str]:
        """Device to the number of its links of some stages."""
        found: Counter[str] = Counter()
        for stage in stages:
            for a, peers in self.pairs[stage].items():
                for b, count in peers.items():
                    found[a] += count
                    found[b] += count
        return found

    @cached_property
    def groups_below(self) -> dict[str, dict[str, list[str]]]:
        """Stage to device at its B ends to the port groups there that its links take, each once, in their order.

        It is made once: a look at all links for each switch takes longer than all other rules of a large fabric.
        """
        found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for stage, links in self.by_stage.items():
            for link in links:
                found[stage][self.ends.device(link, "b").id][self.ends.group(link, "b")] = None
        return {stage: {name: list(groups) for name, groups in devices.items()} for stage, devices in found.items()}

    @cached_property
    def leaves(self) -> set[str]:
        """The leaves of the network, those that serve no host included; the spines of its uplinks are none."""
        joined = {device.id for device in self.plan.devices if device.role == "leaf"} & self.near.keys()
        return self.upper("node-leaf") | (joined - self.upper("leaf-spine"))

    @cached_property
    def leaf_ports(self) -> dict[str, set[int]]:
        """Each leaf with the port numbers, on the main members, of the links that reach it.

        In a network by rail they count in the order of the rails. A leaf that only extra members reach has none.
        """
        found: dict[str, set[int]] = defaultdict(set)
        for link in self.by_stage["node-leaf"]:
            stage, _, leaf = self.end_ids(link)
            is_main = native_group(stage.a_group) == self.network.port_group
            number = self.ends.port_number(link, "a")
            found[leaf] |= {self._rail(self.ends.device(link, "a"), stage.a_group, number)} if is_main else set()
        for cord in self.cords:
            if cord.stage == "node-leaf":
                is_main = native_group(cord.a_group) == self.network.port_group
                found[cord.b] |= {self._rail(cord.host, cord.a_group, cord.a_port)} if is_main else set()
        return found

    def _rail(self, host: Device, port_group: str, number: int) -> int:
        """The number of a host's port, by its rail where the catalogue states the rails."""
        if not self.network.by_rail or self.network.planes > 1:
            return number
        group = self.plan.project.catalog.device_types[host.model].group(port_group)
        return group.rails[number] if group and number < len(group.rails) else number


def list_networks(plan: Plan) -> Iterator[NetworkView]:
    """A view of each network of the request."""
    ends, ports = EndNames(plan), PortUse(plan)
    order = {network.id: number for number, network in enumerate(plan.project.request.networks)}
    links_of: dict[str, list[int]] = defaultdict(list)
    first_network: dict[str, int] = {}
    for link in range(len(plan.links)):
        network = ends.stage(link).network
        links_of[network].append(link)
        for device in (ends.device(link, "a"), ends.device(link, "b")):
            first_network[device.id] = min(order[network], first_network.get(device.id, len(order)))
    given = {device.id for device in plan.project.devices}
    for wanted in plan.networks:
        members = [
            device
            for device in plan.devices
            if device.id in given or first_network.get(device.id, len(order)) < order[wanted.id]
        ]
        cords = list(_list_cords(plan, ends, links_of[wanted.id], wanted))
        number = order[wanted.id]
        own = [device for device in plan.devices if device.id not in given and first_network.get(device.id) == number]
        yield NetworkView(ends, wanted, links_of[wanted.id], members, own, ports, cords)


CORD_TIERS = {("host", "leaf"): "node-leaf", ("leaf", "spine"): "leaf-spine", ("spine", "core"): "spine-core"}
"""Stage of an installed cable by the roles of its ends."""


def _list_cords(plan: Plan, ends: EndNames, links: list[int], network: NetworkRequest) -> Iterator[LaidCord]:
    """The installed cables between the tiers of a network, on ports of the kinds that its planned links take.

    A cable on other ports, such as those for management, takes them and is no link of the network.
    """
    switches = {
        device.id
        for link in links
        if ends.stage(link).name in CORD_TIERS.values()
        for device in (ends.device(link, "a"), ends.device(link, "b"))
        if device.role != "host"
    }
    devices = {device.id: device for device in plan.devices}
    for cable in plan.project.cables:
        first, second = (cable.a_device, cable.a_port), (cable.b_device, cable.b_port)
        for (a, a_printed), (b, b_printed) in ((first, second), (second, first)):
            known = a in devices and b in switches and (devices[a].role == "host" or a in switches)
            stage = CORD_TIERS.get((devices[a].role, devices[b].role)) if known else None
            if stage is not None:
                yield from _match_ports(ends, network, stage, (devices[a], a_printed), (devices[b], b_printed))


def _match_ports(
    ends: EndNames, network: NetworkRequest, stage: str, lower: tuple[Device, str], upper: tuple[Device, str]
) -> Iterator[LaidCord]:
    """The cord, where its printed ports are of the groups that a stage of the plan uses."""
    (a, a_printed), (b, b_printed) = lower, upper
    groups = {(s.a_group, s.b_group) for s in ends.plan.stages if (s.network, s.name) == (network.id, stage)}
    for a_group, b_group in sorted(groups):
        a_ports = [port.printed for port in ends.ports_of(a, a_group)]
        b_ports = [port.printed for port in ends.ports_of(b, b_group)]
        if a_printed in a_ports and b_printed in b_ports:
            yield LaidCord(stage, a, a_group, a_ports.index(a_printed), b.id)
            return


def in_order(name: str) -> tuple[tuple[str, int], ...]:
    """The key by which names sort as they are numbered: leaf-9-1 before leaf-10-1 and leaf-100-1."""
    return tuple((text, int(number or -1)) for text, number in _NUMBERED.findall(name))


def find_parts(pairs: Pairs) -> dict[str, str]:
    """Each device with the first device, by id, of its connected part."""
    near: dict[str, set[str]] = defaultdict(set)
    for a, peers in pairs.items():
        for b in peers:
            near[a].add(b)
            near[b].add(a)
    found: dict[str, str] = {}
    for start in sorted(near):
        if start not in found:
            found |= dict.fromkeys(reach(near, start), start)
    return found


def reach(near: Near, start: str) -> set[str]:
    """All switches that are joined to one over any number of links, itself included."""
    found, stack = {start}, [start]
    while stack:
        for peer in near.get(stack.pop(), set()):
            if peer not in found:
                found.add(peer)
                stack.append(peer)
    return found
