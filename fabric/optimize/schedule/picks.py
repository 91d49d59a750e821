"""The rules by which a free crew picks its next package.

A crew stays at its place while the place has work and no other place falls behind. A place falls behind when its work
left, over the crews that it holds, comes near to all work left over all crews. A crew that moves goes where the most
work can be done without leaving again. Within a place the package with the longest chain of work goes first; near the
end of a window the one that fills it best. Docs: docs/decisions/0006-list-scheduling.md.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.optimize.schedule.crews import Crews
from fabric.optimize.schedule.dispatch_rule import DispatchRule
from fabric.optimize.schedule.open_places import OpenPlaces
from fabric.optimize.schedule.places import Places
from fabric.optimize.schedule.ready_packages import ReadyPackages, StartLimits
from fabric.optimize.schedule.window_fill import filled_s, list_sums
from fabric.optimize.schedule.workload import Workload

FILL_S = 3_600
"""Seconds before the end of a window in which crews without patience choose packages that fill it: the last hour."""


@dataclass(frozen=True)
class PassState:
    """The state of one pass of list scheduling: its work, the crews, the places, and the packages that may start."""

    work: Workload
    """Packages with durations, places and chains; the same over the whole pass."""
    crews: Crews
    """Free crews, and the places where each crew is."""
    places: Places
    """Crews at work at each place, and the work left there."""
    ready: ReadyPackages
    """Packages whose predecessors are done, by place."""
    open: OpenPlaces
    """Places that take a crew, in order."""

    @classmethod
    def begin(cls, work: Workload, crews: Crews) -> "PassState":
        """The state before the first crew has started."""
        places, ready = Places(work), ReadyPackages(work)
        return cls(work, crews, places, ready, OpenPlaces(places, ready))


class Turn(NamedTuple):
    """The moment at which one free crew looks for its next package."""

    here: tuple[int, ...]
    """The places of the crew's last package; empty before its first."""
    rest_s: int
    """Seconds until the end of the window."""
    hand_over: bool
    """Whether work may go on in the next window."""
    may_test: bool
    """Whether the crew has the skill to test."""
    may_leave: bool
    """Whether other places are worth a look: not where another crew has just found nothing in any of them."""


def pick(state: PassState, turn: Turn, rule: DispatchRule) -> int | None:
    """The next package of a crew; None where it waits."""
    if state.work.ranks is not None:
        return pick_lowest_rank(state, turn)
    mine: Sequence[int] = turn.here
    if len(mine) > 1:
        mine = sorted(mine, key=lambda place: -state.places.urgency_s(place))
    found = pick_behind(state, turn, rule, mine)
    if found is None and not rule.patience_s:
        found = pick_to_fill(state, turn, mine)
    if found is None:
        found = _pick_first(state, turn, mine, 0, rule.tidy)
    if found is None and turn.may_leave and not has_patience(state, turn, rule):
        others = list_open_places(state, turn)
        found = _pick_first(state, turn, others, state.work.move_s if turn.here else 0, rule.tidy)
    return found


def pick_lowest_rank(state: PassState, turn: Turn) -> int | None:
    """The package of lowest rank that can start; of equal ranks one where the crew is."""
    places = [*turn.here, *(list_open_places(state, turn) if turn.may_leave else ())]
    order = sorted((state.ready.lowest_rank(place), number) for number, place in enumerate(places))
    for _, number in order:
        extra_s = state.work.move_s if turn.here and number >= len(turn.here) else 0
        found = pick_at(state, turn, places[number], extra_s)
        if found is not None:
            return found
    return None


def pick_behind(state: PassState, turn: Turn, rule: DispatchRule, mine: Sequence[int]) -> int | None:
    """A package at another place that falls behind, unless the crew's own place (first of `mine`) does so too.

    Place p falls behind when left_p / crews_p >= haste x left / crews. Open places are looked at in their order, up to
    the first one that does not fall behind.
    """
    behind_s = rule.haste * (state.places.all_left_s / state.crews.count)
    if not turn.may_leave or (mine and state.places.urgency_s(mine[0]) >= behind_s):
        return None
    if state.places.greatest_urgency_s() < behind_s:
        return None
    limits = limits_of(state, turn, state.work.move_s)
    for place in list_open_places(state, turn):
        if state.places.urgency_s(place) < behind_s:
            return None
        found = _pick_within(state, limits, place, rule.tidy and not state.work.move_s)
        if found is not None:
            return found
    return None


def pick_to_fill(state: PassState, turn: Turn, places: Sequence[int]) -> int | None:
    """In the last hour of a window, the package that, with those after it, best fills the remaining time."""
    if turn.hand_over or turn.rest_s >= FILL_S:
        return None
    limits = limits_of(state, turn, 0)
    found = [
        package for place in places if state.places.has_room(place) for package in state.ready.list_near(place, limits)
    ]
    if not found:
        return None
    durations, order = state.work.durations, state.ready.order
    distinct = {durations[package] for package in found}
    sums = list_sums(distinct, turn.rest_s)
    filled = {duration: filled_s(duration, turn.rest_s, sums) for duration in distinct}
    return min(found, key=lambda package: (-filled[durations[package]], order[package]))


def has_patience(state: PassState, turn: Turn, rule: DispatchRule) -> bool:
    """Whether a crew that finds nothing to start waits for work at its own place until the window ends."""
    return turn.rest_s < rule.patience_s and any(state.ready.count[place] for place in turn.here)


def _pick_first(state: PassState, turn: Turn, places: Iterable[int], extra_s: int, tidy: bool) -> int | None:
    """The package of the first place that has one."""
    limits, is_tidy = limits_of(state, turn, extra_s), tidy and not extra_s
    for place in places:
        found = _pick_within(state, limits, place, is_tidy)
        if found is not None:
            return found
    return None


def pick_at(state: PassState, turn: Turn, place: int, extra_s: int, tidy: bool = False) -> int | None:
    """The package of one place with the longest chain of work that can start after `extra_s` of moving; where the crew
    is `tidy` and need not move, the one of least effort.
    """
    return _pick_within(state, limits_of(state, turn, extra_s), place, tidy and not extra_s)


def _pick_within(state: PassState, limits: StartLimits, place: int, is_tidy: bool) -> int | None:
    """As `pick_at`, by limits that are the same at all places."""
    if state.places.room[place] <= 0:
        return None
    firsts = state.ready.list_first(place, limits)
    if not firsts:
        return None
    # The first ones are listed by effort.
    return firsts[0] if is_tidy or len(firsts) == 1 else min(firsts, key=state.ready.order.__getitem__)


def list_open_places(state: PassState, turn: Turn) -> Iterator[int]:
    """Other places with room for a crew and work that may end in time; first where most can be done without leaving."""
    shortest_s = state.ready.shortest_s
    for _, place in state.open.list_keys():
        if (turn.hand_over or shortest_s[place] <= turn.rest_s) and place not in turn.here:
            yield place


def limits_of(state: PassState, turn: Turn, extra_s: int) -> StartLimits:
    """What a crew can start after `extra_s` of moving: with hand-over a package may end in the next window."""
    longest_s = math.inf if turn.hand_over else turn.rest_s - extra_s
    return StartLimits(longest_s, turn.may_test, state.places.has_room_for)
