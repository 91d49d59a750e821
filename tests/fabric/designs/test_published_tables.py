"""Compute fabrics of published reference architectures, by number: each row stands in a table of its document."""

from dataclasses import replace

import pytest

from fabric.catalog import read_catalog
from fabric.designs.size import size_fabric_of
from tests.fabric.designs.test_size import ASKED

CATALOG = read_catalog()


@pytest.mark.parametrize(
    ("units", "leaf", "spine", "core", "cables"),
    [
        (2, 16, 8, 0, 512),
        (4, 32, 16, 0, 1024),
        (8, 64, 32, 0, 2048),
        (16, 128, 128, 64, 4096),
        (32, 256, 256, 128, 8192),
        (64, 512, 512, 256, 16384),
    ],
)
def test_dgx_b200_superpod(units: int, leaf: int, spine: int, core: int, cables: int) -> None:
    """NVIDIA DGX SuperPOD with DGX B200 (RA-11334), larger deployments: units of 32 nodes on QM9700 of 64 ports.

    A leaf has 32 nodes and 32 uplinks. Of two tiers 64 leaves use all ports of 32 spines; more units need cores.
    """
    found = size_fabric_of(replace(ASKED, nodes=32 * units, nodes_per_su=32), CATALOG)
    assert (found.leaf, found.spine, found.core) == (leaf, spine, core)
    assert (found.node_leaf, found.leaf_spine, found.spine_core) == (cables, cables, cables if core else 0)


@pytest.mark.parametrize(
    ("units", "leaf", "spine", "cables"),
    [(1, 8, 4, 576), (2, 16, 8, 1152), (4, 32, 18, 2304), (8, 64, 36, 4608), (18, 144, 72, 10368)],
)
def test_dgx_b300_superpod_with_xdr(units: int, leaf: int, spine: int, cables: int) -> None:
    """NVIDIA DGX SuperPOD with DGX B300 and Quantum-X800 (RA-11339), table 3: units of 72 nodes on 144 ports of 800G.

    Every leaf meets every spine by as many of its 72 uplinks: 16 spines would do for 4 units, and 18 divide 72.
    """
    asked = replace(ASKED, nodes=72 * units, nodes_per_su=72, model="Q3400-RA", speed_gbps=800)
    found = size_fabric_of(asked, CATALOG)
    assert (found.leaf, found.spine, found.core) == (leaf, spine, 0)
    assert (found.node_leaf, found.leaf_spine) == (cables, cables)


@pytest.mark.parametrize(
    ("units", "leaf", "spine", "cages"),
    [(1, 16, 8, 512), (2, 32, 16, 1024), (4, 64, 32, 2048), (8, 128, 64, 4096), (16, 256, 128, 8192)],
)
def test_dgx_b300_superpod_with_ethernet(units: int, leaf: int, spine: int, cages: int) -> None:
    """NVIDIA DGX SuperPOD with DGX B300 and Spectrum-4, table 3: units of 64 nodes, each 800G cage in two planes.

    A plane has eight leaves a unit, of 64 nodes and 64 uplinks of 400G. The table counts cages, each with two links.
    """
    asked = replace(ASKED, nodes=64 * units, nodes_per_su=64, model="SN5600", speed_gbps=400, planes=2)
    found = size_fabric_of(asked, CATALOG)
    assert (found.leaf, found.spine, found.core) == (leaf, spine, 0)
    assert (found.node_leaf, found.leaf_spine) == (2 * cages, 2 * cages)


def test_sixteen_units_of_h100_servers() -> None:
    """512 H100 servers in 16 units, as integrators publish it: 320 switches, of these 128 leaves and 64 cores."""
    found = size_fabric_of(replace(ASKED, nodes=512, nodes_per_su=32), CATALOG)
    assert found.switches == 320
    assert (found.leaf, found.core) == (128, 64)


def test_rails_of_four_cards_on_64_cages_of_800g() -> None:
    """64 servers of four 400G cards on switches of 128 ports (Asterfusion, backend fabric): four leaves, two spines.

    A leaf has 64 servers and 64 uplinks; 256 uplinks fill two spines. All switches of 64 cages of 800G are alike.
    """
    for model in ("SN5600", "QFX5240-64OD", "Z9864F-ON", "AS9817-64O", "DS5000", "DCS-7060X6-64PE-F"):
        asked = replace(ASKED, nodes=64, nics=4, nodes_per_su=64, model=model, speed_gbps=400)
        found = size_fabric_of(asked, CATALOG)
        assert (found.leaf, found.spine) == (4, 2)


