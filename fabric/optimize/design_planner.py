"""One design on the floor, beside what is decided: its bound, its placements, and whole plans of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fabric.bounds import (
    Bound,
    LeastDemand,
    Workforce,
    extend,
    find_design_facts,
    form_bound,
    keep_least,
    place_bounds_ms,
)
from fabric.catalog import DeviceType
from fabric.designs import Design, list_assumptions, list_unchecked
from fabric.optimize.cabling.cabling import Cabling, cable_fabric
from fabric.optimize.cabling.routing import CrowdedError
from fabric.optimize.decisions import Decisions, RouteFinders
from fabric.optimize.placement.block_cuts import list_cut_plans
from fabric.optimize.placement.blocks import Block, form_blocks
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from fabric.optimize.placement.problem_builder import build_problem, have_jumpers, tables_of
from fabric.optimize.plan_assembly import complete_plan, join_designs
from fabric.plan import Plan
from fabric.project import Device, Project
from fabric.rules import CandidateRacks, list_candidate_racks, occupy, stand_switches
from fabric.topology import TIERS, Links, Switch
from layouts import RouteFinder, UnmetError, divide_up

TEMPLATES = 6
"""Cuts into blocks that are placed, of those that fill their trunks best."""
Racks = Mapping[str, str]
"""The rack of each switch, by name."""
SPREADS = 6
"""How often blocks move apart whose cables crowd pathways."""


@dataclass(frozen=True)
class Placed:
    """A placement with its estimated score: blocks, and the candidate rack of each."""

    score: Score
    groups: tuple[Block, ...]
    assignment: Assignment


def trunk_variants(design: Design) -> Iterator[Design]:
    """The design with trunks of one size only (largest first), and without trunks."""
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


@dataclass(frozen=True)
class Cabled:
    """All devices in their places, all links between them, and their cables."""

    devices: tuple[Device, ...]
    links: Links
    cabling: Cabling


class DesignPlanner:
    """One design of one network on the floor, beside what is decided in `state`; `bound` holds for all its plans."""

    def __init__(self, project: Project, design: Design, state: Decisions, finders: RouteFinders):
        self.project, self.design, self.state, self.finders = project, design, state, finders
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
        self.terrain = list_candidate_racks(
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
        empty = list_candidate_racks(
            project,
            finder,
            self.new_types,
            self.design.network.switch_face,
            {rack for name, rack in self.standing.items() if name in project.device_by_id},
            occupy(project),
        )
        before = self.state.bound
        facts = find_design_facts(project, self.design, empty, self.standing, self.state.counted)
        choices = keep_least(extend(project, choice, self.design, facts) for choice in before.choices)
        place_ms = Counter(before.demand.place_ms)
        place_ms.update(place_bounds_ms(project.labour, facts))
        open_places = frozenset(empty.place[empty.candidates].tolist())
        demand = LeastDemand(
            work_ms=min(choice.work_ms for choice in choices),
            place_ms=place_ms,
            usable=before.demand.usable | open_places | self._device_places(),
            has_pulls=facts.links > 0,
        )
        workforce = Workforce(project.crew, self.place_crews, project.request.racks_ready)
        return form_bound(project.labour, workforce, demand, choices)

    def _device_places(self) -> frozenset[int]:
        """The places where devices and standing switches of the project show the ports that the fabric connects."""
        site = self.project.site
        names = [*self.design.fabric.hosts, *(switch.id for switch in self.design.fabric.switches)]
        found = (self.project.device_by_id.get(name) for name in names)
        return frozenset(site.place_number(device.rack, device.face) for device in found if device and device.rack)

    def device_racks(self) -> frozenset[str]:
        """The racks of devices and standing switches of the project that the fabric connects: its bound counts them."""
        names = [*self.design.fabric.hosts, *(switch.id for switch in self.design.fabric.switches)]
        found = (self.project.device_by_id.get(name) for name in names)
        return frozenset(device.rack for device in found if device and device.rack)

    def place(self, starts: Sequence[Racks] = ()) -> list[Placed]:
        """The best placement of each of several cuts into blocks, the best first; `starts` are racks of switches that
        are improved upon where they name all of this design. Raises UnmetError where no placement is possible.
        """
        new = sum(switch.id not in self.standing for switch in self.design.fabric.switches)
        if new > int(self.terrain.most.sum()):
            raise UnmetError([self._no_room()])
        number = {name: index for index, name in enumerate(self.terrain.rack_ids)}
        templates = list_cut_plans(
            self.design,
            self.project.labour,
            tables_of(self.project, self.design),
            have_jumpers(self.design),
            np.array([number[self.floor.device_by_id[host].rack or ""] for host in self.design.fabric.hosts], np.int32),
            self.standing,
            self._most_per_rack(),
            TEMPLATES,
        )
        placed: list[Placed] = []
        for template in templates:
            groups = form_blocks(self.design, template, self.standing)
            found = place_blocks(self._ask(groups, self.terrain))
            if found is not None and found[1].work_ms < FORBIDDEN_MS:
                placed.append(Placed(found[1], groups, found[0]))
        for racks in starts:
            start = self.placed_in(racks)
            if start is not None:
                found = place_blocks(self._ask(start.groups, self.terrain), start.assignment)
                placed.append(Placed(found[1], start.groups, found[0]) if found else start)
        if not placed:
            raise UnmetError([self._no_room()])
        objective = self.project.request.objective
        return sorted(placed, key=lambda item: item.score.key(objective))

    def placed_in(self, racks: Racks) -> Placed | None:
        """The placement that puts each new switch into the rack of its name; None where one is not named, or where
        its rack cannot take it.
        """
        switches = self.design.fabric.switches
        number = {name: index for index, name in enumerate(self.terrain.rack_ids)}
        candidates = set(self.terrain.candidates.tolist())
        together: dict[tuple[int, str], list[int]] = {}
        for index, switch in enumerate(switches):
            if switch.id in self.standing:
                continue
            rack = number.get(racks.get(switch.id, ""), -1)
            if rack not in candidates:
                return None
            together.setdefault((TIERS.index(switch.tier), self.terrain.rack_ids[rack]), []).append(index)
        groups: list[Block] = []
        assignment: list[int] = []
        for tier in TIERS:
            for index, switch in enumerate(switches):
                if switch.tier == tier and switch.id in self.standing:
                    groups.append(Block(tier, (index,), self.standing[switch.id]))
                    assignment.append(self.terrain.candidate_of(number[self.standing[switch.id]]))
            for (level, name), members in sorted(together.items()):
                if TIERS[level] == tier:
                    groups.append(Block(tier, tuple(members), None))
                    assignment.append(self.terrain.candidate_of(number[name]))
        question = self._ask(tuple(groups), self.terrain)
        used = np.zeros(len(self.terrain.candidates), np.int64)
        for g, candidate in enumerate(assignment):
            used[candidate] += int(question.shares[g, candidate])
        score = question.score(assignment)
        if (used > self.terrain.capacity).any() or score.work_ms >= FORBIDDEN_MS:
            return None
        return Placed(score, question.groups, tuple(assignment))

    def variants(self) -> "Iterator[DesignPlanner]":
        """The same design with trunks of one size only, and without: what a limit on kinds or a narrow opening may
        build_problem for.
        """
        for design in trunk_variants(self.design):
            yield DesignPlanner(self.project, design, self.state, self.finders)

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

    def cable(self, placed: Placed) -> Cabled:
        """The switches of a placement in their racks, and all cables.

        Where these crowd pathways beyond their fill, the blocks move apart, as often as `SPREADS` says. Raises
        UnmetError where that does not help, or where a cable cannot be had.
        """
        price: NDArray[np.float64] | None = None
        for number in range(SPREADS + 1):
            try:
                return self._cable(placed)
            except CrowdedError as error:
                if number == SPREADS or len(placed.groups) < 2:
                    raise
                price = error.price if price is None else price + error.price - 1
                placed = self._spread(placed, error.finder, price)
        raise AssertionError("the last attempt returns or raises")

    def _spread(self, placed: Placed, finder: RouteFinder, price: NDArray[np.float64]) -> Placed:
        """The same blocks placed again, where ways through crowded pathways count as longer."""
        ids = self.terrain.rack_ids
        walks = finder.priced_mm(tuple(ids[rack] for rack in self.terrain.candidates), ids, price)
        question = self._ask(placed.groups, replace(self.terrain, walk_mm=walks))
        found = place_blocks(question, placed.assignment)
        return Placed(found[1], placed.groups, found[0]) if found else placed

    def _ask(self, groups: tuple[Block, ...], terrain: CandidateRacks) -> PlacementProblem:
        racks = self.project.site.racks
        opened = frozenset(i for i, rack in enumerate(racks) if rack.id in self._opened())
        work_ms = self.state.plan.summary.work_ms if self.state.plan else 0
        return build_problem(self.floor, self.design, terrain, groups, self.state.loads_ms, work_ms, opened)

    def _cable(self, placed: Placed) -> Cabled:
        fabric, types = self.design.fabric, self.project.catalog.device_types
        wanted: list[tuple[Switch, DeviceType, str]] = []
        for group, candidate in zip(placed.groups, placed.assignment, strict=True):
            rack = self.terrain.rack_ids[int(self.terrain.candidates[candidate])]
            wanted += [
                (fabric.switches[index], types[self.design.models[index]], rack)
                for index in group.switches
                if group.fixed_rack is None
            ]
        new = stand_switches(occupy(self.floor), wanted, self.design.network.switch_face)
        devices = (*self.state.devices, *new)
        stages, links = join_designs((*self.state.designs, self.design), devices)
        return Cabled(devices, links, cable_fabric(self.project, stages, devices, links, self.finders))

    def schedule(self, cabled: Cabled, overall: Bound, thorough: bool) -> tuple[Plan, Decisions]:
        """The whole plan, and what is decided after it; `thorough` tries all measures of the schedule."""
        designs = (*self.state.designs, self.design)
        texts = list_assumptions(self.project, designs), list_unchecked(designs)
        plan, loads = complete_plan(
            self.project, designs, cabled.devices, cabled.links, cabled.cabling, overall, *texts, thorough
        )
        return plan, replace(self.state, designs=designs, devices=cabled.devices, loads_ms=loads, plan=plan)
