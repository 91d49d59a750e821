"""A whole plan in a fraction of a second, in order to compare places of devices."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from fabric.designs import Design, list_candidates
from fabric.optimize import (
    Decisions,
    DesignTask,
    Placement,
    PlannedDesign,
    RouteFinders,
    ShortStockError,
    SolverBudget,
    cable_design,
    list_trunk_siblings,
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

    Only designs and siblings with names among `designs` are tried, all designs where none of a network is named. The
    bound of the plan has no meaning. Raises UnmetError where a network finds no plan.
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
    """The network with the first of its designs, in the order of their estimates, that can be cabled.

    Where the stock has too few cables for a design as it is, it may have enough without bundles or with other trunks.
    """
    listed = [one.design for one in list_candidates(project, network, decisions.designs) if one.design]
    named = [design for design in listed if any(_is_of(name, design) for name in names)]
    tasks = [prepare_task(project, design, decisions, finders, is_bounded=False) for design in named or listed]
    # Where a sibling of a design was chosen before, the stock had too few cables for the design as it is.
    siblings = [sibling for task in tasks if task.design.name not in names for sibling in _list_chosen(task, names)]
    chosen = [*(task for task in tasks if task.design.name in names), *siblings]
    planned = _plan_first(chosen or tasks, siblings)
    if chosen and isinstance(planned, UnmetError):
        # What served other places of the devices serves none here.
        return _plan_network(project, network, decisions, finders, ())
    if isinstance(planned, UnmetError):
        raise planned
    return planned


def _plan_first(tasks: Sequence[DesignTask], siblings: Sequence[DesignTask]) -> PlannedDesign | UnmetError:
    """The plan of the first task, in the order of their estimates, that can be cabled; else the first reason.

    Those of `tasks` that are `siblings` have no siblings of their own.
    """
    found = []
    refusal: UnmetError | None = None
    for number, task in enumerate(tasks):
        try:
            placement = place_design(task, cut_plans=CUT_PLANS)[0]
        except UnmetError as error:
            refusal = refusal or error
            continue
        found.append(((*placement.score.key(task.project.request.objective), number), task, placement))
    for _, task, placement in sorted(found, key=lambda item: item[0]):
        planned = _complete(task, placement)
        if isinstance(planned, ShortStockError) and not any(task is sibling for sibling in siblings):
            planned = _complete_sibling(task) or planned
        if isinstance(planned, PlannedDesign):
            return planned
        refusal = refusal or planned
    assert refusal is not None
    return refusal


def _complete(task: DesignTask, placement: Placement) -> PlannedDesign | UnmetError:
    """The plan of a placement, or the reason why there is none."""
    try:
        return schedule_design(task, cable_design(task, placement), task.decisions.bound, False, SolverBudget(0))
    except UnmetError as error:
        return error


def _complete_sibling(task: DesignTask) -> PlannedDesign | None:
    """The plan of the first sibling of a design that can be cabled; None where none can.

    The one without bundles comes first, since bundles use up the single cables of the stock.
    """
    for sibling in reversed(list(list_trunk_siblings(task, is_bounded=False))):
        with suppress(UnmetError):
            planned = _complete(sibling, place_design(sibling, cut_plans=CUT_PLANS)[0])
            if isinstance(planned, PlannedDesign):
                return planned
    return None


def _is_of(name: str, design: Design) -> bool:
    """Whether a name is that of a design or of one of its siblings."""
    return f"{name}, ".startswith(f"{design.name}, ")


def _list_chosen(task: DesignTask, names: Collection[str]) -> list[DesignTask]:
    """The siblings of a design whose names are among `names`. They are made only where a name is of this design."""
    if not any(_is_of(name, task.design) for name in names):
        return []
    return [sibling for sibling in list_trunk_siblings(task, is_bounded=False) if sibling.design.name in names]
