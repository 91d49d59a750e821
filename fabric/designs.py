"""Candidate designs from request and inventory, and why each that cannot be built is dropped.

A design fixes the switch model, the tiers, the spine count and the medium of each stage; the floor is not looked at.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fabric.catalog import FABRIC_GROUP, DeviceType
from fabric.equipment import Device
from fabric.media import Medium, list_media
from fabric.project import Project
from fabric.request import NetworkRequest
from fabric.reservations import find_conflict, free_ports
from fabric.topology import Fabric, SizingError, build_leaf_spine, build_rail_optimized, list_spine_counts, size_fabric
from fabric.topology.sizing import split_ports
from layouts.faults import UnmetError


@dataclass(frozen=True)
class Design:
    """One buildable fabric: switches and links, the model of every new switch, the medium of each stage."""

    name: str
    network: NetworkRequest
    fabric: Fabric
    model: str
    media: tuple[Medium, ...]

    def count(self, tier: str) -> int:
        """Switches of a tier."""
        return sum(switch.tier == tier for switch in self.fabric.switches)

    @property
    def stages(self) -> tuple[int, ...]:
        """The stages that have links, in order; `media` follows it."""
        return tuple(sorted({int(stage) for stage in self.fabric.links.stage}))


@dataclass(frozen=True)
class Candidate:
    """A design, or the reason why there is none of that name."""

    name: str
    design: Design | None
    reason: str


def list_candidates(project: Project) -> list[Candidate]:
    """All candidates for the request, in a fixed order. Raises UnmetError where none can be built."""
    networks = project.request.networks
    if len(networks) > 1 or networks[0].planes > 1:
        asked = f"{len(networks)} networks" if len(networks) > 1 else f"{networks[0].planes} planes"
        raise UnmetError(
            [f"the request has {asked}; this version plans one network of one plane", "Plan them one by one"]
        )
    network = networks[0]
    build = _existing if network.topology == "leaf-spine" else _rail_optimized
    candidates = list(build(project, network))
    if not any(candidate.design for candidate in candidates):
        raise UnmetError(
            [f"network {network.id}: no design can be built"]
            + [f"  {candidate.name}: {candidate.reason}" for candidate in candidates]
            + ["Change what the reasons name: inventory.yaml, equipment.yaml or request.yaml"]
        )
    return candidates


def hosts_of(project: Project, network: NetworkRequest) -> list[Device]:
    """The hosts that have ports of the network's group, in order of the files."""
    return [
        device
        for device in project.devices
        if device.role == "host" and project.type_of(device).port_count(network.port_group)
    ]


def form_units(hosts: list[Device], per_su: int) -> tuple[tuple[str, ...], ...]:
    """Hosts in scalable units: by their `su` where stated, the others filled up in order."""
    stated: dict[int, list[str]] = {}
    for host in hosts:
        if host.su is not None:
            stated.setdefault(host.su, []).append(host.id)
    units = [stated[number] for number in sorted(stated)]
    for host in (host for host in hosts if host.su is None):
        room = next((unit for unit in units if len(unit) < per_su), None)
        if room is None:
            room = []
            units.append(room)
        room.append(host.id)
    return tuple(map(tuple, units))


def _switch_types(project: Project, network: NetworkRequest) -> Iterator[tuple[DeviceType, str]]:
    """Every switch model in the inventory, with the reason why it cannot serve, or ''."""
    models = dict.fromkeys(lot.model for lot in project.inventory.lots if lot.model in project.catalog.device_types)
    for model in models:
        device_type = project.catalog.device_types[model]
        group = device_type.group(FABRIC_GROUP)
        if device_type.role != "switch":
            continue
        if network.switch_models and model not in network.switch_models:
            yield device_type, "not among switch_models of the request"
        elif group is None or group.speed_gbps != network.speed_gbps:
            found = f"{group.speed_gbps}G" if group else "no fabric ports"
            yield device_type, f"the network wants {network.speed_gbps}G ports, {model} has {found}"
        else:
            yield device_type, ""


