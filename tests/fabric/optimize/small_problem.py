"""Small placement problems on a few racks, made of values: two leaves, one spine, devices in racks of their own."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from fabric.inputs.labour_reader import read_labour
from fabric.optimize.cabling.cover_table import CoverTable, StageCables
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.offered_time import OfferedTime
from fabric.optimize.placement.problem import BlockPair, HostEnd, PlacementProblem
from fabric.rules.candidate_racks import CandidateRacks

LABOUR = read_labour()
CABLES = StageCables(CoverTable(LABOUR, (12, 24), 24), True, 50_000, ("jumper",))


def make_racks(walks_mm: list[list[int]], capacity: list[int]) -> CandidateRacks:
    """Racks R0, R1, ... of which the first are candidates; three places of one crew in turn."""
    racks = len(walks_mm[0])
    return CandidateRacks(
        rack_ids=tuple(f"R{i}" for i in range(racks)),
        candidates=np.arange(len(walks_mm), dtype=np.int32),
        capacity=np.array(capacity, np.int32),
        fits={},
        most=np.array(capacity, np.int32),
        walk_mm=np.array(walks_mm, np.int32),
        least_walk_mm=np.array(walks_mm, np.int32),
        over_panels=np.zeros((1, 1), bool),
        end_mm=np.zeros(racks, np.int32),
        place=np.arange(racks, dtype=np.int32) % 3,
        place_crews=np.array([1, 1, 1], np.int32),
    )


def make_problem(
    walks_mm: list[list[int]],
    capacity: list[int],
    host_links: list[dict[int, int]],
    objective: str = "install-time",
    uplinks: tuple[int, ...] = (8, 8),
) -> PlacementProblem:
    """Two leaves with links to devices by rack, and `uplinks` to the spine. Transceivers of a block take a minute."""
    to_hosts = [{HostEnd(0, rack, rack % 3, True): n for rack, n in links.items()} for links in host_links]
    return PlacementProblem(
        blocks=(Block("leaf", (0,), None), Block("leaf", (1,), None), Block("spine", (2,), None)),
        racks=make_racks(walks_mm, capacity),
        shares=np.ones((3, len(walks_mm)), np.int32),
        to_hosts=(*to_hosts, {}),
        between={BlockPair(1, leaf, 2): links for leaf, links in enumerate(uplinks)},
        cables=(CABLES, CABLES),
        allowed_racks=(None, None, None),
        opened=frozenset(),
        labour=LABOUR,
        fixed_loads_ms=(0, 0, 0),
        fixed_work_ms=0,
        optics_ms=(60_000, 60_000, 60_000),
        technicians=4,
        offered=OfferedTime(4, (), ()),
        crew_size=2,
        objective=objective,
    )


def list_assignments(problem: PlacementProblem) -> list[tuple[int, ...]]:
    """All assignments that the racks hold."""
    blocks = range(len(problem.blocks))
    options = product(range(len(problem.racks.candidates)), repeat=len(problem.blocks))
    return [option for option in options if problem.fits(option, blocks)]


@st.composite
def problems(draw: st.DrawFn, roomy: bool = False) -> PlacementProblem:
    """Problems of two to four candidates and two racks of devices; racks hold one to three blocks, three if `roomy`."""
    candidates, hosts = draw(st.integers(2, 4)), 2
    walks_mm = [
        [0 if c == r else draw(st.integers(2, 40)) * 500 for r in range(candidates + hosts)] for c in range(candidates)
    ]
    for c in range(candidates):
        for d in range(c):
            walks_mm[c][d] = walks_mm[d][c]
    host_links = [{candidates + h: draw(st.sampled_from([1, 4, 12])) for h in range(hosts)} for _ in range(2)]
    capacity = [3 if roomy else draw(st.integers(1, 3)) for _ in range(candidates)]
    uplinks = draw(st.sampled_from([8, 24])), draw(st.sampled_from([1, 8]))
    problem = make_problem(
        walks_mm, capacity, host_links, draw(st.sampled_from(["install-time", "person-hours"])), uplinks
    )
    return replace(problem, opened=frozenset(draw(st.sets(st.integers(0, candidates - 1)))))
