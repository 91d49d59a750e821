"""The schedule of one cabled design, and with it the whole plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fabric.bounds import Bound
from fabric.designs import Design, list_assumptions, list_unchecked
from fabric.optimize.cabling.media_split import split_media
from fabric.optimize.decisions import Decisions, RouteFinders, no_decisions
from fabric.optimize.design_cabling import CabledDesign, cable_design, mount_placement
from fabric.optimize.design_placement import SwitchRacks, placement_in
from fabric.optimize.design_task import DesignTask, prepare_task
from fabric.optimize.early_work import form_clock_job, schedule_work
from fabric.optimize.plan_figures import ScheduledJob, sum_loads_ms, summarise
from fabric.optimize.plan_parts import form_parts, int_column
from fabric.optimize.schedule.best_schedule import Goal, plan_bounds_s
from fabric.optimize.solver import SolverBudget
from fabric.plan import FORMAT, Packages, Plan, Trial, count_unknown_lanes, digest_places
from fabric.project import Project
from fabric.vocabulary import Objective
from fabric.work import form_job
from layouts import VERSION, UnmetError

GOALS: Mapping[Objective, Goal] = {"person-hours": "moves", "first-su": "first"}
"""The goal of the schedule for each objective; for all others the earliest end."""


@dataclass(frozen=True)
class PlannedDesign:
    """A whole plan, and the decisions after it."""

    plan: Plan
    """Plan for this network and the earlier ones; its trials name the chosen designs only."""
    after: Decisions
    """Decisions with this design in them, for the next network."""


def schedule_design(
    task: DesignTask, cabled: CabledDesign, bound: Bound, thorough: bool, budget: SolverBudget | None = None
) -> PlannedDesign:
    """The whole plan for all networks so far; `bound` is the one that it states.

    A `thorough` schedule tries all orders of work, and solves a small job within the `budget` of the search (None: that
    of one job). Any other tries one order only, where the job is large. Raises UnmetError where a package of work is
    longer than any shift.
    """
    project, designs = _with_racks(task.project, cabled), (*task.decisions.designs, cabled.design)
    parts = form_parts(designs, cabled)
    goal = GOALS.get(project.request.objective, "finish")
    scheduled = schedule_work(project, parts, goal, thorough, budget)
    connectors = sum(design.cages.connectors for design in designs)
    summary = summarise(project, parts, scheduled, bound, connectors)
    figures = summary.install_time_s, summary.work_ms, summary.cost_cents
    asked = task.decisions.asked.devices
    plan = Plan(
        format=FORMAT,
        version=VERSION,
        project=project,
        designs=tuple(design.name for design in designs),
        **vars(parts),
        packages=form_packages(scheduled),
        summary=summary,
        assumptions=list_assumptions(project, designs),
        unchecked=list_unchecked(designs, count_unknown_lanes(project, parts.joints)),
        trials=tuple(Trial(design.name, "chosen", *figures) for design in designs),
        placed=tuple(device.id for device in asked if device.rack is None),
        listed=digest_places(device for device in asked if device.rack is not None),
        taken=_list_taken(project, designs),
    )
    loads_ms = sum_loads_ms(project, scheduled.job.packages)
    listed = (*task.decisions.listed, task.design)
    after = replace(
        task.decisions, designs=designs, listed=listed, devices=cabled.devices, loads_ms=loads_ms, plan=plan
    )
    return PlannedDesign(plan, after)


def _list_taken(project: Project, designs: Sequence[Design]) -> tuple[int, ...]:
    """The variant of each network that its design builds; empty where the request leaves none open."""
    networks = project.request.networks
    if not any(network.variants for network in networks):
        return ()
    # A plan of the first networks takes the first variant of those that follow.
    built = {design.network.id: design.network for design in designs}
    return tuple(network.choices.index(built.get(network.id, network.choices[0])) for network in networks)


def rate_cabled(task: DesignTask, cabled: CabledDesign) -> tuple[int, int]:
    """The seconds that no schedule of a cabled design undercuts, and its person-milliseconds without moves of crews."""
    project = _with_racks(task.project, cabled)
    parts = form_parts((*task.decisions.designs, cabled.design), cabled)
    work_ms = sum(project.labour.person_ms(package.acts) for package in form_job(project, parts).packages)
    job = form_clock_job(project, parts)
    return max(plan_bounds_s(job, project.crew).values(), default=0), work_ms


def plan_in_racks(
    project: Project,
    decisions: Decisions,
    racks: SwitchRacks,
    finders: RouteFinders,
    thorough: bool,
    budget: SolverBudget | None = None,
) -> PlannedDesign:
    """The plan of all networks with the same designs, and their switches in other racks.

    Raises UnmetError where these do not hold them, or where no cable serves.
    """
    so_far = no_decisions(project, decisions.asked, decisions.kept)
    for design in decisions.listed:
        task = prepare_task(project, design, so_far, finders, is_bounded=False)
        placement = placement_in(task, racks)
        if placement is None:
            raise UnmetError([f"{design.name}: the racks do not hold its switches"])
        if design is decisions.listed[-1]:
            cabled = cable_design(task, placement)
            planned = schedule_design(task, cabled, decisions.bound, thorough, budget)
            after = replace(planned.after, bound=decisions.bound, counted_racks=decisions.counted_racks)
            return replace(planned, after=after)
        devices = mount_placement(task, placement)
        chosen = split_media(project, design, devices, finders)
        so_far = replace(so_far, designs=(*so_far.designs, chosen), listed=(*so_far.listed, design), devices=devices)
    raise AssertionError("the last network returns or raises")


def _with_racks(project: Project, cabled: CabledDesign) -> Project:
    """The project with a rack for each listed switch that stands with this design."""
    if all(device.rack for device in project.devices):
        return project
    placed = {device.id: device for device in cabled.devices}
    return replace(project, devices=tuple(placed[device.id] for device in project.devices))


def form_packages(scheduled: ScheduledJob) -> Packages:
    """The schedule as columns."""
    packages, slots = scheduled.job.packages, scheduled.slots
    return Packages(
        int_column([package.kind for package in packages]),
        int_column([package.subject for package in packages]),
        int_column([slot.start_s for slot in slots]),
        int_column([slot.end_s for slot in slots]),
        int_column([slot.crew for slot in slots]),
    )
