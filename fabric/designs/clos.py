"""Candidates of the folded Clos families: models per tier and shapes, each with the media that its links can have."""

from collections.abc import Iterator, Sequence

from fabric.designs.clos_builder import ClosBuilder, Hardware
from fabric.designs.conflict import find_conflict
from fabric.designs.interconnects import SharedSwitches
from fabric.designs.media_choice import Candidate, list_variants
from fabric.designs.members import Member
from fabric.designs.switch_classes import SwitchClass, SwitchStock, list_classes
from fabric.project import NetworkRequest, Project
from fabric.topology import Fabric, SizingError


def list_clos(
    project: Project,
    network: NetworkRequest,
    members: Sequence[Member],
    shelf: SwitchStock,
    foreign: SharedSwitches | None,
) -> Iterator[Candidate]:
    """Every candidate of a folded Clos for these members, with the reasons of those that cannot be built."""
    leaf_classes = list(list_classes(project, network, "leaf", network.speed_gbps, network.uplink_speed_gbps))
    yield from (Candidate(name, None, reason) for found, name, reason in leaf_classes if found is None)
    if not leaf_classes:
        yield Candidate("any switch", None, "the inventory has no switch")
    for leaf in (found for found, _, _ in leaf_classes if found is not None):
        if foreign is not None:
            yield from _of_hardware(project, network, members, Hardware(leaf, leaf, leaf), shelf, foreign)
            continue
        spines = _matching(project, network, "spine", leaf)
        if not spines:
            yield Candidate(
                leaf.name, None, f"no switch in the inventory has {leaf.up.speed_gbps}G ports for its spines"
            )
        for spine in spines:
            cores = _matching(project, network, "core", spine)
            same = [core for core in cores if core.models == spine.models]
            hardware = Hardware(leaf, spine, (same or cores or [spine])[0])
            yield from _of_hardware(project, network, members, hardware, shelf, foreign)


def _matching(project: Project, network: NetworkRequest, tier: str, below: SwitchClass) -> list[SwitchClass]:
    """Classes that may serve the tier above some switches: ports of the speed of their uplinks, the same protocol."""
    found = list_classes(project, network, tier, below.up.speed_gbps, below.up.speed_gbps)
    return [item for item, _, _ in found if item is not None and item.speaks_with(below)]


def _of_hardware(
    project: Project,
    network: NetworkRequest,
    members: Sequence[Member],
    hardware: Hardware,
    shelf: SwitchStock,
    foreign: SharedSwitches | None,
) -> Iterator[Candidate]:
    try:
        builder = ClosBuilder(project, network, members, hardware, foreign)
        shapes = builder.shapes()
    except SizingError as error:
        yield Candidate(hardware.name, None, str(error))
        return
    for shape in shapes:
        name = f"{builder.models_name(shape)}, {shape.name if shape else builder.flat_name}"
        try:
            fabric, wirings = builder.build(shape)
        except SizingError as error:
            yield Candidate(name, None, str(error))
            continue
        models, short = assign_models(project, fabric, hardware, shelf)
        obstacle = short or find_conflict(project, network, fabric, models, wirings)
        if obstacle:
            yield Candidate(name, None, obstacle)
            continue
        yield from list_variants(project, network, name, fabric, models, wirings, shelf, builder.exact_bisection(shape))


def assign_models(
    project: Project, fabric: Fabric, hardware: Hardware, shelf: SwitchStock
) -> tuple[tuple[str, ...], str]:
    """A model for every switch, standing ones keeping theirs; and what is missing, or ''."""
    chosen: dict[str, str] = {}
    missing = []
    by_models: dict[tuple[str, ...], list[str]] = {}
    for tier, found in (("leaf", hardware.leaf), ("spine", hardware.spine), ("core", hardware.core)):
        for switch in fabric.switches:
            if switch.tier == tier:
                standing = project.device_by_id.get(switch.id)
                if standing is not None:
                    chosen[switch.id] = standing.model
                else:
                    by_models.setdefault(found.models, []).append(switch.id)
    for models, ids in by_models.items():
        assigned = shelf.assign(models, len(ids))
        if assigned is None:
            tiers = dict.fromkeys(switch.tier for switch in fabric.switches if switch.id in set(ids))
            ports = next(c.down_ports for c in (hardware.leaf, hardware.spine, hardware.core) if c.models == models)
            plural = {"leaf": "leaves", "spine": "spines", "core": "cores"}
            what = f"{' and '.join(plural[tier] for tier in tiers)} of {ports} ports ({'/'.join(models)})"
            missing.append(shelf.missing(models, len(ids), what))
        else:
            chosen.update(zip(ids, assigned, strict=True))
    return tuple(chosen.get(switch.id, "") for switch in fabric.switches), "; ".join(missing)
