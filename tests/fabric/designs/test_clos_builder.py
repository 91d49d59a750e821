"""One folded Clos by hand: ports of a leaf, shapes that are tried, names, bisection, and links of all kinds."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from fabric.catalog import Catalog
from fabric.designs.clos import list_clos
from fabric.designs.clos_builder import ClosBuilder
from fabric.designs.clos_shapes import MOST_SHAPES, list_clos_shapes
from fabric.designs.hardware_choice import Hardware
from fabric.designs.interconnects import SharedSwitches
from fabric.designs.leaf_split import split_leaf, split_one_tier
from fabric.designs.members import Member
from fabric.designs.network_task import NetworkTask
from fabric.designs.switch_classes import SwitchStock
from fabric.project import Members, NetworkRequest, Project
from fabric.topology import ClosShape, SizingError, attach_by_rail, attach_by_unit
from tests.fabric.audit.small_plan import lot
from tests.fabric.designs.parts import member, network, ports, switch_class
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

EIGHT = switch_class(ports(8))
HARDWARE = Hardware(EIGHT, EIGHT, EIGHT)
APART = switch_class(ports(48, "access", 25), ports(8, "uplink", 100))
MIXED = switch_class(ports(32, "fabric:4x100", 100, lanes=4), ports(32))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, (4, 4)),
        ({"oversubscription": (3, 1)}, (6, 2)),
        ({"peer_links": 2}, (3, 3)),
        ({"external_links": 3}, (4, 4)),
        ({"uplinks_per_leaf": 2}, (6, 2)),
    ],
)
def test_ports_of_a_plain_leaf(wanted: dict[str, Any], expected: tuple[int, int]) -> None:
    """Eight ports. 1:1 is 4 and 4, 3:1 is 6 and 2; two peer links leave six."""
    assert split_leaf(network(**wanted), HARDWARE) == expected


def test_ports_of_a_leaf_of_one_tier() -> None:
    """All eight ports are downlinks but those of peers and of links that leave the site.

    48 access ports stay all downlinks while such links have uplink ports: a leaf has 8 of them. Six for the peer leave
    two, so three that leave the site take one downlink. Of 32 cages of 4 x 100G, four links of 400G take four.
    """
    apart, mixed = Hardware(APART, APART, APART), Hardware(MIXED, EIGHT, EIGHT)
    assert split_one_tier(network(), HARDWARE) == (8, 0)
    assert split_one_tier(network(external_links=3, peer_links=1), HARDWARE) == (4, 0)
    assert split_one_tier(network(external_links=3), apart) == (48, 0)
    assert split_one_tier(network(external_links=3, peer_links=6), apart) == (47, 0)
    assert split_one_tier(network(external_links=4), mixed) == (112, 0)
    with pytest.raises(SizingError, match="9 peer links exceed the 8 uplink ports of "):
        split_one_tier(network(peer_links=9), apart)
    with pytest.raises(SizingError, match="8 peer and external links leave none of the 8 ports of a leaf"):
        split_one_tier(network(external_links=8), HARDWARE)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"peer_links": 8}, "8 peer links leave none of the 8 ports of a leaf"),
        ({"uplinks_per_leaf": 8}, "a leaf of 8 ports has none for devices beside 8 uplinks"),
    ],
)
def test_a_leaf_needs_downlinks(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(SizingError, match=message):
        split_leaf(network(**wanted), HARDWARE)


def test_ports_apart_and_ports_of_shared_cages() -> None:
    """48 access and 8 uplink ports are used as they are. 32 cages of 4 x 100G or 400G: four uplinks leave 28 cages."""
    apart, mixed = Hardware(APART, APART, APART), Hardware(MIXED, EIGHT, EIGHT)
    assert split_leaf(network(), apart) == (48, 8)
    assert split_leaf(network(uplinks_per_leaf=6, peer_links=2), apart) == (48, 6)
    assert split_leaf(network(uplinks_per_leaf=4), mixed) == (112, 4)
    with pytest.raises(SizingError, match="M has 8 ports of 100G for uplinks; 7 uplinks and 2 peer"):
        split_leaf(network(uplinks_per_leaf=7, peer_links=2), apart)


def shapes(wanted: NetworkRequest, leaves: int, hardware: Hardware = HARDWARE, uplinks: int = 4) -> list[ClosShape]:
    attachment = attach_by_unit([[number] for number in range(leaves)], [1] * leaves, 4)
    return list_clos_shapes(wanted, hardware, attachment, uplinks)


def test_shapes_of_two_tiers_fewest_spines_first() -> None:
    """Three leaves of four uplinks: 2 or 4 spines of 8 ports."""
    assert [shape.spines for shape in shapes(network(leaf_per="unit"), 3)] == [(2,), (4,)]


def test_devices_on_two_leaves_want_two_spines() -> None:
    """Two leaves fit one spine; with redundancy that is passed over."""
    assert [shape.spines for shape in shapes(network(), 2)] == [(1,), (2,), (4,)]
    assert [shape.spines for shape in shapes(network(redundancy=2), 2)] == [(2,), (4,)]


def test_room_for_units_to_come() -> None:
    """Three leaves, one a unit, and two units to come: five leaves need 4 spines; with three to come six, also 4."""
    assert [shape.spines for shape in shapes(network(leaf_per="unit", expansion_su=2), 3)] == [(4,)]
    assert shapes(network(leaf_per="unit", expansion_su=2), 3)[0].pods == (5,)


def test_links_that_leave_the_site_take_ports_of_spines() -> None:
    """Four leaves of four uplinks fill two spines of 8; with one external link a spine has 7, so 4 spines."""
    assert [shape.spines for shape in shapes(network(), 4)] == [(2,), (4,)]
    assert [shape.spines for shape in shapes(network(external_links=1), 4)] == [(4,)]
    with pytest.raises(SizingError, match="8 links that leave the site take all ports of a spine or core"):
        shapes(network(external_links=8), 4)


def test_a_fat_tree_has_three_tiers_unless_the_request_says_two() -> None:
    assert {shape.tiers for shape in shapes(network(topology="fat-tree"), 4)} == {3}
    assert {shape.tiers for shape in shapes(network(topology="fat-tree", tiers=2), 4)} == {2}


def test_three_tiers_are_tried_with_fewest_switches_only() -> None:
    found = shapes(network(tiers=3, leaf_per="unit"), 8)
    assert len({shape.switches for shape in found}) == 1
    assert len(found) <= MOST_SHAPES


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"spines": 5}, "the request states 5 spines, but a leaf has only 4 uplinks"),
        ({"spines": 1}, "1 spines have 8 ports, 3 leaves have 12 uplinks"),
        ({"spines": 3}, "the 4 uplinks of a leaf are no multiple of 3 spines; 'uplink_spread: within-one' allows it"),
    ],
)
def test_stated_spines_are_checked(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(SizingError, match=message):
        shapes(network(**wanted), 3)


def test_stated_spines_are_the_only_shape() -> None:
    assert shapes(network(spines=2), 3) == [ClosShape((3,), (2,), 4, (0,), 0)]
    assert shapes(network(spines=3, uneven=True), 3) == [ClosShape((3,), (3,), 4, (0,), 0)]


def test_rails_have_spines_of_their_own() -> None:
    """Two units, three rails: a pod of two leaves for each rail, with one, two or four spines each."""
    attachment = attach_by_rail([[0], [1]], 3, 4, rails_together=1)
    found = list_clos_shapes(network(topology="rail-only"), HARDWARE, attachment, 4)
    assert [(shape.pods, shape.spines, shape.cores) for shape in found] == [
        ((2, 2, 2), (count,) * 3, 0) for count in (1, 2, 4)
    ]
    more = list_clos_shapes(network(topology="rail-only", expansion_su=2), HARDWARE, attachment, 4)
    assert more[0].pods == (4, 4, 4)


NODE = device_type("node", "host", (ports(2, "compute", model="node"),))
SWITCH = device_type("M", "switch", (ports(8, model="M"),))


def site_of(nodes: int) -> Project:
    """Nodes of two ports, the first three in rack R1."""
    devices = [device(f"n{number}", "node", "R1", number) for number in range(1, nodes + 1)]
    found = project(site(), {"node": NODE, "M": SWITCH}, devices)
    return replace(found, catalog=Catalog({"node": NODE, "M": SWITCH}, {}, {}, {}))


def task(wanted: NetworkRequest, nodes: int = 4, shared: SharedSwitches | None = None) -> NetworkTask:
    asked = site_of(nodes)
    members: list[Member] = [Member(d.id, ports(2, "compute", model="node"), 2, None, d.rack) for d in asked.devices]
    return NetworkTask(asked, wanted, members, SwitchStock(asked, Counter()), shared)


def test_four_nodes_by_rail_on_two_leaves() -> None:
    """Two rails: a leaf each, joined by one spine or more. Every leaf has four of the eight node links."""
    builder = ClosBuilder(task(network(topology="rail-optimized")), HARDWARE)
    assert (builder.tier.leaves, builder.tier.downlinks, builder.uplinks) == (2, 4, 4)
    shape = builder.shapes()[0]
    assert shape is not None
    assert builder.name(shape) == "M, 2 tiers, 1 spines"
    fabric, wirings = builder.build(shape)
    assert [(wiring.name, len(wiring.links)) for wiring in wirings if len(wiring.links)] == [
        ("node-leaf", 8),
        ("leaf-spine", 8),
    ]
    assert [switch.id for switch in fabric.switches] == ["leaf-01-1", "leaf-01-2", "spine-01"]
    assert builder.exact_bisection(shape) == 4


def test_planes_repeat_the_fabric_with_their_own_ports() -> None:
    """Two planes of one rail: port 0 of a node in the first, port 1 in the second, whose switches come after."""
    builder = ClosBuilder(task(network(topology="rail-optimized", planes=2, expansion_su=1)), HARDWARE)
    fabric, wirings = builder.build(builder.shapes()[0])
    assert [switch.id for switch in fabric.switches] == ["p1-leaf-01-1", "p1-spine-01", "p2-leaf-01-1", "p2-spine-01"]
    down = wirings[0].links
    assert Counter(zip(down.a_port.tolist(), down.b_device.tolist(), strict=True)) == {(0, 4): 4, (1, 6): 4}


def test_few_nodes_need_one_tier() -> None:
    """Two nodes of two ports fit one leaf, and so do four: all eight ports are downlinks then. Five nodes do not."""
    alone = ClosBuilder(task(network(), nodes=2), HARDWARE, is_one_tier=True)
    assert (alone.shapes(), alone.uplinks) == ([None], 0)
    assert alone.name(None) == "M, 1 tier, 1 leaf"
    assert alone.exact_bisection(None) is None
    assert ClosBuilder(task(network(), nodes=4), HARDWARE, is_one_tier=True).tier.leaves == 1
    with pytest.raises(SizingError, match="the request states one tier, but 2 leaves need spines"):
        ClosBuilder(task(network(tiers=1), nodes=5), HARDWARE, is_one_tier=True)


def names_of(wanted: NetworkRequest, nodes: int, quantity: int | None = None) -> list[str]:
    """The shapes that are listed for some nodes, the reasons left out; cables do not matter here."""
    asked = task(wanted, nodes)
    stock = replace(asked.project.inventory, lots=(lot("M", "M", quantity),))
    asked = replace(asked, project=replace(asked.project, inventory=stock))
    found = list(list_clos(replace(asked, stock=SwitchStock(asked.project, Counter()))))
    return [candidate.name for candidate in found if not candidate.reason.startswith("needs")]


@pytest.mark.parametrize(
    ("wanted", "nodes", "first"),
    [
        ({}, 1, "M, 1 tier, 1 leaf"),
        ({}, 4, "M, 1 tier, 1 leaf"),
        ({"leaves": 1}, 4, "M, 1 tier, 1 leaf"),
        ({"topology": "rail-only"}, 8, "M, 1 tier, 2 leaves"),
        ({"planes": 2}, 8, "M, 1 tier, 2 leaves"),
        ({"redundancy": 2, "peer_links": 1}, 6, "M, 1 tier, 2 leaves"),
        ({}, 5, "M, 2 tiers, 2 spines"),
        ({"tiers": 2}, 4, "M, 2 tiers, 1 spines"),
        ({"uplinks_per_leaf": 2}, 2, "M, 2 tiers, 1 spines"),
        ({"expansion_su": 1}, 2, "M, 2 tiers, 1 spines"),
        ({"spines": 1}, 2, "M, 2 tiers, 1 spines"),
    ],
)
def test_one_tier_is_a_candidate_wherever_one_suffices(wanted: dict[str, Any], nodes: int, first: str) -> None:
    """Nodes of two ports, switches of eight: four nodes fill a switch, eight by rail or by plane fill two.

    A pair has seven ports each beside one peer link, so six nodes fit. Five nodes are too many for one switch: three
    leaves of four downlinks (a node stays on one leaf) have twelve uplinks, so two spines. A request for tiers, spines,
    uplinks or room to grow has its way.
    """
    assert names_of(network(**wanted), nodes)[0] == first


def test_one_switch_in_stock_is_enough_for_one_tier() -> None:
    """Four nodes of two ports on the one switch of eight that there is; two tiers would need three."""
    assert names_of(network(), 4, quantity=1) == ["M, 1 tier, 1 leaf"]
    assert names_of(network(), 4)[:2] == ["M, 1 tier, 1 leaf", "M, 2 tiers, 1 spines"]


def test_a_pair_of_leaves_with_peer_links_needs_no_spine() -> None:
    """A peer link leaves seven downlinks: six node ports fit a pair."""
    builder = ClosBuilder(task(network(redundancy=2, peer_links=1), nodes=3), HARDWARE, is_one_tier=True)
    assert builder.name(None) == "M, 1 tier, 2 leaves"
    _, wirings = builder.build(None)
    assert [(wiring.name, len(wiring.links)) for wiring in wirings if len(wiring.links)] == [
        ("node-leaf", 6),
        ("peer", 1),
    ]


@pytest.mark.parametrize(
    ("wanted", "nodes", "ports_of_leaf"),
    [
        ({"topology": "rail-optimized", "nodes_per_su": 3}, 3, (4, 3)),
        ({"topology": "rail-optimized", "nodes_per_su": 3}, 2, (4, 3)),
        ({"topology": "rail-optimized", "nodes_per_su": 3, "uplinks_for": "links"}, 2, (4, 2)),
        ({"topology": "rail-optimized", "oversubscription": (3, 1), "nodes_per_su": 3}, 3, (6, 1)),
        ({"topology": "rail-optimized", "oversubscription": (3, 1), "nodes_per_su": 5}, 3, (6, 2)),
        ({"oversubscription": (3, 1)}, 3, (6, 2)),
        ({"oversubscription": (3, 1), "uplinks_for": "links"}, 1, (6, 1)),
        ({"uplinks_for": "links"}, 3, (4, 4)),
        ({"uplinks_for": "links"}, 1, (4, 2)),
        ({}, 1, (4, 4)),
    ],
)
def test_the_ratio_holds_for_links(wanted: dict[str, Any], nodes: int, ports_of_leaf: tuple[int, int]) -> None:
    """A rail of a unit of three nodes needs three uplinks at 1:1 and one at 3:1, of five nodes two: 5 / 3 rounded up.

    Without units the ratio holds for all downlinks. With `uplinks_for: links` it holds for the links of the fullest
    leaf: two nodes of a rail take two uplinks, and one node of two ports on one leaf as well.
    """
    builder = ClosBuilder(task(network(**wanted), nodes=nodes), HARDWARE)
    assert (builder.tier.downlinks, builder.uplinks) == ports_of_leaf


def test_stated_leaves_must_be_filled() -> None:
    """Eight node ports on leaves of four downlinks: two leaves; three are filled where they are stated."""
    assert ClosBuilder(task(network(leaves=3)), HARDWARE).tier.leaves == 3
    with pytest.raises(SizingError, match="the devices fill 2 leaves, the request states 1"):
        ClosBuilder(task(network(leaves=1)), HARDWARE)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (network(spare_ports=4), "4 spare ports leave none of the 4 downlinks of a leaf"),
        (network(topology="rail-optimized", planes=3), "2 ports of a device cannot be divided equally among 3 planes"),
    ],
)
def test_what_does_not_fit_says_why(wanted: NetworkRequest, message: str) -> None:
    with pytest.raises(SizingError, match=message):
        ClosBuilder(task(wanted), HARDWARE)


def test_devices_by_rail_need_equal_ports() -> None:
    wanted = task(network(topology="rail-optimized"))
    uneven = replace(wanted, members=[*wanted.members, member("odd", 1)])
    with pytest.raises(SizingError, match="devices have 1 and 2 ports; a rail-optimized network needs the same number"):
        ClosBuilder(uneven, HARDWARE)
    with pytest.raises(SizingError, match="no device has ports of 400G in group 'compute'"):
        ClosBuilder(replace(wanted, members=[]), HARDWARE)


def test_uplinks_to_the_spines_of_another_network() -> None:
    """Two leaves with four uplinks each to two shared switches, which come among the devices."""
    spines = SharedSwitches(("s1", "s2"), SWITCH, (frozenset(), frozenset()), 0)
    builder = ClosBuilder(task(network(spines_of="fabric"), shared=spines), HARDWARE)
    assert builder.shapes() == [None]
    assert builder.name(None) == "M, 1 tier, 2 leaves under the spines of fabric"
    fabric, wirings = builder.build(None)
    assert fabric.hosts[-2:] == ("s1", "s2")
    up = next(wiring.links for wiring in wirings if wiring.name == "leaf-spine")
    assert Counter(zip(up.a_device.tolist(), up.b_device.tolist(), strict=True)) == {
        (leaf, spine): 2 for leaf in (6, 7) for spine in (4, 5)
    }


def test_direct_pairs_take_no_switch() -> None:
    """Two nodes of another group are joined port to port, beside the fabric of the others."""
    pair = device_type("pair", "server", (ports(1, "sync", model="pair"),))
    wanted = task(network(direct=(Members("sync", ()),)))
    devices = (*wanted.project.devices, device("x", "pair"), device("y", "pair"))
    catalog = Catalog({"node": NODE, "M": SWITCH, "pair": pair}, {}, {}, {})
    builder = ClosBuilder(replace(wanted, project=replace(wanted.project, devices=devices, catalog=catalog)), HARDWARE)
    fabric, wirings = builder.build(builder.shapes()[0])
    direct = next(wiring for wiring in wirings if wiring.name == "direct")
    ends = [fabric.hosts[int(column[0])] for column in (direct.links.a_device, direct.links.b_device)]
    assert (len(direct.links), ends) == (1, ["x", "y"])


def test_no_formula_for_uneven_halves() -> None:
    """Six node ports on two leaves are three each; five nodes of two ports are uneven, three leaves odd."""
    wanted = network(leaf_per="unit")
    even = ClosBuilder(task(wanted, nodes=4), HARDWARE)
    assert even.exact_bisection(even.shapes()[0]) == 2 * 4 // 2
    odd = ClosBuilder(task(wanted, nodes=5), HARDWARE)
    assert odd.exact_bisection(odd.shapes()[0]) is None
