"""Placement of the switches of all networks together, once each network has its design and its places.

The search places networks one after the other, each for its own sake. Here the blocks of all networks are one problem,
so that an early network leaves good racks to a later one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.designs import Design
from fabric.optimize.decisions import Decisions, RouteFinders
from fabric.optimize.design_cabling import join_designs
from fabric.optimize.design_placement import SwitchRacks
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score
from fabric.optimize.placement.problem_builder import EarlierWork, build_problem
from fabric.project import Project
from fabric.rules import list_candidate_racks, occupy
from fabric.topology import TIERS, Fabric

PLACED = 8_000
"""Most blocks times racks of a problem that is solved; the search then takes a few seconds."""


@dataclass(frozen=True)
class _Placed:
    """Blocks in racks with their estimate."""

    problem: PlacementProblem
    assignment: Assignment
    score: Score


def place_jointly(project: Project, decisions: Decisions, finders: RouteFinders) -> SwitchRacks | None:
    """Racks for the switches of all networks with a better estimate than theirs; None where none was found.

    `decisions` are those after all networks. Networks with `leaf_position` or `apart` keep the places that they have.
    So do lists of links that share a switch or have one without a rack.
    The estimate takes all switches to show their ports where those of the first network do; a whole plan is exact.
    """
    if any(design.network.apart or design.network.leaf_position != "any" for design in decisions.listed):
        return None
    names = [switch.id for design in decisions.listed for switch in design.fabric.switches]
    if len(set(names)) < len(names) or any(device.rack is None for device in project.devices):
        return None
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

    def improve(self) -> SwitchRacks | None:
        """The best racks found; None where they are no better than those of now."""
        first = self._start()
        if first is None or len(first.problem.blocks) * len(first.problem.racks.candidates) > PLACED:
            return None
        found = place_blocks(first.problem, first.assignment)
        if found is None or found[1].key(self.objective) >= first.score.key(self.objective):
            return None
        return self._name_racks(first.problem, found[0])

    def _start(self) -> _Placed | None:
        """The switches as they are placed now: those of one network, tier and rack are a block."""
        contents: dict[tuple[str, int, str], list[int]] = {}
        blocks: list[Block] = []
        network_of = [number for number, design in enumerate(self.designs) for _ in design.fabric.switches]
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
