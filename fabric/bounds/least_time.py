"""Lower bounds on the install time from the work that no plan can avoid. Argument: docs/bounds.md.

T_bound = max(W_bound / technicians, W_bound / crew slots of all places,
              the largest of the same for some of the networks and their places,
              the least time in which places hold the work of all networks with pulls between places,
              for each place the least work at its devices / technicians allowed there, the same for all devices to
              be placed, longest unavoidable chain).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, combinations
from typing import NamedTuple

from fabric.bounds.network_points import Points, least_hold_s
from fabric.project import CrewPlan, LabourTable
from layouts import divide_up

SOME_NETWORKS = "work of some networks over their crew slots"
ALL_NETWORKS = "work and pulls of all networks between places"
MOST_COMBINED = 8
"""Networks of which all combinations are looked at: 255 sums."""


class Workforce(NamedTuple):
    """The crews, and how many of them may work at each place."""

    crew: CrewPlan
    """Shifts, technicians of a shift and size of a crew."""
    place_crews: Sequence[int]
    """Most crews at work at the same time, by number of the place."""
    ready: datetime | None = None
    """Time when the racks are ready: the clock starts then. None: at the start of a shift."""


class NetworkDemand(NamedTuple):
    """The work of one network that ties up a place where its links end, wherever its switches stand."""

    work_ms: int
    """Person-time, without racks that are opened and crews that move: both may take place elsewhere."""
    places: frozenset[int]
    """Places where its devices and switches may show their ports."""
    points: Points = ()
    """The work that ties up each place, and that of all places, for all ways to spread its switches over places."""


class LeastDemand(NamedTuple):
    """The work that no plan can avoid, and the places where it can be done."""

    work_ms: int
    """Person-time in all."""
    place_ms: Mapping[int, int]
    """Person-time at the devices of each place, by number of the place."""
    usable: frozenset[int]
    """Places where devices or switches may show their ports. No work is done elsewhere."""
    has_pulls: bool
    """Whether at least one cable is laid."""
    free_ms: int = 0
    """Person-time at devices without a rack, beside that of `place_ms`."""
    free_places: frozenset[int] = frozenset()
    """Places where that work may be done."""
    spread_s: int = 0
    """Time in which the places hold the work of one network, with pulls that tie up two of them."""
    networks: tuple[NetworkDemand, ...] = ()
    """The work of each network, in the order of the request."""
    places: tuple[int, ...] = ()
    """The places of the points of all networks; none unless the points of all networks are known."""


def time_bounds_s(labour: LabourTable, workforce: Workforce, demand: LeastDemand) -> dict[str, int]:
    """Lower bounds on the install time in seconds, by the argument that each rests on.

    - Work over technicians: the clock time in which the shifts offer that person-time.
    - Work over crew slots: the work over all technicians that the usable places take at once.
    - Work of some networks over their crew slots: the same for those networks and their places that take longest.
    - Work and pulls of all networks: the time in which places hold the work that ties them up, of all networks.
    - Work at the devices of one place: the largest quotient of a place's work and the technicians it takes.
    - Work at devices to be placed: the time in which their places hold that work beside the work that each has anyway.
    - Shortest chain: the rack of the last link is opened, then its end is plugged, then it is tested.
    """
    crew, place_crews = workforce.crew, workforce.place_crews
    slots = sum(place_crews[place] for place in demand.usable) * crew.crew_size
    quickest = labour.of_quickest_plugs()
    chain_acts = {"mobilise": 1, "inspect_clean_plug": 1, "test_link": 1} if demand.has_pulls else {}
    return {
        "work over technicians": crew.offered_s(demand.work_ms, workforce.ready),
        "work over crew slots": divide_up(demand.work_ms, 1000 * slots) if slots else 0,
        **({SOME_NETWORKS: _fill_networks_s(workforce, demand.networks)} if len(demand.networks) > 1 else {}),
        "work at the devices of one place": max(
            (
                divide_up(work_ms, 1000 * place_crews[place] * crew.crew_size)
                for place, work_ms in demand.place_ms.items()
            ),
            default=0,
        ),
        **({"work at devices to be placed": _fill_places_s(workforce, demand)} if demand.free_places else {}),
        **({"work and pulls between places": demand.spread_s} if demand.spread_s else {}),
        **({ALL_NETWORKS: _hold_networks_s(workforce, demand)} if demand.places else {}),
        "shortest chain": sum(quickest.duration_s({act: count}, crew.crew_size) for act, count in chain_acts.items()),
    }


def _fill_networks_s(workforce: Workforce, networks: Sequence[NetworkDemand]) -> int:
    """The longest time in which some of the networks fill all crew slots of their places together.

    Of more than `MOST_COMBINED` networks only those that follow each other from the first are looked at together.
    """
    found = 0
    for some in _list_combinations(networks):
        places = frozenset().union(*(network.places for network in some))
        slots = sum(workforce.place_crews[place] for place in places) * workforce.crew.crew_size
        work_ms = sum(network.work_ms for network in some)
        found = max(found, divide_up(work_ms, 1000 * slots) if slots else 0)
    return found


def _hold_networks_s(workforce: Workforce, demand: LeastDemand) -> int:
    """The least time in which the places hold the work of all networks, wherever their switches stand."""
    crew_size = workforce.crew.crew_size
    technicians = [workforce.place_crews[place] * crew_size for place in demand.places]
    slots = sum(workforce.place_crews[place] for place in demand.usable) * crew_size
    return least_hold_s([network.points for network in demand.networks], technicians, slots)


def _list_combinations(networks: Sequence[NetworkDemand]) -> Iterator[Sequence[NetworkDemand]]:
    numbers = range(1, len(networks) + 1)
    if len(networks) <= MOST_COMBINED:
        return chain.from_iterable(combinations(networks, number) for number in numbers)
    return chain(([network] for network in networks), (networks[:number] for number in numbers))


def _fill_places_s(workforce: Workforce, demand: LeastDemand) -> int:
    """The least time in which the places of devices without a rack hold their work, however it is spread.

    A place that takes m technicians holds m T of person-time within T. The work at devices that stand there already
    takes its part of that.
    """
    slots = {place: workforce.place_crews[place] * workforce.crew.crew_size for place in demand.free_places}
    low, high = 0, divide_up(demand.free_ms + sum(demand.place_ms.values()), 1000 * min(slots.values()))
    while low < high:
        middle = (low + high) // 2
        left_ms = (max(0, 1000 * middle * most - demand.place_ms.get(place, 0)) for place, most in slots.items())
        if sum(left_ms) >= demand.free_ms:
            high = middle
        else:
            low = middle + 1
    return low
