"""Candidates of the families without spines, and of dragonfly+: numbers from the request, else balanced ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from fabric.designs.clos import assign_models
from fabric.designs.clos_builder import Hardware
from fabric.designs.conflict import find_conflict
from fabric.designs.interconnects import join_direct
from fabric.designs.media_choice import Candidate, Wiring, by_group, list_variants
from fabric.designs.members import Member, list_named
from fabric.designs.switch_classes import SwitchClass, SwitchStock, list_classes
from fabric.project import NetworkRequest, Project
from fabric.topology import (
    STAGES,
    Attachment,
    Fabric,
    Links,
    SizingError,
    Switch,
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


@dataclass(frozen=True)
class FlatShape:
    """What one flat family is called with these numbers, how its devices attach and how it is built."""

    name: str
    attach: Callable[[], Attachment]
    build: Callable[[Attachment], Fabric]
    exact_bisection: int | None = None


def list_flat(
    project: Project, network: NetworkRequest, members: Sequence[Member], shelf: SwitchStock
) -> Iterator[Candidate]:
    """Every candidate of a flat family for these members, with the reasons of those that cannot be built."""
    for leaf, name, reason in list_classes(project, network, "leaf", network.speed_gbps, None):
        if leaf is None:
            yield Candidate(name, None, reason)
            continue
        direct = [list_named(project, network, wanted) for wanted in network.direct]
        ids = dict.fromkeys([m.id for m in members] + [m.id for pair in direct for m in pair])
        devices = tuple(ids)
        try:
            shape, fabric = build_planes(network, devices, members, leaf, project.request.seed)
        except SizingError as error:
            yield Candidate(name, None, str(error))
            continue
        name = f"{name}, {shape.name}" + (f" in each of {network.planes} planes" if network.planes > 1 else "")
        hardware = Hardware(leaf, leaf, leaf)
        models, short = assign_models(project, fabric, hardware, shelf)
        wirings = _wirings(network, members, leaf, fabric)
        wirings += [join_direct(pair, {device: i for i, device in enumerate(devices)}) for pair in direct]
        obstacle = short or find_conflict(project, network, fabric, models, wirings)
        if obstacle:
            yield Candidate(name, None, obstacle)
            continue
        exact = shape.exact_bisection and network.planes * shape.exact_bisection
        yield from list_variants(project, network, name, fabric, models, wirings, shelf, exact)


def build_planes(
    network: NetworkRequest, devices: tuple[str, ...], members: Sequence[Member], leaf: SwitchClass, seed: int
) -> tuple[FlatShape, Fabric]:
    """The fabric of every plane, port p of a device in plane p mod planes; the shape of the first one."""
    switches: list[Switch] = []
    tables = []
    shapes = []
    for plane in range(network.planes):
        ports = [len(range(plane, m.ports, network.planes)) for m in members] + [0] * (len(devices) - len(members))
        prefix = network.prefix + (f"p{plane + 1}-" if network.planes > 1 else "")
        shapes.append(choose_shape(replace(network, prefix=prefix), devices, ports, leaf, seed))
        fabric = shapes[-1].build(shapes[-1].attach())
        links, shift, first = fabric.links, len(switches), len(devices)
        is_host = links.a_device < first
        tables.append(
            replace(
                links,
                a_device=np.where(is_host, links.a_device, links.a_device + shift).astype(np.int32),
                a_port=np.where(is_host, links.a_port * network.planes + plane, links.a_port).astype(np.int32),
                b_device=links.b_device + shift,
            )
        )
        switches += fabric.switches
    return shapes[0], Fabric(devices, tuple(switches), Links.stack(tables))


def _wirings(network: NetworkRequest, members: Sequence[Member], leaf: SwitchClass, fabric: Fabric) -> list[Wiring]:
    links = fabric.links
    down = links.where(links.stage == 0)
    found = []
    for same in by_group({i: m.group for i, m in enumerate(members)}, range(len(members))).values():
        group = members[same[0]].group
        mask = np.isin(down.a_device, same)
        found.append(Wiring(STAGES[0], network.speed_gbps, group, leaf.down, down.where(mask)))
    for stage in range(1, len(STAGES)):
        rows = links.where(links.stage == stage)
        found.append(Wiring(STAGES[stage], leaf.down.speed_gbps, leaf.down, leaf.down, rows))
    return found


def choose_shape(
    network: NetworkRequest, devices: tuple[str, ...], ports: list[int], leaf: SwitchClass, seed: int
) -> FlatShape:
    """The numbers of the family: those that the request states, the others balanced for the ports of the switch.

    Raises SizingError where they do not fit each other or the devices.
    """
    radix, total = leaf.down_ports, sum(ports)
    if radix < 2:
        raise SizingError(f"a switch of {radix} port joins nothing")
    if network.topology == "jellyfish":
        return _jellyfish(network, devices, ports, total, radix, seed)
    choose = {
        "dragonfly": _dragonfly,
        "dragonfly-plus": _dragonfly_plus,
        "hyperx": _hyperx,
        "slim-fly": _slim_fly,
    }[network.topology]
    return choose(network, devices, ports, total, radix)


def _dragonfly(
    network: NetworkRequest, devices: tuple[str, ...], ports: list[int], total: int, radix: int
) -> FlatShape:
    shape = network.shape
    hosts = shape.hosts_per_switch or max(1, (radix + 1) // 4)
    switches = shape.switches_per_group or max(1, 2 * hosts)
    links = shape.global_links or max(1, min(hosts, radix - hosts - switches + 1))
    if hosts + switches - 1 + links > radix:
        raise SizingError(
            f"{hosts} devices, {switches - 1} local and {links} global links pass the {radix} ports of a switch"
        )
    groups = shape.groups or divide_up(total, hosts * switches)
    _enough(groups * switches * hosts, total, groups * switches)
    return FlatShape(
        f"dragonfly of {groups} groups of {switches}, {hosts} ports down, {links} global links a switch",
        lambda: attach_in_order(ports, hosts, switches),
        lambda a: build_dragonfly(devices, a, groups, switches, links, radix, network.prefix),
    )


def _dragonfly_plus(
    network: NetworkRequest, devices: tuple[str, ...], ports: list[int], total: int, radix: int
) -> FlatShape:
    half = network.shape.hosts_per_switch or radix // 2
    up = radix - half
    if up < 1:
        raise SizingError(f"{half} devices leave none of the {radix} ports of a leaf for spines")
    leaves = network.shape.switches_per_group or radix // 2
    spines, links = up, network.shape.global_links or radix - leaves
    groups = network.shape.groups or divide_up(total, half * leaves)
    _enough(groups * leaves * half, total, groups * (leaves + spines))
    if links < 1 or leaves + links > radix:
        raise SizingError(f"{leaves} leaves and {links} global links pass the {radix} ports of a spine")

    def attach() -> Attachment:
        blocks: list[list[int]] = [[] for _ in range(groups)]
        room = [half * leaves] * groups
        group = 0
        for device, count in enumerate(ports):
            while count > room[group]:
                group += 1
                if group == groups:
                    raise SizingError(f"{total} device ports do not fill {groups} groups without splitting a device")
            blocks[group].append(device)
            room[group] -= count
        return attach_by_unit([b for b in blocks if b], ports, half, 1, leaves)

    return FlatShape(
        f"dragonfly+ of {groups} groups of {leaves} leaves and {spines} spines, {links} global links a spine",
        attach,
        lambda a: build_dragonfly_plus(devices, a, groups, leaves, spines, up, half, links, network.prefix),
    )


def _hyperx(network: NetworkRequest, devices: tuple[str, ...], ports: list[int], total: int, radix: int) -> FlatShape:
    shape = network.shape
    sizes = shape.dimensions or _square(total, radix, shape.hosts_per_switch)
    hosts = shape.hosts_per_switch or divide_up(total, prod(sizes))
    _enough(prod(sizes) * hosts, total, prod(sizes))
    lines = sum(s - 1 for s in sizes)
    links = shape.dimension_links or (max(1, (radix - hosts) // max(1, lines)),) * len(sizes)
    used = sum(k * (s - 1) for s, k in zip(sizes, links, strict=True))
    if hosts < 1 or hosts + used > radix:
        raise SizingError(f"{hosts} devices and {used} links pass the {radix} ports of a switch")
    is_full = total == prod(sizes) * hosts
    per_pair = f" of {links[0]} links" if set(links) == {links[0]} and links[0] > 1 else ""
    return FlatShape(
        f"hyperx of {' x '.join(map(str, sizes))}{per_pair}, {hosts} ports down",
        lambda: attach_in_order(ports, hosts, sizes[-1]),
        lambda a: build_hyperx(devices, a, sizes, links, radix, network.prefix),
        bisection_links(sizes, links) if is_full else None,
    )


def _square(total: int, radix: int, hosts: int | None) -> tuple[int, int]:
    """The smallest square grid whose switches have as many links to each other as device ports."""
    for size in range(2, radix):
        down = hosts or divide_up(total, size * size)
        per_pair = (radix - down) // (2 * (size - 1))
        if per_pair > 0 and down <= 2 * (size - 1) * per_pair and size * size * down >= total:
            return size, size
    raise SizingError(f"no square grid of {radix}-port switches carries {total} device ports: state shape.dimensions")


def _slim_fly(network: NetworkRequest, devices: tuple[str, ...], ports: list[int], total: int, radix: int) -> FlatShape:
    order = network.shape.order
    if order is None:
        order = next((q for q in range(3, radix) if _is_order(q) and _carries(q, total, radix)), None)
        if order is None:
            raise SizingError(f"no Slim Fly of {radix}-port switches carries {total} device ports")
    switches, links = 2 * order * order, degree(order)
    hosts = network.shape.hosts_per_switch or divide_up(total, switches)
    if hosts + links > radix:
        raise SizingError(f"{hosts} devices and {links} links pass the {radix} ports of a switch")
    _enough(switches * hosts, total, switches)
    return FlatShape(
        f"slim fly of order {order}, {switches} switches, {hosts} ports down",
        lambda: attach_in_order(ports, hosts, 2 * order),
        lambda a: build_slim_fly(devices, a, order, radix, network.prefix),
    )


def _is_order(q: int) -> bool:
    try:
        check_order(q)
    except SizingError:
        return False
    return True


def _carries(q: int, total: int, radix: int) -> bool:
    """Whether an order carries so many ports with no more devices a switch than the balance, half the degree."""
    hosts = divide_up(total, 2 * q * q)
    return hosts <= divide_up(degree(q), 2) and hosts + degree(q) <= radix


def _jellyfish(
    network: NetworkRequest, devices: tuple[str, ...], ports: list[int], total: int, radix: int, seed: int
) -> FlatShape:
    shape = network.shape
    hosts = shape.hosts_per_switch or max(1, radix // 4)
    switches = shape.switches or max(2, divide_up(total, hosts))
    links = shape.degree or min(radix - hosts, switches - 1)
    if shape.degree is None and switches * links % 2:
        links -= 1
    _enough(switches * hosts, total, switches)
    if hosts + links > radix:
        raise SizingError(f"{hosts} devices and {links} links pass the {radix} ports of a switch")
    return FlatShape(
        f"jellyfish of {switches} switches with {links} links, {hosts} ports down, seed {seed}",
        lambda: attach_in_order(ports, hosts, 1),
        lambda a: build_jellyfish(devices, a, switches, links, seed, radix, 1, network.prefix),
    )


MOST_SWITCHES = 100_000
"""More than any fabric that was built; numbers beyond are taken for mistakes before anything is made of them."""


def _enough(room: int, total: int, switches: int) -> None:
    if switches > MOST_SWITCHES:
        raise SizingError(f"{switches:,} switches are more than the {MOST_SWITCHES:,} that are looked at")
    if room < total:
        raise SizingError(f"{total} device ports pass the {room} that the switches carry")
