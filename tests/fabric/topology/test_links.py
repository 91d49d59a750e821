"""Links as columns, and the rank of a row among rows of its key."""

import numpy as np

from fabric.topology import Fabric, Links, Switch, rank_within
from fabric.topology.cuts import find_bisection
from fabric.topology.graph import to_graph
from fabric.topology.links import GLOBAL, LOCAL


def test_a_rank_counts_earlier_rows_of_the_same_key() -> None:
    assert rank_within(np.array([5, 3, 5, 5, 3])).tolist() == [0, 0, 1, 2, 1]
    assert rank_within(np.zeros(0, np.int32)).tolist() == []


def test_columns_are_stretched_to_the_longest() -> None:
    links = Links.of(LOCAL, 0, np.arange(3), 1, np.arange(3))
    assert len(links) == 3
    assert (links.a_device.tolist(), links.b_port.tolist()) == ([0, 0, 0], [0, 1, 2])
    assert len(links.where(links.a_port > 0)) == 2
    assert Links.stack([links, links]).b_port.tolist() == [0, 1, 2, 0, 1, 2]


def test_a_graph_counts_links_between_two_switches() -> None:
    """Host h on a; two links from a to b."""
    fabric = Fabric(
        ("h",),
        (Switch("a", "leaf", 1), Switch("b", "leaf", 2)),
        Links.stack([Links.of(0, 0, 0, 1, 0), Links.of(GLOBAL, 1, np.array([1, 2]), 2, np.array([0, 1]))]),
    )
    graph = to_graph(fabric)
    assert list(graph.edges(data=True)) == [("a", "b", {"links": 2, "stage": "global"})]
    assert graph.nodes["b"] == {"tier": "leaf", "section": 2}
    assert set(to_graph(fabric, with_devices=True).edges) == {("h", "a"), ("a", "b")}


def test_a_ring_is_cut_twice() -> None:
    """Six switches of one device port in a ring: any half that is a run cuts two links."""
    low, high = np.arange(6, dtype=np.int32), (np.arange(6, dtype=np.int32) + 1) % 6
    assert find_bisection(6, low, high, np.ones(6, np.int32)) == 2


def test_two_cliques_with_one_link_are_cut_there() -> None:
    """Four switches each, numbered alternately, so that the order of the switches alone would cut many links."""
    even, odd = range(0, 8, 2), range(1, 8, 2)
    edges = [(a, b) for side in (even, odd) for a in side for b in side if a < b] + [(0, 1)]
    low, high = np.array(edges, np.int32).T
    assert find_bisection(8, low, high, np.ones(8, np.int32)) == 1
