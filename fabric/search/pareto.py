"""What a faster installation costs: the plans that none beats in both install time and cost of material."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fabric.executors import SERIAL, Executor
from fabric.plan import Plan
from fabric.project import Project
from fabric.search.plan_search import make_plan
from fabric.search.search_run import Report, Stop, never_stop, report_nothing
from fabric.vocabulary import Objective
from layouts import UnmetError


@dataclass(frozen=True)
class Offer:
    """A plan, and how it was asked for."""

    asked: str
    plan: Plan

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

    Each question (all assemblies that the request allows, trunks of one size, none; least time, least cost) is answered
    by a search of its own; the front is that of their answers within the budget, where there are any. Raises UnmetError
    where none has one.
    """
    offers: list[Offer] = []
    first: UnmetError | None = None
    questions = list(list_questions(project))
    for number, (asked, question) in enumerate(questions, start=1):
        if offers and stop():
            report(f"stopped: {len(questions) - number + 1} of {len(questions)} questions are not answered")
            break
        report(f"{number} of {len(questions)}: {asked}")
        try:
            offers.append(Offer(asked, make_plan(question, report, executor, stop)))
        except UnmetError as error:
            first = first or error
    if not offers:
        assert first is not None
        raise first
    budget = project.request.budget_cents
    return keep_front([offer for offer in offers if budget is None or offer.cost_cents <= budget] or offers)


def list_questions(project: Project) -> Iterator[tuple[str, Project]]:
    """The questions whose answers may lie on the front, each with a name."""
    request = project.request
    sizes = request.limits.trunk_legs
    choices = [("trunks as asked", sizes)] if sizes else []
    choices += [(f"trunks of {size} legs", (size,)) for size in sizes if len(sizes) > 1]
    objectives: tuple[Objective, ...] = ("install-time", "cost")
    for what, legs in [*choices, ("no trunks", ())]:
        for objective in objectives:
            limits = replace(request.limits, trunk_legs=legs)
            name = f"{what}, least {'time' if objective == 'install-time' else 'cost'}"
            yield name, replace(project, request=replace(request, limits=limits, objective=objective))


def keep_front(offers: list[Offer]) -> list[Offer]:
    """Those that no other beats or equals in both, the fastest first."""
    front: list[Offer] = []
    for offer in sorted(offers, key=lambda offer: (offer.install_time_s, offer.cost_cents)):
        if not front or offer.cost_cents < front[-1].cost_cents:
            front.append(offer)
    return front
