"""Links of folded Clos fabrics: every port once, pairs even or within one, rails apart, cores meet pods equally."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fabric.topology import (
    Attachment,
    ClosNeed,
    ClosPorts,
    ClosShape,
    ClosSizeRequest,
    Fabric,
    SizingError,
    attach_by_rail,
    attach_by_unit,
    build_clos,
    choose_shapes,
    deal_uplinks,
    join_existing,
    size_fabric,
)
from fabric.topology.links import LEAF_SPINE, NODE_LEAF, PEER, SPINE_CORE


def uplinks_from(port: int) -> ClosPorts:
    """The same number of downlinks at leaves and spines, before their uplinks."""
    return ClosPorts(first_uplink=port, first_spine_uplink=port)


def units_of(sizes: list[int]) -> list[range]:
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return [range(int(a), int(b)) for a, b in pairwise(starts)]


def names(count: int) -> tuple[str, ...]:
    return tuple(f"h{number}" for number in range(count))


def assert_ports_once(fabric: Fabric, radix: int) -> None:
    links = fabric.links
    ends = list(zip(links.a_device.tolist(), links.a_port.tolist(), strict=True))
    ends += list(zip(links.b_device.tolist(), links.b_port.tolist(), strict=True))
    assert len(set(ends)) == len(ends)
    assert max(port for device, port in ends if device >= len(fabric.hosts)) < radix


def pair_counts(fabric: Fabric, stage: int) -> Counter[tuple[int, int]]:
    rows = fabric.links.where(fabric.links.stage == stage)
    return Counter(zip(rows.a_device.tolist(), rows.b_device.tolist(), strict=True))


def spread_of(fabric: Fabric) -> int:
    """By how much the links of a leaf to the spines of its pod differ at most."""
    per_leaf: dict[int, list[int]] = defaultdict(list)
    for (leaf, _), count in pair_counts(fabric, LEAF_SPINE).items():
        per_leaf[leaf].append(count)
    return max(max(counts) - min(counts) for counts in per_leaf.values())


@given(st.integers(1, 4), st.lists(st.integers(1, 8), min_size=1, max_size=8), st.integers(0, 3), st.booleans())
def test_two_tiers(rails: int, sizes: list[int], choice: int, uneven: bool) -> None:
    radix, half = 16, 8
    attachment = attach_by_rail(units_of(sizes), rails, half)
    assume(attachment.leaves <= radix)
    shapes = choose_shapes(
        ClosNeed(
            leaves=attachment.leaves,
            uplinks=half,
            spine_ports=radix,
            core_ports=radix,
            tiers=2,
            unit_leaves=1,
            uneven=uneven,
        )
    )
    shape = shapes[choice % len(shapes)]
    fabric = build_clos(names(sum(sizes)), attachment, shape, uplinks_from(half))
    assert_ports_once(fabric, radix)
    assert spread_of(fabric) <= (0 if shape.is_even else 1)
    assert len(pair_counts(fabric, LEAF_SPINE)) == attachment.leaves * shape.spines[0]
    assert (fabric.links.stage == NODE_LEAF).sum() == rails * sum(sizes)
    loads = Counter(fabric.links.b_device[fabric.links.stage == LEAF_SPINE].tolist())
    assert max(loads.values()) - min(loads.values()) <= 1


@given(st.sampled_from([1, 2, 4]), st.integers(3, 30), st.booleans())
def test_three_tiers(rails: int, unit_count: int, uneven: bool) -> None:
    """Whatever closes: ports once, pairs within one, every core as many links to a pod as every other core."""
    radix, half = 16, 8
    attachment = attach_by_rail(units_of([half] * unit_count), rails, half)
    try:
        shapes = choose_shapes(
            ClosNeed(
                leaves=attachment.leaves,
                uplinks=half,
                spine_ports=radix,
                core_ports=radix,
                tiers=3,
                unit_leaves=rails,
                uneven=uneven,
            )
        )
    except SizingError:
        return
    for shape in shapes[:3]:
        fabric = build_clos(names(half * unit_count), attachment, shape, uplinks_from(half))
        assert_ports_once(fabric, radix)
        assert spread_of(fabric) <= (0 if shape.is_even else 1)
        assert Counter(s.tier for s in fabric.switches)["core"] == shape.cores
        assert_cores_meet_pods_equally(fabric)


def assert_cores_meet_pods_equally(fabric: Fabric) -> None:
    first = len(fabric.hosts)
    meets: dict[int, Counter[int]] = defaultdict(Counter)
    for (spine, core), count in pair_counts(fabric, SPINE_CORE).items():
        meets[fabric.switches[spine - first].section][core] += count
    cores = sum(switch.tier == "core" for switch in fabric.switches)
    for counts in meets.values():
        assert len(counts) == cores
        assert len(set(counts.values())) == 1


def test_a_port_k_goes_to_leaf_k_of_its_unit() -> None:
    fabric = build_clos(
        names(5), attach_by_rail(units_of([3, 2]), 4, 8), ClosShape((8,), (4,), 8, (0,), 0), uplinks_from(8)
    )
    unit_of = [0, 0, 0, 1, 1]
    down = fabric.links.where(fabric.links.stage == NODE_LEAF)
    for host, rail, leaf in zip(down.a_device, down.a_port, down.b_device, strict=True):
        assert fabric.switches[leaf - 5].id == f"leaf-{unit_of[host] + 1:02d}-{rail + 1}"


def test_a_unit_larger_than_a_leaf_gets_several_a_rail() -> None:
    """144 trays on 32 downlinks: five leaves a rail of 29, 29, 29, 29 and 28."""
    attachment = attach_by_rail([range(144)], 4, 32)
    assert attachment.leaves == 20
    assert sorted(Counter(attachment.leaf.tolist()).values()) == [28] * 4 + [29] * 16
    assert attachment.leaf_names[:6] == ("01-1-1", "01-1-2", "01-1-3", "01-1-4", "01-1-5", "01-2-1")


def test_rails_stay_apart_where_only_rails_are_wanted() -> None:
    """Two units, three rails: three parts of two leaves and their spines, none joined to another."""
    attachment = attach_by_rail(units_of([4, 4]), 3, 4, rails_together=1)
    shape = ClosShape((2, 2, 2), (2, 2, 2), 4, (0, 0, 0), 0)
    fabric = build_clos(names(8), attachment, shape, uplinks_from(4))
    rail_of_spine: dict[int, set[str]] = defaultdict(set)
    for leaf, spine in pair_counts(fabric, LEAF_SPINE):
        rail_of_spine[spine].add(fabric.switches[leaf - 8].id.split("-")[2])
    assert all(len(rails) == 1 for rails in rail_of_spine.values())
    assert_ports_once(fabric, 8)


def test_dual_homed_devices_reach_both_leaves_of_a_pair() -> None:
    """Five devices of two ports on leaves of two downlinks: three pairs, filled 2, 2, 1; two peer links each."""
    attachment = attach_by_unit([range(5)], [2] * 5, 2, 2)
    assert attachment.pairs == ((0, 1), (2, 3), (4, 5))
    fabric = build_clos(
        names(5),
        attachment,
        ClosShape((6,), (2,), 2, (0,), 0),
        ClosPorts(first_uplink=2, first_spine_uplink=2, peer_links=2, first_peer_port=4),
    )
    for device in range(5):
        leaves = fabric.links.b_device[(fabric.links.stage == NODE_LEAF) & (fabric.links.a_device == device)]
        assert len(set(leaves.tolist())) == 2
    assert set(pair_counts(fabric, PEER).values()) == {2}
    assert_ports_once(fabric, 6)


def test_single_homed_devices_share_the_leaves_of_a_pair() -> None:
    attachment = attach_by_unit([range(4)], [1] * 4, 4, 2)
    assert Counter(attachment.leaf.tolist()) == {0: 2, 1: 2}


@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.integers(6, 12), st.sampled_from([1, 2]))
def test_no_leaf_gets_more_ports_than_it_has(ports: list[int], downlinks: int, redundancy: int) -> None:
    attachment = attach_by_unit([range(len(ports))], ports, downlinks, redundancy)
    assert Counter(attachment.device.tolist()) == Counter(dict(enumerate(ports)))
    assert max(Counter(attachment.leaf.tolist()).values()) <= downlinks
    assert len(set(zip(attachment.leaf.tolist(), attachment.leaf_port.tolist(), strict=True))) == sum(ports)


def test_room_for_expansion_stays_in_spines_and_cores() -> None:
    """Four pods of which two have leaves: two pods' spines, all cores, each with half its ports free."""
    attachment = attach_by_rail(units_of([8] * 16), 1, 8)
    shape = choose_shapes(ClosNeed(leaves=32, uplinks=8, spine_ports=16, core_ports=16, tiers=3))[0]
    fabric = build_clos(names(128), attachment, shape, uplinks_from(8))
    tiers = Counter(switch.tier for switch in fabric.switches)
    assert tiers["core"] == shape.cores
    assert tiers["spine"] == sum(shape.spines[: sum(np.cumsum(shape.pods) <= 16)])
    assert_cores_meet_pods_equally(fabric)


