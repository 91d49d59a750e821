"""Counts of fabrics against NVIDIA RA-11333-001 V11, tables 3 and 4, and the limits of the rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.topology import ClosSizeRequest, ExtraDevices, SizingError, list_spine_counts, size_fabric

TABLE_3 = [
    # su, nodes, leaf, spine, core, node_leaf, leaf_spine, spine_core (0 where the source prints '-')
    (4, 128, 32, 16, 0, 1024, 1024, 0),
    (8, 256, 64, 32, 0, 2048, 2048, 0),
    (16, 512, 128, 128, 64, 4096, 4096, 4096),
    (32, 1024, 256, 256, 128, 8192, 8192, 8192),
    (64, 2048, 512, 512, 256, 16384, 16384, 16384),
]
TABLE_4 = [(1, 31, 8, 4, 252, 256), (2, 63, 16, 8, 508, 512), (3, 95, 24, 16, 764, 768), (4, 127, 32, 16, 1020, 1024)]


@pytest.mark.parametrize("row", TABLE_3)
def test_table_3(row: tuple[int, ...]) -> None:
    size = size_fabric(ClosSizeRequest(radix=64, nodes=row[1], nics=8, nodes_per_su=32))
    found = (
        size.sections,
        row[1],
        size.leaf,
        size.spine,
        size.core,
        size.node_leaf,
        size.leaf_spine,
        size.spine_core,
    )
    assert found == row


@pytest.mark.parametrize("row", TABLE_4)
def test_table_4_with_ufm(row: tuple[int, ...]) -> None:
    size = size_fabric(ClosSizeRequest(radix=64, nodes=row[1], nics=8, nodes_per_su=32, extra=ExtraDevices(4, 2)))
    found = (size.sections, row[1], size.leaf, size.spine, size.node_leaf + size.extra_links, size.leaf_spine)
    assert found == row


def test_the_spine_count_divides_the_uplinks() -> None:
    """24 leaves x 32 / 64 = 12, but 12 does not divide 32: 16 spines, as published for 3 SU."""
    assert list_spine_counts(64, 24, 32) == [16, 32]


def test_a_full_fabric_of_128_port_switches() -> None:
    """98,304 GPUs: 192 SU of 64 nodes, 1,536 leaves, 1,536 spines, 768 cores."""
    size = size_fabric(ClosSizeRequest(radix=128, nodes=12_288, nics=8, nodes_per_su=64))
    assert (size.sections, size.leaf, size.spine, size.core) == (192, 1536, 1536, 768)


def test_three_tiers_of_64_ports_end_at_65536() -> None:
    assert size_fabric(ClosSizeRequest(radix=64, nodes=8192, nics=8, nodes_per_su=32)).leaf == 2048
    with pytest.raises(SizingError, match="exceed the 2048 of three tiers"):
        size_fabric(ClosSizeRequest(radix=64, nodes=8193, nics=8, nodes_per_su=32))


def test_planes_are_fabrics_of_their_own() -> None:
    one, two = (
        size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, nodes_per_su=32)),
        size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, nodes_per_su=32, planes=2)),
    )
    assert (two.leaf, two.spine, two.node_leaf) == (2 * one.leaf, 2 * one.spine, 2 * one.node_leaf)


def test_oversubscription_saves_uplinks() -> None:
    """3:1 of 64 ports: 48 down, 16 up."""
    size = size_fabric(ClosSizeRequest(radix=64, nodes=192, nics=8, nodes_per_su=48, oversubscription=(3, 1)))
    assert (size.downlinks, size.uplinks, size.leaf, size.leaf_spine) == (48, 16, 32, 512)


@pytest.mark.parametrize(
    ("family", "stated", "split"),
    [
        ("rail-optimized", {}, (24, 8)),
        ("rail-optimized", {"spare_ports": 2}, (26, 8)),
        ("rail-optimized", {"spare_ports": 24}, (48, 16)),
        ("rail-optimized", {"oversubscription": (1, 1)}, (24, 24)),
        ("rail-optimized", {"downlinks": 32}, (32, 11)),
        ("leaf-spine", {}, (48, 16)),
    ],
)
def test_the_ratio_holds_for_the_links_of_a_full_unit(
    family: str, stated: dict[str, Any], split: tuple[int, int]
) -> None:
    """3:1 of 64 ports are 48 and 16. A leaf of one rail has 24 nodes a unit, so 8 uplinks, at 1:1 24; spare ports are
    beside them.

    Stated downlinks hold: 32 of them take 32 / 3, so 11 uplinks. Leaves of leaf-spine are filled with ports of any
    rail: a unit of 24 nodes has 48 of them.
    """
    asked = {"radix": 64, "nodes": 96, "nics": 2, "nodes_per_su": 24, "oversubscription": (3, 1), "family": family}
    size = size_fabric(ClosSizeRequest(**{**asked, **stated}))
    assert (size.downlinks, size.uplinks) == split


def test_downlinks_can_be_stated() -> None:
    assert (
        size_fabric(ClosSizeRequest(radix=64, nodes=32, nics=8, nodes_per_su=24, downlinks=24)).downlinks,
        size_fabric(ClosSizeRequest(radix=64, nodes=32, nics=8, nodes_per_su=24, downlinks=24)).uplinks,
    ) == (
        24,
        24,
    )


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (ClosSizeRequest(radix=64, nodes=0, nics=8), "at least 1"),
        (ClosSizeRequest(radix=64, nodes=100, nics=8, nodes_per_su=64, downlinks=64), "all ports are downlinks"),
        (ClosSizeRequest(radix=64, nodes=100, nics=8, nodes_per_su=32, downlinks=65), "cannot have 65 downlinks"),
    ],
)
def test_impossible_fabrics_say_why(request_: ClosSizeRequest, message: str) -> None:
    with pytest.raises(SizingError, match=message):
        size_fabric(request_)


def test_an_even_spread_of_the_large_fabric_takes_more_cores() -> None:
    """24 pods of 64 leaves: 4,096 uplinks a pod, which 768 cores do not divide; 1,024 do."""
    assert size_fabric(ClosSizeRequest(radix=128, nodes=12_288, nics=8, nodes_per_su=64, uneven=False)).core == 1024


def test_a_unit_of_several_leaves_a_rail() -> None:
    """144 trays on 32 downlinks: 5 leaves for each of 4 rails."""
    size = size_fabric(ClosSizeRequest(radix=64, nodes=144, nics=4, nodes_per_su=144))
    assert (size.leaf, size.sections) == (20, 1)


def test_rails_only() -> None:
    """8 rails of 4 leaves: 2 spines each, 16 in all; the same leaves joined across rails take 16 as well."""
    size = size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, nodes_per_su=32, family="rail-only"))
    assert (size.leaf, size.spine, size.leaf_spine) == (32, 16, 1024)


def test_expansion_and_spare_ports() -> None:
    """Room for 4 more units: 64 leaves' worth of spines. 4 spare ports: 28 nodes a unit, so 5 units for 128."""
    assert size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, nodes_per_su=32, expansion_su=4)).spine == 32
    size = size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, spare_ports=4))
    assert (size.sections, size.leaf) == (5, 40)


def test_spines_of_another_radix() -> None:
    """32 leaves of 32 uplinks over 128-port spines: 8."""
    assert size_fabric(ClosSizeRequest(radix=64, nodes=128, nics=8, nodes_per_su=32, spine_radix=128)).spine == 8


@given(st.sampled_from([32, 64, 128]), st.integers(1, 500), st.integers(1, 8))
def test_ports_suffice(radix: int, nodes: int, nics: int) -> None:
    """No tier has more links than ports, and every node port has a leaf."""
    size = size_fabric(ClosSizeRequest(radix=radix, nodes=nodes, nics=nics))
    assert size.leaf * size.downlinks >= nodes * nics
    assert size.spine * radix >= size.leaf_spine + size.spine_core
    assert size.core * radix >= size.spine_core
