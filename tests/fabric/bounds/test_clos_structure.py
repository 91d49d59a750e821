"""The regular part of a Clos fabric, read off small fabrics by hand."""

from dataclasses import replace

import numpy as np

from fabric.bounds.clos_structure import ClosStructure, RegularRack, SpineFan, find_clos_structure
from fabric.catalog import CableType, read_catalog
from fabric.designs import Design, DesignStage
from fabric.plan import Stage
from fabric.rules import Medium
from fabric.topology import (
    NODE_LEAF,
    STAGES,
    ClosPorts,
    ClosShape,
    Fabric,
    attach_by_rail,
    attach_by_unit,
    attach_in_order,
    build_clos,
)

CATALOG = read_catalog()
CORD: CableType = CATALOG.cables["MFP7E10"]
HOST, SWITCH = CATALOG.device_types["DGX-H100"].group("compute"), CATALOG.device_types["QM9700"].group("fabric")
PORTS = ClosPorts(first_uplink=4, first_spine_uplink=4)


def design_of(fabric: Fabric, legs: int = 1) -> Design:
    """A design whose stages are numbered as kinds of links; links of devices are on cables of `legs` legs."""
    assert HOST is not None
    assert SWITCH is not None
    stages = tuple(
        DesignStage(
            Stage("N", name, 400, "compute" if kind == NODE_LEAF else "fabric", "fabric"),
            HOST if kind == NODE_LEAF else SWITCH,
            SWITCH,
            Medium(None, None, (replace(CORD, legs=legs if kind == NODE_LEAF else 1),), ()),
        )
        for kind, name in enumerate(STAGES)
    )
    network = None  # The structure depends on links alone.
    return Design(name="D", shape_name="D", network=network, fabric=fabric, models=(), stages=stages)  # type: ignore[arg-type]


def structure_of(fabric: Fabric, racks: list[str]) -> ClosStructure | None:
    return find_clos_structure(design_of(fabric), fabric.links.stage == NODE_LEAF, racks)


def two_units() -> Fabric:
    """Two units of two nodes with two rails; leaves of two uplinks, one to each of two spines."""
    return build_clos(tuple("abcd"), attach_by_rail([[0, 1], [2, 3]], 2, 4), ClosShape((4,), (2,), 2, (0,), 0), PORTS)


def test_two_units_in_a_rack_each() -> None:
    """Each rack has two links to each leaf of its unit. Two leaves have two links to each of the two spines."""
    found = structure_of(two_units(), ["R1", "R1", "R2", "R2"])
    assert found is not None
    assert (found.leaves, found.uplinks, found.tops) == ((2, 2), 2, (2,))
    assert found.served == ((RegularRack("R1", 2),), (RegularRack("R2", 2),))
    assert found.ways == (((0.0, 1.0, 2.0), (0.0, 1.0, 2.0)),)
    assert found.fans == {SpineFan(2, (0, 1, 2))}
    assert int(found.uplink_rows.sum()) == 8


def test_a_rack_of_two_units_is_not_regular() -> None:
    found = structure_of(two_units(), ["R1", "R2", "R2", "R3"])
    assert found is not None
    assert found.served == ((RegularRack("R1", 1),), (RegularRack("R3", 1),))


def test_a_rack_with_uneven_links_is_not_regular() -> None:
    """Three devices of one port on leaves of two: rack R1 has two links to the first leaf, one to the second."""
    fabric = build_clos(tuple("abc"), attach_by_unit([[0, 1, 2]], [1] * 3, 2), ClosShape((2,), (1,), 1, (0,), 0), PORTS)
    found = structure_of(fabric, ["R1"] * 3)
    assert found is not None
    assert (found.leaves, found.served) == ((2,), ((),))


