"""The time that common practice takes on the floor of a plan, for comparison; computed in a fraction of a second.

Practice installs the same fabric with the same transceivers. It puts the switches where careful teams put them
(fabric.search.baselines), and pulls a stock jumper for each link, one at a time, in the next longer stock length. The
time is the larger of two: work over technicians, and the load of the fullest place. A schedule takes longer, so
practice is never shown as slower than it is. Quantities in stock and the fill of pathways are not checked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

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
from fabric.project import Project
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
    others: tuple[str, ...] = ()
    """Networks with another medium or design than in the plan, whose cables are too short from these racks."""


WAYS: tuple[tuple[str, str, Callable[[DesignTask], SwitchRacks]], ...] = (
    ("own-rows", "leaves in the rows of their nodes, other switches in the middle rows", fill_own_rows),
    ("middle", "all switches in the middle rows", fill_middle),
)
"""Each way of practice: its key, its words, and the racks that it fills."""


def estimate_practice(plan: Plan) -> tuple[Practice, ...]:
    """Each way of practice for the fabric, floor and crews of a plan, the faster first; refused ones last."""
    project = _as_practice(plan.project)
    finders = RouteFinders(project.site)
    lister = _DesignLister(plan, project)
    found = (_Chain(project, finders, lister, fill).estimate(name, words) for name, words, fill in WAYS)
    return tuple(sorted(found, key=lambda way: (way.install_time_s is None, way.install_time_s or 0)))


def _as_practice(project: Project) -> Project:
    """The project without trunks, bundles and panels of the plan, and with as many pieces of each lot as it takes."""
    lots = tuple(replace(lot, quantity=None) for lot in project.inventory.lots)
    limits = replace(project.request.limits, trunk_legs=(), bundle_jumpers=1)
    request = replace(project.request, objective="person-hours", limits=limits)
    panels = tuple(panel for panel in project.panels if not panel.placed)
    return replace(project, request=request, inventory=replace(project.inventory, lots=lots), panels=panels)


@dataclass(frozen=True)
class _Chain:
    """One way of practice, network by network."""

    project: Project
    finders: RouteFinders
    lister: "_DesignLister"
    fill: Callable[[DesignTask], SwitchRacks]

    def estimate(self, name: str, words: str) -> Practice:
        """The time and the work of all networks together."""
        decisions, earlier, time_ms = no_decisions(self.project), EarlierWork({}, 0, frozenset()), 0
        others: list[str] = []
        try:
            for number, network in enumerate(self.project.request.networks):
                decisions, earlier, time_ms, design = self._add(number, decisions, earlier)
                if not _begins(self.lister.plan.designs[number], design.name):
                    others.append(f"{network.id}: {design.name}")
        except UnmetError as refusal:
            return Practice(name, words, None, None, refusal.reasons[0])
        return Practice(name, words, round(time_ms / 1000), earlier.work_ms, others=tuple(others))

    def _add(
        self, number: int, decisions: Decisions, earlier: EarlierWork
    ) -> tuple[Decisions, EarlierWork, int, Design]:
        """The decisions and the work with one network more, the time of all so far in milliseconds, and the design.

        Of the designs that may stand for that of the plan, the first one that can be cabled from these racks counts.
        """
        network = self.project.request.networks[number]
        for design in self.lister.list_designs(number, decisions.designs):
            task = prepare_task(self.project, design, decisions, self.finders, is_bounded=False)
            placement = placement_in(task, self.fill(task))
            if placement is not None:
                score, after = load_places(task, placement, earlier)
                devices = mount_placement(task, placement)
                decided = replace(decisions, designs=(*decisions.designs, design), devices=devices)
                return decided, after, score.time_ms, design
        reason = "the racks, filled in this order, do not hold the switches, or single cables do not reach"
        raise UnmetError([f"{network.id}: {reason}"])


@dataclass(frozen=True)
class _DesignLister:
    """The designs of practice for each network. Both ways ask for the same ones, and a large fabric takes a second."""

    plan: Plan
    project: Project
    known: dict[int, tuple[tuple[Design, ...], list[Design]]] = field(default_factory=dict)
    """Network to the designs before it and its own, as last asked for."""

    def list_designs(self, number: int, before: tuple[Design, ...]) -> list[Design]:
        """The designs for a network after those of the networks before it."""
        asked, found = self.known.get(number, ((), []))
        if not found or len(asked) != len(before) or any(a is not b for a, b in zip(asked, before, strict=True)):
            found = self._list(number, before)
            self.known[number] = before, found
        return found

    def _list(self, number: int, before: tuple[Design, ...]) -> list[Design]:
        """The designs with single cables that may stand for that of the plan: the same, then other media, then others.

        Another medium serves where ours is too short for these racks; another design where there is no other medium.
        Raises UnmetError where there are none, and where this version builds another fabric from the same name.
        """
        network, chosen = self.plan.networks[number], self.plan.designs[number]
        if self.plan.taken:
            # Names of designs tell the variant where the request leaves one open.
            network = replace(network, variants=(network,))
        try:
            candidates = list_candidates(self.project, network, before)
        except UnmetError:
            raise UnmetError([f"{network.id}: the inventory has no single cables for {chosen}"]) from None
        designs = [one.design for one in candidates if one.design]
        named = [design for design in designs if _begins(chosen, design.name)]
        alike = [design for design in designs if _begins(chosen, design.shape_name) and design not in named]
        links = sum(self.plan.stages[stage].network == network.id for stage in self.plan.links.stage.tolist())
        if any(len(design.fabric.links) != links for design in (*named, *alike)):
            raise UnmetError([f"{network.id}: this version builds another fabric from {chosen}. Make the plan again"])
        return [*named, *alike, *(design for design in designs if design not in named and design not in alike)]


def _begins(chosen: str, name: str) -> bool:
    """Whether the name of the plan's design is a name, perhaps with more behind it."""
    return f"{chosen}, ".startswith(f"{name}, ")
