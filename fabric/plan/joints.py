"""Ends of cords at panels, and the lanes of the trunks behind them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.project import PanelTrunk, Project


@dataclass(frozen=True)
class Joint:
    """The end of a cord at a port of a panel, in place of a port of a device."""

    segment: int
    """Index into the segments of the plan: the link with the cord that ends here."""
    end: int
    """0 where it is the A end of that cord, 1 where it is the B end."""
    panel: int
    """Index into the panels of the project."""
    port: int
    """Number of the port, from 1."""


class PanelLane(NamedTuple):
    """A lane of a trunk between two panels, seen from one of its ends."""

    trunk: int
    """Index into the trunks between panels of the project."""
    lane: int
    """Number of the lane, from 0."""
    far_panel: int
    """Index of the panel at its other end."""
    far_port: int
    """Number of the port there, from 1."""


class PanelPort(NamedTuple):
    """A port of a panel."""

    panel: int
    """Index into the panels of the project."""
    port: int
    """Number of the port, from 1."""


def list_lanes(project: Project) -> dict[PanelPort, PanelLane]:
    """The lane behind each port of a panel that has one, lanes in use included."""
    number = {panel.id: index for index, panel in enumerate(project.panels)}
    found: dict[PanelPort, PanelLane] = {}
    for index, trunk in enumerate(project.panel_trunks):
        for lane, (a, b) in enumerate(_ports(number[trunk.a_panel], number[trunk.b_panel], trunk)):
            found[a] = PanelLane(index, lane, *b)
            found[b] = PanelLane(index, lane, *a)
    return found


def _ports(a_panel: int, b_panel: int, trunk: PanelTrunk) -> Iterator[tuple[PanelPort, PanelPort]]:
    """Both ports of each lane of a trunk."""
    for lane in range(trunk.lanes):
        yield PanelPort(a_panel, trunk.a_first + lane), PanelPort(b_panel, trunk.b_first + lane)


def count_unknown_lanes(project: Project, joints: Sequence[Joint]) -> dict[str, int]:
    """The links over each trunk between panels that gives no loss, by its id."""
    lanes = list_lanes(project) if joints else {}
    first = (PanelPort(one.panel, one.port) for one in joints if one.end == 1)
    # Behind a panel that the plan places lies a trunk of the plan, a segment of its own.
    trunks = (project.panel_trunks[lanes[port].trunk] for port in first if port in lanes)
    return dict(Counter(t.id for t in trunks if t.connector_loss_mdb is None or t.loss_mdb_per_km is None))
