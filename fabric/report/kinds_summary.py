"""The front of kinds of trunks against time and cost, as facts and as lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.search import KindsOffer


def kinds_facts(front: Sequence[KindsOffer]) -> list[dict[str, Any]]:
    """Each number of kinds with its figures, and what it takes and costs beyond the plan."""
    return [
        {
            "kinds": offer.kinds,
            "install_time_h": round(offer.install_time_s / 3600, 3),
            "person_hours": round(offer.work_ms / 3_600_000, 3),
            "cost": offer.cost_cents / 100,
            "more_minutes": round((offer.install_time_s - front[0].install_time_s) / 60, 1),
            "more_usd": (offer.cost_cents - front[0].cost_cents) / 100,
            "dropped_kinds": list(offer.dropped),
        }
        for offer in front
    ]


def kinds_lines(front: Sequence[KindsOffer]) -> Iterator[str]:
    """The front for people, the plan first."""
    if not front:
        return
    yield "What each kind of trunk less takes and costs (same order of work; set limits.custom_kinds to choose):"
    for row in kinds_facts(front):
        more = "the plan" if not row["dropped_kinds"] else f"{row['more_minutes']:+,.1f} min"
        usd = "" if not row["dropped_kinds"] else f", {row['more_usd']:+,.0f} USD"
        kinds = f"{row['kinds']:4} {'kind' if row['kinds'] == 1 else 'kinds'}"
        hours = f"{row['install_time_h']:8.2f} h  {row['person_hours']:9,.1f} person-hours"
        yield f"  {kinds}  {hours}  {row['cost']:14,.0f} USD  {more}{usd}"
    if len(front) == 1:
        yield "  No two kinds are near enough to be one"
