"""The links of a network to switches of other networks, whose designs decide how many there are."""

from collections.abc import Sequence

from fabric.bounds.counted_links import CountedLinks
from fabric.bounds.facts import CrossNetworkLinks, HostRack, PullSizes
from fabric.bounds.least_work import least_share_ms
from fabric.project import LabourTable, NetworkRequest, Project
from fabric.topology import NODE_LEAF, STAGES


def is_only_choice(project: Project, network: NetworkRequest) -> bool:
    """Whether every design of a network has the same switches and media, for any number of links."""
    lots, types = project.inventory.lots, project.catalog.device_types
    allowed = {*network.switch_models, *network.leaf_models, *network.spine_models, *network.core_models}
    stocked = {lot.model for lot in lots if lot.model in types and types[lot.model].role == "switch"}
    models = stocked & allowed if allowed else stocked
    return len(models) == 1 and all(lot.quantity is None for lot in lots)


def find_cross_network_links(
    labour: LabourTable, counted: CountedLinks, holding: Sequence[HostRack], shortest_mm: int, pulls: PullSizes
) -> CrossNetworkLinks:
    """The cost of each link to a switch of another network, and the uplinks of leaves to such switches.

    `holding` are the racks of devices that may hold switches, whose pulls such a link may share. `shortest_mm` is the
    length of the shortest cable between two other racks.
    """
    design = counted.design
    plug, test = (labour.act_ms(act, 1) for act in ("inspect_clean_plug", "test_link"))
    if counted.splits.any():
        shared = max(stage.straight_legs for stage in design.stages)
        return CrossNetworkLinks(each_ms=plug // shared + test, own_links=0, downlinks=1, uplinks=0)
    share = least_share_ms(labour, holding, shortest_mm, pulls)
    access = {
        stage.b_group.group: stage.b_group.ports for stage in design.stages if stage.stage.name == STAGES[NODE_LEAF]
    }
    is_sure = design.network.spines_of is not None and design.network.uplinks_per_leaf is not None
    return CrossNetworkLinks(
        each_ms=2 * plug + test + share,
        own_links=int(counted.down.sum()),
        downlinks=max(1, sum(access.values())),
        uplinks=(design.network.uplinks_per_leaf or 0) if is_sure else 0,
    )
