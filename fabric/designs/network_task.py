"""The task of designing one network, in any family: the devices that it connects and the stock that it may take."""

from collections.abc import Sequence
from dataclasses import dataclass

from fabric.designs.interconnects import SharedSwitches
from fabric.designs.members import Member
from fabric.designs.switch_classes import SwitchStock
from fabric.project import NetworkRequest, Project


@dataclass(frozen=True)
class NetworkTask:
    """One network to find candidates for."""

    project: Project
    """Site, equipment, inventory and request."""
    network: NetworkRequest
    """The network."""
    members: Sequence[Member]
    """Its main devices, in the order that the network asks for."""
    stock: SwitchStock
    """Switches and optics that earlier networks left."""
    shared: SharedSwitches | None = None
    """Switches of an earlier network that take the uplinks; None where the network has spines of its own."""
