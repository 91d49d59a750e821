"""Settles blocks of switches in racks: small questions are enumerated; else tier by tier, then block by block.

One tier with the others held is a linear assignment of blocks to room in racks, solved exactly. Tiers in turn, then
moves and exchanges of single blocks until none helps. Places are shared out by prices: where the load of a place sets
the time, a millisecond there costs more in the next round (subgradient steps), and the best of all rounds is kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, cycle, product

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from fabric.optimize.placement.link_prices import FORBIDDEN_MS, Weights
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from fabric.topology import TIERS
from layouts import LongColumn

EXHAUSTIVE = 1_000
"""Up to so many assignments all are tried."""
ROUNDS = 10
"""Prices of places are raised so often."""
PASSES = 6
"""How often all blocks are looked at again in one round."""
SCORES = 600
"""So many whole placements are scored in polishing one."""
POLISHED = 400
"""Up to so many moves of single blocks, each is tried by what it truly does to the time, place by place."""
BLOCKS_EXCHANGED = 24
"""Up to so many blocks the contents of whole racks are exchanged as well."""


def place_blocks(question: PlacementProblem, start: Assignment | None = None) -> tuple[Assignment, Score] | None:
    """The best assignment found, never worse than `start`; None where the racks do not hold the blocks."""
    free = [g for g, group in enumerate(question.groups) if group.fixed_rack is None]
    ids = question.terrain.rack_ids
    held = {
        g: question.terrain.candidate_of(ids.index(group.fixed_rack))
        for g, group in enumerate(question.groups)
        if group.fixed_rack is not None
    }
    if not free:
        assignment = tuple(held[g] for g in range(len(question.groups)))
        return assignment, question.score(assignment)
    if len(question.terrain.candidates) ** len(free) <= EXHAUSTIVE:
        return enumerate_all(question, held, free)
    return _Settling(question, free, held).run(start)


def enumerate_all(
    question: PlacementProblem, held: Mapping[int, int], free: list[int]
) -> tuple[Assignment, Score] | None:
    """The best of all assignments, for questions that are small enough; None where none fits."""
    best: tuple[Assignment, Score] | None = None
    for option in product(range(len(question.terrain.candidates)), repeat=len(free)):
        used = Counter[int]()
        for g, candidate in zip(free, option, strict=True):
            used[candidate] += int(question.shares[g, candidate])
        if any(count > question.terrain.capacity[candidate] for candidate, count in used.items()):
            continue
        chosen = {**held, **dict(zip(free, option, strict=True))}
        assignment = tuple(chosen[g] for g in range(len(question.groups)))
        score = question.score(assignment)
        if best is None or score.key(question.objective) < best[1].key(question.objective):
            best = assignment, score
    return best


class _Settling:
    """One run. `at[g]` is the rack of a block (-1: none yet), `price[g, c]` its weighted cost in each rack as the
    others stand; both change as blocks move.
    """

    def __init__(self, question: PlacementProblem, free: list[int], held: Mapping[int, int]):
        self.question, self.free, self.field = question, free, question.field
        self.capacity = question.terrain.capacity.astype(np.int64)
        count, racks = len(question.groups), len(self.capacity)
        self.shares = question.shares.astype(np.int64)
        self.movable = np.array([group.fixed_rack is None for group in question.groups])
        self.forbidden = np.zeros((count, racks))
        for g, allowed in enumerate(question.allowed):
            if allowed is not None:
                self.forbidden[g] = [0 if rack in allowed else FORBIDDEN_MS for rack in self.field.candidates.tolist()]
        self.tiers = [found for tier in TIERS if (found := [g for g in free if question.groups[g].tier == tier])]
        self.open_ms = question.labour.act_ms("mobilise", 1)
        self.is_open = np.array([rack in question.opened for rack in self.field.candidates.tolist()])
        self.held = held
        # Per number of links: the groups at their A ends and at their B ends.
        self.pairs: dict[int, tuple[LongColumn, LongColumn]] = {}
        for row in sorted({int(row) for columns in question.neighbours for row in columns[1]}):
            ends = [
                (g, h)
                for g, (others, rows, is_b) in enumerate(question.neighbours)
                for h in others[(rows == row) & (is_b == 0)].tolist()
            ]
            a, b = np.array(ends, np.int64).T
            self.pairs[row] = a, b
        self.between: dict[int, Weights] = {}
        self.at = np.full(count, -1, np.int64)
        self.price = np.zeros((count, racks))
        self.weights: Weights = np.zeros(len(question.slots))

    def run(self, start: Assignment | None) -> tuple[Assignment, Score] | None:
        """Rounds of rising place prices."""
        objective = self.question.objective
        best = None if start is None else (start, self.question.score(start))
        for number in range(ROUNDS):
            if number == 0 and start is None:
                if not self._build():
                    return None
            else:
                self._stand(best[0] if number == 0 and best else self.at.tolist())
                for members in self.tiers if number else ():
                    self._assign(members)
            self._improve()
            assignment = tuple(self.at.tolist())
            work, loads = self.question.loads(assignment)
            score = self.question.score_of(work, loads)
            if best is None or score.key(objective) < best[1].key(objective):
                best = assignment, score
            if not work:
                break
            aim = work / self.question.technicians
            excess = loads / self.question.slots / aim - 1
            if objective != "install-time" or work >= FORBIDDEN_MS or excess.max() <= 0:
                break
            step = 0.3 / (1 + number)
            self.weights = np.clip(self.weights + step * np.maximum(excess, -0.2), 0, 20)
        return best if best is None or len(self.free) * len(self.capacity) > POLISHED else self._polish(*best)

    def _polish(self, assignment: Assignment, score: Score) -> tuple[Assignment, Score]:
        """Single moves and exchanges of two blocks by the whole score, while one helps and `SCORES` last."""
        objective, question = self.question.objective, self.question
        moves: list[tuple[int, int, bool]] = [(g, to, False) for g, to in product(self.free, range(len(self.capacity)))]
        moves += [(g, h, True) for g, h in combinations(self.free, 2)]
        left, since = SCORES, 0
        for g, other, swap in cycle(moves):
            since += 1
            tried = list(assignment)
            tried[g] = assignment[other] if swap else other
            if swap:
                tried[other] = assignment[g]
            if tried[g] != assignment[g]:
                used = np.zeros(len(self.capacity), np.int64)
                np.add.at(used, [tried[f] for f in self.free], [self.shares[f, tried[f]] for f in self.free])
                if (used <= self.capacity).all():
                    left -= 1
                    found = question.score(tried)
                    if found.key(objective) < score.key(objective):
                        assignment, score, since = tuple(tried), found, 0
            if since >= len(moves) or left <= 0:
                break
        return assignment, score

    def _build(self) -> bool:
        """From nothing: tier by tier, twice. False where the racks do not hold them."""
        self._stand([self.held.get(g, -1) for g in range(len(self.at))])
        for members in self.tiers:
            if not self._assign(members):
                return False
        for members in self.tiers:
            self._assign(members)
        return True

    def _stand(self, at: Sequence[int]) -> None:
        """All blocks in some racks, and what each would cost anywhere, at the prices of places that hold now."""
        self.at = np.array(at, np.int64)
        self.between = {row: self.field.pair_prices(row, self.weights) for row in self.pairs}
        self.alone = np.array([self._price_alone(g) for g in range(len(self.at))])
        self.used = np.zeros(len(self.capacity), np.int64)
        self.blocks = np.zeros(len(self.capacity), np.int64)
        for g, candidate in enumerate(self.at.tolist()):
            if candidate >= 0:
                self.blocks[candidate] += 1
                self.used[candidate] += self.shares[g, candidate] if self.movable[g] else 0
        self._price_all()

    def _price_alone(self, g: int) -> Weights:
        """What a block costs in each rack without its links to other blocks."""
        fixed = self.field.price(self.question.fixed_ends[g], self.weights).sum(axis=1)
        own: Weights = fixed + self.question.inside_ms[g] * self.weights[self.field.place] + self.forbidden[g]
        return own

    def _price_all(self) -> None:
        """All prices anew: with S[g, c] = 1 where block g stands in c and A the links of so many, A S between'."""
        count, racks = self.price.shape
        stood = np.flatnonzero(self.at >= 0)
        where = csr_array((np.ones(len(stood)), (stood, self.at[stood])), shape=(count, racks))
        self.price = self.alone.copy()
        for row, (a, b) in self.pairs.items():
            links = csr_array((np.ones(len(a)), (a, b)), shape=(count, count))
            self.price += (links @ where) @ self.between[row].T
            self.price += (links.T @ where) @ self.between[row]

    def _move(self, g: int, candidate: int, priced: bool = True) -> None:
        """One block to another rack; the prices of its neighbours follow where they are not worked out anew."""
        old = int(self.at[g])
        group, rows, is_b = self.question.neighbours[g]
        for row in np.unique(rows).tolist() if priced else ():
            for mine, prices in ((is_b == 0, self.between[row]), (is_b == 1, self.between[row].T)):
                others = group[(rows == row) & mine]
                if len(others):
                    change = prices[candidate] if candidate >= 0 else 0
                    self.price[others] += change - prices[old] if old >= 0 else change
        for where, sign in ((old, -1), (candidate, 1)):
            if where >= 0:
                self.used[where] += sign * self.shares[g, where]
                self.blocks[where] += sign
        self.at[g] = candidate

    def _opening(self, blocks: int) -> Weights:
        """What opening each rack costs where it holds so many blocks now."""
        cost: Weights = self.open_ms * (1 + self.weights[self.field.place]) * ((self.blocks == blocks) & ~self.is_open)
        return cost

    def _assign(self, members: list[int]) -> bool:
        """The blocks of one tier to room in racks, the others held: a linear assignment. False where it has none."""
        before = self.at.copy()
        for g in members:
            self._move(g, -1, priced=False)
        self._price_all()
        share = self.shares[members].max(axis=0)
        room = np.where(share > 0, (self.capacity - self.used) // np.maximum(share, 1), 0).clip(0, len(members))
        slots = np.repeat(np.arange(len(room)), room)
        chosen: dict[int, int] | None = None
        if len(slots) >= len(members):
            opening = self._opening(0) / np.maximum(room, 1)
            rows, columns = linear_sum_assignment((self.price[members] + opening)[:, slots])
            chosen = dict(zip(np.array(members)[rows].tolist(), slots[columns].tolist(), strict=True))
        else:
            chosen = self._first_fit(members)
        for g in members:
            self._move(g, chosen[g] if chosen else int(before[g]), priced=False)
        self._price_all()
        return chosen is not None

    def _first_fit(self, members: list[int]) -> dict[int, int] | None:
        """Each block in turn, the largest first, to the cheapest rack that still has room."""
        room = self.capacity - self.used
        chosen: dict[int, int] = {}
        for g in sorted(members, key=lambda g: (-int(self.shares[g].min()), g)):
            cost = np.where(room >= self.shares[g], self.price[g], np.inf)
            candidate = int(np.argmin(cost))
            if not np.isfinite(cost[candidate]):
                return None
            chosen[g] = candidate
            room[candidate] -= self.shares[g, candidate]
        return chosen

    def _improve(self) -> None:
        """Moves and exchanges of single blocks, then of all that stands in two racks, while one helps."""
        for _ in range(PASSES):
            moved = [self._improve_block(g) for g in self.free]
            if not any(moved) and not self._exchange_racks():
                return

    def _improve_block(self, g: int) -> bool:
        here = int(self.at[g])
        free = self.capacity - self.used
        price = self.price[g]
        gain = price - price[here] + self._opening(0) - self._opening(1)[here]
        gain[(free < self.shares[g]) | (np.arange(len(free)) == here)] = np.inf
        to = int(np.argmin(gain))
        swap, partner = self._best_swap(g, here, free)
        if min(gain[to], swap) >= -1:
            return False
        if gain[to] <= swap:
            self._move(g, to)
        else:
            there = int(self.at[partner])
            self._move(g, there)
            self._move(partner, here)
        return True

    def _best_swap(self, g: int, here: int, free: "np.ndarray") -> tuple[float, int]:
        """The block whose exchange with this one gains most, and what it changes."""
        at = self.at
        gain = self.price[g, at] + self.price[:, here] - self.price[g, here] - self.price[np.arange(len(at)), at]
        fits = (free[at] + self.shares[np.arange(len(at)), at] >= self.shares[g, at]) & (
            free[here] + self.shares[g, here] >= self.shares[:, here]
        )
        gain[~(fits & self.movable & (at != here))] = np.inf
        group, rows, is_b = self.question.neighbours[g]
        worth = gain[group] < -1
        if worth.any():
            # Each was priced as if the other stayed: in one rack; in truth their distance does not change.
            for h, row, upper in zip(group[worth].tolist(), rows[worth].tolist(), is_b[worth].tolist(), strict=True):
                prices = self.between[row].T if upper else self.between[row]
                there = int(at[h])
                gain[h] += 2 * prices[here, there] - prices[there, there] - prices[here, here]
        partner = int(np.argmin(gain))
        return float(gain[partner]), partner

    def _exchange_racks(self) -> bool:
        """All blocks of one rack for those of another, or for its room: what single moves cannot do where racks are
        shared. Left out on large floors, where blocks fill their racks.
        """
        if len(self.free) > BLOCKS_EXCHANGED or len(self.free) == len(set(self.at[self.free].tolist())):
            return False
        contents: dict[int, list[int]] = {}
        for g in self.free:
            contents.setdefault(int(self.at[g]), []).append(g)
        for a, b in product(sorted(contents), range(len(self.capacity))):
            if a != b and not (b in contents and b < a):
                mine, theirs = contents[a], contents.get(b, [])
                change = sum(self._shift(g, b) for g in mine) + sum(self._shift(g, a) for g in theirs)
                if change < -1 and (self.used <= self.capacity).all():
                    return True
                for g, back in (*((g, a) for g in mine), *((g, b) for g in theirs)):
                    self._move(g, back)
        return False

    def _shift(self, g: int, candidate: int) -> float:
        """Moves a block and says what that changes."""
        here = int(self.at[g])
        change = float(self.price[g, candidate] - self.price[g, here])
        change += float(self._opening(0)[candidate] - self._opening(1)[here])
        self._move(g, candidate)
        return change
