"""Links of an earlier plan keep their leaves and ports in a design: printed labels and laid cables stay valid.

A design numbers ports in the order of the files, so without one node all later nodes would move by a port. Here each
node keeps its leaves, and each link keeps its ports. New links take the ports that are left.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from fabric.catalog import PortGroup, list_ports
from fabric.designs.conflict import list_places
from fabric.designs.design import Design, DesignStage
from fabric.designs.free_connectors import FreeConnectors
from fabric.designs.kept_leaves import NodeLink, Socket, choose_leaves
from fabric.designs.standing_cords import list_taken
from fabric.plan import Plan
from fabric.project import Project
from fabric.vocabulary import CLOS

MOVED_ENDS = {"node-leaf": "b", "leaf-spine": "ab", "spine-core": "ab", "peer": "ab"}
"""Ends of links whose ports a design may choose, by stage. A node has its ports by rail."""


class KnownEnd(NamedTuple):
    """One end of a link of an earlier plan."""

    device: str
    """Id of the device."""
    group: str
    """Group of the port."""
    port: int
    """Number of the port in its group, from 0."""


class KnownLink(NamedTuple):
    """One link of an earlier plan."""

    a: KnownEnd
    """A end."""
    b: KnownEnd
    """B end."""


EarlierLinks = Mapping[tuple[str, str], tuple[KnownLink, ...]]
"""The links of an earlier plan in order of their ends, by network and name of the stage."""


def list_earlier_links(plan: Plan) -> EarlierLinks:
    """The links of a plan, to be kept by the next one."""
    names, links = [device.id for device in plan.devices], plan.links
    found: dict[tuple[str, str], list[KnownLink]] = defaultdict(list)
    columns = (links.stage, links.a_device, links.a_port, links.b_device, links.b_port)
    for number, a, a_port, b, b_port in zip(*(column.tolist() for column in columns), strict=True):
        stage = plan.stages[number]
        ends = KnownEnd(names[a], stage.a_group, a_port), KnownEnd(names[b], stage.b_group, b_port)
        found[stage.network, stage.name].append(KnownLink(*ends))
    return {stage: tuple(sorted(known)) for stage, known in found.items()}


def keep_ports(project: Project, design: Design, earlier: EarlierLinks, others: Sequence[Design]) -> Design:
    """The design with the leaves and ports that its links have in an earlier plan; `others` are the networks before it.

    Nodes keep their leaves where no leaf then has more bandwidth to nodes than the fullest one of the design. A port is
    kept where nothing else has it: no cord, no other network. The same design is returned where it is a list of links
    or no Clos, where nothing changes, and where a link would find no port or the stock too few transceivers.
    """
    if not earlier or design.network.is_given or design.network.topology not in CLOS:
        return design
    # A leaf whose splits disable the cages beside them keeps its nodes.
    may_move = not any(stage.b_group.skip for stage in design.stages if stage.stage.name == "node-leaf")
    for keeps_leaves in (True, False) if may_move else (False,):
        kept = _PortKeeper(project, design, earlier, others, keeps_leaves).keep()
        if kept is not None and _has_optics(project, kept, others):
            return kept
    return design


def _has_optics(project: Project, design: Design, others: Sequence[Design]) -> bool:
    """Whether the stock has the transceivers of a design and of the networks before it."""
    needed = sum((other.least_cages.optics for other in (*others, design)), Counter[str]())
    have = {model: project.inventory.quantity(model, project.request.racks_ready) for model in needed}
    return all(have[model] is None or count <= (have[model] or 0) for model, count in needed.items())


class _Target(NamedTuple):
    """The ports that a link had in the earlier plan."""

    b_device: int
    a_port: int
    b_port: int


class _PortKeeper:
    """Deals the ports of one design. Links are known by their number, devices by that in the fabric."""

    def __init__(
        self, project: Project, design: Design, earlier: EarlierLinks, others: Sequence[Design], keeps_leaves: bool
    ):
        self.project, self.design, self.others, self.keeps_leaves = project, design, others, keeps_leaves
        fabric, links = design.fabric, design.fabric.links
        self.names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
        self.number = {name: number for number, name in enumerate(self.names)}
        self.devices: dict[str, list[int]] = {"a": links.a_device.tolist(), "b": links.b_device.tolist()}
        self.own: dict[str, list[int]] = {"a": links.a_port.tolist(), "b": links.b_port.tolist()}
        self.stages: list[DesignStage] = [design.stages[number] for number in links.stage.tolist()]
        self.targets = self._without_parted(dict(self._list_targets(earlier)))
        self.free = self._list_connectors()

    def keep(self) -> Design | None:
        """The design with its ports dealt: first those of the earlier plan, then the rest. None where one has none."""
        if not self.targets:
            return None
        homes = self._choose_leaves()
        if homes is None:
            return None
        dealt = {side: list(ports) for side, ports in self.own.items()}
        left: dict[tuple[str, str, int, int, int], list[int]] = {}
        for row, side in self._movable():
            device = homes[row] if side == "b" else self.devices["a"][row]
            group, target = self._group(side, row), self.targets.get(row)
            port = None if target is None else target.a_port if side == "a" else target.b_port
            if port is not None and self.free[device].take_known(group, port):
                dealt[side][row] = port
            else:
                # Legs of one splitter stay together where they go to the same leaf.
                own = self.own[side][row] // group.lanes, self.devices[side][row]
                left.setdefault((side, group.group, device, *own), []).append(row)
        for (side, _, device, place, _), rows in left.items():
            group = self._group(side, rows[0])
            first = self.free[device].take_next(group, place * group.lanes)
            if first is None:
                return None
            for row in rows:
                dealt[side][row] = first + self.own[side][row] % group.lanes
        return self._with(homes, dealt)

    def _with(self, homes: list[int], dealt: Mapping[str, list[int]]) -> Design:
        """The design with these ports, and these devices at the B ends."""
        if homes == self.devices["b"] and dealt == self.own:
            return self.design
        a_port, b_device, b_port = (np.array(column, np.int32) for column in (dealt["a"], homes, dealt["b"]))
        fabric = self.design.fabric
        links = replace(fabric.links, a_port=a_port, b_device=b_device, b_port=b_port)
        exact = self.design.exact_bisection if homes == self.devices["b"] else None
        return replace(self.design, fabric=replace(fabric, links=links), exact_bisection=exact)

    def _group(self, side: str, row: int) -> PortGroup:
        return self.stages[row].a_group if side == "a" else self.stages[row].b_group

    def _movable(self) -> Iterator[tuple[int, str]]:
        """Each end whose port may change, with its link."""
        for row, stage in enumerate(self.stages):
            for side in MOVED_ENDS.get(stage.stage.name, ""):
                # A split that disables the cages beside it keeps its port.
                if not self._group(side, row).skip:
                    yield row, side

    def _list_targets(self, earlier: EarlierLinks) -> Iterator[tuple[int, _Target]]:
        """The ports that links had. A link of a node is known by its port there, others by both switches in order."""
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, stage in enumerate(self.stages):
            rows[stage.stage.network, stage.stage.name].append(row)
        for stage_of, members in rows.items():
            by_port = {known.a: known.b for known in earlier.get(stage_of, ())}
            pairs: dict[tuple[str, str], list[KnownLink]] = defaultdict(list)
            for known in reversed(earlier.get(stage_of, ())):
                pairs[known.a.device, known.b.device].append(known)
            for row in sorted(members, key=lambda row: self.own["a"][row]):
                a, b = self.names[self.devices["a"][row]], self.names[self.devices["b"][row]]
                a_end = KnownEnd(a, self._group("a", row).group, self.own["a"][row])
                if "a" in MOVED_ENDS.get(stage_of[1], ""):
                    link = pairs[a, b].pop() if pairs[a, b] else None
                else:
                    link = KnownLink(a_end, by_port[a_end]) if a_end in by_port else None
                if link is not None and self._is_reachable(row, link):
                    yield row, _Target(self.number[link.b.device], link.a.port, link.b.port)

    def _without_parted(self, targets: Mapping[int, _Target]) -> dict[int, _Target]:
        """The ports that links had, without those of splitters whose legs would now lead to several racks."""
        racks: dict[tuple[int, str, int], set[str | None]] = defaultdict(set)
        head_of = {}
        for row, target in targets.items():
            group, node = self._group("b", row), self.project.device_by_id.get(self.names[self.devices["a"][row]])
            if group.lanes > 1:
                head_of[row] = target.b_device, group.group, target.b_port // group.lanes
                racks[head_of[row]].add(node.rack if node else None)
        return {row: target for row, target in targets.items() if row not in head_of or len(racks[head_of[row]]) == 1}

    def _is_reachable(self, row: int, link: KnownLink) -> bool:
        """Whether a link may be what it was: the same kinds of ports, on a leaf that the design has."""
        groups = self._group("a", row).group == link.a.group and self._group("b", row).group == link.b.group
        there = self.number.get(link.b.device)
        is_leaf = there is not None and there >= len(self.design.fabric.hosts)
        return groups and (there == self.devices["b"][row] or (is_leaf and self.keeps_leaves))

    def _list_connectors(self) -> dict[int, FreeConnectors]:
        """The free connectors of each device: without those of cords, of other networks and of ends that stay."""
        types, fabric = self.project.catalog.device_types, self.design.fabric
        models = dict(zip((switch.id for switch in fabric.switches), self.design.models, strict=True))
        models |= {device.id: device.model for device in self.project.devices}
        found: dict[int, FreeConnectors] = {}
        groups: dict[int, dict[str, PortGroup]] = defaultdict(dict)
        for row in range(len(self.stages)):
            for side in "ab":
                groups[self.devices[side][row]][self._group(side, row).group] = self._group(side, row)
        leaves = {number for row, number in enumerate(self.devices["b"]) if self.stages[row].stage.name == "node-leaf"}
        shared = {name: group for number in leaves for name, group in groups[number].items()}
        for number, used in groups.items():
            known = shared | used if number in leaves else used
            name = self.names[number]
            ports = {one: list_ports(types[models.get(name, group.model)], one) for one, group in known.items()}
            found[number] = FreeConnectors(ports, list_taken(self.project, name, known.values()))
        for other in self.others:
            for (name, place), _ in list_places(self.project, other):
                if self.number.get(name) in found:
                    found[self.number[name]].taken[place] = ""
        moved = set(self._movable())
        for row in range(len(self.stages)):
            for side in "ab":
                if (row, side) not in moved:
                    found[self.devices[side][row]].take_fixed(self._group(side, row), self.own[side][row])
        return found

    def _choose_leaves(self) -> list[int] | None:
        """The device at the B end of each link, None where nodes cannot keep their leaves."""
        homes = [
            self.targets[row].b_device if row in self.targets else device
            for row, device in enumerate(self.devices["b"])
        ]
        rows = [row for row, stage in enumerate(self.stages) if stage.stage.name == "node-leaf"]
        links = [
            NodeLink(
                node=(self.devices["a"][row], self._group("a", row).group),
                port=self.own["a"][row],
                leaf=self.devices["b"][row],
                known_leaf=homes[row] if row in self.targets else None,
                gbps=self.stages[row].stage.speed_gbps,
            )
            for row in rows
        ]
        leaves = choose_leaves(links, self._likeness) if self.keeps_leaves else [homes[row] for row in rows]
        if leaves is None:
            return None
        for row, leaf in zip(rows, leaves, strict=True):
            homes[row] = leaf
        return homes

    def _likeness(self, socket: Socket) -> Hashable:
        """What nodes have in common that may stand in for each other on leaves."""
        number, group = socket
        device = self.project.device_by_id.get(self.names[number])
        if device is None:
            return (group,)
        return group, device.model, device.su, device.rack if self.design.network.leaf_per == "rack" else None
