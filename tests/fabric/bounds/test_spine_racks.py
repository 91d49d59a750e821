"""The least laying of the links of spines: by hand, and against random racks."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from fabric.bounds.spine_grid import find_spine_grid
from fabric.bounds.spine_racks import FarPart, SpineLaying, _list_shapes, _Side
from tests.fabric.bounds.grids import two_units

FOUR = [100.0 * -(-links // 4) for links in range(40)]
"""A pull takes 100 and holds four links."""
GRID = two_units(2, 4)
"""2 links below, 1 above."""


def test_racks_of_spines_fill_pulls_below_or_above() -> None:
    """Racks take two switches. Two spines of one pod have 8 links to their unit in one rack, two pulls, and 1 link to
    each of 4 cores in two racks, two pulls: 400. Two spines of one group have 4 links to each of two units, two pulls,
    and 4 links to the rack of their two cores, one pull: 300. So a spine pays 150. Pulls that are full anywhere would
    take 100 for 6 links above and below: 150 / 4 x (4 + 2) = 150 as well, so it cannot be more.
    """
    assert SpineLaying(GRID, 2, FOUR, [0.0, 0.0, 0.0]).least_ms() == pytest.approx(150, rel=1e-3)


def test_a_pull_that_no_rack_fills_costs_as_it_is() -> None:
    """Pulls hold 8 links. Two spines of one pod: 8 links, one pull; 4 cores at 1 link each in two racks, two pulls.
    That is 300. Two of one group: two units at 4 links each, two pulls; their cores one pull: 300. So a spine pays
    150, where full pulls alone are 75.
    """
    eight = [100.0 * -(-links // 8) for links in range(40)]
    found = SpineLaying(GRID, 2, eight, [0.0, 1000.0, 0.0]).least_ms()
    assert found == pytest.approx(150, rel=1e-3)
    assert found <= 150


def test_units_that_may_be_divided_for_nothing_pay_less() -> None:
    """A rack with a leaf of each unit has 4 links to two spines of one group, in one pull instead of two."""
    eight = [100.0 * -(-links // 8) for links in range(40)]
    whole = SpineLaying(GRID, 2, eight, [0.0, 1000.0, 0.0]).least_ms()
    assert SpineLaying(GRID, 2, eight, [0.0, 0.0, 0.0]).least_ms() < whole


def test_twice_the_times_give_twice_the_bound() -> None:
    one, two = (SpineLaying(GRID, 2, [k * x for x in FOUR], [0.0, k * 7.0, 0.0]).least_ms() for k in (1, 2))
    assert two == 2 * one


def test_shapes_are_those_that_cells_allow() -> None:
    """Two spines of one pod are of two groups where a cell has one spine; with cells of two they may be of one."""
    one = [((1,), (1,)), ((2,), (1, 1)), ((1, 1), (2,)), ((1, 1), (1, 1))]
    assert sorted(_list_shapes(2, 2, 2, 1)) == sorted(one)
    assert sorted(_list_shapes(2, 2, 2, 2)) == sorted([*one, ((2,), (2,))])
    assert all(max(pods) <= 1 for pods, _ in _list_shapes(3, 1, 3, 1))


def _fabric(draw: Random) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Links of leaves (rows) and spines, of spines (rows) and cores, and the unit of each leaf."""
    pods, pod_spines, pod_units, leaves = draw.choice(
        [(2, 2, 1, 2), (3, 2, 1, 2), (2, 3, 2, 1), (2, 2, 2, 2), (4, 2, 1, 1)]
    )
    below = np.zeros((pods * pod_units * leaves, pods * pod_spines), np.int64)
    for pod in range(pods):
        for leaf in range(pod_units * leaves):
            for spine in range(pod_spines):
                more = draw.choice([0, 0, 1])
                below[pod * pod_units * leaves + leaf, pod * pod_spines + spine] = draw.choice([1, 2]) + more
    cores = draw.randint(1, 3)
    above = np.zeros((pods * pod_spines, pod_spines * cores), np.int64)
    for spine in range(pods * pod_spines):
        group = spine % pod_spines
        above[spine, group * cores : (group + 1) * cores] = draw.randint(1, 2)
    return below, above, np.arange(len(below)) // leaves


def _racks(draw: Random, switches: int, room: int) -> np.ndarray:
    """A rack for each switch: in order or shuffled, each rack filled with up to `room`."""
    order, found, rack, left = list(range(switches)), np.zeros(switches, np.int64), 0, 0
    if draw.random() < 0.5:
        draw.shuffle(order)
    for switch in order:
        if not left:
            rack, left = rack + 1, draw.randint(1, room) if draw.random() < 0.3 else room
        found[switch], left = rack, left - 1
    return found


def _lay(links: np.ndarray, a_racks: np.ndarray, b_racks: np.ndarray, laying: list[float]) -> float:
    """The laying of links between racks, each pair of racks by itself."""
    pairs: dict[tuple[int, int], int] = {}
    for a, b in zip(*np.nonzero(links), strict=True):
        key = (int(a_racks[a]), int(b_racks[b]))
        pairs[key] = pairs.get(key, 0) + int(links[a, b])
    return sum(laying[count] for count in pairs.values())


@pytest.mark.parametrize("seed", range(30))
def test_no_racks_lay_the_links_of_spines_for_less(seed: int) -> None:
    """Of 300 random divisions over racks none takes less than the bound, credits of divided units included."""
    draw = Random(seed)
    below, above, units = _fabric(draw)
    grid, room = find_spine_grid(below, above, units), draw.randint(1, 4)
    assert grid is not None
    full, fixed, each = draw.choice([4, 6, 9]), draw.randint(50, 200), draw.randint(0, 9)
    laying = [0.0]
    for links in range(1, 300):
        laying.append(min(fixed + each * min(links, full) + laying[max(0, links - full)], laying[links - 1] + 90))
    laying = np.minimum.accumulate(laying[::-1])[::-1].tolist()
    assert all(one <= two for one, two in pairwise(laying))
    credit = [0.0, *(draw.choice([0, 40, 300]) * (grid.unit_leaves - k) / 2 for k in range(1, grid.unit_leaves + 1))]
    bound = grid.spines * SpineLaying(grid, room, laying, credit).least_ms()
    least = np.inf
    for _ in range(300):
        leaf, spine, core = (_racks(draw, count, room) for count in (*below.shape, above.shape[1]))
        parts = [np.unique(leaf[units == unit], return_counts=True)[1] for unit in range(int(units.max()) + 1)]
        paid = sum(credit[k] for found in parts for k in found.tolist())
        least = min(least, paid + _lay(below, leaf, spine, laying) + _lay(above, spine, core, laying))
    assert 0 < bound <= least


def test_parts_of_several_kinds_share_a_pull() -> None:
    """Parts of 3 links and of 1 link pay 100 each alone. Both fit one pull of four in a rack of two, so it takes 100
    less than they pay: the largest excess, of four links. In racks of one switch none pays too much.
    """
    parts = (FarPart(1, 2, 3), FarPart(1, 1, 1))
    excess = {
        sum(parts[n].links for n in found): paid
        for paid, found in _Side(parts, 2, np.array(FOUR)).list_excess([100, 100])
    }
    assert excess == {1: 0, 2: 100, 3: 0, 4: 100, 6: 0}
    assert max(paid for paid, _ in _Side(parts, 1, np.array(FOUR)).list_excess([100, 100])) == 0
