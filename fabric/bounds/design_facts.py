"""The facts that the bound of a design rests on, each the least over all ways to place its switches on the floor."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from fabric.bounds.clos_structure import ClosStructure, find_clos_structure
from fabric.bounds.facts import (
    CrossNetworkLinks,
    DesignFacts,
    FreeLoad,
    HostPlace,
    PullSizes,
    SplitterStage,
    SwitchLinks,
)
from fabric.bounds.free_devices import FreeDevices, least_laying_of_free_ms
from fabric.bounds.free_racks import FreeLinks, find_free_devices
from fabric.bounds.host_racks import HostRacks, holds_switches, least_between_mm, least_inside_mm
from fabric.bounds.leaf_floor import LeafFloor, RackPosition
from fabric.bounds.least_work import least_mixed_link_ms, least_share_ms, plugs_and_tests_ms
from fabric.bounds.leaves_and_uplinks import least_leaf_laying_ms, least_ms_per_mm, round_down_ms
from fabric.bounds.standing_links import StandingWalks, least_standing_laying_ms
from fabric.bounds.switch_links import find_switch_links
from fabric.designs import Design
from fabric.project import Project
from fabric.rules import CandidateRacks, LinkEnd
from fabric.topology import NODE_LEAF, STAGES
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
        fabric, links = design.fabric, design.fabric.links
        found = [project.device_by_id.get(host) for host in fabric.hosts]
        self.host_rack = [device.rack or "" if device else "" for device in found]
        self.is_shared = any(device is None for device in found)
        self.is_host = links.a_device < len(fabric.hosts)
        self.down = self.is_host & (links.b_device >= len(fabric.hosts))
        self.down[self.down] = np.array([device is not None for device in found], bool)[links.a_device[self.down]]
        self.splits = np.array([stage.most_legs > 1 for stage in design.stages], bool)[links.stage]
        self.laid = self.down & ~self.splits
        trunk_legs = tuple(sorted({trunk.legs for medium in design.media for trunk in medium.trunks}))
        self.pulls = PullSizes(trunk_legs, project.request.limits.bundle_jumpers)
        heights = {project.catalog.device_types[model].half_ru for model in design.models}
        self.inside_mm = least_inside_mm(project.site, heights, list_switch_faces(project, design), floor)
        self.linked = Counter(zip(links.a_device[self.laid].tolist(), links.stage[self.laid].tolist(), strict=True))
        """The laid links of each device (by index), stage by stage."""
        linked = [
            (LinkEnd(device, project.type_of(device), design.stages[stage].a_group.group), count)
            for (host, stage), count in sorted(self.linked.items())
            if (device := found[host])
        ]
        standing = [(end, count) for end, count in linked if end.device.rack is not None]
        self.racks = HostRacks(project, floor, self.inside_mm, standing, beside_switches=self.is_shared)
        self.free: FreeDevices | None = None
        self.joined: frozenset[str] = frozenset()
        free = [device for device in found if device and device.rack is None]
        if free:
            cages = design.least_cages
            optics = np.bincount(cages.device[cages.optic >= 0], minlength=len(fabric.hosts))
            fitted = sum(optics[number] for number, device in enumerate(found) if device and device.rack is None)
            of_device: Counter[str] = Counter()
            for end, count in linked:
                of_device[end.device.id] += count if end.device.rack is None else 0
            links_of = FreeLinks(+of_device, int(fitted))
            self.free, self.joined = find_free_devices(project, free, links_of, floor, self.inside_mm, self.racks.facts)

    def find(self, counted_racks: frozenset[str] | None) -> DesignFacts:
        """All facts."""
        links, design = self.design.fabric.links, self.design
        touched = self._touched()
        opened = touched - (counted_racks or set())
        laid = int(self.laid.sum())
        able_racks = 0 if counted_racks is None else sum(holds_switches(self.project.site, name) for name in opened)
        is_open = self.free is not None and (self.is_shared or design.network.leaf_per == "rack")
        if is_open or (self.is_shared and not self._is_only_choice()):
            return self._own_links_only(len(opened), able_racks)
        others = ~self.down & ~self.splits
        alike = not self.is_shared and not self.racked_switches and not bool((self.is_host & ~self.down).any())
        # Devices without a rack may join the pulls of others: the racks that they may stand in are not regular.
        unjoined = np.array([name != "" and name not in self.joined for name in self.host_rack], bool)
        rows = self.laid.copy()
        rows[rows] = unjoined[links.a_device[rows]]
        structure = find_clos_structure(design, rows, self.host_rack) if alike else None
        laying_ms = self._uneven_ms()
        apart = dict(self.racks.facts)
        if self.walks:
            laying_ms = least_standing_laying_ms(self.project, design, self.walks, self.pulls)
            others = np.zeros_like(others)
            apart = {}
        elif structure is not None:
            laying_ms += self._leaf_laying_ms(structure)
            others = others & ~structure.uplink_rows
            for name in {rack.name for served in structure.served for rack in served}:
                del apart[name]
        places = self._places()
        # The last work at a place is done there alone; the crew that does it then moves on or has finished.
        # Only racks that show one face are sure to be landed at there.
        landed = sum(bool(place.racks) for place in places.values())
        moves = max(0, landed - self.project.crew.crews) if counted_racks is None else 0
        return DesignFacts(
            links=laid if self.is_shared else len(links),
            connectors=2 * laid if self.is_shared else design.least_cages.connectors,
            optics=0 if self.is_shared else sum(design.least_cages.optics.values()),
            host_racks=tuple(apart.values()),
            other_links=0 if self.is_shared else int(others.sum()),
            other_mm=self._other_mm(alike, structure is not None),
            racks=len(opened),
            pulls=self.pulls,
            places=places,
            leaf_laying_ms=laying_ms + self._mixed_ms(),
            moves=moves,
            splitters=self._splitters(),
            cross_network=self._cross_network() if self.is_shared else None,
            able_racks=able_racks,
            switch_racks=self._switch_racks(touched) if counted_racks is None else 0,
            switch_links=self._switch_links(places) if alike else None,
            free_ms=self._free_laying_ms(2, is_first=counted_racks is None),
            free_load=self._free_load(),
        )

    def _touched(self) -> set[str]:
        """The racks of devices with links: those to switches, and those between two devices."""
        links, hosts = self.design.fabric.links, len(self.design.fabric.hosts)
        between = self.is_host & (links.b_device < hosts)
        ends = np.concatenate([links.a_device[self.down], links.a_device[between], links.b_device[between]])
        return set(np.array(self.host_rack)[np.unique(ends)].tolist()) - {""}

    def _own_links_only(self, racks: int, able_racks: int) -> DesignFacts:
        """The facts of the links of the project's devices alone, where other choices change the rest of the design."""
        laid = int(self.laid.sum())
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
        """The links of the switches; None where devices have no rack yet or ports are split."""
        if self.free is not None or self.splits.any():
            return None
        is_alone = len(self.project.request.networks) == 1
        return find_switch_links(
            self.project, self.design, self.floor, self.inside_mm, self.racks, places, is_alone=is_alone
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

    def _is_only_choice(self) -> bool:
        """Whether every design of the network has the same switches and media, for any number of links."""
        lots, network = self.project.inventory.lots, self.design.network
        types = self.project.catalog.device_types
        allowed = {*network.switch_models, *network.leaf_models, *network.spine_models, *network.core_models}
        stocked = {lot.model for lot in lots if lot.model in types and types[lot.model].role == "switch"}
        models = stocked & allowed if allowed else stocked
        return len(models) == 1 and all(lot.quantity is None for lot in lots)

    def _cross_network(self) -> CrossNetworkLinks:
        """The cost of each link to a switch of another network, and the uplinks of leaves to such switches."""
        labour, design = self.project.labour, self.design
        plug, test = (labour.act_ms(act, 1) for act in ("inspect_clean_plug", "test_link"))
        if self.splits.any():
            shared = max(stage.straight_legs for stage in design.stages)
            return CrossNetworkLinks(each_ms=plug // shared + test, own_links=0, downlinks=1, uplinks=0)
        beside = [facts for name, facts in self.racks.facts.items() if holds_switches(self.project.site, name)]
        share = least_share_ms(labour, beside, 2 * int(self.inside_mm.min(initial=0)), self.pulls)
        access = {
            stage.b_group.group: stage.b_group.ports for stage in design.stages if stage.stage.name == STAGES[NODE_LEAF]
        }
        sure = design.network.spines_of is not None and design.network.uplinks_per_leaf is not None
        uplinks = (design.network.uplinks_per_leaf or 0) if sure else 0
        return CrossNetworkLinks(
            each_ms=2 * plug + test + share,
            own_links=int(self.down.sum()),
            downlinks=max(1, sum(access.values())),
            uplinks=uplinks,
        )

    def _splitters(self) -> tuple[SplitterStage, ...]:
        """Links and legs of each stage that splits ports, those of devices that stand in the project."""
        stage = self.design.fabric.links.stage
        rows = self.splits & self.down if self.is_shared else self.splits
        counts = np.bincount(stage[rows], minlength=len(self.design.stages)).tolist()
        return tuple(
            SplitterStage(count, found.medium.legs, found.medium.is_straight)
            for found, count in zip(self.design.stages, counts, strict=True)
            if count and found.medium.legs > 1
        )

    def _mixed_ms(self) -> int:
        """The least laying of the stages whose links may share a cable or not: each link in the cheapest way."""
        rows = self.splits & self.down if self.is_shared else self.splits
        counts = np.bincount(self.design.fabric.links.stage[rows], minlength=len(self.design.stages)).tolist()
        return sum(
            count * least_mixed_link_ms(self.project.labour, self.pulls, found.most_legs, found.straight_legs)
            for found, count in zip(self.design.stages, counts, strict=True)
            if found.medium.legs == 1
        )

    def _leaf_laying_ms(self, structure: ClosStructure) -> int:
        """The least laying of the links of regular racks and of all leaves: both depend on the racks of the leaves."""
        positions = {
            rack.name: RackPosition(self.racks.number[rack.name], self.racks.rise_mm[rack.name])
            for served in structure.served
            for rack in served
        }
        floor = LeafFloor(self.floor, self.inside_mm, positions)
        return least_leaf_laying_ms(self.project.labour, structure, floor, self.pulls)

    def _uneven_ms(self) -> int:
        """The cost of the ways inside racks of devices beyond the shortest of each rack.

        A pull is as long as its longest way, so it is not shorter than their mean. Patches inside a rack have no such
        ways.
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

    def _places(self) -> dict[int, HostPlace]:
        """Per place: transceivers of its devices, and the links of each of its racks whose devices show one face."""
        project, site, stages = self.project, self.project.site, self.design.stages
        hosts = self.design.fabric.hosts
        faces: dict[str, set[Face]] = {}
        per_place: Counter[int] = Counter()
        for host, stage in sorted(self.linked):
            device = project.device_by_id.get(hosts[host])
            if device is not None and device.rack is not None:
                face = project.face_of(device, stages[stage].a_group.group)
                faces.setdefault(device.rack, set()).add(face)
                per_place[site.place_number(device.rack, face)] += 0
        per_place.update(self._optics_by_place())
        racks: dict[int, list[str]] = {place: [] for place in per_place}
        for name in self.joined:
            faces[name] |= {
                face for device in project.devices if device.rack is None for face in project.faces_of(device)
            }
        for name, found in sorted(faces.items()):
            if len(found) == 1:
                racks[site.place_number(name, min(found))].append(name)
        return {
            place: HostPlace(per_place[place], tuple(self.racks.facts[name] for name in names), tuple(names))
            for place, names in racks.items()
        }

    def _optics_by_place(self) -> Counter[int]:
        """Per place, the transceivers of the devices with laid links; none where switches are shared."""
        project, site, cages = self.project, self.project.site, self.design.least_cages
        hosts, found = self.design.fabric.hosts, Counter[int]()
        if self.is_shared:
            return found
        laid = {host for host, _ in self.linked}
        fitted = cages.optic >= 0
        pairs = Counter(zip(cages.device[fitted].tolist(), cages.group[fitted].tolist(), strict=True))
        for (number, group), count in pairs.items():
            device = project.device_by_id.get(hosts[number]) if number in laid else None
            if device is not None and device.rack is not None:
                found[site.place_number(device.rack or "", project.face_of(device, cages.groups[group]))] += count
        return found

    def _other_mm(self, alike: bool, walks_counted: bool) -> int:
        """The least length of the other links between switches.

        Where their walks are counted with the leaves, it is the length inside racks alone.
        """
        if not alike:
            return 0
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
