"""The question of where each block of switches stands, and what an answer costs.

Variables: one rack per block. Rules: switches take shares of a rack, and stand where they are allowed. Objective:

    T = max( W / technicians, max over places p of load(p) / (crews allowed in p x crew size) ),   then W

with W all person-time and load(p) the person-time that ties up place p: landing, optics, opening and tests there, and
every pull that ends there. Solved by fabric.optimize.placement.local_search. Lower bound: fabric.bounds.least_work,
which holds for all placements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fabric.optimize.cabling.covers import CoverTable
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.link_prices import FORBIDDEN_MS, LinkEnds, LinkPrices, ends_of
from fabric.project import LabourTable
from fabric.rules import CandidateRacks
from layouts import IntColumn, LongColumn, divide_up

Assignment = tuple[int, ...]
"""Per group, the index of its candidate rack."""


@dataclass(frozen=True)
class Score:
    """What a placement costs: the place-aware time and the work, both in person-milliseconds of one technician."""

    time_ms: int
    work_ms: int

    def key(self, objective: str) -> tuple[int, int]:
        """What is made least, first."""
        return (self.work_ms, self.time_ms) if objective == "person-hours" else (self.time_ms, self.work_ms)


HostEnd = tuple[int, int, int, bool]
"""Stage, rack and place of devices that have a place, and whether they are the A end."""


@dataclass(frozen=True, kw_only=True)
class PlacementProblem:
    """One placement problem. `to_racks[g]` counts the links of a block to devices that have a place, `between` those
    of two blocks; stages index the media of the design. `shares[g, c]` is what a block takes of the capacity of a
    rack, `allowed[g]` the racks that it may stand in (None: all), `opened` the racks that are opened in any case.
    """

    groups: tuple[Block, ...]
    terrain: CandidateRacks
    shares: IntColumn
    to_racks: tuple[Mapping[HostEnd, int], ...]
    between: Mapping[tuple[int, int, int], int]
    tables: Mapping[int, CoverTable]
    has_jumpers: Mapping[int, bool]
    reach_mm: Mapping[int, int]
    allowed: tuple[frozenset[int] | None, ...]
    opened: frozenset[int]
    labour: LabourTable
    fixed_loads_ms: tuple[int, ...]
    fixed_work_ms: int
    optics_ms: tuple[int, ...]
    technicians: int
    crew_size: int
    objective: str

    @cached_property
    def field(self) -> LinkPrices:
        """The prices of all its links."""
        counts = {(stage, n) for racks in self.to_racks for (stage, *_), n in racks.items()}
        counts |= {(stage, n) for (stage, _, _), n in self.between.items()}
        return LinkPrices(
            self.terrain, self.labour, self.tables, self.has_jumpers, self.reach_mm, sorted(counts or {(0, 0)})
        )

    @cached_property
    def fixed_ends(self) -> tuple[LinkEnds, ...]:
        """Per group, its links to devices that have a place."""
        rows = self.field.row_of
        return tuple(
            ends_of(
                self.field,
                [(rows[stage, n], rack, place, is_a, -1) for (stage, rack, place, is_a), n in racks.items()],
            )
            for racks in self.to_racks
        )

    @cached_property
    def neighbours(self) -> tuple[LongColumn, ...]:
        """Per group three columns: groups that it is linked to, rows of their links, 1 where it is the B end."""
        found: list[list[tuple[int, int, int]]] = [[] for _ in self.groups]
        for (stage, g, h), links in self.between.items():
            if g != h:
                found[g].append((h, self.field.row_of[stage, links], 0))
                found[h].append((g, self.field.row_of[stage, links], 1))
        return tuple(np.array(rows, np.int64).reshape(-1, 3).T for rows in found)

    @cached_property
    def inside_ms(self) -> LongColumn:
        """Per group: the work of the links inside it, and of its optics; both load its own place."""
        found = np.array(self.optics_ms, np.int64)
        for (stage, g, h), links in self.between.items():
            if g == h:
                found[g] += self.field.work[self.field.row_of[stage, links], 0]
        return found

    def linked_ends(self, g: int, at: LongColumn) -> LinkEnds:
        """The links of a block to those other blocks that have a rack; -1: none yet."""
        group, row, is_b = self.neighbours[g]
        has = at[group] >= 0
        group, row, is_b = group[has], row[has], is_b[has]
        return LinkEnds(row, self.field.candidates[at[group]], self.field.place[at[group]], is_b > 0, group)

    def loads(self, assignment: Sequence[int]) -> tuple[int, LongColumn]:
        """Work and the load of every place of a whole assignment."""
        loads = np.array(self.fixed_loads_ms, np.int64)
        work = self.fixed_work_ms
        placed = np.full(len(assignment), -1, np.int64)
        for g, candidate in enumerate(assignment):
            allowed = self.allowed[g]
            if allowed is not None and int(self.field.candidates[candidate]) not in allowed:
                work += FORBIDDEN_MS
            work += self.field.add_loads(self.fixed_ends[g], candidate, loads)
            work += self.field.add_loads(self.linked_ends(g, placed), candidate, loads)
            work += int(self.inside_ms[g])
            loads[self.field.place[candidate]] += self.inside_ms[g]
            placed[g] = candidate
        open_ms = self.labour.act_ms("mobilise", 1)
        for candidate in set(assignment):
            if int(self.field.candidates[candidate]) not in self.opened:
                work += open_ms
                loads[self.field.place[candidate]] += open_ms
        return work, loads

    @cached_property
    def slots(self) -> LongColumn:
        """Technicians that may work in each place at once."""
        found: LongColumn = self.terrain.place_crews.astype(np.int64) * self.crew_size
        return found

    def score(self, assignment: Sequence[int]) -> Score:
        """Work and time of a whole assignment."""
        return self.score_of(*self.loads(assignment))

    def score_of(self, work_ms: int, loads_ms: LongColumn) -> Score:
        """Work and time of some loads."""
        time = max(divide_up(work_ms, self.technicians), int(np.max(-(-loads_ms // self.slots), initial=0)))
        return Score(time, work_ms)
