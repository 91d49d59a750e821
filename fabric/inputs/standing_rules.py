"""Rules on networks over the switches of equipment.yaml: the numbers of the request are those of the existing
switches.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fabric.catalog import SWITCH_GROUPS, Catalog
from fabric.project import Device, NetworkRequest, Request
from layouts import Document, Fault

NEEDS_DEVICES: Mapping[str, Any] = {
    "rails": None, "redundancy": 1, "peer_links": 0, "apart": None, "leaf_per": "fabric", "leaf_position": "any",
    "host_order": "listed",
    "uplinks_for": "ports", "expansion_su": 0, "extra": [], "direct": [],
}  # fmt: skip
"""Keys about the devices of a network, each with its default: they have no meaning where it joins switches alone."""


def standing_faults(
    document: Document, request: Request, devices: Sequence[Device], catalog: Catalog
) -> Iterator[Fault]:
    """Numbers and models that are not those of the switches that a network joins, and keys without meaning there."""
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
        for key, message, remedy in _odd_keys(network, document.data["networks"][index], devices, catalog):
            yield document.fault(
                ("networks", index, key),
                f"network {network.id} joins the switches of equipment.yaml: {message}",
                remedy,
            )


def _odd_keys(
    network: NetworkRequest, stated: Mapping[str, Any], devices: Sequence[Device], catalog: Catalog
) -> Iterator[tuple[str, str, str]]:
    """The keys that say something else than what stands, or nothing: key, message, remedy."""
    for key, default in NEEDS_DEVICES.items():
        if stated.get(key, default) != default:
            yield key, f"it has no devices, so '{key}' has no meaning", "Leave the key out"
    if network.planes > 1:
        yield "planes", f"they are one plane, 'planes' states {network.planes}", "Leave the key out"
    if network.uplink_speed_gbps not in (None, network.speed_gbps):
        message = f"its links have speed_gbps: {network.speed_gbps}, 'uplink_speed_gbps' states another speed"
        yield "uplink_speed_gbps", message, "Leave the key out, or correct speed_gbps"
    yield from _odd_speed(network, stated, devices, catalog)
    if network.uplinks_per_leaf is not None and "oversubscription" in stated:
        message = "'uplinks_per_leaf' tells the number of links, so 'oversubscription' has no meaning"
        yield "oversubscription", message, "Leave one of the two out"
    for tier in ("leaf", "spine"):
        allowed = network.models_of(tier)
        wrong = sorted({device.model for device in devices if device.role == tier and device.model not in allowed})
        # A model that the catalogue lacks is a fault of its own; what it was to be is not known.
        if allowed and wrong and all(model in catalog.device_types for model in allowed):
            key = f"{tier}_models" if stated.get(f"{tier}_models") else "switch_models"
            yield (
                key,
                f"their {tier} switches are {', '.join(wrong)}, which '{key}' leaves out",
                "Add it, or leave the key out",
            )


def _odd_speed(
    network: NetworkRequest, stated: Mapping[str, Any], devices: Sequence[Device], catalog: Catalog
) -> Iterator[tuple[str, str, str]]:
    """A speed that the ports of leaves and spines do not have: key, message, remedy. Leaves alone are not joined."""
    if not any(device.role == "spine" for device in devices):
        return
    models = sorted({device.model for device in devices if device.role in ("leaf", "spine")})
    for group in (catalog.device_types[model].group(network.port_group) for model in models):
        if group is not None and group.speed_gbps != network.speed_gbps:
            wanted = f"speed_gbps is {network.speed_gbps}{'' if 'speed_gbps' in stated else ', its default'}"
            message = f"their ports have {group.speed_gbps} Gb/s ({group.model}), {wanted}"
            yield "speed_gbps", message, f"Write speed_gbps: {group.speed_gbps}"
            return


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
