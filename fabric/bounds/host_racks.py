"""The racks of devices that stand, and the shortest ways from them to racks that may hold switches."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import HostRack
from fabric.project import Device, Project
from fabric.rules import CandidateRacks
from layouts import UNREACHED, IntColumn, Site


class HostRacks:
    """The racks of the devices with links that count.

    `links`, `rise_mm` and `all_rises_mm` are by rack: links, the shortest way inside the rack from a device to the
    entry, and the sum of these ways over all links. `facts` are in order of names.
    """

    def __init__(
        self,
        project: Project,
        floor: CandidateRacks,
        inside_mm: IntColumn,
        linked: Iterable[tuple[Device, int]],
        *,
        beside_switches: bool,
    ):
        """`linked` are the devices with their links, at least 1.

        With `beside_switches` a switch of another network may share a pull with a device, and stand nearer to the
        entry.
        """
        site = project.site
        self.number = {name: index for index, name in enumerate(floor.rack_ids)}
        self.links: Counter[str] = Counter()
        self.rise_mm: dict[str, int] = {}
        self.all_rises_mm: Counter[str] = Counter()
        for device, count in linked:
            rack = site.rack_by_id[device.rack or ""]
            self.links[rack.id] += count
            entry = site.drop_by_rack[rack.id].entry
            half_ru = project.type_of(device).half_ru
            rise = rack.rise_mm(device.position_half_ru or 2, half_ru, entry) + site.end_loop_mm
            if beside_switches and holds_switches(site, rack.id):
                rise = min(rise, int(inside_mm.min(initial=rise)))
            self.rise_mm[rack.id] = min(self.rise_mm.get(rack.id, rise), rise)
            self.all_rises_mm[rack.id] += count * rise
        names = sorted(self.links)
        self.facts = dict(zip(names, self._find_facts(names, floor, inside_mm), strict=True))

    def _find_facts(self, names: Sequence[str], floor: CandidateRacks, inside_mm: IntColumn) -> list[HostRack]:
        """For each rack its links, the shortest way to a port of a switch, and whether it may hold switches itself."""
        ways = floor.walk_mm[:, [self.number[name] for name in names]] + inside_mm[:, None]
        own = {floor.rack_ids[rack]: c for c, rack in enumerate(floor.candidates.tolist())}
        for column, name in enumerate(names):
            if name in own:
                ways[own[name], column] = UNREACHED
        nearest = ways.min(axis=0, initial=UNREACHED)
        return [
            HostRack(self.links[name], self.rise_mm[name] + (int(near) if near < UNREACHED else 0), name in own)
            for name, near in zip(names, nearest, strict=True)
        ]


def holds_switches(site: Site, rack: str) -> bool:
    """Whether switches may stand in a rack."""
    return "switch" in site.rack_by_id[rack].type.holds


def least_inside_mm(site: Site, heights_half_ru: Iterable[int], floor: CandidateRacks) -> IntColumn:
    """Per candidate rack, the shortest way inside it that a port of a switch of these heights could have."""
    heights = sorted(heights_half_ru)
    known: dict[tuple[object, str], int] = {}
    found = []
    for index in floor.candidates.tolist():
        rack = site.rack_by_id[floor.rack_ids[index]]
        entry = site.drop_by_rack[rack.id].entry
        if (rack.type, entry) not in known:
            known[rack.type, entry] = min(
                rack.rise_mm(position, half_ru, entry)
                for half_ru in heights
                for position in range(2, rack.type.half_ru - half_ru + 3)
            )
        found.append(known[rack.type, entry] + site.end_loop_mm)
    return np.array(found, np.int32)


def least_between_mm(floor: CandidateRacks, inside_mm: IntColumn) -> int:
    """The shortest cable between two racks that may hold switches; 0 where there is no way."""
    ways: NDArray[np.int32] = floor.walk_mm[:, floor.candidates].copy()
    ways += inside_mm[:, None] + inside_mm[None]
    np.fill_diagonal(ways, UNREACHED)
    shortest = int(ways.min(initial=UNREACHED))
    return shortest if shortest < UNREACHED else 0
