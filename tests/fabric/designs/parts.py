"""Values for tests of designs: port groups, switch classes, members and networks with round figures."""

from dataclasses import replace
from typing import Any

from fabric.catalog import PortGroup
from fabric.designs.members import Member
from fabric.designs.switch_classes import SwitchClass
from fabric.project import NetworkRequest
from tests.hardware import port_group
from tests.requests import network_request


def ports(count: int, group: str = "fabric", speed_gbps: int = 400, **changes: Any) -> PortGroup:
    """A group of cages with one port each, on the front."""
    return port_group(group, count, speed_gbps=speed_gbps, **changes)


def switch_class(down: PortGroup, up: PortGroup | None = None, model: str = "M", protocol: str = "") -> SwitchClass:
    """A class of one model; its uplinks use the same ports where no other group is given."""
    upward = up or down
    return SwitchClass(
        models=(model,), down=down, up=upward, down_ports=down.ports, up_ports=upward.ports, protocol=protocol
    )


def member(name: str, count: int = 1, su: int | None = None, rack: str | None = None) -> Member:
    """A device with `count` ports of 400G."""
    return Member(name, ports(count, "compute"), count, su, rack)


def network(**changes: Any) -> NetworkRequest:
    """A leaf-spine network of 400G without any wish."""
    return replace(network_request("N"), **changes)
