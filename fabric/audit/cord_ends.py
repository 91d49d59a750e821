"""Ends of cables: each is at a port of a device, or at a port of a panel where the link goes on over another cord."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from fabric.audit.end_names import ENDS, End, EndNames
from fabric.plan import Joint, Plan
from layouts import Face


class EndSpot(NamedTuple):
    """Where an end of a cable is plugged in: the device or the panel, with its place in a rack."""

    id: str
    """Id of the device or panel."""
    rack: str | None
    """Id of its rack; None without a place. The site may lack the rack."""
    position_half_ru: int | None
    """Twice its lowest-numbered unit; None without a place."""
    half_ru: int
    """Its height in half units."""
    face: Face
    """The side of the rack at which the port shows."""


class CordEnds:
    """The ends of the segments of a plan. A segment is meant by its row, from 0."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.names = EndNames(plan)
        self.link_of: list[int] = plan.segments.link.tolist()
        """Link of each segment."""
        self.joints = {(joint.segment, ENDS[joint.end]): joint for joint in plan.joints}
        """The port of a panel at each end that is at a panel: of two at one end, the later one."""
        self._spots: dict[tuple[int, str], EndSpot] = {}

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """Link to its segments, in order from A to B."""
        found: dict[int, list[int]] = defaultdict(list)
        for row, link in enumerate(self.link_of):
            found[link].append(row)
        return dict(found)

    @cached_property
    def last_rows(self) -> frozenset[int]:
        """The last segment of each link: with it the link is whole and can be tested."""
        return frozenset({link: row for row, link in enumerate(self.link_of)}.values())

    def device_number(self, row: int, end: End) -> int | None:
        """The index in `plan.devices` of the device at an end of a segment; None at a panel."""
        return None if (row, end) in self.joints else self.names.device_number(self.link_of[row], end)

    def spot(self, row: int, end: End) -> EndSpot:
        """Where an end of a segment is plugged in."""
        joint = self.joints.get((row, end))
        return self._device_spot(self.link_of[row], end) if joint is None else self._panel_spot(joint)

    def _panel_spot(self, joint: Joint) -> EndSpot:
        panel = self.plan.project.panels[joint.panel]
        return EndSpot(panel.id, panel.rack, panel.position_half_ru, panel.half_ru, panel.face)

    def _device_spot(self, link: int, end: End) -> EndSpot:
        key = self.names.device_number(link, end), self.names.group(link, end)
        if key not in self._spots:
            device = self.names.device(link, end)
            half_ru = self.plan.project.type_of(device).half_ru
            face = self.names.face(link, end)
            self._spots[key] = EndSpot(device.id, device.rack, device.position_half_ru, half_ru, face)
        return self._spots[key]
