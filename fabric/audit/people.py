"""People at work, counted anew: those of a crew who work on an act, and the crews that a place has room for."""

from fractions import Fraction

from fabric.audit.minutes import Acts, minutes_of
from fabric.plan import Plan
from fabric.project import CrewPlan


def crew_minutes(plan: Plan, acts: Acts) -> Fraction:
    """Minutes that a crew takes for acts: at each act work as many of it as the act takes at most (`most`)."""
    size, rates = plan.project.crew.crew_size, plan.project.labour.rates
    total = Fraction(0)
    for act, quantity in acts.items():
        most = rates[act].most
        total += minutes_of(plan, act, quantity) / (size if most is None else min(size, most))
    return total


def crews_with_room(crew: CrewPlan, max_crews: int) -> int:
    """Whole crews that a place or a span holds: each of its `max_crews` is the room of some people."""
    return max_crews if crew.slot_people is None else max_crews * crew.slot_people // crew.crew_size
