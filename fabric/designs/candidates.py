"""The candidates of one network: designs, and the reason for each that cannot be built.

A design fixes the fabric, the model of every switch and the medium of every kind of link. It does not look at the
floor, but for the links between switches that stand. Networks come in the order of the request: a later one may connect
switches of earlier ones, or use their spines.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fabric.catalog import FABRIC_GROUP
from fabric.designs.clos import list_clos
from fabric.designs.conflict import find_shared_port
from fabric.designs.design import Design, is_same_fabric
from fabric.designs.existing import list_existing
from fabric.designs.flat import list_flat
from fabric.designs.given import list_given
from fabric.designs.interconnects import SharedSwitches
from fabric.designs.media_choice import Candidate, parts_of
from fabric.designs.members import list_members
from fabric.designs.needs import meet_needs
from fabric.designs.network_task import NetworkTask
from fabric.designs.switch_classes import SwitchStock
from fabric.project import NetworkRequest, Project
from fabric.vocabulary import CLOS
from layouts import UnmetError


def list_candidates(
    project: Project, network: NetworkRequest, earlier: Sequence[Design] = (), all_stock: bool = False
) -> list[Candidate]:
    """All candidates for a network, in a fixed order; `earlier` are the designs of the networks before it.

    Where the request leaves a choice open, those of each variant follow each other, and names begin with the family.
    With `all_stock` they may also take the pieces that the earlier designs took: a bound over all choices of these
    needs it. Raises UnmetError where no candidate can be built.
    """
    candidates: list[Candidate] = []
    for variant in network.choices:
        if not network.variants:
            candidates += map(meet_needs, _list_of(project, variant, earlier, all_stock))
            continue
        try:
            found = _list_of(project, variant, earlier, all_stock)
        except UnmetError as error:
            found = [Candidate("no design", None, "; ".join(error.reasons))]
        named = [_named(variant.choice_name, one) for one in found]
        candidates += (meet_needs(_unless_known(one, candidates)) for one in named)
    if not any(candidate.design for candidate in candidates):
        raise UnmetError(
            [f"network {network.id}: no design can be built"]
            + [f"  {candidate.name}: {candidate.reason}" for candidate in candidates]
            + ["Change what the reasons name: inventory.yaml, equipment.yaml or request.yaml"]
        )
    return candidates


def _unless_known(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """A candidate, without its design where a choice before it has the same one: a fat tree is a leaf-spine fabric."""
    for other in others:
        if candidate.design and other.design and is_same_fabric(candidate.design, other.design):
            return replace(candidate, design=None, reason=f"the same as {other.name}")
    return candidate


def _named(choice: str, candidate: Candidate) -> Candidate:
    """A candidate whose name begins with what it is a choice of."""
    design = candidate.design
    if design is not None:
        design = replace(design, name=f"{choice}: {design.name}", shape_name=f"{choice}: {design.shape_name}")
    return Candidate(f"{choice}: {candidate.name}", design, candidate.reason)


def _list_of(project: Project, network: NetworkRequest, earlier: Sequence[Design], all_stock: bool) -> list[Candidate]:
    """The candidates of a network of one family. Raises UnmetError where no device wants it."""
    others = [device for design in earlier for device in design.switch_devices if device.id not in project.device_by_id]
    members = list_members(project, network, others, _name_sections(project, earlier))
    taken: Counter[str] = Counter()
    for design in earlier if not all_stock else ():
        taken += parts_of(project, design)
    task = NetworkTask(project, network, members, SwitchStock(project, taken))
    if network.is_given:
        candidates = list(list_given(task))
    elif not members:
        has_leaves = any(device.role == "leaf" for device in project.devices)
        if network.topology != "leaf-spine" or not has_leaves:
            raise UnmetError(
                [
                    f"network {network.id}: no device has ports of group '{network.port_group}'",
                    "Add devices to equipment.yaml, or correct port_group in request.yaml",
                ]
            )
        candidates = list(list_existing(task))
    elif network.topology in CLOS:
        candidates = list(list_clos(replace(task, shared=_find_shared(project, network, earlier))))
    else:
        candidates = list(list_flat(task))
    if network.is_given or any(design.network.is_given for design in earlier):
        candidates = [_beside(project, candidate, earlier) for candidate in candidates]
    return candidates


def _name_sections(project: Project, earlier: Sequence[Design]) -> dict[str, str]:
    """Network, tier and section of each new switch of the earlier networks."""
    return {
        switch.id: f"{design.network.id} {switch.tier} {switch.section}"
        for design in earlier
        for switch in design.fabric.switches
        if switch.id not in project.device_by_id
    }


def list_undesignable(project: Project) -> list[str]:
    """Lines on the first network that no design can serve, beside the first design of each network before it.

    Empty where every network has one. Raises UnmetError where the network is the first, so that no plan exists. Of a
    later one that is not said: it may have a design beside other designs of the networks before it.
    """
    earlier: list[Design] = []
    for network in project.request.networks:
        try:
            candidates = list_candidates(project, network, earlier)
        except UnmetError as error:
            if not earlier:
                raise
            return [f"{error.reasons[0]} beside the first designs of the networks before it", *error.reasons[1:]]
        earlier.append(next(candidate.design for candidate in candidates if candidate.design))
    return []


def _beside(project: Project, candidate: Candidate, earlier: Sequence[Design]) -> Candidate:
    """A candidate, without its design where listed links and other networks want the same port."""
    reason = find_shared_port(project, candidate.design, earlier) if candidate.design else ""
    return Candidate(candidate.name, None, reason) if reason else candidate


def _find_shared(project: Project, network: NetworkRequest, earlier: Sequence[Design]) -> SharedSwitches | None:
    """The switches that take the uplinks: the spines, else the leaves, of the earlier network that the request names.

    None where the network has spines of its own.
    """
    if network.spines_of is None:
        return None
    other = next(design for design in earlier if design.network.id == network.spines_of)
    tier = "spine" if other.count("spine") else "leaf"
    ids = tuple(switch.id for switch in other.fabric.switches if switch.tier == tier)
    models = {model for switch, model in zip(other.fabric.switches, other.models, strict=True) if switch.tier == tier}
    used: dict[str, set[int]] = {name: set() for name in ids}
    for design in earlier:
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        cages = design.cages
        for device, group, cage in zip(cages.device.tolist(), cages.group.tolist(), cages.cage.tolist(), strict=True):
            if names[device] in used and cages.groups[group] == FABRIC_GROUP:
                used[names[device]].add(cage)
    types = [project.catalog.device_types[model] for model in sorted(models)]
    smallest = min(types, key=lambda item: item.port_count(FABRIC_GROUP))
    return SharedSwitches(ids, smallest, tuple(frozenset(used[name]) for name in ids), other.network.external_links)
