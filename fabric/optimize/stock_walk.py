"""A better placement of a small design where single cables are scarce: each placement is cabled from the actual stock.

The placement problem prices a link by the distance between its racks. Where few cables of a length are left, links take
longer ones, or are laid in another form. No price of a pair of racks can express that, since it depends on all other
links. So placements are cabled one by one here: one switch in another rack, or two switches exchanged, while that
helps. Then some switches are moved at random, and it begins again.
"""

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from fabric.optimize.cabling.cable_stock import list_stock
from fabric.optimize.design_cabling import cable_placement
from fabric.optimize.design_placement import Placement, placement_in, single_problem
from fabric.optimize.design_schedule import rate_cabled
from fabric.optimize.design_task import DesignTask
from fabric.optimize.placement.switch_estimate import SwitchEstimate
from layouts import UnmetError

LINKS = 200
"""Most links of a design that is improved; cabling one placement of it takes about 10 ms."""
TRIES = 250
"""Most placements that one walk cables."""
LINK_LIMIT = 0.00015
"""Deterministic time of one link of a placement that is cabled: about seconds."""
MOVED = 3
"""Switches that are moved at random where no step helps."""
NEVER = (2**62, 2**62)
"""Figures of a placement that cannot be cabled."""

Figures = tuple[int, int]
Racks = tuple[int, ...]
"""The candidate rack of each switch."""


def is_short_of_stock(task: DesignTask) -> bool:
    """Whether single cables of a length may run out, in a design that is small enough to be improved."""
    design = task.design
    links = len(design.fabric.links)
    if links > LINKS or not task.new_switches:
        return False
    stocks = (list_stock(task.project, medium) for medium in design.media if medium.cables)
    return any(lot.lot.quantity is not None and lot.lot.quantity < links for stock in stocks for lot in stock.lots)


def count_tries(task: DesignTask) -> int:
    """The placements of a design that are worth cabling one by one."""
    return TRIES if is_short_of_stock(task) else 0


def limit_of_try(task: DesignTask) -> float:
    """The deterministic time of one placement of a design."""
    return LINK_LIMIT * len(task.design.fabric.links)


def walk_in_stock(task: DesignTask, start: Placement, tries: int = TRIES) -> Placement | None:
    """A placement that takes less by its cables from stock than `start`, of `tries` at most; None where none does."""
    return _StockWalk(task, start, tries).run() if tries else None


class _StockWalk:
    """One walk. Switches that have a rack already stay there."""

    def __init__(self, task: DesignTask, start: Placement, tries: int):
        self.task, self.tries = task, tries
        self.problem = single_problem(task)
        self.estimate = SwitchEstimate(self.problem)
        self.by_work = task.project.request.objective == "person-hours"
        self.draw = Random(task.project.request.seed)
        switches = task.design.fabric.switches
        self.free = [number for number, switch in enumerate(switches) if switch.id not in task.racked_switches]
        self.all_racks = range(len(task.racks.candidates))
        rack_of = {
            switch: candidate
            for block, candidate in zip(start.blocks, start.assignment, strict=True)
            for switch in block.switches
        }
        self.start: Racks = tuple(rack_of[number] for number in range(len(switches)))
        self.known: dict[Racks, Figures] = {}

    def run(self) -> Placement | None:
        """Walks until `tries` placements are cabled, or all of them are known."""
        first = self.rate(self.start)
        racks, best = self._descend(self.start, first)
        for _ in range(self.tries):
            if len(self.known) >= self.tries:
                break
            found, figures = self._descend(*self._shake(racks))
            if figures < best:
                racks, best = found, figures
        return self._place(racks) if best < first else None

    def rate(self, racks: Racks) -> Figures:
        """The figures of a placement in the order of the objective; `NEVER` where it cannot be cabled."""
        if racks not in self.known:
            self.known[racks] = self._cable(racks)
        return self.known[racks]

    def _cable(self, racks: Racks) -> Figures:
        placement = self._place(racks) if self.problem.fits(racks, self.free) else None
        if placement is None:
            return NEVER
        try:
            time_s, work_ms = rate_cabled(self.task, cable_placement(self.task, placement))
        except UnmetError:
            return NEVER
        return (work_ms, time_s) if self.by_work else (time_s, work_ms)

    def _place(self, racks: Racks) -> Placement | None:
        ids, candidates = self.task.racks.rack_ids, self.task.racks.candidates
        switches = self.task.design.fabric.switches
        return placement_in(
            self.task,
            {switch.id: ids[int(candidates[rack])] for switch, rack in zip(switches, racks, strict=True)},
        )

    def _descend(self, racks: Racks, figures: Figures) -> tuple[Racks, Figures]:
        """Steps while one of them helps and `tries` last."""
        improved = True
        while improved:
            improved = False
            for tried in self._list_steps(racks):
                if len(self.known) >= self.tries:
                    return racks, figures
                if not self._may_gain(tried, figures):
                    continue
                found = self.rate(tried)
                if found < figures:
                    racks, figures, improved = tried, found, True
                    break
        return racks, figures

    def _may_gain(self, racks: Racks, figures: Figures) -> bool:
        """Whether a placement may be better than these figures by its estimate, which knows no stock."""
        score = self.estimate.score(racks)
        return (score.work_ms if self.by_work else score.time_ms // 1000) <= figures[0]

    def _list_steps(self, racks: Racks) -> Iterator[Racks]:
        """One switch in another rack, then two switches exchanged, in an order that a seed draws."""
        moves = [(switch, rack) for switch, rack in product(self.free, self.all_racks) if racks[switch] != rack]
        pairs = [(a, b) for a, b in combinations(self.free, 2) if racks[a] != racks[b]]
        for switch, rack in self.draw.sample(moves, len(moves)):
            yield _with(racks, {switch: rack})
        for a, b in self.draw.sample(pairs, len(pairs)):
            yield _with(racks, {a: racks[b], b: racks[a]})

    def _shake(self, racks: Racks) -> tuple[Racks, Figures]:
        """Some switches in racks by chance."""
        moved = self.draw.sample(self.free, min(MOVED, len(self.free)))
        found = _with(racks, {switch: self.draw.choice(self.all_racks) for switch in moved})
        return found, self.rate(found)


def _with(racks: Racks, moved: dict[int, int]) -> Racks:
    return tuple(moved.get(switch, rack) for switch, rack in enumerate(racks))
