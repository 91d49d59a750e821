"""The links of one design that a bound counts: those of devices of the project, by how they are laid."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design
from fabric.project import Device, Project
from fabric.rules import LinkEnd, device_end

Rows = NDArray[np.bool_]
"""Whether each link of a design is one of some kind, in the order of its links."""


@dataclass(frozen=True, kw_only=True)
class CountedLinks:
    """The links of a design, and the racks of the devices that they join."""

    design: Design
    """The design that they are of."""
    hosts: tuple[Device | None, ...]
    """The device of each host of the fabric; None for a switch of another network."""
    of_hosts: Rows
    """Links with a host at the A end."""
    down: Rows
    """Links from a device of the project to a switch."""
    splits: Rows
    """Links that run over splitters, or may do so."""
    inside: Rows
    """Links that may be inside racks that arrive cabled: they may cost nothing on site but their tests."""
    of_device: Mapping[tuple[int, int], int]
    """The laid links of each host (by index), by stage."""

    @property
    def laid(self) -> Rows:
        """The links of `down` that are laid by pulls of trunks, bundles and single cables."""
        return self.down & ~self.splits & ~self.inside

    @property
    def is_shared(self) -> bool:
        """Whether the fabric connects switches of other networks."""
        return None in self.hosts

    @property
    def racks(self) -> list[str]:
        """The rack of each host; '' where it has none, or is no device of the project."""
        return [device.rack or "" if device else "" for device in self.hosts]

    @property
    def between_hosts(self) -> Rows:
        """Links between two hosts."""
        return self.of_hosts & (self.design.fabric.links.b_device < len(self.hosts))

    def touched_racks(self) -> set[str]:
        """The racks of devices with links: those to switches, and those between two devices."""
        links, between = self.design.fabric.links, self.between_hosts
        ends = np.concatenate([links.a_device[self.down], links.a_device[between], links.b_device[between]])
        return set(np.array(self.racks)[np.unique(ends)].tolist()) - {""}

    def split_counts(self) -> list[int]:
        """The links of each stage that run over splitters, or may; of a shared fabric those of the project's devices.

        A stage without splitters has none.
        """
        rows = (self.splits & self.down if self.is_shared else self.splits) & ~self.inside
        counts: list[int] = np.bincount(
            self.design.fabric.links.stage[rows], minlength=len(self.design.stages)
        ).tolist()
        return counts

    def list_ends(self, project: Project) -> list[tuple[LinkEnd, int]]:
        """The devices in racks with laid links, each with its ports of one stage and the number of its links there."""
        return [
            (device_end(device, project.type_of(device), self.design.stages[stage].a_group.group), count)
            for (host, stage), count in sorted(self.of_device.items())
            if (device := self.hosts[host]) and device.rack is not None
        ]

    def links_without_rack(self) -> Counter[str]:
        """The laid links of each device without a rack, by its id."""
        found: Counter[str] = Counter()
        for (host, _), count in sorted(self.of_device.items()):
            if (device := self.hosts[host]) and device.rack is None:
                found[device.id] += count
        return found


def count_links(project: Project, design: Design, inside: Rows) -> CountedLinks:
    """The links of a design that count, whatever racks its switches stand in.

    `inside` says which may be inside racks that arrive cabled.
    """
    links, hosts = design.fabric.links, tuple(project.device_by_id.get(host) for host in design.fabric.hosts)
    of_hosts = links.a_device < len(hosts)
    down = of_hosts & (links.b_device >= len(hosts))
    down[down] = np.array([device is not None for device in hosts], bool)[links.a_device[down]]
    splits = np.array([stage.most_legs > 1 for stage in design.stages], bool)[links.stage]
    laid = down & ~splits & ~inside
    return CountedLinks(
        design=design,
        hosts=hosts,
        of_hosts=of_hosts,
        down=down,
        splits=splits,
        inside=inside,
        of_device=Counter(zip(links.a_device[laid].tolist(), links.stage[laid].tolist(), strict=True)),
    )
