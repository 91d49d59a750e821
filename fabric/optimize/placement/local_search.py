"""Finds racks for blocks of switches by local search: tier by tier, then block by block. Small problems are enumerated.

One tier with the others held is a linear assignment of blocks to room in racks, which is solved exactly. Tiers take
turns. Then single blocks move and change places until nothing helps. Places are shared out by prices: where the load
of a place sets the time, a millisecond there costs more in the next round (subgradient steps). The best round is kept.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, cycle, product

import numpy as np
from scipy.optimize import linear_sum_assignment

from fabric.optimize.placement.enumeration import enumerate_all, list_held
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.priced_assignment import UNPLACED, PricedAssignment
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from fabric.topology import TIERS

EXHAUSTIVE = 1_000
"""Most assignments that are all tried, together in some milliseconds."""
ROUNDS = 10
"""Rounds of raising the prices of overloaded places; more do not improve the time."""
PASSES = 6
"""Passes over all blocks in one round; after two or three of them nothing moves as a rule."""
STEP = 0.3
"""Rise of a place's price in the first round, for each time that its load exceeds its share of the work."""
HIGHEST_PRICE = 20
"""Highest price of a place, so that no place becomes forbidden."""
SCORES = 600
"""Whole placements that are scored to polish one; about 0.1 s."""
POLISHED = 400
"""Most moves of single blocks (blocks x racks) of a problem that is polished; `SCORES` then covers most of them."""
BLOCKS_EXCHANGED = 24
"""Most blocks for which whole racks are exchanged; on larger floors blocks fill their racks, so it gains nothing."""
GAIN_MS = 1
"""Least gain of a step, above the rounding of sums of prices."""


def place_blocks(problem: PlacementProblem, start: Assignment | None = None) -> tuple[Assignment, Score] | None:
    """The best assignment found, never worse than `start`; None where the racks do not hold the blocks."""
    held = list_held(problem)
    free = [block for block, candidate in enumerate(held) if candidate == UNPLACED]
    if not free:
        return tuple(held), problem.score(held)
    if len(problem.racks.candidates) ** len(free) <= EXHAUSTIVE:
        return enumerate_all(problem)
    return _LocalSearch(problem, free, start or held).run(start)


