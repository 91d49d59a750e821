"""The price of a faster installation: the plans that no other beats in both install time and cost of material."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabric.executors import SERIAL, Executor
from fabric.plan import Plan
from fabric.project import Project
from fabric.search.plan_search import make_plan
from fabric.search.search_run import Advance, Report, SearchRun, Stop, advance_nothing, never_stop, report_nothing
from fabric.vocabulary import Objective, ScheduleEffort
from layouts import UnmetError

MOST_BUDGETS = 12
"""Most budgets that are asked for; two or three are enough on the templates."""


@dataclass(frozen=True)
class Offer:
    """A plan on the Pareto front of install time and cost."""

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
    advance: Advance = advance_nothing,
    effort: ScheduleEffort = "normal",
) -> list[Offer]:
    """The front of install time against cost among the plans found, the fastest first.

    Each question is answered by a search of its own: for least time and for least cost, with all trunks that the
    request allows, with trunks of one size, and without trunks. Then each offer but the fastest is asked for as a
    budget: least time for no more than its cost. So none of them is beaten by the request with that budget. Answers
    beyond the budget are left out where others keep it. Raises UnmetError where no question has an answer.
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
            plan = make_plan(question.project, report, executor, stop, advance=advance, effort=effort)
            offers.append(Offer(question.asked, plan))
        except UnmetError as error:
            first = first or error
    if not offers:
        assert first is not None
        raise first
    budget = project.request.budget_cents
    front = keep_front([offer for offer in offers if budget is None or offer.cost_cents <= budget] or offers)
    return _ask_budgets(project, front, SearchRun(report, executor, stop, advance=advance), effort)


def _ask_budgets(project: Project, front: list[Offer], run: SearchRun, effort: ScheduleEffort) -> list[Offer]:
    """The front after each of its offers but the fastest was asked for as a budget.

    An answer may be a new offer, which is asked for as well. Offers that are still unasked after `MOST_BUDGETS`
    questions are left out, but for the fastest.
    """
    asked: set[int] = set()
    while not run.stop():
        unasked = [offer for offer in front[1:] if offer.cost_cents not in asked]
        if not unasked:
            return front
        if len(asked) == MOST_BUDGETS:
            run.report(f"{len(unasked)} offers left out: they were not compared with a budget of their cost")
            return [offer for offer in front if offer not in unasked]
        cost_cents = unasked[0].cost_cents
        asked.add(cost_cents)
        run.report(f"least time for at most {cost_cents / 100:,.0f} USD")
        request = replace(project.request, objective="install-time", budget_cents=cost_cents)
        try:
            plan = make_plan(
                replace(project, request=request),
                run.report,
                run.executor,
                run.stop,
                advance=run.advance,
                effort=effort,
            )
        except UnmetError:
            continue
        found = Offer(f"least time for at most {cost_cents / 100:,.0f} USD", plan)
        if found.cost_cents <= cost_cents:
            front = keep_front([*front, found])
    run.report("stopped: not all offers were compared with a budget of their cost")
    return front


class Question(NamedTuple):
    """A search whose plan may lie on the Pareto front."""

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
