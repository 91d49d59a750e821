"""The lanes of the trunks that lie between panels: which two ports of panels each of them joins."""

from typing import NamedTuple

from fabric.audit.cord_ends import CordEnds
from fabric.audit.end_names import End
from fabric.plan import Plan
from fabric.project import PanelTrunk

PanelSocket = tuple[int, int]
"""A port of a panel: index of the panel in the project, number of the port from 1."""


class LaneEnd(NamedTuple):
    """What lies behind a port of a panel."""

    trunk: PanelTrunk
    """The trunk."""
    lane: int
    """Its lane, from 0."""
    far: PanelSocket
    """The port at the other end of the lane."""

    @property
    def name(self) -> str:
        """The lane in findings, counted from 1."""
        return f"{self.trunk.id} lane {self.lane + 1}"

    @property
    def is_taken(self) -> bool:
        """Whether the lane was in use before the plan."""
        return self.lane in self.trunk.taken


class LaneMap:
    """The lane behind each port of each panel, and the lane between two cords."""

    def __init__(self, plan: Plan, ends: CordEnds):
        self.panels, self._ends = plan.project.panels, ends
        number = {panel.id: index for index, panel in enumerate(self.panels)}
        self.behind: dict[PanelSocket, LaneEnd] = {}
        """Port to the lane that ends there."""
        for trunk in plan.project.panel_trunks:
            for lane in range(trunk.lanes):
                a = number[trunk.a_panel], trunk.a_first + lane
                b = number[trunk.b_panel], trunk.b_first + lane
                self.behind[a], self.behind[b] = LaneEnd(trunk, lane, b), LaneEnd(trunk, lane, a)

    def socket_name(self, socket: PanelSocket) -> str:
        """A port of a panel in findings."""
        return f"{self.panels[socket[0]].id} port {socket[1]}"

    def sockets_between(self, row: int, after: int) -> tuple[PanelSocket | None, PanelSocket | None]:
        """The ports at which a segment ends and at which the segment after it begins; None where it is at no panel."""
        return self._socket(row, "b"), self._socket(after, "a")

    def _socket(self, row: int, end: End) -> PanelSocket | None:
        joint = self._ends.joints.get((row, end))
        return None if joint is None else (joint.panel, joint.port)
