"""The racks of devices that have racks, and the shortest cables from there to racks that may hold switches."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import HostRack
from fabric.project import Project
from fabric.rules import CandidateRacks, LinkEnd, depth_mm, rise_mm
from fabric.rules import least_inside_mm as least_end_mm
from layouts import UNREACHED, Face, IntColumn, Site


class HostRacks:
    """The racks of the devices whose links the bound counts.

    `links`, `rise_mm` and `all_rises_mm` are by rack: links, the shortest length inside the rack from a port to an
    entry, and the sum of these lengths over all links. `facts` are in order of names.
    """

    def __init__(
        self,
        project: Project,
        floor: CandidateRacks,
        inside_mm: IntColumn,
        linked: Iterable[tuple[LinkEnd, int]],
        *,
        beside_switches: bool,
    ):
        """`linked` are the devices with their ports and the links of these, at least 1.

        With `beside_switches` a switch of another network may share a pull with a device, and stand nearer to the
        entry.
        """
        site = project.site
        self.number = {name: index for index, name in enumerate(floor.rack_ids)}
        self.links: Counter[str] = Counter()
        self.rise_mm: dict[str, int] = {}
        self.all_rises_mm: Counter[str] = Counter()
        for end, count in linked:
            rack = site.rack_by_id[end.rack]
            self.links[rack.id] += count
            rise = least_end_mm(site, rack, end)
            if beside_switches and holds_switches(site, rack.id):
                rise = min(rise, int(inside_mm.min(initial=rise)))
            self.rise_mm[rack.id] = min(self.rise_mm.get(rack.id, rise), rise)
            self.all_rises_mm[rack.id] += count * rise
        names = sorted(self.links)
        self.facts = dict(zip(names, self._find_facts(names, floor, inside_mm), strict=True))

    def _find_facts(self, names: Sequence[str], floor: CandidateRacks, inside_mm: IntColumn) -> list[HostRack]:
        """For each rack its links, the shortest cable to a port of a switch, and whether it may hold switches
        itself.
        """
        ways = floor.least_walk_mm[:, [self.number[name] for name in names]] + inside_mm[:, None]
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


def least_inside_mm(
    site: Site, heights_half_ru: Iterable[int], faces: Iterable[Face], floor: CandidateRacks
) -> IntColumn:
    """Per candidate rack, the shortest length inside it that a port of a switch of these heights and faces could
    have.
    """
    heights, shown = sorted(heights_half_ru), sorted(faces)
    known: dict[tuple[object, ...], int] = {}
    found = []
    for index in floor.candidates.tolist():
        rack = site.rack_by_id[floor.rack_ids[index]]
        ways = []
        for drop in site.drops_of[rack.id]:
            like = (rack.type, drop.entry, drop.opening, rack.z_mm if drop.opening else 0)
            if like not in known:
                known[like] = min(
                    rise_mm(rack, drop, position, half_ru)
                    for half_ru in heights
                    for position in rack.positions(half_ru)
                )
            ways += [depth_mm(site, rack, drop, face) + known[like] for face in shown]
        found.append(min(ways) + site.end_loop_mm)
    return np.array(found, np.int32)


def least_between_mm(floor: CandidateRacks, inside_mm: IntColumn) -> int:
    """The shortest cable between two racks that may hold switches; 0 where no pathway joins two of them."""
    ways: NDArray[np.int32] = floor.least_walk_mm[:, floor.candidates].copy()
    ways += inside_mm[:, None] + inside_mm[None]
    np.fill_diagonal(ways, UNREACHED)
    shortest = int(ways.min(initial=UNREACHED))
    return shortest if shortest < UNREACHED else 0
