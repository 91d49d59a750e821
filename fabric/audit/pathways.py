"""Routes lie on pathways that exist, in media that these allow, and fill stays within limits.

Fill is summed along each pathway: the stretches that routes use are cut at every point where one of them begins or
ends, and the fullest piece decides.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import dist, pi
from typing import NamedTuple

from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan
from layouts import Drop, Pathway, Point3, Route

CROSSING_TOLERANCE_MM = 2
"""Largest distance of a point off a pathway in mm: crossings are rounded to whole millimetres."""
FILL_TOLERANCE_PCT = 1e-6
"""Rounding of sums of circles, in percent of the cross-section."""


class PathwayInterval(NamedTuple):
    """A part of a pathway, as distances in mm from its start."""

    pathway: str
    """Id of the pathway."""
    low_mm: float
    """Nearer end: distance along the pathway from its first point."""
    high_mm: float
    """Farther end, measured as the nearer one and at least as large."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """The cables of all pulls that take one route."""

    area_mm2: float = 0.0
    """Cross-section of all cables."""
    largest_um: int = 0
    """Diameter of the largest part: a pulling eye or a cable."""
    media: frozenset[str] = frozenset()
    """Of `copper` and `fiber`, those that the cables have."""


class StrayPiece(NamedTuple):
    """A piece of a route that is not on the pathway that it names."""

    route: Route
    """The whole route."""
    pathway: str
    """Name of the pathway that the route gives for the piece; the site may lack it."""
    start: Point3
    """First point of the piece, (x, y, z) in mm."""
    end: Point3
    """Last point of the piece, (x, y, z) in mm."""


class PathwayView:
    """Routes as stretches of pathways, and the load of each route."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.pathways = {pathway.id: pathway for pathway in plan.project.site.pathways}
        self.drops = {drop_label(drop): drop for drop in plan.project.site.drops}
        """The drops of the site by the names that routes give them."""
        self.stretches: list[list[PathwayInterval]] = []
        """For each route the stretches of pathways that it takes."""
        self.strays: list[StrayPiece] = []
        for route in plan.routes:
            self.stretches.append([])
            for name, a, b in zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False):
                stretch = _find_stretch(self.pathways[name], a, b) if name in self.pathways else None
                if stretch is None:
                    self.strays.append(StrayPiece(route, name, a, b))
                else:
                    self.stretches[-1].append(stretch)
        self.loads = _find_loads(plan)

    def load(self, route: int) -> Load:
        """The load of a route, nothing where no pull takes it."""
        return self.loads.get(route, Load())

    def crossings(self) -> Iterator[tuple[Route, Load, Pathway]]:
        """Each route with its load and each pathway that it takes."""
        for number, route in enumerate(self.plan.routes):
            for name in sorted({name for name in route.pathways if name in self.pathways}):
                yield route, self.load(number), self.pathways[name]


def drop_label(drop: Drop) -> str:
    """The name that routes and spans give to a drop: `drop:RACK`, with `.NAME` where it has a name."""
    return f"drop:{drop.rack}" + (f".{drop.name}" if drop.name else "")


def _name(route: Route) -> str:
    return f"route {route.a_rack} - {route.b_rack}"


def _find_stretch(pathway: Pathway, a: Point3, b: Point3) -> PathwayInterval | None:
    """The part of one section of a pathway that the straight piece from a to b covers; None where it lies elsewhere."""
    offset = 0.0
    for start, end in zip(pathway.points_mm, pathway.points_mm[1:], strict=False):
        length = dist(start, end)
        if all(_distance_mm(p, start, end) <= CROSSING_TOLERANCE_MM for p in (a, b)):
            low, high = sorted((offset + dist(start, a), offset + dist(start, b)))
            return PathwayInterval(pathway.id, low, high)
        offset += length
    return None


def _distance_mm(point: Point3, start: Point3, end: Point3) -> float:
    """Distance of a point from the straight line between two others."""
    leg = [q - p for p, q in zip(start, end, strict=True)]
    along = sum(d * (x - p) for d, x, p in zip(leg, point, start, strict=True)) / (sum(d * d for d in leg) or 1)
    share = min(1.0, max(0.0, along))
    return dist(point, [p + share * d for p, d in zip(start, leg, strict=True)])


def _find_loads(plan: Plan) -> dict[int, Load]:
    """The load of each route that a pull takes."""
    catalog, route_of = plan.project.catalog, plan.pulls.route.tolist()
    found: dict[int, Load] = {}
    for kind_index, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        route, kind = route_of[pull], plan.kinds[kind_index]
        if route < 0:
            continue
        part = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
        held = found.get(route, Load())
        found[route] = Load(
            area_mm2=held.area_mm2 + _disc_mm2(part.diameter_um),
            largest_um=max(held.largest_um, getattr(part, "eye_diameter_um", part.diameter_um)),
            media=held.media | {"copper" if part.fiber == "copper" else "fiber"},
        )
    return found


def _disc_mm2(diameter_um: int) -> float:
    return pi / 4 * (diameter_um / 1000) ** 2


@rule("route-starts-at-drop")
def check_route_starts_at_drop(view: PathwayView) -> Iterator[Violation]:
    """A route starts and ends at the drops of its racks."""
    for route in view.plan.routes:
        for rack, point, end in ((route.a_rack, route.points_mm[0], 0), (route.b_rack, route.points_mm[-1], -1)):
            drop = view.drops.get(route.pathways[end])
            if drop is None or drop.point_mm != point or drop.rack != rack:
                yield Violation(
                    object=_name(route),
                    found=f"point {list(point)}",
                    allowed=f"a drop of rack {rack}",
                    remedy="Route the cables from this drop",
                )


