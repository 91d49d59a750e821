"""The order of legs: ascending at one end, ascending ports of each device at the other."""

from fabric.optimize.cabling.leg_order import EndPlace, LinkPlaces, order_legs


def places(*ends: tuple[int, int, int, int]) -> dict[int, LinkPlaces]:
    """Links 0, 1, ... by A device, A port, B device and B port; devices count from the top."""
    return {link: LinkPlaces(EndPlace(*end[:2]), EndPlace(*end[2:])) for link, end in enumerate(ends)}


def test_nodes_that_fill_leaves_from_the_bottom_start_at_the_bottom() -> None:
    """Two nodes, the lower one (1) in port 0 of both leaves, the upper one (0) in port 1.

    From the top down, each leaf gets port 1 before port 0: two steps back. From the bottom up there is none, and the
    ports of each node ascend: links 2, 3 of the lower node, then 0, 1.
    """
    assert order_legs((0, 1, 2, 3), places((0, 0, 5, 1), (0, 1, 6, 1), (1, 0, 5, 0), (1, 1, 6, 0))) == (2, 3, 0, 1)


def test_legs_start_at_the_top_where_both_directions_are_alike() -> None:
    """Leaf 0 stands above leaf 1, and each has two links to one spine, at ports 0, 1 and 2, 3."""
    assert order_legs((3, 2, 1, 0), places((0, 4, 9, 0), (0, 5, 9, 1), (1, 4, 9, 2), (1, 5, 9, 3))) == (0, 1, 2, 3)


def test_of_equal_steps_back_fewer_changes_of_device_count() -> None:
    """One leaf (0) with ports 0 to 2 and two spines: from A its ports lead to spine 7 port 1, 8 port 0, 7 port 0.

    In the order of A, spine 7 gets port 1 before port 0. In the order of B from the top (7:0, 7:1, 8:0) the leaf gets
    ports 2, 0, 1: one step back as well, and no change of device, against two.
    """
    assert order_legs((0, 1, 2), places((0, 0, 7, 1), (0, 1, 8, 0), (0, 2, 7, 0))) == (2, 0, 1)


def test_crossed_ports_keep_one_end_ascending() -> None:
    """A node whose ports 0, 1, 2 lead to leaves 8, 7, 6: leaf by leaf one port, so the node's order stays."""
    assert order_legs((2, 1, 0), places((0, 0, 8, 4), (0, 1, 7, 4), (0, 2, 6, 4))) == (0, 1, 2)
