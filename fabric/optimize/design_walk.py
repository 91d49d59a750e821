"""Placements of a small design that split its blocks, found switch by switch."""

from collections.abc import Sequence
from dataclasses import replace

from fabric.optimize.design_placement import Placement, placement_in, single_problem
from fabric.optimize.design_task import DesignTask
from fabric.optimize.placement.blocks import list_units
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.problem import list_aims
from fabric.optimize.placement.switch_estimate import SwitchEstimate
from fabric.optimize.placement.switch_walk import STEPS_PER_SWITCH, walk_switches
from fabric.optimize.solver import SolverBudget
from fabric.topology import TIERS

LINKS, SWITCHES = 1_500, 60
"""Most links and new switches of a design that is walked; a walk then takes about two seconds."""
WALKS = 2
"""Walks with seeds of their own; either ends at the best placement that is known in half of the cases."""
STEP_LIMIT = 0.0001
"""Deterministic time of one step: about seconds."""
SEARCH_LIMIT = 8.0
"""Deterministic time of the walks of all designs of one search: those of one network of 500 links take half."""
NEAR_PCT = 1
"""Percent above the bound up to which a placement is not improved: schedules lose about as much."""


def budget_of_walks() -> SolverBudget:
    """The work that all walks of one search may take."""
    return SolverBudget(SEARCH_LIMIT)


def count_walks(task: DesignTask) -> int:
    """The number of walks for each objective of a design. It is 0 where the design is large, where its switches exist
    already, or where its leaves must stand in certain racks or apart.
    """
    network = task.design.network
    is_open = not network.apart and network.leaf_position == "any"
    is_small = 0 < task.new_switches <= SWITCHES and len(task.design.fabric.links) <= LINKS
    return WALKS if is_open and is_small else 0


def limit_of_walk(task: DesignTask) -> float:
    """The most deterministic time of one walk for each objective of a design."""
    return STEP_LIMIT * STEPS_PER_SWITCH * task.new_switches * len(_objectives(task))


def walk_design(task: DesignTask, placements: Sequence[Placement], walks: int = WALKS) -> list[Placement]:
    """Placements with a better estimate than the best of `placements`, which they start from, by a number of walks.

    There are none where the design gets no walk, or where the bound is near. For the least person-hours those of
    less time are walked to as well: they may take no more work.
    """
    found: list[Placement] = []
    for objective in _objectives(task) if min(walks, count_walks(task)) else ():
        first = min(placements, key=lambda one: one.score.key(objective))
        if not _is_near(task, first, objective):
            found += _walk_for(task, first, objective, walks)
    return found


def _objectives(task: DesignTask) -> tuple[str, ...]:
    """The figures that are walked for."""
    request = task.project.request
    return list_aims(request.objective, request.budget_cents is not None)


def _walk_for(task: DesignTask, first: Placement, objective: str, walks: int) -> list[Placement]:
    """Placements that are better for one objective, the walks from `first` one after the other.

    A walk that finds nothing is the last one: another one hardly ever finds more.
    """
    design, problem = task.design, replace(single_problem(task), objective=objective)
    groups = [unit for tier in TIERS for unit in list_units(design, tier, task.racked_switches)]
    rack_of = {
        switch: candidate
        for block, candidate in zip(first.blocks, first.assignment, strict=True)
        for switch in block.switches
    }
    start = tuple(rack_of[switch] for switch in range(len(design.fabric.switches)))
    estimate = SwitchEstimate(problem)
    found: list[Placement] = []
    for number in range(walks):
        assignment, score = walk_switches(estimate, groups, start, task.project.request.seed + number)
        if score.key(objective) >= first.score.key(objective) or score.work_ms >= FORBIDDEN_MS:
            break
        racks = {
            switch.id: task.racks.rack_ids[int(task.racks.candidates[candidate])]
            for switch, candidate in zip(design.fabric.switches, assignment, strict=True)
        }
        placement = placement_in(task, racks)
        if placement is not None and placement not in found:
            found.append(placement)
            if _is_near(task, placement, objective):
                break
    return found


def _is_near(task: DesignTask, placement: Placement, objective: str) -> bool:
    """Whether the bound leaves hardly anything to gain.

    Where few crews work at a face of a rack, schedules lose more, so other placements are sought in any case.
    """
    if objective == "person-hours":
        return 100 * placement.score.work_ms <= (100 + NEAR_PCT) * task.bound.work_ms
    if task.project.crew.crews_per_rack_face is not None:
        return False
    return 100 * placement.score.time_ms <= (100 + NEAR_PCT) * 1000 * task.bound.time_s
