"""The order of pulls in each pathway, and its fill after each.

Fill is the sum of the cross-sections (pi/4 d2 of each assembly, existing cables included) over the cross-section of
the pathway, in the order in which pulls start.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import pi
from typing import NamedTuple

from fabric.plan import PackageKind, Plan, piece_weight_g
from layouts import Point3, Route


class FillSpan(NamedTuple):
    """A part of a pathway between two nodes, within which no cable joins or leaves."""

    pathway: str
    """Id of the pathway."""
    a_mm: Point3
    """The lesser end as (x, y, z), so that both directions are one stretch."""
    b_mm: Point3
    """The greater end as (x, y, z)."""


@dataclass(frozen=True)
class TrayPlace:
    """The place of one pull in a pathway."""

    pathway: str
    """Id of the fullest pathway on the route."""
    order: int
    """Number among the pulls of the pathway in order of laying, from 1."""
    pulls: int
    """All pulls of the pathway."""
    fill_pct: float
    """Fill of its fullest stretch that the pull passes, after the pull; 0 to 100 where the fill rule holds."""


@dataclass(frozen=True)
class TrayOrder:
    """The pieces of one pull, and their place in the trays."""

    diameter_um: int
    """Largest diameter of a piece."""
    weight_g: int
    """Weight of all pieces."""
    tray: TrayPlace | None
    """Place in the fullest pathway that it passes; None inside a rack."""


@dataclass
class _Load:
    """Sums over the assemblies of a pull."""

    area_mm2: float = 0.0
    weight_g: int = 0
    diameter_um: int = 0


def list_tray_orders(plan: Plan) -> Mapping[int, TrayOrder]:
    """Each pull (by index) in the order in which pulls start."""
    loads = _list_loads(plan)
    taken = list_taken_mm2(plan)
    whole = {pathway.id: pathway.width_mm * pathway.depth_mm for pathway in plan.project.site.pathways}
    stretches = [list_stretches(route) for route in plan.routes]
    passed = [{stretch.pathway for stretch in mine} for mine in stretches]
    total = Counter(pathway for route in plan.pulls.route.tolist() if route >= 0 for pathway in passed[route])
    filled: dict[FillSpan, float] = defaultdict(float)
    count: Counter[str] = Counter()
    found = {}
    for pull in _list_pulls_in_order(plan):
        route, load = int(plan.pulls.route[pull]), loads[pull]
        tray = None
        if route >= 0:
            count.update(passed[route])
            for stretch in stretches[route]:
                filled[stretch] += load.area_mm2
            name, percent = _find_fullest(stretches[route], filled, taken, whole)
            if name:
                tray = TrayPlace(name, count[name], total[name], percent)
        found[pull] = TrayOrder(load.diameter_um, load.weight_g, tray)
    return found


def _find_fullest(
    stretches: Iterable[FillSpan],
    filled: Mapping[FillSpan, float],
    taken: Mapping[str, float],
    whole: Mapping[str, int],
) -> tuple[str, float]:
    """The pathway of the fullest of some stretches and its fill in percent; of equal ones the last by name."""
    best = ("", 0.0)
    for stretch in stretches:
        name = stretch.pathway
        if whole[name]:
            percent = 100 * (filled[stretch] + taken.get(name, 0.0)) / whole[name]
            best = max(best, (name, percent), key=lambda one: (one[1], one[0]))
    return best


def _list_loads(plan: Plan) -> Mapping[int, _Load]:
    """Cross-section, weight and largest diameter of each pull."""
    loads: dict[int, _Load] = defaultdict(_Load)
    weights = [piece_weight_g(plan.project.catalog, kind) for kind in plan.kinds]
    for kind, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        part, load = plan.project.catalog.part(plan.kinds[kind].model), loads[pull]
        load.area_mm2 += pi / 4 * (part.diameter_um / 1000) ** 2
        load.weight_g += weights[kind]
        load.diameter_um = max(load.diameter_um, part.diameter_um)
    return loads


def _list_pulls_in_order(plan: Plan) -> list[int]:
    """All pulls by start; those that start together by number."""
    packages = plan.packages
    columns = zip(packages.kind.tolist(), packages.subject.tolist(), packages.start_s.tolist(), strict=True)
    starts = {subject: start for kind, subject, start in columns if kind == PackageKind.PULL}
    return sorted(starts, key=lambda pull: (starts[pull], pull))


def list_taken_mm2(plan: Plan) -> Mapping[str, float]:
    """Cross-section of the existing cables in each pathway before the work, in square millimetres."""
    taken: dict[str, float] = defaultdict(float)
    for pathway in plan.project.site.pathways:
        taken[pathway.id] += pathway.existing_fill_mm2
    for cable in plan.project.cables:
        for name in cable.pathways:
            taken[name] += pi / 4 * (cable.diameter_um / 1000) ** 2
    return taken


def list_stretches(route: Route) -> frozenset[FillSpan]:
    """The stretches of pathways that a route passes, without the drops, whichever way it passes them."""
    pieces = zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False)
    return frozenset(FillSpan(pathway, min(a, b), max(a, b)) for pathway, a, b in pieces)
