"""Fewer kinds of trunks: kinds that are nearly alike are ordered as one, as long as the longest of them needs.

A kind is set up, drawn and approved by itself, and its spare piece serves no other kind. So each kind that is saved is
worth the price of one piece. Longer pieces take longer to pull; the caller decides how much longer is acceptable.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from fabric.optimize.cabling.assemblies import name_trunks
from fabric.optimize.cabling.length_choice import TrunkNeed
from fabric.optimize.design_schedule import GOALS, form_packages
from fabric.optimize.early_work import schedule_work
from fabric.optimize.plan_figures import ScheduledJob, renew_summary
from fabric.optimize.plan_parts import int_column, sort_kinds
from fabric.optimize.schedule.best_schedule import carry_over, schedule_packages
from fabric.optimize.schedule.workload import Slot
from fabric.optimize.solver import SolverBudget
from fabric.plan import AssemblyKind, Plan, PlanParts, assembly_cents
from fabric.work import Job, form_job
from layouts import divide_up

MOST_SLACK_MM = 2_000
"""Most length in mm that a body or a leg has beyond its need: a loop of a metre at each end, which tray and rack hold.
Assumed.
"""

Joined = Mapping[int, TrunkNeed]
"""Lengths of the kind that stands in for each kind of a plan, by number."""


class _Group(NamedTuple):
    """Kinds that are ordered as one."""

    made: TrunkNeed
    """Lengths of the one kind."""
    members: tuple[int, ...]
    """Numbers of the kinds."""


@dataclass(frozen=True)
class _Join:
    """Two groups that may become one."""

    more_ms: int
    """Further person-time of the pulls."""
    more_cents: int
    """Further price of all pieces."""
    made: TrunkNeed
    """Lengths of the one kind."""
    parts: tuple[_Group, ...]
    """The groups."""

    @property
    def key(self) -> tuple[int, int, TrunkNeed]:
        """The order in which groups are joined: those of least work first."""
        return self.more_ms, self.more_cents, self.made


def list_joins(plan: Plan, earlier: Sequence[AssemblyKind] = ()) -> list[Joined]:
    """The lists of trunk kinds to order, from none joined to the fewest kinds.

    Kinds are joined one pair after the other, those first that add the least work. A join adds no more to the price
    than one piece of its kind costs. Kinds of an `earlier` plan come first: what they serve is ordered as before, and
    only other kinds are joined.
    """
    return list(_Joiner(plan).joins(earlier))


def with_kinds(plan: Plan, joined: Joined, budget: SolverBudget | None = None) -> Plan:
    """The same plan with other kinds of trunks. Its trials are those of the plan as it was.

    Crews do the same packages in the same order, somewhat later. Where a `budget` is given, orders of work are tried
    anew within it. Raises UnmetError where a longer pull fits no window of work.
    """
    catalog = plan.project.catalog
    trunks = {made.model: catalog.trunks[made.model] for made in joined.values()}
    named = name_trunks(trunks, joined.values())
    kind_of = [named[joined[number]] if number in joined else kind for number, kind in enumerate(plan.kinds)]
    kinds = sort_kinds(set(kind_of))
    number_of = {kind: number for number, kind in enumerate(kinds)}
    column = int_column([number_of[kind_of[number]] for number in plan.assemblies.kind.tolist()])
    parts = PlanParts(
        **{name: getattr(plan, name) for name in PlanParts.__dataclass_fields__}
        | {"kinds": kinds, "assemblies": replace(plan.assemblies, kind=column)}
    )
    project = plan.project
    scheduled = _schedule_again(plan, parts, budget)
    return replace(
        plan,
        kinds=parts.kinds,
        assemblies=parts.assemblies,
        packages=form_packages(scheduled),
        summary=renew_summary(plan.summary, project, parts, scheduled),
    )


def _schedule_again(plan: Plan, parts: PlanParts, budget: SolverBudget | None) -> ScheduledJob:
    """The schedule of a plan with other lengths; where pulls are laid before the racks are ready, made from nothing."""
    project, ready = plan.project, plan.project.request.racks_ready
    goal = GOALS.get(project.request.objective, "finish")
    if project.crew.prepare is not None:
        return schedule_work(project, parts, goal, budget is not None, budget or SolverBudget(0))
    job = form_job(project, parts)
    known = _known_slots(plan, job)
    if budget is None:
        return ScheduledJob(job, carry_over(job, project.crew, ready, known))
    return ScheduledJob(job, schedule_packages(job, project.crew, ready, goal, budget=budget, known=known))


def _known_slots(plan: Plan, job: Job) -> list[Slot]:
    """The slots of a plan in the order of the packages of a job, which are the same."""
    packages = plan.packages
    slots: dict[tuple[int, int], list[Slot]] = {}
    keys = zip(packages.kind.tolist(), packages.subject.tolist(), strict=True)
    times = zip(packages.start_s.tolist(), packages.end_s.tolist(), packages.crew.tolist(), strict=True)
    for key, slot in zip(keys, times, strict=True):
        slots.setdefault(key, []).append(Slot(*slot))
    return [slots[package.kind, package.subject].pop(0) for package in job.packages]


class _Joiner:
    """Joins the kinds of trunks of one plan."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.needs = {
            number: _need_of(kind) for number, kind in enumerate(plan.kinds) if kind.form == "trunk" and kind.custom
        }
        self.pieces = Counter(plan.assemblies.kind.tolist())
        self.lot_of = dict(zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True))
        self.metre_ms = plan.project.labour.rates["pull_trunk_per_m"].person_ms
        self.most_mm = {model: self._most_mm(model) for model in {need.model for need in self.needs.values()}}

    def joins(self, earlier: Sequence[AssemblyKind]) -> Iterator[Joined]:
        """Each step from the kinds of the plan to the fewest."""
        groups = {_Group(need, (number,)) for number, need in self.needs.items()}
        yield self._as_joined(groups)
        known = [_need_of(kind) for kind in earlier if kind.form == "trunk"]
        again = {self._as_before(group, known) for group in groups}
        if again != groups:
            groups = self._gather(again)
            yield self._as_joined(groups)
        free = sorted(group for group in groups if group.made not in known)
        found = [join for pair in combinations(free, 2) if (join := self._join(pair)) is not None]
        while found:
            best = min(found, key=lambda join: join.key)
            members = tuple(sorted(number for part in best.parts for number in part.members))
            joined = _Group(best.made, members)
            groups = (groups - set(best.parts)) | {joined}
            free = [group for group in free if group not in best.parts]
            found = [join for join in found if not set(join.parts) & set(best.parts)]
            found += [join for one in free if (join := self._join((one, joined))) is not None]
            free.append(joined)
            yield self._as_joined(groups)

    def _as_joined(self, groups: set[_Group]) -> Joined:
        return {number: group.made for group in groups for number in group.members}

    def _gather(self, groups: set[_Group]) -> set[_Group]:
        """The groups, those of equal lengths as one."""
        members: dict[TrunkNeed, tuple[int, ...]] = {}
        for group in sorted(groups):
            members[group.made] = (*members.get(group.made, ()), *group.members)
        return {_Group(made, tuple(sorted(numbers))) for made, numbers in members.items()}

    def _as_before(self, group: _Group, known: Sequence[TrunkNeed]) -> _Group:
        """A kind as the shortest known one that serves it; itself where none does."""
        fitting = [made for made in known if made.covers(group.made) and self._is_near(made, group.members)]
        return group if not fitting else group._replace(made=min(fitting, key=lambda made: (made.overall_mm, made)))

    def _join(self, pair: tuple[_Group, ...]) -> _Join | None:
        """Two groups as one, None where a piece gets too long, or dearer than a kind less is worth."""
        first, second = pair
        if first.made.model != second.made.model:
            return None
        made = first.made.join(second.made)
        if not self._is_near(made, (*first.members, *second.members)):
            return None
        more_ms = sum(self._count(one) * self._longer_ms(made, one.made) for one in pair)
        more_cents = sum(self._count(one) * (self._cents(made, one) - self._cents(one.made, one)) for one in pair)
        return None if more_cents > self._cents(made, first) else _Join(more_ms, more_cents, made, pair)

    def _is_near(self, made: TrunkNeed, members: Sequence[int]) -> bool:
        """Whether a piece may be made so long, and what it has beyond each need finds room."""
        return made.overall_mm <= self.most_mm.get(made.model, 0) and all(
            long - short <= MOST_SLACK_MM
            for number in members
            for long, short in zip(_lengths_mm(made), _lengths_mm(self.needs[number]), strict=True)
        )

    def _most_mm(self, model: str) -> int:
        """The longest trunk of a model: as it is made, and as all transceivers of its fiber reach."""
        trunk, optics = self.plan.project.catalog.trunks[model], self.plan.project.catalog.optics
        reaches = (optics[name].reach_mm for name in self.plan.optic_models if optics[name].fiber == trunk.fiber)
        return min(trunk.max_mm, *reaches, trunk.max_mm)

    def _count(self, group: _Group) -> int:
        return sum(self.pieces[number] for number in group.members)

    def _longer_ms(self, made: TrunkNeed, than: TrunkNeed) -> int:
        return divide_up(max(0, made.overall_mm - than.overall_mm) * self.metre_ms, 1000)

    def _cents(self, made: TrunkNeed, group: _Group) -> int:
        """The price of a piece of a group, were it made in these lengths."""
        kind = replace(
            self.plan.kinds[group.members[0]], body_mm=made.body_mm, a_legs_mm=made.a_legs_mm, b_legs_mm=made.b_legs_mm
        )
        return assembly_cents(self.plan.project, kind, self.plan.project.inventory.lots[self.lot_of[group.members[0]]])


def _need_of(kind: AssemblyKind) -> TrunkNeed:
    return TrunkNeed(kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm)


def _lengths_mm(need: TrunkNeed) -> tuple[int, ...]:
    """Body and legs of a trunk."""
    return (need.body_mm, *need.a_legs_mm, *need.b_legs_mm)
