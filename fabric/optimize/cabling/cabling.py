"""From devices in their racks to assemblies with lengths on routes: bundles, routing and lengths in turn, until
they agree.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fabric.catalog import TrunkType
from fabric.designs import DesignStage
from fabric.optimize.cabling.bundles import Bundle, LaidPull, gather_bundles, lay_bundle
from fabric.optimize.cabling.covers import CoverTable
from fabric.optimize.cabling.lengths import TrunkNeed, choose_kinds, choose_stock
from fabric.optimize.cabling.routing import choose_routes
from fabric.plan import AssemblyKind, PullForm
from fabric.project import Device, Lot, Project
from fabric.rules import Medium, Need, in_rack_need, inside_mm
from fabric.topology import Links
from layouts import Route, RouteFinder, UnmetError, disc_area_mm2, divide_up, format_m, round_up

ORDER_STEP_MM = 1_000
"""Single cables to order come in whole metres."""
ROUNDS = 6
"""Routes change what is cheapest to lay, which changes their fill: so often they are brought together."""


@dataclass(frozen=True)
class Cabling:
    """The physical side of a plan. Per pull: bundle, route (None inside a rack), assemblies; per assembly: kind,
    lot, links.
    """

    bundles: tuple[Bundle, ...]
    routes: tuple[Route | None, ...]
    pulls: tuple[LaidPull, ...]
    pieces: tuple[tuple[int, AssemblyKind, int, tuple[int, ...]], ...]
    """(pull, kind, lot, links in leg order) of each assembly."""


def cable_fabric(
    project: Project,
    stages: Sequence[DesignStage],
    devices: Sequence[Device],
    links: Links,
    finders: Callable[[str, int], RouteFinder],
) -> Cabling:
    """Bundles, routes and assemblies for links between placed devices; the stage of a link indexes `stages`.

    Raises UnmetError that names what cannot be had.
    """
    return _Cabler(project, stages, devices, links, finders).cable()


class _Cabler:
    def __init__(
        self,
        project: Project,
        stages: Sequence[DesignStage],
        devices: Sequence[Device],
        links: Links,
        finders: Callable[[str, int], RouteFinder],
    ):
        self.project, self.devices, self.links = project, devices, links
        self.site = project.site
        self.medium = {number: stage.medium for number, stage in enumerate(stages)}
        self.head_lanes = [stage.b_group.lanes for stage in stages]
        limits = project.request.limits
        self.tables = {
            stage: CoverTable(project.labour, tuple(t.legs for t in m.trunks), limits.bundle_jumpers, m.legs)
            for stage, m in self.medium.items()
        }
        self.finders = finders
        racks = [self.site.rack_number[device.rack or ""] for device in devices]
        order = sorted(
            range(len(devices)), key=lambda i: (racks[i], -(devices[i].position_half_ru or 0), devices[i].id)
        )
        rank = {device: number for number, device in enumerate(order)}
        self.bundles = gather_bundles(links, racks, [rank[i] for i in range(len(devices))])
        self.stock = {stage: self._stock_lots(medium) for stage, medium in self.medium.items()}

    def cable(self) -> Cabling:
        between = [i for i, bundle in enumerate(self.bundles) if bundle.a_rack != bundle.b_rack]
        routes: list[Route | None] = [None] * len(self.bundles)
        for i in between:
            routes[i] = self._finder(self.bundles[i]).shortest(*self._racks(self.bundles[i]))
            if routes[i] is None:
                a, b = self._racks(self.bundles[i])
                fiber = self.medium[self.bundles[i].stage].fiber
                raise UnmetError(
                    [
                        f"racks {a} and {b} are not joined by pathways that may carry {fiber} cable",
                        "Join the pathways, or allow the medium in them",
                    ]
                )
        for _ in range(ROUNDS):
            needs = [self._needs(bundle, route) for bundle, route in zip(self.bundles, routes, strict=True)]
            laid = [self._lay(i, needs[i]) for i in range(len(self.bundles))]
            chosen = self._route(between, laid)
            if all(chosen[i] == routes[i] for i in between):
                return self._finish(routes, needs, [pull for pulls in laid for pull in pulls])
            for i in between:
                routes[i] = chosen[i]
        raise UnmetError(
            [
                "the pathways are so full that routes and trunks do not settle: a longer way changes what fits",
                "Widen the fullest pathway, or raise fill_max_pct",
            ]
        )

    def _racks(self, bundle: Bundle) -> tuple[str, str]:
        return self.site.racks[bundle.a_rack].id, self.site.racks[bundle.b_rack].id

    def _finder(self, bundle: Bundle) -> RouteFinder:
        medium = self.medium[bundle.stage]
        kind = "copper" if medium.fiber == "copper" else "fiber"
        largest = max((trunk.eye_diameter_um for trunk in medium.trunks), default=0)
        return self.finders(kind, divide_up(largest, 1000))

    def _needs(self, bundle: Bundle, route: Route | None) -> list[Need]:
        catalog, site = self.project.catalog, self.site
        needs = []
        for link in bundle.links:
            a, b = self.devices[self.links.a_device[link]], self.devices[self.links.b_device[link]]
            a_type, b_type = catalog.device_types[a.model], catalog.device_types[b.model]
            a_rack, b_rack = site.racks[bundle.a_rack], site.racks[bundle.b_rack]
            if route is None:
                needs.append(in_rack_need(site, a_rack, a, a_type, b, b_type))
            else:
                drops = site.drop_by_rack
                needs.append(
                    Need(
                        inside_mm(site, a_rack, drops[a_rack.id], a, a_type),
                        route.length_mm,
                        inside_mm(site, b_rack, drops[b_rack.id], b, b_type),
                    )
                )
        return needs

    def _stock_lots(self, medium: Medium) -> list[tuple[int, Lot]]:
        """Single cables that can be had and reach: (length, lot), those to order without a length left out."""
        models = {cable.model for cable in medium.cables}
        return [
            (lot.length_mm, lot)
            for lot in self.project.inventory.lots
            if lot.model in models
            and lot.length_mm is not None
            and lot.length_mm <= medium.reach_mm
            and not lot.is_late(self.project.request.racks_ready)
        ]

    def _order_lot(self, medium: Medium) -> Lot | None:
        models = {cable.model for cable in medium.cables}
        return next(
            (
                lot
                for lot in self.project.inventory.lots
                if lot.model in models and lot.length_mm is None and lot.to_order
            ),
            None,
        )

    def _stock_mm(self, stage: int, need_mm: int) -> int | None:
        """The shortest single cable of at least `need_mm`, in stock or to order."""
        medium = self.medium[stage]
        lengths = [length for length, _ in self.stock[stage] if length >= need_mm]
        ordered = round_up(need_mm, ORDER_STEP_MM)
        if self._order_lot(medium) and ordered <= medium.reach_mm:
            lengths.append(ordered)
        return min(lengths, default=None)

    def _lay(self, number: int, needs: Sequence[Need]) -> list[LaidPull]:
        bundle = self.bundles[number]
        medium = self.medium[bundle.stage]
        lanes = self.head_lanes[bundle.stage]
        heads = [int(self.links.b_device[i]) << 16 | int(self.links.b_port[i]) // lanes for i in bundle.links]
        table = self.tables[bundle.stage]
        pulls = lay_bundle(number, bundle, needs, medium, table, lambda need: self._stock_mm(bundle.stage, need), heads)
        if pulls is None:
            worst = max(range(len(needs)), key=lambda i: needs[i].total_mm)
            raise UnmetError([self._no_length(bundle.links[worst], needs[worst], medium, self.stock[bundle.stage])])
        return pulls

    def _no_length(self, link: int, need: Need, medium: Medium, lots: list[tuple[int, Lot]]) -> str:
        a, b = self.devices[self.links.a_device[link]].id, self.devices[self.links.b_device[link]].id
        longest = max((length for length, _ in lots), default=0)
        return (
            f"cable from {a} to {b} needs {format_m(need.total_mm)} m ({need}); the longest single cable in stock has "
            f"{format_m(longest)} m, the reach of {medium} is {format_m(medium.reach_mm)} m. "
            "Add a longer length or a medium of longer reach to inventory.yaml"
        )

    def _route(self, between: list[int], laid: list[list[LaidPull]]) -> dict[int, Route]:
        """Routes of all bundles within fill; those of one medium together, on top of the earlier ones."""
        existing: dict[str, int] = {}
        for cable in self.project.cables:
            for pathway in cable.pathways:
                existing[pathway] = existing.get(pathway, 0) + disc_area_mm2(cable.diameter_um)
        by_finder: dict[int, list[int]] = {}
        for i in between:
            by_finder.setdefault(id(self._finder(self.bundles[i])), []).append(i)
        chosen: dict[int, Route] = {}
        held: list[tuple[Route, int]] = []
        for members in by_finder.values():
            finder = self._finder(self.bundles[members[0]])
            areas = [self._area_mm2(self.bundles[i], laid[i]) for i in members]
            pairs = [self._racks(self.bundles[i]) for i in members]
            found = choose_routes(self.site, finder, pairs, areas, existing, self.project.request.seed, held)
            chosen.update(zip(members, found, strict=True))
            held += zip(found, areas, strict=True)
        return chosen

    def _area_mm2(self, bundle: Bundle, pulls: Sequence[LaidPull]) -> int:
        medium = self.medium[bundle.stage]
        trunks = {trunk.legs: trunk.diameter_um for trunk in medium.trunks}
        single = medium.cables[0].diameter_um if medium.cables else 0
        return sum(
            disc_area_mm2(trunks[pull.legs]) if pull.form == PullForm.TRUNK else len(pull.links) * disc_area_mm2(single)
            for pull in pulls
        )

    def _finish(
        self, routes: Sequence[Route | None], needs: Sequence[Sequence[Need]], pulls: list[LaidPull]
    ) -> Cabling:
        need_of = {
            link: need
            for bundle, found in zip(self.bundles, needs, strict=True)
            for link, need in zip(bundle.links, found, strict=True)
        }
        pieces: dict[int, list[tuple[AssemblyKind, int, tuple[int, ...]]]] = {}
        self._finish_trunks(pulls, need_of, pieces)
        taken: Counter[str] = Counter()
        for models in dict.fromkeys(self._models(stage) for stage in self.medium):
            stages = {stage for stage in self.medium if self._models(stage) == models}
            self._finish_singles(stages, pulls, need_of, pieces, taken)
        flat = tuple((pull, *piece) for pull in range(len(pulls)) for piece in pieces[pull])
        return Cabling(self.bundles, tuple(routes), tuple(pulls), flat)

    def _finish_trunks(
        self,
        pulls: Sequence[LaidPull],
        need_of: dict[int, Need],
        pieces: dict[int, list[tuple[AssemblyKind, int, tuple[int, ...]]]],
    ) -> None:
        wanted: dict[int, TrunkNeed] = {}
        trunk_types: dict[str, TrunkType] = {}
        longest_mm: dict[str, int] = {}
        for number, pull in enumerate(pulls):
            if pull.form != PullForm.TRUNK:
                continue
            medium = self.medium[self.bundles[pull.bundle].stage]
            trunk = next(t for t in medium.trunks if t.legs == pull.legs)
            trunk_types[trunk.model] = trunk
            longest_mm[trunk.model] = min(trunk.max_mm, medium.reach_mm, longest_mm.get(trunk.model, trunk.max_mm))
            found = [need_of[link] for link in pull.links]
            a = [round_up(need.a_mm, trunk.leg_step_mm) for need in found]
            b = [round_up(need.b_mm, trunk.leg_step_mm) for need in found]
            spare = trunk.legs - len(found)
            wanted[number] = TrunkNeed(
                trunk.model,
                round_up(found[0].route_mm, trunk.body_step_mm),
                (*a, *[max(a)] * spare),
                (*b, *[max(b)] * spare),
            )
        limit = self.project.request.limits.custom_kinds
        kinds = choose_kinds(list(wanted.values()), limit, longest_mm, self.project.request.seed)
        if kinds is None:
            models = len({need.model for need in wanted.values()})
            raise UnmetError(
                [
                    f"{limit} kinds of custom assemblies cannot serve {len(set(wanted.values()))} "
                    f"different needs of {models} trunk models",
                    "Raise limits.custom_kinds, or allow fewer sizes in limits.trunk_legs",
                ]
            )
        ids = {kind: f"K{number:02d}" for number, kind in enumerate(sorted(set(kinds.values())), start=1)}
        lots = {lot.model: index for index, lot in enumerate(self.project.inventory.lots) if lot.model in trunk_types}
        ordered = Counter(need.model for need in wanted.values())
        for model, count in sorted(ordered.items()):
            can_have = self.project.inventory.quantity(model, self.project.request.racks_ready)
            if can_have is not None and can_have < count:
                raise UnmetError(
                    [
                        f"the plan needs {count} trunks {model}, {can_have} can be ordered",
                        "Raise the quantity of the lot",
                    ]
                )
        for number, need in wanted.items():
            kind, trunk = kinds[need], trunk_types[need.model]
            made = AssemblyKind(
                id=ids[kind],
                model=kind.model,
                form="trunk",
                custom=True,
                body_mm=kind.body_mm,
                a_legs_mm=kind.a_legs_mm,
                b_legs_mm=kind.b_legs_mm,
                connector=trunk.connector,
                gender=trunk.gender,
                polarity=trunk.polarity,
                links=trunk.legs,
            )
            pieces[number] = [(made, lots[need.model], pulls[number].links)]

    def _models(self, stage: int) -> tuple[str, ...]:
        return tuple(cable.model for cable in self.medium[stage].cables)

    def _finish_singles(
        self,
        stages: set[int],
        pulls: Sequence[LaidPull],
        need_of: dict[int, Need],
        pieces: dict[int, list[tuple[AssemblyKind, int, tuple[int, ...]]]],
        taken: Counter[str],
    ) -> None:
        """Lots for the single cables of stages that share them; `taken` counts what earlier ones took."""
        mine: list[tuple[int, tuple[int, ...]]] = []
        for number, pull in enumerate(pulls):
            stage = self.bundles[pull.bundle].stage
            if pull.form != PullForm.TRUNK and stage in stages:
                is_split = self.medium[stage].legs > 1
                mine += [(number, pull.links)] if is_split else [(number, (link,)) for link in pull.links]
        if not mine:
            return
        longest = [max(pull_links, key=lambda link: need_of[link].total_mm) for _, pull_links in mine]
        medium = self.medium[min(stages, key=lambda stage: self.medium[stage].reach_mm)]
        lots = self.stock[min(stages, key=lambda stage: self.medium[stage].reach_mm)]
        needs_mm = [need_of[link].total_mm for link in longest]
        left = [(length, None if lot.quantity is None else lot.quantity - taken[lot.id]) for length, lot in lots]
        chosen = choose_stock(needs_mm, left)
        lot_index = {lot.id: index for index, lot in enumerate(self.project.inventory.lots)}
        order = self._order_lot(medium)
        for (number, carried), link, pick in zip(mine, longest, chosen, strict=True):
            if pick is not None:
                length, lot = lots[pick]
            elif order is not None and round_up(need_of[link].total_mm, ORDER_STEP_MM) <= medium.reach_mm:
                length, lot = round_up(need_of[link].total_mm, ORDER_STEP_MM), order
            else:
                raise UnmetError(
                    [
                        f"stock of single cables of {format_m(need_of[link].total_mm)} m and more is used up",
                        self._no_length(link, need_of[link], medium, lots),
                    ]
                )
            taken[lot.id] += 1
            cable = self.project.catalog.cables[lot.model]
            kind = AssemblyKind(
                id=f"{cable.model}-{format_m(length)}",
                model=cable.model,
                form=cable.form,
                custom=lot.to_order,
                body_mm=length,
                a_legs_mm=(),
                b_legs_mm=(),
                connector=cable.connector,
                gender=cable.gender,
                polarity=cable.polarity,
                links=cable.legs,
            )
            pieces.setdefault(number, []).append((kind, lot_index[lot.id], carried))
