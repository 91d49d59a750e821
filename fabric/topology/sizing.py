"""How many switches and links a fabric takes: counts from numbers alone.

Folded Clos (NVIDIA RA-11333-001 V11, tables 3 and 4, reproduced by tests): a scalable unit (SU) of a rail-optimised
fabric has ceil(nodes / downlinks) leaves a rail; a partly filled one still gets all its leaves and uplinks; spines and
cores as in `fabric.topology.shapes`, where the published rule, smallest spine count that divides the uplinks of a
leaf, is the even spread. Flat families: the formulas of their modules.
"""

from dataclasses import dataclass, field
from math import prod

from fabric.topology.shapes import ClosShape, list_three_tiers, list_two_tiers
from layouts import divide_up


class SizingError(ValueError):
    """No fabric of the family has such numbers; the message says which limit is passed."""


@dataclass(frozen=True, kw_only=True)
class FabricSize:
    """Counts of one network, all planes together: switches per tier, links per stage.

    `extra_links` hang on `extra_ports` leaf ports (UFM: four links on two splitters). `units` are scalable units,
    groups or switches of the outer structure.
    """

    family: str
    tiers: int
    planes: int
    units: int
    leaf: int
    spine: int = 0
    core: int = 0
    node_leaf: int
    leaf_spine: int = 0
    spine_core: int = 0
    local: int = 0
    global_: int = 0
    extra_links: int = 0
    extra_ports: int = 0
    downlinks: int
    uplinks: int
    pods: int = 0
    details: dict[str, int] = field(default_factory=dict)

    @property
    def switches(self) -> int:
        return self.leaf + self.spine + self.core

    @property
    def links_between_switches(self) -> int:
        return self.leaf_spine + self.spine_core + self.local + self.global_


