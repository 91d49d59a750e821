"""The route of each pull, pathway by pathway: metres, lane, sleeves, and the side of each rack. Lanes separate cables
that leave the pathway at different places. Cables to nodes lie at the north or west edge of a pathway, cables between
switches at the south or east edge, copper apart from both. A rack side follows from the stated entry of the rack; else
from the half of the faceplate in which most plugs of the pull are, counted by cage number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from fabric.catalog import PortGroup
from fabric.sheets.rows.link_row import EndRow, LinkRow, Side
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.topology import NODE_LEAF, STAGES
from layouts import Drop, Pathway, Route, drop_of_edge


class LaneUse(Enum):
    """What lies in a lane, in order from the north or west edge of a pathway."""

    NODES = "cables to nodes"
    SWITCHES = "cables between switches"
    COPPER = "copper"


class Way(NamedTuple):
    """A part of a route: pathways that follow each other under one name."""

    name: str
    """Name of the pathway; of a run of several pathways the name that they share."""
    length_mm: int
    """Length along it."""
    lane: str
    """Part of its width, such as `north half`; empty where it is upright."""
    sleeves: tuple[str, ...]
    """Names of the sleeves and fire barriers on it, in order."""


class PlugKey(NamedTuple):
    """A plug among those of one end of a pull."""

    serial: str
    """Serial of its piece."""
    leg: int
    """Its leg; 0 of a piece with one plug at this end."""


class RackEnd(NamedTuple):
    """The end of a pull in a rack."""

    rack: str
    """Name of the rack."""
    side: str
    """Side of the rack as one faces the ports: left or right."""
    plugs: int
    """Plugs of the pull in this rack."""
    across: frozenset[PlugKey]
    """Plugs whose port lies in the other half of its faceplate."""
    entry: str
    """End of the rack at which the pull enters: top, bottom or side; empty inside a rack."""


class PullWays:
    """The routes and rack ends of the pulls of one plan."""

    def __init__(self, index: PlanIndex, by_pull: Mapping[int, Sequence[LinkRow]]):
        self.index, self.site, self.by_pull = index, index.site, by_pull
        self._rack_ends: dict[tuple[int, Side], RackEnd] = {}
        self._groups: dict[tuple[str, str], PortGroup] = {}

    def ways(self, pull: int) -> tuple[Way, ...]:
        """The parts of the route from the B end, where the pull starts, to the A end; empty inside a rack."""
        number = int(self.index.plan.pulls.route[pull])
        if number < 0:
            return ()
        found: list[Way] = []
        lengths = Counter[str]()
        use = lane_use(self.by_pull[pull][0])
        route = self.index.plan.routes[number]
        for name, length in measure(route):
            lengths[name] += length
        names = route.named_pathways[::-1]
        for run in list_runs(dict.fromkeys(names)):
            pathways = [self.site.pathway_by_id[name] for name in run]
            passed = tuple(one.id for one in pathways if one.kind == "sleeve" or one.firestop)
            longest = max(pathways, key=lambda one: lengths[one.id])
            lane = name_lane(longest, use, self.uses_of.get(longest.id, frozenset()))
            found.append(Way(run_name(run), sum(lengths[name] for name in run), lane, passed))
        return tuple(found)

    @cached_property
    def uses_of(self) -> Mapping[str, frozenset[LaneUse]]:
        """What lies in each pathway when all is laid."""
        found: dict[str, set[LaneUse]] = defaultdict(set)
        for pull, links in self.by_pull.items():
            number = int(self.index.plan.pulls.route[pull])
            for name in self.index.plan.routes[number].named_pathways if number >= 0 else ():
                found[name].add(lane_use(links[0]))
        return {name: frozenset(uses) for name, uses in found.items()}

    def rack_end(self, pull: int, side: Side) -> RackEnd:
        """The end of a pull in a rack: its side, and the plugs that cross to the other half of a faceplate. A pull and
        its landings ask for the same ends.
        """
        key = pull, side
        if key not in self._rack_ends:
            self._rack_ends[key] = self._make_rack_end(pull, side)
        return self._rack_ends[key]

    def _make_rack_end(self, pull: int, side: Side) -> RackEnd:
        plugs = {plug_key(row, side): row.end(side) for row in self.by_pull[pull]}
        half_of = {key: self._half(end) for key, end in plugs.items()}
        halves = Counter(half_of.values())
        rack = next(iter(plugs.values())).rack
        drop = self._drop(pull, side)
        stated = self._stated_side(rack, next(iter(plugs.values())).face, drop)
        chosen = stated or ("left" if halves["left"] >= halves["right"] else "right")
        across = frozenset(key for key, half in half_of.items() if half != chosen)
        return RackEnd(rack, chosen, len(plugs), across, drop.entry if drop else "")

    def _drop(self, pull: int, side: Side) -> Drop | None:
        number = int(self.index.plan.pulls.route[pull])
        if number < 0:
            return None
        edges = self.index.plan.routes[number].pathways
        return self.site.drop_by_id[drop_of_edge(edges[0 if side == "A" else -1]) or ""]

    def _stated_side(self, rack: str, face: str, drop: Drop | None) -> str:
        """The side that the floor states for a rack, as one faces the ports; empty where it states none."""
        named = drop.name if drop else ""
        stated = named if named in ("left", "right") else self.site.rack_by_id[rack].type.entry_side
        if stated == "both" or drop is None:
            return ""
        # The floor counts sides from the front: from behind they change places.
        return {"left": "right", "right": "left"}[stated] if face == "rear" else stated

    def _half(self, end: EndRow) -> str:
        """The half of the faceplate in which a port lies, by cage number: the middle cage counts as left."""
        key = end.device, end.cages
        if key not in self._groups:
            model = self.index.plan.project.catalog.device_types[self.index.device_by_id[end.device].model]
            self._groups[key] = next(one for one in model.port_groups if one.group.partition(":")[0] == end.cages)
        group = self._groups[key]
        return "left" if 2 * (end.cage - group.first_cage + 1) <= group.cages + 1 else "right"


def plug_key(row: LinkRow, side: Side) -> PlugKey:
    """The plug of a link at one end; the head of a splitter is one plug for all of its links."""
    return PlugKey(row.serial, 0 if row.is_head(side) else row.leg)


def far_side(end: RackEnd) -> str:
    """The side of the rack at which a pull does not come down."""
    return "right" if end.side == "left" else "left"


def lane_use(row: LinkRow) -> LaneUse:
    """The lane of a pull, by one of its links."""
    if row.media.fiber == "copper":
        return LaneUse.COPPER
    return LaneUse.NODES if row.stage == STAGES[NODE_LEAF] else LaneUse.SWITCHES


def edges_of(pathway: Pathway) -> tuple[str, ...]:
    """The edges of a pathway from which lanes are counted, and at which they end; none of an upright one."""
    (x1, y1, _), (x2, y2, _) = pathway.points_mm[0], pathway.points_mm[-1]
    if (x1, y1) == (x2, y2):
        return ()
    return ("north", "south") if abs(x2 - x1) >= abs(y2 - y1) else ("west", "east")


def name_lane(pathway: Pathway, use: LaneUse, uses: Iterable[LaneUse]) -> str:
    """The part of the width of a pathway, shared evenly by all uses that lie in it."""
    if not (edges := edges_of(pathway)):
        return ""
    first, last = edges
    order = [one for one in LaneUse if one in uses or one == use]
    if len(order) == 1:
        return "either half"
    place = order.index(use)
    if len(order) == 2:
        return f"{(first, last)[place]} half"
    return f"{(first, 'middle', last)[place]} third"


def measure(route: Route) -> Iterable[tuple[str, int]]:
    """Each straight piece of a route on a pathway, with its length."""
    pieces = zip(route.pathways[1:-1], route.points_mm, route.points_mm[1:], strict=False)
    return [(name, sum(abs(p - q) for p, q in zip(a, b, strict=True))) for name, a, b in pieces]


def list_runs(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Pathways in order, those of one run together: names that differ in a last letter after a digit."""
    runs: list[tuple[str, ...]] = []
    for name in names:
        if runs and run_stem(runs[-1][0]) == run_stem(name):
            runs[-1] = (*runs[-1], name)
        else:
            runs.append((name,))
    return runs


def run_name(run: Sequence[str]) -> str:
    """The name of one pathway, or the name that several share."""
    return run[0] if len(run) == 1 else run_stem(run[0])


def run_stem(name: str) -> str:
    """A name without the letter that counts the parts of a run: JOIN-12-2 of JOIN-12-2a; other names whole."""
    return name[:-1] if len(name) > 2 and name[-1].islower() and name[-2].isdigit() else name
