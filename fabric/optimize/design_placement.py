"""Placements of one design: a rack for each of its switches, with the estimated time and work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.optimize.cabling.cable_stock import list_stock
from fabric.optimize.cabling.cover_table import list_stage_cables
from fabric.optimize.cabling.shortage import Surcharge
from fabric.optimize.design_task import DesignTask, medium_of
from fabric.optimize.placement.block_cuts import CutProblem, list_cut_plans
from fabric.optimize.placement.blocks import Block, fixed_blocks, form_blocks
from fabric.optimize.placement.link_prices import FORBIDDEN_MS
from fabric.optimize.placement.local_search import place_blocks
from fabric.optimize.placement.problem import Assignment, PlacementProblem, Score, list_aims
from fabric.optimize.placement.problem_builder import EarlierWork, build_problem, list_allowed_racks
from fabric.optimize.rack_shares import score_racks, share_out
from fabric.rules import CandidateRacks
from fabric.topology import TIERS
from layouts import Floats, RouteFinder, UnmetError, explain_apart

CUT_PLANS = 6
"""Cut plans that are placed, of those that fill their trunks best; later ones hardly ever win."""

LEAST_SURCHARGE_MS = 600_000
"""First surcharge of a link that is too long for the stock, as much as laying it takes; it doubles each time."""

SwitchRacks = Mapping[str, str]
"""The rack of each switch, both by id."""


class NoRoomError(UnmetError):
    """All racks together take fewer switches than a design has: a count that holds for every placement."""

    def __reduce__(self) -> tuple[type[UnmetError], tuple[tuple[str, ...]]]:
        """Errors travel between processes by their reasons."""
        return NoRoomError, (self.reasons,)


@dataclass(frozen=True)
class Placement:
    """Blocks of switches in racks."""

    score: Score
    """Estimate by work and places."""
    blocks: tuple[Block, ...]
    """Blocks tier by tier from the leaves; those that have a rack come first in their tier."""
    assignment: Assignment
    """The candidate rack of each block."""


def place_design(task: DesignTask, starts: Sequence[SwitchRacks] = (), cut_plans: int = CUT_PLANS) -> list[Placement]:
    """The best placement of each of the `cut_plans` best cuts into blocks, the best first.

    `starts` are placements that are improved upon, where they name all switches of this design. Raises UnmetError where
    no placement is possible.
    """
    if task.new_switches > int(task.racks.most.sum()):
        raise NoRoomError([_explain_no_room(task)])
    placements = [found for racks in share_out(task) for found in _place_cuts(replace(task, racks=racks), cut_plans)]
    for racks in starts:
        start = placement_in(task, racks)
        if start is not None:
            found = place_blocks(_placement_problem(task, start.blocks, task.racks), start.assignment)
            placements.append(Placement(found[1], start.blocks, found[0]) if found else start)
    if not placements:
        raise UnmetError([_explain_no_room(task)])
    placements = [replace(one, score=score_racks(task, one.score, one.blocks, one.assignment)) for one in placements]
    return sorted(placements, key=lambda placement: _order_key(task, placement.score))


def _order_key(task: DesignTask, score: Score) -> tuple[float, int]:
    """The figures by which placements are ordered: with weights, the worth of an hour and of the person-hours.

    `time_ms` is the time of all technicians together.
    """
    request = task.project.request
    if request.objective != "weighted":
        return score.key(request.objective)
    hour = request.weights.install_hour / task.project.crew.technicians
    return hour * score.time_ms + request.weights.person_hour * score.work_ms, score.work_ms


def _place_cuts(task: DesignTask, cut_plans: int) -> list[Placement]:
    """The best placement of each of the best cuts into blocks; none where no placement is possible."""
    found = []
    for cut_plan in list_cut_plans(_cut_problem(task), cut_plans):
        blocks = form_blocks(task.design, cut_plan, task.racked_switches)
        for problem in _list_problems(task, blocks):
            placed = place_blocks(problem)
            if placed is not None and placed[1].work_ms < FORBIDDEN_MS:
                found.append(Placement(placed[1], blocks, placed[0]))
    return found


def _list_problems(task: DesignTask, blocks: tuple[Block, ...]) -> list[PlacementProblem]:
    """The placement problem of some blocks for each figure that leads to plans of the objective."""
    problem = _placement_problem(task, blocks, task.racks)
    aims = list_aims(problem.objective, task.project.request.budget_cents is not None)
    return [replace(problem, objective=aim) for aim in aims]


def placement_in(task: DesignTask, racks: SwitchRacks) -> Placement | None:
    """The placement that puts each new switch into its rack of `racks`.

    The answer is None where a switch is not named, or where its rack cannot take it.
    """
    found = _blocks_in(task, racks)
    if found is None:
        return None
    blocks, assignment = found
    problem = _placement_problem(task, blocks, task.racks)
    score = problem.score(assignment)
    if not problem.fits(assignment, range(len(blocks))) or score.work_ms >= FORBIDDEN_MS:
        return None
    return Placement(score, problem.blocks, assignment)


def load_places(task: DesignTask, placement: Placement, earlier: EarlierWork) -> tuple[Score, EarlierWork]:
    """The work of a placement added to that of the networks before it, with the time that both take together."""
    problem = build_problem(task.project_so_far, task.design, task.racks, placement.blocks, earlier)
    work_ms, loads_ms = problem.loads(placement.assignment)
    racks = (int(task.racks.candidates[candidate]) for candidate in placement.assignment)
    after = EarlierWork(dict(enumerate(loads_ms.tolist())), work_ms, problem.opened.union(racks))
    return problem.score_of(work_ms, loads_ms), after


def _blocks_in(task: DesignTask, racks: SwitchRacks) -> tuple[tuple[Block, ...], Assignment] | None:
    """Blocks of the switches that share a rack of `racks`, with their candidate racks.

    The answer is None where a switch is not named, or where its rack takes no switch.
    """
    number = task.project.site.rack_number
    candidates = set(task.racks.candidates.tolist())
    contents: dict[tuple[str, str], list[int]] = {}
    for index, switch in enumerate(task.design.fabric.switches):
        if switch.id not in task.racked_switches:
            rack = racks.get(switch.id, "")
            if number.get(rack) not in candidates:
                return None
            contents.setdefault((switch.tier, rack), []).append(index)
    blocks: list[Block] = []
    places: list[str] = []
    for tier in TIERS:
        for block in fixed_blocks(task.design, tier, task.racked_switches):
            blocks.append(block)
            places.append(block.fixed_rack or "")
        for rack in sorted(rack for other, rack in contents if other == tier):
            blocks.append(Block(tier, tuple(contents[tier, rack]), None))
            places.append(rack)
    return tuple(blocks), tuple(task.racks.candidate_of(number[rack]) for rack in places)


def place_apart(task: DesignTask, placement: Placement, finder: RouteFinder, price: Floats) -> Placement:
    """The same blocks placed again, where each edge of the `finder` counts `price` times its length."""
    ids = task.racks.rack_ids
    walks = finder.priced_mm(tuple(ids[rack] for rack in task.racks.candidates), ids, price)
    problem = _placement_problem(task, placement.blocks, replace(task.racks, walk_mm=walks))
    found = place_blocks(problem, placement.assignment)
    return Placement(found[1], placement.blocks, found[0]) if found else placement


def place_within_stock(task: DesignTask, placement: Placement, surcharges: Sequence[Surcharge]) -> Placement:
    """The same blocks placed again, where links beyond the lengths in stock pay surcharges; from nothing, too."""
    problem = _placement_problem(task, placement.blocks, task.racks, surcharges)
    found = [place_blocks(problem, start) for start in (placement.assignment, None)]
    best = min((one for one in found if one), key=lambda one: one[1].work_ms, default=None)
    return Placement(best[1], placement.blocks, best[0]) if best else placement


def list_surcharges(task: DesignTask) -> list[Surcharge]:
    """The surcharges on links that no single cable in stock is long enough for, where trunks cannot serve them."""
    found = []
    for medium in dict.fromkeys(task.design.media):
        stock = list_stock(task.project, medium)
        if medium.cables and not medium.trunks and stock.order_lot is None:
            models = tuple(cable.model for cable in medium.cables)
            found.append(Surcharge(models, stock.longest_mm, LEAST_SURCHARGE_MS))
    return found


def single_problem(task: DesignTask) -> PlacementProblem:
    """The placement problem of a design in which each switch is a block, in the order of the switches."""
    blocks = tuple(
        Block(switch.tier, (index,), task.racked_switches.get(switch.id))
        for index, switch in enumerate(task.design.fabric.switches)
    )
    return _placement_problem(task, blocks, task.racks)


def _placement_problem(
    task: DesignTask, blocks: tuple[Block, ...], racks: CandidateRacks, surcharges: Sequence[Surcharge] | None = None
) -> PlacementProblem:
    charged = list_surcharges(task) if surcharges is None else surcharges
    return build_problem(task.project_so_far, task.design, racks, blocks, _earlier_work(task), charged)


def _earlier_work(task: DesignTask) -> EarlierWork:
    """The work of the networks before this one."""
    plan = task.decisions.plan
    if plan is None:
        return EarlierWork({}, 0, frozenset())
    opened = frozenset([*plan.pulls.a_rack.tolist(), *plan.pulls.b_rack.tolist()])
    return EarlierWork(task.decisions.loads_ms, plan.summary.work_ms, opened)


def _cut_problem(task: DesignTask) -> CutProblem:
    project, design = task.project, task.design
    devices = task.project_so_far.device_by_id
    return CutProblem(
        design=design,
        labour=project.labour,
        cables=list_stage_cables(project, design.stages),
        host_rack=np.array(
            [project.site.rack_number[devices[host].rack or ""] for host in design.fabric.hosts], np.int32
        ),
        racked_switches=task.racked_switches,
        capacity=_most_per_rack(task),
    )


def _most_per_rack(task: DesignTask) -> dict[str, int]:
    """For each tier, the switches that the roomiest rack takes: those of its largest model, at least one."""
    most: dict[str, int] = {}
    for switch, model in zip(task.design.fabric.switches, task.design.models, strict=True):
        fits = int(task.racks.fits[model].max(initial=0)) if model in task.racks.fits else 1
        most[switch.tier] = max(1, min(most.get(switch.tier, fits), fits))
    return most


def _explain_no_room(task: DesignTask) -> str:
    """The reason why a design has no placement."""
    design, count = task.design, task.new_switches
    room, racks = int(task.racks.most.sum()), int((task.racks.most > 0).sum())
    if room < count:
        return f"needs room for {count} {design.model}, {racks} racks take {room} by units, weight and power"
    odd = _find_odd_leaf(task) or _find_unfit_model(task)
    if odd:
        return odd
    if not count:
        return "the switches that stand already are farther apart than any cable reaches, or no pathway joins them"
    reach_m = min(medium.reach_mm for medium in design.media) // 1000
    apart = design.network.apart
    if apart:
        return f"apart: {apart}: no racks within {reach_m} m give the leaves of one device a {apart} each"
    leaf_position = design.network.leaf_position
    if leaf_position != "any":
        return (
            f"leaf_position {leaf_position}: the racks that it allows cannot take the leaves (units, weight, power, "
            f"'holds'), or lie beyond the reach of {reach_m} m"
        )
    cut_off = _explain_cut_off(task)
    if cut_off:
        return f"{count} {design.model} find no racks: {cut_off}"
    return f"{count} {design.model} find no racks within the reach of {reach_m} m of all they connect to"


def _find_unfit_model(task: DesignTask) -> str:
    """A model of new switches that no rack takes, with its power; '' where there is none."""
    types, switches = task.project.catalog.device_types, task.design.fabric.switches
    new = {
        model
        for switch, model in zip(switches, task.design.models, strict=True)
        if switch.id not in task.racked_switches
    }
    for model in sorted(new & task.racks.fits.keys()):
        if not task.racks.fits[model].any():
            return f"no rack takes a {model} ({types[model].power_w} W) by units, weight and power"
    return ""


def _explain_cut_off(task: DesignTask) -> str:
    """The reason why the medium of a design does not join the racks of all its devices; '' where it does."""
    placed = task.project_so_far.device_by_id
    racks = {placed[host].rack or "" for host in task.design.fabric.hosts} | set(task.racked_switches.values())
    medium, network = medium_of(task.design), task.design.network.id
    reason = explain_apart(task.project.site, medium, racks - {""})
    remedy = f"Add a pathway or a drop, or {medium} to the media of one"
    return f"{reason}, where {network} has devices. {remedy}" if reason else ""


def _find_odd_leaf(task: DesignTask) -> str:
    """The reason why a leaf that has a rack already breaks `leaf_position`; '' where none does."""
    for block in fixed_blocks(task.design, "leaf", task.racked_switches):
        allowed = list_allowed_racks(task.project_so_far, task.design, block)
        rack = block.fixed_rack or ""
        if allowed is not None and task.project.site.rack_number[rack] not in allowed:
            leaf = task.design.fabric.switches[block.switches[0]].id
            position = task.design.network.leaf_position
            return (
                f"leaf_position {position}: {leaf} stands in rack {rack}, which it does not allow. "
                "Move it, or write any"
            )
    return ""
