"""The search for the best design of one network: its designs and their placements in a fixed order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from fabric.bounds import Bound, least_of_bounds, list_device_racks, workforce_of
from fabric.designs import Candidate, Design, keep_ports, list_candidates, price_design
from fabric.executors import SERIAL, Executor
from fabric.optimize import (
    CabledDesign,
    Decisions,
    DesignTask,
    NoRoomError,
    Placement,
    PlannedDesign,
    RouteFinders,
    limit_of_quick_schedule,
    list_kept_media,
    list_trunk_siblings,
    placement_in,
    prepare_task,
    schedule_design,
)
from fabric.plan import Plan, Trial
from fabric.project import NetworkRequest, Project
from fabric.search.completion import Completed, Completion, complete
from fabric.search.contender import Contender, explain_refusals, list_trials
from fabric.search.longest_pull import list_shorter
from fabric.search.plan_order import choose_plan, explain_tie, figures_of, list_equal, plan_key, slack_ppm
from fabric.search.prospects import cannot_win
from fabric.search.search_run import SearchRun
from fabric.search.switch_places import Improver, Placer, SwitchPlaces, keep_placements
from layouts import UnmetError, divide_up

ROUND = 2
"""Placements that are completed side by side; the best plan is known to all of the next round."""
PER_DESIGN = 3
"""Most placements of one design that are completed; estimates are within 1 % of the scheduled time."""
LINKS_COMPLETED = 200_000
"""Most links that all completions cable together, which takes about a minute; each network gets one round at least."""


VARIED_LINKS = 200
"""Most links of a design of which all siblings are completed: a tenth of a second each."""
NEAR = 1.1
"""Times the install time of the best plan up to which the siblings of another design are completed."""


@dataclass(frozen=True)
class _Entry:
    """A placement in the order in which they are completed."""

    key: tuple[int, ...]
    """Estimated score, then the number of the contender; lower ones go first."""
    contender: int
    placement: Placement
    is_known: bool = False
    """Whether its switches have the racks of an earlier plan."""


class NetworkSearch:
    """Finds the best design and placement of one network beside the decisions so far."""

    def __init__(
        self,
        project: Project,
        network: NetworkRequest,
        decisions: Decisions,
        finders: RouteFinders,
        place: Placer,
        run: SearchRun,
        improve: Improver = keep_placements,
    ):
        self.project, self.decisions, self.run = project, decisions, run
        self.places = SwitchPlaces(place, improve, run)
        self.label = f"{network.id}: " if len(project.request.networks) > 1 else ""
        candidates = list_candidates(project, network, decisions.designs)
        listed = _list_designs(candidates)
        designs = [keep_ports(project, design, run.known_links, decisions.designs) for design in listed]
        tasks = [prepare_task(project, design, decisions, finders) for design in designs]
        tasks.sort(key=lambda task: (task.bound.time_s, task.bound.work_ms))
        self.contenders = [Contender(task) for task in tasks]
        changed = [one for one, design in zip(listed, designs, strict=True) if one is not design]
        self.bound = self._bound_all(network, finders, changed)
        self.refused = [Trial(self.label + one.name, one.reason) for one in candidates if not one.design]
        self.best: tuple[int, Completed] | None = None
        """The plan of the least figure, and the number of its contender."""
        self.entries: list[_Entry] = []
        """The placements of all designs, those first that are estimated best."""
        self.completed: dict[int, Completed] = {}
        """The plan of each contender that has one, by number."""
        self.equal: dict[int, list[Completed]] = {}
        """The plans of each contender that are as good as its best, within the tolerance."""
        large = any(len(design.fabric.links) >= run.executor.least_links for design in designs)
        self.executor: Executor = run.executor if large else SERIAL
        # A later network moves the whole by less: one completion of each of its designs has to do.
        is_first, self.is_last = not decisions.designs, network == project.request.networks[-1]
        self.is_alone = is_first and all(device.rack for device in decisions.asked.devices)
        """Whether a count of room does not depend on earlier decisions."""
        self.per_design = PER_DESIGN if is_first else 1
        links = max(1, len(designs[0].fabric.links))
        self.most = max(ROUND, LINKS_COMPLETED // links) if is_first else len(tasks)

    def decide(self) -> tuple[Decisions, list[Trial]]:
        """The best of `options`."""
        return next(self.options())

    def options(self) -> Iterator[tuple[Decisions, list[Trial]]]:
        """The decisions with this network and the trail of its designs: the best ones, then those of other designs.

        Raises UnmetError where no design fits.
        """
        self._complete_all()
        left = dict(self.completed)
        while left:
            numbers = list(left)
            number = numbers[choose_plan([left[one].plan for one in numbers], self.run.known)]
            is_first, completed = len(left) == len(self.completed), left.pop(number)
            after, trials = self._finish(number, completed)
            if is_first:
                self._tell_choice(completed.plan, after.plan)
            yield after, trials
        yield from self._complete_others()

    def _complete_others(self) -> Iterator[tuple[Decisions, list[Trial]]]:
        """The designs whose placements were estimated to be no better than the best plan, the best estimate first."""
        for entry in self.entries:
            task = self.contenders[entry.contender].task
            if entry.contender not in self.completed:
                self._keep(entry.contender, task, complete(self._completion(task, entry.placement)))
                if entry.contender in self.completed:
                    yield self._finish(entry.contender, self.completed[entry.contender])

    def _complete_all(self) -> None:
        """Completes the placements that may win. Raises UnmetError where none can be completed."""
        self.entries = self._list_entries()
        self._complete_best(self.entries)
        for number, contender in enumerate(self.contenders):
            wanted = contender.has_failed or (
                (self._is_about_cost() or self._is_small(number)) and not self.run.takes_first()
            )
            if wanted and not self._cannot_win(number) and not self._is_too_dear(number):
                self._complete_siblings(number, all_of_them=not contender.has_failed)
                self._vary_in_racks(number, list_shorter)
            if self._is_near(number) and not self.run.takes_first():
                self._vary_in_racks(number, lambda task, _: list_kept_media(task))
        if self.best is None:
            raise UnmetError(explain_refusals(self.label, self.contenders))

    def _finish(self, number: int, completed: Completed) -> tuple[Decisions, list[Trial]]:
        """The decisions with one contender; its schedule is a thorough one where no network follows."""
        planned = completed.planned
        if self.is_last and not self.run.takes_first():
            # Later networks make the schedule anew, so that a thorough one before them would be work for nothing.
            self.run.advance(f"{self.label}thorough schedule", 0, 1)
            better = schedule_design(completed.task, completed.cabled, self.bound, True, self.run.exact)
            planned = min(planned, better, key=lambda found: plan_key(found.plan))
        racks = (list_device_racks(self.decisions.asked, contender.task.design) for contender in self.contenders)
        counted_racks = (self.decisions.counted_racks or frozenset()).union(*racks)
        after = replace(planned.after, bound=self.bound, counted_racks=counted_racks)
        ends = "one more design was followed to its first plan only" if self.run.is_brief else ""
        unfinished = "the search was stopped before" if self.run.stop() else ends
        trials = list_trials(self.contenders, planned.plan, number, unfinished)
        return after, self.refused + [replace(trial, design=self.label + trial.design) for trial in trials]

    def _tell_choice(self, taken: Plan, final: Plan | None) -> None:
        """Says why the figures are not those of the line before: equal within the tolerance, or a better schedule."""
        least = self.best[1].plan if self.best else taken
        if figures_of(taken) != figures_of(least):
            why = explain_tie(taken, least, self.run.known)
            self.run.report(f"taken: {figures_of(taken)} ({self.label}{taken.designs[-1]}): {why}")
        if final and figures_of(final) != figures_of(taken):
            self.run.report(f"thorough schedule: {figures_of(final)}")

    def _bound_all(self, network: NetworkRequest, finders: RouteFinders, others: Sequence[Design]) -> Bound:
        """The bound that holds for the plans of all designs of the network, and of `others`, which are not tried."""
        project, decisions = self.project, self.decisions
        bounds = [contender.task.bound for contender in self.contenders]
        bounds += [prepare_task(project, design, decisions, finders).bound for design in others]
        if decisions.designs and any(lot.quantity is not None for lot in project.inventory.lots):
            # Another choice of the earlier networks would have left other stock: its designs are admissible as well.
            others = _list_designs(list_candidates(project, network, decisions.designs, all_stock=True))
            bounds += [prepare_task(project, design, decisions, finders).bound for design in others]
        return least_of_bounds(project.labour, workforce_of(project), bounds)

    def _list_entries(self) -> list[_Entry]:
        """The placements of all designs, those first that are estimated best."""
        objective = self.project.request.objective
        entries: list[_Entry] = []
        outcomes = self.places.of_all([contender.task for contender in self.contenders], self.executor, self.label)
        for number, (contender, outcome) in enumerate(zip(self.contenders, outcomes, strict=True)):
            if isinstance(outcome, UnmetError):
                contender.refusal = "; ".join(outcome.reasons)
                contender.is_proven = isinstance(outcome, NoRoomError) and self.is_alone
                continue
            there = placement_in(contender.task, self.run.known) if self.run.known else None
            if there is not None:
                entries.append(_Entry((*there.score.key(objective), number), number, there, is_known=True))
            for placement in self._choose_placements(outcome):
                entries.append(_Entry((*placement.score.key(objective), number), number, placement))
            contender.estimate_s = divide_up(min(placement.score.time_ms for placement in outcome), 1000)
            hours = outcome[0].score.time_ms / 3_600_000
            self.run.report(f"{self.label}{contender.name}: about {hours:.2f} h, estimated from places and work")
        if objective in ("cost", "weighted"):
            # A placement does not tell the cost of its design: each design has its turn before any has a second one.
            turns = [sum(e.contender == entry.contender for e in entries[:n]) for n, entry in enumerate(entries)]
            return [
                entry for _, entry in sorted(zip(turns, entries, strict=True), key=lambda pair: (pair[0], pair[1].key))
            ]
        return self._best_of_each_choice_first(sorted(entries, key=lambda entry: entry.key))

    def _best_of_each_choice_first(self, entries: list[_Entry]) -> list[_Entry]:
        """Entries in the same order, but the best of each family first where the request leaves a choice open: a plan
        is compared with plans, not with estimates.
        """
        networks = [self.contenders[entry.contender].task.design.network for entry in entries]
        firsts = [number for number, network in enumerate(networks) if network not in networks[:number]]
        return [entries[number] for number in firsts] + [e for n, e in enumerate(entries) if n not in firsts]

    def _choose_placements(self, placements: Sequence[Placement]) -> list[Placement]:
        """The placements of a design to complete: the best; for person-hours also the fastest of about equal work.

        A placement does not tell the cost of its plan, so where cost counts or is limited the one of the least work is
        completed too.
        """
        chosen, request = list(placements[: self.per_design]), self.project.request
        if request.objective in ("cost", "weighted") or request.budget_cents is not None:
            least = min(placements, key=lambda one: one.score.key("person-hours"))
            chosen += [] if least in chosen else [least]
        if request.objective == "person-hours":
            most_ms = placements[0].score.work_ms * (1 + slack_ppm(request, keeps=False) / 1_000_000)
            equal = (one for one in placements if one.score.work_ms <= most_ms)
            fastest = min(equal, key=lambda one: one.score.time_ms)
            chosen += [] if fastest in chosen else [fastest]
        return chosen

    def _complete_best(self, entries: Sequence[_Entry]) -> None:
        """Completes placements, a round at a time, until none is estimated to be better than the best plan."""
        left, done = list(entries), 0
        while left and (done < self.most or not self.best) and not (self.best and self.run.takes_first()):
            chosen: list[_Entry] = []
            while left and len(chosen) < ROUND:
                entry = left.pop(0)
                if not self._cannot_win(entry.contender, entry.placement, entry.is_known):
                    chosen.append(entry)
            tasks = [self._completion(self.contenders[entry.contender].task, entry.placement) for entry in chosen]
            most = min(self.most, len(entries))
            self.run.advance(f"{self.label}cabling and scheduling the best placements", min(done, most), most)
            for entry, outcome in zip(chosen, self.executor.map(complete, tasks), strict=True):
                done += 1
                self._keep(entry.contender, self.contenders[entry.contender].task, outcome)

    def _completion(self, task: DesignTask, placement: Placement) -> Completion:
        """The work on one placement, with its part of the budget for quick schedules."""
        limit = self.run.quick.take(limit_of_quick_schedule(len(task.design.fabric.links)))
        return Completion(task, placement, self.bound, limit)

    def _keep(self, number: int, task: DesignTask, outcome: "tuple[CabledDesign, PlannedDesign] | UnmetError") -> None:
        """Keeps a plan where it is the best of all, and where it is the best of its design."""
        contender = self.contenders[number]
        if isinstance(outcome, UnmetError):
            contender.refusal = contender.refusal or "; ".join(outcome.reasons)
            return
        completed = Completed(task, *outcome)
        plan = completed.plan
        # All are held against the least: one by one, each within the tolerance of the last, they would drift away.
        rivals = [*self.equal.get(number, ()), completed]
        plans = [rival.plan for rival in rivals]
        self.equal[number] = [rivals[one] for one in list_equal(plans, self.run.known)]
        self.completed[number] = rivals[choose_plan(plans, self.run.known)]
        contender.plan = self.completed[number].plan
        if self.best is None or plan_key(plan) < plan_key(self.best[1].plan):
            self.best = number, completed
            self.run.report(f"best so far: {figures_of(plan)} ({self.label}{plan.designs[-1]})")

    def _is_near(self, number: int) -> bool:
        """Whether a design is among the best."""
        if self.best is None or number not in self.completed:
            return False
        found, best = (one.plan.summary.install_time_s for one in (self.completed[number], self.best[1]))
        return found <= NEAR * best

    def _is_small(self, number: int) -> bool:
        """Whether a design is among the best, and so small that its siblings take hardly any time."""
        return self._is_near(number) and len(self.contenders[number].task.design.fabric.links) <= VARIED_LINKS

    def _is_about_cost(self) -> bool:
        """Whether the cost of assemblies is a reason to look at siblings with fewer of them."""
        request = self.project.request
        cost_cents = self.best[1].plan.summary.cost_cents if self.best else 0
        is_over = request.budget_cents is not None and cost_cents > request.budget_cents
        return is_over or request.objective in ("cost", "weighted")

    def _is_too_dear(self, number: int) -> bool:
        """Whether the switches and transceivers of a design alone cost more than the best plan, where cost decides."""
        if self.best is None or self.project.request.objective != "cost" or plan_key(self.best[1].plan)[0]:
            return False
        least_cents = price_design(self.project, self.contenders[number].task.design).cents
        return least_cents > self.best[1].plan.summary.cost_cents

    def _complete_siblings(self, number: int, all_of_them: bool) -> None:
        """Completes siblings of a design with other trunks: all, or up to the first that can be installed."""
        for sibling in list_trunk_siblings(self.contenders[number].task):
            placements = self.places.of(sibling)
            if isinstance(placements, UnmetError):
                continue
            chosen = self._choose_placements(placements)
            outcomes = [complete(self._completion(sibling, one)) for one in (chosen[0], *chosen[self.per_design :])]
            for outcome in outcomes:
                if not isinstance(outcome, UnmetError):
                    self._keep(number, sibling, outcome)
                    if not all_of_them:
                        if any(entry.contender == number for entry in self.entries):
                            self._complete_in(number, outcome[1].plan)
                        return

    def _vary_in_racks(self, number: int, vary: Callable[[DesignTask, Plan], Iterator[DesignTask]]) -> None:
        """Completes other ways to cable a design in the racks of its plan, where time decides."""
        if number in self.completed and self.project.request.objective == "install-time":
            known = self.completed[number]
            for task in vary(known.task, known.plan):
                placement = placement_in(task, {device.id: device.rack or "" for device in known.plan.devices})
                if placement is not None:
                    self._keep(number, task, complete(self._completion(task, placement)))

    def _complete_in(self, number: int, plan: Plan) -> None:
        """Completes a design that had no plan with its switches where a sibling of it has them."""
        task = self.contenders[number].task
        placement = placement_in(task, {device.id: device.rack or "" for device in plan.devices})
        if placement is not None:
            self._keep(number, task, complete(self._completion(task, placement)))

    def _cannot_win(self, number: int, placement: Placement | None = None, is_known: bool = False) -> bool:
        """Whether a design, or one placement of it, needs no completion beside the best plan."""
        if self.best is None:
            return False
        bound, has_plan = self.contenders[number].task.bound, number in self.completed
        return cannot_win(self.best[1].plan, bound, placement, has_plan=has_plan, is_known=is_known)


def _list_designs(candidates: Sequence[Candidate]) -> list[Design]:
    """The designs that can be built."""
    return [candidate.design for candidate in candidates if candidate.design]
