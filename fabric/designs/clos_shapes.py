"""The shapes of the spines and cores that a network with these leaves may have."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from fabric.designs.hardware_choice import Hardware
from fabric.project import NetworkRequest
from fabric.topology import Attachment, ClosNeed, ClosShape, SizingError, choose_shapes

MOST_SHAPES = 4
"""Most shapes of one choice of models that become candidates, since each costs a placement."""


def list_clos_shapes(
    network: NetworkRequest, hardware: Hardware, attachment: Attachment, uplinks: int
) -> list[ClosShape]:
    """Shapes to try for the leaves of one plane, each with `uplinks` uplinks. Raises SizingError where there is none.

    Of three tiers only those of fewest switches are tried.
    """
    need = _need(network, hardware, attachment, uplinks)
    if network.topology == "rail-only":
        return _shapes_of_rails(network, need, attachment)
    if network.spines is not None:
        return [_stated_shape(network, need, network.spines)]
    shapes = choose_shapes(need)
    # Devices on two leaves gain nothing where all leaves hang on one spine.
    shapes = [shape for shape in shapes if min(shape.spines) >= network.redundancy] or shapes
    if shapes[0].cores:
        shapes = [shape for shape in shapes if shape.switches == shapes[0].switches]
    return shapes[:MOST_SHAPES]


def needs_spines(network: NetworkRequest) -> bool:
    """Whether the request asks for switches above the leaves, by their tiers, numbers, uplinks or room to grow."""
    tiers = 3 if network.topology == "fat-tree" and network.tiers is None else network.tiers
    stated = network.spines is not None or network.uplinks_per_leaf is not None or network.expansion_su > 0
    return (tiers or 1) > 1 or stated


def _need(network: NetworkRequest, hardware: Hardware, attachment: Attachment, uplinks: int) -> ClosNeed:
    """The need for spines of all leaves, with room for the units to come."""
    spine_ports = hardware.spine.down_ports - network.external_links
    core_ports = hardware.core.down_ports - network.external_links
    if min(spine_ports, core_ports) < 1:
        raise SizingError(f"{network.external_links} links that leave the site take all ports of a spine or core")
    units = len(set(attachment.leaf_sections))
    # A unit stays in one pod. Where all devices share the leaves, only the leaves that back each other must.
    shared = not network.by_rail and network.leaf_per == "fabric"
    unit_leaves = network.redundancy if shared or attachment.leaves % units else attachment.leaves // units
    units_per_pod = network.shape.units_per_pod
    pod_leaves = units_per_pod and units_per_pod * unit_leaves
    if network.shape.rails_per_pod is not None:
        pod_leaves = _pod_of_rails(network, attachment).room
    return ClosNeed(
        leaves=attachment.leaves + network.expansion_su * unit_leaves,
        uplinks=uplinks,
        spine_ports=spine_ports,
        core_ports=core_ports,
        tiers=3 if network.topology == "fat-tree" and network.tiers is None else network.tiers,
        unit_leaves=unit_leaves,
        uneven=network.uneven,
        pod_leaves=pod_leaves,
        core_ratio=network.core_oversubscription,
    )


class RailPod(NamedTuple):
    """A pod of some rails."""

    leaves: int
    """Leaves that it has."""
    room: int
    """Leaves that its spines have room for."""


def _pod_of_rails(network: NetworkRequest, attachment: Attachment) -> RailPod:
    """The pods of a network whose pods are rails of several units; all pods are equal.

    Raises SizingError where units of unlike size, or an odd number of them, leave no equal pods.
    """
    # A leaf that may serve more rails than there are serves all of them: one set.
    sets = max(1, (network.shape.rails_per_pod or 0) // network.rails_per_leaf)
    of_set, units = attachment.leaves_per_rail, len(set(attachment.leaf_sections))
    in_pod = network.shape.units_per_pod or units
    if in_pod == units:
        return RailPod(sets * of_set, sets * (of_set + network.expansion_su * (of_set // units)))
    if units % in_pod or of_set % units or len(set(Counter(attachment.leaf_sections).values())) > 1:
        raise SizingError(f"{units} scalable units do not divide into equal pods of {in_pod} (rails_per_pod)")
    if network.expansion_su:
        raise SizingError("pods of rails of some units keep no room for expansion_su: leave out su_per_pod")
    return RailPod(sets * (of_set // units) * in_pod, sets * (of_set // units) * in_pod)


def list_pod_leaves(network: NetworkRequest, attachment: Attachment, shape: ClosShape | None) -> tuple[int, ...] | None:
    """Leaves of each pod that exist, where pods are rails; None where leaves fill the pods in order."""
    if shape is None:
        return None
    if network.topology == "rail-only":
        return (attachment.leaves_per_rail,) * len(shape.pods)
    if shape.cores and network.shape.rails_per_pod is not None:
        return (_pod_of_rails(network, attachment).leaves,) * len(shape.pods)
    return None


def _shapes_of_rails(network: NetworkRequest, need: ClosNeed, attachment: Attachment) -> list[ClosShape]:
    """Separate spines for each rail: a pod of two tiers for every rail."""
    rails, mine = attachment.rails, attachment.leaves_per_rail
    room = mine + network.expansion_su * (mine // len(set(attachment.leaf_sections)))
    of_one = replace(need, leaves=room, core_ports=need.spine_ports, tiers=2, unit_leaves=1, pod_leaves=None)
    return [
        ClosShape((room,) * rails, shape.spines * rails, shape.uplinks, (0,) * rails, 0)
        for shape in choose_shapes(of_one)
    ][:MOST_SHAPES]


def _stated_shape(network: NetworkRequest, need: ClosNeed, spines: int) -> ClosShape:
    """Two tiers with the number of spines that the request states."""
    shape = ClosShape((need.leaves,), (spines,), need.uplinks, (0,), 0)
    if spines > need.uplinks:
        raise SizingError(f"the request states {spines} spines, but a leaf has only {need.uplinks} uplinks")
    if need.leaves * need.uplinks > spines * need.spine_ports:
        raise SizingError(
            f"{spines} spines have {spines * need.spine_ports} ports, {need.leaves} leaves have "
            f"{need.leaves * need.uplinks} uplinks"
        )
    if not shape.is_even and not network.uneven:
        raise SizingError(
            f"the {need.uplinks} uplinks of a leaf are no multiple of {spines} spines; "
            "'uplink_spread: within-one' allows it"
        )
    return shape
