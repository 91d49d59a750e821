"""What the links of a group cost in a medium once all devices stand, and the single cables that are left for them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from fabric.designs import Alternative, Design
from fabric.optimize.cabling.cable_stock import CableStock, list_stock
from fabric.optimize.cabling.media_groups import LinkGroup
from fabric.project import Device, Project, land_jumpers, patch_in_rack, stage_and_pull_jumper
from fabric.rules import Medium, Need, device_end, has_end_faces, need_of, sum_end_ways
from layouts import RouteFinder

Finders = Callable[[str, int], RouteFinder]


class GroupCost(NamedTuple):
    """What a group costs in a medium."""

    person_ms: int
    """Person-milliseconds of transceivers, laying and plugging; tests are left out."""
    cents: int
    """Price of transceivers and cables in cents."""


class MediaPrices:
    """The prices of one design in its places. `devices` have these."""

    def __init__(self, project: Project, design: Design, devices: Sequence[Device], finders: Finders):
        self.project, self.finders = project, finders
        fabric = design.fabric
        by_id = {device.id: device for device in devices}
        self.devices = [by_id[name] for name in (*fabric.hosts, *(switch.id for switch in fabric.switches))]
        self.links = fabric.links
        self.left = {lot.id: lot.quantity for lot in project.inventory.lots}
        self._stocks: dict[tuple[str, ...], CableStock] = {}
        self._needs: dict[tuple[int, bool, str, str], Need | None] = {}

    def racks(self, link: int) -> tuple[str, str]:
        """The racks of both ends of a link."""
        ends = int(self.links.a_device[link]), int(self.links.b_device[link])
        return self.devices[ends[0]].rack or "", self.devices[ends[1]].rack or ""

    def is_inside(self, links: Sequence[int]) -> bool:
        """Whether each link has both of its ends in one rack."""
        return all(a == b for a, b in map(self.racks, links))

    def cables(self, other: Alternative, group: LinkGroup) -> list[tuple[int, ...]] | None:
        """The links of each cable of a medium; None where a cable would leave links out or part."""
        lanes, legs = other.b_group.lanes, other.medium.legs
        heads: dict[tuple[int, int], list[int]] = {}
        for link in group.links:
            heads.setdefault((int(self.links.b_device[link]), int(self.links.b_port[link]) // lanes), []).append(link)
        for links in heads.values():
            if len(links) > legs or len({self.racks(link)[0] for link in links}) > 1:
                return None
            if other.medium.is_straight and len({self._a_cage(link, other) for link in links}) > 1:
                return None
        return [tuple(links) for links in heads.values()]

    def _a_cage(self, link: int, other: Alternative) -> tuple[int, int]:
        """Device and cage at the A end of a link."""
        return int(self.links.a_device[link]), int(self.links.a_port[link]) // other.a_group.lanes

    def need(self, other: Alternative, link: int) -> Need | None:
        """The length of a link in a medium; None where no pathway joins its racks."""
        key = link, other.medium.fiber == "copper", other.a_group.group, other.b_group.group
        if key not in self._needs:
            self._needs[key] = self._find_need(other, link)
        return self._needs[key]

    def _find_need(self, other: Alternative, link: int) -> Need | None:
        a, b = self.devices[int(self.links.a_device[link])], self.devices[int(self.links.b_device[link])]
        a_end = device_end(a, self.project.type_of(a), other.a_group.group)
        b_end = device_end(b, self.project.type_of(b), other.b_group.group)
        route = None
        if a.rack != b.rack:
            finder = self.finders("copper" if other.medium.fiber == "copper" else "fiber", 0)
            ways = sum_end_ways(self.project.site, (a.rack or "", b.rack or ""), [(a_end, b_end)])
            route = finder.shortest(a.rack or "", b.rack or "", ways)
            if route is None:
                return None
        return need_of(self.project.site, a_end, b_end, route)

    def need_mm(self, other: Alternative, links: Sequence[int]) -> int | None:
        """The longest of some links; None where no pathway joins the racks of one."""
        needs = [self.need(other, link) for link in links]
        return None if None in needs else max(need.total_mm for need in needs if need)

    def stock(self, medium: Medium) -> CableStock:
        """The single cables of a medium that can be had."""
        key = tuple(cable.model for cable in medium.cables)
        if key not in self._stocks:
            self._stocks[key] = list_stock(self.project, medium)
        return self._stocks[key]

    def cost(self, other: Alternative, group: LinkGroup) -> GroupCost | None:
        """The cost of a group on single cables of a medium; None where it cannot be laid."""
        cables = self.cables(other, group)
        if cables is None:
            return None
        medium = other.medium
        labour = self.project.labour.of_plugs(has_end_faces(medium))
        optics = self.optics(other, group)
        person_ms = labour.act_ms("insert_optic", sum(optics.values()))
        cents = sum(count * self.project.catalog.optics[model].price_cents for model, count in optics.items())
        for links in cables:
            need_mm = self.need_mm(other, links)
            length_mm = None if need_mm is None else self.stock(medium).shortest_mm(need_mm)
            if length_mm is None:
                return None
            plugs = medium.a_plugs(len(links))
            laid = patch_in_rack(1, plugs) if self.is_inside(links) else stage_and_pull_jumper(length_mm, plugs)
            person_ms += sum(map(labour.person_ms, (laid, land_jumpers(plugs), land_jumpers(1))))
            cable = medium.cables[0]
            cents += cable.price_cents + cable.price_per_m_cents * length_mm // 1000
        return GroupCost(person_ms, cents)

    def optics(self, other: Alternative, group: LinkGroup) -> Counter[str]:
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

    def take(self, other: Alternative, group: LinkGroup) -> bool:
        """Takes the cables of a group from the lots; False, and nothing taken, where they do not suffice."""
        stock, left = self.stock(other.medium), dict(self.left)
        for links in self.cables(other, group) or ():
            need_mm = self.need_mm(other, links) or 0
            lots = sorted((lot for lot in stock.lots if lot.length_mm >= need_mm), key=lambda lot: lot.length_mm)
            found = next((lot.lot.id for lot in lots if left[lot.lot.id] != 0), None)
            if found is None and stock.order_mm(need_mm) is None:
                return False
            if found is not None and left[found] is not None:
                left[found] = (left[found] or 0) - 1
        self.left = left
        return True
