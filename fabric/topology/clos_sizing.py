"""The counts of a folded Clos from numbers alone.

NVIDIA RA-11333-001 V11, tables 3 and 4 (reproduced by tests): a scalable unit of a rail-optimised fabric has
ceil(nodes / downlinks) leaves a rail. A unit that is filled in part still gets all its leaves and uplinks. Spines and
cores are as in `fabric.topology.shapes`. The published rule, the smallest number of spines that divides the uplinks of
a leaf, is the even spread.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from fabric.topology.fabric_size import FabricSize, SizingError
from fabric.topology.shapes import ClosNeed, ClosShape, choose_shapes
from layouts import divide_up


class ExtraDevices(NamedTuple):
    """Devices on free ports of the first plane, such as fabric managers."""

    links: int = 0
    """Their links."""
    leaf_ports: int = 0
    """Leaf ports that they take; fewer than links where they share splitters."""


NO_EXTRAS = ExtraDevices()
"""No other devices on the leaves."""


@dataclass(frozen=True, kw_only=True)
class ClosSizeRequest:
    """The numbers that the size of a folded Clos follows from."""

    radix: int
    """Ports of a leaf, at least 1."""
    nodes: int
    """Nodes, at least 1."""
    nics: int
    """Ports of a node in each plane, at least 1."""
    family: str = "rail-optimized"
    """rail-optimized, rail-only, leaf-spine or fat-tree."""
    nodes_per_su: int | None = None
    """Nodes of a scalable unit; None: as many as fill a leaf."""
    oversubscription: tuple[int, int] = (1, 1)
    """Downlinks to uplinks of a leaf."""
    downlinks: int | None = None
    """Downlinks of a leaf; None: as the ratio says."""
    uplinks: int | None = None
    """Uplinks of a leaf whose downlinks and uplinks are different ports; None: as the ratio says."""
    is_stated: bool = False
    """Whether the request states `downlinks`, where `uplinks` follow from it."""
    down_gbps: int = 1
    """Speed of a downlink; only its ratio to `up_gbps` counts."""
    up_gbps: int = 1
    """Speed of an uplink."""
    planes: int = 1
    """Planes, at least 1."""
    extra: ExtraDevices = NO_EXTRAS
    """Other devices on free ports of the leaves."""
    tiers: int | None = None
    """Tiers of switches, 1 to 3; None: as few as suffice."""
    spine_radix: int | None = None
    """Ports of a spine and of a core; None: those of a leaf."""
    uneven: bool | None = None
    """Whether links of leaf-spine pairs may differ by one; None: only where three tiers then take fewer switches."""
    pod_leaves: int | None = None
    """Leaves of a pod; None: as fits best."""
    spare_ports: int = 0
    """Downlinks of every leaf that stay free."""
    expansion_su: int = 0
    """Scalable units that spines and cores keep room for."""
    core_ratio: tuple[int, int] = (1, 1)
    """Downlinks to uplinks of a spine, in three tiers."""

    @property
    def keeps_uplinks(self) -> bool:
        """Whether the numbers of a leaf are stated, so that it has uplinks even where one leaf suffices."""
        return self.downlinks is not None and (self.uplinks is None or self.is_stated)

    @property
    def by_rail(self) -> bool:
        """Whether each port of a node has a leaf of its own rail."""
        return self.family in ("rail-optimized", "rail-only")


class _Leaves(NamedTuple):
    """The leaves of one plane."""

    downlinks: int
    """Downlinks of a leaf that serve a full unit, spare ports included."""
    uplinks: int
    """Uplinks of a leaf."""
    units: int
    """Scalable units."""
    per_unit: int
    """Leaves that stay in one pod: those of a unit, 1 without rails."""
    total: int
    """Leaves that exist."""
    room: int
    """Leaves that spines and cores have room for."""


def split_ports(radix: int, oversubscription: tuple[int, int], downlinks: int | None = None) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf of `radix` ports: floor(radix x down / (down + up)), and the rest.

    `downlinks` states the downlinks instead of the ratio. Raises SizingError where they exceed the ports.
    """
    down, up = oversubscription
    count = downlinks if downlinks is not None else radix * down // (down + up)
    if count <= 0:
        raise SizingError(f"a leaf of {radix} ports has none for devices beside {radix - count} uplinks")
    if count > radix:
        raise SizingError(f"a leaf of {radix} ports cannot have {count} downlinks")
    if downlinks is None and down > up * (radix - 1):
        raise SizingError(f"a leaf of {radix} ports has {radix - 1}:1 at most, the request states {down}:{up}")
    uplinks = radix - count if downlinks is None else min(radix - count, needed_uplinks(count, oversubscription))
    return count, uplinks


def needed_uplinks(downlinks: int, oversubscription: tuple[int, int], down_gbps: int = 1, up_gbps: int = 1) -> int:
    """The fewest uplinks whose bandwidth times the ratio is at least that of some downlinks.

    Every ratio of bandwidths is worked out here.
    """
    down, up = oversubscription
    return divide_up(downlinks * down_gbps * up, down * up_gbps)


