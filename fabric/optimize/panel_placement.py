"""Panels that the planner may place: pairs of them for the links of one stage between two racks.

A pair costs two panels, rack units, a trunk of its own and two more plugs a link; it leaves cords that are patched
inside the racks. Whether that installs faster depends on what may be done before the racks are ready, so the search
plans with pairs and without (fabric/search/placed_panels.py). Here they are listed, the most promising first, and put
into free units.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fabric.bounds import leave_for_clock
from fabric.catalog import PortGroup
from fabric.designs import DesignStage
from fabric.optimize.cabling.bundles import Bundle, gather_bundles, overall_trunk_mm
from fabric.optimize.cabling.cable_stock import list_stock
from fabric.optimize.cabling.cover_table import list_stage_cables
from fabric.optimize.cabling.laid_panels import trunk_medium
from fabric.optimize.decisions import Decisions, RouteFinders
from fabric.optimize.design_cabling import join_designs
from fabric.plan import Plan
from fabric.project import Device, Panel, PanelOffer, PanelRole, Project, mount_panels, test_lanes
from fabric.rules import Need, device_end, need_of, occupy
from layouts import Face, divide_up

NO_DIRECT_MS = 10**12
"""What a pair seems to take off the clock where no direct cable serves its links, in person-milliseconds: 30 years,
more than any cover takes, so that such pairs come first.
"""


class PanelPair(NamedTuple):
    """Two equal panels that could carry links of one stage between two racks."""

    gain_ms: int
    """Person-milliseconds that it takes off the clock by its covers alone; below 0 where it adds some.

    About NO_DIRECT_MS where no direct cable serves.
    """
    network: str
    """Id of the network of the links."""
    stage: str
    """The stage of the links."""
    racks: tuple[str, str]
    """Ids of the racks, that of the A ends first."""
    faces: tuple[Face, Face]
    """Sides of the racks at which the ports of the first link show, and those of the panels."""
    offer: PanelOffer
    """Model of both panels."""


def list_panel_pairs(project: Project, decisions: Decisions, finders: RouteFinders) -> list[PanelPair]:
    """The pairs of panels that links of the decided networks could take, those that take most off the clock first.

    Only links with plugs of an offered panel, between racks that hold panels and do not arrive cabled, and for which
    the inventory has trunks between panels.
    """
    stages, links = join_designs(decisions.designs, decisions.devices)
    racks = [project.site.rack_number[device.rack or ""] for device in decisions.devices]
    lister = _PairLister(project, stages, decisions.devices, finders)
    found: list[PanelPair] = []
    for bundle in gather_bundles(links, racks, range(len(decisions.devices))):
        ends = [
            (decisions.devices[links.a_device[link]], decisions.devices[links.b_device[link]]) for link in bundle.links
        ]
        found += lister.pairs(bundle, ends)
    return sorted(found, key=lambda pair: (-pair.gain_ms, pair.network, pair.stage, pair.racks))


class _PairLister:
    """Prices the links between two racks on the clock, direct and over panels."""

    def __init__(
        self, project: Project, stages: Sequence[DesignStage], devices: Sequence[Device], finders: RouteFinders
    ):
        self.project, self.stages, self.finders = project, stages, finders
        self.clock = leave_for_clock(project, 2) or project
        self.cables = list_stage_cables(self.clock, stages)
        self.stock = [list_stock(project, stage.medium) for stage in stages]
        allowing = {network.id for network in project.request.networks if network.panels == "allowed"}
        self.media = {
            number: trunk_medium(project, stage)
            for number, stage in enumerate(stages)
            if stage.stage.network in allowing and stage.medium.a_optic and stage.most_legs == 1 and stage.medium.cables
        }

    def pairs(self, bundle: Bundle, ends: Sequence[tuple[Device, Device]]) -> Iterator[PanelPair]:
        """The pair of panels for a bundle; none where none may be placed."""
        medium, project = self.media.get(bundle.stage), self.project
        if medium is None or not medium.trunks or bundle.is_in_rack:
            return
        stage = self.stages[bundle.stage]
        offer = self._offer(stage.medium.cables[0].connector, len(ends))
        racks = project.site.racks[bundle.a_rack], project.site.racks[bundle.b_rack]
        prepare = project.crew.prepare
        if offer is None or any("panel" not in rack.type.holds for rack in racks):
            return
        if prepare is not None and any(prepare.arrives_in(rack.id) for rack in racks):
            return
        needs = self._needs(stage, ends, (racks[0].id, racks[1].id))
        if needs is None:
            return
        count = min(len(ends), offer.ports)
        over_ms = self._over_ms(bundle.stage, needs, count)
        direct_ms, rest_ms = self._direct_ms(bundle.stage, needs), self._direct_ms(bundle.stage, needs[count:])
        if over_ms is None:
            return
        faces = [project.face_of(device, group.group) for device, group in zip(ends[0], _groups(stage), strict=True)]
        yield PanelPair(
            gain_ms=(NO_DIRECT_MS if direct_ms is None else direct_ms - (rest_ms or 0)) - over_ms,
            network=stage.stage.network,
            stage=stage.stage.name,
            racks=(racks[0].id, racks[1].id),
            faces=(faces[0], faces[1]),
            offer=offer,
        )

    def _offer(self, connector: str, links: int) -> PanelOffer | None:
        """The smallest panel of a connector that serves some links; the largest one where none serves all."""
        fits = [one for one in self.project.inventory.panels if one.connector.upper() == connector.upper()]
        return min(fits, key=lambda one: (one.ports < links, abs(one.ports - links), one.price_cents), default=None)

    def _needs(
        self, stage: DesignStage, ends: Sequence[tuple[Device, Device]], racks: tuple[str, str]
    ) -> list[Need] | None:
        """The lengths of direct cables over the shortest route; None where no pathway joins the racks."""
        project, medium = self.project, stage.medium
        widest_um = max((trunk.eye_diameter_um for trunk in medium.trunks), default=0)
        route = self.finders("fiber", divide_up(widest_um, 1000)).shortest(*racks)
        if route is None:
            return None
        found = []
        for pair in ends:
            a, b = (
                device_end(device, project.type_of(device), group.group)
                for device, group in zip(pair, _groups(stage), strict=True)
            )
            found.append(need_of(project.site, a, b, route))
        return found

    def _direct_ms(self, stage: int, needs: Sequence[Need]) -> int | None:
        """Person-time on the clock of the cheapest direct cover; 0 for no links, None where no cable serves."""
        if not needs:
            return 0
        jumper_mm = self.stock[stage].shortest_mm(max(need.total_mm for need in needs))
        trunk_mm = overall_trunk_mm(self.stages[stage].medium, needs)
        cover = self.cables[stage].table.cover(len(needs), trunk_mm, jumper_mm)
        return cover.work_ms if cover else None

    def _over_ms(self, stage: int, needs: Sequence[Need], count: int) -> int | None:
        """Person-time on the clock of the cords, the panels and their trunks; None where no trunk is so long."""
        prepare, medium = self.project.crew.prepare, self.media[stage]
        # The trunk is about as long as a direct cable: its ends are in the same racks.
        trunk_mm = overall_trunk_mm(medium, needs)
        (table,) = list_stage_cables(self.clock, [replace(self.stages[stage], medium=medium, others=())])
        trunks = table.table.cover(count, trunk_mm, None)
        if trunks is None:
            return None
        cords_ms = 2 * self.cables[stage].table.in_rack(count).work_ms
        if prepare is not None and prepare.panels is not None:
            return cords_ms
        return cords_ms + trunks.work_ms + self.clock.labour.person_ms(mount_panels(2) + test_lanes(count))


def _groups(stage: DesignStage) -> tuple[PortGroup, PortGroup]:
    return stage.a_group, stage.b_group


def place_panels(
    project: Project, devices: Sequence[Device], pairs: Sequence[PanelPair]
) -> tuple[Project, tuple[int, ...]]:
    """The project with those of some pairs of panels that fit, in free units of their racks, as near to the cable entry
    as may be, and the indexes of these pairs.

    Pairs come first to last. Left out is one of which a rack has no free unit, or of which the inventory has too few.
    """
    left = {one.model: one.quantity for one in project.inventory.panels}
    occupancy = occupy(replace(project, devices=tuple(devices)))
    names = _FreeNames(project, devices)
    placed: list[Panel] = []
    fitting: list[int] = []
    for index, pair in enumerate(pairs):
        model, half_ru = pair.offer.model, pair.offer.half_ru
        quantity = left[model]
        found = [occupancy.free_for_panel(project.site.rack_by_id[rack], half_ru) for rack in pair.racks]
        positions = [position for position in found if position is not None]
        if (quantity is not None and quantity < 2) or len(positions) < 2:
            continue
        left[model] = None if quantity is None else quantity - 2
        fitting.append(index)
        ids = [names.take(rack) for rack in pair.racks]
        for number, (rack, face, position) in enumerate(zip(pair.racks, pair.faces, positions, strict=True)):
            panel = Panel(
                id=ids[number],
                rack=rack,
                position_half_ru=position,
                half_ru=pair.offer.half_ru,
                ports=pair.offer.ports,
                connector=pair.offer.connector,
                face=face,
                depth_mm=pair.offer.depth_mm,
                placed=PanelRole(pair.offer.model, ids[1 - number], pair.network, pair.stage),
            )
            occupancy.add_panel(panel)
            placed.append(panel)
    return replace(project, panels=(*project.panels, *placed)), tuple(fitting)


class _FreeNames:
    """Names of panels that nothing else has: PP-A01-1, PP-A01-2."""

    def __init__(self, project: Project, devices: Sequence[Device]):
        self.taken = {
            *(device.id for device in devices),
            *(panel.id for panel in project.panels),
            *(cable.id for cable in project.cables),
            *(trunk.id for trunk in project.panel_trunks),
        }

    def take(self, rack: str) -> str:
        """The next free name in a rack."""
        number = 1
        while f"PP-{rack}-{number}" in self.taken:
            number += 1
        name = f"PP-{rack}-{number}"
        self.taken.add(name)
        return name


def uses_all_panels(plan: Plan) -> bool:
    """Whether a cord ends at each panel that was placed: where switches moved meanwhile, some may be left over."""
    used = {joint.panel for joint in plan.joints}
    return all(number in used for number, panel in enumerate(plan.project.panels) if panel.placed)
