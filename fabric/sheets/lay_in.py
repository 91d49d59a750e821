"""Laying in: in which order pulls come to lie in each pathway, and how full it is after each.

Fill is the sum of the cross-sections (pi/4 d2 of each assembly, what lies there already counted) over the cross-section
of the pathway, in the order in which pulls start.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import pi

from fabric.plan import PACKAGE_KINDS, Plan

PULL = PACKAGE_KINDS.index("pull")


@dataclass(frozen=True)
class LayIn:
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
    def of_pull(self) -> Mapping[int, LayIn]:
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
        spans = [route.spans for route in plan.routes]
        total = Counter(
            pathway
            for route in plan.pulls.route.tolist()
            if route >= 0
            for pathway in {_pathway_of(span) for span in spans[route]}
        )
        filled: dict[str, float] = defaultdict(float)
        count: Counter[str] = Counter()
        found = {}
        for pull in self._order():
            route = int(plan.pulls.route[pull])
            best = ("", 0.0)
            for span in set(spans[route]) if route >= 0 else ():
                filled[span] += areas[pull]
                pathway = _pathway_of(span)
                if not span.startswith("drop:") and whole[pathway]:
                    percent = 100 * (filled[span] + taken[pathway]) / whole[pathway]
                    best = max(best, (pathway, percent), key=lambda one: (one[1], one[0]))
            for pathway in {_pathway_of(span) for span in spans[route]} if route >= 0 else ():
                count[pathway] += 1
            name, percent = best
            found[pull] = LayIn(diameters[pull], weights[pull], name, count[name], total[name], percent)
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


def _pathway_of(span: str) -> str:
    """The pathway of a span; a drop is one by itself."""
    return span if span.startswith("drop:") else span.rsplit("/", 1)[0]
