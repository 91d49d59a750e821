"""The links between leaves and spines that do not divide evenly, dealt so that they cost least.

Each leaf has uplinks / spines links to every spine, and the rest to some spines, one each. A flow of least cost from
leaves to spines decides which. Spines come within one link of each other first, where their ports allow it.
"""

from collections.abc import Sequence

import networkx as nx

from fabric.topology.fabric_size import SizingError


def deal_uplinks(cost: Sequence[Sequence[int]], uplinks: int, room: Sequence[int]) -> list[list[int]]:
    """The links of each leaf to each spine, of `uplinks` a leaf; any two spines of a leaf are within one.

    `cost[l][s]` is the cost of one link, at least 0; `room[s]` the ports of a spine. Raises SizingError where these do
    not suffice.
    """
    leaves, spines = len(cost), len(room)
    each, rest = divmod(uplinks, spines)
    counts = [[each] * spines for _ in range(leaves)]
    left = [ports - leaves * each for ports in room]
    if min(left) < 0 or leaves * rest > sum(left):
        raise SizingError(f"{leaves} leaves of {uplinks} uplinks exceed the free ports of {spines} spines")
    if not rest:
        return counts
    try:
        flow = nx.min_cost_flow(_build_graph(cost, rest, left))
    except nx.NetworkXUnfeasible:
        raise SizingError(f"the spines have too few free ports for {uplinks} uplinks of each leaf") from None
    for leaf in range(leaves):
        for (_, spine), count in flow["leaf", leaf].items():
            counts[leaf][spine] += count
    return counts


def _build_graph(cost: Sequence[Sequence[int]], rest: int, left: Sequence[int]) -> "nx.DiGraph[tuple[str, int]]":
    """Each leaf sends `rest` links to spines, one to a spine at most; a spine passes them on through levels.

    A level costs more than all links together, so no spine takes a second extra link before all others have one.
    """
    leaves, spines = len(cost), len(left)
    graph: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    level_cost = 1 + rest * sum(max(row) for row in cost)
    graph.add_node(("all", 0), demand=leaves * rest)
    for spine in range(spines):
        for level in range(min(left[spine], leaves)):
            graph.add_edge(("spine", spine), ("level", spine * leaves + level), capacity=1, weight=level * level_cost)
            graph.add_edge(("level", spine * leaves + level), ("all", 0), capacity=1, weight=0)
    for leaf, row in enumerate(cost):
        graph.add_node(("leaf", leaf), demand=-rest)
        for spine, of_link in enumerate(row):
            graph.add_edge(("leaf", leaf), ("spine", spine), capacity=1, weight=of_link)
    return graph
