"""Three plans a rule: one that it accepts, one that it must reject, and the nearest one that it must accept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fabric.plan import Plan
from tests.fabric.audit.small_plan import SMALL_PLAN


@dataclass(frozen=True, kw_only=True)
class Trio:
    """The plans of one rule, and the first finding on the plan that it rejects."""

    rejects: Plan
    """Breaks the rule."""
    next_door: Plan
    """The nearest plan that keeps the rule: exactly at the limit, or one step away from it."""
    object: str
    found: str
    allowed: str
    remedy: str
    accepts: Plan = SMALL_PLAN
    """Keeps the rule with room to spare."""
    count: int = 1
    """Findings of the rule on `rejects`."""
    also: frozenset[str] = field(default=frozenset())
    """Other rules that the same fault cannot but break."""
    alone: bool = False
    """Whether only the rules of the group judge the plans: links without cables, or parts without their work."""


TRIOS: dict[str, Callable[[], Trio]] = {}
"""Rule id to the function that makes its trio."""


def trio(rule: str) -> Callable[[Callable[[], Trio]], Callable[[], Trio]]:
    """Registers the trio of a rule."""

    def register(make: Callable[[], Trio]) -> Callable[[], Trio]:
        assert rule not in TRIOS, f"two trios of {rule}"
        TRIOS[rule] = make
        return make

    return register
