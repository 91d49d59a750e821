"""The leaf-spine fabric over switches of equipment.yaml, where no device has ports of the network's group."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fabric.catalog import FABRIC_GROUP, PortGroup
from fabric.designs.conflict import find_conflict
from fabric.designs.media_choice import Candidate, list_media_designs
from fabric.designs.network_task import NetworkTask
from fabric.designs.standing_cords import fit_cords
from fabric.designs.standing_metres import rank_links
from fabric.designs.wiring import WiredFabric, Wiring
from fabric.project import Device, NetworkRequest, Project
from fabric.topology import Fabric, SizingError, deal_uplinks, join_existing, split_ports


def list_existing(task: NetworkTask) -> Iterator[Candidate]:
    """The one fabric, in each medium, or the reason why there is none."""
    project, network = task.project, task.network
    leaves = [device for device in project.devices if device.role == "leaf"]
    spines = [device for device in project.devices if device.role == "spine"]
    models = sorted({device.model for device in (*leaves, *spines)})
    name = (
        f"{len(leaves)} {'leaf' if len(leaves) == 1 else 'leaves'}, "
        f"{len(spines)} {'spine' if len(spines) == 1 else 'spines'} as they stand"
    )
    group = project.catalog.device_types[models[0]].group(FABRIC_GROUP) if models else None
    if len(models) != 1 or group is None:
        yield Candidate(
            name, None, f"equipment.yaml must list leaves and spines of one model, found {', '.join(models) or 'none'}"
        )
        return
    try:
        fabric = _join(project, network, leaves, spines, group)
    except SizingError as error:
        yield Candidate(name, None, str(error))
        return
    wirings = [Wiring("leaf-spine", network.speed_gbps, group, group, fabric.links)]
    chosen = tuple(device.model for device in (*leaves, *spines))
    wired = fit_cords(project, WiredFabric(name, fabric, chosen, wirings), network.external_links)
    obstacle = find_conflict(project, wired)
    if obstacle:
        yield Candidate(name, None, obstacle)
        return
    yield from list_media_designs(task, wired)


def _join(
    project: Project, network: NetworkRequest, leaves: Sequence[Device], spines: Sequence[Device], group: PortGroup
) -> Fabric:
    """The links of all leaves. Raises SizingError where the switches have too few ports."""
    if not leaves or not spines:
        raise SizingError(f"a leaf-spine fabric needs leaves and spines, found {len(leaves)} and {len(spines)}")
    uplinks = network.uplinks_per_leaf or split_ports(group.ports, network.oversubscription)[1]
    if uplinks > group.ports:
        raise SizingError(f"{uplinks} uplinks exceed the {group.ports} free ports of {leaves[0].id}")
    spine_at = {device.rack: index for index, device in reversed(list(enumerate(spines)))}
    return join_existing(
        tuple(device.id for device in leaves),
        tuple(device.id for device in spines),
        [spine_at.get(leaf.rack, index % len(spines)) for index, leaf in enumerate(leaves)],
        deal_uplinks(
            _list_cost(project, leaves, spines, group, uplinks),
            uplinks,
            [group.ports - network.external_links] * len(spines),
        ),
        [range(group.ports)] * len(leaves),
        [range(group.ports)] * len(spines),
    )


def _list_cost(
    project: Project, leaves: Sequence[Device], spines: Sequence[Device], group: PortGroup, uplinks: int
) -> list[list[int]]:
    """The cost of the link of a leaf to a spine beyond those that every pair has, by its length (`rank_links`).

    It is 0 where a cord lies there for it.
    """
    if uplinks % len(spines) == 0:
        return [[0] * len(spines) for _ in leaves]
    lying = Counter(frozenset((cable.a_device, cable.b_device)) for cable in project.cables)
    every = uplinks // len(spines)
    return [
        [0 if lying[frozenset((leaf.id, spine.id))] > every else rank for spine, rank in zip(spines, row, strict=True)]
        for leaf, row in zip(leaves, rank_links(project, leaves, spines, group), strict=True)
    ]
