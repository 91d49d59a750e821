"""The kinds of listed links, and the sections of the switches that they join."""

from collections.abc import Iterable, Mapping

from fabric.topology.links import DIRECT, LEAF_SPINE, LOCAL, NODE_LEAF, SPINE_CORE

RANKS: Mapping[str, int] = {"leaf": 1, "spine": 2, "core": 3}
"""Rank of each tier; a device of another role has rank 0."""
UPWARD: Mapping[tuple[int, int], int] = {(0, 1): NODE_LEAF, (1, 2): LEAF_SPINE, (2, 3): SPINE_CORE}
"""Kind of a link by the ranks of both ends, lower one first."""


def kind_of_link(a_role: str, b_role: str) -> int:
    """The kind of a link whose A end is no higher than its B end.

    Two switches of one tier are joined by a `local` link. A link that skips a tier, or joins two devices, is `direct`.
    """
    a, b = RANKS.get(a_role, 0), RANKS.get(b_role, 0)
    return UPWARD.get((a, b), LOCAL if a == b and a else DIRECT)


def sections_of(switches: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """The section of each switch, from 1: switches that some pairs of devices join, over any of them, share one."""
    names = list(switches)
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while name in above:
            name = above[name]
        return name

    for a, b in pairs:
        first, second = root(a), root(b)
        if first != second:
            above[second] = first
    numbers: dict[str, int] = {}
    return {name: numbers.setdefault(root(name), len(numbers) + 1) for name in names}
