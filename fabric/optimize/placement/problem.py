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

    def linked_ends(self, block: int, candidate_of: LongColumn) -> LinkEnds:
        """The far ends of the links of a block to those other blocks that have a rack.

        `candidate_of` maps each block to its candidate rack, -1 where it has none yet.
        """
        other, row, is_b = self.neighbours[block]
        has = candidate_of[other] >= 0
        other, row, is_b = other[has], row[has], is_b[has]
        at = candidate_of[other]
        return LinkEnds(row, self.prices.candidates[at], self.prices.place[at], is_b > 0, other)

    def loads(self, assignment: Sequence[int]) -> tuple[int, LongColumn]:
        """Work of a whole assignment, and the load of every place, in person-milliseconds."""
        prices = self.prices
        loads_ms = np.array(self.fixed_loads_ms, np.int64)
        work_ms = self.fixed_work_ms
        candidate_of = np.full(len(assignment), -1, np.int64)
        for block, candidate in enumerate(assignment):
            allowed = self.allowed_racks[block]
            if allowed is not None and int(prices.candidates[candidate]) not in allowed:
                work_ms += FORBIDDEN_MS
            work_ms += prices.add_loads(self.fixed_ends[block], candidate, loads_ms)
            work_ms += prices.add_loads(self.linked_ends(block, candidate_of), candidate, loads_ms)
            work_ms += int(self.inside_ms[block])
            loads_ms[prices.place[candidate]] += self.inside_ms[block]
            candidate_of[block] = candidate
        for stage, a_block, b_block in self.between:
            if stage == APART and a_block != b_block and prices.shared[assignment[a_block], assignment[b_block]]:
                work_ms += FORBIDDEN_MS
        open_ms = self.labour.act_ms("mobilise", 1)
        for candidate in set(assignment):
            if int(prices.candidates[candidate]) not in self.opened:
                work_ms += open_ms
                loads_ms[prices.place[candidate]] += open_ms
        return work_ms, loads_ms

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
