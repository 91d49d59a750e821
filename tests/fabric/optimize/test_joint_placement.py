"""The switches of all networks placed together, on the small floor."""

from dataclasses import replace
from itertools import product

from fabric import audit_plan
from fabric.designs import list_candidates
from fabric.optimize import (
    Decisions,
    RouteFinders,
    cable_design,
    no_decisions,
    place_jointly,
    placement_in,
    plan_in_racks,
    prepare_task,
    schedule_design,
)
from fabric.templates.superpod import write_superpod
from tests.fabric.audit.small_plan import SITE
from tests.fabric.optimize.small_design import COMPUTE, task_of, with_jumpers
from tests.sites import read_files

JUMPERS = with_jumpers(COMPUTE, None, None)
PROJECT = replace(JUMPERS, request=replace(JUMPERS.request, objective="person-hours"))
FINDERS = RouteFinders(SITE)
SWITCHES = ("leaf-1", "leaf-2", "spine-1")


def decisions_in(*racks: str) -> Decisions:
    """The switches in these racks."""
    task = task_of(project=PROJECT)
    placement = placement_in(task, dict(zip(SWITCHES, racks, strict=True)))
    assert placement is not None
    after = schedule_design(task, cable_design(task, placement), task.bound, thorough=False).after
    return replace(after, bound=task.bound)


def test_switches_move_to_the_best_racks() -> None:
    """Two racks and three switches have eight placements, all of which are tried: the least work has one score.

    From A02 the switches go to racks of that score. From there nothing moves.
    """
    task = task_of(project=PROJECT)
    scores = {}
    for racks in product(("A01", "A02"), repeat=3):
        found = placement_in(task, dict(zip(SWITCHES, racks, strict=True)))
        assert found is not None
        scores[racks] = found.score.key("person-hours")
    moved = place_jointly(PROJECT, decisions_in("A02", "A02", "A02"), FINDERS)[0]
    best = tuple(moved[switch] for switch in SWITCHES)
    assert scores[best] == min(scores.values()) < scores["A02", "A02", "A02"]
    assert place_jointly(PROJECT, decisions_in(*best), FINDERS) == []


def test_the_plan_in_other_racks_is_the_plan_of_these_racks() -> None:
    """The plan has the figures of one that was made in A01, and the judge accepts it."""
    here, there = decisions_in("A01", "A01", "A01"), decisions_in("A02", "A02", "A02")
    moved = plan_in_racks(PROJECT, there, dict.fromkeys(SWITCHES, "A01"), FINDERS, thorough=False)
    assert here.plan is not None
    assert moved.plan.devices == here.plan.devices
    assert moved.plan.summary == here.plan.summary
    assert (moved.after.listed, moved.after.counted_racks) == (there.listed, there.counted_racks)
    assert [found for found in audit_plan(moved.plan) if found.severity == "error"] == []


def test_networks_with_a_stated_place_of_leaves_keep_it() -> None:
    decisions = decisions_in("A02", "A02", "A02")
    design = replace(decisions.listed[0], network=replace(decisions.listed[0].network, leaf_position="central"))
    assert place_jointly(PROJECT, replace(decisions, listed=(design,)), FINDERS) == []


def test_leaves_that_stand_together_part_where_that_evens_out_the_rows() -> None:
    """Two units of 32 nodes in rows A and B: the leaves stand in two racks of row B, the spines in row A.

    As blocks the leaves of a unit stay together, so each row has those of a whole unit or none. The walk divides the
    leaves of one unit. So its racks go before those of the blocks, and places and work take less time.
    """
    project = read_files(write_superpod(2))
    finders = RouteFinders(project.site)
    design = next(one.design for one in list_candidates(project, project.request.networks[0], ()) if one.design)
    task = prepare_task(project, design, no_decisions(project), finders)
    units = [[f"leaf-0{unit}-{number}" for number in range(1, 9)] for unit in (1, 2)]
    start = {switch.id: "A05" for switch in design.fabric.switches}
    start |= dict.fromkeys(units[0], "B05") | dict.fromkeys(units[1], "B06")
    devices = tuple(replace(device, rack=start.get(device.id)) for device in design.switch_devices)
    decisions = replace(task.decisions, listed=(design,), devices=(*project.devices, *devices))
    walked, by_blocks = place_jointly(project, decisions, finders)
    assert [len({by_blocks[leaf] for leaf in unit}) for unit in units] == [1, 1]
    assert max(len({walked[leaf] for leaf in unit}) for unit in units) > 1
    placements = [placement_in(task, racks) for racks in (walked, by_blocks, start)]
    times_ms = [found.score.time_ms for found in placements if found]
    assert times_ms == sorted(times_ms)
    assert len(set(times_ms)) == 3
