"""The price of a faster installation: the plans that no other beats in both install time and cost of material."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabric.executors import SERIAL, Executor
from fabric.plan import Plan
from fabric.project import Project
from fabric.search.plan_search import make_plan
from fabric.search.search_run import Report, Stop, never_stop, report_nothing
from fabric.vocabulary import Objective
from layouts import UnmetError


@dataclass(frozen=True)
class Offer:
    """A plan on the front."""

    asked: str
    """The question that it answers, for people."""
    plan: Plan
    """The best plan found for the question."""

    @property
    def install_time_s(self) -> int:
        return self.plan.summary.install_time_s

    @property
    def cost_cents(self) -> int:
        return self.plan.summary.cost_cents


def list_front(
    project: Project,
    report: Report = report_nothing,
    executor: Executor = SERIAL,
    stop: Stop = never_stop,
) -> list[Offer]:
    """The front of install time against cost among the plans found, the fastest first.

    Each question is answered by a search of its own: for least time and for least cost, with all trunks that the
    request allows, with trunks of one size, and without trunks. Answers beyond the budget are left out where others
    keep it. Raises UnmetError where no question has an answer.
    """
    offers: list[Offer] = []
    first: UnmetError | None = None
    questions = list(list_questions(project))
    for number, question in enumerate(questions, start=1):
        if offers and stop():
            report(f"stopped: {len(questions) - number + 1} of {len(questions)} questions are not answered")
            break
        report(f"{number} of {len(questions)}: {question.asked}")
        try:
            offers.append(Offer(question.asked, make_plan(question.project, report, executor, stop)))
        except UnmetError as error:
            first = first or error
    if not offers:
        assert first is not None
        raise first
    budget = project.request.budget_cents
    return keep_front([offer for offer in offers if budget is None or offer.cost_cents <= budget] or offers)


class Question(NamedTuple):
    """A search whose answer may lie on the front."""

    asked: str
    """The question for people."""
    project: Project
    """The project with the objective and the trunks of the question."""


def list_questions(project: Project) -> Iterator[Question]:
    """The questions whose answers may lie on the front."""
    request = project.request
    sizes = request.limits.trunk_legs
    choices = [("trunks as asked", sizes)] if sizes else []
    choices += [(f"trunks of {size} legs", (size,)) for size in sizes if len(sizes) > 1]
    objectives: tuple[Objective, ...] = ("install-time", "cost")
    for trunks, legs in [*choices, ("no trunks", ())]:
        for objective in objectives:
            limits = replace(request.limits, trunk_legs=legs)
            name = f"{trunks}, least {'time' if objective == 'install-time' else 'cost'}"
            yield Question(name, replace(project, request=replace(request, limits=limits, objective=objective)))


def keep_front(offers: list[Offer]) -> list[Offer]:
    """The offers that no other beats or equals in both time and cost, the fastest first."""
    front: list[Offer] = []
    for offer in sorted(offers, key=lambda offer: (offer.install_time_s, offer.cost_cents)):
        if not front or offer.cost_cents < front[-1].cost_cents:
            front.append(offer)
    return front
