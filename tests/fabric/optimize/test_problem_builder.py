"""The placement problem of the small design, counted by hand; racks that a position allows."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from fabric.optimize.placement import problem_builder
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.problem import BlockPair, HostEnd
from fabric.optimize.placement.problem_builder import EarlierWork, build_problem, list_allowed_racks
from fabric.rules.candidate_racks import ROOM
from layouts.site import Site
from tests.fabric.audit.small_plan import LABOUR, SITE, rack
from tests.fabric.optimize.small_design import COMPUTE, DESIGN, task_of

TASK = task_of()
LEAVES = Block("leaf", (0, 1), None)
SPINE = Block("spine", (2,), None)
SINGLES = (Block("leaf", (0,), None), Block("leaf", (1,), None), SPINE)
NOTHING = EarlierWork({}, 0, frozenset())
REAR = 1
"""Place of the nodes: the rear of row R, after its front."""


def test_links_are_counted_by_ends() -> None:
    """Four links from rack A01 to the leaves; four from the leaves to the spine. Leaf by leaf: two and two."""
    problem = build_problem(COMPUTE, DESIGN, TASK.racks, (LEAVES, SPINE), NOTHING)
    assert problem.to_hosts == ({HostEnd(0, 0, REAR, True): 4}, {})
    assert problem.between == {BlockPair(1, 0, 1): 4}
    single = build_problem(COMPUTE, DESIGN, TASK.racks, SINGLES, NOTHING)
    assert single.to_hosts == ({HostEnd(0, 0, REAR, True): 2}, {HostEnd(0, 0, REAR, True): 2}, {})
    assert single.between == {BlockPair(1, 0, 2): 2, BlockPair(1, 1, 2): 2}


def test_the_counts_of_any_blocks_are_all_links() -> None:
    """Whatever the blocks, each link is counted once."""
    every = (
        (LEAVES, SPINE),
        (Block("leaf", (0, 1), "A02"), SPINE),
        (Block("leaf", (0,), None), Block("leaf", (1,), None), SPINE),
    )
    for blocks in every:
        problem = build_problem(COMPUTE, DESIGN, TASK.racks, blocks, NOTHING)
        stages: Counter[int] = Counter()
        for ends in problem.to_hosts:
            for end, links in ends.items():
                stages[end.stage] += links
        for pair, links in problem.between.items():
            stages[pair.stage] += links
        assert stages == {0: 4, 1: 4}


@pytest.mark.parametrize("largest", [1 << 62, 1])
def test_columns_are_counted_in_order(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns (1, -1), (0, 5), (1, -1), (1, 0), by their first entry, then their second; by numbers or as they are."""
    monkeypatch.setattr(problem_builder, "LARGEST_CODE", largest)
    table = np.array([[1, 0, 1, 1], [-1, 5, -1, 0]], np.int64)
    assert problem_builder._count_columns(table) == [((0, 5), 1), ((1, -1), 2), ((1, 0), 1)]
    assert problem_builder._count_columns(table[:, :0]) == []


def test_fixed_work_is_that_of_devices_and_of_earlier_networks() -> None:
    """Two transceivers of the nodes and the opening of their rack, a minute each, at the rear; the rest is earlier."""
    problem = build_problem(COMPUTE, DESIGN, TASK.racks, (LEAVES, SPINE), EarlierWork({0: 7, 1: 5}, 12, frozenset()))
    assert problem.fixed_loads_ms == (7, 5 + 3 * 60_000)
    assert problem.fixed_work_ms == 12 + 3 * 60_000
    assert problem.opened == {0}


def test_a_rack_that_is_open_is_not_opened_again() -> None:
    problem = build_problem(COMPUTE, DESIGN, TASK.racks, (LEAVES, SPINE), EarlierWork({}, 0, frozenset([0, 1])))
    assert problem.fixed_work_ms == 2 * 60_000
    assert problem.opened == {0, 1}


def test_transceivers_of_blocks() -> None:
    """Cages hold two ports: each leaf has one transceiver down and one up, the spine two."""
    problem = build_problem(COMPUTE, DESIGN, TASK.racks, (LEAVES, SPINE), NOTHING)
    assert problem.optics_ms == (4 * 60_000, 2 * 60_000)


def test_shares_of_a_rack() -> None:
    """A01 takes 6 switches, A02 takes 10. Two leaves take two parts of 6 or 10; a switch with a rack takes nothing."""
    problem = build_problem(COMPUTE, DESIGN, TASK.racks, (LEAVES, replace(SPINE, fixed_rack="A02")), NOTHING)
    assert problem.shares.tolist() == [[2 * (ROOM // 6), 2 * (ROOM // 10)], [0, 0]]


def test_a_rack_without_room_for_a_model_is_beyond_any_capacity() -> None:
    fits = {"SWITCH": TASK.racks.fits["SWITCH"] * 0}
    problem = build_problem(COMPUTE, DESIGN, replace(TASK.racks, fits=fits), (LEAVES, SPINE), NOTHING)
    assert problem.shares.min() > ROOM


@pytest.mark.parametrize(
    ("objective", "placed"), [("first-su", "install-time"), ("cost", "cost"), ("person-hours", "person-hours")]
)
def test_the_objective_of_placement(objective: str, placed: str) -> None:
    request = replace(COMPUTE.request, objective=objective)  # type: ignore[arg-type]
    project = replace(COMPUTE, request=request)
    assert build_problem(project, DESIGN, TASK.racks, (LEAVES, SPINE), NOTHING).objective == placed


THREE: Site = replace(SITE, racks=(*SITE.racks, replace(rack("B01", 1, 0), row="Q", y_mm=1_800)))
"""A third rack in another row."""


@pytest.mark.parametrize(
    ("position", "allowed"),
    [("any", None), ("top-of-rack", frozenset([0])), ("mid-row", frozenset([0, 1])), ("central", frozenset([2]))],
)
def test_the_racks_that_a_position_allows(position: str, allowed: frozenset[int] | None) -> None:
    """The nodes stand in A01 of row R: at the top of their rack, in their row, or in rows without devices."""
    project = replace(COMPUTE, site=THREE)
    network = replace(DESIGN.network, leaf_position=position)  # type: ignore[arg-type]
    design = replace(DESIGN, network=network)
    assert list_allowed_racks(project, design, LEAVES) == allowed
    assert list_allowed_racks(project, design, SPINE) is None


def test_leaves_of_several_racks_share_what_all_allow() -> None:
    """Node 2 moves to A02: leaves that serve both racks may stand at the top of neither, but in their row."""
    nodes = (COMPUTE.devices[0], replace(COMPUTE.devices[1], rack="A02", position_half_ru=40))
    project = replace(COMPUTE, devices=nodes)
    design = replace(DESIGN, network=replace(DESIGN.network, leaf_position="top-of-rack"))
    assert list_allowed_racks(project, design, LEAVES) == frozenset([0, 1])
    assert LABOUR.act_ms("mobilise", 1) == 60_000
