"""Counts of fabrics as the command asks for them: the defaults of each family, by hand or from its paper."""

from dataclasses import replace
from typing import Any

import pytest

from fabric.catalog import Catalog, read_catalog
from fabric.designs.size import SizeRequest, size_fabric_of
from layouts import PlannerError
from tests.fabric.designs.parts import ports
from tests.hardware import device_type

CATALOG = read_catalog()
ASKED = SizeRequest(
    topology="rail-optimized",
    nodes=32,
    nics=8,
    model="QM9700",
    radix=None,
    spine_radix=None,
    speed_gbps=None,
    uplink_speed_gbps=None,
    nodes_per_su=None,
    planes=1,
    oversubscription=(1, 1),
    core_oversubscription=(1, 1),
    downlinks=None,
    tiers=None,
    ufm=False,
    uneven=None,
    pod_leaves=None,
    spare_ports=0,
    expansion_su=0,
    hosts_per_switch=None,
    group_switches=None,
    global_links=None,
    groups=None,
    links_per_group_pair=None,
    dimensions=(),
    dimension_links=(),
    order=None,
    switches=None,
    degree=None,
)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, (8, 4, 0, 256, 256, 0)),
        ({"model": "SN5600"}, (8, 4, 0, 256, 512, 0)),
        ({"radix": 16}, (32, 32, 16, 256, 256, 256)),
        ({"radix": 16, "spine_radix": 32}, (32, 8, 0, 256, 256, 0)),
        ({"topology": "fat-tree"}, (8, 8, 4, 256, 256, 256)),
        ({"topology": "leaf-spine"}, (8, 4, 0, 256, 256, 0)),
        ({"topology": "rail-only"}, (8, 0, 0, 256, 0, 0)),
        ({"topology": "rail-only", "nodes": 64}, (8, 0, 0, 512, 0, 0)),
        ({"topology": "rail-only", "nodes": 65}, (24, 16, 0, 520, 768, 0)),
        ({"topology": "leaf-spine", "nodes": 64, "nics": 1}, (1, 0, 0, 64, 0, 0)),
        ({"topology": "leaf-spine", "nodes": 64, "nics": 1, "tiers": 2}, (2, 1, 0, 64, 64, 0)),
        ({"topology": "leaf-spine", "nodes": 64, "nics": 1, "downlinks": 32}, (2, 1, 0, 64, 64, 0)),
        ({"topology": "leaf-spine", "nodes": 65, "nics": 1}, (3, 2, 0, 65, 96, 0)),
        (
            {"topology": "leaf-spine", "nodes": 96, "nics": 1, "nodes_per_su": 6, "oversubscription": (3, 1)},
            (2, 1, 0, 96, 32, 0),
        ),
        ({"nodes": 48, "nodes_per_su": 24}, (16, 6, 0, 384, 384, 0)),
    ],
)
def test_folded_clos(change: dict[str, Any], counts: tuple[int, ...]) -> None:
    """32 nodes of 8 rails on 64 ports: 8 leaves of 32 downlinks and 32 uplinks, 256 / 64 = 4 spines.

    - As many leaves of 16 ports are 32, beyond the ports of a spine: three tiers with 256 uplinks each, on 8 + 8 ports
      of a spine and 16 of a core. Spines of 32 ports join them in two tiers: 256 / 32 = 8.
    - A fat-tree has three tiers: 8 spines of 32 + 32 ports, 4 cores of 64.
    - Of 128 ports half of the downlinks are used, but all 64 uplinks of a leaf: 512 / 128 = 4 spines.
    - Rails alone: one switch of 64 ports a rail serves 64 nodes and needs no spine. 65 nodes need three leaves of 32
      downlinks a rail, and 96 uplinks two spines of 64.
    - Of 64 single ports one switch has all; with two tiers, or 32 stated downlinks, two leaves and a spine. 65 take
      three leaves and 96 / 64 spines, so 2.
    - 96 nodes at 3:1 fill two leaves of 48 + 16, whatever their units; 32 uplinks go to one spine.
    - Two units of 24 nodes at 1:1 have 24 uplinks a leaf: 384 / 64 = 6 spines, a divisor of 24.
    """
    size = size_fabric_of(replace(ASKED, **change), CATALOG)
    assert (size.leaf, size.spine, size.core, size.node_leaf, size.leaf_spine, size.spine_core) == counts


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"topology": "dragonfly", "radix": 7, "nodes": 72, "nics": 1}, (9, 36, 54, 36)),
        ({"topology": "dragonfly-plus", "radix": 8, "nodes": 272, "nics": 1}, (17, 68, 0, 136)),
        ({"topology": "hyperx", "radix": 16, "nodes": 48, "nics": 1, "dimensions": (3, 4)}, (3, 12, 18, 12)),
        ({"topology": "slim-fly", "radix": 16, "nodes": 150, "nics": 1, "order": 5}, (5, 50, 75, 100)),
        (
            {"topology": "slim-fly", "radix": 16, "nodes": 150, "nics": 1, "order": 5, "hosts_per_switch": 4},
            (5, 50, 75, 100),
        ),
        ({"topology": "slim-fly"}, (7, 98, 245, 294)),
        (
            {"topology": "dragonfly-plus", "hosts_per_switch": 32, "group_switches": 4, "global_links": 2, "groups": 3},
            (3, 12, 0, 96),
        ),
        ({"topology": "jellyfish", "radix": 16, "nodes": 80, "nics": 1}, (1, 20, 0, 120)),
        ({"topology": "jellyfish", "radix": 16, "nodes": 60, "nics": 1, "degree": 4}, (1, 15, 0, 30)),
        ({"topology": "jellyfish", "radix": 9, "nodes": 6, "nics": 1}, (1, 3, 0, 3)),
    ],
)
def test_flat_families(change: dict[str, Any], counts: tuple[int, ...]) -> None:
    """Sections, switches, links inside sections and between them.

    - Dragonfly of 7 ports (2 + 3 + 2): 9 groups of 4, 6 links inside each and one between each two: 36.
    - Dragonfly+ of 8: 16 devices a group, 17 groups of 4 leaves; one link between each two groups: 136.
    - HyperX 3 x 4: three lines of four switches, 6 links each: 18; four columns of three: 12.
    - Slim Fly of order 5: 50 switches of degree 7, so 175 links, 15 inside each of five racks (Blach et al.): 75.
      The count was once 50, without the links between the two halves of a rack.
    - Slim Fly for 256 ports: order 5 would put 6 devices on a switch of degree 7. Order 7 puts 3 on one of degree 11;
      98 switches have 539 links, 49 x (11 - 7 + 1) = 245 of them inside racks.
    - Dragonfly+ of 64 in 3 groups of 4 leaves: 32 spines of 2 global links are 64 ends a group, so 3 x 64 / 2 = 96.
      The numbers of a group once had no effect.
    - Jellyfish of 16: 4 devices and 12 links, 20 switches: 120. With degree 4, 15 switches: 30. Three switches have 2
      peers each: 3 links.
    """
    size = size_fabric_of(replace(ASKED, **change), CATALOG)
    assert (size.sections, size.leaf, size.local_links, size.global_links) == counts


