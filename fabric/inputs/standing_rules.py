"""Rules on networks over the switches of equipment.yaml: the numbers that a request states are those that stand."""

from collections.abc import Iterator, Sequence

from fabric.catalog import SWITCH_GROUPS, Catalog
from fabric.project import Device, NetworkRequest, Request
from layouts import Document, Fault


def standing_faults(
    document: Document, request: Request, devices: Sequence[Device], catalog: Catalog
) -> Iterator[Fault]:
    """Numbers of leaves, spines and tiers that differ from those of the switches that a network joins."""
    leaves = sum(device.role == "leaf" for device in devices)
    spines = sum(device.role == "spine" for device in devices)
    for index, network in enumerate(request.networks):
        if not leaves or not joins_standing(network, devices, catalog):
            continue
        for key, stated, standing in (
            ("leaves", network.leaves, leaves),
            ("spines", network.spines, spines),
            ("tiers", network.tiers, 2),
        ):
            if stated is not None and stated != standing:
                yield document.fault(
                    ("networks", index, key),
                    f"network {network.id} joins the switches of equipment.yaml (leaves: {leaves}, spines: {spines}, "
                    f"tiers: 2), '{key}' states {stated}",
                    f"Write {standing}, or leave the key out",
                )


def joins_standing(network: NetworkRequest, devices: Sequence[Device], catalog: Catalog) -> bool:
    """Whether a network has no devices of its own: it joins the leaves and spines of equipment.yaml."""
    group = network.port_group
    return (
        network.topology == "leaf-spine"
        and group in SWITCH_GROUPS
        and not any(
            catalog.device_types[device.model].role != "switch" and catalog.device_types[device.model].group(group)
            for device in devices
        )
    )
