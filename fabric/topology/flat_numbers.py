"""Numbers of the families without spines, and of dragonfly+: the stated ones, the others balanced for a switch.

Stated numbers are None where the family is to choose. `radix` is the number of ports of a switch, at least 1, `ports`
the number of device ports. Each function raises SizingError with the limit that is exceeded. Sources: the modules of
the families.
"""

from typing import NamedTuple

from fabric.topology.fabric_size import SizingError, check_room
from fabric.topology.slim_fly import degree, is_order
from layouts import divide_up


class DragonflyShape(NamedTuple):
    """The numbers of a dragonfly."""

    groups: int
    """Groups of fully joined switches."""
    switches: int
    """Switches of a group."""
    hosts: int
    """Device ports of a switch."""
    global_links: int
    """Links of a switch to other groups."""


class DragonflyPlusShape(NamedTuple):
    """The numbers of a dragonfly+."""

    groups: int
    """Leaf-spine groups."""
    leaves: int
    """Leaves of a group."""
    spines: int
    """Spines of a group."""
    downlinks: int
    """Ports of a leaf for devices; its uplinks take the next ones."""
    uplinks: int
    """Uplinks of a leaf, spread over the spines of its group."""
    global_links: int
    """Links of a spine to spines of other groups."""


class SlimFlyShape(NamedTuple):
    """The numbers of a Slim Fly."""

    order: int
    """q, an odd prime."""
    switches: int
    """Switches: 2 q^2."""
    hosts: int
    """Device ports of a switch."""
    degree: int
    """Links of a switch to other switches."""


class JellyfishShape(NamedTuple):
    """The numbers of a Jellyfish."""

    switches: int
    """Switches."""
    hosts: int
    """Device ports of a switch."""
    degree: int
    """Links of a switch to other switches."""


def choose_dragonfly(
    radix: int,
    ports: int,
    *,
    hosts: int | None = None,
    switches: int | None = None,
    global_links: int | None = None,
    groups: int | None = None,
    per_pair: int | None = None,
) -> DragonflyShape:
    """A balanced dragonfly: a quarter of the ports for devices, twice as many switches in a group. With `per_pair`
    links of every two groups, as few global links as these need.
    """
    hosts = hosts or max(1, (radix + 1) // 4)
    switches = switches or max(1, 2 * hosts)
    count = groups or divide_up(ports, hosts * switches)
    least = max(1, divide_up((per_pair or 0) * (count - 1), switches))
    links = global_links or (least if per_pair else max(1, min(hosts, radix - hosts - switches + 1)))
    if hosts + switches - 1 + links > radix:
        raise SizingError(
            f"{hosts} devices, {switches - 1} local and {links} global links exceed the {radix} ports of a switch"
        )
    shape = DragonflyShape(count, switches, hosts, links)
    check_room(shape.groups * switches * hosts, ports)
    return shape


def choose_dragonfly_plus(
    radix: int,
    ports: int,
    *,
    hosts: int | None = None,
    leaves: int | None = None,
    global_links: int | None = None,
    groups: int | None = None,
    per_pair: int | None = None,
) -> DragonflyPlusShape:
    """A balanced dragonfly+: half of the ports of leaf and spine down; as many spines in a group as a leaf has
    uplinks. With `per_pair` links of every two groups, as few global links as these need.
    """
    down = hosts or radix // 2
    up = radix - down
    if up < 1:
        raise SizingError(f"{down} devices leave none of the {radix} ports of a leaf for spines")
    leaves = leaves or radix // 2
    count = groups or divide_up(ports, max(1, down * leaves))
    links = global_links or (max(1, divide_up(per_pair * (count - 1), up)) if per_pair else radix - leaves)
    if min(down, leaves) < 1:
        raise SizingError(f"{radix} ports of a switch are too few: a leaf needs devices and spines")
    shape = DragonflyPlusShape(count, leaves, up, down, up, links)
    check_room(shape.groups * leaves * down, ports)
    if links < 1 or leaves + links > radix:
        raise SizingError(f"{leaves} leaves and {links} global links exceed the {radix} ports of a spine")
    return shape


def choose_slim_fly(radix: int, ports: int, *, hosts: int | None = None, order: int | None = None) -> SlimFlyShape:
    """A Slim Fly with the devices spread over all switches; of the smallest order that carries them in balance."""
    if order is None:
        order = next((q for q in range(3, radix) if is_order(q) and _carries(q, ports, radix)), None)
        if order is None:
            raise SizingError(f"no Slim Fly of {radix}-port switches carries {ports} device ports")
    switches, links = 2 * order * order, degree(order)
    hosts = hosts or divide_up(ports, switches)
    check_ports(radix, hosts, links)
    check_room(switches * hosts, ports)
    return SlimFlyShape(order, switches, hosts, links)


def choose_jellyfish(
    radix: int, ports: int, *, hosts: int | None = None, switches: int | None = None, degree: int | None = None
) -> JellyfishShape:
    """A Jellyfish with a quarter of the ports for devices, and links on all others; one less where a switch would
    stay without a peer.
    """
    hosts = hosts or max(1, radix // 4)
    switches = switches or max(2, divide_up(ports, hosts))
    links = degree or max(0, min(radix - hosts, switches - 1))
    if degree is None and switches * links % 2:
        links -= 1
    check_room(switches * hosts, ports)
    check_ports(radix, hosts, links)
    return JellyfishShape(switches, hosts, links)


def check_ports(radix: int, hosts: int, links: int) -> None:
    """Raises SizingError where devices and links take more ports than a switch has."""
    if hosts < 1 or hosts + links > radix:
        raise SizingError(f"{hosts} devices and {links} links exceed the {radix} ports of a switch")


def check_groups(groups: int, ends_per_group: int, per_pair: int | None = None) -> None:
    """Raises SizingError where there are more groups than the global links of a group reach, `per_pair` to each."""
    if per_pair is not None and per_pair * (groups - 1) > ends_per_group:
        raise SizingError(
            f"{per_pair} links of every two of {groups} groups take {per_pair * (groups - 1)} global links of a group, "
            f"which has {ends_per_group}"
        )
    if groups - 1 > ends_per_group:
        raise SizingError(f"{groups} groups exceed the {ends_per_group + 1} that {ends_per_group} global links reach")


def check_regular(switches: int, degree: int) -> None:
    """Raises SizingError where no graph of equal switches has so many links."""
    if degree >= switches:
        raise SizingError(f"{degree} links of a switch exceed its {switches - 1} peers")
    if degree * switches % 2:
        raise SizingError(
            f"{switches} switches of {degree} links leave one port unconnected: one of the two numbers must be even"
        )


def _carries(q: int, ports: int, radix: int) -> bool:
    """Whether an order carries the device ports in balance: a switch has at most half its degree of them."""
    hosts = divide_up(ports, 2 * q * q)
    return hosts <= divide_up(degree(q), 2) and hosts + degree(q) <= radix
