"""The order of the devices of a network: that of their racks needs a rack for each, and a list that jumps from rack to
rack costs time.
"""

from collections.abc import Iterator, Sequence

from fabric.catalog import SWITCH_GROUPS, Catalog
from fabric.project import Device, NetworkRequest, Project, Request
from layouts import Document, Fault


def host_order_faults(
    document: Document, request: Request, devices: Sequence[Device], catalog: Catalog
) -> Iterator[Fault]:
    """Networks whose devices are to follow each other rack by rack while the planner still chooses racks for some."""
    for index, network in enumerate(request.networks):
        if all(choice.host_order == "listed" for choice in network.choices):
            continue
        loose = [device.id for device in _list_members(network, devices, catalog) if device.rack is None]
        if loose:
            more = f" and {len(loose) - 1} more have" if len(loose) > 1 else " has"
            yield document.fault(
                ("networks", index, "host_order"),
                f"{loose[0]}{more} no rack, so they are in no order of racks",
                "Write host_order: listed, or state rack and u of each in equipment.yaml",
            )


def note_scattered_order(project: Project) -> Iterator[str]:
    """A sentence for each network whose devices are listed otherwise than rack by rack, and are planned as listed."""
    racks = project.site.rack_number
    for network in project.request.networks:
        if network.is_given or any(choice.host_order == "racks" for choice in network.choices):
            continue
        members = _list_members(network, project.devices, project.catalog)
        order = [racks[device.rack] for device in members if device.rack is not None and device.su is None]
        if order != sorted(order):
            yield (
                f"network {network.id}: its devices fill scalable units and leaves as listed, which is not rack by "
                "rack. host_order: [listed, racks] of request.yaml lets the planner take the faster order"
            )


def _list_members(network: NetworkRequest, devices: Sequence[Device], catalog: Catalog) -> Iterator[Device]:
    """The devices whose ports a network connects, as listed; no switch is one for the ports that join switches."""
    joins_switches = network.port_group.partition(":")[0] in SWITCH_GROUPS
    for device in devices:
        found = catalog.device_types[device.model]
        if found.group(network.port_group) is not None and not (found.role == "switch" and joins_switches):
            yield device
