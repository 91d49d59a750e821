"""The leaf of each port, by hand: by rail, in pairs of leaves, filled evenly, in order."""

import pytest

from fabric.topology import Attachment, SizingError, attach_by_rail, attach_by_unit, attach_in_order


def rows(found: Attachment) -> list[tuple[int, int, str, int]]:
    """(device, port, leaf, port of the leaf)"""
    return [
        (device, port, found.leaf_names[leaf], leaf_port)
        for device, port, leaf, leaf_port in zip(
            found.device.tolist(), found.port.tolist(), found.leaf.tolist(), found.leaf_port.tolist(), strict=True
        )
    ]


def test_port_k_goes_to_the_leaf_of_rail_k() -> None:
    assert sorted(rows(attach_by_rail([[0, 1], [2]], 2, 4))) == [
        (0, 0, "01-1", 0),
        (0, 1, "01-2", 0),
        (1, 0, "01-1", 1),
        (1, 1, "01-2", 1),
        (2, 0, "02-1", 0),
        (2, 1, "02-2", 0),
    ]


def test_a_unit_beyond_the_downlinks_has_several_leaves_a_rail() -> None:
    """Three devices, two downlinks: two leaves a rail, filled with two and one."""
    found = attach_by_rail([[0, 1, 2]], 1, 2)
    assert rows(found) == [(0, 0, "01-1-1", 0), (1, 0, "01-1-1", 1), (2, 0, "01-1-2", 0)]
    assert (found.leaves, found.rails, found.leaves_per_rail) == (2, 1, 2)


def test_rails_may_share_a_leaf() -> None:
    """Three rails, two to a leaf: the third has a leaf alone. Five ports down take two devices of two rails each, so
    three devices fill two leaves of the first set, and one of the second: it takes two devices, too.
    """
    found = attach_by_rail([[0, 1, 2]], 3, 5, rails_per_leaf=2)
    assert found.leaf_names == ("01-1-1", "01-1-2", "01-2-1", "01-2-2")
    assert (found.leaves, found.rails, found.leaves_per_rail) == (4, 2, 2)
    assert sorted(rows(found)) == [
        (0, 0, "01-1-1", 0),
        (0, 1, "01-1-1", 1),
        (0, 2, "01-2-1", 0),
        (1, 0, "01-1-1", 2),
        (1, 1, "01-1-1", 3),
        (1, 2, "01-2-1", 2),
        (2, 0, "01-1-2", 0),
        (2, 1, "01-1-2", 1),
        (2, 2, "01-2-2", 0),
    ]
    with pytest.raises(SizingError, match="3 rails share a leaf, which has 2 downlinks"):
        attach_by_rail([[0]], 4, 2, rails_per_leaf=3)


def test_leaves_may_be_numbered_rail_by_rail() -> None:
    """The same links, other numbers: rails 1 of both units first."""
    by_unit, by_rail = (attach_by_rail([[0, 1], [2]], 2, 4, rails_together=rails) for rails in (0, 1))
    assert by_unit.leaf_names == ("01-1", "01-2", "02-1", "02-2")
    assert by_rail.leaf_names == ("01-1", "02-1", "01-2", "02-2")
    assert (by_unit.leaf_sections, by_rail.leaf_sections) == ((1, 1, 2, 2), (1, 2, 1, 2))
    assert sorted(rows(by_unit)) == sorted(rows(by_rail))


def test_two_ports_go_to_the_two_leaves_of_a_pair() -> None:
    found = attach_by_unit([[0, 1]], [2, 2], 4, redundancy=2)
    assert rows(found) == [(0, 0, "01-1a", 0), (0, 1, "01-1b", 0), (1, 0, "01-1a", 1), (1, 1, "01-1b", 1)]
    assert found.pairs == ((0, 1),)


def test_devices_of_one_port_share_a_pair_in_turn() -> None:
    """Single-homed devices: the first on leaf a, the second on b, the third on a."""
    found = attach_by_unit([[0, 1, 2]], [1, 1, 1], 4, redundancy=2)
    assert [name for _, _, name, _ in rows(found)] == ["01-1a", "01-1b", "01-1a"]


def test_three_leaves_that_back_each_other_are_numbered() -> None:
    found = attach_by_unit([[0]], [3], 4, redundancy=3)
    assert (found.leaf_names, found.pairs) == (("01-11", "01-12", "01-13"), ())


def test_leaves_of_a_unit_are_filled_evenly() -> None:
    """Five devices of one port on leaves of four: three and two, not four and one."""
    found = attach_by_unit([range(5)], [1] * 5, 4)
    assert [sum(leaf == number for leaf in found.leaf.tolist()) for number in range(2)] == [3, 2]


def test_a_device_keeps_its_ports_on_one_set_of_leaves() -> None:
    """Three devices of three ports on leaves of four: one each, though nine ports fit three leaves of which one device
    would have to part.
    """
    found = attach_by_unit([range(3)], [3] * 3, 4)
    assert found.leaves == 3
    assert [found.leaf[found.device == device].tolist() for device in range(3)] == [[0] * 3, [1] * 3, [2] * 3]


def test_neighbours_share_a_leaf_where_that_takes_no_more_leaves() -> None:
    """Seven devices of one port on leaves of four. Even filling cuts after four, in the middle of rack b: with b whole
    it cuts after three. Racks of 3, 3 and 2 fill two leaves of four by no whole racks: then one is parted.
    """

    def leaves_of(racks: str) -> str:
        found = attach_by_unit([range(len(racks))], [1] * len(racks), 4, neighbours=racks)
        return "".join(map(str, found.leaf.tolist()))

    assert leaves_of("aaabbbb") == "0001111"
    assert leaves_of("abcdefg") == "0000111"
    assert leaves_of("aaabbbcc") == "00001111"


def test_a_rack_of_more_ports_than_a_leaf_is_parted() -> None:
    found = attach_by_unit([range(5)], [1] * 5, 4, neighbours="aaaaa")
    assert found.leaf.tolist() == [0, 0, 0, 1, 1]


def test_more_leaves_than_needed_may_be_asked_for() -> None:
    assert attach_by_unit([range(4)], [1] * 4, 4, least_sets=2).leaves == 2
    assert attach_by_unit([range(4)], [1] * 4, 4, least_sets=1).leaves == 1
    # Racks of one and three devices fill one leaf: two are asked for, so racks are parted.
    assert attach_by_unit([range(4)], [1] * 4, 4, least_sets=2, neighbours="abbb").leaves == 2


def test_a_device_of_more_ports_than_a_leaf_takes_is_refused() -> None:
    assert attach_by_unit([[0]], [4], 4).leaves == 1
    with pytest.raises(SizingError, match="the 5 ports of a device exceed the 4 downlinks of a leaf"):
        attach_by_unit([[0]], [5], 4)


def test_in_order_a_device_may_part() -> None:
    """Two devices of three ports, two ports a switch, two switches a section."""
    found = attach_in_order([3, 3], 2, 2)
    assert rows(found) == [
        (0, 0, "01-01", 0),
        (0, 1, "01-01", 1),
        (0, 2, "01-02", 0),
        (1, 0, "01-02", 1),
        (1, 1, "02-01", 0),
        (1, 2, "02-01", 1),
    ]
    assert (found.leaf_sections, found.rails, found.leaves_per_rail) == ((1, 1, 2), 0, 0)