class _LocalSearch:
    """One run of the search."""

    def __init__(self, problem: PlacementProblem, free: list[int], first: Sequence[int]):
        self.problem, self.free = problem, free
        self.state = PricedAssignment(problem, first)
        by_tier = [[block for block in free if problem.blocks[block].tier == tier] for tier in TIERS]
        self.tiers = [blocks for blocks in by_tier if blocks]

    def run(self, start: Assignment | None) -> tuple[Assignment, Score] | None:
        """Rounds of rising prices of places."""
        objective, state = self.problem.objective, self.state
        best = None if start is None else (start, self.problem.score(start))
        for number in range(ROUNDS):
            if not self._begin(number, start):
                return None
            self._improve()
            assignment = tuple(state.at.tolist())
            work_ms, loads_ms = self.problem.loads(assignment)
            score = self.problem.score_of(work_ms, loads_ms)
            if best is None or score.key(objective) < best[1].key(objective):
                best = assignment, score
            if not work_ms:
                break
            share_ms = work_ms / self.problem.technicians
            excess = loads_ms / self.problem.slots / share_ms - 1
            if objective != "install-time" or work_ms >= FORBIDDEN_MS or excess.max() <= 0:
                break
            step = STEP / (1 + number)
            state.weights = np.clip(state.weights + step * np.maximum(excess, -0.2), 0, HIGHEST_PRICE)
        is_large = len(self.free) * len(state.capacity) > POLISHED
        return best if best is None or is_large else self._polish(*best)

    def _begin(self, number: int, start: Assignment | None) -> bool:
        """The assignment that a round starts from. False where the racks do not hold the blocks."""
        if number == 0:
            return start is not None or self._build()
        self.state.stand(self.state.at.tolist())
        for blocks in self.tiers:
            self._assign(blocks)
        return True

    def _build(self) -> bool:
        """An assignment from nothing: tier by tier, twice. False where the racks do not hold the blocks."""
        for blocks in self.tiers:
            if not self._assign(blocks):
                return False
        for blocks in self.tiers:
            self._assign(blocks)
        return True

    def _assign(self, blocks: list[int]) -> bool:
        """Assigns the blocks of one tier to room in racks, the others held. False where no room is left for them."""
        state = self.state
        before = state.at.copy()
        for block in blocks:
            state.move(block, UNPLACED, priced=False)
        state.price_all()
        share = state.shares[blocks].max(axis=0)
        room = np.where(share > 0, (state.capacity - state.used) // np.maximum(share, 1), 0).clip(0, len(blocks))
        slots = np.repeat(np.arange(len(room)), room)
        chosen: dict[int, int] | None = None
        if len(slots) >= len(blocks):
            opening = state.opening(0) / np.maximum(room, 1)
            rows, columns = linear_sum_assignment((state.cost[blocks] + opening)[:, slots])
            chosen = dict(zip(np.array(blocks)[rows].tolist(), slots[columns].tolist(), strict=True))
        else:
            chosen = self._first_fit(blocks)
        for block in blocks:
            state.move(block, chosen[block] if chosen else int(before[block]), priced=False)
        state.price_all()
        return chosen is not None

    def _first_fit(self, blocks: list[int]) -> dict[int, int] | None:
        """Each block in turn, the largest first, to the cheapest rack that still has room."""
        state = self.state
        room = state.capacity - state.used
        chosen: dict[int, int] = {}
        for block in sorted(blocks, key=lambda block: (-int(state.shares[block].min()), block)):
            cost = np.where(room >= state.shares[block], state.cost[block], np.inf)
            candidate = int(np.argmin(cost))
            if not np.isfinite(cost[candidate]):
                return None
            chosen[block] = candidate
            room[candidate] -= state.shares[block, candidate]
        return chosen

    def _improve(self) -> None:
        """Moves and exchanges of single blocks, then of whole racks, until nothing helps."""
        for _ in range(PASSES):
            moved = [self._improve_block(block) for block in self.free]
            if not any(moved) and not self._exchange_racks():
                return

    def _improve_block(self, block: int) -> bool:
        """The best move or exchange of one block, where it gains anything."""
        state, here = self.state, int(self.state.at[block])
        moves, swaps = state.move_changes(block), state.swap_changes(block)
        to, partner = int(np.argmin(moves)), int(np.argmin(swaps))
        if min(moves[to], swaps[partner]) >= -GAIN_MS:
            return False
        if moves[to] <= swaps[partner]:
            state.move(block, to)
        else:
            there = int(state.at[partner])
            state.move(block, there)
            state.move(partner, here)
        return True

    def _exchange_racks(self) -> bool:
        """Exchanges all blocks of two racks, or moves all blocks of one, where that gains anything.

        Single moves cannot do this where blocks share racks.
        """
        state = self.state
        if len(self.free) > BLOCKS_EXCHANGED or len(self.free) == len(set(state.at[self.free].tolist())):
            return False
        contents: dict[int, list[int]] = {}
        for block in self.free:
            contents.setdefault(int(state.at[block]), []).append(block)
        for a, b in product(sorted(contents), range(len(state.capacity))):
            if a != b and not (b in contents and b < a):
                mine, theirs = contents[a], contents.get(b, [])
                change = sum(state.shift(block, b) for block in mine) + sum(state.shift(block, a) for block in theirs)
                if change < -GAIN_MS and (state.used <= state.capacity).all():
                    return True
                for block, back in (*((block, a) for block in mine), *((block, b) for block in theirs)):
                    state.move(block, back)
        return False

    def _polish(self, assignment: Assignment, score: Score) -> tuple[Assignment, Score]:
        """Single moves and exchanges of two blocks by the whole score, while one helps and `SCORES` last."""
        objective = self.problem.objective
        steps = len(self.free) * len(self.state.capacity) + len(list(combinations(self.free, 2)))
        left, since = SCORES, 0
        for block, other, is_swap in cycle(self._list_steps()):
            since += 1
            tried = list(assignment)
            tried[block] = assignment[other] if is_swap else other
            if is_swap:
                tried[other] = assignment[block]
            if tried[block] != assignment[block] and self.problem.fits(tried, self.free):
                left -= 1
                found = self.problem.score(tried)
                if found.key(objective) < score.key(objective):
                    assignment, score, since = tuple(tried), found, 0
            if since >= steps or left <= 0:
                break
        return assignment, score

    def _list_steps(self) -> Iterator[tuple[int, int, bool]]:
        """Moves (block, candidate rack, false), then exchanges (block, other block, true)."""
        for block, candidate in product(self.free, range(len(self.state.capacity))):
            yield block, candidate, False
        for block, other in combinations(self.free, 2):
            yield block, other, True
