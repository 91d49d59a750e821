"""Better schedules of jobs of up to 1,200 packages: list scheduling again and again, with varied priorities.

List scheduling takes the package with the longest chain of work first, which is a rule of thumb. Where a few places set
the time, one pull that starts a little later lets two places work without a wait. So the length of each chain is
changed at random before a pass, and so is the rule by which crews leave a place. Passes change all chains and some
chains of the best pass in turn. A seed fixes all random numbers, and the number of passes is limited.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.list_scheduling import Schedule
from fabric.optimize.schedule.workload import Workload
from fabric.optimize.solver import SolverBudget

PACKAGES = 1_200
"""Packages of the largest job that is varied in a thorough search: a pass over as many takes about 40 ms."""
QUICK_PACKAGES = 400
"""Packages of the largest job that is varied in a quick schedule."""
PASSES = 200
"""Passes of a thorough search; half of the gain comes from the first ten."""
PASSES_WITHOUT_GAIN, PACKAGES_WITHOUT_GAIN = 60, 20_000
"""A search ends so many passes after its last gain, in small jobs after passes over so many packages. On five sites no
gain came later than that after another.
"""
PACKAGES_PASSED = 36_000
"""Packages over which all passes of a thorough search go: it has fewer passes over more than 180 packages."""
NEAR = 1.001
"""Factor on the bound of a job within which its schedule is not improved further: a fifth of the usual tolerance."""
FEW_PASSES = 12
"""Passes of a quick schedule, with which the plans of a search are compared."""
PASS_LIMIT = 0.00003
"""Deterministic time of one pass over one package: about seconds."""
QUICK_LIMIT = 6.0
"""Deterministic time of the quick schedules of one search, beyond list scheduling: some forty of the largest jobs."""
SEED = 1
HASTES = (0.8, 0.85, 0.9, 0.95, 1.0, 10.0)
"""Settings of a rule that are drawn."""
PATIENCE_S = 600
SPREADS = (0.05, 0.2, 0.5)
"""Shares by which the chains of a fresh pass are longer or shorter at most."""
CHANGED = (0.01, 0.03, 0.1)
"""Shares of the packages whose chains a step from the best pass changes."""
LEAST_FACTOR, MOST_FACTOR = 0.3, 2.0
"""Factors of the chains that a step changes."""

Dispatch = Callable[[Workload, DispatchRule, int], Schedule | None]
"""One pass of list scheduling; None where it would end after that many seconds of the working clock."""


class Setting(NamedTuple):
    """What one pass depends on."""

    rule: DispatchRule
    """How crews weigh their own place against others."""
    tails_s: Sequence[int]
    """Priority of each package: the longest goes first."""


def budget_of_quick_schedules() -> SolverBudget:
    """The work that all quick schedules of one search may take beyond list scheduling."""
    return SolverBudget(QUICK_LIMIT)


def limit_of_quick_schedule(links: int) -> float:
    """The most deterministic time of the quick schedule of a plan of some links: each has two ends and one pull."""
    return FEW_PASSES * PASS_LIMIT * min(QUICK_PACKAGES, 3 * links)


def count_passes(packages: int, thorough: bool) -> int:
    """The most passes over a job of some packages."""
    return min(PASSES, PACKAGES_PASSED // packages) if thorough else FEW_PASSES


def take_passes(budget: SolverBudget, most: int, packages: int) -> int:
    """The passes over a job that the budget has, `most` at most; less is left after it."""
    passes = min(most, int(budget.left / (PASS_LIMIT * packages)))
    budget.take(passes * PASS_LIMIT * packages)
    return passes


def vary_schedule(
    work: Workload, dispatch: Dispatch, setting: Setting, best: Schedule, goal_s: int, passes: int
) -> Schedule:
    """The schedule of the earliest end over some passes, `best` at worst.

    Steps start from the `setting`. No schedule ends before `goal_s`; the search stops near it, and after many passes
    without a gain.
    """
    draw = Random(SEED)
    least, last_gain = _rate(best), 0
    patience = max(PASSES_WITHOUT_GAIN, PACKAGES_WITHOUT_GAIN // len(work.packages))
    for number in range(passes):
        if least[0] <= NEAR * goal_s or number - last_gain >= patience:
            break
        tried = _draw_fresh(draw, work.tails_s) if number % 2 == 0 else _draw_step(draw, setting)
        found = dispatch(work.with_tails(tried.tails_s), tried.rule, least[0])
        if found is None:
            continue
        if _rate(found) <= least:
            setting = tried
        if _rate(found) < least:
            best, least, last_gain = found, _rate(found), number
    return best


def _rate(schedule: Schedule) -> tuple[int, int]:
    """The end, then the moves."""
    return max(slot.end_s for slot in schedule.slots), schedule.moves


def _draw_rule(draw: Random) -> DispatchRule:
    return DispatchRule(draw.choice(HASTES), draw.choice((0, PATIENCE_S)), draw.random() < 0.3)


def _draw_fresh(draw: Random, tails_s: Sequence[int]) -> Setting:
    """All chains a little longer or shorter."""
    rule, spread = _draw_rule(draw), draw.choice(SPREADS)
    return Setting(rule, [int(tail * (1 + spread * draw.uniform(-1, 1))) for tail in tails_s])


def _draw_step(draw: Random, setting: Setting) -> Setting:
    """Some chains of a setting much longer or shorter, and sometimes another rule."""
    rule = _draw_rule(draw) if draw.random() < 0.3 else setting.rule
    tails = list(setting.tails_s)
    for package in draw.sample(range(len(tails)), max(1, int(len(tails) * draw.choice(CHANGED)))):
        tails[package] = max(1, int(tails[package] * draw.uniform(LEAST_FACTOR, MOST_FACTOR)))
    return Setting(rule, tails)
