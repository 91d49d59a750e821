"""The facts that the bound of a design rests on, each the least over all ways to place its switches on the floor."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from fabric.bounds.arrived_racks import ArrivedRacks
from fabric.bounds.clos_structure import ClosStructure, find_clos_structure
from fabric.bounds.counted_links import count_links
from fabric.bounds.cross_network import find_cross_network_links, is_only_choice
from fabric.bounds.facts import (
    CrossNetworkLinks,
    DesignFacts,
    FreeLoad,
    HostPlace,
    HostRack,
    PullSizes,
    SplitterStage,
    SwitchLinks,
)
from fabric.bounds.free_devices import FreeDevices, least_laying_of_free_ms
from fabric.bounds.free_racks import FreeLinks, find_free_devices
from fabric.bounds.host_places import find_host_places
from fabric.bounds.host_racks import HostRacks, holds_switches, least_between_mm, least_inside_mm
from fabric.bounds.leaf_floor import LeafFloor, RackPosition
from fabric.bounds.least_work import least_mixed_link_ms, plugs_and_tests_ms
from fabric.bounds.leaves_and_uplinks import LeafLaying, lay_leaves, least_ms_per_mm, round_down_ms
from fabric.bounds.standing_links import StandingWalks, least_standing_laying_ms
from fabric.bounds.switch_links import find_switch_links
from fabric.designs import Design
from fabric.project import Project
from fabric.rules import CandidateRacks
from layouts import Face, divide_up


def find_design_facts(
    project: Project,
    design: Design,
    floor: CandidateRacks,
    racked_switches: Mapping[str, str],
    counted_racks: frozenset[str] | None,
    walks: StandingWalks | None = None,
) -> DesignFacts:
    """The facts of a design that hold wherever its switches stand.

    `floor` holds the racks before any new switch is placed; its walks pass every pathway. `racked_switches` maps the
    switches that have a rack to that rack. `counted_racks` are the racks that the bounds of earlier networks open for
    devices, None for the first network. Earlier networks also open racks for their switches. These racks are not
    known, so `able_racks` of the racks of a later network may be among them. `walks` are those between all ends of a
    design that stands as a whole; none for any other.

    A fabric may also connect switches of other networks. Their number depends on the designs of those networks:

    - The links to them are not counted here; `cross_network` holds the cost of each.
    - Of the other links only those of the project's own devices count, without optics.
    - Their number also decides which designs can be built. Another number might allow other switches or media, where
      there are several models to choose from or where stock is limited. There only the work counts that every design
      spends on those links.

    Devices without a rack may stand in any rack that takes them. Where they decide which leaves there are, because each
    rack has leaves of its own, only the work of their own links counts as well.
    """
    return _Facts(project, design, floor, racked_switches, walks or {}).find(counted_racks)


def list_switch_faces(project: Project, design: Design) -> frozenset[Face]:
    """The sides of racks at which switches of a design may show the ports that it uses, new or standing."""
    types, placed = project.catalog.device_types, project.device_by_id
    groups = {group.group for stage in design.stages for group in (stage.a_group, stage.b_group)}
    shown = {
        (model, placed[switch.id].face if switch.id in placed else design.network.switch_face)
        for switch, model in zip(design.fabric.switches, design.models, strict=True)
    }
    return frozenset(
        types[model].face_of(group, face) for model, face in shown for group in groups if types[model].group(group)
    ) or frozenset(face for _, face in shown)


class _Laying(NamedTuple):
    """The laying of a design: what is worked out here, and the links that are left for the formulas of one rack."""

    least_ms: int
    """Least laying of the links that are worked out together, and of uneven ways inside racks of devices."""
    host_racks: tuple[HostRack, ...]
    """Racks of devices whose links are not part of it."""
    other_links: int
    """Links between switches that are not part of it."""
    other_mm: int
    """Length of the shortest cable that one of these could have."""


class _Facts:
    """The links of one design that count, and the racks of its devices."""

    def __init__(
        self,
        project: Project,
        design: Design,
        floor: CandidateRacks,
        racked_switches: Mapping[str, str],
        walks: StandingWalks,
    ):
        self.project, self.design, self.floor, self.racked_switches = project, design, floor, racked_switches
        self.walks = walks
        self.arrived = ArrivedRacks(project, design, racked_switches)
        self.counted = count_links(project, design, self.arrived.inside)
        self.is_shared = self.counted.is_shared
        trunk_legs = tuple(sorted({trunk.legs for medium in design.media for trunk in medium.trunks}))
        self.pulls = PullSizes(
            trunk_legs, project.request.limits.bundle_jumpers, project.may_patch_links, self._fitted_ms()
        )
        heights = {project.catalog.device_types[model].half_ru for model in design.models}
        self.inside_mm = least_inside_mm(project.site, heights, list_switch_faces(project, design), floor)
        standing = self.counted.list_ends(project)
        self.racks = HostRacks(project, floor, self.inside_mm, standing, beside_switches=self.is_shared)
        self.free, self.joined = self._find_free()

    def _fitted_ms(self) -> int:
        """The least that the transceiver of a link on a trunk takes at each end, where no other count has it.

        That is where all links may have cables with modules of their own, and trunks end at their devices on site. The
        ports of a cage share its transceiver.
        """
        project, design = self.project, self.design
        ends_elsewhere = self.arrived.arrived or project.may_patch_links or bool(project.inventory.panels)
        if self.is_shared or ends_elsewhere or design.least_cages.optics.total():
            return 0
        trunked = [stage for stage in design.stages if stage.medium.trunks]
        most = max((group.per_cage for stage in trunked for group in (stage.a_group, stage.b_group)), default=1)
        return project.labour.act_ms("insert_optic", 1) // most

    def _find_free(self) -> tuple[FreeDevices | None, frozenset[str]]:
        """The devices without a rack, and the racks of others that they may join."""
        numbers = [number for number, device in enumerate(self.counted.hosts) if device and device.rack is None]
        free = [device for device in self.counted.hosts if device and device.rack is None]
        if not free:
            return None, frozenset()
        cages = self.design.least_cages
        optics = np.bincount(cages.device[cages.optic >= 0], minlength=len(self.counted.hosts))
        links = FreeLinks(self.counted.links_without_rack(), 0 if self.arrived.arrived else int(optics[numbers].sum()))
        return find_free_devices(self.project, free, links, self.floor, self.inside_mm, self.racks.facts)

    def find(self, counted_racks: frozenset[str] | None) -> DesignFacts:
        """All facts."""
        counted, design, is_first = self.counted, self.design, counted_racks is None
        touched = counted.touched_racks()
        opened = touched - (counted_racks or set())
        able_racks = 0 if is_first else sum(holds_switches(self.project.site, name) for name in opened)
        if self._may_change():
            return self._own_links_only(len(opened), able_racks)
        laid = int(counted.laid.sum())
        is_new = not self.is_shared and not self.racked_switches and not bool((counted.of_hosts & ~counted.down).any())
        laying = self._laying(is_new)
        places = find_host_places(self.project, counted, self.racks.facts, self.joined, self.arrived.fitted)
        # The last work at a place is done there alone; the crew that does it then moves on or has finished.
        # Only racks that show one face are sure to be landed at there.
        landed = sum(bool(place.racks) for place in places.values())
        return DesignFacts(
            links=laid if self.is_shared else len(design.fabric.links),
            connectors=2 * laid if self.is_shared else self._connectors(),
            optics=0 if self.is_shared else sum(design.least_cages.optics.values()) - self.arrived.count_optics(),
            host_racks=laying.host_racks,
            other_links=laying.other_links,
            other_mm=laying.other_mm,
            racks=len(opened),
            pulls=self.pulls,
            places=places,
            leaf_laying_ms=laying.least_ms + self._mixed_ms(),
            moves=max(0, landed - self.project.crew.crews) if is_first else 0,
            splitters=self._splitters(),
            cross_network=self._cross_network() if self.is_shared else None,
            able_racks=able_racks,
            switch_racks=self._switch_racks(touched) if is_first else 0,
            switch_links=self._switch_links(places) if is_new and not self.arrived.arrived else None,
            free_ms=self._free_laying_ms(2, is_first=is_first),
            free_load=self._free_load(),
        )

    def _connectors(self) -> int:
        """The plugs of the links that are sure to be plugged on site; each of the others has two at most."""
        return max(0, self.design.least_cages.connectors - 2 * int(self.counted.inside.sum()))

    def _may_change(self) -> bool:
        """Whether the rest of the design depends on other choices: racks of devices, or designs of other networks."""
        if self.free is not None and (self.is_shared or self.design.network.leaf_per == "rack"):
            return True
        return self.is_shared and not is_only_choice(self.project, self.design.network)

    def _laying(self, is_new: bool) -> _Laying:
        """The laying of all links that are not split.

        `is_new` says that all hosts are devices of the project, each link of these leads to a switch, and no switch has
        a rack.
        """
        inside = self.counted.inside
        if self.walks and inside.any():
            return _Laying(0, (), 0, 0)
        if self.walks:
            return _Laying(least_standing_laying_ms(self.project, self.design, self.walks, self.pulls), (), 0, 0)
        apart, least_ms = dict(self.racks.facts), self._uneven_ms()
        others = ~self.counted.down & ~self.counted.splits & ~inside
        structure = self._find_structure() if is_new and not inside.any() else None
        if structure is not None:
            laying = self._lay_leaves(structure)
            least_ms += laying.least_ms
            others &= ~structure.uplink_rows
            if laying.holds_cores and structure.core_rows is not None:
                others &= ~structure.core_rows
            for name in {rack.name for served in structure.served for rack in served}:
                del apart[name]
        return _Laying(
            least_ms=least_ms,
            host_racks=tuple(apart.values()),
            other_links=0 if self.is_shared else int(others.sum()),
            other_mm=self._other_mm(structure is not None) if is_new else 0,
        )

    def _find_structure(self) -> ClosStructure | None:
        """The regular part of the fabric.

        Devices without a rack may join the pulls of others: the racks that they may stand in are not regular.
        """
        rows = self.counted.laid
        unjoined = np.array([name != "" and name not in self.joined for name in self.counted.racks], bool)
        rows[rows] = unjoined[self.design.fabric.links.a_device[rows]]
        return find_clos_structure(self.design, rows, self.counted.racks)

    def _own_links_only(self, racks: int, able_racks: int) -> DesignFacts:
        """The facts of the links of the project's devices alone, where other choices change the rest of the design."""
        laid = int(self.counted.laid.sum())
        return DesignFacts(
            links=laid,
            connectors=laid,
            optics=0,
            host_racks=(),
            other_links=0,
            other_mm=0,
            racks=racks,
            pulls=PullSizes((), 1),
            places={},
            able_racks=able_racks,
            has_open_leaves=self.free is not None and self.design.network.leaf_per == "rack",
            free_load=FreeLoad(0, self.free.places) if self.free else None,
        )

    def _switch_links(self, places: Mapping[int, HostPlace]) -> SwitchLinks | None:
        """The links of the switches; None where devices have no rack yet."""
        if self.free is not None:
            return None
        return find_switch_links(
            self.project, self.design, self.floor, self.inside_mm, self.racks, places, self.counted.splits
        )

    def _free_laying_ms(self, ends: int, is_first: bool) -> int:
        """The least laying that the links of devices without a rack add, with the racks that are opened for them."""
        if self.free is None:
            return 0
        open_ms = self.project.labour.act_ms("mobilise", 1) if is_first else 0
        return least_laying_of_free_ms(self.project.labour, self.free, self.pulls, ends, open_ms)

    def _free_load(self) -> FreeLoad | None:
        """The work at devices without a rack."""
        if self.free is None:
            return None
        labour, free = self.project.labour, self.free
        work_ms = plugs_and_tests_ms(labour, free.links) + labour.act_ms("insert_optic", free.optics)
        return FreeLoad(work_ms + self._free_laying_ms(1, is_first=False), free.places)

    def _cross_network(self) -> CrossNetworkLinks:
        """The cost of each link to a switch of another network, and the uplinks of leaves to such switches."""
        holding = [facts for name, facts in self.racks.facts.items() if holds_switches(self.project.site, name)]
        shortest_mm = 2 * int(self.inside_mm.min(initial=0))
        found = find_cross_network_links(self.project.labour, self.counted, holding, shortest_mm, self.pulls)
        return found._replace(each_ms=0, uplinks=0) if self.arrived.able else found

    def _splitters(self) -> tuple[SplitterStage, ...]:
        """Links and legs of each stage that splits ports, those of devices that stand in the project."""
        return tuple(
            SplitterStage(count, found.medium.legs, found.medium.is_straight)
            for found, count in zip(self.design.stages, self.counted.split_counts(), strict=True)
            if count and found.medium.legs > 1
        )

    def _mixed_ms(self) -> int:
        """The least laying of the stages whose links may share a cable or not: each link in the cheapest way."""
        return sum(
            count * least_mixed_link_ms(self.project.labour, self.pulls, found.most_legs, found.straight_legs)
            for found, count in zip(self.design.stages, self.counted.split_counts(), strict=True)
            if found.medium.legs == 1
        )

    def _lay_leaves(self, structure: ClosStructure) -> LeafLaying:
        """The least laying of the links of regular racks and of all leaves: both depend on the racks of the leaves."""
        positions = {
            rack.name: RackPosition(self.racks.number[rack.name], self.racks.rise_mm[rack.name])
            for served in structure.served
            for rack in served
        }
        floor = LeafFloor(self.floor, self.inside_mm, positions)
        return lay_leaves(self.project.labour, structure, floor, self.pulls)

    def _uneven_ms(self) -> int:
        """The cost of the lengths inside racks of devices beyond the shortest of each rack. A pull is as long as its
        longest link, so it is not shorter than their mean. Patches inside a rack have no such lengths.
        """
        labour = self.project.labour
        beyond = {
            name: (links, self.racks.all_rises_mm[name] - links * self.racks.rise_mm[name])
            for name, (links, _, patched) in self.racks.facts.items()
            if not patched and name not in self.joined
        }
        return round_down_ms(
            labour,
            sum(mm * least_ms_per_mm(labour, self.pulls, links) for links, mm in beyond.values()),
        )

    def _other_mm(self, walks_counted: bool) -> int:
        """The least length of the other links between switches.

        Where their walks are counted with the leaves, it is the length inside racks alone.
        """
        if walks_counted:
            able = self.inside_mm[self.floor.most > 0].tolist()
            return 2 * min(able, default=0)
        return least_between_mm(self.floor, self.inside_mm)

    def _switch_racks(self, touched: set[str]) -> int:
        """The least number of racks that its switches touch besides the `touched` racks of devices."""
        floor = self.floor
        room = {
            floor.rack_ids[index]: count
            for index, count in zip(floor.candidates.tolist(), floor.most.tolist(), strict=True)
        }
        racks = set(self.racked_switches.values()) - touched
        if touched & room.keys() or (self.free is not None and any(rack.may_patch for rack in self.free.racks)):
            return len(racks)
        new = sum(switch.id not in self.racked_switches for switch in self.design.fabric.switches)
        homeless = max(0, new - sum(room.get(name, 0) for name in set(self.racked_switches.values())))
        return len(racks) + divide_up(homeless, max([1, *room.values()]))
