"""The outer loop: designs in order of their bound, placements of each, the best plan kept with the trail of the
others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from fabric.assumptions import list_assumptions, list_unchecked
from fabric.bounds import Least, time_bounds_s, work_bound_ms
from fabric.designs import Design, hosts_of, list_candidates
from fabric.equipment import Device
from fabric.optimize.cabling import cable_fabric
from fabric.optimize.completion import Bound, complete_plan
from fabric.optimize.costs import CoverTable
from fabric.optimize.groups import Group, form_groups, list_templates
from fabric.optimize.placement import FORBIDDEN_MS, Assignment, Question, place_groups
from fabric.optimize.stand import occupy, stand_hosts, stand_switches
from fabric.optimize.terrain import Terrain, survey
from fabric.plan import Plan, Trial
from fabric.project import Project
from fabric.reservations import FABRIC_GROUP
from fabric.topology import Links, Switch
from layouts.faults import UnmetError
from layouts.routes import RouteFinder

Report = Callable[[str], None]
SIZES_PER_TIER = 2
FULL_EVALUATIONS = 3
IMPROVEMENTS = 1_000


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
    trials: list[Trial] = [Trial(c.name, c.reason, None, None) for c in candidates if not c.design]
    best: Plan | None = None
    failures: list[str] = []
    for i in order:
        search = searches[i]
        name = search.design.name
        if best is not None and _cannot_win(search.bound, best, project.request.objective):
            trials.append(
                Trial(name, f"its bound {search.bound.time_s / 3600:.2f} h is no better than the best plan", None, None)
            )
            continue
        try:
            plan = search.best_plan(overall)
        except UnmetError as error:
            trials.append(Trial(name, "; ".join(error.reasons), None, None))
            failures.append(f"{name}: {'; '.join(error.reasons)}")
            continue
        trials.append(Trial(name, "", plan.summary.install_time_s, plan.summary.work_ms))
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
    keys = {
        "install-time": (summary.install_time_s, summary.work_ms, summary.cost_cents),
        "person-hours": (summary.work_ms, summary.install_time_s, summary.cost_cents),
        "cost": (summary.cost_cents, summary.install_time_s, summary.work_ms),
    }
    return keys[plan.project.request.objective]


def _cannot_win(bound: Bound, best: Plan, objective: str) -> bool:
    if objective == "cost":
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
    return replace(
        trial,
        reason=f"{slower / 3600:+.2f} h install time, {more / 3_600_000:+.1f} person-hours against the chosen design",
    )


class _DesignSearch:
    """One design on the floor: its bound, and its best plan."""

    def __init__(self, project: Project, design: Design, finders: Callable[[str, int], RouteFinder], report: Report):
        self.project, self.design, self.finders, self.report = project, design, finders, report
        site = project.site
        self.switch_type = project.catalog.device_types[design.model]
        self.devices_standing = {device.id: device for device in project.devices}
        self.standing = {
            s.id: self.devices_standing[s.id].rack or ""
            for s in design.fabric.switches
            if s.id in self.devices_standing
        }
        self.medium = dict(zip(design.stages, design.media, strict=True))
        widest = max((trunk.eye_diameter_um for medium in design.media for trunk in medium.trunks), default=0)
        kind = "copper" if design.media[0].fiber == "copper" else "fiber"
        self.finder = finders(kind, -(-widest // 1000))
        needs_racks = any(switch.id not in self.standing for switch in design.fabric.switches)
        self.terrain = survey(
            project,
            self.finder,
            self.switch_type if needs_racks else None,
            design.network.switch_face,
            set(self.standing.values()),
            occupy(project),
        )
        self.bound = self._bound()
        self.site = site

    def _bound(self) -> Bound:
        least = _least(self.project, self.design, self.terrain, self.finder, self.standing)
        work_ms = work_bound_ms(self.project.labour, least)
        crews = [int(c) for c in self.terrain.place_crews]
        return Bound(work_ms, time_bounds_s(self.project.labour, self.project.crew, work_ms, crews, least.links > 0))

    def best_plan(self, overall: Bound) -> Plan:
        """The best of several templates and placements, each carried through to its schedule."""
        scored: list[tuple[tuple[int, int], int, tuple[Group, ...], Assignment]] = []
        capacity = int(self.terrain.capacity.max(initial=0))
        templates = list_templates(self.design, max(capacity, 1), SIZES_PER_TIER)
        objective = self.project.request.objective
        for number, template in enumerate(templates):
            groups = form_groups(self.design, template, self.standing)
            question = self._question(groups)
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
        reach = min(medium.reach_mm for medium in self.design.media) // 1000
        return f"{count} {self.design.model} find no racks within the reach of {reach} m of all they connect to"

    def _question(self, groups: tuple[Group, ...]) -> Question:
        fabric, links, project = self.design.fabric, self.design.fabric.links, self.project
        host_count = len(fabric.hosts)
        group_of = np.zeros(host_count + len(fabric.switches), np.int64)
        for number, group in enumerate(groups):
            for switch in group.switches:
                group_of[host_count + switch] = number
        rack_number = {name: index for index, name in enumerate(self.terrain.rack_ids)}
        host_rack = [rack_number[self.devices_standing[host].rack or ""] for host in fabric.hosts]
        to_racks: list[dict[int, int]] = [{} for _ in groups]
        between: dict[tuple[int, int], int] = {}
        for stage, a, b in zip(links.stage.tolist(), links.a_device.tolist(), links.b_device.tolist(), strict=True):
            if stage == 0:
                rack, block = host_rack[a], int(group_of[b])
                to_racks[block][rack] = to_racks[block].get(rack, 0) + 1
            else:
                pair = min(int(group_of[a]), int(group_of[b])), max(int(group_of[a]), int(group_of[b]))
                between[pair] = between.get(pair, 0) + 1
        place_number = {place.id: number for number, place in enumerate(self.site.places)}
        host_place = self.terrain.place.copy()
        fixed_loads = [0] * len(self.terrain.place_crews)
        optic_ms, open_ms = project.labour.act_ms("insert_optic", 1), project.labour.act_ms("mobilise", 1)
        fixed_work = 0
        for host, rack in zip(fabric.hosts, host_rack, strict=True):
            device = self.devices_standing[host]
            place = place_number[f"{self.site.racks[rack].row}.{device.face}"]
            host_place[rack] = place
            ports = project.type_of(device).group(self.design.network.port_group)
            cages = ports.cages if ports and self.medium[0].a_optic else 0
            fixed_loads[place] += cages * optic_ms
            fixed_work += cages * optic_ms
        for rack in set(host_rack):
            fixed_loads[int(host_place[rack])] += open_ms
            fixed_work += open_ms
        limits = project.request.limits
        switch_group = self.switch_type.group(FABRIC_GROUP)
        has_optics = any(medium.b_optic for medium in self.design.media)
        return Question(
            groups=groups,
            terrain=self.terrain,
            to_racks=tuple(to_racks),
            between=between,
            tables={
                s: CoverTable(project.labour, tuple(t.legs for t in m.trunks), limits.bundle_jumpers)
                for s, m in self.medium.items()
            },
            has_jumpers={stage: bool(medium.cables) for stage, medium in self.medium.items()},
            reach_mm={stage: medium.reach_mm for stage, medium in self.medium.items()},
            host_place=host_place,
            labour=project.labour,
            fixed_loads_ms=tuple(fixed_loads),
            fixed_work_ms=fixed_work,
            switch_optics_ms=switch_group.cages * optic_ms if switch_group and has_optics else 0,
            technicians=project.crew.technicians,
            crew_size=project.crew.crew_size,
            objective=project.request.objective,
        )

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
        return complete_plan(
            project, self.design, devices, links, cabling, overall, assumptions, list_unchecked(project)
        )


def _global_links(design: Design, devices: Sequence[Device]) -> Links:
    """The design's links with device indexes into the plan's devices."""
    index = {device.id: number for number, device in enumerate(devices)}
    names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
    mapping = np.array([index[name] for name in names], np.int32)
    links = design.fabric.links
    return replace(links, a_device=mapping[links.a_device], b_device=mapping[links.b_device])


def _least(
    project: Project, design: Design, terrain: Terrain, finder: RouteFinder, standing: Mapping[str, str]
) -> Least:
    """The facts of a design that hold wherever its switches stand."""
    site = project.site
    side = site.port_to_side_mm + site.slack_mm_per_end
    switch_racks = [terrain.rack_ids[int(index)] for index in terrain.candidates]
    least_inside = {name: _least_inside_mm(project, design, name) for name in switch_racks}
    host_rack_links: dict[str, int] = {}
    host_inside: dict[str, int] = {}
    for host in hosts_of(project, design.network) if design.fabric.hosts else []:
        rack = site.rack_by_id[host.rack or ""]
        host_type = project.type_of(host)
        ports = host_type.port_count(design.network.port_group)
        host_rack_links[rack.id] = host_rack_links.get(rack.id, 0) + ports
        rise = rack.rise_mm(host.position_half_ru or 2, host_type.half_ru, site.drop_by_rack[rack.id].entry)
        host_inside[rack.id] = min(host_inside.get(rack.id, rise + side), rise + side)
    host_racks = []
    for name, links in sorted(host_rack_links.items()):
        found = finder.distances_mm(name)
        near = [found[other] + least_inside[other] for other in switch_racks if other in found and other != name]
        host_racks.append((links, host_inside[name] + min(near, default=0), name in least_inside))
    lengths = [
        finder.distances_mm(a)[b] + least_inside[a] + least_inside[b]
        for a in switch_racks
        for b in switch_racks
        if a < b and b in finder.distances_mm(a)
    ]
    new = sum(switch.id not in standing for switch in design.fabric.switches)
    racks = len(host_rack_links) + len(set(standing.values()) - set(host_rack_links))
    if not any(name in least_inside for name in host_rack_links):
        racks += -(-new // max(1, int(terrain.capacity.max(initial=1))))
    limits = project.request.limits
    return Least(
        links=len(design.fabric.links),
        optics=_optic_count(project, design),
        host_racks=tuple(host_racks),
        other_links=int((design.fabric.links.stage > 0).sum()),
        other_mm=min(lengths, default=0),
        racks=racks,
        trunk_legs=tuple(sorted({trunk.legs for medium in design.media for trunk in medium.trunks})),
        bundle_jumpers=limits.bundle_jumpers,
    )


def _least_inside_mm(project: Project, design: Design, rack_id: str) -> int:
    """The shortest way inside a rack that a switch of the design could have."""
    site = project.site
    rack = site.rack_by_id[rack_id]
    half_ru = project.catalog.device_types[design.model].half_ru
    entry = site.drop_by_rack[rack_id].entry
    best = min(rack.rise_mm(position, half_ru, entry) for position in range(2, rack.type.half_ru - half_ru + 3))
    return best + site.port_to_side_mm + site.slack_mm_per_end


def _optic_count(project: Project, design: Design) -> int:
    """Transceivers that any realisation of the design inserts: one per cage with a link."""
    medium = dict(zip(design.stages, design.media, strict=True))
    cages: set[tuple[int, int]] = set()
    links = design.fabric.links
    host_count = len(design.fabric.hosts)
    host_mpos = {project.type_of(h).group(design.network.port_group) for h in hosts_of(project, design.network)}
    per_host = next((group.mpos for group in host_mpos if group), 1)
    switch_group = project.catalog.device_types[design.model].group(FABRIC_GROUP)
    per_switch = switch_group.mpos if switch_group else 1
    for device_column, port_column, side in ((links.a_device, links.a_port, "a"), (links.b_device, links.b_port, "b")):
        for stage, device, port in zip(links.stage.tolist(), device_column.tolist(), port_column.tolist(), strict=True):
            if medium[stage].a_optic if side == "a" else medium[stage].b_optic:
                cages.add((device, port // (per_host if device < host_count else per_switch)))
    return len(cages)


def iterate_designs(project: Project) -> Iterator[Design]:
    """The designs that can be built, for anyone who wants to look at them."""
    yield from (candidate.design for candidate in list_candidates(project) if candidate.design)
