"""The medium of each link once all devices stand: short copper in a rack beside optics between racks.

A design gives each stage one medium, and others that some of its links may take. A cage holds one module, so the links
of a cage, and of the cages that these lead to, take one medium together: they are a group. A group takes another medium
where it costs less person-time (transceivers, laying, plugging), and of equal time less money; with `objective: cost`
less money decides first. Between racks only `cost` and `weighted` look at other media, since there links share pulls.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.designs import Alternative, Design, DesignStage
from fabric.optimize.cabling.cable_stock import CableStock, list_stock
from fabric.project import Device, Project, land_jumpers, patch_in_rack, stage_and_pull_jumper
from fabric.rules import Medium, device_end, need_of, sum_end_ways
from layouts import LongColumn, RouteFinder

Finders = Callable[[str, int], RouteFinder]
Cost = tuple[int, int]
"""What a group costs in a medium: the part that decides first, then the other."""


@dataclass(frozen=True)
class _Group:
    """Links of one stage whose cages hang together."""

    stage: int
    links: tuple[int, ...]
    is_free: bool
    """Whether the links may take another medium: no cage of theirs holds a link of another stage."""


def split_media(project: Project, design: Design, devices: Sequence[Device], finders: Finders) -> Design:
    """The design with the links of each stage in the media that suit their racks. `devices` have their places."""
    if not any(stage.others for stage in design.stages):
        return design
    return _Splitter(project, design, devices, finders).split()


class _Splitter:
    """Chooses the media of one design."""

    def __init__(self, project: Project, design: Design, devices: Sequence[Device], finders: Finders):
        self.project, self.design, self.finders = project, design, finders
        fabric = design.fabric
        by_id = {device.id: device for device in devices}
        self.devices = [by_id[name] for name in (*fabric.hosts, *(switch.id for switch in fabric.switches))]
        self.links = fabric.links
        self.by_cost = project.request.objective in ("cost", "weighted")
        """Whether links between racks may take another medium too."""
        self.left = {lot.id: lot.quantity for lot in project.inventory.lots}
        self.stocks: dict[tuple[str, ...], CableStock] = {}

    def split(self) -> Design:
        """The design with more stages, one for each medium that some links of a stage take."""
        stages: list[DesignStage] = []
        stage_of = self.links.stage.copy()
        chosen: dict[tuple[int, Alternative | None], list[int]] = {}
        for group in self._groups():
            chosen.setdefault((group.stage, self._choose(group)), []).extend(group.links)
        for (number, other), links in sorted(chosen.items(), key=lambda item: (item[0][0], item[1][0])):
            stage_of[links] = len(stages)
            old = self.design.stages[number]
            if other is None:
                stages.append(replace(old, others=()))
                continue
            stage = replace(old.stage, a_group=other.a_group.group, b_group=other.b_group.group)
            stages.append(DesignStage(stage, other.a_group, other.b_group, other.medium))
        moved = replace(self.links, stage=stage_of)
        counts: Counter[str] = Counter()
        for (_, other), links in chosen.items():
            if other is not None:
                counts[str(other.medium)] += len(links)
        used = [f"{medium} on {count} links" for medium, count in sorted(counts.items())]
        return replace(
            self.design,
            name=", ".join([self.design.name, *used]),
            fabric=replace(self.design.fabric, links=moved),
            stages=tuple(stages),
        )

    def _groups(self) -> Iterator[_Group]:
        """The links in groups that share cages. Groups over several stages are parted by stage, without a choice."""
        root = _join(self._cages())
        members: dict[int, list[int]] = {}
        for link, first in enumerate(root.tolist()):
            members.setdefault(first, []).append(link)
        for links in members.values():
            stages = sorted(set(self.links.stage[links].tolist()))
            for stage in stages:
                mine = tuple(link for link in links if self.links.stage[link] == stage)
                yield _Group(stage, mine, is_free=len(stages) == 1)

    def _cages(self) -> list[LongColumn]:
        """A number for the cage at the A end of each link, and at the B end."""
        names = sorted({group.cages_of for stage in self.design.stages for group in (stage.a_group, stage.b_group)})
        columns = []
        for is_a in (True, False):
            device = (self.links.a_device if is_a else self.links.b_device).astype(np.int64)
            port = self.links.a_port if is_a else self.links.b_port
            cage = np.zeros(len(port), np.int64)
            for number, stage in enumerate(self.design.stages):
                group, rows = stage.a_group if is_a else stage.b_group, self.links.stage == number
                cage[rows] = names.index(group.cages_of) << 20 | port[rows] // group.per_cage
            columns.append(device << 32 | cage)
        return columns

    def _choose(self, group: _Group) -> Alternative | None:
        """The medium that the links of a group take; None for that of their stage."""
        stage = self.design.stages[group.stage]
        inside = all(self._rack(link, True) == self._rack(link, False) for link in group.links)
        if not (stage.others and group.is_free and (inside or self.by_cost)):
            return None
        least = self._cost(Alternative(stage.a_group, stage.b_group, stage.medium), group, inside)
        options = [(self._cost(other, group, inside), number) for number, other in enumerate(stage.others)]
        better = sorted((cost, number) for cost, number in options if cost and (least is None or cost < least))
        return next((stage.others[number] for _, number in better if self._take(stage.others[number], group)), None)

    def _rack(self, link: int, is_a: bool) -> str:
        device = self.links.a_device[link] if is_a else self.links.b_device[link]
        return self.devices[int(device)].rack or ""

    def _cables(self, other: Alternative, group: _Group) -> list[tuple[int, ...]] | None:
        """The links of each cable of a medium; None where a cable would leave links out or part."""
        lanes, legs = other.b_group.lanes, other.medium.legs
        heads: dict[tuple[int, int], list[int]] = {}
        for link in group.links:
            heads.setdefault((int(self.links.b_device[link]), int(self.links.b_port[link]) // lanes), []).append(link)
        for links in heads.values():
            if len(links) > legs or len({self._rack(link, True) for link in links}) > 1:
                return None
            if other.medium.is_straight and len({self._a_cage(link, other) for link in links}) > 1:
                return None
        return [tuple(links) for links in heads.values()]

    def _a_cage(self, link: int, other: Alternative) -> tuple[int, int]:
        """Device and cage at the A end of a link."""
        return int(self.links.a_device[link]), int(self.links.a_port[link]) // other.a_group.lanes

    def _need_mm(self, other: Alternative, links: Sequence[int]) -> int | None:
        """The longest route of some links; None where no pathway joins their racks."""
        longest = 0
        for link in links:
            a, b = self.devices[int(self.links.a_device[link])], self.devices[int(self.links.b_device[link])]
            route = None
            a_end = device_end(a, self.project.type_of(a), other.a_group.group)
            b_end = device_end(b, self.project.type_of(b), other.b_group.group)
            if a.rack != b.rack:
                finder = self.finders("copper" if other.medium.fiber == "copper" else "fiber", 0)
                ways = sum_end_ways(self.project.site, (a.rack or "", b.rack or ""), [(a_end, b_end)])
                route = finder.shortest(a.rack or "", b.rack or "", ways)
                if route is None:
                    return None
            longest = max(longest, need_of(self.project.site, a_end, b_end, route).total_mm)
        return longest

    def _stock(self, medium: Medium) -> CableStock:
        key = tuple(cable.model for cable in medium.cables)
        if key not in self.stocks:
            self.stocks[key] = list_stock(self.project, medium)
        return self.stocks[key]

    def _cost(self, other: Alternative, group: _Group, inside: bool) -> Cost | None:
        """Person-time and cost of a group in a medium, what decides first in front; None where it cannot be laid."""
        cables = self._cables(other, group)
        if cables is None:
            return None
        labour, medium = self.project.labour, other.medium
        optics = self._optics(other, group)
        person_ms = labour.act_ms("insert_optic", sum(optics.values()))
        cents = sum(count * self.project.catalog.optics[model].price_cents for model, count in optics.items())
        for links in cables:
            need_mm = self._need_mm(other, links)
            length_mm = None if need_mm is None else self._stock(medium).shortest_mm(need_mm)
            if length_mm is None:
                return None
            plugs = medium.a_plugs(len(links))
            laid = patch_in_rack(1, plugs) if inside else stage_and_pull_jumper(length_mm, plugs)
            person_ms += sum(map(labour.person_ms, (laid, land_jumpers(plugs), land_jumpers(1))))
            cable = medium.cables[0]
            cents += cable.price_cents + cable.price_per_m_cents * length_mm // 1000
        request = self.project.request
        if request.objective == "weighted":
            hour = request.weights.person_hour + request.weights.install_hour / self.project.crew.technicians
            return round(request.weights.usd * cents * 10 + hour * person_ms / 3_600), person_ms
        return (cents, person_ms) if self.by_cost else (person_ms, cents)

    def _optics(self, other: Alternative, group: _Group) -> Counter[str]:
        """The transceivers of a group, by model."""
        links, found = list(group.links), Counter[str]()
        for optic, device, port, port_group in (
            (other.medium.a_optic, self.links.a_device, self.links.a_port, other.a_group),
            (other.medium.b_optic, self.links.b_device, self.links.b_port, other.b_group),
        ):
            if optic is not None:
                cages = device[links].astype(np.int64) << 20 | port[links] // port_group.per_cage
                found[optic.model] += len(np.unique(cages))
        return found

    def _take(self, other: Alternative, group: _Group) -> bool:
        """Takes the cables of a group from the lots; False, and nothing taken, where they do not suffice."""
        stock, left = self._stock(other.medium), dict(self.left)
        for links in self._cables(other, group) or ():
            need_mm = self._need_mm(other, links) or 0
            lots = sorted((lot for lot in stock.lots if lot.length_mm >= need_mm), key=lambda lot: lot.length_mm)
            found = next((lot.lot.id for lot in lots if left[lot.lot.id] != 0), None)
            if found is None and stock.order_mm(need_mm) is None:
                return False
            if found is not None and left[found] is not None:
                left[found] = (left[found] or 0) - 1
        self.left = left
        return True


def _join(keys: Sequence[LongColumn]) -> LongColumn:
    """The first link of each link's group: links with an equal key at one end are joined, over any number of steps."""
    count = len(keys[0])
    root = np.arange(count)
    numbers = [np.unique(key, return_inverse=True)[1] for key in keys]
    while True:
        least = root.copy()
        for number in numbers:
            first = np.full(int(number.max(initial=-1)) + 1, count)
            np.minimum.at(first, number, least)
            least = first[number]
        if (least == root).all():
            return root
        root = least
