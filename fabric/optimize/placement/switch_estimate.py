"""The estimate of a placement switch by switch: links between two racks share pulls, whichever switches they join.

A problem of blocks prices the links of each block separately, since blocks are cut so that they fill their pulls.
Here each block is one switch, and all links of a stage between two racks are one bundle, as they are cabled. So the
estimate holds for any racks of the switches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from fabric.optimize.placement.link_prices import LinkCount, LinkPrices
from fabric.optimize.placement.problem import PlacementProblem, Score
from layouts import LongColumn


@dataclass(frozen=True)
class _ToHosts:
    """Links to devices, as columns: a row for each block and end."""

    block: LongColumn
    count: LongColumn
    end: LongColumn
    """Number of the stage, rack and place of the devices."""
    stage: LongColumn
    """Of each end."""
    rack: LongColumn
    """Of each end."""
    place: LongColumn
    """Of each end."""
    is_b: LongColumn
    """Of each end, 1 where the switches are the B end."""


@dataclass(frozen=True)
class _Between:
    """Links between two blocks, as columns."""

    stage: LongColumn
    a_block: LongColumn
    b_block: LongColumn
    count: LongColumn


class SwitchEstimate:
    """The estimates of one problem whose blocks are single switches."""

    def __init__(self, problem: PlacementProblem):
        self.problem, self.racks = problem, len(problem.racks.candidates)
        self.hosts, self.between = _list_host_links(problem), _list_switch_links(problem)
        self.prices, self.row = _price_counts(problem, self._list_counts())
        self.optics_ms = np.array(problem.optics_ms, np.int64)
        self.fixed_loads_ms = np.array(problem.fixed_loads_ms, np.int64)
        self.open_ms = problem.labour.act_ms("mobilise", 1)

    def _list_counts(self) -> dict[int, range]:
        """For each stage, the numbers of links that two racks may have between them: sums of those of its blocks."""
        found: dict[int, range] = {}
        at_ends = np.bincount(self.hosts.end, self.hosts.count, len(self.hosts.stage)).astype(np.int64)
        for stage in np.unique([*self.hosts.stage, *self.between.stage]).tolist():
            to_hosts = self.hosts.count[self.hosts.stage[self.hosts.end] == stage]
            between = self.between.count[self.between.stage == stage]
            most = max(int(at_ends[self.hosts.stage == stage].max(initial=0)), int(between.sum()))
            step = gcd(*to_hosts.tolist(), *between.tolist())
            found[stage] = range(step, most + 1, step)
        return found

    def score(self, assignment: Sequence[int] | LongColumn) -> Score:
        """Work and time with each switch in a candidate rack."""
        at = np.asarray(assignment, np.int64)
        prices, hosts, between = self.prices, self.hosts, self.between
        loads_ms = self.fixed_loads_ms.astype(np.float64)
        places = len(loads_ms)
        # Links to devices: by end and rack of the switches.
        sums = np.bincount(hosts.end * self.racks + at[hosts.block], hosts.count)
        found = np.flatnonzero(sums)
        end, candidate = found // self.racks, found % self.racks
        row = self.row[hosts.stage[end], sums[found].astype(np.int64)]
        length = prices.length[candidate, hosts.rack[end]]
        here, there, is_b = prices.place[candidate], hosts.place[end], hosts.is_b[end]
        pull, own, other = prices.pull[row, length], prices.land[is_b, row, length], prices.land[1 - is_b, row, length]
        work_ms = int((pull + own + other).sum())
        loads_ms += np.bincount(here, pull + own, places) + np.bincount(there, other + pull * (here != there), places)
        # Links between switches: by stage and both racks.
        racks = self.racks
        sums = np.bincount((between.stage * racks + at[between.a_block]) * racks + at[between.b_block], between.count)
        found = np.flatnonzero(sums)
        a, b = found // racks % racks, found % racks
        row = self.row[found // (racks * racks), sums[found].astype(np.int64)]
        length = prices.length[a, prices.candidates[b]]
        here, there = prices.place[a], prices.place[b]
        pull, own, other = prices.pull[row, length], prices.land[0, row, length], prices.land[1, row, length]
        work_ms += int((pull + own + other).sum())
        loads_ms += np.bincount(here, pull + own, places) + np.bincount(there, other + pull * (here != there), places)
        loads_ms += np.bincount(prices.place[at], self.optics_ms, places)
        used = np.zeros(self.racks, np.bool_)
        used[at] = True
        newly = np.flatnonzero(used & ~self.problem.is_opened)
        loads_ms += np.bincount(prices.place[newly], minlength=places) * self.open_ms
        work_ms += self.problem.fixed_work_ms + int(self.optics_ms.sum()) + len(newly) * self.open_ms
        return self.problem.score_of(work_ms, loads_ms.astype(np.int64))


def _list_host_links(problem: PlacementProblem) -> _ToHosts:
    ends = sorted({end for found in problem.to_hosts for end in found})
    number = {end: index for index, end in enumerate(ends)}
    rows = [(block, links, number[end]) for block, found in enumerate(problem.to_hosts) for end, links in found.items()]
    block, count, end = np.array(rows, np.int64).reshape(-1, 3).T
    stage, rack, place, is_a = np.array(ends, np.int64).reshape(-1, 4).T
    return _ToHosts(block, count, end, stage, rack, place, is_a)


def _list_switch_links(problem: PlacementProblem) -> _Between:
    rows = [(*pair, links) for pair, links in problem.between.items()]
    return _Between(*np.array(rows, np.int64).reshape(-1, 4).T)


def _price_counts(problem: PlacementProblem, links: Mapping[int, range]) -> tuple[LinkPrices, LongColumn]:
    """Prices of these numbers of links of each stage, and the row of each: (stages, links)."""
    counts = [LinkCount(stage, number) for stage, numbers in links.items() for number in numbers]
    prices = LinkPrices(problem.racks, problem.labour, problem.cables, counts, problem.surcharges)
    most = max((numbers[-1] for numbers in links.values()), default=0)
    row = np.zeros((max(links, default=0) + 1, most + 1), np.int64)
    for count, number in prices.row_of.items():
        row[count] = number
    return prices, row
