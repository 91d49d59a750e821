"""Links over panels: cord, lane, cord from the A port to the B port, over lanes that are free."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from fabric.audit.cord_ends import CordEnds
from fabric.audit.end_names import ENDS, End
from fabric.audit.minutes import pulls_between_panels
from fabric.audit.panel_lanes import LaneMap, PanelSocket
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan


class JointView:
    """The ends of cords at panels, and the lanes behind them."""

    def __init__(self, plan: Plan):
        self.ends = CordEnds(plan)
        self.lanes = LaneMap(plan, self.ends)
        self.sockets: dict[tuple[int, End], list[PanelSocket]] = defaultdict(list)
        """Segment and end to the ports of panels that the plan names for it, in its order."""
        for joint in plan.joints:
            self.sockets[joint.segment, ENDS[joint.end]].append((joint.panel, joint.port))
        links = sorted({self.ends.link_of[row] for row, _ in self.sockets})
        self.chains = {link: self.ends.rows_of[link] for link in links}
        """Each link over panels with its segments, from A to B."""
        self.between = pulls_between_panels(plan)
        """Pulls that lay trunks between placed panels and nothing else."""

    def is_placed(self, socket: PanelSocket) -> bool:
        """Whether a port is of a panel that the plan places."""
        return self.lanes.panels[socket[0]].placed is not None

    def is_back(self, row: int) -> bool:
        """Whether a segment is a trunk between panels that the plan places: it ends at the backs of their ports."""
        return all(any(map(self.is_placed, self.sockets.get((row, end), ()))) for end in ENDS)

    def is_laid_between(self, row: int) -> bool:
        """Whether a segment lies in a pull of trunks between placed panels, as the mounting of these panels needs."""
        plan = self.ends.plan
        return int(plan.assemblies.pull[plan.segments.assembly[row]]) in self.between

    def link_name(self, row: int) -> str:
        """The link of a segment, by name."""
        return self.ends.names.name(self.ends.link_of[row])


@rule("chain-whole")
def check_chain_whole(view: JointView) -> Iterator[Violation]:
    """A link over panels is a chain of cords: its two outer ends are at the ports of the link, and every end between
    two cords is at one port of a panel.
    """
    for link, rows in view.chains.items():
        for number, row in enumerate(rows):
            for end in ENDS:
                outer = 0 if end == "a" else len(rows) - 1
                found = [view.lanes.socket_name(socket) for socket in view.sockets.get((row, end), ())]
                allowed = f"the {end.upper()} port of the link" if number == outer else "one port of a panel"
                if len(found) != (number != outer):
                    yield Violation(
                        object=view.ends.names.name(link),
                        found=f"{end.upper()} end of cord {number + 1} at {' and '.join(found) or 'no panel'}",
                        allowed=allowed,
                        remedy=f"Plug this end into {allowed}",
                    )


@rule("one-lane")
def check_one_lane(view: JointView) -> Iterator[Violation]:
    """Where a link goes from one cord to the next, the two cords end at the two ends of one lane of a trunk between
    panels.
    """
    for link, rows in view.chains.items():
        for row, after in pairwise(rows):
            near, far = view.lanes.sockets_between(row, after)
            if near is None or far is None or view.is_placed(near):
                continue
            lane = view.lanes.behind.get(near)
            if lane is None:
                yield Violation(
                    object=view.ends.names.name(link),
                    found=f"{view.lanes.socket_name(near)}, without a trunk behind it",
                    allowed="a port with a lane of a trunk between panels",
                    remedy="Plug the cord into a port that has a lane",
                )
            elif lane.far != far:
                other = view.lanes.behind.get(far)
                yield Violation(
                    object=view.ends.names.name(link),
                    found=f"{view.lanes.socket_name(far)} ({other.name if other else 'no trunk'})",
                    allowed=f"{view.lanes.socket_name(lane.far)}, where {lane.name} from "
                    f"{view.lanes.socket_name(near)} ends",
                    remedy="Plug both cords into the ends of one lane",
                )


@rule("panel-port-once")
def check_panel_port_once(view: JointView) -> Iterator[Violation]:
    """A port of a panel carries the end of one cord, and at its back that of one trunk of the plan."""
    held: dict[tuple[PanelSocket, bool], tuple[int, End]] = {}
    for key, sockets in sorted(view.sockets.items()):
        is_back = view.is_back(key[0])
        for socket in dict.fromkeys(sockets):
            if (socket, is_back) in held:
                yield Violation(
                    object=view.lanes.socket_name(socket),
                    found=f"used by {view.link_name(held[socket, is_back][0])} and by {view.link_name(key[0])}",
                    allowed="one trunk at its back" if is_back else "one cord",
                    remedy="Move one of the two links to a free lane",
                )
            held[socket, is_back] = key


@rule("panel-through")
def check_panel_through(view: JointView) -> Iterator[Violation]:
    """At a panel that the plan places, cord and trunk meet at the front and the back of one port."""
    for link, rows in view.chains.items():
        for row, after in pairwise(rows):
            near, far = view.lanes.sockets_between(row, after)
            if near is None or far is None or not (view.is_placed(near) or view.is_placed(far)):
                continue
            if near != far or view.is_back(row) == view.is_back(after):
                yield Violation(
                    object=view.ends.names.name(link),
                    found=f"{view.lanes.socket_name(near)} and {view.lanes.socket_name(far)}"
                    + ("" if near != far else ", both at one side"),
                    allowed="a cord at the front and a trunk at the back of one port",
                    remedy="Plug cord and trunk into one port",
                )


@rule("panel-used")
def check_panel_used(view: JointView) -> Iterator[Violation]:
    """Each panel that the plan places ends a trunk, and the trunks behind it lead to the panel that it names.

    A panel is mounted with its first trunk, so a pull with legs that end elsewhere does not count.
    """
    far_ends: dict[int, set[int]] = defaultdict(set)
    for row, _ in view.sockets:
        if view.is_back(row) and view.is_laid_between(row):
            a, b = (view.sockets[row, end][0][0] for end in ENDS)
            far_ends[a].add(b)
            far_ends[b].add(a)
    for number, panel in enumerate(view.lanes.panels):
        if panel.placed is None:
            continue
        names = sorted(view.lanes.panels[other].id for other in far_ends[number])
        if names != [panel.placed.far]:
            yield Violation(
                object=panel.id,
                found=f"trunks to {' and '.join(names)}" if names else "no trunk behind it",
                allowed=f"trunks to {panel.placed.far}",
                remedy="Lay its trunks to the panel that it names, or leave the panel out",
            )


@rule("panel-serves")
def check_panel_serves(view: JointView) -> Iterator[Violation]:
    """A link over a panel that the plan places is of the network and of the stage for which the panel is placed."""
    plan = view.ends.plan
    for link, rows in view.chains.items():
        stage = plan.stages[int(plan.links.stage[link])]
        sockets = (socket for row in rows for end in ENDS for socket in view.sockets.get((row, end), ()))
        for number in dict.fromkeys(number for number, _ in sockets):
            panel = view.lanes.panels[number]
            if panel.placed and (panel.placed.network, panel.placed.stage) != (stage.network, stage.name):
                yield Violation(
                    object=f"{view.ends.names.name(link)} over {panel.id}",
                    found=f"a link of network {stage.network}, stage {stage.name}",
                    allowed=f"links of network {panel.placed.network}, stage {panel.placed.stage}",
                    remedy="Lead the link over panels of its own network and stage, or lay it directly",
                )


@rule("panel-as-offered")
def check_panel_as_offered(view: JointView) -> Iterator[Violation]:
    """A panel that the plan places is one of the inventory, in a rack that holds panels, for a network that allows it;
    no model is placed more often than the inventory has it.
    """
    project = view.ends.plan.project
    offers = {offer.model: offer for offer in project.inventory.panels}
    allowing = {network.id for network in project.request.networks if network.panels == "allowed"}
    racks = {rack.id: rack.type for rack in project.site.racks}
    placed = [(panel, panel.placed) for panel in project.panels if panel.placed]
    for panel, role in placed:
        offer, rack = offers.get(role.model), racks.get(panel.rack)
        own = (panel.ports, panel.connector, panel.half_ru, panel.depth_mm)
        found = ""
        if offer is None or own != (offer.ports, offer.connector, offer.half_ru, offer.depth_mm):
            found = f"{panel.ports} x {panel.connector} of {panel.half_ru / 2:g} U, said to be {role.model}"
        elif role.network not in allowing:
            found = f"placed for network {role.network}, which does not allow panels"
        elif rack is not None and "panel" not in rack.holds:
            found = f"in rack {panel.rack}, which holds {' and '.join(rack.holds) or 'nothing'}"
        if found:
            yield Violation(
                object=panel.id,
                found=found,
                allowed="a panel of inventory.yaml, in a rack that holds panels, for a network with panels: allowed",
                remedy="Make the plan again",
            )
    for model, count in sorted(Counter(role.model for _, role in placed).items()):
        most = offers[model].quantity if model in offers else None
        if most is not None and count > most:
            yield Violation(
                object=model, found=f"{count} placed", allowed=f"{most}", remedy="Raise the quantity in inventory.yaml"
            )


@rule("lane-free")
def check_lane_free(view: JointView) -> Iterator[Violation]:
    """A lane that is in use already carries no link of the plan."""
    seen: dict[tuple[str, int], None] = {}
    for (row, _), sockets in sorted(view.sockets.items()):
        for lane in (view.lanes.behind[socket] for socket in sockets if socket in view.lanes.behind):
            key = lane.name, view.ends.link_of[row]
            if lane.is_taken and key not in seen:
                yield Violation(
                    object=lane.name,
                    found=f"used by {view.link_name(row)}",
                    allowed="no link, since the lane is in use (ports_in_use)",
                    remedy="Use a free lane, or correct ports_in_use in equipment.yaml",
                )
            seen[key] = None


JOINT_RULES = RuleGroup(
    views=lambda plan: [JointView(plan)],
    rules=(
        check_chain_whole,
        check_one_lane,
        check_panel_through,
        check_panel_used,
        check_panel_serves,
        check_panel_as_offered,
        check_panel_port_once,
        check_lane_free,
    ),
)
"""The rules of this module."""
