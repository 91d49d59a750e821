"""Small jobs solved to the optimum: CP-SAT chooses for each crew which packages it does in which order, and when.

The rules are those of fabric.optimize.schedule.list_scheduling, moves included. A package whose crew comes from
elsewhere takes the
move longer. What is not proven optimal within the limit is still never worse than the schedule it starts from.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from ortools.sat.python import cp_model

from fabric.optimize.schedule.list_scheduling import TEST, Slot, Workload
from fabric.optimize.solver import solve
from fabric.project import CrewPlan, Window
from fabric.work import CrewLimits

PACKAGES = 40
"""Larger jobs are left to list scheduling: there windows of the last one to four hours, solved like this, won 0.1 % in
half a minute (docs/schedules.md).
"""
WORK_LIMIT = 2.0
"""Deterministic time of one job."""


def improve_exactly(
    work: Workload, limits: CrewLimits, crew: CrewPlan, windows: Iterable[Window], move_s: int, slots: Sequence[Slot]
) -> list[Slot]:
    """A schedule that ends earlier than the given one, or that one: also where crews or testers differ by shift, or
    where there are more than `PACKAGES`.
    """
    end_s = max((slot.end_s for slot in slots), default=0)
    used = list(takewhile(lambda window: window.start_s < end_s, windows))
    if len(slots) > PACKAGES or len({(window.crews, window.testers) for window in used}) != 1:
        return list(slots)
    model = cp_model.CpModel()
    count, crews, testers = len(slots), used[0].crews, used[0].testers
    starts = [model.new_int_var(0, end_s, "") for _ in slots]
    ends = [model.new_int_var(0, end_s, "") for _ in slots]
    owners = [model.new_int_var(0, (testers if package.kind == TEST else crews) - 1, "") for package in work.packages]
    # One round trip past all crews: crew 0, its packages, crew 1, its packages, and back to crew 0.
    arcs = [(number, (number + 1) % crews, model.new_bool_var("")) for number in range(crews) if crews > 1]
    if crews == 1:
        arcs.append((0, 0, model.new_bool_var("")))
    for index in range(count):
        moves = []
        for number in range(crews):
            first, last = model.new_bool_var(""), model.new_bool_var("")
            arcs += [(number, crews + index, first), (crews + index, (number + 1) % crews, last)]
            model.add(owners[index] == number).only_enforce_if(first)
            model.add(owners[index] == number).only_enforce_if(last)
        for before in range(count):
            if before != index:
                follows = model.new_bool_var("")
                arcs.append((crews + before, crews + index, follows))
                model.add(starts[index] >= ends[before]).only_enforce_if(follows)
                model.add(owners[index] == owners[before]).only_enforce_if(follows)
                if not set(work.places[before]) & set(work.places[index]):
                    moves.append(follows)
        model.add(ends[index] == starts[index] + work.durations[index] + move_s * sum(moves))
        for before in work.packages[index].after:
            model.add(starts[index] >= ends[before])
        if not crew.hand_over:
            for window in used[:-1]:
                later = model.new_bool_var("")
                model.add(starts[index] >= window.end_s).only_enforce_if(later)
                model.add(ends[index] <= window.end_s).only_enforce_if(~later)
    model.add_circuit(arcs)
    intervals = [
        model.new_interval_var(start, model.new_int_var(0, end_s, ""), end, "")
        for start, end in zip(starts, ends, strict=True)
    ]
    model.add_cumulative(intervals, [1] * count, crews)
    for place, room in enumerate(limits.place_crews):
        here = [intervals[index] for index in range(count) if place in work.places[index]]
        model.add_cumulative(here, [1] * len(here), room)
    for span, room in limits.span_crews.items():
        here = [intervals[index] for index in range(count) if span in work.packages[index].spans]
        model.add_cumulative(here, [1] * len(here), room)
    finish = model.new_int_var(0, end_s, "")
    model.add_max_equality(finish, ends)
    model.minimize(finish)
    for index, slot in enumerate(slots):
        model.add_hint(starts[index], slot.start_s)
        model.add_hint(ends[index], slot.end_s)
        model.add_hint(owners[index], slot.crew)
    found = solve(model, [*starts, *ends, *owners], 0, WORK_LIMIT)
    if found is None or max(found[count : 2 * count]) >= end_s:
        # Among schedules that end together the given one has the fewest moves that are known.
        return list(slots)
    return [Slot(found[i], found[count + i], found[2 * count + i]) for i in range(count)]
