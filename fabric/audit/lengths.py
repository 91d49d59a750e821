"""Lengths, worked out anew: every cable and every leg reaches its port, with the requested slack.

    need = rise A + loop + walk + rise B + loop         between racks, over a route
    need = height apart + depth where faces differ + 2 loops    inside a rack

A loop is `port_to_side_mm + slack_mm_per_end`, a walk is both drops and the spans between them. A trunk's body must
span the walk, each leg its own end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, dist

from fabric.audit.end_names import EndNames
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import AssemblyKind, Plan
from fabric.project import Device
from layouts import Drop, Rack, Route

RACK_UNIT_MM = 44.45
"""Height of one rack unit in mm (EIA-310)."""


@dataclass(frozen=True, kw_only=True)
class CableRun:
    """One segment of a link between two racked devices."""

    link: int
    """Index into the links of the plan."""
    kind: AssemblyKind
    """Kind of the assembly that carries it."""
    leg: int
    """Leg of the assembly, from 0."""
    a: Device
    """Device at the A end, in a rack of the site."""
    b: Device
    """Device at the B end, in a rack of the site."""
    pull_racks: tuple[str, str]
    """The racks of its pull."""
    route: Route | None
    """None inside a rack."""
    walk_mm: int
    """Length of the route with both drops, 0 without a route."""

    @property
    def is_between_pull_racks(self) -> bool:
        """Whether the devices stand in the racks of the pull; if not, the other rules skip the run."""
        return (self.a.rack, self.b.rack) == self.pull_racks


class CableRunView:
    """All segments whose devices have places, with racks, drops and walks."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.ends = EndNames(plan)
        site = plan.project.site
        self.racks = {rack.id: rack for rack in site.racks}
        self.drops = {drop.rack: drop for drop in site.drops}
        self.loop_mm = site.port_to_side_mm + site.slack_mm_per_end
        self.runs = list(self._list_runs())

    def _list_runs(self) -> Iterator[CableRun]:
        plan, racks = self.plan, self.plan.project.site.racks
        walks = [_walk_mm(route, self.racks, self.drops) for route in plan.routes]
        kind_of, pull_of = plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist()
        columns = plan.segments
        for link, assembly, leg in zip(
            columns.link.tolist(), columns.assembly.tolist(), columns.leg.tolist(), strict=True
        ):
            pull = pull_of[assembly]
            route = int(plan.pulls.route[pull])
            a, b = self.ends.device(link, "a"), self.ends.device(link, "b")
            if all(d.rack in self.racks and d.position_half_ru is not None for d in (a, b)):
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
        return f"{self.ends.name(run.link)} ({run.kind.id})"

    def height_mm(self, device: Device) -> float:
        """Height of the middle of a racked device above the floor."""
        rack = self.racks[device.rack or ""].type
        unit, height = (device.position_half_ru or 0) / 2, self.plan.project.type_of(device).half_ru / 2
        below = unit - 1 if rack.u_numbering == "bottom_up" else rack.half_ru / 2 - (unit - 1) - height
        return rack.u1_bottom_mm + (below + height / 2) * RACK_UNIT_MM

    def rise_mm(self, device: Device) -> int:
        """Vertical way from a device to the drop of its rack, rounded up."""
        rack, height = self.racks[device.rack or ""].type, self.height_mm(device)
        way = rack.height_mm - height if self.drops[device.rack or ""].entry == "top" else height
        return ceil(round(way, 6))

    def in_rack_mm(self, run: CableRun) -> int:
        """Way between two devices of one rack: their heights apart, and the depth of the rack where faces differ."""
        apart = ceil(round(abs(self.height_mm(run.a) - self.height_mm(run.b)), 6))
        return apart + (self.racks[run.a.rack or ""].type.depth_mm if run.a.face != run.b.face else 0)


def _walk_mm(route: Route, racks: dict[str, Rack], drops: dict[str, Drop]) -> int:
    """Both drops and the walk between them, each piece rounded up."""
    total = 0
    for rack_id, point in ((route.a_rack, route.points_mm[0]), (route.b_rack, route.points_mm[-1])):
        if rack_id not in racks or rack_id not in drops:
            continue
        rack = racks[rack_id]
        width, depth = rack.type.width_mm, rack.type.depth_mm
        size_x, size_y = (width, depth) if rack.front in ("north", "south") else (depth, width)
        centre = rack.x_mm + size_x // 2, rack.y_mm + size_y // 2
        edge = rack.type.height_mm if drops[rack_id].entry == "top" else 0
        total += abs(point[2] - edge) + ceil(dist(centre, point[:2]))
    for p, q in zip(route.points_mm, route.points_mm[1:], strict=False):
        total += ceil(dist(p, q))
    return total


@rule("pull-ends")
def check_pull_ends(view: CableRunView) -> Iterator[Violation]:
    """The devices of a link stand in the two racks of the pull that lays its cable."""
    for run in view.runs:
        if not run.is_between_pull_racks:
            yield Violation(
                object=view.name(run),
                found=f"devices in {run.a.rack} and {run.b.rack}",
                allowed=f"{run.pull_racks[0]} and {run.pull_racks[1]}, the racks of its pull",
                remedy="Plan the pull between the racks of the devices",
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


@rule("length")
def check_length(view: CableRunView) -> Iterator[Violation]:
    """Each cable, trunk body and leg is at least as long as its way, the requested slack included."""
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
    if run.a.rack not in view.drops or run.b.rack not in view.drops:
        return
    a_mm, b_mm = view.rise_mm(run.a) + loop, view.rise_mm(run.b) + loop
    if not kind.a_legs_mm:
        yield "cable", kind.body_mm, a_mm + run.walk_mm + b_mm
        return
    yield "body", kind.body_mm, run.walk_mm
    if run.leg < len(kind.a_legs_mm):
        yield f"leg {run.leg + 1} at {run.a.rack}", kind.a_legs_mm[run.leg], a_mm
        yield f"leg {run.leg + 1} at {run.b.rack}", kind.b_legs_mm[run.leg], b_mm


LENGTH_RULES = RuleGroup(
    views=lambda plan: [CableRunView(plan)],
    rules=(check_pull_ends, check_route_exists, check_route_ends, check_length),
)
