"""The front of kinds: what a plan takes and costs with fewer kinds of trunks, one after the other.

Kinds are joined in pairs of nearly equal lengths, those first that add the least work (fabric.optimize.fewer_kinds).
Crews do the same packages in the same order, so each figure is what the plan takes with that order, not a new search.
"""

from typing import NamedTuple

from fabric.optimize import list_joins, with_kinds
from fabric.plan import Plan
from layouts import UnmetError


class KindsOffer(NamedTuple):
    """The figures of a plan with some number of kinds of trunks."""

    kinds: int
    """Kinds of trunks to order."""
    install_time_s: int
    """Install time with the same order of work."""
    work_ms: int
    """Person-time of all acts."""
    cost_cents: int
    """Cost of the material."""
    dropped: tuple[str, ...]
    """Kinds of the plan that are not ordered any more, by id; empty for the plan itself."""


def list_kinds_front(plan: Plan) -> list[KindsOffer]:
    """The plan and each step to the fewest kinds, the most kinds first.

    The steps end where no two kinds are near enough, where a join costs more than a piece, or where a longer pull fits
    no window of work. A plan without trunks has no front.
    """
    own = {kind.id for kind in plan.kinds if kind.form == "trunk"}
    if not own:
        return []
    summary = plan.summary
    found = [KindsOffer(len(own), summary.install_time_s, summary.work_ms, summary.cost_cents, ())]
    for joined in list_joins(plan)[1:]:
        try:
            other = with_kinds(plan, joined)
        except UnmetError:
            break
        kinds = {kind.id for kind in other.kinds if kind.form == "trunk"}
        if len(kinds) < found[-1].kinds:
            figures = other.summary
            found.append(
                KindsOffer(
                    len(kinds),
                    figures.install_time_s,
                    figures.work_ms,
                    figures.cost_cents,
                    tuple(sorted(own - kinds)),
                )
            )
    return found
