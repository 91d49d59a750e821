"""The laying of links to leaves and tops, by hand and against every placement on a floor of a few racks."""

from itertools import product

import numpy as np
import pytest

from fabric.bounds.clos_structure import ClosStructure, RegularRack, SpineFan
from fabric.bounds.facts import PullSizes
from fabric.bounds.leaf_floor import LeafFloor, RackPosition, ServedLinks
from fabric.bounds.least_work import least_laying_ms
from fabric.bounds.leaves_and_uplinks import least_leaf_laying_ms, least_ms_per_mm, round_down_ms
from fabric.inputs.labour_reader import read_labour
from fabric.rules import ROOM, CandidateRacks
from layouts import IntColumn

LABOUR = read_labour()
PULLS = PullSizes((12,), 1)
INSIDE_MM, RISE_MM = 1_000, 1_500
"""Ways inside a rack of a switch and of a device."""


def row_of_racks(racks: int, step_mm: int, most: tuple[int, ...]) -> CandidateRacks:
    """Racks in a row, all candidates; neighbours are `step_mm` apart, rack r takes `most[r]` switches."""
    number = np.arange(racks, dtype=np.int32)
    walk_mm: IntColumn = (np.abs(number[:, None] - number[None]) * step_mm).astype(np.int32)
    room = np.array(most, np.int32)
    return CandidateRacks(
        rack_ids=tuple(f"R{rack}" for rack in range(racks)),
        candidates=number,
        capacity=np.full(racks, ROOM, np.int32),
        fits={"S": room},
        most=room,
        walk_mm=walk_mm,
        least_walk_mm=walk_mm,
        over_panels=np.zeros((1, 1), bool),
        end_mm=np.zeros(racks, np.int32),
        place=np.zeros(racks, np.int32),
        place_crews=np.ones(1, np.int32),
    )


def floor(racks: int, step_mm: int, most: tuple[int, ...], served: tuple[int, ...]) -> LeafFloor:
    return LeafFloor(
        row_of_racks(racks, step_mm, most),
        np.full(racks, INSIDE_MM, np.int32),
        {f"R{rack}": RackPosition(rack, RISE_MM) for rack in served},
    )


def structure(leaves: int, served: tuple[tuple[int, int], ...], spines: int) -> ClosStructure:
    """One unit of leaves with one uplink to each spine; `served` are racks with their links to each leaf."""
    counts = tuple(float(k) for k in range(leaves + 1))
    return ClosStructure(
        leaves=(leaves,),
        served=(tuple(RegularRack(f"R{rack}", links) for rack, links in served),),
        uplinks=spines,
        tops=(spines,),
        ways=((counts,),),
        fans=frozenset([SpineFan(spines, tuple(range(leaves + 1)))]),
        uplink_rows=np.zeros(0, np.bool_),
    )


def test_links_to_parts_of_the_leaves_by_hand() -> None:
    """R0 has 3 links to each leaf. A leaf in R1, 4 m away, takes 3 links of 4 + 1 + 1.5 = 6.5 m; two take 6.

    3 jumpers of 0.5 + 2 + 0.65 + 3 = 6.15 min: 18.45. 6 jumpers: 36.9; a trunk of 12: 6 + 10 + 1.625 + 10 + 6 x 0.2
    = 28.825 min. In R0 itself 3 patches of 4 min: 12, 6 patches: 24.
    """
    found = ServedLinks(LABOUR, structure(2, ((0, 3),), 1), floor(2, 4_000, (2, 2), (0,)), PULLS).parts_ms(0)
    assert found.tolist() == [[0, 0], [12 * 60_000, 18.45 * 60_000], [24 * 60_000, 28.825 * 60_000]]


def test_a_unit_without_regular_racks_has_no_links_to_devices() -> None:
    found = ServedLinks(LABOUR, structure(2, (), 1), floor(2, 4_000, (2, 2), ()), PULLS).parts_ms(0)
    assert found.tolist() == [[0, 0]] * 3


def test_lengths_are_rounded_down_to_steps() -> None:
    """4,099 mm apart count as 4,000."""
    exact, more = (
        ServedLinks(LABOUR, structure(1, ((0, 1),), 1), floor(2, step, (1, 1), (0,)), PULLS).parts_ms(0)
        for step in (4_000, 4_099)
    )
    assert exact.tolist() == more.tolist()


def laying_ms(links: int, length_mm: int, same_rack: bool) -> int:
    """The cheapest cover of some links between two racks, or inside one."""
    return least_laying_ms(LABOUR, links, 0 if same_rack else length_mm, same_rack, PULLS)


