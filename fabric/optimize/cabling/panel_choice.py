"""The links that run over lanes of trunks that lie between panels: cord, lane, cord.

A cord inside one rack is patched, and the lane lies already, so a link over panels may save a pull; it costs two more
plugs. For the links of each pair of racks the saving is the person-time of their cheapest direct cover less that of
their cords. Links that no pathway or no cable joins take lanes first; then bundles follow by their saving a lane.
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from fabric.designs import DesignStage
from fabric.optimize.cabling.bundles import Bundle, overall_trunk_mm
from fabric.optimize.cabling.cable_stock import CableStock
from fabric.optimize.cabling.cover_table import Cover, StageCables
from fabric.optimize.cabling.runs import LanePick
from fabric.plan import PanelPort, list_lanes
from fabric.project import Project
from fabric.rules import Channel, LinkEnd, Medium, Part, lane_part, list_refusals, need_of, panel_end, sum_end_ways
from layouts import RouteFinder

Ends = Sequence[tuple[LinkEnd, LinkEnd]]


class LaneWay(NamedTuple):
    """A trunk between panels, seen from the A end of links."""

    trunk: int
    """Index into the trunks between panels of the project."""
    near: int
    """Index of the panel where the cord from the A end ends."""
    far: int
    """Index of the panel where the cord to the B end begins."""


class _Lengths(NamedTuple):
    """The lengths of the cables that span some links of equal racks."""

    jumper_mm: int | None
    """Length of a single cable; None where none is so long."""
    trunk_mm: int | None
    """Length of a trunk over all; None where none can be had, and inside a rack."""


class _Offer(NamedTuple):
    """Some links of a bundle over one trunk; the first of several offers is taken."""

    rank: tuple[float, int, int]
    """Infinity below zero where the links cannot be laid otherwise, else less the saving a lane; bundle; trunk."""
    bundle: int
    way: LaneWay
    links: int


class PanelChoice:
    """Chooses lanes for the links of bundles that lead from device to device."""

    def __init__(
        self,
        project: Project,
        stages: Sequence[DesignStage],
        cables: Sequence[StageCables],
        stock: Sequence[CableStock],
        finder_of: Callable[[Medium], RouteFinder],
    ):
        self.project, self.stages, self.cables, self.stock, self.finder_of = project, stages, cables, stock, finder_of
        number = {panel.id: index for index, panel in enumerate(project.panels)}
        self.free: dict[int, list[LanePick]] = {}
        """The lanes of each trunk that are free, from the panel at its A end to that at its B end, the last first."""
        for port, lane in list_lanes(project).items():
            trunk = project.panel_trunks[lane.trunk]
            if port.panel == number[trunk.a_panel] and lane.lane not in trunk.taken:
                pick = LanePick(port, PanelPort(lane.far_panel, lane.far_port))
                self.free.setdefault(lane.trunk, []).append(pick)
        for picks in self.free.values():
            picks.sort(reverse=True)
        self.ways = [
            LaneWay(trunk, *ends)
            for trunk, picks in sorted(self.free.items())
            for ends in ((picks[0].a.panel, picks[0].b.panel), (picks[0].b.panel, picks[0].a.panel))
        ]

    def choose(self, bundles: Sequence[Bundle], ends_of: Callable[[Bundle], Ends]) -> dict[int, LanePick]:
        """The lanes that links take, by link. `ends_of` gives both ends of each link of a bundle, in their order."""
        picks: dict[int, LanePick] = {}
        left = {number: bundle.links for number, bundle in enumerate(bundles) if not bundle.is_in_rack}
        ends = {number: list(ends_of(bundles[number])) for number in left}
        open_offers = [offer for number in left for offer in self._offers(number, bundles[number], ends[number])]
        for offer in sorted(open_offers):
            waiting = left[offer.bundle]
            taken = min(len(waiting), offer.links, len(self.free[offer.way.trunk]))
            if not taken or (taken < len(waiting) and not self._still_pays(offer, bundles, ends, taken)):
                continue
            for link in waiting[:taken]:
                picks[link] = self._take(offer.way)
            left[offer.bundle], ends[offer.bundle] = waiting[taken:], ends[offer.bundle][taken:]
        return picks

    def _take(self, way: LaneWay) -> LanePick:
        """The next free lane of a trunk, from the A end of the link."""
        pick = self.free[way.trunk].pop()
        return pick if pick.a.panel == way.near else LanePick(pick.b, pick.a)

    def _offers(self, number: int, bundle: Bundle, ends: Ends) -> list[_Offer]:
        """The trunks over which as many links of a bundle as find a lane save time."""
        stage = self.stages[bundle.stage]
        if stage.most_legs > 1 or not stage.medium.cables:
            return []
        found = []
        direct = self._cover(bundle.stage, ends)
        for way in self.ways:
            links = min(len(ends), len(self.free[way.trunk]))
            saved = self._saving(bundle, way, ends, links, direct)
            if saved is not None and saved > 0:
                found.append(_Offer((-saved / links, number, way.trunk), number, way, links))
        return found

    def _still_pays(
        self, offer: _Offer, bundles: Sequence[Bundle], ends: dict[int, list[tuple[LinkEnd, LinkEnd]]], links: int
    ) -> bool:
        """Whether fewer links than are left of a bundle still save time."""
        bundle, mine = bundles[offer.bundle], ends[offer.bundle]
        saved = self._saving(bundle, offer.way, mine, links, self._cover(bundle.stage, mine))
        return saved is not None and saved > 0

    def _saving(self, bundle: Bundle, way: LaneWay, ends: Ends, links: int, direct: Cover | None) -> float | None:
        """Person-milliseconds that the first `links` of a bundle save over a trunk; None where none runs there."""
        if links < 1:
            return None
        panels = self.project.panels
        near, far = panel_end(panels[way.near]), panel_end(panels[way.far])
        first = self._cover(bundle.stage, [(a, near) for a, _ in ends[:links]])
        second = self._cover(bundle.stage, [(far, b) for _, b in ends[:links]])
        if first is None or second is None or not self._is_sound(bundle.stage, way, ends[:links]):
            return None
        rest = self._cover(bundle.stage, ends[links:]) if links < len(ends) else None
        if direct is None or (links < len(ends) and rest is None):
            return float("inf")
        kept = rest.work_ms if rest else 0
        return direct.work_ms - kept - first.work_ms - second.work_ms

    def _cover(self, stage: int, ends: Ends) -> Cover | None:
        """The cheapest cover of cables between these ends, all in the same two racks; None where none spans them."""
        lengths = self._lengths(stage, ends)
        if lengths is None:
            return None
        if ends[0][0].rack == ends[0][1].rack:
            return None if lengths.jumper_mm is None else self.cables[stage].table.in_rack(len(ends))
        return self.cables[stage].table.cover(len(ends), lengths.trunk_mm, lengths.jumper_mm)

    def _lengths(self, stage: int, ends: Ends) -> _Lengths | None:
        """The lengths of cables between these ends over their shortest route; None where no pathway joins them."""
        site, medium = self.project.site, self.stages[stage].medium
        racks, route = (ends[0][0].rack, ends[0][1].rack), None
        if racks[0] != racks[1]:
            route = self.finder_of(medium).shortest(*racks, sum_end_ways(site, racks, ends))
            if route is None:
                return None
        needs = [need_of(site, a, b, route) for a, b in ends]
        jumper_mm = self.stock[stage].shortest_mm(max(need.total_mm for need in needs))
        return _Lengths(jumper_mm, None if route is None else overall_trunk_mm(medium, needs))

    def _is_sound(self, stage: int, way: LaneWay, ends: Ends) -> bool:
        """Whether each channel of a lane with any cords of the medium of a stage breaks no rule."""
        panels, made = self.project.panels, self.stages[stage]
        near, far = panel_end(panels[way.near]), panel_end(panels[way.far])
        trunk = self.project.panel_trunks[way.trunk]
        sides = [
            self._parts(stage, self._lengths(stage, side))
            for side in ([(a, near) for a, _ in ends], [(far, b) for _, b in ends])
        ]
        medium = made.medium
        return all(
            not list_refusals(
                Channel(
                    made.a_group,
                    made.b_group,
                    medium.a_optic,
                    medium.b_optic,
                    (first, (lane_part(trunk), trunk.length_mm), second),
                )
            )
            for first, second in product(*sides)
        )

    def _parts(self, stage: int, lengths: _Lengths | None) -> list[tuple[Part, int]]:
        """The cords that a cover may choose, with their lengths."""
        medium, (jumper_mm, trunk_mm) = self.stages[stage].medium, lengths or _Lengths(None, None)
        cords: list[tuple[Part, int]] = [] if jumper_mm is None else [(cable, jumper_mm) for cable in medium.cables]
        return cords + ([] if trunk_mm is None else [(trunk, trunk_mm) for trunk in medium.trunks])
