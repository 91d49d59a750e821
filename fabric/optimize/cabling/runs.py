"""Cable runs: a link is one run from device to device, or two runs that end at the panels of a lane.

Where the plan lays the trunk between the panels as well, that is a third run. Everything that lays cables works on
runs. Run i of the first ones begins at the A end of link i; then come those between panels, then the second cords.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from fabric.plan import PanelPort, device_of_panel
from fabric.project import Device, Panel
from fabric.topology import Links
from layouts import IntColumn


class LanePick(NamedTuple):
    """The ports at both ends of a lane that a link takes, from its A end to its B end."""

    a: PanelPort
    """Port at which the cord from the A end of the link ends."""
    b: PanelPort
    """Port at which the cord to the B end begins."""
    is_laid: bool = False
    """Whether the plan lays the trunk between the two ports."""


@dataclass(frozen=True)
class Runs:
    """The runs of some links. Ends are devices, then panels: number `devices` + p is panel p."""

    links: Links
    """A row for each run. The port of a panel is its number from 1. Runs between panels have stages of their own: those
    of their links and `stages` more.
    """
    link: IntColumn
    """The link that each run belongs to."""
    devices: int
    """Number of devices."""

    @property
    def has_panels(self) -> bool:
        """Whether any run ends at a panel."""
        return bool((self.links.a_device >= self.devices).any())

    def panel_ends(self, run: int) -> list[tuple[int, PanelPort]]:
        """The ends of a run that are ports of panels: 0 for its A end, 1 for its B end."""
        found = []
        for end, number, port in (
            (0, self.links.a_device[run], self.links.a_port[run]),
            (1, self.links.b_device[run], self.links.b_port[run]),
        ):
            if number >= self.devices:
                found.append((end, PanelPort(int(number) - self.devices, int(port))))
        return found


def list_runs(links: Links, devices: int, picks: Mapping[int, LanePick], stages: int = 0) -> Runs:
    """The runs of links of which some take a lane (`picks`, by link); `stages` is the number of kinds of links."""
    count = len(links)
    if not picks:
        return Runs(links, np.arange(count, dtype=np.int32), devices)
    over = np.array(sorted(picks), np.int32)
    ports = [picks[link] for link in over.tolist()]
    b_device, b_port = links.b_device.copy(), links.b_port.copy()
    b_device[over] = [devices + pick.a.panel for pick in ports]
    b_port[over] = [pick.a.port for pick in ports]
    first = Links(links.stage, links.a_device, links.a_port, b_device, b_port)
    second = Links(
        links.stage[over],
        np.array([devices + pick.b.panel for pick in ports], np.int32),
        np.array([pick.b.port for pick in ports], np.int32),
        links.b_device[over],
        links.b_port[over],
    )
    laid = np.array([link for link in over.tolist() if picks[link].is_laid], np.int32)
    near, far = ([getattr(picks[link], end) for link in laid.tolist()] for end in ("a", "b"))
    between = Links(
        (links.stage[laid] + stages).astype(np.int32),
        np.array([devices + port.panel for port in near], np.int32),
        np.array([port.port for port in near], np.int32),
        np.array([devices + port.panel for port in far], np.int32),
        np.array([port.port for port in far], np.int32),
    )
    link = np.concatenate([np.arange(count, dtype=np.int32), laid, over])
    return Runs(Links.stack([first, between, second]), link, devices)


def list_ends(devices: Sequence[Device], panels: Sequence[Panel]) -> list[Device]:
    """Devices, then panels as devices."""
    return [*devices, *map(device_of_panel, panels)]
