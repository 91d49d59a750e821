"""The plugs of existing cables: where each one is, and its far end."""

from collections.abc import Iterator
from typing import NamedTuple

from fabric.catalog import PortName, list_ports
from fabric.plan import Plan
from fabric.project import Device


class StandingPlug(NamedTuple):
    """One end of an existing cable. It stays plugged."""

    rack: str
    """Id of the rack of its device."""
    device: str
    """Id of the device."""
    cages: str
    """Group of cages on the device, without its mode."""
    cage: int
    """Number of the cage in its group."""
    mpo: int
    """Connector of the cage, from 1; 0 where it has one."""
    port: str
    """Printed name of the port, as equipment.yaml has it."""
    cable: str
    """Id of the cable."""
    far_device: str
    """Id of the device at the other end."""
    far_port: str
    """Printed name of the port at the other end."""


def list_standing(plan: Plan) -> tuple[StandingPlug, ...]:
    """Both ends of each existing cable, in the order of the files."""
    devices = {device.id: device for device in plan.devices}
    found = []
    for cable in plan.project.cables:
        first, second = (cable.a_device, cable.a_port), (cable.b_device, cable.b_port)
        for (name, printed), far in ((first, second), (second, first)):
            for cages, port in _find_port(plan, devices[name], printed):
                rack = devices[name].rack or ""
                found.append(StandingPlug(rack, name, cages, port.cage, port.mpo, printed, cable.id, *far))
    return tuple(found)


def _find_port(plan: Plan, device: Device, printed: str) -> Iterator[tuple[str, PortName]]:
    """The port of a printed name, with its group; first in the modes that links of the plan use."""
    device_type = plan.project.catalog.device_types[device.model]
    used = {group for stage in plan.stages for group in (stage.a_group, stage.b_group)}
    for group in sorted(device_type.port_groups, key=lambda group: group.group not in used):
        for port in list_ports(device_type, group.group):
            if port.printed == printed:
                yield group.cages_of, port
                return
