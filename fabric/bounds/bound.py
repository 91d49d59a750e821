"""The bound of the networks so far, as each plan states it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabric.bounds.clock_work import leave_for_clock, most_early_ms
from fabric.bounds.earlier_networks import EarlierDesigns, keep_least, nothing_chosen
from fabric.bounds.least_time import SOME_NETWORKS, LeastDemand, NetworkDemand, Workforce, time_bounds_s
from fabric.bounds.network_points import join_points
from fabric.project import LabourTable, Project

OVERFLOW = "work that the time before does not hold"
"""The part of a bound that is the work beyond what the window before the racks are ready holds."""
ALL_WORK = ("work over technicians", "work over crew slots", SOME_NETWORKS)
"""The parts of a bound that rest on the work of all places together."""
ONE_BY_ONE = "each design by itself"
"""The part of a bound that no design undercuts, where the least parts of all designs together do."""


@dataclass(frozen=True)
class Bound:
    """A lower bound on the work and the time of all plans for some networks."""

    demand: LeastDemand
    """The work that no plan can avoid."""
    parts_s: Mapping[str, int]
    """Lower bounds on the install time in seconds, by the argument that each rests on."""
    choices: tuple[EarlierDesigns, ...]
    """The designs that this bound is the least of, as the bound of the next network needs them."""
    left: "Left | None" = None
    """The bounds of what is left after the racks are ready, which give the parts; None where nothing may be done
    before.
    """

    @property
    def work_ms(self) -> int:
        """Least person-time in all."""
        return self.demand.work_ms

    @property
    def time_s(self) -> int:
        """Least install time: the largest of its parts."""
        return max(self.parts_s.values(), default=0)

    @property
    def binds(self) -> str:
        """The argument that gives the least install time; '' where there is none."""
        return max(self.parts_s, key=lambda part: self.parts_s[part], default="")


class Left(NamedTuple):
    """What is left after the racks are ready: at single places less of a pull is left than in all."""

    at_places: Bound
    """The bound whose work is the least at any place of a pull."""
    in_all: Bound
    """The bound whose work is the least of all places together; parts on single places do not hold."""


def form_bound(
    labour: LabourTable, workforce: Workforce, demand: LeastDemand, choices: tuple[EarlierDesigns, ...]
) -> Bound:
    """The bound of some work for some crews and places."""
    return Bound(demand, time_bounds_s(labour, workforce, demand), choices)


def with_left(workforce: Workforce, whole: Bound, left: Left) -> Bound:
    """The bound of all work, in the time that is left after the racks are ready.

    A window with a start holds limited work, so the rest of the work is a part too (`OVERFLOW`).
    """
    parts_s, most_ms = dict(left.at_places.parts_s), most_early_ms(workforce)
    parts_s |= {part: seconds for part, seconds in left.in_all.parts_s.items() if part in ALL_WORK}
    if most_ms is not None:
        parts_s[OVERFLOW] = workforce.crew.offered_s(max(0, whole.work_ms - most_ms), workforce.ready)
    return replace(whole, parts_s=parts_s, left=left)


def no_bound(project: Project) -> Bound:
    """The bound before the first network."""
    one, both = leave_for_clock(project, 1), leave_for_clock(project, 2)
    left = None if one is None or both is None else Left(_no_bound(one), _no_bound(both))
    return replace(_no_bound(project), left=left)


def _no_bound(project: Project) -> Bound:
    return Bound(LeastDemand(0, {}, frozenset(), has_pulls=False), {}, nothing_chosen(project))


def least_of_bounds(labour: LabourTable, workforce: Workforce, bounds: Sequence[Bound]) -> Bound:
    """The bound that holds for the plans of all designs, of all their work and of what is left for the clock."""
    whole = _least_of(labour, workforce, bounds)
    lefts = [bound.left for bound in bounds if bound.left is not None]
    if not lefts:
        return whole
    return with_left(workforce, whole, Left(*(_least_of(labour, workforce, some) for some in zip(*lefts, strict=True))))


def _least_of(labour: LabourTable, workforce: Workforce, bounds: Sequence[Bound]) -> Bound:
    """As `least_of_bounds`, of one kind of work: each part of the work is the least of that of all designs.

    A plan builds one of them, so it takes no less time than the least of their bounds either. Where that is more, it is
    a part of its own (`ONE_BY_ONE`): the work of one design at the places of another is that of none.
    """
    places = set.intersection(*(set(bound.demand.place_ms) for bound in bounds))
    demand = LeastDemand(
        work_ms=min(bound.work_ms for bound in bounds),
        place_ms={place: min(bound.demand.place_ms[place] for bound in bounds) for place in sorted(places)},
        usable=frozenset.union(*(bound.demand.usable for bound in bounds)),
        has_pulls=all(bound.demand.has_pulls for bound in bounds),
        spread_s=min(bound.demand.spread_s for bound in bounds),
        free_ms=min(bound.demand.free_ms for bound in bounds),
        free_places=frozenset.union(*(bound.demand.free_places for bound in bounds)),
        networks=tuple(map(_least_of_network, zip(*(bound.demand.networks for bound in bounds), strict=True))),
        places=bounds[0].demand.places,
    )
    found = form_bound(labour, workforce, demand, keep_least(choice for bound in bounds for choice in bound.choices))
    least_s = min(bound.time_s for bound in bounds)
    return found if least_s <= found.time_s else replace(found, parts_s={**found.parts_s, ONE_BY_ONE: least_s})


def _least_of_network(demands: Sequence[NetworkDemand]) -> NetworkDemand:
    """The least work of one network over several designs, at all places that one of them may use."""
    return NetworkDemand(
        min(demand.work_ms for demand in demands),
        frozenset().union(*(demand.places for demand in demands)),
        join_points(demand.points for demand in demands),
    )
