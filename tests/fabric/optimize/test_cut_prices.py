"""Cuts of the small design priced by hand, and their order against all combinations."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from fabric.optimize.cabling.cover_table import list_stage_cables
from fabric.optimize.placement.block_cuts import NOMINAL_MM, CutPrices, CutProblem, list_cut_plans
from fabric.optimize.placement.blocks import Block, Cut, cut_units, fixed_blocks, form_blocks, list_units
from tests.fabric.audit.small_plan import LABOUR
from tests.fabric.optimize.small_design import COMPUTE, DESIGN

PROBLEM = CutProblem(
    design=DESIGN,
    labour=LABOUR,
    cables=list_stage_cables(COMPUTE, DESIGN.stages),
    host_rack=np.array([0, 0], np.int32),
    racked_switches={},
    capacity={"leaf": 10, "spine": 10},
)


def test_units_leave_out_switches_with_a_rack() -> None:
    assert list_units(DESIGN, "leaf", {}) == [[0, 1]]
    assert list_units(DESIGN, "leaf", {"leaf-1": "A02"}) == [[1]]
    assert PROBLEM.list_units() == {"leaf": [[0, 1]], "spine": [[2]]}
    assert fixed_blocks(DESIGN, "leaf", {"leaf-2": "A01", "spine-1": "A02"}) == [Block("leaf", (1,), "A01")]


def test_blocks_of_a_cut_plan() -> None:
    """Leaf 2 has a rack, leaf 1 is cut; the spine comes after the leaves."""
    blocks = form_blocks(DESIGN, {"leaf": Cut(1, 2, 10), "spine": Cut(1, 1, 10)}, {"leaf-2": "A01"})
    assert blocks == (Block("leaf", (1,), "A01"), Block("leaf", (0,), None), Block("spine", (2,), None))


@pytest.mark.parametrize(
    ("cut", "blocks"),
    [
        (Cut(1, 2, 4), [(0, 1), (4, 5), (2, 3), (6, 7)]),
        (Cut(2, 2, 4), [(0, 1, 4, 5), (2, 3, 6, 7)]),
        (Cut(1, 3, 4), [(0, 1, 2), (4, 5, 6), (3, 7)]),
        (Cut(1, 4, 4), [(0, 1, 2, 3), (4, 5, 6, 7)]),
        (Cut(1, 3, 3), [(0, 1, 2), (4, 5, 6), (3, 7)]),
        (Cut(1, 3, 1), [(0, 1, 2), (4, 5, 6), (3,), (7,)]),
    ],
)
def test_two_units_of_four_are_cut(cut: Cut, blocks: list[tuple[int, ...]]) -> None:
    """Left-over members are joined over as many units as fit a rack."""
    assert list(cut_units([[0, 1, 2, 3], [4, 5, 6, 7]], cut)) == blocks


def test_units_of_unlike_size_are_cut() -> None:
    """The second unit has two members only: its blocks end there."""
    assert list(cut_units([[0, 1, 2], [3, 4]], Cut(1, 2, 2))) == [(0, 1), (3, 4), (2,)]


def test_the_small_design_keeps_its_leaves_together() -> None:
    """Both leaves in one rack: one trunk down and one up. Apart: two pulls each way and one rack more."""
    plans = list_cut_plans(PROBLEM, 9)
    assert plans[0]["leaf"].members == 2
    assert {plan["leaf"].members for plan in plans} == {1, 2}
    assert len(list_cut_plans(PROBLEM, 1)) == 1


def test_nothing_to_place_is_one_empty_plan() -> None:
    racked = replace(PROBLEM, racked_switches={"leaf-1": "A01", "leaf-2": "A01", "spine-1": "A02"})
    assert list_cut_plans(racked, 6) == [{}]


def test_leaves_that_stay_near_are_not_joined_over_units() -> None:
    """Two units of one leaf each: joined they are one block; near their devices each is its own."""
    units = [[0], [1]]
    assert Cut(2, 1, 10) in PROBLEM.list_cuts("leaf", units)
    near = replace(PROBLEM, design=replace(DESIGN, network=replace(DESIGN.network, leaf_position="mid-row")))
    assert {cut.units for cut in near.list_cuts("leaf", units)} == {1}
    assert Cut(2, 1, 10) in near.list_cuts("spine", units)


def test_no_cut_passes_the_capacity() -> None:
    for capacity in (1, 3, 12, 13):
        problem = replace(PROBLEM, capacity={"leaf": capacity})
        for cut in problem.list_cuts("leaf", [list(range(8)), list(range(8, 16))]):
            assert cut.units * cut.members <= capacity
            assert cut.most == capacity


def test_prices_of_both_cuts_by_hand() -> None:
    """At 20 m; an act takes a minute, a metre 0.1.

    - Together, 4 links on a trunk: 2 to stage and pull, 2 for the metres; each end 1 and for each leg 2: 4 + 18 = 22.
    - Apart, 2 links on a trunk: 4 + 2 x (1 + 4) = 14 for each leaf.
    """
    table = PROBLEM.cables[0].table
    four, two = (table.cover(n, NOMINAL_MM, NOMINAL_MM) for n in (4, 2))
    assert four is not None
    assert two is not None
    together, apart = list_cut_plans(PROBLEM, 9)[0], list_cut_plans(PROBLEM, 9)[-1]
    assert (together["leaf"].members, apart["leaf"].members) == (2, 1)
    assert four.work_ms == 22 * 60_000
    assert two.work_ms == 14 * 60_000


def test_the_ranking_is_that_of_all_combinations() -> None:
    """Three tiers with prices of their own and between each two; the order of the sums is that of brute force."""
    chance = np.random.default_rng(3)
    tiers = {"leaf": 3, "spine": 2, "core": 4}
    cuts = {tier: [Cut(1, n + 1, 9) for n in range(count)] for tier, count in tiers.items()}
    own = {tier: chance.integers(0, 50, count) for tier, count in tiers.items()}
    joint = {
        (low, high): chance.integers(0, 50, (tiers[low], tiers[high]))
        for low, high in (("leaf", "spine"), ("leaf", "core"), ("spine", "core"))
    }
    prices = CutPrices(cuts, own, joint)

    def total(leaf: int, spine: int, core: int) -> int:
        alone = own["leaf"][leaf] + own["spine"][spine] + own["core"][core]
        return int(
            alone
            + joint["leaf", "spine"][leaf, spine]
            + joint["leaf", "core"][leaf, core]
            + joint["spine", "core"][spine, core]
        )

    found = [total(*(cut.members - 1 for cut in plan.values())) for plan in prices.rank()]
    assert found == sorted(total(*option) for option in product(range(3), range(2), range(4)))
    least = [total_least(prices, "spine", number) for number in range(2)]
    kept = prices.keep_best("spine", 1)
    assert kept.cuts["spine"] == [cuts["spine"][int(np.argmin(least))]]
    assert kept.joint_ms["leaf", "spine"].shape == (3, 1)
    assert kept.joint_ms["spine", "core"].shape == (1, 4)
    assert kept.joint_ms["leaf", "core"].shape == (3, 4)


def total_least(prices: CutPrices, tier: str, number: int) -> int:
    """One cut with the best cuts of each other tier by itself."""
    own = int(prices.own_ms[tier][number])
    return own + int(prices.joint_ms["leaf", tier][:, number].min()) + int(prices.joint_ms[tier, "core"][number].min())
