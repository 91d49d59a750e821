"""The leaf-spine fabric over switches of equipment.yaml, where no device has ports of the network's group."""

from collections.abc import Iterator

from fabric.catalog import FABRIC_GROUP
from fabric.designs.conflict import find_conflict
from fabric.designs.media_choice import Candidate, list_variants
from fabric.designs.network_task import NetworkTask
from fabric.designs.standing_cords import fit_cords
from fabric.designs.wiring import WiredFabric, Wiring
from fabric.topology import SizingError, join_existing, split_ports


def list_existing(task: NetworkTask) -> Iterator[Candidate]:
    """The one fabric, in each medium, or the reason why there is none."""
    project, network = task.project, task.network
    leaves = [device for device in project.devices if device.role == "leaf"]
    spines = [device for device in project.devices if device.role == "spine"]
    models = sorted({device.model for device in (*leaves, *spines)})
    name = f"{len(leaves)} leaves, {len(spines)} spines as they stand"
    group = project.catalog.device_types[models[0]].group(FABRIC_GROUP) if models else None
    if len(models) != 1 or group is None:
        yield Candidate(
            name, None, f"equipment.yaml must list leaves and spines of one model, found {', '.join(models) or 'none'}"
        )
        return
    spine_at = {device.rack: index for index, device in reversed(list(enumerate(spines)))}
    home = tuple(spine_at.get(leaf.rack, index % max(len(spines), 1)) for index, leaf in enumerate(leaves))
    uplinks = network.uplinks_per_leaf or split_ports(group.ports, network.oversubscription)[1]
    try:
        fabric = join_existing(
            tuple(device.id for device in leaves),
            tuple(device.id for device in spines),
            home,
            uplinks,
            [range(group.ports)] * len(leaves),
            [range(group.ports)] * len(spines),
        )
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
    yield from list_variants(task, wired)
