"""Small jobs solved to the optimum: CP-SAT chooses the crew, the order and the times of all packages.

Each rule of the model is one `add_*` function with its formula, named like the judge's rule (fabric.audit). In the
formulas s, e and o are the start, the end and the crew (owner) of a package, d its duration; f(p, q) says that q is the
next package of the same crew after p. A solution that is not proven optimal within the limit is still never worse than
the schedule that it starts from.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from ortools.sat.python import cp_model

from fabric.optimize.schedule.schedule_vars import Intervals, ScheduleVars, SmallJob, make_intervals, make_variables
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.optimize.solver import SolverBudget
from fabric.project import CrewPlan, Window

PACKAGES = 40
"""Packages of the largest job that is solved: windows of one to four hours of larger ones, solved like this, won 0.1 %
in half a minute (docs/schedules.md).
"""
WORK_LIMIT = 2.0
"""Deterministic time of one job, in units of about a second: the optimum of ft06 (36 packages) is found within it."""


def improve_exactly(
    work: Workload, crew: CrewPlan, windows: Iterable[Window], slots: Sequence[Slot], budget: SolverBudget
) -> list[Slot]:
    """A schedule that ends earlier than the given one, or the given one itself.

    A job stays as it is where it has more than `PACKAGES` packages, where crews or testers differ between windows, or
    where nothing is left of the `budget`.
    """
    small = describe_small_job(work, crew, windows, slots)
    if small is None or budget.left <= 0:
        return list(slots)
    model = cp_model.CpModel()
    variables = make_variables(model, small)
    for package in range(small.packages):
        add_crew_in_two_places(model, small, variables, package)
        add_duration(model, small, variables, package)
        add_order_of_work(model, small, variables, package)
        add_shift_end(model, small, variables, package)
        add_skill(model, small, variables, package)
    add_one_round_of_crews(model, small, variables)
    intervals = make_intervals(model, small, variables)
    add_crews_at_once(model, small, intervals)
    add_crews_in_place(model, small, intervals)
    add_crews_on_resource(model, small, intervals)
    minimize_install_time(model, small, variables)
    variables.hint(model, slots)
    found = budget.solve(model, variables.decisions, 0, WORK_LIMIT)
    if found is None:
        return list(slots)
    better = variables.extract(found)
    # Of schedules that end together the given one is kept: it has the fewest moves that are known.
    return better if max(slot.end_s for slot in better) < small.end_s else list(slots)


def describe_small_job(
    work: Workload, crew: CrewPlan, windows: Iterable[Window], slots: Sequence[Slot]
) -> SmallJob | None:
    """The question put to the solver; None where a job is too large or its windows differ in crews or testers."""
    end_s = max((slot.end_s for slot in slots), default=0)
    used = list(takewhile(lambda window: window.start_s < end_s, windows))
    if len(slots) > PACKAGES or len({(window.crews, window.testers) for window in used}) != 1:
        return None
    stops_s = () if crew.hand_over else tuple(window.end_s for window in used[:-1])
    return SmallJob(work, used[0].crews, used[0].testers, stops_s, end_s)


def add_crew_in_two_places(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars, package: int) -> None:
    """A crew does one package at a time: s_q >= e_p and o_q = o_p where f(p, q), for package q and each p.

    The first and the last package of crew k have o = k. `add_one_round_of_crews` says which packages follow each other.
    """
    for crew in range(small.crews):
        model.add(variables.owner[package] == crew).only_enforce_if(variables.first[crew, package])
        model.add(variables.owner[package] == crew).only_enforce_if(variables.last[package, crew])
    for before in small.others(package):
        follows = variables.follows[before, package]
        model.add(variables.start[package] >= variables.end[before]).only_enforce_if(follows)
        model.add(variables.owner[package] == variables.owner[before]).only_enforce_if(follows)


def add_one_round_of_crews(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars) -> None:
    """The crews and their packages form one round trip: crew 0, its packages, crew 1, its packages, ..., crew 0."""
    model.add_circuit(variables.list_arcs(small.crews))


def add_duration(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars, package: int) -> None:
    """e_q = s_q + d_q + move x (sum of f(p, q) over all p that share no place with q)."""
    work = small.work
    here = set(work.places[package])
    moves = [variables.follows[p, package] for p in small.others(package) if not here & set(work.places[p])]
    needed = variables.start[package] + work.durations[package] + work.move_s * sum(moves)
    model.add(variables.end[package] == needed)


def add_order_of_work(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars, package: int) -> None:
    """s_q >= e_p where q waits for p."""
    for before in small.work.packages[package].befores:
        model.add(variables.start[package] >= variables.end[before])


def add_shift_end(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars, package: int) -> None:
    """e_p <= t or s_p >= t at each end t of a window that work must not cross."""
    for number, stop_s in enumerate(small.stops_s):
        later = variables.later[package, number]
        model.add(variables.start[package] >= stop_s).only_enforce_if(later)
        model.add(variables.end[package] <= stop_s).only_enforce_if(~later)


def add_skill(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars, package: int) -> None:
    """o_p < testers where p is a test: the first crews have the skill."""
    if small.work.is_test[package] and small.testers < small.crews:
        model.add(variables.owner[package] < small.testers)


def add_crews_at_once(model: cp_model.CpModel, small: SmallJob, intervals: Intervals) -> None:
    """At each moment t: the number of p with s_p <= t < e_p is at most the number of crews.

    This follows from `add_crew_in_two_places`; stated as well, it speeds up the proof.
    """
    model.add_cumulative(intervals, [1] * small.packages, small.crews)


def add_crews_in_place(model: cp_model.CpModel, small: SmallJob, intervals: Intervals) -> None:
    """At each moment t: the number of p with s_p <= t < e_p that tie up a place is at most the crews that it holds."""
    for place, most in enumerate(small.work.limits.place_crews):
        here = [intervals[index] for index, places in enumerate(small.work.places) if place in places]
        model.add_cumulative(here, [1] * len(here), most)


def add_crews_on_resource(model: cp_model.CpModel, small: SmallJob, intervals: Intervals) -> None:
    """At each moment t: the number of p with s_p <= t < e_p that tie up a span, or a face of a rack, is at most the
    crews that it holds.
    """
    for name, most in small.work.limits.resource_crews.items():
        here = [intervals[index] for index, package in enumerate(small.work.packages) if name in package.resources]
        model.add_cumulative(here, [1] * len(here), most)


def minimize_install_time(model: cp_model.CpModel, small: SmallJob, variables: ScheduleVars) -> None:
    """min (max of e_p over all p)."""
    finish = model.new_int_var(0, small.end_s, "finish")
    model.add_max_equality(finish, variables.end)
    model.minimize(finish)
