"""The facts of one network: its links, its members, and how its switches are joined."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from fabric.audit.end_names import EndNames
from fabric.plan import Plan, Stage
from fabric.project import Device, NetworkRequest

Pairs = Mapping[str, Counter[str]]
"""Links between two devices: A device to B device to number of links."""
Near = Mapping[str, set[str]]
"""Each switch with the switches that it is joined to."""


class NetworkView:
    """One network of a plan: its links by stage and by pair, its members, its neighbours."""

    def __init__(self, ends: EndNames, network: NetworkRequest, links: list[int], members: list[Device]):
        self.ends = ends
        self.plan = ends.plan
        self.network = network
        self.links = links
        self.members = members
        """Devices whose ports the network wants: those of the project and the switches of earlier networks."""
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

    @property
    def name(self) -> str:
        """The network in findings."""
        return f"network {self.network.id}"

    def end_ids(self, link: int) -> tuple[Stage, str, str]:
        """The stage of a link and the devices of both ends."""
        return self.ends.stage(link), self.ends.device(link, "a").id, self.ends.device(link, "b").id

    @cached_property
    def leaf_ports(self) -> dict[str, set[int]]:
        """Each leaf with the port numbers, on the main members, of the links that reach it.

        In a network by rail they count in the order of the rails. A leaf that only extra members reach has none.
        """
        found: dict[str, set[int]] = defaultdict(set)
        for link in self.by_stage["node-leaf"]:
            stage, _, leaf = self.end_ids(link)
            is_main = stage.a_group == self.network.port_group
            found[leaf] |= {self._number(link, stage)} if is_main else set()
        return found

    def _number(self, link: int, stage: Stage) -> int:
        """The number of the host's port, by its rail where the catalogue states the rails."""
        number = self.ends.port_number(link, "a")
        if not self.network.by_rail or self.network.planes > 1:
            return number
        model = self.ends.device(link, "a").model
        group = self.plan.project.catalog.device_types[model].group(stage.a_group)
        return group.rails[number] if group and number < len(group.rails) else number


def list_networks(plan: Plan) -> Iterator[NetworkView]:
    """A view of each network of the request."""
    ends = EndNames(plan)
    order = {network.id: number for number, network in enumerate(plan.project.request.networks)}
    links_of: dict[str, list[int]] = defaultdict(list)
    first_network: dict[str, int] = {}
    for link in range(len(plan.links)):
        network = ends.stage(link).network
        links_of[network].append(link)
        for device in (ends.device(link, "a"), ends.device(link, "b")):
            first_network[device.id] = min(order[network], first_network.get(device.id, len(order)))
    given = {device.id for device in plan.project.devices}
    for wanted in plan.project.request.networks:
        members = [
            device
            for device in plan.devices
            if device.id in given or first_network.get(device.id, len(order)) < order[wanted.id]
        ]
        yield NetworkView(ends, wanted, links_of[wanted.id], members)


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
