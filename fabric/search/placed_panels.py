"""Panels that the planner places, pair of racks by pair of racks, wherever the whole plan becomes better.

Where links run over a pair of panels, the trunk between these may be built before the racks are ready, and cords
inside the racks remain. That pays where a direct cable costs more on the clock. Whole plans decide: first all pairs
that seem to gain, then half of them and so on, then one pair more or less.
"""

from collections.abc import Iterator

from fabric.optimize import (
    Decisions,
    PlannedDesign,
    RouteFinders,
    list_panel_pairs,
    place_panels,
    plan_in_racks,
    uses_all_panels,
)
from fabric.project import Project
from fabric.search.plan_order import choose_plan, figures_of
from fabric.search.search_run import SearchRun
from layouts import UnmetError

TRIES = 16
"""Most plans that are made with different pairs of panels. Assumed; each takes as long as one whole plan."""


def try_panels(project: Project, decisions: Decisions, finders: RouteFinders, run: SearchRun) -> PlannedDesign | None:
    """The best plan of the decided networks over placed panels; None where none is better.

    Switches stay in their racks.
    """
    plan = decisions.plan
    pairs = list_panel_pairs(project, decisions, finders)
    if plan is None or not pairs or run.stop():
        return None
    racks = {device.id: device.rack or "" for device in plan.devices if device.id not in project.device_by_id}
    best: PlannedDesign | None = None
    taken: frozenset[int] = frozenset()
    planned = {taken}

    def attempt(wanted: frozenset[int]) -> bool:
        """Whether a plan over those of some pairs that fit is better than the best one, which it then becomes."""
        nonlocal best, taken
        numbers = sorted(wanted)
        asked, fitting = place_panels(project, decisions.devices, [pairs[number] for number in numbers])
        chosen = frozenset(numbers[index] for index in fitting)
        if chosen in planned:
            return False
        planned.add(chosen)
        run.advance("placing panels", len(planned) - 1, TRIES)
        try:
            found = plan_in_racks(asked, decisions, racks, finders, True, run.exact)
        except UnmetError:
            return False
        if not uses_all_panels(found.plan) or choose_plan([(best.plan if best else plan), found.plan], run.known) != 1:
            return False
        best, taken = found, chosen
        return True

    gaining = sum(pair.gain_ms > 0 for pair in pairs)
    for number in _list_counts(gaining):
        if run.stop():
            break
        attempt(frozenset(range(number)))
    improved = True
    while improved and len(planned) <= TRIES:
        improved = False
        for number in range(len(pairs)):
            if len(planned) > TRIES or run.stop():
                break
            if number in taken or pairs[number].gain_ms > 0 or len(pairs) <= TRIES:
                improved = attempt(taken ^ {number}) or improved
    if best is None:
        return None
    run.report(f"{len(taken)} pairs of racks over placed panels: {figures_of(best.plan)}")
    return best


def _list_counts(gaining: int) -> Iterator[int]:
    """All pairs that seem to gain, half of them, a quarter, at least one."""
    number = gaining
    while number > 0:
        yield number
        number //= 2
