"""Numbers of the families without spines, and of dragonfly+: those of the request, else balanced ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from fabric.designs.switch_classes import SwitchClass
from fabric.project import NetworkRequest
from fabric.topology import (
    Attachment,
    DragonflyPlusShape,
    Fabric,
    SizingError,
    attach_by_unit,
    attach_in_order,
    bisection_links,
    build_dragonfly,
    build_dragonfly_plus,
    build_hyperx,
    build_jellyfish,
    build_slim_fly,
    check_order,
    degree,
)
from layouts import divide_up

MOST_SWITCHES = 100_000
"""Most switches of a fabric, more than any that was built. Larger numbers are refused before a fabric is built."""


@dataclass(frozen=True)
class FlatDevices:
    """The devices of one plane."""

    ids: tuple[str, ...]
    """Ids of the devices."""
    ports: Sequence[int]
    """Ports of each device in the plane; 0 for devices without a switch."""

    @property
    def total(self) -> int:
        """Ports of all devices."""
        return sum(self.ports)


@dataclass(frozen=True)
class FlatShape:
    """One flat family with its numbers."""

    name: str
    """Name of the shape, as designs print it."""
    attach: Callable[[], Attachment]
    """Puts the devices on the switches."""
    build: Callable[[Attachment], Fabric]
    """Builds the fabric. Raises SizingError where ports run out."""
    exact_bisection: int | None = None
    """Links between two halves by the formula of the family; None where there is none for these numbers."""


def choose_shape(network: NetworkRequest, devices: FlatDevices, leaf: SwitchClass, seed: int) -> FlatShape:
    """The numbers of the family: those of the request, the others balanced for the ports of the switch.

    Raises SizingError where they do not fit each other or the devices.
    """
    radix = leaf.down_ports
    if radix < 2:
        raise SizingError(f"a switch needs at least 2 ports, found {radix}")
    if network.topology == "jellyfish":
        return _jellyfish(network, devices, radix, seed)
    return SHAPE_BY_FAMILY[network.topology](network, devices, radix)


def _dragonfly(network: NetworkRequest, devices: FlatDevices, radix: int) -> FlatShape:
    shape = network.shape
    hosts = shape.hosts_per_switch or max(1, (radix + 1) // 4)
    switches = shape.switches_per_group or max(1, 2 * hosts)
    links = shape.global_links or max(1, min(hosts, radix - hosts - switches + 1))
    if hosts + switches - 1 + links > radix:
        raise SizingError(
            f"{hosts} devices, {switches - 1} local and {links} global links exceed the {radix} ports of a switch"
        )
    groups = shape.groups or divide_up(devices.total, hosts * switches)
    _enough(groups * switches * hosts, devices.total, groups * switches)
    return FlatShape(
        f"dragonfly of {groups} groups of {switches}, {hosts} ports down, {links} global links a switch",
        lambda: attach_in_order(devices.ports, hosts, switches),
        lambda a: build_dragonfly(devices.ids, a, groups, switches, links, radix, network.prefix),
    )


def _dragonfly_plus(network: NetworkRequest, devices: FlatDevices, radix: int) -> FlatShape:
    wanted = network.shape
    down = wanted.hosts_per_switch or radix // 2
    up = radix - down
    if up < 1:
        raise SizingError(f"{down} devices leave none of the {radix} ports of a leaf for spines")
    leaves = wanted.switches_per_group or radix // 2
    links = wanted.global_links or radix - leaves
    groups = wanted.groups or divide_up(devices.total, down * leaves)
    shape = DragonflyPlusShape(groups, leaves, spines=up, downlinks=down, uplinks=up, global_links=links)
    _enough(groups * leaves * down, devices.total, groups * (leaves + shape.spines))
    if links < 1 or leaves + links > radix:
        raise SizingError(f"{leaves} leaves and {links} global links exceed the {radix} ports of a spine")
    return FlatShape(
        f"dragonfly+ of {groups} groups of {leaves} leaves and {shape.spines} spines, {links} global links a spine",
        lambda: attach_by_unit(_fill_groups(devices, shape), devices.ports, down, 1, leaves),
        lambda a: build_dragonfly_plus(devices.ids, a, shape, network.prefix),
    )


def _fill_groups(devices: FlatDevices, shape: DragonflyPlusShape) -> list[list[int]]:
    """Numbers of the devices of each group that has any, filled in order. A device stays in one group."""
    members: list[list[int]] = [[] for _ in range(shape.groups)]
    room = [shape.downlinks * shape.leaves] * shape.groups
    group = 0
    for device, count in enumerate(devices.ports):
        while count > room[group]:
            group += 1
            if group == shape.groups:
                raise SizingError(
                    f"{devices.total} device ports do not fit {shape.groups} groups unless a device is split"
                )
        members[group].append(device)
        room[group] -= count
    return [group_members for group_members in members if group_members]


def _hyperx(network: NetworkRequest, devices: FlatDevices, radix: int) -> FlatShape:
    shape = network.shape
    sizes = shape.dimensions or _square(devices.total, radix, shape.hosts_per_switch)
    hosts = shape.hosts_per_switch or divide_up(devices.total, prod(sizes))
    _enough(prod(sizes) * hosts, devices.total, prod(sizes))
    lines = sum(s - 1 for s in sizes)
    links = shape.dimension_links or (max(1, (radix - hosts) // max(1, lines)),) * len(sizes)
    used = sum(k * (s - 1) for s, k in zip(sizes, links, strict=True))
    if hosts < 1 or hosts + used > radix:
        raise SizingError(f"{hosts} devices and {used} links exceed the {radix} ports of a switch")
    is_full = devices.total == prod(sizes) * hosts
    per_pair = f" of {links[0]} links" if set(links) == {links[0]} and links[0] > 1 else ""
    return FlatShape(
        f"hyperx of {' x '.join(map(str, sizes))}{per_pair}, {hosts} ports down",
        lambda: attach_in_order(devices.ports, hosts, sizes[-1]),
        lambda a: build_hyperx(devices.ids, a, sizes, links, radix, network.prefix),
        bisection_links(sizes, links) if is_full else None,
    )


def _square(total: int, radix: int, hosts: int | None) -> tuple[int, int]:
    """The smallest square grid whose switches have at least as many links to each other as device ports."""
    for size in range(2, radix):
        down = hosts or divide_up(total, size * size)
        per_pair = (radix - down) // (2 * (size - 1))
        if per_pair > 0 and down <= 2 * (size - 1) * per_pair and size * size * down >= total:
            return size, size
    raise SizingError(f"no square grid of {radix}-port switches carries {total} device ports: state shape.dimensions")


def _slim_fly(network: NetworkRequest, devices: FlatDevices, radix: int) -> FlatShape:
    order = network.shape.order
    if order is None:
        order = next((q for q in range(3, radix) if _is_order(q) and _carries(q, devices.total, radix)), None)
        if order is None:
            raise SizingError(f"no Slim Fly of {radix}-port switches carries {devices.total} device ports")
    switches, links = 2 * order * order, degree(order)
    hosts = network.shape.hosts_per_switch or divide_up(devices.total, switches)
    if hosts + links > radix:
        raise SizingError(f"{hosts} devices and {links} links exceed the {radix} ports of a switch")
    _enough(switches * hosts, devices.total, switches)
    return FlatShape(
        f"slim fly of order {order}, {switches} switches, {hosts} ports down",
        lambda: attach_in_order(devices.ports, hosts, 2 * order),
        lambda a: build_slim_fly(devices.ids, a, order, radix, network.prefix),
    )


def _is_order(q: int) -> bool:
    """Whether there is a Slim Fly of this order."""
    try:
        check_order(q)
    except SizingError:
        return False
    return True


def _carries(q: int, total: int, radix: int) -> bool:
    """Whether an order carries `total` device ports in balance: a switch has at most half its degree of them."""
    hosts = divide_up(total, 2 * q * q)
    return hosts <= divide_up(degree(q), 2) and hosts + degree(q) <= radix


def _jellyfish(network: NetworkRequest, devices: FlatDevices, radix: int, seed: int) -> FlatShape:
    shape = network.shape
    hosts = shape.hosts_per_switch or max(1, radix // 4)
    switches = shape.switches or max(2, divide_up(devices.total, hosts))
    links = shape.degree or min(radix - hosts, switches - 1)
    if shape.degree is None and switches * links % 2:
        links -= 1
    _enough(switches * hosts, devices.total, switches)
    if hosts + links > radix:
        raise SizingError(f"{hosts} devices and {links} links exceed the {radix} ports of a switch")
    return FlatShape(
        f"jellyfish of {switches} switches with {links} links, {hosts} ports down, seed {seed}",
        lambda: attach_in_order(devices.ports, hosts, 1),
        lambda a: build_jellyfish(devices.ids, a, switches, links, seed, radix, network.prefix),
    )


SHAPE_BY_FAMILY: Mapping[str, Callable[[NetworkRequest, FlatDevices, int], FlatShape]] = {
    "dragonfly": _dragonfly,
    "dragonfly-plus": _dragonfly_plus,
    "hyperx": _hyperx,
    "slim-fly": _slim_fly,
}
"""The numbers of each family that need no seed."""


def _enough(room: int, total: int, switches: int) -> None:
    if switches > MOST_SWITCHES:
        raise SizingError(f"{switches:,} switches exceed the {MOST_SWITCHES:,} that the planner considers")
    if room < total:
        raise SizingError(f"{total} device ports exceed the {room} that the switches carry")
