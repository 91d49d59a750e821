"""The outer loop: designs in order of their bound, placements of each, the best plan kept with the trail of the
others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from fabric.assumptions import list_assumptions, list_unchecked
from fabric.bounds import time_bounds_s, work_bound_ms
from fabric.designs import Design, list_candidates
from fabric.equipment import Device
from fabric.optimize.cabling import cable_fabric
from fabric.optimize.completion import Bound, complete_plan
from fabric.optimize.groups import Group, form_groups, list_templates
from fabric.optimize.least import find_least
from fabric.optimize.placement import FORBIDDEN_MS, Assignment, place_groups
from fabric.optimize.question import ask
from fabric.optimize.stand import occupy, stand_hosts, stand_switches
from fabric.optimize.terrain import survey
from fabric.plan import Plan, Trial
from fabric.project import Project
from fabric.topology import Links, Switch
from layouts.faults import UnmetError
from layouts.routes import RouteFinder
from layouts.units import divide_up

Report = Callable[[str], None]
SIZES_PER_TIER = 2
"""Block sizes per tier that are tried: the two largest hold the best plan on all benchmark sites."""
FULL_EVALUATIONS = 3
"""Placements per design that are carried through to a schedule."""
IMPROVEMENTS = 1_000
"""Trial moves per placement; fewer where a trial costs more, on sites of many blocks."""


def make_plan(project: Project, report: Report = lambda line: None) -> Plan:
    """The best plan found, with its bound and the reason why each other design lost. Raises UnmetError with reasons.

    Deterministic for the same project: every search is limited in work, not in seconds.
    """
    placed_hosts = stand_hosts(project, occupy(project))
    project_hosts = replace(project, devices=placed_hosts)
    site = project.site
    finders = cache(lambda medium, largest_mm: RouteFinder(site, medium, largest_mm))
    candidates = list_candidates(project)
    searches = [_DesignSearch(project_hosts, c.design, finders, report) for c in candidates if c.design]
    order = sorted(range(len(searches)), key=lambda i: (searches[i].bound.time_s, searches[i].bound.work_ms, i))
    overall = Bound(
        min(search.bound.work_ms for search in searches),
        min((search.bound for search in searches), key=lambda bound: bound.time_s).parts_s,
    )
    trials: list[Trial] = [Trial(c.name, c.reason, None, None, None) for c in candidates if not c.design]
    best: Plan | None = None
    failures: list[str] = []
    for i in order:
        search = searches[i]
        name = search.design.name
        if best is not None and _cannot_win(search.bound, best, project.request.objective):
            bound = f"{search.bound.time_s / 3600:.2f} h and {search.bound.work_ms / 3_600_000:.1f} person-hours"
            trials.append(Trial(name, f"its bound of {bound} is no better than the best plan", None, None, None))
            continue
        try:
            plan = search.first_plan_of_variants(overall)
        except UnmetError as error:
            trials.append(Trial(name, "; ".join(error.reasons), None, None, None))
            failures.append(f"{name}: {'; '.join(error.reasons)}")
            continue
        trials.append(
            Trial(plan.design, "", plan.summary.install_time_s, plan.summary.work_ms, plan.summary.cost_cents)
        )
        if best is None or plan_key(plan) < plan_key(best):
            best = plan
            report(
                f"best so far: {plan.summary.install_time_s / 3600:.2f} h, gap {plan.summary.gap_pct:.1f} % ({name})"
            )
    if best is None:
        raise UnmetError(["no design can be installed on this floor", *failures])
    return replace(best, trials=tuple(_explained(trial, best) for trial in trials))


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


def _explained(trial: Trial, best: Plan) -> Trial:
    if trial.install_time_s is None or trial.reason:
        return trial
    if trial.design == best.design:
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
            yield replace(design, name=f"{design.name}, {what}", media=media)


class _DesignSearch:
    """One design on the floor: its bound, and its best plan."""

    def __init__(self, project: Project, design: Design, finders: Callable[[str, int], RouteFinder], report: Report):
        self.project, self.design, self.finders, self.report = project, design, finders, report
        self.switch_type = project.catalog.device_types[design.model]
        self.devices_standing = {device.id: device for device in project.devices}
        self.standing = {
            s.id: self.devices_standing[s.id].rack or ""
            for s in design.fabric.switches
            if s.id in self.devices_standing
        }
        widest = max((trunk.eye_diameter_um for medium in design.media for trunk in medium.trunks), default=0)
        self.fiber = "copper" if design.media[0].fiber == "copper" else "fiber"
        finder = finders(self.fiber, divide_up(widest, 1000))
        needs_racks = any(switch.id not in self.standing for switch in design.fabric.switches)
        self.terrain = survey(
            project,
            finder,
            self.switch_type if needs_racks else None,
            design.network.switch_face,
            set(self.standing.values()),
            occupy(project),
        )
        self.bound = self._bound()

    def _bound(self) -> Bound:
        # Without trunks, narrower openings may be passed: the bound walks through all of them.
        finder = self.finders(self.fiber, 0)
        least = find_least(self.project, self.design, self.terrain, finder, self.standing)
        work_ms = work_bound_ms(self.project.labour, least)
        crews = [int(c) for c in self.terrain.place_crews]
        return Bound(work_ms, time_bounds_s(self.project.labour, self.project.crew, work_ms, crews, least.links > 0))

    def first_plan_of_variants(self, overall: Bound) -> Plan:
        """The best plan with all trunks that may be ordered; where none is possible, with one size, or without.

        A limit on kinds may forbid several sizes, a narrow opening all of them. The first failure is the one told.
        """
        first: UnmetError | None = None
        for design in trunk_variants(self.design):
            try:
                search = (
                    self if design is self.design else _DesignSearch(self.project, design, self.finders, self.report)
                )
                return search.best_plan(overall)
            except UnmetError as error:
                first = first or error
        assert first is not None
        raise first

    def best_plan(self, overall: Bound) -> Plan:
        """The best of several templates and placements, each carried through to its schedule."""
        scored: list[tuple[tuple[int, int], int, tuple[Group, ...], Assignment]] = []
        capacity = int(self.terrain.capacity.max(initial=0))
        templates = list_templates(self.design, max(capacity, 1), SIZES_PER_TIER)
        objective = self.project.request.objective
        for number, template in enumerate(templates):
            groups = form_groups(self.design, template, self.standing)
            question = ask(self.project, self.design, self.terrain, groups)
            found = place_groups(
                question, self.project.request.seed, IMPROVEMENTS // max(1, len(groups) // 8), self.report
            )
            if found is not None and found[1].work_ms < FORBIDDEN_MS:
                scored.append((found[1].key(objective), number, groups, found[0]))
        if not scored:
            raise UnmetError([self._no_room()])
        scored.sort(key=lambda item: item[:2])
        best: Plan | None = None
        for _, _, groups, assignment in scored[:FULL_EVALUATIONS]:
            plan = self._complete(groups, assignment, overall)
            if best is None or plan_key(plan) < plan_key(best):
                best = plan
                self.report(f"scheduled: {plan.summary.install_time_s / 3600:.2f} h, gap {plan.summary.gap_pct:.1f} %")
        assert best is not None
        return best

    def _no_room(self) -> str:
        count = sum(switch.id not in self.standing for switch in self.design.fabric.switches)
        room = int(self.terrain.capacity.sum())
        racks = int((self.terrain.capacity > 0).sum())
        if room < count:
            return f"needs room for {count} {self.design.model}, {racks} racks take {room} by units, weight and power"
        if not count:
            return "the switches that stand already are farther apart than any cable reaches, or no pathway joins them"
        reach = min(medium.reach_mm for medium in self.design.media) // 1000
        return f"{count} {self.design.model} find no racks within the reach of {reach} m of all they connect to"

    def _complete(self, groups: Sequence[Group], assignment: Assignment, overall: Bound) -> Plan:
        project, fabric = self.project, self.design.fabric
        wanted: list[tuple[Switch, str]] = []
        for group, candidate in zip(groups, assignment, strict=True):
            rack = self.terrain.rack_ids[int(self.terrain.candidates[candidate])]
            wanted += [(fabric.switches[index], rack) for index in group.switches if group.fixed_rack is None]
        new = stand_switches(occupy(project), wanted, self.switch_type, self.design.network.switch_face)
        devices = (*project.devices, *new)
        links = _global_links(self.design, devices)
        cabling = cable_fabric(project, self.design, devices, links, self.finders)
        assumptions = list_assumptions(project, self.design)
        return complete_plan(project, self.design, devices, links, cabling, overall, assumptions, list_unchecked())


def _global_links(design: Design, devices: Sequence[Device]) -> Links:
    """The design's links with device indexes into the plan's devices."""
    index = {device.id: number for number, device in enumerate(devices)}
    names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
    mapping = np.array([index[name] for name in names], np.int32)
    links = design.fabric.links
    return replace(links, a_device=mapping[links.a_device], b_device=mapping[links.b_device])
