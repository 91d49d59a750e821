"""Counts of a fabric from numbers alone, for any family: what `fabric-planner size` asks and answers."""

from dataclasses import dataclass

from fabric.catalog import FABRIC_GROUP, Catalog
from fabric.designs.switch_classes import SwitchClass
from fabric.topology import (
    FabricSize,
    SizingError,
    degree,
    size_dragonfly,
    size_dragonfly_plus,
    size_fabric,
    size_hyperx,
    size_regular,
)
from layouts import PlannerError, divide_up


@dataclass(frozen=True, kw_only=True)
class SizeRequest:
    """Numbers of one fabric; None where the family's default holds. `radix` states the ports of a switch itself."""

    topology: str
    nodes: int
    nics: int
    model: str
    radix: int | None
    spine_radix: int | None
    speed_gbps: int | None
    uplink_speed_gbps: int | None
    nodes_per_su: int | None
    planes: int
    oversubscription: tuple[int, int]
    downlinks: int | None
    tiers: int | None
    ufm: bool
    uneven: bool | None
    pod_leaves: int | None
    spare_ports: int
    expansion_su: int
    hosts_per_switch: int | None
    group_switches: int | None
    global_links: int | None
    groups: int | None
    dimensions: tuple[int, ...]
    dimension_links: tuple[int, ...]
    order: int | None
    switches: int | None
    degree: int | None


UFM = (4, 2)
"""Links of the fabric managers, and the leaf ports that their two splitters take (NVIDIA RA-11333-001 V11, table 4)."""


def size_fabric_of(question: SizeRequest, catalog: Catalog) -> FabricSize:
    """The counts. Raises PlannerError with the limit that is passed."""
    try:
        if question.uplink_speed_gbps is not None:
            return _mixed_speeds(question, catalog)
        return _answer(question, question.radix or _radix(question, catalog))
    except SizingError as error:
        raise PlannerError(f"no such fabric: {error}") from None


def _radix(question: SizeRequest, catalog: Catalog) -> int:
    device_type = catalog.device_types.get(question.model)
    modes = device_type.modes(FABRIC_GROUP) if device_type else ()
    if not modes:
        known = ", ".join(sorted(name for name, item in catalog.device_types.items() if item.group(FABRIC_GROUP)))
        raise PlannerError(
            f"'{question.model}' is no switch of the catalogue with fabric ports; use one of {known}, or --radix"
        )
    speed = question.speed_gbps or modes[0].speed_gbps
    fitting = [mode.ports for mode in modes if mode.speed_gbps == speed]
    if not fitting:
        speeds = ", ".join(f"{mode.speed_gbps}G" for mode in modes)
        raise PlannerError(f"{question.model} has no ports of {speed}G; it has {speeds}")
    return max(fitting)


def _mixed_speeds(q: SizeRequest, catalog: Catalog) -> FabricSize:
    """A folded Clos whose uplinks have another speed than its downlinks, both from the cages of one model."""
    device_type = catalog.device_types.get(q.model)
    modes = device_type.modes(FABRIC_GROUP) if device_type else ()
    down = next((mode for mode in modes if mode.speed_gbps == (q.speed_gbps or modes[0].speed_gbps)), None)
    up = next((mode for mode in modes if mode.speed_gbps == q.uplink_speed_gbps), None)
    if down is None or up is None:
        speeds = ", ".join(f"{mode.speed_gbps}G" for mode in modes) or "no fabric ports"
        raise PlannerError(f"{q.model} has {speeds}; --speed and --uplink-speed must be among them")
    leaf = SwitchClass(models=(q.model,), down=down, up=up, down_ports=down.ports, up_ports=up.ports)
    if leaf.is_plain:
        return _answer(q, down.ports)
    downlinks, uplinks = leaf.split(q.oversubscription, 0)
    return size_fabric(
        down.ports, q.nodes, q.nics, q.nodes_per_su, q.oversubscription, downlinks, q.planes,
        UFM if q.ufm else (0, 0), q.tiers, q.topology, up.ports, q.uneven, q.pod_leaves, q.spare_ports,
        q.expansion_su, uplinks,
    )  # fmt: skip


def _answer(q: SizeRequest, radix: int) -> FabricSize:
    ports = q.nodes * q.nics
    if min(q.nodes, q.nics) < 1:
        raise SizingError("ports, nodes, nics and planes must be at least 1, what is extra or spare at least 0")
    if q.topology == "dragonfly":
        hosts = q.hosts_per_switch or (radix + 1) // 4
        switches = q.group_switches or 2 * hosts
        links = q.global_links or min(hosts, radix - hosts - switches + 1)
        return size_dragonfly(radix, ports, hosts, switches, links, q.groups)
    if q.topology == "dragonfly-plus":
        return size_dragonfly_plus(radix, ports, q.groups)
    if q.topology == "hyperx":
        if not q.dimensions:
            raise SizingError("a hyperx needs --dimensions, such as 8x8")
        per_pair = q.dimension_links or (1,) * len(q.dimensions)
        used = sum(k * (s - 1) for s, k in zip(q.dimensions, per_pair, strict=False))
        return size_hyperx(radix, ports, q.hosts_per_switch or max(1, radix - used), q.dimensions, per_pair)
    if q.topology == "slim-fly":
        if q.order is None:
            raise SizingError("a slim-fly needs --order, an odd prime such as 5")
        switches, links = 2 * q.order**2, degree(q.order)
        hosts = q.hosts_per_switch or divide_up(ports, switches)
        local = q.order * q.order * (links - q.order)
        return size_regular("slim-fly", radix, ports, hosts, switches, links, q.order, local)
    if q.topology == "jellyfish":
        hosts = q.hosts_per_switch or max(1, radix // 4)
        switches = q.switches or max(2, divide_up(ports, hosts))
        links = q.degree or min(radix - hosts, switches - 1)
        if q.degree is None and switches * links % 2:
            links -= 1
        return size_regular("jellyfish", radix, ports, hosts, switches, links, 1)
    tiers = 3 if q.topology == "fat-tree" and q.tiers is None else q.tiers
    return size_fabric(
        radix, q.nodes, q.nics, q.nodes_per_su, q.oversubscription, q.downlinks, q.planes, UFM if q.ufm else (0, 0),
        tiers, q.topology, q.spine_radix, q.uneven, q.pod_leaves, q.spare_ports, q.expansion_su,
    )  # fmt: skip