def test_units_of_unlike_size_keep_their_own_counts() -> None:
    """Three devices in one section and one in another: two leaves and one."""
    fabric = build_clos(
        tuple("abcd"), attach_by_unit([[0, 1, 2], [3]], [1] * 4, 2), ClosShape((3,), (1,), 2, (0,), 0), PORTS
    )
    found = structure_of(fabric, ["R1", "R1", "R1", "R2"])
    assert found is not None
    assert found.leaves == (2, 1)
    assert found.ways == (((0.0, 2.0, 4.0), (0.0, 2.0)),)
    assert found.fans == {SpineFan(1, (0, 2, 4)), SpineFan(1, (0, 2))}


def test_links_over_spines_count_in_shares() -> None:
    """Two pods of two leaves and two spines, two cores, one to each plane.

    A leaf has one link to each spine; a spine has two links down and two up, both to the core of its plane. A link down
    is paired with half of each of the two links up: one in all. So each leaf has one share to each core.
    """
    fabric = build_clos(
        tuple("abcd"),
        attach_in_order([1] * 4, 1, 1),
        ClosShape((2, 2), (2, 2), 2, (2, 2), 2),
        PORTS,
    )
    found = structure_of(fabric, ["R1", "R2", "R3", "R4"])
    assert found is not None
    assert (found.tops, found.ways) == ((2,), (((0.0, 1.0),) * 4,))
    assert found.fans == {SpineFan(2, (0, 1))}
    assert int(found.uplink_rows.sum()) == 8


def test_few_uplinks_of_a_spine_limit_the_shares() -> None:
    """The same with one link from each spine to each core of its plane, half as many as links down: half a share."""
    fabric = build_clos(
        tuple("abcd"),
        attach_in_order([1] * 4, 1, 1),
        ClosShape((2, 2), (2, 2), 2, (1, 1), 2),
        PORTS,
    )
    found = structure_of(fabric, ["R1", "R2", "R3", "R4"])
    assert found is not None
    assert found.ways == (((0.0, 0.5),) * 4,)


def test_a_fabric_of_one_tier_has_no_structure() -> None:
    assert structure_of(build_clos(tuple("ab"), attach_in_order([1, 1], 2, 1), None, PORTS), ["R1", "R2"]) is None


def test_peer_links_are_no_ways_up() -> None:
    """Two leaves that back each other have the same uplinks as without their two links between each other."""
    attachment = attach_by_unit([[0, 1]], [2, 2], 4, redundancy=2)
    shape = ClosShape((2,), (2,), 2, (0,), 0)
    alone, backed = (
        structure_of(
            build_clos(tuple("ab"), attachment, shape, replace(PORTS, peer_links=links, first_peer_port=8)),
            ["R1", "R2"],
        )
        for links in (0, 2)
    )
    assert alone is not None
    assert backed is not None
    assert (alone.ways, alone.uplinks, alone.fans) == (backed.ways, backed.uplinks, backed.fans)


def test_links_that_are_all_on_splitters_make_no_rack_regular() -> None:
    """Links on splitters are laid one by one, so none is left here; this once ended in a ValueError."""
    fabric = two_units()
    found = find_clos_structure(design_of(fabric, legs=2), np.zeros(len(fabric.links), bool), ["R1"] * 4)
    assert found is not None
    assert found.served == ((), ())


def test_a_link_is_paired_once_where_spines_have_more_uplinks() -> None:
    """Pods of one leaf: a spine has one link down and two up, to one core. The link counts once, not twice."""
    fabric = build_clos(tuple("ab"), attach_in_order([1, 1], 1, 1), ClosShape((1, 1), (2, 2), 2, (2, 2), 2), PORTS)
    found = structure_of(fabric, ["R1", "R2"])
    assert found is not None
    assert found.ways == (((0.0, 1.0), (0.0, 1.0)),)


def test_uneven_uplinks_count_with_the_fewest_to_a_spine() -> None:
    """One leaf with three uplinks to two spines: two and one, so at least one to each."""
    fabric = build_clos(("a",), attach_in_order([1], 1, 1), ClosShape((1,), (2,), 3, (0,), 0), PORTS)
    found = structure_of(fabric, ["R1"])
    assert found is not None
    assert found.fans == {SpineFan(2, (0, 1))}
    assert sorted(found.ways) == [((0.0, 1.0),), ((0.0, 2.0),)]
