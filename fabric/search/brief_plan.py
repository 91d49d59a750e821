"""A whole plan in a fraction of a second, in order to compare places of devices."""

from collections.abc import Collection
from dataclasses import replace

from fabric.designs import list_candidates
from fabric.optimize import (
    Decisions,
    PlannedDesign,
    RouteFinders,
    SolverBudget,
    cable_design,
    no_decisions,
    place_design,
    prepare_task,
    schedule_design,
)
from fabric.plan import Plan
from fabric.project import NetworkRequest, Project
from layouts import UnmetError

CUT_PLANS = 1
"""Cuts into blocks that are placed for each design."""


def plan_briefly(project: Project, finders: RouteFinders, designs: Collection[str] = ()) -> Plan:
    """A plan of a project whose devices all have racks: each network has the design with the best estimate.

    Only designs with names among `designs` are tried, all of them where none of a network is named. Its bound has no
    meaning. Raises UnmetError where a network finds no plan.
    """
    decisions = no_decisions(project)
    for network in project.request.networks:
        planned = _plan_network(project, network, decisions, finders, designs)
        decisions = replace(planned.after, counted_racks=frozenset())
    assert decisions.plan is not None
    return decisions.plan


def _plan_network(
    project: Project,
    network: NetworkRequest,
    decisions: Decisions,
    finders: RouteFinders,
    names: Collection[str],
) -> PlannedDesign:
    """The network with the first of its designs, in the order of their estimates, that can be cabled."""
    objective = project.request.objective
    found = []
    refusal: UnmetError | None = None
    listed = [one.design for one in list_candidates(project, network, decisions.designs) if one.design]
    named = [design for design in listed if any(f"{name}, ".startswith(f"{design.name}, ") for name in names)]
    for number, design in enumerate(named or listed):
        task = prepare_task(project, design, decisions, finders, is_bounded=False)
        try:
            placement = place_design(task, cut_plans=CUT_PLANS)[0]
        except UnmetError as error:
            refusal = refusal or error
            continue
        found.append(((*placement.score.key(objective), number), task, placement))
    for _, task, placement in sorted(found, key=lambda item: item[0]):
        try:
            return schedule_design(task, cable_design(task, placement), decisions.bound, False, SolverBudget(0))
        except UnmetError as error:
            refusal = refusal or error
    assert refusal is not None
    raise refusal
