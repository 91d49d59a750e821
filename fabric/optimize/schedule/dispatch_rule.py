"""Dispatch rules: how a free crew weighs its own place against others."""

from dataclasses import dataclass

DAY_S = 86_400


@dataclass(frozen=True)
class DispatchRule:
    """The settings of one pass of list scheduling."""

    haste: float
    """Share of the average work left per crew, above 0. A place whose own work left per crew exceeds it falls behind,
    and crews go there. At 0.8 crews move often and early, at 0.97 seldom and late, at 10 only when their place has no
    work for them.
    """
    patience_s: int
    """Seconds, 0 and more. When less of a window is left and a package waits at the crew's place that cannot start now,
    the crew waits for it instead of moving.
    """
    tidy: bool
    """Whether a crew completes the work begun at its place, tests first, before it pulls again. Otherwise it takes the
    package with the longest chain of work.
    """


FEWEST_MOVES = DispatchRule(10.0, DAY_S, True)
"""The rule under which crews leave a place last."""

DISPATCH_RULES = (
    DispatchRule(0.9, 600, False),
    DispatchRule(0.97, 600, False),
    DispatchRule(0.9, 0, False),
    DispatchRule(0.9, 600, True),
    DispatchRule(0.97, 0, True),
    FEWEST_MOVES,
)
"""The rules of a thorough search; the first one is taken where only one is tried."""