def split_ports(radix: int, oversubscription: tuple[int, int], downlinks: int | None = None) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf: floor(r d / (d + u)) and the rest; `downlinks` states them where the ratio
    shall not.
    """
    down, up = oversubscription
    count = downlinks if downlinks is not None else radix * down // (down + up)
    if not 0 < count <= radix:
        raise SizingError(f"a leaf of {radix} ports cannot have {count} downlinks")
    uplinks = radix - count if downlinks is None else min(radix - count, divide_up(count * up, down))
    return count, uplinks


def choose_shapes(
    leaves: int,
    uplinks: int,
    spine_ports: int,
    core_ports: int,
    tiers: int | None,
    quantum: int = 1,
    uneven: bool = False,
    pod_leaves: int | None = None,
) -> list[ClosShape]:
    """Shapes for so many leaves, as few tiers as suffice unless `tiers` says. Raises SizingError with the limit."""
    if uplinks < 1:
        raise SizingError(f"{leaves} leaves need uplinks, but all ports are downlinks")
    if tiers != 3:
        shapes = list_two_tiers(leaves, uplinks, spine_ports, uneven)
        if shapes:
            return shapes
        if tiers == 2:
            raise SizingError(
                f"{leaves} leaves of {uplinks} uplinks do not fit two tiers of {spine_ports}-port switches"
            )
    most = spine_ports // 2 * core_ports
    if leaves * uplinks > spine_ports // 2 * most:
        raise SizingError(
            f"{leaves} leaves of {uplinks} uplinks pass the {spine_ports // 2 * most // uplinks} leaves of three tiers "
            f"of {spine_ports} ports"
        )
    shapes = list_three_tiers(leaves, uplinks, spine_ports, core_ports, quantum, uneven, pod_leaves)
    if not shapes:
        pods = f"pods of {pod_leaves} leaves" if pod_leaves else f"pods of whole units of {quantum} leaves"
        raise SizingError(
            f"no three tiers for {leaves} leaves of {uplinks} uplinks in {pods} over {spine_ports}-port spines: every "
            "core must meet each pod equally"
            + ("" if uneven else "; an uneven spread of uplinks, within one link, may close")
        )
    return shapes


def size_fabric(
    radix: int,
    nodes: int,
    nics: int,
    nodes_per_su: int | None = None,
    oversubscription: tuple[int, int] = (1, 1),
    downlinks: int | None = None,
    planes: int = 1,
    extra: tuple[int, int] = (0, 0),
    tiers: int | None = None,
    family: str = "rail-optimized",
    spine_radix: int | None = None,
    uneven: bool | None = None,
    pod_leaves: int | None = None,
    spare_ports: int = 0,
    expansion_su: int = 0,
    uplinks: int | None = None,
) -> FabricSize:
    """Counts of a folded Clos: rail-optimized, rail-only, leaf-spine or fat-tree. Raises SizingError.

    `nics` is the number of ports of a node per plane. `extra` are (links, leaf ports) of other devices on free ports
    of the first plane. `spare_ports` of every leaf stay free; spines and cores have room for `expansion_su` more
    units. `uneven` None: uneven only where three tiers close with fewer switches.
    """
    if min(radix, nodes, nics, planes) < 1 or min(*extra, spare_ports, expansion_su) < 0:
        raise SizingError("ports, nodes, nics and planes must be at least 1, what is extra or spare at least 0")
    down, up = split_ports(radix, oversubscription, downlinks) if uplinks is None else (downlinks or 0, uplinks)
    if nodes_per_su and oversubscription[0] != oversubscription[1] and nodes_per_su + spare_ports < down:
        # The ratio holds for what a full unit connects, not for ports that stay empty.
        down = nodes_per_su + spare_ports
        up = divide_up(nodes_per_su * oversubscription[1], oversubscription[0])
    usable = down - spare_ports
    if usable < 1:
        raise SizingError(f"{spare_ports} spare ports leave none of the {down} downlinks of a leaf")
    by_rail = family in ("rail-optimized", "rail-only")
    per_su = nodes_per_su or (usable if by_rail else max(1, usable // nics))
    units = divide_up(nodes, per_su)
    quantum = nics * divide_up(per_su, usable) if by_rail else max(1, divide_up(per_su * nics, usable))
    while units * quantum * usable < nodes * nics + extra[1]:
        units += 1
    leaf, room = units * quantum, (units + expansion_su) * quantum
    shape: ClosShape | None = None
    if family == "rail-only":
        per_rail = room // nics
        if per_rail > 1:
            shape = _fewest(per_rail, up, spine_radix or radix, 2, 1, uneven, None)
            leaf_up = leaf * up
            return FabricSize(
                family=family,
                tiers=2,
                planes=planes,
                units=units,
                leaf=planes * leaf,
                spine=planes * nics * shape.spines[0],
                node_leaf=planes * nodes * nics,
                leaf_spine=planes * leaf_up,
                extra_links=extra[0],
                extra_ports=extra[1],
                downlinks=down,
                uplinks=up,
                pods=nics,
            )
    elif room > 1:
        shape = _fewest(room, up, spine_radix or radix, tiers, quantum, uneven, pod_leaves)
    if shape is None:
        return FabricSize(
            family=family,
            tiers=1,
            planes=planes,
            units=units,
            leaf=planes * leaf,
            node_leaf=planes * nodes * nics,
            extra_links=extra[0],
            extra_ports=extra[1],
            downlinks=down,
            uplinks=0,
        )
    built = [
        (s, u)
        for s, u, start in zip(shape.spines, shape.spine_uplinks, _starts(shape.pods), strict=True)
        if start < leaf
    ]
    core_links = sum(s * u for s, u in built)
    return FabricSize(
        family=family,
        tiers=shape.tiers,
        planes=planes,
        units=units,
        leaf=planes * leaf,
        spine=planes * sum(s for s, _ in built),
        core=planes * shape.cores,
        node_leaf=planes * nodes * nics,
        leaf_spine=planes * leaf * up,
        spine_core=planes * core_links,
        extra_links=extra[0],
        extra_ports=extra[1],
        downlinks=down,
        uplinks=up,
        pods=len(built) if shape.cores else 0,
    )


def _starts(pods: tuple[int, ...]) -> list[int]:
    """The number of the first leaf of each pod: pods that begin beyond the leaves are room for more."""
    return [sum(pods[:number]) for number in range(len(pods))]


def _fewest(
    leaves: int, up: int, ports: int, tiers: int | None, quantum: int, uneven: bool | None, pod_leaves: int | None
) -> ClosShape:
    """The shape of fewest switches; with `uneven` None two tiers are even, three tiers whichever is smaller."""
    if uneven is not None:
        return choose_shapes(leaves, up, ports, ports, tiers, quantum, uneven, pod_leaves)[0]
    try:
        even = choose_shapes(leaves, up, ports, ports, tiers, quantum, False, pod_leaves)[0]
    except SizingError:
        return choose_shapes(leaves, up, ports, ports, tiers, quantum, True, pod_leaves)[0]
    if even.cores == 0:
        return even
    other = choose_shapes(leaves, up, ports, ports, tiers, quantum, True, pod_leaves)[0]
    return other if other.switches < even.switches else even


def size_dragonfly(
    radix: int, ports: int, hosts: int, switches: int, global_links: int, groups: int | None
) -> FabricSize:
    """A dragonfly for `ports` device ports; without `groups` as many as carry them. Formulas: Kim et al. 2008."""
    if min(hosts, switches, global_links) < 1:
        raise SizingError(f"{radix} ports of a switch are too few: it needs devices, peers and global links")
    if hosts + switches - 1 + global_links > radix:
        raise SizingError(
            f"{hosts} devices, {switches - 1} local and {global_links} global links pass the {radix} ports of a switch"
        )
    count = groups or divide_up(ports, hosts * switches)
    _enough(count * hosts * switches, ports)
    if count - 1 > switches * global_links:
        raise SizingError(f"{count} groups pass the {switches * global_links + 1} of {switches} x {global_links} links")
    return FabricSize(
        family="dragonfly",
        tiers=1,
        planes=1,
        units=count,
        leaf=count * switches,
        node_leaf=ports,
        local=count * switches * (switches - 1) // 2,
        global_=_global_count(count, switches * global_links),
        downlinks=hosts,
        uplinks=switches - 1 + global_links,
        details={"most_groups": switches * global_links + 1},
    )


def size_dragonfly_plus(radix: int, ports: int, groups: int | None) -> FabricSize:
    """A dragonfly+ of balanced groups: radix / 2 leaves and spines of radix / 2 ports each way. Shpiner et al. 2017."""
    half = radix // 2
    count = groups or divide_up(ports, half * half)
    _enough(count * half * half, ports)
    if count - 1 > half * half:
        raise SizingError(f"{count} groups pass the {half * half + 1} of {half} x {half} global links")
    return FabricSize(
        family="dragonfly-plus",
        tiers=2,
        planes=1,
        units=count,
        leaf=count * half,
        spine=count * half,
        node_leaf=ports,
        leaf_spine=count * half * half,
        global_=_global_count(count, half * half),
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
        raise SizingError(f"{hosts} devices and {degree} links pass the {radix} ports of a switch")
    total = prod(sizes)
    _enough(total * hosts, ports)
    per_axis = [total * k * (s - 1) // 2 for s, k in zip(sizes, links, strict=True)]
    return FabricSize(
        family="hyperx",
        tiers=1,
        planes=1,
        units=total // sizes[-1],
        leaf=total,
        node_leaf=ports,
        local=per_axis[-1],
        global_=sum(per_axis[:-1]),
        downlinks=hosts,
        uplinks=degree,
    )


def size_regular(
    family: str, radix: int, ports: int, hosts: int, switches: int, degree: int, units: int, local: int = 0
) -> FabricSize:
    """Any family of `switches` equal switches of `degree` links to each other, `local` links inside units: Slim Fly,
    Jellyfish.
    """
    if hosts + degree > radix:
        raise SizingError(f"{hosts} devices and {degree} links pass the {radix} ports of a switch")
    if degree >= switches:
        raise SizingError(f"{degree} links of a switch pass its {switches - 1} peers")
    if degree * switches % 2:
        raise SizingError(f"{switches} switches of {degree} links leave one without a peer: make one of them even")
    _enough(switches * hosts, ports)
    return FabricSize(
        family=family,
        tiers=1,
        planes=1,
        units=units,
        leaf=switches,
        node_leaf=ports,
        local=local,
        global_=switches * degree // 2 - local,
        downlinks=hosts,
        uplinks=degree,
    )


def _enough(room: int, ports: int) -> None:
    if room < ports:
        raise SizingError(f"{ports} device ports pass the {room} that the switches carry")
