"""Spines and cores by hand: which core each spine meets, on which ports, and the sections that they belong to."""

from collections import Counter

import numpy as np
import pytest

from fabric.topology import (
    LEAF_SPINE,
    SPINE_CORE,
    ClosPorts,
    ClosShape,
    Fabric,
    SizingError,
    attach_by_unit,
    build_clos,
)
from fabric.topology.clos import CoreGrouping, join_evenly


def two_pods(cores: int, grouping: CoreGrouping = "together", pod_leaves: tuple[int, ...] | None = None) -> Fabric:
    """Two pods of two leaves and two spines; every leaf has two uplinks, every spine two."""
    attachment = attach_by_unit([range(2), range(2, 4), range(4, 6), range(6, 8)], [1] * 8, 2)
    ports = ClosPorts(first_uplink=2, first_spine_uplink=2, core_grouping=grouping, pod_leaves=pod_leaves)
    shape = ClosShape((2, 2), (2, 2), 2, (2, 2), cores)
    return build_clos(tuple("abcdefgh"), attachment, shape, ports)


def pairs(fabric: Fabric, stage: int) -> Counter[tuple[str, str]]:
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    rows = fabric.links.where(fabric.links.stage == stage)
    return Counter((names[a], names[b]) for a, b in zip(rows.a_device.tolist(), rows.b_device.tolist(), strict=True))


def test_each_spine_of_a_pod_belongs_to_a_plane() -> None:
    """Two cores: the first spine of each pod has both links to core 1, the second to core 2; not one to each."""
    assert pairs(two_pods(2), SPINE_CORE) == {
        ("spine-01-01", "core-001"): 2,
        ("spine-01-02", "core-002"): 2,
        ("spine-02-01", "core-001"): 2,
        ("spine-02-02", "core-002"): 2,
    }


def test_four_cores_are_two_planes_of_two() -> None:
    assert pairs(two_pods(4), SPINE_CORE) == {
        (f"spine-0{pod}-0{spine}", f"core-00{2 * spine - 2 + core}"): 1
        for pod in (1, 2)
        for spine in (1, 2)
        for core in (1, 2)
    }


def test_uplinks_of_spines_start_after_their_downlinks_and_cores_fill_pod_by_pod() -> None:
    """Spines use ports 0 and 1 downwards, 2 and 3 upwards; core 1 has pod 1 on ports 0 and 1, pod 2 on 2 and 3."""
    fabric = two_pods(2)
    rows = fabric.links.where(fabric.links.stage == SPINE_CORE)
    assert rows.a_port.tolist() == [2, 3] * 4
    first_core = rows.b_device == rows.b_device.min()
    assert rows.b_port[first_core].tolist() == [0, 1, 2, 3]


def test_leaves_meet_only_the_spines_of_their_pod() -> None:
    assert pairs(two_pods(2), LEAF_SPINE) == {
        (f"leaf-0{leaf}-1", f"spine-0{(leaf + 1) // 2}-0{spine}"): 1 for leaf in (1, 2, 3, 4) for spine in (1, 2)
    }


@pytest.mark.parametrize(("grouping", "sections"), [("together", [0, 0, 0, 0]), ("spread", [1, 1, 2, 2])])
def test_cores_stand_together_or_are_spread_over_the_pods(grouping: CoreGrouping, sections: list[int]) -> None:
    fabric = two_pods(4, grouping)
    assert [switch.section for switch in fabric.switches if switch.tier == "core"] == sections
    assert [switch.section for switch in fabric.switches if switch.tier == "spine"] == [1, 1, 2, 2]
    assert [switch.section for switch in fabric.switches if switch.tier == "leaf"] == [1, 2, 3, 4]


def test_pods_beyond_the_leaves_are_left_out() -> None:
    """Room for three pods, leaves for one and a half: two pods are built, the second with one leaf."""
    attachment = attach_by_unit([range(2), range(2, 4), range(4, 6)], [1] * 6, 2)
    shape = ClosShape((2, 2, 2), (2, 2, 2), 2, (2, 2, 2), 2)
    fabric = build_clos(tuple("abcdef"), attachment, shape, ClosPorts(first_uplink=2, first_spine_uplink=2))
    assert (fabric.count("spine"), fabric.count("core")) == (4, 2)
    assert Counter(spine for _, spine in pairs(fabric, LEAF_SPINE)) == {
        "spine-01-01": 2,
        "spine-01-02": 2,
        "spine-02-01": 1,
        "spine-02-02": 1,
    }


def test_stated_leaves_of_the_pods_are_kept() -> None:
    """Four leaves as one and three: room alone would make two and two."""
    fabric = two_pods(2, pod_leaves=(1, 3))
    assert {leaf for leaf, spine in pairs(fabric, LEAF_SPINE) if spine.startswith("spine-02")} == {
        "leaf-02-1",
        "leaf-03-1",
        "leaf-04-1",
    }


def test_leaves_beyond_all_pods_are_refused() -> None:
    attachment = attach_by_unit([range(2), range(2, 4)], [1] * 4, 2)
    with pytest.raises(SizingError, match="2 leaves exceed the 1 of the pods"):
        build_clos(
            tuple("abcd"),
            attachment,
            ClosShape((1,), (1,), 1, (0,), 0),
            ClosPorts(first_uplink=2, first_spine_uplink=2),
        )


def test_uneven_uplinks_are_dealt_leaf_after_leaf() -> None:
    """Three uplinks to two spines: leaf 0 has two to spine 0, leaf 1 two to spine 1, so both spines have three."""
    links = join_evenly(0, 2, 2, 2, 3, 4)
    assert list(zip(links.a_device.tolist(), links.b_device.tolist(), strict=True)) == [
        (0, 2), (0, 2), (0, 3), (1, 2), (1, 3), (1, 3),
    ]  # fmt: skip
    assert links.a_port.tolist() == [4, 5, 6] * 2
    assert links.b_port.tolist() == [0, 1, 0, 2, 1, 2]
    assert np.bincount(links.b_device).tolist() == [0, 0, 3, 3]


def test_a_leaf_with_fewer_uplinks_than_spines_is_refused() -> None:
    with pytest.raises(SizingError, match="2 uplinks of a leaf are too few for 3 spines"):
        join_evenly(0, 2, 2, 3, 2, 4)
