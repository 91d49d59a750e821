"""Shapes of the families without spines, and of dragonfly+, with the numbers of the request where it states them."""

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
    check_ports,
    check_room,
    choose_dragonfly,
    choose_dragonfly_plus,
    choose_jellyfish,
    choose_slim_fly,
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
    wanted = network.shape
    per_pair = wanted.links_per_group_pair
    shape = choose_dragonfly(
        radix,
        devices.total,
        hosts=wanted.hosts_per_switch,
        switches=wanted.switches_per_group,
        global_links=wanted.global_links,
        groups=wanted.groups,
        per_pair=per_pair,
    )
    groups, switches, hosts, links = shape
    _check_count(groups * switches)
    return FlatShape(
        f"dragonfly of {groups} groups of {switches}, {hosts} ports down, {links} global links per switch"
        f"{_pairs_text(per_pair)}",
        lambda: attach_in_order(devices.ports, hosts, switches),
        lambda a: build_dragonfly(devices.ids, a, shape, radix, network.prefix, per_pair),
    )


def _dragonfly_plus(network: NetworkRequest, devices: FlatDevices, radix: int) -> FlatShape:
    wanted = network.shape
    shape = choose_dragonfly_plus(
        radix,
        devices.total,
        hosts=wanted.hosts_per_switch,
        leaves=wanted.switches_per_group,
        global_links=wanted.global_links,
        groups=wanted.groups,
        per_pair=wanted.links_per_group_pair,
    )
    per_pair = wanted.links_per_group_pair
    groups, leaves, spines, links = shape.groups, shape.leaves, shape.spines, shape.global_links
    _check_count(groups * (leaves + spines))
    return FlatShape(
        f"dragonfly+ of {groups} groups of {leaves} leaves and {spines} spines, {links} global links a spine"
        f"{_pairs_text(per_pair)}",
        lambda: attach_by_unit(_fill_groups(devices, shape), devices.ports, shape.downlinks, 1, leaves),
        lambda a: build_dragonfly_plus(devices.ids, a, shape, network.prefix, per_pair),
    )


def _pairs_text(per_pair: int | None) -> str:
    return "" if per_pair is None else f", {per_pair} of every two groups"


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
    _check_count(prod(sizes))
    check_room(prod(sizes) * hosts, devices.total)
    lines = sum(s - 1 for s in sizes)
    links = shape.dimension_links or (max(1, (radix - hosts) // max(1, lines)),) * len(sizes)
    used = sum(k * (s - 1) for s, k in zip(sizes, links, strict=True))
    check_ports(radix, hosts, used)
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
    wanted = network.shape
    shape = choose_slim_fly(radix, devices.total, hosts=wanted.hosts_per_switch, order=wanted.order)
    _check_count(shape.switches)
    return FlatShape(
        f"slim fly of order {shape.order}, {shape.switches} switches, {shape.hosts} ports down",
        lambda: attach_in_order(devices.ports, shape.hosts, 2 * shape.order),
        lambda a: build_slim_fly(devices.ids, a, shape.order, radix, network.prefix),
    )


def _jellyfish(network: NetworkRequest, devices: FlatDevices, radix: int, seed: int) -> FlatShape:
    wanted = network.shape
    switches, hosts, links = choose_jellyfish(
        radix, devices.total, hosts=wanted.hosts_per_switch, switches=wanted.switches, degree=wanted.degree
    )
    _check_count(switches)
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


def _check_count(switches: int) -> None:
    """Raises SizingError where a fabric has too many switches to be built."""
    if switches > MOST_SWITCHES:
        raise SizingError(f"{switches:,} switches exceed the {MOST_SWITCHES:,} that the planner considers")
