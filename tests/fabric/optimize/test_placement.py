"""Placement against brute force over all assignments of small problems; capacity rejects when forced."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.inputs.labour_reader import read_labour
from fabric.optimize.cabling.covers import CoverTable, StageCables
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.problem import BlockPair, HostEnd, PlacementProblem
from fabric.rules.candidate_racks import CandidateRacks

LABOUR = read_labour()
TABLE = CoverTable(LABOUR, (12, 24), 24)


def make_problem(
    lengths: list[list[int]],
    capacity: list[int],
    host_links: list[dict[int, int]],
    objective: str,
    reach_mm: int = 50_000,
) -> PlacementProblem:
    """Candidates are the first racks, hosts stand in the last ones; two leaves, one spine, three places of one crew."""
    racks = len(lengths[0])
    candidates = len(lengths)
    floor = CandidateRacks(
        rack_ids=tuple(f"R{i}" for i in range(racks)),
        candidates=np.arange(candidates, dtype=np.int32),
        capacity=np.array(capacity, np.int32),
        fits={},
        most=np.array(capacity, np.int32),
        walk_mm=np.array(lengths, np.int32),
        end_mm=np.zeros(racks, np.int32),
        place=np.arange(racks, dtype=np.int32) % 3,
        place_crews=np.array([1, 1, 1], np.int32),
    )
    blocks = (Block("leaf", (0,), None), Block("leaf", (1,), None), Block("spine", (2,), None))
    return PlacementProblem(
        blocks=blocks,
        racks=floor,
        shares=np.ones((3, candidates), np.int32),
        to_hosts=(*({HostEnd(0, rack, rack % 3, True): n for rack, n in links.items()} for links in host_links), {}),
        between={BlockPair(1, 0, 2): 8, BlockPair(1, 1, 2): 8},
        cables=(StageCables(TABLE, True, 50_000),) * 2,
        allowed=(None, None, None),
        opened=frozenset(),
        labour=LABOUR,
        fixed_loads_ms=(0, 0, 0),
        fixed_work_ms=0,
        optics_ms=(60_000, 60_000, 60_000),
        technicians=4,
        crew_size=2,
        objective=objective,
    )


def all_assignments(problem: PlacementProblem) -> Iterator[tuple[int, ...]]:
    for option in product(range(len(problem.racks.candidates)), repeat=3):
        if all(option.count(c) <= problem.racks.capacity[c] for c in option):
            yield option


@st.composite
def problems(draw: st.DrawFn) -> PlacementProblem:
    candidates, hosts = draw(st.integers(2, 4)), 2
    lengths = [
        [0 if c == r else draw(st.integers(2, 40)) * 500 for r in range(candidates + hosts)] for c in range(candidates)
    ]
    for c in range(candidates):
        for d in range(c):
            lengths[c][d] = lengths[d][c]
    host_links = [{candidates + h: draw(st.sampled_from([0, 4, 12])) or 1 for h in range(hosts)} for _ in range(2)]
    capacity = [draw(st.integers(1, 3)) for _ in range(candidates)]
    return make_problem(lengths, capacity, host_links, draw(st.sampled_from(["install-time", "person-hours"])))


@given(problems())
def test_against_brute_force(problem: PlacementProblem) -> None:
    """Small problems are solved exactly; tier by tier and swaps, forced on them, are never better and stay close."""
    options = list(all_assignments(problem))
    found = place_blocks(problem)
    if not options:
        assert found is None
        return
    best = min(problem.score(option).key(problem.objective) for option in options)
    assert found is not None
    assert found[0] in options
    assert found[1].key(problem.objective) == best
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fabric.optimize.placement.local_search.EXHAUSTIVE", 0)
        searched = place_blocks(problem)
    assert searched is not None
    assert searched[0] in options
    assert best <= searched[1].key(problem.objective)
    assert searched[1].key(problem.objective)[0] <= best[0] * 1.2


def test_capacity_accepts_rejects_and_accepts_next_door() -> None:
    lengths = [[0, 2000, 3000, 3000], [2000, 0, 3000, 3000]]
    hosts = [{2: 4, 3: 4}, {2: 4, 3: 4}]
    assert place_blocks(make_problem(lengths, [3, 0], hosts, "install-time")) is not None
    assert place_blocks(make_problem(lengths, [2, 0], hosts, "install-time")) is None
    assert place_blocks(make_problem(lengths, [2, 1], hosts, "install-time")) is not None


def test_racks_out_of_reach_are_left_alone() -> None:
    """The first rack is 60 m from the hosts, the second 6 m: all goes to the second."""
    lengths = [[0, 2000, 60_000, 60_000], [2000, 0, 6_000, 6_000]]
    hosts = [{2: 4, 3: 4}, {2: 4, 3: 4}]
    found = place_blocks(make_problem(lengths, [3, 3], hosts, "install-time"))
    assert found is not None
    assert set(found[0][:2]) == {1}
    assert found[1].work_ms < FORBIDDEN_MS


@pytest.mark.parametrize("objective", ["install-time", "person-hours"])
def test_spread_for_time_piled_for_work(objective: str) -> None:
    """Two equal racks in two places, hosts equally far: for time the leaves part, for work they may stand together."""
    lengths = [[0, 4000, 5000, 5000], [4000, 0, 5000, 5000]]
    hosts = [{2: 12, 3: 12}, {2: 12, 3: 12}]
    problem = make_problem(lengths, [3, 3], hosts, objective)
    found = place_blocks(problem)
    assert found is not None
    piled = problem.score((0, 0, 0))
    if objective == "install-time":
        assert found[1].time_ms < piled.time_ms
    else:
        assert found[1].work_ms <= piled.work_ms
