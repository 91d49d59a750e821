"""Placements of the designs of one network, those with the best estimates improved within the budget of the search."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fabric.executors import Executor
from fabric.optimize import DesignTask, Placement, count_tries, count_walks, limit_of_try, limit_of_walk
from fabric.search.search_run import SearchRun
from fabric.vocabulary import Objective
from layouts import UnmetError

BEHIND = 1.04
"""Factor on the figure of the best design beyond which another one is not walked: a walk gains 2 to 5 %."""
SMALL_SHARE = 1 / 3
"""Links of a network, as a share of those before it, below which its best design alone is walked: the whole moves by
less than 0.1 % then.
"""

Placer = Callable[[DesignTask], list[Placement]]
"""Gives the placements of a design that are worth completing, the best first. Raises UnmetError where there is none."""


class SearchEffort(NamedTuple):
    """What the budget has for the placements of one design."""

    walks: int
    """Walks from switch to switch, 0 or more."""
    tries: int
    """Placements that are cabled one by one from a short stock, 0 or more."""


Improver = Callable[[DesignTask, list[Placement], SearchEffort], list[Placement]]
"""Gives the placements that it gets, with better ones before them where the effort finds some."""

Outcome = list[Placement] | UnmetError
"""The placements of one design, or the reason why there is none."""


def keep_placements(task: DesignTask, placements: list[Placement], effort: SearchEffort) -> list[Placement]:
    """The placements as they are: the improver of baselines, which show what a simple rule gives."""
    return placements


class SwitchPlaces:
    """Places the switches of designs. What it takes from the budget does not depend on the executor."""

    def __init__(self, place: Placer, improve: Improver, run: SearchRun):
        self.place, self.improve, self.run = place, improve, run

    def of_all(self, tasks: Sequence[DesignTask], executor: Executor, label: str) -> list[Outcome]:
        """The outcome of each design, in the order of the tasks; `label` names the network in progress reports."""
        work = [(self.place, task) for task in tasks]
        outcomes = self.run.map(executor, _place, work, f"{label}placing designs")
        if self.improve is keep_placements:
            return outcomes
        objective: Objective = tasks[0].project.request.objective if tasks else "install-time"
        ranked = _rank(outcomes, objective)
        leader: Placement | None = None
        for part in (ranked[:1], ranked[1:]):
            # The best estimate is improved first: designs that are then far behind it get no walk.
            wanted: list[tuple[Improver, DesignTask, list[Placement], SearchEffort]] = []
            for number, found in part:
                effort = self._take_effort(tasks[number], _is_behind(tasks[number], found[0], leader))
                wanted.append((self.improve, tasks[number], found, effort))
            improved = self.run.map(executor, _improve, wanted, f"{label}improving placements")
            for (number, _), placements in zip(part, improved, strict=True):
                outcomes[number] = placements
            leader = improved[0][0] if improved else None
        return outcomes

    def of(self, task: DesignTask) -> Outcome:
        """The outcome of one design, in this process."""
        outcome = _place((self.place, task))
        if isinstance(outcome, UnmetError) or self.improve is keep_placements:
            return outcome
        return self.improve(task, outcome, self._take_effort(task, False))

    def _take_effort(self, task: DesignTask, is_behind: bool) -> SearchEffort:
        """What the budget has for a design: nothing in a brief search, which takes the first plan.

        Nobody waits for walks once the search is stopped, and a design that is far behind gets none. Where the stock is
        short a plan may need the tries.
        """
        if self.run.is_brief:
            return SearchEffort(0, 0)
        tries = self._take(count_tries(task), limit_of_try(task))
        walks = 0 if is_behind or self.run.stop() else self._take(count_walks(task), limit_of_walk(task))
        return SearchEffort(walks, tries)

    def _take(self, most: int, limit: float) -> int:
        """As many of `most` parts, of `limit` each, as the budget has."""
        number = min(most, int(self.run.walks.left / limit)) if most else 0
        self.run.walks.take(number * limit)
        return number


def _rank(outcomes: Sequence[Outcome], objective: Objective) -> list[tuple[int, list[Placement]]]:
    """The designs that have placements, by number: the best estimate first, which takes from the budget first."""
    found = [(number, one) for number, one in enumerate(outcomes) if not isinstance(one, UnmetError)]
    return sorted(found, key=lambda item: (item[1][0].score.key(objective), item[0]))


def _is_behind(task: DesignTask, placement: Placement, leader: Placement | None) -> bool:
    """Whether no walk brings a placement near the best one. By cost, a slow design may be the best one."""
    objective, plan = task.project.request.objective, task.decisions.plan
    if leader is None or objective not in ("install-time", "person-hours"):
        return False
    is_small = plan is not None and len(task.design.fabric.links) < SMALL_SHARE * len(plan.links)
    return placement.score.key(objective)[0] >= (1 if is_small else BEHIND) * leader.score.key(objective)[0]


def _place(work: tuple[Placer, DesignTask]) -> Outcome:
    """The placements of one design, or the reason why there is none; runs on the executor."""
    place, task = work
    try:
        return place(task)
    except UnmetError as error:
        return error


def _improve(work: tuple[Improver, DesignTask, list[Placement], SearchEffort]) -> list[Placement]:
    """The better placements of one design; runs on the executor."""
    improve, task, placements, effort = work
    return improve(task, placements, effort)
