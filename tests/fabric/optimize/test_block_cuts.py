"""Cuts of tiers: what fits a rack, whole bundles first, leaves that keep to their own devices; placed and judged."""

import random
from dataclasses import replace

import pytest

from fabric import Project, audit_plan
from fabric.designs.candidates import list_candidates
from fabric.optimize.decisions import RouteFinders, no_decisions
from fabric.optimize.design_cabling import cable_design
from fabric.optimize.design_placement import place_design, placement_in
from fabric.optimize.design_schedule import schedule_design
from fabric.optimize.design_task import DesignTask, prepare_task
from fabric.optimize.placement.blocks import Cut, cut_units
from fabric.rules.mounting import mount_hosts, occupy


@pytest.fixture(scope="module")
def task(pod_project: Project) -> DesignTask:
    """One unit of 8 leaves and 4 spines."""
    project = replace(pod_project, devices=mount_hosts(pod_project, occupy(pod_project)))
    state = no_decisions(project)
    design = next(c.design for c in list_candidates(project, project.request.networks[0]) if c.design)
    return prepare_task(project, design, state, RouteFinders(project.site))


def with_crews_at_face(task: DesignTask, crews: int | None) -> DesignTask:
    crew = replace(task.project.crew, crews_per_rack_face=crews)
    return replace(task, project=replace(task.project, crew=crew))


def test_rectangles_and_what_is_left_over() -> None:
    """Three units of 8 in racks of 7: 6 of each, and the 2 that remain of each together."""
    units = [list(range(8)), list(range(8, 16)), list(range(16, 24))]
    blocks = list(cut_units(units, Cut(1, 6, 7)))
    assert blocks[:3] == [tuple(range(6)), tuple(range(8, 14)), tuple(range(16, 22))]
    assert blocks[3:] == [(6, 7, 14, 15, 22, 23)]


def test_the_best_cut_keeps_a_unit_together(task: DesignTask) -> None:
    """8 leaves in one rack of up to 10: one trunk for each node rack. Any other cut pulls twice."""
    best = place_design(with_crews_at_face(task, None))[0]
    assert sorted(len(block.switches) for block in best.blocks if block.tier == "leaf") == [8]


def test_one_crew_at_a_rack_face_takes_fewer_switches_in_a_rack(task: DesignTask) -> None:
    """8 leaves in one rack take one crew 9 h, where all work takes six crews 5.7 h."""
    placed = place_design(with_crews_at_face(task, 1))
    assert max(len(block.switches) for block in placed[0].blocks if block.tier == "leaf") < 8
    whole = next(one for one in placed if any(len(block.switches) == 8 for block in one.blocks))
    assert whole.score.time_ms > 1.4 * placed[0].score.time_ms * 0.9
    assert [one.score.time_ms for one in placed] == sorted(one.score.time_ms for one in placed)


def test_no_block_passes_a_rack(task: DesignTask) -> None:
    for placed in place_design(task):
        assert max(len(block.switches) for block in placed.blocks) <= 10
        assert sorted(index for block in placed.blocks for index in block.switches) == list(range(12))


@pytest.mark.plan
def test_leaves_that_keep_to_their_devices_are_not_joined(pod_project: Project) -> None:
    network = replace(pod_project.request.networks[0], leaf_position="mid-row")
    project = replace(pod_project, request=replace(pod_project.request, networks=(network,)))
    project = replace(project, devices=mount_hosts(project, occupy(project)))
    state = no_decisions(project)
    design = next(c.design for c in list_candidates(project, network) if c.design)
    task = prepare_task(project, design, state, RouteFinders(project.site))
    placed = place_design(task)[0]
    chosen = [c for block, c in zip(placed.blocks, placed.assignment, strict=True) if block.tier == "leaf"]
    racks = [task.racks.rack_ids[int(task.racks.candidates[c])] for c in chosen]
    assert {project.site.rack_by_id[rack].row for rack in racks} == {"A"}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.plan) for seed in range(1, 6))])
def test_the_bound_holds_for_any_floor(task: DesignTask, seed: int) -> None:
    """Switches in racks at random: the judge accepts the plan, and its work without moves of crews is never below the
    bound.
    """
    chance = random.Random(seed)
    ids = [task.racks.rack_ids[c] for c in task.racks.candidates]
    racks = chance.sample(ids, chance.randint(2, min(6, len(ids))))
    placed = None
    while placed is None:
        placed = placement_in(task, {switch.id: chance.choice(racks) for switch in task.design.fabric.switches})
    plan = schedule_design(task, cable_design(task, placed), task.bound, thorough=False).plan
    assert [f for f in audit_plan(plan) if f.severity == "error"] == []
    moves = plan.summary.acts_ms.get("move_crew", 0)
    assert task.bound.work_ms <= plan.summary.work_ms - moves
    assert task.bound.time_s <= plan.summary.install_time_s


def test_a_rack_that_is_not_there_or_too_full_is_no_placement(task: DesignTask) -> None:
    """Ten switches a rack: twelve in one are too many, and a rack of nodes takes none."""
    names = [switch.id for switch in task.design.fabric.switches]
    rack = task.racks.rack_ids[int(task.racks.candidates[0])]
    other = task.racks.rack_ids[int(task.racks.candidates[1])]
    assert placement_in(task, dict.fromkeys(names, rack)) is None
    assert placement_in(task, dict.fromkeys(names, "A01")) is None
    assert placement_in(task, {}) is None
    assert placement_in(task, {name: rack if i < 10 else other for i, name in enumerate(names)}) is not None
