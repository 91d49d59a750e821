"""Metrics of fabrics, against networkx and against every possible failure and cut of small fabrics."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    PEER,
    ClosNeed,
    ClosPorts,
    DragonflyShape,
    Fabric,
    Links,
    Switch,
    attach_by_rail,
    attach_by_unit,
    attach_in_order,
    build_clos,
    build_dragonfly,
    build_hyperx,
    build_jellyfish,
    build_slim_fly,
    choose_shapes,
)
from fabric.topology.graph import to_graph
from fabric.topology.metrics import measure


def uplinks_from(port: int) -> ClosPorts:
    """The same number of downlinks at leaves and spines, before their uplinks."""
    return ClosPorts(first_uplink=port, first_spine_uplink=port)


def names(count: int) -> tuple[str, ...]:
    return tuple(f"h{number}" for number in range(count))


def clos(units: int, size: int, rails: int, half: int, tiers: int) -> Fabric:
    members = [range(u * size, (u + 1) * size) for u in range(units)]
    attachment = attach_by_rail(members, rails, half)
    shape = choose_shapes(
        ClosNeed(
            leaves=attachment.leaves,
            uplinks=half,
            spine_ports=2 * half,
            core_ports=2 * half,
            tiers=tiers,
            unit_leaves=rails,
        )
    )[0]
    return build_clos(names(units * size), attachment, shape, uplinks_from(half))


FABRICS = {
    "two tiers": clos(4, 4, 2, 4, 2),
    "partly filled": clos(3, 3, 2, 4, 2),
    "three tiers": clos(16, 4, 2, 4, 3),
    "dragonfly": build_dragonfly(names(72), attach_in_order([1] * 72, 2, 4), DragonflyShape(9, 4, 2, 2), 8),
    "half empty dragonfly": build_dragonfly(names(30), attach_in_order([1] * 30, 2, 4), DragonflyShape(9, 4, 2, 2), 8),
    "hyperx": build_hyperx(names(48), attach_in_order([1] * 48, 4, 4), (3, 4), (1, 1), 16),
    "slim fly": build_slim_fly(names(150), attach_in_order([1] * 150, 3, 10), 5, 16),
    "jellyfish": build_jellyfish(names(80), attach_in_order([1] * 80, 4, 1), 20, 5, 1, 16),
}


def ports_of(fabric: Fabric) -> dict[str, int]:
    first = len(fabric.hosts)
    down = fabric.links.b_device[fabric.links.stage == 0] - first
    return {fabric.switches[i].id: int(count) for i, count in enumerate(np.bincount(down)) if count}


@pytest.mark.parametrize("name", FABRICS)
def test_hops_are_those_of_networkx(name: str) -> None:
    fabric = FABRICS[name]
    weight = ports_of(fabric)
    lengths = dict(nx.all_pairs_shortest_path_length(to_graph(fabric)))
    pairs = [(weight[a] * weight[b], lengths[a][b]) for a in weight for b in weight]
    ports = sum(weight.values())
    found = measure(fabric)
    assert found.diameter_hops == max(hops for _, hops in pairs)
    assert found.mean_hops == pytest.approx(sum(w * h for w, h in pairs) / (ports * ports - ports), abs=0.001)
    assert (found.reachable_pct, found.is_sampled) == (100.0, False)


def test_rails_apart_reach_only_their_own() -> None:
    """Two rails of equal size without spines in common: half of all pairs of ports."""
    members = [range(u * 4, (u + 1) * 4) for u in range(2)]
    attachment = attach_by_rail(members, 2, 4, rails_together=1)
    shape = choose_shapes(ClosNeed(leaves=2, uplinks=4, spine_ports=8, core_ports=8, tiers=2))[0]
    apart = build_clos(names(8), attachment, type(shape)((2, 2), shape.spines * 2, 4, (0, 0), 0), uplinks_from(4))
    assert measure(apart).reachable_pct == 50.0


@pytest.mark.parametrize("name", FABRICS)
def test_what_any_failure_leaves(name: str) -> None:
    """Every switch taken away in turn: the least share of links to switches that a leaf keeps."""
    fabric = FABRICS[name]
    graph, weight = to_graph(fabric), ports_of(fabric)
    worst = 100.0
    for lost in graph:
        for leaf in weight:
            if leaf != lost:
                total = sum(data["links"] for _, _, data in graph.edges(leaf, data=True))
                gone = graph.edges[leaf, lost]["links"] if graph.has_edge(leaf, lost) else 0
                worst = min(worst, 100 * (total - gone) / total)
    assert measure(fabric).left_after_switch_pct == pytest.approx(worst, abs=0.01)


def test_what_a_leaf_failure_leaves_to_a_device() -> None:
    """Two rails: half the ports; both ports on one leaf: none."""
    assert measure(FABRICS["two tiers"]).host_left_pct == 50.0
    single = build_clos(
        names(4),
        attach_by_unit([range(4)], [2] * 4, 4),
        choose_shapes(ClosNeed(leaves=2, uplinks=4, spine_ports=8, core_ports=8, tiers=2))[0],
        uplinks_from(4),
    )
    assert measure(single).host_left_pct == 0.0


def least_cut(fabric: Fabric) -> int:
    """The least cut over all halves of the leaves: min-cut by networkx with both halves contracted."""
    graph, leaves = to_graph(fabric), sorted(ports_of(fabric))
    best = None
    for half in combinations(leaves[1:], len(leaves) // 2):
        net: nx.DiGraph[str] = nx.DiGraph()
        for a, b, data in graph.edges(data=True):
            for x, y in ((a, b), (b, a)):
                net.add_edge(x, y, capacity=data["links"])
        for leaf in leaves:
            net.add_edge(*(("S", leaf) if leaf in half else (leaf, "T")), capacity=10**6)
        cut = nx.minimum_cut_value(net, "S", "T")
        best = cut if best is None else min(best, cut)
    assert best is not None
    return int(best)


@pytest.mark.parametrize("fabric", [clos(2, 4, 2, 4, 2), clos(4, 4, 2, 4, 2), clos(8, 4, 1, 4, 2)])
def test_the_bisection_of_a_clos_is_half_its_uplinks(fabric: Fabric) -> None:
    uplinks = int((fabric.links.stage == 1).sum())
    assert least_cut(fabric) == uplinks // 2
    assert measure(fabric, uplinks // 2).bisection_is_exact


@pytest.mark.plan
@pytest.mark.parametrize(
    "fabric",
    [
        build_dragonfly(names(24), attach_in_order([1] * 24, 2, 4), DragonflyShape(3, 4, 2, 2), 8),
        build_hyperx(names(16), attach_in_order([1] * 16, 2, 4), (2, 4), (1, 1), 16),
        build_jellyfish(names(20), attach_in_order([1] * 20, 2, 1), 10, 3, 5, 16),
        clos(3, 4, 2, 4, 2),
    ],
)
def test_a_cut_found_by_search_is_no_less_than_the_least(fabric: Fabric) -> None:
    found = measure(fabric)
    assert not found.bisection_is_exact
    assert least_cut(fabric) <= found.bisection_links <= 1.5 * least_cut(fabric)


def uneven_fabric() -> Fabric:
    """Two leaves that differ: A has three links to spine X and one to Y, B two to each.

    Host h0 has two ports on A and one on B, host h1 one on each.
    """
    switches = (*(Switch(name, "leaf", 1) for name in "AB"), *(Switch(name, "spine", 0) for name in "XY"))
    down = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 3, 0), (1, 0, 2, 2), (1, 1, 3, 1)]
    up = [
        (2, 3, 4, 0),
        (2, 4, 4, 1),
        (2, 5, 4, 2),
        (2, 6, 5, 0),
        (3, 2, 4, 3),
        (3, 3, 4, 4),
        (3, 4, 5, 1),
        (3, 5, 5, 2),
    ]
    return Fabric(
        names(2), switches, Links.stack([Links.of(NODE_LEAF, *np.array(down).T), Links.of(LEAF_SPINE, *np.array(up).T)])
    )


def test_the_worst_leaf_counts_where_leaves_differ() -> None:
    """Without X leaf A keeps one link of four, B two of four: 25 %, not 50."""
    assert measure(uneven_fabric()).left_after_switch_pct == 25.0


def test_the_worst_device_counts_where_devices_differ() -> None:
    """Without leaf A device h0 keeps one port of three, h1 one of two: 33.33 %, not 50."""
    found = measure(uneven_fabric())
    assert found.host_left_pct == 33.33
    assert found.left_after_bundle_pct == 25.0


def test_hops_are_weighed_by_ports() -> None:
    """A has 3 device ports, B 2. Of 20 ordered pairs of ports 6 + 2 stay on one leaf, 12 are two hops apart: 1.2."""
    found = measure(uneven_fabric())
    assert (found.diameter_hops, found.mean_hops, found.reachable_pct) == (2, 1.2, 100.0)


def test_links_between_backed_leaves_are_no_ways_to_spines() -> None:
    """Two links between A and B change nothing: a leaf loses as much of its links to spines as before."""
    fabric = uneven_fabric()
    peers = Links.of(PEER, 2, np.array([7, 8]), 3, np.array([7, 8]))
    found = measure(Fabric(fabric.hosts, fabric.switches, Links.stack([fabric.links, peers])))
    assert found.left_after_switch_pct == 25.0
    assert found.diameter_hops == 1


def test_a_fabric_of_one_leaf_has_nothing_to_lose_but_itself() -> None:
    one = Fabric(names(2), (Switch("A", "leaf", 1),), Links.of(NODE_LEAF, np.arange(2), 0, 2, np.arange(2)))
    found = measure(one)
    assert (found.left_after_switch_pct, found.host_left_pct, found.bisection_links) == (None, 0.0, 0)
