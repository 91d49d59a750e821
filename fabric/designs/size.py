"""The counts of a fabric from numbers alone, for any family: the question and the answer of `fabric-planner size`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from fabric.catalog import FABRIC_GROUP, Catalog, PortGroup
from fabric.designs.size_options import list_foreign_options
from fabric.designs.switch_classes import SwitchClass
from fabric.topology import (
    NO_EXTRAS,
    ClosSizeRequest,
    ExtraDevices,
    FabricSize,
    SizingError,
    needed_uplinks,
    size_dragonfly,
    size_dragonfly_plus,
    size_fabric,
    size_hyperx,
    size_jellyfish,
    size_slim_fly,
)
from layouts import PlannerError


@dataclass(frozen=True, kw_only=True)
class SizeRequest:
    """The numbers of one fabric. None where the default of the family holds."""

    topology: str
    """Family, as in request.yaml."""
    nodes: int
    """Nodes, those of fabric managers left out."""
    nics: int
    """Ports of a node in each plane."""
    model: str
    """Switch model of the catalogue; the ports of a switch are those of the model."""
    radix: int | None
    """Ports of a switch, instead of those of the model."""
    spine_radix: int | None
    """Ports of a spine and of a core."""
    speed_gbps: int | None
    """Speed of a port; splits cages."""
    uplink_speed_gbps: int | None
    """Speed of a link between switches."""
    nodes_per_su: int | None
    """Nodes of a scalable unit."""
    planes: int
    """Planes, each a fabric of its own."""
    oversubscription: tuple[int, int]
    """Downlinks to uplinks of a leaf."""
    core_oversubscription: tuple[int, int]
    """Downlinks to uplinks of a spine, in three tiers."""
    downlinks: int | None
    """Downlinks of a leaf, instead of the ratio."""
    tiers: int | None
    """Tiers of switches, 1 to 3; None: as few as suffice."""
    ufm: bool
    """Whether fabric managers hang on the leaves of the first plane."""
    uneven: bool | None
    """Whether links of leaf-spine pairs may differ by one."""
    pod_leaves: int | None
    """Leaves of a pod of three tiers."""
    spare_ports: int
    """Downlinks of every leaf that stay free."""
    expansion_su: int
    """Scalable units that spines and cores keep room for."""
    hosts_per_switch: int | None
    """Node ports of a switch (flat families)."""
    group_switches: int | None
    """Switches of a group (dragonfly), leaves of a group (dragonfly+)."""
    global_links: int | None
    """Global links of a switch (dragonfly) or spine (dragonfly+)."""
    groups: int | None
    """Groups (dragonfly, dragonfly+)."""
    links_per_group_pair: int | None
    """Links of every two groups (dragonfly, dragonfly+)."""
    dimensions: tuple[int, ...]
    """Sizes of the grid (HyperX); () where none are stated."""
    dimension_links: tuple[int, ...]
    """Links of a pair along each dimension (HyperX); () means one each."""
    order: int | None
    """Order of a Slim Fly, an odd prime."""
    switches: int | None
    """Switches (Jellyfish)."""
    degree: int | None
    """Links of a switch to others (Jellyfish)."""

    @property
    def ports(self) -> int:
        """Ports of all nodes in one plane."""
        return self.nodes * self.nics


UFM = ExtraDevices(links=4, leaf_ports=2)
"""Fabric managers: four links on two splitters (NVIDIA RA-11333-001 V11, table 4)."""


def size_fabric_of(request: SizeRequest, catalog: Catalog) -> FabricSize:
    """The counts of a fabric. Raises PlannerError with the limit that is exceeded."""
    foreign = list(list_foreign_options(request))
    if foreign:
        raise PlannerError("; ".join(foreign))
    if request.radix is not None and request.uplink_speed_gbps is not None:
        raise PlannerError(
            "--uplink-speed splits the cages of a model, --radix states ports without a model: remove one"
        )
    try:
        if request.uplink_speed_gbps is not None:
            return _size_mixed_speeds(request, catalog)
        return _size(request, request.radix or _radix(request, catalog))
    except SizingError as error:
        raise PlannerError(f"no such fabric: {error}") from None


def _size(request: SizeRequest, radix: int) -> FabricSize:
    """The counts with switches of `radix` ports."""
    if min(request.nodes, request.nics) < 1:
        raise SizingError("nodes and nics must be at least 1")
    return SIZE_BY_FAMILY.get(request.topology, _size_clos)(request, radix)


def _size_clos(request: SizeRequest, radix: int) -> FabricSize:
    return size_fabric(_with_tiers(_clos_request(request, radix)))


def _with_tiers(wanted: ClosSizeRequest) -> ClosSizeRequest:
    """The request with the tiers of its family: a fat-tree has three."""
    return replace(wanted, tiers=3) if wanted.family == "fat-tree" and wanted.tiers is None else wanted


def _clos_request(request: SizeRequest, radix: int) -> ClosSizeRequest:
    """The numbers that a folded Clos follows from, with leaves of `radix` ports."""
    return ClosSizeRequest(
        radix=radix,
        nodes=request.nodes,
        nics=request.nics,
        family=request.topology,
        nodes_per_su=request.nodes_per_su,
        oversubscription=request.oversubscription,
        downlinks=request.downlinks,
        planes=request.planes,
        extra=UFM if request.ufm else NO_EXTRAS,
        tiers=request.tiers,
        spine_radix=request.spine_radix,
        uneven=request.uneven,
        pod_leaves=request.pod_leaves,
        spare_ports=request.spare_ports,
        expansion_su=request.expansion_su,
        core_ratio=request.core_oversubscription,
    )


def _size_mixed_speeds(request: SizeRequest, catalog: Catalog) -> FabricSize:
    """A folded Clos whose uplinks have another speed than its downlinks, both from the cages of one model."""
    device_type = catalog.device_types.get(request.model)
    modes = device_type.modes(FABRIC_GROUP) if device_type else ()
    speed = request.speed_gbps or (modes[0].speed_gbps if modes else 0)
    down, up = _roomiest(modes, speed), _roomiest(modes, request.uplink_speed_gbps)
    if down is None or up is None:
        speeds = ", ".join(f"{mode.speed_gbps}G" for mode in modes) or "no fabric ports"
        raise PlannerError(f"{request.model} has {speeds}; --speed and --uplink-speed must be among them")
    leaf = SwitchClass(models=(request.model,), down=down, up=up, down_ports=down.ports, up_ports=up.ports)
    if leaf.is_plain:
        return _size(request, down.ports)
    if request.downlinks is None:
        downlinks, uplinks = leaf.split(request.oversubscription, 0)
    else:
        downlinks = request.downlinks
        room = up.ports - leaf.first_up(downlinks)
        uplinks = min(room, needed_uplinks(downlinks, request.oversubscription, down.speed_gbps, up.speed_gbps))
    if downlinks < 1 or uplinks < 1:
        raise SizingError(f"{request.model} has no room for uplinks beside {downlinks} downlinks")
    wanted = replace(
        _clos_request(request, down.ports),
        spine_radix=request.spine_radix or up.ports,
        downlinks=downlinks,
        uplinks=uplinks,
        is_stated=request.downlinks is not None,
        down_gbps=down.speed_gbps,
        up_gbps=up.speed_gbps,
    )
    return size_fabric(_with_tiers(wanted))


def _roomiest(modes: Sequence[PortGroup], speed_gbps: int | None) -> PortGroup | None:
    """The mode of a speed with the most ports; None where there is none."""
    return max((mode for mode in modes if mode.speed_gbps == speed_gbps), key=lambda mode: mode.ports, default=None)


def _size_dragonfly(request: SizeRequest, radix: int) -> FabricSize:
    return size_dragonfly(
        radix,
        request.ports,
        request.hosts_per_switch,
        request.group_switches,
        request.global_links,
        request.groups,
        request.links_per_group_pair,
    )


def _size_dragonfly_plus(request: SizeRequest, radix: int) -> FabricSize:
    return size_dragonfly_plus(
        radix,
        request.ports,
        hosts=request.hosts_per_switch,
        leaves=request.group_switches,
        global_links=request.global_links,
        groups=request.groups,
        per_pair=request.links_per_group_pair,
    )


def _size_hyperx(request: SizeRequest, radix: int) -> FabricSize:
    if not request.dimensions:
        raise SizingError("a hyperx needs --dimensions, such as 8x8")
    per_pair = request.dimension_links or (1,) * len(request.dimensions)
    used = sum(links * (size - 1) for size, links in zip(request.dimensions, per_pair, strict=False))
    hosts = request.hosts_per_switch or max(1, radix - used)
    return size_hyperx(radix, request.ports, hosts, request.dimensions, per_pair)


def _size_slim_fly(request: SizeRequest, radix: int) -> FabricSize:
    return size_slim_fly(radix, request.ports, request.hosts_per_switch, request.order)


def _size_jellyfish(request: SizeRequest, radix: int) -> FabricSize:
    return size_jellyfish(radix, request.ports, request.hosts_per_switch, request.switches, request.degree)


SIZE_BY_FAMILY: Mapping[str, Callable[[SizeRequest, int], FabricSize]] = {
    "dragonfly": _size_dragonfly,
    "dragonfly-plus": _size_dragonfly_plus,
    "hyperx": _size_hyperx,
    "slim-fly": _size_slim_fly,
    "jellyfish": _size_jellyfish,
}
"""The counts of each flat family; every other family is a folded Clos."""


def _radix(request: SizeRequest, catalog: Catalog) -> int:
    device_type = catalog.device_types.get(request.model)
    modes = device_type.modes(FABRIC_GROUP) if device_type else ()
    if not modes:
        known = ", ".join(sorted(name for name, item in catalog.device_types.items() if item.group(FABRIC_GROUP)))
        raise PlannerError(
            f"'{request.model}' is not a switch of the catalogue with fabric ports; use one of {known}, or --radix"
        )
    speed = request.speed_gbps or modes[0].speed_gbps
    fitting = [mode.ports for mode in modes if mode.speed_gbps == speed]
    if not fitting:
        speeds = ", ".join(f"{mode.speed_gbps}G" for mode in modes)
        raise PlannerError(f"{request.model} has no ports of {speed}G; it has {speeds}")
    return max(fitting)
