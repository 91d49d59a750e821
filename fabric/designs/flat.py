"""Candidates of the families without spines, and of dragonfly+."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from fabric.designs.conflict import find_conflict
from fabric.designs.flat_shapes import FlatDevices, FlatShape, choose_shape
from fabric.designs.hardware_choice import Hardware, assign_models
from fabric.designs.interconnects import join_direct
from fabric.designs.media_choice import Candidate, list_media_designs
from fabric.designs.members import Member, explain_empty_plane, list_named
from fabric.designs.network_task import NetworkTask
from fabric.designs.standing_cords import fit_cords
from fabric.designs.switch_classes import SwitchClass, list_classes
from fabric.designs.wiring import WiredFabric, Wiring, by_port_kind
from fabric.project import NetworkRequest
from fabric.topology import NODE_LEAF, STAGES, Fabric, Links, SizingError, Switch


def list_flat(task: NetworkTask) -> Iterator[Candidate]:
    """Every candidate of a flat family, with the reasons of those that cannot be built."""
    for option in list_classes(task.project, task.network, "leaf", task.network.speed_gbps, None):
        if option.found is None:
            yield Candidate(option.name, None, option.reason)
        else:
            yield from _of_class(task, option.found)


def _of_class(task: NetworkTask, leaf: SwitchClass) -> Iterator[Candidate]:
    """The candidates of one class of switches, medium by medium."""
    project, network, members = task.project, task.network, task.members
    slow = next((member for member in members if member.group.speed_gbps < network.speed_gbps), None)
    if slow is not None:
        speeds = f"{slow.id} has ports of {slow.group.speed_gbps}G, the network has speed_gbps: {network.speed_gbps}"
        yield Candidate(leaf.name, None, f"{speeds}; all links of a {network.topology} network have one speed")
        return
    direct = [list_named(project, network, wanted) for wanted in network.direct]
    devices = tuple(dict.fromkeys([m.id for m in members] + [m.id for pair in direct for m in pair]))
    try:
        shape, fabric = build_planes(network, devices, members, leaf, project.request.seed)
    except SizingError as error:
        yield Candidate(leaf.name, None, str(error))
        return
    name = f"{leaf.name}, {shape.name}" + (f" in each of {network.planes} planes" if network.planes > 1 else "")
    models, short = assign_models(project, fabric, Hardware(leaf, leaf, leaf), task.stock)
    wirings = _wirings(network, members, leaf, fabric)
    index = {device: i for i, device in enumerate(devices)}
    wirings += [wiring for pair in direct for wiring in join_direct(pair, index)]
    exact = shape.exact_bisection and network.planes * shape.exact_bisection
    wired = fit_cords(project, WiredFabric(name, fabric, models, wirings, exact), 0)
    obstacle = short or find_conflict(project, wired)
    if obstacle:
        yield Candidate(name, None, obstacle)
        return
    yield from list_media_designs(task, wired)


def build_planes(
    network: NetworkRequest, devices: tuple[str, ...], members: Sequence[Member], leaf: SwitchClass, seed: int
) -> tuple[FlatShape, Fabric]:
    """The fabric of all planes, and the shape of the first. Port p of a device is in plane p mod planes."""
    switches: list[Switch] = []
    tables = []
    shapes = []
    for plane in range(network.planes):
        ports = [len(range(plane, m.ports, network.planes)) for m in members] + [0] * (len(devices) - len(members))
        if not any(ports):
            raise SizingError(explain_empty_plane(plane, network))
        prefix = network.prefix + (f"p{plane + 1}-" if network.planes > 1 else "")
        shapes.append(choose_shape(replace(network, prefix=prefix), FlatDevices(devices, ports), leaf, seed))
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
    """The links by kind: those of the devices by the kind of their ports, then those between switches."""
    links = fabric.links
    down = links.where(links.stage == NODE_LEAF)
    found = []
    for same in by_port_kind({i: m.group for i, m in enumerate(members)}, range(len(members))):
        group = members[same[0]].group
        mask = np.isin(down.a_device, same)
        found.append(Wiring(STAGES[NODE_LEAF], network.speed_gbps, group, leaf.down, down.where(mask)))
    for stage in range(NODE_LEAF + 1, len(STAGES)):
        rows = links.where(links.stage == stage)
        found.append(Wiring(STAGES[stage], leaf.down.speed_gbps, leaf.down, leaf.down, rows))
    return found