def test_fabric_managers_take_two_ports_for_four_links() -> None:
    size = size_fabric_of(replace(ASKED, nodes=31, nodes_per_su=32, ufm=True), CATALOG)
    assert (size.node_leaf, size.extra_links, size.extra_ports) == (248, 4, 2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model": "DGX-H100"}, "'DGX-H100' is not a switch of the catalogue with fabric ports"),
        ({"speed_gbps": 25}, "QM9700 has no ports of 25G; it has 400G"),
        ({"uplink_speed_gbps": 25}, "QM9700 has 400G.*; --speed and --uplink-speed must be among them"),
        ({"model": "nothing", "uplink_speed_gbps": 25}, "nothing has no fabric ports"),
        ({"nodes": 0}, "no such fabric: nodes and nics must be at least 1"),
        ({"dimensions": (8, 8)}, "--dimensions is for hyperx, not for rail-optimized"),
        (
            {"topology": "hyperx", "switches": 8, "tiers": 2},
            "leaf-spine and fat-tree, not for hyperx; --switches is for jellyfish, not for hyperx",
        ),
        (
            {"topology": "slim-fly", "order": 5, "planes": 2},
            "--planes is for rail-optimized, rail-only, leaf-spine and fat-tree, not for slim-fly",
        ),
        (
            {"topology": "dragonfly", "oversubscription": (2, 1)},
            "--oversubscription is for rail-optimized, rail-only, leaf-spine and fat-tree",
        ),
        ({"topology": "leaf-spine", "uneven": False, "order": 5}, "--order is for slim-fly, not for leaf-spine"),
        ({"topology": "rail-only", "tiers": 3}, "rail-only has one tier or two, not three: remove --tiers"),
        ({"radix": 64, "uplink_speed_gbps": 400}, "remove one"),
        ({"oversubscription": (100, 1)}, "a leaf of 64 ports has 63:1 at most, the request states 100:1"),
        ({"topology": "hyperx"}, "a hyperx needs --dimensions, such as 8x8"),
        ({"topology": "slim-fly", "order": 9}, "a Slim Fly needs an odd prime q"),
        ({"topology": "slim-fly", "radix": 8}, "no Slim Fly of 8-port switches carries 256 device ports"),
        ({"topology": "dragonfly", "hosts_per_switch": 40}, "40 devices, 79 local and 1 global links exceed the 64"),
        ({"topology": "jellyfish", "hosts_per_switch": 65}, "65 devices and 0 links exceed the 64 ports of a switch"),
        ({"topology": "hyperx", "dimensions": (8, 8), "dimension_links": (1,)}, "2 dimensions, but links for 1"),
        ({"topology": "jellyfish", "switches": 3}, "256 device ports exceed the 48 that the switches carry"),
        ({"topology": "jellyfish", "switches": 20, "degree": 3, "radix": 32}, "256 device ports exceed the 160"),
    ],
)
def test_what_cannot_be_says_why(change: dict[str, Any], message: str) -> None:
    with pytest.raises(PlannerError, match=message):
        size_fabric_of(replace(ASKED, **change), CATALOG)


def test_uplinks_of_another_speed_share_the_cages() -> None:
    """32 cages of 4 x 100G or 400G, 1:1: 16 cages hold 64 downlinks, 16 are uplinks.

    129 nodes of one port: three leaves of 16 uplinks, and 48 / 32 spines, so 2. 128 nodes fill one switch.
    """
    model = device_type(
        "MIX",
        "switch",
        (ports(32, model="MIX"), ports(32, "fabric:4x100", 100, lanes=4, model="MIX")),
    )
    catalog = Catalog({"MIX": model}, {}, {}, {})
    asked = replace(ASKED, topology="leaf-spine", model="MIX", nodes=129, nics=1, speed_gbps=100, uplink_speed_gbps=400)
    size = size_fabric_of(asked, catalog)
    assert (size.leaf, size.spine, size.downlinks, size.uplinks, size.leaf_spine) == (3, 2, 64, 16, 48)
    assert size_fabric_of(replace(asked, nodes=128), catalog).switches == 1


def test_equal_speeds_are_the_plain_fabric() -> None:
    plain = size_fabric_of(ASKED, CATALOG)
    assert size_fabric_of(replace(ASKED, uplink_speed_gbps=400), CATALOG) == plain
