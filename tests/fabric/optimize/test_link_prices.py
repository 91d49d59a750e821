"""Prices of links and loads of places, worked out by hand from the labour table.

Over 10 m a trunk takes 18.5 minutes to stage and pull, and at each end 5 minutes and 0.1 a leg to dress; a jumper takes
4.5 to pull and 1 at each end; a plug 1.25, a test 0.5. A metre of trunk takes 0.25.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.placement.link_prices import FORBIDDEN_MS, LinkCount, LinkEnds, LinkPrices
from fabric.optimize.placement.problem import BlockPair, PlacementProblem
from layouts import UNREACHED
from tests.fabric.optimize.small_problem import CABLES, LABOUR, list_assignments, make_problem, make_racks, problems

MINUTE_MS = 60_000
PULL_MS, A_MS, B_MS = 1_110_000, 1_632_000, 1_272_000
"""18.5 minutes; 21.2 for an end, and 6 for tests at the A end: 27.2."""
RACKS = make_racks([[0, 10_000, 4_000], [10_000, 0, UNREACHED]], [1, 1])
"""Places 0, 1, 2. Nothing joins rack 1 with rack 2."""
TWELVE = LinkCount(0, 12)


def ends(rack: int, is_b: bool = True) -> LinkEnds:
    """Twelve links of a block to one rack."""
    column = np.array([rack], np.int64)
    return LinkEnds(np.array([0]), column, column % 3, np.array([is_b]), np.array([-1]))


def make_prices(reach_mm: int = 50_000, has_jumpers: bool = True) -> LinkPrices:
    return LinkPrices(RACKS, LABOUR, [CABLES._replace(reach_mm=reach_mm, has_jumpers=has_jumpers)], [TWELVE])


def test_twelve_links_over_ten_metres() -> None:
    """One trunk: 18.5 to pull; at each end 5 + 12 x 0.1 + 12 x 1.25 = 21.2; tests, 12 x 0.5 = 6, at the A end."""
    prices = make_prices()
    column = prices.length[0, 1]
    assert column == 20
    assert prices.pull[0, column] == PULL_MS
    assert prices.land[:, 0, column].tolist() == [A_MS, B_MS]
    assert prices.work[0, column] == PULL_MS + A_MS + B_MS


def test_inside_a_rack_links_are_patched() -> None:
    """Twelve patches of 1 and two labels of 0.5; each end 12 x (1 + 1.25); tests at the A end."""
    prices = make_prices()
    assert prices.length[0, 0] == 0
    assert prices.pull[0, 0] == 24 * MINUTE_MS
    assert prices.land[:, 0, 0].tolist() == [(27 + 6) * MINUTE_MS, 27 * MINUTE_MS]


def test_racks_that_nothing_joins_are_forbidden() -> None:
    prices = make_prices()
    assert prices.pull[0, prices.length[1, 2]] == FORBIDDEN_MS
    assert prices.pull[0, prices.length[0, 2]] < FORBIDDEN_MS


@pytest.mark.parametrize(("reach_mm", "is_forbidden"), [(10_000, False), (9_999, True)])
def test_the_reach_is_kept_to_the_step(reach_mm: int, is_forbidden: bool) -> None:
    prices = make_prices(reach_mm)
    assert (prices.pull[0, prices.length[0, 1]] >= FORBIDDEN_MS) == is_forbidden
    assert prices.pull[0, 0] < FORBIDDEN_MS, "inside a rack"


def test_loads_go_to_both_places() -> None:
    """The block in rack 0 is the B end: its place has the pull and the landing of the B end, the other place the pull,
    the landing of the A end and the tests. In one place the pull counts once.
    """
    prices = make_prices()
    loads_ms = np.zeros(3, np.int64)
    work_ms = prices.add_loads(ends(1), 0, loads_ms)
    assert loads_ms.tolist() == [PULL_MS + B_MS, PULL_MS + A_MS, 0]
    assert work_ms == PULL_MS + A_MS + B_MS
    swapped = np.zeros(3, np.int64)
    assert prices.add_loads(ends(1, is_b=False), 0, swapped) == work_ms
    assert swapped.tolist() == [PULL_MS + A_MS, PULL_MS + B_MS, 0]
    same_place = ends(1)._replace(place=np.array([0]))
    together = np.zeros(3, np.int64)
    assert prices.add_loads(same_place, 0, together) == work_ms
    assert together.tolist() == [work_ms, 0, 0]


@given(st.lists(st.sampled_from([0.0, 0.5, 3.0]), min_size=3, max_size=3), st.booleans(), st.sampled_from([0, 1, 2]))
def test_a_price_is_the_work_and_the_weighted_loads(weights: list[float], is_b: bool, place: int) -> None:
    """price = work + sum over places of weight x load, for every candidate."""
    prices = make_prices()
    far = ends(0, is_b)._replace(place=np.array([place]))
    priced = prices.price(far, np.array(weights))[:, 0]
    for candidate in range(2):
        loads_ms = np.zeros(3, np.int64)
        work_ms = prices.add_loads(far, candidate, loads_ms)
        assert priced[candidate] == pytest.approx(work_ms + float(np.array(weights) @ loads_ms))


def test_pair_prices_name_the_a_end_first() -> None:
    """Only place 0 has a price, so the landing of the A end there, tests included, costs more than the B end."""
    prices = make_prices()
    table = prices.pair_prices(0, np.array([1.0, 0.0, 0.0]))
    assert table[0, 1] - table[1, 0] == A_MS - B_MS


@given(problems())
def test_the_score_of_a_problem_is_the_sum_of_its_parts(problem: PlacementProblem) -> None:
    """Work: each link between the racks of its ends once, transceivers, and each rack that is not open anyway."""
    open_ms = LABOUR.act_ms("mobilise", 1)
    prices = problem.prices
    for assignment in list_assignments(problem)[:4]:
        total = sum(problem.optics_ms)
        for block, found in enumerate(problem.to_hosts):
            for end, links in found.items():
                row = prices.row_of[LinkCount(end.stage, links)]
                total += int(prices.work[row, prices.length[assignment[block], end.rack]])
        for (stage, a, b), links in problem.between.items():
            row = prices.row_of[LinkCount(stage, links)]
            total += int(prices.work[row, prices.length[assignment[a], assignment[b]]])
        total += open_ms * len(set(assignment) - problem.opened)
        assert problem.score(assignment).work_ms == total


def test_links_inside_a_block_load_its_own_place() -> None:
    """Twelve links from a block to itself: patched wherever it stands, at the place of its rack."""
    walks = [[0, 5_000, 6_000, 6_000], [5_000, 0, 6_000, 6_000]]
    plain = make_problem(walks, [3, 3], [{2: 4}, {3: 4}])
    problem = replace(plain, between={**plain.between, BlockPair(0, 0, 0): 12})
    inside_ms = (24 + 33 + 27) * MINUTE_MS
    assert (problem.inside_ms - plain.inside_ms).tolist() == [inside_ms, 0, 0]
    for assignment, place in (((0, 0, 0), 0), ((1, 0, 0), 1)):
        change = problem.loads(assignment)[1] - plain.loads(assignment)[1]
        assert change.tolist() == [inside_ms if p == place else 0 for p in range(3)]


def test_time_is_the_work_of_all_or_the_fullest_place() -> None:
    """Four technicians, places that take two: 80 s of work take 20 s, 50 s in one place 25 s. Rounded up."""
    problem = make_problem([[0, 2_000, 3_000]], [3], [{1: 4}, {2: 4}])
    assert problem.score_of(80_000, np.array([10_000, 30_000, 40_000])).time_ms == 20_000
    assert problem.score_of(80_001, np.array([50_001, 0, 0])).time_ms == 25_001
    score = problem.score_of(9, np.array([0, 0, 0]))
    assert (score.key("install-time"), score.key("person-hours")) == ((3, 9), (9, 3))
