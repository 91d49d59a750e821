"""From a design and a placement to a whole plan: stand, cable, schedule, and state what it takes and how good it is."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from fabric.bounds import Bound, unavoidable_ms
from fabric.designs import Design, DesignStage, list_assumptions, list_unchecked
from fabric.optimize.cabling.cabling import Cabling
from fabric.optimize.schedule.schedule import Goal, plan_bounds_s, schedule_packages
from fabric.optimize.schedule.workload import Slot
from fabric.plan import (
    FORMAT,
    Assemblies,
    AssemblyKind,
    Optics,
    Packages,
    Plan,
    PlanParts,
    Pulls,
    Segments,
    Summary,
    assembly_cents,
    draw_lots,
)
from fabric.project import Device, Project
from fabric.topology import Links
from fabric.work import Job, Package, form_job
from layouts import VERSION, IntColumn, Route

GOALS: Mapping[str, Goal] = {"person-hours": "moves", "first-su": "first"}


def join_designs(designs: Sequence[Design], devices: Sequence[Device]) -> tuple[tuple[DesignStage, ...], Links]:
    """The links of several designs in one table, devices as indexes into the plan's, stages in one list."""
    index = {device.id: number for number, device in enumerate(devices)}
    stages: list[DesignStage] = []
    tables = []
    for design in designs:
        fabric = design.fabric
        mapping = np.array([index[name] for name in (*fabric.hosts, *(s.id for s in fabric.switches))], np.int32)
        links = fabric.links
        tables.append(
            Links(
                links.stage + len(stages),
                mapping[links.a_device],
                links.a_port,
                mapping[links.b_device],
                links.b_port,
            )
        )
        stages += design.stages
    return tuple(stages), Links.stack(tables)


def complete_plan(
    project: Project,
    designs: Sequence[Design],
    devices: tuple[Device, ...],
    links: Links,
    cabling: Cabling,
    bound: Bound,
    thorough: bool,
) -> tuple[Plan, Mapping[int, int]]:
    """Schedules the work of cabled fabrics, once or `thorough`ly, and puts everything into one value; and the
    person-time that ties up each place (by index), in milliseconds.
    """
    optics, cage_groups, optic_models = _list_optics(designs, devices)
    routes = tuple(dict.fromkeys(route for route in cabling.routes if route is not None))
    parts = PlanParts(
        stages=tuple(stage.stage for design in designs for stage in design.stages),
        devices=devices,
        links=links,
        segments=_segments(cabling),
        kinds=_kinds(cabling),
        assemblies=_assemblies(cabling),
        routes=routes,
        pulls=_pulls(cabling, routes),
        cage_groups=cage_groups,
        optic_models=optic_models,
        optics=optics,
    )
    job = form_job(project, parts)
    packages = job.packages
    goal = GOALS.get(project.request.objective, "finish")
    slots = schedule_packages(job, project.crew, project.request.racks_ready, goal, thorough)
    connectors = sum(design.cages.connectors for design in designs)
    summary = _summarise(project, len(links), connectors, optics, optic_models, job, slots, cabling, devices, bound)
    loads: Counter[int] = Counter()
    for package in packages:
        for place in set(package.places):
            loads[place] += project.labour.person_ms(package.acts)
    plan = Plan(
        format=FORMAT,
        version=VERSION,
        project=project,
        designs=tuple(design.name for design in designs),
        **vars(parts),
        packages=_columns(packages, slots),
        summary=summary,
        assumptions=list_assumptions(project, designs),
        unchecked=list_unchecked(designs),
        trials=(),
    )
    return plan, loads


def _column(values: Sequence[int]) -> IntColumn:
    return np.array(values, np.int32)


def _list_optics(
    designs: Sequence[Design], devices: Sequence[Device]
) -> tuple[Optics, tuple[str, ...], tuple[str, ...]]:
    """One transceiver per cage that has a link, with the names of cage groups and models that its columns index."""
    index = {device.id: number for number, device in enumerate(devices)}
    groups = sorted({group for design in designs for group in design.cages.groups})
    models = sorted({model for design in designs for model, count in design.cages.optics.items() if count})
    rows: list[tuple[int, int, int, int]] = []
    for design in designs:
        cages = design.cages
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        for device, group, cage, optic in zip(
            cages.device.tolist(), cages.group.tolist(), cages.cage.tolist(), cages.optic.tolist(), strict=True
        ):
            if optic >= 0:
                model = models.index(cages.optic_models[optic])
                rows.append((index[names[device]], groups.index(cages.groups[group]), cage, model))
    columns = np.array(sorted(set(rows)), np.int32).reshape(-1, 4).T
    return Optics(*columns), tuple(groups), tuple(models)


