"""The front of install time against cost, as facts and as lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.search import Offer


def front_facts(front: Sequence[Offer]) -> list[dict[str, Any]]:
    """Each offer, and the price of an hour that it saves against the next slower one."""
    found: list[dict[str, Any]] = []
    for number, offer in enumerate(front):
        slower = front[number + 1] if number + 1 < len(front) else None
        dearer = None
        if slower is not None:
            hours = (slower.install_time_s - offer.install_time_s) / 3600
            dearer = round((offer.cost_cents - slower.cost_cents) / 100 / hours)
        found.append(
            {
                "asked": offer.asked,
                "design": offer.plan.design,
                "install_time_h": round(offer.install_time_s / 3600, 3),
                "person_hours": round(offer.plan.summary.work_ms / 3_600_000, 3),
                "cost": offer.cost_cents / 100,
                "usd_per_hour_saved": dearer,
            }
        )
    return found


def front_lines(front: Sequence[Offer]) -> Iterator[str]:
    """The front for people, the fastest first."""
    if front:
        yield "What a faster installation costs (material only; the fastest plan is the one written):"
    for row in front_facts(front):
        dearer = row["usd_per_hour_saved"]
        price = "" if dearer is None else f"  {dearer:,} USD for each hour saved against the next"
        hours = f"{row['install_time_h']:8.2f} h  {row['person_hours']:9,.1f} person-hours"
        yield f"  {hours}  {row['cost']:14,.0f} USD  {row['asked']}; {row['design']}{price}"
