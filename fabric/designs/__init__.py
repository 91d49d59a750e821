"""Candidate designs from request and inventory, and why each that cannot be built is dropped.

A design fixes the fabric, the model of every switch and the medium of every kind of link; the floor is not looked at.
Networks come in the order of the request: a later one may connect the switches of earlier ones, or hang on them.
"""

from collections import Counter
from collections.abc import Sequence

from fabric.catalog import FABRIC_GROUP
from fabric.designs.clos import list_clos
from fabric.designs.clos_builder import Foreign
from fabric.designs.design import Design, DesignStage, cage_numbers
from fabric.designs.existing import list_existing
from fabric.designs.flat import list_flat
from fabric.designs.hardware import Shelf
from fabric.designs.media_choice import Candidate, parts_of
from fabric.designs.members import list_members
from fabric.project import Project
from fabric.request import CLOS, NetworkRequest
from layouts.faults import UnmetError

__all__ = ["Candidate", "Design", "DesignStage", "cage_numbers", "list_candidates", "parts_of"]


def list_candidates(project: Project, network: NetworkRequest, earlier: Sequence[Design] = ()) -> list[Candidate]:
    """All candidates for a network, in a fixed order; `earlier` are the designs of the networks before it.

    Raises UnmetError where none can be built.
    """
    others = [device for design in earlier for device in design.switch_devices if device.id not in project.device_by_id]
    members = list_members(project, network, others)
    taken: Counter[str] = Counter()
    for design in earlier:
        taken += parts_of(design)
    taken.subtract(
        project.device_by_id[switch.id].model
        for design in earlier
        for switch in design.fabric.switches
        if switch.id in project.device_by_id
    )
    shelf = Shelf(project, taken)
    if not members:
        stands = any(device.role == "leaf" for device in project.devices)
        if network.topology != "leaf-spine" or not stands:
            raise UnmetError(
                [
                    f"network {network.id}: no device has ports of group '{network.port_group}'",
                    "Add devices to equipment.yaml, or correct port_group in request.yaml",
                ]
            )
        candidates = list(list_existing(project, network, shelf))
    elif network.topology in CLOS:
        foreign = _foreign(project, network, earlier)
        candidates = list(list_clos(project, network, members, shelf, foreign))
    else:
        candidates = list(list_flat(project, network, members, shelf))
    if not any(candidate.design for candidate in candidates):
        raise UnmetError(
            [f"network {network.id}: no design can be built"]
            + [f"  {candidate.name}: {candidate.reason}" for candidate in candidates]
            + ["Change what the reasons name: inventory.yaml, equipment.yaml or request.yaml"]
        )
    return candidates


def _foreign(project: Project, network: NetworkRequest, earlier: Sequence[Design]) -> Foreign | None:
    """The spines, else leaves, of the earlier network that takes the uplinks, with the ports that are still free."""
    if network.spines_of is None:
        return None
    host = next(design for design in earlier if design.network.id == network.spines_of)
    tier = "spine" if host.count("spine") else "leaf"
    ids = tuple(switch.id for switch in host.fabric.switches if switch.tier == tier)
    models = {model for switch, model in zip(host.fabric.switches, host.models, strict=True) if switch.tier == tier}
    group = next(g for model in sorted(models) if (g := project.catalog.device_types[model].group(FABRIC_GROUP)))
    used: dict[str, set[int]] = {name: set() for name in ids}
    for design in earlier:
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        links = design.fabric.links
        for number, stage in enumerate(design.stages):
            rows = links.where(links.stage == number)
            for side, devices, ports in (
                (stage.a_group, rows.a_device, rows.a_port),
                (stage.b_group, rows.b_device, rows.b_port),
            ):
                for device, cage in zip(devices.tolist(), cage_numbers(side, ports).tolist(), strict=True):
                    if names[device] in used and side.cages_of == FABRIC_GROUP:
                        used[names[device]].add(cage)
    cages = [group.first_cage + cage for cage in range(group.cages)]
    free = [
        tuple(
            (cage - group.first_cage) * group.per_cage + mpo
            for cage in cages
            if cage not in used[name]
            for mpo in range(group.per_cage)
        )
        for name in ids
    ]
    return Foreign(ids, tuple(free), group)
