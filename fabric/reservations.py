"""What stands and lies already against what a fabric wants: switches that must keep their place, ports that are
taken.
"""

from fabric.catalog import FABRIC_GROUP
from fabric.equipment import Device
from fabric.naming import list_ports
from fabric.project import Project
from fabric.request import NetworkRequest
from fabric.topology import Fabric


def find_conflict(project: Project, network: NetworkRequest, fabric: Fabric, model: str) -> str:
    """Why the fabric cannot be built beside what is there, or ''.

    A switch of the fabric stands already where equipment.yaml lists a device of its id; it must be of the fabric's
    model and tier. A leaf, spine or core of another id has no part in the fabric, which is never what was meant.
    """
    tiers = {switch.id: switch.tier for switch in fabric.switches}
    for device in project.devices:
        if device.id not in tiers and device.role in ("leaf", "spine", "core"):
            known = ", ".join(list(tiers)[:3])
            called = f"the fabric calls its switches {known}, ..."
            return f"{device.id} is listed as {device.role}, but {called}: use these names"
        if device.id in tiers and (device.role != tiers[device.id] or device.model != model):
            return (
                f"{device.id} is listed as {device.role} {device.model}, the fabric needs a {tiers[device.id]} {model}"
            )
    names = [*fabric.hosts, *tiers]
    taken = {
        end: cable.id
        for cable in project.cables
        for end in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port))
    }
    for device_column, port_column in (
        (fabric.links.a_device, fabric.links.a_port),
        (fabric.links.b_device, fabric.links.b_port),
    ):
        for number, port in zip(device_column.tolist(), port_column.tolist(), strict=True) if taken else ():
            device_model = project.device_by_id[names[number]].model if names[number] in project.device_by_id else model
            group = network.port_group if number < len(fabric.hosts) else FABRIC_GROUP
            printed = list_ports(project.catalog.device_types[device_model], group)[port].printed
            if (names[number], printed) in taken:
                return f"port {printed} of {names[number]} is taken by existing cable {taken[names[number], printed]}"
    return ""


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
