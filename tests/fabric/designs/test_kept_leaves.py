"""Leaves of nodes beside an earlier plan: leaves 10 and 11, links of 100G."""

from collections.abc import Sequence

from fabric.designs.kept_leaves import NodeLink, Socket, choose_leaves

A, B = 10, 11


def links(own: Sequence[int], known: Sequence[int | None]) -> list[NodeLink]:
    """Nodes 0, 1, ... of one port: the leaf of each in the design, and in the earlier plan."""
    pairs = enumerate(zip(own, known, strict=True))
    return [NodeLink((number, "compute"), 0, leaf, before, 100) for number, (leaf, before) in pairs]


def alike(socket: Socket) -> str:
    """All nodes may stand in for each other."""
    return socket[1]


def alone(socket: Socket) -> Socket:
    """No node may stand in for another."""
    return socket


def test_a_node_at_the_border_stays() -> None:
    """The design puts two of four nodes on each leaf. The second stays at B, where it was; the third goes back to A."""
    assert choose_leaves(links([A, A, B, B], [A, B, A, B]), alike) == [A, B, A, B]


def test_no_leaf_gets_more_than_the_fullest_of_the_design() -> None:
    """Two links a leaf are the most. Three that were at A do not fit there."""
    assert choose_leaves(links([A, A, B, B], [A, A, A, B]), alike) is None


def test_a_new_node_takes_its_leaf_or_that_of_its_like() -> None:
    """The new node is the last, at B in the design. B has room for it beside one node, and not beside two.

    Then it goes to A with nodes of its kind. Where no node is like it, there is no answer.
    """
    assert choose_leaves(links([A, A, B, B], [A, A, B, None]), alike) == [A, A, B, B]
    full = links([A, A, B, B], [A, B, B, None])
    assert choose_leaves(full, alike) == [A, B, B, A]
    assert choose_leaves(full, alone) is None


def test_a_new_node_of_two_ports_goes_by_port() -> None:
    """Ports 0 and 1 of a node go to leaves 10 and 11, or to 12 and 13. The new one finds 12 and 13 full."""
    rows = [(0, (10, 11), (10, 11)), (1, (12, 13), (12, 13)), (2, (10, 11), (12, 13)), (3, (12, 13), None)]
    pairs = [
        NodeLink((node, "compute"), port, own[port], before[port] if before else None, 100)
        for node, own, before in rows
        for port in (0, 1)
    ]
    found = choose_leaves(pairs, alike)
    assert found == [10, 11, 12, 13, 12, 13, 10, 11]
