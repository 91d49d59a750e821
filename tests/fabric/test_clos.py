"""Links of generated fabrics: every port once, pairs even, rails apart, cores meet every pod equally."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabric.topology import Fabric, SizingError, build_leaf_spine, build_rail_optimized, size_fabric


def make_units(sizes: list[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"h{u}-{n}" for n in range(size)) for u, size in enumerate(sizes))


def assert_ports_once(fabric: Fabric, radix: int) -> None:
    links = fabric.links
    ends = list(zip(links.a_device.tolist(), links.a_port.tolist(), strict=True))
    ends += list(zip(links.b_device.tolist(), links.b_port.tolist(), strict=True))
    assert len(set(ends)) == len(ends)
    switch_ports = [port for device, port in ends if device >= len(fabric.hosts)]
    assert max(switch_ports) < radix


def pair_counts(fabric: Fabric, stage: int) -> Counter[tuple[int, int]]:
    mask = fabric.links.stage == stage
    return Counter(zip(fabric.links.a_device[mask].tolist(), fabric.links.b_device[mask].tolist(), strict=True))


@given(st.integers(1, 4), st.lists(st.integers(1, 8), min_size=1, max_size=8), st.integers(0, 3))
@settings(max_examples=60)
def test_two_tiers(rails: int, sizes: list[int], choice: int) -> None:
    radix, half = 16, 8
    leaves = rails * len(sizes)
    if leaves > radix:
        return
    counts = [s for s in (1, 2, 4, 8) if s * radix >= leaves * half]
    spines = counts[choice % len(counts)]
    fabric = build_rail_optimized(make_units(sizes), rails, radix, half, half, spines, 2)
    assert_ports_once(fabric, radix)
    assert set(pair_counts(fabric, 1).values()) == {half // spines}
    assert len(pair_counts(fabric, 1)) == leaves * spines
    assert (fabric.links.stage == 0).sum() == rails * sum(sizes)


def test_a_port_k_goes_to_leaf_k_of_its_unit() -> None:
    fabric = build_rail_optimized(make_units([3, 2]), 4, 16, 8, 8, 4, 2)
    unit_of = [0, 0, 0, 1, 1]
    mask = fabric.links.stage == 0
    for host, rail, leaf in zip(
        fabric.links.a_device[mask], fabric.links.a_port[mask], fabric.links.b_device[mask], strict=True
    ):
        switch = fabric.switches[leaf - len(fabric.hosts)]
        assert switch.id == f"leaf-{unit_of[host] + 1:02d}-{rail + 1}"


@pytest.mark.parametrize("units", [16, 20, 24])
def test_three_tiers_of_whole_pods(units: int) -> None:
    """Cores meet every pod within one link of each other, and the counts are those of the sizing rule."""
    radix, half = 16, 8
    fabric = build_rail_optimized(make_units([8] * units), 2, radix, half, half, None, 3)
    size = size_fabric(radix, 8 * units, 2, 8)
    assert_ports_once(fabric, radix)
    tiers = Counter(switch.tier for switch in fabric.switches)
    assert (tiers["leaf"], tiers["spine"], tiers["core"]) == (size.leaf, size.spine, size.core)
    pod_of = {len(fabric.hosts) + i: switch.unit for i, switch in enumerate(fabric.switches) if switch.tier == "spine"}
    meets: Counter[tuple[int, int]] = Counter()
    for (spine, core), count in pair_counts(fabric, 2).items():
        meets[core, pod_of[spine]] += count
    pods = set(pod_of.values())
    for pod in pods:
        counts = [meets[core, pod] for core in {core for core, _ in meets}]
        assert max(counts) - min(counts) <= 1


def test_existing_leaves_spread_within_one_of_each_other() -> None:
    """6 leaves, 3 spines, 8 uplinks: 3, 3 and 2 links, the home spine first; every spine gets 16."""
    fabric = build_leaf_spine(tuple("abcdef"), ("x", "y", "z"), (0, 0, 1, 1, 2, 2), 8, [range(36)] * 6, [range(36)] * 3)
    counts = pair_counts(fabric, 1)
    assert set(counts.values()) == {2, 3}
    assert all(counts[leaf, 6 + home] == 3 for leaf, home in enumerate((0, 0, 1, 1, 2, 2)))
    assert Counter(fabric.links.b_device.tolist()) == {6: 16, 7: 16, 8: 16}
    assert_ports_once(fabric, 36)


def test_impossible_links_are_refused() -> None:
    with pytest.raises(SizingError, match="9 hosts passes the 8 downlinks"):
        build_rail_optimized(make_units([9]), 1, 16, 8, 8, 1, 2)
    with pytest.raises(SizingError, match="do not divide"):
        build_rail_optimized(make_units([8]), 1, 16, 8, 8, 3, 2)
    with pytest.raises(SizingError, match="the 4 free ports of x"):
        build_leaf_spine(("a", "b"), ("x",), (0, 0), 3, [range(8)] * 2, [range(4)])


def test_the_same_numbers_give_the_same_links() -> None:
    first = build_rail_optimized(make_units([8, 8]), 4, 16, 8, 8, 4, 2)
    second = build_rail_optimized(make_units([8, 8]), 4, 16, 8, 8, 4, 2)
    assert all(
        np.array_equal(getattr(first.links, c), getattr(second.links, c))
        for c in ("a_device", "a_port", "b_device", "b_port")
    )
