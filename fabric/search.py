"""The outer loop: designs in order of their bound, placements of each, the best plan kept with the trail of the
others.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from fabric.assumptions import list_assumptions, list_unchecked
from fabric.bounds import place_bounds_ms, time_bounds_s, work_bound_ms
from fabric.catalog import DeviceType
from fabric.designs import Design, list_candidates
from fabric.equipment import Device
from fabric.optimize.cabling import cable_fabric
from fabric.optimize.completion import Bound, complete_plan, join_designs
from fabric.optimize.field import FORBIDDEN_MS
from fabric.optimize.groups import Group, form_groups
from fabric.optimize.least import find_least
from fabric.optimize.placement import Assignment
from fabric.optimize.question import ask, have_jumpers, tables_of
from fabric.optimize.settling import place_groups
from fabric.optimize.stand import occupy, stand_hosts, stand_switches
from fabric.optimize.templates import list_templates
from fabric.optimize.terrain import survey
from fabric.plan import Plan, Trial
from fabric.project import Project
from fabric.request import NetworkRequest
from fabric.topology import Switch
from layouts.faults import UnmetError
from layouts.routes import RouteFinder
from layouts.units import divide_up

Report = Callable[[str], None]
Finders = Callable[[str, int], RouteFinder]
TEMPLATES = 6
"""Cuts into blocks that are placed, of those that fill their trunks best."""
FULL_EVALUATIONS = 3
"""Placements per design that are carried through to a schedule."""


def make_plan(project: Project, report: Report = lambda line: None) -> Plan:
    """The best plan found, with its bound and the reason why each other design lost. Raises UnmetError with reasons.

    Networks are decided in the order of the request, each beside the switches and the work of those before it.
    Deterministic for the same project: every search is limited in work, not in seconds.
    """
    project = replace(project, devices=stand_hosts(project, occupy(project)))
    site = project.site
    finders = cache(lambda medium, largest_mm: RouteFinder(site, medium, largest_mm))
    state = State((), project.devices, {}, 0, {}, frozenset(), None, None)
    trials: list[Trial] = []
    for network in project.request.networks:
        state, found = _decide(project, network, state, finders, report)
        trials += found
    assert state.plan is not None
    return replace(state.plan, trials=tuple(trials))


@dataclass(frozen=True)
class State:
    """What is decided so far: designs, all devices in their places, person-time by place, the bounds of the work and of
    that at each place, places where anyone may work, racks that the bound counts as opened (None: no network yet), the
    plan.
    """

    designs: tuple[Design, ...]
    devices: tuple[Device, ...]
    loads_ms: Mapping[int, int]
    work_bound_ms: int
    place_bound_ms: Mapping[int, int]
    usable: frozenset[int]
    counted: frozenset[str] | None
    plan: Plan | None


def _decide(
    project: Project, network: NetworkRequest, state: State, finders: Finders, report: Report
) -> tuple[State, list[Trial]]:
    """The best design and placement of one network beside what is decided, and what became of the others."""
    label = f"{network.id}: " if len(project.request.networks) > 1 else ""
    candidates = list_candidates(project, network, state.designs)
    designs = [candidate.design for candidate in candidates if candidate.design]
    searches = [_DesignSearch(project, design, state, finders, report, len(designs)) for design in designs]
    order = sorted(range(len(searches)), key=lambda i: (searches[i].bound.time_s, searches[i].bound.work_ms, i))
    bounds = [search.bound for search in searches]
    if state.designs and any(lot.quantity is not None for lot in project.inventory.lots):
        # Another choice of the earlier networks would have left other stock: its designs are admissible as well.
        others = list_candidates(project, network, state.designs, all_stock=True)
        bounds += [_DesignSearch(project, c.design, state, finders, report).bound for c in others if c.design]
    overall = _least_of(project, bounds, searches[0].place_crews)
    trials: list[Trial] = [Trial(label + c.name, c.reason, None, None, None) for c in candidates if not c.design]
    best: tuple[Plan, State] | None = None
    failures: list[str] = []
    for i in order:
        search = searches[i]
        name = label + search.design.name
        if best is not None and _cannot_win(search.bound, best[0], project.request.objective):
            bound = f"{search.bound.time_s / 3600:.2f} h and {search.bound.work_ms / 3_600_000:.1f} person-hours"
            trials.append(Trial(name, f"its bound of {bound} is no better than the best plan", None, None, None))
            continue
        try:
            plan, after = search.first_plan_of_variants(overall)
        except UnmetError as error:
            trials.append(Trial(name, "; ".join(error.reasons), None, None, None))
            failures.append(f"{name}: {'; '.join(error.reasons)}")
            continue
        tried = label + plan.designs[-1]
        trials.append(Trial(tried, "", plan.summary.install_time_s, plan.summary.work_ms, plan.summary.cost_cents))
        if best is None or plan_key(plan) < plan_key(best[0]):
            best = plan, after
            report(
                f"best so far: {plan.summary.install_time_s / 3600:.2f} h, gap {plan.summary.gap_pct:.1f} % ({name})"
            )
    if best is None:
        raise UnmetError([f"{label}no design can be installed on this floor", *failures])
    plan, after = best
    touched = {plan.project.site.racks[rack].id for rack in {*plan.pulls.a_rack.tolist(), *plan.pulls.b_rack.tolist()}}
    fixed = {device.rack for device in project.devices if device.rack in touched}
    after = replace(
        after,
        work_bound_ms=overall.work_ms,
        place_bound_ms=overall.place_ms,
        usable=overall.usable,
        counted=frozenset(rack for rack in fixed if rack),
    )
    return after, [_explained(trial, plan, label) for trial in trials]


def _least_of(project: Project, bounds: Sequence[Bound], place_crews: Sequence[int]) -> Bound:
    """The bound that holds for all of some designs: each part the least of theirs."""
    work_ms = min(bound.work_ms for bound in bounds)
    places = set.intersection(*(set(bound.place_ms) for bound in bounds))
    place_ms = {place: min(bound.place_ms[place] for bound in bounds) for place in sorted(places)}
    has_pulls = all(bound.parts_s["shortest chain"] for bound in bounds)
    usable = frozenset.union(*(bound.usable for bound in bounds))
    parts = time_bounds_s(project.labour, project.crew, work_ms, place_crews, has_pulls, place_ms, usable)
    return Bound(work_ms, parts, place_ms, usable)


def plan_key(plan: Plan) -> tuple[int, ...]:
    """What is made least, in order, for the request's objective."""
    summary = plan.summary
    budget = plan.project.request.budget_cents
    over = 0 if budget is None else max(0, summary.cost_cents - budget)
    keys = {
        "install-time": (summary.install_time_s, summary.work_ms, summary.cost_cents),
        "person-hours": (summary.work_ms, summary.install_time_s, summary.cost_cents),
        "cost": (summary.cost_cents, summary.install_time_s, summary.work_ms),
    }
    return (over, *keys[plan.project.request.objective])


