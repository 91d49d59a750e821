"""Practice on the floor of a plan, as plain values: what `plan` and `report` compare with."""

from collections.abc import Sequence
from typing import Any

from fabric.plan import Plan
from fabric.search import Practice, estimate_practice

PRACTICE = "one stock cable per link, each pulled on its own, in the next longer stock length"
"""The cables of practice, for people."""


def practice_facts(plan: Plan) -> dict[str, Any]:
    """Each way of practice with its least install time, and how many times as long as ours the fastest one takes."""
    return state_practice(estimate_practice(plan), plan.summary.install_time_s)


def state_practice(ways: Sequence[Practice], ours_s: int) -> dict[str, Any]:
    """The facts of some ways of practice, the fastest first, beside our install time."""
    best_s = ways[0].install_time_s
    return {
        "cables": PRACTICE,
        "times_ours": None if best_s is None else round(best_s / ours_s, 2),
        "ways": [
            {
                "way": way.name,
                "switches": way.switches,
                "install_time_h": None if way.install_time_s is None else round(way.install_time_s / 3600, 3),
                "person_hours": None if way.work_ms is None else round(way.work_ms / 3_600_000, 3),
                "refusal": way.refusal,
                "other_designs": list(way.others),
            }
            for way in ways
        ],
    }
