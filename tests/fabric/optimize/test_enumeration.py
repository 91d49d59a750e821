"""All assignments at once: each has the score that it has alone, whatever a problem forbids or has in place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.placement.enumeration import enumerate_all, score_rows
from fabric.optimize.placement.link_prices import APART, FORBIDDEN_MS
from fabric.optimize.placement.offered_time import OfferedTime
from fabric.optimize.placement.problem import BlockPair, PlacementProblem
from tests.fabric.optimize.small_problem import list_assignments, make_problem, problems

WALKS_MM = [[0, 4_000, 5_000, 2_000, 22_000], [4_000, 0, 5_000, 22_000, 2_000], [5_000, 5_000, 0, 30_000, 30_000]]
HOSTS = [{3: 12}, {4: 12}]


@given(problems(roomy=True), st.data())
def test_each_row_scores_as_it_does_alone(problem: PlacementProblem, data: st.DataObject) -> None:
    """With links inside a block, racks that are forbidden, leaves that stand apart, work in place, unequal shifts."""
    racks = len(problem.racks.candidates)
    shared = np.array([[data.draw(st.booleans()) for _ in range(racks)] for _ in range(racks)])
    problem = replace(
        problem,
        between={**problem.between, BlockPair(1, 0, 0): 4, BlockPair(APART, 0, 1): 0},
        shared=shared | shared.T,
        allowed_racks=(None, frozenset(data.draw(st.sets(st.integers(0, racks - 1), min_size=1))), None),
        fixed_loads_ms=(7_000, 0, 900_000),
        fixed_work_ms=1_000_000,
        offered=OfferedTime(4, (0, 3_600_000, 7_200_000), (0, 14_400_000, 21_600_000)),
    )
    rows = list_assignments(problem)
    assert score_rows(problem, np.array(rows)) == [problem.score(row) for row in rows]


def test_the_best_is_the_first_of_the_least() -> None:
    """Two racks alike: the first in the order of racks is taken. A rack of one share holds one block alone."""
    problem = make_problem([[0, 2000, 3000, 3000], [2000, 0, 3000, 3000]], [3, 3], [{2: 4}, {2: 4}], "person-hours")
    assert (enumerate_all(problem) or [()])[0] == (0, 0, 0)
    narrow = make_problem([[0, 2000, 3000, 3000], [2000, 0, 3000, 3000]], [1, 1], [{2: 4}, {2: 4}])
    assert enumerate_all(narrow) is None


@pytest.mark.parametrize(("allowed", "rack"), [(None, 0), (frozenset({0}), 0), (frozenset({1}), 1)])
def test_a_block_stands_where_it_is_allowed(allowed: frozenset[int] | None, rack: int) -> None:
    """Rack 0 is 2 m from the devices of the first leaf, rack 1 is 22 m away."""
    problem = replace(make_problem(WALKS_MM, [1, 1, 1], HOSTS, "person-hours"), allowed_racks=(allowed, None, None))
    found = enumerate_all(problem)
    assert found is not None
    assert found[0][0] == rack
    assert found[1].work_ms < FORBIDDEN_MS
