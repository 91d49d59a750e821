"""The leaves of nodes in an earlier plan: each node keeps its own, and new nodes join nodes of the same kind.

A design fills leaves in the order of the files, so without one node, a node would move to another leaf at each border
between two leaves.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

Socket = tuple[int, str]
"""A device by number, and a group of its ports."""


class NodeLink(NamedTuple):
    """A link of a node to a leaf."""

    node: Socket
    """The node, and the group of its port."""
    port: int
    """Number of the port in its group, from 0."""
    leaf: int
    """The leaf in the design, by number."""
    known_leaf: int | None
    """The leaf in the earlier plan; None where the link is new."""
    gbps: int
    """Speed."""


def choose_leaves(links: Sequence[NodeLink], likeness: Callable[[Socket], Hashable]) -> list[int] | None:
    """The leaf of each link: the known one, for a new node that of the design, else that of a node of equal `likeness`.

    None where a leaf would have more bandwidth to nodes than the fullest one of the design: then it needs more uplinks.
    """
    fullest = Counter[int]()
    load = Counter[int]()
    new: dict[Socket, list[int]] = defaultdict(list)
    for row, link in enumerate(links):
        fullest[link.leaf] += link.gbps
        if link.known_leaf is None:
            new[link.node].append(row)
        else:
            load[link.known_leaf] += link.gbps
    most = max(fullest.values(), default=0)
    found = [link.leaf if link.known_leaf is None else link.known_leaf for link in links]
    patterns = _list_patterns(links, likeness)
    for node, rows in new.items():
        # The leaves of the design come first; min takes the first of equal ones.
        choices = [[links[row].leaf for row in rows], *_follow(patterns.get(likeness(node), ()), links, rows)]
        loads = [load + _sum_gbps(links, rows, choice) for choice in choices]
        fullest_of = [max(loads[n][leaf] for leaf in choice) for n, choice in enumerate(choices)]
        best = 0 if fullest_of[0] <= most else min(range(len(choices)), key=lambda n: fullest_of[n])
        load = loads[best]
        for row, leaf in zip(rows, choices[best], strict=True):
            found[row] = leaf
    return None if any(gbps > most for gbps in load.values()) else found


def _list_patterns(
    links: Sequence[NodeLink], likeness: Callable[[Socket], Hashable]
) -> dict[Hashable, list[dict[int, int]]]:
    """The leaves of known nodes by port, for each kind of node: each pattern once."""
    of_node: dict[Socket, dict[int, int]] = defaultdict(dict)
    for link in links:
        if link.known_leaf is not None:
            of_node[link.node][link.port] = link.known_leaf
    found: dict[Hashable, list[dict[int, int]]] = defaultdict(list)
    for node, pattern in of_node.items():
        patterns = found[likeness(node)]
        if pattern not in patterns:
            patterns.append(pattern)
    return found


def _follow(
    patterns: Sequence[Mapping[int, int]], links: Sequence[NodeLink], rows: Sequence[int]
) -> Iterator[list[int]]:
    """The leaves of a new node in each pattern that has all its ports."""
    for pattern in patterns:
        if all(links[row].port in pattern for row in rows):
            yield [pattern[links[row].port] for row in rows]


def _sum_gbps(links: Sequence[NodeLink], rows: Sequence[int], leaves: Sequence[int]) -> Counter[int]:
    """The bandwidth that some links add to their leaves."""
    found = Counter[int]()
    for row, leaf in zip(rows, leaves, strict=True):
        found[leaf] += links[row].gbps
    return found
