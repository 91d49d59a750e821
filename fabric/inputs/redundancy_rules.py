"""Rules on `redundancy: 2`: a device with one port is on one leaf, whatever the request says."""

from collections.abc import Iterator, Mapping, Sequence

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
    """A sentence for each network with two leaves a device, on the devices that have one port and so one leaf.

    Extra devices have a sentence for each list, since redundancy holds for them as well.
    """
    for network in request.networks:
        if network.redundancy != 2:
            continue
        main = _ports_per_plane(network, devices, catalog)
        if any(count > 1 for count in main.values()):  # where none has two, the request is refused
            yield from _sentence(network, "devices", main)
        for extra in network.extras:
            named = [device for device in devices if not extra.devices or device.id in extra.devices]
            group = extra.port_group
            yield from _sentence(network, f"extra devices (group '{group}')", _ports_of(group, named, catalog))


def _sentence(network: NetworkRequest, what: str, ports: Mapping[str, int]) -> Iterator[str]:
    single = [name for name, count in ports.items() if count == 1]
    if single:
        listed = ", ".join([*single[:SHOWN], *(["..."] if len(single) > SHOWN else [])])
        yield (
            f"network {network.id}: redundancy 2 does not hold for {len(single)} of {len(ports)} {what}, which have "
            f"one port and so one leaf: {listed}"
        )


def _ports_per_plane(network: NetworkRequest, devices: Sequence[Device], catalog: Catalog) -> dict[str, int]:
    """Ports by device that the network connects in its plane of fewest; none for a network of listed links."""
    if network.is_given:
        return {}
    ports = _ports_of(network.port_group, devices, catalog)
    return {name: count // network.planes if network.rails is None else network.rails for name, count in ports.items()}


def _ports_of(port_group: str, devices: Sequence[Device], catalog: Catalog) -> dict[str, int]:
    """Ports of a group by device. Ports that join switches make no switch a member, as in the choice of members."""
    found = {}
    for device in devices:
        device_type = catalog.device_types[device.model]
        group = device_type.group(port_group)
        is_fabric = device_type.role == "switch" and port_group.partition(":")[0] in SWITCH_GROUPS
        if group is not None and not is_fabric:
            found[device.id] = group.ports
    return found
