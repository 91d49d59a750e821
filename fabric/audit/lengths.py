"""Lengths, worked out anew: every cable and every leg reaches its port, with the requested slack.

    need = depth A + rise A + loop + walk + depth B + rise B + loop     between racks, over a route
    need = height apart + depth where faces differ + 2 loops            inside a rack

A depth is the way from the face of the port to the entry of the drop, a loop is `port_to_side_mm + slack_mm_per_end`, a
walk is both drops and the spans between them. Through the side of a rack the entry is the point of the opening that is
nearest to the port, and the walk is the way along the opening. A trunk's body must span the walk, each leg its own end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, dist

from fabric.audit.cord_ends import CordEnds, EndSpot
from fabric.audit.pathways import drop_label
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import OLD_FORMAT, AssemblyKind, Plan
from layouts import Drop, Face, Opening, Rack, Route


@dataclass(frozen=True, kw_only=True)
class CableRun:
    """One segment of a link between two ports that have places in racks."""

    link: int
    """Index into the links of the plan."""
    kind: AssemblyKind
    """Kind of the assembly that carries it."""
    leg: int
    """Leg of the assembly, from 0."""
    a: EndSpot
    """Device or panel at the A end, in a rack of the site."""
    b: EndSpot
    """Device or panel at the B end, in a rack of the site."""
    pull_racks: tuple[str, str]
    """The racks of its pull."""
    route: Route | None
    """None inside a rack."""
    walk_mm: int
    """Length of the route with both drops, 0 without a route."""

    @property
    def is_between_pull_racks(self) -> bool:
        """Whether its ends are in the racks of the pull; if not, the other rules skip the run."""
        return (self.a.rack, self.b.rack) == self.pull_racks


class CableRunView:
    """All segments whose ends have places, with racks, drops and walks."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.ends = CordEnds(plan)
        site = plan.project.site
        self.racks = {rack.id: rack for rack in site.racks}
        self.drops = {drop_label(drop): drop for drop in site.drops}
        self.loop_mm = site.port_to_side_mm + site.slack_mm_per_end
        self.runs = list(self._list_runs())

    def _list_runs(self) -> Iterator[CableRun]:
        plan, racks = self.plan, self.plan.project.site.racks
        walks = [_walk_mm(route, self.racks, self.drops) for route in plan.routes]
        kind_of, pull_of = plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist()
        columns = plan.segments
        for row, (link, assembly, leg) in enumerate(
            zip(columns.link.tolist(), columns.assembly.tolist(), columns.leg.tolist(), strict=True)
        ):
            pull = pull_of[assembly]
            route = int(plan.pulls.route[pull])
            a, b = self.ends.spot(row, "a"), self.ends.spot(row, "b")
            if all(spot.rack in self.racks and spot.position_half_ru is not None for spot in (a, b)):
                yield CableRun(
                    link=link,
                    kind=plan.kinds[kind_of[assembly]],
                    leg=leg,
                    a=a,
                    b=b,
                    pull_racks=(racks[int(plan.pulls.a_rack[pull])].id, racks[int(plan.pulls.b_rack[pull])].id),
                    route=plan.routes[route] if route >= 0 else None,
                    walk_mm=walks[route] if route >= 0 else 0,
                )

    def name(self, run: CableRun) -> str:
        """The link and its assembly kind."""
        return f"{self.ends.names.name(run.link)} ({run.kind.id})"

    def height_mm(self, spot: EndSpot) -> float:
        """Height of the middle of a racked device or panel above the floor."""
        rack = self.racks[spot.rack or ""].type
        unit, height = (spot.position_half_ru or 0) / 2, spot.half_ru / 2
        passed = unit - rack.first_half_ru / 2
        below = passed if rack.u_numbering == "bottom_up" else rack.half_ru / 2 - passed - height
        return rack.u1_bottom_mm + (below + height / 2) * rack.unit_um / 1000

    def rise_mm(self, spot: EndSpot, drop: Drop) -> int:
        """Vertical distance from a device or panel to a drop of its rack, rounded up."""
        rack, height = self.racks[spot.rack or ""], self.height_mm(spot)
        if drop.opening is not None:
            here = rack.z_mm + height
            return ceil(round(abs(here - _nearest(here, drop.opening.low_mm, drop.opening.high_mm)), 6))
        way = rack.type.height_mm - height if drop.entry == "top" else height
        return ceil(round(way, 6))

    def depth_mm(self, spot: EndSpot, drop: Drop) -> int:
        """Distance along the depth of the rack from a port to the entry of the drop; 0 where the plan leaves it out."""
        rack, (x, y) = self.racks[spot.rack or ""], drop.entry_mm
        if not self.plan.project.site.with_depth:
            return 0
        here = _face_mm(rack, spot.face)
        if drop.opening is not None:
            return round(abs(here - _nearest(here, drop.opening.near_mm, drop.opening.far_mm)))
        return abs((y if rack.front in ("north", "south") else x) - here)

    def along_mm(self, run: CableRun, opening: Opening) -> int:
        """Distance along an opening between two racks, from where the cable of one port meets it to where the other
        does.
        """
        a_rack, b_rack = self.racks[run.a.rack or ""], self.racks[run.b.rack or ""]
        low, high = (
            _nearest(rack.z_mm + self.height_mm(spot), opening.low_mm, opening.high_mm)
            for rack, spot in ((a_rack, run.a), (b_rack, run.b))
        )
        near, far = (
            _nearest(_face_mm(rack, face), opening.near_mm, opening.far_mm)
            for rack, face in ((a_rack, run.a.face), (b_rack, run.b.face))
        )
        return ceil(round(abs(high - low), 6)) + round(abs(far - near))

    def in_rack_mm(self, run: CableRun) -> int:
        """Distance between two ports of one rack: the difference of their heights, and the depth where faces
        differ.
        """
        apart = ceil(round(abs(self.height_mm(run.a) - self.height_mm(run.b)), 6))
        return apart + (self.racks[run.a.rack or ""].type.depth_mm if run.a.face != run.b.face else 0)


