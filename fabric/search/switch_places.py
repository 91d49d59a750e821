"""Placements of the designs of one network, those with the best estimates improved within the budget of the search."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fabric.executors import Executor
from fabric.optimize import DesignTask, Placement, count_tries, count_walks, limit_of_try, limit_of_walk
from fabric.search.search_run import SearchRun
from fabric.vocabulary import Objective
from layouts import UnmetError

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
        wanted = []
        for number, outcome in self._rank(tasks, outcomes):
            wanted.append((number, (self.improve, tasks[number], outcome, self._take_effort(tasks[number]))))
        improved = self.run.map(executor, _improve, [item for _, item in wanted], f"{label}improving placements")
        for (number, _), placements in zip(wanted, improved, strict=True):
            outcomes[number] = placements
        return outcomes

    def of(self, task: DesignTask) -> Outcome:
        """The outcome of one design, in this process."""
        outcome = _place((self.place, task))
        if isinstance(outcome, UnmetError) or self.improve is keep_placements:
            return outcome
        return self.improve(task, outcome, self._take_effort(task))

    def _rank(self, tasks: Sequence[DesignTask], outcomes: Sequence[Outcome]) -> list[tuple[int, list[Placement]]]:
        """The designs that have placements, by number: the best estimate first, which takes from the budget first."""
        found = [(number, one) for number, one in enumerate(outcomes) if not isinstance(one, UnmetError)]
        objective: Objective = tasks[0].project.request.objective if tasks else "install-time"
        return sorted(found, key=lambda item: (item[1][0].score.key(objective), item[0]))

    def _take_effort(self, task: DesignTask) -> SearchEffort:
        """What the budget has for a design: nothing in a brief search, which takes the first plan.

        Nobody waits for walks once the search is stopped. Where the stock is short a plan may need the tries.
        """
        if self.run.is_brief:
            return SearchEffort(0, 0)
        tries = self._take(count_tries(task), limit_of_try(task))
        walks = 0 if self.run.stop() else self._take(count_walks(task), limit_of_walk(task))
        return SearchEffort(walks, tries)

    def _take(self, most: int, limit: float) -> int:
        """As many of `most` parts, of `limit` each, as the budget has."""
        number = min(most, int(self.run.walks.left / limit)) if most else 0
        self.run.walks.take(number * limit)
        return number


def _place(work: tuple[Placer, DesignTask]) -> Outcome:
    """The placements of one design, or the reason why there is none; runs on the executor."""
    place, task = work
    try:
        return place(task)
    except UnmetError as error:
        return error


def _improve(work: tuple[Improver, DesignTask, list[Placement], SearchEffort]) -> Outcome:
    """The better placements of one design; runs on the executor."""
    improve, task, placements, effort = work
    return improve(task, placements, effort)
