"""All assignments of a small placement problem at once: their loads as columns, and the best of them.

An assignment has a row, with the candidate rack of each block. The sums are those of `PlacementProblem.loads`.
"""

from itertools import product

import numpy as np

from fabric.optimize.placement.link_prices import APART, FORBIDDEN_MS
from fabric.optimize.placement.priced_assignment import UNPLACED
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from layouts import LongColumn


def list_held(problem: PlacementProblem) -> list[int]:
    """The candidate rack of each block that has a rack already, `UNPLACED` for all other blocks."""
    ids = problem.racks.rack_ids
    return [
        UNPLACED if block.fixed_rack is None else problem.racks.candidate_of(ids.index(block.fixed_rack))
        for block in problem.blocks
    ]


def enumerate_all(problem: PlacementProblem) -> tuple[Assignment, Score] | None:
    """The best of all assignments; None where none fits. The number of assignments is racks to the power of blocks."""
    held = list_held(problem)
    free = [block for block, candidate in enumerate(held) if candidate == UNPLACED]
    options = np.array(list(product(range(len(problem.racks.candidates)), repeat=len(free))), np.int64)
    rows = np.tile(np.array(held, np.int64), (len(options), 1))
    rows[:, free] = options
    rows = rows[_fit(problem, rows, free)]
    if not len(rows):
        return None
    scores = score_rows(problem, rows)
    best = min(range(len(scores)), key=lambda row: scores[row].key(problem.objective))
    return tuple(rows[best].tolist()), scores[best]


def score_rows(problem: PlacementProblem, rows: LongColumn) -> list[Score]:
    """The score of each assignment."""
    count = len(rows)
    work_ms = np.full(count, problem.fixed_work_ms, np.int64)
    loads_ms = np.tile(np.array(problem.fixed_loads_ms, np.int64), (count, 1))
    _add_devices(problem, rows, work_ms, loads_ms)
    _add_pairs(problem, rows, work_ms, loads_ms)
    _add_openings(problem, rows, work_ms, loads_ms)
    fullest = np.max(-(-loads_ms // problem.slots), axis=1, initial=0)
    return [
        Score(max(problem.offered.time_ms(work), full), work)
        for work, full in zip(work_ms.tolist(), fullest.tolist(), strict=True)
    ]


def _fit(problem: PlacementProblem, rows: LongColumn, free: list[int]) -> LongColumn:
    """The numbers of the assignments whose free blocks the racks hold."""
    every = np.arange(len(rows))
    used = np.zeros((len(rows), len(problem.racks.capacity)), np.int64)
    for block in free:
        used[every, rows[:, block]] += problem.shares[block, rows[:, block]]
    found: LongColumn = np.flatnonzero((used <= problem.racks.capacity).all(axis=1))
    return found


def _add_devices(problem: PlacementProblem, rows: LongColumn, work_ms: LongColumn, loads_ms: LongColumn) -> None:
    """Adds the cost of a block by its own rack alone: links to devices and inside it, optics, a forbidden rack."""
    prices = problem.prices
    racks, places = len(prices.candidates), loads_ms.shape[1]
    for block, ends in enumerate(problem.fixed_ends):
        inside = int(problem.inside_ms[block])
        work: LongColumn = inside + problem.forbidden[block] * FORBIDDEN_MS
        loads = np.zeros((racks, places), np.int64)
        for candidate in range(racks):
            work[candidate] += prices.add_loads(ends, candidate, loads[candidate])
            loads[candidate, prices.place[candidate]] += inside
        work_ms += work[rows[:, block]]
        loads_ms += loads[rows[:, block]]


def _add_pairs(problem: PlacementProblem, rows: LongColumn, work_ms: LongColumn, loads_ms: LongColumn) -> None:
    """Adds the links between blocks, each pair once, and the price of a pair that must stand apart and does not."""
    prices, every = problem.prices, np.arange(len(rows))
    for block, (others, price_rows, is_b) in enumerate(problem.neighbours):
        own, own_place = rows[:, block], prices.place[rows[:, block]]
        earlier = others < block
        for other, price, b in zip(others[earlier], price_rows[earlier], is_b[earlier], strict=True):
            far = rows[:, other]
            far_place, length = prices.place[far], prices.length[own, prices.candidates[far]]
            pull = prices.pull[price, length]
            near_land, far_land = prices.land[b, price, length], prices.land[1 - b, price, length]
            work_ms += pull + near_land + far_land
            loads_ms[every, own_place] += pull + near_land
            # A pull inside one place ties that place up once.
            loads_ms[every, far_place] += far_land + np.where(far_place != own_place, pull, 0)
    for stage, one, other in problem.between:
        if stage == APART and one != other:
            work_ms[prices.shared[rows[:, one], rows[:, other]]] += FORBIDDEN_MS


def _add_openings(problem: PlacementProblem, rows: LongColumn, work_ms: LongColumn, loads_ms: LongColumn) -> None:
    """Adds the opening of racks that nothing else opens."""
    open_ms = problem.labour.act_ms("mobilise", 1)
    for candidate, rack in enumerate(problem.prices.candidates.tolist()):
        if rack not in problem.opened:
            taken = (rows == candidate).any(axis=1)
            work_ms[taken] += open_ms
            loads_ms[taken, problem.prices.place[candidate]] += open_ms
