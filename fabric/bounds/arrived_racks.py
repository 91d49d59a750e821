"""What of a design may be inside racks that arrive cabled: its links and transceivers may cost nothing on site.

A link may be inside such a rack if both its ends may stand in it. A device with a rack stands there; a new switch may
stand in any rack that takes switches; a device without a rack, or of another network, in any rack.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.host_racks import holds_switches
from fabric.designs import Design
from fabric.project import Project

_ANY_SWITCH, _ANYWHERE = -1, -2
"""Codes of ends without a rack: in any rack that takes switches; in any rack."""


class ArrivedRacks:
    """The racks of a project that arrive cabled, as a design may use them."""

    def __init__(self, project: Project, design: Design, racked_switches: Mapping[str, str]):
        self.design, prepare = design, project.crew.prepare
        racks = [] if prepare is None else [rack.id for rack in project.site.racks if prepare.arrives_in(rack.id)]
        number = project.site.rack_number
        self.arrived = frozenset(number[rack] for rack in racks)
        self.able = frozenset(number[rack] for rack in racks if holds_switches(project.site, rack))
        placed = {device.id: device.rack for device in project.devices} | dict(racked_switches)
        hosts = [placed.get(host) for host in design.fabric.hosts]
        switches = [placed.get(switch.id) for switch in design.fabric.switches]
        self.codes = np.array(
            [_ANYWHERE if rack is None else number[rack] for rack in hosts]
            + [_ANY_SWITCH if rack is None else number[rack] for rack in switches],
            np.int64,
        )
        """The number of the rack of each device and switch of the fabric, or the code of where it may stand."""

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """Whether each link may be inside a rack that arrives cabled, in the order of the links."""
        links = self.design.fabric.links
        if not self.arrived:
            return np.zeros(len(links), bool)
        ends = self.codes[np.column_stack([links.a_device, links.b_device])]
        low, high = ends.min(axis=1), ends.max(axis=1)
        arrived, able = (np.isin(high, sorted(found)) for found in (self.arrived, self.able))
        both_fixed = arrived & (low == high)
        one_fixed = np.where(low == _ANY_SWITCH, able, arrived)
        none_fixed = np.where(high == _ANY_SWITCH, bool(self.able), True)
        found: NDArray[np.bool_] = np.where(low >= 0, both_fixed, np.where(high >= 0, one_fixed, none_fixed))
        return found

    @cached_property
    def fitted(self) -> NDArray[np.bool_]:
        """Whether the transceivers of each device and switch of the fabric may arrive in its rack."""
        loose = np.where(self.codes == _ANY_SWITCH, bool(self.able), bool(self.arrived))
        return np.where(self.codes >= 0, np.isin(self.codes, sorted(self.arrived)), loose)

    def count_optics(self) -> int:
        """The transceivers of the design that may arrive in racks."""
        cages = self.design.least_cages
        return int(self.fitted[cages.device[cages.optic >= 0]].sum())
