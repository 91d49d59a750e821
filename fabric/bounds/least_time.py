"""Lower bounds on the install time from the work that no plan can avoid. Argument: docs/bounds.md.

T_bound = max(W_bound / technicians, W_bound / crew slots of all places,
              for each place the least work at its devices / technicians allowed there, the same for all devices to
              be placed, longest unavoidable chain).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from fabric.project import CrewPlan, LabourTable
from layouts import divide_up


class Workforce(NamedTuple):
    """The crews, and the room that they have."""

    crew: CrewPlan
    """Shifts, technicians of a shift and size of a crew."""
    place_crews: Sequence[int]
    """Most crews at work at the same time, by number of the place."""
    ready: datetime | None = None
    """Time when the racks are ready: the clock starts then. None: at the start of a shift."""


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


def time_bounds_s(labour: LabourTable, workforce: Workforce, demand: LeastDemand) -> dict[str, int]:
    """Lower bounds on the install time in seconds, by the argument that each rests on.

    - Work over technicians: the clock time in which the shifts offer that person-time.
    - Work over crew slots: the work over all technicians that the usable places take at once.
    - Work at the devices of one place: the largest quotient of a place's work and the technicians it takes.
    - Work at devices to be placed: the time in which their places hold that work beside the work that each has anyway.
    - Shortest chain: the rack of the last link is opened, then its end is plugged, then it is tested.
    """
    crew, place_crews = workforce.crew, workforce.place_crews
    slots = sum(place_crews[place] for place in demand.usable) * crew.crew_size
    chain = {"mobilise": 1, "inspect_clean_plug": 1, "test_link": 1} if demand.has_pulls else {}
    return {
        "work over technicians": crew.offered_s(demand.work_ms, workforce.ready),
        "work over crew slots": divide_up(demand.work_ms, 1000 * slots) if slots else 0,
        "work at the devices of one place": max(
            (
                divide_up(work_ms, 1000 * place_crews[place] * crew.crew_size)
                for place, work_ms in demand.place_ms.items()
            ),
            default=0,
        ),
        **({"work at devices to be placed": _fill_places_s(workforce, demand)} if demand.free_places else {}),
        **({"work and pulls between places": demand.spread_s} if demand.spread_s else {}),
        "shortest chain": sum(crew.duration_s(labour.act_ms(act, count)) for act, count in chain.items()),
    }


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
