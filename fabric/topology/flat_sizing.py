"""The counts of the families without spines, and of dragonfly+. Formulas: the modules of the families."""

from math import prod
from typing import NamedTuple

from fabric.topology.fabric_size import FabricSize, SizingError, check_room
from fabric.topology.flat_numbers import (
    check_groups,
    check_ports,
    check_regular,
    choose_dragonfly,
    choose_dragonfly_plus,
    choose_jellyfish,
    choose_slim_fly,
)


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
    radix: int,
    ports: int,
    hosts: int | None = None,
    switches: int | None = None,
    global_links: int | None = None,
    groups: int | None = None,
    per_pair: int | None = None,
) -> FabricSize:
    """A dragonfly for `ports` device ports. Formulas: Kim et al. 2008."""
    shape = choose_dragonfly(
        radix, ports, hosts=hosts, switches=switches, global_links=global_links, groups=groups, per_pair=per_pair
    )
    count, per_group = shape.groups, shape.switches
    ends = per_group * shape.global_links
    check_groups(count, ends, per_pair)
    return FabricSize(
        family="dragonfly",
        tiers=1,
        planes=1,
        sections=count,
        leaf=count * per_group,
        node_leaf=ports,
        local_links=count * per_group * (per_group - 1) // 2,
        global_links=_global_count(count, ends, per_pair),
        downlinks=shape.hosts,
        uplinks=per_group - 1 + shape.global_links,
        details={"most_groups": ends + 1},
    )


def size_dragonfly_plus(
    radix: int,
    ports: int,
    *,
    hosts: int | None = None,
    leaves: int | None = None,
    global_links: int | None = None,
    groups: int | None = None,
    per_pair: int | None = None,
) -> FabricSize:
    """A dragonfly+ for `ports` device ports. Formulas: Shpiner et al. 2017."""
    shape = choose_dragonfly_plus(
        radix, ports, hosts=hosts, leaves=leaves, global_links=global_links, groups=groups, per_pair=per_pair
    )
    count, ends = shape.groups, shape.spines * shape.global_links
    check_groups(count, ends, per_pair)
    return FabricSize(
        family="dragonfly-plus",
        tiers=2,
        planes=1,
        sections=count,
        leaf=count * shape.leaves,
        spine=count * shape.spines,
        node_leaf=ports,
        leaf_spine=count * shape.leaves * shape.uplinks,
        global_links=_global_count(count, ends, per_pair),
        downlinks=shape.downlinks,
        uplinks=shape.uplinks,
        details={"most_groups": ends + 1},
    )


def _global_count(groups: int, ends: int, per_pair: int | None) -> int:
    """The links between groups with `ends` each: as many for each pair of groups, and rings of the ends that are left.

    `per_pair` states those of each pair; then no ends are joined beside these. A ring takes two ends of each group. A
    single end that is left joins opposite groups, where their number is even.
    """
    if groups < 2:
        return 0
    if per_pair is not None:
        return per_pair * groups * (groups - 1) // 2
    each, rest = divmod(ends, groups - 1)
    extra = rest // 2 * groups + (groups // 2 if rest % 2 and groups % 2 == 0 else 0)
    return each * groups * (groups - 1) // 2 + min(extra, groups * rest // 2)


def size_hyperx(radix: int, ports: int, hosts: int, sizes: tuple[int, ...], links: tuple[int, ...]) -> FabricSize:
    """A HyperX of a grid of switches. Ahn et al. 2009."""
    if len(sizes) != len(links):
        raise SizingError(f"{len(sizes)} dimensions, but links for {len(links)}")
    degree = sum(k * (s - 1) for s, k in zip(sizes, links, strict=True))
    check_ports(radix, hosts, degree)
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


def size_slim_fly(radix: int, ports: int, hosts: int | None, order: int | None) -> FabricSize:
    """A Slim Fly for `ports` device ports. Besta, Hoefler 2014."""
    shape = choose_slim_fly(radix, ports, hosts=hosts, order=order)
    # Inside the two halves of a section, and between them: each switch of one half has one link to the other.
    local = shape.order**2 * (shape.degree - shape.order + 1)
    regular = RegularShape("slim-fly", shape.switches, shape.degree, shape.order, local)
    return size_regular(regular, radix, ports, shape.hosts)


def size_jellyfish(radix: int, ports: int, hosts: int | None, switches: int | None, degree: int | None) -> FabricSize:
    """A Jellyfish for `ports` device ports. Singla et al. 2012."""
    shape = choose_jellyfish(radix, ports, hosts=hosts, switches=switches, degree=degree)
    return size_regular(RegularShape("jellyfish", shape.switches, shape.degree), radix, ports, shape.hosts)


def size_regular(shape: RegularShape, radix: int, ports: int, hosts: int) -> FabricSize:
    """Any family of equal switches: Slim Fly, Jellyfish. `hosts` is the number of device ports of each switch."""
    check_ports(radix, hosts, shape.degree)
    check_regular(shape.switches, shape.degree)
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
