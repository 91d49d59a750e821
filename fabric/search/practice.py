"""The time that practice takes on the floor of a plan: a comparison, in a fraction of a second.

Practice installs the same fabric with the same transceivers. It puts the switches where careful teams put them
(fabric.search.baselines), and pulls a stock jumper for each link, one at a time, in the next length up. The time is the
larger of two: work over technicians, and the load of the fullest place. A schedule takes longer, so practice is
never shown as slower than it is. Quantities in stock and the fill of pathways are not checked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from fabric.designs import Design, list_candidates
from fabric.optimize import (
    Decisions,
    DesignTask,
    EarlierWork,
    RouteFinders,
    SwitchRacks,
    load_places,
    mount_placement,
    no_decisions,
    placement_in,
    prepare_task,
)
from fabric.plan import Plan
from fabric.project import Inventory, NetworkRequest, Project
from fabric.search.baselines import fill_middle, fill_own_rows
from layouts import UnmetError


@dataclass(frozen=True)
class Practice:
    """One way in which careful teams install a fabric."""

    name: str
    """Key of the way: `middle` or `own-rows`."""
    switches: str
    """Place of the switches, for people."""
    install_time_s: int | None
    """Least install time in seconds of the working clock; None where the floor does not allow it."""
    work_ms: int | None
    """Person-time in milliseconds, moves of crews left out; None where the floor does not allow it."""
    refusal: str = ""
    """Reason why the floor does not allow it."""


WAYS: tuple[tuple[str, str, Callable[[DesignTask], SwitchRacks]], ...] = (
    ("own-rows", "leaves in the rows of their nodes, other switches in the middle rows", fill_own_rows),
    ("middle", "all switches in the middle rows", fill_middle),
)
"""Each way of practice: its key, its words, and the racks that it fills."""


def estimate_practice(plan: Plan) -> tuple[Practice, ...]:
    """Each way of practice for the fabric, floor and crews of a plan, the faster first; refused ones last."""
    project = _as_practice(plan.project)
    finders = RouteFinders(project.site)
    found = (_Chain(plan, project, finders, fill).estimate(name, words) for name, words, fill in WAYS)
    return tuple(sorted(found, key=lambda way: (way.install_time_s is None, way.install_time_s or 0)))


def _as_practice(project: Project) -> Project:
    """The project without trunks and bundles, and with as many pieces of each lot as it takes."""
    lots = tuple(replace(lot, quantity=None) for lot in project.inventory.lots)
    limits = replace(project.request.limits, trunk_legs=(), bundle_jumpers=1)
    request = replace(project.request, objective="person-hours", limits=limits)
    return replace(project, request=request, inventory=Inventory(lots))


@dataclass(frozen=True)
class _Chain:
    """One way of practice, network by network."""

    plan: Plan
    project: Project
    finders: RouteFinders
    fill: Callable[[DesignTask], SwitchRacks]

    def estimate(self, name: str, words: str) -> Practice:
        """The time and the work of all networks together."""
        decisions, earlier, time_ms = no_decisions(self.project), EarlierWork({}, 0, frozenset()), 0
        try:
            for network, chosen in zip(self.project.request.networks, self.plan.designs, strict=True):
                decisions, earlier, time_ms = self._add(network, chosen, decisions, earlier)
        except UnmetError as refusal:
            return Practice(name, words, None, None, refusal.reasons[0])
        return Practice(name, words, round(time_ms / 1000), earlier.work_ms)

    def _add(
        self, network: NetworkRequest, chosen: str, decisions: Decisions, earlier: EarlierWork
    ) -> tuple[Decisions, EarlierWork, int]:
        """The decisions and the work with one network more, and the time of all so far in milliseconds."""
        design = self._design_of(network, chosen, decisions)
        task = prepare_task(self.project, design, decisions, self.finders, is_bounded=False)
        placement = placement_in(task, self.fill(task))
        if placement is None:
            reason = "the racks, filled in this order, do not hold the switches, or cables do not reach"
            raise UnmetError([f"{network.id}: {reason}"])
        score, after = load_places(task, placement, earlier)
        devices = mount_placement(task, placement)
        return replace(decisions, designs=(*decisions.designs, design), devices=devices), after, score.time_ms

    def _design_of(self, network: NetworkRequest, chosen: str, decisions: Decisions) -> Design:
        """The design of the plan with single cables. Raises UnmetError where there are none."""
        lacking = UnmetError([f"{network.id}: the inventory has no single cables for {chosen}"])
        try:
            candidates = list_candidates(self.project, network, decisions.designs)
        except UnmetError:
            raise lacking from None
        designs = [one.design for one in candidates if one.design]
        named = [design for design in designs if f"{chosen}, ".startswith(f"{design.name}, ")]
        alike = [design for design in designs if f"{chosen}, ".startswith(f"{design.shape_name}, ")]
        if not named and not alike:
            raise lacking
        return (named or alike)[0]
