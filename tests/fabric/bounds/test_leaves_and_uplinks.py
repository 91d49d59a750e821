"""The nearest leaf rack for each rack of a top: ways are weighed, and no rack is passed over that alone reaches it."""

from dataclasses import replace

import numpy as np

from fabric.bounds.clos_structure import ClosStructure, SpineFan, _kinds_of_tops
from fabric.bounds.leaves_and_uplinks import _mean_of_cheapest, _nearest, single_parts_ms
from layouts.routes import UNREACHED


def test_an_island_keeps_its_own_leaves() -> None:
    """Rack 0 is cheapest but does not reach z = 0; rack 1 does, at 1,000 + 2 x 3 = 1,006. To z = 1: 0 + 2 x 4 = 8."""
    part_ms = np.array([[0.0, 0.0], [0.0, 1000.0]])
    walks = np.array([[UNREACHED, 4], [3, 4]], np.int32)
    assert _nearest(part_ms, walks, [0, 2.0])[1].tolist() == [1006.0, 8.0]


def test_a_dear_rack_wins_where_it_is_near() -> None:
    """10 + 1 x 0 against 0 + 1 x 50, and 10 + 50 against 0."""
    part_ms = np.array([[0.0, 0.0], [0.0, 10.0]])
    walks = np.array([[50, 0], [0, 50]], np.int32)
    assert _nearest(part_ms, walks, [0, 1.0])[1].tolist() == [10.0, 0.0]


def test_any_leaves_have_their_least_to_tops_that_are_alike() -> None:
    """Two leaves of a unit have 3 and 2 links to the first and third top, 1 and 4 to the second."""
    tops, ways = _kinds_of_tops([np.array([[3.0, 1.0, 2.0], [2.0, 4.0, 3.0]])])
    assert (tops, ways) == ((1, 2), (((0.0, 1.0, 5.0),), ((0.0, 2.0, 5.0),)))


def test_tops_of_many_kinds_count_with_the_least_of_all() -> None:
    tops, ways = _kinds_of_tops([np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])])
    assert (tops, ways) == ((5,), (((0.0, 1.0),),))


def test_tops_share_the_cheapest_racks() -> None:
    """Racks hold one top each. Alone both classes are cheapest in rack 0: 1 + 5 or 2 + 3 in all, so 5 for two tops."""
    totals = np.array([[1.0, 2.0, 9.0], [3.0, 5.0, 9.0]])
    assert _mean_of_cheapest(totals, np.array([1, 1, 1], np.int32), (1, 1)) == 2.5
    assert _mean_of_cheapest(totals[:1], np.array([1, 1, 1], np.int32), (2,)) == 1.5
    assert _mean_of_cheapest(totals[:1], np.array([2, 1, 1], np.int32), (2,)) == 1.0


STRUCTURE = ClosStructure(
    leaves=(2,),
    served=((),),
    uplinks=12,
    tops=(1,),
    ways=(((0.0, 1.0, 2.0),),),
    fans=frozenset([SpineFan(6, (0, 2, 4))]),
    uplink_rows=np.zeros(0, np.bool_),
)


def test_leaves_that_have_a_rack_alone_fill_trunks_as_spines_allow() -> None:
    """Two leaves have 12 uplinks each, 4 to each of 6 spines, of which a rack takes 5; a pull of up to 10 links costs
    100. At best two spines share a pull: 3 pulls, though 24 links would fit 2.4. One leaf: 5 spines and 1, or 2 pulls.
    """
    laying = [100 * -(-links // 10) for links in range(5 * 12 + 1)]
    assert single_parts_ms(STRUCTURE, laying, 5, 0) == [0, 200, 300]


def test_links_beyond_the_least_to_each_spine_add_their_own() -> None:
    """12 uplinks, but surely only 1 to each of 6 spines: 6 links on one pull, and 6 more of 7 each."""
    uneven = replace(STRUCTURE, leaves=(1,), fans=frozenset([SpineFan(6, (0, 1))]))
    assert single_parts_ms(uneven, [100 * -(-links // 12) for links in range(73)], 6, 7) == [0, 100 + 6 * 7]
