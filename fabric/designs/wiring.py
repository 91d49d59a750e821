"""Links by kind, before their medium is chosen."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from fabric.catalog import PortGroup
from fabric.topology import Fabric, Links


@dataclass(frozen=True)
class Wiring:
    """The links of one kind between ports of two groups."""

    name: str
    """Name of the stage: one of fabric.topology.STAGES."""
    speed_gbps: int
    """Speed of a link."""
    a_group: PortGroup
    """Ports at the A end."""
    b_group: PortGroup
    """Ports at the B end."""
    links: Links
    """The links; devices count as in the fabric."""


@dataclass(frozen=True)
class StandingCords:
    """The existing cords that are links of the fabric."""

    ids: tuple[str, ...] = ()
    """Ids of the cords in equipment.yaml."""
    links: Links | None = None
    """The links that the cords carry, with the numbers of fabric.topology.STAGES; None for no cords."""
    surplus: str = ""
    """The reason why a cord cannot be a link of the fabric, though it joins two devices of it; '' where all can."""


NO_CORDS = StandingCords()
"""The value for a fabric without existing cords: all of its links are laid."""


@dataclass(frozen=True)
class WiredFabric:
    """A fabric with a model for every switch and its links by kind. Only their media are not chosen yet."""

    name: str
    """Name of the shape, as people read it."""
    fabric: Fabric
    """Devices and switches; its own links are those of all wirings."""
    models: tuple[str, ...]
    """Model of each switch."""
    wirings: Sequence[Wiring]
    """Its links, kind by kind; a kind may have none."""
    exact_bisection: int | None = None
    """Links between two halves by the formula of the family; None where there is none for these numbers."""
    cords: StandingCords = NO_CORDS
    """Its links that are in place already; the wirings do not have them."""


def port_kind(group: PortGroup) -> Hashable:
    """The kind of some ports: cage kind, connectors, speed, name of the group, numbers of its cages.

    A wiring has one group of ports at each end, by which transceivers get the numbers of their cages.
    """
    numbers = group.first_cage, group.lanes, group.skip, group.absent
    return group.cage_kind, group.mpos, group.speed_gbps, group.group, numbers


def by_port_kind(groups: Mapping[int, PortGroup], members: Sequence[int]) -> list[list[int]]:
    """Members apart by the kind of their ports."""
    found: dict[Hashable, list[int]] = {}
    for member in members:
        found.setdefault(port_kind(groups[member]), []).append(member)
    return list(found.values())
