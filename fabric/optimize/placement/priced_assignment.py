"""An assignment of blocks to racks, with the cost of each block in every rack while the other blocks stay.

The costs of all blocks are products of matrices. S[b, c] = 1 where block b stands in candidate c. A_n[a, b] = 1 where n
links join the A end at block a with the B end at block b. Then the links cost

    sum over n of A_n (S P_n^T) + A_n^T (S P_n)

with P_n[c, d] the price of n links from candidate c to candidate d. A move of one block changes the costs of its
neighbours only.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.problem import Neighbours, PlacementProblem
from layouts import Floats, LongColumn

UNPLACED = -1
"""Candidate rack of a block that has none yet."""


class PricedAssignment:
    """Blocks in candidate racks at the current prices of places, in weighted person-milliseconds."""

    def __init__(self, problem: PlacementProblem, candidate_of: Sequence[int]):
        self.problem, self.prices = problem, problem.prices
        self.capacity = problem.racks.capacity.astype(np.int64)
        self.shares = problem.shares.astype(np.int64)
        self.movable = np.array([block.fixed_rack is None for block in problem.blocks])
        self.open_ms = problem.labour.act_ms("mobilise", 1)
        self.is_open = problem.is_opened
        self.forbidden = problem.forbidden * float(FORBIDDEN_MS)
        """The price of racks that blocks may not stand in."""
        self.links = self._list_links()
        self.partners = [_group_partners(found) for found in problem.neighbours]
        """The blocks that links join with each block, by row of the price table and by end."""
        self.weights: Floats = np.zeros(len(problem.slots))
        """Price of a millisecond that ties up each place, beside the work itself."""
        self.stand(candidate_of)

    def stand(self, candidate_of: Sequence[int]) -> None:
        """Puts all blocks into racks and works out all costs at the current prices of places."""
        racks = len(self.capacity)
        self.at = np.array(candidate_of, np.int64)
        self.between = {row: self.prices.pair_prices(row, self.weights) for row in self.links}
        self.alone = np.array([self._price_alone(block) for block in range(len(self.at))])
        self.used = np.zeros(racks, np.int64)
        self.count = np.zeros(racks, np.int64)
        """Blocks in each candidate rack."""
        for block, candidate in enumerate(self.at.tolist()):
            if candidate >= 0:
                self.count[candidate] += 1
                self.used[candidate] += self.shares[block, candidate] if self.movable[block] else 0
        self.price_all()

    def price_all(self) -> None:
        """Works out the costs of all blocks in all racks anew."""
        self.cost: Floats = self.alone.copy()
        is_placed_nowhere = self.at < 0
        for row, (up, down) in self.links.items():
            for links, prices in ((up, self.between[row].T), (down, self.between[row])):
                far = prices[self.at]
                far[is_placed_nowhere] = 0
                self.cost += links @ far

    def move(self, block: int, candidate: int, priced: bool = True) -> None:
        """Moves one block; the costs of its neighbours follow unless `priced` is false."""
        old = int(self.at[block])
        for row, is_b, others in self.partners[block] if priced else ():
            prices = self.between[row].T if is_b else self.between[row]
            change = prices[candidate] if candidate >= 0 else 0
            self.cost[others] += change - prices[old] if old >= 0 else change
        for where, sign in ((old, -1), (candidate, 1)):
            if where >= 0:
                self.used[where] += sign * self.shares[block, where]
                self.count[where] += sign
        self.at[block] = candidate

    def shift(self, block: int, candidate: int) -> float:
        """Moves one block and returns the change of the whole cost."""
        here = int(self.at[block])
        change = float(self.cost[block, candidate] - self.cost[block, here])
        change += float(self.opening(0)[candidate] - self.opening(1)[here])
        self.move(block, candidate)
        return change

    def opening(self, blocks: int) -> Floats:
        """The cost of opening each rack that holds just `blocks` blocks now, 0 for all other racks."""
        cost: Floats = self.open_ms * (1 + self.weights[self.prices.place]) * ((self.count == blocks) & ~self.is_open)
        return cost

    def move_changes(self, block: int) -> Floats:
        """The change of the whole cost for a move of one block to each rack; infinite where it does not fit."""
        here = int(self.at[block])
        cost = self.cost[block]
        change: Floats = cost - cost[here] + self.opening(0) - self.opening(1)[here]
        free = self.capacity - self.used
        change[(free < self.shares[block]) | (np.arange(len(free)) == here)] = np.inf
        return change

    def swap_changes(self, block: int) -> Floats:
        """The change of the whole cost for an exchange of one block with each other; infinite where they do not fit.

        The change is exact for exchanges with neighbours that look worthwhile, and for all other blocks.
        """
        at, here, every = self.at, int(self.at[block]), np.arange(len(self.at))
        free = self.capacity - self.used
        change: Floats = self.cost[block, at] + self.cost[:, here] - self.cost[block, here] - self.cost[every, at]
        fits = (free[at] + self.shares[every, at] >= self.shares[block, at]) & (
            free[here] + self.shares[block, here] >= self.shares[:, here]
        )
        change[~(fits & self.movable & (at != here))] = np.inf
        other, rows, is_b = self.problem.neighbours[block]
        worth = change[other] < -1
        if worth.any():
            # Each was priced as if the other stayed, so in one rack with it. In truth their distance stays the same.
            for partner, row, upper in zip(
                other[worth].tolist(), rows[worth].tolist(), is_b[worth].tolist(), strict=True
            ):
                prices = self.between[row].T if upper else self.between[row]
                there = int(at[partner])
                change[partner] += 2 * prices[here, there] - prices[there, there] - prices[here, here]
        return change

    def _list_links(self) -> Mapping[int, tuple[csr_array, csr_array]]:
        """For each row of the price table, the matrix of blocks that such links join, from A to B and from B to A."""
        blocks = len(self.problem.blocks)
        found: dict[int, tuple[csr_array, csr_array]] = {}
        for row in sorted({int(row) for neighbours in self.problem.neighbours for row in neighbours.row}):
            ends = [
                (block, other)
                for block, (others, rows, is_b) in enumerate(self.problem.neighbours)
                for other in others[(rows == row) & (is_b == 0)].tolist()
            ]
            a, b = np.array(ends, np.int64).T
            links = csr_array((np.ones(len(a)), (a, b)), shape=(blocks, blocks))
            found[row] = links, links.T.tocsr()
        return found

    def _price_alone(self, block: int) -> Floats:
        """The cost of a block in each rack without its links to other blocks."""
        fixed = self.prices.price(self.problem.fixed_ends[block], self.weights).sum(axis=1)
        own: Floats = fixed + self.problem.inside_ms[block] * self.weights[self.prices.place] + self.forbidden[block]
        return own


def _group_partners(found: Neighbours) -> list[tuple[int, int, LongColumn]]:
    """The neighbours of one block: row of the price table, whether the block is the B end, and their numbers."""
    keys = sorted(set(zip(found.row.tolist(), found.is_b.tolist(), strict=True)))
    return [(row, is_b, found.block[(found.row == row) & (found.is_b == is_b)]) for row, is_b in keys]
