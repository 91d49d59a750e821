"""The switches of all networks placed together, on the small floor."""

from dataclasses import replace
from itertools import product

from fabric import audit_plan
from fabric.optimize import (
    Decisions,
    RouteFinders,
    cable_design,
    place_jointly,
    placement_in,
    plan_in_racks,
    schedule_design,
)
from tests.fabric.audit.small_plan import SITE
from tests.fabric.optimize.small_design import COMPUTE, task_of, with_jumpers

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
    moved = place_jointly(PROJECT, decisions_in("A02", "A02", "A02"), FINDERS)
    assert moved is not None
    best = tuple(moved[switch] for switch in SWITCHES)
    assert scores[best] == min(scores.values()) < scores["A02", "A02", "A02"]
    assert place_jointly(PROJECT, decisions_in(*best), FINDERS) is None


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
    assert place_jointly(PROJECT, replace(decisions, listed=(design,)), FINDERS) is None
