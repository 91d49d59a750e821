"""Links over panels: cord, lane, cord from the A port to the B port, over lanes that are free."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from fabric.audit.cord_ends import CordEnds
from fabric.audit.end_names import ENDS, End
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
            if near is None or far is None:
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
    """A port of a panel carries the end of one cord."""
    held: dict[PanelSocket, tuple[int, End]] = {}
    for key, sockets in sorted(view.sockets.items()):
        for socket in dict.fromkeys(sockets):
            if socket in held:
                yield Violation(
                    object=view.lanes.socket_name(socket),
                    found=f"used by {view.link_name(held[socket][0])} and by {view.link_name(key[0])}",
                    allowed="one cord",
                    remedy="Move one of the two links to a free lane",
                )
            held[socket] = key


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
    rules=(check_chain_whole, check_one_lane, check_panel_port_once, check_lane_free),
)
"""The rules of this module."""