@rule("route-on-pathway")
def check_route_on_pathway(view: PathwayView) -> Iterator[Violation]:
    """Each piece of a route lies on the pathway that it names."""
    for stray in view.strays:
        yield Violation(
            object=_name(stray.route),
            found=f"{list(stray.start)} to {list(stray.end)} is not on {stray.pathway}",
            allowed="a piece of the pathway",
            remedy="Route the cables along the pathway",
        )


@rule("pathway-media")
def check_pathway_media(view: PathwayView) -> Iterator[Violation]:
    """A pathway carries only the media that the site allows on it."""
    for route, load, pathway in view.crossings():
        for medium in sorted(load.media - set(pathway.media)):
            yield Violation(
                object=pathway.id,
                found=f"{medium} of {_name(route)}",
                allowed=" or ".join(pathway.media),
                remedy="Route the cables along another pathway",
            )


@rule("drop-media")
def check_drop_media(view: PathwayView) -> Iterator[Violation]:
    """Cables leave a rack only where the site allows their medium."""
    for number, route in enumerate(view.plan.routes):
        for end in (0, -1):
            drop = view.drops.get(route.pathways[end])
            for medium in sorted(view.load(number).media - set(drop.media)) if drop else ():
                yield Violation(
                    object=route.pathways[end],
                    found=f"{medium} of {_name(route)}",
                    allowed=" or ".join(drop.media) if drop else "",
                    remedy="Route the cables from another drop of the rack",
                )


@rule("passes-opening")
def check_passes_opening(view: PathwayView) -> Iterator[Violation]:
    """The largest part of each pull, a pulling eye or a cable, passes every fire-stopped opening on its route."""
    for route, load, pathway in view.crossings():
        opening_mm = min(pathway.width_mm, pathway.depth_mm)
        if pathway.firestop and load.largest_um > opening_mm * 1000:
            yield Violation(
                object=pathway.id,
                found=f"{load.largest_um / 1000:.0f} mm of {_name(route)}",
                allowed=f"{opening_mm} mm",
                remedy="Use smaller trunks or another route",
            )


@rule("fill", severities=("error", "warning"))
def check_pathway_fill(view: PathwayView) -> Iterator[Violation]:
    """Cables fill at most `fill_max_pct` of each pathway and each drop; above `fill_warn_pct` there is a warning.

    Cables that are installed count as filled.
    """
    site = view.plan.project.site
    for name, area_mm2, whole_mm2 in (*_list_pathway_fills(view), *_list_drop_fills(view)):
        percent = 100 * area_mm2 / whole_mm2 if whole_mm2 else float("inf")
        if percent > site.fill_max_pct + FILL_TOLERANCE_PCT:
            yield Violation(
                object=name,
                found=f"{percent:.1f} % ({area_mm2:.0f} mm2)",
                allowed=f"{site.fill_max_pct} % of {whole_mm2} mm2",
                remedy="Use another route or widen this pathway",
            )
        elif percent > site.fill_warn_pct:
            yield Violation(
                severity="warning",
                object=name,
                found=f"{percent:.1f} %",
                allowed=f"{site.fill_warn_pct} % without warning",
                remedy="Leave room for later cables",
            )


class _Fill(NamedTuple):
    """The fill of one pathway or drop in use."""

    name: str
    """The pathway or drop as findings name it."""
    filled_mm2: float
    """Cross-section of the cables; of a pathway, at its fullest piece."""
    whole_mm2: int
    """Cross-section of the pathway or drop."""


def _list_pathway_fills(view: PathwayView) -> Iterator[_Fill]:
    """The fill of each pathway in use."""
    installed: dict[str, float] = defaultdict(float)
    for cable in view.plan.project.cables:
        for name in cable.pathways:
            installed[name] += _disc_mm2(cable.diameter_um)
    changes: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number, stretches in enumerate(view.stretches):
        area = view.load(number).area_mm2
        for name, low, high in stretches:
            changes[name] += [(low, area), (high, -area)]
    for name, steps in changes.items():
        here = most = 0.0
        for _, change in sorted(steps):
            here += change
            most = max(most, here)
        pathway = view.pathways[name]
        whole = pathway.width_mm * pathway.depth_mm
        yield _Fill(f"pathway {name}", most + pathway.existing_fill_mm2 + installed[name], whole)


def _list_drop_fills(view: PathwayView) -> Iterator[_Fill]:
    """The fill of each drop in use."""
    filled: dict[str, float] = defaultdict(float)
    for number, route in enumerate(view.plan.routes):
        for name in (route.pathways[0], route.pathways[-1]):
            filled[name] += view.load(number).area_mm2
    for name, drop in view.drops.items():
        if filled[name]:
            named = f" ({drop.name})" if drop.name else ""
            yield _Fill(f"drop of rack {drop.rack}{named}", filled[name], drop.area_mm2)


PATHWAY_RULES = RuleGroup(
    views=lambda plan: [PathwayView(plan)],
    rules=(
        check_route_starts_at_drop,
        check_route_on_pathway,
        check_pathway_media,
        check_drop_media,
        check_passes_opening,
        check_pathway_fill,
    ),
)