def least_by_trial(wanted: ClosStructure, at: LeafFloor) -> int:
    """The least laying of all links over every placement of leaves and spines in the racks."""
    racks, walks = len(at.racks.candidates), at.racks.walk_mm
    leaves, spines = wanted.leaves[0], wanted.tops[0]
    costs = []
    for where in product(range(racks), repeat=leaves + spines):
        if any(where.count(rack) > at.racks.most[rack] for rack in range(racks)):
            continue
        in_leaves, in_spines = where[:leaves], where[leaves:]
        cost = sum(
            laying_ms(
                served.links_per_leaf * in_leaves.count(x),
                int(walks[x, at.positions[served.name].number]) + INSIDE_MM + RISE_MM,
                x == at.positions[served.name].number,
            )
            for served in wanted.served[0]
            for x in set(in_leaves)
        )
        costs.append(
            cost
            + sum(
                laying_ms(in_leaves.count(x) * in_spines.count(z), int(walks[x, z]) + 2 * INSIDE_MM, x == z)
                for x in set(in_leaves)
                for z in set(in_spines)
            )
        )
    return min(costs)


@pytest.mark.parametrize("most", [(1, 1, 1, 1), (3, 0, 1, 1), (2, 2, 0, 2), (4, 4, 4, 4)])
@pytest.mark.parametrize("served", [((0, 1),), ((0, 2), (3, 2)), ((1, 5),)])
@pytest.mark.parametrize("step_mm", [600, 9_000])
def test_the_bound_is_no_more_than_the_best_placement(
    most: tuple[int, ...], served: tuple[tuple[int, int], ...], step_mm: int
) -> None:
    """Two leaves and two spines in four racks: at most 256 placements, each with its cheapest covers."""
    wanted = structure(2, served, 2)
    at = floor(4, step_mm, most, tuple(rack for rack, _ in served))
    bound = least_leaf_laying_ms(LABOUR, wanted, at, PULLS)
    assert 0 < bound <= least_by_trial(wanted, at)


def test_the_bound_of_one_leaf_and_one_spine_by_hand() -> None:
    """Two racks of one switch each, 9 m apart; R0 has one link to the leaf.

    Best is the leaf in R0 (a patch of 4 min) and the spine 9 + 2 m away (a jumper of 5.5 + 1.1): 10.6 min. The bound
    does not see that a rack cannot take both: it has the spine beside the leaf, 4 + 4 = 8 min. Prices are lowered by a
    billionth and the sum is rounded down to 0.05 min, which all rates are multiples of: 7.95.
    """
    one, at = structure(1, ((0, 1),), 1), floor(2, 9_000, (1, 1), (0,))
    assert least_leaf_laying_ms(LABOUR, one, at, PULLS) == 7.95 * 60_000
    assert least_by_trial(one, at) == 10.6 * 60_000


def test_no_rack_that_takes_a_switch_is_no_bound() -> None:
    assert least_leaf_laying_ms(LABOUR, structure(1, ((0, 1),), 1), floor(2, 9_000, (0, 0), (0,)), PULLS) == 0


def test_more_room_never_raises_the_bound() -> None:
    wanted = structure(2, ((0, 2), (3, 2)), 2)
    narrow, wide = (
        least_leaf_laying_ms(LABOUR, wanted, floor(4, 9_000, most, (0, 3)), PULLS) for most in ((1,) * 4, (4,) * 4)
    )
    assert wide <= narrow


def test_a_metre_costs_a_link_its_share_of_the_fullest_pull() -> None:
    """0.25 min a metre of trunk, 0.1 of jumper: a twelfth of 0.25 where 12 links share a trunk, an eighth where 8 do,
    0.1 where there are but 2.
    """
    assert least_ms_per_mm(LABOUR, PULLS) == pytest.approx(0.25 * 60 / 12)
    assert least_ms_per_mm(LABOUR, PULLS, 8) == pytest.approx(0.25 * 60 / 8)
    assert least_ms_per_mm(LABOUR, PULLS, 2) == pytest.approx(0.1 * 60)
    assert least_ms_per_mm(LABOUR, PullSizes((), 24)) == pytest.approx(0.25 * 60 / 24)


def test_bounds_are_multiples_of_the_rates() -> None:
    """All rates are multiples of 0.05 min, 3,000 ms. A bound is never below 0."""
    assert [round_down_ms(LABOUR, value) for value in (480_000.0, 479_999.9, 477_000.0, 2_999.0, -5.0)] == [
        480_000, 477_000, 477_000, 0, 0,
    ]  # fmt: skip
