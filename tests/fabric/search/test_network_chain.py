"""Designs that are followed to a whole plan, by the place of their network and by the size of the plan."""

import pytest

from fabric.search.network_chain import _count_followed


@pytest.mark.parametrize(
    ("level", "links", "followed"),
    [(0, 300, 3), (1, 300, 1), (2, 300, 2), (0, 301, 1), (1, 301, 0), (2, 301, 0), (0, 1500, 1), (0, 1501, 0)],
)
def test_designs_that_are_followed(level: int, links: int, followed: int) -> None:
    """Of three networks: all in small plans, one of the first network in middle ones, none in large ones."""
    assert _count_followed(level, 3, links) == followed
