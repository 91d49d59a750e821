"""The nearest leaf rack for each rack of a top: ways are weighed, and no rack is passed over that alone reaches it."""

import numpy as np

from fabric.optimize.together import _nearest
from layouts.routes import UNREACHED


def test_an_island_keeps_its_own_leaves() -> None:
    """Rack 0 is cheapest but does not reach z = 0; rack 1 does, at 1,000 + 2 x 3 = 1,006. To z = 1: 0 + 2 x 4 = 8."""
    part_ms = np.array([[0.0, 0.0], [0.0, 1000.0]])
    walks = np.array([[UNREACHED, 4], [3, 4]], np.int32)
    assert _nearest(part_ms, walks, 2.0)[1].tolist() == [1006.0, 8.0]


def test_a_dear_rack_wins_where_it_is_near() -> None:
    """10 + 1 x 0 against 0 + 1 x 50, and 10 + 50 against 0."""
    part_ms = np.array([[0.0, 0.0], [0.0, 10.0]])
    walks = np.array([[50, 0], [0, 50]], np.int32)
    assert _nearest(part_ms, walks, 1.0)[1].tolist() == [10.0, 0.0]