@pytest.mark.parametrize(("model", "servers"), [("QFX5240-64OD", 64), ("SN5400", 32), ("SN4700", 16)])
def test_servers_of_a_stripe(model: str, servers: int) -> None:
    """Juniper, rail-optimized stripe: a leaf for each of eight rails, servers as half of the ports of a leaf."""
    one = size_fabric_of(replace(ASKED, nodes=servers, model=model, speed_gbps=400), CATALOG)
    more = size_fabric_of(replace(ASKED, nodes=2 * servers, model=model, speed_gbps=400), CATALOG)
    assert (one.leaf, more.leaf) == (8, 16)
    assert one.leaf_spine == one.node_leaf == 8 * servers


@pytest.mark.parametrize(
    ("units", "nodes", "nics", "speed_gbps", "leaf"), [(3, 12, 8, 400, 1), (4, 16, 8, 400, 1), (8, 32, 4, 200, 1)]
)
def test_enterprise_units_without_spines(units: int, nodes: int, nics: int, speed_gbps: int, leaf: int) -> None:
    """NVIDIA Enterprise Reference Architectures: units of four nodes, no spine up to 4 units (2-8-9-400).

    12 x 8 = 96 and 16 x 8 = 128 ports of 400G are at most the 128 of one SN5600. The architecture takes two leaves,
    for redundancy; the links of all nodes fit into half of their ports.
    """
    assert nodes == 4 * units
    asked = replace(ASKED, topology="leaf-spine", nodes=nodes, nics=nics, model="SN5600", speed_gbps=speed_gbps)
    found = size_fabric_of(asked, CATALOG)
    assert (found.leaf, found.spine) == (leaf, 0)


@pytest.mark.parametrize(
    ("nodes", "leaf", "spine", "down", "up"),
    [(31, 8, 4, 252, 256), (63, 16, 8, 508, 512), (95, 24, 16, 764, 768), (127, 32, 16, 1020, 1024)],
)
def test_dgx_h100_superpod_with_fabric_managers(nodes: int, leaf: int, spine: int, down: int, up: int) -> None:
    """NVIDIA DGX SuperPOD with DGX H100 (RA-11333), table 4: units of 32, one node of which gives way to UFM.

    A node has eight links, the fabric managers four. Of three units 12 spines would do, but 16 divide 32 uplinks.
    """
    found = size_fabric_of(replace(ASKED, nodes=nodes, nodes_per_su=32, ufm=True), CATALOG)
    assert (found.leaf, found.spine) == (leaf, spine)
    assert (found.node_leaf + found.extra_links, found.leaf_spine) == (down, up)


def test_a_unit_of_b300_servers_that_is_not_full() -> None:
    """32 B300 servers on a unit of 72, as an operator publishes it: eight leaves and four spines Q3400-RA.

    Leaves and uplinks are those of the whole unit: 8 x 72 = 576 uplinks fill four spines of 144 ports.
    """
    found = size_fabric_of(replace(ASKED, nodes=32, nodes_per_su=72, model="Q3400-RA", speed_gbps=800), CATALOG)
    assert (found.leaf, found.spine) == (8, 4)
    assert (found.node_leaf, found.leaf_spine) == (256, 576)


def test_a_sub_cluster_of_gaudi_3() -> None:
    """Sixteen servers of eight Gaudi 3 on three leaves of 64 ports of 800G (The Next Platform, 2024, after Intel): half
    of the ports of a leaf lead down. Each of the three ports of a card is in a network of its own (docs.habana.ai).

    A server has six ports of 800G, two in each network: 16 x 2 = 32 links on one leaf, 96 in all.
    """
    asked = replace(ASKED, topology="leaf-spine", nodes=16, nics=2, model="SN5600", speed_gbps=800, planes=3)
    found = size_fabric_of(asked, CATALOG)
    assert (found.leaf, found.spine, found.node_leaf) == (3, 0, 96)


@pytest.mark.parametrize("units", [1, 2, 3, 4])
def test_enterprise_units_of_two_planes(units: int) -> None:
    """NVIDIA Enterprise Reference Architecture 2-8-9-800 (ERA-00011), table 15: up to four units of four B300 servers
    need no spine; each plane of 400G has a pair of leaves, for redundancy.

    16 x 8 = 128 links of a plane are the ports of one SN5600, so one leaf a plane is the least.
    """
    asked = replace(ASKED, topology="leaf-spine", nodes=4 * units, model="SN5600", speed_gbps=400, planes=2)
    found = size_fabric_of(asked, CATALOG)
    assert (found.leaf, found.spine) == (2, 0)