def size_fabric(request: ClosSizeRequest) -> FabricSize:
    """The counts of a folded Clos. Raises SizingError with the limit that is exceeded."""
    if min(request.radix, request.nodes, request.nics, request.planes) < 1 or (
        min(*request.extra, request.spare_ports, request.expansion_su) < 0
    ):
        raise SizingError("ports, nodes, nics and planes must be at least 1, extra devices and spare ports at least 0")
    single = _count_single(request)
    leaves, planes = single or _count_leaves(request), request.planes
    size = FabricSize(
        family=request.family,
        tiers=1,
        planes=planes,
        sections=leaves.units,
        leaf=planes * leaves.total,
        node_leaf=planes * request.nodes * request.nics,
        extra_links=request.extra.links,
        extra_ports=request.extra.leaf_ports,
        downlinks=leaves.downlinks,
        uplinks=0,
    )
    if single:
        return size
    if request.family == "rail-only":
        return _add_spines_of_rails(size, request, leaves)
    shape = _fewest(_need(request, leaves), request.uneven)
    pods = _built_pods(shape, leaves.total)
    return replace(
        size,
        tiers=shape.tiers,
        spine=planes * sum(shape.spines[pod] for pod in pods),
        core=planes * shape.cores,
        leaf_spine=planes * leaves.total * leaves.uplinks,
        spine_core=planes * sum(shape.spines[pod] * shape.spine_uplinks[pod] for pod in pods),
        uplinks=leaves.uplinks,
        pods=len(pods) if shape.cores else 0,
    )


def _count_single(request: ClosSizeRequest) -> _Leaves | None:
    """The one leaf of each plane (of each rail where rails stay apart) that serves all nodes; None where none does."""
    asks_for_more = request.family == "fat-tree" or request.expansion_su > 0 or request.keeps_uplinks
    if request.tiers != 1 and (request.tiers is not None or asks_for_more):
        return None
    most = request.nics if request.family == "rail-only" else 1
    try:
        leaves = _count_leaves(replace(request, downlinks=request.radix, uplinks=0))
    except SizingError:
        leaves = None
    if leaves is not None and leaves.total <= most:
        return leaves
    if request.tiers == 1:
        raise SizingError(
            f"one tier has one leaf: {request.nodes * request.nics} node ports exceed the "
            f"{request.radix - request.spare_ports} of a switch"
        )
    return None


def _count_leaves(request: ClosSizeRequest) -> _Leaves:
    """The leaves of one plane."""
    downlinks, uplinks = _split(request)
    usable, nics = downlinks - request.spare_ports, request.nics
    if usable < 1:
        raise SizingError(f"{request.spare_ports} spare ports leave none of the {downlinks} downlinks of a leaf")
    ports = request.nodes * nics + request.extra.leaf_ports
    if request.by_rail:
        per_su = request.nodes_per_su or usable
        per_unit = nics * divide_up(per_su, usable)
        units = max(divide_up(request.nodes, per_su), divide_up(ports, per_unit * usable))
        used = downlinks if request.keeps_uplinks else min(downlinks, per_su + request.spare_ports)
        return _Leaves(used, uplinks, units, per_unit, units * per_unit, (units + request.expansion_su) * per_unit)
    # Without rails all nodes fill the same leaves, whatever their units; a node stays on one leaf where it can.
    of_leaf = max(1, usable // nics)
    each = divide_up(nics, usable)
    total = max(divide_up(request.nodes, of_leaf) * each, divide_up(ports, usable))
    units = divide_up(request.nodes, request.nodes_per_su) if request.nodes_per_su else total
    more = divide_up((request.nodes_per_su or of_leaf), of_leaf) * each * request.expansion_su
    return _Leaves(downlinks, uplinks, units, 1, total, total + more)


def _split(request: ClosSizeRequest) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf."""
    if request.uplinks is None:
        down, up = split_ports(request.radix, request.oversubscription, request.downlinks)
    else:
        down, up = request.downlinks or 0, request.uplinks
    nodes = request.nodes_per_su
    if nodes and request.by_rail and nodes + request.spare_ports < down and not request.keeps_uplinks:
        # The ratio holds for the links of a full unit, not for ports that stay empty.
        up = min(up, needed_uplinks(nodes, request.oversubscription, request.down_gbps, request.up_gbps))
    return down, up


def _need(request: ClosSizeRequest, leaves: _Leaves) -> ClosNeed:
    """The need for spines of a fabric whose leaves are joined as a whole."""
    ports = request.spine_radix or request.radix
    return ClosNeed(
        leaves=leaves.room,
        uplinks=leaves.uplinks,
        spine_ports=ports,
        core_ports=ports,
        tiers=request.tiers,
        unit_leaves=leaves.per_unit,
        pod_leaves=request.pod_leaves,
        core_ratio=request.core_ratio,
    )


def _add_spines_of_rails(size: FabricSize, request: ClosSizeRequest, leaves: _Leaves) -> FabricSize:
    """The counts with separate spines for each rail; a rail of one leaf needs none."""
    per_rail = leaves.room // request.nics
    if per_rail < 2:
        return size
    need = replace(_need(request, leaves), leaves=per_rail, tiers=2, unit_leaves=1, pod_leaves=None)
    shape = _fewest(need, request.uneven)
    return replace(
        size,
        tiers=2,
        spine=request.planes * request.nics * shape.spines[0],
        leaf_spine=request.planes * leaves.total * leaves.uplinks,
        uplinks=leaves.uplinks,
        pods=request.nics,
    )


def _built_pods(shape: ClosShape, leaves: int) -> list[int]:
    """The numbers of the pods that have leaves; pods that begin beyond the leaves are room for more."""
    return [pod for pod in range(len(shape.pods)) if sum(shape.pods[:pod]) < leaves]


def _fewest(need: ClosNeed, uneven: bool | None) -> ClosShape:
    """The shape of fewest switches.

    With `uneven` None two tiers are even if they can be; three tiers take whichever spread has fewer switches.
    """
    if uneven is not None:
        return choose_shapes(replace(need, uneven=uneven))[0]
    try:
        even = choose_shapes(replace(need, uneven=False))[0]
    except SizingError:
        return choose_shapes(replace(need, uneven=True))[0]
    if even.cores == 0:
        return even
    other = choose_shapes(replace(need, uneven=True))[0]
    return other if other.switches < even.switches else even
