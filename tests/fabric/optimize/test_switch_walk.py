"""Estimates of single switches, and walks over them, on three racks in a row.

The estimate of one switch a block is that of the problem of blocks as long as no two blocks share a rack.
"""

from dataclasses import replace
from itertools import product

import pytest

from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.problem import BlockPair, HostEnd, PlacementProblem
from fabric.optimize.placement.switch_estimate import SwitchEstimate
from fabric.optimize.placement.switch_walk import walk_switches
from tests.fabric.optimize.small_problem import CABLES, LABOUR, make_problem

WALKS_MM = [[0, 4_000, 9_000], [4_000, 0, 5_000], [9_000, 5_000, 0]]
PROBLEM = make_problem(WALKS_MM, [3, 3, 3], [{0: 12, 1: 4}, {2: 12}])


@pytest.mark.parametrize("assignment", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_switches_apart_cost_what_their_blocks_cost(assignment: tuple[int, ...]) -> None:
    assert SwitchEstimate(PROBLEM).score(assignment) == PROBLEM.score(assignment)


def test_links_of_two_leaves_in_one_rack_share_their_pulls() -> None:
    """Leaves in rack 1, spine in rack 2: their 8 + 8 uplinks over 5 m are one trunk of 16 links instead of two of 8.

    A trunk less: 6 + 10 + 0.25 x 5 + 2 x 5 = 27.25 min. The links to devices go to racks of their own.
    """
    together = (1, 1, 2)
    saved_ms = PROBLEM.score(together).work_ms - SwitchEstimate(PROBLEM).score(together).work_ms
    one, two = (CABLES.table.cover(links, 5_000, 5_000) for links in (16, 8))
    assert one is not None and two is not None
    assert saved_ms == 2 * two.work_ms - one.work_ms


def test_a_walk_finds_the_best_of_all_placements() -> None:
    estimate = SwitchEstimate(PROBLEM)
    scores = {tried: estimate.score(tried) for tried in product(range(3), repeat=3)}
    best = min(score.key(PROBLEM.objective) for score in scores.values())
    worst = max(scores, key=lambda tried: scores[tried].key(PROBLEM.objective))
    found, score = walk_switches(estimate, [[0, 1], [2]], worst, 1)
    assert score == scores[found]
    assert score.key(PROBLEM.objective) == best


def test_a_walk_keeps_to_the_room_of_racks() -> None:
    """One switch fits each rack. The walk starts from such a placement and ends at one."""
    tight = replace(PROBLEM, racks=replace(PROBLEM.racks, capacity=PROBLEM.racks.capacity * 0 + 1))
    found, _ = walk_switches(SwitchEstimate(tight), [[0, 1], [2]], (0, 1, 2), 1)
    assert sorted(found) == [0, 1, 2]


def test_a_fabric_without_devices_has_an_estimate() -> None:
    """A leaf and a spine alone, eight links between racks 0 and 1."""
    problem: PlacementProblem = replace(
        PROBLEM,
        blocks=(Block("leaf", (0,), None), Block("spine", (1,), None)),
        to_hosts=({}, {}),
        between={BlockPair(1, 0, 1): 8},
        allowed_racks=(None, None),
        optics_ms=(0, 0),
        shares=PROBLEM.shares[:2],
    )
    assert HostEnd(0, 0, 0, True) not in problem.to_hosts[0]
    assert SwitchEstimate(problem).score((0, 1)).work_ms == problem.score((0, 1)).work_ms
    assert LABOUR is problem.labour
