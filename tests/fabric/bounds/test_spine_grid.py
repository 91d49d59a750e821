"""Grids of spines, counted by hand."""

import numpy as np
import pytest

from fabric.bounds.spine_grid import find_spine_grid
from tests.fabric.bounds.grids import two_units

LEAF_SPINE = np.array([[2, 1, 0, 0], [1, 2, 0, 0], [0, 0, 2, 1], [0, 0, 1, 2]])
"""Two units of two leaves, each with a pod of two spines: 2 links with one of them and 1 with the other."""
SPINE_CORE = np.array([[1, 1, 0], [0, 0, 3], [1, 1, 0], [0, 0, 3]])
"""The first spine of each pod leads to two cores, the second one to the third core."""
UNITS = np.array([0, 0, 1, 1])
EVEN = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1]])
"""Two groups of two cores each."""


def test_a_grid_counts_the_fewest_links_of_each_part() -> None:
    """One leaf and one spine have 1 link or 2. One leaf has 3 with both, and so has one spine with both leaves. All
    have 6. A core has one link with each spine of its group.
    """
    assert find_spine_grid(LEAF_SPINE, EVEN, UNITS) == two_units(1, 3)


def test_spines_of_one_pod_may_lead_to_the_same_cores() -> None:
    """Both spines of each pod are of one group: cells of two."""
    found = find_spine_grid(LEAF_SPINE, np.array([[1], [1], [2], [2]]), UNITS)
    assert found is not None
    assert (found.cell_spines, found.group_spines, found.group_cores) == (2, 4, 1)
    assert found.above == (0, 1, 2, 4, 6)


@pytest.mark.parametrize(
    ("leaf_spine", "spine_core", "units"),
    [
        (LEAF_SPINE, SPINE_CORE, UNITS),
        (LEAF_SPINE, EVEN, np.array([0, 0, 0, 1])),
        (LEAF_SPINE, np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 1, 0], [0, 0, 1, 1]]), UNITS),
        (np.array([[2, 1, 0, 1], [1, 2, 0, 1], [0, 0, 2, 1], [0, 0, 1, 2]]), EVEN, UNITS),
        (LEAF_SPINE[:, :2], np.zeros((2, 1), np.int64), UNITS),
    ],
    ids=[
        "groups of one and two cores",
        "uneven units",
        "a core of two groups",
        "a spine of two pods",
        "no links above",
    ],
)
def test_uneven_fabrics_have_no_grid(leaf_spine: np.ndarray, spine_core: np.ndarray, units: np.ndarray) -> None:
    assert find_spine_grid(leaf_spine, spine_core, units) is None
