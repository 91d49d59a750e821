"""The outer loop: networks one after the other, of each the designs and their placements in a fixed order; the best
plan is kept with the trail of the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from fabric.bounds import Bound, Workforce, least_of_bounds
from fabric.designs import list_candidates
from fabric.executors import SERIAL, Executor
from fabric.optimize import Cabled, Decisions, DesignPlanner, Placed, Racks, RouteFinders, no_decisions
from fabric.plan import Plan, Trial
from fabric.project import NetworkRequest, Project
from fabric.rules import occupy, stand_hosts
from fabric.search.baselines import fill_middle, fill_own_rows
from fabric.work import su_ready_s
from layouts import UnmetError

Report = Callable[[str], None]
Stop = Callable[[], bool]
Placer = Callable[[DesignPlanner], list[Placed]]
ROUND = 2
"""So many placements are completed side by side; the best plan is known to all of the next round."""
PER_DESIGN = 3
"""Placements of one design that are completed at most."""
LINKS_COMPLETED = 200_000
"""All completions together may cable so many links, and each network at least one round."""


def make_plan(
    project: Project,
    report: Report = lambda line: None,
    executor: Executor = SERIAL,
    stop: Stop = lambda: False,
    earlier: Plan | None = None,
) -> Plan:
    """The best plan found, with its bound and the reason why each other design lost. Raises UnmetError with reasons.

    Networks are decided in the order of the request, each beside the switches and the work of those before it.
    Deterministic for the same project, whatever the `executor`: every search is limited in work, not in seconds. Once
    `stop` says so, each network still open gets the first plan that is found. Placements start from nothing, from what
    practice would do, and from the racks of an `earlier` plan, which is the answer where nothing better is found for
    the same project, whatever its objective was.
    """
    racks = {device.id: device.rack or "" for device in earlier.devices} if earlier else {}
    plan = search(project, partial(_place_from, racks), report, executor, stop)
    if earlier is None:
        return plan
    if not any(device.id in racks for device in plan.devices if device.id not in project.device_by_id):
        report("no switch of this plan is in the earlier one: starting from it was of no use")
    request, known = project.request, earlier.project
    asked = replace(known.request, objective=request.objective, weights=request.weights, seed=request.seed)
    # The plan's project is the one asked for with the devices in their places that were to be placed.
    if replace(known, request=asked) == plan.project and plan_key(replace(earlier, project=plan.project)) < plan_key(
        plan
    ):
        report("the earlier plan is better than what was found now")
        return replace(earlier, project=plan.project)
    return plan


def search(project: Project, place: Placer, report: Report, executor: Executor, stop: Stop) -> Plan:
    """As `make_plan`, with the placements of each design that `place` lists, the best first."""
    project = replace(project, devices=stand_hosts(project, occupy(project)))
    state = no_decisions(project)
    finders = RouteFinders(project.site)
    trials: list[Trial] = []
    for network in project.request.networks:
        state, found = _Contest(project, network, state, finders, place, report, executor, stop).decide()
        trials += found
    assert state.plan is not None
    return replace(state.plan, trials=tuple(trials))


@dataclass(frozen=True)
class _Entry:
    """A placement in the order in which they are completed."""

    key: tuple[int, ...]
    rival: int
    placed: Placed


@dataclass(frozen=True)
class _Completed:
    """A whole plan, what is decided after it, and its cables, should they be scheduled again."""

    plan: Plan
    after: Decisions
    cabled: Cabled


class _Contest:
    """Finds the best design and placement of one network beside what is decided, and what became of the others."""

    def __init__(
        self,
        project: Project,
        network: NetworkRequest,
        state: Decisions,
        finders: RouteFinders,
        place: Placer,
        report: Report,
        executor: Executor,
        stop: Stop,
    ):
        self.project, self.state, self.place, self.report, self.stop = project, state, place, report, stop
        self.label = f"{network.id}: " if len(project.request.networks) > 1 else ""
        candidates = list_candidates(project, network, state.designs)
        designs = [candidate.design for candidate in candidates if candidate.design]
        large = any(len(design.fabric.links) >= executor.least_links for design in designs)
        self.executor: Executor = executor if large else SERIAL
        rivals = [DesignPlanner(project, design, state, finders) for design in designs]
        self.rivals = sorted(rivals, key=lambda rival: (rival.bound.time_s, rival.bound.work_ms))
        bounds = [rival.bound for rival in rivals]
        if state.designs and any(lot.quantity is not None for lot in project.inventory.lots):
            # Another choice of the earlier networks would have left other stock: its designs are admissible as well.
            others = list_candidates(project, network, state.designs, all_stock=True)
            bounds += [DesignPlanner(project, c.design, state, finders).bound for c in others if c.design]
        workforce = Workforce(project.crew, rivals[0].place_crews, project.request.racks_ready)
        self.overall = least_of_bounds(project.labour, workforce, bounds)
        self.trials = [Trial(self.label + c.name, c.reason, None, None, None) for c in candidates if not c.design]
        self.best: tuple[_Completed, int, DesignPlanner] | None = None
        self.plans: dict[int, Plan] = {}
        self.dropped: dict[int, str] = {}
        links = sum(len(design.fabric.links) for design in state.designs) + len(designs[0].fabric.links)
        # A later network moves the whole by less: one completion of each of its designs has to do.
        self.most = max(ROUND, LINKS_COMPLETED // max(1, links)) if not state.designs else len(rivals)
        self.per_design = PER_DESIGN if not state.designs else 1

    def decide(self) -> tuple[Decisions, list[Trial]]:
        """What is decided with this network, and the trail of its designs."""
        self._complete_best(self._place())
        for i, rival in enumerate(self.rivals):
            failed = i in self.dropped and i not in self.plans
            if not self._cannot_win(i) and (failed or (self._is_about_cost() and not self.stop())):
                self._complete_variants(i, rival, all_of_them=not failed)
        if self.best is None:
            failures = [f"{rival.design.name}: {self.dropped[i]}" for i, rival in enumerate(self.rivals)]
            raise UnmetError([f"{self.label}no design can be installed on this floor", *failures])
        done, i, rival = self.best
        plan, after = done.plan, done.after
        if not self.stop():
            better = rival.schedule(done.cabled, self.overall, thorough=True)
            plan, after = better if plan_key(better[0]) < plan_key(plan) else (plan, after)
        after = replace(
            after,
            bound=self.overall,
            counted=(self.state.counted or frozenset()).union(*(rival.device_racks() for rival in self.rivals)),
        )
        return after, self._explain(plan, i)

    def _place(self) -> list[_Entry]:
        """The placements of all designs, those first that are estimated best."""
        objective = self.project.request.objective
        entries: list[_Entry] = []
        for i, outcome in enumerate(self.executor.map(_place, [(self.place, rival) for rival in self.rivals])):
            if isinstance(outcome, UnmetError):
                self.dropped[i] = "; ".join(outcome.reasons)
                continue
            entries += [_Entry((*placed.score.key(objective), i), i, placed) for placed in outcome[: self.per_design]]
            hours = outcome[0].score.time_ms / 3_600_000
            self.report(f"{self.label}{self.rivals[i].design.name}: about {hours:.2f} h by places and work")
        if objective in ("cost", "weighted"):
            # Placements do not tell what a design costs: each has its turn before any has a second one.
            turn = {id(entry): sum(e.rival == entry.rival for e in entries[:n]) for n, entry in enumerate(entries)}
            return sorted(entries, key=lambda entry: (turn[id(entry)], entry.key))
        return sorted(entries, key=lambda entry: entry.key)

    def _complete_best(self, entries: Sequence[_Entry]) -> None:
        """Completes placements, a round at a time, until none is estimated to be better than the best plan."""
        left, done = list(entries), 0
        while left and (done < self.most or not self.best) and not (self.best and self.stop()):
            chosen: list[_Entry] = []
            while left and len(chosen) < ROUND:
                entry = left.pop(0)
                if not self._cannot_win(entry.rival, entry.placed):
                    chosen.append(entry)
            tasks = [(self.rivals[entry.rival], entry.placed, self.overall) for entry in chosen]
            for entry, outcome in zip(chosen, self.executor.map(_complete, tasks), strict=True):
                done += 1
                self._take(entry.rival, self.rivals[entry.rival], outcome)

    def _take(self, i: int, rival: DesignPlanner, outcome: "_Completed | UnmetError") -> None:
        """Keeps a plan where it is the best, and the best of its design."""
        if isinstance(outcome, UnmetError):
            self.dropped.setdefault(i, "; ".join(outcome.reasons))
            return
        plan = outcome.plan
        if i not in self.plans or plan_key(plan) < plan_key(self.plans[i]):
            self.plans[i] = plan
        if self.best is None or plan_key(plan) < plan_key(self.best[0].plan):
            self.best = outcome, i, rival
            hours = plan.summary.install_time_s / 3600
            self.report(
                f"best so far: {hours:.2f} h, gap {plan.summary.gap_pct:.1f} % ({self.label}{plan.designs[-1]})"
            )

    def _is_about_cost(self) -> bool:
        """Whether dear assemblies are a reason to look at variants with fewer of them."""
        request = self.project.request
        best = self.best[0].plan.summary.cost_cents if self.best else 0
        return request.objective in ("cost", "weighted") or (
            request.budget_cents is not None and best > request.budget_cents
        )

    def _complete_variants(self, i: int, rival: DesignPlanner, all_of_them: bool) -> None:
        """Variants of a design with other trunks: all, or the first that can be installed."""
        for variant in rival.variants():
            placements = _place((self.place, variant))
            if isinstance(placements, UnmetError):
                continue
            outcome = _complete((variant, placements[0], self.overall))
            if not isinstance(outcome, UnmetError):
                self._take(i, variant, outcome)
                if not all_of_them:
                    return

    def _cannot_win(self, i: int, placed: Placed | None = None) -> bool:
        """Whether a design's bound, or the estimate of one placement, is no better than the best plan."""
        request = self.project.request
        if self.best is None or request.objective in ("cost", "first-su", "weighted"):
            return False
        summary, bound = self.best[0].plan.summary, self.rivals[i].bound
        if request.budget_cents is not None and summary.cost_cents > request.budget_cents:
            return False
        if request.objective == "person-hours":
            least = max(bound.work_ms, placed.score.work_ms if placed else 0)
            return least >= summary.work_ms
        return max(bound.time_s, placed.score.time_ms / 1000 if placed else 0) >= summary.install_time_s

    def _explain(self, best: Plan, chosen: int) -> list[Trial]:
        """What became of each design, in the order of their bounds."""
        trials = list(self.trials)
        for i, rival in enumerate(self.rivals):
            name = self.label + rival.design.name
            plan = self.plans.get(i)
            if plan is None:
                bound = f"{rival.bound.time_s / 3600:.2f} h and {rival.bound.work_ms / 3_600_000:.1f} person-hours"
                reason = self.dropped.get(i) or (
                    "not completed before the search was stopped"
                    if self.stop()
                    else f"its placements are estimated to be no better than the best plan (its bound: {bound})"
                )
                trials.append(Trial(name, reason, None, None, None))
                continue
            summary = best.summary if i == chosen else plan.summary
            name = self.label + plan.designs[-1]
            trial = Trial(name, "", summary.install_time_s, summary.work_ms, summary.cost_cents)
            trials.append(replace(trial, reason="chosen" if i == chosen else _against(trial, best)))
        return trials


