"""Placement of the switches of all networks together, once each network has its design and its places.

The search places networks one after the other, each for its own sake. Here the blocks of all networks are one problem,
so that an early network leaves good racks to a later one. Then single switches of all networks walk from there: what
one network frees at a place, another one takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.designs import Design
from fabric.optimize.decisions import Decisions, RouteFinders
from fabric.optimize.design_cabling import join_designs
from fabric.optimize.design_placement import SwitchRacks
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from fabric.optimize.placement.problem_builder import EarlierWork, build_problem
from fabric.optimize.placement.switch_estimate import SwitchEstimate
from fabric.optimize.placement.switch_walk import walk_switches
from fabric.project import Project
from fabric.rules import list_candidate_racks, occupy
from fabric.topology import TIERS, Fabric

PLACED = 8_000
"""Most blocks times racks of a problem that is solved; the search then takes a few seconds."""
LINKS_WALKED, SWITCHES_WALKED = 3_000, 60
"""Most links and new switches of all networks whose switches walk; a walk then takes some seconds."""
WALKS = 4
"""Walks with seeds of their own: the best of four lies within 0.5 % of the best known placement, one alone up to 5 %
above it.
"""


@dataclass(frozen=True)
class _Placed:
    """Blocks in racks with their estimate."""

    problem: PlacementProblem
    assignment: Assignment
    score: Score


def place_jointly(project: Project, decisions: Decisions, finders: RouteFinders) -> list[SwitchRacks]:
    """Racks for the switches of all networks with a better estimate than theirs, the best first: of each way to seek
    them one at most.

    By shares, racks may seem to take switches of several models that they do not take. So others follow the best.
    `decisions` are those after all networks. Networks with `leaf_position` or `apart` keep the places that they have.
    So do lists of links that share a switch or have one without a rack.
    The estimate takes all switches to show their ports where those of the first network do; a whole plan is exact.
    """
    if any(design.network.apart or design.network.leaf_position != "any" for design in decisions.listed):
        return []
    names = [switch.id for design in decisions.listed for switch in design.fabric.switches]
    if len(set(names)) < len(names) or any(device.rack is None for device in project.devices):
        return []
    return _JointPlacement(project, decisions, finders).improve()


class _JointPlacement:
    """The problem of all networks of one plan."""

    def __init__(self, project: Project, decisions: Decisions, finders: RouteFinders):
        self.project, self.designs = project, decisions.listed
        self.objective = project.request.objective
        self.design = _join(project, decisions.listed)
        self.standing = {device.id: device.rack or "" for device in project.devices}
        self.rack_of = {device.id: device.rack or "" for device in decisions.devices}
        models = {
            model
            for switch, model in zip(self.design.fabric.switches, self.design.models, strict=True)
            if switch.id not in self.standing
        }
        types = [project.catalog.device_types[model] for model in sorted(models)]
        racked = {self.standing[switch.id] for switch in self.design.fabric.switches if switch.id in self.standing}
        face = decisions.listed[0].network.switch_face
        self.racks = list_candidate_racks(project, finders("", 0), types, face, racked, occupy(project))

    def improve(self) -> list[SwitchRacks]:
        """The racks that are better than those of now, the best first."""
        first = self._start()
        if first is None or len(first.problem.blocks) * len(first.problem.racks.candidates) > PLACED:
            return []
        placed = place_blocks(first.problem, first.assignment)
        blocks = first if placed is None else replace(first, assignment=placed[0], score=placed[1])
        found = [*self._walk(blocks), *([blocks] if self._is_better(blocks, first) else [])]
        return [self._name_racks(one.problem, one.assignment) for one in found]

    def _is_better(self, one: _Placed, other: _Placed) -> bool:
        return one.score.key(self.objective) < other.score.key(self.objective)

    def _walk(self, blocks: _Placed) -> list[_Placed]:
        """The best placement that walks from one of blocks lead to, switch by switch; none where they gain nothing.

        Where the first walk gains nothing, it is the last one: others hardly ever do then.
        """
        groups = self._list_groups()
        if sum(map(len, groups)) > SWITCHES_WALKED or len(self.design.fabric.links) > LINKS_WALKED:
            return []
        start = self._split(blocks)
        estimate = SwitchEstimate(start.problem)
        start = best = replace(start, score=estimate.score(start.assignment))
        for number in range(WALKS if groups else 0):
            seed = self.project.request.seed + number
            assignment, score = walk_switches(estimate, groups, start.assignment, seed)
            found = replace(start, assignment=assignment, score=score)
            best = found if self._is_better(found, best) and score.work_ms < FORBIDDEN_MS else best
            if best is start:
                break
        return [] if best is start else [best]

    def _split(self, blocks: _Placed) -> _Placed:
        """The same places with a block for each switch; the score stays that of the blocks."""
        rack_of = {
            switch: candidate
            for block, candidate in zip(blocks.problem.blocks, blocks.assignment, strict=True)
            for switch in block.switches
        }
        single = tuple(
            Block(switch.tier, (index,), self.standing.get(switch.id))
            for index, switch in enumerate(self.design.fabric.switches)
        )
        problem = build_problem(
            self.project, self.design, blocks.problem.racks, single, EarlierWork({}, 0, frozenset())
        )
        return _Placed(problem, tuple(rack_of[index] for index in range(len(single))), blocks.score)

    def _list_groups(self) -> list[list[int]]:
        """The switches without a rack in the files, by network, tier and unit."""
        groups: dict[tuple[int, str, int], list[int]] = {}
        for index, (network, switch) in enumerate(zip(self._network_of(), self.design.fabric.switches, strict=True)):
            if switch.id not in self.standing:
                groups.setdefault((network, switch.tier, switch.section), []).append(index)
        return list(groups.values())

    def _network_of(self) -> list[int]:
        """The number of the network of each switch."""
        return [number for number, design in enumerate(self.designs) for _ in design.fabric.switches]

    def _start(self) -> _Placed | None:
        """The switches as they are placed now: those of one network, tier and rack are a block."""
        contents: dict[tuple[str, int, str], list[int]] = {}
        blocks: list[Block] = []
        network_of = self._network_of()
        for index, switch in enumerate(self.design.fabric.switches):
            if switch.id in self.standing:
                blocks.append(Block(switch.tier, (index,), self.standing[switch.id]))
            else:
                place = network_of[index], self.rack_of[switch.id]
                contents.setdefault((switch.tier, *place), []).append(index)
        places = [block.fixed_rack or "" for block in blocks]
        for tier, network, rack in sorted(contents, key=lambda found: (TIERS.index(found[0]), *found[1:])):
            blocks.append(Block(tier, tuple(contents[tier, network, rack]), None))
            places.append(rack)
        number = self.project.site.rack_number
        candidates = set(self.racks.candidates.tolist())
        if any(number[rack] not in candidates for rack in places):
            return None
        assignment = tuple(self.racks.candidate_of(number[rack]) for rack in places)
        nothing = EarlierWork({}, 0, frozenset())
        problem = build_problem(self.project, self.design, self.racks, tuple(blocks), nothing)
        # By shares, a mixture of models may take more than the capacity that a rack has.
        used = np.zeros(len(self.racks.capacity), np.int64)
        np.add.at(used, list(assignment), problem.shares[range(len(blocks)), list(assignment)])
        capacity = np.maximum(self.racks.capacity, used).astype(np.int32)
        problem = replace(problem, racks=replace(self.racks, capacity=capacity))
        return _Placed(problem, assignment, problem.score(assignment))

    def _name_racks(self, problem: PlacementProblem, assignment: Assignment) -> SwitchRacks:
        """The rack of each switch that has none in the files."""
        racks, switches = problem.racks, self.design.fabric.switches
        return {
            switches[index].id: racks.rack_ids[int(racks.candidates[candidate])]
            for block, candidate in zip(problem.blocks, assignment, strict=True)
            if block.fixed_rack is None
            for index in block.switches
        }


def _join(project: Project, designs: Sequence[Design]) -> Design:
    """All designs as one, with the links of all stages. A switch is of one design; later ones have it as a device."""
    new = [device for design in designs for device in design.switch_devices]
    used = {host for design in designs for host in design.fabric.hosts} - {device.id for device in new}
    hosts = [device for device in project.devices if device.id in used]
    stages, links = join_designs(designs, [*hosts, *new])
    switches = tuple(switch for design in designs for switch in design.fabric.switches)
    return replace(
        designs[0],
        name="all networks",
        fabric=Fabric(tuple(host.id for host in hosts), switches, links),
        models=tuple(model for design in designs for model in design.models),
        stages=stages,
    )