def _face_mm(rack: Rack, face: Face) -> int:
    """Where a face of a rack lies along its depth, in the frame of the site."""
    low = rack.y_mm if rack.front in ("north", "south") else rack.x_mm
    return low if (rack.front in ("south", "west")) == (face == "front") else low + rack.type.depth_mm


def _nearest(at: float, low: int, high: int) -> float:
    """The place of a stretch that is nearest to a place."""
    return sorted((low, at, high))[1]


def _walk_mm(route: Route, racks: dict[str, Rack], drops: dict[str, Drop]) -> int:
    """Both drops and the walk between them, each piece rounded up; `drops` are named as routes name them."""
    total = 0
    for end, point in ((0, route.points_mm[0]), (-1, route.points_mm[-1])):
        drop = drops.get(route.pathways[end])
        if drop is None or drop.rack not in racks:
            continue
        rack = racks[drop.rack]
        edge = rack.z_mm + (rack.type.height_mm if drop.entry == "top" else 0)
        up = 0 if drop.opening else abs(point[2] - edge)
        total += up + ceil(dist(drop.entry_mm, point[:2]))
    for p, q in zip(route.points_mm, route.points_mm[1:], strict=False):
        total += ceil(dist(p, q))
    return total


@rule("pull-ends")
def check_pull_ends(view: CableRunView) -> Iterator[Violation]:
    """The two ends of a cable, at a device or a panel, are in the two racks of the pull that lays it."""
    for run in view.runs:
        if not run.is_between_pull_racks:
            yield Violation(
                object=view.name(run),
                found=f"ends in {run.a.rack} and {run.b.rack}",
                allowed=f"{run.pull_racks[0]} and {run.pull_racks[1]}, the racks of its pull",
                remedy="Plan the pull between the racks of the two ends",
            )


@rule("route-exists")
def check_route_exists(view: CableRunView) -> Iterator[Violation]:
    """A cable between two racks has a route."""
    for run in view.runs:
        if run.is_between_pull_racks and run.route is None and run.a.rack != run.b.rack:
            yield Violation(
                object=view.name(run), found="no route between two racks", allowed="a route", remedy="Route the cable"
            )


@rule("route-ends")
def check_route_ends(view: CableRunView) -> Iterator[Violation]:
    """The route of a cable runs from the rack of its A end to the rack of its B end."""
    for run in view.runs:
        route = run.route
        if route is None or not run.is_between_pull_racks:
            continue
        if (route.a_rack, route.b_rack) != (run.a.rack, run.b.rack):
            yield Violation(
                object=view.name(run),
                found=f"route {route.a_rack} to {route.b_rack}",
                allowed=f"{run.a.rack} to {run.b.rack}",
                remedy="Route the cable between these racks",
            )


