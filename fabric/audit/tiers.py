"""Tiers, kinds of links and speeds of a network: those of its family and of the request."""

from collections.abc import Iterator, Mapping

from fabric.audit.end_names import ENDS, End
from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, count_of, rule
from fabric.catalog import UPLINK_GROUP

CLOS_STAGES = frozenset({"node-leaf", "leaf-spine", "spine-core", "peer", "direct"})
FLAT_STAGES = frozenset({"node-leaf", "local", "global", "direct"})
STAGES_OF: Mapping[str, frozenset[str]] = {
    "leaf-spine": CLOS_STAGES,
    "fat-tree": CLOS_STAGES,
    "rail-optimized": CLOS_STAGES - {"peer"},
    "rail-only": CLOS_STAGES - {"peer", "spine-core"},
    "dragonfly": FLAT_STAGES,
    "dragonfly-plus": FLAT_STAGES - {"local"} | {"leaf-spine"},
    "hyperx": FLAT_STAGES,
    "slim-fly": FLAT_STAGES,
    "jellyfish": FLAT_STAGES - {"local"},
    "given": CLOS_STAGES | {"local"},
}
"""Family to the kinds of links that it has."""


@rule("stages-of-family")
def check_stages_of_family(view: NetworkView) -> Iterator[Violation]:
    """The links of a network are of the kinds that its family has."""
    allowed = STAGES_OF[view.network.topology]
    for stage, links in sorted(view.by_stage.items()):
        if links and stage not in allowed:
            yield Violation(
                object=view.name,
                found=f"{count_of(len(links), 'link')} {stage}",
                allowed=f"{', '.join(sorted(allowed))} in a {view.network.topology} network",
                remedy="Make the plan again for the topology that the request states",
            )


@rule("tiers-as-requested", stated=True)
def check_tiers_as_requested(view: NetworkView) -> Iterator[Violation]:
    """A network has the tiers of switches that the request states; a fat tree has three, or one leaf in each plane."""
    network = view.network
    wanted = network.tiers
    if wanted is None and network.topology == "fat-tree" and network.spines is None and network.spines_of is None:
        wanted = 3 if len(view.leaves) > network.planes * max(1, network.redundancy) else None
    found = 3 if view.pairs["spine-core"] else 2 if view.has_spines else 1
    if wanted is not None and network.spines_of is None and found != wanted:
        yield Violation(
            object=view.name,
            found=count_of(found, "tier"),
            allowed=str(wanted),
            remedy="Use as many tiers as the request states",
        )


@rule("stage-speed", stated=True)
def check_stage_speed(view: NetworkView) -> Iterator[Violation]:
    """Links have the speed that the request states for their kind, and their ports have that speed at both ends.

    A device whose ports are slower than the network has links of the speed of its ports. Links between switches have
    the stated speed of uplinks, else that of the network, or that of the ports that a leaf has for uplinks alone. A
    listed link has the speed of its ports.
    """
    for stage in dict.fromkeys(view.ends.stage(link) for link in view.links):
        first = next(link for link in view.links if view.ends.stage(link) == stage)
        a_gbps, b_gbps = (_port_gbps(view, first, end) for end in ENDS)
        allowed = _allowed_gbps(view, stage.name, stage.a_group, a_gbps)
        if stage.speed_gbps != allowed:
            yield Violation(
                object=f"{view.name}, {stage.name}",
                found=f"{stage.speed_gbps}G",
                allowed=f"{allowed}G",
                remedy="Correct the speed, or speed_gbps and uplink_speed_gbps of the request",
            )
        elif min(a_gbps, b_gbps) < stage.speed_gbps or (
            (stage.name != "node-leaf" or view.network.is_given) and a_gbps != b_gbps
        ):
            yield Violation(
                object=f"{view.name}, {stage.name}",
                found=f"{stage.speed_gbps}G on ports of {a_gbps}G and {b_gbps}G",
                allowed="ports of the speed of the link",
                remedy="Use ports of that speed, or correct the speed of the request",
            )


def _port_gbps(view: NetworkView, link: int, end: End) -> int:
    """The speed of the port at an end, 0 where the device has no such ports."""
    device = view.ends.device(link, end)
    group = view.plan.project.catalog.device_types[device.model].group(view.ends.group(link, end))
    return group.speed_gbps if group else 0


def _allowed_gbps(view: NetworkView, stage: str, a_group: str, a_gbps: int) -> int:
    """The speed of a kind of links by the request."""
    network = view.network
    if stage == "direct" or network.is_given:
        return a_gbps
    if stage == "node-leaf":
        return min(a_gbps, network.speed_gbps)
    if network.uplink_speed_gbps is not None:
        return network.uplink_speed_gbps
    own_ports = a_group.partition(":")[0] == UPLINK_GROUP or stage == "spine-core"
    return a_gbps if own_ports else network.speed_gbps


TIER_CHECKS = (check_stages_of_family, check_tiers_as_requested, check_stage_speed)
"""The rules of this module."""
