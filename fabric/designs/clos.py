"""Candidates of the folded Clos families: models for each tier and shapes, each with the media of its links."""

from collections.abc import Iterator

from fabric.designs.clos_builder import ClosBuilder
from fabric.designs.conflict import find_conflict
from fabric.designs.hardware_choice import Hardware, assign_models
from fabric.designs.media_choice import Candidate, list_variants
from fabric.designs.network_task import NetworkTask
from fabric.designs.standing_cords import fit_cords
from fabric.designs.switch_classes import SwitchClass, list_classes
from fabric.designs.wiring import WiredFabric
from fabric.topology import ClosShape, SizingError


def list_clos(task: NetworkTask) -> Iterator[Candidate]:
    """Every candidate of a folded Clos, with the reasons of those that cannot be built."""
    network = task.network
    found = list(list_classes(task.project, network, "leaf", network.speed_gbps, network.uplink_speed_gbps))
    yield from (Candidate(option.name, None, option.reason) for option in found if option.found is None)
    if not found:
        yield Candidate("any switch", None, "the inventory has no switch")
    for leaf in (option.found for option in found if option.found is not None):
        if task.shared is not None:
            yield from _of_hardware(task, Hardware(leaf, leaf, leaf))
            continue
        spines = _matching(task, "spine", leaf)
        if not spines:
            yield Candidate(
                leaf.name, None, f"no switch in the inventory has {leaf.up.speed_gbps}G ports for its spines"
            )
        for spine in spines:
            cores = _matching(task, "core", spine)
            same = [core for core in cores if core.models == spine.models]
            yield from _of_hardware(task, Hardware(leaf, spine, (same or cores or [spine])[0]))


def _matching(task: NetworkTask, tier: str, below: SwitchClass) -> list[SwitchClass]:
    """Classes for the tier above some switches: ports of the speed of their uplinks, the same protocol."""
    speed = below.up.speed_gbps
    options = list_classes(task.project, task.network, tier, speed, speed)
    return [option.found for option in options if option.found is not None and option.found.speaks_with(below)]


def _of_hardware(task: NetworkTask, hardware: Hardware) -> Iterator[Candidate]:
    """The candidates of one choice of models, shape by shape."""
    try:
        builder = ClosBuilder(task, hardware)
        shapes = builder.shapes()
    except SizingError as error:
        yield Candidate(hardware.name, None, str(error))
        return
    for shape in shapes:
        yield from _of_shape(task, hardware, builder, shape)


def _of_shape(
    task: NetworkTask, hardware: Hardware, builder: ClosBuilder, shape: ClosShape | None
) -> Iterator[Candidate]:
    """The candidates of one shape, medium by medium."""
    name = builder.name(shape)
    try:
        fabric, wirings = builder.build(shape)
    except SizingError as error:
        yield Candidate(name, None, str(error))
        return
    models, short = assign_models(task.project, fabric, hardware, task.stock)
    whole = WiredFabric(name, fabric, models, wirings, builder.exact_bisection(shape))
    wired = fit_cords(task.project, whole, task.network.external_links)
    obstacle = short or find_conflict(task.project, wired)
    if obstacle:
        yield Candidate(name, None, obstacle)
        return
    yield from list_variants(task, wired)