def _place_from(racks: Racks, rival: DesignPlanner) -> list[Placed]:
    return rival.place((racks, fill_middle(rival), fill_own_rows(rival)))


def _place(task: tuple[Placer, DesignPlanner]) -> list[Placed] | UnmetError:
    place, rival = task
    try:
        return place(rival)
    except UnmetError as error:
        return error


def _complete(task: tuple[DesignPlanner, Placed, Bound]) -> _Completed | UnmetError:
    rival, placed, overall = task
    try:
        cabled = rival.cable(placed)
        return _Completed(*rival.schedule(cabled, overall, thorough=False), cabled)
    except UnmetError as error:
        return UnmetError(error.reasons)


def plan_key(plan: Plan) -> tuple[float, ...]:
    """What is made least, in order, for the request's objective."""
    summary = plan.summary
    budget = plan.project.request.budget_cents
    over = 0 if budget is None else max(0, summary.cost_cents - budget)
    keys: dict[str, tuple[float, ...]] = {
        "install-time": (summary.install_time_s, summary.work_ms, summary.cost_cents),
        "person-hours": (summary.work_ms, summary.install_time_s, summary.cost_cents),
        "cost": (summary.cost_cents, summary.install_time_s, summary.work_ms),
    }
    request = plan.project.request
    if request.objective == "weighted":
        weights = request.weights
        hours, person_hours = summary.install_time_s / 3600, summary.work_ms / 3_600_000
        paid = (
            weights.install_hour * hours + weights.person_hour * person_hours + weights.usd * summary.cost_cents / 100
        )
        return (over, paid, *keys["install-time"])
    if request.objective == "first-su":
        return (over, min(su_ready_s(plan).values(), default=summary.install_time_s), *keys["install-time"])
    return (over, *keys[request.objective])


def _against(trial: Trial, best: Plan) -> str:
    """What a plan takes more or less than the best one."""
    slower = (trial.install_time_s or 0) - best.summary.install_time_s
    more = (trial.work_ms or 0) - best.summary.work_ms
    dearer = (trial.cost_cents or 0) - best.summary.cost_cents
    return (
        f"{slower / 3600:+.2f} h, {more / 3_600_000:+.1f} person-hours, {dearer / 100:+,.0f} USD against the chosen one"
    )
