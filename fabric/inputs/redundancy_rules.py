"""Rules on `redundancy: 2`: a device with one port is on one leaf, whatever the request says."""

from collections.abc import Iterator, Sequence

from fabric.catalog import SWITCH_GROUPS, Catalog
from fabric.project import Device, NetworkRequest, Request
from layouts import Document, Fault

SHOWN = 6
"""Names that a sentence lists."""


def redundancy_faults(
    document: Document, request: Request, devices: Sequence[Device], catalog: Catalog
) -> Iterator[Fault]:
    """Networks that ask for two leaves a device, where no device has two ports in a plane."""
    for index, network in enumerate(request.networks):
        ports = _ports_per_plane(network, devices, catalog)
        if network.redundancy == 2 and ports and max(ports.values()) < 2:
            plane = " in each plane" if network.planes > 1 else ""
            yield document.fault(
                ("networks", index, "redundancy"),
                f"each device is to be on two leaves, but none of {len(ports)} has two ports of group "
                f"'{network.port_group}'{plane}",
                "Leave redundancy out, or name a group of two ports or more",
            )


def note_single(request: Request, devices: Sequence[Device], catalog: Catalog) -> Iterator[str]:
    """A sentence for each network with two leaves a device, on the devices that have one port and so one leaf."""
    for network in request.networks:
        ports = _ports_per_plane(network, devices, catalog)
        single = [name for name, count in ports.items() if count == 1]
        if network.redundancy == 2 and single and len(single) < len(ports):
            listed = ", ".join([*single[:SHOWN], *(["..."] if len(single) > SHOWN else [])])
            yield (
                f"network {network.id}: redundancy 2 does not hold for {len(single)} of {len(ports)} devices, which "
                f"have one port and so one leaf: {listed}"
            )


def _ports_per_plane(network: NetworkRequest, devices: Sequence[Device], catalog: Catalog) -> dict[str, int]:
    """Ports by device that the network connects in its plane of fewest; none for a network of listed links."""
    if network.is_given:
        return {}
    found = {}
    for device in devices:
        device_type = catalog.device_types[device.model]
        group = device_type.group(network.port_group)
        # Ports that join switches do not make a switch a member, as in the choice of members.
        is_fabric = device_type.role == "switch" and network.port_group.partition(":")[0] in SWITCH_GROUPS
        if group is not None and not is_fabric:
            found[device.id] = group.ports // network.planes if network.rails is None else network.rails
    return found