def _cannot_win(bound: Bound, best: Plan, objective: str) -> bool:
    budget = best.project.request.budget_cents
    if objective == "cost" or (budget is not None and best.summary.cost_cents > budget):
        return False
    if objective == "person-hours":
        return bound.work_ms >= best.summary.work_ms
    return bound.time_s >= best.summary.install_time_s


def _explained(trial: Trial, best: Plan, label: str) -> Trial:
    if trial.install_time_s is None or trial.reason:
        return trial
    if trial.design == label + best.designs[-1]:
        return replace(trial, reason="chosen")
    slower = trial.install_time_s - best.summary.install_time_s
    more = (trial.work_ms or 0) - best.summary.work_ms
    dearer = (trial.cost_cents or 0) - best.summary.cost_cents
    told = (
        f"{slower / 3600:+.2f} h, {more / 3_600_000:+.1f} person-hours, {dearer / 100:+,.0f} USD against the chosen one"
    )
    return replace(trial, reason=told)


def trunk_variants(design: Design) -> Iterator[Design]:
    """The design itself, with trunks of one size only (largest first), and without trunks."""
    yield design
    sizes = sorted({trunk.legs for medium in design.media for trunk in medium.trunks}, reverse=True)
    for allowed in [*(((size,) for size in sizes) if len(sizes) > 1 else ()), *([()] if sizes else [])]:
        media = tuple(
            replace(medium, trunks=tuple(trunk for trunk in medium.trunks if trunk.legs in allowed))
            for medium in design.media
        )
        if all(medium.cables or medium.trunks for medium in media):
            what = f"trunks of {allowed[0]} legs only" if allowed else "no trunks"
            stages = tuple(replace(stage, medium=m) for stage, m in zip(design.stages, media, strict=True))
            yield replace(design, name=f"{design.name}, {what}", stages=stages)


