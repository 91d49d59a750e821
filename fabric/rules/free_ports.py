"""Ports of existing switches that no existing cable takes."""

from fabric.catalog import FABRIC_GROUP, list_ports
from fabric.project import Device, Project


def free_ports(project: Project, device: Device) -> list[int]:
    """Numbers of a switch's fabric ports that no existing cable takes."""
    taken = {
        port
        for cable in project.cables
        for name, port in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port))
        if name == device.id
    }
    ports = list_ports(project.type_of(device), FABRIC_GROUP)
    return [number for number, port in enumerate(ports) if port.printed not in taken]