def _segments(cabling: Cabling) -> Segments:
    rows = sorted(
        (link, number, leg)
        for number, assembly in enumerate(cabling.assemblies)
        for leg, link in enumerate(assembly.links)
    )
    return Segments(*(_column(list(column)) for column in zip(*rows, strict=True)))


def _kinds(cabling: Cabling) -> tuple[AssemblyKind, ...]:
    kinds = {assembly.kind for assembly in cabling.assemblies}
    return tuple(sorted(kinds, key=lambda kind: (not kind.custom, kind.id)))


def _assemblies(cabling: Cabling) -> Assemblies:
    index = {kind: number for number, kind in enumerate(_kinds(cabling))}
    return Assemblies(
        _column([index[assembly.kind] for assembly in cabling.assemblies]),
        _column([assembly.pull for assembly in cabling.assemblies]),
        _column([assembly.lot for assembly in cabling.assemblies]),
    )


def _pulls(cabling: Cabling, routes: Sequence[Route]) -> Pulls:
    index = {route: number for number, route in enumerate(routes)}
    bundles = [cabling.bundles[pull.bundle] for pull in cabling.pulls]
    taken = [cabling.routes[pull.bundle] for pull in cabling.pulls]
    return Pulls(
        _column([pull.form for pull in cabling.pulls]),
        _column([bundle.a_rack for bundle in bundles]),
        _column([bundle.b_rack for bundle in bundles]),
        _column([-1 if route is None else index[route] for route in taken]),
    )


def _columns(packages: Sequence[Package], slots: Sequence[Slot]) -> Packages:
    return Packages(
        _column([package.kind for package in packages]),
        _column([package.subject for package in packages]),
        _column([slot.start_s for slot in slots]),
        _column([slot.end_s for slot in slots]),
        _column([slot.crew for slot in slots]),
    )


def _summarise(
    project: Project,
    links: int,
    connectors: int,
    optics: Optics,
    optic_models: Sequence[str],
    job: Job,
    slots: Sequence[Slot],
    cabling: Cabling,
    devices: Sequence[Device],
    bound: Bound,
) -> Summary:
    labour = project.labour
    acts: Counter[str] = Counter()
    for package in job.packages:
        acts.update(package.acts)
    acts["move_crew"] = count_moves(job.packages, slots)
    acts_ms = {act: labour.act_ms(act, quantity) for act, quantity in sorted(acts.items()) if quantity}
    own = plan_bounds_s(job, project.crew)
    return Summary(
        install_time_s=max(slot.end_s for slot in slots),
        bound_s=bound.time_s,
        work_ms=sum(acts_ms.values()),
        work_bound_ms=bound.work_ms,
        unavoidable_ms=unavoidable_ms(labour, links, connectors, len(optics.device)),
        place_bound_s=max(own["work"], own["place"]),
        bound_binds=bound.binds,
        plan_binds=max(own, key=lambda part: own[part]),
        cost_cents=_cost_cents(project, devices, optics, optic_models, cabling),
        acts_ms=acts_ms,
        bound_parts_s=dict(bound.parts_s),
    )


def count_moves(packages: Sequence[Package], slots: Sequence[Slot]) -> int:
    """How often a crew's next package touches none of the places of its last one."""
    moves = 0
    at: dict[int, set[int]] = {}
    for slot, package in sorted(zip(slots, packages, strict=True), key=lambda pair: (pair[0].start_s, pair[0].end_s)):
        here = set(package.places)
        moves += not at.get(slot.crew, here) & here
        at[slot.crew] = here
    return moves


def _cost_cents(
    project: Project, devices: Sequence[Device], optics: Optics, optic_models: Sequence[str], cabling: Cabling
) -> int:
    """Material: new switches, optics, and what is ordered or taken from stock."""
    catalog, inventory = project.catalog, project.inventory
    known = {device.id for device in project.devices}
    needed = Counter(device.model for device in devices if device.id not in known)
    defaults = {model: catalog.device_types[model].price_cents for model in needed}
    for index, model in enumerate(optic_models):
        needed[model] += int((optics.model == index).sum())
        defaults[model] = catalog.optics[model].price_cents
    pieces = sum(
        taken * cents
        for model, count in needed.items()
        for _, taken, cents in draw_lots(project, model, count, defaults[model])
    )
    return pieces + sum(assembly_cents(project, piece.kind, inventory.lots[piece.lot]) for piece in cabling.assemblies)
