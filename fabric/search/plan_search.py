"""The outer loop: networks one after the other. The best plan is kept with the trail of the others."""

from dataclasses import replace
from functools import partial

from fabric.designs import list_earlier_links
from fabric.executors import SERIAL, Executor
from fabric.optimize import (
    DesignTask,
    Placement,
    RouteFinders,
    SwitchRacks,
    budget_of_search,
    place_design,
    walk_design,
    walk_in_stock,
    walk_less,
)
from fabric.plan import Plan, name_start
from fabric.project import Project
from fabric.rules import mount_hosts, occupy
from fabric.search.baselines import fill_middle, fill_own_rows
from fabric.search.device_places import first_refusal, list_device_places
from fabric.search.fewer_kinds import join_kinds
from fabric.search.network_chain import NetworkChain
from fabric.search.plan_order import choose_plan, figures_of, plan_key
from fabric.search.search_run import Advance, Report, SearchRun, Stop, advance_nothing, never_stop, report_nothing
from fabric.search.switch_places import Placer, SearchEffort
from fabric.search.without_lanes import keep_better
from fabric.vocabulary import ScheduleEffort
from layouts import UnmetError


def make_plan(
    project: Project,
    report: Report = report_nothing,
    executor: Executor = SERIAL,
    stop: Stop = never_stop,
    earlier: Plan | None = None,
    advance: Advance = advance_nothing,
    effort: ScheduleEffort = "normal",
) -> Plan:
    """The best plan found, with its bound and the reason why each other design lost.

    - Networks are decided in the order of the request, each beside the switches and the work of those before it.
    - The plan of a project is the same with every `executor`: each search is limited in work, not in
      seconds.
    - `report` takes a line for what is found, `advance` the state of what is being done.
    - `effort` says how much work the schedule gets.
    - Once `stop` says so, each network still open gets the first plan that is found.
    - Placements start from nothing, from those of practice, and from the racks of an `earlier` plan.
    - The `earlier` plan is the answer where nothing better is found for the same project, for any objective.
    - Any other answer names the `earlier` plan as the one that it started from.

    Raises UnmetError with reasons where the request cannot be met.
    """
    racks = {device.id: device.rack or "" for device in earlier.devices} if earlier else {}
    half_ru = {device.id: device.position_half_ru or 0 for device in earlier.devices} if earlier else {}
    links = list_earlier_links(earlier) if earlier else {}
    run = SearchRun(
        report, executor, stop, racks, half_ru, links, advance=advance, exact=budget_of_search(effort, stop)
    )

    def search_places(asked: Project) -> tuple[Plan, Plan]:
        return _search_places(asked, racks, run)

    plan, least = keep_better(project, search_places(project), search_places, run)
    plan = walk_less(join_kinds(plan, least, run, earlier))
    if earlier is None:
        return plan
    if not any(device.id in racks for device in plan.devices if device.id not in project.device_by_id):
        report("the earlier plan names none of these switches, so starting from it did not help")
    # The project of a plan is the one asked for with the devices in their places that were to be placed, and panels.
    request = replace(earlier.project, request=plan.project.request)
    answer = replace(earlier, project=request)
    if _is_same_but_objective(_as_asked(earlier.project, project), project) and plan_key(answer) < plan_key(plan):
        report("the earlier plan is still better")
        return name_start(answer, earlier)
    return name_start(plan, earlier)


def _as_asked(known: Project, asked: Project) -> Project:
    """A project as it was before the planner placed panels, and devices that have no rack in the project asked for."""
    free = {device.id for device in asked.devices if device.rack is None}
    bare = {item.id: replace(item, rack=None, position_half_ru=None, side="") for item in known.devices}
    return replace(
        known,
        devices=tuple(bare[item.id] if item.id in free else item for item in known.devices),
        panels=tuple(panel for panel in known.panels if not panel.placed),
    )


def _is_same_but_objective(known: Project, asked: Project) -> bool:
    """Whether two projects differ in nothing but the objective, its weights and the seed."""
    request = asked.request
    known_request = replace(known.request, objective=request.objective, weights=request.weights, seed=request.seed)
    return replace(known, request=known_request) == asked


def _search_places(asked: Project, racks: SwitchRacks, run: SearchRun) -> tuple[Plan, Plan]:
    """The best plan over the ways to put devices into racks that the request leaves without one; the least one seen."""
    finders = RouteFinders(asked.site)
    place = partial(_place_from, racks)
    plans: list[Plan] = []
    seen: list[Plan] = []
    refusals: list[UnmetError] = []
    ways = list_device_places(asked, racks, finders, run)
    for devices in ways:
        if plans and run.stop():
            break
        try:
            chain = NetworkChain(replace(asked, devices=devices), asked, place, run, finders, _improve)
            plans.append(chain.plan(is_joint=True, rival=min(plans, key=plan_key, default=None)))
            seen += [chain.least] if chain.least else []
        except UnmetError as error:
            refusals.append(error)
    if not plans:
        raise first_refusal(refusals, len(ways))
    chosen = plans[choose_plan(plans, run.known)]
    if len(plans) > 1:
        run.report(f"best of {len(plans)} ways to place the devices: {figures_of(chosen)}")
    return chosen, min([*plans, *seen], key=plan_key)


def search(project: Project, place: Placer, run: SearchRun) -> Plan:
    """As `make_plan`, with the placements of each design that `place` lists, the best first.

    Devices without a rack stand in the first racks with room.
    """
    devices = mount_hosts(project, occupy(project))
    return NetworkChain(replace(project, devices=devices), project, place, run, RouteFinders(project.site)).plan()


def _place_from(racks: SwitchRacks, task: DesignTask) -> list[Placement]:
    """Placements from nothing, from given racks, and from those of practice."""
    return place_design(task, (racks, fill_middle(task), fill_own_rows(task)))


def _improve(task: DesignTask, placements: list[Placement], effort: SearchEffort) -> list[Placement]:
    """Placements with the best of them improved switch by switch.

    Where single cables may run out, the placement that takes least with the cables of the stock goes first.
    """
    objective = task.project.request.objective
    walked = walk_design(task, placements, effort.walks)
    ranked = sorted([*walked, *placements], key=lambda one: one.score.key(objective))
    in_stock = walk_in_stock(task, ranked[0], effort.tries)
    return [in_stock, *ranked] if in_stock else ranked