def _rail_optimized(project: Project, network: NetworkRequest) -> Iterator[Candidate]:
    hosts = hosts_of(project, network)
    if not hosts:
        raise UnmetError(
            [
                f"network {network.id}: no host has ports of group '{network.port_group}'",
                "Add hosts to equipment.yaml, or correct port_group in request.yaml",
            ]
        )
    rails = {project.type_of(host).port_count(network.port_group) for host in hosts}
    if len(rails) > 1:
        raise UnmetError(
            [f"network {network.id}: hosts have {sorted(rails)} ports; a rail-optimized network needs equal ones"]
        )
    if network.rails is not None and network.rails not in rails:
        raise UnmetError(
            [
                f"network {network.id}: {network.rails} rails are asked for, the hosts have {min(rails)} "
                "ports in the group"
            ]
        )
    types = list(_switch_types(project, network))
    if not types:
        yield Candidate("any switch", None, "the inventory has no switch")
    for device_type, reason in types:
        if reason:
            yield Candidate(device_type.model, None, reason)
        else:
            yield from _rail_designs(project, network, hosts, next(iter(rails)), device_type)


def _rail_designs(
    project: Project, network: NetworkRequest, hosts: list[Device], rails: int, device_type: DeviceType
) -> Iterator[Candidate]:
    model, radix = device_type.model, device_type.port_count(FABRIC_GROUP)
    try:
        downlinks = None
        if network.uplinks_per_leaf is not None:
            downlinks = radix - network.uplinks_per_leaf
        down, up = split_ports(radix, network.oversubscription, downlinks)
        if network.uplinks_per_leaf is not None:
            up = network.uplinks_per_leaf
        units = form_units(hosts, network.nodes_per_su or down)
        size = size_fabric(
            radix, len(units) * down, rails, down, network.oversubscription, downlinks, tiers=network.tiers
        )
    except SizingError as error:
        yield Candidate(model, None, str(error))
        return
    spine_counts: list[int | None] = [None]
    if size.tiers == 2:
        spine_counts = list(list_spine_counts(radix, size.leaf, up))
    for spines in spine_counts:
        name = f"{model}, {size.tiers} tiers" + (f", {spines} spines" if spines else "")
        try:
            fabric = build_rail_optimized(units, rails, radix, down, up, spines, size.tiers)
        except SizingError as error:
            yield Candidate(name, None, str(error))
            continue
        standing = sum(switch.id in project.device_by_id for switch in fabric.switches)
        obstacle = find_conflict(project, network, fabric, model) or _missing_stock(
            project, model, len(fabric.switches) - standing
        )
        if obstacle:
            yield Candidate(name, None, obstacle)
            continue
        host_type = project.type_of(hosts[0])
        yield from _with_media(project, network, name, fabric, device_type, host_type)


def _missing_stock(project: Project, model: str, needed: int) -> str:
    """Which count is missing, or ''. What comes later is named with its day."""
    ready = project.request.racks_ready
    have = project.inventory.quantity(model, ready)
    if have is None or have >= needed:
        return ""
    later = [
        f"; {'any number' if lot.quantity is None else lot.quantity} more on {lot.arrives}"
        for lot in project.inventory.lots
        if lot.model == model and lot.is_late(ready)
    ]
    return f"needs {needed} {model}, stock has {have}" + "".join(later)


