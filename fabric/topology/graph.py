"""The switches of a fabric as a networkx graph, for further computations."""

import networkx as nx
import numpy as np

from fabric.topology.links import NODE_LEAF, STAGES, Fabric
from layouts import IntColumn


def to_graph(fabric: Fabric, with_devices: bool = False) -> "nx.Graph[str]":
    """Switches as nodes (`tier`, `section`), one edge for all links between two of them (`links`, `stage`).

    With devices, these are nodes of tier 'device'. The graph is the caller's own: changing it changes nothing here.
    """
    graph: nx.Graph[str] = nx.Graph()
    if with_devices:
        graph.add_nodes_from((host, {"tier": "device", "section": 0}) for host in fabric.hosts)
    graph.add_nodes_from((switch.id, {"tier": switch.tier, "section": switch.section}) for switch in fabric.switches)
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    links = fabric.links if with_devices else fabric.links.where(fabric.links.stage != NODE_LEAF)
    rows = np.stack([links.stage, links.a_device, links.b_device])
    for (stage, a, b), count in zip(*_unique(rows), strict=True):
        if names[a] in graph and names[b] in graph:
            graph.add_edge(names[a], names[b], links=int(count), stage=STAGES[stage])
    return graph


def _unique(rows: IntColumn) -> tuple[list[list[int]], list[int]]:
    found, counts = np.unique(rows, axis=1, return_counts=True)
    return found.T.tolist(), counts.tolist()
