"""The links of the switches of a new fabric of leaves and spines: by unit, by racks of devices, by place."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import HostPlace, LeafGroup, RackLinks, SplitLinks, SwitchLinks, SwitchRoom
from fabric.bounds.host_racks import HostRacks
from fabric.designs import Design
from fabric.project import Project
from fabric.rules import CandidateRacks
from layouts import UNREACHED, IntColumn

Key = TypeVar("Key", bound=Hashable)


def find_switch_links(
    project: Project,
    design: Design,
    floor: CandidateRacks,
    inside_mm: IntColumn,
    racks: HostRacks,
    places: Mapping[int, HostPlace],
    splits: NDArray[np.bool_],
) -> SwitchLinks | None:
    """The links of all switches; None unless there are leaves and spines only, with links between them and devices.

    Links that are on splitters (`splits`), between two leaves or between two devices are left out.

    All devices have racks, and no switch has one yet. `inside_mm` is the shortest length inside each candidate rack,
    `racks` and `places` are those of the devices. None also where switches or the devices of one rack show ports at
    both faces. The opening of racks is left to 0 unless the project has one network and the place of each opening is
    known.
    """
    is_alone = len(project.request.networks) == 1
    table = _LinkTable(project, design, splits)
    place_of = {rack: place for place, found in places.items() for rack in found.names}
    names = sorted(racks.links)
    if not table.is_clos or not _show_one_face(project, design) or any(name not in place_of for name in names):
        return None
    ways = _Ways(floor, inside_mm)
    to_leaf = table.count_to_leaves(names)
    by_unit = [table.part_unit(unit, to_leaf) for unit in table.units]
    groups = [group for alike in by_unit for group in alike]
    between = table.pairs[np.ix_(table.leaf, table.spine)]
    return SwitchLinks(
        racks=tuple(
            RackLinks(
                place=place_of[name],
                links=racks.links[name],
                by_group=tuple(tuple(row[group].tolist()) for group in groups),
                nearest_mm=ways.from_rack(racks.number[name], racks.rise_mm[name]),
                patch_place=ways.place_of.get(racks.number[name]),
            )
            for name, row in zip(names, to_leaf, strict=True)
        ),
        groups=tuple(table.group(group, axis=1) for group in groups),
        spines=table.group(np.flatnonzero(table.spine), axis=0),
        least_between=int(between.min()),
        most_between=int(between.max()),
        between_mm=ways.between(),
        room=_find_room(floor, {racks.number[name]: place_of[name] for name in names}, is_alone),
        splits=tuple(_list_splits(project, design, table, groups, ways)),
        units=tuple(unit for unit, alike in enumerate(by_unit) for _ in alike),
        others=int((~table.counted).sum()),
        whole_others=table.count_apart(splits),
    )


def _list_splits(
    project: Project, design: Design, table: "_LinkTable", groups: Sequence[NDArray[np.int64]], ways: "_Ways"
) -> Iterator[SplitLinks]:
    """The links from devices to leaves on splitters, by kind and rack. Kinds with several media are left out."""
    site, switches = project.site, len(design.fabric.switches)
    for index, stage in enumerate(design.stages):
        rows = (design.fabric.links.stage == index) & table.to_leaf
        if stage.medium.legs < 2 or stage.others or not rows.any():
            continue
        counts: dict[tuple[str, int], NDArray[np.int64]] = {}
        for host, switch in zip(table.a[rows].tolist(), table.b[rows].tolist(), strict=True):
            device = project.device_by_id[design.fabric.hosts[host]]
            rack = device.rack or ""
            place = site.place_number(rack, project.face_of(device, stage.a_group.group))
            counts.setdefault((rack, place), np.zeros(switches, np.int64))[switch] += 1
        for (rack, place), to_leaf in sorted(counts.items(), key=lambda item: item[0]):
            found = RackLinks(
                place=place,
                links=int(to_leaf.sum()),
                by_group=tuple(tuple(to_leaf[group].tolist()) for group in groups),
                nearest_mm=ways.from_rack(site.rack_number[rack], 0),
                patch_place=ways.place_of.get(site.rack_number[rack]),
            )
            yield SplitLinks(found, stage.medium.legs, stage.medium.is_straight)


class _LinkTable:
    """The links of a design by leaf and spine, those on splitters left out."""

    def __init__(self, project: Project, design: Design, splits: NDArray[np.bool_]):
        fabric, links, cages = design.fabric, design.fabric.links, design.least_cages
        hosts, count = len(fabric.hosts), len(fabric.switches)
        self.host_rack = [project.device_by_id[host].rack or "" for host in fabric.hosts]
        self.leaf, self.spine = (
            np.array([switch.tier == tier for switch in fabric.switches], bool) for tier in ("leaf", "spine")
        )
        self.a, self.b = links.a_device.astype(np.int64), links.b_device.astype(np.int64) - hosts
        is_leaf, is_spine = np.concatenate([np.zeros((2, hosts), bool), np.stack([self.leaf, self.spine])], axis=1)
        self.stage = links.stage
        self.down = ~splits & (self.a < hosts) & is_leaf[links.b_device]
        up = ~splits & is_leaf[links.a_device] & is_spine[links.b_device]
        self.to_leaf = (self.a < hosts) & is_leaf[links.b_device]
        """Whether each link joins a device to a leaf, also where it is on a splitter."""
        self.counted = self.down | up
        """Whether each link joins a device to a leaf, or a leaf to a spine, and is on no splitter."""
        below, above = self.a[up] - hosts, self.b[up]
        self.is_clos = bool(self.leaf.sum() + self.spine.sum() == count and up.any())
        """Whether all switches are leaves and spines with links between them."""
        self.optics = np.bincount(cages.device[cages.optic >= 0], minlength=hosts + count)[hosts:]
        self.pairs = np.zeros((count, count), np.int64)
        """Links between each two switches, those of the A end in rows."""
        np.add.at(self.pairs, (below, above), 1)
        sections = np.array([switch.section for switch in fabric.switches])
        self.units = [
            np.flatnonzero(self.leaf & (sections == section)) for section in np.unique(sections[self.leaf]).tolist()
        ]
        """The leaves of each unit."""

    def count_apart(self, splits: NDArray[np.bool_]) -> int:
        """The links of kinds of which none is counted or on a splitter: they share no pull with those counted."""
        mixed = np.unique(self.stage[self.counted | splits])
        return int((~np.isin(self.stage, mixed)).sum())

    def count_to_leaves(self, racks: Sequence[str]) -> NDArray[np.int64]:
        """Links of the devices of each rack to each switch."""
        number = {name: index for index, name in enumerate(racks)}
        rack = np.array([number.get(name, -1) for name in self.host_rack], np.int64)
        found = np.zeros((len(racks), len(self.leaf)), np.int64)
        np.add.at(found, (rack[self.a[self.down]], self.b[self.down]), 1)
        return found

    def part_unit(self, unit: NDArray[np.int64], to_leaf: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """The leaves of a unit in groups with the same links to each rack, up, and transceivers.

        `to_leaf` has a row for each rack.
        """
        facts = np.column_stack([to_leaf[:, unit].T, self.pairs[unit].sum(axis=1), self.optics[unit]])
        _, number = np.unique(facts, axis=0, return_inverse=True)
        return [unit[number.ravel() == one] for one in range(int(number.max(initial=-1)) + 1)]

    def group(self, switches: NDArray[np.int64], axis: int) -> LeafGroup:
        """Some switches with their links to other switches: as A ends (axis 1) or as B ends (axis 0)."""
        links = self.pairs.sum(axis=axis)[switches]
        return LeafGroup(tuple(links.tolist()), tuple(self.optics[switches].tolist()))


class _Ways:
    """The shortest cables to and between the racks of each place that may hold switches."""

    def __init__(self, floor: CandidateRacks, inside_mm: IntColumn):
        self.floor, self.inside_mm = floor, inside_mm.astype(np.int64)
        holds = floor.most > 0
        self.able = np.flatnonzero(holds)
        self.racks = floor.candidates[self.able]
        self.place = floor.place[self.racks]
        self.place_of = dict(zip(self.racks.tolist(), self.place.tolist(), strict=True))
        """The place where switches in each rack show their ports."""

    def from_rack(self, rack: int, rise_mm: int) -> dict[int, int]:
        """The shortest cable from a rack to another one at each place; places that no way leads to are left out."""
        walk = self.floor.least_walk_mm[self.able, rack].astype(np.int64)
        total = np.where((walk < UNREACHED) & (self.racks != rack), walk + self.inside_mm[self.able] + rise_mm, -1)
        return _least_by_key(self.place.tolist(), total.tolist())

    def between(self) -> dict[tuple[int, int], int]:
        """The shortest cable between two racks at each pair of places, in both orders."""
        walk = self.floor.least_walk_mm[np.ix_(self.able, self.racks)].astype(np.int64)
        inside = self.inside_mm[self.able]
        total = np.where(walk < UNREACHED, walk + inside[:, None] + inside[None], -1)
        np.fill_diagonal(total, -1)
        keys = [(p, q) for p in self.place.tolist() for q in self.place.tolist()]
        return _least_by_key(keys, total.ravel().tolist())


def _least_by_key(keys: Sequence[Key], values: Sequence[int]) -> dict[Key, int]:
    """The least value of each key, of those that are not negative."""
    found: dict[Key, int] = {}
    for key, value in zip(keys, values, strict=True):
        if value >= 0:
            found[key] = min(found.get(key, value), value)
    return found


def _find_room(floor: CandidateRacks, host_places: Mapping[int, int], is_alone: bool) -> dict[int, SwitchRoom]:
    """The room for switches at each place; `host_places` are the places of the racks of devices, by number."""
    found: dict[int, SwitchRoom] = {}
    switch_place = {
        rack: int(floor.place[rack])
        for rack, most in zip(floor.candidates.tolist(), floor.most.tolist(), strict=True)
        if most
    }
    # A rack is opened at the face of the first end in it: that is known where devices and switches show the same one.
    sure = (
        {rack for rack, place in host_places.items() if switch_place.get(rack, place) == place} if is_alone else set()
    )
    for rack, place in host_places.items():
        before = found.get(place, SwitchRoom())
        found[place] = before._replace(opened=before.opened + (rack in sure))
    for rack, most in zip(floor.candidates.tolist(), floor.most.tolist(), strict=True):
        place = int(floor.place[rack])
        before = found.get(place, SwitchRoom())
        is_open = rack in host_places or not is_alone
        found[place] = SwitchRoom(
            before.most + most,
            max(before.largest, 0 if is_open else most),
            before.beside + (most if is_open else 0),
            before.opened,
            before.racks + (most > 0),
            max(before.widest, most),
        )
    return found


def _show_one_face(project: Project, design: Design) -> bool:
    """Whether all ports of the switches that have links show at the face that the request names."""
    face, hosts, links = design.network.switch_face, len(design.fabric.hosts), design.fabric.links
    types = [project.catalog.device_types[model] for model in sorted(set(design.models))]
    groups = {stage.b_group.group for stage in design.stages}
    groups |= {
        stage.a_group.group
        for number, stage in enumerate(design.stages)
        if bool((links.a_device[links.stage == number] >= hosts).any())
    }
    return all(item.face_of(group, face) == face for item in types for group in groups if item.group(group))