def _with_media(
    project: Project,
    network: NetworkRequest,
    name: str,
    fabric: Fabric,
    switch_type: DeviceType,
    host_type: DeviceType | None,
) -> Iterator[Candidate]:
    """The same fabric in each kind of fiber that all its stages can have."""
    switch_group = switch_type.group(FABRIC_GROUP)
    host_group = host_type.group(network.port_group) if host_type else None
    assert switch_group is not None
    per_stage = []
    for stage in sorted({int(number) for number in fabric.links.stage}):
        a = host_group if stage == 0 else switch_group
        assert a is not None
        media = list_media(a, switch_group, project.catalog, project.inventory, project.request)
        if not media:
            yield Candidate(
                name,
                None,
                f"nothing in the inventory joins {a.model} ({a.cage_kind}) and {switch_group.model} "
                f"({switch_group.cage_kind}) "
                f"at {network.speed_gbps}G: optics for both cages and a cable between them are needed",
            )
            return
        per_stage.append(media)
    fibers = sorted({medium.fiber for medium in per_stage[0]}, key=lambda fiber: ["copper", "mm", "sm"].index(fiber))
    for fiber in fibers:
        for reach in sorted({medium.reach_mm for media in per_stage for medium in media if medium.fiber == fiber}):
            chosen = [_shortest(media, fiber, reach) for media in per_stage]
            full = f"{name}, {fiber}, reach {reach // 1000} m"
            if all(chosen):
                design = Design(full, network, fabric, switch_type.model, tuple(medium for medium in chosen if medium))
                short = _missing_optics(project, design)
                yield Candidate(full, None if short else design, short)


def count_optics(project: Project, design: Design) -> Counter[str]:
    """Transceivers that any realisation of the design inserts, by model: one per cage with a link."""
    medium = dict(zip(design.stages, design.media, strict=True))
    links = design.fabric.links
    host_count = len(design.fabric.hosts)
    host_type = project.type_of(project.device_by_id[design.fabric.hosts[0]]) if host_count else None
    host_group = host_type.group(design.network.port_group) if host_type else None
    switch_group = project.catalog.device_types[design.model].group(FABRIC_GROUP)
    mpos = [group.mpos if group else 1 for group in (host_group, switch_group)]
    cages: dict[tuple[int, int], str] = {}
    for side, devices, ports in (("a", links.a_device, links.a_port), ("b", links.b_device, links.b_port)):
        for stage, device, port in zip(links.stage.tolist(), devices.tolist(), ports.tolist(), strict=True):
            optic = medium[stage].a_optic if side == "a" else medium[stage].b_optic
            if optic is not None:
                cages.setdefault((device, port // mpos[device >= host_count]), optic.model)
    return Counter(cages.values())


def _missing_optics(project: Project, design: Design) -> str:
    counts = sorted(count_optics(project, design).items())
    return "; ".join(filter(None, (_missing_stock(project, model, count) for model, count in counts)))


def _shortest(media: list[Medium], fiber: str, reach_mm: int) -> Medium | None:
    """The cheapest medium of a fiber that reaches so far."""
    return next((medium for medium in media if medium.fiber == fiber and medium.reach_mm >= reach_mm), None)


def _existing(project: Project, network: NetworkRequest) -> Iterator[Candidate]:
    leaves = [device for device in project.devices if device.role == "leaf"]
    spines = [device for device in project.devices if device.role == "spine"]
    models = sorted({device.model for device in (*leaves, *spines)})
    name = f"{len(leaves)} leaves, {len(spines)} spines as they stand"
    if len(models) != 1:
        yield Candidate(
            name, None, f"leaves and spines must stand in equipment.yaml and be of one model, found {models}"
        )
        return
    device_type = project.catalog.device_types[models[0]]
    radix = device_type.port_count(FABRIC_GROUP)
    spine_at = {device.rack: index for index, device in reversed(list(enumerate(spines)))}
    home = tuple(spine_at.get(leaf.rack, index % max(len(spines), 1)) for index, leaf in enumerate(leaves))
    uplinks = network.uplinks_per_leaf or split_ports(radix, network.oversubscription)[1]
    try:
        fabric = build_leaf_spine(
            tuple(device.id for device in leaves),
            tuple(device.id for device in spines),
            home,
            uplinks,
            [free_ports(project, device) for device in leaves],
            [free_ports(project, device) for device in spines],
        )
    except SizingError as error:
        yield Candidate(name, None, str(error))
        return
    obstacle = find_conflict(project, network, fabric, device_type.model)
    if obstacle:
        yield Candidate(name, None, obstacle)
        return
    yield from _with_media(project, network, name, fabric, device_type, None)
