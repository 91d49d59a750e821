"""A walk over placements switch by switch: some switches of a unit move from one rack to another, or change places.

It starts from a placement of blocks. A worse placement is accepted less and less often (simulated annealing), so that
steps none of which helps alone can even out the loads of places. Steps are limited in number, and a seed draws them.
"""

from collections.abc import Sequence
from math import exp
from random import Random

import numpy as np

from fabric.optimize.placement.problem import Assignment, Score
from fabric.optimize.placement.switch_estimate import SwitchEstimate

STEPS_PER_SWITCH = 150
"""Steps for each switch that has no rack yet; a step takes about 0.1 ms."""
HOT, COLD = 0.01, 0.0001
"""Share of its cost by which a step may be worse with a chance of 1 / e, at the start and at the end."""
OTHER_FIGURE = 0.05
"""Weight of the second figure of the objective, so that steps without a gain in the first figure are still compared."""


def walk_switches(
    estimate: SwitchEstimate, groups: Sequence[Sequence[int]], start: Assignment, seed: int
) -> tuple[Assignment, Score]:
    """The best assignment found, `start` at worst. `groups` are the blocks of each unit and tier that may move."""
    walk = _Walk(estimate, [list(group) for group in groups if group], start, Random(seed))
    return walk.run(STEPS_PER_SWITCH * sum(map(len, groups)))


class _Walk:
    """One walk."""

    def __init__(self, estimate: SwitchEstimate, groups: list[list[int]], start: Assignment, draw: Random):
        problem = estimate.problem
        self.estimate, self.groups, self.draw, self.objective = estimate, groups, draw, problem.objective
        self.technicians = problem.technicians
        self.at = np.array(start, np.int64)
        self.shares, self.capacity = problem.shares.astype(np.int64), problem.racks.capacity.astype(np.int64)
        self.used = np.zeros(len(self.capacity), np.int64)
        free = [block for group in groups for block in group]
        np.add.at(self.used, self.at[free], self.shares[free, self.at[free]])

    def cost(self, score: Score) -> float:
        """One figure of both, in milliseconds."""
        work_ms = score.work_ms / self.technicians
        if self.objective == "person-hours":
            return work_ms + OTHER_FIGURE * score.time_ms
        return score.time_ms + OTHER_FIGURE * work_ms

    def run(self, steps: int) -> tuple[Assignment, Score]:
        """The best assignment of some steps."""
        best, least = self.at.copy(), self.estimate.score(self.at)
        now = self.cost(least)
        for step in range(steps):
            moves = self._propose()
            if not moves:
                continue
            before = [(block, int(self.at[block])) for block, _ in moves]
            self._move(moves)
            score = self.estimate.score(self.at) if self._fits(moves) else None
            heat = HOT * (COLD / HOT) ** (step / steps) * now
            if score is None or (self.cost(score) > now and self.draw.random() >= exp((now - self.cost(score)) / heat)):
                self._move(before)
                continue
            now = self.cost(score)
            if score.key(self.objective) < least.key(self.objective):
                best, least = self.at.copy(), score
        return tuple(best.tolist()), least

    def _propose(self) -> list[tuple[int, int]]:
        """Some switches of one unit in one rack, with their new rack; in half the cases others come back."""
        draw = self.draw
        group = draw.choice(self.groups)
        here, there = int(self.at[draw.choice(group)]), draw.randrange(len(self.capacity))
        if here == there:
            return []
        mine = [block for block in group if self.at[block] == here]
        moves = [(block, there) for block in mine[: draw.randint(1, len(mine))]]
        if draw.random() < 0.5:
            theirs = [block for block in draw.choice(self.groups) if self.at[block] == there]
            moves += [(block, here) for block in theirs[: draw.randint(1, len(theirs))]] if theirs else []
        return moves

    def _move(self, moves: Sequence[tuple[int, int]]) -> None:
        for block, candidate in moves:
            old = int(self.at[block])
            self.used[old] -= self.shares[block, old]
            self.used[candidate] += self.shares[block, candidate]
            self.at[block] = candidate

    def _fits(self, moves: Sequence[tuple[int, int]]) -> bool:
        """Whether the racks hold the switches that came."""
        return all(self.used[candidate] <= self.capacity[candidate] for _, candidate in moves)
