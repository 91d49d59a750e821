"""Downlinks and uplinks of a leaf, as the request and the ports of a model allow."""

from fabric.designs.hardware_choice import Hardware
from fabric.project import NetworkRequest
from fabric.topology import SizingError, split_ports


def split_one_tier(network: NetworkRequest, hardware: Hardware) -> tuple[int, int]:
    """Downlinks of a leaf without uplinks, and 0. Links that leave the site go out of the leaves then.

    Where uplinks are ports of their own, links to the peer take these. Links that leave the site take those left, then
    downlinks. Raises SizingError where its ports do not suffice.
    """
    leaf = hardware.leaf
    kept = network.peer_links + network.external_links
    if leaf.is_plain:
        down = leaf.down_ports - kept
    elif leaf.is_shared:
        down = leaf.downlinks_beside(kept)
    elif network.peer_links > leaf.up_ports:
        raise SizingError(f"{network.peer_links} peer links exceed the {leaf.up_ports} uplink ports of {leaf.name}")
    else:
        down = leaf.down_ports - max(0, kept - leaf.up_ports)
    if down < 1:
        raise SizingError(f"{kept} peer and external links leave none of the {leaf.down_ports} ports of a leaf")
    return down, 0


def split_leaf(network: NetworkRequest, hardware: Hardware) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf. Raises SizingError where its ports do not suffice."""
    leaf = hardware.leaf
    kept = network.peer_links
    if not leaf.is_plain:
        down, up = leaf.split(network.oversubscription, kept)
        up = network.uplinks_per_leaf or up
        if leaf.is_shared and network.uplinks_per_leaf:
            down = leaf.downlinks_beside(up + kept)
        if down < 1 or up + kept > leaf.up_ports:
            raise SizingError(
                f"{leaf.name} has {leaf.up_ports} ports of {leaf.up.speed_gbps}G for uplinks; {up} uplinks and "
                f"{kept} peer links leave {max(down, 0)} downlinks"
            )
        return down, up
    radix = leaf.down_ports - kept
    if radix < 1:
        raise SizingError(f"{kept} peer links leave none of the {leaf.down_ports} ports of a leaf")
    if network.uplinks_per_leaf is not None:
        down, _ = split_ports(radix, network.oversubscription, radix - network.uplinks_per_leaf)
        return down, network.uplinks_per_leaf
    return split_ports(radix, network.oversubscription)
