"""Laying in: in which order pulls come to lie in each pathway, and how full it is after each.

Fill is the sum of the cross-sections (pi/4 d2 of each assembly, what lies there already counted) over the cross-section
of the pathway, in the order in which pulls start.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import pi

from fabric.plan import PackageKind, Plan
from layouts import Point3, Route

Stretch = tuple[str, Point3, Point3]
"""A pathway, and the two ends of a piece of it between which nothing joins or leaves."""
PULL = PackageKind.PULL


@dataclass(frozen=True, kw_only=True)
class TrayOrder:
    """Of one pull: the diameter of its parts, what it weighs, its place in the order of the fullest pathway that it
    passes, how many pulls that one takes in all, and how full it is then.
    """

    diameter_um: int
    weight_g: int
    pathway: str
    order: int
    pulls: int
    fill_pct: float


class LayIns:
    """All pulls of a plan, in the order in which they start."""

    def __init__(self, plan: Plan):
        self.plan = plan

    @cached_property
    def of_pull(self) -> Mapping[int, TrayOrder]:
        """By pull, from 0; those inside a rack are not laid into anything and have no pathway."""
        plan, site = self.plan, self.plan.project.site
        areas: dict[int, float] = defaultdict(float)
        weights: dict[int, int] = defaultdict(int)
        diameters: dict[int, int] = defaultdict(int)
        for kind, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
            part = plan.project.catalog.part(plan.kinds[kind].model)
            areas[pull] += pi / 4 * (part.diameter_um / 1000) ** 2
            weights[pull] += part.weight_g_per_m * plan.kinds[kind].overall_mm // 1000
            diameters[pull] = max(diameters[pull], part.diameter_um)
        taken = list_taken_mm2(plan)
        whole = {pathway.id: pathway.width_mm * pathway.depth_mm for pathway in site.pathways}
        stretches = [list_stretches(route) for route in plan.routes]
        passed = [{pathway for pathway, _, _ in mine} for mine in stretches]
        total = Counter(pathway for route in plan.pulls.route.tolist() if route >= 0 for pathway in passed[route])
        filled: dict[Stretch, float] = defaultdict(float)
        count: Counter[str] = Counter()
        found = {}
        for pull in self._order():
            route = int(plan.pulls.route[pull])
            best = ("", 0.0)
            for stretch in stretches[route] if route >= 0 else ():
                filled[stretch] += areas[pull]
                pathway = stretch[0]
                if whole[pathway]:
                    percent = 100 * (filled[stretch] + taken[pathway]) / whole[pathway]
                    best = max(best, (pathway, percent), key=lambda one: (one[1], one[0]))
            if route >= 0:
                count.update(passed[route])
            name, percent = best
            found[pull] = TrayOrder(
                diameter_um=diameters[pull],
                weight_g=weights[pull],
                pathway=name,
                order=count[name],
                pulls=total[name],
                fill_pct=percent,
            )
        return found

    def _order(self) -> list[int]:
        packages = self.plan.packages
        starts = {
            subject: start
            for kind, subject, start in zip(
                packages.kind.tolist(), packages.subject.tolist(), packages.start_s.tolist(), strict=True
            )
            if kind == PULL
        }
        return sorted(starts, key=lambda pull: (starts[pull], pull))


def list_taken_mm2(plan: Plan) -> Mapping[str, float]:
    """What lies in each pathway already."""
    taken: dict[str, float] = defaultdict(float)
    for pathway in plan.project.site.pathways:
        taken[pathway.id] += pathway.existing_fill_mm2
    for cable in plan.project.cables:
        for name in cable.pathways:
            taken[name] += pi / 4 * (cable.diameter_um / 1000) ** 2
    return taken


def list_stretches(route: Route) -> frozenset[Stretch]:
    """The pieces of pathways that a route passes, from node to node, whichever way it passes them."""
    pieces = zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False)
    return frozenset((pathway, min(a, b), max(a, b)) for pathway, a, b in pieces)
