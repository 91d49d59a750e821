"""The counts of the families without spines, and of dragonfly+. Formulas: the modules of the families."""

from math import prod
from typing import NamedTuple

from fabric.topology.fabric_size import FabricSize, SizingError, check_room
from layouts import divide_up


class RegularShape(NamedTuple):
    """A fabric of equal switches that are joined to each other."""

    family: str
    """Name of the family, as in request.yaml."""
    switches: int
    """Number of switches."""
    degree: int
    """Links of each switch to other switches."""
    sections: int = 1
    """Racks that the switches come in."""
    local_links: int = 0
    """Links between switches of one section."""


def size_dragonfly(
    radix: int, ports: int, hosts: int, switches: int, global_links: int, groups: int | None
) -> FabricSize:
    """A dragonfly for `ports` device ports; without `groups` as many as carry them. Formulas: Kim et al. 2008."""
    if min(hosts, switches, global_links) < 1:
        raise SizingError(f"{radix} ports of a switch are too few: it needs devices, peers and global links")
    if hosts + switches - 1 + global_links > radix:
        raise SizingError(
            f"{hosts} devices, {switches - 1} local and {global_links} global links exceed the {radix} ports of a "
            "switch"
        )
    count = groups or divide_up(ports, hosts * switches)
    check_room(count * hosts * switches, ports)
    if count - 1 > switches * global_links:
        raise SizingError(
            f"{count} groups exceed the {switches * global_links + 1} of {switches} x {global_links} links"
        )
    return FabricSize(
        family="dragonfly",
        tiers=1,
        planes=1,
        sections=count,
        leaf=count * switches,
        node_leaf=ports,
        local_links=count * switches * (switches - 1) // 2,
        global_links=_global_count(count, switches * global_links),
        downlinks=hosts,
        uplinks=switches - 1 + global_links,
        details={"most_groups": switches * global_links + 1},
    )


def size_dragonfly_plus(radix: int, ports: int, groups: int | None) -> FabricSize:
    """A dragonfly+ of balanced groups: radix / 2 leaves and spines of radix / 2 ports each way. Shpiner et al. 2017."""
    half = radix // 2
    count = groups or divide_up(ports, half * half)
    check_room(count * half * half, ports)
    if count - 1 > half * half:
        raise SizingError(f"{count} groups exceed the {half * half + 1} of {half} x {half} global links")
    return FabricSize(
        family="dragonfly-plus",
        tiers=2,
        planes=1,
        sections=count,
        leaf=count * half,
        spine=count * half,
        node_leaf=ports,
        leaf_spine=count * half * half,
        global_links=_global_count(count, half * half),
        downlinks=half,
        uplinks=half,
        details={"most_groups": half * half + 1},
    )


def _global_count(groups: int, ends: int) -> int:
    if groups < 2:
        return 0
    each, rest = divmod(ends, groups - 1)
    extra = rest // 2 * groups + (groups // 2 if rest % 2 and groups % 2 == 0 else 0)
    return each * groups * (groups - 1) // 2 + min(extra, groups * rest // 2)


def size_hyperx(radix: int, ports: int, hosts: int, sizes: tuple[int, ...], links: tuple[int, ...]) -> FabricSize:
    """A HyperX of a grid of switches. Ahn et al. 2009."""
    if len(sizes) != len(links):
        raise SizingError(f"{len(sizes)} dimensions, but links for {len(links)}")
    degree = sum(k * (s - 1) for s, k in zip(sizes, links, strict=True))
    if hosts + degree > radix:
        raise SizingError(f"{hosts} devices and {degree} links exceed the {radix} ports of a switch")
    total = prod(sizes)
    check_room(total * hosts, ports)
    per_axis = [total * k * (s - 1) // 2 for s, k in zip(sizes, links, strict=True)]
    return FabricSize(
        family="hyperx",
        tiers=1,
        planes=1,
        sections=total // sizes[-1],
        leaf=total,
        node_leaf=ports,
        local_links=per_axis[-1],
        global_links=sum(per_axis[:-1]),
        downlinks=hosts,
        uplinks=degree,
    )


def size_regular(shape: RegularShape, radix: int, ports: int, hosts: int) -> FabricSize:
    """Any family of equal switches: Slim Fly, Jellyfish. `hosts` is the number of device ports of each switch."""
    if hosts + shape.degree > radix:
        raise SizingError(f"{hosts} devices and {shape.degree} links exceed the {radix} ports of a switch")
    if shape.degree >= shape.switches:
        raise SizingError(f"{shape.degree} links of a switch exceed its {shape.switches - 1} peers")
    if shape.degree * shape.switches % 2:
        raise SizingError(
            f"{shape.switches} switches of {shape.degree} links leave one port unconnected: "
            "one of the two numbers must be even"
        )
    check_room(shape.switches * hosts, ports)
    return FabricSize(
        family=shape.family,
        tiers=1,
        planes=1,
        sections=shape.sections,
        leaf=shape.switches,
        node_leaf=ports,
        local_links=shape.local_links,
        global_links=shape.switches * shape.degree // 2 - shape.local_links,
        downlinks=hosts,
        uplinks=shape.degree,
    )