def test_farrington_k_48() -> None:
    """5k^2/4 = 2,880 switches, k^3/4 = 27,648 hosts; bundles between pods: k(k-1)/2 = 1,128 with the cores spread
    over the pods, k = 48 with all in one place (Farrington et al., HotI 2009).
    """
    k = 48
    shape = next(
        s
        for s in choose_shapes(ClosNeed(leaves=k * k // 2, uplinks=k // 2, spine_ports=k, core_ports=k, tiers=3))
        if s.pods == (k // 2,) * k and s.is_even
    )
    pods = units_of([(k // 2) ** 2] * k)
    attachment = attach_by_unit(pods, [1] * (k**3 // 4), k // 2)
    bundles = {}
    for grouping in ("together", "spread"):
        fabric = build_clos(
            names(k**3 // 4),
            attachment,
            shape,
            ClosPorts(first_uplink=k // 2, first_spine_uplink=k // 2, core_grouping=grouping),
        )
        assert len(fabric.switches) == 5 * k * k // 4 == 2880
        assert len(fabric.hosts) == 27_648
        assert_cores_meet_pods_equally(fabric)
        bundles[grouping] = count_bundles(fabric)
    assert bundles == {"together": 48, "spread": 1128}


def count_bundles(fabric: Fabric) -> int:
    """Pairs of units that links between switches join: what one bundle each would serve."""
    first = len(fabric.hosts)
    unit = np.array([switch.section for switch in fabric.switches])
    between = fabric.links.where(fabric.links.stage != NODE_LEAF)
    a, b = unit[between.a_device - first], unit[between.b_device - first]
    return len({(min(x, y), max(x, y)) for x, y in zip(a.tolist(), b.tolist(), strict=True) if x != y})


def test_existing_leaves_spread_within_one_of_each_other() -> None:
    """6 leaves, 3 spines, 8 uplinks: 3, 3 and 2 links, 3 to the nearest; every spine gets 16."""
    home = (0, 0, 1, 1, 2, 2)
    dealt = deal_uplinks([[5 * (spine != at) for spine in range(3)] for at in home], 8, [36] * 3)
    fabric = join_existing(tuple("abcdef"), ("x", "y", "z"), home, dealt, [range(36)] * 6, [range(36)] * 3)
    counts = pair_counts(fabric, LEAF_SPINE)
    assert set(counts.values()) == {2, 3}
    assert all(counts[leaf, 6 + home] == 3 for leaf, home in enumerate((0, 0, 1, 1, 2, 2)))
    assert Counter(fabric.links.b_device.tolist()) == {6: 16, 7: 16, 8: 16}
    assert_ports_once(fabric, 36)


def test_the_rest_of_the_uplinks_is_dealt_at_least_cost() -> None:
    """3 leaves of 4 uplinks, 3 spines: one link each, and one more link of each leaf.

    Leaf 0 costs 1, 2 or 9, leaf 1 costs 1, 5 or 9, leaf 2 costs 3, 5 or 9. Each spine takes one more. The six ways cost
    1 + 5 + 9 = 15 (in turn), 1 + 9 + 5 = 15, 2 + 1 + 9 = 12, 2 + 9 + 3 = 14, 9 + 1 + 5 = 15 and 9 + 5 + 3 = 17.
    Where the third spine has but 3 ports, spines 0 and 1 take the three links, one of them two: 2 + 1 + 3 = 6 is least.
    """
    cost = [[1, 2, 9], [1, 5, 9], [3, 5, 9]]
    assert deal_uplinks(cost, 4, [9, 9, 9]) == [[1, 2, 1], [2, 1, 1], [1, 1, 2]]
    assert deal_uplinks(cost, 4, [9, 9, 3]) == [[1, 2, 1], [2, 1, 1], [2, 1, 1]]
    with pytest.raises(SizingError, match="3 leaves of 4 uplinks exceed the free ports of 3 spines"):
        deal_uplinks(cost, 4, [4, 4, 3])


def test_impossible_links_are_refused() -> None:
    with pytest.raises(SizingError, match="the 9 ports of a device exceed the 8 downlinks"):
        attach_by_unit([range(1)], [9], 8)
    with pytest.raises(SizingError, match="the 4 free ports of x"):
        join_existing(("a", "b"), ("x",), (0, 0), [[3], [3]], [range(8)] * 2, [range(4)])
    with pytest.raises(SizingError, match="3 leaves exceed the 2 of the pods"):
        build_clos(names(3), attach_by_unit([range(3)], [1] * 3, 1), ClosShape((2,), (1,), 1, (0,), 0), uplinks_from(1))


def test_the_same_numbers_give_the_same_links() -> None:
    def build() -> Fabric:
        attachment: Attachment = attach_by_rail(units_of([8, 8]), 4, 8)
        return build_clos(
            names(16),
            attachment,
            choose_shapes(ClosNeed(leaves=8, uplinks=8, spine_ports=16, core_ports=16, tiers=2))[0],
            uplinks_from(8),
        )

    first, second = build(), build()
    for column in ("stage", "a_device", "a_port", "b_device", "b_port"):
        assert np.array_equal(getattr(first.links, column), getattr(second.links, column))


@given(st.sampled_from([16, 32, 64]), st.integers(1, 300), st.integers(1, 8))
def test_sizes_are_what_is_built(radix: int, nodes: int, nics: int) -> None:
    """Counts from numbers alone are those of the generated fabric."""
    try:
        size = size_fabric(ClosSizeRequest(radix=radix, nodes=nodes, nics=nics))
    except SizingError:
        return
    per_su = radix // 2
    units = units_of([min(per_su, nodes - start) for start in range(0, nodes, per_su)])
    attachment = attach_by_rail(units, nics, per_su)
    if size.tiers == 1:
        assert size.leaf == 1
        assert size.node_leaf == nodes * nics <= radix
        return
    assert attachment.leaves == size.leaf
    shapes = choose_shapes(
        ClosNeed(
            leaves=size.leaf,
            uplinks=size.uplinks,
            spine_ports=radix,
            core_ports=radix,
            tiers=None,
            unit_leaves=nics,
            uneven=False,
        )
    )
    shape = next((s for s in shapes if sum(s.spines) == size.spine and s.cores == size.core), None)
    if shape is None:
        return
    fabric = build_clos(names(nodes), attachment, shape, uplinks_from(per_su))
    stages = Counter(fabric.links.stage.tolist())
    assert (stages[0], stages[1], stages[2]) == (size.node_leaf, size.leaf_spine, size.spine_core)
