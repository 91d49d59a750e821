"""Candidates of the folded Clos families: models for each tier and shapes, each with the media of its links."""

from collections.abc import Iterator

from fabric.designs.clos_builder import ClosBuilder
from fabric.designs.clos_shapes import needs_spines
from fabric.designs.conflict import find_conflict
from fabric.designs.hardware_choice import Hardware, assign_models
from fabric.designs.media_choice import Candidate, list_media_designs
from fabric.designs.network_task import NetworkTask
from fabric.designs.standing_cords import fit_cords
from fabric.designs.switch_classes import SwitchClass, list_classes
from fabric.designs.wiring import WiredFabric
from fabric.topology import ClosShape, SizingError


def list_clos(task: NetworkTask) -> Iterator[Candidate]:
    """Every candidate of a folded Clos, with the reasons of those that cannot be built.

    One tier is a candidate wherever one suffices, beside those of more tiers.
    """
    network = task.network
    found = list(list_classes(task.project, network, "leaf", network.speed_gbps, network.uplink_speed_gbps))
    yield from (Candidate(option.name, None, option.reason) for option in found if option.found is None)
    if not found:
        yield Candidate("any switch", None, "the inventory has no switch")
    for leaf in (option.found for option in found if option.found is not None):
        if task.shared is not None:
            yield from _of_hardware(task, Hardware(leaf, leaf, leaf))
            continue
        reason = "the request asks for spines"
        single: list[Candidate] = []
        if network.tiers == 1 or not needs_spines(network):
            try:
                single = list(_of_one_tier(task, leaf))
            except SizingError as error:
                reason = str(error)
        yield from single
        if network.tiers != 1:
            yield from _of_more_tiers(task, leaf, "" if single else reason)
        elif not single:
            yield Candidate(leaf.name, None, reason)


def _of_one_tier(task: NetworkTask, leaf: SwitchClass) -> Iterator[Candidate]:
    """The candidates without spines. Raises SizingError where one tier does not suffice."""
    yield from _of_shape(task, ClosBuilder(task, Hardware(leaf, leaf, leaf), is_one_tier=True), None)


def _of_more_tiers(task: NetworkTask, leaf: SwitchClass, refusal: str) -> Iterator[Candidate]:
    """The candidates with spines. Leaves that one tier joins as well get none where one tier is listed.

    `refusal` is the reason why one tier is not listed, '' where it is.
    """
    if not leaf.up_ports:
        if refusal:
            reason = f"{leaf.name} has no ports for uplinks, and one tier does not suffice: {refusal}"
            yield Candidate(leaf.name, None, reason)
        return
    spines = _matching(task, "spine", leaf)
    if not spines and refusal:
        reason = _explain_no_spine(task, leaf)
        yield Candidate(leaf.name, None, f"{reason}, and one tier does not suffice: {refusal}")
    for spine in spines:
        cores = _matching(task, "core", spine)
        same = [core for core in cores if core.models == spine.models]
        yield from _of_hardware(task, Hardware(leaf, spine, (same or cores or [spine])[0]), has_single=not refusal)


def _explain_no_spine(task: NetworkTask, leaf: SwitchClass) -> str:
    """The reason why no switch of the inventory can be the spine of a leaf."""
    speed = leaf.up.speed_gbps
    options = list_classes(task.project, task.network, "spine", speed, speed)
    mute = [option.found for option in options if option.found is not None and not option.found.speaks_with(leaf)]
    reason = f"no switch in the inventory has {speed}G ports for its spines"
    if not mute:
        return reason
    others = ", ".join(f"{found.name}: {found.protocol}" for found in mute)
    where = "state protocols in catalog/device_types.csv"
    return f"{reason} and speaks {leaf.protocol} as it does ({others}; {where})"


def _matching(task: NetworkTask, tier: str, below: SwitchClass) -> list[SwitchClass]:
    """Classes for the tier above some switches: ports of the speed of their uplinks, the same protocol."""
    speed = below.up.speed_gbps
    options = list_classes(task.project, task.network, tier, speed, speed)
    return [option.found for option in options if option.found is not None and option.found.speaks_with(below)]


def _of_hardware(task: NetworkTask, hardware: Hardware, has_single: bool = False) -> Iterator[Candidate]:
    """The candidates of one choice of models, shape by shape."""
    try:
        builder = ClosBuilder(task, hardware)
        if has_single and builder.tier.is_joined and not needs_spines(task.network):
            return
        shapes = builder.shapes()
    except SizingError as error:
        yield Candidate(hardware.name, None, str(error))
        return
    for shape in shapes:
        yield from _of_shape(task, builder, shape)


def _of_shape(task: NetworkTask, builder: ClosBuilder, shape: ClosShape | None) -> Iterator[Candidate]:
    """The candidates of one shape, medium by medium."""
    name = builder.name(shape)
    try:
        fabric, wirings = builder.build(shape)
    except SizingError as error:
        yield Candidate(name, None, str(error))
        return
    models, short = assign_models(task.project, fabric, builder.hardware, task.stock)
    whole = WiredFabric(name, fabric, models, wirings, builder.exact_bisection(shape))
    wired = fit_cords(task.project, whole, task.network.external_links)
    obstacle = short or find_conflict(task.project, wired)
    if obstacle:
        yield Candidate(name, None, obstacle)
        return
    yield from list_media_designs(task, wired)
