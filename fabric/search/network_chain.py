"""The networks of a request one after the other, each beside the decisions before it.

The first choice of each network leads to a whole plan. Where a later network finds none, the network before it takes
its next design. Then each network but the last tries its next designs, and the best whole plan is kept: the best
design of a network for itself may cost the later ones ports, cables and room.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from fabric.optimize import Decisions, RouteFinders, no_decisions
from fabric.plan import Plan, Trial
from fabric.project import Project
from fabric.search.network_search import NetworkSearch, Placer
from fabric.search.plan_order import choose_plan
from fabric.search.search_run import SearchRun
from layouts import UnmetError

OTHER_DESIGNS = (3, 1)
"""Most further designs that are followed to a whole plan, of the first network and of each later one."""
LINKS_FOLLOWED = 1_500
"""Most links of a plan of which further designs are followed; each takes as long as a plan."""
MOST_FAILED = 12
"""Most times that the search for any plan at all goes back to an earlier network."""


@dataclass(frozen=True)
class _Branch:
    """The decisions for some networks, with the fate of their designs."""

    decisions: Decisions
    trials: tuple[Trial, ...] = ()


class NetworkChain:
    """All networks of one project whose devices have racks."""

    def __init__(self, project: Project, asked: Project, place: Placer, run: SearchRun, finders: RouteFinders):
        self.project, self.asked, self.place, self.run, self.finders = project, asked, place, run, finders
        self.failed = 0

    def plan(self) -> Plan:
        """The best whole plan found. Raises UnmetError where a network finds none beside any choice before it."""
        path = self._finish([_Branch(no_decisions(self.project, self.asked))])
        for level in range(len(path) - 2):
            most = OTHER_DESIGNS[min(level, 1)] if len(_plan_of(path).links) <= LINKS_FOLLOWED else 0
            for other in islice(self._options(level, path[level]), 1, 1 + most) if most else ():
                if self.run.stop():
                    break
                try:
                    found = self._finish([*path[: level + 1], other])
                except UnmetError:
                    continue
                if choose_plan([_plan_of(path), _plan_of(found)], self.run.known):
                    self.run.report(f"better with {other.decisions.designs[-1].name}")
                    path = found
        return replace(_plan_of(path), trials=path[-1].trials)

    def _options(self, level: int, before: _Branch) -> Iterator[_Branch]:
        """The choices of one network beside the decisions before it, the best first."""
        network = self.project.request.networks[level]
        search = NetworkSearch(self.project, network, before.decisions, self.finders, self.place, self.run)
        for decisions, trials in search.options():
            yield _Branch(decisions, (*before.trials, *trials))

    def _finish(self, path: list[_Branch]) -> list[_Branch]:
        """A path through all networks that begins with another: the first choice of each that leads to a whole plan."""
        level = len(path) - 1
        if level == len(self.project.request.networks):
            return path
        refusal: UnmetError | None = None
        for option in self._options(level, path[-1]):
            try:
                return self._finish([*path, option])
            except UnmetError as error:
                refusal = refusal or error
                self.failed += 1
                if self.failed >= MOST_FAILED or self.run.stop():
                    break
        assert refusal is not None
        raise refusal


def _plan_of(path: list[_Branch]) -> Plan:
    plan = path[-1].decisions.plan
    assert plan is not None
    return plan
