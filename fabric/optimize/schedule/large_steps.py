"""Better schedules of any job: again and again CP-SAT sets some packages free, while the others keep their order.

Large neighbourhood search (Shaw 1998). What is set free lies near one moment, at a few places, with a few crews, in a
few chains of packages that wait for each other, or at the ends of windows. The number of packages adapts itself. All
random numbers have a seed, each model has a limit in deterministic work, and of the models that are solved side by side
the first one is looked at first. So the answer is always the same.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from fabric.optimize.schedule.freed_model import FreedModel, KnownSchedule
from fabric.optimize.schedule.lanes import list_lanes, list_resources
from fabric.optimize.schedule.list_scheduling import Schedule
from fabric.optimize.schedule.neighbourhoods import Kind, Neighbourhoods
from fabric.optimize.schedule.retiming import place_in_order
from fabric.optimize.schedule.workload import Slot, Workload
from fabric.optimize.solver import SolverBudget, StepBudget
from fabric.project import CrewPlan, Window

MODEL_LIMIT = 0.02
"""Deterministic time of one model."""
SIDE_BY_SIDE = 2
"""Models that are solved at the same time."""

Windows = Callable[[], Iterator[Window]]
"""Makes the windows of a job from the first one on."""


def improve_in_steps(
    work: Workload, crew: CrewPlan, windows: Windows, best: Schedule, goal_s: float, steps: StepBudget | None
) -> Schedule:
    """A schedule that ends earlier than the given one, or the given one itself.

    The search ends where the schedule ends by `goal_s`, where the budget of `steps` is used up or stopped, or where the
    solver has proven that nothing is gained with all packages free.
    """
    if steps is None:
        return best
    budget = steps.of_job(len(best.slots))
    search = _Search(work, crew, windows, best)
    while budget.left > 0 and search.known.end_s > goal_s and not search.is_done and not steps.is_stopped():
        search.step(budget)
    steps.give_back(budget)
    return search.best if search.known.end_s < _end_s(best.slots) else best


class _Search:
    """The best schedule so far."""

    def __init__(self, work: Workload, crew: CrewPlan, windows: Windows, best: Schedule):
        self.work, self.crew, self.windows, self.best = work, crew, windows, best
        self.near = Neighbourhoods(work)
        self.resources = list_resources(work, crew)
        self.known = self._describe()
        self.number = 0
        """Rounds so far."""
        self.is_done = False
        """Whether the solver has proven that nothing is gained."""

    def step(self, budget: SolverBudget) -> None:
        """Solves some models, and keeps what they gain."""
        count = len(self.work.packages)
        kinds = [self.near.draw_kind(self.known) for _ in range(SIDE_BY_SIDE)]
        models = [self._make_model(kind) for kind in kinds]
        questions = [model.question(kind == "stop") for kind, model in zip(kinds, models, strict=True)]
        replies = budget.solve_each(questions, self.number, MODEL_LIMIT)
        self.number += 1
        for kind, model, reply in zip(kinds, models, replies, strict=True):
            self.near.learn(kind, reply.is_final)
            if reply.values is not None:
                self._keep(model.starts_of(reply.values))
            elif reply.is_final and kind != "stop" and len(model.free) == count:
                self.is_done = True

    def _make_model(self, kind: Kind) -> FreedModel:
        most_s = self.known.end_s - (kind != "stop")
        return FreedModel(self.known, self.near.draw_free(kind, self.known), most_s)

    def _keep(self, starts_s: Sequence[int]) -> None:
        """Makes a schedule of some starts the best one, where it is better."""
        found = place_in_order(self.work, self.crew, self.windows(), starts_s)
        if found is not None and _rate(found.slots) < _rate(self.best.slots):
            self.best = found
            self.known = self._describe()

    def _describe(self) -> KnownSchedule:
        slots = self.best.slots
        end_s = _end_s(slots)
        used = [] if self.crew.hand_over else list(takewhile(lambda one: one.start_s < end_s, self.windows()))
        lanes = [(resource, list_lanes(resource, slots)) for resource in self.resources]
        return KnownSchedule(self.work, slots, lanes, used)


def _end_s(slots: Sequence[Slot]) -> int:
    return max(slot.end_s for slot in slots)


def _rate(slots: Sequence[Slot]) -> tuple[int, int]:
    """The end, then how late the work is done on average (`FreedModel.minimize_moment`)."""
    return _end_s(slots), sum(slot.start_s * (slot.end_s - slot.start_s) for slot in slots)