@rule("route-length")
def check_route_length(view: CableRunView) -> Iterator[Violation]:
    """The length that a route states is that of both drops and the walk between them."""
    for route in view.plan.routes:
        walk_mm = _walk_mm(route, view.racks, view.drops)
        if route.length_mm != walk_mm:
            yield Violation(
                object=f"route {route.a_rack} - {route.b_rack}",
                found=f"{route.length_mm} mm stated",
                allowed=f"{walk_mm} mm along its points",
                remedy="Make the plan again",
            )


@rule("length")
def check_length(view: CableRunView) -> Iterator[Violation]:
    """Each cable, trunk body and leg is at least as long as its path, including the requested slack."""
    for run in view.runs:
        if not run.is_between_pull_racks:
            continue
        for what, has_mm, need_mm in _needs(view, run):
            if has_mm < need_mm:
                yield Violation(
                    object=view.name(run),
                    found=f"{what} of {has_mm} mm, {need_mm - has_mm} mm short",
                    allowed=f"at least {need_mm} mm",
                    remedy="Use the next longer length",
                )


def _needs(view: CableRunView, run: CableRun) -> Iterator[tuple[str, int, int]]:
    """Each piece of a run that has a length: its name, its length, the length needed."""
    kind, loop = run.kind, view.loop_mm
    if run.route is None:
        yield "cable", kind.body_mm, view.in_rack_mm(run) + 2 * loop
        return
    a_drop, b_drop = view.drops.get(run.route.pathways[0]), view.drops.get(run.route.pathways[-1])
    if a_drop is None or b_drop is None:
        return
    a_mm, b_mm = (
        view.depth_mm(spot, drop) + view.rise_mm(spot, drop) + loop for spot, drop in ((run.a, a_drop), (run.b, b_drop))
    )
    walk_mm = run.walk_mm + (view.along_mm(run, a_drop.opening) if a_drop.opening else 0)
    if not kind.a_legs_mm:
        yield "cable", kind.body_mm, a_mm + walk_mm + b_mm
        return
    yield "body", kind.body_mm, walk_mm
    if run.leg < len(kind.a_legs_mm):
        yield f"leg {run.leg + 1} at {run.a.rack}", kind.a_legs_mm[run.leg], a_mm
        yield f"leg {run.leg + 1} at {run.b.rack}", kind.b_legs_mm[run.leg], b_mm


@rule("least-loop")
def check_least_loop(view: CableRunView) -> Iterator[Violation]:
    """Nothing consumes the loop at the end of a cable: no port lies beyond the entry of its rack."""
    seen: set[tuple[str, str]] = set()
    for run in view.runs:
        if run.route is None or not run.is_between_pull_racks:
            continue
        for spot, name in ((run.a, run.route.pathways[0]), (run.b, run.route.pathways[-1])):
            drop = view.drops.get(name)
            rise = 0 if drop is None else view.rise_mm(spot, drop)
            if rise < 0 and (spot.id, name) not in seen:
                seen.add((spot.id, name))
                yield Violation(
                    object=spot.id,
                    found=f"ports {-rise} mm beyond the entry of {name}",
                    allowed=f"at least {view.loop_mm} mm of cable from the port to the entry",
                    remedy="Correct the height of the rack or the unit of the device",
                )


@rule("depth-counted", severities=("error", "warning"))
def check_depth_counted(view: CableRunView) -> Iterator[Violation]:
    """Lengths include the distance from the face of each port to the entry of its rack; a plan of format 5, which
    leaves it out, gets a warning.
    """
    if not view.plan.project.site.with_depth:
        yield Violation(
            severity="warning" if view.plan.format == OLD_FORMAT else "error",
            object="lengths",
            found=f"the depth of racks left out ({view.plan.format})",
            allowed="the way from the face of a port to the entry of its rack counted",
            remedy="Make the plan again",
        )


LENGTH_RULES = RuleGroup(
    views=lambda plan: [CableRunView(plan)],
    rules=(
        check_pull_ends,
        check_route_exists,
        check_route_ends,
        check_route_length,
        check_length,
        check_least_loop,
        check_depth_counted,
    ),
)
