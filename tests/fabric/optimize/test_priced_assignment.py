"""Prices of moves against whole scores: without prices of places, a change of cost is a change of work."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.placement.enumeration import enumerate_all
from fabric.optimize.placement.link_prices import FORBIDDEN_MS, LinkCount
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.priced_assignment import UNPLACED, PricedAssignment
from fabric.optimize.placement.problem import PlacementProblem
from tests.fabric.optimize.small_problem import list_assignments, make_problem, problems


def work_ms(problem: PlacementProblem, assignment: list[int]) -> int:
    return problem.score(assignment).work_ms


@given(problems(roomy=True), st.data())
def test_a_move_costs_what_the_work_changes_by(problem: PlacementProblem, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(list_assignments(problem)))
    state = PricedAssignment(problem, start)
    for block in range(3):
        changes = state.move_changes(block)
        for to in range(len(state.capacity)):
            moved = [*start[:block], to, *start[block + 1 :]]
            if to == start[block]:
                assert changes[to] == np.inf
            else:
                assert changes[to] == pytest.approx(work_ms(problem, moved) - work_ms(problem, list(start)))


@given(problems(roomy=True), st.data())
def test_an_exchange_costs_what_the_work_changes_by(problem: PlacementProblem, data: st.DataObject) -> None:
    """Exact for the two leaves, which have no links between them, and for all exchanges that look as if they gained.
    Of a leaf and the spine, an exchange that looks like a loss is left as it looks.
    """
    start = data.draw(st.sampled_from(list_assignments(problem)))
    state = PricedAssignment(problem, start)
    for block, other in permutations(range(3), 2):
        swapped = list(start)
        swapped[block], swapped[other] = start[other], start[block]
        true = work_ms(problem, swapped) - work_ms(problem, list(start))
        change, apparent = state.swap_changes(block)[other], _uncorrected(state, block, other)
        if start[block] == start[other]:
            assert change == np.inf
        else:
            assert change == pytest.approx(true if apparent < -1 or {block, other} == {0, 1} else apparent)


def _uncorrected(state: PricedAssignment, block: int, other: int) -> float:
    """The change as if each met the other where it stood before."""
    here, there = int(state.at[block]), int(state.at[other])
    cost = state.cost
    return float(cost[block, there] + cost[other, here] - cost[block, here] - cost[other, there])


def test_an_exchange_of_neighbours_by_hand() -> None:
    """Leaf 0 stands in rack 0, the spine in rack 1, one link between them. The 12 links of the leaf to devices are 20 m
    long from rack 0 and 2 m from rack 1: 18 m less of one trunk, a quarter of a minute a metre. The link to the spine
    stays as long as it is. As if each block met the other where it stood, that link would be patched inside a rack
    after both moves.
    """
    walks = [[0, 5_000, 20_000, 20_000], [5_000, 0, 2_000, 2_000]]
    problem = make_problem(walks, [3, 3], [{2: 12}, {2: 1}], "person-hours", uplinks=(1,))
    start = (0, 1, 1)
    state = PricedAssignment(problem, start)
    assert state.swap_changes(0)[2] == -18 * 15_000
    assert work_ms(problem, [1, 1, 0]) - work_ms(problem, list(start)) == -18 * 15_000
    apart = int(problem.prices.work[problem.prices.row_of[LinkCount(1, 1)], 10])
    inside = int(problem.prices.work[problem.prices.row_of[LinkCount(1, 1)], 0])
    assert _uncorrected(state, 0, 2) == -18 * 15_000 - 2 * (apart - inside)


@given(problems(roomy=True), st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), max_size=6))
def test_costs_follow_moves(problem: PlacementProblem, moves: list[tuple[int, int]]) -> None:
    """After any moves all costs are those of the same assignment priced anew, at prices of places too."""
    state = PricedAssignment(problem, list_assignments(problem)[0])
    state.weights = np.array([0.5, 0.0, 2.0])
    state.stand(state.at.tolist())
    for block, to in moves:
        state.move(block, to)
    fresh = PricedAssignment(problem, state.at.tolist())
    fresh.weights = state.weights
    fresh.stand(state.at.tolist())
    assert np.allclose(state.cost, fresh.cost, rtol=1e-9)
    assert state.used.tolist() == fresh.used.tolist()
    assert state.count.tolist() == fresh.count.tolist()


@given(problems(roomy=True), st.data())
def test_shifts_add_up(problem: PlacementProblem, data: st.DataObject) -> None:
    """Shifts return the change of the work, one after the other."""
    start = data.draw(st.sampled_from(list_assignments(problem)))
    state = PricedAssignment(problem, start)
    before = work_ms(problem, list(start))
    to = data.draw(st.integers(0, len(state.capacity) - 1).filter(lambda to: to not in start[:2]))
    change = state.shift(0, to) + state.shift(1, to)
    assert change == pytest.approx(work_ms(problem, state.at.tolist()) - before)


def test_blocks_without_a_rack_cost_their_neighbours_nothing() -> None:
    walks = [[0, 5_000, 6_000, 6_000], [5_000, 0, 6_000, 6_000]]
    problem = make_problem(walks, [3, 3], [{2: 4}, {3: 4}])
    state = PricedAssignment(problem, [UNPLACED] * 3)
    assert state.cost[2].tolist() == [0, 0]
    state.move(0, 1)
    row = problem.prices.row_of[LinkCount(1, 8)]
    assert state.cost[2].tolist() == [problem.prices.work[row, 10], problem.prices.work[row, 0]]
    state.move(0, UNPLACED)
    assert state.cost[2] == pytest.approx([0, 0])


def test_a_full_rack_takes_no_move_and_no_larger_block() -> None:
    """Rack 0 takes 2 shares, rack 1 takes 3. Block 0 of 2 shares fills rack 0; the exchange with block 1 of 1 share is
    possible, since rack 1 then holds 2 + 1 of 3; a move of block 1 to rack 0 is not.
    """
    walks = [[0, 5_000, 6_000, 6_000], [5_000, 0, 6_000, 6_000]]
    problem = make_problem(walks, [2, 3], [{2: 4}, {3: 4}])
    shares = problem.shares.copy()
    shares[0] = 2
    state = PricedAssignment(replace(problem, shares=shares), (0, 1, 1))
    assert state.move_changes(1)[0] == np.inf
    assert np.isfinite(state.swap_changes(0)[1])
    shares[2] = 2
    state = PricedAssignment(replace(problem, shares=shares), (0, 1, 1))
    assert state.swap_changes(0)[1] == np.inf, "rack 1 would hold 2 + 2 of 3"


def test_forbidden_racks_are_priced_out() -> None:
    walks = [[0, 5_000, 6_000, 6_000], [5_000, 0, 6_000, 6_000]]
    problem = replace(make_problem(walks, [3, 3], [{2: 4}, {3: 4}]), allowed_racks=(frozenset([1]), None, None))
    state = PricedAssignment(problem, (1, 1, 1))
    assert state.cost[0, 0] >= FORBIDDEN_MS > state.cost[0, 1]


def test_opening_counts_for_the_first_and_the_last_block() -> None:
    """Rack 0 holds one block, rack 1 none, rack 2 is open anyway: opening takes 10 minutes."""
    walks = [[0, 5_000, 5_000, 6_000], [5_000, 0, 5_000, 6_000], [5_000, 5_000, 0, 6_000]]
    problem = replace(make_problem(walks, [3, 3, 3], [{3: 4}, {3: 4}]), opened=frozenset([2]))
    state = PricedAssignment(problem, (0, 2, 2))
    open_ms = problem.labour.act_ms("mobilise", 1)
    assert state.opening(0).tolist() == [0, open_ms, 0]
    assert state.opening(1).tolist() == [open_ms, 0, 0]


def test_the_search_exchanges_blocks_on_full_racks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rack takes one block, so that only exchanges are possible. Leaf 0 belongs to rack 0, leaf 1 to rack 1: each
    wrong way costs 20 m of trunk, and no distance to the spine makes up for it.
    """
    walks = [[0, 4_000, 5_000, 2_000, 22_000], [4_000, 0, 5_000, 22_000, 2_000], [5_000, 5_000, 0, 30_000, 30_000]]
    problem = make_problem(walks, [1, 1, 1], [{3: 12}, {4: 12}], "person-hours")
    monkeypatch.setattr("fabric.optimize.placement.local_search.EXHAUSTIVE", 0)
    monkeypatch.setattr("fabric.optimize.placement.local_search.POLISHED", 0)
    assert (enumerate_all(problem) or [()])[0] == (0, 1, 2)
    for start in list_assignments(problem):
        assert (place_blocks(problem, start) or [()])[0] == (0, 1, 2)
