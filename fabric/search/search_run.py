"""How a search is run: its reports, its processes, and when it stops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from fabric.designs import EarlierLinks
from fabric.executors import SERIAL, Executor
from fabric.optimize import SolverBudget, budget_of_quick_schedules, budget_of_search, budget_of_walks
from fabric.rules import Places

Item = TypeVar("Item")
Result = TypeVar("Result")

Report = Callable[[str], None]
"""Takes one line about the progress."""

Advance = Callable[[str, int, int], None]
"""Takes what is being done, the number of its parts that are done, and the number of all."""

Stop = Callable[[], bool]
"""Whether the search should stop now."""


def report_nothing(line: str) -> None:
    """Takes a line and drops it."""


def advance_nothing(task: str, done: int, total: int) -> None:
    """Takes a state and drops it."""


def never_stop() -> bool:
    """Lets a search run to its end."""
    return False


@dataclass(frozen=True)
class SearchRun:
    """The surroundings of one search; they do not change which plan is found unless it is stopped."""

    report: Report = report_nothing
    """Receiver of each line about the progress."""
    executor: Executor = SERIAL
    """Processes for independent tasks; it counts for large networks alone."""
    stop: Stop = never_stop
    """Test before each further task; where it is true, the search ends with the best plan so far."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Rack of each device of an earlier plan; of equal plans the one that moves fewest of them is taken."""
    known_half_ru: Mapping[str, int] = field(default_factory=dict)
    """Position of each of these devices in its rack, in half units."""
    known_links: EarlierLinks = field(default_factory=dict)
    """Links of an earlier plan, whose ports are kept."""
    is_brief: bool = False
    """Whether each network gets the first plan that is found: to see what one more design leads to."""

    advance: Advance = advance_nothing
    """Receiver of the state of each part of the search."""
    exact: SolverBudget = field(default_factory=budget_of_search)
    """Work that is left for thorough schedules, varied and exact, of all plans of the search together."""

    walks: SolverBudget = field(default_factory=budget_of_walks)
    """Work that is left for walks from switch to switch, of all designs of the search together."""
    quick: SolverBudget = field(default_factory=budget_of_quick_schedules)
    """Work that is left to vary the quick schedules with which plans are compared."""

    @property
    def known_places(self) -> Places:
        """Rack and position of each device of an earlier plan."""
        return {
            name: (rack, self.known_half_ru[name]) for name, rack in self.known.items() if name in self.known_half_ru
        }

    def map(
        self, executor: Executor, function: Callable[[Item], Result], items: Sequence[Item], task: str
    ) -> list[Result]:
        """The results of a function on an executor; after each item the number of those that are done is reported."""
        done = iter(range(1, len(items) + 1))
        self.advance(task, 0, len(items))
        return executor.map(function, items, lambda _: self.advance(task, next(done), len(items)))

    def takes_first(self) -> bool:
        """Whether the first plan of a network is taken: in a brief search, and once the search is stopped."""
        return self.is_brief or self.stop()
