"""The cables of a plan: from devices in their racks to assemblies with lengths on routes.

Bundles, routes and pulls depend on each other, so they are chosen in turn until the routes stay the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from fabric.catalog import PortGroup
from fabric.designs import DesignStage
from fabric.optimize.cabling.assemblies import (
    LaidAssembly,
    SingleCable,
    SingleCables,
    StagePull,
    make_trunks,
)
from fabric.optimize.cabling.bundles import (
    Bundle,
    LaidPull,
    deal_links,
    deal_to_splitters,
    gather_bundles,
    overall_trunk_mm,
)
from fabric.optimize.cabling.cable_stock import explain_no_length, list_stock
from fabric.optimize.cabling.cover_table import Cover, CoverRequest, list_stage_cables
from fabric.optimize.cabling.laid_panels import pick_laid, with_trunk_stages
from fabric.optimize.cabling.leg_order import EndPlace, LinkPlaces, order_legs
from fabric.optimize.cabling.panel_choice import PanelChoice
from fabric.optimize.cabling.routing import LaidRoute, PathwayRoom, RouteDemand, choose_routes
from fabric.optimize.cabling.runs import LanePick, Runs, list_ends, list_runs
from fabric.optimize.cabling.shortage import ShortStockError
from fabric.plan import PullForm
from fabric.project import Device, Project
from fabric.rules import LinkEnd, Medium, Need, device_end, needs_of, panel_end, sum_end_ways
from fabric.topology import Links
from layouts import EndWays, Route, RouteFinder, UnmetError, disc_area_mm2, divide_up

ROUNDS = 6
"""Rounds of choosing pulls and routes in turn; two are enough where pathways have room."""


@dataclass(frozen=True)
class Cabling:
    """The cables of a plan. Routes belong to bundles, pulls name their bundle, assemblies name their pull."""

    bundles: tuple[Bundle, ...]
    """All links, gathered by stage and both racks and sorted by these."""
    routes: tuple[Route | None, ...]
    """The route of each bundle; None inside a rack."""
    pulls: tuple[LaidPull, ...]
    """Pulls of the first bundle, then of the second, and so on; each has an assembly."""
    assemblies: tuple[LaidAssembly, ...]
    """In the order of their pulls."""
    runs: Runs
    """What the links of bundles, pulls and assemblies are: the runs of the links of the plan."""


def cable_fabric(
    project: Project,
    stages: Sequence[DesignStage],
    devices: Sequence[Device],
    links: Links,
    finders: Callable[[str, int], RouteFinder],
) -> Cabling:
    """Bundles, routes and assemblies for the links between placed devices; the stage of a link indexes `stages`.

    Raises UnmetError that names the pathway, cable or trunk that is missing.
    """
    return _Cabler(project, stages, devices, links, finders).cable()


class _Cabler:
    """Lays the cables of one plan."""

    def __init__(
        self,
        project: Project,
        stages: Sequence[DesignStage],
        devices: Sequence[Device],
        links: Links,
        finders: Callable[[str, int], RouteFinder],
    ):
        self.project, self.finders = project, finders
        self.site = project.site
        self.stages = with_trunk_stages(project, stages) if project.placed_panels else stages
        has_ways = project.panel_trunks or project.placed_panels
        self.devices = list_ends(devices, project.panels) if has_ways else devices
        self.runs = list_runs(links, len(devices), {})
        self.links = self.runs.links
        self.media = [stage.medium for stage in self.stages]
        self.head_lanes = [stage.b_group.lanes for stage in self.stages]
        self.cables = list_stage_cables(project, self.stages)
        self.stock = [list_stock(project, medium) for medium in self.media]
        self.rank = self._rank_devices()
        self.bundles = self._gather_bundles()
        picks = self._pick_ports() if has_ways else {}
        if picks:
            self.runs = list_runs(links, len(devices), picks, len(stages))
            self.links = self.runs.links
            self.bundles = self._gather_bundles()

    def _pick_ports(self) -> dict[int, LanePick]:
        """The ports of panels that links take: those of placed ones first, then lanes that lie already."""
        laid = pick_laid(self.project, self.stages, self.bundles, {})
        if not self.project.panel_trunks:
            return laid
        choice = PanelChoice(self.project, self.stages, self.cables, self.stock, self._finder)
        rest = (replace(one, links=tuple(link for link in one.links if link not in laid)) for one in self.bundles)
        bundles = [bundle for bundle in rest if bundle.links]
        return laid | choice.choose(bundles, lambda bundle: list(self._bundle_ends(bundle)))

    def cable(self) -> Cabling:
        """All cables, once routes and pulls agree."""
        routes = self._shortest_routes()
        for _ in range(ROUNDS):
            needs = [self._needs(bundle, route) for bundle, route in zip(self.bundles, routes, strict=True)]
            pulls = self._lay(needs)
            chosen = self._choose_routes(pulls)
            if chosen == routes:
                flat = [self._in_leg_order(pull) for found in pulls for pull in found]
                return Cabling(self.bundles, tuple(routes), tuple(flat), self._assemble(needs, flat), self.runs)
            routes = chosen
        raise UnmetError(
            [
                "the pathways are so full that routes and trunks do not settle: longer routes change what trunks fit",
                "Widen the fullest pathway, or raise fill_max_pct",
            ]
        )

    def _gather_bundles(self) -> tuple[Bundle, ...]:
        """The links by stage and racks; in a rack, ports are in order from the top."""
        racks = [self.site.rack_number[device.rack or ""] for device in self.devices]
        return gather_bundles(self.links, racks, self.rank, self.runs.devices)

    def _rank_devices(self) -> list[int]:
        """The rank of each device: rack by rack, in each from the top down."""
        order = sorted(
            range(len(self.devices)),
            key=lambda i: (
                self.site.rack_number[self.devices[i].rack or ""],
                -(self.devices[i].position_half_ru or 0),
                self.devices[i].id,
            ),
        )
        rank = {device: number for number, device in enumerate(order)}
        return [rank[i] for i in range(len(self.devices))]

    def _in_leg_order(self, pull: LaidPull) -> LaidPull:
        """A pull with its links in the order in which they are landed; the legs of a splitter follow its lanes."""
        if len(pull.links) == 1 or self.media[self.bundles[pull.bundle].stage].legs > 1:
            return pull
        return replace(pull, links=order_legs(pull.links, {link: self._places(link) for link in pull.links}))

    def _places(self, link: int) -> LinkPlaces:
        """The places of both ends of a link."""
        links = self.links
        return LinkPlaces(
            EndPlace(self.rank[links.a_device[link]], int(links.a_port[link])),
            EndPlace(self.rank[links.b_device[link]], int(links.b_port[link])),
        )

    def _racks(self, bundle: Bundle) -> tuple[str, str]:
        return self.site.racks[bundle.a_rack].id, self.site.racks[bundle.b_rack].id

    def _ends(self, link: int) -> tuple[str, str]:
        """The devices at both ends of a link."""
        return self.devices[self.links.a_device[link]].id, self.devices[self.links.b_device[link]].id

    def _finder(self, medium: Medium) -> RouteFinder:
        """The finder for the widest cable of a medium."""
        largest_um = max((trunk.eye_diameter_um for trunk in medium.trunks), default=0)
        return self.finders("copper" if medium.fiber == "copper" else "fiber", divide_up(largest_um, 1000))

    def _shortest_routes(self) -> list[Route | None]:
        """The shortest route of each bundle, full pathways included; None inside a rack."""
        routes: list[Route | None] = []
        for bundle in self.bundles:
            medium, (a, b) = self.media[bundle.stage], self._racks(bundle)
            route = None if bundle.is_in_rack else self._finder(medium).shortest(a, b, self._ways(bundle))
            if route is None and not bundle.is_in_rack:
                raise UnmetError(self._explain_apart(bundle))
            routes.append(route)
        return routes

    def _explain_apart(self, bundle: Bundle) -> list[str]:
        """Why no cable joins the racks of a bundle, and a remedy."""
        (a, b), fiber = self._racks(bundle), self.media[bundle.stage].fiber
        apart = f"racks {a} and {b} are not joined by pathways that may carry {fiber} cable"
        if not self.project.panel_trunks:
            return [apart, "Join the pathways, or allow the medium in them"]
        count = len(bundle.links)
        return [
            f"{apart}, and no lane between panels is left that serves {count} of the links between them",
            "List more lanes in panel_trunks of equipment.yaml that fit their cables (fiber, connector, polarity, "
            "loss), join the pathways, or let the switches stand on one side",
        ]

    def _needs(self, bundle: Bundle, route: Route | None) -> list[Need]:
        """The lengths of the links of a bundle, in their order."""
        return needs_of(self.site, self._bundle_ends(bundle), route)

    def _ways(self, bundle: Bundle) -> EndWays:
        """The lengths of the links of a bundle inside both racks."""
        return sum_end_ways(self.site, self._racks(bundle), self._bundle_ends(bundle))

    def _bundle_ends(self, bundle: Bundle) -> Iterator[tuple[LinkEnd, LinkEnd]]:
        """Both ends of each link of a bundle."""
        stage, links = self.stages[bundle.stage], list(bundle.links)
        a_devices, b_devices = self.links.a_device[links].tolist(), self.links.b_device[links].tolist()
        a_ends = {number: self._end(number, stage.a_group) for number in set(a_devices)}
        b_ends = {number: self._end(number, stage.b_group) for number in set(b_devices)}
        for a, b in zip(a_devices, b_devices, strict=True):
            yield a_ends[a], b_ends[b]

    def _end(self, number: int, group: PortGroup) -> LinkEnd:
        """The end of a run at a device, by number, with ports of a group, or at a panel."""
        if number >= self.runs.devices:
            return panel_end(self.project.panels[number - self.runs.devices])
        device = self.devices[number]
        return device_end(device, self.project.type_of(device), group.group)

    def _lay(self, needs: Sequence[Sequence[Need]]) -> list[list[LaidPull]]:
        """The pulls of each bundle. `needs` are the lengths of its links."""
        covers = self._find_covers(needs)
        pulls = []
        for number, (bundle, cover) in enumerate(zip(self.bundles, covers, strict=True)):
            if cover is None:
                worst = max(range(len(needs[number])), key=lambda i: needs[number][i].total_mm)
                medium, stock = self.media[bundle.stage], self.stock[bundle.stage]
                ends = self._ends(bundle.links[worst])
                reason = explain_no_length(*ends, needs[number][worst], medium, stock)
                raise ShortStockError([reason], _cable_models(medium), stock.longest_mm)
            if self.media[bundle.stage].legs > 1:
                pulls.append(deal_to_splitters(number, bundle, self._heads(bundle)))
            else:
                pulls.append(deal_links(number, bundle, cover, self.media[bundle.stage], needs[number]))
        return pulls

    def _heads(self, bundle: Bundle) -> list[int]:
        """A number for the port at the B end of each link; splitters join links of equal numbers."""
        lanes = self.head_lanes[bundle.stage]
        return [int(self.links.b_device[i]) << 16 | int(self.links.b_port[i]) // lanes for i in bundle.links]

    def _find_covers(self, needs: Sequence[Sequence[Need]]) -> list[Cover | None]:
        """The cheapest cover of each bundle; None where no cable spans it."""
        covers: list[Cover | None] = [None] * len(self.bundles)
        asked: dict[int, dict[int, CoverRequest]] = {}
        for number, (bundle, found) in enumerate(zip(self.bundles, needs, strict=True)):
            jumper_mm = self.stock[bundle.stage].shortest_mm(max(need.total_mm for need in found))
            if not bundle.is_in_rack:
                trunk_mm = overall_trunk_mm(self.media[bundle.stage], found)
                asked.setdefault(bundle.stage, {})[number] = CoverRequest(len(found), trunk_mm, jumper_mm)
            elif jumper_mm is not None:
                covers[number] = self.cables[bundle.stage].table.in_rack(len(found))
        for stage, requests in asked.items():
            found_covers = self.cables[stage].table.cover_all(list(requests.values()))
            for number, cover in zip(requests, found_covers, strict=True):
                covers[number] = cover
        return covers

    def _choose_routes(self, pulls: Sequence[Sequence[LaidPull]]) -> list[Route | None]:
        """Routes of all bundles within fill; those of one finder together, on top of the earlier ones."""
        by_finder: dict[int, list[int]] = {}
        for number, bundle in enumerate(self.bundles):
            if not bundle.is_in_rack:
                by_finder.setdefault(id(self._finder(self.media[bundle.stage])), []).append(number)
        routes: list[Route | None] = [None] * len(self.bundles)
        laid: list[LaidRoute] = []
        existing_mm2 = self._existing_mm2()
        for members in by_finder.values():
            finder = self._finder(self.media[self.bundles[members[0]].stage])
            demands = [
                RouteDemand(
                    *self._racks(self.bundles[i]),
                    self._area_mm2(self.bundles[i], pulls[i]),
                    self._ways(self.bundles[i]),
                )
                for i in members
            ]
            room = PathwayRoom(self.site, existing_mm2, tuple(laid))
            found = choose_routes(room, finder, demands, self.project.request.seed)
            for i, route, demand in zip(members, found, demands, strict=True):
                routes[i] = route
                laid.append(LaidRoute(route, demand.area_mm2))
        return routes

    def _existing_mm2(self) -> dict[str, int]:
        """Cross-section of the existing cables in each pathway."""
        existing: dict[str, int] = {}
        for cable in self.project.cables:
            for pathway in cable.pathways:
                existing[pathway] = existing.get(pathway, 0) + disc_area_mm2(cable.diameter_um)
        return existing

    def _area_mm2(self, bundle: Bundle, pulls: Sequence[LaidPull]) -> int:
        """Cross-section of the cables of a bundle."""
        medium = self.media[bundle.stage]
        trunks = {trunk.legs: trunk.diameter_um for trunk in medium.trunks}
        single_um = medium.cables[0].diameter_um if medium.cables else 0
        return sum(
            disc_area_mm2(trunks[pull.legs])
            if pull.form == PullForm.TRUNK
            else len(pull.links) * disc_area_mm2(single_um)
            for pull in pulls
        )

    def _assemble(self, needs: Sequence[Sequence[Need]], pulls: Sequence[LaidPull]) -> tuple[LaidAssembly, ...]:
        """The assemblies of all pulls, in the order of these."""
        need_of_link = {
            link: need
            for bundle, found in zip(self.bundles, needs, strict=True)
            for link, need in zip(bundle.links, found, strict=True)
        }
        numbered = [
            StagePull(number, pull, self.media[self.bundles[pull.bundle].stage]) for number, pull in enumerate(pulls)
        ]
        laid = make_trunks(self.project, (item for item in numbered if item.pull.form == PullForm.TRUNK), need_of_link)
        singles = SingleCables(self.project, need_of_link, self._ends)
        for models in dict.fromkeys(_cable_models(medium) for medium in self.media):
            # Stages that share models share their stock; the length that fits all of them is that of the least reach.
            stages = [stage for stage, medium in enumerate(self.media) if _cable_models(medium) == models]
            nearest = min(stages, key=lambda stage: self.media[stage].reach_mm)
            wanted = [
                cable
                for item in numbered
                if item.pull.form != PullForm.TRUNK and _cable_models(item.medium) == models
                for cable in _single_cables(item)
            ]
            laid += singles.deal(wanted, self.media[nearest], self.stock[nearest])
        return tuple(sorted(laid, key=lambda assembly: assembly.pull))


def _cable_models(medium: Medium) -> tuple[str, ...]:
    return tuple(cable.model for cable in medium.cables)


def _single_cables(item: StagePull) -> list[SingleCable]:
    """The single cables of one pull: a splitter carries all its links."""
    if item.medium.legs > 1:
        return [SingleCable(item.number, item.pull.links, item.pull.form)]
    return [SingleCable(item.number, (link,), item.pull.form) for link in item.pull.links]
