"""Routes lie on pathways that exist and join, in media that they allow; fill of pathways, drops and openings stays
within limits.

Fill is summed piece by piece along each pathway: the pieces that routes use are cut at every point where one of them
begins or ends.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import dist, pi

from fabric.audit.finding import Finding
from fabric.plan import Plan
from layouts import Pathway, Point3, Route

Stretch = tuple[float, float]


def check_pathways(plan: Plan) -> Iterator[Finding]:
    """Continuity, media, openings and fill."""
    pathways = {pathway.id: pathway for pathway in plan.project.site.pathways}
    drops = {drop.rack: drop for drop in plan.project.site.drops}
    stretches: list[list[tuple[str, Stretch]]] = []
    for route in plan.routes:
        name = f"route {route.a_rack} - {route.b_rack}"
        found: list[tuple[str, Stretch]] = []
        for rack, point, end in ((route.a_rack, route.points_mm[0], 0), (route.b_rack, route.points_mm[-1], -1)):
            drop = drops.get(rack)
            if drop is None or drop.point_mm != point or route.pathways[end] != f"drop:{rack}":
                yield Finding(
                    severity="error",
                    rule="route-starts-at-drop",
                    object=name,
                    found=f"point {list(point)}",
                    allowed=f"the drop of rack {rack}",
                    remedy="Route it anew",
                )
        for pathway_id, a, b in zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False):
            pathway = pathways.get(pathway_id)
            stretch = None if pathway is None else _stretch(pathway, a, b)
            if stretch is None:
                yield Finding(
                    severity="error",
                    rule="route-on-pathway",
                    object=name,
                    found=f"{list(a)} to {list(b)} is not on {pathway_id}",
                    allowed="a piece of the pathway",
                    remedy="Route it anew",
                )
            else:
                found.append((pathway_id, stretch))
        stretches.append(found)
    areas, openings, media = _pull_sizes(plan)
    yield from _check_media(plan, pathways, media, openings)
    yield from _check_fill(plan, pathways, stretches, areas)


def _stretch(pathway: Pathway, a: Point3, b: Point3) -> Stretch | None:
    """Where a piece lies on a pathway, as distances from its start; None if it does not (to 2 mm, what crossings
    are rounded to).
    """
    offset = 0.0
    for start, end in zip(pathway.points_mm, pathway.points_mm[1:], strict=False):
        length = dist(start, end)
        if all(abs(dist(start, p) + dist(p, end) - length) <= 2 for p in (a, b)):
            low, high = sorted((offset + dist(start, a), offset + dist(start, b)))
            return low, high
        offset += length
    return None


def _pull_sizes(plan: Plan) -> tuple[dict[int, float], dict[int, int], dict[int, set[str]]]:
    """Per route: cross-section, largest eye in micrometres, media."""
    catalog = plan.project.catalog
    areas: dict[int, float] = defaultdict(float)
    openings: dict[int, int] = defaultdict(int)
    media: dict[int, set[str]] = defaultdict(set)
    for kind_index, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        route = int(plan.pulls.route[pull])
        if route < 0:
            continue
        kind = plan.kinds[kind_index]
        part = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
        areas[route] += pi / 4 * (part.diameter_um / 1000) ** 2
        openings[route] = max(openings[route], getattr(part, "eye_diameter_um", part.diameter_um))
        media[route].add("copper" if part.fiber == "copper" else "fiber")
    return areas, openings, media


def _check_media(
    plan: Plan, pathways: dict[str, Pathway], media: dict[int, set[str]], openings: dict[int, int]
) -> Iterator[Finding]:
    for number, route in enumerate(plan.routes):
        for name in sorted({name for name in route.pathways if name in pathways}):
            pathway = pathways[name]
            for medium in sorted(media.get(number, set()) - set(pathway.media)):
                yield Finding(
                    severity="error",
                    rule="pathway-media",
                    object=name,
                    found=f"{medium} of {_route_name(route)}",
                    allowed=" or ".join(pathway.media),
                    remedy="Route it elsewhere",
                )
            opening = min(pathway.width_mm, pathway.depth_mm)
            if pathway.firestop and openings.get(number, 0) > opening * 1000:
                yield Finding(
                    severity="error",
                    rule="passes-opening",
                    object=name,
                    found=f"{openings[number] / 1000:.0f} mm of {_route_name(route)}",
                    allowed=f"{opening} mm",
                    remedy="Use smaller trunks or another way",
                )


def _route_name(route: Route) -> str:
    return f"route {route.a_rack} - {route.b_rack}"


def _check_fill(
    plan: Plan, pathways: dict[str, Pathway], stretches: list[list[tuple[str, Stretch]]], areas: dict[int, float]
) -> Iterator[Finding]:
    site = plan.project.site
    existing: dict[str, float] = defaultdict(float)
    for cable in plan.project.cables:
        for name in cable.pathways:
            existing[name] += pi / 4 * (cable.diameter_um / 1000) ** 2
    changes: dict[str, list[tuple[float, float]]] = defaultdict(list)
    at_drop: dict[str, float] = defaultdict(float)
    for number, route in enumerate(plan.routes):
        for rack in (route.a_rack, route.b_rack):
            at_drop[rack] += areas.get(number, 0.0)
        for name, (low, high) in stretches[number]:
            changes[name] += [(low, areas.get(number, 0.0)), (high, -areas.get(number, 0.0))]
    filled = []
    for name, steps in changes.items():
        here = most = 0.0
        for _, change in sorted(steps):
            here += change
            most = max(most, here)
        taken = pathways[name].existing_fill_mm2 + existing[name]
        filled.append((f"pathway {name}", most + taken, pathways[name].width_mm * pathways[name].depth_mm))
    filled += [(f"drop of rack {d.rack}", at_drop[d.rack], d.area_mm2) for d in site.drops if at_drop[d.rack]]
    for name, area, whole in filled:
        percent = 100 * area / whole if whole else float("inf")
        if percent > site.fill_max_pct + 1e-6:
            yield Finding(
                severity="error",
                rule="fill",
                object=name,
                found=f"{percent:.1f} % ({area:.0f} mm2)",
                allowed=f"{site.fill_max_pct} % of {whole} mm2",
                remedy="Use another way or a wider one",
            )
        elif percent > site.fill_warn_pct:
            yield Finding(
                severity="warning",
                rule="fill",
                object=name,
                found=f"{percent:.1f} %",
                allowed=f"{site.fill_warn_pct} % without warning",
                remedy="Leave room for what comes next",
            )
