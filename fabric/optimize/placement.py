"""Which rack each block of switches stands in: the least install time that places allow, then the least work.

Variables: one rack per block. Rules: switches take shares of a rack (`add_rack_capacity`). Objective:

    T = max( W / technicians, max over places p of load(p) / (crews allowed in p x crew size) ),   then W

with W all person-time and load(p) the person-time that ties up place p: landing, optics, opening and tests there, and
every pull that ends there. Small questions are enumerated. Else, tier by tier with the others held, T and W are
linear in the assignment (the opening of racks left out) and CP-SAT solves it from a first-fit start; then single
moves and swaps are tried on the whole objective until none helps. Lower bound: fabric.bounds, which holds for all
placements.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from ortools.sat.python import cp_model

from fabric.labour import LabourTable
from fabric.optimize.costs import EMPTY, Cover, CoverTable
from fabric.optimize.groups import Group
from fabric.optimize.solver import solve
from fabric.optimize.terrain import Terrain
from fabric.topology.links import IntColumn
from layouts.units import divide_up

Assignment = tuple[int, ...]
"""Per group, the index of its candidate rack."""

EXHAUSTIVE = 1_000
"""Up to so many assignments all are tried."""

FORBIDDEN_MS = 10**12
"""Work of a pair that no pathway joins or nothing spans: more than any plan has."""


@dataclass(frozen=True)
class Score:
    """What a placement costs: the place-aware time and the work, both in person-milliseconds of one technician."""

    time_ms: int
    work_ms: int

    def key(self, objective: str) -> tuple[int, int]:
        """What is made least, first."""
        return (self.work_ms, self.time_ms) if objective == "person-hours" else (self.time_ms, self.work_ms)


Standing = tuple[int, int, int, bool]
"""Stage, rack and place of devices that have a place, and whether they are the A end."""


@dataclass(frozen=True)
class Question:
    """One placement problem. `to_racks[g]` counts the links of a block to devices that have a place, `between` those
    of two blocks; stages index the media of the design. `shares[g, c]` is what a block takes of the capacity of a
    rack, `allowed[g]` the racks that it may stand in (None: all), `opened` the racks that are opened in any case.
    """

    groups: tuple[Group, ...]
    terrain: Terrain
    shares: IntColumn
    to_racks: tuple[Mapping[Standing, int], ...]
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
    def neighbours(self) -> tuple[tuple[tuple[int, int, bool, int], ...], ...]:
        """Per group: stage, the group that it is linked to, whether that one is the A end, links."""
        found: list[list[tuple[int, int, bool, int]]] = [[] for _ in self.groups]
        for (stage, g, h), links in self.between.items():
            if g != h:
                found[g].append((stage, h, False, links))
                found[h].append((stage, g, True, links))
        return tuple(map(tuple, found))

    @cached_property
    def inside(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per group: stage and number of the links inside it."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.groups]
        for (stage, g, h), links in self.between.items():
            if g == h:
                found[g].append((stage, links))
        return tuple(map(tuple, found))

    def cover(self, stage: int, links: int, length_mm: int) -> Cover | None:
        """The cover of some links of a stage, None where nothing spans the length."""
        if length_mm == 0:
            return self.tables[stage].in_rack(links)
        if length_mm > self.reach_mm[stage]:
            return None
        return self.tables[stage].cover(links, length_mm, length_mm if self.has_jumpers[stage] else None)

    def add_pair(self, loads: list[int], stage: int, links: int, length_mm: int, a_place: int, b_place: int) -> int:
        """Adds the load of the links between two racks to their places; returns the work."""
        cover = self.cover(stage, links, length_mm) if links else EMPTY
        if cover is None:
            return FORBIDDEN_MS
        test_ms = self.labour.act_ms("test_link", links)
        loads[a_place] += cover.pull_ms + cover.a_land_ms + test_ms
        loads[b_place] += cover.b_land_ms + (cover.pull_ms if b_place != a_place else 0)
        return cover.work_ms + test_ms

    def group_loads(self, g: int, candidate: int, racks: Mapping[int, int]) -> tuple[int, list[int]]:
        """Work and place loads of one block in a rack, against hosts and the blocks in `racks` (group -> candidate)."""
        terrain = self.terrain
        loads = [0] * len(terrain.place_crews)
        rack = int(terrain.candidates[candidate])
        own = int(terrain.place[rack])
        allowed = self.allowed[g]
        work = FORBIDDEN_MS if allowed is not None and rack not in allowed else 0
        for (stage, other, place, is_a), links in self.to_racks[g].items():
            length = int(terrain.length_mm[candidate, other])
            ends = (place, own) if is_a else (own, place)
            work += self.add_pair(loads, stage, links, length, *ends)
        for stage, h, is_a, links in self.neighbours[g]:
            if h in racks:
                other = int(terrain.candidates[racks[h]])
                length = int(terrain.length_mm[candidate, other])
                there = int(terrain.place[other])
                work += self.add_pair(loads, stage, links, length, *((there, own) if is_a else (own, there)))
        for stage, links in self.inside[g]:
            work += self.add_pair(loads, stage, links, 0, own, own)
        loads[own] += self.optics_ms[g]
        return work + self.optics_ms[g], loads

    def score(self, assignment: Sequence[int]) -> Score:
        """Work and time of a whole assignment."""
        loads = np.array(self.fixed_loads_ms, np.int64)
        work = self.fixed_work_ms
        placed: dict[int, int] = {}
        for g, candidate in enumerate(assignment):
            own_work, own_loads = self.group_loads(g, candidate, placed)
            work += own_work
            loads += np.array(own_loads, np.int64)
            placed[g] = candidate
        open_ms = self.labour.act_ms("mobilise", 1)
        for candidate in set(assignment):
            if int(self.terrain.candidates[candidate]) in self.opened:
                continue
            work += open_ms
            loads[self.terrain.place[self.terrain.candidates[candidate]]] += open_ms
        slots = self.terrain.place_crews.astype(np.int64) * self.crew_size
        time = max(divide_up(work, self.technicians), int(np.max(-(-loads // slots), initial=0)))
        return Score(time, work)


def place_groups(
    question: Question, seed: int, improvements: int, report: Callable[[str], None], effort: float = 0.5
) -> tuple[Assignment, Score] | None:
    """The best assignment found, None where the racks do not hold the blocks. `improvements` limits trial moves,
    `effort` (deterministic seconds) each solve.
    """
    free = [g for g, group in enumerate(question.groups) if group.fixed_rack is None]
    placed = {
        g: question.terrain.candidate_of(question.terrain.rack_ids.index(group.fixed_rack))
        for g, group in enumerate(question.groups)
        if group.fixed_rack is not None
    }
    if not free:
        assignment = tuple(placed[g] for g in range(len(question.groups)))
        return assignment, question.score(assignment)
    if len(question.terrain.candidates) ** len(free) <= EXHAUSTIVE:
        return enumerate_all(question, placed, free)
    tiers = [[g for g in free if question.groups[g].tier == tier] for tier in ("leaf", "spine", "core")]
    tiers = [tier for tier in tiers if tier]
    best: tuple[Assignment, Score] | None = None
    for number, members in enumerate([*tiers, *tiers]):
        others = {g: c for g, c in placed.items() if g not in members}
        chosen = assign_tier(question, members, others, seed, effort)
        if chosen is None:
            return None
        placed = {**others, **chosen}
        if number + 1 < len(tiers):
            continue
        assignment = tuple(placed[g] for g in range(len(question.groups)))
        score = question.score(assignment)
        if best is None or score.key(question.objective) < best[1].key(question.objective):
            best = assignment, score
            if score.work_ms < FORBIDDEN_MS:
                report(f"placement: {score.time_ms / 3_600_000:.2f} h by places and work")
    assert best is not None
    return improve(question, *best, free, improvements)


def enumerate_all(question: Question, placed: Mapping[int, int], free: list[int]) -> tuple[Assignment, Score] | None:
    """The best of all assignments, for questions that are small enough; None where none fits."""
    best: tuple[Assignment, Score] | None = None
    for option in product(range(len(question.terrain.candidates)), repeat=len(free)):
        used = Counter[int]()
        for g, candidate in zip(free, option, strict=True):
            used[candidate] += int(question.shares[g, candidate])
        if any(count > question.terrain.capacity[candidate] for candidate, count in used.items()):
            continue
        chosen = {**placed, **dict(zip(free, option, strict=True))}
        assignment = tuple(chosen[g] for g in range(len(question.groups)))
        score = question.score(assignment)
        if best is None or score.key(question.objective) < best[1].key(question.objective):
            best = assignment, score
    return best


def assign_tier(
    question: Question, members: list[int], others: Mapping[int, int], seed: int, effort: float
) -> dict[int, int] | None:
    """One tier to racks by CP-SAT, the others held: minimise T, then W. None where it does not fit."""
    terrain = question.terrain
    model = cp_model.CpModel()
    free_room = terrain.capacity.copy()
    for g, candidate in others.items():
        if question.groups[g].fixed_rack is None:
            free_room[candidate] -= question.shares[g, candidate]
    x: dict[tuple[int, int], cp_model.IntVar] = {}
    work_terms: list[tuple[cp_model.IntVar, int]] = []
    load_terms: dict[int, list[tuple[cp_model.IntVar, int]]] = {}
    for g in members:
        for candidate in range(len(terrain.candidates)):
            if free_room[candidate] < question.shares[g, candidate]:
                continue
            work, loads = question.group_loads(g, candidate, others)
            if work >= FORBIDDEN_MS:
                continue
            variable = x[g, candidate] = model.new_bool_var(f"x_{g}_{candidate}")
            work_terms.append((variable, work // 1000))
            for place, load in enumerate(loads):
                if load:
                    load_terms.setdefault(place, []).append((variable, load // 1000))
        mine = [x[g, c] for c in range(len(terrain.candidates)) if (g, c) in x]
        if not mine:
            return None
        model.add_exactly_one(mine)
    add_rack_capacity(model, question, x, members, free_room)
    time = add_place_time(model, question, work_terms, load_terms, others)
    work_sum = sum(variable * weight for variable, weight in work_terms)
    # The second aim decides among equals of the first: a sixteenth of its weight, so that it never outweighs a minute.
    if question.objective == "person-hours":
        model.minimize(work_sum * 16 + time)
    else:
        model.minimize(time * (16 * question.technicians) + work_sum)
    start = _first_fit(
        question, members, free_room, {key: weight for key, (_, weight) in zip(x, work_terms, strict=True)}
    )
    for key, variable in x.items():
        if start is not None:
            model.add_hint(variable, int(start[key[0]] == key[1]))
    values = solve(model, list(x.values()), seed, deterministic_time=effort)
    if values is None:
        return start
    return {g: candidate for (g, candidate), value in zip(x, values, strict=True) if value}


def _first_fit(
    question: Question, members: list[int], free_room: IntColumn, work: Mapping[tuple[int, int], int]
) -> dict[int, int] | None:
    """Each block in turn to the rack of least work that still has room: a start for the search, and its fallback."""
    room = free_room.copy()
    options: dict[int, list[tuple[int, int]]] = {}
    for (g, candidate), weight in work.items():
        options.setdefault(g, []).append((weight, candidate))
    chosen: dict[int, int] = {}
    for g in members:
        share = question.shares[g]
        found = min(((w, c) for w, c in options.get(g, []) if room[c] >= share[c]), default=None)
        if found is None:
            return None
        chosen[g] = found[1]
        room[found[1]] -= share[found[1]]
    return chosen


def add_rack_capacity(
    model: cp_model.CpModel,
    question: Question,
    x: Mapping[tuple[int, int], cp_model.IntVar],
    members: list[int],
    free_room: IntColumn,
) -> None:
    """For each rack: sum over blocks in it of their shares <= room."""
    for candidate, room in enumerate(free_room):
        inside = [(x[g, candidate], int(question.shares[g, candidate])) for g in members if (g, candidate) in x]
        if sum(size for _, size in inside) > room:
            model.add(sum(variable * size for variable, size in inside) <= int(room))


def add_place_time(
    model: cp_model.CpModel,
    question: Question,
    work_terms: list[tuple[cp_model.IntVar, int]],
    load_terms: Mapping[int, list[tuple[cp_model.IntVar, int]]],
    others: Mapping[int, int],
) -> cp_model.IntVar:
    """T >= W / technicians, and for each place T >= load / (crews x crew size); seconds of one technician."""
    loads = np.array(question.fixed_loads_ms, np.int64)
    work = question.fixed_work_ms
    placed: dict[int, int] = {}
    for g, candidate in others.items():
        own_work, own_loads = question.group_loads(g, candidate, placed)
        loads += np.array(own_loads, np.int64)
        work += own_work
        placed[g] = candidate
    time = model.new_int_var(0, 10**9, "time_s")
    model.add(time * question.technicians >= sum(v * w for v, w in work_terms) + work // 1000)
    for place, terms in load_terms.items():
        slots = int(question.terrain.place_crews[place]) * question.crew_size
        model.add(time * slots >= sum(v * w for v, w in terms) + int(loads[place]) // 1000)
    return time


def improve(
    question: Question, assignment: Assignment, score: Score, free: list[int], trials: int
) -> tuple[Assignment, Score]:
    """Moves and swaps of single blocks, first improvement, until none helps or the trials are used up."""
    room = question.terrain.capacity
    improved = True
    while improved and trials > 0:
        improved = False
        for option in _neighbour_assignments(question, assignment, free, room):
            trials -= 1
            found = question.score(option)
            if found.key(question.objective) < score.key(question.objective):
                assignment, score, improved = option, found, True
                break
            if trials <= 0:
                break
    return assignment, score


def _neighbour_assignments(
    question: Question, assignment: Assignment, free: list[int], room: IntColumn
) -> Iterator[Assignment]:
    """Single blocks moved, then two blocks exchanged, then all that stands in two racks, as far as racks hold them."""
    shares = question.shares
    used = np.zeros(len(room), np.int64)
    for g in free:
        used[assignment[g]] += shares[g, assignment[g]]
    for g in free:
        for candidate in range(len(room)):
            if candidate != assignment[g] and used[candidate] + shares[g, candidate] <= room[candidate]:
                yield (*assignment[:g], candidate, *assignment[g + 1 :])
    for i, g in enumerate(free):
        for h in free[i + 1 :]:
            a, b = assignment[g], assignment[h]
            alike = question.groups[g].tier == question.groups[h].tier and question.to_racks[g] == question.to_racks[h]
            if a == b or alike:
                continue
            if used[a] - shares[g, a] + shares[h, a] <= room[a] and used[b] - shares[h, b] + shares[g, b] <= room[b]:
                swapped = list(assignment)
                swapped[g], swapped[h] = b, a
                yield tuple(swapped)
    movable = set(free)
    held = sorted({assignment[g] for g in free})
    for i, a in enumerate(held):
        for b in held[i + 1 :]:
            moved = [(g, b if assignment[g] == a else a) for g in free if assignment[g] in (a, b)]
            into = {c: sum(int(shares[g, c]) for g, target in moved if target == c) for c in (a, b)}
            if into[a] <= room[a] and into[b] <= room[b]:
                exchange = {a: b, b: a}
                yield tuple(exchange.get(c, c) if g in movable else c for g, c in enumerate(assignment))
