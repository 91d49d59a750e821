"""From a design and a placement to a whole plan: stand, cable, schedule, and state what it takes and how good it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.bounds import unavoidable_ms
from fabric.catalog import FABRIC_GROUP
from fabric.designs import Design
from fabric.equipment import Device
from fabric.naming import list_ports
from fabric.optimize.cabling import Cabling
from fabric.optimize.schedule import Limits, Slot, plan_bounds_s, schedule_packages
from fabric.plan import (
    FORMAT,
    PULL_FORMS,
    Assemblies,
    AssemblyKind,
    Optics,
    Packages,
    Plan,
    Pulls,
    Segments,
    Summary,
)
from fabric.prices import assembly_cents, draw_lots
from fabric.project import Project
from fabric.topology import Links
from fabric.topology.links import IntColumn
from fabric.work import Package, PullWork, build_packages
from layouts.routes import Route
from layouts.version import VERSION


@dataclass(frozen=True)
class Bound:
    """The bound for all plans, to be stated in each: work, time, its parts and which of them binds."""

    work_ms: int
    parts_s: Mapping[str, int]

    @property
    def time_s(self) -> int:
        return max(self.parts_s.values(), default=0)

    @property
    def binds(self) -> str:
        return max(self.parts_s, key=lambda part: self.parts_s[part], default="")


def complete_plan(
    project: Project,
    design: Design,
    devices: tuple[Device, ...],
    links: Links,
    cabling: Cabling,
    bound: Bound,
    assumptions: tuple[str, ...],
    unchecked: tuple[str, ...],
) -> Plan:
    """Schedules the work of a cabled fabric and puts everything into one value."""
    site = project.site
    optics, optic_models = _list_optics(project, design, devices, links)
    pieces_of: dict[int, list[tuple[int, AssemblyKind, int, tuple[int, ...]]]] = {}
    for piece in cabling.pieces:
        pieces_of.setdefault(piece[0], []).append(piece)
    works = [_pull_work(cabling, number, links, pieces_of[number]) for number in range(len(cabling.pulls))]
    place_index = {place.id: number for number, place in enumerate(site.places)}
    counts = Counter(int(device) for device in optics.device)
    packages = build_packages(works, devices, site.racks, place_index, counts)
    limits = Limits([place.max_crews for place in site.places], _span_crews(project, works))
    slots = schedule_packages(packages, project.labour, project.crew, limits, project.request.racks_ready)
    routes = tuple(dict.fromkeys(route for route in cabling.routes if route is not None))
    summary = _summarise(project, links, optics, optic_models, packages, slots, cabling, devices, bound, limits)
    return Plan(
        format=FORMAT,
        version=VERSION,
        project=project,
        design=design.name,
        network=design.network.id,
        devices=devices,
        links=links,
        segments=_segments(cabling),
        kinds=_kinds(cabling),
        assemblies=_assemblies(cabling),
        routes=routes,
        pulls=_pulls(cabling, routes),
        optic_models=optic_models,
        optics=optics,
        packages=_columns(packages, slots),
        summary=summary,
        assumptions=assumptions,
        unchecked=unchecked,
        trials=(),
    )


def _column(values: Sequence[int]) -> IntColumn:
    return np.array(values, np.int32)


def _pull_work(
    cabling: Cabling, number: int, links: Links, pieces: Sequence[tuple[int, AssemblyKind, int, tuple[int, ...]]]
) -> PullWork:
    pull = cabling.pulls[number]
    bundle = cabling.bundles[pull.bundle]
    route = cabling.routes[pull.bundle]
    return PullWork(
        pull.form,
        max(kind.overall_mm for _, kind, _, _ in pieces),
        bundle.a_rack,
        bundle.b_rack,
        tuple(int(links.a_device[link]) for link in pull.links),
        tuple(int(links.b_device[link]) for link in pull.links),
        route.spans if route else (),
    )


def _span_crews(project: Project, works: Sequence[PullWork]) -> dict[str, int]:
    crews = {}
    for span in {span for work in works for span in work.spans}:
        if span.startswith("drop:"):
            crews[span] = project.site.drop_by_rack[span[5:]].max_crews
        else:
            crews[span] = project.site.pathway_by_id[span.rsplit("/", 1)[0]].max_crews
    return crews


def _list_optics(
    project: Project, design: Design, devices: Sequence[Device], links: Links
) -> tuple[Optics, tuple[str, ...]]:
    """One transceiver per cage that has a link; the model follows the stage of its first link."""
    medium = dict(zip(design.stages, design.media, strict=True))
    models: dict[tuple[int, int], str] = {}
    ports = {
        model: {
            group: list_ports(project.catalog.device_types[model], group)
            for group in (FABRIC_GROUP, design.network.port_group)
        }
        for model in {device.model for device in devices}
    }
    for side in ("a", "b"):
        for stage, device, port in zip(
            links.stage.tolist(),
            getattr(links, f"{side}_device").tolist(),
            getattr(links, f"{side}_port").tolist(),
            strict=True,
        ):
            found = medium[stage]
            optic = found.a_optic if side == "a" else found.b_optic
            if optic is not None:
                owner = devices[device]
                group = design.network.port_group if owner.role == "host" else FABRIC_GROUP
                models.setdefault((device, ports[owner.model][group][port].cage), optic.model)
    names = tuple(sorted(set(models.values())))
    keys = sorted(models)
    return (
        Optics(
            _column([d for d, _ in keys]),
            _column([c for _, c in keys]),
            _column([names.index(models[key]) for key in keys]),
        ),
        names,
    )


def _segments(cabling: Cabling) -> Segments:
    rows = [
        (link, number, leg) for number, (_, _, _, links) in enumerate(cabling.pieces) for leg, link in enumerate(links)
    ]
    rows.sort()
    return Segments(*(_column(list(column)) for column in zip(*rows, strict=True)))


def _kinds(cabling: Cabling) -> tuple[AssemblyKind, ...]:
    return tuple(sorted({kind for _, kind, _, _ in cabling.pieces}, key=lambda kind: (not kind.custom, kind.id)))


def _assemblies(cabling: Cabling) -> Assemblies:
    index = {kind: number for number, kind in enumerate(_kinds(cabling))}
    return Assemblies(
        _column([index[kind] for _, kind, _, _ in cabling.pieces]),
        _column([pull for pull, _, _, _ in cabling.pieces]),
        _column([lot for _, _, lot, _ in cabling.pieces]),
    )


def _pulls(cabling: Cabling, routes: Sequence[Route]) -> Pulls:
    index = {route: number for number, route in enumerate(routes)}
    bundles = [cabling.bundles[pull.bundle] for pull in cabling.pulls]
    taken = [cabling.routes[pull.bundle] for pull in cabling.pulls]
    return Pulls(
        _column([PULL_FORMS.index(pull.form) for pull in cabling.pulls]),
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
    links: Links,
    optics: Optics,
    optic_models: Sequence[str],
    packages: Sequence[Package],
    slots: Sequence[Slot],
    cabling: Cabling,
    devices: Sequence[Device],
    bound: Bound,
    limits: Limits,
) -> Summary:
    labour = project.labour
    acts: Counter[str] = Counter()
    for package in packages:
        acts.update(package.acts)
    acts["move_crew"] = count_moves(packages, slots)
    acts_ms = {act: labour.act_ms(act, quantity) for act, quantity in sorted(acts.items()) if quantity}
    own = plan_bounds_s(packages, labour, project.crew, limits.place_crews)
    return Summary(
        install_time_s=max(slot.end_s for slot in slots),
        bound_s=bound.time_s,
        work_ms=sum(acts_ms.values()),
        work_bound_ms=bound.work_ms,
        unavoidable_ms=unavoidable_ms(labour, len(links), len(optics.device)),
        place_bound_s=max(own["work"], own["place"]),
        bound_binds=bound.binds,
        plan_binds=max(own, key=lambda part: own[part]),
        cost_cents=_cost_cents(project, devices, optics, optic_models, cabling),
        acts_ms=acts_ms,
        bound_parts_s=dict(bound.parts_s),
    )


def count_moves(packages: Sequence[Package], slots: Sequence[Slot]) -> int:
    """How often a crew starts in another place than it ended in before."""
    moves = 0
    at: dict[int, int] = {}
    for slot, package in sorted(zip(slots, packages, strict=True), key=lambda pair: (pair[0].start_s, pair[0].end_s)):
        moves += at.get(slot.crew, package.places[0]) != package.places[0]
        at[slot.crew] = package.places[-1]
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
    return pieces + sum(assembly_cents(project, kind, inventory.lots[lot]) for _, kind, lot, _ in cabling.pieces)
