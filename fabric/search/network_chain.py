"""The networks of a request one after the other, each beside the decisions before it.

The first choice of each network leads to a whole plan. Where a later network finds none, the network before it takes
its next design. Then each network tries its next designs, and the best whole plan is kept: the best design of a network
for itself may cost the others ports, cables and room. In the end the switches of all networks are placed together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fabric.optimize import (
    Decisions,
    PlannedDesign,
    RouteFinders,
    SwitchRacks,
    no_decisions,
    place_jointly,
    plan_in_racks,
)
from fabric.plan import Plan, Trial
from fabric.project import Project
from fabric.search.contender import renew_trials
from fabric.search.network_search import NetworkSearch
from fabric.search.placed_panels import try_panels
from fabric.search.plan_order import choose_plan, figure, figures_of, plan_key
from fabric.search.search_run import SearchRun
from fabric.search.switch_places import Improver, Placer, keep_placements
from layouts import UnmetError

FIRST_FOLLOWED, MIDDLE_FOLLOWED, LAST_FOLLOWED = 3, 1, 2
"""Most further designs of the first network, of a middle and of the last one that are followed to a whole plan."""
LINKS_FOLLOWED = 1_500
"""Most links of a plan of which one further design of the first network is followed, to the first whole plan, and of
which each path is placed jointly: of two paths, the worse one may be the better one then.
"""
LINKS_SMALL = 300
"""Most links of a plan of which further designs of all networks are followed in full."""
BEHIND = 1.02
"""Factor on the figure of a rival: a plan beyond it follows no other designs, which would gain less. Assumed."""
MOST_FAILED = 12
"""Most times that the search for any plan at all goes back to an earlier network."""


@dataclass(frozen=True)
class _Branch:
    """The decisions for some networks, with the fate of their designs."""

    decisions: Decisions
    trials: tuple[Trial, ...] = ()
    others: Iterable["_Branch"] = ()
    """The next choices for the last of these networks, beside the same decisions for those before it."""


class NetworkChain:
    """All networks of one project whose devices have racks."""

    def __init__(
        self,
        project: Project,
        asked: Project,
        place: Placer,
        run: SearchRun,
        finders: RouteFinders,
        improve: Improver = keep_placements,
    ):
        self.project, self.asked, self.run, self.finders = project, asked, run, finders
        self.place, self.improve = place, improve
        self.failed = 0
        self.least: Plan | None = None
        """The least of all whole plans that were found, whichever of the equal ones is taken; None before the first."""

    def plan(self, is_joint: bool = False, rival: Plan | None = None) -> Plan:
        """The best whole plan found; with `is_joint` the switches of all networks are placed together in the end.

        Other designs are not followed where the first whole plan is far behind the `rival`.
        Raises UnmetError where a network finds no plan beside any choice before it.
        """
        path = self._finish([_Branch(no_decisions(self.project, self.asked, self.run.known_places))], self.run)
        links = len(_plan_of(path).links)
        is_each = is_joint and links <= LINKS_FOLLOWED
        follow = self.run if links <= LINKS_SMALL else replace(self.run, is_brief=True)
        path = self._place_jointly(path) if is_each else path
        is_behind = rival is not None and self._is_far_behind(_plan_of(path), rival)
        networks = len(path) - 1
        for level in range(0 if is_behind or networks < 2 else networks):
            most = _count_followed(level, networks, links)
            for other in islice(path[level + 1].others, most):
                if self.run.stop():
                    break
                try:
                    found = self._finish([*path[: level + 1], other], follow)
                except UnmetError:
                    continue
                found = self._place_jointly(found) if is_each else found
                if choose_plan([_plan_of(path), _plan_of(found)], self.run.known):
                    self.run.report(f"better with {other.decisions.designs[-1].name}: {figures_of(_plan_of(found))}")
                    path = found
        path = self._place_jointly(path) if is_joint and not is_each else path
        path = self._place_panels(path) if is_joint and self.project.places_panels else path
        return replace(_plan_of(path), trials=path[-1].trials)

    def _place_jointly(self, path: list[_Branch]) -> list[_Branch]:
        """The same designs with the switches of all networks placed together, where that makes a better plan."""
        last = path[-1]
        alone = len(self.project.request.networks) == 1
        if alone or self.run.stop():
            return path
        self.run.advance("placing all networks together", 0, 1)
        planned = self._plan_first(place_jointly(self.project, last.decisions, self.finders), last.decisions)
        if planned is None:
            return path
        self._see(planned.plan)
        if not self._is_better(planned.plan, _plan_of(path)):
            return path
        self.run.report(f"all networks placed together: {figures_of(planned.plan)}")
        return [*path[:-1], replace(last, decisions=planned.after, trials=renew_trials(last.trials, planned.plan))]

    def _plan_first(self, ways: Sequence[SwitchRacks], decisions: Decisions) -> PlannedDesign | None:
        """The plan of the first of some ways to place the switches that can be planned; None where none can."""
        for racks in ways:
            try:
                return plan_in_racks(self.project, decisions, racks, self.finders, True, self.run.exact)
            except UnmetError:
                continue
        return None

    def _place_panels(self, path: list[_Branch]) -> list[_Branch]:
        """The same networks with links over panels that are placed for them, where that makes a better plan."""
        last = path[-1]
        found = try_panels(self.project, last.decisions, self.finders, self.run)
        if found is None:
            return path
        self._see(found.plan)
        return [*path[:-1], replace(last, decisions=found.after, trials=renew_trials(last.trials, found.plan))]

    def _see(self, plan: Plan | None) -> None:
        """Keeps a whole plan where it is the least so far."""
        if plan is not None and (self.least is None or plan_key(plan) < plan_key(self.least)):
            self.least = plan

    def _is_far_behind(self, plan: Plan, rival: Plan) -> bool:
        """Whether a plan is too far behind a rival for other designs to catch up. By cost, any of them may."""
        is_timed = self.project.request.objective in ("install-time", "person-hours")
        return is_timed and figure(plan) > BEHIND * figure(rival)

    def _is_better(self, plan: Plan, other: Plan) -> bool:
        """Whether a plan of the same designs goes before another: also for a small gain at about the same cost."""
        slack = 1 + self.project.request.equal_ppm / 1_000_000
        costs_alike = plan.summary.cost_cents <= other.summary.cost_cents * slack and not self.run.known
        gains = plan_key(plan) < plan_key(other)
        return (gains and costs_alike) or choose_plan([other, plan], self.run.known) == 1

    def _options(self, level: int, before: _Branch, run: SearchRun) -> Iterator[_Branch]:
        """The choices of one network beside the decisions before it, the best first."""
        network = self.project.request.networks[level]
        search = NetworkSearch(self.project, network, before.decisions, self.finders, self.place, run, self.improve)
        for decisions, trials in search.options():
            if level == len(self.project.request.networks) - 1:
                self._see(decisions.plan)
                self._see(search.best[1].plan if search.best else None)
            yield _Branch(decisions, (*before.trials, *trials))

    def _finish(self, path: list[_Branch], run: SearchRun) -> list[_Branch]:
        """A path through all networks that begins with another: the first choice of each that leads to a whole plan."""
        level = len(path) - 1
        if level == len(self.project.request.networks):
            return path
        refusal: UnmetError | None = None
        options = self._options(level, path[-1], run)
        for option in options:
            try:
                return self._finish([*path, replace(option, others=options)], run)
            except UnmetError as error:
                refusal = refusal or error
                self.failed += 1
                if self.failed >= MOST_FAILED or self.run.stop():
                    break
        assert refusal is not None
        raise refusal


def _count_followed(level: int, networks: int, links: int) -> int:
    """The further designs of a network (by its place in the request, from 0) that are followed to a whole plan."""
    if links <= LINKS_SMALL:
        return FIRST_FOLLOWED if level == 0 else LAST_FOLLOWED if level == networks - 1 else MIDDLE_FOLLOWED
    return 1 if level == 0 and links <= LINKS_FOLLOWED else 0


def _plan_of(path: list[_Branch]) -> Plan:
    plan = path[-1].decisions.plan
    assert plan is not None
    return plan
