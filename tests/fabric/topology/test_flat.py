"""Flat families against published counts and against networkx: degree, diameter, pairs of groups, links in racks."""

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.topology import (
    DragonflyPlusShape,
    DragonflyShape,
    Fabric,
    SizingError,
    attach_by_unit,
    attach_in_order,
    build_dragonfly,
    build_dragonfly_plus,
    build_hyperx,
    build_jellyfish,
    build_slim_fly,
)
from fabric.topology.dragonfly import join_groups, list_dragonfly_edges
from fabric.topology.flat_sizing import RegularShape, size_dragonfly, size_dragonfly_plus, size_hyperx, size_regular
from fabric.topology.graph import to_graph
from fabric.topology.hyperx import bisection_links, list_hyperx_edges
from fabric.topology.jellyfish import list_jellyfish_edges
from fabric.topology.links import GLOBAL, LOCAL
from fabric.topology.slim_fly import degree, list_slim_fly_edges
from layouts.columns import IntColumn


def names(count: int) -> tuple[str, ...]:
    return tuple(f"h{number}" for number in range(count))


def graph_of(low: IntColumn, high: IntColumn) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(zip(low.tolist(), high.tolist(), strict=True))
    return graph


def assert_ports_once(fabric: Fabric, radix: int) -> None:
    links = fabric.links
    ends = list(zip(links.a_device.tolist(), links.a_port.tolist(), strict=True))
    ends += list(zip(links.b_device.tolist(), links.b_port.tolist(), strict=True))
    assert len(set(ends)) == len(ends)
    assert max(port for device, port in ends if device >= len(fabric.hosts)) < radix


