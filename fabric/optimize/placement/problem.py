"""The placement problem: a rack for each block of switches, and the cost of an answer.

Variables: one rack per block. Rules: blocks take shares of a rack, and stand only where they are allowed. Objective:

    T = max( time in which the shifts offer W, max over p of load(p) / (crews allowed in p x crew size) ),   then W

W is all person-time. load(p) is the person-time that ties up place p: landing, optics, opening and tests there, and
every pull that ends there. fabric.optimize.placement.local_search solves it. fabric.bounds.least_work holds for all
placements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.optimize.cabling.cover_table import StageCables
from fabric.optimize.cabling.shortage import Surcharge
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.link_prices import APART, FORBIDDEN_MS, LinkCount, LinkEnds, LinkPrices
from fabric.optimize.placement.offered_time import OfferedTime
from fabric.project import LabourTable
from fabric.rules import CandidateRacks
from layouts import IntColumn, LongColumn

Assignment = tuple[int, ...]
"""For each block the index of its candidate rack."""


@dataclass(frozen=True)
class Score:
    """The cost of a placement in person-milliseconds."""

    time_ms: int
    """Install time by work and places, times the technicians: T of the objective."""
    work_ms: int
    """Person-time in all."""

    def key(self, objective: str) -> tuple[int, int]:
        """The figures in the order in which they are minimised."""
        return (self.work_ms, self.time_ms) if objective == "person-hours" else (self.time_ms, self.work_ms)


def list_aims(objective: str, is_capped: bool) -> tuple[str, ...]:
    """The objectives for which places of switches are sought, the one that comes first in a plan first.

    Few short pulls are the least work and about the least money, which no placement is priced in. The estimates of work
    and of money are near, not exact: the fastest places may take no more of either, and then they are better. Where the
    money `is_capped` by a budget, the fastest places may cost more than it, and those of the least work not.
    """
    if objective in ("install-time", "first-su") and not is_capped:
        return ("install-time",)
    return ("person-hours", "install-time") if objective == "person-hours" else ("install-time", "person-hours")


class HostEnd(NamedTuple):
    """The devices of one rack and place, as the end of links of one stage."""

    stage: int
    """Index into the stages of the design."""
    rack: int
    """Rack of the devices, by number."""
    place: int
    """Working place at which they show their ports, by number."""
    is_a: bool
    """Whether the devices are the A end."""


class BlockPair(NamedTuple):
    """Two blocks with links of one stage between them; a block may be both."""

    stage: int
    """Index into the stages of the design."""
    a_block: int
    """Index of the block with the A ends."""
    b_block: int
    """Index of the block with the B ends."""


class Neighbours(NamedTuple):
    """The other blocks that one block has links to, as columns."""

    block: LongColumn
    """Index of the other block, one row for each pair and stage."""
    row: LongColumn
    """Row of the price table for their links."""
    is_b: LongColumn
    """1 where the one block is the B end, else 0."""


@dataclass(frozen=True, kw_only=True)
class PlacementProblem:
    """One placement problem. Blocks and candidate racks have numbers; tables of both have a row for each block."""

    blocks: tuple[Block, ...]
    """Blocks to place, and those that have a rack already."""
    racks: CandidateRacks
    """Candidate racks with their room, and the walks from them to all racks."""
    shares: IntColumn
    """Share of the capacity of each candidate rack that each block takes."""
    to_hosts: tuple[Mapping[HostEnd, int], ...]
    """For each block, the number of its links to devices that have a place."""
    between: Mapping[BlockPair, int]
    """Number of links between two blocks, or inside one block."""
    cables: tuple[StageCables, ...]
    """Cables of each stage."""
    shared: NDArray[np.bool_] | None = None
    """Whether two candidate racks share what the leaves of one device must not share; None where they may share all."""
    allowed_racks: tuple[frozenset[int] | None, ...]
    """For each block, the racks that it may stand in, by number; None for all."""
    opened: frozenset[int]
    """Racks that are opened in any case, by number."""
    labour: LabourTable
    """Person-time of opening a rack and of testing a link."""
    fixed_loads_ms: tuple[int, ...]
    """For each place, the person-time that ties it up in any case."""
    fixed_work_ms: int
    """Person-time that is spent in any case."""
    optics_ms: tuple[int, ...]
    """For each block, the person-time of its transceivers."""
    technicians: int
    """Technicians in crews of the best staffed shift."""
    offered: OfferedTime
    """The time in which the shifts offer some work."""
    crew_size: int
    """Technicians of a crew, at least 1."""
    objective: str
    """The request's objective, with `install-time` instead of `first-su`."""
    surcharges: tuple[Surcharge, ...] = ()
    """Prices on long links of which the stock serves too few."""

    @cached_property
    def prices(self) -> LinkPrices:
        """The prices of all its links."""
        counts = {LinkCount(end.stage, links) for ends in self.to_hosts for end, links in ends.items()}
        counts |= {LinkCount(pair.stage, links) for pair, links in self.between.items()}
        counted = sorted(counts or {LinkCount(0, 0)})
        return LinkPrices(self.racks, self.labour, self.cables, counted, self.surcharges, self.shared)

    @cached_property
    def fixed_ends(self) -> tuple[LinkEnds, ...]:
        """For each block, the far ends of its links to devices that have a place."""
        return tuple(self._host_ends(ends) for ends in self.to_hosts)

    def _host_ends(self, ends: Mapping[HostEnd, int]) -> LinkEnds:
        row_of = self.prices.row_of
        return LinkEnds(
            row=np.array([row_of[LinkCount(end.stage, links)] for end, links in ends.items()], np.int64),
            rack=np.array([end.rack for end in ends], np.int64),
            place=np.array([end.place for end in ends], np.int64),
            is_b=np.array([end.is_a for end in ends], np.bool_),
            block=np.full(len(ends), -1, np.int64),
        )

    @cached_property
    def neighbours(self) -> tuple[Neighbours, ...]:
        """For each block, the other blocks that it is linked to."""
        found: list[list[tuple[int, int, int]]] = [[] for _ in self.blocks]
        for (stage, a_block, b_block), links in self.between.items():
            if a_block != b_block:
                row = self.prices.row_of[LinkCount(stage, links)]
                found[a_block].append((b_block, row, 0))
                found[b_block].append((a_block, row, 1))
        return tuple(Neighbours(*np.array(rows, np.int64).reshape(-1, 3).T) for rows in found)

    @cached_property
    def inside_ms(self) -> LongColumn:
        """For each block, the person-time of the links inside it and of its transceivers; both load its own place."""
        found = np.array(self.optics_ms, np.int64)
        for (stage, a_block, b_block), links in self.between.items():
            if a_block == b_block:
                found[a_block] += self.prices.work[self.prices.row_of[LinkCount(stage, links)], 0]
        return found

    @cached_property
    def _to_devices(self) -> tuple[LongColumn, LinkEnds]:
        """The links of all blocks to devices that have a place: the block of each row, and its far end."""
        if not self.blocks:
            return np.zeros(0, np.int64), self._host_ends({})
        block = np.repeat(np.arange(len(self.blocks)), [len(ends.row) for ends in self.fixed_ends])
        return block, LinkEnds(*map(np.concatenate, zip(*self.fixed_ends, strict=True)))

    @cached_property
    def _pairs(self) -> tuple[LongColumn, Neighbours]:
        """The pairs of linked blocks: the later one of each, and the earlier one as its neighbour."""
        rows = [
            (
                max(a_block, b_block),
                min(a_block, b_block),
                self.prices.row_of[LinkCount(stage, links)],
                b_block > a_block,
            )
            for (stage, a_block, b_block), links in self.between.items()
            if a_block != b_block
        ]
        block, *neighbours = np.array(rows, np.int64).reshape(-1, 4).T
        return block, Neighbours(*neighbours)

    @cached_property
    def _kept_apart(self) -> tuple[LongColumn, LongColumn]:
        """Pairs of blocks that must stand apart."""
        pairs = [(a, b) for stage, a, b in self.between if stage == APART and a != b]
        first, second = np.array(pairs, np.int64).reshape(-1, 2).T
        return first, second

    @cached_property
    def is_opened(self) -> NDArray[np.bool_]:
        """Whether each candidate rack is opened in any case."""
        found: NDArray[np.bool_] = np.isin(self.prices.candidates, sorted(self.opened))
        return found

    @cached_property
    def forbidden(self) -> NDArray[np.bool_]:
        """Whether a block may not stand in a candidate rack."""
        return np.array(
            [
                [allowed is not None and rack not in allowed for rack in self.prices.candidates.tolist()]
                for allowed in self.allowed_racks
            ],
            np.bool_,
        ).reshape(len(self.blocks), len(self.prices.candidates))

    def loads(self, assignment: Sequence[int]) -> tuple[int, LongColumn]:
        """Work of a whole assignment, and the load of every place, in person-milliseconds."""
        prices, at = self.prices, np.asarray(assignment, np.int64)
        loads_ms = np.array(self.fixed_loads_ms, np.int64)
        block, ends = self._to_devices
        work_ms = self.fixed_work_ms + prices.add_loads(ends, at[block], loads_ms)
        block, (other, row, is_b) = self._pairs
        ends = LinkEnds(row, prices.candidates[at[other]], prices.place[at[other]], is_b > 0, other)
        work_ms += prices.add_loads(ends, at[block], loads_ms)
        work_ms += int(self.inside_ms.sum())
        np.add.at(loads_ms, prices.place[at], self.inside_ms)
        first, second = self._kept_apart
        wrong = self.forbidden[np.arange(len(at)), at].sum() + prices.shared[at[first], at[second]].sum()
        used = np.zeros(len(prices.candidates), np.bool_)
        used[at] = True
        newly = np.flatnonzero(used & ~self.is_opened)
        open_ms = self.labour.act_ms("mobilise", 1)
        np.add.at(loads_ms, prices.place[newly], open_ms)
        return work_ms + FORBIDDEN_MS * int(wrong) + open_ms * len(newly), loads_ms

    @cached_property
    def slots(self) -> LongColumn:
        """Technicians that may work in each place at once."""
        found: LongColumn = self.racks.place_crews.astype(np.int64) * self.crew_size
        return found

    def fits(self, assignment: Sequence[int], blocks: Sequence[int]) -> bool:
        """Whether the racks hold the shares of some blocks of an assignment."""
        used = np.zeros(len(self.racks.capacity), np.int64)
        np.add.at(used, [assignment[b] for b in blocks], [self.shares[b, assignment[b]] for b in blocks])
        return bool((used <= self.racks.capacity).all())

    def score(self, assignment: Sequence[int]) -> Score:
        """Work and time of a whole assignment."""
        return self.score_of(*self.loads(assignment))

    def score_of(self, work_ms: int, loads_ms: LongColumn) -> Score:
        """Work and time of the work and the load of each place."""
        fullest = int(np.max(-(-loads_ms // self.slots), initial=0))
        return Score(max(self.offered.time_ms(work_ms), fullest), work_ms)