class _DesignSearch:
    """One design on the floor, beside what is decided: its bound, and its best plan."""

    def __init__(
        self, project: Project, design: Design, state: State, finders: Finders, report: Report, rivals: int = 1
    ):
        self.project, self.design, self.state, self.rivals = project, design, state, rivals
        self.finders, self.report = finders, report
        self.floor = replace(project, devices=state.devices)
        standing = self.floor.device_by_id
        self.standing = {s.id: standing[s.id].rack or "" for s in design.fabric.switches if s.id in standing}
        widest = max((trunk.eye_diameter_um for medium in design.media for trunk in medium.trunks), default=0)
        self.fiber = "copper" if all(medium.fiber == "copper" for medium in design.media) else "fiber"
        types = project.catalog.device_types
        self.new_types = [
            types[model]
            for model in sorted(
                {
                    model
                    for switch, model in zip(design.fabric.switches, design.models, strict=True)
                    if switch.id not in self.standing
                }
            )
        ]
        self.terrain = survey(
            project,
            finders(self.fiber, divide_up(widest, 1000)),
            self.new_types,
            design.network.switch_face,
            set(self.standing.values()),
            occupy(self.floor),
        )
        self.place_crews = [int(crews) for crews in self.terrain.place_crews]
        self.bound = self._bound()

    def _bound(self) -> Bound:
        """Of all networks up to this one: its least work comes on top of that of the others."""
        project = self.project
        # The bound looks at the floor as it is before any switch is placed; it walks through every pathway, whatever
        # may lie in it, and through every opening: without trunks, narrower ones may be passed.
        finder = self.finders("", 0)
        empty = survey(
            project,
            finder,
            self.new_types,
            self.design.network.switch_face,
            {rack for name, rack in self.standing.items() if name in project.device_by_id},
            occupy(project),
        )
        least = find_least(project, self.design, empty, finder, self.standing, self.state.counted)
        work_ms = self.state.work_bound_ms + work_bound_ms(project.labour, least)
        crews = self.place_crews
        place_ms = Counter(self.state.place_bound_ms)
        place_ms.update(place_bounds_ms(project.labour, least))
        usable = self.state.usable | frozenset(empty.place[empty.candidates].tolist()) | self._device_places()
        parts = time_bounds_s(project.labour, project.crew, work_ms, crews, least.links > 0, place_ms, usable)
        return Bound(work_ms, parts, place_ms, usable)

    def _device_places(self) -> frozenset[int]:
        """The places where devices and standing switches of the project show the ports that the fabric connects."""
        site = self.project.site
        number = {place.id: index for index, place in enumerate(site.places)}
        names = [*self.design.fabric.hosts, *(switch.id for switch in self.design.fabric.switches)]
        found = (self.project.device_by_id.get(name) for name in names)
        return frozenset(
            number[f"{site.rack_by_id[device.rack].row}.{device.face}"] for device in found if device and device.rack
        )

    def first_plan_of_variants(self, overall: Bound) -> tuple[Plan, State]:
        """The best plan with all trunks that may be ordered; where none is possible, with one size, or without.

        A limit on kinds may forbid several sizes, a narrow opening all of them. The first failure is the one told.
        """
        new = sum(switch.id not in self.standing for switch in self.design.fabric.switches)
        if new > int(self.terrain.most.sum()):
            raise UnmetError([self._no_room()])
        first: UnmetError | None = None
        for design in trunk_variants(self.design):
            try:
                search = (
                    self
                    if design is self.design
                    else _DesignSearch(self.project, design, self.state, self.finders, self.report, self.rivals)
                )
                return search.best_plan(overall)
            except UnmetError as error:
                first = first or error
        assert first is not None
        raise first

    def best_plan(self, overall: Bound) -> tuple[Plan, State]:
        """The best of several templates and placements, each carried through to its schedule."""
        scored: list[tuple[tuple[int, int], int, tuple[Group, ...], Assignment]] = []
        rack_number = {name: index for index, name in enumerate(self.terrain.rack_ids)}
        templates = list_templates(
            self.design,
            self.project.labour,
            tables_of(self.project, self.design),
            have_jumpers(self.design),
            np.array(
                [rack_number[self.floor.device_by_id[host].rack or ""] for host in self.design.fabric.hosts], np.int32
            ),
            self.standing,
            self._most_per_rack(),
            TEMPLATES,
        )
        objective = self.project.request.objective
        racks = self.project.site.racks
        opened = frozenset(i for i, rack in enumerate(racks) if rack.id in self._opened())
        work_ms = self.state.plan.summary.work_ms if self.state.plan else 0
        for number, template in enumerate(templates):
            groups = form_groups(self.design, template, self.standing)
            question = ask(self.floor, self.design, self.terrain, groups, self.state.loads_ms, work_ms, opened)
            found = place_groups(question, self.report)
            if found is not None and found[1].work_ms < FORBIDDEN_MS:
                scored.append((found[1].key(objective), number, groups, found[0]))
        if not scored:
            raise UnmetError([self._no_room()])
        scored.sort(key=lambda item: item[:2])
        best: tuple[Plan, State] | None = None
        # A later network moves the whole by less: one evaluation of all networks together has to do.
        evaluations = FULL_EVALUATIONS if not self.state.designs else 1
        for _, _, groups, assignment in scored[:evaluations]:
            plan, after = self._complete(groups, assignment, overall)
            if best is None or plan_key(plan) < plan_key(best[0]):
                best = plan, after
                self.report(f"scheduled: {plan.summary.install_time_s / 3600:.2f} h, gap {plan.summary.gap_pct:.1f} %")
        assert best is not None
        return best

    def _most_per_rack(self) -> dict[str, int]:
        """Per tier, how many of its switches the roomiest rack takes, at least one."""
        most: dict[str, int] = {}
        for switch, model in zip(self.design.fabric.switches, self.design.models, strict=True):
            fits = int(self.terrain.fits[model].max(initial=0)) if model in self.terrain.fits else 1
            most[switch.tier] = max(1, min(most.get(switch.tier, fits), fits))
        return most

    def _opened(self) -> set[str]:
        """Racks that the networks before this one open."""
        before = self.state.plan
        if before is None:
            return set()
        numbers = {*before.pulls.a_rack.tolist(), *before.pulls.b_rack.tolist()}
        return {self.project.site.racks[number].id for number in numbers}

    def _no_room(self) -> str:
        count = sum(switch.id not in self.standing for switch in self.design.fabric.switches)
        room = int(self.terrain.most.sum())
        racks = int((self.terrain.most > 0).sum())
        if room < count:
            return f"needs room for {count} {self.design.model}, {racks} racks take {room} by units, weight and power"
        if not count:
            return "the switches that stand already are farther apart than any cable reaches, or no pathway joins them"
        reach = min(medium.reach_mm for medium in self.design.media) // 1000
        where = self.design.network.leaf_position
        if where != "any":
            return (
                f"leaf_position {where}: the racks that it allows cannot take the leaves (units, weight, power, "
                f"'holds'), or lie beyond the reach of {reach} m"
            )
        return f"{count} {self.design.model} find no racks within the reach of {reach} m of all they connect to"

    def _complete(self, groups: Sequence[Group], assignment: Assignment, overall: Bound) -> tuple[Plan, State]:
        project, fabric, state = self.project, self.design.fabric, self.state
        types = project.catalog.device_types
        wanted: list[tuple[Switch, DeviceType, str]] = []
        for group, candidate in zip(groups, assignment, strict=True):
            rack = self.terrain.rack_ids[int(self.terrain.candidates[candidate])]
            wanted += [
                (fabric.switches[index], types[self.design.models[index]], rack)
                for index in group.switches
                if group.fixed_rack is None
            ]
        new = stand_switches(occupy(self.floor), wanted, self.design.network.switch_face)
        devices = (*state.devices, *new)
        designs = (*state.designs, self.design)
        stages, links = join_designs(designs, devices)
        cabling = cable_fabric(project, stages, devices, links, self.finders)
        assumptions = list_assumptions(project, designs)
        unchecked = list_unchecked(designs)
        plan, loads = complete_plan(project, designs, devices, links, cabling, overall, assumptions, unchecked)
        return plan, replace(state, designs=designs, devices=devices, loads_ms=loads, plan=plan)