def test_slim_fly_of_order_5_is_the_hoffman_singleton_graph() -> None:
    """50 switches of degree 7, 175 links, in 5 racks of 10: 15 links inside each and 10 between each two (Blach et
    al., arXiv 2310.03742), so 10 trunks of 10 links.
    """
    _, low, high = list_slim_fly_edges(5)
    assert len(low) == 175
    assert nx.is_isomorphic(graph_of(low, high), nx.hoffman_singleton_graph())
    racks = Counter(zip((low // 10).tolist(), (high // 10).tolist(), strict=True))
    assert {pair: count for pair, count in racks.items() if pair[0] == pair[1]} == {(i, i): 15 for i in range(5)}
    assert [count for (a, b), count in racks.items() if a != b] == [10] * 10


@pytest.mark.parametrize("q", [3, 5, 7, 11, 13, 17])
def test_slim_flies_have_diameter_2(q: int) -> None:
    """2q^2 switches of degree (3q - d) / 2, d = q mod 4 in {1, -1} (Besta, Hoefler, SC 2014)."""
    stage, low, high = list_slim_fly_edges(q)
    graph = graph_of(low, high)
    assert graph.number_of_nodes() == 2 * q * q
    assert set(dict(graph.degree()).values()) == {degree(q)} == {(3 * q - (1 if q % 4 == 1 else -1)) // 2}
    assert nx.diameter(graph) == 2
    assert len(low) == graph.number_of_edges() == q * q * degree(q)
    assert set(stage.tolist()) == {LOCAL, GLOBAL}


@pytest.mark.parametrize("q", [1, 2, 4, 9, 15])
def test_slim_fly_of_no_odd_prime_is_refused(q: int) -> None:
    with pytest.raises(SizingError, match="odd prime"):
        list_slim_fly_edges(q)


def test_the_largest_dragonfly_of_64_ports() -> None:
    """16 + 31 + 17 ports: a h + 1 = 32 x 17 + 1 = 545 groups of 32 (De Sensi et al., SC 2020), one link a pair."""
    size = size_dragonfly(64, 545 * 32 * 16, 16, 32, 17, None)
    assert (size.sections, size.leaf, size.details["most_groups"]) == (545, 17_440, 545)
    stage, low, high = list_dragonfly_edges(545, 32, 17)
    between = stage == GLOBAL
    pairs = Counter(zip((low[between] // 32).tolist(), (high[between] // 32).tolist(), strict=True))
    assert len(pairs) == 545 * 544 // 2
    assert set(pairs.values()) == {1}
    assert (int(between.sum()), int((stage == LOCAL).sum())) == (size.global_links, size.local_links)
    with pytest.raises(SizingError, match="546 groups exceed the 545"):
        size_dragonfly(64, 1, 16, 32, 17, 546)


def test_a_balanced_dragonfly_has_diameter_3() -> None:
    """a = 2p = 2h with p = 2: 9 groups of 4, 36 switches, 72 devices (Kim et al., ISCA 2008, figure 5)."""
    fabric = build_dragonfly(names(72), attach_in_order([1] * 72, 2, 4), DragonflyShape(9, 4, 2, 2), 7)
    graph = to_graph(fabric)
    assert (graph.number_of_nodes(), nx.diameter(graph)) == (36, 3)
    assert_ports_once(fabric, 7)


@given(st.integers(2, 14), st.integers(1, 40))
def test_pairs_of_groups_are_within_one_of_each_other(groups: int, ends: int) -> None:
    if ends < groups - 1:
        with pytest.raises(SizingError, match="groups exceed"):
            join_groups(groups, ends)
        return
    low, low_end, high, high_end = join_groups(groups, ends)
    pairs = Counter(zip(low.tolist(), high.tolist(), strict=True))
    assert len(pairs) == groups * (groups - 1) // 2
    assert max(pairs.values()) - min(pairs.values()) <= 1
    used = Counter(low.tolist()) + Counter(high.tolist())
    assert max(used.values()) <= ends
    assert min(used.values()) >= ends - 1
    taken = list(zip(low.tolist(), low_end.tolist(), strict=True)) + list(
        zip(high.tolist(), high_end.tolist(), strict=True)
    )
    assert len(set(taken)) == len(taken)


@given(st.integers(2, 6), st.integers(1, 4), st.integers(1, 3))
def test_dragonfly_counts_are_conserved(groups: int, switches: int, global_links: int) -> None:
    if groups - 1 > switches * global_links:
        return
    stage, _, _ = list_dragonfly_edges(groups, switches, global_links)
    size = size_dragonfly(64, 1, 1, switches, global_links, groups)
    assert (int((stage == LOCAL).sum()), int((stage == GLOBAL).sum())) == (size.local_links, size.global_links)


def test_dragonfly_plus_of_8_port_switches() -> None:
    """Groups of 4 leaves and 4 spines with 16 devices; with 17 groups every pair has one link (Shpiner et al. 2017),
    and any two leaves are leaf, spine, spine, leaf apart: 3 hops."""
    size = size_dragonfly_plus(8, 17 * 16, groups=17)
    fabric = build_dragonfly_plus(
        names(272),
        attach_by_unit([range(i * 16, i * 16 + 16) for i in range(17)], [1] * 272, 4),
        DragonflyPlusShape(17, 4, 4, 4, 4, 4),
    )
    assert (fabric.count("leaf"), fabric.count("spine")) == (size.leaf, size.spine) == (68, 68)
    stages = Counter(fabric.links.stage.tolist())
    assert (stages[1], stages[GLOBAL]) == (size.leaf_spine, size.global_links) == (272, 136)
    assert_ports_once(fabric, 8)
    graph = to_graph(fabric)
    leaves = [switch.id for switch in fabric.switches if switch.tier == "leaf"]
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    assert max(lengths[a][b] for a in leaves for b in leaves) == 3


def test_flattened_butterfly_of_the_paper() -> None:
    """The 8-ary 4-flat: 512 switches of radix 8 + 3 x 7 = 29, diameter 3 (Kim, Dally, Abts, ISCA 2007)."""
    _, low, high = list_hyperx_edges((8, 8, 8), (1, 1, 1))
    graph = graph_of(low, high)
    assert graph.number_of_nodes() == 512
    assert set(dict(graph.degree()).values()) == {21}
    assert nx.diameter(graph) == 3
    size = size_hyperx(29, 4096, 8, (8, 8, 8), (1, 1, 1))
    assert (size.leaf, size.local_links + size.global_links) == (512, len(low))


@pytest.mark.parametrize(("sizes", "links"), [((4,), (1,)), ((2, 3), (1, 1)), ((4, 2), (1, 3)), ((2, 2, 2), (1, 1, 1))])
def test_the_bisection_of_a_hyperx_is_the_least_cut(sizes: tuple[int, ...], links: tuple[int, ...]) -> None:
    """Against all halves of the switches."""
    _, low, high = list_hyperx_edges(sizes, links)
    total = int(np.prod(sizes))
    best = None
    for half in combinations(range(total), total // 2):
        inside = np.isin(np.arange(total), half)
        cut = int((inside[low] != inside[high]).sum())
        best = cut if best is None else min(best, cut)
    assert bisection_links(sizes, links) == best


def test_jellyfish_is_regular_connected_and_seeded() -> None:
    """N (k - r) devices on N switches of radix k with r links each (Singla et al., NSDI 2012)."""
    _, low, high = list_jellyfish_edges(60, 11, 3)
    graph = graph_of(low, high)
    assert set(dict(graph.degree()).values()) == {11}
    assert nx.is_connected(graph)
    again = list_jellyfish_edges(60, 11, 3)
    assert np.array_equal(low, again[1])
    assert np.array_equal(high, again[2])
    assert not np.array_equal(high, list_jellyfish_edges(60, 11, 4)[2])
    fabric = build_jellyfish(names(300), attach_in_order([1] * 300, 5, 1), 60, 11, 3, 16)
    assert_ports_once(fabric, 16)
    size = size_regular(RegularShape("jellyfish", switches=60, degree=11), radix=16, ports=300, hosts=5)
    assert size.global_links == len(low) == 330
    with pytest.raises(SizingError, match="leave one port unconnected"):
        list_jellyfish_edges(5, 3, 1)


def test_families_refuse_what_does_not_fit() -> None:
    with pytest.raises(SizingError, match="exceed the 20 that the switches carry"):
        size_hyperx(16, 21, 5, (2, 2), (1, 1))
    with pytest.raises(SizingError, match="a switch needs 17 ports, it has 16"):
        build_hyperx(names(16 * 11), attach_in_order([1] * 176, 11, 4), (4, 4), (1, 1), 16)
    with pytest.raises(SizingError, match="exceed the 64 ports of a switch"):
        size_dragonfly(64, 1, 30, 32, 17, None)
    with pytest.raises(SizingError, match="the devices need 51 switches"):
        build_slim_fly(names(51), attach_in_order([1] * 51, 1, 10), 5, 16)
